"""Claims about shares, on invented numbers whose right verdict is known."""

from __future__ import annotations

import numpy as np
import pytest

from multipolar.studies import Verdict
from planted import EUROPE, STATES, finding_of, flat

NAN = float("nan")
CLAIM = """
kind = "share"
of = "AZE"
within = "caucasus"
variables = ["milex_kusd"]
from = 2015
to = 2019
"""
WORLD = CLAIM.replace('"caucasus"', '"world"')


def caucasus(aze: list[float], others: float = 40.0) -> dict[str, list[float]]:
    return {"AZE": aze, "ARM": [others] * len(aze), "GEO": [others] * len(aze)}


STILL_THEN_UP = [20.0] * 16 + [20.0, 40.0, 70.0, 80.0]  # 20 of 100 until 2016, 80 of 160 in 2019


def test_a_share_that_rose_as_never_before_is_supported() -> None:
    found = finding_of(CLAIM, values={"milex_kusd": caucasus(STILL_THEN_UP)})
    assert found.verdict is Verdict.SUPPORTED
    assert found.effect.value == pytest.approx(50 - 20)
    assert found.effect.unit == "percentage points"
    assert found.horizon == "2019"
    assert found.sources == ("nmc",)
    # 2000 to 2011 begin earlier windows of four years that end by 2015, all of them without change.
    assert found.comparisons[0].label == "its own 12 earlier 4-year changes"
    assert found.comparisons[0].estimate.value == 0
    assert found.comparisons[0].percentile == pytest.approx(100 * 12.5 / 13)


def test_the_mean_windows_are_means_of_shares() -> None:
    found = finding_of(CLAIM, values={"milex_kusd": caucasus(STILL_THEN_UP)})
    tried = {row.choice.split(", ")[1]: row.estimate.value for row in found.sensitivity}
    end = np.mean([100 * 70 / 150, 50.0])
    assert tried == pytest.approx(
        {
            "mean of 2013 to 2015 as the base": 30.0,
            "mean of 2018 and 2019 as the end": end - 20,
            "means at both ends": end - 20,
        }
    )


def test_the_same_rise_contradicts_a_claimed_fall() -> None:
    found = finding_of(CLAIM + 'direction = "down"', values={"milex_kusd": caucasus(STILL_THEN_UP)})
    assert found.verdict is Verdict.CONTRADICTED
    assert found.effect.value == pytest.approx(30)


def test_a_claimed_fall_that_came_is_supported() -> None:
    fell = [80.0] * 16 + [80.0, 60.0, 30.0, 20.0]
    found = finding_of(CLAIM + 'direction = "down"', values={"milex_kusd": caucasus(fell)})
    assert found.verdict is Verdict.SUPPORTED
    assert found.effect.value == pytest.approx(20 - 50)


def test_a_rise_like_every_other_of_its_past_is_not_distinguishable() -> None:
    slowing = caucasus([20 + 30 * (1 - 0.8**year) for year in range(20)])
    found = finding_of(CLAIM, values={"milex_kusd": slowing})
    assert found.effect.value is not None
    assert found.effect.value > 0
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_other_quantities_that_disagree_make_it_not_distinguishable() -> None:
    claim = CLAIM.replace('["milex_kusd"]', '["milex_kusd", "milper_thousand", "tpop_thousand"]')
    down = caucasus([80.0] * 16 + [80.0, 60.0, 30.0, 20.0])
    found = finding_of(
        claim,
        values={"milex_kusd": caucasus(STILL_THEN_UP), "milper_thousand": down, "tpop_thousand": down},
    )
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE
    assert found.effect.low is not None
    assert found.effect.low < 0


def test_data_that_end_early_make_it_untestable() -> None:
    found = finding_of(CLAIM, values={"milex_kusd": caucasus(STILL_THEN_UP[:18])})
    assert found.verdict is Verdict.UNTESTABLE
    assert found.effect.value is None
    assert found.horizon == "2017"
    assert "2017" in found.because
    assert "2019" in found.because


def test_a_quantity_that_ends_early_is_not_tried_and_not_zero() -> None:
    claim = CLAIM.replace('["milex_kusd"]', '["milex_kusd", "milper_thousand"]')
    short = caucasus(STILL_THEN_UP)
    short["AZE"] = [*short["AZE"][:-1], NAN]
    found = finding_of(claim, values={"milex_kusd": caucasus(STILL_THEN_UP), "milper_thousand": short})
    ended = [row for row in found.sensitivity if row.holds is None]
    assert [row.estimate.value for row in ended] == [None]
    assert "not known for all of Azerbaijan in 2019" in ended[0].choice
    assert found.verdict is Verdict.SUPPORTED


