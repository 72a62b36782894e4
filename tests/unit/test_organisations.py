"""The hand-coded memberships: their shape, their words, and counts that everyone knows."""

from __future__ import annotations

import datetime as dt
import doctest
import importlib

import polars as pl
import pytest

from multipolar import vocabulary
from multipolar.errors import InputError, UnknownOrganisation
from multipolar.vocabulary.words import fold

EVERYONE = ("member", "suspended")


def test_doctests() -> None:
    for name in ("organisations", "words"):
        # by its full name: in the package, `organisations` is the function
        assert doctest.testmod(importlib.import_module(f"multipolar.vocabulary.{name}")).failed == 0


@pytest.mark.parametrize(
    ("organisation", "on", "count"),
    [
        ("OTS", 2009, 4),
        ("OTS", dt.date(2019, 10, 14), 4),
        ("OTS", 2020, 5),
        ("TURKSOY", 1993, 6),
        ("CSTO", 1998, 9),
        ("CSTO", 1999, 6),
        ("CSTO", 2010, 7),
        ("CSTO", 2013, 6),
        ("CIS", 2010, 10),
        ("CIS", 2024, 9),
        ("EAEU", 2014, 0),
        ("EAEU", 2016, 5),
        ("SCO", 2001, 6),
        ("SCO", 2017, 8),
        ("SCO", 2024, 10),
        ("ECO", 1991, 3),
        ("ECO", 1992, 10),
        ("GUAM", 2000, 5),
        ("GUAM", 2006, 4),
        ("NATO", 1949, 12),
        ("NATO", 1999, 19),
        ("NATO", dt.date(2024, 3, 6), 31),
        ("NATO", dt.date(2024, 3, 7), 32),
        ("EU", 1958, 6),
        ("EU", 1986, 12),
        ("EU", 2004, 25),
        ("EU", 2019, 28),
        ("EU", dt.date(2020, 1, 31), 28),
        ("EU", 2021, 27),
        ("NORDIC", 1953, 4),
        ("NORDIC", 2024, 5),
        ("V4", 1992, 3),
        ("V4", 1993, 4),
        ("BRICS", 2009, 4),
        ("BRICS", 2023, 5),
        ("BRICS", 2024, 9),
        ("BRICS", 2025, 10),
        ("G7", 1975, 6),
        ("G7", 1997, 7),
        ("G7", 2000, 8),
        ("G7", 2014, 7),
        ("GCC", 2024, 6),
        ("LAS", 1945, 7),
        ("LAS", 2010, 22),
        ("LAS", 2015, 21),
        ("LAS", 2023, 22),
        ("AU", 2018, 55),
        ("ASEAN", 1999, 10),
        ("ASEAN", 2024, 10),
        ("ASEAN", 2025, 11),
        ("MERCOSUR", 1991, 4),
        ("MERCOSUR", 2015, 5),
        ("MERCOSUR", 2017, 4),
        ("MERCOSUR", 2024, 5),
        ("QUAD", 2007, 4),
        ("QUAD", 2010, 0),
        ("QUAD", 2018, 4),
        ("AUKUS", 2022, 3),
    ],
)
def test_known_counts(organisation: str, on: int | dt.date, count: int) -> None:
    assert len(vocabulary.members(organisation, on)) == count


def test_a_suspended_state_belongs_but_is_not_among_the_members() -> None:
    assert "SYR" not in vocabulary.members("Arab League", 2015)
    assert "SYR" in vocabulary.members("Arab League", 2015, roles=EVERYONE)
    assert "EGY" not in vocabulary.members("Arab League", 1985)
    assert len(vocabulary.members("African Union", 2023, roles=EVERYONE)) == 55


def test_the_african_union_has_one_member_outside_the_state_systems() -> None:
    members = vocabulary.members("African Union", 2018)
    outside = set(members) - set(vocabulary.in_system("cow", 2018))
    assert outside == {"ESH"}
    assert "MAR" in members
    assert "MAR" not in vocabulary.members("OAU", 2000)


def test_observers_and_founders_of_the_turkic_states() -> None:
    assert vocabulary.members("OTS", 2025) == ("AZE", "KAZ", "KGZ", "TUR", "UZB")
    assert vocabulary.members("OTS", 2025, roles=("observer",)) == ("HUN", "TKM")
    assert vocabulary.members("OTS", 2008) == ()


