"""World Bank: two series beside each other, no aggregates, no value under a state it is not of."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from mutate import slice_files

from multipolar.errors import SchemaError
from multipolar.sources import read, source
from multipolar.sources.world_bank import GDP, POPULATION

THIS = source("world_bank")


def one(frame: pl.DataFrame, state: str, year: int) -> dict[str, object]:
    return frame.row(by_predicate=(pl.col("state") == state) & (pl.col("year") == year), named=True)


def test_series_meet_on_state_and_year_and_end_where_they_end() -> None:
    frame = read(THIS, files=slice_files(THIS))["world_bank"]
    assert one(frame, "AZE", 2020) == {
        "state": "AZE",
        "year": 2020,
        "population": 10_093_121,
        "gdp_current_usd": pytest.approx(42_693_000_000, rel=1e-3),
    }
    assert one(frame, "AZE", 2024)["gdp_current_usd"] is None
    assert "WLD" not in frame["state"]
    assert "XKX" in frame["state"]


def test_united_germany_is_not_the_federal_republic() -> None:
    germany = read(THIS, files=slice_files(THIS))["world_bank"].filter(pl.col("state") == "DEU")
    assert germany["year"].min() == 1990


def test_a_code_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    files = slice_files(THIS)
    odd = tmp_path / "population.csv"
    odd.write_text(files[POPULATION].read_text() + "Nowhere,QQQ,2020,5\n")
    with pytest.raises(SchemaError, match="code=QQQ, year=2020"):
        read(THIS, files={**files, POPULATION: odd})


def test_a_repeated_row_is_refused(tmp_path: Path) -> None:
    files = slice_files(THIS)
    odd = tmp_path / "gdp.csv"
    text = files[GDP].read_text()
    odd.write_text(text + text.splitlines()[1] + "\n")
    with pytest.raises(SchemaError):
        read(THIS, files={**files, GDP: odd})


@pytest.mark.shared
def test_the_whole_files(shared_data: Path) -> None:
    frame = read(THIS, shared_data)["world_bank"]
    assert (frame["year"].min(), frame["year"].max()) == (1960, 2024)
    assert frame.filter(pl.col("gdp_current_usd").is_not_null())["year"].max() == 2023
    world = frame.filter(pl.col("year") == 2024)["population"].sum()
    # The World Bank's own total counts Taiwan and the Channel Islands, which have no row here.
    assert 23_400_000 < 8_141_808_945 - world < 23_700_000
