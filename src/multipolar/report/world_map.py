"""The group and its ties on a map, as a Vega-Lite specification."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import numpy as np
import polars as pl

from multipolar.report.axes import Spec, json_value
from multipolar.report.charts import SCHEMA, config, one_line
from multipolar.report.palette import LIGHT, Palette
from multipolar.report.place_names import NARROW, WIDE, name_layers
from multipolar.report.projection import Place, View, bow, unit, view_of
from multipolar.studies.findings import MapOfTies

Ring = list[list[float]]
_NEAR = math.radians(12)
_NAMED = 12  # members up to which all are named
_MANY = 40  # ties from which the weak ones are faint

PARTS = ("member", "observer", "rival member")


def world_map(ties: MapOfTies, borders: pl.DataFrame, palette: Palette = LIGHT) -> Spec:
    """Return a map of members, observers and the ties among them.

    Parameters
    ----------
    ties
        Who plays which part, and the ties; width of a line is proportional to its value.
    borders
        Columns: area, state, name, lon, lat, kind (``"polygon"`` or ``"point"``), geometry (GeoJSON text).
    palette
        See :func:`multipolar.report.charts.chart`.

    Returns
    -------
    dict
        A layered specification that fills its container's width; ``usermeta`` has the height that fits the
        width, and the layers of names for narrow screens.

    Examples
    --------
    >>> names = ["state", "name", "role", "lon", "lat"]
    >>> states = pl.DataFrame([("ISL", "Iceland", "member", -18.7, 64.8)], schema=names, orient="row")
    >>> ends = ["state_i", "state_j", "value", "lon_i", "lat_i", "lon_j", "lat_j"]
    >>> ties = MapOfTies(states, pl.DataFrame(schema=dict.fromkeys(ends, pl.Float64)), "", "", "", "", ())
    >>> none = pl.DataFrame(schema=dict.fromkeys(["state", "name", "kind", "geometry"], pl.String))
    >>> world_map(ties, none)["projection"]["rotate"]
    [18.7, 0, 0]

    Notes
    -----
    The map is drawn in the equal-earth projection, turned and scaled to the group, or shows the world where
    the group is scattered over it. Lines bow a little off the great circle; where there are many, the weak
    ones are faint. Of a group of more than twelve only the states with the strongest ties are named, as far
    as their names find room; the tooltips name the others. Islands far from a state's mainland may lie
    outside the picture. Borders are those of the source
    at one date; areas without a state id are drawn like all other land.
    """
    group = ties.states.filter(pl.col("role").is_in(PARTS))
    part_of = dict(group.select("state", "role").iter_rows())
    land, outline = _land(borders, part_of)
    lines = _tie_lines(ties)
    curves = [(lon, lat) for line in lines for lon, lat in line["geometry"]["coordinates"]]
    view = view_of(group.select("lon", "lat").drop_nulls().iter_rows(), [*outline, *curves])
    named = _foremost(group, ties)
    ratio = min(max(view.aspect, 0.34), 0.62)
    spec: Spec = {
        "$schema": SCHEMA,
        "description": ties.caption or ties.title,
        "width": "container",
        "height": round(WIDE.width * ratio),
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": 0,
        "usermeta": {
            "heightOverWidth": round(ratio, 3),
            "narrowLayers": name_layers(group, named, view, ratio, NARROW, palette),
        },
        "config": config(palette),
        "projection": _projection(view),
        "layer": [
            _shape([{"type": "Sphere"}], {"fill": palette.panel}),
            _shape(land, {"stroke": palette.coast, "strokeWidth": 0.6}, {"color": _part_colour(palette)}),
            *_tie_layers(lines, ties.unit, palette),
            *_dots(group, palette),
            *name_layers(group, named, view, ratio, WIDE, palette),
        ],
    }
    drawn: Spec = one_line(spec)
    return drawn


def _projection(view: View) -> Spec:
    wide, high = view.right - view.left, view.top - view.bottom
    scale = f"min(width / {wide:.5f}, height / {high:.5f})"
    x, y = (view.left + view.right) / 2, (view.bottom + view.top) / 2
    return {
        "type": "equalEarth",
        "rotate": [-view.centre, 0, 0],
        "scale": {"expr": scale},
        "translate": {"expr": f"[width / 2 - {scale} * {x:.5f}, height / 2 + {scale} * {y:.5f}]"},
    }


def _shape(values: list[Spec], mark: Spec, encoding: Spec | None = None) -> Spec:
    return {
        "data": {"values": values},
        "mark": {"type": "geoshape", "clip": True, **mark},
        **({"encoding": encoding} if encoding else {}),
    }


def _land(borders: pl.DataFrame, part_of: dict[str, str]) -> tuple[list[Spec], list[Place]]:
    """Return the areas as features, and the outline of the group's lands, on which the map is fitted."""
    features: list[Spec] = []
    outline: list[Place] = []
    for row in borders.filter(pl.col("kind") == "polygon").iter_rows(named=True):
        geometry = json.loads(row["geometry"])
        polygons = (
            geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        )
        polygons = [_wound(polygon) for polygon in polygons]
        part = part_of.get(row["state"], "")
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
                "name": row["name"],
                "part": part,
            }
        )
        if part:
            outline.extend(_near_mainland([polygon[0] for polygon in polygons]))
    return features, outline


