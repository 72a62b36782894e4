"""What a study file may say: the study, its named groups, and its claims."""

from __future__ import annotations

import datetime as dt
from typing import Self

from pydantic import Field, InstanceOf, model_validator

from multipolar.studies.claims.claim import Claim, Strict, Word

FORMAT = 1


class Group(Strict):
    """A named set of states: listed, or the members of an organisation on a day.

    Attributes
    ----------
    name
        What tables and charts call it.
    organisation
        An organisation of the vocabulary; its members on the day `on` are the group.
    states
        Or the states themselves, by id or name.
    on
        A day or a year (its last day). Needed with `organisation`.
    roles
        Which roles count: ``member``, ``observer``, ``associate``, ``partner``.
    without
        States to leave out, for "the members but one".
    """

    name: str = Field(min_length=1, max_length=80)
    organisation: str | None = None
    states: tuple[str, ...] | None = None
    on: dt.date | int | None = None
    roles: tuple[str, ...] = ("member",)
    without: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.organisation is None) == (self.states is None):
            raise ValueError("give either `organisation` (with `on`) or `states`, not both and not neither")
        if self.organisation is not None and self.on is None:
            raise ValueError("`organisation` needs `on`, a day or a year: memberships are dated")
        if self.states is not None and len(self.states) == 0:
            raise ValueError("`states` is empty; a group needs at least two states")
        return self


class Head(Strict):
    """The table ``[study]``.

    Attributes
    ----------
    id
        A short word that names the study.
    title
        The title of the report.
    question
        The question that the report answers.
    group
        The group that the study is about; the map shows it.
    seed
        Every random draw of the study starts from it.
    draws
        Random groups, permutations and bootstrap draws for each claim.
    map_layer
        The layer whose ties the map draws.
    map_year
        The year of those ties.
    """

    id: Word
    title: str = Field(min_length=1, max_length=140)
    question: str = Field(min_length=1, max_length=600)
    group: Word
    seed: int = Field(default=1, ge=0, lt=2**32)
    draws: int = Field(default=1000, ge=100, le=100_000)
    map_layer: str = "trade_total"
    map_year: int = Field(default=2020, ge=1816, le=2100)


class LeftOut(Strict):
    """A claim that is known but not tested, and why."""

    says: str = Field(min_length=1)
    why: str = Field(min_length=1)


class Part(Strict):
    """A part of the question, and the claims that bear on it; the answer has a sentence for each."""

    asks: str = Field(min_length=1, max_length=300)
    claims: tuple[Word, ...] = Field(min_length=1)


class Study(Strict):
    """A whole study file.

    Attributes
    ----------
    parts
        At most two questions, each with the claims that bear on it.
    left_out
        Claims that are not tested, and why.
    mirror
        State -> the state on the other side, for ``multipolar study NAME --mirror``.
    """

    format: int = Field(default=FORMAT, ge=FORMAT, le=FORMAT)
    study: Head
    groups: dict[Word, Group] = Field(min_length=1)
    claims: tuple[InstanceOf[Claim], ...] = Field(min_length=1)
    parts: tuple[Part, ...] = Field(default=(), max_length=2)
    left_out: tuple[LeftOut, ...] = ()
    mirror: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_meet(self) -> Self:
        ids = [claim.id for claim in self.claims]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"two claims have the id {twice[0]!r}; an id names one claim")
        if self.study.group not in self.groups:
            raise ValueError(
                f"[study] group is {self.study.group!r}, but there is no [groups.{self.study.group}]; "
                f"the groups are {', '.join(sorted(self.groups))}"
            )
        strange = [name for part in self.parts for name in part.claims if name not in ids]
        if strange:
            raise ValueError(f"[[parts]] names the claim {strange[0]!r}; the claims are {', '.join(ids)}")
        return self
