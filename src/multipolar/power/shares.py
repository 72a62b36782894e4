"""Shares of a total: what part of a quantity each state of a set holds."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError


def shares(x: ArrayLike, axis: int = -1) -> NDArray[np.float64]:
    """Divide each value by the total over the states that have data.

    A missing value (NaN) is left out of the total and stays missing in the result; it is never a zero.
    Where nothing is known, or where the total is zero and so has no parts, every share is NaN.

    Parameters
    ----------
    x
        Any shape; non-negative quantities in one unit, NaN where unknown.
    axis
        The axis along which the states lie.

    Returns
    -------
    ndarray
        Same shape as `x`, float64, in [0, 1]; the known shares of one total sum to one.

    Raises
    ------
    InputError
        A value is negative or infinite: codes such as -9 must be made NaN first.

    Examples
    --------
    >>> shares([6.0, 2.0, float("nan")])
    array([0.75, 0.25,  nan])
    """
    values = quantities(x)
    known = np.isfinite(values)
    # Dividing by the largest first keeps totals of very large or very small numbers finite and exact enough.
    largest = np.where(known, values, 0.0).max(axis=axis, keepdims=True, initial=0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = np.where(known & (largest > 0), values / largest, np.nan)
        result: NDArray[np.float64] = scaled / np.nansum(scaled, axis=axis, keepdims=True)
    return result


def quantities(x: ArrayLike) -> NDArray[np.float64]:
    """Return `x` as float64, having checked that every known value is finite and not negative.

    Parameters
    ----------
    x
        Any shape; NaN where unknown.

    Returns
    -------
    ndarray
        float64, the shape of `x`.

    Raises
    ------
    InputError
        A value is negative, infinite or not a number at all.

    Examples
    --------
    >>> quantities([1, 2])
    array([1., 2.])
    """
    try:
        values = np.asarray(x, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError("Quantities must be numbers.", got=type(x).__name__) from error
    wrong = (values < 0) | np.isinf(values)
    if wrong.any():
        raise InputError(
            "A quantity to be shared out is negative or infinite.",
            expected="numbers from zero up, NaN where unknown",
            got=f"{int(wrong.sum())} such values, the first {values[wrong].flat[0]:g}",
            do="Turn codes for missing data, such as -9, into NaN first.",
        )
    return values
