"""Every error that multipolar raises on purpose.

::

    MultipolarError                    exit code 1 unless said otherwise
    ├── InputError                     what the user gave does not fit; exit code 2
    │   ├── UnknownName                a word that no vocabulary has, with the nearest ones
    │   │   ├── UnknownState
    │   │   ├── UnknownOrganisation
    │   │   ├── UnknownEvent
    │   │   ├── UnknownVariable        a variable, layer or table
    │   │   └── UnknownSource
    │   ├── OutsideWindow              a year or date that the data do not cover
    │   └── StudyError                 a study file that cannot be read or makes no sense
    ├── SourceError                    a published file is not what was recorded of it
    │   ├── ChecksumError
    │   ├── SchemaError                columns, types or rows that the source never had
    │   └── UnavailableError           not in cache, no mirror, no network
    ├── AtlasError                     the embedded tables are absent or damaged
    └── OutputError                    a result could not be written

A message is one paragraph: what was wrong, where, what was expected and what came, and what to do next.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar


class MultipolarError(Exception):
    """Anything multipolar raises on purpose.

    Parameters
    ----------
    what
        One sentence: what was wrong.
    where
        The file, key, row or column in which it was found.
    expected, got
        What would have fitted, and what came instead.
    rows
        The first offending rows, a few at most, already short enough to print.
    do
        What the reader can do next, as a sentence.

    Examples
    --------
    >>> print(MultipolarError("The year is not a number.", where="claims[0].from", got="'soon'"))
    The year is not a number. Where: claims[0].from. Got: 'soon'.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        expected: str | None = None,
        got: str | None = None,
        rows: Iterable[object] = (),
        do: str | None = None,
    ) -> None:
        self.what = what
        self.where = where
        self.expected = expected
        self.got = got
        self.rows = tuple(str(row) for row in rows)
        self.do = do
        super().__init__(self._paragraph())

    def _paragraph(self) -> str:
        labelled = (
            ("Where", self.where),
            ("Expected", self.expected),
            ("Got", self.got),
            ("First rows", "; ".join(self.rows[:3]) or None),
        )
        parts = [self.what, *(f"{label}: {text.rstrip('.')}." for label, text in labelled if text)]
        if self.do:
            parts.append(self.do)
        return " ".join(parts)


class InputError(MultipolarError):
    """What the user gave does not fit: a bad argument, an empty group, an end before its start."""

    exit_code: ClassVar[int] = 2


class UnknownName(InputError):  # noqa: N818 - the words of the tree above
    """A word that the vocabulary does not have; the message offers the nearest ones that it has.

    Examples
    --------
    >>> print(UnknownVariable.among("milx", ["milex", "cinc"]))
    There is no variable 'milx'. Did you mean 'milex'?
    """

    kind: ClassVar[str] = "name"

    @classmethod
    def among(
        cls, word: object, known: Iterable[str], *, where: str | None = None, do: str | None = None
    ) -> UnknownName:
        """Build the error for `word`, suggesting at most three of `known`."""
        near = suggestions(str(word), known)
        hint = f"Did you mean {' or '.join(repr(name) for name in near)}?" if near else None
        advice = " ".join(filter(None, (hint, do))) or None
        return cls(f"There is no {cls.kind} {str(word)!r}.", where=where, do=advice)


class UnknownState(UnknownName):
    """No state has this id, code or name (in that year)."""

    kind: ClassVar[str] = "state"


class UnknownOrganisation(UnknownName):
    """No organisation or treaty has this id or name."""

    kind: ClassVar[str] = "organisation"


class UnknownEvent(UnknownName):
    """No dated event has this id."""

    kind: ClassVar[str] = "event"


class UnknownVariable(UnknownName):
    """No variable, layer or table has this name."""

    kind: ClassVar[str] = "variable"


class UnknownSource(UnknownName):
    """No source has this id."""

    kind: ClassVar[str] = "source"


class OutsideWindow(InputError):  # noqa: N818 - the words of the tree above
    """A year or date that the data asked for do not cover."""


class StudyError(InputError):
    """A study file that cannot be read, or whose keys make no sense."""


class SourceError(MultipolarError):
    """A published file is not what was recorded of it."""


class ChecksumError(SourceError):
    """A file's SHA-256 differs from the recorded one."""


class SchemaError(SourceError):
    """A file's columns, types, codes or row counts are not those the source is known to have."""


class UnavailableError(SourceError):
    """A file is neither in the cache nor in a mirror, and cannot be downloaded."""


class AtlasError(MultipolarError):
    """The embedded tables are absent, damaged or of another version."""


class OutputError(MultipolarError):
    """A result could not be written: the folder is not writable, the disk is full."""


def suggestions(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return up to `most` of `known` that look like `word`, the nearest first, ignoring case.

    Examples
    --------
    >>> suggestions("Aserbaijan", ["Azerbaijan", "Armenia"])
    ['Azerbaijan']
    """
    by_folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=most, cutoff=0.6)
    return [by_folded[name] for name in near]
