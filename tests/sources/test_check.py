"""A table that breaks its schema is refused, with the rows that break it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError, UnavailableError, UnknownSource
from multipolar.sources import Source, SourceFile, TableSchema, all_sources, check, read, source
from multipolar.sources.tidy import expect_columns, read_csv, typed, with_state

SCHEMA = TableSchema(
    columns={"state": pl.String, "year": pl.Int16, "share": pl.Float64},
    key=("state", "year"),
    description="A state in a year.",
    ranges={"share": (0, 1)},
)
GOOD = pl.DataFrame(
    {"state": ["AZE", "ARM"], "year": [1992, 1992], "share": [0.5, None]}, schema=dict(SCHEMA.columns)
)


def a_source(**changes: object) -> Source:
    fields: dict[str, object] = {
        "id": "some",
        "title": "Some",
        "producer": "Nobody",
        "version": "1",
        "citation": "@misc{some}",
        "licence": "none",
        "embed": False,
        "accessed": dt.date(2026, 11, 23),
        "files": (SourceFile("some.csv", "0" * 64, 1),),
        "first_year": 1991,
        "last_year": 2024,
        "tables": {"shares": SCHEMA},
        "read": lambda files: {"shares": GOOD},
    }
    return Source(**{**fields, **changes})  # type: ignore[arg-type]


def refused(frame: pl.DataFrame, schema: TableSchema = SCHEMA) -> str:
    with pytest.raises(SchemaError) as caught:
        check(frame, schema, a_source(tables={"shares": schema}))
    assert "source some, table shares" in str(caught.value)
    return str(caught.value)


def test_a_good_table_comes_back_as_it_is() -> None:
    assert check(GOOD, SCHEMA, a_source()) is GOOD


def test_columns_are_exactly_the_declared() -> None:
    assert "missing share" in refused(GOOD.drop("share"))
    assert "extra more" in refused(GOOD.with_columns(more=1))
    assert "another order" in refused(GOOD.select("year", "state", "share"))


def test_types_are_exactly_the_declared() -> None:
    message = refused(GOOD.cast({"year": pl.Int64}))
    assert "column year" in message
    assert "Expected: Int16. Got: Int64" in message


def test_a_table_without_rows_is_refused() -> None:
    assert "no rows" in refused(GOOD.clear())


def test_a_key_is_not_null_and_not_repeated() -> None:
    unknown = GOOD.with_columns(pl.lit(None, pl.String).alias("state"))
    assert "is null in some rows" in refused(unknown)
    message = refused(pl.concat([GOOD, GOOD.head(1)]))
    assert "share one key (state, year)" in message
    assert "state=AZE, year=1992" in message


def test_numbers_are_finite_and_in_range() -> None:
    assert "outside 0 to 1" in refused(GOOD.with_columns(share=pl.Series([1.5, 0.0])))
    for wrong in (float("nan"), float("inf")):
        assert "NaN or an infinity" in refused(GOOD.with_columns(share=pl.Series([wrong, 0.0])))


def test_rows_are_inside_the_window() -> None:
    wrong = GOOD.with_columns(year=pl.Series([1990, 2024], dtype=pl.Int16))
    assert "outside 1991 to 2024" in refused(wrong)
    dated = TableSchema(columns={"date": pl.Date}, key=("date",), description="A day.", window="date")
    days = pl.DataFrame({"date": [dt.date(1991, 1, 1), dt.date(2025, 1, 1)]})
    assert "date=2025-01-01" in refused(days, dated)
    check(days.head(1), dated, a_source())


@pytest.mark.parametrize(
    "thrown",
    [
        ValueError("bad"),
        KeyError("column"),
        TypeError("type"),
        RecursionError("deep"),
        MemoryError(),
        EOFError("end"),
        OSError("device"),
        AssertionError("lib"),
        ZeroDivisionError("zero"),
        pl.exceptions.ColumnNotFoundError("gone"),
        pl.exceptions.PanicException("panicked"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_a_parser_throws_becomes_a_schema_error_that_names_the_file(thrown: BaseException) -> None:
    def reader(files: dict[str, Path]) -> dict[str, pl.DataFrame]:
        files["some.csv"]
        raise thrown

    with pytest.raises(SchemaError, match=r"source some .* Where: some\.csv") as caught:
        read(a_source(read=reader), files={"some.csv": Path("some.csv")})
    assert caught.value.__cause__ is thrown


def test_an_interrupt_passes() -> None:
    def reader(files: dict[str, Path]) -> dict[str, pl.DataFrame]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(a_source(read=reader), files={})


def test_a_file_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    def reader(files: dict[str, Path]) -> dict[str, pl.DataFrame]:
        return {"shares": read_csv(files["some.csv"], {"state": pl.String})}

    for path in (tmp_path / "gone.csv", tmp_path):
        with pytest.raises(UnavailableError, match=r"some\.csv"):
            read(a_source(read=reader), files={"some.csv": path})


def test_a_reader_must_make_the_tables_it_declares() -> None:
    with pytest.raises(SchemaError, match="other tables than it declares"):
        read(a_source(read=lambda files: {"other": GOOD}), files={})


def test_rows_come_out_sorted_by_key() -> None:
    assert read(a_source(), files={})["shares"]["state"].to_list() == ["ARM", "AZE"]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(SchemaError, match="Columns are missing: b, c"):
        expect_columns(pl.DataFrame({"a": [1]}), ["a", "b", "c"], "a file")


def test_a_value_of_another_type_is_shown_not_nulled() -> None:
    with pytest.raises(SchemaError, match=r"not of type Int16.*year=soon"):
        typed(pl.DataFrame({"year": ["1991", None, "soon"]}), {"year": pl.Int16}, "a file")
    with pytest.raises(SchemaError, match="not of type Int16"):
        typed(pl.DataFrame({"year": ["99999"]}), {"year": pl.Int16}, "a file")


def test_an_unknown_code_is_never_dropped_in_silence() -> None:
    rows = pl.DataFrame({"code": ["AZE", "QQQ", None], "year": [1992, 1992, 1992]})
    with pytest.raises(SchemaError, match=r"2 such rows.*code=QQQ, year=1992; code=None"):
        with_state(rows, "iso3", "code", "year", "a file")
    with pytest.raises(SchemaError, match="1 such rows"):
        with_state(rows, "iso3", "code", "year", "a file", drop=["QQQ"])


def test_every_source_is_complete_and_honest_about_itself() -> None:
    for name, each in all_sources().items():
        assert each.id == name == source(name.upper()).id
        assert each.citation.startswith("@"), name
        assert each.citation.count("{") == each.citation.count("}"), name
        assert each.licence, name
        assert each.gaps, name
        assert len({file.path for file in each.files}) == len(each.files), name
        for file in each.files:
            assert len(file.sha256) == 64, name
            assert file.size_bytes > 0, name
            pinned = "https://raw.githubusercontent.com/"
            assert file.url is None or file.url.startswith(pinned), name
            assert file.url is None or len(file.url.removeprefix(pinned).split("/")[2]) == 40, name
        for schema in each.tables.values():
            assert set(schema.key) <= set(schema.columns), name
            assert set(schema.ranges) <= set(schema.columns), name
            assert schema.window is None or schema.window in schema.columns, name


def test_no_table_belongs_to_two_sources() -> None:
    names = [table for each in all_sources().values() for table in each.tables]
    assert len(names) == len(set(names))


def test_checksums_are_those_of_the_data_folder(shared_data: Path) -> None:
    recorded = dict(
        reversed(line.split(maxsplit=1)) for line in (shared_data / "SHA256SUMS").read_text().splitlines()
    )
    for each in all_sources().values():
        for file in each.files:
            assert recorded[f"./{file.path}"] == file.sha256
            assert (shared_data / file.path).stat().st_size == file.size_bytes


def test_an_unknown_source_offers_the_nearest() -> None:
    with pytest.raises(UnknownSource, match="Did you mean 'gapminder'"):
        source("gapmidner")
    # A module of the framework is no source.
    with pytest.raises(UnknownSource):
        source("check")
