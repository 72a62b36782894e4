"""Facts invented for one claim at a time, so that the right verdict is known before the claim is tested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from multipolar import panel
from multipolar.studies import parse
from multipolar.studies.context import Context
from multipolar.studies.findings import Finding

EUROPE = (
    "FRA",
    "DEU",
    "ITA",
    "ESP",
    "POL",
    "SWE",
    "NOR",
    "FIN",
    "DNK",
    "PRT",
    "GRC",
    "HUN",
    "ROU",
    "BGR",
    "AUT",
)
ASIA = (
    "AZE",
    "ARM",
    "GEO",
    "TUR",
    "KAZ",
    "KGZ",
    "UZB",
    "IRN",
    "IRQ",
    "JPN",
    "THA",
    "VNM",
    "IND",
    "PAK",
    "NPL",
)
STATES = tuple(sorted((*EUROPE, *ASIA)))

HEAD = """
[study]
id = "invented"
title = "Invented"
question = "Does the claim get the verdict that it must get?"
group = "caucasus"
draws = {draws}
[groups.caucasus]
name = "the South Caucasus"
states = ["AZE", "ARM", "GEO"]
[groups.turkic]
name = "the Turkic states"
states = ["AZE", "TUR", "KAZ", "KGZ", "UZB"]
[groups.central]
name = "Central Asia"
states = ["KAZ", "KGZ", "UZB"]
[[claims]]
id = "it"
says = "It is so."
"""

Series = Mapping[str, Mapping[str, Sequence[float]]]


@dataclass(slots=True)
class Planted(Context):
    """A context whose facts are given: series by variable and state, layers, votes, days and conflicts."""

    first_year: int = 2000
    values: Series = field(default_factory=dict)
    ties: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    tie_states: tuple[str, ...] = STATES
    ballots: NDArray[np.int8] | None = None
    ballot_years: Sequence[int] = ()
    days: Mapping[tuple[str, str], ArrayLike] = field(default_factory=dict)
    first_day: dt.date = dt.date(2018, 1, 1)
    fighting: Mapping[int, int] = field(default_factory=dict)
    fighting_to: int = 2024

    def series(self, variable: str, first: int, last: int) -> panel.StateYearArrays:
        rows = self.values[variable]
        states = tuple(sorted(rows))
        final = self.first_year + len(rows[states[0]]) - 1
        last = min(last, final)
        years = np.arange(min(first, last), last + 1)
        x = np.full((1, years.size, len(states)), np.nan)
        for column, state in enumerate(states):
            for year, value in enumerate(rows[state], start=self.first_year):
                if years[0] <= year <= years[-1]:
                    x[0, year - years[0], column] = value
        return panel.StateYearArrays(x, (variable,), years, states)

    def layer(self, name: str, first: int, last: int) -> panel.Layer:
        given = self.ties[name]
        if given.ndim == 2:
            given, years = given[None], np.array([first])
        else:
            years = np.arange(self.first_year, self.first_year + len(given))
        inside = (years >= first) & (years <= last)
        return panel.Layer(
            name, given[inside], years[inside], self.tie_states, "units", True, "imf_dots", None, None
        )

    def layer_first(self, name: str) -> int:
        return self.first_year if self.ties[name].ndim == 3 else 0

    def layer_horizon(self, name: str) -> int:
        return self.first_year + len(self.ties[name]) - 1 if self.ties[name].ndim == 3 else 0

    def votes(self, first: int, last: int, *, final: bool = True) -> panel.Votes:
        assert self.ballots is not None
        years = np.asarray(self.ballot_years)
        inside = (years >= first) & (years <= last)
        return panel.Votes(pl.DataFrame({"year": years[inside]}), STATES, self.ballots[inside])

    def votes_until(self) -> str:
        return f"{max(self.ballot_years)}-12-31"

    def daily(self, states: tuple[str, ...]) -> panel.DailyInteraction:
        length = len(next(iter(self.days.values())))  # type: ignore[arg-type]
        x = np.zeros((length, len(states), len(states)))
        for (one, other), score in self.days.items():
            if one in states and other in states:
                i, j = states.index(one), states.index(other)
                x[:, i, j] = x[:, j, i] = score
        dates = np.datetime64(self.first_day) + np.arange(length)
        return panel.DailyInteraction(dates, states, x, np.isfinite(x).all(axis=(1, 2)))

    def daily_window(self) -> tuple[dt.date, dt.date]:
        length = len(next(iter(self.days.values())))  # type: ignore[arg-type]
        return self.first_day, self.first_day + dt.timedelta(days=length - 1)

    def conflict(self, number: int) -> pl.DataFrame:
        rows = [(year, level, "Somewhere", "Nowhere") for year, level in self.fighting.items()]
        return pl.DataFrame(rows, schema=["year", "intensity", "territory", "location"], orient="row")

    def conflict_horizon(self) -> int:
        return self.fighting_to


def finding_of(claim: str, *, draws: int = 200, **facts: object) -> Finding:
    """Test one claim, given as TOML without its id and sentence, against invented facts."""
    study = parse(HEAD.format(draws=draws) + claim)
    found = study.claims[0].test(Planted(study=study, **facts))  # type: ignore[arg-type]
    assert_whole(found)
    return found


def assert_whole(found: Finding) -> None:
    """Check what holds of every finding, whatever it found."""
    assert found.because
    assert found.rule
    assert found.method
    assert found.would_change
    assert found.sources
    assert found.horizon
    assert found.effect.definition
    numbers = [found.effect, *(row.estimate for row in (*found.comparisons, *found.sensitivity))]
    for number in numbers:
        for value in (number.value, number.low, number.high):
            assert value is None or np.isfinite(value)
        assert (number.low is None) == (number.high is None)
        if None not in (number.low, number.value, number.high):
            assert number.low <= number.value <= number.high, number  # type: ignore[operator]
    for row in found.comparisons:
        assert row.percentile is None or 0 <= row.percentile <= 100
    for figure in found.figures:
        used = [figure.x, figure.y, figure.series, figure.low, figure.high]
        assert {name for name in used if name} <= set(figure.data.columns)
        numeric = figure.data.select(pl.selectors.float())
        assert not any(numeric[name].is_nan().any() for name in numeric.columns)


def flat(value: float, years: int = 20, states: Sequence[str] = STATES) -> dict[str, list[float]]:
    """Return the same value for every state and year."""
    return {state: [value] * years for state in states}
