"""How every kernel is compiled: on first use, kept on disk, free of the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile `function` with numba when it is first called; the machine code is cached beside its source.

    Parameters
    ----------
    function
        Loops over arrays in the subset of Python that numba compiles without objects.

    Returns
    -------
    callable
        The same signature.

    Examples
    --------
    >>> import numpy as np
    >>> from multipolar.kernels.agreement import agreement_counts  # a function decorated with this one
    >>> [part.tolist() for part in agreement_counts(np.array([[1]], dtype=np.int8))]
    [[[1]], [[0]], [[1]]]
    """
    try:
        made = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:
        # No folder takes the cache, as in a read-only installation: each process compiles its own.
        made = numba.njit(nogil=True)(function)
    return cast("Callable[P, R]", made)
