"""Organisations, treaties and forums: what they are called, and which states were in them on which day.

The day on which a role is counted to begin is the organisation's own: entry into force where there is a
treaty, otherwise the decision that admitted the state; a row says so where it differs. The last day of a
role is still part of it: the United Kingdom was a member of the European Union on 31 January 2020.
Rows were checked for the time up to `CHECKED_TO`; of what changed later only a part is here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

import polars as pl

from multipolar.errors import InputError, UnknownOrganisation
from multipolar.vocabulary.rows import read_rows
from multipolar.vocabulary.words import fold

CHECKED_TO = dt.date(2025, 12, 31)
"""The last day up to which memberships and events were checked."""

ROLES = ("member", "suspended", "associate", "observer", "partner", "invited")
"""What a state can be in an organisation; at most one of these on any day."""


@cache
def organisations() -> pl.DataFrame:
    """Return every organisation, treaty and forum, one row each.

    Returns
    -------
    polars.DataFrame
        ``organisation`` (id), ``name, short_name``, ``aliases`` (other names, divided by semicolons),
        ``kind`` (``organisation``; ``treaty``: no organs of its own; ``forum``: no founding treaty),
        ``founded, ended`` (Date; null is not ended), ``predecessor_names`` (earlier names under which its
        rows also count), ``note, source``.

    Examples
    --------
    >>> organisations().filter(organisation="OTS")["name"].item()
    'Organization of Turkic States'
    """
    return _without_null_text(read_rows("organisations", dates=["founded", "ended"]))


@cache
def memberships() -> pl.DataFrame:
    """Return every dated role of a state in an organisation, one row a spell.

    Returns
    -------
    polars.DataFrame
        ``organisation, state`` (ids), ``role`` (one of `ROLES`), ``from, to`` (Date, both inclusive; a null
        ``to`` is a role that had not ended), ``certainty`` (``exact``; ``year``: the year is sure and the
        day is the best known; ``uncertain``: the year, or the status itself, is in doubt, and the note says
        why), ``note, source``.

    Examples
    --------
    >>> memberships().filter(organisation="OTS", state="UZB")["from"].item()
    datetime.date(2019, 10, 15)
    """
    return _without_null_text(read_rows("memberships", dates=["from", "to"]))


def organisation(word: str) -> str:
    """Return the id of the organisation that a word means: an id, a name, or an earlier name, in any case.

    Parameters
    ----------
    word
        ``"OTS"``, ``"Turkic Council"``, ``"Organisation of Turkic States"`` ... Accents do not matter.

    Returns
    -------
    str
        An organisation id.

    Raises
    ------
    UnknownOrganisation
        If none has that name, with the nearest names.

    Examples
    --------
    >>> organisation("Turkic Council"), organisation("visegrad group"), organisation("OAU")
    ('OTS', 'V4', 'AU')
    >>> organisation("Turkik Council")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    multipolar.errors.UnknownOrganisation: There is no organisation 'Turkik Council'. Did you mean ...
    """
    found = _by_word().get(fold(str(word)))
    if found is None:
        names = [*organisations()["organisation"], *organisations()["name"], *_other_names()]
        raise UnknownOrganisation.among(
            word, names, do="`multipolar vocabulary organisations` lists all of them."
        )
    return found


def organisation_name(organisation_id: str) -> str:
    """Return the present name of an organisation.

    Parameters
    ----------
    organisation_id
        An id, or any word that `organisation` knows.

    Returns
    -------
    str
        Such as ``"Organization of Turkic States"``.

    Raises
    ------
    UnknownOrganisation
        If there is none.

    Examples
    --------
    >>> organisation_name("LAS")
    'League of Arab States'
    """
    return str(organisations().filter(organisation=organisation(organisation_id))["name"].item())


def members(organisation_word: str, on: dt.date | int, roles: Iterable[str] = ("member",)) -> tuple[str, ...]:
    """Return the states that had one of these roles in an organisation on a day.

    Parameters
    ----------
    organisation_word
        An organisation's id or name.
    on
        A day, or a year, which means its last day. After `CHECKED_TO` the answer is that of `CHECKED_TO`,
        as far as is known.
    roles
        Some of `ROLES`. A suspended state still belongs to its organisation but is not among the members
        unless ``"suspended"`` is asked for.

    Returns
    -------
    tuple of str
        State ids in alphabetical order; empty before the organisation began. A few are not in any state
        system (``ESH`` in the African Union, ``PSE`` in the Arab League).

    Raises
    ------
    UnknownOrganisation
        If there is no such organisation.
    InputError
        If `on` is neither a day nor a year, or a role is not one of `ROLES`.

    Examples
    --------
    >>> members("OTS", 2018)
    ('AZE', 'KAZ', 'KGZ', 'TUR')
    >>> members("Turkic Council", 2021, roles=("member", "observer"))
    ('AZE', 'HUN', 'KAZ', 'KGZ', 'TKM', 'TUR', 'UZB')
    """
    day, wanted = _day(on), _known_roles(roles)
    rows = memberships().filter(
        pl.col("organisation") == organisation(organisation_word),
        pl.col("role").is_in(wanted),
        pl.col("from") <= day,
        pl.col("to").is_null() | (pl.col("to") >= day),
    )
    return tuple(sorted(rows["state"]))


def _day(on: dt.date | int) -> dt.date:
    if isinstance(on, dt.datetime):
        return on.date()
    if isinstance(on, dt.date):
        return on
    if isinstance(on, int) and not isinstance(on, bool) and dt.MINYEAR <= on <= dt.MAXYEAR:
        return dt.date(on, 12, 31)
    raise InputError("This is neither a day nor a year.", expected="a date or a year", got=repr(on))


def _known_roles(roles: Iterable[str]) -> list[str]:
    wanted = [roles] if isinstance(roles, str) else list(roles)
    strange = [role for role in wanted if role not in ROLES]
    if strange:
        raise InputError("No state has such a role.", expected=", ".join(ROLES), got=repr(strange[0]))
    return wanted


@cache
def _by_word() -> dict[str, str]:
    table = organisations()
    pairs = [(fold(name), found) for name, found in _other_names().items()]
    # ids and present names come last, so that they win over another organisation's alias
    for column in ("short_name", "name", "organisation"):
        pairs += zip(map(fold, table[column]), table["organisation"], strict=True)
    return dict(pairs)


@cache
def _other_names() -> dict[str, str]:
    listed = organisations().select(
        "organisation", pl.concat_list("aliases", "predecessor_names").alias("names")
    )
    return {
        word: found
        for found, names in listed.iter_rows()
        for text in names
        for word in text.split(";")
        if word
    }


def _without_null_text(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(pl.String).fill_null(""))
