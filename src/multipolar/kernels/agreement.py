"""How often each pair of states voted, and voted alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multipolar.kernels.compiled import compiled


@compiled
def agreement_counts(
    votes: NDArray[np.int8],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count for each pair the roll calls in which both voted, voted the same, and only one abstained.

    Parameters
    ----------
    votes
        (rollcalls, states): 1 yes, 2 abstain, 3 no, anything else did not vote.

    Returns
    -------
    same, one_abstained, both
        (states, states) each, symmetric; the diagonal counts a state with itself.

    Examples
    --------
    >>> same, one_abstained, both = agreement_counts(np.array([[1, 2], [3, 3], [1, 8]], dtype=np.int8))
    >>> int(same[0, 1]), int(one_abstained[0, 1]), int(both[0, 1])
    (1, 1, 2)
    """
    states = votes.shape[1]
    same = np.zeros((states, states), dtype=np.int64)
    one_abstained = np.zeros((states, states), dtype=np.int64)
    both = np.zeros((states, states), dtype=np.int64)
    voters = np.empty(states, dtype=np.int64)
    for rollcall in range(votes.shape[0]):
        count = 0
        for i in range(states):
            if 1 <= votes[rollcall, i] <= 3:
                voters[count] = i
                count += 1
        for a in range(count):
            i = voters[a]
            for b in range(a, count):
                j = voters[b]
                both[i, j] += 1
                if votes[rollcall, i] == votes[rollcall, j]:
                    same[i, j] += 1
                elif votes[rollcall, i] == 2 or votes[rollcall, j] == 2:
                    one_abstained[i, j] += 1
    for i in range(states):
        for j in range(i):
            both[i, j] = both[j, i]
            same[i, j] = same[j, i]
            one_abstained[i, j] = one_abstained[j, i]
    return same, one_abstained, both
