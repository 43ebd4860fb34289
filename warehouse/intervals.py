"""95 % intervals for shares and quantiles, and shares corrected for reading error.

Defendants of one judgment (case family) are not independent: a share gets the Wilson interval on its
effective size, the number of persons divided by the design effect of the families. Quantiles get the
exact binomial interval of order statistics. Nothing here speaks about selection: published judgments are
not a sample. Sources: Wilson 1927; Korn and Graubard 1998 (effective size); Rogan and Gladen 1978
(correction).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A closed interval of shares or values."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"an interval from {self.low} to {self.high}")


def wilson(successes: float, n: float) -> Interval:
    """Wilson score interval of a share (0 to 1); n may be an effective size. ValueError when n ≤ 0."""
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n}")
    p, z2 = successes / n, Z95 * Z95
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Interval(low=max(0.0, min(centre - half, p)), high=min(1.0, max(centre + half, p)))


def design_effect(x2: float, xm: float, m2: float, successes: float, n: float) -> float:
    """Variance of a share over families divided by that of independent persons; never under 1.

    `x2`, `xm`, `m2` are the sums over families of x·x, x·m and m·m, where a family has x persons in the
    numerator and m in the denominator.
    """
    if n <= 0:
        raise ValueError("no persons")
    p = successes / n
    independent = n * p * (1 - p)
    if independent <= 0:
        return max(1.0, m2 / n)
    return max(1.0, (x2 - 2 * p * xm + p * p * m2) / independent)


def clustered_wilson(successes: float, n: float, *, x2: float, xm: float, m2: float) -> Interval:
    """Wilson interval on n divided by the design effect of the case families."""
    effect = design_effect(x2, xm, m2, successes, n)
    return wilson(successes / effect, n / effect)


def binomial_below(n: int, p: float) -> list[float]:
    """P(X ≤ k) for k = 0 … n, X binomial(n, p) with 0 < p < 1."""
    odds, rest = math.log(p), math.log1p(-p)
    total, sums = 0.0, []
    for k in range(n + 1):
        choose = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        total += math.exp(choose + k * odds + (n - k) * rest)
        sums.append(min(1.0, total))
    return sums


@lru_cache(maxsize=4096)
def quantile_ranks(n: int, q: float) -> tuple[int, int, int] | None:
    """1-based ranks (low, point, high) of the q-quantile and its exact 95 % interval, None when n is small.

    The point is the smallest value with at least q of the data at or below it. Above 2,000 values the normal
    approximation of the ranks is used (it differs by at most one rank there).
    """
    point = max(1, math.ceil(n * q))
    if n > 2000:
        half = Z95 * math.sqrt(n * q * (1 - q))
        return max(1, math.floor(n * q - half)), point, min(n, math.ceil(n * q + half) + 1)
    below = binomial_below(n, q)
    low = next((r for r in range(n, 0, -1) if below[r - 1] <= 0.025), None)
    high = next((r for r in range(1, n + 1) if below[r - 1] >= 0.975), None)
    if low is None or high is None:
        return None
    return low, point, high


def cluster_bootstrap(x: IntArray, m: IntArray, *, seed: int, draws: int = 2000) -> Interval:
    """Percentile interval of sum(x)/sum(m) from resampling families; `x`, `m` are persons a family.

    Seeded: the same families in the same order give the same interval.
    """
    if len(x) != len(m) or not len(x) or m.sum() <= 0:
        raise ValueError("one x and one m a family, and somebody in them")
    generator = np.random.default_rng(seed)
    shares = np.empty(draws)
    for i in range(draws):
        picked = generator.integers(0, len(x), len(x))
        total = m[picked].sum()
        shares[i] = x[picked].sum() / total if total else np.nan
    low, high = np.nanquantile(shares, (0.025, 0.975))
    return Interval(low=float(low), high=float(high))


def nearest_distribution(values: FloatArray) -> FloatArray:
    """The probability vector nearest to `values` (Euclidean projection on the simplex)."""
    ordered = np.sort(values)[::-1]
    sums = np.cumsum(ordered) - 1
    steps = np.arange(1, len(values) + 1)
    kept = int(np.nonzero(ordered - sums / steps > 0)[0][-1])
    return np.asarray(np.maximum(values - sums[kept] / (kept + 1), 0.0), dtype=np.float64)


def corrected_shares(observed: FloatArray, confusion: FloatArray) -> FloatArray:
    """True shares of k outcomes from the observed ones and P(read as j | truly i) in row i, column j.

    Solves confusionᵀ · truth = observed and projects the answer on the probability simplex.
    """
    if confusion.shape != (len(observed), len(observed)) or not np.allclose(confusion.sum(axis=1), 1):
        raise ValueError("the confusion matrix is k × k with rows that sum to 1")
    solved, *_ = np.linalg.lstsq(confusion.T, observed, rcond=None)
    return nearest_distribution(np.asarray(solved, dtype=np.float64))


def corrected_intervals(
    counts: IntArray, audit: FloatArray, *, seed: int, draws: int = 1000
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Corrected shares with their 95 % intervals: (share, low, high), one value an outcome.

    `audit[i, j]` is the weighted number of audited records truly i and read as j. Both the counts and
    each row of the audit are drawn again (with a half added where a row is empty off the diagonal), so
    that the interval holds chance and reading error.
    """
    generator = np.random.default_rng(seed)
    smoothed = audit + 0.5 / audit.shape[0] * np.ones_like(audit) + np.eye(len(audit)) * 0.5
    confusion = audit + np.diag((audit.sum(axis=1) == 0).astype(float))
    confusion = confusion / confusion.sum(axis=1, keepdims=True)
    total = int(counts.sum())
    if total <= 0:
        raise ValueError("no records")
    point = corrected_shares(counts / total, confusion)
    results = np.empty((draws, len(counts)))
    for i in range(draws):
        observed = generator.multinomial(total, counts / total) / total
        drawn = np.stack([generator.dirichlet(row) for row in smoothed])
        results[i] = corrected_shares(observed, drawn)
    low, high = np.quantile(results, (0.025, 0.975), axis=0)
    return point, np.minimum(low, point), np.maximum(high, point)


def bounds_on_grid(n: int, denominator: int, n_unread: int, *, grid: int = 5) -> Interval | None:
    """Worst and best share when n_unread further persons may be in or out, counts rounded outward to a grid.

    Rounding outward keeps the truth inside and gives no count back. None when there is nobody.
    """
    total = denominator + n_unread
    if total <= 0:
        return None
    outward_total_low, outward_total_high = total // grid * grid, -(-total // grid) * grid
    low = (n // grid * grid) / max(outward_total_high, 1)
    high = min(1.0, (-(-(n + n_unread) // grid) * grid) / max(outward_total_low, grid))
    return Interval(low=low, high=max(low, high))


def share_of(values: Sequence[int]) -> list[float]:
    """Shares of a list of counts; ValueError when they are all zero."""
    total = sum(values)
    if not total:
        raise ValueError("nothing to share")
    return [value / total for value in values]
