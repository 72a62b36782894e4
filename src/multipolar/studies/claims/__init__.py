"""The kinds of claims, one file each; a new kind is a new file here and nothing else."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from multipolar.studies.claims.claim import Claim

__all__ = ["Claim", "kinds"]


@cache
def kinds() -> dict[str, type[Claim]]:
    """Return every kind of claim by its name, found in the modules of this package.

    Examples
    --------
    >>> "share" in kinds()
    True
    """
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return {kind.KIND: kind for kind in sorted(Claim.__subclasses__(), key=lambda kind: kind.KIND)}
