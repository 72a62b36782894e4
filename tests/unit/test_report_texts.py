"""Citations, numbers and the table of the terminal: said as people say them."""

from __future__ import annotations

import re
from dataclasses import replace

import findings_example as example
import pytest
from rich.console import Console

from multipolar import report
from multipolar.report.citations import references
from multipolar.sources import all_sources
from multipolar.studies import numbers


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


@pytest.mark.parametrize("source", sorted(all_sources()))
def test_no_tex_is_left_in_the_references_of_the_sources(source: str) -> None:
    for entry in references(all_sources()[source].citation):
        assert not re.search(r"[\\\\{}~]|--", entry.text)
        assert not re.search(r"\band[.,]?$|\band[.,] ", entry.text)
        assert entry.text.endswith(".")


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"H{\aa}vard Strand", "Håvard Strand"),
        (r"{\"O}berg and \"{O}berg and \"Oberg", "Öberg and Öberg and Öberg"),
        (r"\v{S}avri\v c, \'{\i}ndice, Fran\c{c}ois", "Šavrič, índice, François"),
        (r"M\o ller, M{\o}ller, \L{}\'od\'z", "Møller, Møller, Łódź"),
        (r"US\$, R\&D, 50\%, a_b~c", "US$, R&D, 50%, a_b c"),
    ],
)
def test_accents_of_tex_become_letters(tex: str, text: str) -> None:
    assert references("@misc{x, title = {" + tex + "}}")[0].text == f"{text}."


def test_addresses_leave_no_and_behind() -> None:
    (entry,) = references(
        r"@misc{x, title={T}, howpublished={Data \url{https://a.org} and" "\n" r" \url{https://b.org}}}"
    )
    assert (entry.text, entry.url) == ("T. Data.", "https://a.org")


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


def test_a_whole_number_beside_whole_numbers_has_no_decimals() -> None:
    effect = example.estimate(3.0, unit="years")
    assert numbers.value_text(effect, effect) == "3 years"
    assert numbers.value_text(example.estimate(2.4, unit="years"), effect) == "2.40 years"


def test_a_unit_that_begins_with_a_digit_is_never_glued_to_the_number() -> None:
    assert numbers.value_text(example.estimate(0.506, unit="1 if in force")) == "0.506 (1 if in force)"