def test_saudi_arabia_stands_as_invited_and_says_that_this_is_uncertain() -> None:
    rows = vocabulary.memberships().filter(organisation="BRICS", state="SAU")
    assert rows.select("role", "certainty").rows() == [("invited", "uncertain")]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Turkic Council", "OTS"),
        ("Organization of Turkic States", "OTS"),
        ("organisation of turkic states", "OTS"),
        ("Türk Devletleri Teşkilatı", "OTS"),
        ("Arab League", "LAS"),
        ("Visegrád Group", "V4"),
        ("visegrad", "V4"),
        ("European Community", "EU"),
        ("OAU", "AU"),
        ("g8", "G7"),
        ("Nordic Council", "NORDIC"),
        ("Quad", "QUAD"),
    ],
)
def test_names_and_former_names_resolve(word: str, found: str) -> None:
    assert vocabulary.organisation(word) == found


def test_an_unknown_organisation_is_met_with_suggestions() -> None:
    with pytest.raises(UnknownOrganisation, match="Did you mean 'Arab League'"):
        vocabulary.members("Arab Leage", 2000)
    with pytest.raises(UnknownOrganisation):
        vocabulary.organisation("")


@pytest.mark.parametrize("on", [True, "2020", 2020.0, None, 0, 10_000])
def test_what_is_no_day_is_refused(on: object) -> None:
    with pytest.raises(InputError, match="neither a day nor a year"):
        vocabulary.members("NATO", on)  # type: ignore[arg-type]


def test_a_datetime_is_taken_as_its_day_and_a_single_role_as_one() -> None:
    assert vocabulary.members("NATO", dt.datetime(2024, 3, 7, 1)) == vocabulary.members("NATO", 2024)
    assert vocabulary.members("OTS", 2020, roles="observer") == ("HUN",)
    with pytest.raises(InputError, match="member, suspended"):
        vocabulary.members("OTS", 2020, roles=("members",))


def test_every_id_is_known_and_every_row_has_a_source() -> None:
    rows = vocabulary.memberships()
    assert set(rows["state"]) <= set(vocabulary.states()["state"])
    assert set(rows["organisation"]) == set(vocabulary.organisations()["organisation"])
    assert set(rows["role"]) <= set(vocabulary.ROLES)
    assert set(rows["certainty"]) <= {"exact", "year", "uncertain"}
    assert (rows["source"].str.len_chars() > 0).all()
    assert (vocabulary.organisations()["source"].str.len_chars() > 0).all()
    assert set(vocabulary.organisations()["kind"]) <= {"organisation", "treaty", "forum"}


def test_what_is_uncertain_says_why() -> None:
    silent = vocabulary.memberships().filter(
        pl.col("certainty") == "uncertain", pl.col("note").str.len_chars() == 0
    )
    assert silent.is_empty()


def test_spells_are_in_order_and_never_overlap() -> None:
    rows = vocabulary.memberships()
    assert rows.filter(pl.col("to") < pl.col("from")).is_empty()
    spells = rows.sort("organisation", "state", "from").with_columns(
        previous=pl.col("to").shift().over("organisation", "state"),
        nth=pl.int_range(pl.len()).over("organisation", "state"),
    )
    later = spells.filter(pl.col("nth") > 0)
    assert later["previous"].null_count() == 0
    assert later.filter(pl.col("from") <= pl.col("previous")).is_empty()


def test_nobody_joined_before_the_founding_or_after_the_last_day_checked() -> None:
    joined = vocabulary.memberships().join(vocabulary.organisations(), on="organisation")
    assert joined.filter(pl.col("from") < pl.col("founded")).is_empty()
    early = joined.filter(pl.col("from") > vocabulary.CHECKED_TO)
    # the one known change after that day closes a suspension
    assert early.select("organisation", "state").rows() == [("AU", "GIN")]


def test_a_member_existed_while_it_was_a_member() -> None:
    spells = (
        vocabulary.systems("cow")
        .group_by("state")
        .agg(pl.col("start").min(), pl.col("end").max(), lives=pl.col("end").is_null().any())
    )
    rows = vocabulary.memberships().join(spells, on="state")
    early = rows.filter(pl.col("from").dt.year() < pl.col("start").dt.year())
    # three signed the Pact of the Arab League, and one was admitted to the Organization of African Unity,
    # the year before the Correlates of War list them
    assert set(early.select("organisation", "state").rows()) == {
        ("LAS", "JOR"),
        ("LAS", "LBN"),
        ("LAS", "SYR"),
        ("AU", "GNB"),
    }
    late = rows.filter(~pl.col("lives"), pl.col("to").fill_null(dt.date.max) > pl.col("end"))
    assert late.is_empty()


def test_no_word_means_two_organisations() -> None:
    meanings: dict[str, set[str]] = {}
    for row in vocabulary.organisations().iter_rows(named=True):
        listed = [row["organisation"], row["name"], row["short_name"]]
        listed += f"{row['aliases']};{row['predecessor_names']}".split(";")
        for word in filter(None, listed):
            meanings.setdefault(fold(word), set()).add(row["organisation"])
    assert {word: ids for word, ids in meanings.items() if len(ids) > 1} == {}
