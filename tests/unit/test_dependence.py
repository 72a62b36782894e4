from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from multipolar.errors import InputError
from multipolar.ties import asymmetry, mirror_gap, partner_concentration, partner_shares, trade_dependence

nan = np.nan
EXPORTS = np.array([[nan, 6.0, nan], [2.0, nan, 0.0], [1.0, 3.0, nan]])
IMPORTS = np.array([[nan, 4.0, 1.0], [5.0, nan, 0.0], [nan, 1.0, nan]])


def test_trade_dependence_by_hand() -> None:
    got = trade_dependence(EXPORTS, IMPORTS, [100.0, 50.0, nan])
    assert_allclose(got[0, 1], 0.10)
    assert_allclose(got[1], [0.14, nan, 0.0])
    assert np.isnan(got[0, 2]), "unknown exports are not zero exports"
    assert np.isnan(got[2]).all(), "without GDP there is no dependence"


def test_zero_gdp_gives_no_dependence() -> None:
    assert np.isnan(trade_dependence(EXPORTS, IMPORTS, [0.0, 1.0, 1.0])[0]).all()


def test_years_on_a_leading_axis() -> None:
    exports, gdp = np.stack([EXPORTS, 2 * EXPORTS]), np.full((2, 3), 10.0)
    assert_allclose(
        trade_dependence(exports, exports, gdp)[1], 2 * trade_dependence(EXPORTS, EXPORTS, gdp[0])
    )


def test_partners() -> None:
    assert_allclose(partner_shares(EXPORTS)[2], [0.25, 0.75, nan])
    assert_allclose(partner_shares(EXPORTS)[1], [1.0, nan, 0.0])
    assert_allclose(partner_concentration(EXPORTS), [1.0, 1.0, 0.625])
    with_self = EXPORTS.copy()
    np.fill_diagonal(with_self, 99.0)
    assert_allclose(partner_concentration(with_self), partner_concentration(EXPORTS))


def test_asymmetry() -> None:
    got = asymmetry([[nan, 0.4], [0.1, nan]])
    assert_allclose(got, [[nan, 0.3], [-0.3, nan]])


def test_mirror_gap() -> None:
    got = mirror_gap(EXPORTS, IMPORTS)
    assert_allclose(got[0, 1], np.log(6 / 5))
    assert_allclose(got[1, 0], np.log(4 / 2))
    assert np.isnan(got[1, 2]), "no flow has no logarithm"
    assert np.isnan(got[0, 2]), "one side alone is no mirror"


def test_bad_shapes_and_values() -> None:
    with pytest.raises(InputError, match="square"):
        partner_shares(np.ones((2, 3)))
    with pytest.raises(InputError, match="negative"):
        partner_shares([[0.0, -1.0], [0.0, 0.0]])
