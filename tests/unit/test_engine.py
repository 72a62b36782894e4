"""The engine: tables by name, SQL expressions, and what becomes of a broken file."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest

from multipolar import engine
from multipolar.errors import AtlasError, UnknownVariable


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "some.parquet"
    pl.DataFrame({"state": ["AZE", "TUR"], "year": [2020, None], "allied": [True, False]}).write_parquet(path)
    return path


def test_a_table_is_a_lazy_expression_over_its_file(rows: Path) -> None:
    some = engine.duckdb({"some": rows})
    table = some.table("some")
    assert some.run(table.filter(table.year == 2020)).to_pylist() == [
        {"state": "AZE", "year": 2020, "allied": True}
    ]
    assert some.table("some") is table


def test_selected_booleans_are_numbers_and_nulls_stay(rows: Path) -> None:
    some = engine.duckdb({"some": rows})
    found = some.run(some.select("some", {"value": "allied", "next": "year + 1"})).to_pydict()
    assert found == {"value": [1, 0], "next": [2021, None]}


def test_rows_in_memory_join_a_table(rows: Path) -> None:
    some = engine.duckdb({"some": rows})
    frame = some.frame(pl.DataFrame({"state": ["TUR"], "name": ["Türkiye"]}))
    assert some.run(frame.join(some.table("some"), "state").select("name", "allied")).to_pylist() == [
        {"name": "Türkiye", "allied": False}
    ]


def test_one_engine_a_set_of_tables(rows: Path) -> None:
    assert engine.duckdb({"some": rows}) is engine.duckdb({"some": rows})


def test_threads_do_not_share_a_connection(rows: Path) -> None:
    def count(_: int) -> int:
        some = engine.duckdb({"some": rows})
        frame = some.frame(pl.DataFrame({"state": ["TUR", "AZE"]}))
        return int(some.run(frame.join(some.table("some"), "state")).num_rows)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(count, range(40))) == [2] * 40


def test_an_unknown_table_is_named_with_the_nearest(rows: Path) -> None:
    with pytest.raises(UnknownVariable, match="Did you mean 'some'"):
        engine.duckdb({"some": rows}).table("sme")


def test_a_file_that_is_no_parquet_is_an_atlas_error(tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(b"no parquet")
    with pytest.raises(AtlasError, match="cannot be read"):
        engine.duckdb({"broken": path}).table("broken")


def test_importing_multipolar_loads_no_engine() -> None:
    code = (
        "import sys, multipolar, multipolar.panel, multipolar.atlas; "
        "print([name for name in ('ibis', 'duckdb', 'pandas', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
