"""National Material Capabilities: dated states, the published index, every row."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from mutate import slice_files

from multipolar.sources import read, source

NMC = source("nmc")


@pytest.fixture(scope="module")
def nmc() -> pl.DataFrame:
    return read(NMC, files=slice_files(NMC))["nmc"]


def state_of(frame: pl.DataFrame, cow: int, year: int) -> str:
    return frame.row(by_predicate=(pl.col("cow") == cow) & (pl.col("year") == year), named=True)["state"]


@pytest.mark.parametrize(
    ("cow", "year", "state"),
    [
        (365, 1991, "SUN"),
        (365, 1992, "RUS"),
        (345, 1989, "YUG"),
        (345, 2005, "SCG"),
        (345, 2007, "SRB"),
        (255, 1918, "DEU"),
        (260, 1989, "DEU"),
        (255, 1991, "DEU"),
        (678, 1989, "YEM"),
        (679, 1991, "YEM"),
        (373, 2020, "AZE"),
    ],
)
def test_a_code_stands_for_the_state_of_its_year(nmc: pl.DataFrame, cow: int, year: int, state: str) -> None:
    assert state_of(nmc, cow, year) == state


def test_unknown_components_are_null_and_zeros_stay(nmc: pl.DataFrame) -> None:
    yemen = nmc.filter(pl.col("cow") == 679, pl.col("year") == 2022).row(0, named=True)
    assert yemen["milex_kusd"] is None
    assert yemen["cinc"] > 0
    assert nmc.filter(pl.col("irst_kton") == 0).height > 0


@pytest.mark.shared
def test_the_whole_file_has_every_row_to_2022(shared_data: Path) -> None:
    whole = read(NMC, shared_data)["nmc"]
    assert whole.height == 17_121
    assert (whole["year"].min(), whole["year"].max()) == (1816, 2022)
    assert whole["state"].null_count() == 0
    # A missing component is left out of a state's mean, so that the index sums to a little more than one.
    sums = whole.group_by("year").agg(pl.col("cinc").sum())["cinc"]
    assert sums.is_between(0.999, 1.12).all()
