"""Claims that a conflict ended by a date, held against the conflict records."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import polars as pl
from pydantic import Field

from multipolar.studies.claims.claim import Claim, Year
from multipolar.studies.findings import Estimate, Figure, Finding, Verdict
from multipolar.studies.horizon import beyond
from multipolar.studies.wording import listed

if TYPE_CHECKING:
    from multipolar.studies.context import Context


_WOULD_CHANGE = {
    Verdict.CONTRADICTED: (
        "A record of the later years below 25 deaths in battle would change it; a later release may revise counts."
    ),
    Verdict.SUPPORTED: (
        "A later year with at least 25 deaths in battle would change it; a later release may revise counts."
    ),
    Verdict.NOT_DISTINGUISHABLE: "More years of records, with or without fighting, would decide it.",
}


class Fact(Claim):
    """An armed conflict ended by a year.

    Uses the UCDP/PRIO Armed Conflict Dataset: a conflict is active in a year with at least 25 deaths in battle.
    Dated events of the vocabulary that involve the conflict are listed beside it; they do not enter the rule.

    Attributes
    ----------
    conflict
        The number of the conflict in the UCDP/PRIO data (388: Nagorno-Karabakh).
    name
        What the conflict is called in the report; the records' own name of it is given in a note.
    ended
        The last year of fighting, as the claim has it.
    events
        Events of the vocabulary to be shown with it.

    Verdict
    -------
    Contradicted if the records have the conflict active in any year after the claimed end. Supported if they have
    it in none, reach at least three years beyond the claimed end, and have it active in the claimed last year or
    before. Untestable if they do not reach beyond the claimed end. Otherwise not distinguishable.
    """

    KIND: ClassVar[str] = "fact"

    kind: Literal["fact"]
    conflict: int
    name: str = Field(min_length=1, max_length=80)
    ended: Year
    events: tuple[str, ...] = ()

    def check(self, context: Context) -> None:
        """Raise if an event is unknown."""
        context.conflict_name(self.conflict)
        for event in self.events:
            context.known_event(event)

    def names(self) -> tuple[str, ...]:
        """Return the variables and layers used."""
        return ()

    def test(self, context: Context) -> Finding:
        """Look for years of fighting after the claimed end."""
        table = context.conflict(self.conflict)
        horizon = context.conflict_horizon()
        if horizon <= self.ended:
            return beyond(self, context, horizon, self.ended + 1, "armed conflict", sources=("ucdp",))
        yearly = table.group_by("year").agg(pl.col("intensity").max()).sort("year")
        active = dict(zip(yearly["year"].to_list(), yearly["intensity"].to_list(), strict=True))
        after = [year for year in active if year > self.ended]
        name = self.name
        if after:
            verdict = Verdict.CONTRADICTED
            because = f"The records have {name} active in {listed([str(year) for year in after])}."
        elif horizon >= self.ended + 3 and any(year <= self.ended for year in active):
            verdict = Verdict.SUPPORTED
            because = f"The records have no year of {name} after {self.ended}, and they reach {horizon}."
        else:
            verdict = Verdict.NOT_DISTINGUISHABLE
            because = f"No year of fighting after {self.ended} so far, but the records only reach {horizon}."
        events = [context.event(name) for name in self.events]
        return Finding(
            claim=self.id,
            kind=self.kind,
            sentence=self.says,
            verdict=verdict,
            because=because,
            effect=Estimate(
                float(len(after)),
                None,
                None,
                "years",
                f"Years after {self.ended} in which {name} was active, to {horizon}",
                "A count of recorded years; a record has no sampling interval.",
            ),
            horizon=str(horizon),
            method=(
                "Every year after the claimed end is looked up in the UCDP/PRIO records, which call a conflict active "
                "with at least 25 deaths in battle in the year. Dated events are shown beside the record."
            ),
            rule=self.rule(),
            would_change=_WOULD_CHANGE[verdict],
            sources=("ucdp",),
            figures=(self._figure(context, active, horizon, name),),
            descriptive=True,
            notes=tuple(
                [f"The records call it {context.conflict_name(self.conflict)}."]
                + [f"{event.start.isoformat()}: {event.name}. {event.note}".strip() for event in events]
                + ([self.note] if self.note else [])
            ),
        )

    def _figure(self, context: Context, active: dict[int, int], horizon: int, name: str) -> Figure:
        first = max(
            min([*active, self.ended]), context.conflict_first()
        )  # before the records: unknown, not none
        rows = [(year, active.get(year, 0)) for year in range(first, horizon + 1)]
        return Figure(
            id=f"{self.id}-years",
            kind="steps",
            title=f"{name}: years with fighting",
            data=pl.DataFrame(rows, schema={"year": pl.Int32, "intensity": pl.Int32}, orient="row"),
            x="year",
            y="intensity",
            x_title="Year",
            y_title="Intensity",
            caption="1: 25 to 999 deaths in battle in the year; 2: 1,000 or more; 0: fewer than 25.",
            sources=("ucdp",),
            horizon=str(horizon),
            marks=((str(self.ended), "claimed end"),),
        )
