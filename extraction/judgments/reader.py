"""One judgment text → one record: sections → clauses → find → resolve → check.

Pure: no clock, no network. `read_judgment` never raises on any text; what it could not read it lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from extraction.evidence import Located, Section
from extraction.judgments.acts import Act
from extraction.judgments.clauses import cut_clauses, working_text
from extraction.judgments.drafts import Row, freeze, located
from extraction.judgments.find import read_clause
from extraction.judgments.header import (
    decision_type_of,
    instance_of,
    official_court,
    proceeding_of,
    read_appealed_from,
    read_case_numbers,
    read_date,
)
from extraction.judgments.normalise import normalise
from extraction.judgments.outcome import ACQUITTED, custody_of, disposition_of, outcome_of, verdict_of
from extraction.judgments.people import MENTION, read_mention
from extraction.judgments.record import Appeal, JudgmentRecord
from extraction.judgments.registry import Header, Registry
from extraction.judgments.resolve import Resolver
from extraction.judgments.rule_set import RULE_SET
from extraction.judgments.sections import Sections, cut_sections, given_sections

ORDER_LIMIT = 60_000
"""Characters of 주문 that are read; what lies beyond is reported as unread."""


@dataclass(frozen=True, kw_only=True)
class JudgmentText:
    """A judgment to read: one whole `text`, or its sections; metadata where the source gives it."""

    document_id: str
    source_path: str | None = None
    text: str | None = None
    header_text: str | None = None
    order_text: str | None = None
    applied_law_text: str | None = None
    reasons_text: str | None = None
    context_text: str | None = None
    court: str | None = None
    case_numbers: tuple[str, ...] = ()
    decision_date: str | None = None
    case_name: str | None = None
    decision_type: str | None = None
    instance: str | None = None
    order_complete: bool = True

    @classmethod
    def from_record(cls, record: Mapping[str, Any], source_path: str | None = None) -> JudgmentText:
        """A line of a `.jsonl` file (keys of the corpus files); labels and notes are never looked at."""

        def text(key: str) -> str | None:
            value = record.get(key)
            return value if isinstance(value, str) and value.strip() else None

        numbers = record.get("case_numbers") or record.get("case_no") or ()
        return cls(
            document_id=str(record.get("id") or record.get("document_id") or ""),
            source_path=source_path,
            text=text("text"),
            header_text=text("header_text"),
            order_text=text("order_text"),
            applied_law_text=text("applied_law_text"),
            reasons_text=text("reasons_text"),
            context_text=text("context_text"),
            court=text("court"),
            case_numbers=(numbers,) if isinstance(numbers, str) else tuple(map(str, numbers)),
            decision_date=text("decision_date") or text("decision_date_text"),
            case_name=text("case_name"),
            decision_type=text("decision_type"),
            instance=text("instance"),
            order_complete=record.get("order_complete") is not False,
        )


def _sections(j: JudgmentText) -> Sections:
    if j.text is not None:
        return cut_sections(j.text)
    return given_sections(
        {
            "header_text": j.header_text,
            "order_text": j.order_text,
            "applied_law_text": j.applied_law_text,
            "reasons_text": j.reasons_text,
            "context_text": j.context_text,
        }
    )


@dataclass(kw_only=True)
class _Order:
    """What reading 주문 gave."""

    acts: list[Act]
    unread: list[str]
    doubts: list[str]
    resolver: Resolver
    registry: Registry

    @property
    def rows(self) -> list[Row]:
        return self.registry.all()


def _read_order(section: Section, header: Header) -> _Order:
    """Clauses, acts and their persons; `unread` holds slices of the text as published."""
    working = working_text(normalise(section.text[:ORDER_LIMIT]))
    acts: list[Act] = []
    unread: list[str] = []
    doubts: list[str] = []
    for clause in cut_clauses(working):
        reading = read_clause(clause)
        acts += reading.acts
        unread += [section.text[a:b].strip() for a, b in reading.unread]
        doubts += reading.doubts
    if len(section.text) > ORDER_LIMIT:
        unread.append(section.text[ORDER_LIMIT : ORDER_LIMIT + 200])
    mentions = [read_mention(m) for m in MENTION.finditer(working)]
    registry = Registry(acts, header, mentions)
    resolver = Resolver(registry, section)
    resolver.run(acts)
    doubts += resolver.doubts + registry.doubts
    return _Order(acts=acts, unread=unread, doubts=doubts, resolver=resolver, registry=registry)


def _appeal(order: _Order, instance: str | None, header: str) -> Appeal | None:
    """The appeal as a whole: who appealed, dismissed or reversed."""
    seen = order.resolver.seen
    if instance not in ("2", "3") and not {"appeal_dismissed", "reversal"} & set(seen):
        return None
    result = None
    if "reversal" in seen:
        part = any(a.is_partial for a in seen["reversal"]) or "appeal_dismissed" in seen
        result = "reversed_part" if part else "reversed_whole"
    elif "appeal_dismissed" in seen:
        result = "dismissed"
    return Appeal(appellants=_appellants(header), result=result)  # type: ignore[arg-type]


def _appellants(header: str) -> tuple[Any, ...]:
    return ()


def read_judgment(j: JudgmentText) -> JudgmentRecord:
    """The record of one judgment; see the contract for the meaning of every field."""
    sections = _sections(j)
    header_text = normalise(sections.header.text[:6000]) if sections.header else ""
    cases = read_case_numbers(" ".join(j.case_numbers))
    kinds = tuple(c.kind for c in cases)
    instance = instance_of(kinds) or (j.instance if j.instance in ("1", "2", "3", "other") else None)
    proceeding = proceeding_of(kinds, header_text, "")
    was_read = sections.order is not None and j.order_complete
    section = sections.order or Section(name="order_text", text="")
    order = _read_order(section, Header(header_text))
    outcome = outcome_of(order.rows, order.resolver.seen, instance, proceeding)
    defendants = []
    evidence: list[Located] = []
    for index, row in enumerate(order.rows):
        disposition = disposition_of(row)
        verdict = verdict_of(row, was_read and not order.unread)
        decided = {
            "disposition": disposition,
            "verdict": verdict,
            "acquitted": ACQUITTED.get(verdict or ""),
            "custody_status": custody_of(row, disposition),
        }
        defendants.append(freeze(row, was_read, decided))
        evidence += located(row, index)
    return JudgmentRecord(
        document_id=j.document_id,
        source_path=j.source_path,
        court=official_court(j.court),
        case_numbers=tuple(c.text for c in cases) or tuple(n for n in j.case_numbers if n),
        file_kinds=kinds,
        case_name=j.case_name,
        decision_date=read_date(j.decision_date),
        decision_type=decision_type_of(kinds, j.decision_type, j.decision_date),  # type: ignore[arg-type]
        proceeding=proceeding,
        instance=instance,  # type: ignore[arg-type]
        appealed_from=read_appealed_from(header_text),
        outcome=outcome,
        appeal=_appeal(order, instance, header_text),
        defendants=tuple(defendants),
        evidence=tuple(evidence),
        unread=tuple(order.unread),
        doubts=tuple(dict.fromkeys(order.doubts)),
        rule_set=RULE_SET,
    )
