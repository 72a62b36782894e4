"""What a study finds: estimates, comparisons, figures and verdicts, ready to be printed, drawn or saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

import polars as pl

ComparisonKind = Literal["random groups", "rival", "placebo", "mean", "mirror"]


class Verdict(StrEnum):
    """What the data say of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_DISTINGUISHABLE = "not distinguishable"
    UNTESTABLE = "untestable"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval.

    Attributes
    ----------
    value, low, high
        In `unit`; None where the data do not reach.
    level
        Coverage of the interval, such as 0.9.
    unit
        ``"share"`` (0 to 1), ``"percentage points"``, ``"percent a year"``, ``"US$ million"`` ...
    definition
        What the number is, as one sentence that names the years.
    method
        How the interval was made, as one sentence.
    over
        What the interval spans, in a few words: ``"over choices of measure and years"``, ``"beside chance"``,
        ``"by resampling"``. Intervals of different claims are of different kinds.
    """

    value: float | None
    low: float | None
    high: float | None
    unit: str
    definition: str
    method: str
    level: float = 0.9
    over: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same number for something else, so that the claim could have come out otherwise.

    Attributes
    ----------
    label
        ``"1,000 random groups of 5"``, ``"CIS"``, ``"Armenia"``, ``"same change before 2013"``.
    kind
        ``"random groups"``, ``"rival"``, ``"placebo"``, ``"mean"`` or ``"mirror"``.
    estimate
        Its value; for random groups and placebos the median, with the central interval.
    percentile
        Where the claim's own value stands among them, 0 to 100; None for a single comparison.
    """

    label: str
    kind: ComparisonKind
    estimate: Estimate
    percentile: float | None = None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The claim asked once more with one choice made otherwise (another measure, window or variable)."""

    choice: str
    estimate: Estimate
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as tidy data; the report draws it.

    Attributes
    ----------
    id
        Unique in the study; also the name of the CSV file that carries its data.
    kind
        ``"lines"`` (x, y, series; optional low and high bands), ``"intervals"`` (a dot with an
        interval for each category `y`; x, low, high), ``"bars"``, ``"steps"`` (states of a dated
        thing over time), ``"scatter"`` (x, y; optional series).
    data
        The tidy rows; the columns named below exist in it.
    x, y, series, low, high
        Column names; None where not used.
    highlight
        Values of `series` (or of `y` for intervals) that are the claim's own; the others are context.
    marks
        (ISO date or year as text, label) of vertical lines, such as the dates of a war.
    x_title, y_title
        With units.
    """

    id: str
    kind: Literal["lines", "intervals", "bars", "steps", "scatter"]
    title: str
    data: pl.DataFrame
    x: str
    y: str
    x_title: str
    y_title: str
    caption: str
    sources: tuple[str, ...]
    horizon: str
    series: str | None = None
    low: str | None = None
    high: str | None = None
    highlight: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one claim.

    Attributes
    ----------
    claim, kind, sentence
        Its id in the study file, its kind, and the claim in a sentence.
    verdict, because
        The verdict and the reason, one sentence with the decisive numbers in it.
    effect
        The claim's main number.
    horizon
        The last year or day the data used here reach, as text (``"2024"``, ``"2024-02-23"``).
    comparisons, sensitivity, figures
        See their classes.
    method
        How it was tested, in two sentences.
    rule
        The rule that turns the numbers into a verdict, from the docstring of the claim kind.
    would_change
        What data or result would change the verdict, a sentence.
    sources
        Ids of the sources used.
    descriptive
        True where the test describes and does not identify a cause; the report labels it so.
    notes
        Cautions, a sentence each; also parts of the claim that the data could not reach, and why.
    """

    claim: str
    kind: str
    sentence: str
    verdict: Verdict
    because: str
    effect: Estimate
    horizon: str
    method: str
    rule: str
    would_change: str
    sources: tuple[str, ...]
    comparisons: tuple[Comparison, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    figures: tuple[Figure, ...] = ()
    descriptive: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapOfTies:
    """What the report's world map shows.

    Attributes
    ----------
    states
        Columns: state, name, role (``"member"``, ``"observer"``, ``"rival member"``, ``"other"``), lon, lat.
    ties
        Columns: state_i, state_j, value, lon_i, lat_i, lon_j, lat_j; ties inside the group.
    title, caption, unit, horizon
        What a tie is, in words.
    """

    states: pl.DataFrame
    ties: pl.DataFrame
    title: str
    caption: str
    unit: str
    horizon: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a study found.

    Attributes
    ----------
    study, title, question
        Id, title and question of the study file.
    answer
        The answer in five sentences, built by rule from the verdicts.
    findings
        One a claim, in the order of the file.
    map
        The group and its ties on a map; None where the group has no place on one.
    coverage
        Columns: variable, label, source, first_year, last_year, absence, states_with_data,
        missing (a sentence: what is missing and why).
    left_out
        Claims that were not tested, with the reason, as (sentence, reason).
    vintages
        Source id -> {title, producer, version, licence, accessed, citation}, for the sources used.
    seed, version
        The random seed and the version of multipolar.
    """

    study: str
    title: str
    question: str
    answer: tuple[str, ...]
    findings: tuple[Finding, ...]
    map: MapOfTies | None
    coverage: pl.DataFrame
    left_out: tuple[tuple[str, str], ...]
    vintages: Mapping[str, Mapping[str, str]]
    seed: int
    version: str
    members: tuple[tuple[str, str, str], ...] = field(default_factory=tuple)
