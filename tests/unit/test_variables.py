"""The vocabulary of variables and layers, held against the sources' declared tables."""

from __future__ import annotations

import re

import pytest

from multipolar import sources, vocabulary
from multipolar.errors import UnknownVariable
from multipolar.sources import TableSchema
from multipolar.vocabulary.variables import TieLayer, Variable

EVERY = [
    *(vocabulary.variable(name) for name in vocabulary.variables()["variable"]),
    *(vocabulary.layer(name) for name in vocabulary.layers()["layer"]),
]
SQL_WORDS = {"COALESCE", "OR", "AND", "NOT"}


def table_of(each: Variable) -> TableSchema:
    return sources.source(each.source).tables[each.table]


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.id)
def test_each_is_made_of_columns_that_its_source_declares(each: Variable) -> None:
    table = table_of(each)
    words = set(re.findall(r"[A-Za-z_]\w*", each.value)) - SQL_WORDS
    assert words <= set(table.columns)
    units = {"state_i", "state_j"} if isinstance(each, TieLayer) else {"state"}
    assert units <= set(table.columns)
    assert ("year" in table.columns) == (each.first_year is not None) == (each.last_year is not None)


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.id)
def test_each_is_described(each: Variable) -> None:
    assert each.label
    assert each.unit
    assert each.definition
    assert each.absence in {"structural_zero", "not_reported"}
    assert not isinstance(each, TieLayer) or not (each.directed and each.directions != "same")


def test_names_are_unique_among_both() -> None:
    assert len({each.id for each in EVERY}) == len(EVERY)


def test_a_window_covers_its_years() -> None:
    cinc, distance = vocabulary.variable("cinc"), vocabulary.layer("distance_km")
    assert [cinc.covers(year) for year in (1815, 1816, 2022, 2023)] == [False, True, True, False]
    assert distance.covers(1600)


def test_unknown_names_are_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownVariable, match="'cinc'"):
        vocabulary.variable("cinq")
    with pytest.raises(UnknownVariable, match="'trade_total'"):
        vocabulary.layer("trade_totals")
    with pytest.raises(UnknownVariable, match="'population'"):
        vocabulary.variable_or_layer("populaton")
