"""How often two states vote alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.ties.votes import checked_votes

Abstention = Literal["differs", "half"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Voting agreement of every pair, year by year.

    Attributes
    ----------
    years
        (years,), int64, ascending.
    rate
        (years, states, states), float64 in [0, 1], symmetric; NaN on the diagonal and for pairs that never
        both voted.
    both
        (years, states, states), int64: roll calls in which both voted.
    """

    years: NDArray[np.int64]
    rate: NDArray[np.float64]
    both: NDArray[np.int64]


def agreement(votes: ArrayLike, abstention: Abstention = "differs") -> NDArray[np.float64]:
    """Divide the roll calls in which two states voted the same by those in which both voted.

    Absence is no vote and counts for nothing; abstaining is a vote.

    Parameters
    ----------
    votes
        (rollcalls, states): 1 yes, 2 abstain, 3 no, anything else did not vote.
    abstention
        What yes or no against an abstention is worth: ``"differs"`` nothing, ``"half"`` half an agreement.

    Returns
    -------
    ndarray
        (states, states), float64 in [0, 1], symmetric; NaN on the diagonal and for pairs that never both
        voted.

    Raises
    ------
    InputError
        The votes are no matrix of codes, or `abstention` is neither word.

    References
    ----------
    Lijphart, A. (1963). The analysis of bloc voting in the General Assembly: a critique and a proposal.
    American Political Science Review 57(4), which gives an abstention half.

    Examples
    --------
    >>> agreement([[1, 1], [1, 2], [3, 3], [1, 3]])
    array([[nan, 0.5],
           [0.5, nan]])
    """
    rate, _ = _rates(checked_votes(votes), abstention)
    return rate


def agreement_by_year(votes: ArrayLike, years: ArrayLike, abstention: Abstention = "differs") -> Agreement:
    """Measure agreement within each year; the result's `rate` is a layer (years, states, states).

    Parameters
    ----------
    votes
        (rollcalls, states): 1 yes, 2 abstain, 3 no, anything else did not vote.
    years
        (rollcalls,), integers: the year of each roll call, in any order.
    abstention
        As in `agreement`.

    Returns
    -------
    Agreement
        Only years with roll calls.

    Raises
    ------
    InputError
        The votes or years do not fit.

    Examples
    --------
    >>> by_year = agreement_by_year([[1, 1], [1, 3]], [2001, 2002])
    >>> by_year.years.tolist(), by_year.rate[:, 0, 1].tolist()
    ([2001, 2002], [1.0, 0.0])
    """
    matrix = checked_votes(votes)
    year = years_of(years, len(matrix))
    distinct = np.unique(year)
    parts = [_rates(matrix[year == one], abstention) for one in distinct]
    square = (0, matrix.shape[1], matrix.shape[1])
    return Agreement(
        distinct,
        np.stack([rate for rate, _ in parts]) if parts else np.empty(square),
        np.stack([both for _, both in parts]) if parts else np.empty(square, dtype=np.int64),
    )


def years_of(years: ArrayLike, rollcalls: int) -> NDArray[np.int64]:
    """Check that there is one whole year a roll call.

    Parameters
    ----------
    years
        (rollcalls,), integers.
    rollcalls
        The number of roll calls.

    Returns
    -------
    ndarray
        (rollcalls,), int64.

    Raises
    ------
    InputError
        Another shape, or not integers.

    Examples
    --------
    >>> years_of([2001, 2002], 2)
    array([2001, 2002])
    """
    given = np.asarray(years)
    if given.shape != (rollcalls,) or (given.size and given.dtype.kind not in "iu"):
        raise InputError(
            "There must be one year for each roll call.",
            expected=f"{rollcalls} whole years",
            got=f"{given.dtype} of shape {given.shape}",
        )
    return given.astype(np.int64)


def _rates(votes: NDArray[np.int8], abstention: Abstention) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    from multipolar.kernels.agreement import agreement_counts

    if abstention not in ("differs", "half"):
        raise InputError("There is no such rule for abstentions.", expected="differs or half", got=abstention)
    same, one_abstained, both = agreement_counts(votes)
    alike = same + (0.5 * one_abstained if abstention == "half" else 0.0)
    rate = np.divide(alike, both, out=np.full(both.shape, np.nan), where=both > 0)
    np.fill_diagonal(rate, np.nan)
    return rate, both
