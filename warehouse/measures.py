"""Filling the published tables that come from measures: `build_measures`.

Deterministic: the same core_ and ref_ tables give the same rows. Nothing reads a clock; `data_as_of` is
the newest first capture among the documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb

from warehouse.ages import age_rows
from warehouse.audit import AuditScore, error_rows, score_sample
from warehouse.audit_records import read_today
from warehouse.corrections import put_corrections
from warehouse.cube_axes import OUTCOME_MEMBERS, PRIMARY_SOURCE, cube_specs, slice_values, systems
from warehouse.cubes import catalog_row, catalog_texts, cell_rows
from warehouse.headlines import headline_rows
from warehouse.labels import label_rows
from warehouse.ledger import ledger_rows
from warehouse.press import press_rows, term_rows
from warehouse.protected_cubes import Published, protect_axis
from warehouse.quantiles import quantile_rows, quantile_specs
from warehouse.reference import replace_table
from warehouse.registry import Measure, measure, measure_rows, units_sql
from warehouse.suppression import MIN_DENOMINATOR, MINIMUM

COARSENED = ("unit_defendants", "unit_appeals")
UNITS = (*COARSENED, "unit_provisions")
PART_DEFENDANTS = 100_000
"""So many defendants are joined with what was read of them at once: their number would bound the build's memory."""
Row = dict[str, Any]


def build_units(con: duckdb.DuckDBPyConnection) -> None:
    """The temporary tables of units that every measure counts; needs core_ and ref_ tables.

    Years and offence groups with fewer persons than a rate needs are joined (`coarsened.sql`).
    """
    coarsened = units_sql("coarsened")
    for name in COARSENED:
        _put_plain_units(con, units_sql(name))
        filled = coarsened.format(source="plain_units", minimum=MIN_DENOMINATOR)
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS\n{filled}").fetchall()
    con.execute("DROP TABLE plain_units").fetchall()
    con.execute(f"CREATE OR REPLACE TEMP TABLE unit_provisions AS\n{units_sql('unit_provisions')}").fetchall()


