"""How fast a yearly series grows, with an interval that allows for years being like their neighbours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.ties.autocorrelation import Line, autocorrelated_line
from multipolar.ties.block_bootstrap import central_interval
from multipolar.ties.standing import checked_level

Scale = Literal["log", "linear"]
Method = Literal["ar1", "newey-west", "theil-sen"]
FEWEST_YEARS = 4


@dataclass(frozen=True, slots=True)
class Trend:
    """The slope of a series on time.

    Attributes
    ----------
    value, low, high
        Growth in percent a year (scale ``"log"``) or in the series' unit a year (``"linear"``).
    level
        Coverage of the interval.
    scale, method
        As asked.
    rho
        Autocorrelation of the errors from one year to the next, 0 to 0.99. Near one the series wanders, and
        the interval is still too narrow.
    years
        (n,), int64: the years with data, on which it rests.
    fitted
        (n,), float64: the fitted line at those years, in the series' unit.
    """

    value: float
    low: float
    high: float
    level: float
    scale: Scale
    method: Method
    rho: float
    years: NDArray[np.int64]
    fitted: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TrendDifference:
    """The slope of one series minus that of another.

    Attributes
    ----------
    first, second
        The two trends, over the years that were compared.
    value, low, high
        `first.value - second.value` in percentage points a year (scale ``"log"``) or units a year.
    level
        Coverage of the interval.
    """

    first: Trend
    second: Trend
    value: float
    low: float
    high: float
    level: float


def trend(
    years: ArrayLike,
    values: ArrayLike,
    *,
    scale: Scale = "log",
    method: Method = "ar1",
    level: float = 0.9,
    rng: np.random.Generator | None = None,
    draws: int = 2000,
) -> Trend:
    """Fit a line to a yearly series, or to its logarithm.

    Parameters
    ----------
    years
        (n,), whole years, each once, in any order; gaps are allowed and kept as gaps in the interval.
    values
        (n,), NaN where unknown; above zero on the log scale.
    scale
        ``"log"``: growth in percent a year, 100 (exp(slope) - 1). ``"linear"``: units a year.
    method
        ``"ar1"``: least squares, with errors that resemble the year before (see `autocorrelated_line`).
        ``"newey-west"``: least squares, with the standard error of that name up to lag 4 (n/100)^(2/9) and
        a t quantile with n - 2 degrees of freedom; too narrow below some 30 years. ``"theil-sen"``: the
        median of the slopes between all pairs of years, which a few odd years cannot move, with errors
        simulated as in ``"ar1"``.
    level
        Coverage of the interval.
    rng, draws
        Source of chance and number of simulations of ``"theil-sen"``, which needs them.

    Returns
    -------
    Trend

    Raises
    ------
    InputError
        Fewer than four years with data, a year given twice, a value of zero or less on the log scale, an
        unknown scale or method, or no `rng` for the method that simulates.

    References
    ----------
    Newey, W. K. and West, K. D. (1987). A simple, positive semi-definite, heteroskedasticity and
    autocorrelation consistent covariance matrix. Econometrica 55(3). Sen, P. K. (1968). Estimates of the
    regression coefficient based on Kendall's tau. Journal of the American Statistical Association 63(324).

    Examples
    --------
    >>> growth = trend([2000, 2001, 2002, 2003], [100.0, 110.0, 121.0, 133.1])
    >>> round(growth.value, 6)
    10.0
    """
    checked_level(level)
    t, y = _known(years, values, scale)
    line = autocorrelated_line(t, y)
    slope, fitted = line.slope, line.fitted
    if method == "theil-sen":
        if rng is None:
            raise InputError(f"The method {method!r} simulates and needs `rng`.")
        slope = float(_theil_sen(t, y[None, :])[0])
        fitted = slope * t + np.median(y - slope * t)
        off = _theil_sen(t, _simulated(line, rng, draws))
        low, high = central_interval(slope - off, level)
    elif method in ("ar1", "newey-west"):
        error = line.error if method == "ar1" else _newey_west(t, y - fitted)
        reach = _t_quantile(level, line.df if method == "ar1" else t.size - 2) * error
        low, high = slope - reach, slope + reach
    else:
        raise InputError(
            "There is no such method for a trend.", expected="ar1, newey-west or theil-sen", got=repr(method)
        )
    value, low, high = (_rate(x, scale) for x in (slope, low, high))
    if scale == "log":
        fitted = np.exp(fitted)
    return Trend(value, low, high, level, scale, method, line.rho, t, fitted)


def trend_difference(
    first: tuple[ArrayLike, ArrayLike],
    second: tuple[ArrayLike, ArrayLike],
    *,
    scale: Scale = "log",
    level: float = 0.9,
) -> TrendDifference:
    """Subtract the trend of one series from that of another.

    Two series with years in common are compared over those years, and shocks that hit both cancel: the
    interval comes from the line through their difference. Two with none in common, such as one state before
    and after a date, are taken as independent.

    Parameters
    ----------
    first, second
        (years, values) each, as `trend` takes them.
    scale, level
        As in `trend`.

    Returns
    -------
    TrendDifference

    Raises
    ------
    InputError
        As `trend`, for either series, or one to three years in common.

    References
    ----------
    Welch, B. L. (1947). The generalization of "Student's" problem when several different population variances
    are involved. Biometrika 34, for the degrees of freedom of independent series.

    Examples
    --------
    >>> years = [2000, 2001, 2002, 2003]
    >>> apart = trend_difference((years, [8, 16, 32, 64]), (years, [1, 1, 1, 1]))
    >>> round(apart.value, 6)
    100.0
    """
    (t1, y1), (t2, y2) = _known(*first, scale), _known(*second, scale)
    common, in_first, in_second = np.intersect1d(t1, t2, return_indices=True)
    if 0 < common.size < FEWEST_YEARS:
        raise InputError(
            "The two series share too few years to be compared, and too many to be taken as independent.",
            expected=f"none, or at least {FEWEST_YEARS}",
            got=", ".join(str(year) for year in common),
        )
    if common.size:
        t1, y1, t2, y2 = common, y1[in_first], common, y2[in_second]
    lines = [autocorrelated_line(t1, y1), autocorrelated_line(t2, y2)]
    # Delta method: how much the rate in percent moves with each slope.
    stretch = [100.0 * math.exp(line.slope) if scale == "log" else 1.0 for line in lines]
    if common.size:
        joint = autocorrelated_line(common, stretch[0] * y1 - stretch[1] * y2)
        error, df = joint.error, joint.df
    else:
        parts = [(line.error * by) ** 2 for line, by in zip(lines, stretch, strict=True)]
        error = math.sqrt(sum(parts))
        total = sum(part**2 / line.df for part, line in zip(parts, lines, strict=True))
        df = sum(parts) ** 2 / total if total > 0 else min(line.df for line in lines)
    natural = [np.exp(y) if scale == "log" else y for y in (y1, y2)]
    a, b = (trend(t, y, scale=scale, level=level) for t, y in zip((t1, t2), natural, strict=True))
    value, reach = a.value - b.value, _t_quantile(level, df) * error
    return TrendDifference(a, b, value, value - reach, value + reach, level)


def _known(
    years: ArrayLike, values: ArrayLike, scale: Scale
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    t, y = np.asarray(years), np.asarray(values, dtype=np.float64)
    if scale not in ("log", "linear"):
        raise InputError("There is no such scale for a trend.", expected="log or linear", got=repr(scale))
    if t.ndim != 1 or t.shape != y.shape or t.dtype.kind not in "iu":
        raise InputError(
            "A trend needs one value for each whole year.", got=f"shapes {t.shape} and {y.shape}"
        )
    if np.unique(t).size != t.size:
        raise InputError("A year is given twice.")
    order = np.argsort(t)
    t, y = t[order].astype(np.int64), y[order]
    known = np.isfinite(y)
    t, y = t[known], y[known]
    if t.size < FEWEST_YEARS:
        raise InputError(f"A trend needs at least {FEWEST_YEARS} years with data.", got=str(t.size))
    if scale == "log" and (y <= 0).any():
        raise InputError(
            "A growth rate needs values above zero.",
            got=f"{y[y <= 0][0]:g} in {t[y <= 0][0]}",
            do="Use the linear scale, or years without zeros.",
        )
    return t, np.log(y) if scale == "log" else y


def _newey_west(t: NDArray[np.int64], residuals: NDArray[np.float64]) -> float:
    """Return the standard error of a least-squares slope; lags are counted in years, not in rows."""
    x = t - t.mean()
    score = x * residuals
    lag = np.abs(t[:, None] - t[None, :])
    kernel = np.clip(1 - lag / (int(4 * (t.size / 100) ** (2 / 9)) + 1), 0.0, None)
    # Gaps in the years can make the sum negative by a hair; the factor is for the two fitted numbers.
    variance = max(float(score @ kernel @ score), 0.0) * t.size / (t.size - 2)
    return math.sqrt(variance) / float(x @ x)


def _simulated(line: Line, rng: np.random.Generator, draws: int) -> NDArray[np.float64]:
    """Draw errors (draws, n) with the line's covariance, their size as uncertain as `df` says."""
    values, vectors = np.linalg.eigh(line.covariance)
    root = vectors * np.sqrt(np.clip(values, 0.0, None))
    size = np.sqrt(line.df / rng.chisquare(line.df, size=(draws, 1)))
    errors: NDArray[np.float64] = size * (rng.standard_normal((draws, line.fitted.size)) @ root.T)
    return errors


def _theil_sen(t: NDArray[np.int64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    i, j = np.triu_indices(t.size, k=1)
    slopes: NDArray[np.float64] = np.median((y[:, j] - y[:, i]) / (t[j] - t[i]), axis=1)
    return slopes


def _t_quantile(level: float, df: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + level) / 2))


def _rate(slope: float, scale: Scale) -> float:
    return 100.0 * math.expm1(slope) if scale == "log" else float(slope)