def _near_mainland(rings: list[Ring]) -> list[Place]:
    """Return the corners of the largest ring and of those near it: Svalbard for Norway, not French Guiana."""
    mainland = max(rings, key=lambda ring: abs(_area(ring)))
    corners = np.array([unit(lon, lat) for lon, lat in mainland])
    return [
        (lon, lat)
        for ring in rings
        if ring is mainland
        or (np.array([unit(lon, lat) for lon, lat in ring]) @ corners.T).max() > math.cos(_NEAR)
        for lon, lat in ring
    ]


def _wound(polygon: list[Ring]) -> list[Ring]:
    """Turn the outer ring clockwise and the holes the other way, as d3 reads rings on the sphere."""
    return [ring if (_area(ring) < 0) is (number == 0) else ring[::-1] for number, ring in enumerate(polygon)]


def _area(ring: Sequence[Sequence[float]]) -> float:
    following = [*ring[1:], ring[0]]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True)) / 2


def _part_colour(palette: Palette) -> Spec:
    colours = (palette.member, palette.observer, palette.rival)
    return {
        "field": "part",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": [*PARTS, ""], "range": [*colours, palette.land]},
    }


def _foremost(group: pl.DataFrame, ties: MapOfTies) -> tuple[str, ...]:
    """Return the states to be named: all of a small group, otherwise those with the strongest ties."""
    if group.height <= _NAMED:
        return tuple(group["state"])
    ends = [ties.ties.select(pl.col(end).alias("state"), "value") for end in ("state_i", "state_j")]
    sums = pl.concat(ends).filter(pl.col("value").is_not_nan()).group_by("state").agg(pl.col("value").sum())
    within = sums.filter(pl.col("state").is_in(group["state"].to_list()))
    return tuple(within.sort("value", "state", descending=[True, False])["state"][:_NAMED])


def _tie_lines(ties: MapOfTies) -> list[Spec]:
    """Return the ties as curved lines, the strongest first."""
    known = ties.ties.filter(pl.col("value").is_not_null() & (pl.col("value") > 0)).drop_nulls()
    pairs = set(known.select("state_i", "state_j").iter_rows())
    names = dict(ties.states.select("state", "name").iter_rows())
    values: list[Spec] = []
    for row in known.sort("value", descending=True).iter_rows(named=True):
        i, j = row["state_i"], row["state_j"]
        if i == j:
            continue
        both = (j, i) in pairs
        curve = bow((row["lon_i"], row["lat_i"]), (row["lon_j"], row["lat_j"]), northward=not both)
        between = " → " if both else " – "
        values.append(
            {
                "type": "Feature",
                "geometry": {"type": "LineString", "coordinates": curve},
                "pair": f"{names.get(i, i)}{between}{names.get(j, j)}",
                "value": json_value(row["value"]),
            }
        )
    return values


def _tie_layers(values: list[Spec], measured: str, palette: Palette) -> list[Spec]:
    if not values:
        return []
    many = len(values) > _MANY
    most = max(float(value["value"]) for value in values)
    encoding: Spec = {
        "strokeWidth": {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": [0, most], "range": [0.3 if many else 0.7, 9], "nice": False},
            "legend": {
                "title": measured,
                "orient": "bottom",
                "direction": "horizontal",
                "values": _round_values(most),
                "symbolType": "stroke",
                "symbolStrokeColor": palette.accent,
                "titleLimit": 320,
                "offset": 10,
            },
        },
        "tooltip": [
            {"field": "pair", "type": "nominal", "title": "Between"},
            {"field": "value", "type": "quantitative", "title": measured, "format": ",.4~g"},
        ],
    }
    if many:
        encoding["strokeOpacity"] = {
            "field": "value",
            "type": "quantitative",
            "scale": {"type": "sqrt", "domain": [0, most], "range": [0.2, 0.8], "nice": False},
            "legend": None,
        }
    mark = {"filled": False, "stroke": palette.accent, "strokeOpacity": 0.8, "strokeCap": "round"}
    return [_shape(values, mark, encoding)]


def _round_values(most: float) -> list[float]:
    """Return two or three round values up to `most`, for a legend."""
    power = 10.0 ** math.floor(math.log10(most))
    top = next(factor for factor in (5, 2, 1) if factor * power <= most) * power
    return [float(f"{value:.3g}") for value in (top / 5, top / 2, top)]


def _dots(group: pl.DataFrame, palette: Palette) -> list[Spec]:
    places = group.drop_nulls(["lon", "lat"]).select("name", "role", "lon", "lat")
    return [
        {
            "data": {"values": places.to_dicts()},
            "mark": {
                "type": "circle",
                "size": 34 if places.height <= _NAMED else 16,
                "opacity": 1,
                "clip": True,
                "color": palette.ink,
            },
            "encoding": {
                "longitude": {"field": "lon", "type": "quantitative"},
                "latitude": {"field": "lat", "type": "quantitative"},
                "tooltip": [{"field": "name", "title": "State"}, {"field": "role", "title": "Part"}],
            },
        }
    ]
