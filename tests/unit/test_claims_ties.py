"""Claims about ties that came closer, on invented layers whose change is known."""

from __future__ import annotations

import numpy as np
import pytest

from multipolar.studies import Verdict
from planted import STATES, finding_of

NAN = float("nan")
AT = {state: place for place, state in enumerate(STATES)}
INSIDE = """
kind = "ties"
layer = "trade_exports"
between = ["turkic", "turkic"]
before = [2008, 2010]
after = [2017, 2019]
"""
PAIR = INSIDE.replace('["turkic", "turkic"]', '["AZE", "TUR"]')
SOME = INSIDE.replace('["turkic", "turkic"]', '["AZE", "central"]')
MEMBERS = np.array([AT[state] for state in ("AZE", "TUR", "KAZ", "KGZ", "UZB")])


def still(seed: int = 1) -> np.ndarray:
    """Return ties of 20 years that hardly change, each pair with its own level."""
    rng = np.random.default_rng(seed)
    n = len(STATES)
    x = rng.uniform(50, 150, (n, n))[None] + rng.normal(0, 0.5, (20, n, n))
    x[:, np.arange(n), np.arange(n)] = NAN
    return x


def closer(by: float) -> np.ndarray:
    x = still()
    x[15:, MEMBERS[:, None], MEMBERS] += by
    return x


def hand_change(x: np.ndarray, one: int, other: int) -> float:
    return float(x[17:20, one, other].mean() - x[8:11, one, other].mean())


def test_a_group_that_came_closer() -> None:
    x = closer(20.0)
    found = finding_of(INSIDE, ties={"trade_exports": x})
    assert found.verdict is Verdict.SUPPORTED
    own = np.mean([hand_change(x, i, j) for i in MEMBERS for j in MEMBERS if i != j])
    assert own == pytest.approx(20, abs=1)
    # Random groups hold some members too, and so some pairs that came closer: at most two or four of twenty.
    assert found.effect.value == pytest.approx(own - 2, abs=2.1)
    assert {row.choice for row in found.sensitivity} == {
        "compared with all regions",
        "2017 alone as the later window",
        "2019 alone as the later window",
        "2008 alone as the earlier window",
        "2010 alone as the earlier window",
    }


def test_a_group_that_came_apart_contradicts() -> None:
    assert finding_of(INSIDE, ties={"trade_exports": closer(-20.0)}).verdict is Verdict.CONTRADICTED
    down = INSIDE + 'direction = "down"'
    assert finding_of(down, ties={"trade_exports": closer(-20.0)}).verdict is Verdict.SUPPORTED


def test_a_group_that_changed_as_others_did() -> None:
    found = finding_of(INSIDE, ties={"trade_exports": still(2)})
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE
    everyone = still(2)
    everyone[15:] += 50
    assert finding_of(INSIDE, ties={"trade_exports": everyone}).verdict is Verdict.NOT_DISTINGUISHABLE


def test_a_level_without_an_earlier_window() -> None:
    level = "\n".join(line for line in INSIDE.splitlines() if not line.startswith("before"))
    found = finding_of(level, ties={"trade_exports": closer(200.0)})
    assert found.verdict is Verdict.SUPPORTED
    assert "the window" in found.method


def test_only_pairs_known_in_both_windows_count() -> None:
    x = closer(20.0)
    x[:15, AT["AZE"], AT["TUR"]] = NAN  # its huge later value must not be taken for growth
    x[15:, AT["AZE"], AT["TUR"]] = 1e6
    found = finding_of(INSIDE, ties={"trade_exports": x})
    assert found.effect.value == pytest.approx(20, abs=2)


def test_an_unknown_tie_is_not_a_zero() -> None:
    x = still()
    x[:, AT["AZE"], AT["TUR"]] = NAN
    found = finding_of(PAIR, ties={"trade_exports": x})
    assert found.verdict is Verdict.UNTESTABLE
    assert found.effect.value is None
    x[:, AT["AZE"], AT["KGZ"]] = NAN
    assert finding_of(SOME, ties={"trade_exports": x}).verdict is Verdict.UNTESTABLE


def test_a_pair_is_its_first_states_ties_beside_those_with_all_others() -> None:
    x = still()
    x[15:, AT["AZE"], AT["TUR"]] += 30
    found = finding_of(PAIR, ties={"trade_exports": x})
    assert found.verdict is Verdict.SUPPORTED
    others = [hand_change(x, AT["AZE"], j) for j in range(len(STATES)) if j not in (AT["AZE"], AT["TUR"])]
    assert found.effect.value == pytest.approx(hand_change(x, AT["AZE"], AT["TUR"]) - np.median(others))
    assert found.comparisons[0].label == "its ties with 28 other states"
    back = still()
    back[15:, AT["TUR"], AT["AZE"]] += 30  # the other direction is another tie
    assert finding_of(PAIR, ties={"trade_exports": back}).verdict is not Verdict.SUPPORTED


