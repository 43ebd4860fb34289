"""The audit of published records: a random stratified sample for a person to read again, and its score.

Only a random sample of what is published speaks about its error; a gold set chosen for variety does not.
Pure functions: the command line reads and writes the files.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as column
from typing import Any

import numpy as np

from warehouse.intervals import FloatArray, Interval, wilson
from warehouse.suppression import MIN_DENOMINATOR

RECORD = "record"
LISTS = frozenset({"factors"})
UNREAD = "unread"


class AuditError(ValueError):
    """A sample or its labels that do not fit together."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A published record that may be drawn; `stratum` is for example its source and whether it is doubted."""

    record_id: str
    stratum: str


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A drawn record; it stands for `weight` published records of its stratum."""

    record_id: str
    stratum: str
    weight: float


@dataclass(frozen=True, kw_only=True)
class Audited:
    """One drawn record after a person read it again: per field what was published and what is true."""

    record_id: str
    weight: float
    is_doubted: bool
    read: Mapping[str, str]
    truth: Mapping[str, str]
    family: str = ""

    @property
    def cluster(self) -> str:
        """Records that are misread together: its case family where that is known, else its judgment."""
        return self.family or self.record_id.rpartition("#")[0] or self.record_id


@dataclass(frozen=True, kw_only=True)
class FieldScore:
    """Error of one field: share of wrong values, and share wrong without any doubt raised (silent)."""

    field: str
    n: int
    error: float
    error_interval: Interval
    silent: float
    silent_interval: Interval


@dataclass(frozen=True, kw_only=True)
class Confusion:
    """Weighted counts of truly i (row) read as j (column), of records that were not doubted."""

    categories: tuple[str, ...]
    weights: FloatArray
    n: int


@dataclass(frozen=True, kw_only=True)
class AuditScore:
    """What an audit found; `RECORD` is the pseudo-field of records with any wrong field that is not a list.

    `kappa` is the agreement on fields that are lists of words (sentencing factors), over all words.
    """

    fields: tuple[FieldScore, ...]
    audited: tuple[Audited, ...]
    confusion: Mapping[str, Confusion]
    kappa: Mapping[str, float] = column(default_factory=dict)


def draw_sample(
    candidates: Sequence[Candidate], size: int, *, seed: int, per_stratum: int = 5
) -> list[Drawn]:
    """A random sample, proportional to the strata with at least `per_stratum` of each; the same seed, the
    same sample.

    Raises AuditError when an id occurs twice or the size is not positive.
    """
    if size <= 0 or len({c.record_id for c in candidates}) != len(candidates):
        raise AuditError("a positive size and each record once")
    strata: dict[str, list[str]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda c: c.record_id):
        strata[candidate.stratum].append(candidate.record_id)
    generator = random.Random(seed)  # noqa: S311 (a sample, no secret)
    drawn: list[Drawn] = []
    for stratum in sorted(strata):
        members = strata[stratum]
        wanted = min(len(members), max(per_stratum, round(size * len(members) / len(candidates))))
        for record_id in sorted(generator.sample(members, wanted)):
            drawn.append(Drawn(record_id=record_id, stratum=stratum, weight=len(members) / wanted))
    return drawn


def _effective(weights: FloatArray) -> float:
    """Kish's effective size."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def _stratified_size(flags: FloatArray, weights: FloatArray, share: float) -> float:
    """Effective size of a stratified sample for a share: share · (1 − share) over its variance.

    Records of one weight are one stratum, of which `weight` times as many were published: a stratum that was
    read whole adds no variance. Kish's size where nothing or everything is flagged.
    """
    if share <= 0 or share >= 1:
        return _effective(weights)
    variance = 0.0
    for weight in np.unique(weights):
        own = flags[weights == weight]
        n = len(own)
        p = (float(own.sum()) + 0.5) / (n + 1)
        drawn = min(1.0, 1 / float(weight))
        variance += (float(weight) * n / float(weights.sum())) ** 2 * p * (1 - p) / n * (1 - drawn)
    return share * (1 - share) / variance if variance > 0 else float(weights.sum())


def _family_effect(flags: FloatArray, weights: FloatArray, share: float, clusters: Sequence[str]) -> float:
    """Variance of a share over families divided by that of independent records; never under 1.

    Where nothing or everything is flagged, families are taken to be misread as a whole.
    """
    _, places = np.unique(np.array(clusters), return_inverse=True)
    deviations = weights * (flags - share) if 0 < share < 1 else weights
    families = np.bincount(places, weights=deviations)
    return max(1.0, float((families**2).sum() / (deviations**2).sum()))


