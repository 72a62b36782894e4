"""What all claims have in common: an id, a sentence, a kind, and a test that yields a finding."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from multipolar.studies.context import Context
    from multipolar.studies.findings import Finding

Word = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z][a-z0-9_-]*$")]
SYSTEM_BEGINS = 1816  # the first year of the Correlates of War state system
Year = Annotated[int, Field(ge=SYSTEM_BEGINS, le=2100)]


class Strict(BaseModel):
    """A part of a study file: unknown keys are refused, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


class Claim(Strict, ABC):
    """One testable proposition.

    A kind of claim is a subclass in a file of its own in this folder. Its docstring ends with a
    section "Verdict", whose text is printed in the report as the rule.

    Attributes
    ----------
    id
        A short word, unique in the study.
    kind
        Which kind of claim it is.
    says
        The claim as a sentence.
    short
        The same in a few words, for the answer.
    note
        A caution printed with the finding.
    other_side
        The sentence of the claim when the other side is asked (``--mirror``), where exchanging the states' names in
        `says` would not make a true question; ``false`` where the claim is about one side alone.
    """

    KIND: ClassVar[str]

    id: Word
    kind: str
    says: str = Field(min_length=1, max_length=400)
    short: str | None = Field(default=None, min_length=1, max_length=80)
    note: str | None = None
    other_side: str | Literal[False] | None = None

    @abstractmethod
    def check(self, context: Context) -> None:
        """Raise an `InputError` if a state, group, variable or event that the claim names does not exist."""

    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """Return the variables and layers that the claim uses, for the page of coverage."""

    @abstractmethod
    def test(self, context: Context) -> Finding:
        """Hold the claim against the data."""

    @classmethod
    def rule(cls) -> str:
        """Return the verdict rule: the text under "Verdict" in the class's docstring, on one line."""
        lines = (inspect.getdoc(cls) or "").splitlines()
        start = lines.index("Verdict") + 2
        return " ".join(line.strip() for line in lines[start:] if line.strip())
