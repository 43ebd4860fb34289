"""What tells a judgment's case family, and the families back into core_judgments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.load import transaction

_INPUTS = """
SELECT document_id, court, case_numbers, CAST(decision_date AS VARCHAR) AS decision_date, appealed_from
FROM core_judgments ORDER BY document_id
"""
_SCHEMA = pa.schema([("document_id", pa.string()), ("family_id", pa.string())])


def family_inputs(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """document_id, court, case_numbers (list), decision_date (ISO), appealed_from (list of dicts) of every judgment."""
    found = con.execute(_INPUTS)
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    for row in rows:
        row["case_numbers"] = row["case_numbers"] or []
        row["appealed_from"] = json.loads(row["appealed_from"]) if row["appealed_from"] else []
    return rows


def put_families(con: duckdb.DuckDBPyConnection, families: Mapping[str, str]) -> int:
    """Set case_family_id of every judgment (null where it is alone); returns how many rows changed."""
    pairs = sorted(families.items())
    table = pa.Table.from_arrays(
        [pa.array([p[i] for p in pairs], pa.string()) for i in range(2)], schema=_SCHEMA
    )
    con.register("found_families", table)
    try:
        with transaction(con):
            changed = con.execute(
                "UPDATE core_judgments SET case_family_id = told.family_id FROM "
                "(SELECT j.document_id, f.family_id FROM core_judgments j LEFT JOIN found_families f USING (document_id) "
                "WHERE j.case_family_id IS DISTINCT FROM f.family_id) told "
                "WHERE core_judgments.document_id = told.document_id"
            ).fetchall()
    finally:
        con.unregister("found_families")
    return int(changed[0][0])
