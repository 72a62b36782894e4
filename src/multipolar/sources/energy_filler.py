"""Zeros in the energy tables that stand for a state that was not there, or was counted with another."""

from __future__ import annotations

import polars as pl

# The first year in which a state that came out of another is counted on its own.
BEGAN = {
    **dict.fromkeys(
        (
            "ARM",
            "AZE",
            "BLR",
            "EST",
            "GEO",
            "KAZ",
            "KGZ",
            "LTU",
            "LVA",
            "MDA",
            "RUS",
            "TJK",
            "TKM",
            "UKR",
            "UZB",
        ),
        1985,
    ),
    **dict.fromkeys(("HRV", "MKD", "SVN"), 1990),
    "BGD": 1972,
    "SSD": 2012,
    "SRB": 2007,
}
# Norway's gas of 1998 is written as zero between 43 and 48 billion cubic metres.
HOLES = (("NOR", 1998),)
UNION_ENDED = 1990


def without_filler(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Leave out the zeros that only fill a table.

    The tables write the Soviet Union to 1984 and its successors from 1985, and zeros for either in the
    other's years; the same of Yugoslavia's, Bangladesh and South Sudan; and one zero is plainly a hole.
    Missing is not zero.

    Parameters
    ----------
    rows
        With `state`, `year` and `column`.
    column
        The series.

    Returns
    -------
    polars.DataFrame
        The rows that stay; a zero of any other state and year is one of them.

    Examples
    --------
    >>> rows = pl.DataFrame({"state": ["RUS", "RUS"], "year": [1984, 1985], "oil": [0.0, 542.3]})
    >>> without_filler(rows, "oil").rows()
    [('RUS', 1985, 542.3)]
    """
    began = pl.col("state").replace_strict(BEGAN, default=None, return_dtype=pl.Int16)
    not_there = (pl.col("year") < began).fill_null(False) | (pl.col("state") == "SUN")
    hole = pl.any_horizontal((pl.col("state") == state) & (pl.col("year") == year) for state, year in HOLES)
    return rows.filter(~((pl.col(column) == 0) & (not_there | hole)))


def without_ended_union(rows: pl.DataFrame, code: str, union: str) -> pl.DataFrame:
    """Leave out the Soviet Union's rows after 1990: zeros, or what is left of it when its parts are taken out.

    Parameters
    ----------
    rows
        With `year` and the column `code`, before codes are turned into states.
    code
        The column of codes.
    union
        What the source calls the Soviet Union.

    Returns
    -------
    polars.DataFrame
        The rows that stay.

    Examples
    --------
    >>> rows = pl.DataFrame({"name": ["USSR", "USSR", "Russia"], "year": [1984, 1992, 1992]})
    >>> without_ended_union(rows, "name", "USSR").rows()
    [('USSR', 1984), ('Russia', 1992)]
    """
    return rows.filter((pl.col(code) != union).fill_null(True) | (pl.col("year") <= UNION_ENDED))
