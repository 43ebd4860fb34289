"""Evidence of the contract becomes rows of `core_evidence`, each pointing at its row and column.

The contract points into its record (`/defendants/0/sentences/1/months`); the warehouse into its tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pipelines.row_orders import ORDER_FIELDS

Row = dict[str, Any]


class Target(NamedTuple):
    """The table, the row (key columns joined by #) and the column that a value went to."""

    table: str
    row_key: str
    column: str


_SENTENCE_COLUMNS = {"months": "total_months", "term": "total_months"}
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
    if name == "requests_dismissed":
        return Target("core_orders", f"{defendant_id}#*#dismissed", "state")
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


def judgment_evidence_rows(
    evidence: Sequence[Mapping[str, Any]], document_id: str, orders: Sequence[Mapping[str, Any]]
) -> list[Row]:
    """Rows of `core_evidence` for one judgment, in the record's order."""
    states = {(row["defendant_id"], row["kind"]): row["state"] for row in reversed(orders)}
    return [
        _evidence_row(
            item, judgment_target(item.get("path") or "", document_id, states), document_id, position
        )
        for position, item in enumerate(evidence)
    ]


def article_evidence_rows(evidence: Sequence[Mapping[str, Any]], document_id: str) -> list[Row]:
    """Rows of `core_evidence` for one article, in the record's order."""
    return [
        _evidence_row(item, article_target(item.get("path") or "", document_id), document_id, position)
        for position, item in enumerate(evidence)
    ]
