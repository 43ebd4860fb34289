"""A whole judgment → its sections, with offsets into the whole text.

Headings stand in brackets of any kind with any blanks (`【주 문】`, `[주문]`, `【주    문】`), or alone on a line (`주 문`,
`이 유`, `법령의 적용`). A text without 주문 heading that ends in `이유` still gives its reasons.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extraction.evidence import Section
from extraction.judgments.normalise import normalise

_NAMES = {
    "order": r"주\s{0,12}문",
    "reasons": r"이\s{0,12}유",
    "sentencing": r"양\s{0,3}형\s{0,3}의?\s{0,3}이\s{0,3}유|양형\s?이유",
    "law": r"법\s{0,3}령\s{0,3}의\s{0,3}적\s{0,3}용|적\s{0,2}용\s{0,2}법\s{0,2}[령조]",
}
_HEADING = re.compile(
    r"\[\s{0,6}(?:[#*]{0,3})(?P<name>[가-힣][가-힣\s·및,0-9]{0,40}?)\s{0,6}\]"
    r"|(?:^|\n)[ #*]{0,8}(?:\d{1,2}\.\s?)?(?P<line>주\s{0,12}문|이\s{0,12}유|법\s?령\s?의\s?적\s?용|양\s?형\s?의\s?이\s?유)[ :*]{0,6}(?=\n|$)"
)
_KIND = {kind: re.compile(pattern) for kind, pattern in _NAMES.items()}
_END_OF_LAW = re.compile(
    r"\n[ ]{0,8}(?:\d{1,2}\.\s?|[가-하]\.\s?)?(?:양\s?형\s?의?\s?이\s?유|무\s?죄\s?부\s?분|신상\s?정보|배상\s?신청|공개\s?및|판사|재판장)[^\n]{0,60}"
)
_ORDER_LIMIT = 60_000


@dataclass(frozen=True, kw_only=True)
class Sections:
    """The parts of a judgment that are read; None where the text has no such part."""

    header: Section | None = None
    order: Section | None = None
    applied_law: Section | None = None
    reasons: Section | None = None
    sentencing: Section | None = None
    context: Section | None = None


def _kind(name: str) -> str | None:
    squeezed = name.strip()
    return next((kind for kind, pattern in _KIND.items() if pattern.fullmatch(squeezed)), None)


def cut_sections(text: str) -> Sections:
    """The sections of a whole judgment; offsets count characters of `text`."""
    marks = [(m.start(), m.end(), m["name"] or m["line"]) for m in _HEADING.finditer(normalise(text))]
    order_at = next((i for i, m in enumerate(marks) if _kind(m[2]) == "order"), None)
    after = order_at + 1 if order_at is not None else 0
    reasons_at = next((i for i, m in enumerate(marks) if i >= after and _kind(m[2]) == "reasons"), None)
    law_at = next((i for i, m in enumerate(marks) if i >= after and _kind(m[2]) == "law"), None)
    header = order = reasons = law = None
    if order_at is not None:
        header = Section(name="header_text", text=text[: marks[order_at][0]])
        stop = min((marks[i][0] for i in (reasons_at, law_at) if i is not None), default=len(text))
        begin = marks[order_at][1]
        order = Section(name="order_text", text=text[begin:stop], offset=begin)
    if reasons_at is not None:
        begin = marks[reasons_at][1]
        reasons = Section(name="reasons_text", text=text[begin:], offset=begin)
    if law_at is not None:
        begin = marks[law_at][1]
        stop = marks[law_at + 1][0] if law_at + 1 < len(marks) else len(text)
        ended = _END_OF_LAW.search(text, begin, stop)
        stop = ended.start() if ended else stop
        law = Section(name="applied_law_text", text=text[begin:stop], offset=begin)
    return Sections(
        header=header,
        order=order,
        applied_law=law,
        reasons=reasons,
        sentencing=_sentencing(text, marks, after),
    )


def _sentencing(text: str, marks: list[tuple[int, int, str]], after: int) -> Section | None:
    """양형의 이유 (the first after 주문) up to the next heading."""
    at = next((i for i, m in enumerate(marks) if i >= after and _kind(m[2]) == "sentencing"), None)
    if at is None:
        return None
    begin = marks[at][1]
    stop = marks[at + 1][0] if at + 1 < len(marks) else len(text)
    return Section(name="sentencing_text", text=text[begin:stop], offset=begin)


def split_sections(text: str) -> dict[str, Section]:
    """The sections of a whole judgment by name: header_text, order_text, applied_law_text, reasons_text,
    sentencing_text; only those that are there."""
    cut = cut_sections(text)
    found = (cut.header, cut.order, cut.applied_law, cut.reasons, cut.sentencing)
    return {section.name: section for section in found if section is not None}


def given_sections(fields: Mapping[str, str | None]) -> Sections:
    """Sections that came apart, each under its own field name."""
    made = {name: Section(name=name, text=text) for name, text in fields.items() if text}
    return Sections(
        header=made.get("header_text"),
        order=made.get("order_text"),
        applied_law=made.get("applied_law_text"),
        reasons=made.get("reasons_text"),
        context=made.get("context_text"),
    )
