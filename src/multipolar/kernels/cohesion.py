"""Vote cohesion of many groups at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multipolar.kernels.compiled import compiled


@compiled
def mean_agreement_index(
    votes: NDArray[np.int8], groups: NDArray[np.int32], fewest: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Average the agreement index of each group over the roll calls in which enough of its members voted.

    Parameters
    ----------
    votes
        (rollcalls, states): 1 yes, 2 abstain, 3 no, anything else did not vote.
    groups
        (groups, size): positions of the members on the axis of states, all of them valid.
    fewest
        A roll call counts for a group when at least this many of its members voted.

    Returns
    -------
    means
        (groups,), NaN where no roll call counts.
    counted
        (groups,), the number of roll calls that count.

    References
    ----------
    Hix, S., Noury, A. and Roland, G. (2005). Power to the parties: cohesion and competition in the European
    Parliament, 1979-2001. British Journal of Political Science 35(2).

    Examples
    --------
    >>> votes = np.array([[1, 1, 3], [1, 2, 8]], dtype=np.int8)
    >>> means, counted = mean_agreement_index(votes, np.array([[0, 1]], dtype=np.int32), 2)
    >>> float(means[0]), int(counted[0])
    (0.625, 2)
    """
    number, size = groups.shape
    total = np.zeros(number)
    counted = np.zeros(number, dtype=np.int64)
    for rollcall in range(votes.shape[0]):
        for group in range(number):
            yes = abstain = no = 0
            for k in range(size):
                vote = votes[rollcall, groups[group, k]]
                if vote == 1:
                    yes += 1
                elif vote == 2:
                    abstain += 1
                elif vote == 3:
                    no += 1
            voted = yes + abstain + no
            if voted >= fewest:
                largest = max(yes, abstain, no)
                total[group] += (largest - 0.5 * (voted - largest)) / voted
                counted[group] += 1
    for group in range(number):
        total[group] = total[group] / counted[group] if counted[group] > 0 else np.nan
    return total, counted
