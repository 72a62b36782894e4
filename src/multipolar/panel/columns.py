"""From the vocabulary's variables and layers to ibis expressions that join them to a panel."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import polars as pl

from multipolar import vocabulary
from multipolar.atlas.membership import CODED, one_code_a_state
from multipolar.engine import Engine
from multipolar.vocabulary.variables import TieLayer, Variable

LISTED = "listed"


def columns(search: str | None = None) -> pl.DataFrame:
    """Return every column that can be added to a panel.

    Parameters
    ----------
    search
        Words that must all occur in the row, in any case; None for every column.

    Returns
    -------
    polars.DataFrame
        column, unit_of (``"state-year"`` or ``"dyad-year"``), label, unit, first_year, last_year,
        absence, source, definition.

    Examples
    --------
    >>> columns("goods exporter FREE on board")["column"].to_list()
    ['trade_exports']
    """
    kept = [
        "column",
        "unit_of",
        "label",
        "unit",
        "first_year",
        "last_year",
        "absence",
        "source",
        "definition",
    ]
    rows = pl.concat(
        table.drop("column").rename({name: "column"}).with_columns(unit_of=pl.lit(unit)).select(kept)
        for table, name, unit in (
            (vocabulary.variables(), "variable", "state-year"),
            (vocabulary.layers(), "layer", "dyad-year"),
        )
    )
    text = pl.concat_str(pl.col(kept).cast(pl.String).fill_null(""), separator=" ").str.to_lowercase()
    words = (search or "").lower().split()
    return rows.filter(True, *(text.str.contains(word, literal=True) for word in words))


def add_variables(
    engine: Engine, panel: Any, variables: Iterable[Variable], *, first: int, last: int, system: str | None
) -> Any:
    """Join variables to a panel that has ``state``, ``year`` and the system's code; each is a column of its id.

    A table with codes of the panel's own system is joined by code, all others by state.
    """
    by_table = sorted(variables, key=lambda each: each.table)
    for table, group in groupby(by_table, key=lambda each: each.table):
        values = {each.id: _inside(each) for each in group}
        unit = _unit(engine, table, [system or "state"])
        rows = _rows(engine, table, unit, values, first=first, last=last)
        panel = panel.left_join(rows, [*unit, "year"]).select(*panel.columns, *values)
    return panel


def add_layer(
    engine: Engine,
    panel: Any,
    layer: TieLayer,
    *,
    first: int,
    last: int,
    system: str | None,
    name: str,
    back: bool = False,
) -> Any:
    """Join one layer to a panel of pairs that has ``member_i`` and ``member_j``.

    Parameters
    ----------
    name
        What the new column is called.
    back
        Whether it is the tie from j to i.
    """
    unit = _unit(engine, layer.table, [f"{system or 'state'}_{side}" for side in "ij"])
    # A view of its own, since one table may be joined more than once.
    rows = _layer_rows(engine, layer, unit, first, last).view()
    ends = [
        *zip(unit, unit[::-1] if back else unit, strict=True),
        *([("year", "year")] if "year" in rows.columns else []),
    ]
    joined = panel.left_join(rows, [panel[ours] == rows[theirs] for ours, theirs in ends])
    value = joined["value"]
    if layer.absence == "structural_zero":
        unlisted = joined[LISTED].isnull() & joined["member_i"] & joined["member_j"]
        if layer.first_year is not None and layer.last_year is not None:
            unlisted = unlisted & joined["year"].between(layer.first_year, layer.last_year)
        value = unlisted.ifelse(0, value).cast(value.type())
    return joined.select(*panel.columns, **{name: value})


def _layer_rows(engine: Engine, layer: TieLayer, unit: list[str], first: int, last: int) -> Any:
    """Return the pair, year (if the table is dated), value and ``listed`` of a layer's rows."""
    low = first if layer.first_year is None else max(first, layer.first_year)
    high = last if layer.last_year is None else min(last, layer.last_year)
    rows = _rows(engine, layer.table, unit, {"value": layer.value}, first=low, last=high)
    if layer.directions != "same":
        i, j = unit
        both = rows.union(rows.rename({i: j, j: i}).select(*rows.columns))
        value = both["value"]
        ways = {
            "either": value.max(),
            "mean": value.mean(),
            "sum": (value.count() == 2).ifelse(value.sum(), None),
        }
        keys = [name for name in rows.columns if name != "value"]
        rows = both.group_by(keys).aggregate(value=ways[layer.directions])
    return rows.mutate(**{LISTED: True})


def _unit(engine: Engine, table: str, codes: list[str]) -> list[str]:
    """Return the columns that name a unit in a table: the codes if it has them, else the states."""
    if set(codes) <= set(engine.table(table).columns):
        return codes
    return ["state"] if len(codes) == 1 else ["state_i", "state_j"]


def _rows(
    engine: Engine, table: str, unit: list[str], values: dict[str, str], *, first: int, last: int
) -> Any:
    names = engine.table(table).columns
    keys = [*unit, *(["year"] if "year" in names else [])]
    # By state, two codes of one state would be two rows; by code each row is its own.
    coded = [name for name in names if name.removesuffix("_i").removesuffix("_j") in CODED]
    codes = [] if unit[0] in coded else coded
    rows = engine.select(table, {**{key: key for key in (*keys, *codes)}, **values})
    if "year" in keys:
        rows = rows.filter(rows.year.between(first, last), *one_code_a_state(codes, rows.__getitem__))
    return rows.select(*keys, *values)


def _inside(variable: Variable) -> str:
    if variable.first_year is None or variable.last_year is None:
        return variable.value
    return f"CASE WHEN year BETWEEN {variable.first_year} AND {variable.last_year} THEN {variable.value} END"
