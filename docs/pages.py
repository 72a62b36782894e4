"""Writes the pages that follow from the code: ``python docs/pages.py``. A test fails where one is out of date."""

from __future__ import annotations

import csv
import inspect
from collections.abc import Collection, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import polars as pl
from pydantic import BaseModel

from multipolar import vocabulary
from multipolar.sources import Source, all_sources
from multipolar.studies.claims import Claim, kinds
from multipolar.studies.keys import about, keys
from multipolar.studies.study import Group, Head
from multipolar.studies.verdicts import weigh

DOCS = Path(__file__).resolve().parent
RESULTS = DOCS.parent / "benchmarks" / "results.csv"
ROOMS = ("vocabulary", "sources", "atlas", "panel", "power", "ties", "studies", "report")
WRITTEN = "<!-- written by docs/pages.py; change it there -->\n"


def pages() -> dict[str, str]:
    """Return every such page by its path under ``docs``."""
    made = {f"api/{room}.md": api(room) for room in ROOMS}
    made |= {"verdicts.md": verdicts(), "sources.md": sources(), "variables.md": variables()}
    made |= {"organisations.md": organisations(), "benchmarks.md": benchmarks()}
    return {path: text.rstrip() + "\n" for path, text in made.items()}


def api(room: str) -> str:
    """List everything that a room exports."""
    module = import_module(f"multipolar.{room}")
    entries = [f"::: {_target(room, name)}" for name in module.__all__]
    return _page(room, inspect.getdoc(module) or "", f"`from multipolar import {room}`", *entries)


def _target(room: str, name: str) -> str:
    # A function often has the name of the file that holds it; only the longer path tells them apart.
    path = f"multipolar.{room}.{name}"
    if find_spec(path) is None:
        return path
    thing = getattr(import_module(f"multipolar.{room}"), name)
    return f"{thing.__module__}.{thing.__name__}"


def verdicts() -> str:
    """Give the keys and the rule of every kind of claim, in the words of the docstrings."""
    intro = (
        "A claim ends in one of four verdicts. The rules and keys below are the docstrings of the code that applies "
        "them; the report prints the same rule beside each claim, and `multipolar claims KIND` the same keys."
    )
    common = inspect.getdoc(weigh) or ""
    parts = ["## The common rule", *_paragraphs(common.partition("\n\n")[2].partition("Examples\n---")[0])]
    parts += ["## The keys that every claim has", _keys(Claim)]
    shared = {key.name for key in keys(Claim)}
    for name, kind in kinds().items():
        parts += [f"## {name}", *about(kind), _keys(kind, shared), f"**Verdict.** {kind.rule()}"]
    parts += [
        "## The table `[study]`",
        _keys(Head),
        "## The tables `[groups.NAME]`",
        *about(Group),
        _keys(Group),
    ]
    return _page("Verdicts and keys", intro, *(part.replace("``", "`") for part in parts))


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]


def _keys(model: type[BaseModel], without: Collection[str] = ()) -> str:
    rows = [
        (f"`{key.name}`", key.allowed, _quoted(key.default), key.meaning)
        for key in keys(model)
        if key.name not in without
    ]
    return _table(("Key", "May be", "Left out", "Meaning"), rows)


def _quoted(default: str) -> str:
    return default if default in ("needed", "none") else f"`{default}`"


def sources() -> str:
    """List every source with its vintage, terms and gaps."""
    intro = (
        "Each source is one file in `src/multipolar/sources`. `multipolar sources show SOURCE` prints the same with "
        "every file, its checksum and the citation as BibTeX; `multipolar sources fetch` gets the files."
    )
    found = list(all_sources().values())
    rows = [
        (f"[{each.id}](#{each.id})", each.title, _years(each), "yes" if each.embed else "no")
        for each in found
    ]
    return _page(
        "Sources",
        intro,
        _table(("Source", "Title", "Years", "Embedded"), rows),
        *(_source(each) for each in found),
    )


def _source(each: Source) -> str:
    lines = [
        f"- **Producer**: {each.producer}",
        f"- **Version**: {each.version}; taken on {each.accessed.isoformat()}",
        f"- **Years**: {_years(each)}",
        f"- **Terms**: {each.licence}",
        f"- **Embedded**: {'yes' if each.embed else 'no: its rows stay on your machine'}",
        *(f"- **Table** `{name}`: {schema.description}" for name, schema in each.tables.items()),
        *(f"- **Gap**: {gap}" for gap in each.gaps),
    ]
    return "\n".join([f"## {each.title} {{ #{each.id} }}", "", *lines])


