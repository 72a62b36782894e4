"""The line through a short series whose errors resemble their neighbours."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GRID = np.linspace(0.0, 0.99, 34)
"""Autocorrelations that are tried; negative ones are taken as none, which can only widen an interval."""


@dataclass(frozen=True, slots=True)
class Line:
    """A least-squares line with errors e_t = rho e_(t-1) + noise.

    Attributes
    ----------
    slope, error
        Units a year, and its standard error.
    df
        Degrees of freedom for a t quantile: less than n - 2 when the errors resemble each other.
    rho
        Autocorrelation of the errors from one year to the next, 0 to 0.99.
    covariance
        (n, n), float64: estimated covariance of the errors.
    fitted
        (n,), float64: the line.
    """

    slope: float
    error: float
    df: float
    rho: float
    covariance: NDArray[np.float64]
    fitted: NDArray[np.float64]


def autocorrelated_line(t: NDArray[np.int64], y: NDArray[np.float64]) -> Line:
    """Fit a line by least squares and estimate how far off its slope may be.

    Residuals of a short series look less autocorrelated than its errors are, and smaller. So the
    autocorrelation is the one under which residuals as autocorrelated as those seen are expected, the
    variance the one under which residuals as large are expected, and the degrees of freedom follow
    Satterthwaite. Gaps between years are allowed: errors k years apart have correlation rho to the power k.

    In simulations of 400 series of 8 to 60 years, its 90 % intervals covered the truth in 85 to 94 % of
    them with rho up to 0.5, in 77 to 86 % with rho = 0.8 and in 69 to 81 % with rho = 0.95, near a random
    walk, where no trend is safe. Newey-West intervals (300 series of 8 to 30 years) covered 59 to 84 % with
    rho up to 0.5 and 48 to 54 % with rho = 0.8.

    Parameters
    ----------
    t
        (n,), distinct years, ascending.
    y
        (n,), known values.

    Returns
    -------
    Line

    References
    ----------
    Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components. Biometrics
    Bulletin 2(6).

    Examples
    --------
    >>> line = autocorrelated_line(np.arange(5), np.array([0.0, 1.0, 2.0, 3.0, 4.0]))
    >>> round(line.slope, 6), round(line.error, 6)
    (1.0, 0.0)
    """
    x = t - t.mean()
    weight = x / (x @ x)
    slope = float(weight @ y)
    fitted = y.mean() + slope * x
    residuals = y - fitted
    maker = np.eye(t.size) - 1.0 / t.size - np.outer(x, weight)
    lag = np.abs(t[:, None] - t[None, :])
    neighbours = (lag == 1) / 2.0
    square = float(residuals @ residuals)
    if square <= 1e-24 * float(y @ y):  # a perfect line: nothing is left to learn errors from
        return Line(slope, 0.0, float(t.size - 2), 0.0, np.zeros(lag.shape), fitted)
    expected = []
    for rho in GRID:
        left = maker @ rho**lag @ maker
        expected.append(float((neighbours * left).sum() / np.trace(left)))
    seen = float(residuals @ neighbours @ residuals) / square
    rho = float(np.interp(seen, np.maximum.accumulate(expected), GRID))
    left = maker @ rho**lag @ maker
    covariance = rho**lag * (square / np.trace(left))
    error = math.sqrt(float(weight @ covariance @ weight))
    df = float(np.trace(left) ** 2 / (left * left).sum())
    return Line(slope, error, df, rho, covariance, fitted)
