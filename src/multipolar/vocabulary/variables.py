"""Which variables and layers there are: unit, window, table, and what it means when a value is absent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import polars as pl

from multipolar.errors import UnknownVariable

Absence = Literal["structural_zero", "not_reported"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One number that a state has in a year.

    Attributes
    ----------
    id
        The name by which a panel adds it.
    label, unit, definition
        For people.
    table, value
        The atlas table, and the column of it (or a plain SQL expression over its columns).
    first_year, last_year
        Its window, both inclusive; outside it every value is null. None: it has no time.
    absence
        What a missing row means inside the window: that the value is zero, or that nobody reported it.
    source
        The id of the source.
    additive
        Whether it can be summed over states; what is per head, in percent or an index cannot.
    """

    id: str
    label: str
    unit: str
    table: str
    value: str
    first_year: int | None
    last_year: int | None
    absence: Absence
    source: str
    definition: str
    additive: bool = True

    def covers(self, year: int) -> bool:
        """Whether `year` lies inside the window."""
        return (self.first_year is None or self.first_year <= year) and (
            self.last_year is None or year <= self.last_year
        )


@dataclass(frozen=True, slots=True)
class TieLayer(Variable):
    """One kind of tie from a state to another.

    Attributes
    ----------
    directed
        Whether i -> j may differ from j -> i.
    directions
        How the rows of i -> j and of j -> i make the value of an undirected pair: ``"same"``, where
        they are the same; ``"either"``, the greater of the two; ``"mean"``; ``"sum"``, unknown where
        one of them is.
    """

    directed: bool = False
    directions: Literal["same", "either", "mean", "sum"] = "same"


Kind = TypeVar("Kind", bound=Variable)

_TYPES = {"first_year": pl.Int16, "last_year": pl.Int16, "directed": pl.Boolean, "additive": pl.Boolean}


def _rows(name: str) -> pl.DataFrame:
    raw = files("multipolar.vocabulary").joinpath(name).read_bytes()
    frame = pl.read_csv(raw, infer_schema=False)
    return frame.with_columns(
        (pl.col(column) == "true") if dtype == pl.Boolean else pl.col(column).cast(dtype)
        for column, dtype in _TYPES.items()
        if column in frame.columns
    )


@cache
def variables() -> pl.DataFrame:
    """Return every variable of a state in a year.

    Returns
    -------
    polars.DataFrame
        variable, label, unit, table, column, first_year, last_year, absence, source, definition.

    Examples
    --------
    >>> variables().filter(variable="milex_kusd")["unit"].item()
    'thousand current US$ (to 1913 thousand current pounds)'
    """
    return _rows("variables.csv")


@cache
def layers() -> pl.DataFrame:
    """Return every kind of tie between two states.

    Returns
    -------
    polars.DataFrame
        layer, label, unit, table, column, directed, directions, first_year, last_year, absence,
        source, definition.

    Examples
    --------
    >>> layers().filter(layer="trade_exports")["directed"].item()
    True
    """
    return _rows("layers.csv")


@cache
def _variables() -> dict[str, Variable]:
    return {row["variable"]: Variable(row.pop("variable"), **_renamed(row)) for row in variables().to_dicts()}


@cache
def _layers() -> dict[str, TieLayer]:
    return {row["layer"]: TieLayer(row.pop("layer"), **_renamed(row)) for row in layers().to_dicts()}


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    return {("value" if name == "column" else name): value for name, value in row.items()}


def variable(name: str) -> Variable:
    """Return the variable with this id.

    Raises
    ------
    UnknownVariable
        With the nearest ids.

    Examples
    --------
    >>> variable("cinc").last_year
    2022
    """
    return _found(name, _variables())


def layer(name: str) -> TieLayer:
    """Return the layer with this id.

    Raises
    ------
    UnknownVariable
        With the nearest ids.

    Examples
    --------
    >>> layer("alliance_defence").absence
    'structural_zero'
    """
    return _found(name, _layers())


def variable_or_layer(name: str) -> Variable | TieLayer:
    """Return the variable or the layer with this id.

    Raises
    ------
    UnknownVariable
        With the nearest ids among both.

    Examples
    --------
    >>> variable_or_layer("alliance_defense")
    Traceback (most recent call last):
    ...
    multipolar.errors.UnknownVariable: There is no variable 'alliance_defense'. Did you mean ...
    """
    return _found(name, {**_variables(), **_layers()})


def _found(name: str, known: dict[str, Kind]) -> Kind:
    if not isinstance(name, str) or name not in known:
        raise UnknownVariable.among(name, known, do=_advice(name))
    return known[name]


def _advice(name: object) -> str:
    if name in list(_layers()):
        return "It is a layer, a tie between two states: for pairs, not for single states."
    if name in list(_variables()):
        return "It is a variable of single states, not a tie between two."
    return "`multipolar panel columns` lists them all."
