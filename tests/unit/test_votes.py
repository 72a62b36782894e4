from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from multipolar.errors import InputError
from multipolar.ties import agreement, agreement_by_year, agreement_index, rice, tally
from multipolar.ties.votes import checked_votes

# Four roll calls of four states; 8 was absent, 0 not a member.
VOTES = np.array([[1, 1, 3, 0], [1, 2, 3, 8], [2, 2, 1, 1], [3, 8, 3, 1]], dtype=np.int8)


def test_agreement_by_hand() -> None:
    rate = agreement(VOTES)
    assert_allclose(rate[0], [np.nan, 2 / 3, 1 / 4, 0.0])
    assert_allclose(rate[1, 2], 0.0)
    assert_allclose(rate[2, 3], 0.5)


def test_an_abstention_may_be_half_an_agreement() -> None:
    rate = agreement(VOTES, "half")
    assert_allclose(rate[0, 1], (1 + 0.5 + 1) / 3)
    assert_allclose(rate[0, 2], (0 + 0 + 0.5 + 1) / 4)


def test_pairs_that_never_both_voted_are_unknown() -> None:
    assert np.isnan(agreement([[1, 0], [8, 1]])).all()


def test_agreement_by_year() -> None:
    by_year = agreement_by_year(VOTES, [2001, 2000, 2001, 2000])
    assert_array_equal(by_year.years, [2000, 2001])
    assert_allclose(by_year.rate[1], agreement(VOTES[[0, 2]]))
    assert_array_equal(by_year.both[0, 0], [2, 1, 2, 1])
    empty = agreement_by_year(np.empty((0, 4), dtype=np.int8), np.empty(0, dtype=int))
    assert empty.rate.shape == (0, 4, 4)


def test_indices_of_counts() -> None:
    assert_allclose(rice([4, 3, 0], [0, 1, 0]), [1.0, 0.5, np.nan])
    assert_allclose(
        agreement_index([4, 2, 1, 0, 3], [0, 2, 1, 0, 1], [0, 0, 1, 0, 2]), [1, 0.25, 0, np.nan, 0.25]
    )


def test_tally_of_a_group() -> None:
    assert_array_equal(tally(VOTES), [[2, 0, 1], [1, 1, 1], [2, 2, 0], [1, 0, 2]])
    assert_array_equal(tally(VOTES, [2, 3]), [[0, 0, 1], [0, 0, 1], [2, 0, 0], [1, 0, 1]])
    assert_array_equal(tally(VOTES, [False, False, True, True]), tally(VOTES, [2, 3]))


@pytest.mark.parametrize("bad", [[1, 2], [[1.5]], [[1000]], [["yes"]]])
def test_what_is_no_matrix_of_codes(bad: list[object]) -> None:
    with pytest.raises(InputError, match="matrix of vote codes"):
        checked_votes(bad)


def test_other_bad_input() -> None:
    with pytest.raises(InputError, match="abstentions"):
        agreement(VOTES, "ignored")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="year for each"):
        agreement_by_year(VOTES, [2000])
    with pytest.raises(InputError, match="counted from zero"):
        rice([-1], [1])
