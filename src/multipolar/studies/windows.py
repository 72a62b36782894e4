"""Mean ties over a window of years, and how they changed to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from multipolar.ties import ties_of_groups

if TYPE_CHECKING:
    from multipolar.panel import Layer
    from multipolar.studies.context import Actor

# How the unit of a layer of ones and zeros begins; the mean of such ties is the percent of pairs that have them.
YES_OR_NO = "1 if"
OVERLAP = "The earlier windows overlap, so they are fewer than they look."
Span = tuple[int, int]
Matrix = tuple[tuple[str, ...], NDArray[np.float64]]  # states, and their ties (states, states)


def measured(layer: Layer, how: Literal["value", "share"]) -> NDArray[np.float64]:
    """Return ties as they are (ones and zeros in percent), or in percent of all known ties of the first state."""
    if how == "value":
        return 100 * layer.values if layer.unit.startswith(YES_OR_NO) else layer.values
    totals = np.nansum(layer.values, axis=2, keepdims=True)
    return 100 * layer.values / np.where(totals > 0, totals, np.nan)


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


def own_tie(found: Matrix, one: Actor, other: Actor) -> float:
    """Return the mean tie inside the group, or of the one with the other; NaN where a partner is unknown."""
    states, matrix = found
    if not set(one.states) | set(other.states) <= set(states):
        return float("nan")
    at = [states.index(state) for state in one.states]
    if one.word == other.word:
        return float(ties_of_groups(matrix, np.sort(at)[None, :]).inside[0])
    partners = [states.index(state) for state in other.states if state not in one.states]
    return float(matrix[at[0], partners].mean())


def partly_known(found: Matrix, group: Sequence[str]) -> list[str]:
    """Say how many of the ordered pairs of a group are known, where not all are.

    Examples
    --------
    >>> partly_known((("ARM", "AZE"), np.array([[np.nan, 1.0], [np.nan, np.nan]])), ["ARM", "AZE"])
    ['Known: 1 of the 2 ordered pairs of members.']
    """
    states, matrix = found
    of = [states.index(state) for state in group if state in states]
    pairs, every = int(np.isfinite(matrix[np.ix_(of, of)]).sum()), len(group) * (len(group) - 1)
    return [f"Known: {pairs} of the {every} ordered pairs of members."] if pairs < every else []


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
