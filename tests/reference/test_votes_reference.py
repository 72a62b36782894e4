"""Agreement and cohesion against a small assembly counted by hand, and the formula of the agreement index."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from multipolar.ties import agreement, agreement_index, cohesion, rice

# Seven roll calls of a hand-made assembly of five (1 yes, 2 abstain, 3 no, 8 absent, 0 not yet a member).
NAMES = ("A", "B", "C", "D", "E")
VOTES = np.array(
    [
        [1, 1, 1, 1, 0],
        [1, 1, 2, 3, 0],
        [1, 2, 2, 3, 0],
        [3, 3, 8, 1, 1],
        [1, 1, 1, 2, 2],
        [2, 3, 2, 2, 1],
        [8, 8, 3, 3, 3],
    ],
    dtype=np.int8,
)
# Counted with a pencil: pair -> (same, one of the two abstained, both voted).
COUNTED = {
    "AB": (4, 2, 6),
    "AC": (3, 2, 5),
    "AD": (2, 1, 6),
    "AE": (0, 2, 3),
    "BC": (3, 2, 5),
    "BD": (1, 3, 6),
    "BE": (0, 1, 3),
    "CD": (3, 3, 6),
    "CE": (1, 2, 3),
    "DE": (3, 1, 4),
}


@pytest.mark.parametrize("pair", COUNTED)
def test_agreement_counted_by_hand(pair: str) -> None:
    same, one_abstained, both = COUNTED[pair]
    i, j = (NAMES.index(name) for name in pair)
    assert_allclose(agreement(VOTES)[i, j], same / both)
    assert_allclose(agreement(VOTES, "half")[i, j], (same + one_abstained / 2) / both)


def test_agreement_index_by_its_formula() -> None:
    """Hix, Noury & Roland (2005): one when all vote alike, zero when split evenly in three; 60 yes, 30 no and
    10 abstain give (60 - 40 / 2) / 100 = .4. Rice (1925), which leaves abstentions out, gives 30 / 90."""
    assert_allclose(agreement_index([100, 25, 60], [0, 25, 30], [0, 25, 10]), [1.0, 0.0, 0.4])
    assert_allclose(rice(60, 30), 1 / 3)


def test_cohesion_counted_by_hand() -> None:
    """A, B and C: unanimous, 2 to 1, 1 to 2, 2 alike, unanimous, 2 to 1; in the last only one votes."""
    found = cohesion(VOTES, [0, 1, 2], rng=np.random.default_rng(1))
    assert found.rollcalls == 6
    assert_allclose(found.index, (1 + 0.5 + 0.5 + 1 + 1 + 0.5) / 6)
