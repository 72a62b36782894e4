"""The roll calls of the General Assembly as a matrix: roll calls by states."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from multipolar import atlas
from multipolar.atlas import Atlas
from multipolar.errors import OutsideWindow
from multipolar.panel import asked

YES, ABSTAIN, NO, ABSENT = 1, 2, 3, 8


@dataclass(frozen=True, slots=True)
class Votes:
    """Who voted how in the General Assembly.

    Attributes
    ----------
    rollcalls
        One row a roll call, in the order of the matrix; see the atlas table ``un_rollcalls``.
    states
        Ids along the second axis, in alphabetical order: every state with a vote or an absence.
    matrix
        int8, shape (roll calls, states): 1 yes, 2 abstain, 3 no, 8 absent or not voting; 0 where the
        state was not a member or nothing is known.
    """

    rollcalls: pl.DataFrame
    states: tuple[str, ...]
    matrix: NDArray[np.int8]


def votes(first: int, last: int, *, final: bool = True, source: Atlas | None = None) -> Votes:
    """Return the General Assembly's roll calls of the years `first` to `last`.

    Parameters
    ----------
    first, last
        Years in which the votes were taken, both inclusive.
    final
        Only votes on whole resolutions, which the collections before and after 2020 have in common;
        otherwise also those on amendments and paragraphs, to 2020.
    source
        Another atlas than the embedded one.

    Returns
    -------
    Votes
        With its matrix of shape (roll calls, states).

    Raises
    ------
    OutsideWindow
        Where no roll call was taken in these years.
    InputError
        Years that are not in order.

    Examples
    --------
    >>> calls = votes(2019, 2019)
    >>> calls.matrix.shape == (calls.rollcalls.height, len(calls.states))
    True
    """
    first, last = asked.years(first, last)
    opened = atlas.open() if source is None else source
    wanted = pl.col("date").dt.year().is_between(first, last)
    if final:
        wanted &= pl.col("final")
    rollcalls = opened.scan("un_rollcalls").filter(wanted).sort("date", "rollcall").collect()
    if rollcalls.is_empty():
        record = opened.table("un_rollcalls")
        raise OutsideWindow(
            "There are no roll calls in these years.",
            expected=f"years from {record.first_year} to {record.last_year}",
            got=f"{first} to {last}",
        )
    ids = rollcalls["rollcall"]
    cast = opened.scan("un_votes").filter(pl.col("rollcall").is_between(ids.min(), ids.max())).collect()
    place = rollcalls.select("rollcall").with_row_index("r")
    cast = cast.join(place, on="rollcall")
    states = tuple(cast["state"].unique().sort())
    matrix = np.zeros((rollcalls.height, len(states)), dtype=np.int8)
    columns = cast["state"].cast(pl.Enum(states)).to_physical().to_numpy()
    matrix[cast["r"].to_numpy(), columns] = cast["vote"].fill_null(0).to_numpy()
    return Votes(rollcalls, states, matrix)
