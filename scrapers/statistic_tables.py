"""Tables of the KOSIS open API: rows as given, with missing values told apart from zero."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from .archive.redaction import redact_url
from .parsed import ParsedDocument, safe_id
from .text_decoding import UndecodableText, decode_text

# "-" and the like: the service withholds or has no figure. Never zero.
MISSING_MARKS = frozenset({"-", "…", "...", "x", "X", "", "*", "‥"})
TableRule = Literal[
    "key_refused", "no_data", "server_busy", "bad_request", "not_well_formed", "layout_unknown", "maintenance"
]
_ERROR_RULES: Mapping[str, TableRule] = {
    "10": "key_refused", "11": "key_refused", "42": "key_refused", "20": "bad_request", "21": "bad_request",
    "30": "no_data", "31": "bad_request", "40": "server_busy", "41": "bad_request", "50": "server_busy",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class StatisticTable:
    """One answer: every row with the service's own field names, ``DT`` None where the figure is missing."""

    org_id: str
    table_id: str
    title: str
    changed_date: str | None
    rows: tuple[Mapping[str, str | None], ...]


@dataclass(frozen=True, kw_only=True)
class TableProblem:
    """Why an answer holds no table."""

    rule: TableRule
    message: str


def read_table_page(body: bytes) -> StatisticTable | TableProblem:
    """Read one answer of the service. Never raises."""
    if not body.strip():
        return TableProblem(rule="maintenance", message="an empty page")
    try:
        value = json.loads(decode_text(body))
    except UndecodableText as error:
        return TableProblem(rule="not_well_formed", message=str(error))
    except (ValueError, RecursionError) as error:
        rule: TableRule = "maintenance" if body.lstrip()[:1] == b"<" else "not_well_formed"
        return TableProblem(rule=rule, message=f"JSON: {str(error)[:120]}")
    if isinstance(value, dict) and "err" in value:
        code = str(value["err"])
        return TableProblem(
            rule=_ERROR_RULES.get(code, "layout_unknown"), message=f"{code}: {value.get('errMsg', '')}"[:200]
        )
    if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
        return TableProblem(rule="layout_unknown", message="no list of rows")
    rows = [_row(row) for row in value]
    if any(not row.get("TBL_ID") or not row.get("PRD_DE") for row in rows):
        return TableProblem(rule="layout_unknown", message="rows without TBL_ID or PRD_DE")
    first = rows[0]
    changed = max((row.get("LST_CHN_DE") or "" for row in rows), default="")
    return StatisticTable(
        org_id=first.get("ORG_ID") or "",
        table_id=first.get("TBL_ID") or "",
        title=first.get("TBL_NM") or "",
        changed_date=changed or None,
        rows=tuple(rows),
    )


def table_document(table: StatisticTable, *, source_id: str, url: str) -> ParsedDocument:
    """A table as a document: its text is its rows as JSON lines in a fixed order."""
    rows = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in table.rows)
    parts = urlsplit(redact_url(url))
    return ParsedDocument(
        document_id=f"{source_id}:{safe_id(f'{table.org_id}-{table.table_id}')}",
        source_id=source_id,
        kind="statistic",
        url=f"{parts.scheme}://{parts.netloc}{parts.path}?{parts.query}",
        published_date=table.changed_date,
        published_at=None,
        modified_at=None,
        title=table.title,
        text="\n".join(rows),
        language="ko",
        fields={
            "org_id": table.org_id,
            "table_id": table.table_id,
            "n_rows": len(rows),
            "n_missing": sum(row.get("DT") is None for row in table.rows),
        },
    )


def _row(row: Mapping[str, Any]) -> dict[str, str | None]:
    fields: dict[str, str | None] = {
        str(name): "" if value is None else str(value) for name, value in row.items()
    }
    shown = (fields.get("DT") or "").strip()
    fields["DT"] = None if shown in MISSING_MARKS else shown
    fields["DT_AS_SHOWN"] = shown
    return fields
