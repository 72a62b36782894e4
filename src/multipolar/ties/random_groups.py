"""Random groups of states, uniform or matched to a given group, as a yardstick of chance."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.ties.membership import members_of


@dataclass(frozen=True, slots=True)
class RandomGroups:
    """Groups drawn by chance.

    Attributes
    ----------
    members
        (groups, size), int32: positions on the axis of states, ascending within a group.
    possible
        How many different groups could have been drawn; the resolution of a percentile among them.
    """

    members: NDArray[np.int32]
    possible: int


def random_groups(
    group: ArrayLike,
    pool: ArrayLike,
    *,
    number: int,
    rng: np.random.Generator,
    strata: ArrayLike | None = None,
    exclude_members: bool = False,
) -> RandomGroups:
    """Draw groups of the size of `group` from `pool`, each with as many states of each stratum as it has.

    Within a stratum every choice of states is equally likely and no state comes twice in a group. The group
    itself is never drawn, unless it is the only one possible.

    Parameters
    ----------
    group
        Mask or positions of the group to be matched.
    pool
        Mask or positions of the states to draw from, such as those with data.
    number
        How many groups.
    rng
        The source of chance.
    strata
        (states,), integers, a label for each state, as `strata` makes them; None draws regardless of kind. A
        negative label marks a state of unknown stratum, which is never drawn.
    exclude_members
        Draw only from states outside the group, so that the comparison is with others entirely.

    Returns
    -------
    RandomGroups

    Raises
    ------
    InputError
        The pool (or one stratum of it) has fewer states than the group needs, or a member has no stratum.

    Examples
    --------
    >>> drawn = random_groups([0, 1], range(6), number=3, rng=np.random.default_rng(1))
    >>> drawn.members.shape, drawn.possible
    ((3, 2), 14)
    """
    if number < 1:
        raise InputError("At least one random group must be drawn.", got=str(number))
    labels, own, eligible = _checked(group, pool, strata)
    if exclude_members:
        eligible = np.setdiff1d(eligible, own)
    needed = [(label, int((labels[own] == label).sum())) for label in np.unique(labels[own])]
    candidates = [(eligible[labels[eligible] == label], k) for label, k in needed]
    for (label, k), (found, _) in zip(needed, candidates, strict=True):
        if found.size < k:
            raise InputError(
                "The pool is too small for random groups like this one.",
                where=None if strata is None else f"stratum {label}",
                expected=f"at least {k} states",
                got=str(found.size),
                do="Widen the pool, use fewer strata, or keep the group's own members in the pool.",
            )
    possible = math.prod(math.comb(found.size, k) for found, k in candidates)
    drawable = possible > 1 and bool(np.isin(own, eligible).all())
    drawn = _draw(candidates, number, rng)
    while drawable and (same := (drawn == own).all(axis=1)).any():
        drawn[same] = _draw(candidates, int(same.sum()), rng)
    return RandomGroups(drawn, possible - drawable)


def strata(
    region: ArrayLike | None = None, capability: ArrayLike | None = None, quantiles: int = 3
) -> NDArray[np.int64]:
    """Label each state by its region, by the quantile of its capability, or by both together.

    Parameters
    ----------
    region
        (states,), names or numbers of regions; None, NaN or an empty name is unknown.
    capability
        (states,), such as CINC or GDP of one year; NaN where unknown.
    quantiles
        Into how many classes of nearly equal size capability is cut.

    Returns
    -------
    ndarray
        (states,), int64: the same number for states of the same kind, -1 where region or capability is
        unknown.

    Raises
    ------
    InputError
        Neither is given, their lengths differ, or `quantiles` is not positive.

    Examples
    --------
    >>> strata(region=["east", "east", "west", ""])
    array([ 0,  0,  1, -1])
    >>> strata(capability=[1.0, 5.0, 2.0, 9.0], quantiles=2)
    array([0, 1, 0, 1])
    """
    keys: list[NDArray[np.int64]] = []
    if region is not None:
        names = np.array(["" if name is None else str(name) for name in np.asarray(region)], dtype=str)
        codes = np.unique(names, return_inverse=True)[1].astype(np.int64)
        keys.append(np.where(np.isin(names, ("", "nan")), -1, codes))
    if capability is not None:
        if quantiles < 1:
            raise InputError("Capability is cut into at least one class.", got=str(quantiles))
        keys.append(_quantile_class(np.asarray(capability, dtype=np.float64), quantiles))
    if not keys or any(key.ndim != 1 or key.shape != keys[0].shape for key in keys):
        raise InputError("Strata need a region or a capability for each state, of one length.")
    known = np.all([key >= 0 for key in keys], axis=0)
    kinds = np.unique(np.stack(keys, axis=1)[known], axis=0, return_inverse=True)[1]
    result = np.full(known.size, -1, dtype=np.int64)
    result[known] = kinds.ravel()
    return result


def _quantile_class(x: NDArray[np.float64], quantiles: int) -> NDArray[np.int64]:
    known = np.isfinite(x)
    result = np.full(x.shape, -1, dtype=np.int64)
    # The midpoint of the ranks of equal values, so that equal states share a class.
    ordered = np.sort(x[known])
    first, last = np.searchsorted(ordered, x[known], "left"), np.searchsorted(ordered, x[known], "right")
    result[known] = ((first + last) * quantiles / (2 * max(ordered.size, 1))).astype(np.int64)
    return result


def _checked(
    group: ArrayLike, pool: ArrayLike, labels: ArrayLike | None
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    if labels is None:
        given = [np.asarray(x) for x in (group, pool)]
        lengths = [x.size if x.dtype == bool else int(x.max(initial=-1)) + 1 for x in given]
        label = np.zeros(max(*lengths, 1), dtype=np.int64)
    else:
        label = np.asarray(labels, dtype=np.int64)
    own, eligible = members_of(group, label.size), members_of(pool, label.size)
    if (label[own] < 0).any():
        raise InputError(
            "A member of the group has no stratum, so no random group can match it.",
            rows=[f"position {position}" for position in own[label[own] < 0]],
            do="Match on something known for all members, or draw without strata.",
        )
    return label, own, eligible[label[eligible] >= 0]


def _draw(
    candidates: list[tuple[NDArray[np.int32], int]], number: int, rng: np.random.Generator
) -> NDArray[np.int32]:
    # Sorting the candidates by random keys and keeping k is a uniform choice without repetition.
    parts = [found[np.argsort(rng.random((number, found.size)), axis=1)[:, :k]] for found, k in candidates]
    return np.sort(np.concatenate(parts, axis=1), axis=1).astype(np.int32)
