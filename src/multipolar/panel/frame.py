"""The rows of a panel before anything is added: which state in which year."""

from __future__ import annotations

import polars as pl

from multipolar.atlas import Atlas, members, membership, variable_rows
from multipolar.errors import InputError
from multipolar.vocabulary.variables import Variable


def state_frame(
    first: int,
    last: int,
    *,
    states: tuple[str, ...] | None,
    system: str | None,
    microstates: bool,
    variables: tuple[Variable, ...],
    atlas: Atlas,
) -> pl.DataFrame:
    """Return the state-years of a system, or of all states with data where `system` is None.

    Returns
    -------
    polars.DataFrame
        state, year (Int16), the system's code (Int16, named ``cow`` or ``gw``; none without a system),
        and ``member``: whether the state was in the Correlates of War system that year.
    """
    if system is None:
        frame = _balanced(first, last, states, variables, atlas)
    else:
        frame = (
            members(system, first, last, microstates).rename({"code": system}).select("state", "year", system)
        )
        if states is not None:
            frame = frame.filter(pl.col("state").is_in(states))
    known = membership("cow").select("state", "year", member=pl.lit(True))
    return frame.join(known, on=["state", "year"], how="left", maintain_order="left").with_columns(
        pl.col("member").fill_null(False)
    )


def _balanced(
    first: int, last: int, states: tuple[str, ...] | None, variables: tuple[Variable, ...], atlas: Atlas
) -> pl.DataFrame:
    if states is None:
        if not variables:
            raise InputError(
                "Without a system, a panel has the states of the variables that were added; there are none.",
                do="Add a variable, name the states, or choose system='cow'.",
            )
        found = pl.concat(
            variable_rows(atlas, each)
            .filter(pl.col("year").is_between(first, last), pl.col("value").is_not_null())
            .select("state")
            for each in variables
        )
        states = tuple(found.unique().sort("state").collect()["state"])
    years = pl.DataFrame({"year": range(first, last + 1)}, schema={"year": pl.Int16})
    return pl.DataFrame({"state": states}, schema={"state": pl.String}).sort("state").join(years, how="cross")
