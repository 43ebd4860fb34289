"""Records become rows: the contract's dictionaries, captures and terms as rows of the catalogue's tables.

Pure functions; every row has every column of its table (a test ties them to `warehouse/catalog/*.yml`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

import duckdb

from pipelines.row_evidence import article_evidence_rows, judgment_evidence_rows
from pipelines.row_orders import order_rows
from scrapers.documents import item_id_of
from warehouse.catalog import table
from warehouse.load import load, replace_documents, to_arrow
from warehouse.youth import speaks_of_youth

Row = dict[str, Any]
Rows = dict[str, list[Row]]

JUDGMENT_TABLES = (
    "core_judgments",
    "core_sections",
    "core_defendants",
    "core_counts",
    "core_sentences",
    "core_supervision",
    "core_orders",
    "core_statutes",
    "core_factors",
    "core_evidence",
    "core_issues",
)
LAW_TABLES = ("core_law_facts", "core_stated_ranges")
ARTICLE_TABLES = (
    "core_articles",
    "core_case_reports",
    "core_case_report_sentences",
    "core_claims",
    "core_evidence",
    "core_issues",
)

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
_REASONS_HEADING = re.compile(r"(?m)^\s*[【\[]?\s*이\s*유\s*[】\]]?\s*$")
_STATUTE = re.compile(
    r"(?P<law>.*?)\s*제(?P<article>\d+)조(?:의(?P<branch>\d+))?(?:\s*제(?P<paragraph>\d+)항)?(?:\s*제(?P<item>\d+)호)?"
)


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """What a row needs of the document version that was read (a row of `core_documents`).

    `spans` says where sections such as `order_text` stand in `text` (start, end).
    """

    document_id: str
    source_id: str
    text: str
    version: int = 1
    published_date: date | str | None = None
    published_at: datetime | str | None = None
    language: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def has_reasons(self) -> bool:
        """Whether the document holds reasons (이유), by their heading."""
        return _REASONS_HEADING.search(self.text) is not None


class CaptureLike(Protocol):
    """What a row needs of a capture of the archive."""

    @property
    def capture_id(self) -> str: ...
    @property
    def source_id(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def fetched_at(self) -> datetime: ...
    @property
    def status(self) -> int | None: ...
    @property
    def content_type(self) -> str | None: ...
    @property
    def sha256(self) -> str | None: ...
    @property
    def size_bytes(self) -> int | None: ...
    @property
    def warc_file(self) -> str: ...
    @property
    def warc_offset(self) -> int: ...
    @property
    def http_etag(self) -> str | None: ...
    @property
    def failure(self) -> str | None: ...
    @property
    def run_id(self) -> str: ...


def json_text(value: Any) -> str | None:
    """Canonical JSON of a value; None for null and for an empty list or mapping."""
    if value is None or value == [] or value == {}:
        return None
    return _CANONICAL.encode(value)


def iso_date(value: Any) -> str | None:
    """A date that is one, as ISO text; None for anything that is not."""
    try:
        return date.fromisoformat(str(value)).isoformat() if value else None
    except ValueError:
        return None


def iso_time(value: Any) -> str | datetime | None:
    """A time that is one: an aware datetime or ISO text; None for anything that is not."""
    if value is None or isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None


def capture_row(capture: Any, gave: str | None = None) -> Row:
    """A row of `raw_captures`; `gave` is what was parsed from it, in one word."""
    names = (
        "capture_id source_id url fetched_at status content_type sha256 size_bytes warc_file warc_offset "
        "http_etag failure run_id"
    )
    row = {name: getattr(capture, name) for name in names.split()}
    return {**row, "item_id": item_id_of(capture), "gave": gave}


def run_row(run: Any) -> Row:
    """A row of `raw_runs` from an archive's run summary."""
    return {
        "source_id": run.source_id,
        "run_id": run.run_id,
        "fetched_at": run.fetched_at,
        "is_finished": bool(run.finished),
        "reason": run.reason,
        "since_date": iso_date((run.counts or {}).get("since")),
        "until_date": iso_date((run.counts or {}).get("until")),
        "counts": json_text(dict(run.counts or {})),
    }


