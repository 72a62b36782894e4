from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from multipolar.errors import InputError
from multipolar.power import con, effective_number, hhi, move


def test_extremes() -> None:
    assert_allclose(con([1.0, 0.0, 0.0]), 1.0)
    assert_allclose(con([0.1] * 10), 0.0, atol=1e-7)
    assert_allclose(effective_number([0.1] * 10), 10.0)
    assert_allclose(hhi([0.0, 7.0]), 1.0)


def test_states_outside_the_set_do_not_count() -> None:
    assert_allclose(con([3.0, np.nan, 1.0]), con([3.0, 1.0]))
    assert_allclose(effective_number([3.0, np.nan, 1.0]), effective_number([3.0, 1.0]))


def test_too_few_states() -> None:
    assert np.isnan(con([1.0, np.nan]))
    assert np.isnan(con([np.nan, np.nan]))
    assert np.isnan(effective_number([np.nan]))
    assert np.isnan(con([0.0, 0.0]))


def test_axis() -> None:
    x = np.array([[1.0, 1.0], [1.0, 3.0]])
    assert_allclose(hhi(x, axis=1), [0.5, 0.625])
    assert con(x, axis=0).shape == (2,)


def test_move_by_hand() -> None:
    # Shares .5 .3 .2 become .4 .4 .2: a tenth moves, and at most .8 could have.
    assert_allclose(move([[5.0, 3.0, 2.0], [4.0, 4.0, 2.0]])[1], 0.1 / 0.8)


def test_move_leaves_out_those_who_enter_or_leave() -> None:
    got = move([[1.0, 1.0, np.nan], [2.0, 2.0, 9.0], [2.0, np.nan, np.nan]])
    assert_array_equal(got, [np.nan, 0.0, np.nan])


def test_move_of_a_total_upset_is_one() -> None:
    assert_allclose(move([[1.0, 0.0], [0.0, 1.0]])[1], 1.0)


def test_move_needs_years() -> None:
    with pytest.raises(InputError, match="compares years"):
        move([0.5, 0.5])
