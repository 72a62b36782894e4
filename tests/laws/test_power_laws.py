"""What must hold of any capabilities whatever."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_allclose, assert_array_equal

from multipolar.power import cinc, con, effective_number, hhi, move, net_resources, ranks, shares

amount = st.one_of(st.just(np.nan), st.just(0.0), st.floats(1e-6, 1e9))
states = hnp.arrays(np.float64, st.integers(1, 12), elements=amount)
components = hnp.arrays(np.float64, st.tuples(st.integers(1, 8), st.just(6)), elements=amount)


def permutation(n: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).permutation(n)


@given(states)
def test_shares_sum_to_one_over_states_with_data(x: np.ndarray) -> None:
    s = shares(x)
    if np.nansum(x) > 0:
        assert_allclose(np.nansum(s), 1.0)
        assert np.nanmin(s) >= 0
        assert_array_equal(np.isnan(s), np.isnan(x))
    else:
        assert np.isnan(s).all()


@given(states, st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(x: np.ndarray, factor: float) -> None:
    assert_allclose(shares(x * factor), shares(x), rtol=1e-10)
    assert_allclose(con(x * factor), con(x), atol=1e-6)


@given(states)
def test_a_null_never_becomes_a_zero(x: np.ndarray) -> None:
    missing = np.isnan(x)
    for result in (shares(x), ranks(x), net_resources(x, x)):
        assert np.isnan(result[missing]).all()


@given(states, st.integers(0, 99))
def test_relabelling_states_changes_nothing(x: np.ndarray, seed: int) -> None:
    order = permutation(x.size, seed)
    assert_allclose(shares(x)[order], shares(x[order]), rtol=1e-12)
    assert_array_equal(ranks(x)[order], ranks(x[order]))
    assert_allclose(con(x), con(x[order]), atol=1e-7)
    assert_allclose(effective_number(x), effective_number(x[order]), rtol=1e-12)


@given(components, st.integers(0, 99), st.integers(0, 5), st.floats(1e-3, 1e3))
def test_cinc_knows_neither_labels_nor_units(x: np.ndarray, seed: int, k: int, factor: float) -> None:
    order = permutation(len(x), seed)
    assert_allclose(cinc(x)[order], cinc(x[order]), rtol=1e-10)
    rescaled = x.copy()
    rescaled[:, k] *= factor
    assert_allclose(cinc(rescaled), cinc(x), rtol=1e-9)
    assert np.nanmax(cinc(x), initial=0.0) <= 1 + 1e-12


@given(states)
def test_ranges(x: np.ndarray) -> None:
    n = np.isfinite(shares(x)).sum()
    if n:
        assert 1 / n - 1e-12 <= hhi(x) <= 1 + 1e-12
        assert 1 - 1e-12 <= effective_number(x) <= n * (1 + 1e-12)
    else:
        assert np.isnan(hhi(x))
    assert np.isnan(con(x)) if n < 2 else 0 <= con(x) <= 1


@given(hnp.arrays(np.float64, st.integers(2, 12), elements=st.floats(1e-3, 1e6)))
def test_merging_two_states_never_raises_the_effective_number(x: np.ndarray) -> None:
    merged = np.append(x[2:], x[0] + x[1])
    assert effective_number(merged) <= effective_number(x) * (1 + 1e-12)


@given(hnp.arrays(np.float64, st.tuples(st.integers(2, 4), st.integers(1, 8)), elements=amount))
def test_move_is_a_part_of_what_could_move(x: np.ndarray) -> None:
    got = move(x)
    assert np.isnan(got[0])
    known = got[np.isfinite(got)]
    assert ((known >= 0) & (known <= 1 + 1e-9)).all()
    assert_allclose(move(x * 3.0), got, atol=1e-12)


@given(states)
def test_ranks_follow_the_values(x: np.ndarray) -> None:
    r = ranks(x)
    known = ~np.isnan(x)
    larger = x[known][:, None] > x[known][None, :]
    assert_array_equal(r[known], 1 + larger.sum(axis=0))
