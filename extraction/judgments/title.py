"""Court, case numbers, date, name and kind of a judgment from the lines above 주문, where no metadata says them.

Shapes: one line (`가상지방법원 2023. 5. 4. 선고 2023고합1, 2(병합) 판결 【사기】`); the lines of a court's own copy
(`가 상 지 방 법 원` / `판 결` / `사 건  2023고합1 사기` / `판 결 선 고  2023. 5. 4.`), with or without brackets around the
labels. The judgment below (`【원심판결】 …`) has the first shape as well and is never taken for the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.evidence import Confidence, Evidence, Located, Section
from extraction.judgments.header import official_court, read_case_numbers, read_date
from extraction.judgments.normalise import normalise

TITLE_LIMIT = 6_000
"""Characters of the header in which a title is looked for."""

_YEAR = r"(?:4[23]\d{2}|19\d{2}|20\d{2}|\d{2})"
_DATE = r"(?:4[23]|19|20)\d{2}\s{0,3}[.년-]\s{0,3}\d{1,2}\s{0,3}[.월-]\s{0,3}\d{1,2}\s{0,3}[.일]?"
_SPACED = r"[가-힣](?:[ ]{0,6}[가-힣])"
_COURT = (
    rf"(?:대[ ]{{0,6}}법[ ]{{0,6}}원|{_SPACED}{{1,14}}[ ]{{0,6}}법[ ]{{0,6}}원"
    rf"(?:[ ]{{0,6}}{_SPACED}{{1,5}}[ ]{{0,6}}지[ ]{{0,6}}원)?(?:\s?\([가-힣]{{2,4}}\))?)"
)
_SHORT_COURT = r"(?:[가-힣]{2,10}(?:고법|지법|가법)(?:\s?[가-힣]{2,6}지원)?(?:\s?\([가-힣]{2,4}\))?)"
_KIND = r"(?P<kind>판\s{0,12}결|결\s{0,12}정|약\s{0,3}식\s{0,3}명\s{0,3}령)"
_CASES = rf"{_YEAR}\s?[가-힣]{{1,6}}\s?\d{{1,8}}[^\[\]\n:]{{0,300}}?"

_ONE_LINE = re.compile(
    rf"(?:^|\n)[ #*\[]{{0,8}}(?P<court>{_COURT}|{_SHORT_COURT})[\],]{{0,2}}\s{{0,4}}(?P<date>{_DATE})\s{{0,3}}\]?\s{{0,3}}"
    rf"(?:선고|고지|자)?[ ,]{{0,3}}\[?(?P<cases>{_CASES})\]?\s{{0,4}}(?:전원합의체\s{{0,2}})?{_KIND}"
    r"(?:\s{0,4}(?:\[확정\]|:\s?확정)?\s{0,4}\[(?P<name>[^\[\]\n]{2,200})\])?"
)
_LABELS = (
    r"(?:피\s{0,12}고\s{0,12}인|피\s?(?:부\s?착|치\s?료|보\s?호|감\s?호)[가-힣\s]{0,12}|검\s{0,12}사"
    r"|변\s{0,8}호\s{0,8}인|항\s{0,8}소\s{0,8}인"
    r"|상\s{0,8}고\s{0,8}인|원\s{0,4}심\s{0,4}판\s{0,4}결|배\s{0,3}상\s{0,3}신\s{0,3}청\s{0,3}인|판\s{0,4}결\s{0,4}선\s{0,4}고|선\s{0,4}고|주\s{0,12}문|공소\s?제기)"
)
_CASE_LINES = re.compile(
    rf"(?:^|\n)[ ]{{0,12}}\[?[ ]{{0,6}}사[ ]{{1,16}}건(?:[ ]{{0,3}}번[ ]{{0,3}}호)?[ ]{{0,6}}\]?[ :]{{1,12}}"
    rf"(?P<body>[^\n]{{4,300}}"
    rf"(?:\n(?![ ]{{0,12}}\[?[ ]{{0,6}}{_LABELS})[^\n]{{0,300}}){{0,12}})"
    rf"|(?:^|\n)[ ]{{0,12}}\[?[ ]{{0,6}}사건(?:번호)?[ ]{{0,6}}\]?[ :]{{1,12}}(?P<body2>[^\n]{{4,300}})"
)
_DATE_LINE = re.compile(
    rf"(?:판[ ]{{0,12}}결[ ]{{0,12}}선[ ]{{0,12}}고|선[ ]{{0,8}}고[ ]{{0,8}}(?:일[ ]{{0,4}}자?)?"
    rf"|결[ ]{{0,6}}정[ ]{{0,6}}일)[ ]{{0,6}}\]?[ :]{{0,12}}(?P<date>{_DATE})"
)
_COURT_LINE = re.compile(
    rf"(?:^|\n)[ #*]{{0,60}}(?P<court>{_COURT})(?:[ ]{{0,6}}(?:제?[ ]{{0,2}}\d{{1,3}}[ ]{{0,2}})?(?:-\d{{1,2}})?"
    rf"(?:형사|가사|소년)?[가-힣\d() -]{{0,14}}(?:부|단독))?[ ]{{0,20}}(?=\n|$)"
)
_KIND_LINE = re.compile(rf"(?:^|\n)[ #*]{{0,60}}{_KIND}[ ]{{0,20}}(?=\n|$)")
_PARTIES = re.compile(
    r"(?:\[\s{0,6}|(?:^|\n)[ ]{0,12})(?:피\s{0,8}고\s{0,8}인|피\s{0,4}[감부치보]|원\s{0,6}심"
    r"|(?:항\s{0,6}소|상\s{0,6}고)\s{0,6}인|검\s{0,12}사|변\s{0,6}호|재\s{0,4}심\s{0,4}[청대]|재\s{0,4}항)"
)
_NAME = re.compile(r"[가-힣][가-힣A-Za-z0-9·(),\[\]:\s-]{1,160}")
_AFTER_NUMBERS = re.compile(
    r"(?:\s|,|\((?:병합|분리|일부|사건분리|-?\d)[^()]{0,20}\)|\d{1,8}(?:-\d{1,3})?(?!\d)|등)*"
)


@dataclass(frozen=True, kw_only=True)
class Title:
    """What the lines above 주문 say; None where they do not. `case_numbers` is the raw string."""

    court: str | None = None
    case_numbers: str = ""
    decision_date: str | None = None
    case_name: str | None = None
    decision_type: str | None = None
    evidence: tuple[Located, ...] = ()


def read_title(section: Section | None) -> Title:
    """The title of a judgment read from its header; an empty Title for none."""
    if section is None:
        return Title()
    text = normalise(section.text[:TITLE_LIMIT])
    parties = _PARTIES.search(text)
    line = _ONE_LINE.search(text, 0, parties.start() if parties else len(text))
    return _of_line(section, text, line) if line else _of_lines(section, text)


def _of_line(section: Section, text: str, line: re.Match[str]) -> Title:
    name = " ".join(line["name"].split()) if line["name"] else None
    return _title(
        section,
        text,
        court=line.span("court"),
        cases=line.span("cases"),
        date=line.span("date"),
        kind=line.span("kind"),
        name=line.span("name") if name else None,
    )


def _of_lines(section: Section, text: str) -> Title:
    court, kind, date = _COURT_LINE.search(text), _KIND_LINE.search(text), _DATE_LINE.search(text)
    lines = _CASE_LINES.search(text)
    group = ("body" if lines["body"] else "body2") if lines else ""
    cases = lines.span(group) if lines and read_case_numbers(lines[group]) else None
    return _title(
        section,
        text,
        court=court.span("court") if court else None,
        cases=cases,
        date=date.span("date") if date else None,
        kind=kind.span("kind") if kind else None,
        name=_name_span(text, *cases) if cases else None,
    )


def _name_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The offence after the numbers of the first line of 사건 (`2023고합1, 2(병합) 사기`)."""
    stop = text.find("\n", start, end)
    stop = stop if stop >= 0 else end
    position = start
    for case in re.finditer(rf"{_YEAR}\s?[가-힣]{{1,6}}?\s?\d{{1,8}}(?:-\d{{1,3}})?", text[start:stop]):
        between = text[position : start + case.start()]
        if position != start and not _AFTER_NUMBERS.fullmatch(between):
            break
        position = start + case.end()
    lead = _AFTER_NUMBERS.match(text, position, stop)
    found = _NAME.match(text, lead.end() if lead else position, stop)
    return (found.start(), found.start() + len(found[0].rstrip(" ,"))) if found else None


