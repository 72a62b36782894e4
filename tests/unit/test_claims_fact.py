"""Claims that a conflict ended, on invented records."""

from __future__ import annotations

import pytest

from multipolar.studies import Verdict
from planted import finding_of

CLAIM = """
kind = "fact"
conflict = 388
name = "the conflict"
ended = {ended}
events = ["war44"]
"""


@pytest.mark.parametrize(
    ("fighting", "ended", "reach", "verdict"),
    [
        ({2020: 2}, 2020, 2024, Verdict.SUPPORTED),
        ({2020: 2}, 2020, 2023, Verdict.SUPPORTED),
        ({2020: 2}, 2020, 2022, Verdict.NOT_DISTINGUISHABLE),
        ({2020: 2}, 2020, 2021, Verdict.NOT_DISTINGUISHABLE),
        ({2020: 2}, 2020, 2020, Verdict.UNTESTABLE),
        ({2020: 2}, 2023, 2020, Verdict.UNTESTABLE),
        ({2020: 2, 2021: 1}, 2020, 2021, Verdict.CONTRADICTED),
        ({2020: 2, 2024: 1}, 2020, 2024, Verdict.CONTRADICTED),
        ({2020: 2}, 2019, 2024, Verdict.CONTRADICTED),
        ({2020: 2}, 2021, 2024, Verdict.SUPPORTED),
    ],
)
def test_verdicts(fighting: dict[int, int], ended: int, reach: int, verdict: Verdict) -> None:
    found = finding_of(CLAIM.format(ended=ended), fighting=fighting, fighting_to=reach)
    assert found.verdict is verdict


def test_years_after_the_end_are_named_and_counted() -> None:
    found = finding_of(CLAIM.format(ended=2020), fighting={2020: 2, 2021: 1, 2022: 1, 2023: 1})
    assert found.because == "The records have the conflict active in 2021, 2022 and 2023."
    assert found.effect.value == 3
    assert found.effect.unit == "years"
    assert (found.effect.low, found.effect.high) == (None, None)
    assert any("44-day" in note for note in found.notes)


def test_the_picture_shows_zero_only_where_the_records_reach() -> None:
    found = finding_of(CLAIM.format(ended=1900), fighting={2020: 2, 2022: 1})
    rows = dict(found.figures[0].data.iter_rows())
    assert min(rows) == 1946  # UCDP/PRIO begins there: earlier years are unknown, not peaceful
    assert max(rows) == 2024
    assert (rows[2019], rows[2020], rows[2021], rows[2022]) == (0, 2, 0, 1)


def test_what_would_change_it_fits_the_verdict() -> None:
    ended = finding_of(CLAIM.format(ended=2020), fighting={2020: 2}, fighting_to=2024)
    assert ended.would_change.startswith("A later year with at least 25 deaths")
    went_on = finding_of(CLAIM.format(ended=2020), fighting={2020: 2, 2022: 1}, fighting_to=2024)
    assert went_on.would_change.startswith("A record of the later years below 25 deaths")
