"""Roll calls at hand for a group: which ones, whose columns, and how united a set of states is in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.studies.chance import groups_like
from multipolar.ties import agreement_index, moving_blocks, strata, tally

if TYPE_CHECKING:
    from multipolar.studies.context import Context

CONTESTED = 0.1  # a roll call is contested when at least this part of the votes was not with the largest side
PRESENT = 0.5  # states that voted in fewer of the roll calls are not drawn into random groups


class Ballots(NamedTuple):
    """Roll calls to be compared: votes (rollcalls, states), the year of each, and the columns of the group."""

    votes: NDArray[np.int8]
    years: NDArray[np.int64]
    of: NDArray[np.intp]
    states: tuple[str, ...]


def neighbours(
    context: Context, ballots: Ballots, rng: np.random.Generator, number: int, *, matched: bool
) -> NDArray[np.int32]:
    """Draw random groups of its size among states that voted often, from the same regions if `matched`."""
    voted = np.isin(ballots.votes, (1, 2, 3)).sum(axis=0) >= PRESENT * len(ballots.votes)
    voted[ballots.of] = True
    kinds = strata(region=context.regions(ballots.states)) if matched else None
    return groups_like(ballots.of, voted, number=number, rng=rng, strata=kinds)


def columns(ballots: Ballots, states: tuple[str, ...]) -> NDArray[np.intp]:
    """Return the columns of the states that have a vote."""
    return np.array(
        [ballots.states.index(state) for state in states if state in ballots.states], dtype=np.intp
    )


def contested(ballots: Ballots) -> Ballots:
    """Keep the roll calls on which the Assembly was divided."""
    everyone = np.arange(ballots.votes.shape[1])
    counts = tally(ballots.votes, everyone)
    divided = 1 - counts.max(axis=1) / np.maximum(counts.sum(axis=1), 1) >= CONTESTED
    return ballots._replace(votes=ballots.votes[divided], years=ballots.years[divided])


def since(ballots: Ballots, year: int) -> Ballots:
    """Keep the roll calls of `year` and later."""
    late = ballots.years >= year
    return ballots._replace(votes=ballots.votes[late], years=ballots.years[late])


def least_lead(
    ballots: Ballots,
    rivals: Mapping[str, tuple[str, ...]],
    rng: np.random.Generator,
    draws: int,
    *,
    pairs: bool = False,
) -> tuple[str, float, float, float]:
    """Return the rival over which the group's lead is least, the mean lead, and its bootstrap interval.

    The lead is in the agreement index or, with `pairs`, in the part of the pairs of voters that voted alike.
    """
    measured = alike_by_rollcall if pairs else by_rollcall
    own = measured(ballots, ballots.of)
    leads = []
    for name, states in rivals.items():
        lead = own - measured(ballots, columns(ballots, states))
        lead = lead[np.isfinite(lead)]
        if not lead.size:
            continue
        means = lead[moving_blocks(lead.size, draws, rng=rng)].mean(axis=1)
        low, high = np.quantile(means, [0.05, 0.95])
        leads.append((name, float(lead.mean()), float(low), float(high)))
    return min(
        leads, key=lambda item: item[1], default=("no rival", float("nan"), float("nan"), float("nan"))
    )


def by_rollcall(ballots: Ballots, members: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the agreement index of some columns in each roll call; NaN where fewer than two of them voted."""
    yes, abstain, no = tally(ballots.votes, members).T
    return np.where(yes + abstain + no >= 2, agreement_index(yes, no, abstain), np.nan)


def alike_by_rollcall(ballots: Ballots, members: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the part of the pairs of voters that voted alike in each roll call; NaN where fewer than two voted.

    Unlike the agreement index, which few voters raise by chance, it has the same mean for a few voters as for many
    drawn from the same body, so that groups of unlike size can be compared.
    """
    counts = tally(ballots.votes, members).astype(np.float64)
    voters = counts.sum(axis=1)
    alike = (counts * (counts - 1)).sum(axis=1)
    part = np.full(voters.shape, np.nan)
    np.divide(alike, voters * (voters - 1), out=part, where=voters >= 2)
    return part
