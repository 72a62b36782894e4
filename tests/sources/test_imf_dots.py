"""The Direction of Trade: two reports of one flow, dated names, and nothing doubled."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError
from multipolar.sources import read
from multipolar.sources.imf_dots import FILE, SOURCE

SLICE = Path(__file__).parent / "slices" / "imf_dots" / "dots_long_all.parquet"


def _trade(path: Path) -> pl.DataFrame:
    return read(SOURCE, files={FILE: path})["trade"]


def _flow(trade: pl.DataFrame, i: str, j: str, year: int) -> dict[str, object]:
    return trade.row(by_predicate=_pair(i, j, year), named=True)


def _pair(i: str, j: str, year: int) -> pl.Expr:
    return (pl.col("state_i") == i) & (pl.col("state_j") == j) & (pl.col("year") == year)


@pytest.fixture(scope="module")
def trade() -> pl.DataFrame:
    return _trade(SLICE)


def _as_published(trade: pl.DataFrame) -> None:
    """Numbers read off the IMF's own sheets: imports of the United States, exports of Azerbaijan."""
    assert _flow(trade, "CHN", "USA", 2018)["imports_cif_musd"] == pytest.approx(539_503, abs=0.5)
    assert _flow(trade, "AZE", "TUR", 2020)["exports_fob_musd"] == pytest.approx(2_597.9, abs=0.05)


def test_flows_keep_their_direction(trade: pl.DataFrame) -> None:
    _as_published(trade)
    assert _flow(trade, "CHN", "USA", 2018)["exports_fob_musd"] == pytest.approx(480_689, abs=0.5)


def test_a_side_that_does_not_report_is_null(trade: pl.DataFrame) -> None:
    flow = _flow(trade, "TWN", "USA", 2018)
    assert flow["exports_fob_musd"] is None
    assert flow["exports_estimated"] is None
    assert flow["imports_cif_musd"] == pytest.approx(45_761.6, abs=0.05)
    assert flow["imports_estimated"] is False


def test_every_zero_is_an_estimate_of_the_imf(trade: pl.DataFrame) -> None:
    for flow in ("exports_fob", "imports_cif"):
        zeros = trade.filter(pl.col(f"{flow}_musd") == 0)
        assert zeros[f"{flow.split('_')[0]}_estimated"].all()


def test_names_mean_the_state_of_their_time(trade: pl.DataFrame) -> None:
    years = {
        "SUN": {1968, 1989, 1991},
        "RUS": {1992, 1996, 1997, 2002, 2005, 2018, 2020},
        "DDR": {1968, 1989},
        "SCG": {2005},
        "BEL": {1968, 1989, 1991, 1992, 1996, 1997, 2002, 2005, 2018, 2020},
        "ZAF": {1968, 1989, 1991, 1992, 1996, 1997, 2002, 2005, 2018, 2020},
    }
    for state, expected in years.items():
        found = trade.filter(pl.any_horizontal(pl.col("state_i", "state_j") == state))
        assert set(found["year"]) == expected, state


def _reported(reporter: str, flow: str, partner: str, year: int) -> float:
    row = pl.col("reporter").eq(reporter) & pl.col("partner").eq(partner)
    row &= pl.col("flow").eq(flow) & pl.col("year").eq(year)
    return float(pl.read_parquet(SLICE).filter(row & (pl.col("row") != 0))["value"].item())


@pytest.mark.parametrize(
    ("partner", "year", "state"),
    [
        ("Belgium-Luxembourg", 1996, "BEL"),
        ("Belgium-Luxembourg", 1997, "BEL"),
        ("Belgium", 2002, "BEL"),
        ("Serbia and Montenegro", 2002, "YUG"),
        ("Serbia and Montenegro", 2005, "SCG"),
        ("Eastern Germany", 1989, None),
    ],
)
def test_what_germany_sold(trade: pl.DataFrame, partner: str, year: int, state: str | None) -> None:
    """Partners of Germany under the names of the time; it did not report its trade with East Germany."""
    if state is None:
        assert trade.filter(_pair("DEU", "DDR", year)).is_empty()
        return
    published = _reported("Germany", "Exports", partner, year)
    assert _flow(trade, "DEU", state, year)["exports_fob_musd"] == pytest.approx(published, rel=1e-6)


def test_a_late_name_counts_only_where_it_doubles_nothing(trade: pl.DataFrame) -> None:
    sold = _reported("Russian Federation", "Exports", "Yugoslavia", 1997)
    assert _flow(trade, "RUS", "YUG", 1997)["exports_fob_musd"] == pytest.approx(sold, rel=1e-6)
    late = pl.read_parquet(SLICE).filter((pl.col("partner") == "USSR") & (pl.col("year") > 1991))
    assert late.height > 0
    assert "SUN" not in trade.filter(pl.col("year") > 1991)["state_j"]


def test_one_name_for_two_vietnams_is_left_out(trade: pl.DataFrame) -> None:
    assert "VNM" not in trade.filter(pl.col("year") == 1968)["state_j"]
    assert "VNM" in trade.filter(pl.col("year") == 2018)["state_j"]


def test_nicaragua_stands_once(trade: pl.DataFrame) -> None:
    published = pl.read_parquet(SLICE).filter(
        (pl.col("reporter") == "Nicaragua")
        & (pl.col("partner") == "United States")
        & (pl.col("year") == 2018)
    )
    assert published.height == 4
    assert trade.filter(_pair("NIC", "USA", 2018)).height == 1


def test_no_state_trades_with_itself(trade: pl.DataFrame) -> None:
    assert trade.filter(pl.col("state_i") == pl.col("state_j")).is_empty()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (pl.lit("Re-exports").alias("flow"), "The column flow holds other words"),
        (pl.lit("Euros, Millions").alias("unit"), "The column unit holds other words"),
        (pl.lit("Atlantis").alias("partner"), "stand for no state"),
        (-pl.col("value"), "Values of exports_fob_musd lie outside"),
        ((pl.int_range(pl.len()) % 2).cast(pl.Float64).alias("value"), "share one key"),
    ],
)
def test_a_changed_file_is_refused(tmp_path: Path, change: pl.Expr, says: str) -> None:
    pl.read_parquet(SLICE).with_columns(change).write_parquet(tmp_path / "changed.parquet")
    with pytest.raises(SchemaError, match=says):
        _trade(tmp_path / "changed.parquet")


@pytest.mark.shared
def test_the_whole_file(shared_data: Path) -> None:
    trade = _trade(shared_data / FILE)
    _as_published(trade)
    assert trade.height == 1_097_320
    assert set(trade["year"]) == set(range(1960, 2021))
    # What states report to each other is nearly all of the World's own row, in every year.
    world = pl.read_parquet(shared_data / FILE).filter(
        (pl.col("row") != 0) & (pl.col("reporter") == "World") & (pl.col("partner") == "World")
    )
    for flow, name in (("Exports", "exports_fob_musd"), ("Imports", "imports_cif_musd")):
        whole = world.filter(pl.col("flow") == flow).select(pl.col("year").cast(pl.Int16), "value")
        ours = trade.group_by("year").agg(pl.col(name).cast(pl.Float64).sum())
        share = whole.join(ours, on="year").select(pl.col(name) / pl.col("value")).to_series()
        assert share.is_between(0.95, 1.0).all()
