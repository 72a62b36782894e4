"""Claims that daily interaction between two sides changed with an event: described, not explained."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

import numpy as np
import polars as pl
from pydantic import Field

from multipolar.errors import OutsideWindow
from multipolar.studies.claims.claim import Claim
from multipolar.studies.findings import Comparison, Estimate, Figure, Finding, Verdict
from multipolar.studies.horizon import beyond, untestable
from multipolar.studies.verdicts import Evidence, compared, known, sensitivities, weigh
from multipolar.studies.wording import listed
from multipolar.ties import BeforeAfter as Difference
from multipolar.ties import before_after, interaction_series

if TYPE_CHECKING:
    from multipolar.studies.context import Actor, Context

UNIT = "score points"
SMOOTHING_DAYS = 28


class _Choice(NamedTuple):
    """One way to ask: how many days on each side, by which statistic."""

    words: str
    days: int
    statistic: Literal["mean", "median"]


class BeforeAfter(Claim):
    """Daily interaction between two sides rose or fell from before an event to after it.

    The score of a day sums the reported events between two states: cooperation counts up, conflict down. The days
    of the event itself belong to neither window. This is a description: other things happened at the same time.

    Attributes
    ----------
    between
        Two words, each a state or a group; the same group twice means inside it.
    event
        An event of the vocabulary.
    days
        Days in each window.
    direction
        ``"up"`` (friendlier) or ``"down"``.
    beside
        Other pairs of words, for which the same difference is shown.

    Verdict
    -------
    The effect is the mean daily score after the event minus that before it. Supported if its moving-block
    bootstrap interval leaves out zero on the claimed side, it stands in the outer tenth of the differences at all
    other dates (placebo dates), at least 80 % of the other windows and statistics agree, and no more than half of
    the pairs given beside it moved as far. Contradicted if the
    interval leaves out zero on the other side, at least 80 % agree with that and it is on that side of the middle of
    the other dates. Untestable if the days do not reach, or cover less than half of a window. Otherwise not
    distinguishable. Whatever the verdict, it describes and names no cause.
    """

    KIND: ClassVar[str] = "before-after"

    kind: Literal["before-after"]
    between: tuple[str, str]
    event: str
    days: int = Field(default=365, ge=14, le=1500)
    direction: Literal["up", "down"] = "up"
    beside: tuple[tuple[str, str], ...] = ()

    def check(self, context: Context) -> None:
        """Raise if a state, group or event is unknown, or if a pair is one state twice or overlaps in part."""
        context.known_event(self.event)
        for pair in (self.between, *self.beside):
            context.two_sides(pair, self.id)

    def names(self) -> tuple[str, ...]:
        """Return the variables and layers used."""
        return ()

    def test(self, context: Context) -> Finding:
        """Compare the windows, then with every other date and the other pairs."""
        event = context.event(self.event)
        end = event.end or event.start
        sign = 1 if self.direction == "up" else -1
        first, last = context.daily_window()
        needed = end + dt.timedelta(days=self.days)
        if last < needed:
            return beyond(self, context, last.year, needed.year, "daily interaction", sources=("gdelt",))
        sides = context.two_sides(self.between, self.id)
        choices = [
            _Choice("as asked", self.days, "mean"),
            _Choice(f"{self.days} days, median", self.days, "median"),
            _Choice(f"{self.days // 2} days", self.days // 2, "mean"),
            _Choice(f"{self.days * 3 // 4} days", self.days * 3 // 4, "mean"),
        ]
        found = {choice: self._difference(context, sides, choice) for choice in choices}
        main = found[choices[0]]
        label = _pair(sides)
        if main is None:
            return untestable(
                self,
                f"Fewer than half of the {self.days} days before or after {event.name} have daily interaction {label}: "
                f"the source covers {first.isoformat()} to {last.isoformat()} and not every state.",
                needs=f"Needs daily interaction {label}",
                horizon=last.isoformat(),
                would_change="A source that covers those days and states.",
                sources=("gdelt",),
            )
        definition = (
            f"Mean daily score {label}, {self.days} days after {event.name} minus {self.days} days before"
        )
        effect = Estimate(
            known(main.difference), known(main.low), known(main.high), UNIT, definition,
            "Moving-block bootstrap over days, each window resampled, 90 %.", over="by resampling days",
        )  # fmt: skip
        among = f"the differences at {main.placebo.size:,} other dates"
        sensitivity = sensitivities(
            [(choice.words, item.difference if item else None) for choice, item in list(found.items())[1:]],
            sign,
            unit=UNIT,
            definition="The same difference",
        )
        verdict, because, would_change = weigh(
            Evidence(effect, sign, sensitivity, main.among.percentile, among)
        )
        beside = [self._beside(context, pair, choices[0]) for pair in self.beside]
        moves = [row.estimate.value * sign for row in beside if row.estimate.value is not None]
        further = sum(move >= main.difference * sign for move in moves)
        if further:
            because += f" Of the {len(moves)} pairs beside it {further} moved as far or further."
        if verdict is Verdict.SUPPORTED and 2 * further > len(moves):
            verdict = Verdict.NOT_DISTINGUISHABLE
            would_change = "It would be supported if fewer of the pairs beside it had moved as far."
        return Finding(
            claim=self.id,
            kind=self.kind,
            sentence=self.says,
            verdict=verdict,
            because=because,
            effect=effect,
            horizon=last.isoformat(),
            method=(
                f"The daily score {label} is averaged over the {self.days} days before {event.start.isoformat()} "
                f"and after {end.isoformat()}, on days the source covers. The difference is set beside the same "
                "difference at every other date; it describes, and names no cause."
            ),
            rule=self.rule(),
            would_change=would_change,
            sources=("gdelt",),
            comparisons=(
                compared(among, "placebo", main.among, UNIT, "The same difference at other dates"),
                *beside,
            ),
            sensitivity=sensitivity,
            figures=(self._figure(context, sides, label, last.isoformat()),),
            descriptive=True,
            notes=(
                f"Days covered: {main.days_before} before, {main.days_after} after; the source begins "
                f"{first.isoformat()}. Placebo windows overlap, so they are fewer than they look.",
                "Scores grow with the attention of the press as well as with what was done, so pairs in the news "
                "move more.",
                *((self.note,) if self.note else ()),
            ),
        )

    def _difference(self, context: Context, sides: tuple[Actor, Actor], choice: _Choice) -> Difference | None:
        """Return the difference; None where too few days of a window are covered."""
        dates, series = _series(context, sides)
        event = context.event(self.event)
        try:
            return before_after(
                dates,
                series,
                event.start,
                event.end,
                days=choice.days,
                rng=context.rng(self.id),
                statistic=choice.statistic,
                draws=context.draws,
            )
        except OutsideWindow:
            return None

    def _beside(self, context: Context, pair: tuple[str, str], choice: _Choice) -> Comparison:
        sides = context.two_sides(pair, self.id)
        found = self._difference(context, sides, choice)
        if found is None:
            nothing = Estimate(None, None, None, UNIT, f"The same difference {_pair(sides)}", "Too few days.")
            return Comparison(_pair(sides), "mirror", nothing)
        estimate = Estimate(
            known(found.difference), known(found.low), known(found.high), UNIT,
            f"The same difference {_pair(sides)}", "Moving-block bootstrap over days, 90 %.",
        )  # fmt: skip
        return Comparison(_pair(sides), "mirror", estimate, known(found.among.percentile))

    def _figure(self, context: Context, sides: tuple[Actor, Actor], label: str, horizon: str) -> Figure:
        rows = []
        for pair in (sides, *(context.two_sides(pair, self.id) for pair in self.beside)):
            dates, series = _series(context, pair)
            frame = pl.DataFrame({"date": dates, "score": series}).with_columns(
                pl.col("score").fill_nan(None)
            )
            weekly = (
                frame.group_by_dynamic("date", every=f"{SMOOTHING_DAYS}d")
                .agg(pl.col("score").mean())
                .drop_nulls()
                .with_columns(pl.lit(_pair(pair)).alias("series"))
            )
            rows.append(weekly)
        event = context.event(self.event)
        marks = [(event.start.isoformat(), f"{event.name} begins")]
        if event.end and event.end != event.start:
            marks.append((event.end.isoformat(), f"{event.kind} ends"))
        return Figure(
            id=f"{self.id}-daily",
            kind="lines",
            title=f"Daily interaction {label}",
            data=pl.concat(rows),
            x="date",
            y="score",
            x_title="Date",
            y_title=f"Mean daily score, {SMOOTHING_DAYS}-day periods",
            caption="Above zero: cooperative reports outweigh hostile ones. Gaps: days the source lacks.",
            sources=("gdelt",),
            horizon=horizon,
            series="series",
            highlight=(label,),
            marks=tuple(marks),
        )


def _series(context: Context, sides: tuple[Actor, Actor]) -> tuple[np.ndarray, np.ndarray]:
    """Return the days, and the mean score between the sides (or inside the one) on each; NaN where not covered."""
    one, other = sides
    daily = context.daily(tuple(sorted({*one.states, *other.states})))
    first = [daily.states.index(state) for state in one.states]
    second = None if one.word == other.word else [daily.states.index(state) for state in other.states]
    series = interaction_series(daily.values, first, second, covered=daily.covered)
    return np.asarray(daily.dates, dtype="datetime64[D]"), series


def _pair(sides: tuple[Actor, Actor]) -> str:
    one, other = sides
    return f"among {one.label}" if one.word == other.word else f"between {listed([one.label, other.label])}"
