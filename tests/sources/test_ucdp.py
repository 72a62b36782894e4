"""The reader of armed conflicts: a true slice with Karabakh and the broken line, and the whole file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from multipolar.errors import SchemaError
from multipolar.sources import read, source
from multipolar.sources.ucdp import FILE

SLICE = Path(__file__).parent / "slices" / "ucdp" / "UcdpPrioConflict_v25_1.csv"
UCDP = source("ucdp")
KARABAKH = 388


@pytest.fixture(scope="module")
def conflicts() -> pl.DataFrame:
    return read(UCDP, files={FILE: SLICE})["conflict_years"]


def one(conflicts: pl.DataFrame, conflict: int, year: int) -> dict[str, object]:
    wanted = (pl.col("conflict_id") == conflict) & (pl.col("year") == year)
    return conflicts.row(by_predicate=wanted, named=True)


def test_karabakh_was_a_war_in_2020_and_minor_before_and_after(conflicts: pl.DataFrame) -> None:
    rows = conflicts.filter((pl.col("conflict_id") == KARABAKH) & (pl.col("year") >= 2013)).sort("year")
    assert dict(rows.select("year", "intensity").iter_rows()) == {
        **dict.fromkeys([2014, 2015, 2016, 2017], 1),
        2020: 2,
        **dict.fromkeys([2021, 2022, 2023], 1),
    }


def test_who_fought_and_who_supported(conflicts: pl.DataFrame) -> None:
    war = one(conflicts, KARABAKH, 2020)
    assert (war["states_a"], war["supporters_a"]) == ("AZE;TUR", "TUR")
    assert (war["states_b"], war["supporters_b"]) == ("ARM", "ARM")
    assert war["episode_start"] == dt.date(2020, 7, 16)
    assert one(conflicts, KARABAKH, 2023)["ep_end_date"] == dt.date(2023, 12, 4)


def test_the_line_that_was_published_broken(conflicts: pl.DataFrame) -> None:
    etim = one(conflicts, 11349, 2008)
    assert (etim["side_b"], etim["intensity"], etim["states_a"], etim["ep_end_date"]) == (
        "ETIM",
        1,
        "CHN",
        dt.date(2008, 8, 29),
    )


def test_codes_that_are_no_state_or_another_one(conflicts: pl.DataFrame) -> None:
    hyderabad = one(conflicts, 226, 1948)
    assert (hyderabad["states_a"], hyderabad["states_b"]) == (None, "IND")
    assert "SRB" in str(one(conflicts, 416, 2020)["supporters_a"]).split(";")
    assert str(one(conflicts, 11347, 2014)["states_a"]).startswith("MLI;USA;GBR")


@pytest.mark.parametrize(
    ("was", "comes"),
    [
        ("388;Azerbaijan", "388;Azerbaijan;"),
        (";2020;2;", ";twenty;2;"),
        (";2020;2;", ";2020;3;"),
        ("16-7-2020", "2020-07-16"),
        (";373;", ";999;"),
        ("ep_end;", "end;"),
        (";1;4-12-2023", ";2;4-12-2023"),
        (";2021;1;", ";2020;1;"),
    ],
)
def test_what_the_source_never_had_is_refused(was: str, comes: str, tmp_path: Path) -> None:
    text = SLICE.read_bytes().decode("utf-8")
    assert was in text
    (tmp_path / "odd.csv").write_bytes(text.replace(was, comes).encode("utf-8"))
    with pytest.raises(SchemaError):
        read(UCDP, files={FILE: tmp_path / "odd.csv"})


@pytest.mark.shared
def test_the_whole_file(shared_data: Path) -> None:
    conflicts = read(UCDP, mirror=shared_data)["conflict_years"]
    # 2,752 lines after the header, two of which are one row.
    assert conflicts.height == 2751
    assert (conflicts["year"].min(), conflicts["year"].max()) == (1946, 2024)
    assert one(conflicts, KARABAKH, 2020)["intensity"] == 2
    assert conflicts.filter(pl.col("states_a").is_null())["location"].unique().sort().to_list() == [
        "Hyderabad",
        "Hyderabad, India",
    ]
    ends = conflicts.select((pl.col("ep_end") == pl.col("ep_end_date").is_not_null()).all()).item()
    assert ends
