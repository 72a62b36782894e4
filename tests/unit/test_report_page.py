"""The page and the record: complete, escaped, and readable."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import findings_example as example
import pytest

from multipolar import report
from multipolar.studies.findings import Verdict


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
    assert list(effect) == [
        "value",
        "interval",
        "unit",
        "definition",
        "method",
        "over",
        "horizon",
        "vintages",
    ]
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


def test_what_has_no_years_is_not_said_to_lack_data(page: str) -> None:
    text = without_scripts(page)
    assert ">no years<" in text
    assert "no data<" not in text[text.index('id="coverage"') : text.index('id="sources"')]


def test_what_an_interval_spans_stands_beside_it_and_in_the_record() -> None:
    first, *rest = example.example().findings
    said = replace(first, effect=replace(first.effect, over="over choices of measure & years"))
    findings = replace(example.example(), findings=(said, *rest))
    text = without_scripts(report.page(findings, example.boxes()))
    assert '<span class="over">over choices of measure &amp; years</span>' in text
    assert 'title="Interval over choices of measure &amp; years"' in text
    assert json.loads(report.to_json(findings))["findings"][0]["effect"]["over"] == said.effect.over


def test_titles_and_captions_begin_with_a_capital() -> None:
    first, *rest = example.example().findings
    figure = replace(first.figures[0], title="the conflict", caption="median of pairs.")
    findings = replace(example.example(), findings=(replace(first, figures=(figure,)), *rest))
    text = without_scripts(report.page(findings, example.boxes()))
    assert ">The conflict<" in text
    assert "<p>Median of pairs.</p>" in text
