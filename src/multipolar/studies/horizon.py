"""How far the data reach, and the finding when a claim asks for more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from multipolar.studies.findings import Estimate, Finding, Verdict
from multipolar.studies.wording import listed

if TYPE_CHECKING:
    from multipolar.panel import StateYearArrays
    from multipolar.studies.claims.claim import Claim
    from multipolar.studies.context import Context

NEVER = 0


def reach(series: StateYearArrays, states: Sequence[str] = ()) -> int:
    """Return the last year in which all of `states` have data, or any state where none is named; 0 if never.

    Parameters
    ----------
    series
        One variable: values (1, years, states).
    states
        Ids; a state that the series does not have counts as never known.
    """
    known = np.isfinite(series.values[0])
    if states:
        if not set(states) <= set(series.states):
            return NEVER
        rows = known[:, [series.states.index(state) for state in states]].all(axis=1)
    else:
        rows = known.any(axis=1)
    return int(np.asarray(series.years)[rows].max()) if rows.any() else NEVER


def beyond(
    claim: Claim, context: Context, horizon: int, needed: int, what: str, *, sources: tuple[str, ...] = ()
) -> Finding:
    """Return the finding of a claim that asks for years the data do not have.

    Parameters
    ----------
    horizon, needed
        The last year the data reach, and the year the claim needs.
    what
        The data in words.
    """
    until = f"to {horizon}" if horizon else "for none of the years"
    return untestable(
        claim,
        f"The data on {what} reach {until}; the claim needs {needed}.",
        needs=f"Needs {what} in {needed}",
        horizon=str(horizon) if horizon else "no data",
        would_change=f"A release of the data that reaches {needed}.",
        sources=sources,
    )


def lacking(
    claim: Claim,
    context: Context,
    series: StateYearArrays,
    states: Sequence[str],
    needed: int,
    what: str,
    *,
    sources: tuple[str, ...],
) -> Finding | None:
    """Return the finding of a claim some of whose states have no data in the year it needs; None where all have.

    Where the source itself ends before that year, it says so; else it names the states.
    """
    together = reach(series, states)
    if together >= needed:
        return None
    last = reach(series)
    if last < needed:
        return beyond(claim, context, last, needed, what, sources=sources)
    without = listed([context.actor(state).label for state in states if reach(series, [state]) < needed])
    return untestable(
        claim,
        f"The data on {what} reach {needed}, but have nothing of {without} in that year; missing is not zero.",
        needs=f"Needs {what} of all in {needed}",
        horizon=str(together) if together else "no data",
        would_change=f"A release with {what} of {without}, or a claim about a group without them.",
        sources=sources,
    )


def untestable(
    claim: Claim, because: str, *, needs: str, horizon: str, would_change: str, sources: tuple[str, ...]
) -> Finding:
    """Return the finding of a claim that the data do not let us test.

    Parameters
    ----------
    because
        What is missing, a sentence.
    needs
        What the number would have been computed from, in words.
    horizon
        The last year or day the data reach.
    would_change
        What would make it testable, a sentence.
    """
    return Finding(
        claim=claim.id,
        kind=claim.kind,
        sentence=claim.says,
        verdict=Verdict.UNTESTABLE,
        because=because,
        effect=Estimate(None, None, None, "", needs, "not computed"),
        horizon=horizon,
        method=(
            "Nothing was computed. A claim is tested only within the years its data reach, and no value is "
            "carried past a source's last year."
        ),
        rule=claim.rule(),
        would_change=would_change,
        sources=sources,
        notes=(claim.note,) if claim.note else (),
    )
