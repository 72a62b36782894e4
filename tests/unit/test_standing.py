from __future__ import annotations

import numpy as np
import pytest

from multipolar.errors import InputError
from multipolar.ties import moving_blocks, standing


def test_a_value_above_all_draws_is_never_quite_at_100() -> None:
    found = standing(10.0, np.arange(9.0))
    assert found.percentile == 95.0
    assert found.p_above == 0.1
    assert found.p_below == 1.0
    assert found.p_two_sided == 0.2
    assert found.excess == 6.0
    assert found.excess_low == 10.0 - found.high


def test_ties_count_half() -> None:
    assert standing(1.0, [1.0, 1.0, 1.0]).percentile == 50.0
    assert standing(0.1 + 0.2, [0.3]).percentile == 50.0


def test_unknown_draws_are_left_out() -> None:
    assert standing(2.0, [1.0, np.nan]).draws.tolist() == [1.0]
    assert np.isnan(standing(2.0, [np.nan]).percentile)
    assert np.isnan(standing(np.nan, [1.0]).percentile)


def test_level() -> None:
    with pytest.raises(InputError):
        standing(1.0, [1.0], level=95)


def test_blocks_keep_neighbours_together() -> None:
    drawn = moving_blocks(10, 50, rng=np.random.default_rng(1), block=5)
    assert drawn.shape == (50, 10)
    assert (np.diff(drawn[:, :5], axis=1) == 1).all()
    assert drawn.min() >= 0
    assert drawn.max() <= 9
    assert (moving_blocks(3, 2, rng=np.random.default_rng(1), block=99) == [0, 1, 2]).all()
    with pytest.raises(InputError):
        moving_blocks(0, 2, rng=np.random.default_rng(1))
