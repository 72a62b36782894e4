"""What a source is: who made it, which vintage, whose terms, which files, and the tables they become."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import polars as pl

Absence = Literal["structural_zero", "not_reported"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One published file.

    Attributes
    ----------
    path
        Its place inside a mirror folder, such as ``"peace_science/cow_nmc.rda"``.
    sha256
        Its recorded checksum, in hexadecimal.
    size_bytes
        Its recorded size.
    url
        Where it can be downloaded, pinned to one commit; None for a file that was put together
        from many and has no single download.
    """

    path: str
    sha256: str
    size_bytes: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class TableSchema:
    """What a tidy table must look like.

    Attributes
    ----------
    columns
        Column name -> Polars type, in order.
    key
        The columns that together name a row; no two rows may share them, and none may be null.
    window
        The column that dates a row: ``"year"`` or ``"date"``; None for a table without time.
    description
        One sentence: what a row is.
    ranges
        Column -> (least, greatest) value allowed; nulls are always allowed outside the key.
    """

    columns: Mapping[str, pl.DataType | type[pl.DataType]]
    key: tuple[str, ...]
    description: str
    window: str | None = "year"
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """One source: provenance, terms, files, and how they become tidy tables.

    Attributes
    ----------
    id
        A short lower-case word, the same as the name of its file in ``sources/``.
    title, producer, version
        What it is called, who made it, and which release this is.
    citation
        One BibTeX entry.
    licence
        The terms in a sentence.
    embed
        Whether its rows may stand in the embedded atlas.
    accessed
        The day on which the files were taken.
    files
        The published files, all needed by `read`.
    first_year, last_year
        The window of the tables; years outside it are null in every panel. None: no time in it.
    gaps
        Known holes and quirks, a sentence each.
    tables
        Atlas table name -> schema.
    read
        From local paths (by `SourceFile.path`) to one frame a table, with states as ids.
    """

    id: str
    title: str
    producer: str
    version: str
    citation: str
    licence: str
    embed: bool
    accessed: dt.date
    files: tuple[SourceFile, ...]
    first_year: int | None
    last_year: int | None
    tables: Mapping[str, TableSchema]
    read: Callable[[Mapping[str, Path]], Mapping[str, pl.DataFrame]]
    gaps: tuple[str, ...] = ()