def _title(
    section: Section,
    text: str,
    *,
    court: tuple[int, int] | None,
    cases: tuple[int, int] | None,
    date: tuple[int, int] | None,
    kind: tuple[int, int] | None,
    name: tuple[int, int] | None,
) -> Title:
    def said(span: tuple[int, int] | None) -> str:
        return text[span[0] : span[1]] if span else ""

    iso = read_date(said(date))
    word = re.sub(r"\s", "", said(kind))
    spans = {
        "court": court,
        "decision_date": date if iso else None,
        "decision_type": kind,
        "case_name": name,
    }
    evidence = [
        Located(path=f"/{field}", evidence=_evidence(section, span, field, "explicit"))
        for field, span in spans.items()
        if span
    ]
    numbers = said(cases)
    if cases:
        evidence += [
            Located(path=f"/case_numbers/{i}", evidence=_evidence(section, cases, "case_numbers", "explicit"))
            for i in range(len(read_case_numbers(numbers)))
        ]
        evidence.append(Located(path="/instance", evidence=_evidence(section, cases, "instance", "inferred")))
    return Title(
        court=official_court(said(court)),
        case_numbers=numbers,
        decision_date=iso,
        case_name=" ".join(said(name).split()) or None,
        decision_type="summary_order" if "약식명령" in word else word or None,
        evidence=tuple(evidence),
    )


def _evidence(section: Section, span: tuple[int, int], field: str, confidence: Confidence) -> Evidence:
    return section.evidence(span[0], span[1], f"title.{field}", confidence)
