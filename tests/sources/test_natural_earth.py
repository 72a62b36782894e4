"""The world map: shapes, points for what is too small, and two areas without a state."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError
from multipolar.sources import read
from multipolar.sources.natural_earth import COARSE, FINE, SOURCE

SLICES = Path(__file__).parent / "slices" / "natural_earth"
FILES = {COARSE: SLICES / Path(COARSE).name, FINE: SLICES / Path(FINE).name}


def _borders(files: dict[str, Path]) -> pl.DataFrame:
    return read(SOURCE, files=files)["borders"]


@pytest.fixture(scope="module")
def borders() -> pl.DataFrame:
    return _borders(FILES)


def test_areas_and_states(borders: pl.DataFrame) -> None:
    states = dict(borders.select("area", "state").iter_rows())
    assert states == {
        "ARM": "ARM",
        "AZE": "AZE",
        "CYN": None,
        "CYP": "CYP",
        "KOS": "XKX",
        "MLT": "MLT",
        "NOR": "NOR",
        "PSX": "PSE",
        "SGP": "SGP",
    }


def test_small_states_are_points(borders: pl.DataFrame) -> None:
    kinds = dict(borders.select("area", "kind").iter_rows())
    assert {area for area, kind in kinds.items() if kind == "point"} == {"MLT", "SGP"}
    malta = borders.row(by_predicate=pl.col("area") == "MLT", named=True)
    assert (malta["lon"], malta["lat"]) == (pytest.approx(14.4, abs=0.1), pytest.approx(35.9, abs=0.1))


def test_shapes_are_closed_clockwise_and_short(borders: pl.DataFrame) -> None:
    for text in borders.filter(pl.col("kind") == "polygon")["geometry"]:
        shape = json.loads(text)
        assert shape["type"] == "MultiPolygon"
        for outer, *_holes in shape["coordinates"]:
            assert outer[0] == outer[-1]
            area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(outer))
            assert area < 0
            assert all(round(number, 2) == number for point in outer for number in point)


def test_azerbaijan_has_two_parts(borders: pl.DataFrame) -> None:
    shape = json.loads(borders.row(by_predicate=pl.col("area") == "AZE", named=True)["geometry"])
    assert len(shape["coordinates"]) == 2


def test_an_unknown_area_is_refused(tmp_path: Path) -> None:
    text = FILES[COARSE].read_text(encoding="utf-8").replace('"ADM0_A3":"ARM"', '"ADM0_A3":"QQQ"')
    (tmp_path / "changed.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match="QQQ"):
        _borders({**FILES, COARSE: tmp_path / "changed.geojson"})


@pytest.mark.shared
def test_the_whole_files(shared_data: Path) -> None:
    borders = _borders({name: shared_data / name for name in FILES})
    counts = dict(borders.group_by("kind").len().iter_rows())
    assert counts == {"polygon": 177, "point": 61}
    assert borders["state"].drop_nulls().is_unique().all()
    assert set(borders.filter(pl.col("state").is_null())["area"]) == {"CYN", "SOL"}
    assert sum(len(text) for text in borders["geometry"]) < 200_000
