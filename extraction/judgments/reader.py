"""One judgment text → one record: sections → clauses → find → resolve → check.

Pure: no clock, no network. `read_judgment` never raises on any text; what it could not read it lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from extraction.evidence import Located, Section
from extraction.frozen import built_at_once
from extraction.judgments.acts import Act
from extraction.judgments.appeals import build_appeal
from extraction.judgments.assemble import build_defendant, name_deferred, read_findings
from extraction.judgments.checks import Facts, run_checks
from extraction.judgments.clauses import cut_clauses, has_exception, working_text
from extraction.judgments.drafts import Row, evidence_of
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
from extraction.judgments.outcome import DECIDING, outcome_of
from extraction.judgments.people import Mention, find_mentions, letter_names, mask_full_names, named_keys
from extraction.judgments.prose import find_prose_acts
from extraction.judgments.quoted import read_prior_sentences
from extraction.judgments.record import Defendant, JudgmentRecord
from extraction.judgments.registry import Header, Registry
from extraction.judgments.resolve import Resolver
from extraction.judgments.rule_set import RULE_SET
from extraction.judgments.sections import Sections, cut_sections, given_sections
from extraction.judgments.title import Title, read_title

HEADER_LIMIT = 6_000
"""Characters before 주문 that are read for defendants, appellants and the judgment below."""
SENTENCE = re.compile(r"다\s{0,3}(?:[.\n]|$)")
"""An order that says a whole sentence has an outcome, if only `other`; a torn piece has none."""
OLD_WORDS_UNTIL = "1964-01-01"
"""Before this day 공소 (控訴) is also an appeal."""
ORDER_LIMIT = 20_000
"""Characters of 주문 that are read; what lies beyond is reported as unread."""
LIMITS = {
    "header": 40_000,
    "applied_law": 40_000,
    "reasons": 160_000,
    "sentencing": 40_000,
    "context": 40_000,
}
"""Characters of the other sections that are read (the longest reasons known hold 78,000); a record of a longer one is
doubted."""


@built_at_once
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


def _bounded(sections: Sections) -> tuple[Sections, list[str]]:
    """The sections as far as they are read, and a doubt for each that is longer."""
    short: dict[str, Section] = {}
    for name, limit in LIMITS.items():
        section: Section | None = getattr(sections, name)
        if section is not None and len(section.text) > limit:
            short[name] = replace(section, text=section.text[:limit])
    doubts = [f"{short[name].name} is read to character {LIMITS[name]} only" for name in short]
    return (replace(sections, **short), doubts) if short else (sections, [])


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


@built_at_once
@dataclass(frozen=True, kw_only=True)
class _Words:
    """What the words of an order say before anybody is given anything; unread as spans."""

    acts: tuple[Act, ...]
    unread: tuple[tuple[int, int], ...]
    doubts: tuple[str, ...]
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=512)
def _words_of(text: str) -> _Words:
    """The words of one order; four orders in ten are the same short sentences."""
    published = mask_full_names(normalise(text))
    working = working_text(published)
    letters = letter_names(working)
    readings = [read_clause(clause, letters) for clause in cut_clauses(working, published)]
    return _Words(
        acts=tuple(act for r in readings for act in r.acts),
        unread=tuple(span for r in readings for span in r.unread),
        doubts=(
            *(doubt for r in readings for doubt in r.doubts),
            *(("parentheses give a defendant a value of his own",) if has_exception(published) else ()),
        ),
        mentions=tuple(find_mentions(working, letters)),
    )


def _read_order(section: Section, header: Header, *, is_old_appeal: bool) -> _Order:
    """Clauses, acts and their persons; `unread` holds slices of the text as published."""
    words = _words_of(section.text[:ORDER_LIMIT])
    acts = list(words.acts)
    doubts = list(words.doubts)
    unread = [section.text[a:b].strip() for a, b in words.unread]
    if len(section.text) > ORDER_LIMIT:
        unread.append(section.text[ORDER_LIMIT : ORDER_LIMIT + 200])
    registry = Registry(acts, header, words.mentions)
    resolver = Resolver(registry, section, is_old_appeal=is_old_appeal)
    resolver.run(acts)
    doubts += resolver.doubts + registry.doubts
    return _Order(acts=acts, unread=unread, doubts=doubts, resolver=resolver, registry=registry)


def _read_prose(order: _Order, sections: Sections, *, may_sentence: bool) -> None:
    """What follows a reversal that the stored order breaks off after, from context or reasons (second instance
    alone sentences anew); always doubted."""
    parts = [s for s in (sections.context, sections.reasons) if s is not None]
    found = find_prose_acts(parts) if may_sentence else None
    if order.unread or found is None:
        order.doubts.append("the order reverses and does not say what follows")
        return
    order.doubts.append("what follows the reversal stands only in the reasons")
    section, acts = found
    for key in named_keys([m for act in acts for m in act.who]):
        order.registry.ensure(key)
    order.resolver.section = section
    order.resolver.run(acts)
    order.resolver.section = sections.order or section


def _titled(j: JudgmentText, sections: Sections) -> tuple[JudgmentText, tuple[Located, ...]]:
    """The judgment with what its first lines say of court, numbers, date, name and kind, where the source did not."""
    if j.court and any(j.case_numbers) and j.decision_date:
        return j, ()
    start = Section(name="text", text=j.text[:3000]) if j.text and sections.header is None else None
    title = read_title(sections.header or start)
    taken: dict[str, Any] = {
        name: getattr(title, name)
        for name in ("court", "decision_date", "case_name", "decision_type")
        if not getattr(j, name) and getattr(title, name)
    }
    if title.case_numbers and not any(j.case_numbers):
        taken["case_numbers"] = (title.case_numbers,)
    return replace(j, **taken), _taken(title, taken)


def _taken(title: Title, taken: Mapping[str, Any]) -> tuple[Located, ...]:
    """The evidence of what was taken from the title; the instance follows from the numbers."""
    names = {*taken, "instance"} if "case_numbers" in taken else {*taken}
    return tuple(e for e in title.evidence if e.path.split("/")[1] in names)


def _metadata(j: JudgmentText, header: str) -> dict[str, Any]:
    """The fields of the record that come from metadata and header lines."""
    cases = read_case_numbers(" ".join(j.case_numbers))
    kinds = tuple(c.kind for c in cases)
    stated = j.instance if j.instance in ("1", "2", "3", "other") else None
    return {
        "court": official_court(j.court),
        "case_numbers": tuple(c.text for c in cases) or tuple(n for n in j.case_numbers if n),
        "file_kinds": kinds,
        "case_name": j.case_name,
        "decision_date": read_date(j.decision_date),
        "decision_type": decision_type_of(kinds, j.decision_type, j.decision_date),
        "proceeding": proceeding_of(kinds, header),
        "instance": instance_of(kinds) or stated,
        "appealed_from": read_appealed_from(header),
    }


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _filing_years(j: JudgmentText) -> tuple[int, ...]:
    return tuple(c.year for c in read_case_numbers(" ".join(j.case_numbers)))


def _defendants(
    order: _Order, sections: Sections, day: date | None, order_read: bool, instance: str | None
) -> tuple[tuple[Defendant, ...], list[Located]]:
    """All defendants with the evidence of all their values."""
    rows = order.rows
    name_deferred(rows, sections)
    n_convicted = sum(bool(r.sentences or {"exempted", "no_sentence"} & set(r.deeds)) for r in rows)
    convicts = n_convicted > 0
    findings = read_findings(
        sections,
        convicts=convicts,
        transfers=any("juvenile_transfer" in r.deeds for r in rows),
        # Where others are sentenced anew, the reasons weigh their circumstances, not those of an appeal that fails.
        keeps=not convicts and instance == "2" and any("appeal_dismissed" in r.deeds for r in rows),
        n_weighed=n_convicted or sum("appeal_dismissed" in r.deeds for r in rows),
    )
    built = [
        build_defendant(
            row,
            index,
            findings,
            day=day,
            order_read=order_read,
            has_reasons=sections.reasons is not None,
            only=len(rows) == 1,
        )
        for index, row in enumerate(rows)
    ]
    return tuple(d for d, _ in built), [e for _, found in built for e in found]


def read_judgment(j: JudgmentText) -> JudgmentRecord:
    """The record of one judgment; see the contract for the meaning of every field."""
    sections, cut_short = _bounded(_sections(j))
    header = normalise(sections.header.text[:HEADER_LIMIT]) if sections.header else ""
    j, titled = _titled(j, sections)
    meta = _metadata(j, header)
    order = _read_order(
        sections.order or Section(name="order_text", text=""),
        Header(header),
        is_old_appeal=meta["instance"] == "2" and (meta["decision_date"] or "9") < OLD_WORDS_UNTIL,
    )
    order_read = sections.order is not None and j.order_complete and not order.unread
    if outcome_of(order.rows, order.resolver.seen, meta["instance"], None) == "reversed_undetermined":
        _read_prose(order, sections, may_sentence=meta["instance"] == "2")
    outcome = outcome_of(order.rows, order.resolver.seen, meta["instance"], meta["proceeding"])
    if outcome is None and sections.order is not None and SENTENCE.search(sections.order.text):
        outcome = "other"
    defendants, evidence = _defendants(
        order, sections, _day(meta["decision_date"]), order_read, meta["instance"]
    )
    moved = (
        {"transferred_juvenile", "transferred_court"} if meta["instance"] == "1" else {"transferred_juvenile"}
    )
    if defendants and all(d.disposition in moved for d in defendants):
        meta["decision_type"] = "ruling"
    quoted = read_prior_sentences(sections.reasons, sections.context, meta["instance"])
    appeal, more = build_appeal(
        header=header,
        seen=order.resolver.seen,
        instance=meta["instance"],
        reasons=sections.reasons,
        prior=quoted,
        now=defendants[0].sentences if len(defendants) == 1 else (),
    )
    facts = Facts(
        defendants=defendants,
        kinds=meta["file_kinds"],
        filing_years=_filing_years(j),
        decision_date=meta["decision_date"],
        instance=meta["instance"],
        outcome=outcome,
        case_numbers=meta["case_numbers"],
    )
    return JudgmentRecord(
        document_id=j.document_id,
        source_path=j.source_path,
        **meta,
        finality=_finality(meta["instance"], outcome),
        outcome=outcome,
        appeal=appeal,
        defendants=defendants,
        evidence=(*titled, *_outcome_evidence(order, sections), *evidence, *more),
        unread=tuple(order.unread),
        doubts=tuple(dict.fromkeys((*order.doubts, *cut_short, *run_checks(facts)))),
        rule_set=RULE_SET,
        order_read=order_read,
        reasons_read=sections.reasons is not None,
    )


def _finality(instance: str | None, outcome: str | None) -> Literal["final", "not_final", "unknown"]:
    """A judgment of the court of last resort ends the case unless it sends it back."""
    if outcome == "reversed_and_remanded":
        return "not_final"
    return (
        "final" if instance == "3" and outcome not in (None, "reversed_undetermined", "other") else "unknown"
    )


def _outcome_evidence(order: _Order, sections: Sections) -> list[Located]:
    """The act that weighs most for the outcome: every kind of act that was seen, first of each."""
    if sections.order is None:
        return []
    section = sections.order
    return [
        Located(path="/outcome", evidence=evidence_of(section, acts[0]))
        for kind, acts in order.resolver.seen.items()
        if kind in DECIDING and not acts[0].rule.startswith("prose.")
    ]
