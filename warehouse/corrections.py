"""Shares of the grand totals corrected for reading error, from the confusion of a random audit sample.

Only the whole audited population is corrected: a part of it may be misread in other ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from warehouse.audit import AuditScore, Confusion
from warehouse.intervals import corrected_intervals

SEED = 20240625
FIELD = "outcome"
ALL = "all"
UNREAD = "unread"
Row = dict[str, Any]


def _is_total(row: Row) -> bool:
    return all(row[f"dim{i}"] == ALL for i in range(1, 5))


def _corrected(rows: Sequence[Row], confusion: Confusion) -> None:
    """Fill the corrected columns of the categories of one grand total."""
    names = sorted({row["category"] for row in rows} | set(confusion.categories))
    counts = np.zeros(len(names), dtype=np.int64)
    for row in rows:
        counts[names.index(row["category"])] = row["n"]
    audit = np.zeros((len(names), len(names)))
    places = [names.index(category) for category in confusion.categories]
    audit[np.ix_(places, places)] = confusion.weights
    share, low, high = corrected_intervals(counts, audit, seed=SEED)
    for row in rows:
        place = names.index(row["category"])
        row["corrected_share"] = round(float(share[place]), 4)
        row["corrected_low"] = round(float(low[place]), 4)
        row["corrected_high"] = round(float(high[place]), 4)


def put_corrections(rows: Sequence[Row], score: AuditScore | None) -> None:
    """Fill `corrected_*` of the outcome totals that are shown whole; nothing without an audit of outcomes."""
    confusion = score.confusion.get(FIELD) if score else None
    if confusion is None:
        return
    totals: dict[str, list[Row]] = {}
    for row in rows:
        if row["definition_id"] == "outcome_distribution" and _is_total(row) and row["category"] != ALL:
            totals.setdefault(row["cube_id"], []).append(row)
    for categories in totals.values():
        read = [row for row in categories if row["category"] != UNREAD]
        if read and all(row["n"] is not None for row in read) and sum(row["n"] for row in read):
            _corrected(read, confusion)
