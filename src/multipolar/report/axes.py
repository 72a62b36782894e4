"""What runs along an axis (years, dates, numbers or categories), and how Vega-Lite is told so."""

from __future__ import annotations

import datetime as dt
import math
import re
from enum import StrEnum
from typing import Any

import polars as pl

Spec = dict[str, Any]
_TITLE_LETTERS = 56  # a line of the title above a plot, so that it fits a phone
_AXIS_LETTERS = 36  # a line of the title below it, beside which the names of categories stand
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}.*")


class Axis(StrEnum):
    """The nature of a column that is drawn along an axis."""

    YEAR = "year"
    DATE = "date"
    NUMBER = "number"
    CATEGORY = "category"


def axis_of(column: pl.Series) -> Axis:
    """Return the nature of a column, from its type and values.

    Whole numbers between 1500 and 2300 are years; text is a date where all of it looks like ISO dates.

    Examples
    --------
    >>> axis_of(pl.Series([2019, 2020])), axis_of(pl.Series(["2020-09-27"])), axis_of(pl.Series([0.5]))
    (<Axis.YEAR: 'year'>, <Axis.DATE: 'date'>, <Axis.NUMBER: 'number'>)
    """
    known = column.drop_nulls()
    if column.dtype.is_temporal():
        return Axis.DATE
    if column.dtype.is_numeric():
        numbers = known.cast(pl.Float64)
        numbers = numbers.filter(numbers.is_finite())
        whole = bool(numbers.len()) and bool((numbers == numbers.round()).all())
        return Axis.YEAR if whole and bool(numbers.is_between(1500, 2300).all()) else Axis.NUMBER
    texts = known.cast(pl.String).to_list()
    return Axis.DATE if texts and all(_ISO.fullmatch(text) for text in texts) else Axis.CATEGORY


