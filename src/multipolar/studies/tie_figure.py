"""The picture of a claim about ties: the ties it speaks of, and those with all others, by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from multipolar import vocabulary
from multipolar.studies.findings import Figure
from multipolar.studies.verdicts import known
from multipolar.studies.windows import YES_OR_NO, mean_known, measured
from multipolar.studies.wording import capitalised

if TYPE_CHECKING:
    from multipolar.studies.claims.ties import Ties
    from multipolar.studies.context import Actor, Context

YEARS_BEFORE = 25


def tie_figure(claim: Ties, context: Context, one: Actor, other: Actor, mine: str) -> Figure:
    """Draw the ties of `one` with `other`, called `mine`, and those with all others; another source's years apart."""
    inside = one.word == other.word
    first = max((claim.before or claim.after)[0] - YEARS_BEFORE, context.layer_first(claim.layer))
    spans = {claim.layer: (first, min(claim.after[1], context.layer_horizon(claim.layer)))}
    if claim.after_layer:
        spans[claim.after_layer] = claim.after
    rest = "members with all others" if inside else "with all others (mean)"
    rows = []
    for name, span in spans.items():
        layer = context.layer(name, *span)
        values = measured(layer, claim.measured_as)
        at = {state: place for place, state in enumerate(layer.states)}
        here = [at[state] for state in one.states if state in at]
        there = [at[state] for state in other.states if state in at and (inside or state not in one.states)]
        others = [place for place in range(len(layer.states)) if place not in {*here, *there}]
        apart = f" ({vocabulary.layer(name).source.upper()})" if name != claim.layer else ""
        for series, columns in ((mine, there), (rest, others)):
            mean = mean_known(values[np.ix_(range(len(layer.years)), here, columns)], (1, 2))
            rows += [(int(year), series + apart, known(x)) for year, x in zip(layer.years, mean, strict=True)]
    schema = {"year": pl.Int32, "series": pl.String, "tie": pl.Float64}
    return Figure(
        id=f"{claim.id}-ties",
        kind="lines",
        title=f"{capitalised(context.layer_label(claim.layer))}: {mine}",
        data=pl.DataFrame(rows, schema=schema, orient="row").drop_nulls(),
        x="year",
        y="tie",
        x_title="Year",
        y_title=_y_title(claim, context),
        caption="Mean over the pairs known in a year.",
        sources=context.sources_of(claim.names()),
        horizon=str(max(span[1] for span in spans.values())),
        series="series",
        highlight=(mine,),
        marks=context.marks(claim.event),
    )


def _y_title(claim: Ties, context: Context) -> str:
    if claim.measured_as == "share":
        return "Percent of the total"
    unit = context.layer_unit(claim.layer)
    return "Percent of the pairs" if unit.startswith(YES_OR_NO) else capitalised(unit)
