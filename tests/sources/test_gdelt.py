"""The reader of the daily interaction scores: a true slice around the war of 2020, and the whole file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError
from multipolar.sources import read, source
from multipolar.sources.gdelt import FILE

SLICE = Path(__file__).parent / "slices" / "gdelt" / "gdelt_daily_dyads_2018_2024.parquet"
GDELT = source("gdelt")


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    return read(GDELT, files={FILE: SLICE})


def score(tables: dict[str, pl.DataFrame], i: str, j: str, date: dt.date) -> int | None:
    found = tables["daily_interaction"].row(
        by_predicate=(pl.col("state_i") == i) & (pl.col("state_j") == j) & (pl.col("date") == date),
        named=True,
    )
    return found["score"]


def test_first_and_last_day_of_the_war(tables: dict[str, pl.DataFrame]) -> None:
    assert score(tables, "ARM", "AZE", dt.date(2020, 9, 27)) == -3444
    assert score(tables, "ARM", "AZE", dt.date(2020, 11, 10)) == 1537


def test_pairs_have_no_direction_and_one_order(tables: dict[str, pl.DataFrame]) -> None:
    pairs = tables["daily_interaction"]
    assert (pairs["state_i"] < pairs["state_j"]).all()
    assert pairs.filter((pl.col("state_i") == "DEU") & (pl.col("state_j") == "FRA")).height == 66


def test_a_day_that_was_not_covered_is_not_in_the_coverage(tables: dict[str, pl.DataFrame]) -> None:
    days = tables["daily_coverage"]["date"]
    assert dt.date(2020, 11, 18) in days
    assert dt.date(2020, 11, 19) not in days


@pytest.mark.parametrize(
    "change",
    [
        pl.col("b").replace("AZE", "ATLANTIS"),
        pl.col("b").replace("AZE", None),
        pl.col("a").replace("ARM", "AZE"),
        pl.lit(float("nan")).alias("score"),
        pl.lit("soon").alias("date"),
    ],
)
def test_what_the_source_never_had_is_refused(change: pl.Expr, tmp_path: Path) -> None:
    pl.read_parquet(SLICE).with_columns(change).write_parquet(tmp_path / "odd.parquet")
    with pytest.raises(SchemaError):
        read(GDELT, files={FILE: tmp_path / "odd.parquet"})


@pytest.mark.shared
def test_the_whole_file(shared_data: Path) -> None:
    tables = read(GDELT, mirror=shared_data)
    pairs, days = tables["daily_interaction"], tables["daily_coverage"]
    assert pairs.height == 2_706_008
    assert days.height == 2149
    assert days["pairs"].sum() == pairs.height
    assert score(tables, "ARM", "AZE", dt.date(2020, 9, 27)) == -3444
    assert score(tables, "ARM", "AZE", dt.date(2020, 11, 10)) == 1537
    every = pl.date_range(dt.date(2018, 1, 1), dt.date(2024, 2, 23), eager=True)
    missing = every.filter(~every.is_in(days["date"].implode()))
    assert missing.len() == 96
    assert missing.is_between(dt.date(2023, 1, 1), dt.date(2023, 6, 30)).sum() == 68
    never = {"BIH", "MNE", "SRB", "SVN"}
    assert not never & (set(pairs["state_i"]) | set(pairs["state_j"]))
    thin = days.filter(pl.col("date").is_between(dt.date(2020, 10, 31), dt.date(2020, 11, 15)))
    assert thin["pairs"].max() < days["pairs"].median()


@pytest.mark.shared
def test_rounding_keeps_the_sums(shared_data: Path) -> None:
    published = pl.read_parquet(shared_data / FILE)
    whole = read(GDELT, mirror=shared_data)["daily_interaction"]
    # Scores of a single event cluster below and above the half, so errors do not quite cancel: 0.03 %.
    total = published["score"].cast(pl.Float64).sum()
    assert whole["score"].sum() == pytest.approx(total, rel=5e-4)
    karabakh = whole.filter((pl.col("state_i") == "ARM") & (pl.col("state_j") == "AZE"))
    assert karabakh["score"].sum() == pytest.approx(-83_409, abs=50)
