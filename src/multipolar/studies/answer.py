"""The answer in five sentences, made by rule from the verdicts and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from multipolar.studies.findings import Finding, Verdict
from multipolar.studies.study import Part, Study
from multipolar.studies.wording import capitalised, listed

OPEN = (Verdict.NOT_DISTINGUISHABLE, Verdict.UNTESTABLE)


def answer(study: Study, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return five sentences: the count, one for each part (or the whole), the clearest result, and the reach.

    The sentence of a part begins with "the data support it on every count" where all its claims are supported,
    "only in part" where some are, "the data speak against it" where none is and at least half are contradicted,
    and "the data do not show it" otherwise.
    """
    parts = study.parts or (Part(asks=study.study.question, claims=tuple(item.claim for item in findings)),)
    by_part = [_part(study, part, findings) for part in parts]
    asked = {name for part in parts for name in part.claims}
    clearest = _clearest([item for item in findings if item.claim in asked and not item.descriptive])
    sentences = [_count(findings), *by_part, clearest, _reach(findings)]
    if len(sentences) < 5:
        sentences.insert(-1, _open(study, findings))
    return tuple(sentences)


def _count(findings: Sequence[Finding]) -> str:
    counts = [
        f"{_many(findings, verdict)} {words}" for verdict, words in _WORDS.items() if _many(findings, verdict)
    ]
    claims = "claim was" if len(findings) == 1 else "claims were"
    return f"{len(findings)} {claims} tested: {listed(counts)}."


_WORDS = {
    Verdict.SUPPORTED: "supported",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.NOT_DISTINGUISHABLE: "not distinguishable from chance or ordinary change",
    Verdict.UNTESTABLE: "untestable with the data at hand",
}


def _many(findings: Sequence[Finding], verdict: Verdict) -> int:
    return sum(item.verdict is verdict for item in findings)


def _part(study: Study, part: Part, findings: Sequence[Finding]) -> str:
    mine = [item for item in findings if item.claim in part.claims]
    supported = [_short(study, item) for item in mine if item.verdict is Verdict.SUPPORTED]
    contradicted = [_short(study, item) for item in mine if item.verdict is Verdict.CONTRADICTED]
    undecided = [_short(study, item) for item in mine if item.verdict is Verdict.NOT_DISTINGUISHABLE]
    untestable = [_short(study, item) for item in mine if item.verdict is Verdict.UNTESTABLE]
    if len(supported) == len(mine):
        verdict = "the data support it on every count"
    elif supported:
        verdict = "the data support it only in part"
    elif 2 * len(contradicted) >= len(mine):
        verdict = "the data speak against it"
    else:
        verdict = "the data do not show it"
    detail = [
        f"{words} {', '.join(shorts)}"
        for words, shorts in (
            ("supported:", supported),
            ("contradicted:", contradicted),
            ("not distinguishable:", undecided),
            ("untestable:", untestable),
        )
        if shorts
    ]
    count = f", {len(supported)} of {len(mine)}" if supported and len(supported) < len(mine) else ""
    return f"{part.asks.rstrip('?. ')}? {capitalised(verdict)}{count} ({'; '.join(detail)})."


def _short(study: Study, finding: Finding) -> str:
    claim = next(item for item in study.claims if item.id == finding.claim)
    return claim.short or claim.says.rstrip(".")


def _clearest(findings: Sequence[Finding]) -> str:
    """Name the decided claim that stands furthest out among its comparisons, of those that bear on the question."""
    decided = [item for item in findings if item.verdict not in OPEN]
    if not decided:
        return (
            "None of the claims that bear on the question and do more than describe was decided either way."
        )

    def distance(item: Finding) -> float:
        known = [abs(row.percentile - 50) for row in item.comparisons if row.percentile is not None]
        return known[0] if known else 0.0

    best = max(decided, key=distance)
    reason = _lower(_first(best.because))
    return f"The clearest result is on \u201c{best.sentence.rstrip('.')}\u201d, {best.verdict}: {reason}"


def _open(study: Study, findings: Sequence[Finding]) -> str:
    undecided = [_short(study, item) for item in findings if item.verdict in OPEN]
    if not undecided:
        return "Every claim was decided."
    return f"What the data do not decide: {', '.join(undecided)}."


def _reach(findings: Sequence[Finding]) -> str:
    # A year is known to its end, so it reaches further than a day in it.
    known = {item.horizon for item in findings if item.horizon[:4].isdigit()}
    years = sorted(known, key=lambda until: until if len(until) > 4 else f"{until}-12-31")
    if not years:
        return "No data reach the years that the claims need."
    span = (
        f"in {years[0]}" if years[0] == years[-1] else f"between {years[0]} and {years[-1]}, claim by claim"
    )
    return f"The data used end {span}; nothing later is judged, and no test here identifies a cause."


def _first(text: str) -> str:
    """Return the first sentence; a decimal point has no space behind it."""
    return text.split(". ", 1)[0].rstrip(".") + "."


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
