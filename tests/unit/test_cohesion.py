from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from multipolar.errors import InputError
from multipolar.ties import cohesion, cohesion_by_year, cohesion_change, cohesion_of_groups, random_groups


def rng() -> np.random.Generator:
    return np.random.default_rng(20201110)


def divided_world() -> np.ndarray:
    """Forty roll calls of twelve states that vote at random, but the first four always together."""
    votes = rng().integers(1, 4, size=(40, 12)).astype(np.int8)
    votes[:, 1:4] = votes[:, :1]
    return votes


def test_a_united_group_stands_above_random_ones() -> None:
    votes = divided_world()
    drawn = random_groups([0, 1, 2, 3], range(12), number=200, rng=rng(), exclude_members=True)
    found = cohesion(votes, [0, 1, 2, 3], rng=rng(), groups=drawn.members)
    assert found.index == found.low == found.high == 1.0
    assert found.rollcalls == 40
    assert found.among is not None
    assert found.among.percentile > 99
    assert found.among.p_above == pytest.approx(1 / 201)
    assert found.all_states < 1
    assert_allclose(found.among.draws, cohesion_of_groups(votes, drawn.members))


def test_lone_voters_do_not_count() -> None:
    votes = np.array([[1, 1, 3], [1, 8, 3], [0, 0, 1]])
    found = cohesion(votes, [0, 1], rng=rng())
    assert (found.rollcalls, found.index) == (1, 1.0)
    assert np.isnan([found.low, found.high]).all(), "one roll call has no interval"
    assert np.isnan(cohesion_of_groups(votes[2:], [[0, 1]])).all()


def test_no_rollcalls_is_unknown_not_zero() -> None:
    found = cohesion(np.zeros((3, 4), dtype=np.int8), [0, 1], rng=rng(), groups=[[0, 1], [2, 3]])
    assert found.rollcalls == 0
    assert np.isnan([found.index, found.rice, found.all_states]).all()
    assert found.among is not None
    assert np.isnan(found.among.percentile)


def test_interval_holds_the_estimate_and_repeats_with_the_seed() -> None:
    votes = divided_world()
    found = cohesion(votes, [4, 5, 6], rng=rng())
    assert found.low < found.index < found.high
    assert found == cohesion(votes, [4, 5, 6], rng=rng())


def test_rice_leaves_abstentions_out() -> None:
    assert cohesion([[1, 1, 2], [1, 3, 2]], [0, 1, 2], rng=rng()).rice == 0.5


def test_by_year() -> None:
    votes = divided_world()
    years = np.repeat([2001, 2000], 20)
    found = cohesion_by_year(votes, years, [4, 5, 6], rng=rng())
    assert list(found) == [2000, 2001]
    assert_allclose(found[2000].index, cohesion(votes[20:], [4, 5, 6], rng=rng()).index)


def test_change_beside_groups_on_the_same_agenda() -> None:
    before = rng().integers(1, 4, size=(60, 12)).astype(np.int8)
    after = divided_world()
    drawn = random_groups([0, 1, 2, 3], range(12), number=100, rng=rng(), exclude_members=True)
    found = cohesion_change(before, after, [0, 1, 2, 3], rng=rng(), groups=drawn.members)
    assert found.after.index == 1.0
    assert 0 < found.low <= found.change <= found.high
    assert found.among is not None
    assert found.among.p_above == pytest.approx(1 / 101)


def test_bad_input() -> None:
    with pytest.raises(InputError, match="lone voter"):
        cohesion([[1, 1]], [0, 1], rng=rng(), fewest=1)
    with pytest.raises(InputError, match="different states"):
        cohesion_change([[1, 1]], [[1, 1, 1]], [0, 1], rng=rng())
    with pytest.raises(InputError, match="between 0 and 1"):
        cohesion([[1, 1]], [0, 1], rng=rng(), level=90)
    with pytest.raises(InputError, match="twice"):
        cohesion_of_groups([[1, 1]], [[0, 0]])
