"""Claims about growth, on invented series whose growth is known."""

from __future__ import annotations

import numpy as np
import pytest

from multipolar.studies import Verdict
from planted import STATES, finding_of

NAN = float("nan")
CLAIM = """
kind = "trend"
of = "AZE"
variables = ["gdp_usd2015"]
from = 2008
to = 2019
"""
GROUP = CLAIM.replace('"AZE"', '"caucasus"')
WORLD = CLAIM.replace('"AZE"', '"world"')
TIES = CLAIM.replace('"AZE"', '"turkic"').replace('variables = ["gdp_usd2015"]', 'layer = "trade_flow"')
MEMBERS = ["AZE", "TUR", "KAZ", "KGZ", "UZB"]


def growing(percent: float, start: float = 100.0, years: int = 20) -> list[float]:
    return [start * (1 + percent / 100) ** year for year in range(years)]


def world(percent: float = 2.0) -> dict[str, list[float]]:
    """Return states that all grow at about the same rate, each a little differently."""
    return {state: growing(percent + 0.01 * place) for place, state in enumerate(STATES)}


def test_growth_in_percent_a_year_beside_that_of_others() -> None:
    found = finding_of(CLAIM, values={"gdp_usd2015": world() | {"AZE": growing(10.0)}})
    assert found.verdict is Verdict.SUPPORTED
    assert found.effect.value == pytest.approx(10.0)
    assert found.effect.unit == "percent a year"
    assert found.comparisons[0].label == "29 other states"
    assert found.comparisons[0].estimate.value == pytest.approx(2.15, abs=0.1)
    assert {row.choice for row in found.sensitivity} == {
        "Theil-Sen slope",
        *(f"from {year}" for year in (2005, 2007, 2009, 2011)),
    }
    assert all(row.estimate.value == pytest.approx(10.0) for row in found.sensitivity)


def test_ordinary_growth_is_not_distinguishable() -> None:
    found = finding_of(CLAIM, values={"gdp_usd2015": world() | {"AZE": growing(2.1)}})
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_growth_contradicts_a_claimed_decline() -> None:
    found = finding_of(CLAIM + 'direction = "down"', values={"gdp_usd2015": world() | {"AZE": growing(10.0)}})
    assert found.verdict is Verdict.CONTRADICTED


def test_a_constant_series_does_not_grow_by_rounding() -> None:
    found = finding_of(CLAIM, values={"gdp_usd2015": world() | {"AZE": [7.3] * 20}})
    assert found.effect.value == 0
    assert found.effect.low == 0
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_faster_than_a_group() -> None:
    values = world() | {"AZE": growing(10.0)} | {state: growing(4.0) for state in ("KAZ", "KGZ", "UZB")}
    found = finding_of(CLAIM + 'than = "central"', values={"gdp_usd2015": values})
    assert found.effect.value == pytest.approx(6.0)
    assert found.effect.unit == "percentage points a year"
    assert found.verdict is Verdict.SUPPORTED


def test_faster_than_the_world_counts_only_states_with_data_in_every_year() -> None:
    values = world() | {"AZE": growing(10.0), "JPN": [NAN] * 15 + [1e6] * 5}
    found = finding_of(CLAIM + 'than = "world"', values={"gdp_usd2015": values})
    years = np.arange(2008, 2020)
    total = sum(np.array(line)[8:] for state, line in values.items() if state != "JPN")
    slope = np.polyfit(years, np.log(total), 1)[0]
    assert found.effect.value == pytest.approx(10.0 - 100 * np.expm1(slope), abs=1e-6)


def test_a_series_that_begins_late_is_not_called_a_trend_of_the_whole_window() -> None:
    late = [NAN] * 10 + growing(10.0)[10:]
    for claim, values in (
        (CLAIM, world() | {"AZE": late}),
        (GROUP, world() | {"GEO": late}),
        (CLAIM + 'than = "central"', world() | {"UZB": late}),
    ):
        found = finding_of(claim, values={"gdp_usd2015": values})
        assert found.verdict is Verdict.UNTESTABLE
        assert "2008" in found.because


def test_a_gap_is_named() -> None:
    gap = growing(10.0)
    gap[12] = NAN
    found = finding_of(CLAIM, values={"gdp_usd2015": world() | {"AZE": gap}})
    assert found.effect.value == pytest.approx(10.0)
    assert any("2012" in note for note in found.notes)


@pytest.mark.parametrize("value", [0.0, -5.0])
def test_no_growth_rate_from_nothing(value: float) -> None:
    series = growing(10.0)
    series[14] = value
    found = finding_of(CLAIM, values={"gdp_usd2015": world() | {"AZE": series}})
    assert found.verdict is Verdict.UNTESTABLE


def test_data_that_end_early() -> None:
    found = finding_of(CLAIM, values={"gdp_usd2015": world() | {"AZE": [*growing(10.0)[:18], NAN, NAN]}})
    assert found.verdict is Verdict.UNTESTABLE
    assert found.horizon == "2017"


def test_a_group_beside_random_groups_of_its_size() -> None:
    values = world() | {state: growing(10.0) for state in ("AZE", "ARM", "GEO")}
    found = finding_of(GROUP, values={"gdp_usd2015": values})
    assert found.effect.value == pytest.approx(10.0)
    assert found.verdict is Verdict.SUPPORTED
    assert found.comparisons[0].kind == "random groups"
    assert "3 states from the same regions" in found.comparisons[0].label


