"""Is a tidy table what its schema says? Checked before any row goes further."""

from __future__ import annotations

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.source import Source, TableSchema

SHOWN = 3


def check(frame: pl.DataFrame, schema: TableSchema, source: Source) -> pl.DataFrame:
    """Check a table against its schema and its source's window, and hand it back.

    Columns, their order and their types must be the declared ones; there is at least one row; the key
    is neither null nor repeated; numbers are finite and inside their ranges; and no row is dated
    outside the years that the source covers.

    Parameters
    ----------
    frame
        The table.
    schema
        What it must look like.
    source
        Where it comes from; its `first_year` and `last_year` bound the column `schema.window`.

    Returns
    -------
    polars.DataFrame
        `frame` itself.

    Raises
    ------
    SchemaError
        At the first rule that does not hold, with the first offending rows.

    Examples
    --------
    >>> from multipolar.sources import source
    >>> nmc = source("nmc")
    >>> check(pl.DataFrame({"year": [1816]}), nmc.tables["nmc"], nmc)
    Traceback (most recent call last):
    ...
    multipolar.errors.SchemaError: A table has other columns than declared. ...
    """
    names = [name for name, each in source.tables.items() if each is schema]
    where = f"source {source.id}" + "".join(f", table {name}" for name in names)
    _columns(frame, schema, where)
    if frame.is_empty():
        raise SchemaError("A table has no rows.", where=where, do="The file is cut short, or another one.")
    _key(frame, schema, where)
    _ranges(frame, schema, where)
    _window(frame, schema, source, where)
    return frame


def _columns(frame: pl.DataFrame, schema: TableSchema, where: str) -> None:
    declared = list(schema.columns)
    if frame.columns != declared:
        missing = [name for name in declared if name not in frame.columns]
        extra = [name for name in frame.columns if name not in schema.columns]
        what = "; ".join(
            f"{word} {', '.join(names)}" for word, names in (("missing", missing), ("extra", extra)) if names
        )
        raise SchemaError(
            "A table has other columns than declared.",
            where=where,
            expected=", ".join(declared),
            got=what or f"another order: {', '.join(frame.columns)}",
        )
    for name, dtype in schema.columns.items():
        if frame.schema[name] != dtype:
            raise SchemaError(
                "A column has another type than declared.",
                where=f"{where}, column {name}",
                expected=str(dtype),
                got=str(frame.schema[name]),
            )


def _key(frame: pl.DataFrame, schema: TableSchema, where: str) -> None:
    key = list(schema.key)
    _refuse(
        frame.filter(pl.any_horizontal(pl.col(key).is_null())),
        f"The key ({', '.join(key)}) is null in some rows.",
        where,
    )
    _refuse(
        frame.filter(pl.struct(key).is_duplicated()),
        f"Some rows share one key ({', '.join(key)}).",
        where,
    )


def _ranges(frame: pl.DataFrame, schema: TableSchema, where: str) -> None:
    for name, dtype in frame.schema.items():
        if dtype.is_float():
            column = pl.col(name)
            _refuse(
                frame.filter(column.is_nan() | column.is_infinite()),
                f"The column {name} holds NaN or an infinity; an unknown value is null.",
                where,
            )
    for name, (least, greatest) in schema.ranges.items():
        _refuse(
            frame.filter(~pl.col(name).is_between(least, greatest)),
            f"Values of {name} lie outside {least:g} to {greatest:g}.",
            where,
        )


def _window(frame: pl.DataFrame, schema: TableSchema, source: Source, where: str) -> None:
    if schema.window is None or source.first_year is None or source.last_year is None:
        return
    dated = pl.col(schema.window)
    year = dated.dt.year() if frame.schema[schema.window].is_temporal() else dated
    _refuse(
        frame.filter(~year.is_between(source.first_year, source.last_year)),
        f"Rows are dated outside {source.first_year} to {source.last_year}.",
        where,
    )


def _refuse(rows: pl.DataFrame, what: str, where: str) -> None:
    if not rows.is_empty():
        raise SchemaError(
            what,
            where=where,
            got=f"{rows.height:,} such rows",
            rows=[short(row) for row in rows.head(SHOWN).iter_rows(named=True)],
        )


def short(row: dict[str, object], most: int = 6) -> str:
    """Write the first columns of a row on one line, short enough for a message.

    Examples
    --------
    >>> short({"state": "AZE", "year": 2020})
    'state=AZE, year=2020'
    """
    return ", ".join(f"{name}={str(value)[:40]}" for name, value in list(row.items())[:most])
