"""Claims that a group votes together, on invented votes."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest

from multipolar.studies import Verdict
from planted import STATES, Planted, finding_of

YES, ABSTAIN, NO, ABSENT = 1, 2, 3, 8
AT = {state: place for place, state in enumerate(STATES)}
MEMBERS = [AT[state] for state in ("AZE", "TUR", "KAZ", "KGZ", "UZB")]
NORDIC = [AT[state] for state in ("DNK", "FIN", "NOR", "SWE")]
CLAIM = """
kind = "cohesion"
group = "turkic"
from = 2010
to = 2019
"""
RIVALS = CLAIM + 'against = "rivals"\nrivals = ["NORDIC"]\n'


def votes(seed: int = 1) -> tuple[np.ndarray, list[int]]:
    """Return 20 roll calls in each of 20 years in which every state votes by chance."""
    rng = np.random.default_rng(seed)
    years = [year for year in range(2000, 2020) for _ in range(20)]
    return rng.choice([YES, ABSTAIN, NO], size=(400, len(STATES))).astype(np.int8), years


def chance_index() -> float:
    """Return the agreement index to be expected of five states that each vote one of three ways by chance."""
    counts = [Counter(way) for way in product((YES, ABSTAIN, NO), repeat=5)]
    largest = np.array([max(count.values()) for count in counts])
    return float(((largest - (5 - largest) / 2) / 5).mean())


def found_for(claim: str, ballots: np.ndarray, years: list[int]):
    return finding_of(claim, ballots=ballots, ballot_years=years)


def test_a_group_that_always_votes_alike() -> None:
    ballots, years = votes()
    ballots[:, MEMBERS] = YES
    found = found_for(CLAIM, ballots, years)
    assert found.verdict is Verdict.SUPPORTED
    by_chance = chance_index()
    # Random groups hold some members too, who always agree: so the median lies above pure chance.
    assert found.effect.value is not None
    assert 0.5 * (1 - by_chance) < found.effect.value < 1 - by_chance
    assert found.horizon == "2019"
    assert "200 final roll calls" in found.method  # those of 2010 to 2019


def test_a_group_that_is_always_split() -> None:
    ballots, years = votes()
    ballots[:, MEMBERS] = [YES, YES, NO, NO, ABSTAIN]
    found = found_for(CLAIM, ballots, years)
    assert found.verdict is Verdict.CONTRADICTED
    split = (2 - (5 - 2) / 2) / 5  # Hix, Noury and Roland: two of five on the largest side
    assert found.effect.value == pytest.approx(split - chance_index(), abs=0.03)


def test_chance_is_not_cohesion() -> None:
    found = [found_for(CLAIM, *votes(seed)).verdict for seed in range(10)]
    assert found.count(Verdict.NOT_DISTINGUISHABLE) >= 7


def test_votes_outside_the_window_do_not_count() -> None:
    ballots, years = votes()
    ballots[:200, MEMBERS] = YES
    assert found_for(CLAIM, ballots, years).verdict is not Verdict.SUPPORTED


def test_absence_is_no_vote() -> None:
    ballots, years = votes()
    ballots[:, MEMBERS] = YES
    ballots[:, MEMBERS[:2]] = ABSENT
    found = found_for(CLAIM, ballots, years)
    assert found.verdict is Verdict.SUPPORTED
    assert any("40%" in note or "40 %" in note for note in found.notes)


def test_a_group_without_votes_is_untestable() -> None:
    ballots, years = votes()
    claim = (
        CLAIM.replace('"turkic"', '"silent"')
        + "[groups.silent]\nname = 'the silent'\nstates = ['XKX', 'TWN']"
    )
    assert found_for(claim, ballots, years).verdict is Verdict.UNTESTABLE


def test_a_member_without_votes_is_named() -> None:
    ballots, years = votes()
    ballots[:, [AT["FRA"], AT["DEU"]]] = NO
    claim = (
        CLAIM.replace('"turkic"', '"half"') + "[groups.half]\nname = 'half'\nstates = ['XKX', 'FRA', 'DEU']"
    )
    found = found_for(claim, ballots, years)
    assert found.verdict is Verdict.SUPPORTED
    assert any("Kosovo" in note and "left out" in note for note in found.notes)
    assert "groups of 2 states" in found.comparisons[0].label


def test_votes_that_end_early() -> None:
    ballots, years = votes()
    found = found_for(CLAIM.replace("2019", "2030"), ballots, years)
    assert found.verdict is Verdict.UNTESTABLE
    assert found.horizon == "2019"


def test_a_lead_over_a_rival() -> None:
    ballots, years = votes()
    ballots[:, MEMBERS] = YES
    ballots[:, NORDIC] = [YES, YES, YES, NO]
    found = found_for(RIVALS, ballots, years)
    assert found.effect.value == pytest.approx(1 - (3 - (4 - 3) / 2) / 4)
    assert found.verdict is Verdict.SUPPORTED
    ballots[:, MEMBERS] = [YES, YES, NO, NO, ABSTAIN]
    assert found_for(RIVALS, ballots, years).verdict is Verdict.CONTRADICTED


def test_every_rival_must_be_beaten() -> None:
    ballots, years = votes()
    ballots[:, MEMBERS] = YES
    ballots[:, NORDIC] = YES
    claim = RIVALS.replace('["NORDIC"]', '["NORDIC", "V4"]')
    found = found_for(claim, ballots, years)
    assert found.effect.value == pytest.approx(0)
    assert "Nordic" in found.effect.definition or "NORDIC" in found.effect.definition
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_a_rivals_lead_is_tried_free_of_group_size() -> None:
    ballots, years = votes()
    found = found_for(RIVALS, ballots, years)
    assert any("pairs that vote alike" in row.choice for row in found.sensitivity)
    assert any("pairs of voters" in note for note in found.notes)


def test_a_year_that_is_not_over_says_to_which_day(monkeypatch: pytest.MonkeyPatch) -> None:
    ballots, years = votes()
    assert found_for(CLAIM, ballots, years).horizon == "2019"
    monkeypatch.setattr(Planted, "votes_until", lambda _: "2019-10-29")
    assert found_for(CLAIM, ballots, years).horizon == "2019-10-29"
