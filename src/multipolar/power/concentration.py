"""How concentrated capabilities are in a set of states: CON, HHI, effective number of poles, and MOVE."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.power.shares import quantities, shares


def hhi(x: ArrayLike, axis: int = -1) -> NDArray[np.float64]:
    """Sum the squared shares (the Herfindahl-Hirschman index).

    Parameters
    ----------
    x
        Capabilities or shares of the states of the set, any shape; they are made to sum to one over those
        with data. Give NaN to states outside the set.
    axis
        The axis along which the states lie; it is gone from the result.

    Returns
    -------
    ndarray
        float64, from 1/n (all equal) to 1 (one state has all); NaN where nothing is known.

    Raises
    ------
    InputError
        A value is negative or infinite.

    References
    ----------
    Herfindahl, O. C. (1950). Concentration in the steel industry. Columbia University.

    Examples
    --------
    >>> print(round(float(hhi([3.0, 1.0])), 4))
    0.625
    """
    s = shares(x, axis)
    known = np.isfinite(s)
    squares = np.where(known, s * s, 0.0).sum(axis=axis)
    result: NDArray[np.float64] = np.where(known.any(axis=axis), squares, np.nan)
    return result


def effective_number(x: ArrayLike, axis: int = -1) -> NDArray[np.float64]:
    """Return 1 / HHI: how many equal states would be as concentrated as these.

    Parameters
    ----------
    x
        Capabilities or shares, any shape; NaN for states unknown or outside the set.
    axis
        The axis along which the states lie; it is gone from the result.

    Returns
    -------
    ndarray
        float64, from 1 to the number of states with data; NaN where nothing is known.

    Raises
    ------
    InputError
        A value is negative or infinite.

    References
    ----------
    Laakso, M. and Taagepera, R. (1979). "Effective" number of parties: a measure with application to West
    Europe. Comparative Political Studies 12(1).

    Examples
    --------
    >>> print(round(float(effective_number([1.0, 1.0, 1.0, 0.0])), 4))
    3.0
    """
    return 1.0 / hhi(x, axis)


def con(x: ArrayLike, axis: int = -1) -> NDArray[np.float64]:
    """Return the concentration of capabilities CON: 0 where all are equal, 1 where one state has all.

    CON = sqrt((sum of squared shares - 1/n) / (1 - 1/n)), the standard deviation of the shares over the
    largest that n shares can have.

    Parameters
    ----------
    x
        Capabilities or shares of the states of the set, such as CINC of the major powers; made to sum to one
        over the n states with data. NaN for states unknown or outside the set.
    axis
        The axis along which the states lie; it is gone from the result.

    Returns
    -------
    ndarray
        float64 in [0, 1]; NaN where fewer than two states have data.

    Raises
    ------
    InputError
        A value is negative or infinite.

    References
    ----------
    Ray, J. L. and Singer, J. D. (1973). Measuring the concentration of power in the international system.
    Sociological Methods and Research 1(4).

    Examples
    --------
    >>> print(round(float(con([0.5, 0.3, 0.2])), 4))
    0.2646
    """
    n = np.isfinite(shares(x, axis)).sum(axis=axis)
    even = 1.0 / np.maximum(n, 1)
    # Rounding can leave equal shares a hair below 1/n; the square root would make that NaN.
    excess = np.clip(hhi(x, axis) - even, 0.0, None)
    room = np.where(n > 1, 1.0 - even, np.nan)
    result: NDArray[np.float64] = np.sqrt(np.minimum(excess / room, 1.0))
    return result


def move(x: ArrayLike) -> NDArray[np.float64]:
    """Return the part of capability that changed hands since the year before.

    MOVE = sum of |s_it - s_i,t-1| / (2 (1 - smallest s_it)). States that lack data in either of the two years
    are left out of both, so that an entry or an exit is not taken for a transfer.

    Parameters
    ----------
    x
        (..., years, states): capabilities or shares; NaN for states unknown or outside the set.

    Returns
    -------
    ndarray
        (..., years), float64 in [0, 1]; NaN in the first year and where fewer than two states have data in
        both.

    Raises
    ------
    InputError
        A value is negative or infinite, or `x` has no axis of years.

    References
    ----------
    Ray, J. L. and Singer, J. D. (1973). Measuring the concentration of power in the international system.
    Sociological Methods and Research 1(4).

    Examples
    --------
    >>> move([[0.5, 0.5], [0.6, 0.4]]).round(4)
    array([   nan, 0.1667])
    """
    values = quantities(x)
    if values.ndim < 2:
        raise InputError("MOVE compares years.", expected="shape (..., years, states)", got=f"{values.shape}")
    result = np.full(values.shape[:-1], np.nan)
    both = np.isfinite(values[..., 1:, :]) & np.isfinite(values[..., :-1, :])
    now = shares(np.where(both, values[..., 1:, :], np.nan))
    before = shares(np.where(both, values[..., :-1, :], np.nan))
    moved = np.where(both, np.abs(now - before), 0.0).sum(axis=-1)
    smallest = np.where(both, now, 1.0).min(axis=-1, initial=1.0)
    enough = both.sum(axis=-1) > 1
    with np.errstate(divide="ignore", invalid="ignore"):
        result[..., 1:] = np.where(enough, moved / (2.0 * (1.0 - smallest)), np.nan)
    return result
