"""The report opened from disk in a real Chromium: on a desk, on a phone, at night and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import findings_example as example
import pytest

from multipolar import report

pytestmark = pytest.mark.browser

FIGURES = [figure.id for finding in example.example().findings for figure in finding.figures]
Opener = Callable[..., Any]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report.write(example.example(), tmp_path_factory.mktemp("report"), example.boxes())


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280], ids=["phone", "tablet", "desk"])
def test_it_opens_quietly_and_asks_for_nothing(visit: Opener, written: Path, width: int, dark: bool) -> None:
    seen = visit(written, width=width, dark=dark)
    assert seen.said == []
    assert seen.asked == [written.as_uri()]
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desk"])
def test_every_figure_is_drawn_with_size_and_inside_its_column(
    visit: Opener, written: Path, width: int
) -> None:
    page = visit(written, width=width).page
    for name in [*FIGURES, "map"]:
        box = page.locator(f"#figure-{name} svg").bounding_box()
        assert box is not None, name
        assert box["width"] > 250, name
        assert box["height"] > 90, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= width + 1, name
        assert page.locator(f"#figure-{name} svg path").count() > 2, name


def test_no_text_of_a_chart_is_cut_off(visit: Opener, written: Path) -> None:
    for width in (390, 1280):
        page = visit(written, width=width).page
        outside = page.evaluate(
            """() => [...document.querySelectorAll(".kind-lines .chart svg, .kind-intervals .chart svg,"
                + " .kind-bars .chart svg, .kind-steps .chart svg")].flatMap(svg => {
              const frame = svg.getBoundingClientRect();
              return [...svg.querySelectorAll("text")].filter(text => {
                const box = text.getBoundingClientRect();
                return box.width && getComputedStyle(text).opacity !== "0"
                  && (box.left < frame.left - 2 || box.right > frame.right + 2
                      || box.top < frame.top - 2 || box.bottom > frame.bottom + 2);
              }).map(text => text.textContent);
            })"""
        )
        assert outside == [], width


def test_colours_follow_the_theme_without_a_new_drawing(visit: Opener, written: Path) -> None:
    page = visit(written).page
    line = f"#figure-{FIGURES[0]} svg .mark-line path"
    colour = f"getComputedStyle([...document.querySelectorAll('{line}')].at(-1)).stroke"
    assert page.evaluate(colour) == _rgb(report.LIGHT.accent)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == _rgb(report.LIGHT.page)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colour) == _rgb(report.DARK.accent)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == _rgb(report.DARK.page)
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(colour) == _rgb(report.LIGHT.accent)


def _rgb(colour: str) -> str:
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_a_phone_has_legends_where_a_desk_has_names_at_the_lines(visit: Opener, written: Path) -> None:
    for width, legend, named in ((390, True, 0), (1280, False, 1)):
        page = visit(written, width=width).page
        figure = page.locator(f"figure:has(#figure-{FIGURES[0]})")
        assert figure.locator(".legend").is_visible() is legend
        assert figure.locator("svg text", has_text="Armenia (to 2021)").count() == named


def test_turning_the_phone_draws_the_charts_anew(visit: Opener, written: Path) -> None:
    seen = visit(written, width=390, height=844)
    seen.page.set_viewport_size({"width": 1000, "height": 390})
    seen.page.wait_for_selector(
        f"#figure-{FIGURES[0]} svg text:has-text('Armenia (to 2021)')", state="attached"
    )
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 1000
    assert seen.said == []


def test_it_prints_on_several_pages(visit: Opener, written: Path) -> None:
    page = visit(written, dark=True).page
    paper = page.pdf(prefer_css_page_size=True)
    counts = [int(count) for count in re.findall(rb"/Count (\d+)", paper)]
    assert max(counts) > 3


def test_pointing_at_a_line_says_the_number(visit: Opener, written: Path) -> None:
    seen = visit(written)
    point = seen.page.locator(f"#figure-{FIGURES[0]} svg .mark-symbol path").nth(5)
    point.scroll_into_view_if_needed()
    point.hover(force=True)
    tip = seen.page.locator("#vg-tooltip-element.visible")
    tip.wait_for()
    assert "Share of the three states" in tip.inner_text()
    assert seen.said == []


def test_keys_reach_the_answer_and_the_links(visit: Opener, written: Path) -> None:
    page = visit(written).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#answer")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('table').className").startswith("verdicts")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_without_scripts_it_says_where_the_rows_are(visit: Opener, written: Path) -> None:
    page = visit(written, scripts=False).page
    assert page.locator("noscript p").first.is_visible()
    assert "tables/" in page.locator("noscript p").first.inner_text()
    assert (written.parent / page.locator("noscript a").first.get_attribute("href")).is_file()


def test_every_link_to_a_file_finds_it(visit: Opener, written: Path) -> None:
    page = visit(written).page
    links = page.eval_on_selector_all("a[href]", "found => found.map(a => a.getAttribute('href'))")
    files = {link for link in links if not link.startswith("#")}
    assert len(files) > len(FIGURES)
    assert all((written.parent / link).is_file() for link in files)


def test_hostile_texts_run_nothing(visit: Opener, tmp_path: Path) -> None:
    written = report.write(example.hostile(), tmp_path, example.boxes())
    seen = visit(written)
    dialogs: list[str] = []
    seen.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    assert seen.said == []
    assert dialogs == []
    assert example.HOSTILE.split("\u2028")[0].strip() in seen.page.title()
    assert seen.page.locator("main img").count() == 0


def test_a_report_without_any_figure_opens(visit: Opener, tmp_path: Path) -> None:
    bare = [replace(finding, figures=()) for finding in example.example().findings]
    findings = replace(example.example(), findings=tuple(bare), map=None)
    seen = visit(report.write(findings, tmp_path), charts=False)
    assert seen.said == []
    assert seen.page.locator(".claim").count() == 8


def test_a_scattered_group_is_drawn_on_the_world(visit: Opener, tmp_path: Path) -> None:
    ties = example.ties_map()
    far = ties.states.with_columns(lon=ties.states["lon"] * 4 - 170, lat=ties.states["lat"] - 50)
    findings = replace(example.example(), findings=(), map=replace(ties, states=far))
    borders = example.boxes().with_columns(state=example.boxes()["state"].replace("KAZ", "none"))
    seen = visit(report.write(findings, tmp_path, borders))
    assert seen.said == []
    assert seen.page.locator("#figure-map svg text", has_text="Azerbaijan").count() >= 1
