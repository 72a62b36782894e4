"""Roll calls: what was voted, and how united the voters were."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.ties.membership import members_of

YES, ABSTAIN, NO = 1, 2, 3
"""Codes of a vote; every other code (0 not a member, 8 absent, 9 not a member) is no vote."""


def checked_votes(votes: ArrayLike) -> NDArray[np.int8]:
    """Return the roll-call matrix as int8.

    Parameters
    ----------
    votes
        (rollcalls, states), integer codes: 1 yes, 2 abstain, 3 no, anything else did not vote.

    Returns
    -------
    ndarray
        (rollcalls, states), int8, contiguous.

    Raises
    ------
    InputError
        It is not a matrix of small integers.

    Examples
    --------
    >>> checked_votes([[1, 3]]).dtype
    dtype('int8')
    """
    given = np.asarray(votes)
    small = given.dtype.kind in "iu" and (given.size == 0 or (given.min() >= -128 and given.max() <= 127))
    if given.ndim != 2 or not small:
        raise InputError(
            "Votes must be a matrix of vote codes.",
            expected="integers of shape (rollcalls, states)",
            got=f"{given.dtype} of shape {given.shape}",
        )
    return np.ascontiguousarray(given, dtype=np.int8)


def tally(votes: ArrayLike, members: ArrayLike | None = None) -> NDArray[np.int64]:
    """Count yes, abstain and no in each roll call.

    Parameters
    ----------
    votes
        (rollcalls, states): 1 yes, 2 abstain, 3 no, anything else did not vote.
    members
        Mask or positions of the states to count; all by default.

    Returns
    -------
    ndarray
        (rollcalls, 3), int64: yes, abstain, no.

    Raises
    ------
    InputError
        The votes or the group do not fit.

    Examples
    --------
    >>> tally([[1, 1, 2, 8, 3]])
    array([[2, 1, 1]])
    """
    matrix = checked_votes(votes)
    if members is not None:
        matrix = matrix[:, members_of(members, matrix.shape[1])]
    return np.stack([(matrix == code).sum(axis=1) for code in (YES, ABSTAIN, NO)], axis=1)


def rice(yes: ArrayLike, no: ArrayLike) -> NDArray[np.float64]:
    """Return the Rice index |yes - no| / (yes + no).

    Parameters
    ----------
    yes, no
        Counts, shapes that broadcast.

    Returns
    -------
    ndarray
        float64 from 0 (split in half) to 1 (one side); NaN where nobody said yes or no.

    Raises
    ------
    InputError
        A count is negative.

    References
    ----------
    Rice, S. A. (1925). The behavior of legislative groups: a method of measurement. Political Science
    Quarterly 40(1).

    Examples
    --------
    >>> rice([3, 2, 0], [1, 2, 0])
    array([0.5, 0. , nan])
    """
    y, n = _counts(yes, no)
    return _ratio(np.abs(y - n), y + n)


def agreement_index(yes: ArrayLike, no: ArrayLike, abstain: ArrayLike) -> NDArray[np.float64]:
    """Return the agreement index, in which abstaining is a third side.

    AI = (largest - (all - largest) / 2) / all, where the largest is the largest of the three counts.

    Parameters
    ----------
    yes, no, abstain
        Counts, shapes that broadcast.

    Returns
    -------
    ndarray
        float64 from 0 (three equal parts) to 1 (all on one side); NaN where nobody voted.

    Raises
    ------
    InputError
        A count is negative.

    References
    ----------
    Hix, S., Noury, A. and Roland, G. (2005). Power to the parties: cohesion and competition in the European
    Parliament, 1979-2001. British Journal of Political Science 35(2), equation 1.

    Examples
    --------
    >>> agreement_index([4, 2, 1, 0], [0, 2, 1, 0], [0, 0, 1, 0])
    array([1.  , 0.25, 0.  ,  nan])
    """
    y, n, a = _counts(yes, no, abstain)
    largest = np.maximum(np.maximum(y, n), a)
    voted = y + n + a
    return _ratio(largest - (voted - largest) / 2.0, voted)


def _counts(*counts: ArrayLike) -> list[NDArray[np.float64]]:
    arrays = [np.asarray(count, dtype=np.float64) for count in counts]
    if any((array < 0).any() for array in arrays):
        raise InputError("Votes are counted from zero up.", got="a negative count")
    return arrays


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=result, where=whole > 0)
    return result
