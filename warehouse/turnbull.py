"""Turnbull's estimate of a distribution from closed intervals of whole years, by EM.

An age may be known exactly, as a band, or not at all. The estimate assumes that banding does not depend
on age; that is why the bounds are always shown beside it. Checked in the tests against lifelines. Source:
Turnbull 1976.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from warehouse.intervals import FloatArray, IntArray, Interval, wilson

MAX_AGE = 100
ROUNDS = 20_000
BOOTSTRAP_ROUNDS = 1_000
TOLERANCE = 1e-9
BOOTSTRAP_TOLERANCE = 1e-6


@dataclass(frozen=True, kw_only=True)
class Spans:
    """Closed intervals `low..high` in whole years, each seen `weight` times."""

    low: IntArray
    high: IntArray
    weight: FloatArray

    def __post_init__(self) -> None:
        if not len(self.low) == len(self.high) == len(self.weight):
            raise ValueError("one low, high and weight a span")
        if len(self.low) and (self.low > self.high).any():
            raise ValueError("a span whose low end lies above its high end")

    def kinds(self) -> tuple[IntArray, IntArray]:
        """The different spans (low, high), and which of them each span is."""
        width = int(self.high.max(initial=0)) + 1
        codes, kind = np.unique(self.low * width + self.high, return_inverse=True)
        return np.stack([codes // width, codes % width], axis=1), kind.reshape(-1)

    def counted_together(self) -> Spans:
        """The same spans with equal ones added up."""
        pairs, kind = self.kinds()
        weight = np.bincount(kind, weights=self.weight, minlength=len(pairs)).astype(np.float64)
        return Spans(low=pairs[:, 0], high=pairs[:, 1], weight=weight)


def _innermost(spans: Spans) -> npt.NDArray[np.int64]:
    """Turnbull's innermost intervals: a low end followed by a high end with no other end between."""
    lows, highs = np.unique(spans.low), np.unique(spans.high)
    pairs = []
    for low in lows:
        high = int(highs[np.searchsorted(highs, low)])
        following = lows[lows > low]
        if not len(following) or int(following[0]) > high:
            pairs.append((int(low), high))
    return np.array(pairs, dtype=np.int64)


def _estimate(spans: Spans, rounds: int, tolerance: float) -> dict[tuple[int, int], float]:
    """EM over spans that are all different."""
    inner = _innermost(spans)
    inside = (spans.low[:, None] <= inner[:, 0]) & (inner[:, 1] <= spans.high[:, None])
    mass = np.full(len(inner), 1 / len(inner))
    total = spans.weight.sum()
    for _ in range(rounds):
        expected = inside * mass
        updated = (spans.weight / expected.sum(axis=1)) @ expected / total
        moved = np.abs(updated - mass).max()
        mass = updated
        if moved < tolerance:
            break
    return {(int(a), int(b)): float(p) for (a, b), p in zip(inner, mass, strict=True)}


def turnbull(
    low: Sequence[int], high: Sequence[int], weight: Sequence[float] | None = None
) -> dict[tuple[int, int], float]:
    """Probability of each innermost interval (low, high), summing to 1; ValueError without any span."""
    if not len(low):
        raise ValueError("no spans")
    weights = np.ones(len(low)) if weight is None else np.asarray(weight, dtype=np.float64)
    spans = Spans(low=np.asarray(low), high=np.asarray(high), weight=weights).counted_together()
    return _estimate(spans, ROUNDS, TOLERANCE)


def band_shares(masses: dict[tuple[int, int], float], bands: Sequence[tuple[int, int]]) -> list[float]:
    """Mass in each band; an innermost interval that crosses bands is split evenly over its years."""
    shares = []
    for start, end in bands:
        share = 0.0
        for (low, high), mass in masses.items():
            years = max(0, min(high, end) - max(low, start) + 1)
            share += mass * years / (high - low + 1)
        shares.append(share)
    return shares


def bootstrap_bands(
    spans: Spans, family: IntArray, bands: Sequence[tuple[int, int]], *, seed: int, draws: int = 200
) -> tuple[list[float], list[float]]:
    """95 % interval of each band's Turnbull share: Wilson on the effective size that resampling families
    shows.

    The effective size is share · (1 − share) / variance over the resamples; percentile intervals cover
    too little for rare bands. Seeded; a band without mass gets no width.
    """
    generator = np.random.default_rng(seed)
    names, member = np.unique(family, return_inverse=True)
    kinds, kind = spans.kinds()
    results = np.empty((draws, len(bands)))
    for i in range(draws):
        times = np.bincount(generator.integers(0, len(names), len(names)), minlength=len(names))
        weight = np.bincount(kind, weights=spans.weight * times[member], minlength=len(kinds))
        drawn = weight > 0
        redrawn = Spans(low=kinds[drawn, 0], high=kinds[drawn, 1], weight=weight[drawn].astype(np.float64))
        results[i] = band_shares(_estimate(redrawn, BOOTSTRAP_ROUNDS, BOOTSTRAP_TOLERANCE), bands)
    point = band_shares(_estimate(spans.counted_together(), ROUNDS, TOLERANCE), bands)
    ends = [_effective_wilson(p, float(v)) for p, v in zip(point, results.var(axis=0, ddof=1), strict=True)]
    return [end.low for end in ends], [end.high for end in ends]


def _effective_wilson(share: float, variance: float) -> Interval:
    share = min(1.0, max(0.0, share))
    if variance <= 0 or share in (0.0, 1.0):
        return Interval(low=share, high=share)
    n = share * (1 - share) / variance
    return wilson(share * n, n)
