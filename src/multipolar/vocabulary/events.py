"""Dated events: wars, ceasefires, treaties, accessions; each with its source, worded alike for all sides.

Ids that studies use: ``karabakh1992``, ``bishkek1994``, ``april2016``, ``july2020``, ``war44``,
``statement2020``, ``shusha2021``, ``september2022``, ``lachin2022``, ``operation2023``, ``dissolution2024``,
``washington2025``, ``nakhchivan2009``, ``ots2021``, ``crimea2014``, ``ukraine2022``, ``finland2023``,
``sweden2024``, ``brics2024``, ``brexit2020``; `events` lists all of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

import polars as pl

from multipolar.errors import UnknownEvent
from multipolar.vocabulary.rows import read_rows
from multipolar.vocabulary.words import fold


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day or between two days.

    Attributes
    ----------
    id, name
        A short id, and what it is called in a report.
    kind
        ``war``, ``clash``, ``operation``, ``closure``, ``ceasefire``, ``treaty``, ``agreement``,
        ``ratification``, ``accession``, ``withdrawal``, ``renaming``, ``dissolution``, ``unification``,
        ``annexation`` or ``summit``.
    start, end
        The first and the last day; no end: one day, or not ended by the last day checked (see the note).
    states
        Ids of the states that it concerns, in alphabetical order, which says nothing of who began.
    note
        What the dates stand for, and where the sides differ.
    source
        The document or coded data set behind the dates.
    certainty
        ``exact``; ``year``: the day is a choice within a sure year; ``uncertain``: see the note.
    """

    id: str
    name: str
    kind: str
    start: dt.date
    end: dt.date | None
    states: tuple[str, ...]
    note: str
    source: str
    certainty: str = "exact"


@cache
def events() -> pl.DataFrame:
    """Return every event, one row each, by date.

    Returns
    -------
    polars.DataFrame
        ``event`` (id), ``name, kind``, ``start, end`` (Date), ``states`` (ids divided by semicolons),
        ``certainty, note, source``. See `Event`.

    Examples
    --------
    >>> events().filter(event="ots2021")["start"].item()
    datetime.date(2021, 11, 12)
    """
    frame = read_rows("events", dates=["start", "end"])
    return frame.with_columns(pl.col(pl.String).fill_null(""))


def event(word: str) -> Event:
    """Return the event with this id or name.

    Parameters
    ----------
    word
        Such as ``"war44"`` or ``"Second Karabakh war (44-day war)"``, in any case.

    Returns
    -------
    Event
        Its dates, states and source.

    Raises
    ------
    UnknownEvent
        If there is none, with the nearest ids and names.

    Examples
    --------
    >>> war = event("war44")
    >>> war.start.isoformat(), war.end.isoformat(), war.states
    ('2020-09-27', '2020-11-10', ('ARM', 'AZE'))
    """
    found = _by_word().get(fold(str(word)))
    if found is None:
        words = [*events()["event"], *events()["name"]]
        raise UnknownEvent.among(word, words, do="`multipolar vocabulary events` lists all of them.")
    return found


@cache
def _by_word() -> dict[str, Event]:
    found = {}
    for row in events().iter_rows(named=True):
        one = Event(
            id=row["event"],
            name=row["name"],
            kind=row["kind"],
            start=row["start"],
            end=row["end"],
            states=tuple(row["states"].split(";")),
            note=row["note"],
            source=row["source"],
            certainty=row["certainty"],
        )
        found[fold(one.name)] = found[fold(one.id)] = one
    return found
