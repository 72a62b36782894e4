"""Ties, votes and daily events as arrays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import multipolar as mp
from multipolar.atlas import Atlas
from multipolar.errors import InputError, OutsideWindow, UnknownVariable
from multipolar.sources import TableSchema
from synthetic import rows_of, synthetic_atlas, synthetic_source

ROLLCALLS = TableSchema(
    columns={"rollcall": pl.Int32, "date": pl.Date, "final": pl.Boolean},
    key=("rollcall",),
    window="date",
    description="",
)
VOTES = TableSchema(
    columns={"rollcall": pl.Int32, "state": pl.String, "vote": pl.Int8},
    key=("rollcall", "state"),
    window=None,
    description="",
)
UN = synthetic_source(
    "un_votes",
    {
        "un_rollcalls": (
            ROLLCALLS,
            rows_of(
                ROLLCALLS,
                [
                    {"rollcall": 1, "date": dt.date(1999, 12, 1), "final": True},
                    {"rollcall": 2, "date": dt.date(2000, 6, 1), "final": False},
                    {"rollcall": 3, "date": dt.date(2000, 5, 1), "final": True},
                ],
            ),
        ),
        "un_votes": (
            VOTES,
            rows_of(
                VOTES,
                [
                    {"rollcall": 1, "state": "SUN", "vote": 3},
                    {"rollcall": 2, "state": "USA", "vote": 3},
                    {"rollcall": 3, "state": "USA", "vote": 1},
                    {"rollcall": 2, "state": "AZE", "vote": 8},
                ],
            ),
        ),
    },
)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return synthetic_atlas(tmp_path_factory.mktemp("atlas") / "tables", UN)


def test_a_layer_has_its_ties_at_their_places(invented: Atlas) -> None:
    trade = mp.layer("trade_exports", 1999, 2000, ["GBR", "USA", "FRA"], source=invented)
    assert (trade.states, trade.years.tolist()) == (("GBR", "USA", "FRA"), [1999, 2000])
    assert np.isnan(trade.values[0]).all()
    assert (trade.values[1, 1, 0], trade.values[1, 1, 2]) == (40, 0)
    assert np.isfinite(trade.values).sum() == 2
    assert (trade.unit, trade.directed, trade.source) == ("million current US$", True, "imf_dots")


def test_structural_zeros_stay_inside_the_window(invented: Atlas) -> None:
    pacts = mp.layer("alliance_defence", 2017, 2020, ["USA", "GBR", "FRA"], source=invented).values
    assert pacts[0, 0, 1] == 0
    assert pacts[1, 0, 1] == pacts[1, 1, 0] == 1
    assert np.isnan(pacts[2:]).all()
    assert np.isnan(pacts[0].diagonal()).all()


def test_structural_zeros_are_between_members_only(invented: Atlas) -> None:
    pacts = mp.layer("alliance_defence", 1990, 1992, ["SUN", "AZE", "USA"], source=invented).values
    assert pacts[:, 0, 2].tolist() == [0, 0, pytest.approx(np.nan, nan_ok=True)]
    assert np.isnan(pacts[0, 1, 2])
    assert pacts[2, 1, 2] == 0


def test_a_tie_without_time_stands_in_every_year(invented: Atlas) -> None:
    distance = mp.layer("distance_km", 1900, 2025, ["USA", "GBR"], source=invented)
    assert (distance.values[:, 0, 1] == 5001).all()
    assert (distance.first_year, distance.last_year) == (None, None)


def test_all_members_in_alphabetical_order_are_the_axes(invented: Atlas) -> None:
    pacts = mp.layer("alliance_any", 1816, 1817, source=invented)
    assert len(pacts.states) == 23
    assert list(pacts.states) == sorted(pacts.states)


def test_a_layer_without_any_year_in_the_window_is_an_error(invented: Atlas) -> None:
    with pytest.raises(OutsideWindow, match="1960 to 2020"):
        mp.layer("trade_exports", 2021, 2023, source=invented)
    with pytest.raises(UnknownVariable, match="Did you mean 'trade_exports'"):
        mp.layer("trade_export", 2000, 2000, source=invented)
    with pytest.raises(InputError, match="named twice"):
        mp.layer("trade_exports", 2000, 2000, ["USA", "USA"], source=invented)


def test_votes_are_a_matrix_in_the_order_of_the_roll_calls(invented: Atlas) -> None:
    everything = mp.votes(1999, 2000, final=False, source=invented)
    assert everything.rollcalls["rollcall"].to_list() == [1, 3, 2]
    assert everything.states == ("AZE", "SUN", "USA")
    assert everything.matrix.tolist() == [[0, 3, 0], [0, 0, 1], [8, 0, 3]]
    assert everything.matrix.dtype == np.int8


def test_only_final_votes_unless_asked(invented: Atlas) -> None:
    final = mp.votes(2000, 2000, source=invented)
    assert (final.states, final.matrix.tolist()) == (("USA",), [[1]])
    with pytest.raises(OutsideWindow, match="1999 to 2000"):
        mp.votes(1950, 1960, source=invented)


def test_days_are_covered_silent_or_unknown(invented: Atlas) -> None:
    days = mp.daily(["USA", "GBR", "BIH"], dt.date(2020, 1, 1), dt.date(2020, 1, 3), source=invented)
    assert days.covered.tolist() == [True, False, True]
    assert days.values[:, 0, 1].tolist() == [0, pytest.approx(np.nan, nan_ok=True), -5]
    assert days.values[2, 1, 0] == -5
    assert np.isnan(days.values[:, 2]).all(), "a state that is never named is unknown"
    assert days.dates[-1] == np.datetime64("2020-01-03")


def test_days_must_fit(invented: Atlas) -> None:
    start, end = dt.date(2020, 1, 1), dt.date(2020, 1, 3)
    with pytest.raises(OutsideWindow, match="2020"):
        mp.daily(["USA", "GBR"], dt.date(1990, 1, 1), dt.date(1990, 1, 3), source=invented)
    with pytest.raises(InputError, match="after the last"):
        mp.daily(["USA", "GBR"], end, start, source=invented)
    with pytest.raises(InputError, match="at least two"):
        mp.daily(["USA"], start, end, source=invented)
    with pytest.raises(InputError, match="not a date"):
        mp.daily(["USA", "GBR"], 2020, end, source=invented)  # type: ignore[arg-type]


def test_a_listed_tie_without_a_value_is_unknown_and_not_zero(tmp_path: Path) -> None:
    from synthetic import ALLIANCES, GBR, USA, alliance_rows

    rows = rows_of(ALLIANCES, alliance_rows(USA, GBR, 2000, forth=None, back=None))  # type: ignore[arg-type]
    source = synthetic_atlas(tmp_path / "tables", synthetic_source("atop", {"alliances": (ALLIANCES, rows)}))
    assert np.isnan(mp.layer("alliance_defence", 2000, 2000, ["USA", "GBR"], source=source).values).all()
    frame = mp.dyad_years(2000, 2000, ["USA", "GBR"], source=source).add("alliance_defence").to_polars()
    assert frame["alliance_defence"].to_list() == [None]
