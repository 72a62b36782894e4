"""Classes along a quantity, each a dot with its interval as an upright bar."""

from __future__ import annotations

import itertools

from multipolar.report.axes import Axis, Spec, axis_of, domain, json_value, position, title_lines, wrapped
from multipolar.report.palette import Palette
from multipolar.studies.findings import Figure

_PLOT = 240
_MOST = 12
_NEAREST = 0.025  # of the width: classes that are nearer to each other could not be told apart
_TITLE_LETTERS = 36


def is_few_classes(figure: Figure) -> bool:
    """Whether a figure of kind ``lines`` has intervals at a few numbers, not along time, and no series.

    A line through such classes would claim to know what lies between them.
    """
    return (
        figure.kind == "lines"
        and figure.series is None
        and bool(figure.low and figure.high)
        and axis_of(figure.data[figure.x]) is Axis.NUMBER
        and 0 < figure.data[figure.x].drop_nulls().n_unique() <= _MOST
    )


def error_bars(figure: Figure, palette: Palette) -> Spec:
    """Return a dot with an upright bar for each class, where the class lies on the axis.

    Classes too close to each other are set at equal steps, with their places as labels; the title of the axis
    then says so.
    """
    frame = figure.data.drop_nulls([figure.x]).sort(figure.x, maintain_order=True)
    places = [float(place) for place in frame[figure.x]]
    low, high = min(places), max(places)
    scaled = all(b - a >= _NEAREST * (high - low) for a, b in itertools.pairwise(places))
    labels = distinct_labels(places)
    chosen = {"x": figure.x, "y": figure.y, "low": figure.low, "high": figure.high}
    rows = [
        {"name": label, **{short: json_value(row[column]) for short, column in chosen.items() if column}}
        for label, row in zip(labels, frame.iter_rows(named=True), strict=True)
    ]
    room = 0.03 * (high - low) or 0.5
    x: Spec = {"field": "x", **position(Axis.NUMBER, (low - room, high + room), figure.x_title)}
    if not scaled:
        title = wrapped(f"{figure.x_title}; steps of equal width, not to scale", _TITLE_LETTERS)
        x = {
            "field": "name",
            "type": "ordinal",
            "sort": labels,
            "axis": {"title": title.split("\n"), "labelAngle": 0, "labelOverlap": "greedy"},
        }
    columns = [figure.data[name] for name in (figure.y, figure.low, figure.high) if name]
    y: Spec = {"field": "y", **position(Axis.NUMBER, domain(*columns))}
    title_above = title_lines(figure.y_title)
    tips = [
        {"field": field, "type": "quantitative", "title": title, "format": ",.4~g"}
        for field, title in (("x", figure.x_title), ("y", figure.y_title), ("low", "low end"), ("high", "high end"))
    ]  # fmt: skip
    colour = {"value": palette.accent}
    return {
        "data": {"values": rows},
        "height": _PLOT + 15 * len(title_above) + 60,
        "padding": {"left": 2, "top": 4, "bottom": 4, "right": 12},
        "title": {"text": title_above, "offset": 12},
        "layer": [
            {
                "transform": [{"filter": "isValid(datum.low) && isValid(datum.high)"}],
                "mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round", "opacity": 0.45},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour},
            },
            {
                "transform": [{"filter": "isValid(datum.y)"}],
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 85},
                "encoding": {"x": x, "y": y, "color": colour, "tooltip": tips},
            },
        ],
    }


def distinct_labels(places: list[float]) -> list[str]:
    """Return numbers as texts with as few decimals as keep them apart.

    Examples
    --------
    >>> distinct_labels([0.535, 0.9974, 0.9994])
    ['0.535', '0.997', '0.999']
    """
    for digits in range(7):
        labels = [f"{place:,.{digits}f}" for place in places]
        if len(set(labels)) == len(set(places)):
            break
    return [label.replace("-", "−") for label in labels]