def json_value(value: object) -> object:
    """Return `value` as Vega-Lite data: dates as ISO text, six digits, null for what is not a number."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10] if not isinstance(value, dt.datetime) else value.isoformat()[:19]
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    return str(value)


def domain(*columns: pl.Series, zero: bool = False, room: float = 0.04) -> tuple[float, float]:
    """Return round ends of an axis that holds all values, with a little room.

    Zero is an end where `zero` says so, or where it is near: values all of one sign, reaching below two
    fifths of their largest. Numbers just below 1 or 100 end there, as shares and percentages do.

    Examples
    --------
    >>> domain(pl.Series([1.0, 9.3]))
    (0.0, 10.0)
    """
    values = [
        float(v) for column in columns for v in column.drop_nulls().to_list() if math.isfinite(float(v))
    ]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    if low == high:
        low, high = low - (abs(low) / 2 or 0.5), high + (abs(high) / 2 or 0.5)
    if low >= 0 and (zero or low < 0.4 * high):
        low = 0.0
    if high <= 0 and (zero or high > 0.4 * low):
        high = 0.0
    span = high - low
    low, high = (low - room * span if low else 0.0), (high + room * span if high else 0.0)
    step = _round_step((high - low) / 6)
    bottom = float(f"{math.floor(low / step + 1e-9) * step:.10g}")
    top = float(f"{math.ceil(high / step - 1e-9) * step:.10g}")
    bound = next((most for most in (1.0, 100.0) if 0.9 * most < max(values) <= most < top), top)
    return bottom, bound if bottom >= 0 else top


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor for factor in (1, 2, 5, 10) if factor * power >= step - 1e-12) * power / 2


def position(axis: Axis, ends: tuple[float, float] | None = None, title: str | None = None) -> Spec:
    """Return the type, scale and axis of a position channel that holds years, dates or numbers.

    `ends` are as `as_number` gives them: years, days or the values.
    """
    drawn: Spec
    lines = wrapped(title, _AXIS_LETTERS).split("\n") if title else None
    scale: Spec = {"nice": False, "zero": False}
    if ends is not None:
        scale["domain"] = list(ends)
    if axis is Axis.DATE:
        ticks = date_ticks(ends[1] - ends[0]) if ends else {}
        drawn = {"title": lines, "labelOverlap": "greedy", **ticks}
        return {"type": "temporal", "scale": {"type": "utc", "nice": False}, "axis": drawn}
    drawn = {"title": lines, "labelOverlap": "greedy"}
    if axis is Axis.YEAR:
        drawn |= {"format": "d", "tickMinStep": 1, **({"values": year_ticks(*ends)} if ends else {})}
    elif ends is not None:
        drawn["tickCount"] = 5
    return {"type": "quantitative", "scale": scale, "axis": drawn}


def date_ticks(days: float) -> Spec:
    """Return tick spacing and format of an axis that spans so many days."""
    if days <= 80:
        step = next(s for s in (1, 2, 7, 14) if days / s <= 8 or s == 14)
        return {"tickCount": {"interval": "day", "step": step}, "format": "%-d %b"}
    months = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240, 480) if days / 30 / s <= 7 or s == 480)
    form = "%b %Y" if months < 12 else "%Y"
    if months < 12:
        return {"tickCount": {"interval": "month", "step": months}, "format": form}
    return {"tickCount": {"interval": "year", "step": months // 12}, "format": form}


def as_number(axis: Axis, value: object) -> float:
    """Return a place along an axis as a number, for measuring distances: years, days or the value."""
    if axis is Axis.DATE:
        if isinstance(value, dt.date):
            return float(value.toordinal())
        return float(dt.date.fromisoformat(str(value)[:10]).toordinal())
    return float(str(value))


def mark_place(axis: Axis, at: str, *, exact: bool = False) -> str | float | None:
    """Return where a dated mark stands on an axis; None where the axis has no time or `at` is no date.

    On an axis of years a date stands at its year, since the values there are of whole years; or, where they
    hold from the beginning of a year to its end, `exact` gives its place within the year.

    Examples
    --------
    >>> mark_place(Axis.YEAR, "2020-09-27"), mark_place(Axis.DATE, "2020"), mark_place(Axis.NUMBER, "2020")
    (2020, '2020-01-01', None)
    """
    found = re.fullmatch(r"(\d{4})(-\d{2})?(-\d{2})?", at.strip())
    if found is None or axis not in (Axis.YEAR, Axis.DATE):
        return None
    day = f"{found[1]}{found[2] or '-01'}{found[3] or '-01'}"
    if axis is Axis.DATE:
        return day
    try:
        elapsed = dt.date.fromisoformat(day).timetuple().tm_yday / 366 if exact else 0
    except ValueError:
        return None
    return int(found[1]) + round(elapsed, 2)


def wrapped(text: str, width: int = 24) -> str:
    """Return `text` in lines of about equal length, at most three; what is longer is cut.

    Examples
    --------
    >>> wrapped("the same change before 2013", 16)
    'the same change\\nbefore 2013'
    """
    count = -(-len(text) // width)
    even = -(-len(text) // count) + 3 if count > 1 else width
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < min(even, width):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > 3:
        lines = [*lines[:2], lines[2] + " …"]
    return "\n".join(lines)


def capital(text: str) -> str:
    """Return `text` with its first letter in upper case.

    Examples
    --------
    >>> capital("the conflict")
    'The conflict'
    """
    return text[:1].upper() + text[1:]


def title_lines(text: str) -> list[str]:
    """Return the title above a plot as lines that fit a phone, beginning with a capital.

    Examples
    --------
    >>> title_lines("persons")
    ['Persons']
    """
    return wrapped(capital(text), _TITLE_LETTERS).split("\n")


def year_ticks(first: float, last: float, most: int = 8) -> list[int]:
    """Return round years between two years, at most `most` of them.

    Examples
    --------
    >>> year_ticks(1993, 2024)
    [1995, 2000, 2005, 2010, 2015, 2020]
    """
    start, end = math.ceil(first), math.floor(last)
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50) if (end - start) / s < most), 100)
    return [year for year in range(start, end + 1) if year % step == 0]
