"""Where a value stands among the values of random groups, permutations or placebo dates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError


@dataclass(frozen=True, slots=True)
class Standing:
    """A value beside a distribution of comparable values.

    Attributes
    ----------
    value
        What is judged.
    draws
        (draws,), float64: the comparable values that are known, in no order.
    median, low, high
        Median and central interval of `draws`.
    level
        Coverage of that interval, such as 0.9.
    percentile
        0 to 100: mid-rank of the value among the draws and itself, so it is never quite 0 or 100.
    p_above, p_below, p_two_sided
        (1 + number of draws at least as high, or low) / (1 + draws), and twice the smaller, at most one.
    excess, excess_low, excess_high
        The value minus the median, and minus the interval's upper and lower end: the interval of the
        difference from chance, had the value been drawn as the others were.
    """

    value: float
    draws: NDArray[np.float64]
    median: float
    low: float
    high: float
    level: float
    percentile: float
    p_above: float
    p_below: float
    p_two_sided: float
    excess: float
    excess_low: float
    excess_high: float


def standing(value: float, draws: ArrayLike, level: float = 0.9) -> Standing:
    """Place `value` among `draws`, counting it as one of them.

    Parameters
    ----------
    value
        What is judged; NaN gives NaN throughout.
    draws
        (draws,): comparable values; those that are NaN are left out.
    level
        Coverage of the central interval, between 0 and 1.

    Returns
    -------
    Standing
        Without known draws every number but the value is NaN.

    Raises
    ------
    InputError
        `level` is not between 0 and 1.

    References
    ----------
    Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications
    in Genetics and Molecular Biology 9(1).

    Examples
    --------
    >>> among = standing(3.0, [1.0, 2.0, 2.0, 2.5])
    >>> among.percentile, among.p_above, among.median
    (90.0, 0.2, 2.0)
    """
    checked_level(level)
    known = np.asarray(draws, dtype=np.float64)
    known = known[np.isfinite(known)]
    if known.size == 0 or not np.isfinite(value):
        nan = float("nan")
        return Standing(float(value), known, nan, nan, nan, level, nan, nan, nan, nan, nan, nan, nan)
    low, median, high = (float(q) for q in np.quantile(known, [(1 - level) / 2, 0.5, (1 + level) / 2]))
    # Sums in another order differ in the last digits; such values are ties, not differences.
    equal = np.isclose(known, value, rtol=1e-12, atol=0.0)
    n, ties = known.size, int(equal.sum())
    below = int(((known < value) & ~equal).sum())
    p_above = (1 + n - below) / (1 + n)
    p_below = (1 + below + ties) / (1 + n)
    return Standing(
        value=float(value),
        draws=known,
        median=median,
        low=low,
        high=high,
        level=level,
        percentile=100.0 * (below + 0.5 * (ties + 1)) / (n + 1),
        p_above=p_above,
        p_below=p_below,
        p_two_sided=min(1.0, 2 * min(p_above, p_below)),
        excess=value - median,
        excess_low=value - high,
        excess_high=value - low,
    )


def checked_level(level: float) -> float:
    """Return `level` when it is a coverage between 0 and 1.

    Parameters
    ----------
    level
        Coverage of an interval.

    Returns
    -------
    float
        `level`.

    Raises
    ------
    InputError
        It is not strictly between 0 and 1.

    Examples
    --------
    >>> checked_level(0.9)
    0.9
    """
    if not 0.0 < level < 1.0:
        raise InputError("The coverage of an interval lies between 0 and 1.", got=str(level))
    return level
