"""Reads the vocabulary's CSV files, which stand beside this module."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import polars as pl


def read_rows(name: str, dates: Iterable[str] = (), numbers: Iterable[str] = ()) -> pl.DataFrame:
    """Return one of the vocabulary's tables: text, except for the columns named here; blank is null.

    Parameters
    ----------
    name
        The file without its ending, such as ``"states"``.
    dates, numbers
        The columns that hold ISO dates and whole numbers.

    Returns
    -------
    polars.DataFrame
        String, Date and Int32 columns, in the file's own order of rows and columns.

    Examples
    --------
    >>> read_rows("systems", dates=["start", "end"], numbers=["code"]).columns
    ['system', 'code', 'abbreviation', 'name', 'start', 'end', 'state', 'source']
    """
    content = files(__package__).joinpath(f"{name}.csv").read_bytes()
    return pl.read_csv(content, infer_schema=False).with_columns(
        *(pl.col(column).str.to_date("%Y-%m-%d") for column in dates),
        *(pl.col(column).cast(pl.Int32) for column in numbers),
    )
