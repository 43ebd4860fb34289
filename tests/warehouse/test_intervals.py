"""Intervals cover what they say they cover: simulations with fixed seeds, and exact laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.interval_coverage import drawn_families, drawn_terms
from warehouse.intervals import (
    binomial_below,
    bounds_on_grid,
    cluster_bootstrap,
    clustered_wilson,
    corrected_shares,
    design_effect,
    quantile_ranks,
    wilson,
)
from warehouse.quantiles import quartiles

NOMINAL_LOW, NOMINAL_HIGH = 0.93, 0.97


@pytest.mark.parametrize("n_families", [60, 150, 400])
@pytest.mark.parametrize("p", [0.1, 0.391, 0.586])
@pytest.mark.parametrize("correlation", [0.05, 0.3])
def test_the_clustered_interval_covers_as_it_says(n_families: int, p: float, correlation: float) -> None:
    generator = np.random.default_rng(1)
    hits = 0
    for _ in range(1500):
        x, m = drawn_families(generator, n_families, p, correlation)
        sums = {"x2": float((x * x).sum()), "xm": float((x * m).sum()), "m2": float((m * m).sum())}
        interval = clustered_wilson(float(x.sum()), float(m.sum()), **sums)
        hits += interval.low <= p <= interval.high
    print(f"clustered Wilson, {n_families} families, {p}, {correlation}: coverage {hits / 1500:.4f}")  # noqa: T201
    assert NOMINAL_LOW <= hits / 1500 <= NOMINAL_HIGH


def test_an_interval_that_forgets_the_families_covers_too_little() -> None:
    generator = np.random.default_rng(4)
    hits = 0
    for _ in range(1500):
        x, m = drawn_families(generator, 100, 0.4, 0.9)
        interval = wilson(float(x.sum()), float(m.sum()))
        hits += interval.low <= 0.4 <= interval.high
    assert hits / 1500 < NOMINAL_LOW


def test_the_bootstrap_over_families_covers_as_it_says() -> None:
    generator = np.random.default_rng(2)
    hits = 0
    for seed in range(300):
        x, m = drawn_families(generator, 200, 0.4, 0.2)
        interval = cluster_bootstrap(x, m, seed=seed, draws=300)
        hits += interval.low <= 0.4 <= interval.high
    print(f"bootstrap over families: coverage {hits / 300:.4f}")  # noqa: T201
    assert NOMINAL_LOW <= hits / 300 <= NOMINAL_HIGH


def test_the_bootstrap_repeats_itself() -> None:
    x, m = drawn_families(np.random.default_rng(3), 80, 0.5, 0.2)
    assert cluster_bootstrap(x, m, seed=9) == cluster_bootstrap(x, m, seed=9)


@pytest.mark.parametrize("n", [20, 33, 57, 200, 1000, 3000])
@pytest.mark.parametrize("q", [0.25, 0.5, 0.75])
def test_quantile_ranks_cover_with_at_least_the_nominal_probability(n: int, q: float) -> None:
    ranks = quantile_ranks(n, q)
    assert ranks is not None
    low, point, high = ranks
    below = binomial_below(n, q)
    assert low <= point <= high
    assert 0.9499 <= below[high - 1] - below[low - 1] <= NOMINAL_HIGH


def test_quartiles_of_co_defendants_cover_as_they_say_and_would_not_without_their_families() -> None:
    generator = np.random.default_rng(8)
    truth = {
        name: int(np.exp(9 + 0.7 * z)) for name, z in (("q1", -0.67449), ("median", 0.0), ("q3", 0.67449))
    }
    n_runs, hits, naive_hits = 250, 0, 0
    for _ in range(n_runs):
        histogram, families = drawn_terms(generator, 150, 0.8)
        for row, is_naive in ((quartiles(histogram, families), False), (quartiles(histogram), True)):
            assert row is not None
            found = sum(row[f"{name}_low"] <= value <= row[f"{name}_high"] for name, value in truth.items())
            naive_hits += found * is_naive
            hits += found * (not is_naive)
    print(f"quartiles: coverage {hits / n_runs / 3:.4f}, as if independent {naive_hits / n_runs / 3:.4f}")  # noqa: T201
    assert NOMINAL_LOW <= hits / n_runs / 3 <= NOMINAL_HIGH
    assert naive_hits / n_runs / 3 < NOMINAL_LOW


@pytest.mark.parametrize("n", [1, 2, 5])
def test_too_few_values_give_no_quartile_interval(n: int) -> None:
    assert quantile_ranks(n, 0.25) is None


TRUTH = np.array([0.25, 0.35, 0.25, 0.15])
MISREADING = np.array(
    [[0.96, 0.02, 0.01, 0.01], [0.03, 0.95, 0.01, 0.01], [0.0, 0.02, 0.97, 0.01], [0.02, 0.0, 0.03, 0.95]]
)


def test_corrected_intervals_cover_the_truth_where_the_naive_share_is_biased() -> None:
    generator = np.random.default_rng(5)
    hits = np.zeros(4)
    n_runs = 400
    for seed in range(n_runs):
        truly = generator.multinomial(2000, TRUTH)
        read = sum(generator.multinomial(truly[i], MISREADING[i]) for i in range(4))
        audited = generator.multinomial(300, TRUTH)
        audit = np.stack([generator.multinomial(audited[i], MISREADING[i]) for i in range(4)]).astype(float)
        _, low, high = corrected_shares(
            np.asarray(read).reshape(1, -1), [audit], effect=1.0, seed=seed, draws=400
        )
        hits += (low <= TRUTH) & (high >= TRUTH)
    coverage = hits / n_runs
    print(f"corrected distribution: coverage {coverage.mean():.4f}, worst outcome {coverage.min():.4f}")  # noqa: T201
    assert coverage.mean() <= NOMINAL_HIGH
    assert coverage.min() >= NOMINAL_LOW


def test_a_perfect_audit_leaves_the_shares_alone() -> None:
    counts = np.array([200, 300, 500])
    point, low, high = corrected_shares(
        counts.reshape(1, -1), [np.diag([40.0, 60.0, 100.0])], effect=1.0, seed=1
    )
    assert point.sum() == pytest.approx(1.0)
    assert point == pytest.approx(counts / 1000)
    assert (low <= point).all() and (point <= high).all()


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilson_holds_the_share_and_stays_within_zero_and_one(successes: int, extra: int) -> None:
    n = successes + extra
    interval = wilson(successes, n)
    assert 0 <= interval.low <= successes / n <= interval.high <= 1


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40))
def test_families_never_make_an_interval_narrower(families: list[tuple[int, int]]) -> None:
    x = np.array([a for a, _ in families])
    m = x + np.array([b for _, b in families])
    if m.sum() == 0:
        return
    sums = (float((x * x).sum()), float((x * m).sum()), float((m * m).sum()))
    assert design_effect(*sums, float(x.sum()), float(m.sum())) >= 1


def test_wilson_is_that_of_the_tools() -> None:
    interval = wilson(34, 87)
    assert math.isclose(interval.low, 0.294978, abs_tol=1e-6)
    assert round(interval.high, 4) == 0.4959


@pytest.mark.parametrize("wrong", [(1, 0), (-1, 5), (6, 5)])
def test_impossible_counts_are_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="of"):
        wilson(*wrong)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 60))
def test_best_and_worst_bounds_hold_every_possible_share_and_sit_on_the_grid(
    n: int, rest: int, unread: int
) -> None:
    bounds = bounds_on_grid(n, n + rest, unread)
    if bounds is None:
        assert n + rest + unread == 0
        return
    assert bounds.low <= n / max(1, n + rest + unread) + 1e-12
    assert bounds.high >= (n + unread) / max(1, n + rest + unread) - 1e-12
