"""Who belongs to a group, as positions on the axis of states."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError


def members_of(members: ArrayLike, states: int) -> NDArray[np.int32]:
    """Turn a mask or a list of positions into checked positions in ascending order.

    Parameters
    ----------
    members
        A boolean mask (states,), or integer positions (size,).
    states
        Length of the axis of states.

    Returns
    -------
    ndarray
        (size,), int32, ascending, from 0 to states - 1.

    Raises
    ------
    InputError
        The group is empty, names a state twice, or a position is outside the axis.

    Examples
    --------
    >>> members_of([True, False, True], 3)
    array([0, 2], dtype=int32)
    """
    given = np.asarray(members)
    if given.ndim != 1 or given.size == 0 or not (given.dtype == bool or given.dtype.kind in "iu"):
        raise InputError(
            "A group must be a mask over the states or a list of their positions.",
            got=f"{given.dtype} of shape {given.shape}",
        )
    if given.dtype == bool and given.size != states:
        raise InputError(
            "The group's mask has another length than the states.",
            expected=f"{states} states",
            got=f"a mask of {given.size}",
        )
    positions = np.flatnonzero(given) if given.dtype == bool else np.sort(given)
    if positions.size == 0:
        raise InputError("The group is empty.")
    if positions[0] < 0 or positions[-1] >= states:
        raise InputError(
            "A member of the group is not among the states.",
            expected=f"positions from 0 to {states - 1}",
            got=f"{positions[0]} to {positions[-1]}",
        )
    if (np.diff(positions) == 0).any():
        raise InputError("The group names a state twice.", rows=[positions.tolist()])
    return positions.astype(np.int32)


def groups_of(groups: ArrayLike, states: int) -> NDArray[np.int32]:
    """Check many groups of one size at once.

    Parameters
    ----------
    groups
        (groups, size), integer positions.
    states
        Length of the axis of states.

    Returns
    -------
    ndarray
        (groups, size), int32, contiguous.

    Raises
    ------
    InputError
        The shape is wrong, a position is outside the axis, or a group names a state twice.

    Examples
    --------
    >>> groups_of([[2, 0], [1, 2]], 3)
    array([[2, 0],
           [1, 2]], dtype=int32)
    """
    given = np.asarray(groups)
    if given.ndim != 2 or given.shape[1] == 0 or given.dtype.kind not in "iu":
        raise InputError(
            "Groups must be integer positions of shape (groups, size).",
            got=f"{given.dtype} of shape {given.shape}",
        )
    if given.size and (given.min() < 0 or given.max() >= states):
        raise InputError(
            "A member of a group is not among the states.",
            expected=f"positions from 0 to {states - 1}",
            got=f"{given.min()} to {given.max()}",
        )
    if (np.diff(np.sort(given, axis=1), axis=1) == 0).any():
        raise InputError("A group names a state twice.")
    return np.ascontiguousarray(given, dtype=np.int32)
