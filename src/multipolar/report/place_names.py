"""Names of states on a map, each on a side of its dot that is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from multipolar.report.axes import Spec
from multipolar.report.palette import Palette
from multipolar.report.projection import View

Box = tuple[float, float, float, float]
_SIDES = {
    "top": (0, -9),
    "bottom": (0, 10),
    "right": (8, 0),
    "left": (-8, 0),
    "high": (0, -21),
    "low": (0, 22),
}


@dataclass(frozen=True, slots=True)
class Screen:
    """A width in pixels for which names are placed, and the font that fits it; `name` marks its layers."""

    name: str
    width: float
    font: float

    @property
    def letter(self) -> float:
        """Width of a letter, on average."""
        return 0.58 * self.font


WIDE = Screen("wide-names", 880, 12)
NARROW = Screen("narrow-names", 350, 10)


def name_layers(
    group: pl.DataFrame,
    named: Sequence[str],
    view: View,
    ratio: float,
    screen: Screen,
    palette: Palette,
) -> list[Spec]:
    """Return text layers, each name with a halo; a state whose name finds no room has its id instead.

    Where only some states of the group are named, a name without room is left out.

    Parameters
    ----------
    group
        Columns: state, name, lon, lat.
    named
        The states to be named, the one that comes first first.
    ratio
        Height of the map over its width.
    """
    rows = group.drop_nulls(["lon", "lat"]).to_dicts()
    dots = [view.pixel(row["lon"], row["lat"], screen.width, screen.width * ratio) for row in rows]
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    by_side: dict[str, list[Spec]] = {}
    order = {state: number for number, state in enumerate(named)}
    placed = [(row, dot) for row, dot in zip(rows, dots, strict=True) if row["state"] in order]
    for row, (x, y) in sorted(placed, key=lambda item: order[item[0]["state"]]):
        label = str(row["name"])
        side, box, clash = _free_side(label, x, y, taken, screen, ratio)
        if clash and len(placed) < len(rows):
            continue
        if clash:
            label = str(row["state"])
            side, box, _ = _free_side(label, x, y, taken, screen, ratio)
        taken.append(box)
        by_side.setdefault(side, []).append({"label": label, "lon": row["lon"], "lat": row["lat"]})
    return [
        _layer(labels, side, halo, screen, palette)
        for side, labels in by_side.items()
        for halo in (True, False)
    ]


def _free_side(
    label: str, x: float, y: float, taken: list[Box], screen: Screen, ratio: float
) -> tuple[str, Box, float]:
    """Return the first side without a clash, or the one with the least, with its box and the clash."""
    width, line = screen.letter * len(label), screen.font + 2
    tried: list[tuple[str, Box, float]] = []
    for side, (dx, dy) in _SIDES.items():
        left = x + dx - {"left": width, "right": 0.0}.get(side, width / 2)
        top = y + dy - {"top": line, "high": line, "left": line / 2, "right": line / 2}.get(side, 0.0)
        box = (left, top, left + width, top + line)
        bottom = screen.width * ratio
        outside = sum(max(0.0, part) for part in (-left, -top, box[2] - screen.width, box[3] - bottom))
        tried.append((side, box, sum(_overlap(box, other) for other in taken) + 20 * outside))
        if not tried[-1][2]:
            break
    return min(tried, key=lambda item: item[2])


def _overlap(a: Box, b: Box) -> float:
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _layer(rows: list[Spec], side: str, halo: bool, screen: Screen, palette: Palette) -> Spec:
    dx, dy = _SIDES[side]
    mark: Spec = {
        "type": "text",
        "align": {"left": "right", "right": "left"}.get(side, "center"),
        "baseline": {"top": "bottom", "high": "bottom", "bottom": "top", "low": "top"}.get(side, "middle"),
        "dx": dx,
        "dy": dy,
        "fontSize": screen.font,
        "fontWeight": 600,
        "color": palette.page if halo else palette.ink,
    }
    if halo:
        mark |= {"stroke": palette.page, "strokeWidth": 3.5, "strokeJoin": "round", "opacity": 0.85}
    return {
        "name": f"{screen.name}-{side}-{'halo' if halo else 'text'}",
        "data": {"values": rows},
        "mark": mark,
        "encoding": {
            "longitude": {"field": "lon", "type": "quantitative"},
            "latitude": {"field": "lat", "type": "quantitative"},
            "text": {"field": "label", "type": "nominal"},
        },
    }
