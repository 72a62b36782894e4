"""Statistical Review of World Energy: years by the header, zeros that are none left out."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from mutate import slice_files
from sheets import write_workbook

from multipolar.errors import SchemaError
from multipolar.sources import read, source
from multipolar.sources.energy_institute import FILE
from multipolar.sources.workbook import read_years

THIS = source("energy_institute")


@pytest.fixture(scope="module")
def energy() -> pl.DataFrame:
    return read(THIS, files=slice_files(THIS))["energy_institute"]


def value(frame: pl.DataFrame, state: str, year: int, column: str) -> float | None:
    rows = frame.filter(pl.col("state") == state, pl.col("year") == year)[column]
    return rows[0] if rows.len() else None


def test_values_are_those_of_their_year(energy: pl.DataFrame) -> None:
    # The review's printed table: Azerbaijan's gas of 2024 is 37.8 billion cubic metres.
    assert value(energy, "AZE", 2024, "natural_gas_production_bcm") == pytest.approx(37.76, abs=0.01)
    assert value(energy, "RUS", 1985, "energy_supply_ej") == pytest.approx(33.34, abs=0.01)
    assert energy["year"].max() == 2024


def test_zeros_that_fill_the_table_are_no_data(energy: pl.DataFrame) -> None:
    assert value(energy, "SUN", 1984, "energy_supply_ej") > 50
    assert energy.filter(pl.col("state") == "SUN")["year"].max() == 1984
    assert value(energy, "AZE", 1984, "energy_supply_ej") is None
    assert value(energy, "NOR", 1998, "natural_gas_production_bcm") is None
    assert value(energy, "NOR", 1976, "natural_gas_production_bcm") == 0
    assert value(energy, "TUR", 1970, "natural_gas_consumption_bcm") == 0


def test_regions_and_remainders_are_out(energy: pl.DataFrame) -> None:
    assert set(energy["state"]) == {"USA", "NOR", "DEU", "TUR", "AZE", "RUS", "SUN"}


def test_a_sheet_that_is_gone_or_has_no_table_is_named(tmp_path: Path) -> None:
    book = write_workbook(
        tmp_path / "book.xlsx", {"One": [["Title"], ["Unit", "2001", "2002"], ["A", 1.0, "n/a"]]}
    )
    assert read_years(book, "One", "Unit", "x", ("n/a",)).rows() == [("A", 2001, 1.0)]
    for sheet, corner, end in (("Two", "Unit", None), ("One", "Other", None), ("One", "Unit", "Total")):
        with pytest.raises(SchemaError, match=r"book\.xlsx, sheet"):
            read_years(book, sheet, corner, "x", ("n/a",), end)
    with pytest.raises(SchemaError, match="not of type Float64"):
        read_years(book, "One", "Unit", "x", ())
    with pytest.raises(SchemaError, match="names no years"):
        read_years(book, "One", "A", "x", ())


def test_growth_rates_beside_the_years_are_not_read(tmp_path: Path) -> None:
    rows = [["Unit", "2023", "2024", "2024", "2014-24"], ["A", 1.0, 2.0, 0.5, 0.1]]
    book = write_workbook(tmp_path / "book.xlsx", {"One": rows})
    assert read_years(book, "One", "Unit", "x", ()).rows() == [("A", 2023, 1.0), ("A", 2024, 2.0)]


@pytest.mark.shared
def test_the_whole_workbook(shared_data: Path) -> None:
    frame = read(THIS, shared_data)["energy_institute"]
    assert (frame["year"].min(), frame["year"].max()) == (1965, 2024)
    assert frame["state"].n_unique() == 90
    assert (shared_data / FILE).exists()
