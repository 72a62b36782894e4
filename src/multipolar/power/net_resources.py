"""Net resources: size multiplied by efficiency."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.power.shares import quantities


def net_resources(gdp: ArrayLike, gdp_per_capita: ArrayLike) -> NDArray[np.float64]:
    """Multiply GDP by GDP per capita, what is left after the costs of a large, poor population.

    Only ratios and shares of the result mean anything: its unit is money squared a head.

    Parameters
    ----------
    gdp, gdp_per_capita
        Shapes that broadcast; one currency and price base for all states; NaN where unknown.

    Returns
    -------
    ndarray
        The broadcast shape, float64; NaN where either is unknown.

    Raises
    ------
    InputError
        A value is negative or infinite.

    References
    ----------
    Beckley, M. (2018). The power of nations: measuring what matters. International Security 43(2).

    Examples
    --------
    >>> net_resources([10.0, 10.0], [2.0, float("nan")])
    array([20., nan])
    """
    return quantities(gdp) * quantities(gdp_per_capita)
