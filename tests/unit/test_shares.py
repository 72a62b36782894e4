from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from multipolar.errors import InputError
from multipolar.power import ranks, shares


def test_missing_is_left_out_and_stays_missing() -> None:
    assert_array_equal(shares([1.0, np.nan, 3.0]), [0.25, np.nan, 0.75])


def test_all_missing_and_zero_totals_have_no_shares() -> None:
    assert np.isnan(shares([np.nan, np.nan])).all()
    assert np.isnan(shares([0.0, 0.0, np.nan])).all()
    assert shares(np.empty((3, 0))).shape == (3, 0)


def test_any_axis() -> None:
    x = np.array([[1.0, 2.0], [3.0, 2.0]])
    assert_allclose(shares(x, axis=0), [[0.25, 0.5], [0.75, 0.5]])


def test_extreme_magnitudes() -> None:
    assert_allclose(shares([1e308, 1e308]), [0.5, 0.5])
    assert_allclose(shares([5e-324, 5e-324]), [0.5, 0.5])


@pytest.mark.parametrize("bad", [[-9.0, 1.0], [np.inf, 1.0], ["many", 1.0]])
def test_codes_for_missing_are_refused(bad: list[object]) -> None:
    with pytest.raises(InputError):
        shares(bad)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("min", [1, 2, 2, 4]), ("average", [1, 2.5, 2.5, 4]), ("dense", [1, 2, 2, 3])],
)
def test_ranks_with_ties(ties: str, expected: list[float]) -> None:
    x = np.array([9.0, np.nan, 5.0, 5.0, 1.0])
    got = ranks(x, ties=ties)  # type: ignore[arg-type]
    assert_array_equal(got[[0, 2, 3, 4]], expected)
    assert np.isnan(got[1])


def test_ranks_along_an_axis() -> None:
    x = np.array([[1.0, 9.0], [2.0, 8.0], [3.0, np.nan]])
    assert_array_equal(ranks(x, axis=0), [[3, 1], [2, 2], [1, np.nan]])
    assert np.isnan(ranks([np.nan])).all()


def test_unknown_rule_for_ties() -> None:
    with pytest.raises(InputError, match="rule for ties"):
        ranks([1.0], ties="max")  # type: ignore[arg-type]
