"""What the code says of the keys of a study file."""

from __future__ import annotations

import pytest

from multipolar.studies.claims import kinds
from multipolar.studies.keys import about, allowed, keys, spelled
from multipolar.studies.study import Group, Head


@pytest.mark.parametrize("model", [*kinds().values(), Head, Group], ids=lambda model: model.__name__)
def test_every_key_is_explained(model: type) -> None:
    found = keys(model)
    assert {key.name for key in found} == {
        field.alias or name
        for name, field in model.model_fields.items()  # type: ignore[attr-defined]
    }
    for key in found:
        assert key.allowed, key
        assert key.default, key
        assert key.meaning.endswith("."), key
        assert "``" not in key.meaning
        assert "(key" not in key.meaning
    assert all(paragraph.endswith(".") for paragraph in about(model))


def test_keys_are_those_of_the_file() -> None:
    found = {key.name: key for key in keys(kinds()["share"])}
    assert "from" in found
    assert "from_year" not in found
    assert found["from"].allowed == "a year, 1816 to 2100"
    assert found["against"].allowed == '"own past", "other states" or "random groups"'
    assert (found["against"].default, found["of"].default, found["event"].default) == (
        '"own past"',
        "needed",
        "none",
    )
    assert found["variables"].allowed == "a list of texts in quotes, at least one"
    ties = {key.name: key for key in keys(kinds()["ties"])}
    assert ties["after"].allowed == "a list of two years, 1816 to 2100"
    assert {key.name: key for key in keys(Head)}["draws"].allowed == "a whole number, 100 to 100,000"


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "boolean"}, "true or false"),
        ({"type": "number"}, "a number"),
        ({"type": "number", "minimum": 0}, "a number, 0 or more"),
        ({"type": "number", "maximum": 9}, "a number, at most 9"),
        ({"type": "object"}, "a table"),
        ({"type": "integer"}, "a whole number"),
        ({"type": "array", "items": {"type": "integer"}}, "a list of whole numbers"),
        ({"anyOf": [{"type": "integer"}, {"const": False}, {"type": "null"}]}, "a whole number or false"),
    ],
)
def test_what_may_be_is_said_in_words(schema: dict[str, object], words: str) -> None:
    assert allowed(schema, {}) == words


def test_values_are_spelled_as_in_the_file() -> None:
    assert spelled({"a": [1, True, "é"]}) == '{a = [1, true, "é"]}'
