"""A published Parquet file, read so that a damaged one is an error and never the end of the process."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.tidy import expect_columns, typed


def raw_parquet(path: Path, names: Collection[str] | None = None) -> pl.DataFrame:
    """Read a Parquet file as it is published.

    Arrow reads the file, not Polars: on some damaged files Polars asks for exabytes of memory and the
    whole process is aborted, which no caller can catch. Arrow refuses the same files with an error.

    Parameters
    ----------
    path
        The file.
    names
        The columns to read, those of them that exist; None: all.

    Raises
    ------
    SchemaError
        Where the file is no Parquet, or damaged.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "some.parquet"
    ...     pl.DataFrame({"state": ["AZE"], "year": [1991]}).write_parquet(file)
    ...     raw_parquet(file).rows()
    [('AZE', 1991)]
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    # A file object, since Arrow takes a path for a data set with partitions in its folders' names.
    with path.open("rb") as file:
        try:
            parquet = pq.ParquetFile(file, page_checksum_verification=True)
            held = parquet.schema_arrow.names
            wanted = held if names is None else [name for name in names if name in held]
            table = parquet.read(columns=wanted, use_threads=False)
            table.validate(full=True)
            return pl.DataFrame(pl.from_arrow(table))
        except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
            raise SchemaError(
                "A file cannot be read as Parquet.",
                where=path.name,
                got=f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}",
                do="It may be damaged or cut short: verify its checksum, or fetch it again.",
            ) from error


def read_parquet(path: Path, types: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """Read the named columns of a Parquet file, each with its declared type.

    Parameters
    ----------
    path
        The file.
    types
        Column -> Polars type; columns of the file that are not named here are left out.

    Raises
    ------
    SchemaError
        Where the file is no Parquet, a column is missing or a value is not of its type.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "some.parquet"
    ...     pl.DataFrame({"state": ["AZE"], "year": [1991]}).write_parquet(file)
    ...     read_parquet(file, {"year": pl.Int16}).rows()
    [(1991,)]
    """
    return typed(expect_columns(raw_parquet(path, types), types, path.name), types, path.name)