def source_row(card: Any, stands_at: datetime | None = None) -> Row:
    """A row of `raw_sources` from a source card of scrapers; `stands_at`: where the replica's clock stands."""
    bounds = card.expected.items_a_day
    names = "source_id kind title publisher address terms robots_note licence frequency checked"
    return {
        **{name: getattr(card, name) for name in names.split()},
        "languages": list(card.language),
        "items_a_day_low": None if bounds.low is None else int(bounds.low),
        "items_a_day_high": None if bounds.high is None else int(bounds.high),
        "stands_at": stands_at,
        "is_enabled": card.enabled,
        "profiles": list(card.profiles),
    }


def listing_rows(report: Any, capture: CaptureLike) -> Rows:
    """A list page: its row of `raw_listings` and one row of `raw_listed_ids` an item."""
    listing = {
        "capture_id": capture.capture_id,
        "source_id": report.source_id,
        "query": report.query or "",
        "page": report.page,
        "fetched_at": capture.fetched_at,
        "stated_total": report.stated_total,
        "n_ids": len(report.ids),
    }
    items = [
        {"source_id": report.source_id, "item_id": item, "reason": report.skipped.get(item, "wanted")}
        for item in dict.fromkeys(report.ids)
    ]
    return {"raw_listings": [listing], "raw_listed_ids": items}


def issue_row(
    *,
    stage: str,
    unit: str,
    rule: str,
    message: str,
    source_id: str | None = None,
    document_id: str | None = None,
    severity: str = "warning",
) -> Row:
    """A row of `core_issues`; its id is made from what it says, so the same issue is the same row."""
    unit_id = f"{stage}:{unit}"
    digest = hashlib.sha256("\x1f".join([unit_id, rule, message]).encode("utf-8", "replace")).hexdigest()[:24]
    return {
        "issue_id": digest,
        "unit_id": unit_id,
        "stage": stage,
        "source_id": source_id,
        "document_id": document_id,
        "rule": rule,
        "message": message,
        "severity": severity,
    }


def problem_row(problem: Any, capture: CaptureLike) -> Row:
    """A page that could not be taken as a document (PageProblem of scrapers), as an issue of parsing."""
    return issue_row(
        stage="parse",
        # By address, not by capture: seeing the same page gone again is the same issue.
        unit=f"{problem.source_id}:{problem.url or capture.url}",
        rule=problem.rule,
        message=f"{problem.url}: {problem.message}",
        source_id=problem.source_id,
        severity="info" if problem.rule in {"withdrawn", "no_such_id"} else "error",
    )


def damage_row(damage: Any) -> Row:
    """A stretch of the archive that no longer reads (DamagedRecord of scrapers), as an issue of capture."""
    where = f"{damage.warc_file}@{damage.offset}"
    message = f"{where}, {damage.length} bytes: {damage.reason}"
    return issue_row(stage="capture", unit=where, rule="damaged_record", message=message, severity="error")


def read_issue_rows(
    document: DocumentRow, unread: Sequence[str], doubts: Sequence[str], other: Sequence[str] = ()
) -> list[Row]:
    """Issues of reading one document: left unread, in doubt, not a date."""
    kinds = [("unread", unread, "warning"), ("doubt", doubts, "warning"), ("invalid_value", other, "error")]
    rows: dict[str, Row] = {}
    for rule, messages, severity in kinds:
        for message in messages:
            row = issue_row(
                stage="read",
                unit=document.document_id,
                rule=rule,
                message=message,
                source_id=document.source_id,
                document_id=document.document_id,
                severity=severity,
            )
            rows[row["issue_id"]] = row
    return list(rows.values())


def court_level(court: str | None) -> str | None:
    """supreme, high, branch, district or other, from the court's official name; None without a name."""
    if not court:
        return None
    if "대법원" in court:
        return "supreme"
    if "고등법원" in court or "특허법원" in court:
        return "high"
    if court.rstrip().endswith("지원"):
        return "branch"
    return (
        "district" if court.rstrip().endswith(("지방법원", "가정법원", "행정법원", "회생법원")) else "other"
    )


def is_readable(record: Mapping[str, Any]) -> bool:
    """Whether an order was found and something in it was read."""
    reasons = record.get("null_reasons") or {}
    if any(
        reasons.get(path) == "unreadable"
        for path in ("", "/", "/outcome", "/defendants", "outcome", "defendants")
    ):
        return False
    return bool(record.get("defendants")) or record.get("outcome") is not None


