"""Claims that a state or group holds a growing, or shrinking, share of something."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import Field, model_validator

from multipolar.power import shares
from multipolar.studies.chance import groups_like, left_to_chance
from multipolar.studies.claims.claim import SYSTEM_BEGINS, Claim, Year
from multipolar.studies.findings import Estimate, Figure, Finding
from multipolar.studies.horizon import lacking, reach
from multipolar.studies.verdicts import Evidence, compared, known, sensitivities, weigh
from multipolar.studies.windows import OVERLAP
from multipolar.studies.wording import capitalised
from multipolar.ties import standing, strata

if TYPE_CHECKING:
    from multipolar.panel import StateYearArrays
    from multipolar.studies.context import Actor, Context

FIRST_YEAR = 1960  # where a state's own past begins, or this long before an earlier claim
PAST_YEARS = 50
UNIT = "percentage points"
FEW = 10  # other states of the same size; with fewer, states of any size are compared
CROWDED = 8  # series; more than this is a thicket, so only the actor is drawn


class Share(Claim):
    """A share of a quantity rose or fell between two years.

    The share of `of` in the sum over `within` is taken in both years over the states with data in both, so that
    a state that enters the data moves nothing. A group, and a named whole, needs data on all its members.

    Attributes
    ----------
    of
        A state or group: the part.
    within
        The set whose sum is the whole: a group of the study or ``"world"``.
    variables
        The quantities; the first is the preferred one, the others are tried as other choices.
    from_year
        The earlier of the years compared (key ``from``).
    to_year
        The later of them (key ``to``).
    direction
        ``"up"`` or ``"down"``.
    against
        What the change is compared with: ``"own past"`` (its own changes over earlier windows of the same
        length), ``"other states"`` (the same change of every other state of the same third by size, or of any size
        in a small set) or ``"random groups"`` of as many states from the same thirds by size (of any size where these
        leave no choice), since a large state's share moves by more points than a small one's.
    event
        An event of the vocabulary, drawn in the chart.

    Verdict
    -------
    Supported if the share of the preferred quantity moved in the claimed direction, the interval over all
    quantities and base years leaves out zero, at least 80 % of those other choices moved the same way, and the
    move stands in the outer tenth of the comparison set. Contradicted if it moved the other way, the interval
    leaves out zero, at least 80 % of the other choices agree and the move is on that side of the middle of the
    comparison set. A place among random groups counts only where another draw could not undo it (two standard
    errors beyond the edge). Untestable if the data end before the second year. Otherwise not distinguishable.
    """

    KIND: ClassVar[str] = "share"

    kind: Literal["share"]
    of: str
    within: str = "world"
    variables: tuple[str, ...] = Field(min_length=1)
    from_year: Year = Field(alias="from")
    to_year: Year = Field(alias="to")
    direction: Literal["up", "down"] = "up"
    against: Literal["own past", "other states", "random groups"] = "own past"
    event: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to_year <= self.from_year:
            raise ValueError(f"`to` ({self.to_year}) must come after `from` ({self.from_year})")
        return self

    def check(self, context: Context) -> None:
        """Raise if a word of the claim means nothing."""
        actor = context.actor(self.of)
        whole = context.actor(self.within)
        context.known_variables(self.variables)
        context.known_event(self.event)
        context.within(actor, whole, self.id)
        context.adds_up(self.variables, self.id)
        context.begins(self.variables[:1], self.from_year, f"claim {self.id!r}, key `from`")

    def names(self) -> tuple[str, ...]:
        """Return the variables and layers used."""
        return self.variables

    def test(self, context: Context) -> Finding:
        """Compare the shares of two years, then with what could have come out otherwise."""
        actor, whole = context.actor(self.of), context.actor(self.within)
        sign = 1 if self.direction == "up" else -1
        first = max(SYSTEM_BEGINS, min(FIRST_YEAR, self.from_year - PAST_YEARS))
        series = {name: context.series(name, first, self.to_year) for name in self.variables}
        sources = context.sources_of(self.variables)
        preferred = self.variables[0]
        label = context.label(preferred)
        if gap := lacking(
            self, context, series[preferred], actor.states, self.to_year, label, sources=sources
        ):
            return gap
        years = f"{self.from_year} to {self.to_year}"
        definition = f"Change in the share of {actor.label} in {label}, {whole.label}, {years}"
        tried = self._tried(context, series, actor, whole)
        value, *others = tried.values()
        choices = standing(value, list(tried.values()))
        effect = Estimate(
            known(value), known(min(choices.low, value)), known(max(choices.high, value)), UNIT, definition,
            f"Central 90 % of the change over {choices.draws.size} choices of quantity and years, that one in it.",
            over="over choices of measure and years",
        )  # fmt: skip
        among, moves = self._moves(context, series[preferred], actor, whole)
        found = standing(value, moves)
        sensitivity = sensitivities(
            list(zip(list(tried)[1:], others, strict=True)), sign, unit=UNIT, definition=definition
        )
        drawn = left_to_chance(found.draws.size, context.draws) if self.against == "random groups" else 0
        verdict, because, would_change = weigh(
            Evidence(effect, sign, sensitivity, found.percentile, among, drawn)
        )
        comparison = compared(
            among, "random groups" if self.against == "random groups" else "placebo", found, UNIT,
            f"The same change for {among}",
        )  # fmt: skip
        return Finding(
            claim=self.id,
            kind=self.kind,
            sentence=self.says,
            verdict=verdict,
            because=because,
            effect=effect,
            horizon=str(self.to_year),
            method=(
                f"The share of {actor.label} in {whole.label} is compared between {self.from_year} and "
                f"{self.to_year}, over the states with data in both years. The change is set beside {among}."
            ),
            rule=self.rule(),
            would_change=would_change,
            sources=sources,
            comparisons=(comparison,),
            sensitivity=sensitivity,
            figures=(self._figure(context, series, actor, whole, str(self.to_year)),),
            notes=(
                *((OVERLAP,) if self.against == "own past" else ()),
                *context.throughout(actor, whole),
                *((self.note,) if self.note else ()),
            ),
        )

    def _tried(
        self, context: Context, series: dict[str, StateYearArrays], actor: Actor, whole: Actor
    ) -> dict[str, float]:
        """Return the change for every quantity and base, in words; NaN once where a quantity ends too early."""
        tried = {}
        for name, item in series.items():
            if reach(item, actor.states) < self.to_year:
                tried[f"{context.label(name)} (not known for all of {actor.label} in {self.to_year})"] = (
                    float("nan")
                )
                continue
            for words, base, end in self._windows():
                tried[f"{context.label(name)}, {words}"] = self._change(item, actor, whole, base, end)
        return tried

    def _windows(self) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
        start, end = self.from_year, self.to_year
        mean_start = tuple(range(start - 2, start + 1))
        mean_end = (end - 1, end)
        return [
            (f"{start} to {end}", (start,), (end,)),
            (f"mean of {start - 2} to {start} as the base", mean_start, (end,)),
            (f"mean of {end - 1} and {end} as the end", (start,), mean_end),
            ("means at both ends", mean_start, mean_end),
        ]

    @staticmethod
    def _change(
        series: StateYearArrays, actor: Actor, whole: Actor, base: tuple[int, ...], end: tuple[int, ...]
    ) -> float:
        """Return the change of a share in percentage points, NaN where it is unknown."""
        if any(year not in series.years for year in (*base, *end)):
            return float("nan")
        x, of = _columns(series, actor, whole)
        rows = np.searchsorted(series.years, (*base, *end))
        used = x[rows]
        in_all: NDArray[np.bool_] = np.asarray(np.isfinite(used).all(axis=0))
        needed = (
            slice(None) if whole.states else of
        )  # a named set is whole or unknown; the world is what reports
        if not in_all[needed].all():
            return float("nan")
        part, total = used[:, of].sum(axis=1), used[:, in_all].sum(axis=1)
        if (used[:, in_all] < 0).any() or not (total > 0).all():
            return float("nan")  # what can be negative, or is nowhere at all, has no shares
        part = part / total
        return float(100 * (part[len(base) :].mean() - part[: len(base)].mean()))

    def _moves(
        self, context: Context, series: StateYearArrays, actor: Actor, whole: Actor
    ) -> tuple[str, NDArray[np.float64]]:
        """Return what the change is compared with, in words and as numbers."""
        length = self.to_year - self.from_year
        if self.against == "own past":
            starts = [int(year) for year in series.years if year + length <= self.from_year]
            moves = [self._change(series, actor, whole, (year,), (year + length,)) for year in starts]
            past = np.array([move for move in moves if np.isfinite(move)])
            return f"its own {past.size} earlier {length}-year changes", past
        x, of = _columns(series, actor, whole)
        both = x[np.searchsorted(series.years, (self.from_year, self.to_year))]
        in_both: NDArray[np.bool_] = np.asarray(np.isfinite(both).all(axis=0))
        total = both[:, in_both].sum(axis=1, keepdims=True)
        parts = np.where(in_both & (total > 0), both, np.nan) / np.where(total > 0, total, np.nan)
        change = 100 * (parts[1] - parts[0])
        thirds = strata(capability=np.where(in_both, both[0], np.nan)) if in_both[of].all() else None
        if self.against == "other states":
            others = in_both & ~np.isin(np.arange(in_both.size), of)
            alike = ""
            if thirds is not None and len(of) == 1 and (others & (thirds == thirds[of[0]])).sum() >= FEW:
                others &= thirds == thirds[of[0]]
                alike = " of the same third by size"
            return f"{others.sum()} other states{alike}", change[others]
        pool, rng = np.flatnonzero(in_both), context.rng(self.id)
        groups = groups_like(of, pool, number=context.draws, rng=rng, strata=thirds)
        words = "from the same thirds by size"
        if not groups.size:  # too few states of each size to choose among
            groups, words = groups_like(of, pool, number=context.draws, rng=rng), "of any size"
        return f"{len(groups):,} random groups of {len(of)} states {words}", change[groups].sum(axis=1)

    def _figure(
        self,
        context: Context,
        series: dict[str, StateYearArrays],
        actor: Actor,
        whole: Actor,
        horizon: str,
    ) -> Figure:
        start = max(FIRST_YEAR, self.from_year - 25)
        few = 0 < len(whole.states) <= CROWDED
        rows = [
            row
            for name in (self.variables[:1] if few else self.variables)
            for row in _share_rows(context, name, series[name], actor, whole, start, by_state=few)
        ]
        data = pl.DataFrame(
            rows, schema={"year": pl.Int32, "series": pl.String, "share": pl.Float64}, orient="row"
        )
        label = context.label(self.variables[0])
        return Figure(
            id=f"{self.id}-shares",
            kind="lines",
            title=capitalised(
                f"{label}: shares of {whole.label}" if few else f"{actor.label}: shares of {whole.label}"
            ),
            data=data.drop_nulls(),
            x="year",
            y="share",
            x_title="Year",
            y_title="Share (%)",
            caption=f"Share of the sum over {whole.label}, over the states with data in each year; gaps are unknown.",
            sources=context.sources_of(self.variables[:1] if few else self.variables),
            horizon=horizon,
            series="series",
            highlight=(actor.label,) if few else (label,),
            marks=context.marks(self.event),
        )


def _columns(
    series: StateYearArrays, actor: Actor, whole: Actor
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return the years x states array of the whole, and where in it the actor's states are."""
    inside = [place for place, state in enumerate(series.states) if not whole.states or state in whole.states]
    states = [series.states[place] for place in inside]
    missing = [state for state in actor.states if state not in states]
    x = series.values[0][:, inside]
    if missing:  # a member without any row has no data: its column is all missing
        x = np.column_stack([x, np.full((x.shape[0], len(missing)), np.nan)])
        states += missing
    return x, np.array([states.index(state) for state in actor.states])


def _share_rows(
    context: Context,
    name: str,
    series: StateYearArrays,
    actor: Actor,
    whole: Actor,
    start: int,
    *,
    by_state: bool,
) -> list[tuple[int, str, float]]:
    x, of = _columns(series, actor, whole)
    parts = 100 * shares(x, axis=1)
    years = [int(year) for year in series.years]
    if not by_state:
        total = parts[:, of].sum(axis=1)
        return [
            (year, context.label(name), float(value))
            for year, value in zip(years, total, strict=True)
            if year >= start and np.isfinite(value)
        ]
    names = [context.actor(state).label for state in series.states if state in whole.states]
    if len(names) < len(whole.states):  # a named set is whole or unknown
        return []
    parts[~np.isfinite(x).all(axis=1)] = np.nan
    return [
        (year, names[column], float(parts[row, column]))
        for row, year in enumerate(years)
        for column in range(len(names))
        if year >= start and np.isfinite(parts[row, column])
    ]
