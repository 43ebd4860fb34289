"""A small warehouse of made-up judgments, for the tests of what is published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import duckdb

from tests.warehouse.empty_tables import put_tables
from warehouse.catalog import table
from warehouse.load import load, to_arrow
from warehouse.models import build_models

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ORDER = "피고인을 징역 10월에 처한다.\n다만 이 판결 확정일부터 2년간 위 형의 집행을 유예한다."
LAW = "성폭력범죄의 처벌 등에 관한 특례법 제14조의2 제1항"
TEXT = f"가상지방법원\n【주    문】\n\u3000{ORDER}\n\n【이    유】\n법령의 적용\n{LAW}\n"


def full(name: str, **values: Any) -> dict[str, Any]:
    """A row with every column: given values, else the least that the catalogue allows."""
    least = {"VARCHAR": "x", "INTEGER": 1, "BIGINT": 1, "BOOLEAN": False, "DATE": "2024-01-01", "JSON": "{}"}
    row: dict[str, Any] = {}
    for column in table(name).columns:
        default: Any = None
        if not column.nullable:
            default = [] if column.type.endswith("[]") else least.get(column.type, "2026-10-01T00:00:00")
            default = column.enum[0] if column.enum and default == "x" else default
        row[column.name] = default
    return {**row, **values}


def judgment(number: int, **values: Any) -> dict[str, list[dict[str, Any]]]:
    """One judgment as rows of the core tables; `values` override columns by name wherever they occur."""
    document_id, defendant_id = f"law:{number:04d}", f"law:{number:04d}#0"
    text = values.pop("text", TEXT)
    order = values.pop("order", ORDER)
    month = 1 + number % 3
    begin, law = text.index("】") + 1, text.index(LAW)
    key = {"document_id": document_id, "version": 1, "source_id": "law_go_kr"}
    term = order.index("징역") + text.index(order)
    rows = {
        "core_documents": [full("core_documents", **key, kind="judgment", text=text, is_current=True)],
        "core_judgments": [
            full(
                "core_judgments", **key, court="가상지방법원", court_level="district", instance="1", outcome="sentenced",
                case_numbers=[f"2024고단{number}"], file_kinds=["고단"], case_name="성폭력처벌법위반(허위영상물반포등)",
                decision_date=f"2024-{month:02d}-10", n_defendants=1, n_unread=0, n_doubts=0, is_readable=True,
                is_read_whole=True, has_reasons=True,
            )
        ],
        "core_sections": [
            full("core_sections", document_id=document_id, section="order_text", span_start=begin,
                 span_end=text.index("【이")),
            full("core_sections", document_id=document_id, section="applied_law_text", span_start=law,
                 span_end=len(text)),
        ],
        "core_defendants": [
            full("core_defendants", document_id=document_id, defendant_id=defendant_id, position=0, label="피고인",
                 disposition="convicted_sentenced", verdict="guilty", custody_status="suspended", is_juvenile=False)
        ],
        "core_sentences": [
            full("core_sentences", sentence_id=f"{defendant_id}#0", defendant_id=defendant_id, position=0,
                 document_id=document_id, role="imposed", kind="prison", months=10, total_months=10,
                 suspended_months=24)
        ],
        "core_statutes": [
            full("core_statutes", defendant_id=defendant_id, document_id=document_id, position=0, article="14-2",
                 law="성폭력범죄의 처벌 등에 관한 특례법", paragraph=1, role="offence", text=LAW)
        ],
        "core_evidence": [
            full("core_evidence", document_id=document_id, position=0, table_name="core_sentences",
                 row_key=f"{defendant_id}#0", column_name="total_months", section="order_text", span_start=term,
                 span_end=term + 6, slice=text[term : term + 6], rule="term", confidence="verbatim"),
            full("core_evidence", document_id=document_id, position=1, table_name="core_statutes",
                 row_key=f"{defendant_id}#0", column_name="text", section="applied_law_text", span_start=law,
                 span_end=law + len(LAW), slice=LAW, rule="statute", confidence="verbatim"),
            full("core_evidence", document_id=document_id, position=2, table_name="core_judgments",
                 row_key=document_id, column_name="outcome", section="reasons_text", span_start=text.index("법령"),
                 span_end=text.index("법령") + 2, slice="법령", rule="x", confidence="inferred"),
        ],
    }  # fmt: skip
    for found in rows.values():
        for row in found:
            row.update({name: value for name, value in values.items() if name in row})
    return rows


def empty() -> duckdb.DuckDBPyConnection:
    """A warehouse with every table of the catalogue and the reference figures, nothing else."""
    con = duckdb.connect()
    put_tables(con, with_reference=True)
    return con


def warehouse(
    *judgments: Mapping[str, list[dict[str, Any]]], models: bool = True
) -> duckdb.DuckDBPyConnection:
    """The judgments loaded, reference tables filled and, unless told otherwise, the SQL models run."""
    con = empty()
    for name in judgments[0] if judgments else ():
        load(con, name, to_arrow(name, [row for rows in judgments for row in rows[name]]))
    if models:
        build_models(con, now=NOW)
    return con