def _years(each: Source) -> str:
    return _window(each.first_year, each.last_year)


def _window(first: int | None, last: int | None) -> str:
    if first is None:
        return "no time"
    return str(first) if first == last else f"{first}–{last}"


def variables() -> str:
    """List variables and layers with unit, window and the meaning of absence."""
    intro = (
        "What can be added to a panel, named in a study, or had as an array. *Not listed* says what it means that a "
        "source has no row inside its window. Each series of a source may end before the source does: "
        "`multipolar atlas why-missing` answers for one value."
    )
    layers = vocabulary.layers().rename({"layer": "variable"})
    return _page(
        "Variables and layers",
        intro,
        "## Variables: of a state in a year",
        _listed(vocabulary.variables()),
        "## Layers: between two states",
        "`vote_agreement`, the share of common votes in the General Assembly on which two states agree, is "
        "computed from the roll calls when a study names it.",
        _listed(layers),
    )


def _listed(frame: pl.DataFrame) -> str:
    rows = [
        (
            f"`{row['variable']}`",
            f"{row['label']}: {row['definition'][0].lower()}{row['definition'][1:]}"
            if row["definition"][:2].istitle()
            else f"{row['label']}: {row['definition']}",
            row["unit"],
            _window(row["first_year"], row["last_year"]),
            row["absence"].replace("_", " "),
            f"[{row['source']}](sources.md#{row['source']})",
        )
        for row in frame.to_dicts()
    ]
    return _table(("Name", "What", "Unit", "Years", "Not listed", "Source"), rows)


def organisations() -> str:
    """List organisations with their members of the last day checked, and the dated events."""
    checked = vocabulary.CHECKED_TO
    intro = (
        f"Coded by hand from the documents named in each row, as they stood on {checked}. "
        "A group of a study is an organisation on a day; "
        "`uncertain` and `year` in the table of memberships mark dates that are not exact."
    )
    rows = [
        (
            f"`{row['organisation']}`",
            row["name"],
            str(row["founded"] or ""),
            ", ".join(vocabulary.members(row["organisation"], row["ended"] or checked)),
        )
        for row in vocabulary.organisations().to_dicts()
    ]
    events = [
        (f"`{row['event']}`", row["name"], str(row["start"]), str(row["end"] or ""), row["source"])
        for row in vocabulary.events().to_dicts()
    ]
    return _page(
        "Organisations and events",
        intro,
        _table(("Id", "Name", "Since", "Members"), rows),
        "## Events",
        _table(("Id", "Event", "From", "To", "Source"), events),
    )


def benchmarks() -> str:
    """Show the last measurement of each case."""
    intro = (
        "`python -m benchmarks.run` (or `make bench`) measures each case in processes of its own and adds a row to "
        "`benchmarks/results.csv`. Below is the last row of each case. A time is the median of its runs, with the "
        "least and the most; peak memory is that of the whole process, preparation included; 1 MB is a million "
        "bytes. *Load* is the number of other processes at work when the run began: where it is high, times are too."
    )
    if not RESULTS.exists():
        return _page("Benchmarks", intro, "Nothing has been measured yet.")
    with RESULTS.open(newline="", encoding="utf-8") as file:
        last = {row["case"]: row for row in csv.DictReader(file)}
    rows = [
        (
            f"`{row['case']}`",
            f"{row['median']} {row['unit']}",
            f"{row['least']}–{row['most']}" if row["runs"] != "1" else "",
            f"{row['peak_mb']} MB" if row["peak_mb"] else "",
            _promise(row),
            row["kept"],
            f"{row['date']}, {row['commit']}, load {row['load']}",
        )
        for row in last.values()
    ]
    table = _table(("Case", "Median", "Least–most", "Peak memory", "Promise", "Kept", "Measured"), rows)
    machines = dict.fromkeys(
        f"{row['cpu']}, {row['cores']} cores, {row['memory_gb']} GB, Python {row['python']}"
        for row in last.values()
    )
    return _page("Benchmarks", intro, table, f"Machine: {'; '.join(machines)}.")


def _promise(row: dict[str, str]) -> str:
    promised = [f"{row['promise']} {row['unit']}"] if row["promise"] else []
    return ", ".join([*promised, *([f"{row['promise_peak_mb']} MB"] if row["promise_peak_mb"] else [])])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"{WRITTEN}\n# {title}", *parts])


if __name__ == "__main__":
    for path, text in pages().items():
        (DOCS / path).write_text(text, encoding="utf-8")
