"""An opened atlas: which tables there are, and a lazy scan of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from multipolar.atlas.build import TABLES
from multipolar.atlas.manifest import Manifest, TableRecord, Vintage, read_manifest
from multipolar.errors import AtlasError, UnknownSource, UnknownVariable

REPAIR = "Reinstall multipolar, or run `multipolar atlas build`."


@dataclass(frozen=True, slots=True)
class Atlas:
    """The tables of facts, opened for reading.

    Attributes
    ----------
    folder
        Where they are.
    manifest
        What they hold, measured when they were written, and where each came from.
    """

    folder: Path
    manifest: Manifest

    def tables(self) -> tuple[str, ...]:
        """Return the names of the tables, in alphabetical order."""
        return tuple(record.name for record in self.manifest.tables)

    def table(self, name: str) -> TableRecord:
        """Return what the manifest says of a table.

        Raises
        ------
        UnknownVariable
            Where there is no such table.
        """
        for record in self.manifest.tables:
            if record.name == name:
                return record
        raise UnknownVariable.among(
            name, self.tables(), where="tables of the atlas", do="`multipolar atlas tables` lists them all."
        )

    def path(self, name: str) -> Path:
        """Return the Parquet file of a table.

        Raises
        ------
        UnknownVariable
            Where there is no such table.
        AtlasError
            Where the file is not as it was written.
        """
        return _whole(self.folder, self.table(name))

    def paths(self) -> dict[str, Path]:
        """Return the Parquet file of every table, by name.

        Raises
        ------
        AtlasError
            Where a file is not as it was written.
        """
        return {record.name: _whole(self.folder, record) for record in self.manifest.tables}

    def scan(self, name: str) -> pl.LazyFrame:
        """Return a table as a lazy Polars frame.

        Raises
        ------
        UnknownVariable
            Where there is no such table.
        AtlasError
            Where its file is not as it was written.

        Examples
        --------
        >>> from multipolar import atlas
        >>> usa = atlas.open().scan("nmc").filter(state="USA", year=1945).collect()
        >>> round(usa["cinc"].item(), 6)
        0.383864
        """
        return pl.scan_parquet(self.path(name))

    def vintage(self, source: str) -> Vintage:
        """Return the release of a source that the tables were made from.

        Raises
        ------
        UnknownSource
            Where no table comes from it.
        """
        for vintage in self.manifest.sources:
            if vintage.id == source:
                return vintage
        raise UnknownSource.among(source, (each.id for each in self.manifest.sources), where="the atlas")

    def vintages(self, tables: Iterable[str]) -> tuple[Vintage, ...]:
        """Return the vintages of these tables, each source once, in alphabetical order."""
        return tuple(self.vintage(source) for source in sorted({self.table(name).source for name in tables}))

    def info(self) -> pl.DataFrame:
        """Return one row a table.

        Returns
        -------
        polars.DataFrame
            table, description, source, producer, version, first_year, last_year, rows, columns, bytes.
        """
        rows = []
        for record in self.manifest.tables:
            vintage = self.vintage(record.source)
            rows.append(
                {
                    "table": record.name,
                    "description": record.description,
                    "source": record.source,
                    "producer": vintage.producer,
                    "version": vintage.version,
                    "first_year": record.first_year,
                    "last_year": record.last_year,
                    "rows": record.rows,
                    "columns": len(record.columns),
                    "bytes": record.bytes,
                }
            )
        return pl.DataFrame(rows, infer_schema_length=None)

    def verify(self) -> None:
        """Read every file and compare its SHA-256 with the manifest's.

        Raises
        ------
        AtlasError
            Naming the first file that is not as it was written.
        """
        _digest.cache_clear()
        self.paths()


def open_atlas(folder: Path | str | None = None) -> Atlas:
    """Open an atlas: read its manifest, and see that every table is there and as long as it was written.

    Parameters
    ----------
    folder
        Where it is; None for the one embedded in the package.

    Returns
    -------
    Atlas
        A table is read, and its checksum compared, when it is first used; `Atlas.verify` compares all.

    Raises
    ------
    AtlasError
        Where the manifest or a table is absent, cut short or of another format.

    Examples
    --------
    >>> from multipolar import atlas
    >>> "nmc" in atlas.open().tables()
    True
    """
    place = TABLES if folder is None else Path(folder)
    manifest = read_manifest(place)
    for record in manifest.tables:
        path = place / record.file
        try:
            size = path.stat().st_size
        except OSError as error:
            raise AtlasError(
                f"The atlas table {record.name} is missing.", where=str(path), do=REPAIR
            ) from error
        if size != record.bytes:
            raise AtlasError(
                f"The atlas table {record.name} is damaged.",
                where=str(path),
                expected=f"{record.bytes:,} bytes",
                got=f"{size:,} bytes",
                do=REPAIR,
            )
    return Atlas(place, manifest)


def _whole(folder: Path, record: TableRecord) -> Path:
    """Return the file of a table, having seen that its bytes are those that were written.

    A changed byte need not make a reader fail: it may as well make a number wrong.
    """
    path = folder / record.file
    try:
        found = _digest(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise AtlasError(
            f"The atlas table {record.name} cannot be read.",
            where=str(path),
            got=error.strerror or str(error),
            do=REPAIR,
        ) from error
    if found != record.sha256:
        raise AtlasError(
            f"The atlas table {record.name} is damaged.",
            where=str(path),
            expected=f"SHA-256 {record.sha256}",
            got=found,
            do=REPAIR,
        )
    return path


@lru_cache(maxsize=256)
def _digest(path: Path, changed_ns: int) -> str:
    """Return the SHA-256 of a file, computed once for each time that it was changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
