"""Dated vertical lines, and names at the ends of lines, placed so that they do not overlap."""

from __future__ import annotations

from collections.abc import Sequence

from multipolar.report.axes import Axis, Spec, as_number, mark_place, position
from multipolar.report.palette import Palette
from multipolar.studies.findings import Figure

_ROW = 14  # pixels a row of labels
_NARROW = 300  # pixels: the width at which labels must still not overlap
_LETTER = 5.9  # pixels a letter, on average


def mark_layers(
    figure: Figure, axis: Axis, ends: tuple[float, float], palette: Palette, *, exact: bool = False
) -> tuple[list[Spec], int]:
    """Return layers of dated vertical lines with labels above the plot, and the pixels they take there.

    Parameters
    ----------
    ends
        First and last place on the axis, as `as_number` gives them.
    exact
        See :func:`~multipolar.report.axes.mark_place`.
    """
    rows: list[Spec] = []
    taken: list[list[tuple[float, float]]] = []
    span = ends[1] - ends[0] or 1.0
    for at, label in sorted(figure.marks):
        place = mark_place(axis, at, exact=exact)
        if place is None or not ends[0] <= as_number(axis, place) <= ends[1]:
            continue
        share = (as_number(axis, place) - ends[0]) / span
        align = "left" if share < 0.3 else "right" if share > 0.7 else "center"
        width = min(_LETTER * len(label), 300) + 14
        start = share * _NARROW - {"left": 0.0, "center": width / 2, "right": width}[align]
        level = next(
            (i for i, row in enumerate(taken) if all(start + width < a or b < start for a, b in row)),
            len(taken),
        )
        if level == len(taken):
            taken.append([])
        taken[level].append((start, start + width))
        rows.append({"at": place, "label": label, "align": align, "level": level})
    if not rows:
        return [], 0
    x = {"field": "at", **position(axis)}
    layers: list[Spec] = [
        {
            "data": {"values": [{"at": place} for place in {str(r["at"]): r["at"] for r in rows}.values()]},
            "mark": {"type": "rule", "color": palette.ink, "opacity": 0.55, "strokeDash": [3, 3]},
            "encoding": {"x": x},
        }
    ]
    for align in ("left", "center", "right"):
        for level in range(len(taken)):
            chosen = [
                {"at": r["at"], "label": r["label"]}
                for r in rows
                if r["align"] == align and r["level"] == level
            ]
            if chosen:
                layers.append(_mark_text(chosen, x, align, level, palette))
    return layers, _ROW * len(taken) + 4


def _mark_text(rows: list[Spec], x: Spec, align: str, level: int, palette: Palette) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {
            "type": "text",
            "align": align,
            "baseline": "bottom",
            "dx": {"left": -2, "center": 0, "right": 2}[align],
            "dy": -4 - _ROW * level,
            "fontSize": 11,
            "limit": 310,
            "color": palette.ink,
        },
        "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "label"}},
    }


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move places apart until each two are `gap` apart, staying between `low` and `high` where room allows.

    Parameters
    ----------
    places
        Wanted places, in any order.

    Returns
    -------
    list of float
        The new places, in the order of `places`.

    Examples
    --------
    >>> spread([1.0, 1.0, 5.0], 1.0, 0.0, 10.0)
    [0.5, 1.5, 5.0]
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    clusters: list[tuple[float, int]] = []  # middle and size of labels that touch
    for i in order:
        clusters.append((places[i], 1))
        while len(clusters) > 1:
            (below, below_size), (above, above_size) = clusters[-2:]
            if above - below >= gap * (below_size + above_size) / 2 - 1e-12:
                break
            size = below_size + above_size
            clusters[-2:] = [((below * below_size + above * above_size) / size, size)]
    settled: list[float] = []
    for middle, size in clusters:
        half = gap * (size - 1) / 2
        kept = min(max(middle, low + half), high - half) if high - low >= 2 * half else middle
        settled.extend(kept - half + gap * k for k in range(size))
    moved = [0.0] * len(places)
    for i, place in zip(order, settled, strict=True):
        moved[i] = place
    return moved
