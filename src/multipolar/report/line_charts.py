"""Lines over time with bands, and numbers that hold from one date to the next."""

from __future__ import annotations

import itertools
import statistics

import polars as pl

from multipolar.report.axes import (
    Axis,
    Spec,
    as_number,
    axis_of,
    domain,
    json_value,
    position,
    title_lines,
    wrapped,
)
from multipolar.report.marks import mark_layers, spread
from multipolar.report.palette import Palette
from multipolar.report.styles import Style, crowded_ends, styles
from multipolar.studies.findings import Figure

_PLOT = 230  # pixels between the axes
_ALL = "all"
_PADDING = {"left": 2, "top": 4, "bottom": 4, "right": 10}
_PLAIN_TITLES = ("year", "date", "")


def lines(figure: Figure, palette: Palette) -> Spec:
    """Return a figure of kind ``lines``, or ``steps`` with numbers, as layers.

    A year without a row breaks its line, since a line through it would claim to know the year; a value that
    stands alone is a dot.
    """
    axis = axis_of(figure.data[figure.x])
    kinds = styles(figure, palette) or (Style(_ALL, palette.accent, 2.6, (), own=True),)
    rows = _rows(figure, axis)
    bounds = [figure.data[name] for name in (figure.y, figure.low, figure.high) if name]
    y_ends = domain(*bounds, zero=figure.kind == "steps")
    places = [as_number(axis, row["x"]) for row in rows] or [0.0, 1.0]
    ends = (min(places), max(places))
    marks, room = mark_layers(figure, axis, ends, palette, exact=figure.kind == "steps")
    x: Spec = {"field": "x", **position(axis, ends, _title(figure.x_title))}
    y: Spec = {"field": "y", **position(Axis.NUMBER, y_ends)}
    if figure.data[figure.y].dtype.is_integer():
        y["axis"] |= {"tickMinStep": 1, "format": ",d"}
    title = title_lines(figure.y_title)
    names = _end_names(rows, kinds, axis, y_ends, palette) if figure.series else []
    layers = [
        *_zero(y_ends, palette),
        *marks,
        *(_band(x, y, kinds) if figure.low and figure.high else []),
        *_strokes(figure, x, y, kinds),
        *_lone(rows, x, y, kinds),
        _hover(figure, x, y, _scale(kinds, "color")),
        *(_name_layer([row for row in names if row["own"] is own], y, own) for own in (False, True) if names),
    ]
    return {
        "data": {"values": rows},
        "height": _PLOT + room + 15 * len(title) + 48,
        "padding": _PADDING,
        "title": {"text": title, "offset": 12},
        "layer": layers,
    }


def _title(text: str) -> str | None:
    return None if text.casefold().strip() in _PLAIN_TITLES else text


def _rows(figure: Figure, axis: Axis) -> list[Spec]:
    """Return the rows under short names, in order of time, with nulls where a series pauses."""
    chosen = {"x": figure.x, "y": figure.y, "series": figure.series, "low": figure.low, "high": figure.high}
    used = {short: column for short, column in chosen.items() if column}
    frame = figure.data.select(pl.col(column).alias(short) for short, column in used.items())
    if "series" not in used:
        frame = frame.with_columns(series=pl.lit(_ALL))
    frame = frame.drop_nulls(["x", "series"]).sort("x", maintain_order=True)
    rows: list[Spec] = []
    for series in frame["series"].unique(maintain_order=True):
        own = [
            {key: json_value(value) for key, value in row.items()}
            for row in frame.filter(pl.col("series") == series).iter_rows(named=True)
        ]
        rows += _ended(own, axis) if figure.kind == "steps" else _with_pauses(own, axis)
    return rows


def _with_pauses(rows: list[Spec], axis: Axis) -> list[Spec]:
    """Put a null into each gap of a regular series, and say which values stand alone."""
    places = [as_number(axis, row["x"]) for row in rows]
    steps = [b - a for a, b in itertools.pairwise(places) if b > a]
    usual = statistics.mode(steps) if steps else 0.0
    filled: list[Spec] = []
    for i, row in enumerate(rows):
        if axis is Axis.YEAR and filled and places[i] - places[i - 1] > 1.5 * usual:
            filled.append({"x": places[i - 1] + usual, "y": None, "series": row["series"]})
        filled.append(row)
    for before, row, after in zip([None, *filled], filled, [*filled[1:], None], strict=False):
        sides = [side for side in (before, after) if side is not None and side["y"] is not None]
        if row["y"] is not None and not sides:
            row["alone"] = True
    return filled


def _ended(rows: list[Spec], axis: Axis) -> list[Spec]:
    """Let the last value of steps over years hold to the end of its year."""
    if axis is Axis.YEAR and rows:
        rows.append({**rows[-1], "x": rows[-1]["x"] + 1})
    return rows


def _zero(ends: tuple[float, float], palette: Palette) -> list[Spec]:
    if not ends[0] < 0 < ends[1]:
        return []
    mark = {"type": "rule", "color": palette.muted, "strokeWidth": 1}
    return [{"data": {"values": [{}]}, "mark": mark, "encoding": {"y": {"datum": 0}}}]


