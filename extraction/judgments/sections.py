"""A whole judgment → its sections, with offsets into the whole text.

Headings stand in brackets of any kind with any blanks (`【주 문】`, `[주문]`, `【주    문】`), or alone on a line (`주 문`,
`이 유`, `법령의 적용`). A text without 주문 heading that ends in `이유` still gives its reasons. 판시사항 before 주문
belongs to no section, and 【그 밖의 글】 is the heading under which a file of sections keeps what stands outside of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from extraction.evidence import Section
from extraction.frozen import built_at_once
from extraction.judgments.normalise import normalise

_NAMES = {
    "order": r"주\s{0,12}문",
    "reasons": r"이\s{0,12}유",
    "sentencing": r"양\s{0,3}형\s{0,3}의?\s{0,3}이\s{0,3}유|양형\s?이유",
    "holding": r"판\s{0,3}시\s{0,3}사\s{0,3}항",
    "context": r"그 밖의 글",
    "law": r"법\s{0,3}령\s{0,3}의\s{0,3}적\s{0,3}용|적\s{0,2}용\s{0,2}법\s{0,2}[령조]",
}
# Both branches begin with a plain character, so that the search jumps; a line break is put before the text for it.
_HEADING = re.compile(
    r"\[\s{0,6}(?:[#*]{0,3})(?P<name>[가-힣][가-힣\s·및,0-9]{0,40}?)\s{0,6}\]"
    r"|\n[ #*]{0,60}(?:\d{1,2}\.\s?)?"
    r"(?P<line>주\s{0,12}문|이\s{0,12}유|법\s?령\s?의\s?적\s?용|양\s?형\s?의\s?이\s?유)[ :*]{0,6}(?=\n|$)"
)
_KIND = {kind: re.compile(pattern) for kind, pattern in _NAMES.items()}
_END_OF_LAW = re.compile(
    r"\n[ ]{0,8}(?:\d{1,2}\.\s?|[가-하]\.\s?)?"
    r"(?:양\s?형\s?의?\s?이\s?유|무\s?죄\s?부\s?분|신상\s?정보|배상\s?신청|공개\s?및|판사|재판장)[^\n]{0,60}"
)
_GREAT = re.compile(
    r"무\s?죄\s?부|신상\s?정보|배상\s?신청|면소\s?부|공소\s?기각\s?부|판단|이\s?유|범\s?죄\s?사\s?실|증거의"
)
"""Words of headings that close a section even in plain brackets."""
_MOST_HEADINGS = 600


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Sections:
    """The parts of a judgment that are read; None where the text has no such part."""

    header: Section | None = None
    order: Section | None = None
    applied_law: Section | None = None
    reasons: Section | None = None
    sentencing: Section | None = None
    context: Section | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class _Mark:
    """One heading: where it stands, what it opens, whether it closes the section before it."""

    start: int
    end: int
    kind: str | None
    closes: bool


@lru_cache(maxsize=1024)
def _kind(name: str) -> str | None:
    squeezed = name.strip()
    return next((kind for kind, pattern in _KIND.items() if pattern.fullmatch(squeezed)), None)


def _marks(text: str) -> list[_Mark]:
    """The first headings of a text; small ones (`[피고인 1]`, `[유형의 결정]`) close nothing."""
    marks = []
    for m in islice(_HEADING.finditer("\n" + normalise(text)), _MOST_HEADINGS):
        kind = _kind(m["name"] or m["line"])
        start = max(m.start() - 1, 0)
        closes = kind is not None or text[start] in "【〔" or bool(_GREAT.search(m[0]))
        marks.append(_Mark(start=start, end=m.end() - 1, kind=kind, closes=closes))
    return marks


def _first(marks: list[_Mark], kind: str, after: int) -> _Mark | None:
    return next((m for m in marks if m.kind == kind and m.start >= after), None)


def _stop(text: str, marks: list[_Mark], begin: int) -> int:
    return next((m.start for m in marks if m.start >= begin and m.closes), len(text))


# One judgment is cut by its reader, for its rows and for tagging, one after the other.
@lru_cache(maxsize=1)
def cut_sections(text: str) -> Sections:
    """The sections of a whole judgment; offsets count characters of `text`."""
    marks = _marks(text)
    opening = _first(marks, "order", 0)
    after = opening.end if opening else 0
    reasons_at, law_at = _first(marks, "reasons", after), _first(marks, "law", after)
    context_at = _first(marks, "context", after)
    header = order = reasons = law = context = None
    if opening is not None:
        holding_at = _first(marks, "holding", 0)
        begin = min(opening.start, holding_at.start if holding_at else opening.start)
        header = Section(name="header_text", text=text[:begin])
        stop = min((m.start for m in (reasons_at, law_at, context_at) if m is not None), default=len(text))
        order = Section(name="order_text", text=text[after:stop], offset=after)
    if reasons_at is not None:
        stop = context_at.start if context_at is not None else len(text)
        reasons = Section(name="reasons_text", text=text[reasons_at.end : stop], offset=reasons_at.end)
    if context_at is not None:
        context = Section(name="context_text", text=text[context_at.end :], offset=context_at.end)
    if law_at is not None:
        stop = _stop(text, marks, law_at.end)
        ended = _END_OF_LAW.search(text, law_at.end, stop)
        stop = ended.start() if ended else stop
        law = Section(name="applied_law_text", text=text[law_at.end : stop], offset=law_at.end)
    return Sections(
        header=header,
        order=order,
        applied_law=law,
        reasons=reasons,
        sentencing=_sentencing(text, marks, after),
        context=context,
    )


def _sentencing(text: str, marks: list[_Mark], after: int) -> Section | None:
    """양형의 이유 (the first after 주문) up to the next great heading."""
    at = _first(marks, "sentencing", after)
    if at is None:
        return None
    return Section(name="sentencing_text", text=text[at.end : _stop(text, marks, at.end)], offset=at.end)


def _sentencing_within(reasons: Section) -> Section | None:
    """양형의 이유 of reasons that came as a field: a part of them, under their name."""
    if not _KIND["sentencing"].search(reasons.text):
        return None
    found = _sentencing(reasons.text, _marks(reasons.text), 0)
    return Section(name=reasons.name, text=found.text, offset=found.offset) if found else None


def split_sections(text: str) -> dict[str, Section]:
    """The sections of a whole judgment by name: header_text, order_text, applied_law_text, reasons_text,
    sentencing_text, context_text; only those that are there."""
    cut = cut_sections(text)
    found = (cut.header, cut.order, cut.applied_law, cut.reasons, cut.sentencing, cut.context)
    return {section.name: section for section in found if section is not None}


def given_sections(fields: Mapping[str, str | None]) -> Sections:
    """Sections that came apart, each under its own field name."""
    made = {name: Section(name=name, text=text) for name, text in fields.items() if text}
    reasons = made.get("reasons_text")
    return Sections(
        sentencing=_sentencing_within(reasons) if reasons is not None else None,
        header=made.get("header_text"),
        order=made.get("order_text"),
        applied_law=made.get("applied_law_text"),
        reasons=reasons,
        context=made.get("context_text"),
    )
