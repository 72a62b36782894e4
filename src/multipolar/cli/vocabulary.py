"""`multipolar vocabulary`: the words that a study can name, and what stands behind each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from multipolar.cli.rows import print_rows, print_text
from multipolar.errors import InputError

if TYPE_CHECKING:
    import polars as pl

app = App(
    name="vocabulary",
    help="The words a study can name: organisations, members, events, states, conflicts.",
    help_epilogue="",
)
UNCERTAIN = "uncertain"


@app.command
def organisations(*search: str) -> None:
    """List organisations, treaties and forums, or those that match all of some words.

    Parameters
    ----------
    search
        Words to look for, in ids and names.
    """
    from multipolar import vocabulary

    rows = []
    for row in _found(vocabulary.organisations(), search, "organisations"):
        members = vocabulary.members(row["organisation"], row["ended"] or vocabulary.CHECKED_TO)
        ended = f" to {row['ended']}" if row["ended"] else ""
        since = f"{row['founded'] or ''}{ended}"
        rows.append((row["organisation"], row["name"], row["kind"], since, " ".join(members)))
    print_rows(("id", "name", "kind", "founded", f"members on {vocabulary.CHECKED_TO}, or at its end"), rows)


@app.command
def members(
    organisation: str,
    /,
    *,
    on: Annotated[
        str | None,
        Parameter(help="A day, or a year, which means its last day; left out, the last day checked."),
    ] = None,
    roles: Annotated[
        str, Parameter(help="Roles with commas between them, such as `member,observer`.")
    ] = "member",
) -> None:
    """List the states in an organisation on a day, and since when; those of uncertain date are marked.

    Parameters
    ----------
    organisation
        Its id or name, as `multipolar vocabulary organisations` lists them.
    """
    import polars as pl

    from multipolar import vocabulary

    known = vocabulary.organisation(organisation)
    ended = vocabulary.organisations().filter(organisation=known)["ended"].item()
    day = _day(on) if on is not None else ended or vocabulary.CHECKED_TO
    wanted = [role.strip() for role in roles.split(",")]
    states = vocabulary.members(known, day, wanted)
    found = vocabulary.memberships().filter(
        pl.col("organisation") == known,
        pl.col("state").is_in(states),
        pl.col("role").is_in(wanted),
        pl.col("from") <= day,
        pl.col("to").is_null() | (pl.col("to") >= day),
    )
    rows = [
        (
            row["state"],
            vocabulary.state_name(row["state"]),
            row["role"],
            str(row["from"]),
            str(row["to"] or ""),
            f"{row['certainty']} (?)" if row["certainty"] == UNCERTAIN else row["certainty"],
        )
        for row in found.sort("state").to_dicts()
    ]
    if rows:
        print_rows(("state", "name", "role", "from", "to", "certainty"), rows)
    count = "1 state" if len(rows) == 1 else f"{len(rows) or 'no'} states"
    said = f"{vocabulary.organisation_name(known)} on {day}, as {' or '.join(wanted)}: {count}."
    print_text(said, before="\n" if rows else "")
    for row in found.filter(certainty=UNCERTAIN).sort("state").to_dicts():
        print_text(f"(?) {vocabulary.state_name(row['state'])}: {row['note']}")


@app.command
def events(*search: str) -> None:
    """List dated events, or those that match all of some words.

    Parameters
    ----------
    search
        Words to look for, in ids, names and states.
    """
    from multipolar import vocabulary

    rows = [
        (
            row["event"],
            str(row["start"]) if row["end"] is None else f"{row['start']} to {row['end']}",
            row["name"],
            row["states"].replace(";", " "),
        )
        for row in _found(vocabulary.events(), search, "events")
    ]
    print_rows(("id", "dates", "name", "states"), rows)


@app.command
def states(*search: str) -> None:
    """List states and territories, or those that match all of some words, with their times in two state systems.

    Parameters
    ----------
    search
        Words to look for, in ids, names and ISO codes.
    """
    from multipolar import vocabulary

    spells: dict[tuple[str, str], list[str]] = {}
    for row in vocabulary.systems().sort("start").to_dicts():
        spells.setdefault((row["system"], row["state"]), []).append(_span(row["start"], row["end"]))
    rows = [
        (
            row["state"],
            row["name"],
            row["iso2"] or "",
            ", ".join(spells.get(("cow", row["state"]), [])),
            ", ".join(spells.get(("gw", row["state"]), [])),
        )
        for row in _found(vocabulary.states(), search, "states")
    ]
    print_rows(("id", "name", "ISO2", "in Correlates of War", "in Gleditsch and Ward"), rows)


@app.command
def conflicts(*search: str) -> None:
    """List armed conflicts by their number in the UCDP/PRIO data, or those that match all of some words.

    Parameters
    ----------
    search
        Words to look for, in numbers, places, sides and states.
    """
    import polars as pl

    from multipolar import atlas

    place = pl.col("territory").fill_null(pl.col("location"))
    table = (
        atlas.open()
        .scan("conflict_years")
        .sort("conflict_id", "year")
        .group_by("conflict_id", maintain_order=True)
        .agg(
            place=place.last(),
            location=pl.col("location").last(),
            side_a=pl.col("side_a").unique(maintain_order=True).str.join(", "),
            side_b=pl.col("side_b").unique(maintain_order=True).str.join(", "),
            states=pl.concat_str("states_a", "states_b", separator=" ", ignore_nulls=True).last(),
            years=pl.col("year").unique().sort(),
        )
        .collect()
    )
    rows = [
        (str(row["conflict_id"]), row["place"], f"{row['side_a']} / {row['side_b']}", _years(row["years"]))
        for row in _found(table, search, "conflicts")
    ]
    print_rows(("number", "place", "sides", "years"), rows, right={"number"})


def _found(table: pl.DataFrame, search: Sequence[str], command: str) -> list[dict[str, Any]]:
    """Return the row of which the words are the id, or the rows in which all of them stand, notes and sources aside."""
    from multipolar.vocabulary.words import fold

    wanted = fold(" ".join(search)).split()
    ids = [row for row in table.to_dicts() if fold(str(next(iter(row.values())))) == " ".join(wanted)]
    rows = ids or [
        row
        for row in table.to_dicts()
        if all(
            word in fold(" ".join(str(row[name]) for name in row if name not in ("note", "source")))
            for word in wanted
        )
    ]
    if not rows:
        raise InputError(
            f"None of the {command} matches.",
            got=" ".join(search),
            do=f"`multipolar vocabulary {command}` lists all of them.",
        )
    return rows


def _day(text: str) -> dt.date:
    try:
        if text.strip().isdecimal() and len(text.strip()) <= 4:
            return dt.date(int(text), 12, 31)
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            "This is neither a day nor a year.",
            where="--on",
            expected="a day such as 2024-12-31 or a year such as 2024",
            got=repr(text),
        ) from None


def _span(start: dt.date, end: dt.date | None) -> str:
    return f"{start} to {end}" if end else f"since {start}"


def _years(years: Iterable[int]) -> str:
    """Write years as spans: ``1991-1994, 2005``."""
    ordered = list(years)
    first = ordered[0]
    spans = []
    for year, later in pairwise([*ordered, ordered[-1] + 2]):
        if later > year + 1:
            spans.append(str(year) if first == year else f"{first}-{year}")
            first = later
    return ", ".join(spans)
