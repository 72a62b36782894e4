"""What a caller asked for, checked: years, states, columns."""

from __future__ import annotations

from collections.abc import Iterable
from operator import index

from multipolar import vocabulary
from multipolar.errors import InputError

LATEST_YEAR = 9999


def years(first: int, last: int) -> tuple[int, int]:
    """Check that `first` and `last` are whole years from 1 to 9999, in this order; NumPy's will do.

    Raises
    ------
    InputError
        Where they are not.

    Examples
    --------
    >>> years(1816, 2010)
    (1816, 2010)
    """
    first, last = _year("first", first), _year("last", last)
    if first > last:
        raise InputError(
            "The first year is after the last.", got=f"{first} to {last}", do="Exchange the two."
        )
    return first, last


def _year(name: str, given: int) -> int:
    try:
        year = None if isinstance(given, bool) else index(given)
    except TypeError:
        year = None
    if year is None or not 1 <= year <= LATEST_YEAR:
        raise InputError(
            f"The {name} year is not a year.",
            expected=f"a whole number from 1 to {LATEST_YEAR}, such as 1991",
            got=repr(given),
        )
    return year


def states(words: Iterable[str] | None) -> tuple[str, ...] | None:
    """Turn names, codes or ids into state ids, in the order given; None stays None.

    Raises
    ------
    UnknownState
        With suggestions.
    InputError
        Where there is none at all, one comes twice, or a bare text stands for a list.

    Examples
    --------
    >>> states(["Azerbaijan", "TUR"])
    ('AZE', 'TUR')
    """
    if words is None:
        return None
    if isinstance(words, str) or not isinstance(words, Iterable):
        raise InputError("States are given as a list.", expected=f"[{words!r}]", got=repr(words))
    given = list(words)
    ids = [vocabulary.state(word) for word in given]
    once(ids, "state", given)
    return tuple(ids)


def once(names: list[str], kind: str, given: list[str] | None = None) -> None:
    """Check that there is at least one name and that none comes twice.

    Raises
    ------
    InputError
        Naming those that do.
    """
    if not names:
        raise InputError(f"The list of {kind}s is empty.", do=f"Name at least one {kind}, or leave it out.")
    twice = [word for word, name in zip(given or names, names, strict=True) if names.count(name) > 1]
    if twice:
        raise InputError(f"A {kind} is named twice.", got=", ".join(map(str, twice)), do="Name each once.")
