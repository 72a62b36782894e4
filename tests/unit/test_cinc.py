from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from multipolar.errors import InputError
from multipolar.power import COMPONENTS, cinc


def two_states() -> np.ndarray:
    return np.array([[3.0, 1, 1, 1, 1, 1], [1.0, 1, 1, 1, 1, 1]])


def test_mean_of_present_shares() -> None:
    x = two_states()
    assert_allclose(cinc(x), [(0.75 + 5 * 0.5) / 6, (0.25 + 5 * 0.5) / 6])
    x[1, 0] = np.nan  # the first state then has all of the known military expenditure
    assert_allclose(cinc(x), [(1 + 5 * 0.5) / 6, 0.5])
    assert_allclose(cinc(x, renormalise=True).sum(), 1.0)


def test_a_component_that_nobody_has_counts_for_no_one() -> None:
    x = two_states()
    x[:, 2] = 0.0
    assert_allclose(cinc(x), [(0.75 + 4 * 0.5) / 5, (0.25 + 4 * 0.5) / 5])


def test_mapping_and_years_on_leading_axes() -> None:
    x = np.stack([two_states(), 2 * two_states()])
    by_name = {name: x[..., k] for k, name in enumerate(COMPONENTS)}
    assert_allclose(cinc(by_name), cinc(x))
    assert cinc(x).shape == (2, 2)


def test_a_state_without_data_has_no_index() -> None:
    x = np.vstack([two_states(), np.full((1, 6), np.nan)])
    assert np.isnan(cinc(x)[2])


def test_input_that_does_not_fit() -> None:
    with pytest.raises(InputError, match="exactly its six"):
        cinc({"milex": [1.0]})
    with pytest.raises(InputError, match="last axis"):
        cinc(np.ones((2, 5)))
    with pytest.raises(InputError, match="one shape"):
        cinc({name: np.ones(2 + (name == "upop")) for name in COMPONENTS})
    with pytest.raises(InputError, match="negative"):
        cinc(np.full((2, 6), -9.0))
