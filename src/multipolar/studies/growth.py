"""Yearly series beside others, and how fast they grow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.studies.chance import groups_like
from multipolar.studies.wording import listed
from multipolar.ties import strata, trend, trend_difference
from multipolar.ties.trends import FEWEST_YEARS

if TYPE_CHECKING:
    from multipolar.studies.context import Actor, Context

DIGITS = 10  # of a growth rate in percent; what is smaller comes from rounding


class Lines(NamedTuple):
    """Yearly series of the claim's own and of what it is compared with, and what a reader should know of them.

    Arrays: years (n,), own (n,), than (n,) or None, others (n, comparisons), others_than likewise or None.
    """

    years: NDArray[np.int64]
    own: NDArray[np.float64]
    than: NDArray[np.float64] | None
    others: NDArray[np.float64]
    others_than: NDArray[np.float64] | None
    among: str
    note: str = ""


def tie_totals(
    context: Context,
    actor: Actor,
    name: str,
    start: int,
    end: int,
    rng: np.random.Generator,
    *,
    outside: bool,
) -> Lines:
    """Sum the ties inside the group and, if asked, across its border; the same for random groups."""
    layer = context.layer(name, start, end)
    # Pairs with data in every year; the others are left out.
    known: NDArray[np.bool_] = np.asarray(np.isfinite(layer.values).all(axis=0))
    values = np.where(known, layer.values, 0.0)
    years = np.asarray(layer.years, dtype=np.int64)
    if not set(actor.states) <= set(layer.states):  # a named group is whole or unknown
        unknown = np.full(years.size, np.nan)
        none = np.empty((years.size, 0))
        return Lines(years, unknown, unknown if outside else None, none, none if outside else None, "nothing")
    of = np.array([layer.states.index(state) for state in actor.states], dtype=np.intp)
    kinds = strata(region=context.regions(layer.states))
    active = values.sum(axis=(0, 2)) > 0
    active[of] = True
    groups = groups_like(of, active, number=context.draws, rng=rng, strata=kinds)
    everyone = values.sum(axis=2) + values.sum(axis=1)  # each state's ties with all, both directions

    def totals(columns: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        inside = values[:, columns[:, None], columns].sum(axis=(1, 2))
        return inside, everyone[:, columns].sum(axis=1) - 2 * inside

    own, across = totals(of)
    pairs, all_pairs = known[np.ix_(of, of)].sum(), of.size * (of.size - 1)
    # Few known pairs grow by leaps, so a group that is mostly unknown is no comparison.
    usable = [group for group in groups if 2 * known[np.ix_(group, group)].sum() >= all_pairs]
    if 2 * pairs < all_pairs:
        own = np.full(years.size, np.nan)
    drawn = np.array([totals(group) for group in usable]).reshape(-1, 2, len(layer.years))
    drawn = drawn[(drawn[:, : 1 + outside] > 0).all(axis=(1, 2))]
    others, others_across = drawn[:, 0].T, drawn[:, 1].T
    among = f"{len(drawn):,} random groups of {of.size} states from the same regions"
    note = (
        f"{pairs} of the {all_pairs} flows among the members have data in every year; only these are summed."
    )
    return Lines(
        years,
        own,
        across if outside else None,
        others,
        others_across if outside else None,
        among,
        "" if pairs == all_pairs else note,
    )


def earlier(
    years: NDArray[np.int64], start: int, window: Callable[[NDArray[np.bool_]], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return one column for each window of the same length that ends before `start` and is wholly known."""
    length = int(years[-1]) - start + 1
    past = [window((years >= first) & (years < first + length)) for first in years if first + length <= start]
    usable = [line for line in past if np.isfinite(line).all()]
    return np.column_stack(usable) if usable else np.empty((length, 0))


def total(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the yearly sum over the states with data in every year; NaN where there is none."""
    complete = (np.isfinite(x) & (x > 0)).all(axis=0)
    return x[:, complete].sum(axis=1) if complete.any() else np.full(len(x), np.nan)


def grows(lines: Lines) -> bool:
    """Whether growth rates can be taken: known in the first and last year, above zero wherever known."""
    for line in (lines.own, lines.than):
        if line is None:
            continue
        finite = np.isfinite(line)
        if not (finite[0] and finite[-1] and finite.sum() >= FEWEST_YEARS and (line[finite] > 0).all()):
            return False
    return True


def gaps(lines: Lines) -> list[str]:
    """Say in which years nothing is known."""
    missing = [
        str(year) for year, value in zip(lines.years, lines.own, strict=True) if not np.isfinite(value)
    ]
    return [f"No data for {listed(missing)}; the line is fitted through the other years."] if missing else []


def effect_of(lines: Lines) -> tuple[float, float, float]:
    """Return the growth and its interval; what is left by rounding of a constant series is zero."""
    if lines.than is None:
        single = trend(lines.years, lines.own)
        value, low, high = single.value, single.low, single.high
    else:
        both = trend_difference((lines.years, lines.own), (lines.years, lines.than))
        value, low, high = both.value, both.low, both.high
    return round(value, DIGITS), round(low, DIGITS), round(high, DIGITS)


def growths(lines: Lines) -> NDArray[np.float64]:
    """Return the same effect for each comparison, NaN where a value is missing or not above zero."""
    own = _slopes(lines.others)
    return own if lines.others_than is None else own - _slopes(lines.others_than)


def _slopes(x: NDArray[np.float64]) -> NDArray[np.float64]:
    time = np.arange(len(x)) - (len(x) - 1) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(x > 0, np.log(x), np.nan)
    return 100 * np.expm1(time @ logs / (time @ time))
