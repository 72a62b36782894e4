"""From numbers to a verdict: one rule for all kinds of claims that measure an effect."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from multipolar.studies.findings import Comparison, ComparisonKind, Estimate, Sensitivity, Verdict
from multipolar.studies.numbers import interval_text, level_text, ordinal, value_text
from multipolar.studies.wording import listed
from multipolar.ties import Standing

AGREEMENT = 0.8
PERCENTILE = 90.0
MIDDLE = 50.0
ERRORS = 2.0  # standard errors of drawing by which a place among random draws must clear an edge


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict rests on.

    Attributes
    ----------
    effect
        The preferred estimate; positive in the direction of `sign` if the claim holds.
    sign
        +1 where the claim says "more" or "up", -1 where it says "less" or "down".
    sensitivity
        The other choices tried.
    percentile
        Where the effect stands among the comparisons, 0 to 100; None where the rule asks for none, NaN where it
        asks and there is nothing to compare with.
    among
        What the comparisons are, in words: ``"1,000 random groups of 5 states"``.
    drawn
        How many of the comparisons were drawn at random, so that another seed draws others; 0 where they are all
        there are.
    spans_draws
        Whether the interval of the effect comes from these draws too.
    """

    effect: Estimate
    sign: int
    sensitivity: Sequence[Sensitivity]
    percentile: float | None
    among: str
    drawn: int = 0
    spans_draws: bool = False


class Weighed(NamedTuple):
    """A verdict, the sentence that gives its reason, and the sentence that says what would change it."""

    verdict: Verdict
    because: str
    would_change: str


def weigh(evidence: Evidence) -> Weighed:
    """Return the verdict, its reason, and what would change it.

    *Supported*: the effect has the claimed sign and its interval leaves out zero; at least 80 % of the other
    choices have that sign; and it stands in the outer tenth of the comparisons, on the claim's side.
    *Contradicted*: the effect has the opposite sign, its interval leaves out zero, at least 80 % of the other
    choices agree with that, and it stands on the other side of the middle of the comparisons. It need not stand
    far out: a claim is contradicted where the facts are the opposite, and supported where they also are more than
    chance or ordinary change would give. *Untestable*: there is no effect to weigh. Otherwise *not
    distinguishable*; so it is, too, where the rule asks for a comparison and there is nothing to compare with.
    Where the comparisons were drawn at random, the place must lie two standard errors of drawing beyond the edge
    (of the outer tenth, of the middle, or of the interval that comes from them), so that no seed decides.

    Examples
    --------
    >>> up = Estimate(2.0, 1.0, 3.0, "percentage points", "the change", "bootstrap")
    >>> weigh(Evidence(up, 1, [], 97.0, "100 random groups")).verdict
    <Verdict.SUPPORTED: 'supported'>
    >>> weigh(Evidence(up, 1, [], 55.0, "100 random groups")).verdict
    <Verdict.NOT_DISTINGUISHABLE: 'not distinguishable'>
    """
    effect, sign = evidence.effect, evidence.sign
    if effect.value is None:
        return Weighed(
            Verdict.UNTESTABLE,
            "A value that the claim needs is not in the data, and none is put in its place.",
            "Data that have the value.",
        )
    low = effect.low if effect.low is not None else effect.value
    high = effect.high if effect.high is not None else effect.value
    clear_of_zero = low > 0 or high < 0
    tried = [item.holds for item in evidence.sensitivity if item.holds is not None]
    place = None if evidence.percentile is None else _on_the_side_of(sign, evidence.percentile)
    edge = 50 * (1 + effect.level) if evidence.spans_draws else PERCENTILE
    outer = place is None or place >= PERCENTILE
    chancy = clear_of_zero and outer and place is not None and place < edge + _error(edge, evidence.drawn)
    failing = {
        "an effect of the claimed sign": effect.value * sign > 0,
        "an interval that leaves zero out": clear_of_zero,
        f"agreement of {100 * AGREEMENT:.0f} % of the other choices": _share(tried, True) >= AGREEMENT,
        "a place in the outer tenth of the comparisons": outer,
        "a place that another random draw could not undo": not (evidence.drawn and chancy),
    }
    missing = [words for words, holds in failing.items() if not holds]
    if effect.value * sign <= 0:
        missing = missing[:1]  # without the claimed sign the rest has nothing to bear out
    bar = 100 - edge if evidence.drawn and evidence.spans_draws else MIDDLE
    against = (
        effect.value * sign < 0
        and clear_of_zero
        and _share(tried, False) >= AGREEMENT
        # nothing to compare with does not save a claim
        and (place is None or not place >= bar - _error(bar, evidence.drawn))
    )
    verdict = Verdict.NOT_DISTINGUISHABLE
    if not missing:
        verdict = Verdict.SUPPORTED
    elif against:
        verdict = Verdict.CONTRADICTED
    because = _because(evidence, clear_of_zero, tried)
    if verdict is Verdict.NOT_DISTINGUISHABLE:
        because += f" To be supported it lacks {listed(missing)}."
    would_change = _WOULD_CHANGE[verdict].format(lacks=listed(missing))
    if verdict is Verdict.SUPPORTED and place is not None:
        would_change = would_change.removesuffix(".") + ", or in which the effect is an ordinary one."
    return Weighed(verdict, because, would_change)


