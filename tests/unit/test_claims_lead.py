"""Claims about a lead, on invented numbers whose right verdict is known."""

from __future__ import annotations

import pytest

from multipolar.studies import Verdict
from planted import finding_of

NAN = float("nan")
CLAIM = """
kind = "lead"
of = "AZE"
within = "caucasus"
variables = ["milex_kusd"]
from = 2010
to = 2019
"""


def caucasus(aze: list[float], arm: list[float] | None = None) -> dict[str, list[float]]:
    return {"AZE": aze, "ARM": arm or [50.0] * 20, "GEO": [40.0] * 20}


def test_the_lead_is_over_the_largest_of_the_others() -> None:
    found = finding_of(CLAIM, values={"milex_kusd": caucasus([75.0] * 20)})
    assert found.verdict is Verdict.SUPPORTED
    assert found.effect.value == pytest.approx(50.0)  # 75 over Armenia's 50, not over Georgia's 40
    assert found.effect.unit == "percent"
    assert [row.label for row in found.comparisons] == ["Armenia", "Georgia", "Azerbaijan"]
    assert [row.estimate.value for row in found.comparisons] == [50.0, 40.0, 75.0]
    assert found.descriptive


def test_only_the_years_of_the_window_count() -> None:
    early = [500.0] * 10 + [60.0] * 10
    assert finding_of(CLAIM, values={"milex_kusd": caucasus(early)}).effect.value == pytest.approx(20.0)


def test_a_state_behind_contradicts_the_claim() -> None:
    found = finding_of(CLAIM, values={"milex_kusd": caucasus([25.0] * 20)})
    assert found.verdict is Verdict.CONTRADICTED
    assert found.effect.value == pytest.approx(-50.0)


def test_a_lead_that_comes_and_goes_is_not_distinguishable() -> None:
    found = finding_of(CLAIM, values={"milex_kusd": caucasus([*[100.0, 25.0] * 10])})
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_halves_that_disagree_are_not_distinguishable() -> None:
    found = finding_of(CLAIM, values={"milex_kusd": caucasus([40.0] * 15 + [200.0] * 5)})
    halves = {row.choice: row.estimate.value for row in found.sensitivity}
    assert halves == pytest.approx({"to 2014": -20.0, "since 2015": 300.0})
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE


def test_data_of_all_states_must_reach() -> None:
    short = caucasus([75.0] * 20)
    short["GEO"] = [40.0] * 19 + [NAN]
    found = finding_of(CLAIM, values={"milex_kusd": short})
    assert found.verdict is Verdict.UNTESTABLE
    assert found.horizon == "2018"
    del short["GEO"]
    assert finding_of(CLAIM, values={"milex_kusd": short}).horizon == "no data"


def test_years_without_all_states_are_left_out_and_counted() -> None:
    gaps = caucasus([75.0] * 20)
    gaps["GEO"] = [NAN] * 15 + [90.0] * 5
    found = finding_of(CLAIM, values={"milex_kusd": gaps})
    assert found.effect.value == pytest.approx(100 * (75 / 90 - 1))
    assert "the 5 years" in found.method


def test_no_lead_over_nothing() -> None:
    nothing = {"AZE": [5.0] * 20, "ARM": [0.0] * 20, "GEO": [0.0] * 20}
    found = finding_of(CLAIM, values={"milex_kusd": nothing})
    assert found.verdict is Verdict.UNTESTABLE
    assert "nothing to lead" in found.because


def test_one_year_has_no_interval() -> None:
    one = CLAIM.replace("2010", "2019")
    found = finding_of(one, values={"milex_kusd": caucasus([75.0] * 20)})
    assert found.effect.value == pytest.approx(50.0)
    assert (found.effect.low, found.effect.high) == (None, None)
