"""The README and the pages keep their word: examples run, commands exist, windows are those of the sources."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[str]:
    return [text for kind, text in FENCE.findall(page.read_text(encoding="utf-8")) if kind == language]


def commands(page: Path, program: str) -> list[str]:
    """Every command line of a program on a page: in shell blocks, and between backticks in the text."""
    text = page.read_text(encoding="utf-8")
    lines = [line.split("  #")[0] for block in blocks(page, "sh") for line in block.splitlines()]
    quoted = re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    found = [line.strip() for line in [*lines, *quoted]]
    return [line for line in found if line.startswith(f"{program} ")]


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_python_examples_run_and_print_what_the_page_says(page: Path, monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    fenced = FENCE.findall(page.read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for place, (kind, text) in enumerate(fenced):
        if kind != "python":
            continue
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(text, named(page), "exec"), names)
        after = fenced[place + 1] if place + 1 < len(fenced) else ("", "")
        if after[0] == "text":
            assert said.getvalue() == after[1]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_studies_on_the_pages_can_be_read(page: Path) -> None:
    from multipolar.studies import parse
    from multipolar.studies.context import Context

    for text in blocks(page, "toml"):
        Context(parse(text, where=named(page))).check()


def test_the_study_of_the_readme_runs() -> None:
    from multipolar.studies import Verdict, parse, run

    (text,) = blocks(ROOT / "README.md", "toml")
    study = parse(text)
    quick = study.model_copy(update={"study": study.study.model_copy(update={"draws": 100})})
    (finding,) = run(quick).findings
    assert finding.verdict is not Verdict.UNTESTABLE
    assert finding.effect.value is not None


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_exist(page: Path, monkeypatch, tmp_path) -> None:
    from cyclopts import MissingArgumentError

    from multipolar.cli.main import app

    monkeypatch.chdir(tmp_path)
    for line in commands(page, "multipolar"):
        # A command that the text only names, without its words, is there too.
        with contextlib.suppress(MissingArgumentError):
            command, _, unused = app.parse_args(
                shlex.split(line)[1:], exit_on_error=False, print_error=False
            )[:3]
            assert command is not None, line
            assert not unused, line


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_make_targets_exist(page: Path) -> None:
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for line in commands(page, "make"):
        assert set(line.split()[1:]) <= set(rules), line


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_table_of_sources_gives_their_windows() -> None:
    from multipolar.sources import all_sources

    rows = dict(
        re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    )
    embedded = {source.id: source for source in all_sources().values() if source.embed}
    assert set(rows) == set(embedded)
    for name, source in embedded.items():
        years = {str(year) for year in (source.first_year, source.last_year) if year is not None}
        assert years == set(re.findall(r"\b\d{4}\b", rows[name])), name
        assert years or rows[name] == "no time"


def test_the_readme_counts_the_vocabulary_rightly() -> None:
    from multipolar import vocabulary

    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"Memberships of {vocabulary.organisations().height} organisations and treaties" in text
    assert f"{vocabulary.events().height} events" in text


def test_the_readme_names_every_kind_of_claim() -> None:
    from multipolar.studies.claims import kinds

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{kind}`" in text for kind in kinds())


def test_fragments_of_the_changelog_are_one_sentence() -> None:
    for file in sorted((ROOT / "changelog.d").iterdir()):
        if file.name == "README.md":
            continue
        assert re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed|removed)\.md", file.name), file.name
        text = file.read_text(encoding="utf-8")
        assert re.fullmatch(r"[^\n]+\.\n", text), file.name


def test_pages_that_follow_from_the_code_are_up_to_date() -> None:
    import runpy

    written = runpy.run_path(str(ROOT / "docs" / "pages.py"))["pages"]()
    for path, text in written.items():
        found = (ROOT / "docs" / path).read_text(encoding="utf-8")
        assert found == text, f"docs/{path} is out of date: run `python docs/pages.py`"
