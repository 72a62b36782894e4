"""The answer in five sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from multipolar.studies import Finding, Study, Verdict, parse
from multipolar.studies.answer import answer
from multipolar.studies.findings import Comparison, Estimate
from study_text import VALID

S, C, N, U = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_DISTINGUISHABLE, Verdict.UNTESTABLE
TWO_PARTS = VALID.replace(
    "[[parts]]",
    '[[parts]]\nasks = "Do they act together"\nclaims = ["votes", "ties", "language"]\n\n[[parts]]',
)


def found(claim: str, verdict: Verdict, percentile: float | None = None, horizon: str = "2019") -> Finding:
    number = Estimate(1.0, 0.5, 1.5, "percent", "it", "so")
    rows = () if percentile is None else (Comparison("others", "placebo", number, percentile),)
    return Finding(
        claim=claim, kind="share", sentence=f"The claim {claim}.", verdict=verdict, because="The effect is one.",
        effect=number, horizon=horizon, method="", rule="", would_change="", sources=(), comparisons=rows,
    )  # fmt: skip


def every(study: Study, verdict: Verdict) -> list[Finding]:
    return [found(claim.id, verdict) for claim in study.claims]


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("parts", [0, 1, 2])
def test_five_sentences_whatever_was_found(verdict: Verdict, parts: int) -> None:
    study = parse(TWO_PARTS if parts == 2 else VALID)
    study = study if parts else study.model_copy(update={"parts": ()})
    sentences = answer(study, every(study, verdict))
    assert len(sentences) == 5
    for sentence in sentences:
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")


def test_the_count_says_all_verdicts() -> None:
    study = parse(VALID)
    verdicts = [S, S, C, N, N, N, U, U]
    findings = [found(claim.id, verdict) for claim, verdict in zip(study.claims, verdicts, strict=True)]
    assert answer(study, findings)[0].startswith("8 claims were tested: 2 supported, 1 contradicted, 3 not")


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ((S, S, S), "The data support it on every count"),
        ((S, C, C), "only in part"),
        ((S, N, U), "only in part"),
        ((C, C, N), "The data speak against it"),
        ((C, C, C), "The data speak against it"),
        ((C, N, N), "The data do not show it"),
        ((N, N, N), "The data do not show it"),
        ((U, U, U), "The data do not show it"),
    ],
)
def test_the_sentence_of_a_part(verdicts: tuple[Verdict, ...], words: str) -> None:
    study = parse(TWO_PARTS)
    given = dict(zip(("votes", "ties", "language"), verdicts, strict=True))
    findings = [found(claim.id, given.get(claim.id, S)) for claim in study.claims]
    sentence = answer(study, findings)[1]
    assert sentence.startswith("Do they act together? ")
    assert words in sentence
    assert "They vote together" in sentence


def test_the_clearest_result_is_a_decided_one() -> None:
    study = parse(VALID)
    findings = every(study, N)
    findings[0] = found("balance", N, 99.9)
    findings[1] = found("growth", S, 92.0)
    findings[2] = found("lead", C, 3.0)
    text = answer(study, findings)[2]
    assert "The claim growth" in text  # "lead" stands further out, but bears on no part of the question
    assert "supported" in text


def test_the_reach_is_a_span_of_years() -> None:
    study = parse(VALID)
    findings = every(study, S)
    assert "end in 2019;" in answer(study, findings)[-1]
    findings[3] = replace(findings[3], horizon="2025-10-29")
    findings[4] = replace(findings[4], horizon="no data")
    findings[5] = replace(findings[5], horizon="2018")
    assert "between 2018 and 2025-10-29" in answer(study, findings)[-1]
    findings[6] = replace(findings[6], horizon="2025")  # to the end of it
    assert "between 2018 and 2025," in answer(study, findings)[-1]
    nothing = [replace(item, horizon="no data") for item in findings]
    assert answer(study, nothing)[-1] == "No data reach the years that the claims need."
