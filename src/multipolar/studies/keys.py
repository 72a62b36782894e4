"""The keys of a study file in words: what each may be, its default, and what it means, all from the code."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from multipolar.studies.claims.claim import SYSTEM_BEGINS

Schema = Mapping[str, Any]
WORD = ", of lower-case letters, digits, - and _, that begins with a letter"
NUMBERS = ("no", "one", "two", "three", "four")
ALIAS = r" \(keys? `[^)]*\)"  # how a docstring names the key of an attribute; the key stands beside it anyway


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table in a study file.

    Attributes
    ----------
    name
        As it is written in the file.
    allowed
        What it may be, in words.
    default
        What it is where it is left out, as TOML; ``needed`` where it may not be, ``none`` for nothing.
    meaning
        From the docstring of the class that reads the table.
    """

    name: str
    allowed: str
    default: str
    meaning: str


def keys(model: type[BaseModel]) -> tuple[Key, ...]:
    """Return the keys of a table of a study file, such as a kind of claim, in the order of the class.

    Examples
    --------
    >>> from multipolar.studies.claims import kinds
    >>> [key.default for key in keys(kinds()["before-after"]) if key.name in ("event", "days")]
    ['needed', '365']
    """
    schema, meanings = model.model_json_schema(), _meanings(model)
    attributes = {field.alias or name: name for name, field in model.model_fields.items()}
    return tuple(
        Key(
            name,
            allowed(part, schema),
            "needed" if name in schema.get("required", ()) else _default(part.get("default")),
            meanings.get(attributes[name], ""),
        )
        for name, part in schema["properties"].items()
    )


def about(model: type[BaseModel]) -> tuple[str, ...]:
    """Return what a class's docstring says before its first section, one text a paragraph.

    Examples
    --------
    >>> from multipolar.studies.claims import kinds
    >>> about(kinds()["fact"])[0]
    'An armed conflict ended by a year.'
    """
    text = re.split(r"^\w+\n-+$", inspect.getdoc(model) or "", maxsplit=1, flags=re.MULTILINE)[0]
    return tuple(_on_one_line(part) for part in text.strip().split("\n\n"))


def allowed(part: Schema, schema: Schema) -> str:
    """Return in words what a value may be.

    Parameters
    ----------
    part
        The JSON schema of the value.
    schema
        The whole schema, which holds what `part` refers to.

    Examples
    --------
    >>> allowed({"type": "integer", "minimum": 14, "maximum": 1500}, {})
    'a whole number, 14 to 1,500'
    >>> allowed({"enum": ["up", "down"]}, {})
    '"up" or "down"'
    """
    part = resolved(part, schema)
    if "anyOf" in part:
        return " or ".join(allowed(each, schema) for each in part["anyOf"] if each.get("type") != "null")
    if "const" in part or "enum" in part:
        *others, last = [spelled(value) for value in part.get("enum", [part.get("const")])]
        return f"{', '.join(others)} or {last}" if others else last
    noun, limits = _described(part, schema)
    return noun[0] + limits


def resolved(part: Schema, schema: Schema) -> Schema:
    """Return a part of a JSON schema, or what it refers to."""
    reference = part.get("$ref")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else part


def spelled(value: object) -> str:
    """Return a value as TOML spells it.

    Examples
    --------
    >>> spelled(("AZE", 2020, True))
    '["AZE", 2020, true]'
    """
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(spelled, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key} = {spelled(item)}' for key, item in value.items())}}}"
    if isinstance(value, str | bool):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _described(part: Schema, schema: Schema) -> tuple[tuple[str, str], str]:
    """Return the noun for one and for several such values, and the limits of each."""
    kind = part.get("type")
    if kind == "array":
        return _list(part, schema)
    if kind == "string":
        return _text(part)
    if kind == "integer":
        low, high = part.get("minimum"), part.get("maximum", part.get("exclusiveMaximum", 0) - 1)
        if low == SYSTEM_BEGINS:
            return ("a year", "years"), f", {low} to {high}"
        return ("a whole number", "whole numbers"), _limits(low, high if high >= 0 else None)
    if kind == "number":
        return ("a number", "numbers"), _limits(part.get("minimum"), part.get("maximum"))
    return (("true or false",) * 2 if kind == "boolean" else ("a table", "tables")), ""


