"""Surplus domestic product: what an economy makes beyond what keeps its people alive."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.power.shares import quantities


def surplus_product(gdp: ArrayLike, population: ArrayLike, subsistence: float) -> NDArray[np.float64]:
    """Subtract the cost of subsistence of the whole population from GDP.

    The result can be negative where income a head is below subsistence; it is not cut off at zero, because a
    zero would claim knowledge that the difference does not give. Such values have no share.

    Parameters
    ----------
    gdp
        Any shape, constant prices; NaN where unknown.
    population
        Persons, a shape that broadcasts with `gdp`; NaN where unknown.
    subsistence
        Cost of subsistence a person a year, in the currency and prices of `gdp`. It has no default, since it
        depends on the price base (three dollars a day is 1,095 a year).

    Returns
    -------
    ndarray
        The broadcast shape, float64, in the currency of `gdp`; NaN where either is unknown.

    Raises
    ------
    InputError
        A value is negative or infinite.

    References
    ----------
    Anders, T., Fariss, C. J. and Markowitz, J. N. (2020). Bread before guns or butter: introducing surplus
    domestic product (SDP). International Studies Quarterly 64(2).

    Examples
    --------
    >>> surplus_product([5000.0, 500.0], [2.0, 1.0], subsistence=1095.0)
    array([2810., -595.])
    """
    return quantities(gdp) - quantities(subsistence) * quantities(population)
