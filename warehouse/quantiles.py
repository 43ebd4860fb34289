"""Quartiles of terms, hours and sums, with the exact binomial interval of order statistics.

Only cells with at least MIN_DENOMINATOR values and a shown outcome cell appear with numbers; their counts are
rounded down to the suppression grid. Life and indeterminate sentences are counted beside and never imputed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from warehouse.catalog import CatalogError
from warehouse.cube_axes import N_DIMS, CubeSpec, cube_specs, slice_values
from warehouse.cubes import ALL
from warehouse.intervals import quantile_ranks
from warehouse.protected_cubes import Published, outcome_shown
from warehouse.registry import OUTCOMES, Measure, measure
from warehouse.suppression import MIN_DENOMINATOR, MINIMUM

QUARTILES = (("q1", 0.25), ("median", 0.5), ("q3", 0.75))
Row = dict[str, Any]
Histogram = dict[int, int]


def quantile_specs() -> list[CubeSpec]:
    """The cubes of quartiles."""
    return [spec for spec in cube_specs() if measure(spec.measure_id).kind == "quantile"]


def value_at(histogram: Histogram, rank: int) -> int:
    """The value of the given 1-based rank of a histogram (value → count); ValueError beyond its size."""
    seen = 0
    for value in sorted(histogram):
        seen += histogram[value]
        if seen >= rank:
            return value
    raise ValueError(f"no rank {rank} among {seen} values")


def quartiles(histogram: Histogram) -> Row:
    """q1, median and q3 with the ends of their 95 % intervals, keyed like the columns of the table."""
    n = sum(histogram.values())
    row: Row = {}
    for name, q in QUARTILES:
        ranks = quantile_ranks(n, q)
        row[name], row[f"{name}_low"], row[f"{name}_high"] = None, None, None
        if ranks is not None:
            low, point, high = ranks
            row[name] = value_at(histogram, point)
            row[f"{name}_low"], row[f"{name}_high"] = value_at(histogram, low), value_at(histogram, high)
    return row


def on_grid(n: int) -> int | None:
    """A count rounded down to the grid, or None under the minimum."""
    return n // MINIMUM * MINIMUM if n >= MINIMUM else None


def _values(
    con: duckdb.DuckDBPyConnection, entry: Measure, dims: Sequence[str], slice_value: str | None
) -> list[tuple[Any, ...]]:
    if entry.value is None:
        raise CatalogError(f"{entry.id} has no value")
    columns = "".join(f"{name}, " for name in dims)
    beside = entry.beside
    life = beside.n_life if beside else "false"
    indeterminate = beside.n_indeterminate if beside else "false"
    return con.execute(
        f"SELECT {columns}({entry.value.sql})::BIGINT AS value, ({life}) AS is_life, "
        f"({indeterminate}) AS is_indeterminate, sum(n_persons)::BIGINT AS n "
        f"FROM {entry.counted_from(slice_value)} "
        f"WHERE {entry.universe} GROUP BY ALL ORDER BY ALL"
    ).fetchall()


def _row(spec: CubeSpec, entry: Measure, named: Mapping[str, str]) -> Row:
    row: Row = {"cube_id": spec.cube_id, "definition_id": entry.id, "unit": entry.value and entry.value.unit}
    for i in range(N_DIMS):
        row[f"dim{i + 1}"] = named.get(spec.dims[i], ALL) if i < len(spec.dims) else ALL
    for name in ("n", "n_life", "n_indeterminate"):
        row[name] = None
    for name, _ in QUARTILES:
        row[name], row[f"{name}_low"], row[f"{name}_high"] = None, None, None
    row["state"] = "suppressed"
    return row


def _level_rows(
    spec: CubeSpec,
    entry: Measure,
    names: Sequence[str],
    values: list[tuple[Any, ...]],
    outcomes: Published,
    fixed: Mapping[str, str],
) -> list[Row]:
    positions = [spec.free_dims.index(name) for name in names]
    histograms: dict[tuple[str, ...], Histogram] = defaultdict(lambda: defaultdict(int))
    beside: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for *dims, value, is_life, is_indeterminate, n in values:
        cell = tuple(str(dims[position]) for position in positions)
        beside[cell][0] += n if is_life else 0
        beside[cell][1] += n if is_indeterminate else 0
        if value is not None:
            histograms[cell][value] += n
    rows = []
    for cell in sorted(beside):
        named = {**fixed, **dict(zip(names, cell, strict=True))}
        row = _row(spec, entry, named)
        n = sum(histograms[cell].values())
        if outcome_shown(outcomes, named, entry.linked(OUTCOMES)):
            row["state"] = "too_small"
            if n >= MIN_DENOMINATOR:
                row |= {**quartiles(histograms[cell]), "n": on_grid(n), "state": "shown"}
                row["n_life"], row["n_indeterminate"] = on_grid(beside[cell][0]), on_grid(beside[cell][1])
        rows.append(row)
    return rows


def quantile_rows(con: duckdb.DuckDBPyConnection, outcomes: Published) -> list[Row]:
    """`out_quantiles__cells`: every cube of quartiles at every level it offers."""
    rows: list[Row] = []
    for spec in quantile_specs():
        entry = measure(spec.measure_id)
        for slice_value in slice_values(con, entry):
            fixed = {spec.slice_dim: slice_value} if spec.slice_dim and slice_value else {}
            values = _values(con, entry, spec.free_dims, slice_value)
            for names in spec.levels():
                rows += _level_rows(spec, entry, names, values, outcomes, fixed)
    return rows
