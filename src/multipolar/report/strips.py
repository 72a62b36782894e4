"""Small interval pictures inside table rows, as plain SVG, so that they need no script."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

from multipolar.studies.findings import Estimate

_WIDTH, _HEIGHT, _EDGE = 130, 18, 6


def strips(estimates: Sequence[Estimate]) -> list[Markup]:
    """Return a dot with its interval for each estimate, all on one scale; the first one is the claim's own.

    An estimate in another unit than the first, or without a value, has an empty picture. A faint line stands
    at zero where it is near, and one at the first value.

    Examples
    --------
    >>> one = Estimate(1.0, 0.5, 1.5, "percent", "", "")
    >>> strips([one])[0].startswith("<svg")
    True
    """
    if not estimates:
        return []
    unit = estimates[0].unit
    known = [number for item in estimates if item.unit == unit for number in _numbers(item)]
    if len(known) < 2:
        return [Markup("")] * len(estimates)
    low, high = min(known), max(known)
    if min(abs(low), abs(high)) < high - low:  # zero is near enough to be shown
        low, high = min(low, 0.0), max(high, 0.0)
    span = high - low or 1.0

    def place(number: float) -> float:
        return round(_EDGE + (_WIDTH - 2 * _EDGE) * (number - low) / span, 1)

    first = estimates[0].value
    lines = []
    if low <= 0 <= high:
        lines.append(f'<line class="zero" x1="{place(0)}" x2="{place(0)}" y1="0" y2="{_HEIGHT}"/>')
    if first is not None and math.isfinite(first):
        lines.append(f'<line class="first" x1="{place(first)}" x2="{place(first)}" y1="0" y2="{_HEIGHT}"/>')
    return [
        _strip("".join(lines), item, place, own=number == 0)
        if item.unit == unit and _numbers(item)
        else Markup("")
        for number, item in enumerate(estimates)
    ]


def _numbers(estimate: Estimate) -> list[float]:
    numbers = (estimate.value, estimate.low, estimate.high)
    return [number for number in numbers if number is not None and math.isfinite(number)]


def _strip(lines: str, item: Estimate, place: Callable[[float], float], *, own: bool) -> Markup:
    middle = _HEIGHT / 2
    drawn = ""
    if (
        item.low is not None
        and item.high is not None
        and math.isfinite(item.low)
        and math.isfinite(item.high)
    ):
        drawn += f'<line class="range" x1="{place(item.low)}" x2="{place(item.high)}" y1="{middle}" y2="{middle}"/>'
    if item.value is not None and math.isfinite(item.value):
        drawn += f'<circle class="value" cx="{place(item.value)}" cy="{middle}" r="4"/>'
    return Markup(
        f'<svg class="strip{" own" if own else ""}" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" aria-hidden="true" focusable="false">{lines}{drawn}</svg>'
    )
