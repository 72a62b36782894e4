"""Claims that one tie goes with another, on invented ties."""

from __future__ import annotations

import numpy as np
import pytest

from multipolar.studies import Verdict
from planted import STATES, finding_of

N = len(STATES)
CLAIM = """
kind = "association"
ties = ["trade_total"]
with = "linguistic_distance"
year = 2005
direction = "down"
"""


def symmetric(rng: np.random.Generator) -> np.ndarray:
    x = rng.random((N, N))
    x = (x + x.T) / 2
    np.fill_diagonal(x, np.nan)
    return x


def planted(slope: float, seed: int = 1, noise: float = 0.2) -> dict[str, np.ndarray]:
    """Return a distance, and ties that depend on it in the year 2005 only."""
    rng = np.random.default_rng(seed)
    distance = symmetric(rng)
    ties = np.stack([symmetric(rng) for _ in range(20)])
    ties[5] = slope * distance + noise * symmetric(rng)
    return {"trade_total": ties, "linguistic_distance": distance}


def test_ties_that_fall_with_distance() -> None:
    ties = planted(-1.0)
    found = finding_of(CLAIM, ties=ties)
    assert found.verdict is Verdict.SUPPORTED
    upper = np.triu_indices(N, k=1)
    correlation = np.corrcoef(ties["trade_total"][5][upper], ties["linguistic_distance"][upper])[0, 1]
    assert found.effect.value == pytest.approx(correlation)  # both in standard deviations, no control
    assert found.effect.unit == "standard deviations"
    assert found.descriptive


def test_ties_that_rise_with_distance_contradict() -> None:
    assert finding_of(CLAIM, ties=planted(1.0)).verdict is Verdict.CONTRADICTED
    up = CLAIM.replace('"down"', '"up"')
    assert finding_of(up, ties=planted(1.0)).verdict is Verdict.SUPPORTED


def test_ties_that_have_nothing_to_do_with_distance() -> None:
    verdicts = [finding_of(CLAIM, ties=planted(0.0, seed)).verdict for seed in range(2, 12)]
    assert verdicts.count(Verdict.NOT_DISTINGUISHABLE) >= 7  # chance alone decides one in ten


@pytest.mark.parametrize("year", [2004, 2006, 2009])
def test_the_ties_are_those_of_the_year_asked_for(year: int) -> None:
    found = finding_of(CLAIM.replace("2005", str(year)), ties=planted(-1.0))
    assert found.effect.value == pytest.approx(0, abs=0.25)


def test_a_control_takes_its_part() -> None:
    rng = np.random.default_rng(3)
    distance, km = symmetric(rng), symmetric(rng)
    language = distance + 2 * km
    ties = np.repeat((-km + 0.2 * symmetric(rng))[None], 20, axis=0)
    facts = {"trade_total": ties, "linguistic_distance": language, "distance_km": km}
    claim = CLAIM + 'controls = ["distance_km"]'
    found = finding_of(claim, ties=facts)
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE
    without = {row.choice: row for row in found.sensitivity}["without controls"]
    assert without.holds
    assert without.estimate.value is not None
    assert without.estimate.value < -0.5


def test_other_ties_that_disagree() -> None:
    facts = planted(-1.0) | {"migrants": planted(1.0)["trade_total"]}
    claim = CLAIM.replace('["trade_total"]', '["trade_total", "migrants"]')
    found = finding_of(claim, ties=facts)
    assert [row.holds for row in found.sensitivity] == [False]
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_a_layer_that_ends_or_skips_the_year() -> None:
    facts = planted(-1.0)
    short = finding_of(CLAIM, ties=facts | {"trade_total": facts["trade_total"][:5]})
    assert short.verdict is Verdict.UNTESTABLE
    assert short.horizon == "2004"
    skipped = facts["trade_total"].copy()
    skipped[5] = np.nan
    found = finding_of(CLAIM, ties=facts | {"trade_total": skipped})
    assert found.verdict is Verdict.UNTESTABLE
    assert "2005" in found.because
