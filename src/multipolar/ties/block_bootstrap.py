"""Resampling a series in blocks, so that neighbours in time stay together."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from multipolar.errors import InputError


def moving_blocks(
    n: int, draws: int, *, rng: np.random.Generator, block: int | None = None
) -> NDArray[np.int64]:
    """Draw positions of a series of length `n` as overlapping blocks laid end to end.

    Parameters
    ----------
    n
        Length of the series.
    draws
        How many resampled series.
    rng
        The source of chance.
    block
        Length of a block; by default the cube root of `n`, rounded up. Longer than `n` means the whole
        series.

    Returns
    -------
    ndarray
        (draws, n), int64: positions from 0 to n - 1, in runs of `block`.

    Raises
    ------
    InputError
        `n`, `draws` or `block` is not positive.

    References
    ----------
    Künsch, H. R. (1989). The jackknife and the bootstrap for general stationary observations. Annals of
    Statistics 17(3).

    Examples
    --------
    >>> moving_blocks(4, 2, rng=np.random.default_rng(1), block=2).shape
    (2, 4)
    """
    length = math.ceil(n ** (1 / 3) - 1e-9) if block is None else block
    if n < 1 or draws < 1 or length < 1:
        raise InputError(
            "A bootstrap needs a series, at least one draw and a block of at least one.",
            got=f"length {n}, draws {draws}, block {length}",
        )
    length = min(length, n)
    starts = rng.integers(0, n - length + 1, size=(draws, math.ceil(n / length)))
    positions: NDArray[np.int64] = (starts[:, :, None] + np.arange(length)).reshape(draws, -1)[:, :n]
    return positions


def resampled_means(
    x: NDArray[np.float64], rng: np.random.Generator, draws: int, block: int | None = None
) -> NDArray[np.float64]:
    """Average each moving-block resample of a series.

    Parameters
    ----------
    x
        (n,), without NaN, in the order of time.
    rng, draws, block
        As in `moving_blocks`.

    Returns
    -------
    ndarray
        (draws,), float64; NaN when `n` is below two, since one value has no spread to resample.

    Raises
    ------
    InputError
        As `moving_blocks`.

    Examples
    --------
    >>> resampled_means(np.array([2.0, 2.0, 2.0]), np.random.default_rng(1), 2)
    array([2., 2.])
    """
    if x.size < 2:
        return np.full(draws, np.nan)
    means: NDArray[np.float64] = x[moving_blocks(x.size, draws, rng=rng, block=block)].mean(axis=1)
    return means


def central_interval(draws: NDArray[np.float64], level: float) -> tuple[float, float]:
    """Return the percentile interval of bootstrap replicates.

    Parameters
    ----------
    draws
        (draws,), float64; any NaN makes both ends NaN.
    level
        Coverage, between 0 and 1.

    Returns
    -------
    tuple
        Lower and upper end.

    References
    ----------
    Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman and Hall, chapter 13.

    Examples
    --------
    >>> central_interval(np.arange(101.0), 0.5)
    (25.0, 75.0)
    """
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
