"""Claims about daily interaction around an event, on invented days."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from multipolar.studies import Verdict
from planted import finding_of

FIRST = dt.date(2018, 1, 1)
START, END = dt.date(2020, 9, 27), dt.date(2020, 11, 10)  # the 44-day war
CLAIM = """
kind = "before-after"
between = ["AZE", "TUR"]
event = "war44"
days = 200
"""


def day(date: dt.date) -> int:
    return (date - FIRST).days


def score(step: float, length: int = 2200, noise: float = 1.0) -> np.ndarray:
    """Return a score that is the same before and after but for a step at the event, and wild during it."""
    x = np.random.default_rng(1).normal(0, noise, length)
    x[day(END) + 1 :] += step
    x[day(START) : day(END) + 1] = -1e6
    return x


def test_friendlier_after_the_event() -> None:
    x = score(10.0)
    found = finding_of(CLAIM, days={("AZE", "TUR"): x})
    assert found.verdict is Verdict.SUPPORTED
    before = x[day(START) - 200 : day(START)].mean()
    after = x[day(END) + 1 : day(END) + 201].mean()
    assert found.effect.value == pytest.approx(after - before)
    assert found.descriptive
    assert "names no cause" in found.method


def test_more_hostile_contradicts_friendlier() -> None:
    assert finding_of(CLAIM, days={("AZE", "TUR"): score(-10.0)}).verdict is Verdict.CONTRADICTED
    down = CLAIM + 'direction = "down"'
    assert finding_of(down, days={("AZE", "TUR"): score(-10.0)}).verdict is Verdict.SUPPORTED


def test_no_change() -> None:
    assert finding_of(CLAIM, days={("AZE", "TUR"): score(0.0)}).verdict is Verdict.NOT_DISTINGUISHABLE


def test_a_step_like_many_others_is_not_distinguishable() -> None:
    x = score(0.0)
    x += 40 * np.sin(2 * np.pi * (np.arange(x.size) - day(END) + 80) / 700)  # ups and downs all the time
    found = finding_of(CLAIM, days={("AZE", "TUR"): x})
    assert found.effect.low is not None
    assert found.effect.low > 0
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_the_last_day_needed_is_enough_and_one_less_is_not() -> None:
    needed = day(END) + 200 + 1
    assert finding_of(CLAIM, days={("AZE", "TUR"): score(10.0, needed)}).effect.value is not None
    short = finding_of(CLAIM, days={("AZE", "TUR"): score(10.0, needed - 1)})
    assert short.verdict is Verdict.UNTESTABLE
    assert short.effect.value is None


def test_days_before_the_source_begins() -> None:
    late = dt.date(2020, 8, 1)  # 57 of the 200 days before
    found = finding_of(CLAIM, days={("AZE", "TUR"): np.zeros(900)}, first_day=late)
    assert found.verdict is Verdict.UNTESTABLE
    assert "2020-08-01" in found.because


def test_nothing_to_compare_with_is_not_support() -> None:
    tight = CLAIM.replace("200", "900")
    x = score(10.0, day(END) + 901)
    found = finding_of(tight, days={("AZE", "TUR"): x})
    assert found.effect.value == pytest.approx(10, abs=1)
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_inside_a_group_is_the_mean_of_its_pairs() -> None:
    claim = CLAIM.replace('["AZE", "TUR"]', '["caucasus", "caucasus"]')
    pairs = {
        ("AZE", "ARM"): score(30.0, noise=0),
        ("AZE", "GEO"): score(0.0, noise=0),
        ("ARM", "GEO"): score(0.0, noise=0),
    }
    assert finding_of(claim, days=pairs).effect.value == pytest.approx(10.0)


def test_a_state_and_a_group_is_the_mean_over_its_members() -> None:
    claim = CLAIM.replace('"TUR"', '"central"')
    pairs = {
        ("AZE", state): score(step, noise=0) for state, step in (("KAZ", 3.0), ("KGZ", 6.0), ("UZB", 0.0))
    }
    assert finding_of(claim, days=pairs).effect.value == pytest.approx(3.0)


def test_pairs_beside_it_that_moved_further_are_counted() -> None:
    claim = CLAIM + 'beside = [["ARM", "IRN"], ["GEO", "IRN"]]'
    pairs = {("AZE", "TUR"): score(10.0), ("ARM", "IRN"): score(50.0), ("GEO", "IRN"): score(0.0)}
    found = finding_of(claim, days=pairs)
    assert "Of the 2 pairs beside it 1 moved" in found.because
    assert [row.kind for row in found.comparisons] == ["placebo", "mirror", "mirror"]


def test_days_without_coverage_are_unknown_not_quiet() -> None:
    x = score(10.0)
    x[day(START) - 90 : day(START)] = np.nan
    found = finding_of(CLAIM, days={("AZE", "TUR"): x})
    assert found.effect.value == pytest.approx(10, abs=0.5)
    assert any("110 before" in note for note in found.notes)
    x[day(START) - 110 : day(START)] = np.nan
    assert finding_of(CLAIM, days={("AZE", "TUR"): x}).verdict is Verdict.UNTESTABLE