def _put_plain_units(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """The temporary table `plain_units`, part by part where the SQL names its part."""
    found = con.execute("SELECT count(*) FROM core_defendants").fetchall()
    parts = max(1, -(-int(found[0][0]) // PART_DEFENDANTS)) if "of_part(" in sql else 1
    for part in range(parts):
        con.execute(f"CREATE OR REPLACE TEMP MACRO of_part(id) AS hash(id) % {parts} = {part}").fetchall()
        begin = "INSERT INTO plain_units" if part else "CREATE OR REPLACE TEMP TABLE plain_units AS"
        con.execute(f"{begin}\n{sql}").fetchall()


def data_as_of(con: duckdb.DuckDBPyConnection) -> datetime | None:
    """The newest first capture among the documents (UTC), or None without documents."""
    rows = con.execute("SELECT max(first_seen_at) FROM core_documents").fetchall()
    found: datetime | None = rows[0][0]
    return found


def protected_systems(con: duckdb.DuckDBPyConnection) -> list[Published]:
    """Every system of cubes, protected; the first of each units table is primary and the others hang on it."""
    primary: dict[str, Published] = {}
    found = []
    for specs in systems():
        entry = measure(specs[0].measure_id)
        source = PRIMARY_SOURCE.get(entry.source, entry.source)
        for value in slice_values(con, entry):
            published = protect_axis(con, specs, primary.get(source), value)
            primary.setdefault(source, published)
            found.append(published)
    return found


def _of_all_slices(rows: Sequence[Row]) -> list[Row]:
    """One row a cube: a level is published when it is in any slice."""
    merged: dict[str, Row] = {}
    for row in rows:
        known = merged.setdefault(row["cube_id"], row)
        if known is not row:
            shown = {*known["levels_published"], *row["levels_published"]}
            levels = [*known["levels_published"], *known["levels_withheld"]]
            known["levels_published"] = [level for level in levels if level in shown]
            known["levels_withheld"] = [level for level in levels if level not in shown]
            known["n_units"] = None
    return list(merged.values())


def _years(con: duckdb.DuckDBPyConnection, source: str) -> Row:
    """First and last year of the decisions behind a units table, so wide that no year is one family's alone."""
    table = PRIMARY_SOURCE.get(source, source)
    rows = con.execute(
        f"SELECT year(decision_date)::INTEGER FROM {table} WHERE decision_date IS NOT NULL ORDER BY 1"
    ).fetchall()
    years = [row[0] for row in rows]
    if len(years) < 2 * MINIMUM:
        return {"period_from": None, "period_to": None}
    return {"period_from": years[MINIMUM - 1], "period_to": years[-MINIMUM]}


def _coding_state(entry: Measure, score: AuditScore | None) -> Row:
    """Whether a person-coded sample stands behind a measure that needs one."""
    if entry.coding is None:
        return {"audit_state": "not_needed", "kappa": None}
    kappa = score.kappa.get(entry.coding.field) if score else None
    if kappa is None:
        return {"audit_state": "unaudited", "kappa": None}
    state = "audited" if kappa >= entry.coding.min_kappa else "below_kappa"
    return {"audit_state": state, "kappa": round(kappa, 3)}


def _cube_rows(
    con: duckdb.DuckDBPyConnection, published: Sequence[Published], score: AuditScore | None
) -> list[Row]:
    as_of = data_as_of(con)
    position = {spec.cube_id: i for i, spec in enumerate(cube_specs())}
    rows = _of_all_slices(
        [
            catalog_row(system, spec, position[spec.cube_id], as_of)
            for system in published
            for spec in system.specs
        ]
    )
    for spec in quantile_specs():
        fixed = () if spec.slice_dim is None else (spec.slice_dim,)
        levels = ["+".join((*fixed, *names)) or "total" for names in spec.levels()]
        row = catalog_texts(spec, position[spec.cube_id], as_of)
        row |= {"kind": "quantile", "levels_published": levels, "levels_withheld": [], "n_units": None}
        rows.append(row)
    by_id = {spec.cube_id: measure(spec.measure_id) for spec in cube_specs()}
    years = {source: _years(con, source) for source in {entry.source for entry in by_id.values()}}
    for row in rows:
        entry = by_id[row["cube_id"]]
        row |= years[entry.source] | _coding_state(entry, score)
    return sorted(rows, key=lambda row: int(row["position"]))


def _law_changes(con: duckdb.DuckDBPyConnection) -> list[Row]:
    found = con.execute(
        "SELECT amendment_id AS change_id, effective_date, law, article, offence_set, applies_by, title_ko, title_en, "
        "coalesce(caveat_ko, '') AS caveat_ko, coalesce(caveat_en, '') AS caveat_en, confidence "
        "FROM ref_amendments WHERE is_on_trends ORDER BY effective_date, amendment_id"
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _of_today(con: duckdb.DuckDBPyConnection, audit: AuditScore | None) -> AuditScore | None:
    """The score of the same labels against today's reading; None without labels on anybody who is counted today."""
    audited = read_today(con, audit.audited) if audit else []
    return score_sample(audited) if audited else None


def build_measures(
    con: duckdb.DuckDBPyConnection, *, now: datetime, audit: AuditScore | None = None
) -> dict[str, int]:
    """Fill every out_ table of measures from core_ and ref_ tables; returns the number of rows by table.

    `now` is the time of the run, which no number depends on. `audit` is the score of a random audit
    sample, whose labels are set against today's reading; without it the reading error is said to be unmeasured.
    """
    build_units(con)
    audit = _of_today(con, audit)
    published = protected_systems(con)
    cells = [row for system in published for row in cell_rows(system)]
    put_corrections(con, cells, audit, OUTCOME_MEMBERS)
    rows = {
        "out_measures__catalog": measure_rows(),
        "out_cubes__catalog": _cube_rows(con, published, audit),
        "out_cubes__cells": cells,
        "out_quantiles__cells": quantile_rows(con, published[0]),
        "out_ages__cells": age_rows(con),
        "out_definition_ledger": ledger_rows(),
        "out_law_changes": _law_changes(con),
        "out_labels": label_rows(),
        "out_terms__month": term_rows(con),
        "out_press_match": press_rows(con),
        "out_reading_error": error_rows(audit),
    }
    counts = {name: replace_table(con, name, table_rows) for name, table_rows in rows.items()}
    counts["out_headlines"] = replace_table(con, "out_headlines", headline_rows(con))
    for name in UNITS:
        con.execute(f"DROP TABLE {name}").fetchall()
    return counts
