"""From numbers to verdicts: the rule at its edges."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from multipolar.studies.claims import kinds
from multipolar.studies.findings import Estimate, Sensitivity, Verdict
from multipolar.studies.verdicts import Evidence, compared, sensitivities, weigh
from multipolar.ties import standing

S, C, N, U = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_DISTINGUISHABLE, Verdict.UNTESTABLE
NAN = float("nan")


def evidence(
    value: float | None,
    low: float | None,
    high: float | None,
    sign: int = 1,
    percentile: float | None = 95.0,
    holds: tuple[bool | None, ...] = (),
) -> Evidence:
    effect = Estimate(value, low, high, "percentage points", "the change", "bootstrap")
    tried = [Sensitivity(str(place), effect, one) for place, one in enumerate(holds)]
    return Evidence(effect, sign, tried, percentile, "100 random groups")


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (evidence(2, 1, 3), S),
        (evidence(-2, -3, -1, sign=-1, percentile=5.0), S),
        (evidence(-2, -3, -1, percentile=5.0), C),
        (evidence(-2, -3, -1, percentile=49.9), C),
        (evidence(-2, -3, -1, percentile=50.0), N),
        (evidence(2, 1, 3, sign=-1), C),
        # the interval
        (evidence(2, 0, 3), N),
        (evidence(2, -0.1, 3), N),
        (evidence(2, 1e-9, 3), S),
        (evidence(-2, -3, 0), N),
        (evidence(0, 0, 0), N),
        (evidence(0, -1, 1), N),
        (evidence(2, None, None), S),
        (evidence(-2, None, None, percentile=5.0), C),
        # the comparisons
        (evidence(2, 1, 3, percentile=90.0), S),
        (evidence(2, 1, 3, percentile=89.99), N),
        (evidence(-2, -3, -1, sign=-1, percentile=10.0), S),
        (evidence(-2, -3, -1, sign=-1, percentile=10.01), N),
        (evidence(2, 1, 3, percentile=None), S),
        (evidence(2, 1, 3, percentile=NAN), N),
        (evidence(-2, -3, -1, percentile=NAN), C),
        # the other choices: four of five are enough, three of four are not
        (evidence(2, 1, 3, holds=(True, True, True, True, False)), S),
        (evidence(2, 1, 3, holds=(True, True, True, False)), N),
        (evidence(2, 1, 3, holds=(True, None, None)), S),
        (evidence(2, 1, 3, holds=(None, None)), S),
        (evidence(2, 1, 3, holds=(False,)), N),
        (evidence(-2, -3, -1, percentile=5.0, holds=(False, False, False, False, True)), C),
        (evidence(-2, -3, -1, holds=(False, True)), N),
        # nothing
        (evidence(None, None, None), U),
    ],
)
def test_the_rule(given: Evidence, verdict: Verdict) -> None:
    assert weigh(given)[0] is verdict


@pytest.mark.parametrize(
    ("place", "drawn", "spans_draws", "verdict"),
    [
        # the outer tenth of 1,000 draws begins at 90 + 2 sqrt(90 x 10 / 1000)
        (91.8, 1000, False, N),
        (91.9, 1000, False, S),
        (90.0, 0, False, S),
        # an interval that comes from the draws leaves zero out above the 95th percentile
        (96.3, 1000, True, N),
        (96.4, 1000, True, S),
        (96.3, 100_000, True, S),
        (95.1, 0, True, S),
    ],
)
def test_no_seed_decides(place: float, drawn: int, spans_draws: bool, verdict: Verdict) -> None:
    up = replace(evidence(2, 1, 3, percentile=place), drawn=drawn, spans_draws=spans_draws)
    down = replace(
        evidence(-2, -3, -1, sign=-1, percentile=100 - place), drawn=drawn, spans_draws=spans_draws
    )
    assert weigh(up).verdict is weigh(down).verdict is verdict
    if verdict is N:
        assert "another random draw could not undo" in weigh(up).because


@pytest.mark.parametrize(
    ("place", "drawn", "spans_draws", "verdict"),
    [
        (47.0, 1000, False, N),
        (46.0, 1000, False, C),
        (4.0, 1000, True, N),
        (3.0, 1000, True, C),
        (4.9, 0, True, C),
    ],
)
def test_no_seed_contradicts(place: float, drawn: int, spans_draws: bool, verdict: Verdict) -> None:
    against = replace(evidence(-2, -3, -1, percentile=place), drawn=drawn, spans_draws=spans_draws)
    assert weigh(against).verdict is verdict


def test_a_rule_without_comparisons_speaks_of_none() -> None:
    assert "ordinary" not in weigh(evidence(2, 1, 3, percentile=None)).would_change
    assert "ordinary" in weigh(evidence(2, 1, 3, percentile=95.0)).would_change


def test_the_mirror_image_of_any_evidence_has_the_same_verdict() -> None:
    ends = (-3.0, -1.0, 0.0, 1.0, 3.0)
    for low, value, high in itertools.combinations_with_replacement(ends, 3):
        for percentile in (5.0, 10.0, 50.0, 90.0, 95.0):
            for holds in ((), (True,), (False,), (True, False)):
                one = evidence(value, low, high, 1, percentile, holds)
                other = evidence(-value, -high, -low, -1, 100 - percentile, holds)
                assert weigh(one)[0] is weigh(other)[0]


def test_no_evidence_both_supports_a_claim_and_its_opposite() -> None:
    for value, percentile in itertools.product((-2.0, 0.0, 2.0), (5.0, 50.0, 95.0)):
        both = {weigh(evidence(value, value - 1, value + 1, sign, percentile))[0] for sign in (1, -1)}
        assert both != {S}


@pytest.mark.parametrize("percentile", [95.0, 1.2, 50.0, NAN, None, 100.0, 0.0])
def test_the_reason_is_one_line_with_the_numbers(percentile: float | None) -> None:
    _, because, would_change = weigh(evidence(2, 1, 3, percentile=percentile, holds=(True, False)))
    assert would_change.endswith(".")
    assert because.endswith(".")
    assert "\n" not in because
    assert "1 of 2 other choices" in because
    assert "nan" not in because.lower()


def test_sensitivities_know_what_is_unknown() -> None:
    rows = sensitivities(
        [("a", 1.0), ("b", -1.0), ("c", NAN), ("d", None), ("e", math.inf), ("f", 0.0)],
        1,
        unit="x",
        definition="it",
    )
    assert [row.holds for row in rows] == [True, False, None, None, None, False]
    assert [row.estimate.value for row in rows] == [1.0, -1.0, None, None, None, 0.0]


def test_a_comparison_without_draws_has_no_numbers() -> None:
    row = compared("nothing", "placebo", standing(1.0, []), "x", "it")
    assert (row.estimate.value, row.estimate.low, row.percentile) == (None, None, None)
    row = compared("many", "placebo", standing(1.0, np.arange(10.0)), "x", "it")
    assert row.estimate.value == 4.5


def test_every_kind_prints_its_rule() -> None:
    assert set(kinds()) == {
        "share", "lead", "trend", "cohesion", "ties", "association", "before-after", "fact",
    }  # fmt: skip
    for kind in kinds().values():
        rule = kind.rule()
        assert "Supported" in rule or "supported" in rule
        assert "Untestable" in rule
        assert "\n" not in rule
        assert kind.__doc__
