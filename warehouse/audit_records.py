"""The persons behind the published cells as candidates of an audit: what was read of each, and the text to read again.

Every field is the axis of a measure, over all persons of its units table: a person outside the measure's universe is
`elsewhere`, so that a person wrongly left out of it can be found too.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import duckdb

from warehouse.audit import Audited
from warehouse.registry import OUTCOMES, Measure, measure

# Enough for an order and most reasons; the sheet stays on the machine that holds the texts.
TEXT_LIMIT = 12_000
ELSEWHERE = "elsewhere"
FACTORS = "factors"
# Fields by units table: each is the axis of that definition.
AUDITED: dict[str, tuple[str, ...]] = {
    "unit_defendants": (
        *("outcome_distribution", "supervision_given_suspended", "service_given_suspended"),
        *("programme_attendance_of_sentenced_sex", "programme_completion_of_sentenced_sex"),
    ),
    "unit_appeals": ("appeal_result",),
}
FACTOR_SQL = (
    "CASE WHEN has_reasons AND len(adopted_factors) > 0 THEN array_to_string(adopted_factors, ' ') "
    "ELSE 'unread' END"
)
CHOICES: dict[str, tuple[str, ...]] = {
    "outcome": OUTCOMES,
    "appeal_result": ("dismissed", "reversed", "unread"),
    **dict.fromkeys(
        ("supervision", "service", "attendance", "completion"), ("yes", "no", "unread", ELSEWHERE)
    ),
}


def field_of(entry: Measure) -> str:
    """The field of the audit that a measure's axis is."""
    return entry.axis.id if entry.axis else entry.id


def field_sql(entry: Measure) -> str:
    """The value of a measure's axis for every person of its units table, `elsewhere` outside its universe."""
    axis = entry.axis.sql if entry.axis else "NULL"
    return f"CASE WHEN {entry.universe} THEN {axis} ELSE '{ELSEWHERE}' END"


def audit_candidates(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """One row a person behind the cells: record_id, stratum, is_doubted, order_text, choices, read (text by field).

    Needs the units tables (`warehouse.measures.build_units`). The stratum is units table, doubt and whether a
    suspended sentence (집행유예) was read, so that rare ones are drawn too.
    """
    found: list[dict[str, Any]] = []
    for source in AUDITED:
        found += _candidates(con, source, _columns(source))
    return sorted(found, key=lambda row: str(row["record_id"]))


def _columns(source: str) -> dict[str, str]:
    """The SQL of every field of a units table, by field."""
    entries = [measure(name) for name in AUDITED[source]]
    return {field_of(entry): field_sql(entry) for entry in entries} | (
        {FACTORS: FACTOR_SQL} if source == "unit_defendants" else {}
    )


def kept_name(record_id: str) -> str:
    """What labels keep of a record's name: a digest, so that a withdrawn document is not named there."""
    return hashlib.sha256(record_id.encode()).hexdigest()[:24]


def read_today(con: duckdb.DuckDBPyConnection, audited: Sequence[Audited]) -> list[Audited]:
    """The labelled records as they are read today; who is no longer among the people counted is left out.

    A label says what is true of a judgment and outlives the rules of reading, what was read beside it does not. Needs
    the units tables.
    """
    labelled = {record.record_id: record for record in audited}
    found = {}
    for name, family, is_doubted, read in _readings(con):
        record = labelled.get(name) or labelled.get(kept_name(name))
        if record is not None:
            kept = {field: value for field, value in read.items() if field in record.truth}
            found[record.record_id] = replace(record, family=family, is_doubted=is_doubted, read=kept)
    return [found[name] for name in sorted(found)]


def _readings(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, bool, Mapping[str, str]]]:
    for source in AUDITED:
        columns = _columns(source)
        listed = ", ".join(columns.values())
        for name, family, is_doubted, *values in con.execute(
            f"SELECT defendant_id, family, is_doubted, {listed} FROM {source} ORDER BY defendant_id"
        ).fetchall():
            yield name, f"{source}#{family}", is_doubted, dict(zip(columns, map(str, values), strict=True))


def _candidates(con: duckdb.DuckDBPyConnection, source: str, columns: dict[str, str]) -> list[dict[str, Any]]:
    listed = ", ".join(f"{sql} AS value_{i}" for i, sql in enumerate(columns.values()))
    rows = con.execute(
        f"WITH units AS (SELECT defendant_id, document_id, is_doubted, {listed} FROM {source}) "
        f"SELECT u.defendant_id, u.is_doubted, left(t.text, {TEXT_LIMIT}), "
        "u.* EXCLUDE (defendant_id, document_id, is_doubted) FROM units AS u "
        "JOIN core_judgments AS j ON j.document_id = u.document_id "
        "JOIN core_documents AS t ON t.document_id = j.document_id AND t.version = j.version "
        "ORDER BY u.defendant_id"
    ).fetchall()
    names = list(columns)
    return [
        _candidate(source, record_id, is_doubted, text, dict(zip(names, map(str, values), strict=True)))
        for record_id, is_doubted, text, *values in rows
    ]


def _candidate(
    source: str, record_id: str, is_doubted: bool, text: str, read: dict[str, str]
) -> dict[str, Any]:
    kind = "suspended" if read.get("outcome") == "suspended" else "other"
    return {
        "record_id": record_id,
        "stratum": f"{source}/{'doubted' if is_doubted else 'plain'}/{kind}",
        "is_doubted": is_doubted,
        "order_text": text,
        "choices": {name: list(CHOICES[name]) for name in read if name in CHOICES},
        "read": read,
    }
