"""Laws of dated codes, on every row of the table and on drawn series."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from multipolar import vocabulary

EARLIEST, LATEST = dt.date(1816, 1, 1), dt.date(2025, 12, 31)
SYSTEMS = sorted(vocabulary.codes()["system"].unique())
years = st.integers(1816, 2025)


@cache
def codes_of(system: str) -> list[str]:
    return sorted(vocabulary.codes(system)["code"].unique())


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, list[str | None], list[int]]:
    """A code system, codes of it (some null, some of nobody), and as many years."""
    system = draw(st.sampled_from(SYSTEMS))
    word = st.one_of(st.none(), st.just("nobody"), st.sampled_from(codes_of(system)))
    pairs = draw(st.lists(st.tuples(word, years), min_size=1, max_size=30))
    return system, [code for code, _ in pairs], [year for _, year in pairs]


def ids(system: str, codes: list[str | None], when: list[int] | list[dt.date]) -> list[str | None]:
    return vocabulary.resolve(system, pl.Series(codes, dtype=pl.String), pl.Series(when)).to_list()


@given(st.sampled_from(SYSTEMS), st.data())
def test_a_code_is_its_state_within_a_spell(system: str, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(vocabulary.codes(system).rows(named=True)))
    first, last = row["from"] or EARLIEST, row["to"] or LATEST
    day = data.draw(st.dates(min(first, last), last))
    assert ids(system, [row["code"]], [day]) == [row["state"]]


@given(st.sampled_from(SYSTEMS), st.dates(EARLIEST, LATEST))
def test_a_code_is_nobody_outside_its_spells(system: str, day: dt.date) -> None:
    table = vocabulary.codes(system)
    covers = (pl.col("from").is_null() | (pl.col("from") <= day)) & (
        pl.col("to").is_null() | (pl.col("to") >= day)
    )
    expected = dict(table.filter(covers).select("code", "state").iter_rows())
    asked = codes_of(system)
    assert ids(system, list(asked), [day] * len(asked)) == [expected.get(code) for code in asked]


def test_every_spell_holds_on_its_first_and_last_day_and_not_beyond() -> None:
    for system in SYSTEMS:
        for column, step in (("from", -1), ("to", 1)):
            dated = vocabulary.codes(system).drop_nulls(column)
            edge, beyond = dated[column], dated[column].dt.offset_by(f"{step}d")
            assert ids(system, dated["code"].to_list(), edge.to_list()) == dated["state"].to_list()
            after = vocabulary.resolve(system, dated["code"], beyond)
            # a spell is cut only where the code passes to another state, or to none
            assert (after.is_null() | (after != dated["state"])).all()


def test_no_two_spells_of_a_code_overlap() -> None:
    table = vocabulary.codes().with_columns(
        since=pl.col("from").fill_null(dt.date(1, 1, 1)), until=pl.col("to").fill_null(dt.date(9999, 12, 31))
    )
    assert (table["since"] <= table["until"]).all()
    ordered = table.sort("system", "code", "since")
    before = pl.col("until").shift(1).over("system", "code")
    assert ordered.filter(before >= pl.col("since")).is_empty()


def test_every_state_named_by_a_code_or_a_spell_exists() -> None:
    known = vocabulary.states()["state"]
    assert vocabulary.codes()["state"].is_in(known.implode()).all()
    assert vocabulary.systems()["state"].is_in(known.implode()).all()


def test_no_aggregate_is_also_a_state() -> None:
    for system in SYSTEMS:
        assert not vocabulary.aggregates(system) & set(codes_of(system))


@given(questions(), st.randoms(use_true_random=False))
def test_order_does_not_matter(asked: tuple[str, list[str | None], list[int]], chance: random.Random) -> None:
    system, codes, when = asked
    order = list(range(len(codes)))
    chance.shuffle(order)
    straight = ids(system, codes, when)
    shuffled = ids(system, [codes[i] for i in order], [when[i] for i in order])
    assert shuffled == [straight[i] for i in order]


@given(questions())
def test_each_row_is_answered_by_itself(asked: tuple[str, list[str | None], list[int]]) -> None:
    system, codes, when = asked
    assert ids(system, codes, when) == [
        vocabulary.resolve(system, pl.Series([code], dtype=pl.String), year).item()
        for code, year in zip(codes, when, strict=True)
    ]


@given(questions())
def test_null_in_null_out_and_a_code_of_nobody_too(asked: tuple[str, list[str | None], list[int]]) -> None:
    system, codes, when = asked
    for code, state in zip(codes, ids(system, codes, when), strict=True):
        assert code not in (None, "nobody") or state is None


@given(st.sampled_from(["cow", "gw"]), years)
def test_every_member_of_a_year_has_a_code_that_finds_it(system: str, year: int) -> None:
    members = vocabulary.in_system(system, year)
    spells = vocabulary.systems(system)
    found = vocabulary.resolve(system, spells["code"], dt.date(year, 12, 31))
    at_the_end = set(vocabulary.in_system(system, year, rule="end"))
    assert at_the_end <= set(found.drop_nulls())
    assert at_the_end <= set(members)
    assert set(vocabulary.in_system(system, year, rule="start")) <= set(members)
