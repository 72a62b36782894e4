"""Sums of ties inside many groups, and between each group and the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multipolar.kernels.compiled import compiled


@compiled
def group_sums(
    layer: NDArray[np.float64], groups: NDArray[np.int32]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Sum the known ties inside each group, and those that cross its border in either direction.

    Parameters
    ----------
    layer
        (states, states), i to j; NaN where unknown. The diagonal is not read.
    groups
        (groups, size): positions of the members, all valid and different within a group.

    Returns
    -------
    inside, pairs_inside
        (groups,): sum over the known ordered pairs of members, and how many they are.
    across, pairs_across
        (groups,): the same for ordered pairs of one member and one state outside.

    Examples
    --------
    >>> layer = np.array([[0.0, 1.0, 4.0], [2.0, 0.0, np.nan], [8.0, 16.0, 0.0]])
    >>> [part[0].item() for part in group_sums(layer, np.array([[0, 1]], dtype=np.int32))]
    [3.0, 2, 28.0, 3]
    """
    number, size = groups.shape
    states = layer.shape[0]
    inside = np.zeros(number)
    across = np.zeros(number)
    pairs_inside = np.zeros(number, dtype=np.int64)
    pairs_across = np.zeros(number, dtype=np.int64)
    member = np.zeros(states, dtype=np.bool_)
    for group in range(number):
        for a in range(size):
            member[groups[group, a]] = True
        for a in range(size):
            i = groups[group, a]
            for j in range(states):
                if j == i:
                    continue
                forth = layer[i, j]
                if not np.isnan(forth):
                    if member[j]:
                        inside[group] += forth
                        pairs_inside[group] += 1
                    else:
                        across[group] += forth
                        pairs_across[group] += 1
                back = layer[j, i]
                if not member[j] and not np.isnan(back):
                    across[group] += back
                    pairs_across[group] += 1
        for a in range(size):
            member[groups[group, a]] = False
    return inside, pairs_inside, across, pairs_across
