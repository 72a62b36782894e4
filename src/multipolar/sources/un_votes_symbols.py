"""What a resolution's symbol says: its session, its number and its part, the same in both collections."""

from __future__ import annotations

import re
from typing import NamedTuple

import polars as pl

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# Since 1976, such as A/RES/34/100A, A/RES/ES-10/19 and (mistyped) A/RES/36//235IX; in the other
# collection R/34/100A, ESS/7/5 and SS/9/2.
_NEW = re.compile(r"(?:A/RES/|R/)?(ESS/|SS/|ES-|S-)?(\d+)//?(\d+)(.*)")
# Before, such as A/RES/2758(XXVI), A/RES/377(V)[A] and A/RES/997(ES-I).
_OLD = re.compile(r"A/RES/(\d+)(\[?[A-Z]*\]?) ?\((ES-|S-)?([IVXLC]+|\d+)\)(.*)")
_SPECIAL = {"ESS/": "ES-", "ES-": "ES-", "SS/": "S-", "S-": "S-", None: ""}


class Symbol(NamedTuple):
    """A resolution's symbol, taken apart.

    Attributes
    ----------
    number
        Session and number, such as ``"34/100"``, ``"ES-10/19"`` or ``"S-9/2"``.
    part
        The letters or roman numerals of a part, such as ``"A"`` or ``"B-XII"``; empty for a whole one.
    session
        The regular session; None for a special or an emergency special one.
    """

    number: str
    part: str
    session: int | None


def read_symbol(symbol: str | None) -> Symbol | None:
    """Take a symbol apart; None where it is none, or not in a way that is known.

    Examples
    --------
    >>> read_symbol("A/RES/50/38[B-XII]") == read_symbol("R/50/38B/XII")
    True
    >>> read_symbol("A/RES/377(V)[A]")
    Symbol(number='5/377', part='A', session=5)
    >>> read_symbol("ESS/7/5").number
    'ES-7/5'
    """
    if symbol is None:
        return None
    if old := _OLD.fullmatch(symbol):
        number, before, special, session, after = old.groups()
        part = before + after
    elif new := _NEW.fullmatch(symbol):
        special, session, number, part = new.groups()
    else:
        return None
    kind = _SPECIAL[special]
    which = int(session) if session.isdigit() else _from_roman(session)
    return Symbol(f"{kind}{which}/{int(number)}", _part(part), None if kind else which)


def _from_roman(numeral: str) -> int:
    values = [ROMAN[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-here if here < after else here for here, after in zip(values, following, strict=True))


def _part(text: str) -> str:
    return re.sub(r"[\[\] ]|Section", "", text).replace("/", "-").strip("-")


def with_symbol(rollcalls: pl.DataFrame) -> pl.DataFrame:
    """Add `number`, `part` and `symbol_session` (Int16), read from the column `resolution`.

    Examples
    --------
    >>> with_symbol(pl.DataFrame({"resolution": ["R/34/100A"]})).row(0)
    ('R/34/100A', '34/100', 'A', 34)
    """
    read = [read_symbol(symbol) for symbol in rollcalls["resolution"]]
    return rollcalls.with_columns(
        pl.Series("number", [each.number if each else None for each in read], dtype=pl.String),
        pl.Series("part", [each.part if each else None for each in read], dtype=pl.String),
        pl.Series("symbol_session", [each.session if each else None for each in read], dtype=pl.Int16),
    )
