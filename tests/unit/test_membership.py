from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from multipolar.errors import InputError
from multipolar.ties.membership import groups_of, members_of


def test_masks_and_positions_are_the_same_group() -> None:
    assert_array_equal(members_of([False, True, True], 3), members_of([2, 1], 3))
    assert_array_equal(members_of(range(2), 3), [0, 1])


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ([], "mask over the states or a list"),
        ([0.0, 1.0], "mask over the states or a list"),
        ([[0, 1]], "mask over the states or a list"),
        ([False, False, False], "empty"),
        ([True], "another length"),
        ([1, 1], "twice"),
        ([0, 3], "not among"),
        ([-1, 0], "not among"),
    ],
)
def test_groups_that_make_no_sense(members: list[object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        members_of(members, 3)


@pytest.mark.parametrize("groups", [[0, 1], [[0, 3]], [[0, 0]], [[0.5, 1.0]], np.empty((2, 0), dtype=int)])
def test_many_groups_that_make_no_sense(groups: object) -> None:
    with pytest.raises(InputError):
        groups_of(groups, 3)  # type: ignore[arg-type]
