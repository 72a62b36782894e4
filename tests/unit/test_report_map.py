"""The world map: every member in view, names only where they fit, the date line no edge."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import findings_example as example
import polars as pl
import pytest

from multipolar.report import world_map
from multipolar.report.projection import bow, view_of
from multipolar.studies.findings import MapOfTies


def validate(spec: dict) -> None:
    altair = pytest.importorskip("altair")
    altair.LayerChart.from_dict(spec, validate=True)


def test_the_map_is_valid_vega_lite_and_has_every_member() -> None:
    spec = world_map(example.ties_map(), example.boxes())
    validate(spec)
    text = json.dumps(spec, allow_nan=False, ensure_ascii=False)
    assert all(name in text for name, role, *_ in example.PLACES.values() if role == "member")
    assert spec["usermeta"]["narrowLayers"]


def test_rings_are_wound_as_d3_wants_them() -> None:
    """A ring the wrong way round would paint the whole Earth except the state."""
    land = world_map(example.ties_map(), example.boxes())["layer"][1]["data"]["values"]
    for feature in land:
        for polygon in feature["geometry"]["coordinates"]:
            ring = polygon[0]
            area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
            assert area < 0


def test_a_map_without_ties_or_with_unknown_ones_is_drawn_without_lines() -> None:
    ties = example.ties_map()
    none = world_map(replace(ties, ties=ties.ties.clear()), example.boxes())
    null = ties.ties.with_columns(value=pl.lit(None, dtype=pl.Float64))
    unknown = world_map(replace(ties, ties=null), example.boxes())
    validate(none)
    assert "LineString" not in json.dumps(none)
    assert "LineString" not in json.dumps(unknown)


def test_two_directions_of_a_pair_bow_to_different_sides() -> None:
    there = bow((0.0, 0.0), (40.0, 0.0), northward=False)
    back = bow((40.0, 0.0), (0.0, 0.0), northward=False)
    assert there[12][1] * back[12][1] < 0
    assert bow((40.0, 0.0), (0.0, 0.0))[12][1] > 0


def test_a_scattered_group_shows_the_world_and_one_across_the_date_line_does_not() -> None:
    labels = [(-47.9, -15.8), (37.6, 55.7), (77.2, 28.6), (116.4, 39.9), (28.2, -25.7)]
    assert view_of(labels, [(-73.0, -7.0), (-170.0, 66.0)]).world
    across = view_of([(178.0, -18.0), (-175.0, -21.0), (-172.0, -13.8)])
    assert not across.world
    assert abs(across.centre) > 170
    assert view_of([]).world


def test_the_world_is_cut_where_it_parts_no_member_from_the_others() -> None:
    around = [(lon, 0.0) for lon in (-170.0, -60.0, 60.0, 170.0)]
    assert view_of([(-102.0, 60.0), (2.0, 47.0), (74.0, 41.0)], around).centre == 11
    assert view_of([(-97.0, 40.0), (178.0, -18.0), (140.0, 36.0), (44.0, 58.0)], around).centre == 150


@pytest.mark.parametrize(
    "outline",
    [
        [(-168.0, 65.0), (-60.0, 83.0), (45.0, 37.0), (25.0, 80.0)],
        [(170.0, -47.0), (-170.0, -14.0), (115.0, -35.0)],
    ],
)
def test_the_view_holds_everything_it_is_fitted_on(outline: list[tuple[float, float]]) -> None:
    view = view_of(outline[:1], outline)
    assert not view.world
    for lon, lat in outline:
        x, y = view.pixel(lon, lat, 900, 900 * view.aspect)
        assert 0 < x < 900
        assert 0 < y < 900 * view.aspect


def crowd(size: int) -> MapOfTies:
    states = pl.DataFrame(
        [(f"S{k:02}", f"State {k:02}", "member", 2.0 * (k % 6), 40.0 + 2 * (k // 6)) for k in range(size)],
        schema=["state", "name", "role", "lon", "lat"],
        orient="row",
    )
    at = {row["state"]: row for row in states.iter_rows(named=True)}
    ties = pl.DataFrame(
        [
            {"state_i": i, "state_j": j, "value": float(int(i[1:]) + int(j[1:]) + 1)}
            | {"lon_i": at[i]["lon"], "lat_i": at[i]["lat"], "lon_j": at[j]["lon"], "lat_j": at[j]["lat"]}
            for i, j in itertools.combinations(at, 2)
        ]
    )
    return MapOfTies(states, ties, "t", "c", "US$ million", "2020", ())


def labels(spec: dict) -> list[str]:
    texts = [layer for layer in spec["layer"] if layer.get("name", "").endswith("-text")]
    return [row["label"] for layer in texts for row in layer["data"]["values"]]


def test_of_a_large_group_only_those_with_the_strongest_ties_are_named_as_far_as_they_fit() -> None:
    spec = world_map(crowd(30), example.boxes())
    validate(spec)
    named = labels(spec)
    assert 0 < len(named) <= 12
    assert set(named) <= {f"State {k}" for k in range(18, 30)}
    dots = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "circle")
    assert len(dots["data"]["values"]) == 30
    assert len(labels(world_map(crowd(12), example.boxes()))) == 12


def test_weak_ties_are_faint_where_there_are_many() -> None:
    assert "strokeOpacity" in json.dumps(world_map(crowd(30), example.boxes())["layer"][2]["encoding"])
    assert "strokeOpacity" not in world_map(crowd(5), example.boxes())["layer"][2]["encoding"]


def test_near_islands_are_in_view_and_far_ones_are_not() -> None:
    def square(lon: float, lat: float, half: float) -> list:
        return [[[lon + half * x, lat + half * y] for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]]

    group = replace(crowd(2), ties=crowd(2).ties.clear())
    shape = {"type": "MultiPolygon", "coordinates": [square(2, 42, 4), square(2, 54, 1), square(-53, 4, 1)]}
    borders = pl.DataFrame(
        {"state": ["S00"], "name": ["State 00"], "kind": ["polygon"], "geometry": [json.dumps(shape)]}
    )
    turned = world_map(group, borders)["projection"]["rotate"]
    assert abs(turned[0]) < 5
