"""Claims that ties inside a group, or of a state with others, are close or came closer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from multipolar.errors import StudyError
from multipolar.studies.chance import groups_like, left_to_chance
from multipolar.studies.claims.claim import Claim, Year
from multipolar.studies.facts import VOTE_AGREEMENT
from multipolar.studies.findings import ComparisonKind, Estimate, Finding
from multipolar.studies.horizon import beyond
from multipolar.studies.numbers import value_text
from multipolar.studies.tie_figure import tie_figure
from multipolar.studies.verdicts import Evidence, compared, known, sensitivities, weigh
from multipolar.studies.windows import (
    YES_OR_NO,
    Matrix,
    difference,
    mean_known,
    measured,
    own_tie,
    partly_known,
    said,
)
from multipolar.studies.wording import capitalised
from multipolar.ties import Standing, standing, strata, ties_of_groups

if TYPE_CHECKING:
    from multipolar.studies.context import Actor, Context

Span = tuple[Year, Year]
SHARE_UNIT = "percentage points"


class _Choice(NamedTuple):
    """One way to ask: which layer in the earlier window, which windows, matched by region or not."""

    words: str
    layer: str
    before: Span | None
    after: Span
    matched: bool


class Ties(Claim):
    """Ties inside a group, or between a state and others, came closer between two windows, or are close.

    A tie is averaged over the years of a window in which it is known, and only pairs known in both windows
    count; a group, this one or a random one, counts where at least half of its pairs do. With
    ``measured_as = "share"`` a tie is its part, in percent, of all ties of its first state.

    Attributes
    ----------
    layer
        A layer of the vocabulary, or ``"vote_agreement"``.
    between
        Two words: the same group twice (ties inside it), or a state and a state or group (its ties with them).
    before
        First and last year of the earlier window; without it the level in `after` is tested.
    after
        First and last year of the later window.
    after_layer
        Another layer for the later window where the first one ends; compared as shares only.
    instead
        Other layers for the earlier window, tried as other choices.
    measured_as
        ``"value"`` or ``"share"``.
    direction
        ``"up"`` or ``"down"``.
    event
        An event of the vocabulary, drawn in the chart.

    Verdict
    -------
    The effect is the change (or level) minus its median among random groups of equal size from the same regions,
    or among the state's ties with other states (where shares change, with those of the same third by size: a large
    share moves by more points than a small one). Supported if the interval among those leaves out zero on the
    claimed side, the effect stands in their outer tenth and at least 80 % of the other choices agree.
    Contradicted if the interval leaves out zero on the other side and at least 80 % agree with that. What stands so
    among random groups counts only where another draw could not undo it (two standard errors beyond the edge).
    Untestable if the layer ends before the windows do. Otherwise not distinguishable.
    """

    KIND: ClassVar[str] = "ties"

    kind: Literal["ties"]
    layer: str
    between: tuple[str, str]
    after: Span
    before: Span | None = None
    after_layer: str | None = None
    instead: tuple[str, ...] = ()
    measured_as: Literal["value", "share"] = "value"
    direction: Literal["up", "down"] = "up"
    event: str | None = None

    @model_validator(mode="after")
    def _windows_in_order(self) -> Self:
        for key, span in (("before", self.before), ("after", self.after)):
            if span and span[1] < span[0]:
                raise ValueError(f"`{key}` ends ({span[1]}) before it begins ({span[0]})")
        if self.before and self.after[0] <= self.before[1]:
            raise ValueError(
                f"`after` ({self.after[0]}) must begin later than `before` ends ({self.before[1]})"
            )
        if self.after_layer and self.measured_as != "share":
            raise ValueError('`after_layer` needs `measured_as = "share"`: two sources share no level')
        return self

    def check(self, context: Context) -> None:
        """Raise if a word means nothing, or if the two words of `between` do not make a set of ties."""
        context.known_layers(self.names())
        context.known_event(self.event)
        self._check_windows(context)
        one, other = (context.actor(word) for word in self.between)
        if one.word == other.word and not one.single and one.states:
            return
        if not one.single or not other.states or one.states == other.states:
            raise StudyError(
                "These two words do not name a set of ties.",
                where=f"claim {self.id!r}, key `between`",
                expected="the same group twice, or a state and another state or a group",
                got=" and ".join(self.between),
            )

    def _check_windows(self, context: Context) -> None:
        for name in (*self.names(), *self.instead):
            if not context.layer_horizon(name):
                raise StudyError(
                    f"The layer {name!r} has no years, so no window of it can be compared.",
                    where=f"claim {self.id!r}",
                )
        early, late = self.before or self.after, self.after
        context.begins(
            [self.layer], early[0], f"claim {self.id!r}, key `{'before' if self.before else 'after'}`"
        )
        context.begins([self.after_layer or self.layer], late[0], f"claim {self.id!r}, key `after`")

    def names(self) -> tuple[str, ...]:
        """Return the variables and layers used."""
        return (self.layer, *([self.after_layer] if self.after_layer else []), *self.instead)

    def test(self, context: Context) -> Finding:
        """Compare the windows, then with random groups or the state's other partners."""
        one, other = (context.actor(word) for word in self.between)
        inside = one.word == other.word
        sign = 1 if self.direction == "up" else -1
        sources = context.sources_of(self.names())
        label = context.layer_label(self.layer)
        late = self.after_layer or self.layer
        for name, span in ((self.layer, self.before), (late, self.after)):
            if span and (last := context.layer_horizon(name)) < span[1]:
                return beyond(self, context, last, span[1], context.layer_label(name), sources=sources)
        rng = context.rng(self.id)
        choices = self._choices(context, inside)
        found = {choice: self._standing(context, one, other, choice, rng) for choice in choices}
        (among, main), *rest = found.values()
        unit = self._unit(context)
        what = f"{label} {self._between(context, one, other)}"
        if self.measured_as == "share":
            what += f", in percent of {'each member' if inside else one.label}'s total"
        if self.before:
            what = f"change in {what}, {said(self.before)} to {said(self.after)}"
        else:
            what = f"{what}, {said(self.after)}"
        effect = Estimate(
            known(main.excess), known(main.excess_low), known(main.excess_high), unit,
            f"{capitalised(what)}, minus the median of {among}",
            f"Central 90 % of the difference from {among}.", over="beside chance",
        )  # fmt: skip
        own = replace(effect, value=known(main.value), low=None, high=None)
        words = [choice.words for choice in found][1:]
        sensitivity = sensitivities(
            list(zip(words, [item.excess for _, item in rest], strict=True)),
            sign,
            unit=unit,
            definition="The same difference",
        )
        drawn = left_to_chance(main.draws.size, context.draws) if "random" in among else 0
        verdict, because, would_change = weigh(
            Evidence(effect, sign, sensitivity, main.percentile, among, drawn, spans_draws=True)
        )
        chance: ComparisonKind = "placebo" if not inside and other.single else "random groups"
        return Finding(
            claim=self.id,
            kind=self.kind,
            sentence=self.says,
            verdict=verdict,
            because=f"{because} Before chance is taken off it is {value_text(own, effect)}."
            if own.value is not None
            else because,
            effect=effect,
            horizon=context.votes_of(self.after[1]) if late == VOTE_AGREEMENT else str(self.after[1]),
            method=(
                f"The {what}, is the mean over pairs known in {'both windows' if self.before else 'the window'}. "
                f"It is set beside the same number for {among}."
            ),
            rule=self.rule(),
            would_change=would_change,
            sources=sources,
            comparisons=(compared(among, chance, main, unit, f"The same for {among}", from_median=True),),
            sensitivity=sensitivity,
            figures=(tie_figure(self, context, one, other, self._between(context, one, other)),),
            notes=(
                *self._moving(context, one, other, unit),
                *self._notes(context),
                *(partly_known(self._compared(context, choices[0]), one.states) if inside else ()),
                *(context.throughout(one) if inside else context.throughout(other)),
                *((self.note,) if self.note else ()),
            ),
        )

    def _unit(self, context: Context) -> str:
        """Return the unit of a difference between ties."""
        own = context.layer_unit(self.layer)
        percent = self.measured_as == "share" or own.startswith(("percent", YES_OR_NO))
        return SHARE_UNIT if percent else own

    def _between(self, context: Context, one: Actor, other: Actor) -> str:
        if one.word == other.word:
            return f"among {one.label}"
        if context.layer_directed(self.layer):
            return f"from {one.label} to {other.label}"
        return f"between {one.label} and {other.label}"

    def _moving(self, context: Context, one: Actor, other: Actor, unit: str) -> list[str]:
        """Say how the ties moved inside the earlier window, before there was anything to come after."""
        if not self.before or self.before[0] == self.before[1]:
            return []
        ends = [own_tie(self._window(context, self.layer, (year, year)), one, other) for year in self.before]
        if not np.isfinite(ends).all():
            return []
        moved = Estimate(ends[1] - ends[0], None, None, unit, "", "")
        return [
            f"Inside the earlier window, from {self.before[0]} to {self.before[1]}, they already moved by "
            f"{value_text(moved)}; a change that goes on is not a change that began."
        ]

    def _choices(self, context: Context, inside: bool) -> list[_Choice]:
        """Return the preferred choice, then one choice at a time made otherwise."""
        main = _Choice("as asked", self.layer, self.before, self.after, True)
        choices = [main]
        if inside:
            choices.append(main._replace(words="compared with all regions", matched=False))
        if self.before:
            choices += [
                main._replace(words=f"{context.layer_label(name)} in the earlier window", layer=name)
                for name in self.instead
            ]
        for year in dict.fromkeys(self.after) if self.after[0] < self.after[1] else ():
            choices.append(main._replace(words=f"{year} alone as the later window", after=(year, year)))
        for year in dict.fromkeys(self.before) if self.before and self.before[0] < self.before[1] else ():
            choices.append(main._replace(words=f"{year} alone as the earlier window", before=(year, year)))
        return choices

    def _standing(
        self, context: Context, one: Actor, other: Actor, choice: _Choice, rng: np.random.Generator
    ) -> tuple[str, Standing]:
        """Return what the ties are compared with, in words, and where they stand among it."""
        states, matrix = self._compared(context, choice)
        if not set(one.states) | set(other.states) <= set(states):
            return "no comparison", standing(float("nan"), [])
        at = {state: place for place, state in enumerate(states)}
        if one.word == other.word:
            return self._inside(
                context, np.array([at[state] for state in one.states]), (states, matrix), choice, rng
            )
        row = matrix[at[one.states[0]]]
        partners = np.array([at[state] for state in other.states if state not in one.states])
        own = own_tie((states, matrix), one, other)
        known_ties = np.flatnonzero(np.isfinite(row))
        kinds = self._thirds(context, one, choice, states)
        alike = "" if kinds is None else " of the same third by size"
        if partners.size == 1:
            others = known_ties[~np.isin(known_ties, partners)]
            if kinds is not None:
                others = others[kinds[others] == kinds[partners[0]]]
            return f"its ties with {others.size} other states{alike}", standing(float(own), row[others])
        if not np.isfinite(own):
            return "no comparison", standing(float("nan"), [])
        drawn = groups_like(
            partners, known_ties, number=context.draws, rng=rng, strata=kinds, exclude_members=True
        )
        words = f"its ties with {len(drawn):,} random groups of {partners.size} other states{alike}"
        return words, standing(float(own), row[drawn].mean(axis=1))

    def _thirds(
        self, context: Context, one: Actor, choice: _Choice, states: tuple[str, ...]
    ) -> NDArray[np.int64] | None:
        """Return in which third by size each partner was; a large partner's share moves by more points."""
        if self.measured_as != "share" or choice.before is None:
            return None
        known_then, ties = self._window(context, choice.layer, choice.before)
        then = ties[known_then.index(one.states[0])]
        return strata(capability=[then[known_then.index(state)] for state in states])

    def _inside(
        self,
        context: Context,
        of: NDArray[np.intp],
        found: Matrix,
        choice: _Choice,
        rng: np.random.Generator,
    ) -> tuple[str, Standing]:
        """Return the random groups that a group is compared with, in words, and where it stands among them."""
        states, matrix = found
        kinds = strata(region=context.regions(states)) if choice.matched else None
        reporting = np.isfinite(matrix).any(axis=1)
        groups = groups_like(of, reporting, number=context.draws, rng=rng, strata=kinds)
        own = ties_of_groups(matrix, np.sort(of)[None, :])
        half = of.size * (of.size - 1) / 2
        if not groups.size or own.pairs_inside[0] < half:
            return "no comparison", standing(float("nan"), [])
        ties = ties_of_groups(matrix, groups)
        inner = ties.inside[ties.pairs_inside >= half]
        where = "the same regions" if choice.matched else "all regions"
        words = f"{inner.size:,} random groups of {of.size} states from {where}"
        return words, standing(float(own.inside[0]), inner)

    def _compared(self, context: Context, choice: _Choice) -> Matrix:
        """Return the change of each tie between the windows or, without an earlier one, its level."""
        late = self._window(context, self.after_layer or choice.layer, choice.after)
        return difference(self._window(context, choice.layer, choice.before), late) if choice.before else late

    def _window(self, context: Context, name: str, span: Span) -> tuple[tuple[str, ...], NDArray[np.float64]]:
        """Return the states and the mean tie of each ordered pair over the known years of a window."""
        first, last = context.layer_years(name, span)
        if first > last:  # another layer, tried instead, that ends before the window or begins after it
            return (), np.empty((0, 0))
        layer = context.layer(name, first, last)
        rows = [place for place, year in enumerate(layer.years) if span[0] <= year <= span[1]]
        mean = mean_known(measured(layer, self.measured_as)[rows], 0)
        np.fill_diagonal(mean, np.nan)
        return layer.states, mean

    def _notes(self, context: Context) -> list[str]:
        if not self.after_layer or not self.before:
            return []
        return [
            f"The earlier window uses {context.layer_label(self.layer)}, the later one "
            f"{context.layer_label(self.after_layer)}; the two sources differ in method, which is why shares are "
            "compared and not levels."
        ]
