"""Migrant stocks: from origin to destination, and a zero that may be an unknown is one."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError
from multipolar.sources import read
from multipolar.sources.migrants import FILE, SOURCE

SLICE = Path(__file__).parent / "slices" / "migrants" / "undesa2020_stock.json"


def _stocks(path: Path) -> pl.DataFrame:
    return read(SOURCE, files={FILE: path})["migrant_stocks"]


def _persons(stocks: pl.DataFrame, i: str, j: str) -> dict[int, int]:
    rows = stocks.filter((pl.col("state_i") == i) & (pl.col("state_j") == j))
    return dict(rows.select("year", "persons").iter_rows())


def _as_published(stocks: pl.DataFrame) -> None:
    """International Migrant Stock 2020, table 1: people from Türkiye in Germany, and the other way round."""
    assert _persons(stocks, "TUR", "DEU")[2020] == 1_837_282
    assert _persons(stocks, "DEU", "TUR")[2020] == 376_288
    assert _persons(stocks, "ARM", "AZE")[2020] == 141_756
    assert set(stocks["year"]) == {1990, 1995, 2000, 2005, 2010, 2015, 2020}


def test_the_slice() -> None:
    stocks = _stocks(SLICE)
    _as_published(stocks)
    assert set(stocks["state_i"]) == {"FRA", "DEU", "KAZ", "RUS", "ARM", "AZE", "PSE", "TUR"}


def test_a_zero_is_not_a_row() -> None:
    """Germany counts no one from Palestine: none, or not named apart; the file does not say."""
    content = json.loads(SLICE.read_text(encoding="utf-8"))
    origin, destination = content["names"].index("Palestine"), content["names"].index("Germany")
    assert content["matrix"]["2020"][origin][destination] == 0
    assert _persons(_stocks(SLICE), "PSE", "DEU") == {}


def test_a_matrix_that_is_not_square_is_refused(tmp_path: Path) -> None:
    content = json.loads(SLICE.read_text(encoding="utf-8"))
    content["matrix"]["2020"].pop()
    (tmp_path / "short.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(SchemaError, match=r"not square.*year 2020"):
        _stocks(tmp_path / "short.json")


def test_an_unknown_name_is_refused(tmp_path: Path) -> None:
    content = SLICE.read_text(encoding="utf-8").replace("Kazakhstan", "Atlantis")
    (tmp_path / "other.json").write_text(content, encoding="utf-8")
    with pytest.raises(SchemaError, match="Atlantis"):
        _stocks(tmp_path / "other.json")


@pytest.mark.shared
def test_the_whole_file(shared_data: Path) -> None:
    stocks = _stocks(shared_data / FILE)
    _as_published(stocks)
    assert stocks.height == 75_538


@pytest.mark.shared
def test_the_vintage_of_2019_says_nearly_the_same(shared_data: Path) -> None:
    """The revision of 2019, read apart, is of the same size for large pairs in a year that both cover."""
    older = pl.read_csv(
        shared_data / "migration/UN_MigrantStock_2019_bilateral_clean.csv", infer_schema=False
    )
    row = older.row(by_predicate=(pl.col("Year") == "2000") & (pl.col("Dest") == "Germany"), named=True)
    ours = _stocks(shared_data / FILE)
    for name, state in (("Turkey", "TUR"), ("Poland", "POL"), ("Kazakhstan", "KAZ"), ("Italy", "ITA")):
        assert _persons(ours, state, "DEU")[2000] == pytest.approx(int(row[name]), rel=0.15), name
