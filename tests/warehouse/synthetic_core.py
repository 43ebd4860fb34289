"""Synthetic core_ rows made in SQL: fictional judgments of any number, deterministic by hash, for tests and timing."""

from __future__ import annotations

import duckdb

from tests.warehouse.empty_tables import put_tables
from warehouse.catalog import table


def _insert(con: duckdb.DuckDBPyConnection, name: str, select: str) -> None:
    """Insert the columns of a select; other columns get null, 0, false or an empty list by their type."""
    given = {row[0] for row in con.execute(f"DESCRIBE {select}").fetchall()}
    blanks = {"BOOLEAN": "false", "VARCHAR": "''", "INTEGER": "0", "BIGINT": "0"}
    columns = []
    for column in table(name).columns:
        if column.name in given:
            columns.append(f'"{column.name}"')
        elif column.type.endswith("[]"):
            columns.append(f'[]::{column.type} AS "{column.name}"')
        elif column.nullable:
            columns.append(f'NULL::{column.type} AS "{column.name}"')
        else:
            columns.append(f'{blanks.get(column.type, "NULL")}::{column.type} AS "{column.name}"')
    listed = ", ".join(columns)
    con.execute(f"INSERT INTO {name} BY NAME SELECT {listed} FROM ({select})").fetchall()  # noqa: S608


