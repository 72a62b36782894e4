from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from multipolar.errors import InputError
from multipolar.ties import association


def matrices(n: int = 20) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.random.Generator]:
    rng = np.random.default_rng(5)
    x, z = rng.normal(size=(2, n, n))
    return 0.5 * x + z + rng.normal(size=(n, n)), x + 0.5 * z, z, rng


def test_coefficients_are_those_of_least_squares() -> None:
    y, x, z, rng = matrices()
    y[2, 3] = x[4, 5] = np.nan
    found = association(y, x, [z], rng=rng, permutations=99)
    cells = np.isfinite(y) & np.isfinite(x) & ~np.eye(len(y), dtype=bool)
    design = np.stack([np.ones(cells.sum()), x[cells], z[cells]], axis=1)
    beta, rss, *_ = np.linalg.lstsq(design, y[cells], rcond=None)
    variance = rss[0] / (cells.sum() - 3) * np.linalg.inv(design.T @ design)
    assert_allclose(found.coefficient, beta[1])
    assert_allclose(found.t, beta[1] / np.sqrt(variance[1, 1]))
    assert found.pairs == cells.sum()
    assert found.states == 20
    assert found.low < 0.5 < found.high
    assert found.p == 0.01


def test_controls_that_repeat_each_other_do_no_harm() -> None:
    y, x, z, rng = matrices()
    once = association(y, x, [z], rng=rng, permutations=9)
    twice = association(y, x, [z, 2.0 * z, np.ones_like(z)], rng=rng, permutations=9)
    assert_allclose([twice.coefficient, twice.t], [once.coefficient, once.t])


def test_without_controls_the_correlation_is_the_plain_one() -> None:
    y, x, _, rng = matrices()
    off = ~np.eye(len(y), dtype=bool)
    found = association(y, x, rng=rng, permutations=9)
    assert_allclose(found.correlation, np.corrcoef(y[off], x[off])[0, 1])


def test_state_effects_do_not_make_a_finding() -> None:
    """Both ties depend on which state sends them and on nothing else; pairs are 380 but states only 20."""
    rng = np.random.default_rng(11)
    p = []
    for _ in range(60):
        y, x = (rng.normal(size=(20, 1)) + 0.1 * rng.normal(size=(20, 20)) for _ in range(2))
        p.append(association(y, x, rng=rng, permutations=79).p)
    assert np.mean(np.array(p) <= 0.05) < 0.15, "an ordinary test would reject four times in five"


def test_undirected_reads_each_pair_once() -> None:
    y, x, _, rng = matrices()
    y, x = y + y.T, x + x.T
    both = association(y, x, rng=rng, permutations=9)
    once = association(y, x, rng=rng, permutations=9, directed=False)
    assert once.pairs * 2 == both.pairs
    assert_allclose(once.coefficient, both.coefficient)
    assert once.permuted.size == 9


def test_states_without_data_are_left_out() -> None:
    y, x, _, rng = matrices()
    y[7, :] = y[:, 7] = np.nan
    assert association(y, x, rng=rng, permutations=9).states == 19


def test_bad_input() -> None:
    y, x, z, rng = matrices()
    with pytest.raises(InputError, match="does not vary"):
        association(y, z, [z], rng=rng)
    with pytest.raises(InputError, match="does not vary"):
        association(y, np.ones_like(y), rng=rng)
    with pytest.raises(InputError, match="The tie does not vary"):
        association(np.full_like(y, 0.3), x, rng=rng)
    with pytest.raises(InputError, match="symmetric"):
        association(y, x, rng=rng, directed=False)
    with pytest.raises(InputError, match="one shape"):
        association(y, x[:5], rng=rng)
    with pytest.raises(InputError, match="too few"):
        association(np.full_like(y, np.nan), x, rng=rng)
