"""From published files to checked tables; whatever a parser throws becomes a SchemaError."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from multipolar.errors import MultipolarError, SchemaError, UnavailableError
from multipolar.sources.check import check
from multipolar.sources.fetch import locate
from multipolar.sources.source import Source


class _Opened(dict[str, Path]):
    """The local files, remembering which one the reader asked for last: that one is to blame."""

    last: str | None = None

    def __getitem__(self, path: str) -> Path:
        self.last = path
        return super().__getitem__(path)


def read(
    source: Source, mirror: Path | str | None = None, files: Mapping[str, Path] | None = None
) -> dict[str, pl.DataFrame]:
    """Read a source's files into its tidy tables, each checked and sorted by its key.

    Parameters
    ----------
    source
        The source.
    mirror
        A folder laid out as `SourceFile.path`; see `locate`.
    files
        Local files by `SourceFile.path`, taken as they are, without their checksums: for tests and
        for files of one's own.

    Returns
    -------
    dict[str, polars.DataFrame]
        Table name -> rows, with the columns of ``source.tables[name]``.

    Raises
    ------
    SourceError
        Where a file is absent, is another one, or does not read as it should. No other exception comes
        out, whatever the bytes.

    Examples
    --------
    >>> from multipolar.sources import source
    >>> read(source("nmc"), files={"peace_science/cow_nmc.rda": Path("no such file")})
    Traceback (most recent call last):
    ...
    multipolar.errors.UnavailableError: A file of the source nmc cannot be opened. ...
    """
    opened = _Opened(locate(source, mirror) if files is None else files)
    try:
        frames = source.read(opened)
        return _checked(source, frames)
    except MultipolarError:
        raise
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise UnavailableError(
            f"A file of the source {source.id} cannot be opened.",
            where=opened.last,
            got=str(error),
            do=f"Check the file and its rights, or run `multipolar sources fetch {source.id}`.",
        ) from error
    # A parser may throw anything at a damaged file; a panic of Polars does not even derive from Exception.
    except (Exception, pl.exceptions.PanicException) as error:
        raise SchemaError(
            f"A file of the source {source.id} does not read as the published one does.",
            where=opened.last or ", ".join(opened),
            got=f"{type(error).__name__}: {_first_line(error)}",
            do=f"It may be damaged or another version: run `multipolar sources verify {source.id}`.",
        ) from error


def _checked(source: Source, frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    if set(frames) != set(source.tables):
        raise SchemaError(
            f"The reader of {source.id} made other tables than it declares.",
            expected=", ".join(sorted(source.tables)),
            got=", ".join(sorted(frames)),
        )
    return {
        name: check(frames[name], schema, source).sort(schema.key) for name, schema in source.tables.items()
    }


def _first_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return text[:200] + ("..." if len(text) > 200 else "")
