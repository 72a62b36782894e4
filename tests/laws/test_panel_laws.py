"""What holds of every panel and layer, whatever the rows: null stays null, windows close, names are only names."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import multipolar as mp
from multipolar.atlas import Atlas
from multipolar.errors import SchemaError
from synthetic import (
    ALLIANCES,
    NMC,
    TRADE,
    alliance_rows,
    nmc_row,
    rows_of,
    synthetic_atlas,
    synthetic_source,
)

CODES = {"USA": 2, "GBR": 200, "FRA": 220, "ITA": 325, "TUR": 640}
STATES = sorted(CODES)
YEARS = (2015, 2024)  # alliances end in 2018, trade in 2020, capabilities in 2022
quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])

state = st.sampled_from(STATES)
year = st.integers(*YEARS)
number = st.one_of(st.none(), st.floats(0, 1e6, width=32, allow_nan=False))
pair = st.tuples(state, state).filter(lambda both: both[0] != both[1])
capabilities = st.dictionaries(st.tuples(state, year), number, max_size=20)
exports = st.dictionaries(st.tuples(pair, year), number, max_size=20)
pacts = st.dictionaries(
    st.tuples(pair.map(lambda both: tuple(sorted(both))), year), st.booleans(), max_size=15
)


def nmc_source(values: dict[tuple[str, int], float | None]) -> object:
    rows = [nmc_row(CODES[s], y, s, milper_thousand=value) for (s, y), value in values.items()]
    rows.append(nmc_row(365, 2000, "RUS"))  # of another state and year, since no table may be empty
    return synthetic_source("nmc", {"nmc": (NMC, rows_of(NMC, rows))})


def trade_source(values: dict[tuple[tuple[str, str], int], float | None]) -> object:
    rows = [
        {"state_i": i, "state_j": j, "year": y, "exports_fob_musd": value}
        for ((i, j), y), value in values.items()
    ]
    rows.append({"state_i": "RUS", "state_j": "USA", "year": 2000})
    return synthetic_source("imf_dots", {"trade": (TRADE, rows_of(TRADE, rows))})


def pact_source(values: dict[tuple[tuple[str, str], int], bool]) -> object:
    rows = [
        row
        for ((i, j), y), bound in values.items()
        for row in alliance_rows((CODES[i], i), (CODES[j], j), y, forth=bound, back=False)
    ]
    rows += alliance_rows((365, "RUS"), (2, "USA"), 2000)
    return synthetic_source("atop", {"alliances": (ALLIANCES, rows_of(ALLIANCES, rows))})


@contextmanager
def atlas_of(*replacing: object) -> Iterator[Atlas]:
    with tempfile.TemporaryDirectory() as folder:
        yield synthetic_atlas(Path(folder) / "tables", *replacing)  # type: ignore[arg-type]


@quick
@given(capabilities)
def test_a_panel_holds_exactly_the_known_values_of_the_window(
    values: dict[tuple[str, int], float | None],
) -> None:
    with atlas_of(nmc_source(values)) as source:
        frame = mp.state_years(*YEARS, STATES, source=source).add("milper_thousand").to_polars()
    found = {(s, y): value for s, y, value in frame.select("state", "year", "milper_thousand").rows()}
    expected = {
        (s, y): values.get((s, y)) if y <= 2022 else None
        for s in STATES
        for y in range(YEARS[0], YEARS[1] + 1)
    }
    assert found == expected


@quick
@given(exports)
def test_a_layer_and_a_panel_agree_and_null_is_never_zero(
    values: dict[tuple[tuple[str, str], int], float | None],
) -> None:
    with atlas_of(trade_source(values)) as source:
        array = mp.layer("trade_exports", *YEARS, STATES, source=source).values
        rows = mp.dyad_years(*YEARS, STATES, directed=True, source=source).add("trade_exports").to_polars()
    for i, j, y, value in rows.select("state_i", "state_j", "year", "trade_exports").rows():
        expected = values.get(((i, j), y)) if y <= 2020 else None
        assert value == (None if expected is None else pytest.approx(expected, rel=1e-6))
        cell = array[y - YEARS[0], STATES.index(i), STATES.index(j)]
        assert np.isnan(cell) if value is None else cell == value


@quick
@given(pacts)
def test_an_undirected_layer_is_symmetric_and_complete_inside_its_window(
    values: dict[tuple[tuple[str, str], int], bool],
) -> None:
    with atlas_of(pact_source(values)) as source:
        array = mp.layer("alliance_defence", *YEARS, STATES, source=source).values
        rows = mp.dyad_years(*YEARS, STATES, source=source).add("alliance_defence").to_polars()
    np.testing.assert_array_equal(array, array.swapaxes(1, 2))
    inside, off = array[:4], ~np.eye(len(STATES), dtype=bool)
    assert np.isin(inside[:, off], [0, 1]).all()
    assert np.isnan(array[4:]).all()
    assert inside[:, off].sum() == 2 * sum(bound for (_, y), bound in values.items() if y <= 2018)
    for i, j, y, value in rows.select("state_i", "state_j", "year", "alliance_defence").rows():
        cell = array[y - YEARS[0], STATES.index(i), STATES.index(j)]
        assert np.isnan(cell) if value is None else cell == value


@quick
@given(exports, st.permutations(STATES))
def test_another_order_of_the_states_permutes_the_axes(
    values: dict[tuple[tuple[str, str], int], float | None], order: list[str]
) -> None:
    with atlas_of(trade_source(values)) as source:
        one = mp.layer("trade_total", *YEARS, STATES, source=source).values
        other = mp.layer("trade_total", *YEARS, order, source=source).values
    at = [STATES.index(each) for each in order]
    np.testing.assert_array_equal(other, one[:, at][:, :, at])


@quick
@given(capabilities, st.permutations(STATES))
def test_other_names_for_the_states_move_the_values_with_them(
    values: dict[tuple[str, int], float | None], order: list[str]
) -> None:
    renamed = dict(zip(STATES, order, strict=True))
    moved = {(renamed[s], y): value for (s, y), value in values.items()}
    with atlas_of(nmc_source(values)) as source:
        one = mp.state_years(*YEARS, STATES, source=source).add("milper_thousand").to_numpy()
    with atlas_of(nmc_source(moved)) as source:
        other = mp.state_years(*YEARS, order, source=source).add("milper_thousand").to_numpy()
    np.testing.assert_array_equal(one.values, other.values)


@quick
@given(capabilities)
def test_no_join_ever_adds_or_loses_a_row(values: dict[tuple[str, int], float | None]) -> None:
    with atlas_of(nmc_source(values)) as source:
        bare = mp.dyad_years(*YEARS, STATES, directed=True, source=source)
        full = bare.add("milper_thousand", "alliance_any", "trade_total", "trade_exports", "distance_km")
        keys = ["state_i", "state_j", "year"]
        assert full.to_polars().select(keys).rows() == bare.to_polars().select(keys).rows()


@quick
@given(st.lists(st.tuples(state, year), min_size=1, max_size=8), st.randoms())
def test_a_repeated_row_is_refused(keys: list[tuple[str, int]], random: object) -> None:
    once = list(dict.fromkeys(keys))
    rows = [nmc_row(CODES[s], y, s) for s, y in once]
    twice = [*rows, random.choice(rows)]  # type: ignore[attr-defined]
    for given_rows, fits in ((rows, True), (twice, False)):
        source = synthetic_source("nmc", {"nmc": (NMC, rows_of(NMC, given_rows))})
        with tempfile.TemporaryDirectory() as folder:
            if fits:
                assert synthetic_atlas(Path(folder) / "tables", source).table("nmc").rows == len(once)
            else:
                with pytest.raises(SchemaError, match=r"(?i)share"):
                    synthetic_atlas(Path(folder) / "tables", source)


@quick
@given(capabilities, st.randoms())
def test_the_order_of_the_rows_changes_no_byte(
    values: dict[tuple[str, int], float | None], random: object
) -> None:
    rows = [nmc_row(CODES[s], y, s, milper_thousand=value) for (s, y), value in values.items()] or [
        nmc_row(2, 2000, "USA")
    ]
    shuffled = random.sample(rows, len(rows))  # type: ignore[attr-defined]
    bytes_of = []
    for each in (rows, shuffled):
        source = synthetic_source("nmc", {"nmc": (NMC, rows_of(NMC, each))})
        with atlas_of(source) as opened:
            bytes_of.append((opened.path("nmc").read_bytes(), pl.read_parquet(opened.path("nmc")).rows()))
    assert bytes_of[0] == bytes_of[1]