def _share(flags: Sequence[bool], weights: FloatArray, clusters: Sequence[str]) -> tuple[float, Interval]:
    flagged = np.array(flags, dtype=float)
    share = float((flagged * weights).sum() / weights.sum())
    n = _stratified_size(flagged, weights, share) / _family_effect(flagged, weights, share, clusters)
    return share, wilson(min(n, share * n), n)


def _field_score(field: str, records: Sequence[Audited], wrong: Sequence[bool]) -> FieldScore:
    weights = np.array([a.weight for a in records])
    clusters = [a.cluster for a in records]
    error, error_interval = _share(wrong, weights, clusters)
    silent, silent_interval = _share(
        [w and not a.is_doubted for w, a in zip(wrong, records, strict=True)], weights, clusters
    )
    return FieldScore(
        field=field,
        n=len(wrong),
        error=error,
        error_interval=error_interval,
        silent=silent,
        silent_interval=silent_interval,
    )


def confusion_of(audited: Sequence[Audited], field: str) -> Confusion | None:
    """The weighted confusion of one field among records that were not doubted, or None without any."""
    used = [a for a in audited if not a.is_doubted and field in a.read and field in a.truth]
    if not used:
        return None
    categories = tuple(sorted({a.read[field] for a in used} | {a.truth[field] for a in used}))
    matrix = np.zeros((len(categories), len(categories)))
    for a in used:
        matrix[categories.index(a.truth[field]), categories.index(a.read[field])] += a.weight
    scale = _effective(np.array([a.weight for a in used])) / matrix.sum()
    return Confusion(categories=categories, weights=matrix * scale, n=len(used))


def score_sample(audited: Sequence[Audited]) -> AuditScore:
    """Error and silent error of every field and of whole records, with 95 % intervals by case family, and the
    confusion matrices.

    Raises AuditError for an empty sample or a record that appears twice.
    """
    if not audited or any(n > 1 for n in Counter(a.record_id for a in audited).values()):
        raise AuditError("each audited record once, and at least one")
    names = sorted({field for a in audited for field in a.truth})
    scores = [_field_score(RECORD, audited, [_is_wrong(a) for a in audited])]
    confusion = {}
    for field in names:
        kept = [a for a in audited if field in a.truth]
        wrong = [_plain(field, a.read.get(field)) != _plain(field, a.truth[field]) for a in kept]
        scores.append(_field_score(field, kept, wrong))
        matrix = confusion_of(audited, field) if field not in LISTS else None
        if matrix is not None:
            confusion[field] = matrix
    kappa = {field: value for field in sorted(LISTS) if (value := kappa_of(audited, field)) is not None}
    return AuditScore(fields=tuple(scores), audited=tuple(audited), confusion=confusion, kappa=kappa)


def _plain(field: str, value: str | None) -> object:
    return frozenset(value.split()) if field in LISTS and value is not None else value


def _is_wrong(record: Audited) -> bool:
    return any(record.read.get(name) != value for name, value in record.truth.items() if name not in LISTS)


def kappa_of(audited: Sequence[Audited], field: str) -> float | None:
    """Cohen's kappa of a field that is a list of words, over all words of all records that either side names.

    Records that one side calls unread are left out. None for fewer than MIN_DENOMINATOR of them, from which no agreement
    can be told, or where nothing can differ by chance.
    """
    used = [a for a in audited if field in a.truth and UNREAD not in (a.read.get(field), a.truth[field])]
    if len(used) < MIN_DENOMINATOR:
        return None
    words = sorted({word for a in used for word in f"{a.read.get(field, '')} {a.truth[field]}".split()})
    total = both = read = true = 0.0
    for a in used:
        named, right = set(a.read.get(field, "").split()), set(a.truth[field].split())
        total += a.weight * len(words)
        both += a.weight * (len(words) - len(named ^ right))
        read += a.weight * len(named)
        true += a.weight * len(right)
    if not total:
        return None
    p, q = read / total, true / total
    chance = p * q + (1 - p) * (1 - q)
    return (both / total - chance) / (1 - chance) if chance < 1 else None


def _kappa(score: AuditScore | None, field: str) -> float | None:
    value = score.kappa.get(field) if score else None
    return None if value is None else round(value, 3)


def error_rows(score: AuditScore | None) -> list[dict[str, Any]]:
    """`out_reading_error`: one row a field; none without an audit."""
    return [
        {
            "field": entry.field,
            "n": entry.n,
            "error_share": round(entry.error, 4),
            "error_low": round(entry.error_interval.low, 4),
            "error_high": round(entry.error_interval.high, 4),
            "silent_share": round(entry.silent, 4),
            "silent_low": round(entry.silent_interval.low, 4),
            "silent_high": round(entry.silent_interval.high, 4),
            "kappa": _kappa(score, entry.field),
        }
        for entry in (score.fields if score else ())
    ]
