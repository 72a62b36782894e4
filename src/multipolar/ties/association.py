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
        The shapes differ, there are too few pairs, tie or covariate does not vary beyond the controls, or a
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
    rows, columns = np.nonzero(known)
    cells = matrices[:, rows, columns]
    basis = _basis(np.stack([np.ones(pairs), *cells[2:]]))
    # The tie may be cleared of the controls first: they are fitted again beside every permuted covariate.
    y, x = (cells[k] - (basis @ cells[k]) @ basis for k in (0, 1))
    for name, left, whole in (("tie", y, cells[0]), ("covariate", x, cells[1])):
        if np.linalg.norm(left) <= 1e-9 * np.linalg.norm(whole):
            raise InputError(
                f"The {name} does not vary beyond the controls, so nothing can be said of it.",
                do="Leave out the control that repeats it, or take another one.",
            )
    residual = np.full(known.shape, np.nan)
    residual[rows, columns] = x
    if not directed:
        residual[columns, rows] = x
    coefficient, error, correlation = _fit(y, x, basis)
    permuted = np.full(permutations, np.nan)
    for draw in range(permutations):
        order = rng.permutation(states)
        b, se, _ = _fit(y, residual[order[rows], order[columns]], basis)
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


def _basis(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return orthonormal rows that span those of `z`, fewer where these repeat each other."""
    length = np.linalg.norm(z, axis=1)
    _, size, rows = np.linalg.svd(z[length > 0] / length[length > 0, None], full_matrices=False)
    kept: NDArray[np.float64] = rows[size > 1e-10 * size[0]]
    return kept


def _fit(
    y: NDArray[np.float64], x: NDArray[np.float64], basis: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Return the coefficient of `x` beside the controls, its ordinary standard error and partial correlation.

    Cells where `x` is unknown are left out by giving them no weight, which spares copying the controls.
    """
    known = np.isfinite(x)
    pairs = int(known.sum())
    both = np.stack([np.where(known, y, 0.0), np.where(known, x, 0.0)])
    on_basis = both @ basis.T
    fitted = on_basis.T
    if pairs < x.size:
        fitted = np.linalg.pinv((basis * known) @ basis.T, rcond=1e-10, hermitian=True) @ on_basis.T
    (yy, xy), (_, xx) = both @ both.T - on_basis @ fitted
    df = pairs - len(basis) - 1
    if df < 1 or xx <= 1e-12 * float(both[1] @ both[1]):
        return 0.0, 0.0, 0.0
    slope = float(xy / xx)
    error = math.sqrt(max(float(yy) - slope * float(xy), 0.0) / (df * float(xx)))
    return slope, error, float(xy / math.sqrt(xx * yy)) if yy > 0 else 0.0
