from __future__ import annotations

import datetime

import numpy as np
import pytest
from numpy.testing import assert_allclose

from multipolar.errors import InputError, OutsideWindow
from multipolar.ties import before_after, interaction_series

DATES = np.arange("2020-01-01", "2021-01-01", dtype="datetime64[D]")


def rng() -> np.random.Generator:
    return np.random.default_rng(44)


def noise() -> np.ndarray:
    return rng().normal(size=DATES.size)


def test_series_by_hand() -> None:
    values = np.zeros((2, 3, 3))
    values[0] = [[99, 1, 2], [3, 99, 4], [5, 6, 99]]
    values[1, 0, 1] = np.nan
    assert_allclose(interaction_series(values, [0, 1]), [2.0, 0.0])
    assert_allclose(interaction_series(values, [0, 1], [2]), [(2 + 4 + 5 + 6) / 4, 0.0])
    assert_allclose(interaction_series(values, [0], [1]), [2.0, 0.0])
    assert_allclose(interaction_series(values, [0], [1], covered=[True, False]), [2.0, np.nan])


def test_a_step_is_found_and_noise_is_not() -> None:
    event = datetime.date(2020, 7, 1)
    step = noise() + 3.0 * (np.datetime64(event) <= DATES)
    found = before_after(DATES, step, event, days=60, rng=rng())
    assert found.low < 3.0 < found.high
    assert found.days_before == found.days_after == 60
    # Windows must stay clear of the step: placebos begin 60 days in, and end before it or begin after it.
    assert found.among.p_two_sided < 0.05
    still = before_after(DATES, noise(), event, days=60, rng=rng())
    assert still.low < 0 < still.high


def test_the_event_belongs_to_neither_window() -> None:
    series = np.zeros(DATES.size)
    war = (np.datetime64("2020-06-01") <= DATES) & (np.datetime64("2020-06-30") >= DATES)
    series[war] = -500.0
    found = before_after(DATES, series, "2020-06-01", "2020-06-30", days=30, rng=rng())
    assert found.difference == 0.0
    assert (found.placebo == 0.0).all(), "no placebo window may touch the event"
    assert found.placebo.size == found.placebo_dates.size > 0


def test_days_that_are_absent_or_not_covered_are_left_out() -> None:
    series = noise()
    series[100:110] = np.nan
    keep = np.ones(DATES.size, dtype=bool)
    keep[130:135] = False
    found = before_after(DATES[keep], series[keep], DATES[150], days=60, rng=rng())
    assert found.days_before == 45
    assert_allclose(found.before, np.nanmean(np.where(keep, series, np.nan)[90:150]))


def test_the_median_ignores_one_wild_day() -> None:
    series = np.zeros(DATES.size)
    series[205] = 1e6
    assert before_after(DATES, series, DATES[200], days=50, rng=rng(), statistic="median").difference == 0.0


@pytest.mark.parametrize("event", ["2020-01-05", "2020-12-30", "2015-01-01", "2030-01-01"])
def test_windows_outside_the_series(event: str) -> None:
    with pytest.raises(OutsideWindow, match="Too few"):
        before_after(DATES, noise(), event, days=60, rng=rng())


def test_no_room_for_a_placebo() -> None:
    found = before_after(DATES, noise(), DATES[180], days=170, rng=rng())
    assert found.placebo.size == 0
    assert np.isnan(found.among.percentile)


def test_bad_input() -> None:
    with pytest.raises(InputError, match="ends before"):
        before_after(DATES, noise(), "2020-06-02", "2020-06-01", days=9, rng=rng())
    with pytest.raises(InputError, match="does not fit"):
        before_after(DATES, noise(), "2020-06-02", days=0, rng=rng())
    with pytest.raises(InputError, match="on a day"):
        before_after(DATES, noise(), "soon", days=9, rng=rng())
    with pytest.raises(InputError, match="ascending"):
        before_after(DATES[::-1], noise(), "2020-06-02", days=9, rng=rng())
    with pytest.raises(InputError, match="must be days"):
        before_after(["soon"], [1.0], "2020-06-02", days=9, rng=rng())
    cube = np.zeros((2, 3, 3))
    with pytest.raises(InputError, match="overlap"):
        interaction_series(cube, [0, 1], [1, 2])
    with pytest.raises(InputError, match="group of one"):
        interaction_series(cube, [0])
    with pytest.raises(InputError, match="shape"):
        interaction_series(cube[0], [0, 1])
    with pytest.raises(InputError, match="Coverage"):
        interaction_series(cube, [0, 1], covered=[True])
