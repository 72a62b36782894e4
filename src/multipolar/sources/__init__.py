"""One file a source: where it is published, which vintage, whose terms, how its rows become tidy tables.

A new source is a new module here that ends with ``SOURCE = Source(...)``; nothing else lists it.
"""

from __future__ import annotations

from multipolar.sources.check import check
from multipolar.sources.fetch import fetch, locate, verify
from multipolar.sources.reading import read
from multipolar.sources.registry import all_sources, source
from multipolar.sources.source import Source, SourceFile, TableSchema

__all__ = [
    "Source",
    "SourceFile",
    "TableSchema",
    "all_sources",
    "check",
    "fetch",
    "locate",
    "read",
    "source",
    "verify",
]
