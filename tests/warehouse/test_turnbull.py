"""Turnbull's estimate: the known answer comes back, and it agrees with a well-kept library."""

from __future__ import annotations

import numpy as np
import pytest
from lifelines import KaplanMeierFitter

from warehouse.turnbull import Spans, band_shares, bootstrap_bands, turnbull

BANDS = [(14, 18), (19, 19), (20, 29), (30, 39), (40, 49), (50, 59), (60, 79)]
TRUE = np.array([0.20, 0.05, 0.35, 0.20, 0.10, 0.06, 0.04])


def drawn_ages(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Ages of which 60 % are told as a decade (10–19, 20–29 …) only."""
    generator = np.random.default_rng(seed)
    band = generator.choice(len(BANDS), size=n, p=TRUE)
    limits = np.array(BANDS)
    age = generator.integers(limits[band, 0], limits[band, 1] + 1)
    is_band = generator.random(n) < 0.6
    decade = age // 10 * 10
    return np.where(is_band, decade, age), np.where(is_band, decade + 9, age)


def test_a_known_distribution_comes_back_when_most_ages_are_bands() -> None:
    low, high = drawn_ages(5000, 3)
    shares = band_shares(turnbull(low.tolist(), high.tolist()), BANDS)
    print(f"60 % bands: largest error of a band {np.abs(np.array(shares) - TRUE).max():.4f}")  # noqa: T201
    assert shares == pytest.approx(TRUE, abs=0.02)
    assert sum(shares) == pytest.approx(1, abs=1e-6)


def test_the_naive_share_of_exact_ages_is_not_needed_but_the_bounds_hold_the_estimate() -> None:
    low, high = drawn_ages(800, 4)
    for (start, end), share in zip(
        BANDS, band_shares(turnbull(low.tolist(), high.tolist()), BANDS), strict=True
    ):
        surely = ((low >= start) & (high <= end)).mean()
        possibly = ((low <= end) & (high >= start)).mean()
        assert surely - 1e-9 <= share <= possibly + 1e-9


def test_exact_ages_give_their_plain_shares() -> None:
    masses = turnbull([15, 15, 20, 30], [15, 15, 20, 30])
    assert masses == pytest.approx({(15, 15): 0.5, (20, 20): 0.25, (30, 30): 0.25})


def test_the_estimate_agrees_with_lifelines() -> None:
    """lifelines gives at each age the share of people of that age or more."""
    low, high = drawn_ages(600, 6)
    survival = KaplanMeierFitter().fit_interval_censoring(low, high).survival_function_
    masses = turnbull(low.tolist(), high.tolist())
    for edge in (18, 19, 24, 29, 35, 39, 49, 59):
        ours = sum(mass for (_, end), mass in masses.items() if end > edge)
        theirs = survival[survival.index >= edge + 1].iloc[0]
        assert float(theirs.iloc[0]) == pytest.approx(ours, abs=1e-4), edge


def test_its_interval_covers_as_it_says() -> None:
    hits, n_runs = np.zeros(len(BANDS)), 40
    for seed in range(n_runs):
        low, high = drawn_ages(250, 100 + seed)
        spans = Spans(low=low, high=high, weight=np.ones(len(low)))
        lows, highs = bootstrap_bands(spans, np.arange(len(low)), BANDS, seed=seed, draws=80)
        hits += (np.array(lows) <= TRUE) & (np.array(highs) >= TRUE)
    print(f"Turnbull bands: coverage {hits.sum() / (n_runs * len(BANDS)):.4f}")  # noqa: T201
    assert 0.93 <= hits.sum() / (n_runs * len(BANDS)) <= 0.97


def test_the_interval_repeats_itself_and_widens_with_families() -> None:
    low, high = drawn_ages(300, 8)
    spans = Spans(low=np.repeat(low, 3), high=np.repeat(high, 3), weight=np.ones(900))
    alone = bootstrap_bands(spans, np.arange(900), BANDS, seed=1, draws=60)
    together = bootstrap_bands(spans, np.repeat(np.arange(300), 3), BANDS, seed=1, draws=60)
    assert bootstrap_bands(spans, np.arange(900), BANDS, seed=1, draws=60) == alone
    widths = [np.subtract(highs, lows).sum() for lows, highs in (alone, together)]
    assert widths[1] > 1.3 * widths[0]


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="low end"):
        Spans(low=np.array([30]), high=np.array([20]), weight=np.ones(1))
