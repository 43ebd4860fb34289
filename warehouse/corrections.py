"""Rates of the grand totals corrected for reading error, from a random audit sample of the same persons.

A rate is a sum of categories over a larger sum, so three classes are enough: in the numerator, in the rest of the
denominator, outside. A distribution whose categories are all shown is corrected as a whole, so that it adds up to 1.
P(truly i | read as j) comes from the sample, apart for records with and without doubt, because doubted records are
misread more often and the sample holds them in other proportions. Only the whole audited population is corrected: a
part of it may be misread in other ways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from warehouse.audit import UNREAD, Audited, AuditScore
from warehouse.audit_records import AUDITED, ELSEWHERE, field_of, field_sql
from warehouse.cube_axes import N_DIMS
from warehouse.intervals import FloatArray, IntArray, corrected_share, corrected_shares, design_effect
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
    """Truly i (row) read as j (column) of the sample in the three classes of a rate: plain records, then doubted ones."""
    return confusions(audited, parts.field, parts.class_of, CLASSES)


def confusions(
    audited: Sequence[Audited], field: str, class_of: Callable[[str | None], int], size: int
) -> list[FloatArray]:
    """The weighted confusion of plain records, then of doubted ones, `size` × `size`, each column scaled to Kish's
    effective number of records. Without a record of one kind both share the matrix of all.
    """
    kinds: list[list[Audited]] = [[], []]
    for record in audited:
        if field in record.read and field in record.truth:
            kinds[record.is_doubted].append(record)
    everybody = kinds[0] + kinds[1]
    return [_matrix(kind or everybody, field, class_of, size) for kind in kinds]


def _matrix(
    records: Sequence[Audited], field: str, class_of: Callable[[str | None], int], size: int
) -> FloatArray:
    weights = np.zeros((size, size))
    squares = np.zeros(size)
    for record in records:
        column = class_of(record.read[field])
        weights[class_of(record.truth[field]), column] += record.weight
        squares[column] += record.weight**2
    sums = weights.sum(axis=0)
    scale = np.divide(sums, squares, out=np.zeros(size), where=squares > 0)
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
        _put(row, share, low, high)
    for definition in dict.fromkeys(row["definition_id"] for row in totals):
        _correct_whole(con, [row for row in totals if row["definition_id"] == definition], score)


def _put(row: Row, share: float, low: float, high: float) -> None:
    row["corrected_share"] = round(float(share), 4)
    row["corrected_low"], row["corrected_high"] = round(float(low), 4), round(float(high), 4)


def _correct_whole(con: duckdb.DuckDBPyConnection, rows: Sequence[Row], score: AuditScore) -> None:
    """Correct a distribution over everybody of its units table whose categories are all shown, all at once."""
    entry = measure(rows[0]["definition_id"])
    shown = [row for row in rows if row["category"] not in {ALL, SHARE}]
    is_whole = entry.kind == "distribution" and entry.universe == "true" and not entry.denominator_values
    if not is_whole or entry.source not in AUDITED or any(row["n"] is None for row in rows):
        return
    if not any(row["corrected_share"] is not None for row in shown):
        return
    names = sorted({row["category"] for row in shown})
    values = {value: i for i, value in enumerate(names)}
    counts = np.zeros((2, len(names) + 1), dtype=np.int64)
    for is_doubted, value, n in con.execute(
        f"SELECT is_doubted, {field_sql(entry)}, sum(n_persons)::BIGINT FROM {entry.source} GROUP BY ALL ORDER BY ALL"
    ).fetchall():
        counts[int(is_doubted), values.get(value, len(names))] += n
    audits = confusions(
        score.audited, field_of(entry), lambda value: values.get(value or "", len(names)), len(names) + 1
    )
    effect = float(counts.sum()) / max(1, _families(con, entry))
    share, low, high = corrected_shares(counts, audits, effect=effect, seed=SEED)
    for row in shown:
        if row["category"] != UNREAD and row["share"] is not None:
            place = values[row["category"]]
            _put(row, share[place], low[place], high[place])


def _families(con: duckdb.DuckDBPyConnection, entry: Measure) -> int:
    """Families of a units table: with all persons of one going together, the widest that resampling families gives."""
    found = con.execute(f"SELECT count(DISTINCT family) FROM {entry.source}").fetchall()
    return int(found[0][0])


def _is_audited(score: AuditScore, parts: Parts) -> bool:
    return any(entry.field == parts.field for entry in score.fields)
