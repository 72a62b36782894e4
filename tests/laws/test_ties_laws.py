"""What must hold of any votes, ties and groups whatever."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_allclose, assert_array_equal

from multipolar.ties import (
    agreement,
    agreement_index,
    cohesion,
    cohesion_of_groups,
    group_ties,
    interaction_series,
    partner_concentration,
    partner_shares,
    random_groups,
    rice,
    standing,
    strata,
    ties_change,
    trade_dependence,
    trend,
)

codes = st.sampled_from([0, 1, 2, 3, 8, 9])
votes = hnp.arrays(np.int8, st.tuples(st.integers(0, 12), st.integers(3, 8)), elements=codes)
tie = st.one_of(st.just(np.nan), st.just(0.0), st.floats(1e-3, 1e6))
layers = st.integers(3, 7).flatmap(lambda n: hnp.arrays(np.float64, (n, n), elements=tie))
count = st.integers(0, 200)
seeds = st.integers(0, 99)


def permutation(n: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).permutation(n)


@settings(deadline=None)
@given(votes, seeds, st.sampled_from(["differs", "half"]))
def test_agreement_is_symmetric_bounded_and_label_blind(v: np.ndarray, seed: int, abstention: str) -> None:
    rate = agreement(v, abstention)  # type: ignore[arg-type]
    assert_array_equal(rate, rate.T)
    known = rate[np.isfinite(rate)]
    assert ((known >= 0) & (known <= 1)).all()
    order = permutation(v.shape[1], seed)
    assert_array_equal(agreement(v[:, order], abstention), rate[np.ix_(order, order)])  # type: ignore[arg-type]
    voted = np.isin(v, (1, 2, 3)).astype(int)
    never = (voted.T @ voted) == 0
    assert np.isnan(rate[never]).all(), "a pair that never both voted is unknown, not in disagreement"


@given(votes)
def test_half_agreement_is_never_less(v: np.ndarray) -> None:
    strict, lenient = agreement(v), agreement(v, "half")
    known = np.isfinite(strict)
    assert (lenient[known] >= strict[known]).all()


@given(count, count, count)
def test_indices_are_between_zero_and_one(yes: int, no: int, abstain: int) -> None:
    for value, voted in ((rice(yes, no), yes + no), (agreement_index(yes, no, abstain), yes + no + abstain)):
        assert 0 <= value <= 1 if voted else np.isnan(value)
    assert_allclose(agreement_index(yes, no, abstain), agreement_index(abstain, yes, no))


@given(st.integers(2, 50), st.sampled_from([1, 2, 3]), st.integers(1, 20))
def test_a_unanimous_group_has_index_one(size: int, code: int, rollcalls: int) -> None:
    v = np.full((rollcalls, size), code, dtype=np.int8)
    assert cohesion(v, np.arange(size), rng=np.random.default_rng(1), draws=10).index == 1.0


@given(votes, seeds)
def test_cohesion_knows_no_labels(v: np.ndarray, seed: int) -> None:
    order = permutation(v.shape[1], seed)
    groups = np.array([[0, 1], [1, 2]])
    place = np.argsort(order)
    assert_allclose(cohesion_of_groups(v[:, order], place[groups]), cohesion_of_groups(v, groups))
    index = cohesion_of_groups(v, groups)
    found = cohesion(v, groups[1], rng=np.random.default_rng(1), draws=10)
    assert_allclose(found.index, index[1])


@given(layers, seeds)
def test_group_ties_know_no_labels_and_scale(layer: np.ndarray, seed: int) -> None:
    order = permutation(len(layer), seed)
    place = np.argsort(order)
    one = group_ties(layer, [0, 1])
    other = group_ties(layer[np.ix_(order, order)] * 4.0, place[[0, 1]])
    assert_allclose(other.inside, 4.0 * one.inside)
    assert_allclose(other.outside, 4.0 * one.outside)
    assert_allclose(other.ratio, one.ratio)
    assert_array_equal(other.pairs_outside, one.pairs_outside)


@given(layers)
def test_an_unknown_tie_is_not_a_zero(layer: np.ndarray) -> None:
    layer[0, 1] = layer[1, 0] = np.nan
    assert np.isnan(group_ties(layer, [0, 1]).inside)
    assert np.isnan(ties_change(layer, np.ones_like(layer), [0, 1]).change)
    gdp = np.ones(len(layer))
    assert np.isnan(trade_dependence(layer, layer, gdp)[0, 1])
    assert np.isnan(partner_shares(layer)[0, 1])
    assert np.isnan(interaction_series(layer[None], [0], [1])).all()


@given(layers)
def test_partners(layer: np.ndarray) -> None:
    s = partner_shares(layer)
    some = np.isfinite(s).any(axis=1)
    assert_allclose(np.nansum(s[some], axis=1), 1.0)
    c = partner_concentration(layer)
    assert_array_equal(np.isfinite(c), some)
    assert ((c[some] >= 1 / (len(layer) - 1) - 1e-12) & (c[some] <= 1 + 1e-12)).all()


@given(st.integers(4, 20), st.integers(1, 4), seeds, st.booleans())
def test_random_groups_have_the_right_size_and_strata(n: int, size: int, seed: int, exclude: bool) -> None:
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(n) % 2, np.arange(n) % 2])
    group = rng.choice(n, size=size, replace=False)
    drawn = random_groups(
        group, range(2 * n), number=20, rng=rng, strata=labels, exclude_members=exclude
    ).members
    assert drawn.shape == (20, size)
    assert (np.diff(drawn, axis=1) > 0).all(), "no state twice in a group"
    assert not (drawn == np.sort(group)).all(axis=1).any(), "never the group itself"
    assert (labels[drawn].sum(axis=1) == labels[group].sum()).all()
    assert not exclude or not np.isin(drawn, group).any()


@given(hnp.arrays(np.float64, st.integers(1, 30), elements=tie), st.integers(1, 5))
def test_quantile_classes_follow_capability(x: np.ndarray, quantiles: int) -> None:
    labels = strata(capability=x, quantiles=quantiles)
    assert_array_equal(labels < 0, np.isnan(x))
    order = np.argsort(x[~np.isnan(x)], kind="stable")
    assert (np.diff(labels[~np.isnan(x)][order]) >= 0).all()
    assert labels.max(initial=-1) < quantiles


@given(st.floats(-9, 9), hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(-9, 9)))
def test_a_standing_and_its_mirror_image_make_a_hundred(value: float, draws: np.ndarray) -> None:
    one, other = standing(value, draws), standing(-value, -draws)
    assert 0 < one.percentile < 100
    assert_allclose(one.percentile + other.percentile, 100.0)
    assert_allclose(one.p_above, other.p_below)
    assert one.p_above > 0


@given(
    hnp.arrays(np.float64, st.integers(4, 25), elements=st.floats(0.1, 1e6)),
    st.floats(1e-3, 1e3),
    st.integers(-100, 100),
)
def test_a_growth_rate_knows_neither_unit_nor_calendar(y: np.ndarray, factor: float, shift: int) -> None:
    years = np.arange(2000, 2000 + y.size)
    one, other = trend(years, y), trend(years + shift, y * factor)
    assert_allclose([other.value, other.rho], [one.value, one.rho], rtol=1e-5, atol=1e-6)
    assert one.low <= one.value <= one.high
