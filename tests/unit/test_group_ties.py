from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from multipolar.errors import InputError
from multipolar.ties import group_ties, random_groups, ties_change, ties_of_groups

nan = np.nan
LAYER = np.array([[9.0, 1.0, 2.0, nan], [3.0, 9.0, 0.0, 4.0], [0.0, 0.0, 9.0, 8.0], [nan, 2.0, 8.0, 9.0]])


def test_inside_and_outside_by_hand() -> None:
    ties = group_ties(LAYER, [0, 1])
    assert ties.inside == 2.0
    assert ties.pairs_inside == 2
    assert_allclose(ties.outside, (2 + 0 + 4 + 0 + 0 + 2) / 6)
    assert ties.pairs_outside == 6
    assert_allclose(ties.ratio, 1.5)


def test_a_layer_for_each_year_and_many_groups() -> None:
    layers = np.stack([LAYER, LAYER * 2, np.full_like(LAYER, nan)])
    one = group_ties(layers, [0, 1])
    assert_allclose(one.inside, [2, 4, nan])
    many = ties_of_groups(layers, [[1, 0], [2, 3]])
    assert_allclose(many.inside, [[2, 8], [4, 16], [nan, nan]])
    assert_array_equal(many.pairs_inside[2], [0, 0])


def test_no_tie_outside_gives_no_ratio() -> None:
    assert np.isnan(group_ties([[0, 1, 0], [1, 0, 0], [0, 0, 0]], [0, 1]).ratio)


def test_change_is_over_pairs_known_in_both_windows() -> None:
    before = np.array([[nan, 1.0, nan], [1.0, nan, 1.0], [nan, 1.0, nan]])
    after = np.array([[nan, 3.0, 50.0], [3.0, nan, 3.0], [50.0, 3.0, nan]])
    found = ties_change(before, after, [0, 1, 2])
    assert (found.before, found.after, found.change, found.pairs) == (1.0, 3.0, 2.0, 4)
    assert_allclose(found.without, [2.0, nan, 2.0])


def test_years_are_averaged_where_known() -> None:
    before = np.stack([np.full((2, 2), 1.0), np.full((2, 2), nan)])
    assert ties_change(before, np.full((2, 2), 4.0), [0, 1]).change == 3.0
    assert_allclose(ties_change(before, np.full((2, 2), 4.0), [0, 1], scale="log").change, np.log(4))
    assert np.isnan(ties_change(before, np.zeros((2, 2)), [0, 1], scale="log").change)


def test_change_beside_random_groups() -> None:
    rng = np.random.default_rng(3)
    before = rng.random((4, 10, 10))
    after = rng.random((3, 10, 10))
    after[:, :3, :3] += 5
    drawn = random_groups([0, 1, 2], range(10), number=99, rng=rng, exclude_members=True)
    found = ties_change(before, after, [0, 1, 2], groups=drawn.members)
    assert found.among is not None
    assert found.among.p_above == 0.01
    assert found.among.excess_low > 4
    assert found.without.shape == (3,)


def test_bad_input() -> None:
    with pytest.raises(InputError, match="group of one"):
        ties_change(LAYER, LAYER, [0])
    with pytest.raises(InputError, match="scale"):
        ties_change(LAYER, LAYER, [0, 1], scale="ratio")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="different states"):
        ties_change(LAYER, np.ones((2, 2)), [0, 1])
    for bad in (np.ones((2, 3)), np.full((2, 2), np.inf), np.ones(3)):
        with pytest.raises(InputError, match="every pair"):
            group_ties(bad, [0, 1])
