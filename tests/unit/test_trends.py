from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from multipolar.errors import InputError
from multipolar.ties import trend, trend_difference

YEARS = np.arange(1990, 2020)


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def series(rate: float) -> np.ndarray:
    return np.exp(rate * (YEARS - 1990) + 0.05 * rng().normal(size=YEARS.size))


def errors(chance: np.random.Generator, rho: float, n: int) -> np.ndarray:
    e = chance.normal(size=n + 50)
    for k in range(1, e.size):
        e[k] += rho * e[k - 1]
    return e[50:]


@pytest.mark.parametrize(("rho", "n", "least"), [(0.0, 12, 0.85), (0.5, 20, 0.78), (0.8, 30, 0.72)])
def test_intervals_of_ninety_percent_cover(rho: float, n: int, least: float) -> None:
    """Three quarters or more even of short, wandering series; Newey-West covers half of the last kind."""
    chance = rng()
    covered = 0
    for _ in range(200):
        found = trend(np.arange(n), errors(chance, rho, n), scale="linear")
        covered += found.low < 0 < found.high
    assert least < covered / 200 < 0.97


def test_theil_sen_covers_too() -> None:
    chance = rng()
    covered = 0
    for _ in range(100):
        y = errors(chance, 0.5, 15)
        found = trend(np.arange(15), y, scale="linear", method="theil-sen", rng=chance, draws=200)
        covered += found.low < 0 < found.high
    assert 0.75 < covered / 100 < 0.98


@pytest.mark.parametrize("method", ["ar1", "newey-west", "theil-sen"])
def test_a_perfect_line_has_no_interval(method: str) -> None:
    found = trend(YEARS, 1.03 ** (YEARS - 1990), method=method, rng=rng())  # type: ignore[arg-type]
    assert_allclose([found.low, found.value, found.high], 3.0)
    assert_allclose(found.fitted, 1.03 ** (YEARS - 1990))
    assert found.rho == 0.0


def test_slopes_are_those_of_scipy() -> None:
    y = series(0.03)
    slope = stats.linregress(YEARS, np.log(y)).slope
    assert_allclose(trend(YEARS, y).value, 100 * np.expm1(slope))
    theil = stats.theilslopes(y, YEARS)[0]
    assert_allclose(trend(YEARS, y, scale="linear", method="theil-sen", rng=rng()).value, theil)


def test_newey_west_by_hand() -> None:
    """Bartlett weights on scores x_t e_t to lag 4 (T/100)^(2/9) = 3 for thirty years, times n / (n - 2)."""
    y = series(0.01)
    x = YEARS - YEARS.mean()
    slope = x @ y / (x @ x)
    score = x * (y - y.mean() - slope * x)
    total = score @ score + sum(2 * (1 - k / 4) * (score[k:] @ score[:-k]) for k in (1, 2, 3))
    error = np.sqrt(total * 30 / 28) / (x @ x)
    found = trend(YEARS, y, scale="linear", method="newey-west", level=0.95)
    assert_allclose(found.high - found.value, stats.t.ppf(0.975, 28) * error)


def test_one_odd_year_does_not_move_theil_sen() -> None:
    y = 1.0 + 0.5 * (YEARS - 1990)
    y[3] = 400.0
    assert_allclose(trend(YEARS, y, scale="linear", method="theil-sen", rng=rng()).value, 0.5)


def test_unknown_years_are_left_out_and_order_does_not_matter() -> None:
    y = series(0.02)
    y[4] = np.nan
    keep = np.isfinite(y)
    order = rng().permutation(YEARS.size)
    assert_allclose(trend(YEARS, y).value, trend(YEARS[keep], y[keep]).value)
    assert_allclose(trend(YEARS[order], y[order]).low, trend(YEARS, y).low)


def test_difference_of_two_states() -> None:
    one, other = series(0.05), 1.01 ** (YEARS - 1990)
    found = trend_difference((YEARS, one), (YEARS, other))
    alone = trend(YEARS, one)
    assert_allclose(found.value, alone.value - 1.0)
    assert_allclose([found.low, found.high], [alone.low - 1.0, alone.high - 1.0], atol=0.01)


def test_only_common_years_are_compared() -> None:
    y = series(0.02)
    found = trend_difference((YEARS[:20], y[:20]), (YEARS[10:], y[10:]))
    assert found.value == 0.0
    assert (found.first.years == YEARS[10:20]).all()
    with pytest.raises(InputError, match="share too few"):
        trend_difference((YEARS[:10], y[:10]), (YEARS[8:], y[8:]))


def test_common_shocks_cancel() -> None:
    shocks = series(0.0)
    apart = trend_difference((YEARS, shocks * np.exp(0.01 * (YEARS - 1990))), (YEARS, shocks))
    alone = trend(YEARS, shocks)
    assert apart.high - apart.low < 0.05 * (alone.high - alone.low)


def test_two_windows_of_one_state() -> None:
    y = series(0.02)
    found = trend_difference((YEARS[15:], y[15:]), (YEARS[:15], y[:15]))
    assert found.low < 0 < found.high


@pytest.mark.parametrize(
    ("years", "values", "arguments", "message"),
    [
        ([2000, 2001, 2002], [1.0, 2.0, 3.0], {}, "at least 4"),
        ([2000, 2001, 2002, 2002], [1.0, 2.0, 3.0, 4.0], {}, "twice"),
        ([2000, 2001, 2002, 2003], [1.0, 2.0, 0.0, 4.0], {}, "above zero"),
        ([2000, 2001, 2002, 2003], [1.0, 2.0, 3.0], {}, "one value"),
        ([2000, 2001, 2002, 2003], [1.0, 2.0, 3.0, 4.0], {"scale": "square"}, "scale"),
        ([2000, 2001, 2002, 2003], [1.0, 2.0, 3.0, 4.0], {"method": "guess"}, "method"),
        ([2000, 2001, 2002, 2003], [1.0, 2.0, 3.0, 4.0], {"method": "theil-sen"}, "rng"),
        ([2000, 2001, 2002, 2003], [1.0, 2.0, 3.0, 4.0], {"level": 95}, "between 0 and 1"),
    ],
)
def test_bad_input(years: list[int], values: list[float], arguments: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        trend(years, values, **arguments)  # type: ignore[arg-type]
