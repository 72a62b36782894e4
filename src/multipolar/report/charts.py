"""Figures as Vega-Lite specifications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from multipolar.report import category_charts, error_bars, line_charts, scatter_charts
from multipolar.report.axes import Axis, Spec, axis_of, capital
from multipolar.report.palette import LIGHT, Palette
from multipolar.studies.findings import Figure

_SEPARATORS = {0x2028: " ", 0x2029: " "}
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"


def chart(figure: Figure, palette: Palette = LIGHT) -> Spec:
    """Return a figure as a Vega-Lite specification, with its data inside.

    Parameters
    ----------
    figure
        What to draw.
    palette
        The colours; the report's page uses CSS variables, a notebook wants ``LIGHT`` or ``DARK``.

    Returns
    -------
    dict
        A layered specification that fills its container's width.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"year": [2019, 2020], "share": [1.0, 2.0]})
    >>> figure = Figure("f", "lines", "Share", rows, "year", "share", "Year", "Share, %", "", (), "2020")
    >>> chart(figure)["width"]
    'container'
    """
    spec: Spec = {
        "$schema": SCHEMA,
        "description": capital(figure.caption or figure.title),
        "width": "container",
        "autosize": {"type": "fit", "contains": "padding"},
        "config": config(palette),
        **_builder(figure)(figure, palette),
    }
    drawn: Spec = one_line(spec)
    return drawn


def _builder(figure: Figure) -> Callable[[Figure, Palette], Spec]:
    if figure.kind == "intervals":
        return category_charts.intervals
    if figure.kind == "bars":
        return category_charts.bars
    if figure.kind == "scatter":
        return scatter_charts.scatter
    if figure.kind == "steps" and axis_of(figure.data[figure.y]) is Axis.CATEGORY:
        return category_charts.spells
    if error_bars.is_few_classes(figure):
        return error_bars.error_bars
    return line_charts.lines


def one_line(spec: Any) -> Any:
    """Return `spec` with JavaScript's own line separators made spaces: Vega's expressions cannot hold them."""
    if isinstance(spec, dict):
        return {key: one_line(value) for key, value in spec.items()}
    if isinstance(spec, list):
        return [one_line(value) for value in spec]
    return spec.translate(_SEPARATORS) if isinstance(spec, str) else spec


def config(palette: Palette) -> Spec:
    """Return what all pictures share: quiet axes, no frame, no background of their own."""
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "domainColor": palette.rule,
            "tickColor": palette.rule,
            "gridColor": palette.grid,
            "labelColor": palette.muted,
            "titleColor": palette.muted,
            "titleFontWeight": "normal",
            "labelFontSize": 11.5,
            "titleFontSize": 11.5,
            "labelPadding": 5,
            "titlePadding": 9,
            "tickSize": 4,
        },
        "axisX": {"grid": False},
        "axisY": {"domain": False, "ticks": False, "tickCount": 5},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "color": palette.muted,
            "fontSize": 11.5,
            "fontWeight": "normal",
            "lineHeight": 15,
        },
        "legend": {
            "labelColor": palette.muted,
            "titleColor": palette.muted,
            "titleFontWeight": "normal",
            "labelFontSize": 11.5,
            "titleFontSize": 11.5,
        },
        "text": {"fontSize": 12},
    }
