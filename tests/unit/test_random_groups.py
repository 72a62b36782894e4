from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from multipolar.errors import InputError
from multipolar.ties import random_groups, strata


def rng() -> np.random.Generator:
    return np.random.default_rng(7)


def test_every_choice_is_equally_likely() -> None:
    drawn = random_groups([0, 1], range(5), number=9000, rng=rng())
    kinds, count = np.unique(drawn.members, axis=0, return_counts=True)
    assert len(kinds) == drawn.possible == 9, "ten pairs, less the group itself"
    assert (np.abs(count - 1000) < 150).all()


def test_strata_are_matched() -> None:
    labels = np.array([0, 0, 0, 1, 1, 1, 2, -1])
    drawn = random_groups([0, 1, 3], range(8), number=50, rng=rng(), strata=labels).members
    assert_array_equal(np.sort(labels[drawn], axis=1), np.tile([0, 0, 1], (50, 1)))


def test_the_group_itself_only_when_there_is_no_other() -> None:
    drawn = random_groups([0, 1], [0, 1], number=3, rng=rng())
    assert_array_equal(drawn.members, [[0, 1]] * 3)
    assert drawn.possible == 1


def test_members_can_be_excluded() -> None:
    drawn = random_groups([0, 1], range(6), number=30, rng=rng(), exclude_members=True)
    assert drawn.members.min() >= 2
    assert drawn.possible == 6


def test_same_seed_same_groups() -> None:
    one, two = (random_groups([0, 1], range(9), number=20, rng=rng()).members for _ in range(2))
    assert_array_equal(one, two)


@pytest.mark.parametrize(
    ("pool", "labels", "message"),
    [
        ([0], None, "too small"),
        (range(4), [0, 0, 1, 1, -1], "no stratum"),
        ([0, 1, 2], [0, 0, 1, 1, 1], "stratum 1"),
    ],
)
def test_pools_that_cannot_match(pool: object, labels: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        random_groups([2, 3, 4], pool, number=5, rng=rng(), strata=labels)  # type: ignore[arg-type]


def test_number() -> None:
    with pytest.raises(InputError, match="At least one"):
        random_groups([0, 1], range(5), number=0, rng=rng())


def test_strata_of_region_and_capability() -> None:
    region = np.array(["asia", "asia", "europe", "europe", None], dtype=object)
    labels = strata(region, [1.0, 9.0, 1.0, np.nan, 2.0], quantiles=2)
    assert labels[3] == labels[4] == -1
    assert len(set(labels[:3].tolist())) == 3


def test_quantiles_have_nearly_equal_size_and_ties_stay_together() -> None:
    _, count = np.unique(strata(capability=np.arange(9.0), quantiles=3), return_counts=True)
    assert_array_equal(count, [3, 3, 3])
    assert len(set(strata(capability=[1.0, 1.0, 1.0]).tolist())) == 1
    assert strata(capability=[3.0, 1.0, 2.0])[0] == 2


def test_strata_need_something() -> None:
    with pytest.raises(InputError):
        strata()
    with pytest.raises(InputError):
        strata(["a"], [1.0, 2.0])
    with pytest.raises(InputError):
        strata(capability=[1.0], quantiles=0)
