"""Measures counted slice by slice (a sentencing factor, a paragraph of the law): right by a plain query, safe alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb
import pytest

from tests.warehouse.attacker import ALL, Attack
from tests.warehouse.synthetic_core import fill_core
from warehouse.cube_axes import cube_specs
from warehouse.measures import build_measures, build_units
from warehouse.models import _create_macros, load_models, run_model
from warehouse.registry import measure
from warehouse.suppression import MINIMUM

NOW = datetime(2026, 11, 22)  # noqa: DTZ001 (warehouse times are naive UTC)
PERIODS = ("before", "after", "straddles", "unknown_date")
Row = dict[str, Any]

STATUTES = """INSERT INTO core_statutes BY NAME
SELECT d.defendant_id, d.document_id, 0 AS position, '성폭력범죄의 처벌 등에 관한 특례법' AS law, '14-2' AS article,
       1 + (hash(d.defendant_id) % 3)::INTEGER AS paragraph, 'offence' AS role, 'x' AS text
FROM core_defendants AS d WHERE d.disposition IS NOT NULL"""
FACTS = """INSERT INTO core_law_facts BY NAME
SELECT document_id,
    CASE WHEN h < 85 THEN DATE '2024-09-01' + CASE WHEN h < 60 THEN 0 WHEN h < 80 THEN 90 ELSE 40 END END AS acts_from,
    CASE WHEN h < 85 THEN DATE '2024-09-01' + CASE WHEN h < 60 THEN 9 WHEN h < 80 THEN 99 ELSE 50 END END AS acts_to,
    2 AS n_dates, CAST([] AS VARCHAR[]) AS modifiers, CAST([] AS DATE[]) AS superseded_by
FROM (SELECT document_id, hash(document_id, 5) % 100 AS h FROM core_judgments)"""
FACTORS = """INSERT INTO core_factors BY NAME
SELECT defendant_id, document_id, f.position, 'mitigating' AS direction, f.factor, f.position < 3 AS is_adopted
FROM core_defendants, (VALUES (0, 'remorse'), (1, 'settlement'), (2, 'surrender'), (3, 'denial')) AS f(position, factor)
WHERE hash(defendant_id, f.position) % 100 < CASE f.position WHEN 0 THEN 60 WHEN 1 THEN 30 WHEN 2 THEN 2 ELSE 50 END"""


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    fill_core(connection, 700)
    connection.execute("UPDATE core_judgments SET decision_date = DATE '2025-06-01'")
    for query in (STATUTES, FACTS, FACTORS):
        connection.execute(query).fetchall()
    _create_macros(connection)
    for name in ("core_adult_signs", "core_law_in_force", "core_range_position"):
        run_model(connection, load_models()[name], now=NOW)
    build_measures(connection, now=NOW)
    build_units(connection)
    yield connection
    connection.close()


def rows_of(con: duckdb.DuckDBPyConnection, cube: str) -> list[Row]:
    found = con.execute(f"SELECT * FROM out_cubes__cells WHERE cube_id = '{cube}' ORDER BY ALL")  # noqa: S608
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("cube", ["factor_adopted", "sentence_by_law"])
def test_shown_counts_of_a_slice_are_those_of_a_plain_query(
    con: duckdb.DuckDBPyConnection, cube: str
) -> None:
    spec = next(spec for spec in cube_specs() if spec.cube_id == cube)
    entry = measure(spec.measure_id)
    assert entry.axis is not None
    shown = [row for row in rows_of(con, cube) if row["n"] is not None]
    assert len(shown) > 5
    for row in shown:
        conditions = [entry.universe] + [
            f"{name} = '{row[f'dim{i + 1}']}'"
            for i, name in enumerate(spec.dims)
            if row[f"dim{i + 1}"] != ALL and name != spec.slice_dim
        ]
        categories = {"share": entry.numerator_values, ALL: None}.get(row["category"], (row["category"],))
        if categories is not None:
            listed = ", ".join(f"'{category}'" for category in categories)
            conditions.append(f"({entry.axis.sql}) IN ({listed})")
        query = (
            f"SELECT coalesce(sum(n_persons), 0) FROM {entry.counted_from(row['dim1'])} "  # noqa: S608
            f"WHERE {' AND '.join(conditions)}"
        )
        assert con.execute(query).fetchall() == [(row["n"],)], row


def test_nothing_is_ever_summed_over_slices(con: duckdb.DuckDBPyConnection) -> None:
    for cube in ("factor_adopted", "sentence_by_law"):
        assert ALL not in {row["dim1"] for row in rows_of(con, cube)}
    quartiles = con.execute("SELECT DISTINCT dim1 FROM out_quantiles__cells WHERE cube_id = 'term_by_law'")
    assert ALL not in {row[0] for row in quartiles.fetchall()}


def test_rejected_pleas_are_no_factors_and_few_persons_stay_hidden(con: duckdb.DuckDBPyConnection) -> None:
    rows = rows_of(con, "factor_adopted")
    assert {"remorse", "settlement"} <= {row["dim1"] for row in rows}
    assert "denial" not in {row["dim1"] for row in rows}
    for row in rows:
        assert row["n"] is None or row["n"] >= MINIMUM or row["n"] == 0, row


def test_an_attacker_cannot_narrow_a_hidden_cell_of_a_paragraph(con: duckdb.DuckDBPyConnection) -> None:
    rows = rows_of(con, "sentence_by_law")
    categories = ("served", "suspended", "other_convicted")
    attacked = 0
    for provision in sorted({row["dim1"] for row in rows}):
        attack = Attack(axes={"law_period": PERIODS, "category": categories})
        for row in (row for row in rows if row["dim1"] == provision):
            conditions = {} if row["dim2"] == ALL else {"law_period": [row["dim2"]]}
            conditions |= {} if row["category"] == ALL else {"category": [row["category"]]}
            if row["n"] is None:
                attack.hide(f"{provision} {row['dim2']} {row['category']}", conditions)
            else:
                attack.publish(conditions, row["n"])
        told = {row["dim2"] for row in rows if row["dim1"] == provision}
        if told & set(PERIODS):
            for absent in set(PERIODS) - told:
                attack.publish({"law_period": [absent]}, 0)
        for name, (low, high) in attack.ranges().items():
            attacked += 1
            assert high - low >= MINIMUM - 1e-6, (name, low, high)
    assert attacked
