"""Each compiled kernel against the same definition in slow, plain NumPy."""

from __future__ import annotations

import subprocess
import sys

import numba.core.caching
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from multipolar.kernels.agreement import agreement_counts
from multipolar.kernels.cohesion import mean_agreement_index
from multipolar.kernels.compiled import compiled
from multipolar.kernels.density import group_sums

seeds = st.integers(0, 2**32 - 1)


def some_votes(rng: np.random.Generator) -> np.ndarray:
    shape = (rng.integers(0, 30), rng.integers(2, 12))
    return rng.choice(np.array([0, 1, 1, 1, 2, 3, 8, 9], dtype=np.int8), size=shape)


def some_groups(rng: np.random.Generator, states: int) -> np.ndarray:
    size = rng.integers(1, states + 1)
    return np.array([rng.permutation(states)[:size] for _ in range(4)], dtype=np.int32)


def slow_cohesion(votes: np.ndarray, groups: np.ndarray, fewest: int) -> tuple[np.ndarray, np.ndarray]:
    means, counted = [], []
    for group in groups:
        counts = np.stack([(votes[:, group] == code).sum(axis=1) for code in (1, 2, 3)], axis=1)
        counts = counts[counts.sum(axis=1) >= fewest]
        voted, largest = counts.sum(axis=1), counts.max(axis=1, initial=0)
        means.append(np.mean((largest - (voted - largest) / 2) / voted) if len(counts) else np.nan)
        counted.append(len(counts))
    return np.array(means), np.array(counted)


def slow_counts(votes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    i, j = votes[:, :, None], votes[:, None, :]
    both = np.isin(i, (1, 2, 3)) & np.isin(j, (1, 2, 3))
    parts = (both & (i == j), both & (i != j) & ((i == 2) | (j == 2)), both)
    return tuple(part.sum(axis=0) for part in parts)  # type: ignore[return-value]


def slow_sums(layer: np.ndarray, groups: np.ndarray) -> list[np.ndarray]:
    rows = []
    for group in groups:
        member = np.isin(np.arange(len(layer)), group)
        known = ~np.isnan(layer) & ~np.eye(len(layer), dtype=bool)
        inside = known & member[:, None] & member[None, :]
        across = known & (member[:, None] != member[None, :])
        rows.append((layer[inside].sum(), inside.sum(), layer[across].sum(), across.sum()))
    return [np.array(column) for column in zip(*rows, strict=True)]


@settings(deadline=None)
@given(seeds, st.integers(1, 3))
def test_cohesion(seed: int, fewest: int) -> None:
    rng = np.random.default_rng(seed)
    votes = some_votes(rng)
    groups = some_groups(rng, votes.shape[1])
    for fast, slow in zip(
        mean_agreement_index(votes, groups, fewest), slow_cohesion(votes, groups, fewest), strict=True
    ):
        assert_allclose(fast, slow, rtol=1e-12)


@settings(deadline=None)
@given(seeds)
def test_agreement(seed: int) -> None:
    votes = some_votes(np.random.default_rng(seed))
    for fast, slow in zip(agreement_counts(votes), slow_counts(votes), strict=True):
        assert_array_equal(fast, slow)


@settings(deadline=None)
@given(seeds)
def test_density(seed: int) -> None:
    rng = np.random.default_rng(seed)
    states = int(rng.integers(2, 10))
    layer = np.where(rng.random((states, states)) < 0.3, np.nan, rng.normal(size=(states, states)))
    groups = some_groups(rng, states)
    for fast, slow in zip(group_sums(layer, groups), slow_sums(layer, groups), strict=True):
        assert_allclose(fast, slow, rtol=1e-9, atol=1e-12)


def test_numba_is_imported_only_when_a_kernel_is_used() -> None:
    code = "import sys, multipolar.ties, multipolar.power; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_kernels_compile_where_no_folder_takes_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numba.core.caching.CacheImpl, "_locator_classes", [])
    plain = agreement_counts.py_func  # type: ignore[attr-defined]
    votes = some_votes(np.random.default_rng(1))
    for ours, theirs in zip(compiled(plain)(votes), agreement_counts(votes), strict=True):
        assert_array_equal(ours, theirs)
