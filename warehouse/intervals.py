"""95 % intervals for shares and quantiles, and shares corrected for reading error.

Defendants of one judgment (case family) are not independent: a share gets the Wilson interval on its
effective size, the number of persons divided by the design effect of the families. Quantiles get the
exact binomial interval of order statistics, of as many values as the design effect leaves. Nothing here
speaks about selection: published judgments are not a sample. Sources: Wilson 1927; Korn and Graubard 1998
(effective size); Rogan and Gladen 1978 (correction).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054
PRIOR = 0.5
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

    The point is the smallest value with at least q of the data at or below it. The interval is the
    shortest run of ranks that covers the quantile with probability at least 0.95, the most central of
    equally short ones. Above 2,000 values the normal approximation of the ranks is used.
    """
    point = max(1, math.ceil(n * q))
    if n > 2000:
        half = Z95 * math.sqrt(n * q * (1 - q))
        return max(1, math.floor(n * q - half)), point, min(n, math.ceil(n * q + half) + 1)
    below = binomial_below(n, q)
    found: list[tuple[int, float, int, int]] = []
    high = 1
    for low in range(1, n + 1):
        high = max(high, low)
        while high <= n and below[high - 1] - below[low - 1] < 0.95:
            high += 1
        if high > n:
            break
        found.append((high - low, abs(below[low - 1] - (1 - below[high - 1])), low, high))
    if not found:
        return None
    _, _, low, high = min(found)
    return low, point, high


def clustered_ranks(n: int, q: float, effect: float) -> tuple[int, int, int] | None:
    """Ranks (low, point, high) among n values that go together in families: the interval of n / effect independent ones.

    The ranks of the smaller number are stretched outward over all n. None when too few independent values are left.
    """
    size = math.floor(n / max(1.0, effect))
    if size == n:
        return quantile_ranks(n, q)
    found = quantile_ranks(size, q) if size else None
    if found is None:
        return None
    point = max(1, math.ceil(n * q))
    low, high = math.floor((found[0] - 1) * n / size) + 1, math.ceil(found[2] * n / size)
    return min(low, point), point, min(n, max(high, point))


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


def corrected_draws(
    counts: IntArray, audits: Sequence[FloatArray], *, effect: float, seed: int, draws: int = 2000
) -> tuple[FloatArray, FloatArray]:
    """True shares of k classes: the point (k) and draws of it (draws × k).

    `counts[g, j]` persons of group g were read as class j; `audits[g][i, j]` is the effective number of audited records
    of that group truly i and read as j. The audit is a random sample of the same persons, so P(truly i | read as j)
    comes straight from its columns (with a weak prior on the diagonal for columns that were hardly drawn): an audit that
    finds no error leaves the point where it is. Counts are drawn again with the design `effect` of families, columns from
    their Dirichlet posterior, which allows for errors that a small audit did not meet: what is drawn holds chance and
    reading error. Valid for the population that was audited, not for a part of it. ValueError when nobody is
    counted or the audits do not fit.
    """
    total = int(counts.sum())
    groups, k = counts.shape
    if total <= 0 or len(audits) != groups or any(audit.shape != (k, k) for audit in audits):
        raise ValueError("one k × k audit a group, and at least one person")
    generator = np.random.default_rng(seed)
    weights = [audit + PRIOR * np.eye(k) + PRIOR / k for audit in audits]
    p = counts / total
    point = np.zeros(k)
    truth = np.zeros((draws, k))
    size = max(1, round(total / max(1.0, effect)))
    observed = generator.multinomial(size, p.reshape(-1), size=draws).reshape(draws, groups, k) / size
    for g, w in enumerate(weights):
        seen = audits[g] + PRIOR * np.eye(k)
        point += (seen / seen.sum(axis=0)) @ p[g]
        columns = np.stack([generator.dirichlet(w[:, j], size=draws) for j in range(k)], axis=2)
        truth += np.einsum("dij,dj->di", columns, observed[:, g])
    return point, truth


def corrected_shares(
    counts: IntArray, audits: Sequence[FloatArray], *, effect: float, seed: int, draws: int = 2000
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Corrected shares of all k classes, which add up to 1, with their 95 % intervals: (share, low, high)."""
    point, truth = corrected_draws(counts, audits, effect=effect, seed=seed, draws=draws)
    low, high = np.quantile(truth, (0.025, 0.975), axis=0)
    return point, np.minimum(low, point), np.maximum(high, point)


def corrected_share(
    counts: IntArray, audits: Sequence[FloatArray], *, effect: float, seed: int, draws: int = 2000
) -> tuple[float, float, float]:
    """A corrected rate with its 95 % interval, (share, low, high), of three classes: 0 in the numerator, 1 in the rest
    of the denominator, 2 outside.
    """
    point, truth = corrected_draws(counts, audits, effect=effect, seed=seed, draws=draws)
    within = truth[:, 0] + truth[:, 1]
    shares = np.divide(truth[:, 0], within, out=np.zeros(draws), where=within > 0)
    low, high = np.quantile(shares, (0.025, 0.975))
    share = float(point[0] / (point[0] + point[1])) if point[0] + point[1] > 0 else 0.0
    return share, min(float(low), share), max(float(high), share)


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
