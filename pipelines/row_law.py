"""What a judgment says about the law it applies, as rows: dates of the acts, stated ranges, aggravation and mitigation."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from extraction.evidence import Section
from extraction.judgments.act_dates import find_act_dates
from extraction.judgments.guideline import read_ranges
from pipelines.rows import DocumentRow

Row = dict[str, Any]
_MODIFIERS = (
    ("concurrent", r"경\s?합\s?범\s{0,2}가중"),
    ("repeat_offender", r"누\s?범\s{0,2}가중"),
    ("habitual", r"상\s?습\s?범?\s{0,2}가중"),
    ("attempt", r"미\s?수\s{0,2}감경"),
    ("aiding", r"방\s?조\s{0,2}감경"),
    ("diminished_capacity", r"심\s?신\s?미\s?약\s{0,2}감경"),
    ("surrender", r"자\s?수\s{0,2}감경"),
    ("by_law", r"법\s?률\s?상\s{0,2}감경"),
    ("discretionary", r"(?:작\s?량|정\s?상\s?참\s?작)\s{0,2}감경"),
)
_MODIFIER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _MODIFIERS))
_HEADING = re.compile(
    r"(?m)^[ \t○\-]{0,8}(?:\d{1,2}\s?\.|[가-하]\s?\.)?[ \t]{0,3}(?P<words>[가-힣,· \t]{2,40}?(?:가중|감경))"
    r"[ \t]{0,3}(?:\([^)\n]{0,80}\))?[ \t:]{0,4}$"
)
_SUPERSEDED = re.compile(
    r"(?P<year>\d{4})\s?\.\s{0,2}(?P<month>\d{1,2})\s?\.\s{0,2}(?P<day>\d{1,2})\s?\.\s{0,3}법률\s{0,2}제\s{0,2}\d{1,6}\s{0,2}호로"
    r"\s{0,2}(?:일부|전부|전문)?\s{0,2}개정되기\s{0,2}전"
)


def law_rows(
    document: DocumentRow, sections: Mapping[str, Section], decision_date: Any
) -> dict[str, list[Row]]:
    """The rows of `rows.LAW_TABLES` of one judgment; `decision_date` is that of its record."""
    applied = sections.get("applied_law_text")
    acts = find_act_dates(document.text, not_after=_day(decision_date))
    facts = {
        "document_id": document.document_id,
        "acts_from": acts.first.isoformat() if acts else None,
        "acts_to": acts.last.isoformat() if acts else None,
        "n_dates": acts.n_dates if acts else 0,
        "modifiers": modifiers(applied.text) if applied else [],
        "superseded_by": superseded(applied.text) if applied else [],
    }
    return {"core_law_facts": [facts], "core_stated_ranges": _range_rows(document.document_id, sections)}


def modifiers(text: str) -> list[str]:
    """The headings of aggravation and mitigation in 법령의 적용, each once, in order; words in a sentence are none."""
    found = (m for line in _HEADING.finditer(text) for m in _MODIFIER.finditer(line["words"]))
    return list(dict.fromkeys(str(m.lastgroup) for m in found))


def superseded(text: str) -> list[date]:
    """Days of the amendments before which the court says that it applies the law, sorted."""
    found = set()
    for m in _SUPERSEDED.finditer(text):
        try:
            found.add(date(int(m["year"]), int(m["month"]), int(m["day"])))
        except ValueError:
            continue
    return sorted(found)


def _range_rows(document_id: str, sections: Mapping[str, Section]) -> list[Row]:
    found = read_ranges(sections.get("sentencing_text"), sections.get("reasons_text"))
    stated: Sequence[Any] = [finding.value for finding in found]
    return [
        {
            "document_id": document_id,
            "position": position,
            "kind": value.kind,
            "low_months": value.low_months,
            "high_months": value.high_months,
            "zone": value.zone,
            "is_for_some": bool(value.keys),
        }
        for position, value in enumerate(stated)
    ]


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
