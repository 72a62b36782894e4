"""When two spellings are the same word."""

from __future__ import annotations

import unicodedata


def fold(word: str) -> str:
    """Return a word without case, accents, and the differences of spelling that mean nothing.

    Parameters
    ----------
    word
        What a person typed, or a name from a list.

    Returns
    -------
    str
        A key: two spellings of one word give the same one. Not meant to be shown.

    Examples
    --------
    >>> fold("Visegrád  Group") == fold("visegrad group")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = plain.replace("ı", "i").replace("’", "'").replace("&", "and")
    return " ".join(plain.casefold().replace(".", " ").replace(",", " ").split())
