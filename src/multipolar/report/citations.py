"""BibTeX entries as references that a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = re.compile(r"\s+")


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
    inside = re.search(r"\\url\{([^}]*)\}", fields.get("howpublished", "") + fields.get("note", ""))
    if not url and inside:
        url = inside[1]
    if not url and fields.get("doi"):
        url = f"https://doi.org/{_plain(fields['doi'])}"
    said = {name: _plain(re.sub(r",?\s*\\url\{[^}]*\}", "", value)) for name, value in fields.items()}
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
    text = text.replace("--", "–").replace("\\&", "&")
    return _SPACE.sub(" ", re.sub(r"[{}]", "", text)).strip()
