"""The page, the record and the tables: complete, escaped, and written all or nothing."""

from __future__ import annotations

import errno
import itertools
import json
import os
import re
import resource
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import findings_example as example
import polars as pl
import pytest
from rich.console import Console

from multipolar import report
from multipolar.errors import OutputError
from multipolar.report.citations import references
from multipolar.studies import numbers
from multipolar.studies.findings import Findings, Verdict


@pytest.fixture(scope="module")
def page() -> str:
    return report.page(example.example(), example.boxes())


@pytest.fixture(scope="module")
def hostile_page() -> str:
    return report.page(example.hostile(), example.boxes())


def without_scripts(html: str) -> str:
    return re.sub(r"<script[^>]*>.*?</script>", "", html, flags=re.S)


def test_the_page_reads_in_the_promised_order(page: str) -> None:
    places = [
        page.index(f'id="{name}"')
        for name in (
            "answer",
            "verdicts",
            "claim-balance",
            "claim-standing",
            "map",
            "left-out",
            "coverage",
            "sources",
        )
    ]
    assert places == sorted(places)


def test_every_text_of_a_finding_is_on_the_page(page: str) -> None:
    text = without_scripts(page).replace("\u00a0", " ")
    for finding in example.example().findings:
        for part in (finding.sentence, finding.method, finding.rule, finding.would_change, *finding.notes):
            assert part.replace("'", "&#39;") in text
    assert all(verdict.value in text for verdict in Verdict)
    assert "descriptive" in text


