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
    >>> columns("trade exports")["column"].to_list()
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


def add_variables(engine: Engine, panel: Any, variables: Iterable[Variable], first: int, last: int) -> Any:
    """Join variables to a panel that has ``state`` and ``year``; each is a column with its id."""
    by_table = sorted(variables, key=lambda each: each.table)
    for table, group in groupby(by_table, key=lambda each: each.table):
        values = {each.id: _inside(each) for each in group}
        rows = _rows(engine, table, ["state", "year"], values, first=first, last=last)
        panel = panel.left_join(rows, ["state", "year"]).select(*panel.columns, *values)
    return panel


def add_layer(
    engine: Engine, panel: Any, layer: TieLayer, first: int, last: int, *, name: str, back: bool = False
) -> Any:
    """Join one layer to a panel that has ``state_i``, ``state_j``, ``year``, ``member_i`` and ``member_j``.

    Parameters
    ----------
    name
        What the new column is called.
    back
        Whether it is the tie from j to i.
    """
    # A view of its own, since one table may be joined more than once.
    rows = layer_expression(engine, layer, first, last).view()
    keys = [key for key in ("state_i", "state_j", "year") if key in rows.columns]
    swap = {"state_i": "state_j", "state_j": "state_i"} if back else {}
    on = [panel[key] == rows[swap.get(key, key)] for key in keys]
    joined = panel.left_join(rows, on)
    value = joined["value"]
    if layer.absence == "structural_zero":
        unlisted = joined[LISTED].isnull() & joined["member_i"] & joined["member_j"]
        if layer.first_year is not None and layer.last_year is not None:
            unlisted = unlisted & joined["year"].between(layer.first_year, layer.last_year)
        value = unlisted.ifelse(0, value).cast(value.type())
    return joined.select(*panel.columns, **{name: value})


def layer_expression(engine: Engine, layer: TieLayer, first: int, last: int) -> Any:
    """Return state_i, state_j, year (if the table is dated), value and ``listed`` of a layer's rows."""
    keys = ["state_i", "state_j", "year"]
    low, high = _overlap(layer, first, last)
    rows = _rows(engine, layer.table, keys, {"value": layer.value}, first=low, last=high)
    if layer.directions != "same":
        keys = [key for key in keys if key in rows.columns]
        back = rows.rename(state_i="state_j", state_j="state_i").select(*rows.columns)
        both = rows.union(back)
        value = both["value"]
        ways = {
            "either": value.max(),
            "mean": value.mean(),
            "sum": (value.count() == 2).ifelse(value.sum(), None),
        }
        rows = both.group_by(keys).aggregate(value=ways[layer.directions])
    return rows.mutate(**{LISTED: True})


def _rows(
    engine: Engine, table: str, keys: list[str], values: dict[str, str], *, first: int, last: int
) -> Any:
    names = engine.table(table).columns
    keys = [key for key in keys if key in names]
    codes = [name for name in names if name.removesuffix("_i").removesuffix("_j") in CODED]
    rows = engine.select(table, {**{key: key for key in (*keys, *codes)}, **values})
    if "year" in keys:
        rows = rows.filter(rows.year.between(first, last), *one_code_a_state(codes, rows.__getitem__))
    return rows.select(*keys, *values)


def _inside(variable: Variable) -> str:
    if variable.first_year is None or variable.last_year is None:
        return variable.value
    return f"CASE WHEN year BETWEEN {variable.first_year} AND {variable.last_year} THEN {variable.value} END"


def _overlap(layer: TieLayer, first: int, last: int) -> tuple[int, int]:
    low = first if layer.first_year is None else max(first, layer.first_year)
    return low, last if layer.last_year is None else min(last, layer.last_year)
