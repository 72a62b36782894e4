"""The states against the published lists: every spell, every name and code, every code that data sets use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from multipolar import vocabulary
from multipolar.sources.r_data import read_r

pytestmark = pytest.mark.shared

Spell = tuple[int, str, str, dt.date, dt.date | None]

COW_CLOSED, GW_CLOSED = dt.date(2016, 12, 31), dt.date(2017, 12, 31)
ISARD_GW_CLOSED = dt.date(2020, 12, 31)


def ours(system: str) -> set[Spell]:
    """Our spells with the pieces of a code that passed from one state id to another put together again."""
    whole: list[Spell] = []
    columns = ["code", "abbreviation", "name", "start", "end"]
    for code, abbreviation, name, start, end in vocabulary.systems(system).select(columns).iter_rows():
        last = whole[-1] if whole else None
        if last and last[0] == code and last[4] and last[4] + dt.timedelta(days=1) == start:
            whole[-1] = (code, abbreviation, name, last[3], end)
        else:
            whole.append((code, abbreviation, name, start, end))
    return set(whole)


def published(frame: pl.DataFrame, columns: list[str], closed: dt.date) -> set[Spell]:
    """Published spells; one that ends on the day the list was closed had not ended."""
    return {
        (int(code), abbreviation, name, start, None if end == closed else end)
        for code, abbreviation, name, start, end in frame.select(columns).iter_rows()
    }


def test_cow_spells_are_the_published_ones(shared_data: Path) -> None:
    table = read_r(shared_data / "peace_science/cow_states.rda")
    table = table.with_columns(
        start=pl.date("styear", "stmonth", "stday"), end=pl.date("endyear", "endmonth", "endday")
    )
    theirs = published(table, ["ccode", "stateabb", "statenme", "start", "end"], COW_CLOSED)
    assert ours("cow") == theirs
    isard = read_r(shared_data / "isard/cw_system.rda")
    assert theirs == published(isard, ["ccode", "cw_abb", "cw_name", "start", "end"], COW_CLOSED)


def test_gw_spells_are_the_published_ones(shared_data: Path) -> None:
    table = read_r(shared_data / "peace_science/gw_states.rda")
    theirs = published(table, ["gwcode", "stateabb", "statename", "startdate", "enddate"], GW_CLOSED)
    # the later list spells some names with their accents; dates and codes are the same
    assert {(code, start, end) for code, _, _, start, end in ours("gw")} == {
        (code, start, end) for code, _, _, start, end in theirs
    }
    isard = read_r(shared_data / "isard/gw_system.rda").with_columns(pl.col("microstate").cast(pl.Boolean))
    columns = ["gwcode", "gw_abb", "gw_name", "start", "end"]
    assert ours("gw") == published(isard.filter(~pl.col("microstate")), columns, ISARD_GW_CLOSED)
    assert ours("gw_microstate") == published(isard.filter("microstate"), columns, ISARD_GW_CLOSED)


def test_ids_are_iso_where_iso_has_one(shared_data: Path) -> None:
    iso = pl.read_csv(shared_data / "codes/iso3166_all.csv", infer_schema=False)
    table = vocabulary.states().join(iso, left_on="state", right_on="alpha-3", how="inner")
    assert table.height == iso.height == 249
    assert table.filter(
        (pl.col("iso2") != pl.col("alpha-2")) | (pl.col("m49") != pl.col("country-code"))
    ).is_empty()
    # M49 has no region for Antarctica and no line for Taiwan; that of country-codes stands in for them
    differ = table.filter(pl.col("region").ne_missing(pl.col("region_right")))
    assert set(differ["state"]) == {"ATA", "TWN"}
    historical = set(vocabulary.states()["state"]) - set(iso["alpha-3"])
    # no ISO 3166-1 code exists for them (any more): the note or source of each says where its id is from
    assert " ".join(sorted(historical)) == (
        "ABK ANM ANT AUH BAD BAV CSK DDR GCL HAN HSE HSG KOK MEC MOD OFS PAP PMA SAX SCG SIC SOT SUN TBT "
        "TRA TUS UPC VDR WRT XKX YMD YUG ZAN"
    )


# Where our id is not the ISO code that the countrycode package gives the number, and why.
NOT_AS_IN_COUNTRYCODE = {
    "cow": {
        365: "SUN from 1922-12-30 to 1991-12-25; countrycode has no dates",
        327: "the Papal States are PAP, not the Vatican City of 1929",
    },
    "gw": {
        365: "SUN from 1922-12-30 to 1991-12-25; countrycode has no dates",
        327: "the Papal States are PAP, not the Vatican City of 1929",
        815: "Vietnam before 1893 is ANM, not the state of 1954",
    },
}


@pytest.mark.parametrize(("system", "column"), [("cow", "cown"), ("gw", "gwn")])
def test_numbers_mean_what_countrycode_says(shared_data: Path, system: str, column: str) -> None:
    peer = pl.read_csv(shared_data / "codes/countrycode_codelist.csv", infer_schema=False)
    peer = peer.select(code=column, iso3="iso3c").drop_nulls()
    both = vocabulary.codes(system).join(peer, on="code")
    differ = both.filter(pl.col("state") != pl.col("iso3"))
    assert both.height > 170
    assert {int(code) for code in differ["code"]} == set(NOT_AS_IN_COUNTRYCODE[system])


NAMED = {
    # system -> file, columns of names or codes
    "un": ("un_votes/unga_votes_undl_1946_2025_all_long.parquet", ["name"]),
    "imf": ("imf_dots/dots_long_all.parquet", ["reporter", "partner"]),
    "gdelt": ("events/gdelt_daily_dyads_2018_2024.parquet", ["a", "b"]),
    "baci": ("baci/baci_2023_bilateral_194.parquet", ["exporter", "importer"]),
}


@pytest.mark.parametrize("system", NAMED)
def test_every_name_that_a_file_uses_is_known(shared_data: Path, system: str) -> None:
    file, columns = NAMED[system]
    for column in columns:
        names = pl.scan_parquet(shared_data / file).select(pl.col(column).unique()).collect()
        assert vocabulary.unknown(system, names.to_series()) == []


def test_every_un_vote_has_one_state(shared_data: Path) -> None:
    votes = pl.read_parquet(shared_data / NAMED["un"][0], columns=["undl_id", "name", "date"])
    votes = votes.with_columns(pl.col("date").cast(pl.String).str.to_date())
    states = vocabulary.resolve("un", votes["name"], votes["date"])
    assert states.null_count() == 0
    assert votes.with_columns(states).select("undl_id", "state").is_duplicated().sum() == 0


def test_imf_names_outside_their_years_are_these(shared_data: Path) -> None:
    rows = pl.scan_parquet(shared_data / NAMED["imf"][0]).filter(pl.col("row") != 0)
    pairs = pl.concat(
        [rows.select(pl.col(side).alias("name"), "year").unique() for side in ("reporter", "partner")]
    )
    pairs = pairs.unique().filter(~pl.col("name").is_in(list(vocabulary.aggregates("imf")))).collect()
    found = pairs.with_columns(vocabulary.resolve("imf", pairs["name"], pairs["year"]))
    # what partners still reported of states that had ended, and the two Vietnams under one name
    assert set(found.filter(pl.col("state").is_null())["name"]) == {
        "Czechoslovakia",
        "Netherlands Antilles",
        "USSR",
        "Vietnam",
        "Yugoslavia",
    }
    assert found.drop_nulls("state").select("state", "year").is_duplicated().sum() == 0


def test_two_and_a_half_million_rows_take_seconds(shared_data: Path) -> None:
    daily = pl.read_parquet(shared_data / NAMED["gdelt"][0], columns=["a", "date"])
    assert daily.height > 2_600_000
    assert vocabulary.resolve("gdelt", daily["a"], daily["date"].dt.date()).null_count() == 0
