"""What most readers need: a CSV with the columns it should have, and codes turned into state ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from multipolar.errors import SchemaError
from multipolar.sources.check import short

Types = Mapping[str, pl.DataType | type[pl.DataType]]


def expect_columns(frame: pl.DataFrame, columns: Iterable[str], where: str) -> pl.DataFrame:
    """Check that `frame` has these columns, and return just them, in this order.

    Parameters
    ----------
    frame
        A table as it was published.
    columns
        The names that it must have; others may stand beside them.
    where
        The file, for the message.

    Raises
    ------
    SchemaError
        Naming the columns that are missing.

    Examples
    --------
    >>> expect_columns(pl.DataFrame({"a": [1], "b": [2]}), ["b"], "a file").columns
    ['b']
    """
    wanted = list(columns)
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise SchemaError(
            f"Columns are missing: {', '.join(missing)}.",
            where=where,
            expected=", ".join(wanted[:12]),
            got=", ".join(frame.columns[:12]),
        )
    return frame.select(wanted)


def read_csv(
    path: Path, types: Types, *, separator: str = ",", null_values: tuple[str, ...] = ("", "NA")
) -> pl.DataFrame:
    """Read the named columns of a UTF-8 CSV file, each with its declared type and no guessing.

    Parameters
    ----------
    path
        The file.
    types
        Column -> Polars type; columns of the file that are not named here are left out.
    separator
        One character.
    null_values
        Texts that mean unknown.

    Raises
    ------
    SchemaError
        Where a column is missing or a value is not of its type.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "some.csv"
    ...     _ = file.write_text("state,year\\nAZE,1991\\n")
    ...     read_csv(file, {"year": pl.Int16}).rows()
    [(1991,)]
    """
    # Bytes, for a path would be read as a pattern: brackets and stars in it mean other files.
    text = pl.read_csv(
        path.read_bytes(),
        separator=separator,
        infer_schema=False,
        null_values=list(null_values),
        encoding="utf8",
    )
    return typed(expect_columns(text, types, path.name), types, path.name)


def typed(frame: pl.DataFrame, types: Types, where: str) -> pl.DataFrame:
    """Turn columns of text into their declared types; a value that does not fit is an error, not a null.

    Raises
    ------
    SchemaError
        With the first rows whose value is not of the type.

    Examples
    --------
    >>> typed(pl.DataFrame({"year": ["soon"]}), {"year": pl.Int16}, "a file")
    Traceback (most recent call last):
    ...
    multipolar.errors.SchemaError: Values of year are not of type Int16. ... First rows: year=soon.
    """
    done = frame.with_columns(pl.col(name).cast(dtype, strict=False) for name, dtype in types.items())
    for name, dtype in types.items():
        lost = frame.filter(done[name].is_null() & frame[name].is_not_null())
        if not lost.is_empty():
            raise SchemaError(
                f"Values of {name} are not of type {dtype}.",
                where=where,
                got=f"{lost.height:,} such rows",
                rows=[short(row) for row in lost.head(3).iter_rows(named=True)],
            )
    return done


def with_state(
    frame: pl.DataFrame,
    system: str,
    code: str,
    when: str | int,
    where: str,
    *,
    into: str = "state",
    drop: Iterable[object] = (),
) -> pl.DataFrame:
    """Add the state id that each row's code stood for at its time.

    Parameters
    ----------
    frame
        Rows with a column of codes.
    system
        The code system, such as ``"iso3"`` or ``"cow"``.
    code
        The column of codes.
    when
        The column of years or dates, or one year for all rows.
    where
        The file, for the message.
    into
        The name of the new column.
    drop
        Codes that are known to be no states (regions, aggregates): their rows are left out.

    Returns
    -------
    polars.DataFrame
        The rows that are states, with the column `into` at the end.

    Raises
    ------
    SchemaError
        Naming the codes that neither the vocabulary nor `drop` knows, so that no row is lost in silence.

    Examples
    --------
    >>> rows = pl.DataFrame({"geo": ["AZE", "WLD"], "year": [1992, 1992]})
    >>> with_state(rows, "iso3", "geo", "year", "a file", drop=["WLD"])["state"].to_list()
    ['AZE']
    """
    from multipolar import vocabulary

    # A null code is in no list; it must be refused below, not filtered away here.
    dropped = pl.col(code).is_in(list(drop)).fill_null(False) if (drop := tuple(drop)) else pl.lit(False)
    known = frame.filter(~dropped)
    moment = known[when] if isinstance(when, str) else when
    found = known.with_columns(vocabulary.resolve(system, known[code], moment).alias(into))
    unknown = found.filter(pl.col(into).is_null())
    if not unknown.is_empty():
        keep = [code, when] if isinstance(when, str) else [code]
        raise SchemaError(
            f"Codes of the system {system} stand for no state at their time.",
            where=where,
            got=f"{unknown.height:,} such rows",
            rows=[short(row) for row in unknown.select(keep).unique(maintain_order=True).head(3).to_dicts()],
            do="Add them to vocabulary/codes.csv, or name them in the reader as no states.",
        )
    return found
