"""The dated codes: what each contested code stood for, and when."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from multipolar import vocabulary
from multipolar.errors import InputError


def one(system: str, code: str | int, when: int | dt.date) -> str | None:
    return vocabulary.resolve(system, pl.Series([code]), when).item()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# code system, code, time -> state, one block a case of succession
DATED = [
    # the Soviet Union, between two Russias
    ("cow", 365, 1900, "RUS"),
    ("cow", 365, 1922, "RUS"),
    ("cow", 365, 1923, "SUN"),
    ("cow", 365, 1950, "SUN"),
    ("cow", 365, 1991, "SUN"),
    ("cow", 365, 1992, "RUS"),
    ("gw", 365, day("1991-12-25"), "SUN"),
    ("gw", 365, day("1991-12-26"), "RUS"),
    ("cow", 365, 2000, "RUS"),
    ("un", "USSR", 1950, "SUN"),
    ("un", "UNION OF SOVIET SOCIALIST REPUBLICS", 1950, "SUN"),
    ("un", "USSR", 1992, None),
    ("un", "RUSSIAN FEDERATION", 1995, "RUS"),
    ("imf", "USSR", 1991, "SUN"),
    ("imf", "USSR", 1999, None),
    ("gapminder", "ussr", 1980, "SUN"),
    ("gapminder", "ussr", 2000, None),
    # two republics of the Soviet Union in the UN
    ("un", "UKRAINIAN SSR", 1946, "UKR"),
    ("un", "BYELORUSSIAN SSR", 1946, "BLR"),
    ("cow", 369, 1946, "UKR"),
    ("cow", 370, 1946, "BLR"),
    # the Germanys
    ("cow", 255, 1914, "DEU"),
    ("cow", 255, 1960, None),
    ("cow", 255, 1990, "DEU"),
    ("cow", 260, 1960, "DEU"),
    ("cow", 260, 1995, None),
    ("gw", 260, 1995, "DEU"),
    ("cow", 265, 1989, "DDR"),
    ("cow", 265, 1991, None),
    ("un", "GERMAN DEMOCRATIC REPUBLIC", 1989, "DDR"),
    ("un", "GERMANY, FEDERAL REPUBLIC OF", 1989, "DEU"),
    ("un", "FEDERAL REPUBLIC OF GERMANY", 1989, "DEU"),
    ("un", "GERMANY", 1991, "DEU"),
    ("imf", "Eastern Germany", 1989, "DDR"),
    # Serbia, Yugoslavia, Serbia and Montenegro, Serbia
    ("cow", 345, 1900, "SRB"),
    ("cow", 345, 1918, "SRB"),
    ("cow", 345, 1919, "YUG"),
    ("cow", 345, 1999, "YUG"),
    ("cow", 345, 2003, "SCG"),
    ("cow", 345, 2005, "SCG"),
    ("cow", 345, 2006, "SRB"),
    ("cow", 345, 2010, "SRB"),
    ("gw", 340, 1900, "SRB"),
    ("gw", 345, 1950, "YUG"),
    ("gw", 345, 2004, "SCG"),
    ("gw", 340, 2007, "SRB"),
    ("gw", 345, 2020, "SRB"),
    ("iso3", "SCG", 2004, "SCG"),
    ("un", "YUGOSLAVIA", 2000, "YUG"),
    ("un", "SERBIA AND MONTENEGRO", 2004, "SCG"),
    ("un", "SERBIA", 2007, "SRB"),
    ("imf", "Serbia and Montenegro", 1995, "YUG"),
    ("imf", "Serbia and Montenegro", 2004, "SCG"),
    ("imf", "Yugoslavia", 1999, None),
    ("cepii", "YUG", 2011, "SRB"),
    ("cow", 341, 2007, "MNE"),
    # Kosovo
    ("cow", 347, 2010, "XKX"),
    ("natural_earth", "KOS", 2020, "XKX"),
    ("world_bank", "XKX", 2020, "XKX"),
    ("gapminder", "kos", 2020, "XKX"),
    ("imf", "Kosovo, Rep. of", 2015, "XKX"),
    # Czechoslovakia
    ("cow", 315, 1992, "CSK"),
    ("cow", 316, 1993, "CZE"),
    ("iso2", "CS", 1980, "CSK"),
    ("iso2", "CS", 2004, "SCG"),
    ("un", "CZECHOSLOVAKIA", 1992, "CSK"),
    ("un", "CZECH REPUBLIC", 1999, "CZE"),
    ("un", "CZECHIA", 2020, "CZE"),
    # Austria-Hungary
    ("cow", 300, 1914, "AUH"),
    ("cow", 305, 1920, "AUT"),
    ("cow", 310, 1920, "HUN"),
    # the Yemens
    ("cow", 678, 1989, "YEM"),
    ("cow", 679, 1991, "YEM"),
    ("cow", 680, 1989, "YMD"),
    ("gw", 678, 2000, "YEM"),
    ("gw", 680, 1989, "YMD"),
    ("un", "YEMEN", 1960, "YEM"),
    ("un", "DEMOCRATIC YEMEN", 1980, "YMD"),
    ("un", "SOUTHERN YEMEN", 1968, "YMD"),
    ("imf", "Yemen Arab Rep.", 1985, "YEM"),
    ("sipri", "Yemen, North", 1985, "YEM"),
    # Vietnam
    ("cow", 816, 1960, "VNM"),
    ("cow", 817, 1960, "VDR"),
    ("cow", 817, 1975, "VDR"),
    ("cow", 817, 1976, None),
    ("gw", 815, 1850, "ANM"),
    ("un", "VIET NAM", 1980, "VNM"),
    ("imf", "Vietnam", 1970, None),
    ("imf", "Vietnam", 1990, "VNM"),
    # Korea before 1948, and after
    ("cow", 730, 1900, "KOK"),
    ("gw", 730, 1908, "KOK"),
    ("cow", 730, 1950, None),
    ("cow", 731, 1950, "PRK"),
    ("cow", 732, 1950, "KOR"),
    ("imf", "Korea, Rep. of", 1970, "KOR"),
    # China and Taiwan; the seat in the UN
    ("cow", 710, 1930, "CHN"),
    ("cow", 710, 1960, "CHN"),
    ("cow", 713, 1960, "TWN"),
    ("cow", 713, 1949, "TWN"),
    ("un", "CHINA", 1947, "CHN"),
    ("un", "CHINA", 1960, "TWN"),
    ("un", "CHINA", day("1971-10-24"), "TWN"),
    ("un", "CHINA", day("1971-10-25"), "CHN"),
    ("imf", "Taiwan Province of China", 1990, "TWN"),
    ("sipri", "Taiwan", 1990, "TWN"),
    # Ethiopia and Eritrea, Sudan and South Sudan, Pakistan and Bangladesh
    ("cow", 530, 1980, "ETH"),
    ("cow", 531, 1995, "ERI"),
    ("m49", 230, 1990, "ETH"),
    ("m49", 231, 2000, "ETH"),
    ("cow", 625, 2000, "SDN"),
    ("cow", 626, 2012, "SSD"),
    ("m49", 736, 2000, "SDN"),
    ("natural_earth", "SDS", 2020, "SSD"),
    ("cow", 770, 1960, "PAK"),
    ("cow", 771, 1972, "BGD"),
    # Tanganyika and Zanzibar
    ("un", "TANGANYIKA", 1962, "TZA"),
    ("un", "ZANZIBAR", 1963, "ZAN"),
    ("cow", 510, 1962, "TZA"),
    ("cow", 511, 1964, "ZAN"),
    ("un", "UNITED REPUBLIC OF TANZANIA", 1970, "TZA"),
    # the United Arab Republic: Egypt, with Syria 1958-61
    ("un", "UNITED ARAB REPUBLIC", 1960, "EGY"),
    ("un", "UNITED ARAB REPUBLIC", 1970, "EGY"),
    ("un", "EGYPT", 1957, "EGY"),
    ("un", "SYRIA", 1962, "SYR"),
    # Congo and Zaire
    ("un", "CONGO (LEOPOLDVILLE)", 1961, "COD"),
    ("un", "CONGO (BRAZZAVILLE)", 1961, "COG"),
    ("un", "ZAIRE", 1980, "COD"),
    ("un", "CONGO", 1980, "COG"),
    ("cepii", "ZAR", 2011, "COD"),
    ("iso3", "ZAR", 1980, "COD"),
    # names that changed
    ("un", "BURMA", 1960, "MMR"),
    ("un", "MYANMAR", 1990, "MMR"),
    ("un", "SWAZILAND", 2000, "SWZ"),
    ("un", "ESWATINI", 2020, "SWZ"),
    ("imf", "Eswatini, Kingdom of", 1990, "SWZ"),
    ("sipri", "eSwatini", 2010, "SWZ"),
    ("un", "THE FORMER YUGOSLAV REPUBLIC OF MACEDONIA", 2000, "MKD"),
    ("un", "NORTH MACEDONIA", 2020, "MKD"),
    ("un", "TURKEY", 2000, "TUR"),
    ("un", "TÜRKİYE", 2023, "TUR"),
    ("un", "TÜRKÝYE", 2025, "TUR"),
    ("sipri", "Turkiye", 2020, "TUR"),
    ("imf", "Turkey", 2020, "TUR"),
    ("un", "CAPE VERDE", 2000, "CPV"),
    ("un", "CABO VERDE", 2020, "CPV"),
    ("un", "LIBYAN ARAB JAMAHIRIYA", 1990, "LBY"),
    ("un", "LIBYA", 2020, "LBY"),
    ("un", "UPPER VOLTA", 1970, "BFA"),
    ("un", "DEMOCRATIC KAMPUCHEA", 1980, "KHM"),
    # Palestine, and old ISO codes
    ("iso3", "PSE", 2020, "PSE"),
    ("cepii", "PAL", 2011, "PSE"),
    ("natural_earth", "PSX", 2020, "PSE"),
    ("imf", "West Bank and Gaza", 2010, "PSE"),
    ("iso3", "ROM", 1990, "ROU"),
    ("cepii", "ROM", 2011, "ROU"),
    ("cepii", "TMP", 2011, "TLS"),
    ("iso2", "TP", 2000, "TLS"),
    # other sources
    ("gapminder", "aze", 2000, "AZE"),
    ("linguistic", "KZ", 2020, "KAZ"),
    ("linguistic", "USR", 2020, "SUN"),
    ("undesa", "Kyrgyzstan", 1990, "KGZ"),
    ("energy_institute", "Russian Federation", 2000, "RUS"),
    ("gdelt", "ARM", 2020, "ARM"),
    ("baci", "UZB", 2023, "UZB"),
    ("cow_abbreviation", "GFR", 1980, "DEU"),
]


@pytest.mark.parametrize(("system", "code", "when", "state"), DATED)
def test_a_code_is_the_state_that_held_it_then(
    system: str, code: str | int, when: int | dt.date, state: str | None
) -> None:
    assert one(system, code, when) == state


def test_a_frame_of_dates_is_resolved_row_by_row() -> None:
    names = pl.Series(["CHINA", "CHINA", None, "NOWHERE", "CHINA"], dtype=pl.Categorical)
    dates = pl.Series([day("1971-10-24"), day("1971-11-15"), day("2000-01-01"), day("2000-01-01"), None])
    ids = vocabulary.resolve("un", names, dates)
    assert ids.to_list() == ["TWN", "CHN", None, None, None]
    assert ids.dtype == pl.String
    assert vocabulary.resolve("un", names, dates.cast(pl.Datetime("ms"))).to_list() == ids.to_list()


def test_whole_numbers_that_r_kept_as_floats_are_codes() -> None:
    codes = pl.Series([365.0, float("nan"), None, 640.0, 2.5, float("inf")])
    found = vocabulary.resolve("cow", codes, pl.Series([2000] * 6, dtype=pl.Int16))
    assert found.to_list() == ["RUS", None, None, "TUR", None, None]


def test_an_empty_series_gives_an_empty_series() -> None:
    assert vocabulary.resolve("iso3", pl.Series([], dtype=pl.String), 2000).to_list() == []


def test_aggregates_are_known_and_stand_for_no_state() -> None:
    assert {"World", "Euro Area", "Belgium-Luxembourg"} <= vocabulary.aggregates("imf")
    assert "Hamas (Palestine)*" in vocabulary.aggregates("sipri")
    assert "SOL" in vocabulary.aggregates("natural_earth")
    assert vocabulary.unknown("imf", ["World", "Turkey", "USSR", None, "Atlantis"]) == ["Atlantis"]


def test_an_unknown_system_is_named_with_the_nearest_one() -> None:
    with pytest.raises(InputError, match="Did you mean 'cow'"):
        vocabulary.resolve("cov", pl.Series([2]), 2000)
    with pytest.raises(InputError, match="no code system"):
        vocabulary.codes("zzzz")


def test_times_must_be_years_or_dates_of_the_same_length() -> None:
    with pytest.raises(InputError, match="not of one length"):
        vocabulary.resolve("cow", pl.Series([2, 20]), pl.Series([2000]))
    with pytest.raises(InputError, match="years or dates"):
        vocabulary.resolve("cow", pl.Series([2]), pl.Series(["2000"]))
