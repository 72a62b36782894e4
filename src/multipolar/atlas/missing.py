"""Why a value is missing: the question every null must be able to answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from multipolar import vocabulary
from multipolar.atlas.atlas import Atlas, open_atlas
from multipolar.atlas.membership import FIRST_YEAR, membership
from multipolar.atlas.values import layer_rows, variable_rows
from multipolar.errors import InputError
from multipolar.vocabulary.systems import LAST_YEAR
from multipolar.vocabulary.variables import TieLayer, Variable, variable_or_layer


class Reason(StrEnum):
    """Why a value is not there, or that it is."""

    PRESENT = "present"
    BEFORE_WINDOW = "before_window"
    AFTER_WINDOW = "after_window"
    STATE_NOT_IN_SYSTEM = "state_not_in_system"
    NOT_REPORTED = "not_reported"
    STRUCTURAL_ZERO = "structural_zero"


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a value is missing.

    Attributes
    ----------
    reason
        One of six.
    sentence
        The same for people, with the names and years in it.
    value
        The value, where it is present; 0 for a structural zero; else None.
    """

    reason: Reason
    sentence: str
    value: float | None


def why_missing(name: str, *where: str | int, atlas: Atlas | None = None) -> Missing:
    """Say why a variable of a state, or a tie between two, has no value in a year.

    Parameters
    ----------
    name
        The id of a variable or layer.
    where
        For a variable a state and a year; for a layer two states and a year. States by id or name.
    atlas
        The tables; None for the embedded ones.

    Returns
    -------
    Missing
        The reason and a sentence. ``present`` where there is a value after all.

    Raises
    ------
    UnknownVariable, UnknownState
        With suggestions.
    InputError
        Where states or year are too many, too few or not what they should be.

    Examples
    --------
    >>> print(why_missing("alliance_defence", "AZE", "TUR", 2021).sentence)
    Defence pact between Azerbaijan and Türkiye in 2021 is unknown: the source (atop) ends in 2018.
    """
    chosen = variable_or_layer(name)
    pair = isinstance(chosen, TieLayer)
    wanted = 2 if pair else 1
    if len(where) != wanted + 1 or not _is_year(where[-1]):
        raise InputError(
            f"{'A layer' if pair else 'A variable'} needs {'two states' if pair else 'a state'} and a year.",
            where=name,
            expected="AZE TUR 2021" if pair else "AZE 2021",
            got=" ".join(str(word) for word in where),
        )
    year = int(where[-1])
    states = tuple(vocabulary.state(str(word)) for word in where[:-1])
    if len(set(states)) < wanted:
        raise InputError("A state has no tie with itself.", where=name, got=" ".join(states))
    return _answer(chosen, states, year, open_atlas() if atlas is None else atlas)


def _is_year(word: object) -> bool:
    # NumPy's whole numbers are years too.
    return hasattr(word, "__index__") and not isinstance(word, bool)


def _answer(chosen: Variable, states: tuple[str, ...], year: int, atlas: Atlas) -> Missing:
    names = [vocabulary.state_name(state) for state in states]
    what = f"{chosen.label} {_whose(chosen, names)} in {year}"
    if chosen.first_year is not None and year < chosen.first_year:
        ends = f"the source ({chosen.source}) begins in {chosen.first_year}."
        return Missing(Reason.BEFORE_WINDOW, f"{what} is unknown: {ends}", None)
    if chosen.last_year is not None and year > chosen.last_year:
        ends = f"the source ({chosen.source}) ends in {chosen.last_year}."
        return Missing(Reason.AFTER_WINDOW, f"{what} is unknown: {ends}", None)
    listed = _listed(chosen, states, year, atlas)
    value = listed[0] if listed else None
    if value is not None:
        return Missing(Reason.PRESENT, f"{what} is known: {value:,.6g} ({chosen.unit}).", value)
    zero = chosen.absence == "structural_zero" and not listed
    for state, name in zip(states, names, strict=True):
        # Before 1816 nobody knows who was a state, so that nothing can be called zero.
        if (zero or FIRST_YEAR <= year <= LAST_YEAR) and not _member(state, year):
            why = f"{name} was not a member of the state system (Correlates of War) in {year}."
            return Missing(Reason.STATE_NOT_IN_SYSTEM, f"{what} is unknown: {why}", None)
    if zero:
        why = f"the source ({chosen.source}) lists every one there was, and this is not among them."
        return Missing(Reason.STRUCTURAL_ZERO, f"{what} is zero: {why}", 0.0)
    why = f"the source ({chosen.source}) covers {year}, but nothing is reported for it."
    return Missing(Reason.NOT_REPORTED, f"{what} is unknown: {why}", None)


def _whose(chosen: Variable, names: list[str]) -> str:
    if not isinstance(chosen, TieLayer):
        return f"of {names[0]}"
    return f"from {names[0]} to {names[1]}" if chosen.directed else f"between {names[0]} and {names[1]}"


def _listed(chosen: Variable, states: tuple[str, ...], year: int, atlas: Atlas) -> list[float | None]:
    if isinstance(chosen, TieLayer):
        rows = layer_rows(atlas, chosen).filter(state_i=states[0], state_j=states[1])
    else:
        rows = variable_rows(atlas, chosen).filter(state=states[0])
    if "year" in rows.collect_schema().names():
        rows = rows.filter(year=year)
    return rows.select(pl.col("value").cast(pl.Float64)).collect()["value"].to_list()


def _member(state: str, year: int) -> bool:
    return not membership("cow").filter(state=state, year=year).is_empty()
