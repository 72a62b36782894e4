"""Daily interaction inside a group, across its border or within a pair, before and after an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.errors import InputError, OutsideWindow
from multipolar.ties.block_bootstrap import central_interval, moving_blocks
from multipolar.ties.membership import members_of
from multipolar.ties.standing import Standing, standing

Statistic = Literal["mean", "median"]
Days = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A daily series before and after an event. It describes; it does not say what caused the difference.

    Attributes
    ----------
    before, after
        Mean (or median) over the covered days of each window.
    difference, low, high
        `after - before`, with its moving-block bootstrap interval (each window resampled).
    level
        Coverage of the interval.
    days_before, days_after
        Covered days in each window.
    placebo_dates
        (placebos,), datetime64[D]: other days on which the event could have begun.
    placebo
        (placebos,), float64: the difference at each of them. Their windows overlap, so they are fewer than
        they look.
    among
        The difference beside the placebos.
    """

    before: float
    after: float
    difference: float
    low: float
    high: float
    level: float
    days_before: int
    days_after: int
    placebo_dates: Days
    placebo: NDArray[np.float64]
    among: Standing


def interaction_series(
    values: ArrayLike,
    first: ArrayLike,
    second: ArrayLike | None = None,
    *,
    covered: ArrayLike | None = None,
) -> NDArray[np.float64]:
    """Average the daily score over pairs of one state of `first` and one of `second`, in both directions.

    Inside a group: give its members once. Across its border: its members, and the other states. A pair: two
    groups of one.

    Parameters
    ----------
    values
        (days, states, states): score of the events from i to j; NaN where unknown, zero where a covered day
        had no event. The diagonal is not read.
    first, second
        Masks or positions; `second` is `first` by default. They are the same or have no state in common.
    covered
        (days,), bool: days on which the source reports; the others are NaN in the result.

    Returns
    -------
    ndarray
        (days,), float64: mean over known ordered pairs; NaN on days without any.

    Raises
    ------
    InputError
        The shapes do not fit, the groups overlap in part, or a group of one is given alone.

    Examples
    --------
    >>> values = np.zeros((2, 3, 3))
    >>> values[1, 0, 1] = 8.0
    >>> interaction_series(values, [0, 1])
    array([0., 4.])
    >>> interaction_series(values, [0], [1, 2], covered=[False, True])
    array([nan,  2.])
    """
    x = np.asarray(values, dtype=np.float64)
    if x.ndim != 3 or x.shape[1] != x.shape[2]:
        raise InputError("Daily interaction has the shape (days, states, states).", got=f"shape {x.shape}")
    one = members_of(first, x.shape[1])
    other = one if second is None else members_of(second, x.shape[1])
    shared = np.intersect1d(one, other)
    if shared.size and not np.array_equal(one, other):
        raise InputError("The two groups overlap.", expected="the same group, or no state in common")
    if shared.size == 1:
        raise InputError("A group of one has no interaction inside.", got=f"position {one[0]}")
    pairs = x[:, one[:, None], other[None, :]]
    back = x[:, other[:, None], one[None, :]]
    if shared.size:
        pairs, back = pairs[:, ~np.eye(one.size, dtype=bool)], back[:, :0, :0]
    flat = np.concatenate([pairs.reshape(len(x), -1), back.reshape(len(x), -1)], axis=1)
    known = np.isfinite(flat)
    if covered is not None:
        on = np.asarray(covered, dtype=bool)
        if on.shape != (len(x),):
            raise InputError("Coverage needs one truth for each day.", got=f"shape {on.shape}")
        known &= on[:, None]
    count = known.sum(axis=1)
    series = np.full(len(x), np.nan)
    np.divide(np.where(known, flat, 0.0).sum(axis=1), count, out=series, where=count > 0)
    return series


