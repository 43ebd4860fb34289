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

RECORD = "record"


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
    """What an audit found; `RECORD` is the pseudo-field of records with any wrong field."""

    fields: tuple[FieldScore, ...]
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


def _share(flags: Sequence[bool], weights: FloatArray) -> tuple[float, Interval]:
    share = float((np.array(flags, dtype=float) * weights).sum() / weights.sum())
    n = _effective(weights)
    return share, wilson(min(n, share * n), n)


def _field_score(
    field: str, wrong: Sequence[bool], doubted: Sequence[bool], weights: FloatArray
) -> FieldScore:
    error, error_interval = _share(wrong, weights)
    silent, silent_interval = _share([w and not d for w, d in zip(wrong, doubted, strict=True)], weights)
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
    """Error and silent error of every field and of whole records, with 95 % intervals, and the confusion
    matrices.

    Raises AuditError for an empty sample or a record that appears twice.
    """
    if not audited or any(n > 1 for n in Counter(a.record_id for a in audited).values()):
        raise AuditError("each audited record once, and at least one")
    weights = np.array([a.weight for a in audited])
    doubted = [a.is_doubted for a in audited]
    names = sorted({field for a in audited for field in a.truth})
    scores = [_field_score(RECORD, [dict(a.read) != dict(a.truth) for a in audited], doubted, weights)]
    confusion = {}
    for field in names:
        has = [field in a.truth for a in audited]
        kept = [a for a, present in zip(audited, has, strict=True) if present]
        wrong = [a.read.get(field) != a.truth[field] for a in kept]
        scores.append(_field_score(field, wrong, [a.is_doubted for a in kept], weights[np.array(has)]))
        matrix = confusion_of(audited, field)
        if matrix is not None:
            confusion[field] = matrix
    return AuditScore(fields=tuple(scores), confusion=confusion)


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
        }
        for entry in (score.fields if score else ())
    ]