def _text(part: Schema) -> tuple[tuple[str, str], str]:
    if part.get("format") == "date":
        return ("a day such as 2024-12-31", "days"), ""
    if "pattern" in part:
        return ("a word in quotes", "words in quotes"), WORD
    most = part.get("maxLength")
    return ("text in quotes", "texts in quotes"), f", at most {most} characters" if most else ""


def _limits(low: float | None, high: float | None) -> str:
    if low is None:
        return "" if high is None else f", at most {high:,}"
    if high is None:
        return f", {low:,} or more"
    return f", {low:,}" if low == high else f", {low:,} to {high:,}"


def _list(part: Schema, schema: Schema) -> tuple[tuple[str, str], str]:
    first, *_ = part.get("prefixItems", [part.get("items", {})])
    (_, several), limits = _described(resolved(first, schema), schema)
    least, most = part.get("minItems", 0), part.get("maxItems")
    if least == most and most is not None:
        count = NUMBERS[most] if most < len(NUMBERS) else str(most)
        return (f"a list of {count} {several}", f"lists of {count} {several}"), limits
    size = f", at least {NUMBERS[least]}" if 0 < least < len(NUMBERS) else ""
    size += f", at most {most}" if most else ""
    return (f"a list of {several}", f"lists of {several}"), limits + size


def _default(value: object) -> str:
    return "none" if value in (None, [], ()) else spelled(value)


def _meanings(model: type[BaseModel]) -> dict[str, str]:
    """Return what the docstrings of a class and its bases say of each attribute."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        _, _, section = inspect.cleandoc(each.__dict__.get("__doc__") or "").partition(
            "Attributes\n----------\n"
        )
        section = re.split(r"^\w+\n-+$", section, maxsplit=1, flags=re.MULTILINE)[0]
        for names, text in re.findall(r"^(\w[^\n]*)\n((?:[ ]+[^\n]+\n?|\n)+)", section, re.MULTILINE):
            for name in names.split(", "):
                found[name] = re.sub(ALIAS, "", _on_one_line(text))
    return found


def _on_one_line(text: str) -> str:
    return " ".join(text.split()).replace("``", "`")


def place_of(location: Sequence[str | int], model: type[BaseModel]) -> tuple[tuple[str | int, ...], Schema]:
    """Return the keys and places that lead to a value, and the JSON schema of that value.

    Parameters
    ----------
    location
        As pydantic gives it, with the names of the types that it tried among the keys.
    model
        The class that reads the outermost table.

    Examples
    --------
    >>> from multipolar.studies.study import Study
    >>> place_of(("groups", "members", "on", "date"), Study)[0]
    ('groups', 'members', 'on')
    """
    schema = model.model_json_schema()
    part: Schema = schema
    kept: list[str | int] = []
    for step in location:
        inside = _inside(part, step, schema)
        if inside is not None:
            kept.append(step)
            part = resolved(inside, schema)
    return tuple(kept), part


def _inside(part: Schema, step: str | int, schema: Schema) -> Schema | None:
    for each in part.get("anyOf", [part]):
        inner = resolved(each, schema)
        found: Schema | None = None
        if isinstance(step, int):
            fixed = inner.get("prefixItems", [])
            found = fixed[step] if step < len(fixed) else inner.get("items")
        elif inner.get("type") == "object":
            open_part = [*inner.get("patternProperties", {}).values(), inner.get("additionalProperties")]
            found = inner.get("properties", {}).get(step) or next(filter(None, open_part), None)
        if found is not None:
            return found
    return None
