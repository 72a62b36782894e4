"""Penn World Table 10.01: six series on one key."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from mutate import slice_files

from multipolar.sources import read, source

THIS = source("penn_world_table")


def test_series_meet_on_state_and_year() -> None:
    frame = read(THIS, files=slice_files(THIS))["penn_world_table"]
    usa = frame.row(by_predicate=(pl.col("state") == "USA") & (pl.col("year") == 2019), named=True)
    # PWT 10.01: the United States of 2019 have 20,595,844 million US$ of 2017 and 329.06 million people.
    assert usa["gdp_output_musd2017_ppp"] == pytest.approx(20_595_844, rel=1e-6)
    assert usa["population_million"] == pytest.approx(329.064917)


def test_a_series_that_lacks_a_row_is_null_there() -> None:
    frame = read(THIS, files=slice_files(THIS))["penn_world_table"]
    aze = frame.row(by_predicate=(pl.col("state") == "AZE") & (pl.col("year") == 1990), named=True)
    assert aze["human_capital_index"] is None
    assert aze["employed_million"] > 0


@pytest.mark.shared
def test_the_whole_collection(shared_data: Path) -> None:
    frame = read(THIS, shared_data)["penn_world_table"]
    assert (frame["year"].min(), frame["year"].max()) == (1950, 2019)
    assert frame["state"].n_unique() == 183
