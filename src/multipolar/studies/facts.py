"""Everything a claim may look up: series, layers, votes, daily scores and conflicts, each read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from multipolar import atlas, panel, vocabulary
from multipolar.ties import agreement_by_year

VOTE_AGREEMENT = "vote_agreement"  # the one layer that is computed here, from the roll calls
DAYS, VOTES, CONFLICTS = "daily_coverage", "un_rollcalls", "conflict_years"
T = TypeVar("T")


@dataclass(slots=True)
class Facts:
    """The atlas as claims see it. What has been read is kept, since claims ask for the same again and again."""

    _kept: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False)

    def _once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def series(self, variable: str, first: int, last: int) -> panel.StateYearArrays:
        """Return one variable for every state of the system: values (1, years, states), null as NaN.

        Years after the variable's last are left out, so `years` may end before `last`.
        """
        last = min(last, vocabulary.variable(variable).last_year or last)
        first = min(first, last)
        return self._once(
            ("series", variable, first, last), lambda: panel.state_years(first, last).add(variable).to_numpy()
        )

    @staticmethod
    def first(variable: str) -> int:
        """Return the first year of a variable; 0 for one without years."""
        return vocabulary.variable(variable).first_year or 0

    def label(self, variable: str) -> str:
        """Return a variable's label, in running text."""
        return _running(vocabulary.variable(variable).label)

    @staticmethod
    def unit(variable: str) -> str:
        """Return a variable's unit."""
        return vocabulary.variable(variable).unit

    def layer(self, name: str, first: int, last: int) -> panel.Layer:
        """Return one layer for every state of the system: values (years, states, states)."""
        make = self._vote_agreement if name == VOTE_AGREEMENT else self._table_layer
        return self._once(("layer", name, first, last), lambda: make(name, first, last))

    @staticmethod
    def _table_layer(name: str, first: int, last: int) -> panel.Layer:
        return panel.layer(name, first, last)

    def _vote_agreement(self, name: str, first: int, last: int) -> panel.Layer:
        votes = self.votes(first, last)
        found = agreement_by_year(votes.matrix, votes.rollcalls["year"].to_numpy().astype(np.int64))
        window = self.layer_first(name), self.layer_horizon(name)
        return panel.Layer(
            name,
            100 * found.rate,
            found.years,
            votes.states,
            self.layer_unit(name),
            False,
            "un_votes",
            *window,
        )

    def layer_label(self, name: str) -> str:
        """Return a layer's label, in running text."""
        return (
            "voting agreement in the General Assembly"
            if name == VOTE_AGREEMENT
            else _running(vocabulary.layer(name).label)
        )

    def layer_unit(self, name: str) -> str:
        """Return the unit of a layer's values."""
        return "percent of common votes" if name == VOTE_AGREEMENT else vocabulary.layer(name).unit

    @staticmethod
    def layer_directed(name: str) -> bool:
        """Return whether a layer's tie from i to j may differ from that from j to i."""
        return name != VOTE_AGREEMENT and vocabulary.layer(name).directed

    def layer_first(self, name: str) -> int:
        """Return the first year of a layer; 0 for one without years."""
        if name == VOTE_AGREEMENT:
            return atlas.open().table(VOTES).first_year or 0
        return vocabulary.layer(name).first_year or 0

    def layer_horizon(self, name: str) -> int:
        """Return the last year of a layer; 0 for one without years."""
        if name == VOTE_AGREEMENT:
            return self.votes_horizon()
        return vocabulary.layer(name).last_year or 0

    def layer_years(self, name: str, span: tuple[int, int]) -> tuple[int, int]:
        """Return the years to read for a window, so that windows near each other share one reading."""
        first, last = self.layer_first(name), self.layer_horizon(name)
        if not last:
            return span
        return max(first, span[0] // 10 * 10), min(last, max(span[1], span[1] // 10 * 10 + 9))

    def votes(self, first: int, last: int, *, final: bool = True) -> panel.Votes:
        """Return the General Assembly's roll calls of the years."""
        return self._once(("votes", first, last, final), lambda: panel.votes(first, last, final=final))

    def votes_until(self) -> str:
        """Return the day of the last roll call."""
        found = self._once(
            ("votes until",), lambda: atlas.open().scan(VOTES).select(pl.col("date").max()).collect().item()
        )
        return str(found.isoformat())

    def votes_of(self, year: int) -> str:
        """Return how far the roll calls of a year reach: the year, or the last day where it was not over."""
        until = self.votes_until()
        return until if str(year) == until[:4] and until[5:7] < "12" else str(year)

    def votes_horizon(self) -> int:
        """Return the year of the last roll call."""
        return int(self.votes_until()[:4])

    def regions(self, states: Sequence[str]) -> NDArray[np.str_]:
        """Return the M49 region of each state; empty where it has none."""
        rows = vocabulary.states()
        region = dict(zip(rows["state"].to_list(), rows["region"].to_list(), strict=True))
        return np.array([region.get(state) or "" for state in states], dtype=np.str_)

    def daily(self, states: tuple[str, ...]) -> panel.DailyInteraction:
        """Return the daily interaction of these states over all days of the source."""
        return self._once(("daily", states), lambda: panel.daily(states, *self.daily_window()))

    def daily_window(self) -> tuple[dt.date, dt.date]:
        """Return the first and the last day of daily interaction."""

        def make() -> tuple[dt.date, dt.date]:
            days = (
                atlas.open()
                .scan(DAYS)
                .select(first=pl.col("date").min(), last=pl.col("date").max())
                .collect()
            )
            first, last = days.row(0)
            return first, last

        return self._once(("daily window",), make)

    def conflict(self, number: int) -> pl.DataFrame:
        """Return the years in which a conflict was active; no rows for an unknown number."""
        return self._once(
            ("conflict", number),
            lambda: atlas.open().scan(CONFLICTS).filter(pl.col("conflict_id") == number).collect(),
        )

    @staticmethod
    def conflict_first() -> int:
        """Return the first year of the conflict records."""
        return atlas.open().table(CONFLICTS).first_year or 0

    def conflict_horizon(self) -> int:
        """Return the last year of the conflict records."""
        return atlas.open().table(CONFLICTS).last_year or 0

    def sources_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the sources of variables and layers, each once, in the order of the names."""
        sources = (
            "un_votes" if name == VOTE_AGREEMENT else vocabulary.variable_or_layer(name).source
            for name in names
        )
        return tuple(dict.fromkeys(sources))


def _running(label: str) -> str:
    """Lower a label's first letter for running text, unless its first word is an acronym or a name."""
    first, *rest = label.split(" ")
    is_name = any(word[:1].isupper() for word in rest[:1])  # "Composite Index", but "Trade flow (BACI)"
    return (
        label
        if is_name or first[1:] != first[1:].lower() or len(first) == 1
        else label[0].lower() + label[1:]
    )
