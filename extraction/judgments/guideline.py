"""The ranges that a judgment states before its sentence: 처단형 (by law) and 권고형 (by the sentencing guideline).

Shapes: `법률상 처단형의 범위: 징역 1년 6월~15년`, `처단형의 범위 징역 5년 ∼ 37년`, `권고형의 범위: 징역 2년 6개월 ~ 5년`,
`[권고영역 및 권고형의 범위] 기본영역, 징역 10월~2년`, `감경영역(2년 6개월 ~ 5년)`, `징역 4월 이상`, `징역 7년 6월 이하`.
Ranges are never sentences, and a range of one of several offences (제1범죄 …) is told from the final one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extraction.evidence import Finding, Section
from extraction.judgments.normalise import normalise
from extraction.judgments.numbers import TERM, parse_term
from extraction.judgments.people import find_mentions

Kind = Literal["by_law", "recommended", "recommended_final"]
Zone = Literal["mitigated", "basic", "aggravated", "specially_mitigated", "specially_aggravated"]


@dataclass(frozen=True, kw_only=True)
class StatedRange:
    """A stated range in months, ends included; None for an open end. `keys` of people.Person, () = all."""

    kind: Kind
    low_months: int | None
    high_months: int | None
    zone: Zone | None = None
    keys: tuple[str, ...] = ()


_ZONES: tuple[tuple[str, Zone], ...] = (
    (r"특별\s?감경\s?영역", "specially_mitigated"),
    (r"특별\s?가중\s?영역", "specially_aggravated"),
    (r"감경\s?영역", "mitigated"),
    (r"기본\s?영역", "basic"),
    (r"가중\s?영역", "aggravated"),
)
_RANGE = (
    rf"(?:(?P<low>{TERM})\s{{0,3}}(?:이상\s{{0,3}})?(?:~|-|–|에서|부터|내지)\s{{0,3}}(?:징역\s{{0,2}})?(?P<high>{TERM})(?:\s{{0,2}}이하)?"
    rf"|(?P<from>{TERM})\s{{0,3}}(?:이상|~(?=\s{{0,3}}[(\n,]|\s{{0,3}}$))|(?P<upto>{TERM})\s{{0,3}}이하)"
)
_HEAD = (
    r"(?P<law>(?:법률상\s{0,2})?처단형의?\s{0,2}(?:주\s)?범위"
    r"|처단형)|(?P<final>(?:최종|수정된|다수범죄?\s?처리기준에\s?(?:따른|의한)|다수범\s?가중에\s?따른\s?최종)\s{0,2}(?:권고형|형량)(?:량)?의?\s{0,2}범위)"
    r"|(?P<rec>권고(?:형(?:량)?|영역)(?:[^\n:\]]{0,16})?(?:범위)?)"
)
_STATED = re.compile(
    rf"(?:{_HEAD})\s{{0,3}}[\])]?\s{{0,3}}:?(?P<gap>(?:(?!처단형|권고|선고형)[^\n]|\n(?=\s{{0,6}}\S)){{0,90}}?){_RANGE}"
)
_WHO = re.compile(
    r"(?:^|\n)\W{0,6}(?:[0-9가-하]{1,2}[.)]\s{0,3})?(?P<who>피고인\s{0,3}[0-9A-Z][^\n:]{0,30}?)\s{0,3}:?(?=\n)"
)


def find_ranges(section: Section) -> list[Finding[StatedRange]]:
    """All ranges that a section states, in order."""
    if "처단형" not in section.text and "권고" not in section.text:
        return []
    text = normalise(section.text)
    stated = list(_STATED.finditer(text))
    people = [
        (m.start(), tuple(p.key for x in find_mentions(m["who"]) for p in x.persons))
        for m in (_WHO.finditer(text) if stated else ())
    ]
    found = []
    for m in stated:
        kind: Kind = "by_law" if m["law"] else "recommended_final" if m["final"] else "recommended"
        low, high = m["low"] or m["from"], m["high"] or m["upto"]
        value = StatedRange(
            kind=kind,
            low_months=parse_term(low).total_months if low else None,
            high_months=parse_term(high).total_months if high else None,
            zone=next((z for p, z in _ZONES if re.search(p, m["gap"])), None),
            keys=next((k for at, k in reversed(people) if at < m.start()), ()),
        )
        found.append(Finding(value=value, evidence=(section.evidence(*m.span(), f"guideline/{kind}"),)))
    return found


def read_ranges(sentencing: Section | None, reasons: Section | None) -> tuple[Finding[StatedRange], ...]:
    """The ranges stated in 양형의 이유, or in the reasons where that section was not found."""
    section = sentencing or reasons
    return tuple(find_ranges(section)) if section is not None else ()