_WOULD_CHANGE = {
    Verdict.SUPPORTED: (
        "Data or choices in which the interval includes zero, or more than a fifth of the other choices disagree."
    ),
    Verdict.CONTRADICTED: (
        "Data or choices in which the interval includes zero, or more than a fifth of the other choices agree with the "
        "claim."
    ),
    Verdict.NOT_DISTINGUISHABLE: "It would be supported with {lacks}.",
}


def _share(tried: Sequence[bool], wanted: bool) -> float:
    """Return the part of the other choices that hold (or fail); 1 where none was tried."""
    return sum(item is wanted for item in tried) / len(tried) if tried else 1.0


def _error(place: float, drawn: int) -> float:
    """Return twice the standard error of a percentile near `place` among random draws; 0 where none was drawn."""
    return ERRORS * math.sqrt(place * (100 - place) / drawn) if drawn else 0.0


def _on_the_side_of(sign: int, percentile: float) -> float:
    return percentile if sign > 0 else 100 - percentile


def _because(evidence: Evidence, clear_of_zero: bool, tried: Sequence[bool]) -> str:
    effect = evidence.effect
    parts = [f"The effect is {value_text(effect, short=True)}"]
    if ends := interval_text(effect):
        zero = "leaves zero out" if clear_of_zero else "includes zero"
        over = f", {effect.over}" if effect.over else ""
        parts[0] += f", and its {level_text(effect)} interval ({ends}{over}) {zero}"
    if tried:
        parts.append(f"{sum(tried)} of {len(tried)} other choices agree with the claim")
    if evidence.percentile is not None:
        parts.append(_place(evidence.percentile, evidence.among))
    return "; ".join(parts) + "."


def _place(percentile: float, among: str) -> str:
    if not np.isfinite(percentile):
        return "nothing is there to compare it with"
    place = ordinal(percentile)
    return f"it stands {'at the ' if place[0].isdigit() else ''}{place} percentile of {among}"


def sensitivities(
    tried: Iterable[tuple[str, float | None]], sign: int, *, unit: str, definition: str
) -> tuple[Sensitivity, ...]:
    """Turn (choice, value) pairs into sensitivities; a missing value neither holds nor fails."""
    rows = []
    for choice, value in tried:
        known = value if value is not None and np.isfinite(value) else None
        estimate = Estimate(known, None, None, unit, f"{definition}, {choice}", "the same computation")
        rows.append(Sensitivity(choice, estimate, None if known is None else known * sign > 0))
    return tuple(rows)


def compared(
    label: str,
    kind: ComparisonKind,
    found: Standing,
    unit: str,
    definition: str,
    *,
    from_median: bool = False,
) -> Comparison:
    """Turn a standing among draws into the comparison a report shows.

    Parameters
    ----------
    from_median
        Where the effect is the distance from the median of the draws, they are shown as such distances too.
    """
    base = found.median if from_median else 0.0
    middle = Estimate(
        known(found.median - base), known(found.low - base), known(found.high - base), unit, definition,
        f"Median and central {found.level:.0%} of them.", found.level,
    )  # fmt: skip
    return Comparison(label, kind, middle, known(found.percentile))


def known(value: float) -> float | None:
    """Return the value, or None where it is not a number.

    Examples
    --------
    >>> known(float("nan")) is None, known(2.5)
    (True, 2.5)
    """
    return float(value) if np.isfinite(value) else None
