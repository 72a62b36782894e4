"""A damaged Parquet file is an error that says so."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError
from multipolar.sources.parquet import read_parquet

SLICE = Path(__file__).parent / "slices" / "baci" / "baci_2023_bilateral_194.parquet"


def test_named_columns_come_with_their_types() -> None:
    frame = read_parquet(SLICE, {"year": pl.Int16, "exporter": pl.String})
    assert dict(frame.schema) == {"year": pl.Int16(), "exporter": pl.String()}


@pytest.mark.parametrize("damage", ["", "state,year\nAZE,1991\n", None])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: str | None) -> None:
    whole = SLICE.read_bytes()
    (tmp_path / "damaged").write_bytes(whole[: len(whole) // 2] if damage is None else damage.encode())
    with pytest.raises(SchemaError, match="cannot be read as Parquet"):
        read_parquet(tmp_path / "damaged", {"year": pl.Int16})


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="Columns are missing: month"):
        read_parquet(SLICE, {"month": pl.Int8})
