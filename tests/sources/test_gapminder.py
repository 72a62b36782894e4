"""Gapminder: units as their columns say, zeros that are none left out, each series to its own end."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from mutate import slice_files

from multipolar.sources import read, source
from multipolar.sources.gapminder import SERIES, path_of

THIS = source("gapminder")
LEFT_OUT = {
    "energy_production_total",
    "energy_supply_per_person_toe",
    "total_gdp_ppp_inflation_adjusted",
    "total_population_with_projections",
}


@pytest.fixture(scope="module")
def gapminder() -> pl.DataFrame:
    return read(THIS, files=slice_files(THIS))["gapminder"]


def value(frame: pl.DataFrame, state: str, year: int, column: str) -> float | None:
    rows = frame.filter(pl.col("state") == state, pl.col("year") == year)[column]
    return rows[0] if rows.len() else None


def test_series_that_end_early_or_mix_in_projections_are_left_out() -> None:
    assert not LEFT_OUT & {series.name for series in SERIES}
    assert len(SERIES) == 22


@pytest.mark.parametrize(
    ("state", "year", "column", "known"),
    [
        # Statistical Review of World Energy: Russian gas 638 bcm of 0.86 Mtoe, American oil 567 Mt.
        ("RUS", 2020, "natural_gas_production_mtoe", 548.97),
        ("USA", 2015, "oil_production_mt", 566.67),
        # SIPRI: Azerbaijan's imports of 2019, in million trend-indicator values.
        ("AZE", 2019, "arms_imports_mtiv", 44.0),
        ("AZE", 2019, "milex_percent_gdp", 3.85),
        ("AZE", 2019, "armed_forces_personnel", 82_000),
    ],
)
def test_units_are_those_of_the_column_names(
    gapminder: pl.DataFrame, state: str, year: int, column: str, known: float
) -> None:
    assert value(gapminder, state, year, column) == pytest.approx(known, rel=1e-3)


def test_constant_prices_are_those_of_2015(gapminder: pl.DataFrame) -> None:
    bank = read(source("world_bank"), files=slice_files(source("world_bank")))["world_bank"]
    # Equal in the base year; the two are of different revisions, so not to the last digit.
    both = gapminder.join(bank, on=["state", "year"]).filter(pl.col("year") == 2015)
    ratio = both["gdp_usd2015"] / both["gdp_current_usd"]
    assert both.height >= 5
    assert ratio.drop_nulls().is_between(0.95, 1.05).all()
    other = gapminder.join(bank, on=["state", "year"]).filter(
        pl.col("year") == 2020, pl.col("state") == "AZE"
    )
    assert not other.select((pl.col("gdp_usd2015") / pl.col("gdp_current_usd")).is_between(0.95, 1.05)).item()


def test_zeros_that_fill_a_table_are_no_data(gapminder: pl.DataFrame) -> None:
    for column in ("oil_production_mt", "natural_gas_production_mtoe", "oil_consumption_mt"):
        assert value(gapminder, "SUN", 1984, column) > 0
        assert value(gapminder, "SUN", 1985, column) is None
        assert value(gapminder, "SUN", 2024, column) is None
        assert value(gapminder, "RUS", 1984, column) is None
        assert value(gapminder, "RUS", 1985, column) > 0
        assert value(gapminder, "AZE", 1984, column) is None


def test_values_of_todays_territory_are_not_given_to_an_earlier_state(gapminder: pl.DataFrame) -> None:
    assert value(gapminder, "DEU", 1960, "gdp_usd2015") is None
    assert value(gapminder, "DEU", 1990, "gdp_usd2015") > 0
    # Arms belong to the state of the time: the Federal Republic.
    assert value(gapminder, "DEU", 1960, "arms_imports_mtiv") > 0


def test_a_year_without_transfers_is_not_a_zero(gapminder: pl.DataFrame) -> None:
    assert value(gapminder, "AZE", 2015, "arms_exports_mtiv") is None


@pytest.mark.shared
def test_the_whole_collection(shared_data: Path) -> None:
    frame = read(THIS, shared_data)["gapminder"]
    last = {
        column: frame.filter(pl.col(column).is_not_null())["year"].max()
        for column in THIS.tables["gapminder"].columns
    }
    assert last["armed_forces_personnel"] == last["oil_proved_reserves_mt"] == 2020
    assert last["gdp_usd2015"] == last["oil_production_mt"] == 2024
    assert (frame["year"].min(), frame["year"].max()) == (1960, 2024)
    assert "SUN" in frame["state"]
    assert frame.filter(pl.col("state") == "SUN")["year"].max() == 1990
    for series in SERIES:
        published = pl.read_csv(shared_data / path_of(series), infer_schema=False).height
        kept = frame[series.column].count()
        assert kept <= published
        assert kept >= 0.85 * published, series.name
