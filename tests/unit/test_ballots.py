"""How united a set of states votes, whatever its size."""

from __future__ import annotations

import numpy as np
import pytest

from multipolar.studies.ballots import Ballots, alike_by_rollcall, by_rollcall, least_lead
from multipolar.studies.chance import groups_like, left_to_chance


def ballots(votes: np.ndarray) -> Ballots:
    states = tuple(f"S{place}" for place in range(votes.shape[1]))
    return Ballots(votes.astype(np.int8), np.full(len(votes), 2001), np.arange(2), states)


def test_pairs_that_vote_alike() -> None:
    found = alike_by_rollcall(ballots(np.array([[1, 1, 3, 2], [1, 1, 1, 8], [1, 8, 8, 8]])), np.arange(4))
    assert found[:2].tolist() == pytest.approx([1 / 6, 1.0])
    assert np.isnan(found[2])


def test_by_chance_few_voters_seem_united_by_the_index_but_not_by_pairs() -> None:
    given = ballots(np.random.default_rng(1).choice([1, 2, 3], p=[0.6, 0.2, 0.2], size=(4000, 12)))
    few, many = np.arange(2), np.arange(2, 12)
    assert by_rollcall(given, few).mean() - by_rollcall(given, many).mean() > 0.1
    assert abs(alike_by_rollcall(given, few).mean() - alike_by_rollcall(given, many).mean()) < 0.03
    rivals = {"many": given.states[2:]}
    name, lead, _, _ = least_lead(given, rivals, np.random.default_rng(1), 10, pairs=True)
    assert name == "many"
    assert abs(lead) < 0.03


def test_a_group_is_never_its_own_comparison() -> None:
    rng = np.random.default_rng(1)
    of, kinds = np.array([0, 1]), np.array([0, 0, 1, 1])
    assert groups_like(of, range(4), number=9, rng=rng, strata=kinds).size == 0


def test_what_was_drawn_again_and_again_is_not_left_to_chance() -> None:
    assert left_to_chance(2, 1000) == 0
    assert left_to_chance(990, 1000) == 990
