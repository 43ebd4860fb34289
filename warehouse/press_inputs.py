"""What clustering and linking need of stored articles and judgments, and their results back into the warehouse."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.load import load, to_arrow

Rows = list[dict[str, Any]]

_ARTICLES = """
select a.document_id, a.outlet, a.published_at, d.text
from core_articles a join core_documents d on d.document_id = a.document_id and d.version = a.version
order by a.document_id
"""

_REPORTS = """
with told as (
    select report_id, list(struct_pack(
        role := role, kind := kind, months := months, months_min := months_min, months_max := months_max,
        amount_krw := amount_krw, suspended_months := suspended_months, hours := hours)
        order by role, position) as sentences
    from core_case_report_sentences group by report_id)
select r.*, a.outlet, a.published_date, t.sentences
from core_case_reports r join core_articles a using (document_id) left join told t using (report_id)
order by r.report_id
"""

_JUDGMENTS = """
with given as (
    select document_id, list(struct_pack(
        defendant_id := defendant_id, role := role, kind := kind, months := total_months,
        months_min := months_min, months_max := months_max, amount_krw := amount_krw,
        suspended_months := suspended_months) order by sentence_id) as sentences
    from core_sentences group by document_id),
people as (
    select document_id, list(struct_pack(
        defendant_id := defendant_id, age_low := age_decision_low, age_high := age_decision_high)
        order by defendant_id) as defendants
    from core_defendants group by document_id)
select j.document_id, j.court, j.decision_date, j.instance, j.case_name, j.outcome, g.sentences, p.defendants
from core_judgments j left join given g using (document_id) left join people p using (document_id)
order by j.document_id
"""


def _dicts(con: duckdb.DuckDBPyConnection, query: str) -> Rows:
    table: pa.Table = con.sql(query).to_arrow_table()
    return [dict(row) for row in table.to_pylist()]


def article_inputs(con: duckdb.DuckDBPyConnection) -> Rows:
    """document_id, outlet, published_at, text of every current article."""
    return _dicts(con, _ARTICLES)


def report_inputs(con: duckdb.DuckDBPyConnection) -> Rows:
    """Every case report with its outlet, day of publication and sentences (a list of structs)."""
    return _dicts(con, _REPORTS)


def judgment_inputs(con: duckdb.DuckDBPyConnection) -> Rows:
    """Every judgment with its defendants' ages and its sentences, imposed and quoted (lists of structs)."""
    return _dicts(con, _JUDGMENTS)


def replace_links(
    con: duckdb.DuckDBPyConnection,
    found: Mapping[str, Sequence[Mapping[str, Any]]],
) -> None:
    """Each table emptied and filled anew: clusters and links depend on all articles at once."""
    for name, rows in found.items():
        con.execute(f"delete from {name}").fetchall()
        load(con, name, to_arrow(name, rows))