def test_a_state_with_a_group() -> None:
    x = still()
    central = [AT["KAZ"], AT["KGZ"], AT["UZB"]]
    x[15:, AT["AZE"], central] += 30
    found = finding_of(SOME, ties={"trade_exports": x})
    assert found.verdict is Verdict.SUPPORTED
    assert found.effect.value == pytest.approx(30, abs=2)
    assert "random groups of 3 other states" in found.comparisons[0].label


def test_shares_add_to_a_hundred_percent_of_the_first_states_ties() -> None:
    n = len(STATES)
    x = np.full((20, n, n), 10.0)
    x[:, np.arange(n), np.arange(n)] = NAN
    x[15:, AT["AZE"], AT["TUR"]] = 100.0
    found = finding_of(PAIR + 'measured_as = "share"', ties={"trade_exports": x})
    before, after = 100 * 10 / 290, 100 * 100 / 380
    other = 100 * 10 / 380 - before
    assert found.effect.value == pytest.approx(after - before - other)
    assert found.effect.unit == "percentage points"
    assert found.verdict is Verdict.SUPPORTED


def test_an_after_layer_is_read_for_the_later_window_only() -> None:
    n = len(STATES)
    early, late = np.full((13, n, n), 10.0), np.full((20, n, n), 1.0)
    for x in (early, late):
        x[:, np.arange(n), np.arange(n)] = NAN
    late[:, AT["AZE"], AT["TUR"]] = 30.0
    claim = PAIR + 'measured_as = "share"\nafter_layer = "trade_baci"'
    found = finding_of(claim, ties={"trade_exports": early, "trade_baci": late})
    assert found.verdict is Verdict.SUPPORTED
    assert found.sources == ("imf_dots", "baci")
    assert any("BACI" in note for note in found.notes)


def test_a_layer_that_ends_too_early() -> None:
    found = finding_of(INSIDE, ties={"trade_exports": still()[:19]})
    assert found.verdict is Verdict.UNTESTABLE
    assert found.horizon == "2018"
    claim = PAIR + 'measured_as = "share"\nafter_layer = "trade_baci"'
    late = finding_of(claim, ties={"trade_exports": still(), "trade_baci": still()[:12]})
    assert late.verdict is Verdict.UNTESTABLE
    assert "BACI" in late.because  # the layer that ended, not the first one


def test_a_layer_tried_instead_may_end_before_the_window() -> None:
    n = len(STATES)
    early = np.full((20, n, n), 10.0) + still() / 100
    claim = PAIR + 'measured_as = "share"\ninstead = ["trade_imports"]'
    found = finding_of(claim, ties={"trade_exports": early, "trade_imports": early[:5]})
    tried = {row.choice: row for row in found.sensitivity}
    assert [row.holds for name, row in tried.items() if "imports" in name.lower()] == [None]


def test_groups_that_are_mostly_unknown_do_not_count() -> None:
    x = closer(20.0)
    x[:, AT["AZE"], AT["TUR"]] = NAN
    found = finding_of(INSIDE, ties={"trade_exports": x})
    assert "Known: 19 of the 20 ordered pairs of members." in found.notes
    assert found.verdict is Verdict.SUPPORTED
    x[:, MEMBERS[:3, None], MEMBERS] = NAN
    assert finding_of(INSIDE, ties={"trade_exports": x}).verdict is Verdict.UNTESTABLE


def test_a_changing_share_is_compared_with_shares_of_its_own_size() -> None:
    sizes = np.geomspace(1.0, 500.0, len(STATES))
    early = np.tile(sizes, (20, len(STATES), 1))
    late = early.copy()
    large = [place for place in np.argsort(sizes)[-len(STATES) // 3 :] if place != AT["AZE"]]
    late[15:, :, large] *= 1.5  # every large partner's share grows, and the tested one's no more than theirs
    claim = PAIR.replace('"TUR"', f'"{STATES[large[0]]}"') + 'measured_as = "share"'
    found = finding_of(claim, ties={"trade_exports": late})
    assert "of the same third by size" in found.comparisons[0].label
    assert found.verdict is not Verdict.SUPPORTED
