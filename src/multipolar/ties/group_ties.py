"""Ties inside a group against ties that cross its border, and how they changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.ties.membership import groups_of, members_of
from multipolar.ties.standing import Standing, standing

Scale = Literal["difference", "log"]


@dataclass(frozen=True, slots=True)
class GroupTies:
    """Mean ties of one group, of one layer or of a layer for each year.

    Attributes
    ----------
    inside, outside
        The layer's leading shape (() or (years,)), float64: mean over the known ordered pairs of members,
        and of one member with one other state in either direction. Of a layer of zeros and ones these are
        densities. NaN where no pair is known.
    ratio
        `inside` over `outside`; NaN where `outside` is zero or unknown.
    pairs_inside, pairs_outside
        Known ordered pairs behind each mean, int64.
    """

    inside: NDArray[np.float64]
    outside: NDArray[np.float64]
    ratio: NDArray[np.float64]
    pairs_inside: NDArray[np.int64]
    pairs_outside: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TiesChange:
    """Change of a group's inside ties between two windows.

    Attributes
    ----------
    before, after
        Mean tie inside in each window, over the pairs known in both.
    change
        `after - before`, or the logarithm of their ratio, as `scale` says.
    scale
        ``"difference"`` or ``"log"``.
    pairs
        Ordered pairs of members known in both windows.
    without
        (size,), float64: the change with each member left out in turn, in ascending order of position; NaN
        for a group of two. Its range shows whether one member makes the change.
    among
        The change beside that of random groups; None when no groups were given. `excess_low` and
        `excess_high` of it are the interval of the change beyond chance.
    """

    before: float
    after: float
    change: float
    scale: Scale
    pairs: int
    without: NDArray[np.float64]
    among: Standing | None


def group_ties(layer: ArrayLike, members: ArrayLike) -> GroupTies:
    """Average the known ties inside a group, and those between its members and all other states.

    Parameters
    ----------
    layer
        (states, states) or (years, states, states), i to j; NaN where unknown. The diagonal is not read.
    members
        Mask or positions of the group.

    Returns
    -------
    GroupTies

    Raises
    ------
    InputError
        The layer is not square, or the group does not fit.

    Examples
    --------
    >>> ties = group_ties([[0, 1, 0], [1, 0, 1], [0, float("nan"), 0]], [0, 1])
    >>> float(ties.inside), round(float(ties.outside), 4), int(ties.pairs_outside)
    (1.0, 0.3333, 3)
    """
    x = _layer(layer)
    group = members_of(members, x.shape[-1])[None, :]
    return _reshaped(_ties(x.reshape(-1, *x.shape[-2:]), group), x.shape[:-2])


def ties_of_groups(layer: ArrayLike, groups: ArrayLike) -> GroupTies:
    """Apply `group_ties` to many groups of one size.

    Parameters
    ----------
    layer
        (states, states) or (years, states, states), i to j; NaN where unknown.
    groups
        (groups, size), integer positions.

    Returns
    -------
    GroupTies
        Each array (groups,) or (years, groups).

    Raises
    ------
    InputError
        The layer is not square, or a group does not fit.

    Examples
    --------
    >>> ties_of_groups([[0, 4, 2], [0, 0, 6], [0, 0, 0]], [[0, 1], [1, 2]]).inside
    array([2., 3.])
    """
    x = _layer(layer)
    checked = groups_of(groups, x.shape[-1])
    return _reshaped(_ties(x.reshape(-1, *x.shape[-2:]), checked), (*x.shape[:-2], len(checked)))


def ties_change(
    before: ArrayLike,
    after: ArrayLike,
    members: ArrayLike,
    *,
    groups: ArrayLike | None = None,
    scale: Scale = "difference",
    level: float = 0.9,
) -> TiesChange:
    """Compare the mean tie inside a group between two windows, over pairs known in both.

    Each pair is first averaged over the years in which it is known; a pair that is unknown throughout either
    window is left out of both, so that better reporting is not taken for closer ties.

    Parameters
    ----------
    before, after
        (years, states, states) each, or (states, states); the numbers of years may differ. NaN where unknown.
    members
        Mask or positions of the group, at least two.
    groups
        (groups, size): random groups to compare with, as `random_groups` draws them.
    scale
        ``"difference"`` in the layer's unit; ``"log"`` for the logarithm of the ratio of means, which
        compares growth of groups of unlike size (NaN where either mean is zero).
    level
        Coverage of the interval of the random groups.

    Returns
    -------
    TiesChange

    Raises
    ------
    InputError
        The layers do not fit each other, the group has one member, or `scale` is neither word.

    Examples
    --------
    >>> now = [[0.0, 3.0], [3.0, 0.0]]
    >>> ties_change([[0.0, 1.0], [2.0, 0.0]], now, [0, 1]).change
    1.5
    """
    first, second = _mean_over_years(_layer(before)), _mean_over_years(_layer(after))
    if first.shape != second.shape:
        raise InputError("The two windows have different states.", got=f"{len(first)}, {len(second)}")
    if scale not in ("difference", "log"):
        raise InputError("There is no such scale of change.", expected="difference or log", got=repr(scale))
    group = members_of(members, len(first))
    if group.size < 2:
        raise InputError("A group of one has no ties inside.", got=f"position {group[0]}")
    known = np.isfinite(first) & np.isfinite(second)
    pair = np.stack([np.where(known, first, np.nan), np.where(known, second, np.nan)])
    own = _ties(pair, group[None, :])
    change = float(_change(own.inside, scale)[0])
    without = np.full(group.size, np.nan)
    if group.size > 2:
        rest = np.stack([np.delete(group, k) for k in range(group.size)])
        without = _change(_ties(pair, rest).inside, scale)
    among = None
    if groups is not None:
        of_groups = _change(_ties(pair, groups_of(groups, len(first))).inside, scale)
        among = standing(change, of_groups, level)
    return TiesChange(
        before=float(own.inside[0, 0]),
        after=float(own.inside[1, 0]),
        change=change,
        scale=scale,
        pairs=int(own.pairs_inside[0, 0]),
        without=without,
        among=among,
    )


def _layer(layer: ArrayLike) -> NDArray[np.float64]:
    x = np.asarray(layer, dtype=np.float64)
    if x.ndim not in (2, 3) or x.shape[-1] != x.shape[-2] or np.isinf(x).any():
        raise InputError(
            "A layer must be finite ties of every pair of states.",
            expected="shape (states, states) or (years, states, states), NaN where unknown",
            got=f"shape {x.shape}",
        )
    return x


def _ties(layers: NDArray[np.float64], groups: NDArray[np.int32]) -> GroupTies:
    """Measure each layer for each group: arrays (layers, groups)."""
    from multipolar.kernels.density import group_sums

    shape = (len(layers), len(groups))
    sums, across = np.zeros(shape), np.zeros(shape)
    pairs, pairs_across = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for k, layer in enumerate(layers):
        sums[k], pairs[k], across[k], pairs_across[k] = group_sums(np.ascontiguousarray(layer), groups)
    inside, outside = _over(sums, pairs), _over(across, pairs_across)
    return GroupTies(inside, outside, _over(inside, outside), pairs, pairs_across)


def _reshaped(ties: GroupTies, shape: tuple[int, ...]) -> GroupTies:
    return GroupTies(
        ties.inside.reshape(shape),
        ties.outside.reshape(shape),
        ties.ratio.reshape(shape),
        ties.pairs_inside.reshape(shape),
        ties.pairs_outside.reshape(shape),
    )


def _over(part: NDArray[np.float64], whole: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.float64]:
    result = np.full(part.shape, np.nan)
    np.divide(part, whole, out=result, where=(whole != 0) & ~np.isnan(whole))
    return result


def _mean_over_years(x: NDArray[np.float64]) -> NDArray[np.float64]:
    if x.ndim == 2:
        return x
    known = np.isfinite(x)
    return _over(np.where(known, x, 0.0).sum(axis=0), known.sum(axis=0))


def _change(windows: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    if scale == "difference":
        result: NDArray[np.float64] = windows[1] - windows[0]
        return result
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log(windows[1]) - np.log(windows[0])
    return np.where(np.isfinite(ratio), ratio, np.nan)
