"""Claims that a group votes together in the General Assembly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
import polars as pl
from pydantic import Field, model_validator

from multipolar.panel.votes import ABSENT
from multipolar.studies.ballots import CONTESTED, Ballots, columns, contested, least_lead, neighbours, since
from multipolar.studies.chance import left_to_chance
from multipolar.studies.claims.claim import Claim, Year
from multipolar.studies.facts import VOTE_AGREEMENT
from multipolar.studies.findings import Comparison, Estimate, Figure, Finding
from multipolar.studies.horizon import beyond, untestable
from multipolar.studies.verdicts import Evidence, compared, known, sensitivities, weigh
from multipolar.studies.wording import capitalised, listed
from multipolar.ties import (
    Standing,
    cohesion,
    cohesion_by_year,
    cohesion_of_groups,
    standing,
)

if TYPE_CHECKING:
    from multipolar.studies.context import Context

UNIT = "index points"
LEVEL = "agreement index"  # a level between 0 and 1, where a difference is in points
_RIVALS = (
    "A rival has its members of the end of {year} in every year. By chance the index is the higher the fewer vote, so "
    "groups of unlike size are compared by pairs of voters too."
)
BLOCKS = "Moving-block bootstrap over roll calls, 90 %."


class Cohesion(Claim):
    """A group votes together more than chance, or more than other groupings.

    The agreement index of Hix, Noury and Roland (2005) is averaged over the final votes of the window. The
    membership is the group's throughout; a rival has its members of the last year of the window.

    Attributes
    ----------
    group
        A group of the study, at least two states.
    from_year
        First year of the window (key ``from``).
    to_year
        Last year of the window (key ``to``).
    against
        ``"chance"`` (random groups of equal size from the same regions) or ``"rivals"``.
    rivals
        Organisations to compare with; needed for ``"rivals"``, shown for ``"chance"`` where given.

    Verdict
    -------
    Against chance, the effect is the index minus the median of random groups of equal size from the same
    regions; it is supported if the interval among those groups leaves out zero, the index stands in their outer
    tenth, and at least 80 % of the other choices are above their medians; contradicted if the interval leaves out
    zero below and at least 80 % are below their medians; either only where another draw of groups could not undo it
    (two standard errors beyond the edge). Against rivals, the effect is the
    smallest lead over any rival; it is supported if the bootstrap interval of that lead is above zero and at
    least 80 % of the other choices agree, and contradicted if the interval is below zero and they agree with
    that. Untestable if the votes end before the window does. Otherwise not distinguishable.
    """

    KIND: ClassVar[str] = "cohesion"

    kind: Literal["cohesion"]
    group: str
    from_year: Year = Field(alias="from")
    to_year: Year = Field(alias="to")
    against: Literal["chance", "rivals"] = "chance"
    rivals: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.to_year < self.from_year:
            raise ValueError(f"`to` ({self.to_year}) must not come before `from` ({self.from_year})")
        if self.against == "rivals" and not self.rivals:
            raise ValueError('`against = "rivals"` needs `rivals`, a list of organisations')
        return self

    def check(self, context: Context) -> None:
        """Raise if the group or a rival is unknown or too small."""
        context.several(self.group, self.id)
        for rival in self.rivals:
            context.rival(rival, self.to_year)
        context.begins([VOTE_AGREEMENT], self.from_year, f"claim {self.id!r}, key `from`")

    def names(self) -> tuple[str, ...]:
        """Return the variables and layers used."""
        return (VOTE_AGREEMENT,)

    def test(self, context: Context) -> Finding:
        """Average the agreement index and set it beside chance or the rivals."""
        group = context.several(self.group, self.id)
        horizon = context.votes_horizon()
        if horizon < self.to_year:
            return beyond(
                self, context, horizon, self.to_year, "General Assembly votes", sources=("un_votes",)
            )
        ballots = self._ballots(context, group.states)
        if ballots.of.size < 2:
            return untestable(
                self,
                f"Fewer than two of {group.label} have a vote in the General Assembly in these years.",
                needs="Needs the votes of two members",
                horizon=context.votes_until(),
                would_change="Years in which two members of the group vote.",
                sources=("un_votes",),
            )
        rivals = {
            name: states for rival in self.rivals for name, states in [context.rival(rival, self.to_year)]
        }
        chosen = {
            "final votes": ballots,
            f"contested votes only (at least {CONTESTED:.0%} not with the largest side)": contested(ballots),
            f"since {(self.from_year + self.to_year + 1) // 2}": since(
                ballots, (self.from_year + self.to_year + 1) // 2
            ),
            "with amendments and paragraph votes": self._ballots(context, group.states, final=False),
        }
        rng = context.rng(self.id)
        by_chance = {name: self._beside_chance(context, item, rng) for name, item in chosen.items()}
        by_chance["random groups from all regions"] = self._beside_chance(
            context, ballots, rng, matched=False
        )
        found = by_chance["final votes"]
        own = cohesion(ballots.votes, ballots.of, rng=rng, draws=context.draws)
        among = f"{found.draws.size:,} random groups of {ballots.of.size} states from the same regions"
        span = f"{self.from_year} to {self.to_year}"
        comparisons = [
            compared(among, "random groups", found, LEVEL, f"Mean agreement index, {span}"),
            Comparison(
                f"{group.label} ({ballots.of.size} members)", "mean",
                Estimate(
                    known(own.index), known(own.low), known(own.high), LEVEL, f"Mean agreement index, {span}", BLOCKS
                ),
            ),
            Comparison(
                "all states together", "mean",
                Estimate(known(own.all_states), None, None, LEVEL, f"Mean agreement index, {span}", "One number."),
            ),
        ]  # fmt: skip
        beside = self._rival_rows(ballots, rivals, rng, context.draws, span)
        comparisons = [*beside, *comparisons] if self.against == "rivals" else [*comparisons, *beside]
        if self.against == "chance":
            effect = Estimate(
                known(found.excess), known(found.excess_low), known(found.excess_high), UNIT,
                capitalised(f"{group.label}: mean agreement index minus the median of random groups, {span}"),
                "Central 90 % of the difference from random groups of equal size from the same regions.",
                over="beside chance",
            )  # fmt: skip
            tried = [(name, item.excess) for name, item in list(by_chance.items())[1:]]
            stands: float | None = found.percentile
        else:
            leads = {name: least_lead(item, rivals, rng, context.draws) for name, item in chosen.items()}
            nearest, value, low, high = leads["final votes"]
            effect = Estimate(
                known(value), known(low), known(high), UNIT,
                capitalised(f"{group.label}: agreement index minus that of {nearest}, the nearest rival, {span}"),
                BLOCKS, over="by resampling roll calls",
            )  # fmt: skip
            tried = [
                (f"{name} (least lead: over {item[0]})", item[1]) for name, item in list(leads.items())[1:]
            ]
            nearest, lead, _, _ = least_lead(ballots, rivals, rng, 1, pairs=True)
            tried.append((f"pairs that vote alike, free of group size (least lead: over {nearest})", lead))
            stands = None
        sensitivity = sensitivities(tried, 1, unit=UNIT, definition="The same difference")
        drawn = left_to_chance(found.draws.size, context.draws) if self.against == "chance" else 0
        verdict, because, would_change = weigh(
            Evidence(effect, 1, sensitivity, stands, among, drawn, spans_draws=True)
        )
        return Finding(
            claim=self.id,
            kind=self.kind,
            sentence=self.says,
            verdict=verdict,
            because=because,
            effect=effect,
            horizon=context.votes_of(self.to_year),
            method=(
                f"The agreement index (1: all vote alike, 0: evenly split in three) is averaged over "
                f"{own.rollcalls:,} final roll calls, {span}, in which at least two members voted. It is set beside "
                f"random groups of equal size from the same regions{' and ' + listed(list(rivals)) if rivals else ''}."
            ),
            rule=self.rule(),
            would_change=would_change,
            sources=("un_votes",),
            comparisons=tuple(comparisons),
            sensitivity=sensitivity,
            figures=(self._figure(context, ballots, group.label, rivals, rng),),
            notes=(
                f"Members throughout: {listed([context.actor(state).label for state in group.states])}.",
                *((_RIVALS.format(year=self.to_year),) if rivals else ()),
                *_silent(context, ballots, group.states),
                _absences(context, ballots),
                *((self.note,) if self.note else ()),
            ),
        )

    def _ballots(self, context: Context, states: tuple[str, ...], *, final: bool = True) -> Ballots:
        votes = context.votes(self.from_year, self.to_year, final=final)
        of = np.array([votes.states.index(state) for state in states if state in votes.states], dtype=np.intp)
        return Ballots(votes.matrix, votes.rollcalls["year"].to_numpy().astype(np.int64), of, votes.states)

    def _beside_chance(
        self, context: Context, ballots: Ballots, rng: np.random.Generator, *, matched: bool = True
    ) -> Standing:
        groups = neighbours(context, ballots, rng, context.draws, matched=matched)
        if not groups.size or not ballots.years.size:
            return standing(float("nan"), [])
        own = cohesion_of_groups(ballots.votes, np.sort(ballots.of)[None, :])
        return standing(float(own[0]), cohesion_of_groups(ballots.votes, groups))

    @staticmethod
    def _rival_rows(
        ballots: Ballots,
        rivals: Mapping[str, tuple[str, ...]],
        rng: np.random.Generator,
        draws: int,
        span: str,
    ) -> list[Comparison]:
        rows = []
        for name, states in rivals.items():
            found = cohesion(ballots.votes, columns(ballots, states), rng=rng, draws=draws)
            estimate = Estimate(
                known(found.index), known(found.low), known(found.high), LEVEL,
                f"Mean agreement index of {len(states)} members, {span}", BLOCKS,
            )  # fmt: skip
            rows.append(Comparison(f"{name} ({len(states)} members)", "rival", estimate))
        return rows

    def _figure(
        self,
        context: Context,
        ballots: Ballots,
        label: str,
        rivals: Mapping[str, tuple[str, ...]],
        rng: np.random.Generator,
    ) -> Figure:
        draws = min(context.draws, 300)
        groups = neighbours(context, ballots, rng, draws, matched=True)
        rows: list[tuple[int, str, float | None, float | None, float | None]] = []
        for year, item in cohesion_by_year(
            ballots.votes,
            ballots.years,
            ballots.of,
            rng=rng,
            groups=groups if groups.size else None,
            draws=100,
        ).items():
            rows.append((year, label, known(item.index), None, None))
            if item.among is not None:
                low, high = known(item.among.low), known(item.among.high)
                rows.append((year, "random groups", known(item.among.median), low, high))
        for name, states in rivals.items():
            by_year = cohesion_by_year(
                ballots.votes, ballots.years, columns(ballots, states), rng=rng, draws=100
            )
            rows += [(year, name, known(item.index), None, None) for year, item in by_year.items()]
        return Figure(
            id=f"{self.id}-by-year",
            kind="lines",
            title="How united each group votes, by year",
            data=pl.DataFrame(
                rows,
                schema={
                    "year": pl.Int32,
                    "series": pl.String,
                    "index": pl.Float64,
                    "low": pl.Float64,
                    "high": pl.Float64,
                },
                orient="row",
            ).drop_nulls("index"),
            x="year",
            y="index",
            x_title="Year",
            y_title="Agreement index (0 to 1)",
            caption="Mean over final votes; the band holds 90 % of random groups of equal size from the same regions.",
            sources=("un_votes",),
            horizon=str(self.to_year),
            series="series",
            low="low",
            high="high",
            highlight=(label,),
        )


def _silent(context: Context, ballots: Ballots, states: tuple[str, ...]) -> list[str]:
    """Name the members that the General Assembly does not have."""
    names = [context.actor(state).label for state in states if state not in ballots.states]
    return [f"Without a vote in the General Assembly, so left out: {listed(names)}."] if names else []


def _absences(context: Context, ballots: Ballots) -> str:
    """Say how often members were away: an absent member counts neither way."""
    away = (ballots.votes[:, ballots.of] == ABSENT).mean(axis=0)
    most = int(away.argmax())
    name = context.actor(ballots.states[ballots.of[most]]).label
    return (
        f"Members were absent from {away.mean():.0%} of the votes, {name} most often ({away[most]:.0%}); an absent "
        "member counts neither way."
    )
