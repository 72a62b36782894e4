"""What is known to which year about the group, and what is missing and why."""

from __future__ import annotations

import numpy as np
import polars as pl

from multipolar import vocabulary
from multipolar.studies.context import Actor, Context
from multipolar.studies.wording import listed

ABSENCE = {
    "structural_zero": "absent inside the window means zero",
    "not_reported": "absent means not reported, never zero",
}
SCHEMA = {
    "variable": pl.String,
    "label": pl.String,
    "source": pl.String,
    "first_year": pl.Int32,
    "last_year": pl.Int32,
    "absence": pl.String,
    "states_with_data": pl.String,
    "missing": pl.String,
}


def coverage(context: Context, group: Actor) -> pl.DataFrame:
    """Return one row for each variable and layer that a claim of the study uses, in alphabetical order.

    Returns
    -------
    polars.DataFrame
        variable, label, source, first_year, last_year (of the source), absence (what a missing row means),
        states_with_data (members of the group with data in the last year), missing (why others have none).
    """
    names = sorted({name for claim in context.study.claims for name in claim.names()})
    return pl.DataFrame([_row(context, group, name) for name in names], schema=SCHEMA, orient="row")


def _row(context: Context, group: Actor, name: str) -> tuple[object, ...]:
    if name in vocabulary.variables()["variable"]:
        return _variable_row(context, group, name)
    first, last = context.layer_first(name), context.layer_horizon(name)
    absence = "not_reported" if name not in vocabulary.layers()["layer"] else vocabulary.layer(name).absence
    missing = "It has no years: one value for all of them."
    if last:
        missing = f"Unknown before {first} and after {last}; nothing is carried beyond."
    if last and first == last:
        missing = f"Known for {last} alone."
    return (
        name, context.layer_label(name), context.sources_of([name])[0], first or None, last or None,
        ABSENCE[absence], "", missing,
    )  # fmt: skip


def _variable_row(context: Context, group: Actor, name: str) -> tuple[object, ...]:
    variable = vocabulary.variable(name)
    first, last = variable.first_year or 0, variable.last_year or 0
    series = context.series(name, last - 1, last)
    known = np.isfinite(series.values[0])
    here = [
        state for state in group.states if state in series.states and known[-1, series.states.index(state)]
    ]
    gone = [state for state in group.states if state not in here]
    names = listed([vocabulary.state_name(state) for state in gone])
    missing = (
        f"In {last} nothing is reported for {names}."
        if gone
        else f"All {len(here)} members have data in {last}."
    )
    return (
        name, context.label(name), variable.source, first or None, last or None,
        ABSENCE[variable.absence], f"{len(here)} of {len(group.states)}", missing,
    )  # fmt: skip
