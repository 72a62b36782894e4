"""Whether a group votes more united in one window than in another, and random groups on the same agenda."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from multipolar.errors import InputError
from multipolar.ties.block_bootstrap import central_interval, resampled_means
from multipolar.ties.cohesion import Cohesion, cohesion, cohesion_of_groups, rollcall_indices
from multipolar.ties.membership import members_of
from multipolar.ties.standing import Standing, standing
from multipolar.ties.votes import checked_votes


@dataclass(frozen=True, slots=True)
class CohesionChange:
    """Vote cohesion of one group in two windows of years.

    Attributes
    ----------
    before, after
        The group in each window.
    change, low, high
        `after.index` minus `before.index`, with its moving-block bootstrap interval (each window resampled).
    among
        The change beside the change of each random group over the same roll calls, which share the agenda;
        None when no groups were given.
    """

    before: Cohesion
    after: Cohesion
    change: float
    low: float
    high: float
    among: Standing | None


def cohesion_change(
    before: ArrayLike,
    after: ArrayLike,
    members: ArrayLike,
    *,
    rng: np.random.Generator,
    groups: ArrayLike | None = None,
    fewest: int = 2,
    draws: int = 1000,
    block: int | None = None,
    level: float = 0.9,
) -> CohesionChange:
    """Compare a group's cohesion in two sets of roll calls, and its change with that of random groups.

    The agenda differs between windows, so a change alone says little; the random groups voted on the same
    agenda.

    Parameters
    ----------
    before, after
        (rollcalls, states) each, with the same states, in the order of time.
    members, rng, groups, fewest, draws, block, level
        As in `cohesion`.

    Returns
    -------
    CohesionChange

    Raises
    ------
    InputError
        As `cohesion`, or the two windows have different states.

    Examples
    --------
    >>> change = cohesion_change([[1, 3, 1]], [[1, 1, 3]], [0, 1], rng=np.random.default_rng(1))
    >>> change.change
    0.75
    """
    first, second = checked_votes(before), checked_votes(after)
    if first.shape[1] != second.shape[1]:
        raise InputError("The two windows have different states.", got=f"{first.shape[1]}, {second.shape[1]}")
    group = members_of(members, first.shape[1])
    found = [
        cohesion(window, group, rng=rng, groups=groups, fewest=fewest, draws=draws, block=block, level=level)
        for window in (first, second)
    ]
    means = []
    for window in (first, second):
        index = rollcall_indices(window, group, fewest)
        means.append(resampled_means(index[np.isfinite(index)], rng, draws, block))
    low, high = central_interval(means[1] - means[0], level)
    change = found[1].index - found[0].index
    among = None
    if groups is not None:
        of_groups = [cohesion_of_groups(window, groups, fewest=fewest) for window in (first, second)]
        among = standing(change, of_groups[1] - of_groups[0], level)
    return CohesionChange(found[0], found[1], change, low, high, among)
