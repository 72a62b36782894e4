"""GeoDist: old codes, text that is a number, and a point that is none."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from multipolar.sources import read
from multipolar.sources.cepii import FILE, FLAGS, SOURCE

SLICE = Path(__file__).parent / "slices" / "cepii" / "dist_cepii.rda"


def _geography(path: Path) -> pl.DataFrame:
    return read(SOURCE, files={FILE: path})["geography"]


def _pair(geography: pl.DataFrame, i: str, j: str) -> dict[str, object]:
    return geography.row(by_predicate=(pl.col("state_i") == i) & (pl.col("state_j") == j), named=True)


def _as_published(geography: pl.DataFrame) -> None:
    pair = _pair(geography, "TUR", "AZE")
    assert pair["distance_km"] == pytest.approx(1763.672, abs=1e-3)
    assert pair["capital_distance_km"] == pytest.approx(1447.681, abs=1e-3)
    assert pair["weighted_distance_km"] == pytest.approx(1463.233, abs=1e-3)
    # They touch in Nakhchivan, for some eleven kilometres.
    assert [pair[name] for name in FLAGS.values()] == [True, False, False, False]
    assert _pair(geography, "ARM", "TUR")["contiguous"] is True
    assert _pair(geography, "KAZ", "AZE")["contiguous"] is False


def test_the_slice() -> None:
    geography = _geography(SLICE)
    _as_published(geography)
    assert geography.height == 10 * 9


def test_old_codes_are_present_states() -> None:
    assert {"ROU", "COD", "SRB"} <= set(_geography(SLICE)["state_i"])


def test_an_unknown_distance_is_null() -> None:
    pair = _pair(_geography(SLICE), "MAC", "TUR")
    assert pair["weighted_distance_km"] is None
    assert pair["distance_km"] is not None


def _both_orders_agree(geography: pl.DataFrame) -> None:
    turned = geography.rename({"state_i": "state_j", "state_j": "state_i"})
    both = geography.join(turned, on=["state_i", "state_j"])
    assert both.height == geography.height
    for name in ("distance_km", "capital_distance_km", *FLAGS.values()):
        assert (both[name] == both[f"{name}_right"]).all(), name


def test_both_orders_agree() -> None:
    _both_orders_agree(_geography(SLICE))


@pytest.mark.shared
def test_the_whole_file(shared_data: Path) -> None:
    geography = _geography(shared_data / FILE)
    _as_published(geography)
    _both_orders_agree(geography)
    assert geography.height == 224 * 223
    assert geography.null_count().row(0) == (0, 0, 0, 0, 2210, 0, 0, 0, 0)
