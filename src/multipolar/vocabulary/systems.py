"""Which states belonged to the state system on which days, by Correlates of War and by Gleditsch and Ward."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Literal

import polars as pl

from multipolar.errors import InputError, OutsideWindow, suggestions
from multipolar.vocabulary.rows import read_rows

Rule = Literal["any", "start", "end"]

FIRST_YEAR = 1816
# Both lists close earlier (2016, 2020); no state has joined or left between then and the end of this year.
LAST_YEAR = 2025


@cache
def _spells() -> pl.DataFrame:
    return read_rows("systems", dates=["start", "end"], numbers=["code"])


def systems(system: str | None = None) -> pl.DataFrame:
    """Return the spells of membership in a state system, one row a spell.

    A code that passes from one state id to another, such as 365 from RUS to SUN on 30 December 1922,
    has one row for each; put end to end they are the spells as published.

    Parameters
    ----------
    system
        ``"cow"`` (Correlates of War, version 2016), ``"gw"`` (Gleditsch and Ward's independent states),
        ``"gw_microstate"`` (their tentative list of microstates), or None for all.

    Returns
    -------
    polars.DataFrame
        ``system, code (Int32), abbreviation, name, start (Date), end (Date), state, source``.
        Both days belong to the spell; a null end is a state that is still a member.

    Raises
    ------
    InputError
        For a system that does not exist.

    References
    ----------
    Correlates of War Project (2017), State System Membership List, v2016.
    Gleditsch and Ward (1999), "A revised list of independent states since the Congress of Vienna",
    International Interactions 25(4).

    Examples
    --------
    >>> systems("cow").filter(pl.col("code") == 365)["state"].to_list()
    ['RUS', 'SUN', 'RUS']
    """
    return _spells() if system is None else _of(system)


def in_system(system: str, year: int, rule: Rule = "any") -> tuple[str, ...]:
    """Return the ids of the states that were members of a system in a year, in alphabetical order.

    Parameters
    ----------
    system
        ``"cow"``, ``"gw"`` or ``"gw_microstate"``.
    year
        A year from 1816 to 2025, which the lists cover.
    rule
        ``"any"``: on at least one day of the year; ``"start"``: on 1 January; ``"end"``: on 31 December.

    Returns
    -------
    tuple of str
        State ids, each once, even where two codes of a year are one state (DEU in 1990).

    Raises
    ------
    InputError
        For a system or rule that does not exist.
    OutsideWindow
        For a year that the lists do not cover.

    Examples
    --------
    >>> "YMD" in in_system("cow", 1990), "YMD" in in_system("cow", 1990, rule="end")
    (True, False)
    >>> len(in_system("gw", 2020))
    174
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutsideWindow(
            "The state system is not known in that year.",
            expected=f"{FIRST_YEAR} to {LAST_YEAR}",
            got=str(year),
        )
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    windows = {"any": (first, last), "start": (first, first), "end": (last, last)}
    if rule not in windows:
        raise InputError("There is no such rule.", expected=" or ".join(windows), got=repr(rule))
    low, high = windows[rule]
    members = _of(system).filter(pl.col("start") <= high, pl.col("end").is_null() | (pl.col("end") >= low))
    return tuple(members["state"].unique().sort())


@cache
def _of(system: str) -> pl.DataFrame:
    spells = _spells()
    known = spells["system"].unique(maintain_order=True).to_list()
    if system not in known:
        near = suggestions(system, known)
        raise InputError(
            f"There is no state system {system!r}.",
            expected=" or ".join(known),
            do=f"Did you mean {near[0]!r}?" if near else None,
        )
    return spells.filter(pl.col("system") == system)