def _judgment_row(record: Mapping[str, Any], document: DocumentRow) -> Row:
    appeal = record.get("appeal") or {}
    unread = record.get("unread") or []
    plain = (
        "court",
        "case_name",
        "decision_type",
        "proceeding",
        "instance",
        "finality",
        "case_family_id",
        "outcome",
    )
    return {
        **{name: record.get(name) for name in plain},
        "document_id": document.document_id,
        "version": document.version,
        "source_id": document.source_id,
        "court_level": court_level(record.get("court")),
        "case_numbers": list(record.get("case_numbers") or []),
        "file_kinds": list(record.get("file_kinds") or []),
        "decision_date": iso_date(record.get("decision_date")),
        "appealed_from": json_text(record.get("appealed_from")),
        "appeal_appellants": list(appeal.get("appellants") or []),
        "appeal_result": appeal.get("result"),
        "appeal_ground": appeal.get("ground"),
        "appeal_change": appeal.get("change"),
        "n_defendants": len(record.get("defendants") or []),
        "n_unread": len(unread),
        "n_doubts": len(record.get("doubts") or []),
        "is_readable": is_readable(record),
        "is_read_whole": is_readable(record) and not unread,
        "has_reasons": document.has_reasons,
        "has_youth_words": speaks_of_youth(document.text),
        "null_reasons": json_text(record.get("null_reasons")),
        "rule_set": record["rule_set"],
    }


def _section_rows(document: DocumentRow) -> list[Row]:
    return [
        {"document_id": document.document_id, "section": name, "span_start": span[0], "span_end": span[1]}
        for name, span in document.spans.items()
        if name in {"order_text", "applied_law_text"}
    ]


def _ages(person: Mapping[str, Any]) -> Row:
    offence, decision = person.get("age_at_offence") or {}, person.get("age_at_decision") or {}
    return {
        "age_offence_low": offence.get("low"),
        "age_offence_high": offence.get("high"),
        "age_decision_low": decision.get("low"),
        "age_decision_high": decision.get("high"),
        "age_system": person.get("age_system"),
    }


def _defendant_row(person: Mapping[str, Any], document_id: str, position: int) -> Row:
    return {
        "defendant_id": f"{document_id}#{position}",
        "document_id": document_id,
        "position": position,
        "label": person.get("label") or "",
        "aliases": list(person.get("aliases") or []),
        "n_persons": person.get("n_persons") or 1,
        "is_corporation": person.get("is_corporation"),
        "disposition": person.get("disposition"),
        "verdict": person.get("verdict"),
        "custody_status": person.get("custody_status"),
        **_ages(person),
        "is_juvenile": person.get("is_juvenile"),
        "juvenile_provisions": list(person.get("juvenile_provisions") or []),
        "n_counts": len(person.get("counts") or []),
        "n_sentences": len(person.get("sentences") or []),
        "n_offence_statutes": len(set(person.get("statutes") or [])),
    }


def _sentence_row(
    sentence: Mapping[str, Any],
    sentence_id: str,
    defendant_id: str | None,
    document_id: str,
    position: int,
    role: str,
) -> Row:
    term = sentence.get("term") or {}
    same_name = (
        "kind months_min months_max amount_krw suspended_months suspended_part_months imposition_suspended "
        "counts_note community_service_hours attendance_order_hours completion_order_hours programme "
        "pretrial_days_credited"
    )
    return {
        "sentence_id": sentence_id,
        "defendant_id": defendant_id,
        "document_id": document_id,
        "position": position,
        "role": role,
        "years": term.get("years"),
        "months": term.get("months"),
        "days": term.get("days"),
        "total_months": sentence.get("months"),
        **{name: sentence.get(name) for name in same_name.split()},
    }


def _supervision_rows(sentence: Mapping[str, Any], row: Row) -> list[Row]:
    return [
        {
            "sentence_id": row["sentence_id"],
            "position": position,
            "defendant_id": row["defendant_id"],
            "document_id": row["document_id"],
            "role": row["role"],
            "kind": order["kind"],
            "months": order.get("months"),
            "is_stated": order.get("stated"),
            "conditions": list(order.get("conditions") or []),
            "has_conditions_in_annex": order.get("conditions_in_annex"),
        }
        for position, order in enumerate(sentence.get("supervision") or [])
    ]


