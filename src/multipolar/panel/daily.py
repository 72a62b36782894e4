"""Reported events between states, day by day, as an array: days by states by states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from multipolar import atlas
from multipolar.atlas import Atlas
from multipolar.errors import InputError, OutsideWindow
from multipolar.panel import asked


@dataclass(frozen=True, slots=True)
class DailyInteraction:
    """How friendly or hostile the reported events between states were on each day.

    Attributes
    ----------
    dates
        datetime64[D], every day from the first to the last asked for.
    states
        Ids along the second and third axis.
    values
        float64, shape (days, states, states), symmetric: the sum of the day's event scores, positive
        where cooperation prevails; 0 where the day is covered and nothing was reported; NaN on days
        that are not covered, for states that the collection never names, and on the diagonal.
    covered
        bool, shape (days,): whether the collection has the day at all.
    """

    dates: NDArray[np.datetime64]
    states: tuple[str, ...]
    values: NDArray[np.float64]
    covered: NDArray[np.bool_]


def daily(
    states: Iterable[str],
    first_date: dt.date,
    last_date: dt.date,
    *,
    source: Atlas | None = None,
) -> DailyInteraction:
    """Return the daily interaction score of every pair among `states`.

    The score of a pair on a day sums, over its reported events, the Goldstein value + .025 sources + .01
    articles + .01 tone; so it grows with the attention of the press as well as with what was done.

    Parameters
    ----------
    states
        Ids or names, in the order of the axes; at least two.
    first_date, last_date
        Days, both inclusive.
    source
        Another atlas than the embedded one.

    Returns
    -------
    DailyInteraction
        With its array of shape (days, states, states).

    Raises
    ------
    OutsideWindow
        Where no day of the collection lies between the two.
    UnknownState
        With suggestions.
    InputError
        Days that are not in order, fewer than two states, one named twice.

    Examples
    --------
    >>> day = dt.date(2020, 9, 27)
    >>> float(daily(["ARM", "AZE"], day, day).values[0, 0, 1])
    -3444.0
    """
    ids = asked.states(states) or ()
    if len(ids) < 2:
        raise InputError("Interaction needs at least two states.", got=", ".join(ids) or "none")
    first, last = _days(first_date, last_date)
    opened = atlas.open() if source is None else source
    window = pl.col("date").is_between(first, last)
    coverage = opened.scan("daily_coverage").filter(window).collect()
    if coverage.is_empty():
        record = opened.table("daily_coverage")
        raise OutsideWindow(
            "No day of the daily interaction lies between these two.",
            expected=f"days in {record.first_year} to {record.last_year}",
            got=f"{first} to {last}",
        )
    dates = np.arange(np.datetime64(first), np.datetime64(last) + np.timedelta64(1, "D"))
    covered = np.isin(dates, coverage["date"].to_numpy())
    rows = opened.scan("daily_interaction")
    named = set(_named(rows))
    seen = np.array([state in named for state in ids])
    values = np.full((len(dates), len(ids), len(ids)), np.nan)
    values[covered[:, None, None] & seen[:, None] & seen] = 0.0
    axis = pl.Enum(ids)
    found = rows.filter(window, pl.col("state_i").is_in(ids), pl.col("state_j").is_in(ids)).select(
        (pl.col("date") - first).dt.total_days().alias("t"),
        pl.col("state_i").cast(axis).to_physical().alias("i"),
        pl.col("state_j").cast(axis).to_physical().alias("j"),
        pl.col("score").cast(pl.Float64),
    )
    t, i, j, score = (column.to_numpy() for column in found.collect().iter_columns())
    values[t, i, j] = score
    values[t, j, i] = score
    values[:, np.arange(len(ids)), np.arange(len(ids))] = np.nan
    return DailyInteraction(dates, ids, values, covered)


def _named(rows: pl.LazyFrame) -> list[str]:
    each = pl.concat([rows.select(state=pl.col("state_i")), rows.select(state=pl.col("state_j"))])
    return each.unique().collect()["state"].to_list()


def _days(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    for name, day in (("first", first), ("last", last)):
        if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
            raise InputError(f"The {name} day is not a date.", expected="a datetime.date", got=repr(day))
    if first > last:
        raise InputError("The first day is after the last.", got=f"{first} to {last}", do="Exchange the two.")
    return first, last
