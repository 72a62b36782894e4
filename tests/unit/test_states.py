"""What a person may type for a state, and who is in the state system."""

from __future__ import annotations

import pytest

from multipolar import vocabulary
from multipolar.errors import InputError, OutsideWindow, UnknownState


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Türkiye", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("Turkiye", "TUR"),
        ("Turkey", "TUR"),
        ("tur", "TUR"),
        ("TR", "TUR"),
        ("Republic of Türkiye", "TUR"),
        ("united kingdom", "GBR"),
        ("UK", "GBR"),
        ("USA", "USA"),
        ("Czech Republic", "CZE"),
        ("Côte d'Ivoire", "CIV"),
        ("cote d’ivoire", "CIV"),
        ("Trinidad & Tobago", "TTO"),
        ("Viet Nam", "VNM"),
        ("South Korea", "KOR"),
        ("Korea, Rep. of", "KOR"),
        ("Republic of Korea", "KOR"),
        ("Soviet Union", "SUN"),
        ("USSR", "SUN"),
        ("Yugoslavia", "YUG"),
        ("East Germany", "DDR"),
        ("Macedonia", "MKD"),
        ("MAC", "MAC"),
        ("Taiwan", "TWN"),
        ("Palestine", "PSE"),
        ("Kosovo", "XKX"),
        ("Kyrgyz Republic", "KGZ"),
        ("China", "CHN"),
        ("Congo", "COG"),
        ("Zaire", "COD"),
    ],
)
def test_a_state_goes_by_many_words(word: str, state: str) -> None:
    assert vocabulary.state(word) == state


@pytest.mark.parametrize(
    ("word", "year", "state"),
    [
        ("Russia", 1900, "RUS"),
        ("Russia", 1950, "SUN"),
        ("Russia", 2000, "RUS"),
        ("Yugoslavia", 1900, "SRB"),
        ("Yugoslavia", 1950, "YUG"),
        ("Germany", 1960, "DEU"),
        ("Korea", 1900, "KOK"),
        ("Hong Kong", 1980, "HKG"),
    ],
)
def test_a_year_says_whose_name_it_was(word: str, year: int, state: str) -> None:
    assert vocabulary.state(word, year) == state


def test_a_misspelt_state_is_suggested() -> None:
    with pytest.raises(UnknownState, match="Did you mean 'Azerbaijan'"):
        vocabulary.state("Azerbajan")
    with pytest.raises(UnknownState, match="South Korea"):
        vocabulary.state("Korea")
    with pytest.raises(UnknownState):
        vocabulary.state("")
    with pytest.raises(UnknownState, match="'AZE'"):
        vocabulary.state_name("AZEE")


def test_a_state_that_had_ended_is_refused_with_its_years() -> None:
    with pytest.raises(UnknownState, match="1967-11-30 to 1990-05-21"):
        vocabulary.state("YMD", 2000)
    with pytest.raises(UnknownState, match="1991"):
        vocabulary.state("Kazakhstan", 1950)
    with pytest.raises(UnknownState, match="1878-07-13 to 1918-11-30 or 2006-06-05 to now"):
        vocabulary.state("Serbia", 1995)
    for no_year in (0, 10_000, "1995", 1995.5):
        with pytest.raises(InputError, match="no year"):
            vocabulary.state("Serbia", no_year)  # type: ignore[arg-type]


def test_each_id_has_a_name_a_region_and_a_source() -> None:
    table = vocabulary.states()
    assert table["state"].is_unique().all()
    assert table["name"].is_unique().all()
    assert table["state"].str.contains("^[A-Z]{3}$").all()
    for column in ("name", "official_name", "region", "subregion", "source"):
        assert table[column].null_count() == 0
    for state, name in table.select("state", "name").iter_rows():
        assert vocabulary.state(state) == state
        assert vocabulary.state(name) == state


def test_the_system_of_a_year_depends_on_the_rule() -> None:
    assert {"DEU", "DDR"} <= set(vocabulary.in_system("cow", 1990))
    assert "DDR" not in vocabulary.in_system("cow", 1990, rule="end")
    assert "BGD" not in vocabulary.in_system("gw", 1971, rule="start")
    assert "BGD" in vocabulary.in_system("gw", 1971, rule="end")
    # Correlates of War count 195 members in 2016; none has come or gone since
    assert len(vocabulary.in_system("cow", 2016)) == len(vocabulary.in_system("cow", 2025)) == 195


def test_an_unknown_system_rule_or_year_is_refused() -> None:
    with pytest.raises(InputError, match="no state system"):
        vocabulary.systems("qow")
    with pytest.raises(InputError, match="any or start or end"):
        vocabulary.in_system("cow", 2000, rule="middle")  # type: ignore[arg-type]
    with pytest.raises(OutsideWindow, match="1816 to 2025"):
        vocabulary.in_system("cow", 1800)