def _count_rows(person: Mapping[str, Any], defendant_id: str, document_id: str) -> list[Row]:
    return [
        {
            "defendant_id": defendant_id,
            "document_id": document_id,
            "position": position,
            "note": count.get("note"),
            "charge": count.get("charge"),
            "statutes": list(count.get("statutes") or []),
            "verdict": count.get("verdict"),
            "sentence_index": count.get("sentence_index"),
        }
        for position, count in enumerate(person.get("counts") or [])
    ]


def statute_row(text: str, defendant_id: str, document_id: str, position: int) -> Row:
    """A provision (`법 이름 제14조의2 제1항 제2호`) as a row; article 제14조의2 is `14-2`."""
    match = _STATUTE.match(text)
    parts = match.groupdict() if match else {}
    article = parts.get("article")
    branch = parts.get("branch")
    return {
        "defendant_id": defendant_id,
        "document_id": document_id,
        "position": position,
        "law": (parts.get("law") or "").strip() or text,
        "article": f"{article}-{branch}" if article and branch else article,
        "paragraph": int(parts["paragraph"]) if parts.get("paragraph") else None,
        "subparagraph": int(parts["item"]) if parts.get("item") else None,
        "role": "offence",
        "text": text,
    }


def _factor_rows(person: Mapping[str, Any], defendant_id: str, document_id: str) -> list[Row]:
    return [
        {
            "defendant_id": defendant_id,
            "document_id": document_id,
            "position": position,
            "direction": factor["direction"],
            "factor": factor["factor"],
            "is_adopted": factor.get("adopted"),
        }
        for position, factor in enumerate(person.get("factors") or [])
    ]


def _add_sentences(
    rows: Rows,
    sentences: Sequence[Mapping[str, Any]],
    stem: str,
    defendant_id: str | None,
    document_id: str,
    role: str,
) -> None:
    for position, sentence in enumerate(sentences):
        row = _sentence_row(sentence, f"{stem}{position}", defendant_id, document_id, position, role)
        rows["core_sentences"].append(row)
        rows["core_supervision"].extend(_supervision_rows(sentence, row))


def _add_defendant(rows: Rows, person: Mapping[str, Any], document_id: str, position: int) -> None:
    row = _defendant_row(person, document_id, position)
    defendant_id = row["defendant_id"]
    rows["core_defendants"].append(row)
    _add_sentences(
        rows, person.get("sentences") or [], f"{defendant_id}#", defendant_id, document_id, "imposed"
    )
    rows["core_counts"].extend(_count_rows(person, defendant_id, document_id))
    rows["core_orders"].extend(order_rows(person, defendant_id, document_id))
    rows["core_statutes"].extend(
        statute_row(text, defendant_id, document_id, index)
        for index, text in enumerate(person.get("statutes") or [])
    )
    rows["core_factors"].extend(_factor_rows(person, defendant_id, document_id))


def judgment_rows(record: Mapping[str, Any], document: DocumentRow) -> Rows:
    """Everything read from one judgment, as rows of `JUDGMENT_TABLES`.

    `record` is the contract's record (judgment.schema.json). A quoted sentence belongs to the defendant only
    where there is one defendant; else nobody knows whose it is and the column is null.
    """
    rows: Rows = {name: [] for name in JUDGMENT_TABLES}
    document_id = document.document_id
    people = record.get("defendants") or []
    rows["core_judgments"].append(_judgment_row(record, document))
    rows["core_sections"] = _section_rows(document)
    for position, person in enumerate(people):
        _add_defendant(rows, person, document_id, position)
    quoted = (record.get("appeal") or {}).get("prior_sentences") or []
    whose = f"{document_id}#0" if len(people) == 1 else None
    _add_sentences(rows, quoted, f"{document_id}#q", whose, document_id, "quoted_lower")
    rows["core_evidence"] = judgment_evidence_rows(record, document_id, rows)
    stated = record.get("decision_date")
    invalid = [f"decision_date {stated!r} is not a date"] if stated and not iso_date(stated) else []
    rows["core_issues"] = read_issue_rows(
        document, record.get("unread") or [], record.get("doubts") or [], invalid
    )
    return rows


