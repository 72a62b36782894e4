"""BACI 2023: one figure a flow, and pairs that nobody reported stay unknown."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError
from multipolar.sources import read
from multipolar.sources.baci import FILE, SOURCE

SLICE = Path(__file__).parent / "slices" / "baci" / "baci_2023_bilateral_194.parquet"


def _trade(path: Path) -> pl.DataFrame:
    return read(SOURCE, files={FILE: path})["trade_baci"]


def _as_published(trade: pl.DataFrame) -> None:
    flows = {(i, j): value for i, j, value in trade.select("state_i", "state_j", "exports_musd").iter_rows()}
    assert flows["DEU", "FRA"] == pytest.approx(121_200, abs=50)
    assert flows["AZE", "TUR"] == pytest.approx(5_460, abs=5)
    assert ("RUS", "BLR") not in flows
    assert ("RUS", "IRN") not in flows


def test_the_slice() -> None:
    trade = _trade(SLICE)
    _as_published(trade)
    assert set(trade["year"]) == {2023}
    assert (trade["exports_musd"] > 0).all()


def test_an_unknown_code_is_refused(tmp_path: Path) -> None:
    changed = pl.read_parquet(SLICE).with_columns(pl.col("importer").replace("TUR", "QQQ"))
    changed.write_parquet(tmp_path / "changed.parquet")
    with pytest.raises(SchemaError, match="QQQ"):
        _trade(tmp_path / "changed.parquet")


@pytest.mark.shared
def test_the_whole_file(shared_data: Path) -> None:
    trade = _trade(shared_data / FILE)
    _as_published(trade)
    assert trade.height == 25_398
    states = set(trade["state_i"]) | set(trade["state_j"])
    assert len(states) == 194
    assert not states & {"TWN", "PRK", "CUB", "PSE", "XKX"}
