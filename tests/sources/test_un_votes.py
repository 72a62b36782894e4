"""The join of two collections of UN roll calls: a true slice of odd cases, and the whole files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from multipolar import vocabulary
from multipolar.errors import SchemaError
from multipolar.sources import read, source
from multipolar.sources.r_data import read_r
from multipolar.sources.un_votes import LONG, RESOLUTIONS, WIDE
from multipolar.sources.un_votes_pairs import pair_votes
from multipolar.sources.un_votes_symbols import read_symbol
from multipolar.sources.un_votes_undl import read_undl, regular_session
from multipolar.sources.un_votes_voeten import read_voeten

SLICES = Path(__file__).parent / "slices"
FILES = {path: SLICES / path for path in (WIDE, LONG, RESOLUTIONS)}
UN = source("un_votes")
YES, ABSTAIN, NO, ABSENT = 1, 2, 3, 8

Tables = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read(UN, files=FILES)


@pytest.fixture(scope="module")
def whole(shared_data: Path) -> Tables:
    return read(UN, mirror=shared_data)


def call(tables: Tables, rollcall: int) -> dict[str, object]:
    return tables["un_rollcalls"].row(by_predicate=pl.col("rollcall") == rollcall, named=True)


def of(tables: Tables, resolution: str) -> dict[str, object]:
    return tables["un_rollcalls"].row(by_predicate=pl.col("resolution") == resolution, named=True)


def votes(tables: Tables, rollcall: int) -> dict[str, int]:
    rows = tables["un_votes"].filter(pl.col("rollcall") == rollcall)
    return dict(rows.select("state", "vote").iter_rows())


def counts(row: dict[str, object]) -> tuple[object, object, object]:
    return row["yes"], row["no"], row["abstain"]


def test_the_resolution_on_the_aggression_against_ukraine(tables: Tables) -> None:
    row = of(tables, "A/RES/ES-11/1")
    assert (row["date"], row["session"], row["final"]) == (dt.date(2022, 3, 2), 76, True)
    assert counts(row) == (141, 5, 35)
    cast = votes(tables, int(str(row["rollcall"])))
    assert [cast[state] for state in ("AZE", "TUR", "KAZ", "RUS")] == [ABSENT, YES, ABSTAIN, NO]
    assert len(cast) == 193


def test_the_record_corrects_a_flag_a_day_and_a_symbol(tables: Tables) -> None:
    human_rights = call(tables, 127)
    assert human_rights["resolution"] == "A/RES/217(III)[A]"
    assert (human_rights["date"], human_rights["final"]) == (dt.date(1948, 12, 10), True)
    assert call(tables, 1697)["resolution"] == "A/RES/31/163"


def test_a_motion_or_a_part_under_the_same_symbol_is_not_final(tables: Tables) -> None:
    assert call(tables, 4042)["final"]
    assert not call(tables, 6013)["final"]
    assert not call(tables, 6014)["final"]
    assert not call(tables, 6027)["final"]
    assert not call(tables, 5847)["final"]
    assert counts(of(tables, "A/RES/63/307")) == (48, 19, 78)


def test_december_2020_is_counted_once(tables: Tables) -> None:
    rows = tables["un_rollcalls"].filter(pl.col("date").is_between(dt.date(2020, 12, 1), dt.date(2021, 3, 3)))
    assert rows.height == 6
    assert rows["collection"].unique().to_list() == ["voeten"]
    assert rows["record"].null_count() == 0


def test_the_record_adds_what_the_other_collection_lacks(tables: Tables) -> None:
    added = tables["un_rollcalls"].filter(pl.col("collection") == "undl")
    assert set(added["resolution"]) == {
        "A/RES/37/215",
        "A/RES/63/49",
        "A/RES/63/307",
        "A/RES/73/8",
        "A/RES/ES-11/1",
        "A/RES/80/4",
    }
    assert added["rollcall"].min() > 9_999


def test_a_roll_call_without_any_vote_is_none(tables: Tables) -> None:
    assert "A/RES/39/28A" in pl.read_parquet(FILES[RESOLUTIONS])["resolution"]
    assert "A/RES/39/28A" not in tables["un_rollcalls"]["resolution"]


def test_seats_are_dated(tables: Tables) -> None:
    assert {"SUN", "DEU", "YEM"} <= votes(tables, 3514).keys()
    assert not {"RUS", "DDR", "YMD"} & votes(tables, 3514).keys()
    assert "TWN" in votes(tables, 1123)
    assert "CHN" not in votes(tables, 1123)
    assert "CHN" in votes(tables, 1260)
    assert "TWN" not in votes(tables, 1260)


def test_absent_is_not_the_same_as_no_member(tables: Tables) -> None:
    # The file marks Switzerland absent in separate votes of 1997, five years before it joined.
    assert "CHE" not in votes(tables, 6027)
    assert votes(tables, 4042)["PRK"] in {YES, ABSENT}
    # Zimbabwe has no value from October 2016 on, though it voted.
    assert votes(tables, 5521)["ZWE"] == YES


def test_counts_are_those_of_the_votes(tables: Tables) -> None:
    for row in tables["un_rollcalls"].iter_rows(named=True):
        cast = list(votes(tables, row["rollcall"]).values())
        assert counts(row) == (cast.count(YES), cast.count(NO), cast.count(ABSTAIN))


@pytest.mark.parametrize(
    ("symbol", "number", "part", "session"),
    [
        ("R/34/100A", "34/100", "A", 34),
        ("A/RES/34/100[A]", "34/100", "A", 34),
        ("A/RES/2758(XXVI)", "26/2758", "", 26),
        ("A/RES/997(ES-I)", "ES-1/997", "", None),
        ("A/RES/104(S-1)", "S-1/104", "", None),
        ("A/RES/39/236[SectionXIV]", "39/236", "XIV", 39),
        ("R/39/236/XIV", "39/236", "XIV", 39),
        ("A/RES/36//235IX", "36/235", "IX", 36),
        ("ESS/7/5", "ES-7/5", "", None),
    ],
)
def test_symbols(symbol: str, number: str, part: str, session: int | None) -> None:
    assert read_symbol(symbol) == (number, part, session)


@pytest.mark.parametrize("symbol", [None, "", "SS/5", "GOAR/1/1288B", "A/RES/79/XX", "S/RES/2768(2025)"])
def test_what_is_no_symbol(symbol: str | None) -> None:
    assert read_symbol(symbol) is None


@pytest.mark.parametrize(
    ("path", "change"),
    [
        (WIDE, pl.lit(5).alias("2")),
        (WIDE, pl.lit("long ago").alias("date")),
        (WIDE, pl.lit(None).alias("rcid")),
        (LONG, pl.lit("?").alias("vote")),
        (LONG, pl.lit("ATLANTIS").alias("name")),
        (LONG, pl.lit("2022-13-32").alias("date")),
        (LONG, (pl.col("undl_id") + 1)),
        (RESOLUTIONS, pl.lit(None).alias("resolution")),
    ],
)
def test_what_the_source_never_had_is_refused(path: str, change: pl.Expr, tmp_path: Path) -> None:
    odd = tmp_path / "odd.parquet"
    pl.read_parquet(FILES[path]).with_columns(change).write_parquet(odd)
    with pytest.raises(SchemaError):
        read(UN, files={**FILES, path: odd})


def test_other_organs_are_left_out(tmp_path: Path) -> None:
    odd = {path: tmp_path / Path(path).name for path in (LONG, RESOLUTIONS)}
    for path, copy in odd.items():
        published = pl.read_parquet(FILES[path])
        council = published.filter(pl.col("undl_id") == 3959039).with_columns(
            undl_id=pl.lit(1).cast(pl.Int64),
            resolution=pl.lit("S/RES/2768(2025)").cast(published["resolution"].dtype),
        )
        pl.concat([published, council]).write_parquet(copy)
    assert read(UN, files={**FILES, **odd})["un_rollcalls"].height == 34


@pytest.mark.shared
def test_the_whole_files(whole: Tables) -> None:
    calls = whole["un_rollcalls"]
    assert dict(calls["collection"].value_counts().iter_rows()) == {"voeten": 6299, "undl": 498}
    assert calls.filter("final").height == 5760
    assert (calls["date"].min().year, calls["date"].max()) == (1946, dt.date(2025, 10, 29))
    assert set(range(1946, 2026)) - set(calls["year"]) == {1964}
    finals = calls.filter(pl.col("final") & (pl.col("date") >= dt.date(1976, 9, 1)))
    assert finals["resolution"].drop_nulls().is_duplicated().sum() == 0
    assert calls.filter((pl.col("date") >= dt.date(2003, 1, 1)) & ~pl.col("day_exact")).is_empty()


@pytest.mark.shared
def test_every_year_has_all_the_votes_that_are_on_record(shared_data: Path, whole: Tables) -> None:
    record, _ = read_undl(shared_data / LONG, shared_data / RESOLUTIONS)
    recent = record.filter(pl.col("date") >= dt.date(1976, 9, 1))
    lost = recent.join(whole["un_rollcalls"], left_on="rollcall", right_on="record", how="anti")
    # One vote that the library counts once for each part of a resolution.
    assert lost["number"].unique().sort().to_list() == ["31/141", "40/257", "42/70", "50/38", "61/128"]


@pytest.mark.shared
def test_our_counts_are_the_published_ones(shared_data: Path, whole: Tables) -> None:
    record, _ = read_undl(shared_data / LONG, shared_data / RESOLUTIONS)
    both = (
        whole["un_rollcalls"].filter(pl.col("collection") == "undl").join(record, on="rollcall", suffix="_p")
    )
    different = both.filter(
        pl.any_horizontal(pl.col(name) != pl.col(f"{name}_p") for name in ("yes", "no", "abstain"))
    )
    assert both.height == 498
    assert different.is_empty()


@pytest.mark.shared
def test_the_two_collections_agree(shared_data: Path) -> None:
    ours, our_votes = read_voeten(shared_data / WIDE)
    record, record_votes = read_undl(shared_data / LONG, shared_data / RESOLUTIONS)
    pairs = pair_votes(ours, our_votes, record, record_votes).filter(pl.col("kind") != "copy")
    assert pairs.height == 4996
    cast = (
        pairs.join(our_votes, on="rollcall")
        .join(record_votes.rename({"rollcall": "record", "vote": "other"}), on=["record", "state"])
        .filter(pl.col("vote").is_in([YES, ABSTAIN, NO]) & pl.col("other").is_in([YES, ABSTAIN, NO]))
    )
    assert cast.height > 740_000
    assert (cast["vote"] == cast["other"]).mean() == pytest.approx(0.99893, abs=5e-5)
    by_state = cast.group_by("state").agg(agree=(pl.col("vote") == pl.col("other")).mean(), n=pl.len())
    # Greece and Monaco are the worst of all states with more than a hundred votes.
    assert set(by_state.filter((pl.col("agree") < 0.99) & (pl.col("n") > 100))["state"]) == {"GRC", "MCO"}


@pytest.mark.shared
def test_regular_sessions_follow_the_calendar(shared_data: Path) -> None:
    record, _ = read_undl(shared_data / LONG, shared_data / RESOLUTIONS)
    regular = record.filter(pl.col("symbol_session") >= 31).with_columns(
        expected=regular_session(pl.col("date"))
    )
    odd = regular.filter(pl.col("expected") != pl.col("symbol_session"))
    # The first is dated 21 February 1982, before its session opened; the second is of the eve of the next one.
    assert odd["resolution"].sort().to_list() == ["A/RES/37/84", "A/RES/73/344"]


@pytest.mark.shared
def test_an_impossible_day_is_not_taken_from_the_record(whole: Tables) -> None:
    row = of(whole, "A/RES/37/84")
    assert (row["date"], row["day_exact"]) == (dt.date(1982, 12, 1), False)


@pytest.mark.shared
def test_yearly_files_of_the_library_say_the_same(shared_data: Path, whole: Tables) -> None:
    for year, adopted in ((2021, 86), (2022, 89), (2023, 88), (2024, 95)):
        table = pl.read_csv(shared_data / "un_votes" / f"unga_votes_{year}.csv", infer_schema=False)
        assert table.height == adopted
        states = [name for name in table.columns if len(name) == 3 and name.isupper()]
        theirs = table.unpivot(states, index="undl_id", variable_name="state", value_name="letter").select(
            pl.col("undl_id").cast(pl.Int32).alias("record"),
            "state",
            other=pl.col("letter").replace_strict({"Y": 1, "A": 2, "N": 3, "X": 8}, return_dtype=pl.Int8),
        )
        calls = whole["un_rollcalls"].select("rollcall", "record").drop_nulls()
        both = theirs.join(calls, on="record").join(whole["un_votes"], on=["rollcall", "state"])
        assert both.height == theirs.height
        assert (both["vote"] == both["other"]).all()


@pytest.mark.shared
def test_the_package_unvotes_has_the_same_votes(shared_data: Path, whole: Tables) -> None:
    # An independent reading of the same collection to 2019, without absences, by present-day ISO codes.
    peer = read_r(shared_data / "un_votes" / "dgrtwo_un_votes.rda")
    other = peer["vote"].replace_strict({"yes": 1, "abstain": 2, "no": 3}, return_dtype=pl.Int8)
    peer = peer.select(
        pl.col("rcid").cast(pl.Int32).alias("rollcall"),
        vocabulary.resolve("iso2", peer["country_code"], 2019),
        other.alias("other"),
    )
    both = peer.join(whole["un_votes"], on=["rollcall", "state"])
    # Of 870,109 votes; the others are of states that have no code today, such as the Soviet Union.
    assert both.height == 855_421
    assert (both["vote"] == both["other"]).all()
