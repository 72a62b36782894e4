"""Why a state that was asked for has no row in a panel."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def explain_absence(
    states: Sequence[str] | None, first: int, last: int, system: str, *, microstates: bool
) -> None:
    """Say on the error stream which of the states were never in the system in these years, and when they were.

    Parameters
    ----------
    states
        Ids or names; None asks for no state in particular, so none can be missed.
    first, last
        The years asked for.
    system
        ``"cow"``, ``"gw"``, or ``"none"``, from which no state is absent.
    microstates
        Whether the list of microstates counts with ``"gw"``.
    """
    import polars as pl

    from multipolar import vocabulary

    if system == "none":
        return
    lists = [system, f"{system}_microstate"] if microstates else [system]
    spells = vocabulary.systems().filter(pl.col("system").is_in(lists)).sort("start")
    for state in dict.fromkeys(vocabulary.state(word) for word in states or ()):
        own = spells.filter(state=state).select("start", "end").rows()
        if any(start.year <= last and (end is None or end.year >= first) for start, end in own):
            continue
        when = ", ".join(f"{start} to {end or 'now'}" for start, end in own)
        print(
            f"{vocabulary.state_name(state)} ({state}) has no row: it was not in the system `{system}` in "
            f"{first} to {last}{f', but from {when}' if when else ' or ever'}. "
            f"`--system none` keeps every year of every state with data.",
            file=sys.stderr,
        )
