"""How united a group votes, beside all states and beside random groups of its size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.ties.agreement import years_of
from multipolar.ties.block_bootstrap import central_interval, resampled_means
from multipolar.ties.membership import groups_of, members_of
from multipolar.ties.standing import Standing, checked_level, standing
from multipolar.ties.votes import agreement_index, checked_votes, rice, tally


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Vote cohesion of one group over a set of roll calls.

    Attributes
    ----------
    rollcalls
        Roll calls in which enough members voted; the others are left out.
    index, low, high
        Mean agreement index over them and its moving-block bootstrap interval; NaN without roll calls.
    level
        Coverage of the interval.
    rice
        Mean Rice index over the roll calls in which as many members said yes or no.
    all_states
        Mean agreement index of all states together on the same roll calls. A large body is more divided
        than a small group drawn from it by chance, so the fair yardstick is `among`.
    among
        The index beside those of the random groups; None when no groups were given.
    """

    rollcalls: int
    index: float
    low: float
    high: float
    level: float
    rice: float
    all_states: float
    among: Standing | None


def cohesion(
    votes: ArrayLike,
    members: ArrayLike,
    *,
    rng: np.random.Generator,
    groups: ArrayLike | None = None,
    fewest: int = 2,
    draws: int = 1000,
    block: int | None = None,
    level: float = 0.9,
) -> Cohesion:
    """Average a group's agreement index over roll calls.

    Parameters
    ----------
    votes
        (rollcalls, states) in the order of time: 1 yes, 2 abstain, 3 no, anything else did not vote.
    members
        Mask or positions of the group.
    rng
        The source of chance of the bootstrap.
    groups
        (groups, size): random groups to compare with, as `random_groups` draws them.
    fewest
        A roll call counts when at least this many of the group voted; a lone voter always agrees with itself.
    draws, block
        Bootstrap replicates, and roll calls a block (by default the cube root of their number): votes on one
        agenda item follow each other and are not independent.
    level
        Coverage of the intervals.

    Returns
    -------
    Cohesion

    Raises
    ------
    InputError
        The votes, group or groups do not fit, or `fewest` is less than two.

    References
    ----------
    Hix, S., Noury, A. and Roland, G. (2005). Power to the parties: cohesion and competition in the European
    Parliament, 1979-2001. British Journal of Political Science 35(2).

    Examples
    --------
    >>> votes = [[1, 1, 1, 3], [1, 1, 3, 2], [3, 8, 8, 1]]
    >>> found = cohesion(votes, [0, 1], rng=np.random.default_rng(1), draws=100)
    >>> found.rollcalls, found.index, found.all_states
    (2, 1.0, 0.4375)
    """
    matrix = checked_votes(votes)
    group = members_of(members, matrix.shape[1])
    by_rollcall = rollcall_indices(matrix, group, fewest)
    counted = np.isfinite(by_rollcall)
    low, high = central_interval(
        resampled_means(by_rollcall[counted], rng, draws, block), checked_level(level)
    )
    yes, _, no = tally(matrix, group).T
    index = _mean(by_rollcall)
    return Cohesion(
        rollcalls=int(counted.sum()),
        index=index,
        low=low,
        high=high,
        level=level,
        rice=_mean(np.where(yes + no >= fewest, rice(yes, no), np.nan)),
        all_states=_mean(
            rollcall_indices(matrix, np.arange(matrix.shape[1], dtype=np.int32), fewest)[counted]
        ),
        among=None
        if groups is None
        else standing(index, cohesion_of_groups(matrix, groups, fewest=fewest), level),
    )


def cohesion_by_year(
    votes: ArrayLike,
    years: ArrayLike,
    members: ArrayLike,
    *,
    rng: np.random.Generator,
    groups: ArrayLike | None = None,
    fewest: int = 2,
    draws: int = 1000,
    block: int | None = None,
    level: float = 0.9,
) -> dict[int, Cohesion]:
    """Apply `cohesion` to the roll calls of each year.

    Parameters
    ----------
    votes, members, rng, groups, fewest, draws, block, level
        As in `cohesion`.
    years
        (rollcalls,), integers: the year of each roll call.

    Returns
    -------
    dict
        Year to its cohesion, ascending; only years with roll calls.

    Raises
    ------
    InputError
        As `cohesion`, or the years do not fit the votes.

    Examples
    --------
    >>> by_year = cohesion_by_year([[1, 1], [1, 3]], [2001, 2002], [0, 1], rng=np.random.default_rng(1))
    >>> {year: found.index for year, found in by_year.items()}
    {2001: 1.0, 2002: 0.25}
    """
    matrix = checked_votes(votes)
    year = years_of(years, len(matrix))
    return {
        int(one): cohesion(
            matrix[year == one],
            members,
            rng=rng,
            groups=groups,
            fewest=fewest,
            draws=draws,
            block=block,
            level=level,
        )
        for one in np.unique(year)
    }


def cohesion_of_groups(votes: ArrayLike, groups: ArrayLike, *, fewest: int = 2) -> NDArray[np.float64]:
    """Average the agreement index of each of many groups over the roll calls in which enough members voted.

    Parameters
    ----------
    votes
        (rollcalls, states): 1 yes, 2 abstain, 3 no, anything else did not vote.
    groups
        (groups, size), integer positions.
    fewest
        As in `cohesion`.

    Returns
    -------
    ndarray
        (groups,), float64 in [0, 1]; NaN for a group for which no roll call counts.

    Raises
    ------
    InputError
        The votes or groups do not fit, or `fewest` is less than two.

    Examples
    --------
    >>> cohesion_of_groups([[1, 1, 3], [1, 2, 3]], [[0, 1], [0, 2]])
    array([0.625, 0.25 ])
    """
    from multipolar.kernels.cohesion import mean_agreement_index

    matrix = checked_votes(votes)
    means, _ = mean_agreement_index(matrix, groups_of(groups, matrix.shape[1]), _at_least_two(fewest))
    return means


def rollcall_indices(votes: NDArray[np.int8], members: NDArray[np.int32], fewest: int) -> NDArray[np.float64]:
    """Return the agreement index of each roll call, NaN where fewer than `fewest` of the members voted.

    Parameters
    ----------
    votes
        (rollcalls, states), int8 codes.
    members
        (size,), positions.
    fewest
        At least two.

    Returns
    -------
    ndarray
        (rollcalls,), float64.

    Raises
    ------
    InputError
        `fewest` is less than two.

    Examples
    --------
    >>> rollcall_indices(np.array([[1, 1], [1, 8]], dtype=np.int8), np.array([0, 1], dtype=np.int32), 2)
    array([ 1., nan])
    """
    yes, abstain, no = tally(votes, members).T
    enough = yes + abstain + no >= _at_least_two(fewest)
    return np.where(enough, agreement_index(yes, no, abstain), np.nan)


def _at_least_two(fewest: int) -> int:
    if fewest < 2:
        raise InputError("A lone voter has no one to agree with.", expected="fewest >= 2", got=str(fewest))
    return fewest


def _mean(x: NDArray[np.float64]) -> float:
    known = x[np.isfinite(x)]
    return float(known.mean()) if known.size else float("nan")
