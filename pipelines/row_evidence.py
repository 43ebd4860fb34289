"""Evidence of the contract becomes rows of `core_evidence`, each pointing at its row and column.

The contract points into its record (`/defendants/0/sentences/1/months`); the warehouse into its tables. What
no table holds as a row of its own (a flag that is false) keeps its evidence under the table name `record`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pipelines.row_orders import DISMISSED_KINDS, ORDER_FIELDS
from warehouse.catalog import table

Row = dict[str, Any]


class Target(NamedTuple):
    """The table, the row (key columns joined by #) and the column that a value went to."""

    table: str
    row_key: str
    column: str


_SENTENCE_COLUMNS = {"months": "total_months", "term": "total_months"}
_OF_RECORD = {*ORDER_FIELDS, "requests_dismissed"}
_AGES = {"age_at_offence": "age_offence", "age_at_decision": "age_decision"}


def _sentence_target(sentence_id: str, rest: Sequence[str]) -> Target:
    if not rest:
        return Target("core_sentences", sentence_id, "kind")
    if rest[0] == "supervision":
        position, column = (rest[1] if len(rest) > 1 else "0"), (rest[2] if len(rest) > 2 else "kind")
        return Target(
            "core_supervision", f"{sentence_id}#{position}", {"stated": "is_stated"}.get(column, column)
        )
    if rest[0] in {"probation", "probation_months"}:
        return Target(
            "core_supervision", f"{sentence_id}#0", "months" if rest[0].endswith("months") else "kind"
        )
    if rest[0] == "term" and len(rest) > 1:
        return Target("core_sentences", sentence_id, rest[1])
    return Target("core_sentences", sentence_id, _SENTENCE_COLUMNS.get(rest[0], rest[0]))


def _defendant_target(
    defendant_id: str, rest: Sequence[str], states: Mapping[tuple[str, str], str]
) -> Target:
    name = rest[0] if rest else "label"
    item = rest[1] if len(rest) > 1 else "0"
    if name == "sentences":
        return _sentence_target(f"{defendant_id}#{item}", rest[2:])
    if name in _AGES:
        side = item if item in {"low", "high"} else "low"
        return Target("core_defendants", defendant_id, f"{_AGES[name]}_{side}")
    if name in {"statutes", "factors", "counts"}:
        default = {"statutes": "text", "factors": "factor", "counts": "charge"}[name]
        column = rest[2] if len(rest) > 2 else default
        return Target(f"core_{name}", f"{defendant_id}#{item}", {"adopted": "is_adopted"}.get(column, column))
    if name in ORDER_FIELDS:
        kind = ORDER_FIELDS[name]
        state = states.get((defendant_id, kind), "ordered")
        column = "quantity" if name.endswith(("_months", "_krw", "_days", "_per_day")) else "state"
        return Target("core_orders", f"{defendant_id}#{kind}#{state}", column)
    return Target("core_defendants", defendant_id, {"acquitted": "verdict"}.get(name, name))


def judgment_target(path: str, document_id: str, states: Mapping[tuple[str, str], str]) -> Target:
    """Where a JSON pointer into a judgment record leads; `states` tells the state of each order row."""
    parts = [part for part in path.split("/") if part]
    if not parts:
        return Target("core_judgments", document_id, "outcome")
    if parts[0] == "defendants" and len(parts) > 1:
        return _defendant_target(f"{document_id}#{parts[1]}", parts[2:], states)
    if parts[:2] == ["appeal", "prior_sentences"] and len(parts) > 2:
        return _sentence_target(f"{document_id}#q{parts[2]}", parts[3:])
    if parts[0] == "appeal" and len(parts) > 1:
        return Target("core_judgments", document_id, f"appeal_{parts[1]}")
    return Target("core_judgments", document_id, parts[0])


def article_target(path: str, document_id: str) -> Target:
    """Where a JSON pointer into an article record leads."""
    parts = [part for part in path.split("/") if part]
    if len(parts) > 1 and parts[0] == "claims":
        return Target("core_claims", f"{document_id}#c{parts[1]}", parts[2] if len(parts) > 2 else "text")
    if len(parts) > 1 and parts[0] == "case_reports":
        report_id = f"{document_id}#r{parts[1]}"
        name = parts[2] if len(parts) > 2 else "stage"
        if name in {"demanded", "imposed", "quoted_lower"}:
            position = parts[3] if len(parts) > 3 else "0"
            column = parts[4] if len(parts) > 4 else "kind"
            return Target("core_case_report_sentences", f"{report_id}#{name}#{position}", column)
        if name == "age":
            return Target("core_case_reports", report_id, f"age_{parts[3]}" if len(parts) > 3 else "age_low")
        return Target("core_case_reports", report_id, {"supervision": "supervision_state"}.get(name, name))
    return Target("core_articles", document_id, parts[0] if parts else "document_id")


def _evidence_row(item: Mapping[str, Any], target: Target, document_id: str, position: int) -> Row:
    return {
        "document_id": document_id,
        "position": position,
        "table_name": target.table,
        "row_key": target.row_key,
        "column_name": target.column,
        "path": item.get("path") or "",
        "section": item.get("section") or "",
        "span_start": item["start"],
        "span_end": item["end"],
        "slice": item["slice"],
        "rule": item.get("rule") or "",
        "confidence": item.get("confidence"),
    }


def _dismissed(path: str, record: Mapping[str, Any], document_id: str) -> Target | None:
    """The order row of a dismissed request, whose kind stands in the record and not in the pointer."""
    parts = path.split("/")
    if len(parts) < 5 or parts[1] != "defendants" or parts[3] != "requests_dismissed":
        return None
    people, person, request = record.get("defendants") or [], int(parts[2]), int(parts[4])
    requests = people[person].get("requests_dismissed") or [] if person < len(people) else []
    kind = DISMISSED_KINDS[requests[request]] if request < len(requests) else ""
    return Target("core_orders", f"{document_id}#{parts[2]}#{kind}#dismissed", "state")


@lru_cache(maxsize=8192)
def _place(path: str) -> Target | None:
    """Where a pointer leads in every record, its row key without the document's id; None for what hangs on the record:
    an order, whose row is named by its state."""
    parts = [part for part in path.split("/") if part]
    if parts[:1] == ["defendants"] and len(parts) > 2 and parts[2] in _OF_RECORD:
        return None
    return judgment_target(path, "", {})


def _target(
    path: str, record: Mapping[str, Any], document_id: str, states: Mapping[tuple[str, str], str]
) -> Target:
    place = _place(path)
    if place is not None:
        return Target(place.table, document_id + place.row_key, place.column)
    return _dismissed(path, record, document_id) or judgment_target(path, document_id, states)


def _row_keys(rows: Mapping[str, Sequence[Row]]) -> set[tuple[str, str]]:
    keys: set[tuple[str, str]] = set()
    for name, found in rows.items():
        if found:
            columns = table(name).key
            keys.update((name, "#".join([str(row[column]) for column in columns])) for row in found)
    return keys


@lru_cache(maxsize=64)
def _columns(name: str) -> frozenset[str]:
    return frozenset(table(name).column_names)


def _evidence_rows(
    evidence: Sequence[Mapping[str, Any]],
    targets: Sequence[Target],
    rows: Mapping[str, Sequence[Row]],
    document_id: str,
) -> list[Row]:
    known = _row_keys(rows)
    made = []
    for position, (item, target) in enumerate(zip(evidence, targets, strict=True)):
        is_held = (target.table, target.row_key) in known and target.column in _columns(target.table)
        held = target if is_held else Target("record", document_id, item.get("path") or "/")
        made.append(_evidence_row(item, held, document_id, position))
    return made


def judgment_evidence_rows(
    record: Mapping[str, Any], document_id: str, rows: Mapping[str, Sequence[Row]]
) -> list[Row]:
    """Rows of `core_evidence` for one judgment, in the record's order; `rows` are its rows of other tables."""
    states = {(row["defendant_id"], row["kind"]): row["state"] for row in reversed(rows["core_orders"])}
    evidence = record.get("evidence") or []
    targets = [_target(item.get("path") or "", record, document_id, states) for item in evidence]
    return _evidence_rows(evidence, targets, rows, document_id)


def article_evidence_rows(
    record: Mapping[str, Any], document_id: str, rows: Mapping[str, Sequence[Row]]
) -> list[Row]:
    """Rows of `core_evidence` for one article, in the record's order; `rows` are its rows of other tables."""
    evidence = record.get("evidence") or []
    targets = [article_target(item.get("path") or "", document_id) for item in evidence]
    return _evidence_rows(evidence, targets, rows, document_id)
