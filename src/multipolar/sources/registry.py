"""Which sources there are: every module of this package that holds a ``SOURCE``."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import MappingProxyType

from multipolar.errors import UnknownSource
from multipolar.sources.source import Source

PACKAGE = "multipolar.sources"


@cache
def _modules() -> tuple[str, ...]:
    package = import_module(PACKAGE)
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__)))


def _source_in(module: str) -> Source | None:
    found = getattr(import_module(f"{PACKAGE}.{module}"), "SOURCE", None)
    return found if isinstance(found, Source) else None


@cache
def all_sources() -> MappingProxyType[str, Source]:
    """Return every source, by id, in alphabetical order.

    Returns
    -------
    Mapping[str, Source]
        Read-only.

    Examples
    --------
    >>> "nmc" in all_sources()
    True
    """
    found = (_source_in(module) for module in _modules())
    return MappingProxyType({each.id: each for each in found if each is not None})


def source(name: str) -> Source:
    """Return the source with this id, importing no other.

    Parameters
    ----------
    name
        Its id, such as ``"nmc"``; upper or lower case.

    Raises
    ------
    UnknownSource
        Where there is none; the message offers the nearest ids.

    Examples
    --------
    >>> source("nmc").last_year
    2022
    """
    word = str(name).strip().casefold()
    found = _source_in(word) if word in _modules() else None
    if found is None:
        raise UnknownSource.among(name, all_sources(), do="`multipolar sources list` names them all.")
    return found
