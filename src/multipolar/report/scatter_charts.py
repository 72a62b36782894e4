"""Points in a plane, the claim's own named."""

from __future__ import annotations

from multipolar.report.axes import Axis, Spec, axis_of, domain, json_value, position, title_lines
from multipolar.report.palette import Palette
from multipolar.report.styles import styles
from multipolar.studies.findings import Figure

_HEIGHT = 360
_NAMES = 16


def scatter(figure: Figure, palette: Palette) -> Spec:
    """Return points; those of the claim's own series are larger, coloured, and named where they are few."""
    kinds = styles(figure, palette)
    own_names = {kind.name for kind in kinds if kind.own}
    rows = [
        {
            "x": json_value(row[figure.x]),
            "y": json_value(row[figure.y]),
            "series": str(row[figure.series]) if figure.series else "",
            "own": not figure.series or str(row[figure.series]) in own_names,
        }
        for row in figure.data.iter_rows(named=True)
        if row[figure.x] is not None and row[figure.y] is not None
    ]
    x_axis = axis_of(figure.data[figure.x])
    x_ends = None if x_axis is Axis.DATE else domain(figure.data[figure.x])
    x: Spec = {"field": "x", **position(x_axis, x_ends, figure.x_title)}
    y: Spec = {"field": "y", **position(Axis.NUMBER, domain(figure.data[figure.y]))}
    named = [row for row in rows if row["own"] and figure.series]
    singles = named_singly(figure)
    colour: Spec = {"condition": {"test": "datum.own", "value": palette.accent}, "value": palette.grey}
    if kinds and not singles:
        colour = {
            "field": "series",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": [k.name for k in kinds], "range": [k.colour for k in kinds]},
        }
    tips = [
        *([{"field": "series", "type": "nominal", "title": "Series"}] if figure.series else []),
        {"field": "x", "type": x["type"], "title": figure.x_title},
        {"field": "y", "type": "quantitative", "title": figure.y_title, "format": ",.4~g"},
    ]
    layers: list[Spec] = []
    for own, size, opacity in ((False, 34, 0.55), (True, 80, 0.95)):
        layers.append(
            {
                "transform": [{"filter": f"datum.own === {str(own).lower()}"}],
                "mark": {"type": "point", "filled": True, "size": size, "opacity": opacity},
                "encoding": {"x": x, "y": y, "color": colour, "tooltip": tips},
            }
        )
    if singles:
        layers.append(
            {
                "data": {"values": named},
                "mark": {"type": "text", "align": "left", "dx": 8, "dy": -1, "limit": 140},
                "encoding": {"x": x, "y": y, "text": {"field": "series"}, "color": {"value": palette.ink}},
            }
        )
    return {
        "data": {"values": rows},
        "height": _HEIGHT,
        "padding": {"left": 2, "top": 4, "bottom": 4, "right": 12},
        "title": {"text": title_lines(figure.y_title), "offset": 12},
        "layer": layers,
    }


def named_singly(figure: Figure) -> bool:
    """Whether each of the claim's own points has a name of its own, so that the names stand in the picture."""
    if figure.series is None or not figure.highlight:
        return False
    own = [str(name) for name in figure.data[figure.series] if str(name) in figure.highlight]
    return 0 < len(own) <= _NAMES and len(set(own)) == len(own)