def fill_core(con: duckdb.DuckDBPyConnection, n: int, *, seed: int = 0) -> None:
    """n judgments with one or two defendants each, every fourth on appeal; loads the ref_ tables too."""
    put_tables(con, with_reference=True)
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE drawn AS
        SELECT i, 'd' || lpad(i::VARCHAR, 8, '0') AS document_id,
            hash(i, {seed}, 1) % 1000 AS a, hash(i, {seed}, 2) % 1000 AS b, hash(i, {seed}, 3) % 1000 AS c,
            hash(i, {seed}, 4) % 1000 AS e, hash(i, {seed}, 5) % 1000 AS f, hash(i, {seed}, 6) % 1000 AS g
        FROM range({n}) AS r(i)"""  # noqa: S608
    )
    _insert(
        con,
        "core_documents",
        """SELECT document_id, 1 AS version, 'replica' AS source_id, 'judgment' AS kind, true AS is_current,
        false AS is_withdrawn, TIMESTAMP '2026-01-01' AS first_seen_at FROM drawn""",
    )
    _insert(
        con,
        "core_judgments",
        """SELECT document_id, 1 AS version, 'replica' AS source_id, '가상지방법원' AS court,
        CASE WHEN i % 4 = 3 THEN 'high' WHEN b < 650 THEN 'district' ELSE 'branch' END AS court_level,
        ['2023고단' || i] AS case_numbers, ['고단'] AS file_kinds,
        CASE WHEN a < 300 THEN '사기' WHEN a < 480 THEN '상해' WHEN a < 600 THEN '절도'
             WHEN a < 700 THEN '성폭력범죄의처벌등에관한특례법위반(허위영상물편집·반포등)'
             WHEN a < 800 THEN '도로교통법위반' WHEN a < 950 THEN '강제추행' ELSE '업무방해' END AS case_name,
        DATE '2019-01-01' + (e * 2)::INTEGER AS decision_date, 'judgment' AS decision_type, 'trial' AS proceeding,
        CASE WHEN i % 4 = 3 THEN '2' ELSE '1' END AS instance,
        ['defendant'] AS appeal_appellants, CASE WHEN f < 600 THEN 'dismissed' ELSE 'reversed_whole' END AS appeal_result,
        CASE WHEN f < 600 THEN NULL WHEN f < 800 THEN 'lighter' WHEN f < 900 THEN 'suspended' ELSE 'heavier' END
            AS appeal_change,
        true AS is_readable, c < 950 AS is_read_whole, true AS has_reasons, 'synthetic' AS rule_set FROM drawn""",
    )
    con.execute(
        """CREATE OR REPLACE TEMP TABLE people AS
        SELECT d.*, p.position, d.document_id || '#' || p.position AS defendant_id,
            hash(d.i, p.position, 9) % 1000 AS h, hash(d.i, p.position, 10) % 1000 AS k,
            hash(d.i, p.position, 11) % 1000 AS m
        FROM drawn AS d, range(2) AS p(position) WHERE p.position = 0 OR d.g < 120"""
    )
    _insert(
        con,
        "core_defendants",
        """SELECT defendant_id, document_id, position, 1 AS n_persons, false AS is_corporation,
        CASE WHEN i % 4 = 3 AND f < 600 THEN 'appeal_dismissed' WHEN h < 820 THEN 'convicted_sentenced'
             WHEN h < 850 THEN 'convicted_deferred' WHEN h < 900 THEN 'acquitted' WHEN h < 930 THEN 'transferred_juvenile'
             WHEN h < 960 THEN 'prosecution_dismissed' ELSE NULL END AS disposition,
        'guilty' AS verdict,
        CASE WHEN h < 300 THEN 'served' WHEN h < 600 THEN 'suspended' ELSE 'none' END AS custody_status,
        CASE WHEN k < 900 AND h % 12 = 0 THEN 16 + m % 2 WHEN k < 400 THEN 20 + (m % 10) WHEN k < 700 THEN 20
             WHEN k < 900 THEN 30 + (m % 20) ELSE NULL END AS age_decision_low,
        CASE WHEN k < 900 AND h % 12 = 0 THEN 18 WHEN k < 400 THEN 20 + (m % 10) WHEN k < 700 THEN 29
             WHEN k < 900 THEN 30 + (m % 20) ELSE NULL END AS age_decision_high,
        CASE WHEN k < 800 THEN CASE WHEN h % 12 = 0 THEN 15 WHEN k < 400 THEN 18 + (m % 10) WHEN k < 700 THEN 19
             ELSE 29 + (m % 20) END END AS age_offence_low,
        CASE WHEN k < 800 THEN CASE WHEN h % 12 = 0 THEN 17 WHEN k < 400 THEN 19 + (m % 10) WHEN k < 700 THEN 29
             ELSE 29 + (m % 20) END END AS age_offence_high,
        CASE WHEN k < 900 THEN h % 12 = 0 ELSE NULL END AS is_juvenile FROM people""",
    )
    _insert(
        con,
        "core_sentences",
        """SELECT defendant_id || '#0' AS sentence_id, defendant_id, document_id, 0 AS position, 'imposed' AS role,
        CASE WHEN h < 600 THEN 'prison' ELSE 'fine' END AS kind,
        CASE WHEN h < 600 THEN 4 + (k % 30)::INTEGER END AS total_months,
        CASE WHEN h >= 600 THEN 1000000 * (1 + k % 9) END AS amount_krw,
        CASE WHEN h >= 300 AND h < 600 THEN 12 * (1 + m % 4)::INTEGER END AS suspended_months,
        CASE WHEN h >= 300 AND h < 600 AND m < 500 THEN 40 + (k % 5)::INTEGER * 20 END AS community_service_hours
        FROM people WHERE h < 820""",
    )
    _insert(
        con,
        "core_supervision",
        """SELECT defendant_id || '#0' AS sentence_id, 0 AS position, defendant_id, document_id, 'imposed' AS role,
        'with_suspension' AS kind FROM people WHERE h >= 300 AND h < 600 AND m < 350""",
    )
    _insert(
        con,
        "core_case_links",
        """SELECT 'a' || i || '#r' || p AS report_id, document_id AS judgment_id, 0.9::DECIMAL(6,4) AS score
        FROM drawn, range(2) AS r(p) WHERE (b + 7 * c) % 1000 < CASE WHEN p = 0 THEN 150 ELSE 60 END""",
    )


def fill_law(con: duckdb.DuckDBPyConnection) -> None:
    """Provisions of article 14-2 (some persons under two), dates of acts and sentencing factors for those judgments."""
    _insert(
        con,
        "core_statutes",
        """SELECT defendant_id, document_id, s.position, '성폭력범죄의 처벌 등에 관한 특례법' AS law, s.article,
            CASE s.article WHEN '14-2' THEN 1 + ((m + s.position) % 3)::INTEGER END AS paragraph,
            'offence' AS role, 'x' AS text
        FROM people, (VALUES (0, '14-2'), (1, '14-2'), (2, '4')) AS s(position, article)
        WHERE a >= 600 AND a < 900 AND h < 850
          AND CASE s.position WHEN 0 THEN a < 800 OR m < 400 WHEN 1 THEN a < 800 AND m % 4 = 0 ELSE a >= 800 END""",
    )
    _insert(
        con,
        "core_law_facts",
        """SELECT document_id, DATE '2024-09-01' + shift AS acts_from, DATE '2024-09-01' + shift + 9 AS acts_to,
            2 AS n_dates
        FROM (SELECT document_id, CASE WHEN e < 600 THEN 0 WHEN e < 850 THEN 90 ELSE 40 END AS shift
              FROM drawn WHERE f < 850)""",
    )
    _insert(
        con,
        "core_factors",
        """SELECT defendant_id, document_id, s.position, 'mitigating' AS direction, s.factor, true AS is_adopted
        FROM people, (VALUES (0, 'remorse', 600), (1, 'settlement', 300), (2, 'surrender', 30)) AS s(position, factor, part)
        WHERE (m + 37 * k + 100 * s.position) % 1000 < s.part""",
    )
