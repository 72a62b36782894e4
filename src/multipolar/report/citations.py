"""BibTeX entries as references that a person reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = re.compile(r"\s+")
_URL = re.compile(r"(?:,|\band\b|;)?\s*\\url\{([^}]*)\}(?:\s+and\b(?=\s*\\url))?")
_ACCENT = re.compile(r"\\(?:(['`^\"~=.])\s*|([vcuHkr])(?:\s+|(?=\{)))\{?(\\?[A-Za-z])\}?")
_SIGN = re.compile(r"\\([A-Za-z]+)(?:\s+|\{\}|(?![A-Za-z]))")
_COMBINING = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "v": "\u030c",
    "c": "\u0327",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "r": "\u030a",
}
_SIGNS = {
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "ss": "ß",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "dh": "ð",
    "th": "þ",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in words, and where it is on the web (empty where BibTeX does not say)."""

    text: str
    url: str


def references(citation: str) -> tuple[Reference, ...]:
    """Return the references of a citation: of each BibTeX entry in it, or its own text where it has none.

    Examples
    --------
    >>> references("@misc{x, author = {Ray, James and Singer, J. David}, title = {{CON}}, year = {1973}}")
    (Reference(text='Ray, James and Singer, J. David (1973). CON.', url=''),)
    >>> references("Natural Earth")[0].text
    'Natural Earth'
    """
    entries = tuple(_reference(fields) for fields in _entries(citation))
    return entries or (Reference(_SPACE.sub(" ", citation).strip(), ""),)


def _entries(text: str) -> Iterator[dict[str, str]]:
    for entry in re.finditer(r"@\w+\s*\{[^,{}]*,", text):
        fields: dict[str, str] = {}
        place = entry.end()
        while field := re.compile(r"\s*(\w+)\s*=\s*([{\"]?)").match(text, place):
            value, place = _value(text, field.end(), field[2])
            fields[field[1].casefold()] = value
            if (comma := re.compile(r"\s*,").match(text, place)) is None:
                break
            place = comma.end()
        if fields:
            yield fields


def _value(text: str, start: int, opening: str) -> tuple[str, int]:
    """Return a field's value and the place behind it, keeping braces in balance."""
    if not opening:
        bare = re.compile(r"[^,}\s]*").match(text, start)
        return (bare[0], bare.end()) if bare else ("", start)
    depth = 0
    for place in range(start, len(text)):
        letter = text[place]
        if depth == 0 and letter == ("}" if opening == "{" else '"'):
            return text[start:place], place + 1
        depth += (letter == "{") - (letter == "}")
    return text[start:], len(text)


def _reference(fields: dict[str, str]) -> Reference:
    url = _plain(fields.get("url", ""))
    inside = _URL.search(fields.get("howpublished", "") + fields.get("note", ""))
    if not url and inside:
        url = inside[1]
    if not url and fields.get("doi"):
        url = f"https://doi.org/{_plain(fields['doi'])}"
    said = {name: _plain(_URL.sub("", value)) for name, value in fields.items()}
    who = said.get("author") or said.get("editor", "")
    year = f" ({said['year']})" if said.get("year") else ""
    number = said.get("volume", "") + (
        f"({said['number']})" if said.get("volume") and said.get("number") else ""
    )
    where = ", ".join(
        part
        for part in (
            said.get("journal") or said.get("booktitle", ""),
            number or " ".join(filter(None, (said.get("type", ""), said.get("number", "")))),
            said.get("pages", ""),
            said.get("publisher") or said.get("institution") or said.get("howpublished", ""),
            said.get("address", ""),
        )
        if part
    )
    parts = (f"{who}{year}".strip(), said.get("title", ""), where, said.get("note", ""))
    return Reference(" ".join(f"{part.rstrip('.')}." for part in parts if part), url)


def _plain(text: str) -> str:
    text = _SIGN.sub(lambda found: _SIGNS.get(found[1], found[0]), _ACCENT.sub(_accented, text))
    text = re.sub(r"\\([&$%#_{}])", r"\1", text).replace("---", "—").replace("--", "–")
    return _SPACE.sub(" ", re.sub(r"[{}\\]", "", text).replace("~", " ")).strip()


def _accented(found: re.Match[str]) -> str:
    """Return a letter with its accent; the dotless i and j of TeX get theirs in the place of the dot."""
    letter = found[3].removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _COMBINING[found[1] or found[2]])
