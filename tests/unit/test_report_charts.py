"""Figures as Vega-Lite: valid by the schema, honest about gaps, the claim's own in front."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from dataclasses import replace

import findings_example as example
import polars as pl
import pytest

from multipolar.report import DARK, LIGHT, chart
from multipolar.report.axes import Axis, axis_of, domain, mark_place, wrapped
from multipolar.report.charts import config
from multipolar.report.error_bars import distinct_labels, is_few_classes
from multipolar.report.legends import legend, named_at_ends
from multipolar.report.marks import mark_layers, spread
from multipolar.report.styles import styles
from multipolar.studies.findings import Figure

FIGURES = (
    example.lines_figure(),
    example.crowd_figure(),
    example.daily_figure(),
    example.intervals_figure(),
    example.bars_figure(),
    example.years_figure(),
    example.steps_figure(),
    example.counts_figure(),
    example.scatter_figure(),
)


def validate(spec: dict) -> None:
    altair = pytest.importorskip("altair")
    altair.LayerChart.from_dict(spec, validate=True)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_figure_is_valid_vega_lite(figure: Figure, palette) -> None:
    spec = chart(figure, palette)
    validate(spec)
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    assert spec["description"] == figure.caption
    assert spec["config"] == config(palette)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_a_figure_without_rows_is_still_valid(figure: Figure) -> None:
    spec = chart(replace(figure, data=figure.data.clear()))
    validate(spec)
    assert not spec["data"]["values"]
    assert spec["description"] == figure.caption


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_a_figure_whose_numbers_are_all_unknown_is_still_valid(figure: Figure) -> None:
    number = figure.x if figure.kind in ("intervals", "bars") and figure.id != "growth" else figure.y
    unknown = figure.data.with_columns(pl.lit(None).cast(figure.data[number].dtype).alias(number))
    spec = chart(replace(figure, data=unknown))
    validate(spec)
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    shown = {row.get("value", row.get("x" if number == figure.x else "y")) for row in spec["data"]["values"]}
    assert shown <= {None}


def test_a_missing_year_breaks_the_line_and_a_lone_value_is_a_dot() -> None:
    rows = pl.DataFrame({"year": [2000, 2001, 2002, 2010, 2020, 2021], "share": [1.0, 2, 3, 4, 5, 6]})
    figure = Figure("f", "lines", "t", rows, "year", "share", "Year", "Share", "", (), "2021")
    values = chart(figure)["data"]["values"]
    gaps = [row["x"] for row in values if row["y"] is None]
    assert gaps == [2003, 2011]
    assert [row["x"] for row in values if row.get("alone")] == [2010]


def test_a_null_stays_a_null_and_never_becomes_zero() -> None:
    rows = pl.DataFrame({"year": [2000, 2001, 2002], "share": [1.0, None, float("nan")]})
    figure = Figure("f", "lines", "t", rows, "year", "share", "Year", "Share", "", (), "2021")
    assert [row["y"] for row in chart(figure)["data"]["values"]] == [1.0, None, None]


def test_the_claims_own_series_has_the_accent_and_the_rest_is_grey() -> None:
    drawn = styles(example.lines_figure(), LIGHT)
    assert next((kind.name, kind.colour) for kind in drawn) == ("Azerbaijan", LIGHT.accent)
    assert {kind.colour for kind in drawn[1:]} <= set(LIGHT.context)


def test_a_crowd_of_context_has_one_legend_entry() -> None:
    keys = legend(example.crowd_figure(), LIGHT)
    assert [key.name for key in keys] == ["Organization of Turkic States", "30 others"]


def test_series_that_end_early_say_so() -> None:
    text = json.dumps(chart(example.lines_figure()))
    assert "Armenia (to 2021)" in text
    assert "Georgia (to" not in text


def test_steps_keep_the_order_of_an_enum_and_hold_to_the_end_of_the_year() -> None:
    spec = chart(example.steps_figure())
    bars = spec["layer"][0]["encoding"]
    assert bars["y"]["sort"] == ["war", "minor conflict", "ceasefire", "no conflict recorded"]
    assert spec["data"]["values"][-1]["end"] == 2025


def test_marks_outside_the_axis_or_without_a_date_are_left_out() -> None:
    figure = replace(
        example.lines_figure(), marks=(("1800-01-01", "too early"), ("soon", "no date"), ("2020", "kept"))
    )
    text = json.dumps(mark_layers(figure, Axis.YEAR, (1993, 2024), LIGHT))
    assert "kept" in text
    assert "too early" not in text
    assert "no date" not in text


def test_marks_on_the_same_year_stand_above_each_other() -> None:
    figure = replace(example.lines_figure(), marks=(("2020-09-27", "War"), ("2020-11-10", "Ceasefire")))
    layers, room = mark_layers(figure, Axis.YEAR, (1993, 2024), LIGHT)
    assert len({layer["mark"]["dy"] for layer in layers if layer["mark"]["type"] == "text"}) == 2
    assert room > mark_layers(replace(figure, marks=figure.marks[:1]), Axis.YEAR, (1993, 2024), LIGHT)[1]


@pytest.mark.parametrize(
    ("values", "axis"),
    [
        ([1993, 2024], Axis.YEAR),
        ([1993.0, 2024.0], Axis.YEAR),
        ([1, 2], Axis.NUMBER),
        ([], Axis.CATEGORY),
        ([dt.date(2020, 1, 1)], Axis.DATE),
        (["2020-09-27", "2020-11-10"], Axis.DATE),
        (["war", "peace"], Axis.CATEGORY),
    ],
)
def test_the_nature_of_an_axis_follows_the_column(values: list, axis: Axis) -> None:
    dtype = pl.String if not values else None
    assert axis_of(pl.Series(values, dtype=dtype)) is axis


def test_marks_stand_where_the_axis_is() -> None:
    assert mark_place(Axis.YEAR, "2020-07-01", exact=True) == 2020.5
    assert mark_place(Axis.DATE, "2020-07") == "2020-07-01"
    assert mark_place(Axis.YEAR, "2020-13-41", exact=True) is None


@pytest.mark.parametrize("values", [[0.2, 0.9], [-5.0, 3.0], [7.0], [], [1e-9, 2e-9], [-4e8, -1e6]])
def test_a_domain_holds_its_values(values: list[float]) -> None:
    low, high = domain(pl.Series(values, dtype=pl.Float64))
    assert low < high
    assert all(low <= value <= high for value in values)


def test_spread_labels_are_apart_and_in_order() -> None:
    moved = spread([1.0, 1.1, 1.2, 9.9, 10.0], 1.0, 0.0, 10.0)
    assert moved == sorted(moved)
    assert all(b - a >= 1 - 1e-9 for a, b in itertools.pairwise(moved))
    assert min(moved) >= 0
    assert max(moved) <= 10


def test_wrapping_loses_nothing_that_fits() -> None:
    text = "Collective Security Treaty Organization"
    assert wrapped(text).split() == text.split()
    assert wrapped("") == ""


def classes_figure(places: list[float]) -> Figure:
    rows = pl.DataFrame(
        {"x": places, "y": places, "low": [p - 1 for p in places], "high": [p + 1 for p in places]}
    )
    return Figure(
        "c", "lines", "t", rows, "x", "y", "Distance", "Ties", "", (), "2020", low="low", high="high"
    )


def test_a_few_classes_are_dots_with_bars_and_no_line_joins_them() -> None:
    figure = classes_figure([0.5, 0.7, 0.9])
    spec = chart(figure)
    validate(spec)
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rule", "point"]
    low, high = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert 0.4 < low < 0.5
    assert 0.9 < high < 1
    assert not is_few_classes(example.lines_figure())
    assert not is_few_classes(classes_figure([k / 10 for k in range(1, 20)]))


def test_classes_too_close_for_a_scale_stand_at_equal_steps_and_say_so() -> None:
    spec = chart(classes_figure([0.5, 0.9, 0.9974, 0.9994, 1.0]))
    validate(spec)
    x = spec["layer"][0]["encoding"]["x"]
    assert x["sort"] == ["0.500", "0.900", "0.997", "0.999", "1.000"]
    assert "not to scale" in " ".join(x["axis"]["title"])
    assert distinct_labels([-1.0, 2.0]) == ["−1", "2"]


@pytest.mark.parametrize(("context", "at_ends"), [(4, True), (5, False)])
def test_many_named_lines_have_a_legend_instead_of_names_at_their_ends(context: int, at_ends: bool) -> None:
    names = ["the claim's own", *(f"pair {k}" for k in range(context))]
    rows = pl.DataFrame(
        [{"year": y, "v": float(k), "pair": n} for k, n in enumerate(names) for y in (2000, 2001)]
    )
    figure = Figure(
        "f",
        "lines",
        "t",
        rows,
        "year",
        "v",
        "Year",
        "V",
        "",
        (),
        "2001",
        series="pair",
        highlight=(names[0],),
    )
    layers = {layer.get("name") for layer in chart(figure)["layer"]}
    assert named_at_ends(figure, LIGHT) is at_ends
    assert "wide-own-names" in layers
    looks = [(kind.colour, kind.dash) for kind in styles(figure, LIGHT)]
    assert len(set(looks)) == len(names)
    texts = json.dumps(
        [layer for layer in chart(figure)["layer"] if layer.get("name") == "wide-context-names"]
    )
    assert ("pair 0" in texts) is at_ends
