"""Ranks: who stands first, with ties told apart from order."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError

Ties = Literal["min", "average", "dense"]


def ranks(x: ArrayLike, axis: int = -1, ties: Ties = "min") -> NDArray[np.float64]:
    """Rank states from the largest value (rank 1) down; a state without data has no rank.

    Parameters
    ----------
    x
        Any shape; NaN where unknown.
    axis
        The axis along which the states lie.
    ties
        What equal values get: ``"min"`` the best of their ranks (1, 2, 2, 4), ``"average"`` the mean of them
        (1, 2.5, 2.5, 4), ``"dense"`` consecutive numbers (1, 2, 2, 3).

    Returns
    -------
    ndarray
        Same shape as `x`, float64, from 1 up; NaN where `x` is NaN.

    Raises
    ------
    InputError
        `ties` is none of the three words.

    Examples
    --------
    >>> ranks([3.0, 9.0, 3.0, float("nan"), 1.0])
    array([ 2.,  1.,  2., nan,  4.])
    """
    if ties not in ("min", "average", "dense"):
        raise InputError("There is no such rule for ties.", expected="min, average or dense", got=repr(ties))
    values = np.moveaxis(np.asarray(x, dtype=np.float64), axis, -1)
    flat = values.reshape(-1, values.shape[-1])
    result = np.full(flat.shape, np.nan)
    for row, ranked in zip(flat, result, strict=True):
        known = ~np.isnan(row)
        _, group, size = np.unique(-row[known], return_inverse=True, return_counts=True)
        best = np.cumsum(size) - size + 1.0
        by_group = {"min": best, "average": best + (size - 1) / 2, "dense": np.arange(1.0, size.size + 1)}
        ranked[known] = by_group[ties][group]
    return np.moveaxis(result.reshape(values.shape), -1, axis)
