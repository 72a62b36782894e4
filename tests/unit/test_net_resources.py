from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from multipolar.errors import InputError
from multipolar.power import net_resources, surplus_product


def test_net_resources_is_gdp_times_gdp_a_head() -> None:
    assert_array_equal(net_resources([100.0, np.nan, 0.0], [5.0, 5.0, np.nan]), [500.0, np.nan, np.nan])


def test_surplus_product_may_be_negative_and_unknown_stays_unknown() -> None:
    got = surplus_product([100.0, 100.0, np.nan], [1.0, 30.0, 1.0], subsistence=10.0)
    assert_array_equal(got, [90.0, -200.0, np.nan])


def test_negative_input_is_refused() -> None:
    with pytest.raises(InputError):
        net_resources([-1.0], [1.0])
    with pytest.raises(InputError):
        surplus_product([1.0], [1.0], subsistence=-3.0)