def test_the_world_beside_its_own_earlier_windows() -> None:
    claim = WORLD.replace("2008", "2015")
    faster = [*growing(1.0, years=15), *(growing(1.0)[14] * 1.05**year for year in range(1, 6))]
    found = finding_of(claim, values={"gdp_usd2015": dict.fromkeys(STATES, faster)})
    assert found.comparisons[0].label == "its own 11 earlier windows"  # from 2000 to 2010, five years each
    assert found.effect.value == pytest.approx(5.0, abs=0.6)
    assert found.verdict is Verdict.SUPPORTED


def test_the_effective_number_of_poles_of_the_world() -> None:
    claim = WORLD.replace("2008", "2014") + 'statistic = "effective number"'
    values = {state: [1.0] * 20 for state in STATES}
    values["JPN"] = [100.0] * 14 + [100.0 * 0.8**year for year in range(6)]
    found = finding_of(claim, values={"gdp_usd2015": values})
    x = np.array([values[state][14:] for state in STATES])
    number = 1 / ((x / x.sum(axis=0)) ** 2).sum(axis=0)
    slope = np.polyfit(np.arange(6), np.log(number), 1)[0]
    assert found.effect.value == pytest.approx(100 * np.expm1(slope), abs=1e-6)
    assert found.verdict is Verdict.SUPPORTED
    concentration = claim.replace("effective number", "concentration")
    assert finding_of(concentration, values={"gdp_usd2015": values}).verdict is Verdict.CONTRADICTED


def test_a_group_that_lacks_a_member_has_no_effective_number() -> None:
    claim = GROUP + 'statistic = "effective number"'
    values = {"AZE": growing(5.0), "ARM": growing(2.0), "GEO": [NAN] * 12 + growing(3.0)[12:]}
    assert finding_of(claim, values={"gdp_usd2015": values}).verdict is Verdict.UNTESTABLE


def trade(inside: float, outside: float) -> np.ndarray:
    """Return ties of 20 years: those among the members grow at one rate, all others at another."""
    of = np.isin(STATES, MEMBERS)
    rate = np.where(of[:, None] & of[None, :], inside, outside)
    x = 100 * (1 + rate / 100)[None] ** np.arange(20)[:, None, None]
    noise = np.random.default_rng(1).uniform(0.5, 1.5, rate.shape)
    x = x * np.where(of[:, None] & of[None, :], 1, noise)
    x[:, np.arange(len(STATES)), np.arange(len(STATES))] = NAN
    return x


def test_inner_ties_that_grow_faster_than_outer_ones() -> None:
    found = finding_of(TIES + 'than = "outside"', ties={"trade_flow": trade(10.0, 2.0)})
    assert found.effect.value == pytest.approx(8.0)
    assert found.verdict is Verdict.SUPPORTED
    found = finding_of(TIES, ties={"trade_flow": trade(10.0, 2.0)})
    assert found.effect.value == pytest.approx(10.0)


def test_inner_ties_that_grow_as_all_do() -> None:
    found = finding_of(TIES + 'than = "outside"', ties={"trade_flow": trade(2.0, 2.0)})
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_pairs_that_are_not_always_reported_do_not_count_as_growth() -> None:
    x = trade(2.0, 2.0)
    at = {state: STATES.index(state) for state in MEMBERS}
    x[:15, at["AZE"], at["TUR"]] = NAN  # reported from 2015 only, and huge
    x[15:, at["AZE"], at["TUR"]] = 1e6
    found = finding_of(TIES, ties={"trade_flow": x})
    assert found.effect.value == pytest.approx(2.0)


def test_ties_that_no_pair_reports_throughout() -> None:
    x = trade(2.0, 2.0)
    x[9] = NAN
    assert finding_of(TIES, ties={"trade_flow": x}).verdict is Verdict.UNTESTABLE


def test_random_groups_that_are_mostly_unknown_are_no_comparison() -> None:
    x = trade(10.0, 2.0)
    at = [STATES.index(state) for state in ("IND", "PAK", "NPL", "JPN", "THA", "VNM")]
    x[-3, np.ix_(at, at)[0], np.ix_(at, at)[1]] = NAN
    whole = finding_of(TIES, ties={"trade_flow": trade(10.0, 2.0)})
    found = finding_of(TIES, ties={"trade_flow": x})
    groups, of_all = (int(item.comparisons[0].label.split()[0].replace(",", "")) for item in (found, whole))
    assert 0 < groups < of_all
    assert found.effect.value == pytest.approx(10.0)


def test_it_says_how_many_pairs_are_summed() -> None:
    x = trade(2.0, 2.0)
    x[-3, STATES.index("AZE"), STATES.index("TUR")] = NAN
    assert any("19 of the 20 flows" in note for note in finding_of(TIES, ties={"trade_flow": x}).notes)
    assert not any("flows" in note for note in finding_of(TIES, ties={"trade_flow": trade(2.0, 2.0)}).notes)


def test_a_group_that_is_mostly_unknown_has_no_trend() -> None:
    x = trade(2.0, 2.0)
    of = [STATES.index(state) for state in MEMBERS]
    x[-3, np.array(of[:3])[:, None], of] = NAN
    assert finding_of(TIES, ties={"trade_flow": x}).verdict is Verdict.UNTESTABLE
