"""Claims that something of a state, a group or the world grows, or grows faster than something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
import polars as pl
from pydantic import Field, model_validator

from multipolar.errors import StudyError
from multipolar.power import con, effective_number
from multipolar.studies.chance import groups_like
from multipolar.studies.claims.claim import SYSTEM_BEGINS, Claim, Year
from multipolar.studies.findings import Estimate, Figure, Finding
from multipolar.studies.growth import (
    DIGITS,
    Lines,
    earlier,
    effect_of,
    gaps,
    grows,
    growths,
    tie_totals,
    total,
)
from multipolar.studies.horizon import beyond, lacking, reach, untestable
from multipolar.studies.verdicts import Evidence, compared, known, sensitivities, weigh
from multipolar.studies.windows import OVERLAP
from multipolar.studies.wording import capitalised
from multipolar.ties import standing, strata, trend
from multipolar.ties.trends import FEWEST_YEARS

if TYPE_CHECKING:
    from multipolar.studies.context import Actor, Context

GROWTH, DIFFERENCE = "percent a year", "percentage points a year"
STATISTICS = {"effective number": effective_number, "concentration": con}
FIRST_YEAR = SYSTEM_BEGINS  # the world is compared with its own earlier windows, as far as they go


class Trend(Claim):
    """A quantity grows (or shrinks) over a window of years, by itself or faster than that of others.

    Growth is the slope of the logarithm on the year, in percent a year. The sum of a group is taken over states with
    data in every year of the window, and a tie total over the pairs with data in every year, so that better
    reporting is not taken for growth. A group, this one or a random one, needs such data on at
    least half of its pairs.

    Attributes
    ----------
    of
        A state, a group, or ``"world"``; with `variables`.
    variables
        The quantities; the first is the preferred one.
    layer
        Or a layer whose ties inside the group `of` are summed.
    statistic
        ``"sum"``; or, over the states of `of`, ``"effective number"`` (one over the sum of squared shares) or
        ``"concentration"`` (CON).
    than
        Compare with the growth of this state, group or ``"world"``; with a layer, ``"outside"`` is the members'
        ties with all others.
    from_year
        First year of the window (key ``from``).
    to_year
        Last year of the window (key ``to``), which holds at least four years.
    direction
        ``"up"`` or ``"down"``.
    event
        An event of the vocabulary, drawn in the chart.

    Verdict
    -------
    The effect is the growth rate, or its lead over what it is compared with. Supported if its interval leaves out
    zero on the claimed side, it stands in the outer tenth of the same number for other states, random groups from
    the same regions or, for the world, earlier windows, and at least 80 % of the other choices
    (quantity, window, Theil-Sen slope) agree. Contradicted if the interval leaves out zero on the other side, at
    least 80 % agree with that and it is on that side of the middle of those numbers. A place among random groups
    counts only where another draw could not undo it (two standard errors beyond the edge). Untestable if the data
    end before the window does. Otherwise not distinguishable.
    """

    KIND: ClassVar[str] = "trend"

    kind: Literal["trend"]
    of: str
    variables: tuple[str, ...] = ()
    layer: str | None = None
    statistic: Literal["sum", "effective number", "concentration"] = "sum"
    than: str | None = None
    from_year: Year = Field(alias="from")
    to_year: Year = Field(alias="to")
    direction: Literal["up", "down"] = "up"
    event: str | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.to_year - self.from_year + 1 < FEWEST_YEARS:
            raise ValueError(
                f"a trend needs at least {FEWEST_YEARS} years; {self.from_year} to {self.to_year} has fewer"
            )
        if bool(self.variables) == bool(self.layer):
            raise ValueError("give either `variables` or a `layer`")
        if self.than == "outside" and not self.layer:
            raise ValueError('`than = "outside"` needs a `layer`')
        if self.layer and self.than not in (None, "outside"):
            raise ValueError('with a `layer`, `than` can only be "outside"')
        if self.statistic != "sum" and (self.than or self.layer):
            raise ValueError('`statistic` other than "sum" goes with `variables` alone')
        return self

    def check(self, context: Context) -> None:
        """Raise if a word means nothing, or if a set is too small for what is asked of it."""
        actor = context.actor(self.of)
        context.known_variables(self.variables)
        if not actor.single or self.than:
            context.adds_up(self.variables, self.id)
        context.known_layers([self.layer] if self.layer else [])
        context.known_event(self.event)
        if self.than not in (None, "outside"):
            context.actor(str(self.than))
        if (self.layer or self.statistic != "sum") and actor.single:
            raise StudyError(
                f"{actor.label} is one state; this needs a group.", where=f"claim {self.id!r}, key `of`",
                expected="a group of the study, or `world` for a statistic",
            )  # fmt: skip
        if self.layer and not actor.states:
            raise StudyError(
                "A tie total needs a group, not the world.", where=f"claim {self.id!r}, key `of`"
            )
        if self.layer and not context.layer_horizon(self.layer):
            raise StudyError(
                f"The layer {self.layer!r} has no years, so it has no trend.",
                where=f"claim {self.id!r}, key `layer`",
            )
        context.begins(
            [self.layer] if self.layer else self.variables[:1],
            self.from_year,
            f"claim {self.id!r}, key `from`",
        )

    def names(self) -> tuple[str, ...]:
        """Return the variables and layers used."""
        return (*self.variables, *([self.layer] if self.layer else []))

    def test(self, context: Context) -> Finding:
        """Fit the trend, then set it beside others."""
        actor = context.actor(self.of)
        sign = 1 if self.direction == "up" else -1
        names = self.variables or (str(self.layer),)
        label = context.layer_label(names[0]) if self.layer else context.label(names[0])
        sources = context.sources_of(names)
        if gap := self._gap(context, actor, names[0], label, sources):
            return gap
        horizon = self.to_year
        lines = self._lines(context, actor, names[0], self.from_year)
        if not grows(lines):
            return untestable(
                self,
                f"A growth rate needs a value above zero in {self.from_year} and none at or below zero later; the data "
                f"on {label} do not have that.",
                needs=f"Needs {label} from {self.from_year} to {self.to_year}",
                horizon=str(horizon),
                would_change="Years in which all that is compared has data above zero, or another quantity.",
                sources=sources,
            )
        unit = DIFFERENCE if self.than else GROWTH
        rival = self._rival_words(context)
        what = label if self.statistic == "sum" else f"{self.statistic} of {label}"
        definition = f"Growth of {what}, {actor.label}, {self.from_year} to {self.to_year}"
        definition += f", minus that of {rival}" if rival else ""
        value, low, high = effect_of(lines)
        effect = Estimate(
            known(value), known(low), known(high), unit, definition,
            "Log-linear fit with errors that may follow each other (AR 1), 90 %.", over="of the fitted line",
        )  # fmt: skip
        found = standing(value, growths(lines))
        drawn = found.draws.size if "random" in lines.among else 0
        sensitivity = sensitivities(
            self._tried(context, actor, lines, names), sign, unit=unit, definition="The same growth"
        )
        verdict, because, would_change = weigh(
            Evidence(effect, sign, sensitivity, found.percentile, lines.among, drawn)
        )
        return Finding(
            claim=self.id,
            kind=self.kind,
            sentence=self.says,
            verdict=verdict,
            because=because,
            effect=effect,
            horizon=str(horizon),
            method=(
                f"The logarithm of {what} is fitted by a line from {self.from_year} to {self.to_year}"
                f"{', and that of ' + rival + ' too' if rival else ''}. The slope is set beside the same number for "
                f"{lines.among}."
            ),
            rule=self.rule(),
            would_change=would_change,
            sources=sources,
            comparisons=(
                compared(
                    lines.among, "random groups" if "random" in lines.among else "placebo", found, unit,
                    f"The same growth for {lines.among}",
                ),
            ),
            sensitivity=sensitivity,
            figures=(self._figure(context, actor, what, lines, rival, str(horizon), sources),),
            notes=(
                *gaps(lines),
                *((lines.note,) if lines.note else ()),
                *((OVERLAP,) if "earlier windows" in lines.among else ()),
                *context.throughout(actor),
                *((self.note,) if self.note else ()),
            ),
        )  # fmt: skip

    def _rival_words(self, context: Context) -> str:
        if self.than is None:
            return ""
        return (
            "the members' ties with all others" if self.than == "outside" else context.actor(self.than).label
        )

    def _gap(
        self, context: Context, actor: Actor, name: str, label: str, sources: tuple[str, ...]
    ) -> Finding | None:
        """Return the finding where the data end too early, or lack a state; None where they reach."""
        if self.layer:
            last = context.layer_horizon(name)
            return (
                beyond(self, context, last, self.to_year, label, sources=sources)
                if last < self.to_year
                else None
            )
        series = context.series(name, FIRST_YEAR, self.to_year)
        return lacking(self, context, series, actor.states, self.to_year, label, sources=sources)

    def _reach(self, context: Context, actor: Actor, name: str) -> int:
        if self.layer:
            return context.layer_horizon(name)
        return reach(context.series(name, FIRST_YEAR, self.to_year), actor.states)

    def _lines(self, context: Context, actor: Actor, name: str, start: int) -> Lines:
        rng = context.rng(self.id)
        if self.layer:
            return tie_totals(context, actor, name, start, self.to_year, rng, outside=self.than is not None)
        series = context.series(name, FIRST_YEAR, self.to_year)
        every = np.asarray(series.years, dtype=np.int64)
        x = series.values[0]
        inside = [
            place for place, state in enumerate(series.states) if not actor.states or state in actor.states
        ]
        keep = every >= start
        if self.statistic != "sum":
            whole = STATISTICS[self.statistic](x[:, inside])
            if actor.states:  # a named group is whole or unknown
                whole = np.where(np.isfinite(x[:, inside]).all(axis=1), whole, np.nan)
            others = earlier(every, start, lambda rows: whole[rows])
            return Lines(
                every[keep], whole[keep], None, others, None, f"its own {others.shape[1]} earlier windows"
            )
        if not actor.states and self.than is None:
            others = earlier(every, start, lambda rows: total(x[rows]))
            among = f"its own {others.shape[1]} earlier windows"
            return Lines(every[keep], total(x[keep]), None, others, None, among)
        x = x[keep]
        complete = (np.isfinite(x) & (x > 0)).all(axis=0)
        own = x[:, inside].sum(axis=1) if actor.states else x[:, complete].sum(axis=1)
        than = None
        if self.than:
            rival = context.actor(self.than)
            columns = [
                k
                for k, state in enumerate(series.states)
                if (state in rival.states if rival.states else complete[k])
            ]
            than = x[:, columns].sum(axis=1)
        pool = np.flatnonzero(complete & ~np.isin(np.arange(complete.size), inside))
        if actor.single or not actor.states:
            others, among = x[:, pool], f"{pool.size} other states"
        else:
            kinds = strata(region=context.regions(series.states))
            able = complete.copy()
            able[inside] = True
            groups = groups_like(np.array(inside), able, number=context.draws, rng=rng, strata=kinds)
            others = x[:, groups].sum(axis=2)
            among = f"{len(groups):,} random groups of {len(inside)} states from the same regions"
        alike = None if than is None else np.broadcast_to(than[:, None], others.shape)
        return Lines(every[keep], own, than, others, alike, among)

    def _tried(
        self, context: Context, actor: Actor, lines: Lines, names: tuple[str, ...]
    ) -> list[tuple[str, float | None]]:
        own = trend(lines.years, lines.own, method="theil-sen", rng=context.rng(self.id), draws=50).value
        if lines.than is not None:
            own -= trend(
                lines.years, lines.than, method="theil-sen", rng=context.rng(self.id), draws=50
            ).value
        tried: list[tuple[str, float | None]] = [("Theil-Sen slope", round(own, DIGITS))]
        begins = context.layer_first(names[0]) if self.layer else context.first(names[0])
        for shift in (-3, -1, 1, 3):
            start = self.from_year + shift
            if max(begins, SYSTEM_BEGINS) <= start <= self.to_year + 1 - FEWEST_YEARS:
                tried.append((f"from {start}", self._value(context, actor, names[0], start)))
        tried += [
            (f"{context.label(name)} instead", self._value(context, actor, name, self.from_year))
            for name in names[1:]
        ]
        return tried

    def _value(self, context: Context, actor: Actor, name: str, start: int) -> float | None:
        """Return the effect for another quantity or start; None where the data do not allow it."""
        if self._reach(context, actor, name) < self.to_year:
            return None
        lines = self._lines(context, actor, name, start)
        if not grows(lines):
            return None
        return known(effect_of(lines)[0])

    def _figure(
        self,
        context: Context,
        actor: Actor,
        what: str,
        lines: Lines,
        rival: str,
        horizon: str,
        sources: tuple[str, ...],
    ) -> Figure:
        base = 0 if self.statistic == "sum" else None
        drawn = [(actor.label, lines.own)] + ([(rival, lines.than)] if lines.than is not None else [])
        rows = [
            (int(year), name, known(100 * value / line[base] if base is not None else value))
            for name, line in drawn
            for year, value in zip(lines.years, line, strict=True)
        ]
        return Figure(
            id=f"{self.id}-trend",
            kind="lines",
            title=capitalised(f"{what}, {actor.label}"),
            data=pl.DataFrame(
                rows, schema={"year": pl.Int32, "series": pl.String, "value": pl.Float64}, orient="row"
            ).drop_nulls(),
            x="year",
            y="value",
            x_title="Year",
            y_title=f"{self.from_year} = 100" if base is not None else self.statistic.capitalize(),
            caption="States or pairs with data in every year of the window.",
            sources=sources,
            horizon=horizon,
            series="series",
            highlight=(actor.label,),
            marks=context.marks(self.event),
        )
