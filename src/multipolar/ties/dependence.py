"""Trade between two states against the size of their economies, and how few partners a state relies on."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.power.concentration import hhi
from multipolar.power.shares import quantities, shares


def trade_dependence(exports: ArrayLike, imports: ArrayLike, gdp: ArrayLike) -> NDArray[np.float64]:
    """Divide the trade of i with j by the GDP of i.

    Parameters
    ----------
    exports
        (..., states, states): what i sold to j. NaN where unknown, zero only where known to be none.
    imports
        (..., states, states): what i bought from j. A layer drawn from seller to buyer must be transposed
        first: ``np.swapaxes(layer, -1, -2)``.
    gdp
        (..., states): GDP of i in the same current money as the trade.

    Returns
    -------
    ndarray
        (..., states, states), float64, from zero up (above one is possible: trade is turnover, GDP value
        added); NaN on the diagonal and where exports, imports or GDP is unknown.

    Raises
    ------
    InputError
        A value is negative, or the matrices are not square.

    References
    ----------
    Oneal, J. R. and Russett, B. (1997). The classical liberals were right: democracy, interdependence, and
    conflict, 1950-1985. International Studies Quarterly 41(2).

    Examples
    --------
    >>> trade_dependence([[0, 6], [2, 0]], [[0, 4], [5, 0]], [100, 50])
    array([[ nan, 0.1 ],
           [0.14,  nan]])
    """
    sold, bought, output = _square(exports), _square(imports), quantities(gdp)
    return _without_self((sold + bought) / np.where(output > 0, output, np.nan)[..., None])


def partner_shares(flows: ArrayLike) -> NDArray[np.float64]:
    """Divide each flow of i by all flows of i with known partners.

    Parameters
    ----------
    flows
        (..., states, states): from i to j, or of i with j; NaN where unknown.

    Returns
    -------
    ndarray
        (..., states, states), float64; known shares of a row sum to one. NaN on the diagonal, where
        unknown, and in rows without any flow.

    Raises
    ------
    InputError
        A value is negative, or the matrices are not square.

    Examples
    --------
    >>> partner_shares([[9, 3, 1], [2, 0, 2], [0, 0, 0]])
    array([[ nan, 0.75, 0.25],
           [0.5 ,  nan, 0.5 ],
           [ nan,  nan,  nan]])
    """
    return shares(_without_self(_square(flows)))


def partner_concentration(flows: ArrayLike) -> NDArray[np.float64]:
    """Sum the squared partner shares of each state (HHI of its partners).

    Parameters
    ----------
    flows
        (..., states, states): from i to j, or of i with j; NaN where unknown.

    Returns
    -------
    ndarray
        (..., states), float64, from 1 / partners to 1 (one partner takes all); NaN without any flow.

    Raises
    ------
    InputError
        A value is negative, or the matrices are not square.

    References
    ----------
    Hirschman, A. O. (1945). National power and the structure of foreign trade. University of California
    Press.

    Examples
    --------
    >>> partner_concentration([[0, 3, 1], [2, 0, 2], [0, 0, 0]])
    array([0.625, 0.5  ,   nan])
    """
    return hhi(_without_self(_square(flows)))


def asymmetry(dependence: ArrayLike) -> NDArray[np.float64]:
    """Subtract j's dependence on i from i's dependence on j; above zero means i depends more.

    Parameters
    ----------
    dependence
        (..., states, states), such as `trade_dependence` gives; NaN where unknown.

    Returns
    -------
    ndarray
        (..., states, states), float64, antisymmetric; NaN where either side is unknown.

    Raises
    ------
    InputError
        A value is negative, or the matrices are not square.

    References
    ----------
    Keohane, R. O. and Nye, J. S. (1977). Power and Interdependence. Little, Brown.

    Examples
    --------
    >>> asymmetry([[0.0, 0.5], [0.25, 0.0]])
    array([[  nan,  0.25],
           [-0.25,   nan]])
    """
    d = _square(dependence)
    return _without_self(d - np.swapaxes(d, -1, -2))


def mirror_gap(exports: ArrayLike, imports: ArrayLike) -> NDArray[np.float64]:
    """Compare what i says it sold to j with what j says it bought from i: |log X_ij - log M_ji|.

    Imports usually count freight and insurance and exports do not, so a gap of about 0.1 is no error.

    Parameters
    ----------
    exports
        (..., states, states): what i says it sold to j.
    imports
        (..., states, states): what i says it bought from j (transpose a layer drawn from seller to buyer).

    Returns
    -------
    ndarray
        (..., states, states), float64, from zero up, seller to buyer; NaN where either is unknown or zero.

    Raises
    ------
    InputError
        A value is negative, or the matrices are not square.

    Examples
    --------
    >>> mirror_gap([[0, 100], [0, 0]], [[0, 0], [110, 0]]).round(4)
    array([[   nan, 0.0953],
           [   nan,    nan]])
    """
    sold, bought = _square(exports), np.swapaxes(_square(imports), -1, -2)
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.abs(np.log(sold) - np.log(bought))
    return _without_self(np.where(np.isfinite(gap), gap, np.nan))


def _square(x: ArrayLike) -> NDArray[np.float64]:
    values = quantities(x)
    if values.ndim < 2 or values.shape[-1] != values.shape[-2]:
        raise InputError(
            "Ties between states must form a square.",
            expected="shape (..., states, states)",
            got=f"shape {values.shape}",
        )
    return values


def _without_self(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.eye(x.shape[-1], dtype=bool), np.nan, x)
