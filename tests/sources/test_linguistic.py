"""Linguistic distance: a symmetric matrix by two-letter codes, one of them NA for Namibia."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError
from multipolar.sources import linguistic, read
from multipolar.sources.linguistic import FILE, SOURCE

SLICE = Path(__file__).parent / "slices" / "linguistic" / "country_linguistic_distance.xlsx"


def _distances(path: Path) -> dict[tuple[str, str], float]:
    frame = read(SOURCE, files={FILE: path})["language_distance"]
    return {(i, j): distance for i, j, distance in frame.iter_rows()}


def _as_published(distances: dict[tuple[str, str], float]) -> None:
    assert distances["TUR", "AZE"] == pytest.approx(0.31, abs=0.005)
    assert distances["AZE", "KAZ"] == pytest.approx(0.48, abs=0.005)
    assert distances["TUR", "ARM"] == pytest.approx(0.99, abs=0.005)
    assert all(distances[j, i] == distance for (i, j), distance in distances.items())
    assert not any(i == j for i, j in distances)


def test_the_slice() -> None:
    distances = _distances(SLICE)
    _as_published(distances)
    states = {state for pair in distances for state in pair}
    assert {"NAM", "XKX", "SUN", "CSK", "DDR"} <= states


def test_past_extents_of_present_states_are_left_out() -> None:
    """Germany has the row DE alone: GMY stands nearer to Polish than to German."""
    distances = _distances(SLICE)
    assert distances["DEU", "DDR"] == pytest.approx(0.147, abs=0.001)
    assert sum(i == "DEU" for i, _ in distances) == len({i for i, _ in distances}) - 1


def test_an_uneven_matrix_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = pl.read_excel(SLICE)
    uneven = sheet.with_columns(pl.when(pl.col("ISO") == "TR").then(0.5).otherwise(pl.col("AZ")).alias("AZ"))
    monkeypatch.setattr(linguistic.pl, "read_excel", lambda path: uneven)
    with pytest.raises(SchemaError, match=r"not symmetric.*(AZ-TR|TR-AZ)"):
        _distances(SLICE)


@pytest.mark.shared
def test_the_whole_file(shared_data: Path) -> None:
    distances = _distances(shared_data / FILE)
    _as_published(distances)
    assert len(distances) == 263 * 262
