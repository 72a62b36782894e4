"""A table as a Parquet file whose bytes depend on nothing but the rows and the writing library."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from multipolar.atlas.manifest import ColumnRecord, TableRecord
from multipolar.errors import SchemaError
from multipolar.sources import TableSchema

if TYPE_CHECKING:
    import pyarrow as pa

# Large enough that a column compresses well, small enough that a reader can skip years or states.
ROWS_A_GROUP = 1 << 20


def write_table(rows: pl.DataFrame, name: str, schema: TableSchema, source: str, folder: Path) -> TableRecord:
    """Write a table, sorted by its key, and return what the manifest says of it.

    Parameters
    ----------
    rows
        The table; its key names every row once.
    name, schema, source
        What it is called, how it should look, and the id of its source.
    folder
        Where ``NAME.parquet`` goes.

    Raises
    ------
    SchemaError
        Where two rows share a key, or a key is null.
    """
    key = list(schema.key)
    rows = rows.sort(key)
    repeated = rows.filter(pl.any_horizontal(pl.struct(key).is_duplicated(), pl.col(key).is_null()))
    if not repeated.is_empty():
        raise SchemaError(
            f"Rows of the table {name} share a key, or have none.",
            where=f"source {source}",
            expected=f"each ({', '.join(key)}) once",
            rows=repeated.select(key).head(3).rows(),
        )
    path = folder / f"{name}.parquet"
    _write_parquet(rows, path)
    raw = path.read_bytes()
    years = _years(rows, schema.window)
    return TableRecord(
        name=name,
        source=source,
        description=schema.description,
        key=tuple(key),
        window=schema.window,
        rows=rows.height,
        first_year=_least(years),
        last_year=_greatest(years),
        columns=tuple(_column(rows, column, years) for column in rows.columns),
        bytes=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        content=fingerprint(rows),
    )


def fingerprint(rows: pl.DataFrame) -> str:
    """Return the SHA-256 of a table's names, types and values, however they are stored.

    Examples
    --------
    >>> one, other = pl.DataFrame({"year": [1816, None]}), pl.DataFrame({"year": [1816, 0]})
    >>> fingerprint(one) == fingerprint(other)
    False
    """
    digest = hashlib.sha256()
    for column in rows.iter_columns():
        digest.update(f"\x1e{column.name}\x1f{column.dtype}\x1f".encode())
        digest.update(column.is_null().cast(pl.UInt8).to_numpy().tobytes())
        if column.dtype == pl.String:
            digest.update("\x1f".join(column.fill_null("").to_list()).encode())
        else:
            numbers = column.to_physical() if column.dtype.is_temporal() else column.cast(_bits(column.dtype))
            digest.update(numbers.fill_null(0).to_numpy().tobytes())
    return digest.hexdigest()


def _bits(dtype: pl.DataType) -> pl.DataType | type[pl.DataType]:
    return pl.UInt8 if dtype == pl.Boolean else dtype


def _write_parquet(rows: pl.DataFrame, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
    table = pa.table({name: _plain(table[name]) for name in table.column_names})
    texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
    ordered = [
        field.name
        for field in table.schema
        if pa.types.is_integer(field.type) or pa.types.is_date(field.type)
    ]
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        row_group_size=ROWS_A_GROUP,
        store_schema=False,  # it would carry the type names of the library that made the frame
        use_dictionary=texts,
        column_encoding=dict.fromkeys(ordered, "DELTA_BINARY_PACKED"),
        version="2.6",
    )


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    joined = column.combine_chunks()
    return joined.cast(pa.string()) if pa.types.is_large_string(joined.type) else joined


def _years(rows: pl.DataFrame, window: str | None) -> pl.Series | None:
    if window is None:
        return None
    dated = rows[window]
    return (dated.dt.year() if dated.dtype.is_temporal() else dated).cast(pl.Int32)


def _column(rows: pl.DataFrame, name: str, years: pl.Series | None) -> ColumnRecord:
    known = rows[name].is_not_null()
    dated = None if years is None else years.filter(known)
    return ColumnRecord(
        name, str(rows.schema[name]), rows.height - int(known.sum()), _least(dated), _greatest(dated)
    )


def _least(years: pl.Series | None) -> int | None:
    return None if years is None or years.is_empty() else int(years.min())  # type: ignore[arg-type]


def _greatest(years: pl.Series | None) -> int | None:
    return None if years is None or years.is_empty() else int(years.max())  # type: ignore[arg-type]
