"""From the codes and names that sources use, at a date, to the ids of states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

import polars as pl

from multipolar.errors import InputError, suggestions
from multipolar.vocabulary.rows import read_rows

_ALWAYS_FROM = dt.date(1, 1, 1)
_ALWAYS_TO = dt.date(9999, 12, 31)


@cache
def _all_codes() -> pl.DataFrame:
    return read_rows("codes", dates=["from", "to"])


def codes(system: str | None = None) -> pl.DataFrame:
    """Return the dated codes and names, one row a spell.

    Parameters
    ----------
    system
        A code system, such as ``"iso3"``, ``"cow"`` or ``"un"`` (the names that the UN uses); None for all.

    Returns
    -------
    polars.DataFrame
        ``system, code, state, from (Date), to (Date), note``. Both days belong to the spell;
        null is open on that side. A code is in no two spells on the same day.

    Raises
    ------
    InputError
        For a code system that does not exist.

    Examples
    --------
    >>> codes("cow").filter(pl.col("code") == "345")["state"].to_list()
    ['SRB', 'YUG', 'SCG', 'SRB']
    """
    return _all_codes() if system is None else _of(system)


def resolve(system: str, words: pl.Series, when: pl.Series | int | dt.date) -> pl.Series:
    """Return the id of the state that each code or name stood for at its time; null where it stood for none.

    A year is resolved to the state that held the code for most of the year: Correlates of War's 365
    is SUN in 1991 and RUS in 1992.

    Parameters
    ----------
    system
        A code system of `codes`.
    words
        Codes or names, as text or whole numbers, length n. They are compared as they stand.
    when
        Years, or dates: one for all, or a series of length n.

    Returns
    -------
    polars.Series
        State ids (String), length n, named ``state``. Null for a null, an unknown code, and a known code
        outside its spells; `unknown` tells the first two cases from the third.

    Raises
    ------
    InputError
        For a code system that does not exist, series of unequal length, or `when` of another type.

    Examples
    --------
    >>> resolve("cow", pl.Series([365, 365, 365]), pl.Series([1900, 1950, 2000])).to_list()
    ['RUS', 'SUN', 'RUS']
    >>> resolve("iso3", pl.Series(["AZE", None, "WLD"]), 2020).to_list()
    ['AZE', None, None]
    """
    spells = _of(system)
    first, last = _days(when, len(words))
    asked = pl.DataFrame({"code": _as_text(words), "first": first, "last": last})
    # millions of rows hold few different questions: answer each of these once
    questions = asked.unique(maintain_order=True)
    since, until = pl.col("from").fill_null(_ALWAYS_FROM), pl.col("to").fill_null(_ALWAYS_TO)
    days_held = pl.min_horizontal(until, "last") - pl.max_horizontal(since, "first")
    answers = (
        questions.join(spells.select("code", "state", "from", "to"), on="code")
        .with_columns(days_held=days_held)
        .filter(pl.col("days_held") >= dt.timedelta(0))
        .group_by("code", "first", "last", maintain_order=True)
        .agg(pl.col("state").sort_by("days_held", descending=True, maintain_order=True).first())
    )
    return asked.join(answers, on=["code", "first", "last"], how="left", maintain_order="left")["state"]


def aggregates(system: str) -> frozenset[str]:
    """Return the codes and names of a system that are no state: the world, regions, groups, rebels.

    A reader drops these knowingly.

    Parameters
    ----------
    system
        A code system of `codes`.

    Returns
    -------
    frozenset of str
        Codes or names as the source writes them; empty where a system has none.

    Examples
    --------
    >>> sorted(aggregates("iso3"))
    []
    """
    return _not_states().get(system, frozenset())


def unknown(system: str, words: Iterable[object]) -> list[str]:
    """Return, sorted, the codes or names that are neither of a state at any date nor an aggregate.

    Parameters
    ----------
    system
        A code system of `codes`.
    words
        Codes or names; nulls are passed over.

    Returns
    -------
    list of str
        What a reader must not drop in silence.

    Raises
    ------
    InputError
        For a code system that does not exist.

    Examples
    --------
    >>> unknown("cow", [365, 640, 9999])
    ['9999']
    """
    known = set(_of(system)["code"]) | aggregates(system)
    return sorted({str(word) for word in words if word is not None} - known)


@cache
def _not_states() -> dict[str, frozenset[str]]:
    table = read_rows("aggregates")
    return {str(key[0]): frozenset(rows["code"]) for key, rows in table.group_by("system")}


@cache
def _of(system: str) -> pl.DataFrame:
    table = _all_codes()
    known = table["system"].unique(maintain_order=True).to_list()
    if system not in known:
        near = suggestions(system, known)
        raise InputError(
            f"There is no code system {system!r}.",
            expected=", ".join(known),
            do=f"Did you mean {near[0]!r}?" if near else None,
        )
    return table.filter(pl.col("system") == system)


def _as_text(words: pl.Series) -> pl.Series:
    """Return codes as text: R files keep whole numbers as floats, and 365.0 is code 365."""
    if words.dtype.is_float():
        # Anything but a whole number is no code: 2.5 must not become the United States.
        words = words.set(words != words.floor(), None).cast(pl.Int64, strict=False)
    return words.cast(pl.String).alias("code")


def _days(when: pl.Series | int | dt.date, length: int) -> tuple[pl.Series, pl.Series]:
    """Return the first and last day that each question is about: a whole year, or one date."""
    times = when if isinstance(when, pl.Series) else pl.repeat(when, length, eager=True)
    if len(times) != length:
        raise InputError(
            "The codes and their times are not of one length.", expected=str(length), got=str(len(times))
        )
    if times.dtype == pl.Date:
        return times.alias("first"), times.alias("last")
    if isinstance(times.dtype, pl.Datetime):
        return times.dt.date().alias("first"), times.dt.date().alias("last")
    if not (times.dtype.is_integer() or times.dtype == pl.Null):
        raise InputError("Times are years or dates.", expected="whole years or dates", got=str(times.dtype))
    years = times.cast(pl.Int32).alias("year").to_frame()
    days = years.select(first=pl.date("year", 1, 1), last=pl.date("year", 12, 31))
    return days["first"], days["last"]
