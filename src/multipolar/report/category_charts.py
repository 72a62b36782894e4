"""Pictures with a row a category: intervals, bars, and the spells in which something held."""

from __future__ import annotations

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
from multipolar.report.marks import mark_layers
from multipolar.report.palette import Palette
from multipolar.report.styles import is_own, styles
from multipolar.studies.findings import Figure

_ROW = 30  # pixels a category
_ROW_AXIS = 48  # pixels of the axis below


def intervals(figure: Figure, palette: Palette) -> Spec:
    """Return a dot with its interval for each category, in the order of the rows, and a line at zero."""
    columns = [figure.data[name] for name in (figure.x, figure.low, figure.high) if name]
    ends = domain(*columns)
    rows = [
        {
            "name": wrapped(str(row[figure.y])),
            "x": json_value(row[figure.x]),
            "low": json_value(row[figure.low]) if figure.low else None,
            "high": json_value(row[figure.high]) if figure.high else None,
            "own": is_own(figure, row[figure.y]),
        }
        for row in figure.data.iter_rows(named=True)
    ]
    x: Spec = {"field": "x", **position(Axis.NUMBER, ends, figure.x_title)}
    x["axis"] |= {"grid": True, "titleAnchor": "end"}
    names = list(dict.fromkeys(str(row["name"]) for row in rows))
    y = _categories(names)
    colour = _own_colour(palette)
    tips = _tips(figure, ("name", figure.y_title or "Category"), ("x", figure.x_title), *_ends(figure))
    return {
        "data": {"values": rows},
        "height": _ROW_AXIS + len(names) * (_ROW + 12 * (_most_lines(rows) - 1)),
        "padding": {"left": 2, "top": 4, "bottom": 4, "right": 12},
        "layer": [
            *_zero_line(ends, palette),
            {
                "transform": [{"filter": "isValid(datum.low) && isValid(datum.high)"}],
                "mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round", "opacity": 0.55},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y, "color": colour},
            },
            {
                "transform": [{"filter": "isValid(datum.x)"}],
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 95},
                "encoding": {"x": x, "y": y, "color": colour, "tooltip": tips},
            },
            {
                "transform": [{"filter": "!isValid(datum.x)"}],
                "mark": {"type": "text", "align": "left", "text": "no data", "fontStyle": "italic", "dx": 4},
                "encoding": {"x": {"value": 0}, "y": y, "color": {"value": palette.muted}},
            },
        ],
    }


def bars(figure: Figure, palette: Palette) -> Spec:
    """Return bars from zero: lying where a column has categories, standing along years or dates."""
    x_axis, y_axis = axis_of(figure.data[figure.x]), axis_of(figure.data[figure.y])
    lying = Axis.CATEGORY in (x_axis, y_axis)
    along, measure = (
        (figure.y, figure.x)
        if y_axis is Axis.CATEGORY and x_axis is not Axis.CATEGORY
        else (figure.x, figure.y)
    )
    measure_title = figure.x_title if measure == figure.x else figure.y_title
    ends = domain(figure.data[measure], zero=True)
    kinds = styles(figure, palette)
    rows = [
        {
            "name": wrapped(str(row[along])) if lying else json_value(row[along]),
            "value": json_value(row[measure]),
            "series": str(row[figure.series]) if figure.series else "",
            "own": is_own(figure, row[along]),
        }
        for row in figure.data.iter_rows(named=True)
    ]
    value: Spec = {"field": "value", **position(Axis.NUMBER, ends, measure_title if lying else None)}
    value["axis"] |= {"grid": True, "titleAnchor": "end"}
    names = list(dict.fromkeys(str(row["name"]) for row in rows))
    category = _categories(names) if lying else _columns(figure, rows)
    colour = _own_colour(palette)
    offset: Spec = {}
    if kinds:
        domain_of = [kind.name for kind in kinds]
        colour = {
            "field": "series",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": domain_of, "range": [kind.colour for kind in kinds]},
        }
        offset = {"yOffset" if lying else "xOffset": {"field": "series", "sort": domain_of}}
    series_tip = [("series", "Series")] if figure.series else []
    along_title = figure.y_title if along == figure.y else figure.x_title
    tips = _tips(figure, ("name", along_title or "Category"), *series_tip, ("value", measure_title))
    step = max(_ROW + 12 * (_most_lines(rows) - 1), 14 * max(len(kinds), 1) + 12)
    places = {"y": category, "x": value} if lying else {"x": category, "y": value}
    spec: Spec = {
        "data": {"values": rows},
        "height": _ROW_AXIS + step * len(names) if lying else 280,
        "padding": {"left": 2, "top": 4, "bottom": 4, "right": 12},
        "layer": [
            {
                "transform": [{"filter": "isValid(datum.value)"}],
                "mark": {"type": "bar", "cornerRadiusEnd": 1.5},
                "encoding": {**places, **offset, "color": colour, "tooltip": tips},
            }
        ],
    }
    if not lying:
        spec["title"] = {"text": title_lines(measure_title), "offset": 10}
    return spec


