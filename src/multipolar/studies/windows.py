"""Mean ties over a window of years, and how they changed to another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OVERLAP = "The earlier windows overlap, so they are fewer than they look."
Span = tuple[int, int]
Matrix = tuple[tuple[str, ...], NDArray[np.float64]]  # states, and their ties (states, states)


def mean_known(values: NDArray[np.float64], axis: int | tuple[int, ...]) -> NDArray[np.float64]:
    """Return the mean over the known values along `axis`; NaN where none is known."""
    finite = np.isfinite(values)
    count = finite.sum(axis=axis)
    mean = np.full(count.shape, np.nan)
    np.divide(np.where(finite, values, 0.0).sum(axis=axis), count, out=mean, where=count > 0)
    return mean


def difference(early: Matrix, late: Matrix) -> Matrix:
    """Return the change of each pair over the states of both windows; NaN where either is unknown."""
    both = tuple(state for state in late[0] if state in set(early[0]))
    first = [early[0].index(state) for state in both]
    second = [late[0].index(state) for state in both]
    return both, late[1][np.ix_(second, second)] - early[1][np.ix_(first, first)]


def said(span: Span | None) -> str:
    """Return a window as text; empty where there is none.

    Examples
    --------
    >>> said((2017, 2019)), said((2023, 2023))
    ('2017-2019', '2023')
    """
    if span is None:
        return ""
    return str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"