@pytest.mark.parametrize("state", ["AZE", "ARM", "GEO"])
def test_a_missing_first_year_is_never_taken_for_zero(state: str) -> None:
    values = caucasus(list(STILL_THEN_UP))
    values[state] = [NAN if year == 15 else value for year, value in enumerate(values[state])]
    found = finding_of(CLAIM, values={"milex_kusd": values})
    assert found.verdict is Verdict.UNTESTABLE
    assert found.effect.value is None


def test_a_state_that_enters_the_data_moves_no_share_of_the_world() -> None:
    values = flat(10.0)
    values["JPN"] = [NAN] * 18 + [500.0, 500.0]
    found = finding_of(WORLD, values={"milex_kusd": values})
    assert found.effect.value == pytest.approx(0)
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_a_group_is_the_sum_of_its_members_and_needs_them_all() -> None:
    values = flat(10.0)
    for state in ("AZE", "ARM", "GEO"):
        values[state] = [10.0] * 19 + [30.0]
    claim = WORLD.replace('"AZE"', '"caucasus"') + 'against = "random groups"'
    found = finding_of(claim, values={"milex_kusd": values})
    assert found.effect.value == pytest.approx(100 * (90 / 360 - 30 / 300))
    assert found.verdict is Verdict.SUPPORTED
    values["GEO"] = [10.0] * 15 + [NAN] + [10.0] * 3 + [30.0]
    assert finding_of(claim, values={"milex_kusd": values}).verdict is Verdict.UNTESTABLE
    del values["GEO"]
    gone = finding_of(claim, values={"milex_kusd": values})
    assert gone.verdict is Verdict.UNTESTABLE
    assert gone.horizon == "no data"


def test_other_states_are_those_of_its_own_size() -> None:
    values = flat(10.0)
    values["AZE"] = [10.0] * 19 + [20.0]
    values |= {state: [1000.0] * 19 + [1500.0] for state in ("USA", "CHN", "JPN", "DEU", "FRA")}
    found = finding_of(WORLD + 'against = "other states"', values={"milex_kusd": values})
    larger = found.comparisons[0].estimate.high
    assert larger is not None
    assert larger < 0.01  # the five large states, whose shares moved by far more points, are not among them


def test_other_states_are_those_with_data_in_both_years() -> None:
    values = flat(10.0)
    values["AZE"] = [10.0] * 19 + [20.0]
    values["JPN"] = [NAN] * 17 + [10.0] * 3
    found = finding_of(WORLD + 'against = "other states"', values={"milex_kusd": values})
    assert found.comparisons[0].label == "28 other states of the same third by size"
    assert found.verdict is Verdict.SUPPORTED


def test_two_neighbours_are_too_few_to_stand_out_among() -> None:
    values = {"milex_kusd": caucasus(STILL_THEN_UP)}
    for against in ("other states", "random groups"):
        found = finding_of(CLAIM + f'against = "{against}"', draws=1000, values=values)
        assert found.comparisons[0].percentile == pytest.approx(100 * 2.5 / 3)
        assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_without_a_past_it_is_not_supported() -> None:
    values = {"milex_kusd": {state: line[15:] for state, line in caucasus(STILL_THEN_UP).items()}}
    found = finding_of(CLAIM, values=values, first_year=2015)
    assert found.effect.value == pytest.approx(30)
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE
    assert "nothing is there to compare it with" in found.because


def test_no_share_of_nothing_or_of_less_than_nothing() -> None:
    nothing = {state: [0.0] * 20 for state in ("AZE", "ARM", "GEO")}
    for against in ("own past", "other states", "random groups"):
        found = finding_of(CLAIM + f'against = "{against}"', values={"milex_kusd": nothing})
        assert found.verdict is Verdict.UNTESTABLE


def test_years_before_1960_are_read() -> None:
    claim = CLAIM.replace("2015", "1910").replace("2019", "1914")
    found = finding_of(claim, values={"milex_kusd": caucasus(STILL_THEN_UP)}, first_year=1895)
    assert found.effect.value == pytest.approx(30)
    assert found.verdict is Verdict.SUPPORTED


def test_random_groups_are_of_like_size() -> None:
    # The large states gain by chance and the small ones stand still: beside these any large one would stand out.
    rng = np.random.default_rng(1)
    values = {state: [1.0 + rng.random()] * 20 for state in STATES}
    for state in EUROPE[:12]:
        values[state] = [100.0] * 19 + [100.0 + 20 * rng.random()]
    for state in ("KAZ", "KGZ", "UZB"):
        values[state] = [100.0] * 19 + [110.0]
    claim = WORLD.replace('"AZE"', '"central"') + 'against = "random groups"'
    found = finding_of(claim, draws=1000, values={"milex_kusd": values})
    assert "from the same thirds by size" in found.comparisons[0].label
    assert found.comparisons[0].percentile is not None
    assert 10 < found.comparisons[0].percentile < 90
