"""Whether two kinds of tie go together, other ties held constant: MRQAP with double semi-partialling."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError
from multipolar.ties.standing import checked_level


@dataclass(frozen=True, slots=True)
class Association:
    """The coefficient of one dyadic covariate in a linear model of a tie.

    Attributes
    ----------
    coefficient, low, high
        Units of the tie per unit of the covariate. The interval takes the permuted t statistics for the
        distribution of the true one's error: coefficient minus standard error times their quantiles.
    level
        Coverage of the interval.
    correlation
        Partial correlation of tie and covariate, -1 to 1; without controls the plain correlation.
    t
        Coefficient over its ordinary standard error, which serves only to compare with the permuted ones.
    p
        Two-sided: (1 + permutations with a |t| at least as large) / (1 + permutations).
    permuted
        (permutations,), float64: t statistics under the null.
    pairs, states
        Ordered pairs (unordered if undirected) with data in every matrix, and states among them.
    """

    coefficient: float
    low: float
    high: float
    level: float
    correlation: float
    t: float
    p: float
    permuted: NDArray[np.float64]
    pairs: int
    states: int


def association(
    tie: ArrayLike,
    covariate: ArrayLike,
    controls: Sequence[ArrayLike] = (),
    *,
    rng: np.random.Generator,
    permutations: int = 999,
    directed: bool = True,
    level: float = 0.9,
) -> Association:
    """Regress a tie on a covariate and controls, and judge the covariate by permuting states.

    Pairs that share a state are not independent, so ordinary p-values are far too small. Here the covariate
    is first regressed on the controls; rows and columns of what is left are permuted together, the tie is
    regressed on it and the controls again, and the t statistics of many permutations are the yardstick.
    Permutation keeps every state's pattern of residual ties and breaks only its link with the tie.

    Parameters
    ----------
    tie, covariate
        (states, states), i to j; NaN where unknown. The diagonal is not read.
    controls
        Matrices of the same shape. Pairs unknown in any matrix are left out.
    rng
        The source of chance.
    permutations
        How many.
    directed
        If False only i < j is read, and all matrices must be symmetric.
    level
        Coverage of the interval.

    Returns
    -------
    Association

    Raises
    ------
    InputError
        The shapes differ, there are too few pairs, the covariate does not vary beyond the controls, or a
        matrix is not symmetric although `directed` is False.

    References
    ----------
    Dekker, D., Krackhardt, D. and Snijders, T. A. B. (2007). Sensitivity of MRQAP tests to collinearity and
    autocorrelation conditions. Psychometrika 72(4), the DSP procedure.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> language = rng.random((12, 12))
    >>> trade = 2.0 * language + 0.1 * rng.random((12, 12))
    >>> found = association(trade, language, rng=rng, permutations=199)
    >>> round(found.coefficient, 1), found.p
    (2.0, 0.005)
    """
    checked_level(level)
    matrices = _matrices([tie, covariate, *controls], directed)
    known = np.isfinite(matrices).all(axis=0) & ~np.eye(matrices.shape[1], dtype=bool)
    kept = known.any(axis=0) | known.any(axis=1)
    matrices, known = matrices[:, kept][:, :, kept], known[kept][:, kept]
    if not directed:
        known &= np.triu(np.ones(known.shape, dtype=bool), k=1)
    pairs, states = int(known.sum()), int(kept.sum())
    if pairs < len(matrices) + 2 or states < 4 or permutations < 1:
        raise InputError(
            "There are too few known pairs, states or permutations for an association.",
            expected=f"at least {len(matrices) + 2} pairs of 4 states and one permutation",
            got=f"{pairs} pairs of {states} states, {permutations} permutations",
        )
    y, x = matrices[0], matrices[1]
    z = np.stack([np.ones_like(y), *matrices[2:]])
    residual = np.full(y.shape, np.nan)
    residual[known] = _without(x[known], z[:, known])
    spread = float(np.std(x[known]))
    if float(np.std(residual[known])) <= 1e-9 * max(spread, 1e-300):
        raise InputError(
            "The covariate does not vary beyond the controls, so nothing can be said of it.",
            do="Leave out the control that repeats it, or take another covariate.",
        )
    if not directed:
        residual = np.where(np.isnan(residual), residual.T, residual)
    coefficient, error, correlation = _fit(y[known], residual[known], z[:, known])
    permuted = np.full(permutations, np.nan)
    for draw in range(permutations):
        order = rng.permutation(states)
        shuffled = residual[np.ix_(order, order)]
        cells = known & np.isfinite(shuffled)
        b, se, _ = _fit(y[cells], shuffled[cells], z[:, cells])
        permuted[draw] = b / se if se > 0 else np.nan
    permuted = permuted[np.isfinite(permuted)]
    t = coefficient / error if error > 0 else math.copysign(math.inf, coefficient)
    low, high = (
        np.quantile(permuted, [(1 - level) / 2, (1 + level) / 2]) if permuted.size else (np.nan, np.nan)
    )
    return Association(
        coefficient=coefficient,
        low=float(coefficient - error * high),
        high=float(coefficient - error * low),
        level=level,
        correlation=correlation,
        t=t,
        p=(1 + int((np.abs(permuted) >= abs(t) * (1 - 1e-12)).sum())) / (1 + permuted.size),
        permuted=permuted,
        pairs=pairs,
        states=states,
    )


def _matrices(given: Sequence[ArrayLike], directed: bool) -> NDArray[np.float64]:
    arrays = [np.asarray(matrix, dtype=np.float64) for matrix in given]
    shape = arrays[0].shape
    if len(shape) != 2 or shape[0] != shape[1] or any(array.shape != shape for array in arrays):
        raise InputError(
            "Tie, covariate and controls must be square matrices of one shape.",
            got=", ".join(str(array.shape) for array in arrays),
        )
    for array in arrays if not directed else ():
        off = ~np.eye(shape[0], dtype=bool)
        if not np.allclose(array[off], array.T[off], rtol=1e-9, atol=0.0, equal_nan=True):
            raise InputError(
                "A matrix is not symmetric.", do="Set directed=True, or average the two directions."
            )
    return np.stack(arrays)


def _without(x: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what least squares on the rows of `z` leaves of `x`; controls may be collinear."""
    scale = np.sqrt((z * z).sum(axis=1))
    unit = z / np.where(scale > 0, scale, 1.0)[:, None]
    gram = unit @ unit.T
    left: NDArray[np.float64] = (
        x - (np.linalg.pinv(gram, rcond=1e-10, hermitian=True) @ (unit @ x.T)).T @ unit
    )
    return left


def _fit(
    y: NDArray[np.float64], x: NDArray[np.float64], z: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Return the coefficient of `x` beside `z`, its ordinary standard error and partial correlation."""
    rest_y, rest_x = _without(np.stack([y, x]), z)
    xx, xy, yy = float(rest_x @ rest_x), float(rest_x @ rest_y), float(rest_y @ rest_y)
    if xx <= 0.0:
        return 0.0, 0.0, 0.0
    slope = xy / xx
    df = y.size - len(z) - 1
    error = math.sqrt(max(yy - slope * xy, 0.0) / (df * xx)) if df > 0 else 0.0
    return slope, error, xy / math.sqrt(xx * yy) if yy > 0 else 0.0