def _scale(kinds: tuple[Style, ...], what: str) -> Spec:
    values = {
        "color": [kind.colour for kind in kinds],
        "strokeDash": [list(kind.dash) or [1, 0] for kind in kinds],
    }[what]
    return {
        "field": "series",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": [kind.name for kind in kinds], "range": values},
    }


def _band(x: Spec, y: Spec, kinds: tuple[Style, ...]) -> list[Spec]:
    return [
        {
            "mark": {"type": "area", "opacity": 0.16, "invalid": "break-paths-filter-domains"},
            "encoding": {
                "x": x,
                "y": {**y, "field": "low"},
                "y2": {"field": "high"},
                "color": _scale(kinds, "color"),
            },
        }
    ]


def _strokes(figure: Figure, x: Spec, y: Spec, kinds: tuple[Style, ...]) -> list[Spec]:
    """Context first, and the claim's own series above it."""
    shape = "step-after" if figure.kind == "steps" else "linear"
    colour = _scale(kinds, "color")
    layers: list[Spec] = []
    for own in (False, True):
        chosen = [kind for kind in kinds if kind.own is own]
        if chosen:
            layers.append(
                {
                    "transform": [{"filter": {"field": "series", "oneOf": [kind.name for kind in chosen]}}],
                    "mark": {
                        "type": "line",
                        "interpolate": shape,
                        "strokeWidth": chosen[0].width,
                        "opacity": 1 if chosen[0].named else 0.6,
                        "strokeCap": "butt",
                        "strokeJoin": "round",
                        "invalid": "break-paths-filter-domains",
                    },
                    "encoding": {
                        "x": x,
                        "y": y,
                        "color": colour,
                        "strokeDash": _scale(kinds, "strokeDash"),
                    },
                }
            )
    return layers


def _lone(rows: list[Spec], x: Spec, y: Spec, kinds: tuple[Style, ...]) -> list[Spec]:
    if not any(row.get("alone") for row in rows):
        return []
    return [
        {
            "transform": [{"filter": "datum.alone === true"}],
            "mark": {"type": "point", "filled": True, "size": 38, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": _scale(kinds, "color")},
        }
    ]


def _hover(figure: Figure, x: Spec, y: Spec, colour: Spec) -> Spec:
    form = "%-d %b %Y"
    when = f"utcFormat(toDate(datum.x), '{form}')" if x["type"] == "temporal" else "'' + datum.x"
    tips: list[Spec] = [
        {"field": "when", "type": "nominal", "title": figure.x_title or "x"},
        *([{"field": "series", "type": "nominal", "title": "Series"}] if figure.series else []),
        {"field": "y", "type": "quantitative", "title": figure.y_title, "format": ",.4~g"},
    ]
    if figure.low and figure.high:
        tips += [
            {"field": end, "type": "quantitative", "title": f"{end} end", "format": ",.4~g"}
            for end in ("low", "high")
        ]
    return {
        "transform": [{"filter": "isValid(datum.y)"}, {"calculate": when, "as": "when"}],
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0},
        "encoding": {"x": x, "y": y, "color": colour, "tooltip": tips},
    }


def _end_names(
    rows: list[Spec], kinds: tuple[Style, ...], axis: Axis, ends: tuple[float, float], palette: Palette
) -> list[Spec]:
    """Name the lines at their ends, or only the claim's own of many; a line that ends early says when."""
    known = [row for row in rows if row["y"] is not None]
    last = max((as_number(axis, row["x"]) for row in known), default=0.0)
    crowded = crowded_ends(kinds)
    named: list[Spec] = []
    for kind in kinds:
        own = [row for row in known if row["series"] == kind.name]
        if not kind.named or not own or (crowded and not kind.own):
            continue
        end = own[-1]
        early = as_number(axis, end["x"]) < last
        label = wrapped(f"{kind.name} (to {str(end['x'])[:4]})" if early else kind.name, 22)
        colour = kind.colour if kind.own else palette.muted
        named.append({"series": label, "y": end["y"], "colour": colour, "own": kind.own})
    most = max((row["series"].count("\n") + 1 for row in named), default=1)
    gap = (13 * most + 5) * (ends[1] - ends[0]) / _PLOT
    for row, place in zip(named, spread([row["y"] for row in named], gap, *ends), strict=True):
        row["y"] = place
    return named


def _name_layer(names: list[Spec], y: Spec, own: bool) -> Spec:
    """The page drops this layer on narrow screens, where a legend above the chart names the lines."""
    weight = "bold" if own else "normal"
    return {
        "name": "wide-own-names" if own else "wide-context-names",
        "data": {"values": names},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "dx": 7,
            "lineBreak": "\n",
            "lineHeight": 13,
            "fontWeight": weight,
        },
        "encoding": {
            "x": {"value": "width"},
            "y": y,
            "text": {"field": "series"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }
