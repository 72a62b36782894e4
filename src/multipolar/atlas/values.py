"""The rows of a variable or a layer, inside its window, with one row a state (or pair) and year."""

from __future__ import annotations

import polars as pl

from multipolar.atlas.atlas import Atlas
from multipolar.atlas.membership import one_code_a_state
from multipolar.vocabulary.variables import TieLayer, Variable


def variable_rows(atlas: Atlas, variable: Variable) -> pl.LazyFrame:
    """Return the known values of a variable.

    Returns
    -------
    polars.LazyFrame
        state, year, value; no year outside the variable's window. A row that is there without a value
        has a null.
    """
    return _rows(atlas, variable).select("state", "year", "value")


def layer_rows(atlas: Atlas, layer: TieLayer) -> pl.LazyFrame:
    """Return the known values of a layer.

    Returns
    -------
    polars.LazyFrame
        state_i, state_j, year, value; no year outside the layer's window. An undirected layer has both
        directions of each pair. ``year`` is absent where the table has none. A row that is there without
        a value has a null, which is not the same as a row that is not there.
    """
    rows = _rows(atlas, layer)
    year = [name for name in rows.collect_schema().names() if name == "year"]
    rows = rows.select("state_i", "state_j", *year, "value")
    if layer.directions == "same":
        return rows
    back = rows.select(pl.col("state_j").alias("state_i"), pl.col("state_i").alias("state_j"), *year, "value")
    pairs = pl.concat([rows, back]).group_by("state_i", "state_j", *year)
    value = pl.col("value").cast(pl.Float64)
    both = {
        "either": value.max(),
        "mean": value.mean(),
        "sum": pl.when(value.count() == 2).then(value.sum()),
    }
    return pairs.agg(value=both[layer.directions])


def _rows(atlas: Atlas, variable: Variable) -> pl.LazyFrame:
    rows = atlas.scan(variable.table)
    columns = rows.collect_schema().names()
    if "year" in columns and variable.first_year is not None:
        rows = rows.filter(pl.col("year").is_between(variable.first_year, variable.last_year))
    rows = rows.filter(*one_code_a_state(columns, pl.col), True)
    return rows.with_columns(value=pl.sql_expr(variable.value))
