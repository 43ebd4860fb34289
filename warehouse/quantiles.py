"""Quartiles of terms, hours and sums, with the exact binomial interval of order statistics.

Defendants of one case family go together: the interval is that of the number of values divided by the design effect.

Only cells with at least MIN_DENOMINATOR values and a shown outcome cell appear with numbers; their counts are
rounded down to the suppression grid. A count over a part of an outcome (a sole offence) never comes within MINIMUM of
the whole, which the outcome cubes tell: the rest would be known to be small. Life and indeterminate sentences are
counted beside and never imputed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import duckdb

from warehouse.catalog import CatalogError
from warehouse.cube_axes import N_DIMS, CubeSpec, cube_specs, slice_values
from warehouse.cubes import ALL
from warehouse.intervals import clustered_ranks, design_effect
from warehouse.protected_cubes import Published, outcome_shown
from warehouse.registry import OUTCOMES, Measure, measure
from warehouse.suppression import MIN_DENOMINATOR, MINIMUM

QUARTILES = (("q1", 0.25), ("median", 0.5), ("q3", 0.75))
Row = dict[str, Any]
Histogram = dict[int, int]
# Values, with their counts, of one family of more than one person.
Family = list[tuple[int, int]]


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


def effect_at(histogram: Histogram, families: Sequence[Family], point: int) -> float:
    """The design effect of the share of values up to `point`; families of one person need not be named."""
    n = sum(histogram.values())
    below = sum(count for value, count in histogram.items() if value <= point)
    x2, xm, m2 = float(below), float(below), float(n)
    for family in families:
        m = sum(count for _, count in family)
        x = sum(count for value, count in family if value <= point)
        x2, xm, m2 = x2 + x * x - x, xm + x * m - x, m2 + m * m - m
    return design_effect(x2, xm, m2, below, n)


def quartiles(histogram: Histogram, families: Sequence[Family] = ()) -> Row | None:
    """q1, median and q3 with the ends of their 95 % intervals, keyed like the columns of the table.

    None where families leave too few independent values for one of the intervals.
    """
    n = sum(histogram.values())
    row: Row = {}
    for name, q in QUARTILES:
        point = value_at(histogram, max(1, ceil(n * q)))
        ranks = clustered_ranks(n, q, effect_at(histogram, families, point))
        if ranks is None:
            return None
        low, _, high = ranks
        row[name], row[f"{name}_low"], row[f"{name}_high"] = (
            point,
            value_at(histogram, low),
            value_at(histogram, high),
        )
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


def _families(
    con: duckdb.DuckDBPyConnection, entry: Measure, dims: Sequence[str], slice_value: str | None
) -> list[tuple[Any, ...]]:
    """Values by dimensions and family, of families that hold more than one person."""
    columns = "".join(f"{name}, " for name in dims)
    value = entry.value.sql if entry.value else "NULL"
    return con.execute(
        f"SELECT {columns}family, ({value})::BIGINT AS value, sum(n_persons)::BIGINT AS n "
        f"FROM {entry.counted_from(slice_value)} "
        f"WHERE ({entry.universe}) AND family_persons > 1 AND ({value}) IS NOT NULL GROUP BY ALL ORDER BY ALL"
    ).fetchall()


def _wholes(
    con: duckdb.DuckDBPyConnection, entry: Measure, dims: Sequence[str], slice_value: str | None
) -> list[tuple[Any, ...]] | None:
    """Persons of the outcomes that the values are part of, by dimensions; None where the values are of all of them.

    Who is known to be in neither part (whether the offence is the only one was not read) is not among the rest.
    """
    if " AND " not in entry.universe:
        return None
    columns = "".join(f"{name}, " for name in dims)
    listed = ", ".join(f"'{outcome}'" for outcome in entry.linked(OUTCOMES))
    sliced = f"{entry.slices.dim} = slice AND " if entry.slices else ""
    sliced += "compound <> 'unknown' AND " if "compound" in entry.universe else ""
    return con.execute(
        f"SELECT {columns}sum(n_persons)::BIGINT AS n FROM {entry.counted_from(slice_value)} "
        f"WHERE {sliced}outcome IN ({listed}) GROUP BY ALL ORDER BY ALL"
    ).fetchall()


def _told(n: int, beside: Sequence[int], whole: int | None) -> Row | None:
    """The counts of a cell on the grid, or None where they cannot be told with MINIMUM persons of the whole left over."""
    row: Row = {"n": on_grid(n), "n_life": on_grid(beside[0]), "n_indeterminate": on_grid(beside[1])}
    if whole is not None:
        left = whole - MINIMUM - (row["n_life"] or 0) - (row["n_indeterminate"] or 0)
        row["n"] = min(row["n"] or 0, on_grid(left) or 0)
    return row if (row["n"] or 0) >= MIN_DENOMINATOR else None


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
    families: list[tuple[Any, ...]],
    wholes: list[tuple[Any, ...]] | None,
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
    together: dict[tuple[str, ...], dict[int, Family]] = defaultdict(lambda: defaultdict(list))
    for *dims, family, value, n in families:
        together[tuple(str(dims[position]) for position in positions)][family].append((value, n))
    whole: dict[tuple[str, ...], int] = defaultdict(int)
    for *dims, n in wholes or ():
        whole[tuple(str(dims[position]) for position in positions)] += n
    rows = []
    for cell in sorted(beside):
        named = {**fixed, **dict(zip(names, cell, strict=True))}
        row = _row(spec, entry, named)
        n = sum(histograms[cell].values())
        if outcome_shown(outcomes, named, entry.linked(OUTCOMES)):
            row["state"] = "too_small"
            told = _told(n, beside[cell], None if wholes is None else whole[cell])
            values_told = quartiles(histograms[cell], list(together[cell].values())) if told else None
            if told is not None and values_told is not None:
                row |= {**values_told, **told, "state": "shown"}
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
            families = _families(con, entry, spec.free_dims, slice_value)
            wholes = _wholes(con, entry, spec.free_dims, slice_value)
            for names in spec.levels():
                rows += _level_rows(spec, entry, names, values, families, wholes, outcomes, fixed)
    return rows
