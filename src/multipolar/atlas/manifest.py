"""What the embedded tables hold and where each came from, as one JSON file beside them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from multipolar.errors import AtlasError

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class ColumnRecord:
    """A column: its Polars type, how many values are null, and the first and last year with a value."""

    name: str
    type: str
    nulls: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A table as it was written.

    Attributes
    ----------
    source
        Id of the source it comes from.
    key, window
        As in `TableSchema`.
    first_year, last_year
        Measured on the rows; None for a table without time.
    bytes, sha256
        Of the Parquet file.
    content
        SHA-256 of the values alone: the same whichever library wrote the file.
    """

    name: str
    source: str
    description: str
    key: tuple[str, ...]
    window: str | None
    rows: int
    first_year: int | None
    last_year: int | None
    columns: tuple[ColumnRecord, ...]
    bytes: int
    sha256: str
    content: str

    @property
    def file(self) -> str:
        """The name of its Parquet file."""
        return f"{self.name}.parquet"


@dataclass(frozen=True, slots=True)
class Vintage:
    """Which release of a source the tables were made from, and on whose terms.

    Attributes
    ----------
    files
        (path, bytes, SHA-256, URL) of each published file.
    """

    id: str
    title: str
    producer: str
    version: str
    citation: str
    licence: str
    accessed: str
    first_year: int | None
    last_year: int | None
    gaps: tuple[str, ...]
    files: tuple[tuple[str, int, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """All tables and all sources of an atlas, in alphabetical order."""

    tables: tuple[TableRecord, ...]
    sources: tuple[Vintage, ...]
    writer: str

    def to_json(self) -> str:
        """Write it as text that is the same whenever the contents are."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, ensure_ascii=False) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an atlas folder.

    Raises
    ------
    AtlasError
        Where it is absent, is not JSON, or is of another format.
    """
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw.pop("format") != FORMAT:
            raise AtlasError(
                "The atlas is of another format than this version of multipolar reads.",
                where=str(path),
                do="Run `multipolar atlas build`.",
            )
        return Manifest(
            tables=tuple(_table(each) for each in raw["tables"]),
            sources=tuple(_vintage(each) for each in raw["sources"]),
            writer=raw["writer"],
        )
    except FileNotFoundError as error:
        raise AtlasError(
            "There is no atlas in this folder.",
            where=str(folder),
            expected=f"a {MANIFEST} and one Parquet file a table",
            do="Reinstall multipolar, or run `multipolar atlas build`.",
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise AtlasError(
            "The manifest of the atlas cannot be read.",
            where=str(path),
            got=f"{type(error).__name__}: {error}",
            do="Reinstall multipolar, or run `multipolar atlas build`.",
        ) from error


def _table(raw: dict[str, Any]) -> TableRecord:
    columns = tuple(ColumnRecord(**column) for column in raw.pop("columns"))
    return TableRecord(key=tuple(raw.pop("key")), columns=columns, **raw)


def _vintage(raw: dict[str, Any]) -> Vintage:
    gaps, files = tuple(raw.pop("gaps")), tuple((p, b, s, u) for p, b, s, u in raw.pop("files"))
    return Vintage(gaps=gaps, files=files, **raw)
