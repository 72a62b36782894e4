"""The states: their ids, names and codes, and how a word that a person types becomes an id."""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache

import polars as pl

from multipolar.errors import InputError, UnknownState
from multipolar.vocabulary.codes import codes
from multipolar.vocabulary.rows import read_rows
from multipolar.vocabulary.systems import systems

# A word is looked up in these in turn, so that an ISO code beats another list's abbreviation
# (MAC is Macao, not COW's Macedonia) and a state's present name beats a past use of it.
_CODES_THAT_NAME = ("iso3", "iso2")
_LISTS_OF_NAMES = ("un", "imf", "sipri", "undesa", "energy_institute")
# what people write and no list has
_EVERYDAY = {
    "UK": "GBR",
    "EL": "GRC",
    "Britain": "GBR",
    "Great Britain": "GBR",
    "East Germany": "DDR",
    "West Germany": "DEU",
    "North Vietnam": "VNM",
    "South Vietnam": "VDR",
    "North Yemen": "YEM",
    "Ottoman Empire": "TUR",
}


@cache
def states() -> pl.DataFrame:
    """Return every state and territory that has an id, one row each, sorted by id.

    Returns
    -------
    polars.DataFrame
        ``state`` (id: ISO 3166-1 alpha-3 where one exists, a documented historical code where none does),
        ``name, official_name, iso2, m49, region, subregion`` (UN M49), ``from, to`` (Date: the first and last
        day in the Correlates of War or Gleditsch-Ward system; null is open, before 1816, or in neither),
        ``note`` (begins with ``territory`` where it is none of the system's states), ``source``.

    Examples
    --------
    >>> states().filter(pl.col("state") == "AZE")["name"].item()
    'Azerbaijan'
    """
    return read_rows("states", dates=["from", "to"])


def state(word: str, year: int | None = None) -> str:
    """Return the id of the state that a word means: an id, a name, or an ISO code, in any case.

    Parameters
    ----------
    word
        ``"TUR"``, ``"tr"``, ``"Türkiye"``, ``"turkey"`` ... Accents and case do not matter.
    year
        If given, the word means the state that used it in that year, and a state that had ended before or
        began after is refused: ``("Russia", 1950)`` is SUN.

    Returns
    -------
    str
        A state id, three letters.

    Raises
    ------
    UnknownState
        If no state has the word (in that year), with the nearest words that one has.
    InputError
        If `year` is none.

    Examples
    --------
    >>> state("Türkiye"), state("turkey"), state("TR")
    ('TUR', 'TUR', 'TUR')
    >>> state("Russia"), state("Russia", 1950)
    ('RUS', 'SUN')
    """
    candidates = _meanings(dated=year is not None).get(_fold(str(word)), ())
    if not candidates:
        raise UnknownState.among(word, _words_to_suggest(), do="`multipolar vocabulary states` lists all.")
    if year is None:
        return candidates[0]
    if not hasattr(year, "__index__") or not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise InputError("This is no year.", expected="a whole number, such as 1991", got=repr(year))
    for candidate in candidates:
        if _existed(candidate, year):
            return candidate
    raise UnknownState(
        f"{state_name(candidates[0])} was in no list of states in {year}.",
        expected=f"a year from {_times_of(candidates[0])}",
        got=str(year),
    )


def state_name(state_id: str) -> str:
    """Return the short English name of a state.

    Parameters
    ----------
    state_id
        A state id.

    Returns
    -------
    str
        Such as ``"Türkiye"``.

    Raises
    ------
    UnknownState
        If there is no such id.

    Examples
    --------
    >>> state_name("KGZ")
    'Kyrgyzstan'
    """
    names = _names()
    if state_id not in names:
        raise UnknownState.among(state_id, names)
    return names[state_id]


@cache
def _names() -> dict[str, str]:
    return dict(states().select("state", "name").iter_rows())


@cache
def _meanings(dated: bool) -> dict[str, tuple[str, ...]]:
    """Return, for each folded word, the ids that it can mean, the likeliest first."""
    table = states()
    pairs = [(word, word) for word in table["state"]]
    pairs += table.select("name", "state").iter_rows()
    pairs += table.select("official_name", "state").iter_rows()
    for system in _CODES_THAT_NAME:
        pairs += codes(system).select("code", "state").iter_rows()
    pairs += _EVERYDAY.items()
    for system in _LISTS_OF_NAMES:
        # the latest use of a name is what a word without a year means
        latest_first = codes(system).sort("from", descending=True, nulls_last=False, maintain_order=True)
        pairs += latest_first.select("code", "state").iter_rows()
    spells = systems().sort("start", descending=True, maintain_order=True)
    # without a year, "Korea" must not become the empire that ended in 1910
    spells = spells if dated else spells.filter(pl.col("end").is_null())
    pairs += spells.select("name", "state").iter_rows()
    meanings: dict[str, dict[str, None]] = {}
    for word, state_id in pairs:
        meanings.setdefault(_fold(word), {})[state_id] = None
    return {word: tuple(ids) for word, ids in meanings.items()}


@cache
def _words_to_suggest() -> tuple[str, ...]:
    table = states()
    return (*table["name"], *table["state"], *table["official_name"])


def _times_of(state_id: str) -> str:
    """Say when a state was a member of any system: one span may end long before the next begins."""
    spans: list[list[dt.date]] = []
    spells = systems().filter(pl.col("state") == state_id).sort("start")
    for start, end in spells.select("start", pl.col("end").fill_null(dt.date.max)).iter_rows():
        if spans and start.year <= min(spans[-1][1].year + 1, dt.MAXYEAR):
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    return " or ".join(f"{start} to {'now' if end == dt.date.max else end}" for start, end in spans)


def _existed(state_id: str, year: int) -> bool:
    """Whether a state was a member of any system in a year; what was never in one is not refused."""
    spells = systems().filter(pl.col("state") == state_id)
    if spells.is_empty():
        return True
    within = (pl.col("start") <= dt.date(year, 12, 31)) & (
        pl.col("end").is_null() | (pl.col("end") >= dt.date(year, 1, 1))
    )
    return not spells.filter(within).is_empty()


def _fold(word: str) -> str:
    """Return a word without case, accents, and the differences of spelling that mean nothing."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = plain.replace("ı", "i").replace("’", "'").replace("&", "and")
    return " ".join(plain.casefold().replace(".", " ").replace(",", " ").split())
