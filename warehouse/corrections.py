"""Rates of the grand totals corrected for reading error, from a random audit sample of the same persons.

A rate is a sum of categories over a larger sum, so three classes are enough: in the numerator, in the rest of the
denominator, outside. P(truly i | read as j) comes from the sample, apart for records with and without doubt, because
doubted records are misread more often and the sample holds them in other proportions. Only the whole audited population
is corrected: a part of it may be misread in other ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from warehouse.audit import UNREAD, Audited, AuditScore
from warehouse.audit_records import AUDITED, ELSEWHERE, field_of, field_sql
from warehouse.cube_axes import N_DIMS
from warehouse.intervals import FloatArray, IntArray, corrected_share, design_effect
from warehouse.registry import Measure, measure

SEED = 20240625
ALL, SHARE = "all", "share"
CLASSES = 3
IN, REST, OUTSIDE = range(CLASSES)
# The row whose count says how many persons a units table holds; without it the class outside is not known.
TOTAL_OF = {"unit_defendants": "outcome_distribution", "unit_appeals": "appeal_result"}
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A rate as two sets of values of one field; no denominator means everybody in the universe."""

    field: str
    numerator: frozenset[str]
    denominator: frozenset[str] | None

    def class_of(self, value: str | None) -> int:
        """IN, REST or OUTSIDE."""
        if value in self.numerator:
            return IN
        is_within = value != ELSEWHERE if self.denominator is None else value in self.denominator
        return REST if is_within else OUTSIDE

    def within_sql(self, value: str) -> str:
        """The condition on the SQL of the field that says whether a person is in the denominator."""
        if self.denominator is None:
            return f"({value}) <> '{ELSEWHERE}'"
        return f"({value}) IN ({_listed(self.denominator)})"


def parts_of(row: Row, members: Mapping[str, frozenset[str]]) -> Parts | None:
    """The rate that a row of the grand total shows, or None for totals and sliced or restricted measures."""
    entry = measure(row["definition_id"])
    category = row["category"]
    if entry.axis is None or entry.slices is not None or entry.only_where or category in {ALL, UNREAD}:
        return None
    if category == SHARE:
        numerator, denominator = frozenset(entry.numerator_values), frozenset(entry.denominators())
        return Parts(field=field_of(entry), numerator=numerator, denominator=denominator)
    return Parts(
        field=field_of(entry),
        numerator=members.get(category, frozenset({category})),
        denominator=frozenset(entry.denominator_values) or None,
    )


def matrices(audited: Sequence[Audited], parts: Parts) -> list[FloatArray]:
    """Truly i (row) read as j (column) of the sample: plain records, then doubted ones, each column scaled to
    Kish's effective number of records. Without a record of one kind both share the matrix of all.
    """
    kinds: list[list[Audited]] = [[], []]
    for record in audited:
        if parts.field in record.read and parts.field in record.truth:
            kinds[record.is_doubted].append(record)
    everybody = kinds[0] + kinds[1]
    return [_matrix(kind or everybody, parts) for kind in kinds]


def _matrix(records: Sequence[Audited], parts: Parts) -> FloatArray:
    weights = np.zeros((CLASSES, CLASSES))
    squares = np.zeros(CLASSES)
    for record in records:
        column = parts.class_of(record.read[parts.field])
        weights[parts.class_of(record.truth[parts.field]), column] += record.weight
        squares[column] += record.weight**2
    sums = weights.sum(axis=0)
    scale = np.divide(sums, squares, out=np.zeros(CLASSES), where=squares > 0)
    return np.asarray(weights * scale)


def _listed(values: frozenset[str]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values)) or "NULL"


def _counts(
    con: duckdb.DuckDBPyConnection, entry: Measure, parts: Parts
) -> tuple[IntArray, tuple[int, int, int]]:
    """Persons by doubt and class, and Σx², Σxm, Σm² over the families of the denominator."""
    value = f"({field_sql(entry)})"
    numbered = (
        f"SELECT family, is_doubted, n_persons, coalesce({value} IN ({_listed(parts.numerator)}), false) AS is_in, "
        f"coalesce({parts.within_sql(value)}, false) AS is_within FROM {entry.source}"
    )
    counts = np.zeros((2, CLASSES), dtype=np.int64)
    for is_doubted, is_in, is_within, n in con.execute(
        f"SELECT is_doubted, is_in, is_within, sum(n_persons)::BIGINT FROM ({numbered}) GROUP BY ALL ORDER BY ALL"
    ).fetchall():
        counts[int(is_doubted), IN if is_in else REST if is_within else OUTSIDE] += n
    x2, xm, m2 = con.execute(
        "SELECT coalesce(sum(x * x), 0)::BIGINT, coalesce(sum(x * m), 0)::BIGINT, coalesce(sum(m * m), 0)::BIGINT "
        "FROM (SELECT coalesce(sum(n_persons) FILTER (WHERE is_in), 0)::BIGINT AS x, "
        f"coalesce(sum(n_persons) FILTER (WHERE is_within), 0)::BIGINT AS m FROM ({numbered}) GROUP BY family)"
    ).fetchall()[0]
    return counts, (int(x2), int(xm), int(m2))


def put_corrections(
    con: duckdb.DuckDBPyConnection,
    rows: Sequence[Row],
    score: AuditScore | None,
    members: Mapping[str, frozenset[str]],
) -> None:
    """Fill `corrected_*` of every rate of a grand total that is shown, for the fields that were audited.

    Needs the units tables; `members` are the outcomes of each outcome class. Nothing without an audit.
    """
    if score is None:
        return
    names = [f"dim{i}" for i in range(1, N_DIMS + 1)]
    totals = [row for row in rows if all(row[name] == ALL for name in names)]
    told = {row["definition_id"] for row in totals if row["category"] == ALL and row["n"] is not None}
    for row in totals:
        entry = measure(row["definition_id"])
        parts = parts_of(row, members) if row["share"] is not None and entry.source in AUDITED else None
        if parts is None or TOTAL_OF[entry.source] not in told or not _is_audited(score, parts):
            continue
        counts, sums = _counts(con, entry, parts)
        x, m = int(counts[:, IN].sum()), int(counts[:, : REST + 1].sum())
        effect = design_effect(*sums, x, m)
        share, low, high = corrected_share(counts, matrices(score.audited, parts), effect=effect, seed=SEED)
        row["corrected_share"] = round(share, 4)
        row["corrected_low"], row["corrected_high"] = round(low, 4), round(high, 4)


def _is_audited(score: AuditScore, parts: Parts) -> bool:
    return any(entry.field == parts.field for entry in score.fields)
