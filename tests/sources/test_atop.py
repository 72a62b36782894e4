"""The reader of alliances: a true slice of sixteen states, and the published counts on the whole file."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError
from multipolar.sources import read, source
from multipolar.sources.atop import ALLIANCES, FILE, PROMISES, read_atop

SLICE = Path(__file__).parent / "slices" / "atop" / "atop_alliance.rda"
ATOP = source("atop")


@pytest.fixture(scope="module")
def alliances() -> pl.DataFrame:
    return read(ATOP, files={FILE: SLICE})["alliances"]


def pair(rows: pl.DataFrame, i: str, j: str, year: int) -> pl.DataFrame:
    return rows.filter((pl.col("state_i") == i) & (pl.col("state_j") == j) & (pl.col("year") == year))


def test_azerbaijan_and_turkiye_promise_defence_from_1994(alliances: pl.DataFrame) -> None:
    years = alliances.filter((pl.col("state_i") == "AZE") & (pl.col("state_j") == "TUR")).sort("year")
    assert years["year"].to_list() == list(range(1993, 2019))
    assert years["defence"].to_list() == [False] + [True] * 25


def test_alliances_stand_in_both_directions(alliances: pl.DataFrame) -> None:
    turned = alliances.select(cow_i="cow_j", cow_j="cow_i", year="year")
    assert turned.join(alliances, on=["cow_i", "cow_j", "year"], how="anti").is_empty()


def test_a_promise_may_bind_one_side_only(alliances: pl.DataFrame) -> None:
    assert pair(alliances, "USA", "PRT", 1945)["defence"].item()
    assert not pair(alliances, "PRT", "USA", 1945)["defence"].item()


def test_codes_are_dated(alliances: pl.DataFrame) -> None:
    assert set(alliances.filter(pl.col("cow_i") == 365)["state_i"]) == {"RUS", "SUN"}
    assert pair(alliances, "SUN", "HUN", 1990).height == 1
    assert pair(alliances, "RUS", "KAZ", 2018)["defence"].item()


def test_no_alliance_outlives_its_state(alliances: pl.DataFrame) -> None:
    hesse = alliances.filter(pl.col("cow_i") == 275)
    assert hesse["year"].max() == 1867
    assert alliances.filter(pl.col("cow_i") == 315)["year"].max() == 1992


@pytest.mark.shared
@pytest.mark.parametrize(
    ("year", "edges", "states"), [(1950, 312, 52), (1980, 696, 98), (2000, 1104, 123), (2018, 1707, 146)]
)
def test_defence_pacts_on_the_whole_file(shared_data: Path, year: int, edges: int, states: int) -> None:
    # Counts of the network in which a pair is linked where at least one of the two promised defence.
    rows = read(ATOP, mirror=shared_data)["alliances"].filter(pl.col("defence") & (pl.col("year") == year))
    pacts = rows.select(
        pl.min_horizontal("cow_i", "cow_j"), pl.max_horizontal("cow_i", "cow_j").alias("other")
    )
    assert pacts.unique().height == edges
    assert len(set(rows["cow_i"]) | set(rows["cow_j"])) == states


@pytest.mark.shared
def test_the_whole_file(shared_data: Path) -> None:
    rows = read(ATOP, mirror=shared_data)["alliances"]
    assert rows.height == 273_296 - 10
    assert (rows["year"].min(), rows["year"].max()) == (1815, 2018)
    assert rows.filter(pl.col("state_i") == pl.col("state_j")).is_empty()
    assert rows.filter(~pl.any_horizontal(list(PROMISES.values()))).height == 170


def test_one_direction_only_is_refused(alliances: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    back = {new: old for old, new in {"ccode1": "cow_i", "ccode2": "cow_j", **PROMISES}.items()}
    half = alliances.filter(pl.col("cow_i") < pl.col("cow_j")).rename(back)
    half = half.with_columns(pl.col(list(PROMISES)).cast(pl.Int64))
    monkeypatch.setattr("multipolar.sources.atop.read_r", lambda *_: half)
    with pytest.raises(SchemaError, match="one direction"):
        read_atop({FILE: SLICE})
    odd = half.with_columns(atop_defense=pl.lit(2))
    monkeypatch.setattr("multipolar.sources.atop.read_r", lambda *_: odd)
    with pytest.raises(SchemaError, match="neither 0 nor 1"):
        read_atop({FILE: SLICE})


def test_the_schema_declares_what_comes(alliances: pl.DataFrame) -> None:
    assert alliances.schema == pl.Schema(ALLIANCES.columns)
