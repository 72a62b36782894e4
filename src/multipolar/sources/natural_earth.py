"""Natural Earth: present-day lines on a small map of the world, and points for states too small for it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl

from multipolar import vocabulary
from multipolar.errors import SchemaError
from multipolar.sources.source import Source, SourceFile, TableSchema
from multipolar.sources.tidy import with_state

COARSE = "natural_earth/ne_110m_admin_0_countries.geojson"
FINE = "natural_earth/ne_50m_admin_0_countries.geojson"

DRAWN = 2020

BORDERS = TableSchema(
    columns={
        "area": pl.String,
        "state": pl.String,
        "name": pl.String,
        "kind": pl.String,
        "lon": pl.Float32,
        "lat": pl.Float32,
        "geometry": pl.String,
    },
    key=("area",),
    description="An area of the world map of today: its shape, or a point where it is too small to draw.",
    window=None,
    ranges={"lon": (-180, 180), "lat": (-90, 90)},
)

Ring = list[list[float]]


def read_natural_earth(files: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read both maps into the table ``borders``.

    `area` is Natural Earth's own code; `state` is null for two areas whose status is disputed (Northern
    Cyprus, Somaliland). `kind` is ``polygon`` (from the 1:110m map) or
    ``point`` (areas only on the 1:50m map). `lon`, `lat` is the place for a label, in degrees;
    `geometry` is GeoJSON with two decimals, about a kilometre, outer rings clockwise as d3 draws them.

    Natural Earth draws who controls the ground, not who has the right to it: Crimea is drawn with
    Russia, Northern Cyprus, Somaliland and part of Western Sahara apart. Drawing a line here takes no
    side; data are matched by `state`, never by what lies inside a line.

    Raises
    ------
    SchemaError
        Where a file is no such collection, or an area stands for no known state.

    Examples
    --------
    >>> read_natural_earth({COARSE: Path("110m.geojson"), FINE: Path("50m.geojson")})  # doctest: +SKIP
    """
    shapes = _frame(_drawn(*each) for each in _areas(files[COARSE]))
    points = _frame(_dotted(*each) for each in _areas(files[FINE])).join(shapes, on="area", how="anti")
    areas = pl.concat([shapes, points])
    stateless = vocabulary.aggregates("natural_earth")
    states = with_state(areas, "natural_earth", "area", DRAWN, files[COARSE].name, drop=stateless)
    joined = areas.join(states.select("area", "state"), on="area", how="left")
    # A point stands for a state too small to draw; where there is no state, none is needed.
    kept = joined.filter((pl.col("kind") == "polygon") | pl.col("state").is_not_null())
    return {"borders": kept.select(*BORDERS.columns)}


def _frame(rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        list(rows), schema={name: kind for name, kind in BORDERS.columns.items() if name != "state"}
    )


def _areas(path: Path) -> Iterator[tuple[dict[str, Any], list[list[Ring]]]]:
    """Yield each area's attributes (upper-case names) and its polygons, each an outer ring and its holes."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for feature in content["features"]:
        attributes = {name.upper(): value for name, value in feature["properties"].items()}
        shape = feature["geometry"]
        if shape["type"] not in {"Polygon", "MultiPolygon"}:
            raise SchemaError("An area has no polygon.", where=path.name, got=shape["type"])
        parts = shape["coordinates"]
        yield attributes, [parts] if shape["type"] == "Polygon" else parts


def _drawn(attributes: dict[str, Any], polygons: list[list[Ring]]) -> dict[str, Any]:
    rounded = [[_rounded(ring) for ring in polygon] for polygon in polygons]
    # A ring that two decimals leave with less than a triangle encloses nothing.
    visible = [[ring for ring in polygon if len(ring) > 3] for polygon in rounded if len(polygon[0]) > 3]
    shape = {"type": "MultiPolygon", "coordinates": visible}
    return _row(attributes, "polygon", attributes["LABEL_X"], attributes["LABEL_Y"], shape)


def _dotted(attributes: dict[str, Any], polygons: list[list[Ring]]) -> dict[str, Any]:
    lon, lat = max((_centroid(polygon[0]) for polygon in polygons), key=lambda found: found[0])[1:]
    shape = {"type": "Point", "coordinates": [round(lon, 2), round(lat, 2)]}
    return _row(attributes, "point", lon, lat, shape)


def _row(
    attributes: dict[str, Any], kind: str, lon: float, lat: float, shape: dict[str, Any]
) -> dict[str, Any]:
    return {
        "area": attributes["ADM0_A3"],
        "name": attributes["NAME_LONG"],
        "kind": kind,
        "lon": round(lon, 2),
        "lat": round(lat, 2),
        "geometry": json.dumps(shape, separators=(",", ":")),
    }


def _rounded(ring: Ring) -> Ring:
    points = [[round(lon, 2), round(lat, 2)] for lon, lat in ring]
    return [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]


def _centroid(ring: Ring) -> tuple[float, float, float]:
    """Return a ring's area (in square degrees) and centroid."""
    doubled = east = north = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        doubled, east, north = doubled + cross, east + (x1 + x2) * cross, north + (y1 + y2) * cross
    if doubled == 0:
        return 0.0, ring[0][0], ring[0][1]
    return abs(doubled) / 2, east / (3 * doubled), north / (3 * doubled)


SOURCE = Source(
    id="natural_earth",
    title="Natural Earth, Admin 0: Countries",
    producer="Natural Earth",
    version="1:110m, release 5; points from 1:50m, an earlier release",
    citation="""@misc{naturalearth,
  author = {{Natural Earth}},
  title = {Admin 0 -- Countries, 1:110m and 1:50m},
  year = {2022},
  url = {https://www.naturalearthdata.com}
}""",
    licence="Public domain.",
    embed=True,
    accessed=dt.date(2026, 11, 23),
    files=(
        SourceFile(
            path=COARSE,
            sha256="e29986085b5796949c9e8a96a047687978c065b9764f556785dc934c26f2d93a",
            size_bytes=838_725,
        ),
        SourceFile(
            path=FINE,
            sha256="e137ba898cfca4beb6babe69dd22bfb8233a9714865de6ce6e97574998043c37",
            size_bytes=4_045_885,
            url="https://raw.githubusercontent.com/anchovisjs/population-map/"
            "1ce39d55ca6ee7e7bd8bf04601f9f1dcfc6f96da/data/ne_50m_admin_0_countries.geojson",
        ),
    ),
    first_year=None,
    last_year=None,
    tables={"borders": BORDERS},
    read=read_natural_earth,
    gaps=(
        "The lines are those of control on the ground, for drawing only: no line is a claim of right.",
        "Northern Cyprus and Somaliland are areas without a state id.",
        "Tuvalu is on neither map, and France's overseas departments are drawn as parts of France.",
    ),
)
