"""The dated codes: what each contested code stood for, and when."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from multipolar import vocabulary
from multipolar.errors import InputError


def one(system: str, code: str | int, when: int | dt.date) -> str | None:
    return vocabulary.resolve(system, pl.Series([code]), when).item()


def test_the_soviet_union_is_between_two_russias() -> None:
    assert [one("cow", 365, year) for year in (1900, 1922, 1923, 1950, 1991, 1992)] == [
        "RUS",
        "RUS",
        "SUN",
        "SUN",
        "SUN",
        "RUS",
    ]
    assert one("gw", 365, dt.date(1991, 12, 25)) == "SUN"
    assert one("gw", 365, dt.date(1991, 12, 26)) == "RUS"
    assert one("iso3", "SUN", 1960) == "SUN"


def test_an_unknown_system_is_named_with_the_nearest_one() -> None:
    with pytest.raises(InputError, match="Did you mean 'cow'"):
        vocabulary.resolve("cov", pl.Series([2]), 2000)