def spells(figure: Figure, palette: Palette) -> Spec:
    """Return blocks of time, a row a state of affairs: each row of data holds until the next of its series.

    The order of the rows of the picture is that of the column's ``Enum``, or of first appearance.
    """
    axis = axis_of(figure.data[figure.x])
    frame = figure.data.sort(figure.x, maintain_order=True)
    column = figure.data[figure.y]
    order = (
        column.dtype.categories.to_list()
        if isinstance(column.dtype, pl.Enum)
        else column.unique(maintain_order=True).drop_nulls().to_list()
    )
    rows: list[Spec] = []
    groups = [frame] if figure.series is None else frame.partition_by(figure.series, maintain_order=True)
    for group in groups:
        if group.is_empty():
            continue
        places = group[figure.x].to_list()
        following = [*places[1:], places[-1] + 1 if axis is Axis.YEAR else places[-1]]
        for row, end in zip(group.iter_rows(named=True), following, strict=True):
            if row[figure.y] is None:
                continue
            series = str(row[figure.series]) if figure.series else ""
            block = {"name": wrapped(str(row[figure.y])), "series": series}
            last = rows[-1] if rows else None
            start = json_value(row[figure.x])
            if last and last["end"] == start and all(last[key] == block[key] for key in block):
                last["end"] = json_value(end)
            else:
                own = not figure.highlight or bool({series, str(row[figure.y])} & set(figure.highlight))
                rows.append({**block, "start": start, "end": json_value(end), "own": own})
    places = [as_number(axis, row[end]) for row in rows for end in ("start", "end")] or [0.0, 1.0]
    ends = (min(places), max(places))
    marks, room = mark_layers(figure, axis, ends, palette, exact=True)
    x: Spec = {"field": "start", **position(axis, ends)}
    y = _categories([wrapped(str(name)) for name in order])
    offset = {"yOffset": {"field": "series"}} if figure.series else {}
    tips = _tips(figure, ("name", figure.y_title), ("start", "From"), ("end", "To"))
    return {
        "data": {"values": rows},
        "height": _ROW_AXIS + (_ROW + 8) * len(order) + room,
        "padding": {"left": 2, "top": 6, "bottom": 4, "right": 12},
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadius": 1.5},
                "encoding": {
                    "x": x,
                    "x2": {"field": "end"},
                    "y": y,
                    **offset,
                    "color": _own_colour(palette),
                    "tooltip": tips,
                },
            },
            *marks,
        ],
    }


def _categories(names: list[str]) -> Spec:
    return {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "scale": {"paddingInner": 0.35, "domain": names},
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "labelLimit": 190,
            "labelExpr": "split(datum.label, '\\n')",
            "labelLineHeight": 13,
            "labelFontSize": 12,
        },
    }


def _columns(figure: Figure, rows: list[Spec]) -> Spec:
    names = list(dict.fromkeys(row["name"] for row in rows))
    every = max(1, -(-len(names) // 12))
    return {
        "field": "name",
        "type": "ordinal",
        "scale": {"domain": names, "paddingInner": 0.25},
        "axis": {"title": None, "labelAngle": 0, "values": names[::every]},
    }


def _own_colour(palette: Palette) -> Spec:
    test = {"test": "datum.own", "value": palette.accent}
    return {"condition": test, "value": palette.grey_two}


def _zero_line(ends: tuple[float, float], palette: Palette) -> list[Spec]:
    if not ends[0] <= 0 <= ends[1]:
        return []
    mark = {"type": "rule", "color": palette.muted, "strokeWidth": 1}
    return [{"data": {"values": [{}]}, "mark": mark, "encoding": {"x": {"datum": 0}}}]


def _ends(figure: Figure) -> list[tuple[str, str]]:
    return [("low", "low end"), ("high", "high end")] if figure.low and figure.high else []


def _tips(figure: Figure, *fields: tuple[str, str]) -> list[Spec]:
    """Return tooltip rows; numbers get four digits, all else is shown as it is."""
    numbers = {"x", "value", "low", "high"}
    return [
        {"field": name, "title": title, "type": "quantitative", "format": ",.4~g"}
        if name in numbers
        else {"field": name, "title": title, "type": "nominal"}
        for name, title in fields
    ]


def _most_lines(rows: list[Spec]) -> int:
    return max((str(row["name"]).count("\n") + 1 for row in rows), default=1)