def test_headings_never_skip_a_level(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", without_scripts(page))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique_and_inner_links_lead_somewhere(page: str) -> None:
    text = without_scripts(page)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', text))
    assert targets <= set(ids)


def test_every_chart_has_a_name_and_its_rows(page: str) -> None:
    text = without_scripts(page)
    charts = re.findall(r'<div class="chart" id="[^"]+" role="img" aria-label="([^"]+)"', text)
    figures = [figure for finding in example.example().findings for figure in finding.figures]
    assert len(charts) == len(figures) + 1
    assert all(f'href="tables/{figure.id}.csv"' in text for figure in figures)


def test_the_page_asks_for_nothing_from_outside(page: str) -> None:
    text = without_scripts(page)
    assert "default-src 'none'" in text
    assert not re.findall(r'(?:src|action)="(?:https?:)?//|<link[^>]*href="(?!data:)', text)
    assert "@import" not in text
    assert "url(" not in text
    assert len(page.encode()) < 3_000_000


def test_the_same_findings_give_the_same_page(page: str) -> None:
    assert report.page(example.example(), example.boxes()) == page


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.seen.extend(name for name, _ in attrs if name.startswith("on"))


def test_markup_in_texts_stays_text(hostile_page: str) -> None:
    elements = _Elements()
    elements.feed(hostile_page)
    assert elements.seen.count("script") == 3
    assert "img" not in elements.seen
    assert not [name for name in elements.seen if name.startswith("on")]
    assert "49" not in re.findall(r"\{\{ (.*?) \}\}", hostile_page)
    specs = re.search(r'id="chart-specs">(.*?)</script>', hostile_page, flags=re.S)
    assert specs is not None
    assert "<" not in specs[1]
    assert "onerror=alert(1)" in json.dumps(json.loads(specs[1]))


def test_no_text_has_an_unfilled_place(page: str) -> None:
    text = without_scripts(page)
    assert "{{" not in text
    assert "Undefined" not in text
    assert not re.search(r">\s*(None|nan|inf)\s*<", text)


def test_findings_without_claims_map_or_sources_make_a_page() -> None:
    bare = replace(
        example.example(),
        findings=(),
        map=None,
        left_out=(),
        vintages={},
        members=(),
        coverage=example.coverage().clear(),
    )
    html = report.page(bare)
    assert bare.title in html
    assert "chart-specs" not in html


def test_the_record_has_every_number_with_its_definition_and_vintage() -> None:
    record = json.loads(report.to_json(example.example()))
    assert [finding["claim"] for finding in record["findings"]][:2] == ["balance", "cohesion"]
    effect = record["findings"][0]["effect"]
    assert list(effect) == ["value", "interval", "unit", "definition", "method", "horizon", "vintages"]
    assert effect["vintages"][1] == {
        "source": "nmc",
        "version": "v1.1",
        "accessed": "2025-11-01",
        "first_year": 1816,
        "last_year": 2022,
    }
    assert record["findings"][7]["comparisons"][0]["estimate"]["value"] is None
    assert record["findings"][0]["figures"][0]["table"] == "tables/caucasus-milex.csv"


def test_the_record_never_says_nan() -> None:
    text = report.to_json(example.hostile())
    assert json.loads(text, parse_constant=pytest.fail)["seed"] == 20201110


def test_a_report_is_a_page_a_record_and_tables(tmp_path: Path) -> None:
    written = report.write(example.example(), tmp_path / "new" / "out", example.boxes())
    assert written == tmp_path / "new" / "out" / "report.html"
    names = {
        path.relative_to(written.parent).as_posix() for path in written.parent.rglob("*") if path.is_file()
    }
    figures = {
        f"tables/{figure.id}.csv" for finding in example.example().findings for figure in finding.figures
    }
    assert names == figures | {
        "report.html",
        "findings.json",
        "tables/verdicts.csv",
        "tables/coverage.csv",
        "tables/sources.csv",
        "tables/map_states.csv",
        "tables/map_ties.csv",
    }
    verdicts = pl.read_csv(written.parent / "tables" / "verdicts.csv")
    assert verdicts.filter(pl.col("part") == "effect").height == 8
    assert written.stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_names_of_figures_cannot_leave_the_folder(tmp_path: Path) -> None:
    report.write(example.hostile(), tmp_path / "out", example.boxes())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_that_is_a_file_is_said_in_one_paragraph(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("mine")
    with pytest.raises(OutputError, match="could not be written") as caught:
        report.write(example.example(), place, example.boxes())
    assert "\n" not in str(caught.value)
    assert str(place) in str(caught.value)
    assert place.read_text() == "mine"


@pytest.fixture(scope="module")
def small() -> Findings:
    """Findings whose report is quick to make."""
    return replace(example.example(), findings=example.example().findings[6:7], map=None)


def test_a_report_that_is_a_folder_is_said_and_nothing_is_written(small: Findings, tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OutputError, match="could not be written"):
        report.write(small, tmp_path)
    assert not _files(tmp_path)


def test_a_name_that_no_file_system_takes_is_said(small: Findings, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        report.write(small, tmp_path / "a\0b")


def test_a_full_disk_leaves_the_earlier_report_whole(small: Findings, tmp_path: Path) -> None:
    """The size limit of a process stands in for the disk: the kernel refuses the write half-way."""
    report.write(small, tmp_path)
    earlier = _files(tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(OutputError):
            report.write(replace(small, title="Another"), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert _files(tmp_path) == earlier


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
@pytest.mark.parametrize("after", [0, 2])
def test_an_interrupt_leaves_no_temporary_file(
    small: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, after: int
) -> None:
    calls = iter(range(10))
    real = os.fsync

    def failing(descriptor: int) -> None:
        if next(calls) == after:
            raise failure
        real(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises((KeyboardInterrupt, OutputError)):
        report.write(small, tmp_path)
    assert not _files(tmp_path)


def test_citations_are_read_by_people() -> None:
    found = references(
        """@article{one, author = {Ray, J. L. and Singer, J. David}, title = {Measuring {CON}}, year = 1973,
        journal = "Sociological {Methods}", volume = {1}, number = {4}, pages = {403--437}, doi = {10.1/x}}
        @misc{two, author={{Natural Earth}}, title={Borders}, howpublished={Online, \\url{https://a.org/b}}}"""
    )
    assert [entry.text for entry in found] == [
        "Ray, J. L. and Singer, J. David (1973). Measuring CON. Sociological Methods, 1(4), 403–437.",
        "Natural Earth. Borders. Online.",
    ]
    assert [entry.url for entry in found] == ["https://doi.org/10.1/x", "https://a.org/b"]


@pytest.mark.parametrize(
    "text", ["@", "@misc{", "@misc{x, title = {never closed", "", "plain", '@a{b, c = "d']
)
def test_a_broken_citation_is_still_shown(text: str) -> None:
    assert references(text)


@pytest.mark.parametrize("width", [80, 120])
def test_the_terminal_table_fits_and_says_verdicts_in_words(width: int) -> None:
    console = Console(width=width, color_system=None, force_terminal=False)
    with console.capture() as caught:
        console.print(report.terminal_table(example.example()))
    text = caught.get()
    assert all(len(line.rstrip()) <= width for line in text.splitlines())
    assert all(word in text for word in ("✓ supported", "✗ contradicted", "? untestable", "+11.2", "2025"))
    assert "\x1b" not in text


def test_markup_of_the_terminal_stays_text() -> None:
    console = Console(width=120, color_system=None)
    named = replace(example.example(), title="[bold]x[/bold] [/]")
    with console.capture() as caught:
        console.print(report.terminal_table(named))
    assert "[bold]x[/bold] [/]" in caught.get()


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "text", "interval"),
    [
        (0.813, 0.77, 0.86, "share", "81.3\xa0%", "77.0 to 86.0"),
        (11.234, 8.1, 14.0, "percentage points", "+11.2\xa0pp", "+8.1 to +14.0"),
        (-1.4, -3.0, 0.3, "percent a year", "−1.40\xa0%\xa0a\xa0year", "−3.00 to +0.30"),
        (2597.9, None, None, "US$ million", "US$ 2,598 million", ""),
        (None, None, None, "share", "not\xa0known", ""),
        (float("nan"), 1.0, 2.0, "percent", "not\xa0known", "+1 to +2"),
        (3.0, None, None, "years", "3 years", ""),
        (-0.0001, None, None, "percentage points", "−0.0001\xa0pp", ""),
        (
            0.042,
            0.005,
            0.157,
            "points of the agreement index",
            "+0.042 points of the agreement index",
            "+0.005 to +0.157",
        ),
        (0.0, -1.0, 1.0, "percentage points", "0\xa0pp", "−1 to +1"),
    ],
)
def test_numbers_are_said_with_sign_unit_and_few_digits(value, low, high, unit, text, interval) -> None:
    estimate = example.estimate(value, low, high, unit)
    assert numbers.value_text(estimate, short=True) == text
    assert numbers.interval_text(estimate) == interval


@pytest.mark.parametrize("palette", [report.LIGHT, report.DARK])
@pytest.mark.parametrize(
    "name", ["ink", "muted", "accent", "second", "third", "fourth", "supported", "contradicted", "neutral"]
)
def test_text_has_enough_contrast(palette: report.Palette, name: str) -> None:
    colour = getattr(palette, name)
    assert _contrast(colour, palette.page) >= 4.5
    if name in ("ink", "muted"):
        assert _contrast(colour, palette.panel) >= 4.5


@pytest.mark.parametrize("palette", [report.LIGHT, report.DARK])
def test_lines_have_enough_contrast(palette: report.Palette) -> None:
    assert all(_contrast(colour, palette.page) >= 2.6 for colour in palette.context)
    assert _contrast(palette.ink, palette.member) >= 4.5


def _contrast(one: str, two: str) -> float:
    """Contrast ratio of WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)
