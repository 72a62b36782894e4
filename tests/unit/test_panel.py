"""Panels: their rows, what is joined to them and what is not, and the files they become."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest

import multipolar as mp
from multipolar import panel
from multipolar.atlas import Atlas
from multipolar.cli.main import run
from multipolar.errors import InputError, OutputError, OutsideWindow, UnknownState, UnknownVariable
from synthetic import synthetic_atlas


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return synthetic_atlas(tmp_path_factory.mktemp("atlas") / "tables")


def value(frame: pl.DataFrame, column: str, **where: object) -> object:
    return frame.filter(**where)[column].item()


def test_state_years_are_those_of_the_system(invented: Atlas) -> None:
    rows = mp.state_years(1990, 1992, source=invented).to_polars()
    assert rows.columns == ["state", "year", "cow"]
    assert rows.schema == {"state": pl.String, "year": pl.Int16, "cow": pl.Int16}
    assert rows.rows() == rows.sort("cow", "year").rows()
    found = rows.filter(pl.col("state").is_in(["SUN", "RUS", "DEU", "DDR"]))
    assert set(found.select("state", "year", "cow").rows()) == {
        *(("DEU", 1990, 255), ("DEU", 1991, 255), ("DEU", 1992, 255)),
        *(("DDR", 1990, 265), ("SUN", 1990, 365), ("SUN", 1991, 365), ("RUS", 1992, 365)),
    }


def test_values_come_where_they_are_known_and_nowhere_else(invented: Atlas) -> None:
    rows = mp.state_years(1999, 2024, source=invented).add("milper_thousand", "cinc").to_polars()
    assert value(rows, "milper_thousand", state="USA", year=2000) == 1400
    assert value(rows, "milper_thousand", state="USA", year=2001) is None
    assert value(rows, "milper_thousand", state="GBR", year=2000) == 0
    assert value(rows, "cinc", state="USA", year=2023) is None, "the row lies after the window"
    assert rows["cinc"].count() == 3


def test_a_merged_state_has_the_row_of_its_last_code(invented: Atlas) -> None:
    rows = mp.state_years(1990, 1990, ["DEU"], source=invented).add("milper_thousand").to_polars()
    assert rows.rows() == [("DEU", 1990, 255, 2.0)]


def test_years_after_every_window_are_null(invented: Atlas) -> None:
    rows = mp.state_years(2024, 2025, ["USA", "GBR"], source=invented).add("cinc").to_polars()
    assert rows["cinc"].to_list() == [None] * 4


def test_without_a_system_the_rows_are_a_rectangle(invented: Atlas) -> None:
    rows = mp.state_years(1998, 2001, system=None, source=invented).add("cinc").to_polars()
    assert rows.columns == ["state", "year", "cinc"]
    assert rows.select("state", "year").rows() == [(s, y) for s in ("GBR", "USA") for y in range(1998, 2002)]
    named = mp.state_years(1700, 1701, ["AZE"], system=None, source=invented).to_polars()
    assert named.rows() == [("AZE", 1700), ("AZE", 1701)]
    with pytest.raises(InputError, match="there are none"):
        mp.state_years(2000, 2000, system=None, source=invented).to_polars()


def test_microstates_are_asked_for(invented: Atlas) -> None:
    few = mp.state_years(2020, 2020, system="gw", source=invented).to_polars()
    all_of_them = mp.state_years(2020, 2020, system="gw", microstates=True, source=invented).to_polars()
    assert "AND" not in few["state"].to_list()
    assert "AND" in all_of_them["state"].to_list()
    assert few.columns == ["state", "year", "gw"]


def test_adding_makes_a_new_panel_and_runs_nothing(invented: Atlas) -> None:
    one = mp.state_years(2000, 2000, source=invented)
    two = one.add("cinc")
    assert (one.variables, two.variables) == ((), ("cinc",))
    assert two.add("milper_thousand").variables == ("cinc", "milper_thousand")


def test_pairs_are_once_or_twice(invented: Atlas) -> None:
    states = ["USA", "GBR", "FRA"]
    once = mp.dyad_years(2000, 2001, states, source=invented).to_polars()
    twice = mp.dyad_years(2000, 2001, states, directed=True, source=invented).to_polars()
    assert once.columns == ["state_i", "state_j", "year", "cow_i", "cow_j"]
    assert once.select("state_i", "state_j", "year").rows() == [
        (i, j, year) for i, j in (("USA", "GBR"), ("USA", "FRA"), ("GBR", "FRA")) for year in (2000, 2001)
    ]
    assert twice.height == 12
    assert (once["cow_i"] < once["cow_j"]).all()


def test_ties_in_a_directed_panel(invented: Atlas) -> None:
    rows = mp.dyad_years(2000, 2000, ["USA", "GBR", "FRA"], directed=True, source=invented)
    frame = rows.add("trade_exports", "trade_total", "alliance_defence", "distance_km", "cinc").to_polars()
    forth, back = {"state_i": "USA", "state_j": "GBR"}, {"state_i": "GBR", "state_j": "USA"}
    assert value(frame, "trade_exports", **forth) == 40
    assert value(frame, "trade_exports", **back) is None
    assert value(frame, "trade_total", **forth) == value(frame, "trade_total", **back) == 92
    assert value(frame, "alliance_defence", state_i="FRA", state_j="USA") == 1, "one side's promise is enough"
    assert value(frame, "alliance_defence", state_i="GBR", state_j="FRA") == 0
    assert value(frame, "distance_km", **back) == 5001
    assert value(frame, "distance_km", state_i="GBR", state_j="FRA") is None
    assert (value(frame, "cinc_i", **forth), value(frame, "cinc_j", **forth)) == (0.14, 0.02)


def test_a_directed_tie_in_an_undirected_panel_is_two_columns(invented: Atlas) -> None:
    frame = mp.dyad_years(2000, 2000, ["USA", "GBR"], source=invented).add("trade_imports").to_polars()
    assert frame.select("trade_imports_ij", "trade_imports_ji").rows() == [(44.0, 50.0)]


def test_no_zero_after_the_window_and_none_outside_the_system(invented: Atlas) -> None:
    states = ["USA", "GBR", "AZE"]
    frame = mp.dyad_years(2017, 2019, states, source=invented).add("alliance_defence").to_polars()
    pair = frame.filter(state_i="USA", state_j="GBR").sort("year")
    assert pair["alliance_defence"].to_list() == [0, 1, None]
    before = (
        mp.dyad_years(1985, 1985, states, system=None, source=invented).add("alliance_defence").to_polars()
    )
    assert value(before, "alliance_defence", state_i="AZE", state_j="USA") is None
    assert value(before, "alliance_defence", state_i="GBR", state_j="USA") == 0


def test_an_array_is_the_same_as_the_rows(invented: Atlas) -> None:
    chosen = mp.state_years(1999, 2001, ["GBR", "USA"], source=invented).add("cinc", "milper_thousand")
    arrays = chosen.to_numpy()
    assert arrays.values.shape == (2, 3, 2)
    assert (arrays.variables, arrays.states) == (("cinc", "milper_thousand"), ("GBR", "USA"))
    assert arrays.years.tolist() == [1999, 2000, 2001]
    np.testing.assert_array_equal(arrays.values[0], [[np.nan, np.nan], [0.02, 0.14], [np.nan, 0.15]])
    with pytest.raises(InputError, match="empty"):
        mp.state_years(1999, 2001, source=invented).to_numpy()


def test_every_form_has_the_same_rows(invented: Atlas, tmp_path: Path) -> None:
    rows = mp.state_years(2000, 2001, ["GBR", "USA"], source=invented).add("cinc")
    frame = rows.to_polars()
    assert pl.DataFrame(rows.to_arrow()).equals(frame)
    assert pl.read_csv(rows.to_csv(tmp_path / "a.csv"), schema=frame.schema).equals(frame)
    assert pl.read_parquet(rows.to_parquet(tmp_path / "a.parquet")).equals(frame)
    assert len(rows.to_pandas()) == frame.height


def test_a_parquet_file_names_its_vintages_and_windows(invented: Atlas, tmp_path: Path) -> None:
    path = (
        mp.dyad_years(2000, 2000, ["USA", "GBR"], source=invented)
        .add("alliance_any", "cinc")
        .to_parquet(tmp_path / "pairs.parquet")
    )
    note = json.loads(pq.read_schema(path).metadata[b"multipolar"])
    assert set(note["vintages"]) == {"atop", "nmc"}
    assert note["columns"]["alliance_any"]["last_year"] == 2018
    assert note["columns"]["alliance_any"]["absence"] == "structural_zero"


def test_a_file_is_whole_or_not_there(invented: Atlas, tmp_path: Path) -> None:
    target = tmp_path / "taken.csv"
    target.mkdir()
    with pytest.raises(OutputError, match="could not be written"):
        mp.state_years(2000, 2000, source=invented).to_csv(target)
    assert [path.name for path in tmp_path.iterdir()] == ["taken.csv"]


@pytest.mark.parametrize(
    ("years", "states", "system", "error", "words"),
    [
        ((2001, 2000), None, "cow", InputError, "after the last"),
        ((2000.5, 2001), None, "cow", InputError, "whole number"),
        ((True, 2001), None, "cow", InputError, "whole number"),
        ((1700, 1900), None, "cow", OutsideWindow, "1816 to 2025"),
        ((2000, 2000), [], "cow", InputError, "empty"),
        ((2000, 2000), ["USA", "United States"], "cow", InputError, "named twice"),
        ((2000, 2000), ["Atlantis"], "cow", UnknownState, "Atlantis"),
        ((2000, 2000), "USA", "cow", InputError, "as a list"),
        ((2000, 2000), 5, "cow", InputError, "as a list"),
        ((0, 2000), ["USA", "GBR"], None, InputError, "1 to 9999"),
        ((2000, 40_000), ["USA", "GBR"], None, InputError, "1 to 9999"),
        ((2000, 2000), None, "cwo", InputError, "Did you mean 'cow'"),
    ],
)
def test_bad_input_says_what_is_wrong(
    years: tuple[int, int], states: list[str] | None, system: str, error: type, words: str
) -> None:
    for start in (mp.state_years, mp.dyad_years):
        with pytest.raises(error, match=words):
            start(*years, states, system=system)


def test_columns_must_exist_and_come_once() -> None:
    rows = mp.state_years(2000, 2000)
    with pytest.raises(UnknownVariable, match="Did you mean 'cinc'"):
        rows.add("cincc")
    with pytest.raises(InputError, match="named twice"):
        rows.add("cinc").add("cinc")
    with pytest.raises(UnknownVariable, match="It is a layer"):
        rows.add("alliance_defence")
    with pytest.raises(UnknownVariable, match="variable of single states"):
        mp.layer("cinc", 2000, 2000)
    with pytest.raises(UnknownVariable):
        rows.add(["cinc"])  # type: ignore[arg-type]
    with pytest.raises(UnknownVariable, match="alliance_defence"):
        mp.dyad_years(2000, 2000).add("alliance_defense")
    with pytest.raises(InputError, match="system or a list"):
        mp.dyad_years(2000, 2000, system=None)
    with pytest.raises(InputError, match="two states"):
        mp.dyad_years(2000, 2000, ["AZE"])


def test_years_may_be_numpys(invented: Atlas) -> None:
    first, last = np.array([2000, 2001])
    ours = mp.state_years(first, last, source=invented).to_polars()
    assert ours.equals(mp.state_years(2000, 2001, source=invented).to_polars())
    assert mp.why_missing("cinc", "USA", first) == mp.why_missing("cinc", "USA", 2000)


def test_columns_can_be_searched() -> None:
    everything = panel.columns()
    assert {"cinc", "trade_exports"} <= set(everything["column"])
    found = panel.columns("GAS reserves")
    assert found["column"].to_list() == ["natural_gas_proved_reserves_mtoe"]
    assert panel.columns("no such thing").is_empty()


def test_the_command_line_lists_columns_and_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["panel", "columns", "defence"]) == 0
    assert "alliance_defence" in capsys.readouterr().out
    years = ["--from", "2000", "--to", "2000"]
    assert run(["panel", "state-years", *years, "--add", "cincc"]) == 2
    assert "Did you mean 'cinc'" in capsys.readouterr().err
    assert run(["panel", "columns", "phlogiston"]) == 2
    assert "No column matches. Got: phlogiston." in capsys.readouterr().err
    assert run(["panel", "state-years", *years, "--out", str(tmp_path / "a.xlsx")]) == 2
    assert ".csv or .parquet" in capsys.readouterr().err
    assert run(["panel", "state-years", "--from", "2001", "--to", "2000"]) == 2


def test_the_command_line_writes_and_shows_panels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    years = ["--from", "2015", "--to", "2016", "--states", "AZE, Türkiye"]
    out = tmp_path / "power.csv"
    assert run(["panel", "state-years", *years, "--add", "cinc,milper_thousand", "--out", str(out)]) == 0
    assert "National Material Capabilities" in capsys.readouterr().out
    assert pl.read_csv(out).columns == ["state", "year", "cow", "cinc", "milper_thousand"]
    assert run(["panel", "dyad-years", *years, "--add", "alliance_defence"]) == 0
    assert "AZE\tTUR\t2015\t373\t640\t1" in capsys.readouterr().out


def test_a_variable_made_of_two_columns_is_unknown_where_one_is() -> None:
    names = ["milex_usd2015", "milex_percent_gdp", "gdp_usd2015"]
    rows = mp.state_years(1988, 2024).add(*names).to_polars()
    known = pl.all_horizontal(pl.col(names[1:]).is_not_null())
    assert rows.select((pl.col(names[0]).is_not_null() == known).all()).item()
    assert rows[names[0]].count() > 4000
