"""Claims that a state has more of something than each other state of a set."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import Field, model_validator

from multipolar.errors import StudyError
from multipolar.studies.claims.claim import Claim, Year
from multipolar.studies.findings import Comparison, Estimate, Figure, Finding
from multipolar.studies.horizon import lacking, untestable
from multipolar.studies.verdicts import Evidence, known, sensitivities, weigh
from multipolar.studies.wording import capitalised, listed
from multipolar.ties.block_bootstrap import resampled_means

if TYPE_CHECKING:
    from multipolar.panel import StateYearArrays
    from multipolar.studies.context import Actor, Context

UNIT = "percent"


class Lead(Claim):
    """A state has more of a quantity than every other state of a set, over a window of years.

    The lead is the state's value over the largest value of the others, averaged over the years as a geometric mean
    (so that a year of twice as much and one of half as much cancel), less one, in percent. Only years in which all
    states of the set have data, and one of the others has more than nothing, count.

    Attributes
    ----------
    of
        A state.
    within
        The group of the study that it is compared in.
    variables
        The quantities; the first is the preferred one.
    from_year
        First year of the window (key ``from``).
    to_year
        Last year of the window (key ``to``).
    event
        An event of the vocabulary, drawn in the chart.

    Verdict
    -------
    The effect is the mean lead over the years. Supported if its interval (moving-block bootstrap over years) is
    above zero and at least 80 % of the other choices (quantity, first and second half of the window) are too.
    Contradicted if the interval is below zero and at least 80 % agree with that. Untestable if the data end before
    the window does. Otherwise not distinguishable.
    """

    KIND: ClassVar[str] = "lead"

    kind: Literal["lead"]
    of: str
    within: str
    variables: tuple[str, ...] = Field(min_length=1)
    from_year: Year = Field(alias="from")
    to_year: Year = Field(alias="to")
    event: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to_year < self.from_year:
            raise ValueError(f"`to` ({self.to_year}) must not come before `from` ({self.from_year})")
        return self

    def check(self, context: Context) -> None:
        """Raise if a word means nothing, or if the state is not one of the group."""
        actor, whole = context.actor(self.of), context.several(self.within, self.id)
        if not actor.single:
            raise StudyError(f"{actor.label} is not one state.", where=f"claim {self.id!r}, key `of`")
        context.within(actor, whole, self.id)
        context.known_variables(self.variables)
        context.known_event(self.event)
        context.begins(self.variables[:1], self.from_year, f"claim {self.id!r}, key `from`")

    def names(self) -> tuple[str, ...]:
        """Return the variables and layers used."""
        return self.variables

    def test(self, context: Context) -> Finding:
        """Average the lead over the years."""
        actor, whole = context.actor(self.of), context.actor(self.within)
        series = {name: context.series(name, self.from_year, self.to_year) for name in self.variables}
        preferred, label = series[self.variables[0]], context.label(self.variables[0])
        sources = context.sources_of(self.variables)
        if gap := lacking(self, context, preferred, whole.states, self.to_year, label, sources=sources):
            return gap
        horizon = self.to_year
        leads = {name: _leads(item, actor, whole) for name, item in series.items()}
        first = leads[self.variables[0]]
        own = first[~np.isnan(first)]
        if not own.size:
            return untestable(
                self,
                f"No other state of {whole.label} has any {label} in these years, so there is nothing to lead.",
                needs=f"Needs {label} above zero",
                horizon=str(horizon),
                would_change="Years or a quantity in which another state of the set has some.",
                sources=sources,
            )
        means = resampled_means(own, context.rng(self.id), context.draws)
        low, high = _percent(np.quantile(means, [0.05, 0.95], method="inverted_cdf"))
        others = listed([context.actor(state).label for state in whole.states if state not in actor.states])
        effect = Estimate(
            _mean(own), known(low), known(high), UNIT,
            f"{actor.label}'s lead in {label} over the larger of {others}, mean of {self.from_year} to {self.to_year}",
            "Moving-block bootstrap over years, 90 %.", over="by resampling years",
        )  # fmt: skip
        middle = (self.from_year + self.to_year) // 2
        early = np.asarray(preferred.years) <= middle
        tried = [
            (f"{context.label(name)} instead ({(~np.isnan(leads[name])).sum()} years)", _mean(leads[name]))
            for name in self.variables[1:]
        ]
        tried += [(f"to {middle}", _mean(first[early])), (f"since {middle + 1}", _mean(first[~early]))]
        sensitivity = sensitivities(tried, 1, unit=UNIT, definition="The same lead")
        verdict, because, would_change = weigh(Evidence(effect, 1, sensitivity, None, ""))
        return Finding(
            claim=self.id,
            kind=self.kind,
            sentence=self.says,
            verdict=verdict,
            because=because,
            effect=effect,
            horizon=str(horizon),
            method=(
                f"In each of the {own.size} years with data on all, what {actor.label} has of {label} is divided by "
                f"the most that any of {others} has. The geometric mean of the ratios, less one, is the lead."
            ),
            rule=self.rule(),
            would_change=would_change,
            sources=sources,
            comparisons=tuple(self._levels(context, preferred, actor, whole)),
            sensitivity=sensitivity,
            figures=(self._figure(context, preferred, whole, actor, str(horizon)),),
            descriptive=True,
            notes=(self.note,) if self.note else (),
        )

    def _levels(
        self, context: Context, series: StateYearArrays, actor: Actor, whole: Actor
    ) -> list[Comparison]:
        """Return each state's own value in the last year, the other states first."""
        name, year = self.variables[0], int(series.years[-1])
        rows = []
        for state in sorted(whole.states, key=actor.states.__contains__):
            value = known(series.values[0, -1, series.states.index(state)])
            estimate = Estimate(
                value, None, None, context.unit(name), f"{context.label(name)} in {year}", "As reported."
            )
            rows.append(Comparison(context.actor(state).label, "mirror", estimate))
        return rows

    def _figure(
        self, context: Context, series: StateYearArrays, whole: Actor, actor: Actor, horizon: str
    ) -> Figure:
        name = self.variables[0]
        rows = [
            (int(year), context.actor(state).label, known(series.values[0, row, series.states.index(state)]))
            for state in whole.states
            if state in series.states
            for row, year in enumerate(series.years)
        ]
        schema = {"year": pl.Int32, "series": pl.String, "value": pl.Float64}
        return Figure(
            id=f"{self.id}-levels",
            kind="lines",
            title=capitalised(f"{context.label(name)}, {whole.label}"),
            data=pl.DataFrame(rows, schema=schema, orient="row").drop_nulls(),
            x="year",
            y="value",
            x_title="Year",
            y_title=context.unit(name),
            caption="As reported; a gap is a year without data.",
            sources=context.sources_of([name]),
            horizon=horizon,
            series="series",
            highlight=(actor.label,),
            marks=context.marks(self.event),
        )


def _leads(series: StateYearArrays, actor: Actor, whole: Actor) -> NDArray[np.float64]:
    """Return the logarithm of each year's ratio, NaN where a state of the set has no data or the others nothing."""
    if not set(whole.states) <= set(series.states):
        return np.full(len(series.years), np.nan)
    of = series.values[0][:, series.states.index(actor.states[0])]
    others = [series.states.index(state) for state in whole.states if state not in actor.states]
    largest = series.values[0][:, others].max(axis=1)  # NaN where any of them is missing
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((largest > 0) & (of >= 0), np.log(of / largest), np.nan)


def _percent(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    return 100 * np.expm1(logs)


def _mean(logs: NDArray[np.float64]) -> float | None:
    """Return the lead in percent: the geometric mean of the known ratios, less one."""
    finite = logs[~np.isnan(logs)]
    return known(float(_percent(finite.mean()))) if finite.size else None
