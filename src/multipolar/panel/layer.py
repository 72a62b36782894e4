"""One kind of tie as an array: years by states by states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from multipolar import atlas, vocabulary
from multipolar.atlas import Atlas
from multipolar.errors import OutsideWindow
from multipolar.panel import asked
from multipolar.vocabulary.variables import TieLayer


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of tie between states over years.

    Attributes
    ----------
    name, unit, source
        Id of the layer, its unit, and the id of its source.
    values
        float64, shape (years, states, states): from the state of the second axis to that of the third.
        NaN where unknown, and on the diagonal; 0 where the tie is known not to be.
    years
        int64, every year from the first to the last asked for.
    states
        Ids along the second and third axis.
    directed
        Whether ``values[t, i, j]`` may differ from ``values[t, j, i]``.
    first_year, last_year
        The window of the source: outside it every value is NaN. None where the tie has no time.
    """

    name: str
    values: NDArray[np.float64]
    years: NDArray[np.int64]
    states: tuple[str, ...]
    unit: str
    directed: bool
    source: str
    first_year: int | None
    last_year: int | None


def layer(
    name: str,
    first: int,
    last: int,
    states: Iterable[str] | None = None,
    *,
    source: Atlas | None = None,
) -> Layer:
    """Return one kind of tie between states in the years `first` to `last`.

    Where absence from the source means that there was no tie (a structural zero), pairs that are not
    listed are 0 in each year of the window in which both were members of the Correlates of War system;
    everywhere else they are unknown.

    Parameters
    ----------
    name
        The id of a layer; `panel.columns` lists them.
    first, last
        Years, both inclusive.
    states
        Ids or names, in the order of the axes; None for every member of the Correlates of War system in
        any of the years, in alphabetical order.
    source
        Another atlas than the embedded one.

    Returns
    -------
    Layer
        With its array of shape (years, states, states).

    Raises
    ------
    UnknownVariable, UnknownState
        With suggestions.
    OutsideWindow
        Where no year lies in the layer's window.
    InputError
        Years that are not in order, states named twice, an empty list.

    Examples
    --------
    >>> trade = layer("trade_exports", 2019, 2020, ["AZE", "TUR"])
    >>> trade.values.shape, round(float(trade.values[1, 0, 1]), 1)
    ((2, 2, 2), 2597.9)
    """
    chosen = vocabulary.layer(name)
    first, last = asked.years(first, last)
    _overlap(chosen, first, last)
    opened = atlas.open() if source is None else source
    ids = asked.states(states) or _members(first, last)
    values = np.full((last - first + 1, len(ids), len(ids)), np.nan)
    if chosen.absence == "structural_zero":
        _write_zeros(values, chosen, first, ids)
    rows = _indexed(atlas.layer_rows(opened, chosen), first, last, ids)
    at = (rows["t"].to_numpy(),) if "t" in rows.columns else (slice(None),)
    # A listed row without a value is unknown, so that it is written over the zero.
    known = rows["value"].fill_null(np.nan).to_numpy()
    values[(*at, rows["i"].to_numpy(), rows["j"].to_numpy())] = known
    values[:, np.arange(len(ids)), np.arange(len(ids))] = np.nan
    return Layer(
        chosen.id,
        values,
        np.arange(first, last + 1),
        ids,
        chosen.unit,
        chosen.directed,
        chosen.source,
        chosen.first_year,
        chosen.last_year,
    )


def _overlap(chosen: TieLayer, first: int, last: int) -> None:
    if chosen.first_year is None or chosen.last_year is None:
        return
    if last < chosen.first_year or first > chosen.last_year:
        raise OutsideWindow(
            f"The layer {chosen.id} has no data in these years.",
            expected=f"years from {chosen.first_year} to {chosen.last_year} (source {chosen.source})",
            got=f"{first} to {last}",
            do="Ask for years that overlap with the window.",
        )


def _members(first: int, last: int) -> tuple[str, ...]:
    return tuple(atlas.members("cow", first, last)["state"].unique().sort())


def _indexed(rows: pl.LazyFrame, first: int, last: int, ids: tuple[str, ...]) -> pl.DataFrame:
    """Return the rows among `ids`, with their places along the axes."""
    axis = pl.Enum(ids)
    among = pl.col("state_i").is_in(ids) & pl.col("state_j").is_in(ids)
    columns = {
        "i": pl.col("state_i").cast(axis).to_physical(),
        "j": pl.col("state_j").cast(axis).to_physical(),
        "value": pl.col("value").cast(pl.Float64),
    }
    if "year" in rows.collect_schema().names():
        among &= pl.col("year").is_between(first, last)
        columns["t"] = pl.col("year").cast(pl.Int64) - first
    return rows.filter(among).select(**columns).collect()


def _write_zeros(values: NDArray[np.float64], chosen: TieLayer, first: int, ids: tuple[str, ...]) -> None:
    spells = atlas.membership("cow").filter(pl.col("state").is_in(ids))
    last = first + values.shape[0] - 1
    low = first if chosen.first_year is None else max(first, chosen.first_year)
    high = last if chosen.last_year is None else min(last, chosen.last_year)
    spells = spells.filter(pl.col("year").is_between(low, high))
    present = np.zeros(values.shape[:2], dtype=bool)
    at = spells["state"].cast(pl.Enum(ids)).to_physical().to_numpy()
    present[spells["year"].to_numpy().astype(np.int64) - first, at] = True
    values[present[:, :, None] & present[:, None, :]] = 0.0
