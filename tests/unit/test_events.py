"""The dated events: their shape, and that they are worded alike for all sides."""

from __future__ import annotations

import datetime as dt
import doctest
import importlib

import polars as pl
import pytest

from multipolar import vocabulary
from multipolar.errors import UnknownEvent


def test_doctests() -> None:
    # by its full name: in the package, `events` is the function
    assert doctest.testmod(importlib.import_module("multipolar.vocabulary.events")).failed == 0


@pytest.mark.parametrize(
    ("word", "start", "end"),
    [
        ("bishkek1994", "1994-05-12", None),
        ("april2016", "2016-04-02", "2016-04-05"),
        ("war44", "2020-09-27", "2020-11-10"),
        ("statement2020", "2020-11-10", None),
        ("operation2023", "2023-09-19", "2023-09-20"),
        ("dissolution2024", "2024-01-01", None),
        ("shusha2021", "2021-06-15", None),
        ("nakhchivan2009", "2009-10-03", None),
        ("ots2021", "2021-11-12", None),
        ("washington2025", "2025-08-08", None),
        ("ukraine2022", "2022-02-24", None),
        ("finland2023", "2023-04-04", None),
        ("sweden2024", "2024-03-07", None),
        ("brics2024", "2024-01-01", None),
        ("brexit2020", "2020-01-31", None),
    ],
)
def test_known_dates(word: str, start: str, end: str | None) -> None:
    found = vocabulary.event(word)
    assert found.start == dt.date.fromisoformat(start)
    assert found.end == (None if end is None else dt.date.fromisoformat(end))


def test_the_war_of_2020_lasted_44_days() -> None:
    war = vocabulary.event("WAR44")
    assert war.end is not None
    assert (war.end - war.start).days == 44
    assert war == vocabulary.event("Second Karabakh war (44-day war)")


def test_dates_agree_with_the_memberships() -> None:
    accessions = {"finland2023": ("NATO", "FIN"), "sweden2024": ("NATO", "SWE")}
    rows = vocabulary.memberships()
    for word, (organisation, state) in accessions.items():
        row = rows.filter(organisation=organisation, state=state)
        assert row["from"].item() == vocabulary.event(word).start
    exit_day = rows.filter(organisation="EU", state="GBR")["to"].item()
    assert exit_day == vocabulary.event("brexit2020").start
    joined = rows.filter(
        pl.col("from") == vocabulary.event("brics2024").start, organisation="BRICS", role="member"
    )
    assert tuple(sorted(joined["state"])) == vocabulary.event("brics2024").states


def test_rows_are_whole_and_in_order() -> None:
    rows = vocabulary.events()
    assert rows["event"].is_unique().all()
    assert rows["start"].is_sorted()
    assert rows.filter(pl.col("end") < pl.col("start")).is_empty()
    assert rows["start"].max() <= vocabulary.CHECKED_TO
    assert (rows["source"].str.len_chars() > 0).all()
    assert set(rows["certainty"]) <= {"exact", "year", "uncertain"}
    known = set(vocabulary.states()["state"])
    for states in rows["states"]:
        ids = states.split(";")
        assert set(ids) <= known
        # the order of the ids says nothing of who began
        assert ids == sorted(ids)


def test_both_sides_stand_in_every_clash() -> None:
    fought = vocabulary.events().filter(pl.col("kind").is_in(["war", "clash", "operation", "closure"]))
    assert fought["states"].str.contains(";").all()


def test_an_unknown_event_is_met_with_suggestions() -> None:
    with pytest.raises(UnknownEvent, match="Did you mean 'war44'"):
        vocabulary.event("war4")
