"""Claims that something of a state, a group or the world grows, or grows faster than something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import Field, model_validator

from multipolar.errors import StudyError
from multipolar.power import con, effective_number
from multipolar.studies.claims.claim import Claim, Year
from multipolar.studies.findings import Estimate, Figure, Finding
from multipolar.studies.horizon import beyond, reach
from multipolar.studies.verdicts import Evidence, compared, known, sensitivities, weigh
from multipolar.studies.wording import capitalised
from multipolar.ties import random_groups, standing, strata, trend, trend_difference
from multipolar.ties.trends import FEWEST_YEARS

if TYPE_CHECKING:
    from multipolar.studies.context import Actor, Context

GROWTH, DIFFERENCE = "percent a year", "percentage points a year"
STATISTICS = {"effective number": effective_number, "concentration": con}
FIRST_YEAR = (
    1816  # a statistic of the whole system is compared with its own earlier windows, as far as they go
)


class Lines(NamedTuple):
    """Yearly series of the claim's own and of what it is compared with.

    Arrays: years (n,), own (n,), than (n,) or None, others (n, comparisons), others_than likewise or None.
    """

    years: NDArray[np.int64]
    own: NDArray[np.float64]
    than: NDArray[np.float64] | None
    others: NDArray[np.float64]
    others_than: NDArray[np.float64] | None
    among: str


class Trend(Claim):
    """A quantity grows (or shrinks) over a window of years, by itself or faster than that of others.

    Growth is the slope of the logarithm on the year, in percent a year. The sum of a group is taken over states with
    data in every year of the window, and a tie total over the pairs with data in every year, so that better
    reporting is not taken for growth.

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
    from_year, to_year
        The window (keys ``from`` and ``to``), at least four years.
    direction
        ``"up"`` or ``"down"``.

    Verdict
    -------
    The effect is the growth rate, or its lead over what it is compared with. Supported if its interval leaves out
    zero on the claimed side, it stands in the outer tenth of the same number for other states, random groups from
    the same regions or, for the world, earlier windows, and at least 80 % of the other choices
    (quantity, window, Theil-Sen slope) agree. Contradicted if the interval leaves out zero on the other side and
    at least 80 % agree with that. Untestable if the data end before the window does. Otherwise not
    distinguishable.
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
        horizon = self._reach(context, actor, names[0])
        if horizon < self.to_year:
            return beyond(self, context, horizon, self.to_year, label, sources=sources)
        lines = self._lines(context, actor, names[0], self.from_year)
        unit = DIFFERENCE if self.than else GROWTH
        rival = self._rival_words(context)
        what = label if self.statistic == "sum" else f"{self.statistic} of {label}"
        definition = f"Growth of {what}, {actor.label}, {self.from_year} to {self.to_year}"
        definition += f", minus that of {rival}" if rival else ""
        value, low, high = _effect(lines)
        effect = Estimate(
            known(value), known(low), known(high), unit, definition,
            "Log-linear fit with errors that may follow each other (AR 1), 90 %.",
        )  # fmt: skip
        found = standing(value, _growths(lines))
        sensitivity = sensitivities(
            self._tried(context, actor, lines, names), sign, unit=unit, definition="The same growth"
        )
        verdict, because = weigh(Evidence(effect, sign, sensitivity, known(found.percentile), lines.among))
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
            would_change="A slope that is ordinary among the others, or other measures or years that disagree.",
            sources=sources,
            comparisons=(
                compared(
                    lines.among, "random groups" if "random" in lines.among else "placebo", found, unit,
                    f"The same growth for {lines.among}",
                ),
            ),
            sensitivity=sensitivity,
            figures=(self._figure(context, actor, what, lines, rival, str(horizon), sources),),
            notes=(self.note,) if self.note else (),
        )  # fmt: skip

    def _rival_words(self, context: Context) -> str:
        if self.than is None:
            return ""
        return (
            "the members' ties with all others" if self.than == "outside" else context.actor(self.than).label
        )

    def _reach(self, context: Context, actor: Actor, name: str) -> int:
        if self.layer:
            return context.layer_horizon(name)
        return reach(context.series(name, FIRST_YEAR, self.to_year), actor.states)

    def _lines(self, context: Context, actor: Actor, name: str, start: int) -> Lines:
        rng = context.rng(self.id)
        if self.layer:
            return _tie_totals(context, actor, name, start, self.to_year, rng, outside=self.than is not None)
        series = context.series(name, FIRST_YEAR, self.to_year)
        every = np.asarray(series.years, dtype=np.int64)
        x = series.values[0]
        inside = [
            place for place, state in enumerate(series.states) if not actor.states or state in actor.states
        ]
        if self.statistic != "sum":
            whole = STATISTICS[self.statistic](x[:, inside])
            length = self.to_year - start + 1
            past = [
                whole[(every >= first) & (every < first + length)]
                for first in every
                if first + length <= start
            ]
            usable = [line for line in past if line.size == length and np.isfinite(line).all()]
            others = np.column_stack(usable) if usable else np.empty((length, 0))
            keep = every >= start
            return Lines(
                every[keep], whole[keep], None, others, None, f"its own {len(usable)} earlier windows"
            )
        keep = every >= start
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
            groups = random_groups(
                np.array(inside), able, number=context.draws, rng=rng, strata=kinds
            ).members
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
        tried: list[tuple[str, float | None]] = [("Theil-Sen slope", own)]
        for shift in (-3, -1, 1, 3):
            start = self.from_year + shift
            if self.to_year - start + 1 >= FEWEST_YEARS:
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
        if not (np.isfinite(lines.own).all() and (lines.own > 0).all()):
            return None
        return known(_effect(lines)[0])

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


def _tie_totals(
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
    values = np.where(np.isfinite(layer.values).all(axis=0), layer.values, 0.0)
    of = np.array([layer.states.index(state) for state in actor.states if state in layer.states])
    kinds = strata(region=context.regions(layer.states))
    active = values.sum(axis=(0, 2)) > 0
    active[of] = True
    groups = random_groups(of, active, number=context.draws, rng=rng, strata=kinds).members
    everyone = values.sum(axis=2) + values.sum(axis=1)  # each state's ties with all, both directions

    def totals(columns: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        inside = values[:, columns[:, None], columns].sum(axis=(1, 2))
        return inside, everyone[:, columns].sum(axis=1) - 2 * inside

    own, across = totals(of)
    drawn = [totals(group) for group in groups]
    others = np.column_stack([pair[0] for pair in drawn])
    others_across = np.column_stack([pair[1] for pair in drawn])
    years = np.asarray(layer.years, dtype=np.int64)
    among = f"{len(groups):,} random groups of {of.size} states from the same regions"
    return Lines(years, own, across if outside else None, others, others_across if outside else None, among)


def _effect(lines: Lines) -> tuple[float, float, float]:
    if lines.than is None:
        single = trend(lines.years, lines.own)
        return single.value, single.low, single.high
    both = trend_difference((lines.years, lines.own), (lines.years, lines.than))
    return both.value, both.low, both.high


def _growths(lines: Lines) -> NDArray[np.float64]:
    """Return the same effect for each comparison, NaN where a value is missing or not above zero."""
    own = _slopes(lines.others)
    return own if lines.others_than is None else own - _slopes(lines.others_than)


def _slopes(x: NDArray[np.float64]) -> NDArray[np.float64]:
    time = np.arange(len(x)) - (len(x) - 1) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(x > 0, np.log(x), np.nan)
    return 100 * np.expm1(time @ logs / (time @ time))