def _report_row(report: Mapping[str, Any], document_id: str, position: int) -> Row:
    age = report.get("age") or {}
    supervision = report.get("supervision")
    return {
        "report_id": f"{document_id}#r{position}",
        "document_id": document_id,
        "position": position,
        "stage": report.get("stage"),
        "court": report.get("court"),
        "court_date": iso_date(report.get("court_date")),
        "charge": report.get("charge"),
        "outcome": report.get("outcome"),
        "supervision_state": str(supervision).lower() if supervision is not None else None,
        "age_low": age.get("low"),
        "age_high": age.get("high"),
        "age_basis": age.get("basis"),
        "age_system": age.get("system"),
        "n_defendants": report.get("n_defendants"),
        "n_victims_band": report.get("n_victims_band"),
        "case_hint": report.get("case_hint"),
    }


def _report_sentence_rows(report: Mapping[str, Any], report_id: str, document_id: str) -> list[Row]:
    names = ("kind", "months", "months_min", "months_max", "amount_krw", "suspended_months", "hours")
    return [
        {
            "report_id": report_id,
            "document_id": document_id,
            "role": role,
            "position": position,
            **{name: sentence.get(name) for name in names},
        }
        for role in ("demanded", "imposed", "quoted_lower")
        for position, sentence in enumerate(report.get(role) or [])
    ]


def claim_row(claim: Mapping[str, Any], document_id: str, position: int) -> Row:
    """A numeric claim as a row of `core_claims`; the value keeps its printed precision as text."""
    names = (
        "measure",
        "unit",
        "numerator",
        "denominator",
        "population",
        "period",
        "stage",
        "speaker",
        "text",
        "value_high",
        "age_low",
        "age_high",
        "topic",
        "outcome",
        "comparator",
        "is_sum",
    )
    value, period = claim.get("value"), claim.get("period")
    return {
        "claim_id": f"{document_id}#c{position}",
        "document_id": document_id,
        "position": position,
        **{name: claim.get(name) for name in names},
        "period": period if period is None or isinstance(period, str) else json_text(period),
        "value": claim.get("value_text") or (None if value is None else str(value)),
        "is_provisional": claim.get("provisional"),
        "is_approximate": claim.get("approximate"),
    }


def article_rows(record: Mapping[str, Any], document: DocumentRow) -> Rows:
    """Everything read from one article, as rows of `ARTICLE_TABLES`; its authors are not taken over."""
    document_id = document.document_id
    reports, claims = record.get("case_reports") or [], record.get("claims") or []
    fields = document.fields
    article = {
        "document_id": document_id,
        "version": document.version,
        "source_id": document.source_id,
        "outlet": fields.get("outlet"),
        "section": fields.get("section"),
        "language": record.get("language") or document.language,
        "published_at": iso_time(document.published_at),
        "published_date": iso_date(document.published_date),
        "is_machine_translated": fields.get("machine_translated"),
        "n_case_reports": len(reports),
        "n_claims": len(claims),
        "n_doubts": len(record.get("doubts") or []),
        "rule_set": record["rule_set"],
    }
    report_rows = [_report_row(report, document_id, position) for position, report in enumerate(reports)]
    rows: Rows = {
        "core_articles": [article],
        "core_case_reports": report_rows,
        "core_case_report_sentences": [
            row
            for report, known in zip(reports, report_rows, strict=True)
            for row in _report_sentence_rows(report, known["report_id"], document_id)
        ],
        "core_claims": [claim_row(claim, document_id, position) for position, claim in enumerate(claims)],
        "core_issues": read_issue_rows(document, (), [str(doubt) for doubt in record.get("doubts") or []]),
    }
    return {**rows, "core_evidence": article_evidence_rows(record, document_id, rows)}


def merge_rows(batches: Iterable[Rows]) -> Rows:
    """Rows of many documents, table by table, in the order given."""
    merged: Rows = {}
    for rows in batches:
        for name, found in rows.items():
            merged.setdefault(name, []).extend(found)
    return merged


def load_rows(con: duckdb.DuckDBPyConnection, name: str, found: Sequence[Row]) -> int:
    """Put rows into one table by key; of several with the same key the last one stays."""
    key = table(name).key
    unique = {tuple(row[column] for column in key): row for row in found}
    return load(con, name, to_arrow(name, list(unique.values())))


def replace_rows(con: duckdb.DuckDBPyConnection, document_ids: Sequence[str], found: Rows) -> int:
    """Put everything read from these documents in place of what was read from them before."""
    return replace_documents(con, document_ids, {name: to_arrow(name, rows) for name, rows in found.items()})
