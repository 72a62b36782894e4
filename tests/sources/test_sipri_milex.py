"""SIPRI's workbook: its rows may not be passed on, so that the small test is on invented numbers."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from sheets import write_workbook

from multipolar.errors import SchemaError
from multipolar.sources import read, source
from multipolar.sources.sipri_milex import FILE, SHEETS

THIS = source("sipri_milex")


def workbook(path: Path, *more: list[str | float | None]) -> dict[str, Path]:
    """Write three sheets laid out as SIPRI's, with invented numbers."""
    head = [
        ["Military expenditure by country"],
        ["", None],
        ["Country", "Notes", "1989", "1990", "1991", "1992"],
        ["Europe"],
        ["Eastern Europe"],
    ]
    rows = [
        ["USSR", "", 0.5, 0.25, "xxx", "xxx"],
        ["Russia", "", "xxx", "xxx", "xxx", 0.125],
        ["Azerbaijan", "†", "xxx", "xxx", "xxx", 0.75],
        ["Armenia", "", "xxx", "xxx", "xxx", "..."],
    ]
    return {
        FILE: write_workbook(path / "milex.xlsx", {sheet: [*head, *rows, *more] for sheet in SHEETS.values()})
    }


def test_states_have_their_years_and_regions_are_out(tmp_path: Path) -> None:
    frame = read(THIS, files=workbook(tmp_path))["sipri_milex"]
    assert frame.select("state", "year", "milex_musd2022").rows() == [
        ("AZE", 1992, 0.75),
        ("RUS", 1992, 0.125),
        ("SUN", 1989, 0.5),
        ("SUN", 1990, 0.25),
    ]


def test_a_name_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="name=Ruritania, year=1989"):
        read(THIS, files=workbook(tmp_path, ["Ruritania", "", 1.0, "xxx", "xxx", "xxx"]))


def test_no_row_may_be_embedded() -> None:
    assert not THIS.embed


@pytest.mark.shared
def test_the_whole_workbook(shared_data: Path) -> None:
    frame = read(THIS, shared_data)["sipri_milex"]
    assert (frame["year"].min(), frame["year"].max()) == (1948, 2023)
    azerbaijan = frame.filter(pl.col("state") == "AZE")
    assert (azerbaijan["year"].min(), azerbaijan["year"].max()) == (1992, 2023)
    assert frame.filter(pl.col("state") == "SUN")["year"].max() == 1990
