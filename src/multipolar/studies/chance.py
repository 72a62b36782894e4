"""Random groups for a claim: different ones, and none where chance leaves no choice."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.ties import random_groups


def left_to_chance(different: int, draws: int) -> int:
    """Return how many comparisons rest on the luck of the draw: all of them, or 0 where few others are possible.

    Where fewer than half of the draws were different, some four fifths of all possible groups are among them.

    Examples
    --------
    >>> left_to_chance(998, 1000), left_to_chance(40, 1000)
    (998, 0)
    """
    return different if 2 * different >= draws else 0


def groups_like(
    of: NDArray[np.intp],
    pool: ArrayLike,
    *,
    number: int,
    rng: np.random.Generator,
    strata: ArrayLike | None = None,
    exclude_members: bool = False,
) -> NDArray[np.int32]:
    """Draw random groups as `multipolar.ties.random_groups` does, each kept once.

    Where only a few groups are possible, drawing them again and again would make a percentile look finer than it
    is; so a group that was drawn twice counts once.

    Parameters
    ----------
    of, pool, number, rng, strata, exclude_members
        As `random_groups` takes them.

    Returns
    -------
    ndarray
        (groups, size), int32, at most `number` of them and never the group itself; none where the pool has too few
        states of some region.

    Examples
    --------
    >>> groups_like(np.array([0]), range(3), number=100, rng=np.random.default_rng(1)).tolist()
    [[1], [2]]
    >>> groups_like(np.array([0, 1]), [0, 1, 2], number=9, rng=np.random.default_rng(1), exclude_members=True).size
    0
    """
    try:
        drawn = random_groups(
            of, pool, number=number, rng=rng, strata=strata, exclude_members=exclude_members
        )
    except (
        InputError
    ):  # too few states to draw from: there is no chance to compare with, which a verdict says
        return np.empty((0, of.size), dtype=np.int32)
    groups: NDArray[np.int32] = np.unique(drawn.members, axis=0)
    itself = (groups == np.sort(of)).all(axis=1)  # drawn only where no other group is possible
    return np.compress(~itself, groups, axis=0)