def before_after(
    dates: ArrayLike,
    series: ArrayLike,
    start: object,
    end: object | None = None,
    *,
    days: int,
    rng: np.random.Generator,
    statistic: Statistic = "mean",
    fewest: float = 0.5,
    draws: int = 1000,
    block: int | None = None,
    level: float = 0.9,
) -> BeforeAfter:
    """Compare the `days` before an event with the `days` after it, and with the same at every other date.

    The event itself, from `start` to `end`, belongs to neither window. A placebo is another day on which an
    event of the same length would leave both windows inside the series, well covered, and clear of the true
    event.

    Parameters
    ----------
    dates
        (n,), datetime64 or datetime.date, ascending, each day once; days may be absent.
    series
        (n,), as `interaction_series` gives; NaN on days that are not covered.
    start, end
        First and last day of the event (datetime.date, datetime64 or ISO text); `end` is `start` by default.
    days
        Calendar days in each window.
    rng
        The source of chance of the bootstrap.
    statistic
        ``"mean"`` or ``"median"``; scores have heavy tails, so that a few days can make a mean.
    fewest
        The part of each window's days that must be covered.
    draws, block
        Bootstrap replicates, and days a block (by default the cube root of the covered days).
    level
        Coverage of the intervals.

    Returns
    -------
    BeforeAfter

    Raises
    ------
    OutsideWindow
        Too few days of a window are covered.
    InputError
        The dates or other arguments do not fit.

    References
    ----------
    Künsch, H. R. (1989). The jackknife and the bootstrap for general stationary observations. Annals of
    Statistics 17(3).

    Examples
    --------
    >>> dates = np.arange("2020-01-01", "2020-03-01", dtype="datetime64[D]")
    >>> series = (dates >= np.datetime64("2020-02-01")).astype(float)
    >>> found = before_after(dates, series, "2020-02-01", days=10, rng=np.random.default_rng(1))
    >>> found.difference, found.placebo.size
    (1.0, 19)
    """
    calendar, y = _on_calendar(dates, series)
    if statistic not in ("mean", "median") or days < 1 or not 0.0 < fewest <= 1.0:
        raise InputError(
            "The comparison before and after does not fit.",
            expected="statistic mean or median, days >= 1, fewest above 0 and at most 1",
            got=f"{statistic!r}, {days}, {fewest}",
        )
    first, last = (_position(calendar, day) for day in (start, start if end is None else end))
    if last < first:
        raise InputError("The event ends before it starts.", got=f"{start} to {end}")
    length = last - first + 1
    needed = max(1, int(np.ceil(fewest * days)))
    windows = [_window(y, first - days, days), _window(y, last + 1, days)]
    for name, window in zip(("before", "after"), windows, strict=True):
        if window.size < needed:
            raise OutsideWindow(
                f"Too few of the {days} days {name} the event are covered.",
                expected=f"at least {needed} days",
                got=f"{window.size}; the series runs from {calendar[0]} to {calendar[-1]}",
                do="Take a shorter window.",
            )
    of = np.mean if statistic == "mean" else np.median
    before, after = (float(of(window)) for window in windows)
    again = [of(w[moving_blocks(w.size, draws, rng=rng, block=block)], axis=1) for w in windows]
    low, high = central_interval(again[1] - again[0], level)
    places, placebo = [], []
    for place in range(days, calendar.size - length - days + 1):
        clear = place + length + days <= first or place - days > last
        pair = [_window(y, place - days, days), _window(y, place + length, days)] if clear else []
        if pair and min(window.size for window in pair) >= needed:
            places.append(place)
            placebo.append(float(of(pair[1]) - of(pair[0])))
    differences = np.array(placebo, dtype=np.float64)
    return BeforeAfter(
        before=before,
        after=after,
        difference=after - before,
        low=low,
        high=high,
        level=level,
        days_before=windows[0].size,
        days_after=windows[1].size,
        placebo_dates=calendar[np.array(places, dtype=np.int64)],
        placebo=differences,
        among=standing(after - before, differences, level),
    )


def _on_calendar(dates: ArrayLike, series: ArrayLike) -> tuple[Days, NDArray[np.float64]]:
    """Lay the series on every day from its first to its last, NaN where it has none."""
    try:
        day = np.asarray(dates, dtype="datetime64[D]")
    except (TypeError, ValueError) as error:
        raise InputError("The dates of a series must be days.", got=str(error)) from error
    y = np.asarray(series, dtype=np.float64)
    if day.ndim != 1 or day.shape != y.shape or day.size == 0 or (np.diff(day).astype(int) <= 0).any():
        raise InputError(
            "A daily series needs ascending days, each once, with one value each.",
            got=f"shapes {day.shape} and {y.shape}",
        )
    offset = (day - day[0]).astype(int)
    whole = np.full(offset[-1] + 1, np.nan)
    whole[offset] = y
    return day[0] + np.arange(whole.size), whole


def _position(calendar: Days, day: object) -> int:
    try:
        return int((np.datetime64(day, "D") - calendar[0]).astype(int))  # type: ignore[call-overload]
    except (TypeError, ValueError) as error:
        raise InputError(
            "An event begins and ends on a day.", expected="YYYY-MM-DD", got=repr(day)
        ) from error


def _window(y: NDArray[np.float64], begin: int, days: int) -> NDArray[np.float64]:
    window = y[max(begin, 0) : max(begin + days, 0)]
    return window[np.isfinite(window)]
