"""Which code stood for which state in which year of a state system: one row a state and year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

import polars as pl

from multipolar import vocabulary
from multipolar.errors import InputError, OutsideWindow
from multipolar.vocabulary.systems import LAST_YEAR

FIRST_YEAR = 1816
CODED = ("cow", "gw")


@cache
def membership(system: str, microstates: bool = False) -> pl.DataFrame:
    """Return every year of every state of a system, by any day of membership in the year.

    A code that changes hands within a year counts for the state that held it longest (365 in 1991 is
    SUN). Where two codes are one state (DEU in 1990: 260 and 255), the one in force on 31 December
    stands, else the one that ended last.

    Parameters
    ----------
    system
        ``"cow"`` or ``"gw"``.
    microstates
        Whether Gleditsch and Ward's list of microstates is taken too; only for ``"gw"``.

    Returns
    -------
    polars.DataFrame
        year (Int16), state, code (Int16), sorted by code and year.

    Raises
    ------
    InputError
        For an unknown system, or microstates of the Correlates of War system, which has them anyway.

    Examples
    --------
    >>> membership("cow").filter(year=1990, state="DEU")["code"].to_list()
    [255]
    """
    return (
        _code_years(system, microstates).filter("kept").select("year", "state", "code").sort("code", "year")
    )


def members(system: str, first: int, last: int, microstates: bool = False) -> pl.DataFrame:
    """Return the part of `membership` that lies in the years `first` to `last`.

    Raises
    ------
    InputError
        Where `first` is after `last`.
    OutsideWindow
        For a year before 1816, or after the last one that the lists vouch for.

    Examples
    --------
    >>> members("cow", 2011, 2011).height
    195
    """
    if first > last:
        raise InputError("The first year is after the last.", got=f"{first} to {last}")
    if first < FIRST_YEAR or last > LAST_YEAR:
        raise OutsideWindow(
            "The state system is not known in all of these years.",
            expected=f"years from {FIRST_YEAR} to {LAST_YEAR}",
            got=f"{first} to {last}",
            do="Ask for fewer years, or for system=None with states of your own.",
        )
    return membership(system, microstates).filter(pl.col("year").is_between(first, last))


@cache
def _code_years(system: str, microstates: bool) -> pl.DataFrame:
    spells = vocabulary.systems(system)
    if microstates:
        if system != "gw":
            raise InputError("Only the system 'gw' keeps its microstates apart.", got=f"system {system!r}")
        spells = pl.concat([spells, vocabulary.systems("gw_microstate")])
    year = pl.col("year")
    spells = spells.with_columns(pl.col("end").fill_null(dt.date(LAST_YEAR, 12, 31)))
    spells = spells.with_columns(
        year=pl.int_ranges(pl.col("start").dt.year(), pl.col("end").dt.year() + 1)
    ).explode("year")
    from_, to = (
        pl.max_horizontal("start", pl.date(year, 1, 1)),
        pl.min_horizontal("end", pl.date(year, 12, 31)),
    )
    days = spells.with_columns(days=(to - from_).dt.total_days() + 1, until=to)
    # One state a code and year: the one that held it longest; then one code a state and year.
    held = days.group_by("code", "year", "state").agg(pl.col("days").sum(), pl.col("until").max())
    longest = held.sort("days", "until", descending=True).unique(["code", "year"], keep="first")
    lasted = longest.sort("until", "code", descending=True)
    return lasted.select(
        year.cast(pl.Int16),
        "state",
        pl.col("code").cast(pl.Int16),
        kept=pl.struct("state", "year").is_first_distinct(),
    )


@cache
def superseded(system: str) -> tuple[tuple[int, int], ...]:
    """Return the (code, year) pairs that are not the row of their state in a table of coded rows.

    Either another code stands for the state at the end of the year, or the table's own id of the state
    is that of a former holder, who has a row of his own.

    Examples
    --------
    >>> (260, 1990) in superseded("cow")
    True
    """
    years = _code_years(system, False)
    labelled = vocabulary.resolve(system, years["code"], years["year"])
    dropped = years.filter(~pl.col("kept") | (pl.col("state") != labelled))
    return tuple(sorted(zip(dropped["code"].to_list(), dropped["year"].to_list(), strict=True)))


def one_code_a_state(columns: list[str], column: Callable[[str], Any]) -> list[Any]:
    """Return the conditions that leave one row a state and year in a table of coded rows.

    Parameters
    ----------
    columns
        The table's columns; those called cow, cow_i, cow_j, gw, gw_i or gw_j hold codes.
    column
        From a name to a Polars or an ibis expression.

    Examples
    --------
    >>> rows = pl.DataFrame({"cow": [255, 260], "year": [1990, 1990]})
    >>> rows.filter(*one_code_a_state(rows.columns, pl.col)).rows()
    [(255, 1990)]
    """
    coded = [name for name in columns if name.removesuffix("_i").removesuffix("_j") in CODED]
    return [
        (column(name) != code) | (column("year") != year)
        for name in coded
        for code, year in superseded(name.split("_")[0])
    ]
