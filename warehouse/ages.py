"""Age distributions from interval-censored ages: bounds always, the naive share and Turnbull's estimate
beside.

An age counts for a band surely when its whole interval lies in it, and possibly when it overlaps. Shares
that could give a hidden band away are rounded to the suppression grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from warehouse.intervals import IntArray
from warehouse.registry import Measure, load_measures
from warehouse.suppression import MIN_DENOMINATOR, MINIMUM, Protection, System, protect
from warehouse.turnbull import MAX_AGE, Spans, band_shares, bootstrap_bands, turnbull

BANDS = (
    ("age_00_13", 0, 13),
    ("age_14_18", 14, 18),
    ("age_19", 19, 19),
    ("age_20s", 20, 29),
    ("age_30s", 30, 39),
    ("age_40s", 40, 49),
    ("age_50s", 50, 59),
    ("age_60_plus", 60, MAX_AGE),
)
SPANNING = len(BANDS)
UNKNOWN = len(BANDS) + 1
SEED = 20240625
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Ages:
    """Age intervals with weights and families; unknown ages are only counted."""

    spans: Spans
    family: IntArray
    n_unknown: int

    @property
    def n_known(self) -> int:
        """Persons whose age is known at least as an interval."""
        return int(self.spans.weight.sum())

    def surely(self) -> IntArray:
        """Persons surely in each band, then those whose interval crosses bands, then those unknown."""
        counts = np.zeros(len(BANDS) + 2, dtype=np.int64)
        weight = self.spans.weight
        for i, (_, low, high) in enumerate(BANDS):
            counts[i] = int(weight[(self.spans.low >= low) & (self.spans.high <= high)].sum())
        counts[SPANNING] = self.n_known - int(counts[:SPANNING].sum())
        counts[UNKNOWN] = self.n_unknown
        return counts

    def possibly(self) -> list[int]:
        """Persons possibly in each band."""
        weight = self.spans.weight
        return [
            int(weight[(self.spans.low <= high) & (self.spans.high >= low)].sum()) for _, low, high in BANDS
        ]


def read_ages(con: duckdb.DuckDBPyConnection, entry: Measure) -> Ages:
    """The ages of one measure; half-open intervals end at 0 or MAX_AGE."""
    low, high = (part.strip() for part in (entry.value.sql if entry.value else "").split(","))
    rows = con.execute(
        f"SELECT coalesce({low}, 0), least(coalesce({high}, {MAX_AGE}), {MAX_AGE}), "
        f"dense_rank() OVER (ORDER BY family_id), n_persons FROM {entry.source} "
        f"WHERE ({entry.universe}) AND ({low} IS NOT NULL OR {high} IS NOT NULL) "
        f"AND coalesce({low}, 0) <= coalesce({high}, {MAX_AGE}) AND coalesce({low}, 0) <= {MAX_AGE} "
        "ORDER BY family_id, defendant_id"
    ).fetchnumpy()
    columns = [np.asarray(values) for values in rows.values()]
    total = con.execute(
        f"SELECT coalesce(sum(n_persons), 0) FROM {entry.source} WHERE {entry.universe}"
    ).fetchall()
    spans = Spans(
        low=columns[0].astype(np.int64),
        high=columns[1].astype(np.int64),
        weight=columns[3].astype(np.float64),
    )
    n_unknown = int(total[0][0]) - int(spans.weight.sum())
    return Ages(spans=spans, family=columns[2].astype(np.int64), n_unknown=n_unknown)


def _protection(counts: IntArray) -> Protection:
    codes = np.arange(len(counts), dtype=np.int64).reshape(-1, 1)
    return protect(System(codes=codes, counts=counts, sizes=(len(counts),)), [(), (0,)])


def _rounded(share: float, n: int, *, to_grid: bool) -> float:
    """A share with four decimals, or rounded to whole grid steps of persons."""
    if not to_grid or n <= 0:
        return round(share, 4)
    return round(min(1.0, round(share * n / MINIMUM) * MINIMUM / n), 4)


def _band_row(entry: Measure, position: int) -> Row:
    band, low, high = BANDS[position]
    row: Row = {"definition_id": entry.id, "band": band, "position": position, "age_low": low}
    row["age_high"] = None if high == MAX_AGE else high
    for name in ("n_surely", "n_possibly", "n_known", "n_unknown", "naive_share", "share_low", "share_high"):
        row[name] = None
    for name in ("turnbull_share", "turnbull_low", "turnbull_high"):
        row[name] = None
    row["state"] = "suppressed"
    return row


def age_rows_of(entry: Measure, ages: Ages, *, draws: int = 100) -> list[Row]:
    """The bands of one measure."""
    counts, possibly = ages.surely(), ages.possibly()
    protection = _protection(counts)
    rows = [_band_row(entry, i) for i in range(len(BANDS))]
    if (0,) in protection.withheld or ages.n_known < MIN_DENOMINATOR:
        return rows
    hidden = protection.suppressed[(0,)]
    coarse = bool(hidden.any())
    bands = [(low, high) for _, low, high in BANDS]
    masses = turnbull(ages.spans.low.tolist(), ages.spans.high.tolist(), ages.spans.weight.tolist())
    estimates = band_shares(masses, bands)
    low, high = bootstrap_bands(ages.spans, ages.family, bands, seed=SEED, draws=draws)
    for i, row in enumerate(rows):
        if not hidden[UNKNOWN]:
            row["n_known"], row["n_unknown"] = ages.n_known, ages.n_unknown
        if hidden[i]:
            continue
        row["state"] = "shown" if counts[i] else "empty"
        _fill_band(row, int(counts[i]), possibly[i], ages, coarse=coarse, n_sure=int(counts[:SPANNING].sum()))
        for name, value in zip(("share", "low", "high"), (estimates[i], low[i], high[i]), strict=True):
            row[f"turnbull_{name}"] = _rounded(value, ages.n_known, to_grid=coarse)
    return rows


def _fill_band(row: Row, surely: int, possibly: int, ages: Ages, *, coarse: bool, n_sure: int) -> None:
    row["n_surely"] = surely
    row["n_possibly"] = -(-possibly // MINIMUM) * MINIMUM
    row["share_low"] = _rounded(surely // MINIMUM * MINIMUM / ages.n_known, ages.n_known, to_grid=coarse)
    row["share_high"] = round(min(1.0, row["n_possibly"] / ages.n_known), 4)
    if not coarse and n_sure >= MIN_DENOMINATOR:
        row["naive_share"] = round(surely / n_sure, 4)


def age_rows(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """`out_ages__cells`: every age measure, band by band."""
    rows: list[Row] = []
    for entry in load_measures():
        if entry.kind == "age":
            rows += age_rows_of(entry, read_ages(con, entry))
    return rows
