"""What does not fit in a study file, from pydantic's words to a sentence that names the key and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from multipolar.errors import StudyError, suggestions
from multipolar.studies.claims import Claim
from multipolar.studies.keys import Schema, allowed, place_of, spelled

LONGEST = 80  # characters of a value that an error repeats
EXAMPLE = "`multipolar new-study NAME` writes an example."
SENTENCES = {
    "bool_type": "This is neither true nor false.",
    "date_type": "This is neither a day nor a year.",
    "dict_type": "This is not a table.",
    "finite_number": "This is not a number that can be counted with.",
    "float_type": "This is not a number.",
    "greater_than": "The number is too small.",
    "greater_than_equal": "The number is too small.",
    "int_from_float": "This is not a whole number.",
    "int_parsing": "This is not a whole number.",
    "int_parsing_size": "The number is too large.",
    "int_type": "This is not a whole number.",
    "less_than": "The number is too large.",
    "less_than_equal": "The number is too large.",
    "literal_error": "This is not one of the words that can stand here.",
    "missing": "The list is too short.",  # of a key that is not there another sentence speaks
    "model_type": "This is not a table.",
    "string_pattern_mismatch": "This cannot be the name of something.",
    "string_too_long": "The text is too long.",
    "string_type": "This is not text in quotes.",
    "too_long": "The list is too long.",
    "tuple_type": "This is not a list in brackets.",
}


def misfit(error: ValidationError, model: type[BaseModel], prefix: str, where: str) -> StudyError:
    """Say the first thing that is wrong; a count tells of the rest.

    Parameters
    ----------
    error
        What pydantic found.
    model
        The class that was to read the table.
    prefix
        What comes before the key: ``"claims[2] (growth)."``.
    where
        The file; empty where the value came with the command.
    """
    # A misspelt key comes first: it is why another one is missing.
    found = sorted(error.errors(include_url=False), key=lambda item: item["type"] != "extra_forbidden")
    first = found[0]
    location, part = place_of(first["loc"], model)
    number = len({place_of(item["loc"], model)[0] for item in found if not _strange(item)} - {location})
    number += sum(map(_strange, found[1:]))
    more = "" if not number else f"{number} more {'place is' if number == 1 else 'places are'} wrong."
    if _strange(first):
        return _unknown(str(first["loc"][-1]), part, _place(where, prefix, first["loc"]), more)
    place = _place(where, prefix, location)
    if first["type"] == "missing" and not isinstance(first["loc"][-1], int):
        kind = model.KIND if issubclass(model, Claim) else None
        help_with = f"`multipolar claims {kind}` says what it means." if kind else EXAMPLE
        return StudyError(
            "A key is missing.",
            where=place,
            expected=allowed(part, model.model_json_schema()),
            do=f"Add it; {help_with} {more}".strip(),
        )
    if first["type"] == "value_error":
        message = first["msg"].removeprefix("Value error, ")
        return StudyError(f"{message[0].upper()}{message[1:]}.", where=place, do=more or None)
    if first["type"] == "missing":
        location, part = place_of(first["loc"][:-1], model)
        place = _place(where, prefix, location)
    got = spelled(first["input"])
    return StudyError(
        _sentence(first),
        where=place,
        expected=allowed(part, model.model_json_schema()) if location else None,
        got=got if len(got) <= LONGEST else f"{got[: LONGEST - 3]}...",
        do=more or None,
    )


def _strange(item: Mapping[str, Any]) -> bool:
    return bool(item["type"] == "extra_forbidden")


def _unknown(key: str, table: Schema, place: str, more: str) -> StudyError:
    known = list(table.get("properties", {}))
    near = suggestions(key, known)
    advice = f"Did you mean {near[0]!r}?" if near else "Remove it or correct its name."
    return StudyError(
        f"There is no key {key!r} here.",
        where=place,
        expected=f"one of {', '.join(known)}",
        do=f"{advice} {more}".strip(),
    )


def _sentence(item: Mapping[str, Any]) -> str:
    if item["type"] in ("too_short", "string_too_short"):
        thing = "text" if item["type"] == "string_too_short" else "list"
        if isinstance(item["input"], dict):
            thing = "table"
        return f"The {thing} is {'too short' if item['input'] else 'empty'}."
    message = str(item["msg"])
    return SENTENCES.get(item["type"], f"{message[0].upper()}{message[1:]}.")


def _place(where: str, prefix: str, location: Iterable[str | int]) -> str:
    key = prefix + "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location)
    key = key.replace(f"{prefix}.", prefix, 1)
    return ", ".join(text for text in (where, key.removesuffix(".")) if text)
