"""Clauses that add orders to a sentence: supervision, hours, bans, device, disclosure, property, awards."""

from __future__ import annotations

import re
from typing import cast

from extraction.judgments.acts import ActKind
from extraction.judgments.clause_reader import ClauseReader, ordered
from extraction.judgments.numbers import MONEY, TERM, parse_money, parse_term
from extraction.judgments.pairing import Pair, Token, pair_values
from extraction.judgments.words import kind_of, kinds_in
from extraction.korean_numbers import Term

_HOURS = re.compile(r"(?:각\s{0,3})?(?P<hours>\d{1,4})\s{0,2}시간(?:씩)?")
_HOURS_KIND = re.compile(r"사회\s?봉사|수강|이수|치료\s?강의|강의|프로그램|교육")
_NOT_IMPOSED = re.compile(r"(?:아니|않)(?:한다|는다|하기로)|면제")
_SUPERVISION = re.compile(r"보호\s?관찰(?!\s?(?:소|관|법|명령\s?청구|대상))")
_TREATMENT = re.compile(r"(?<!약물)치료를?\s?받을\s?것(?:을|과)?|(?<!피)치료\s?명령(?:을|과)?")
_WATCHED_TOO = re.compile(r"(?<!간\s)(?<!동안\s)보호\s?관찰을\s?받을\s?것과")
"""`보호관찰을 받을 것과 … 전자장치를 부착할 것을`, a supervision without a period of its own."""
_ROLE_WORD = re.compile(r"피[가-힣]{1,10}?청구[자인]")
_PERIOD = re.compile(
    rf"(?:기간(?:은|을)?\s{{0,3}}(?P<a>{TERM})|(?P<b>{TERM})(?:간|\s?동안|(?=을\s{{0,2}}(?:각\s?)?명)))"
)
_RIGHT_BEFORE = re.compile(r"(?:명령)?(?:을|를|의|에)?\s{0,3}(?:각\s{0,3})?")
_AWARDED = re.compile(r"\d+|[A-Z]|배상신청인(?!\s?[\dA-Z들])")
_DISCLOSED = re.compile(r"공개(?!\s?정보)|(?<!열람)(?<!열람\s)정보를[^.]{0,60}?열람에\s{0,2}제공")
"""Not `열람정보를 5년간 열람에 제공한다`: the order to let some inspect it, before there was a disclosure to all."""
_NOTIFIED = re.compile(r"고지")
_AWARD = re.compile(
    rf"(?P<who>(?:배상\s?신청인|피해자)(?:들)?[^.]{{0,60}}?에게)\s{{0,3}}(?P<each>각\s{{0,3}}|각자\s{{0,3}})?(?:[^.\d]{{0,30}}?)(?P<money>{MONEY})"
)


def _hours_kind(words: list[str]) -> str:
    flat = [w.replace(" ", "") for w in words]
    if "사회봉사" in flat:
        return "community_service"
    if "수강" in flat:
        return "attendance"
    if "이수" in flat:
        return "completion"
    return "attendance" if "강의" in flat or "치료강의" in flat else "completion" if flat else "unknown"


def _named_before(stretch: str) -> bool:
    """`사회봉사 120시간`: the name stands right before the number."""
    found = list(_HOURS_KIND.finditer(stretch))
    return bool(found) and _RIGHT_BEFORE.fullmatch(stretch, found[-1].end()) is not None


def _hours_tokens(reader: ClauseReader) -> list[Token[object]]:
    """Every number of hours as (kind, hours, programme); hours whose name comes later wait for it."""
    text = reader.clause.text
    found = list(_HOURS.finditer(text))
    tokens: list[Token[object]] = []
    pending: list[re.Match[str]] = []
    for i, match in enumerate(found):
        reader.claim(match.start(), match.end())
        before = text[found[i - 1].end() if i else 0 : match.start()]
        after = text[match.end() : found[i + 1].start() if i + 1 < len(found) else len(text)]
        follows = after.startswith("의") or not _named_before(before)
        stretch = after if follows else before
        pending.append(match)
        kinds = [m[0] for m in _HOURS_KIND.finditer(stretch)]
        if not kinds:
            continue
        kinds = kinds if follows else kinds[-1:]
        programme = kind_of("programme", stretch) or kind_of("programme", before)
        for held in pending:
            value = (_hours_kind(kinds), int(held["hours"]), programme)
            tokens.append(Token(start=held.start(), end=held.end(), value=value))
        pending = []
    if pending:
        reader.doubts.append("hours of an order that could not be named")
    return tokens


def _read_supervised(reader: ClauseReader, supervision: re.Match[str] | None) -> None:
    """Supervision and hours with their persons: `보호관찰을 받을 것과 200시간의 사회봉사 및 40시간의 성폭력 치료강의 수강`,
    `A에게 보호관찰과 80시간의, B에게 40시간의 사회봉사` (supervision for A alone)."""
    watched = [Token[object](start=m.start(), end=m.end(), value=m) for m in (supervision,) if m is not None]
    for pair in pair_values(ordered(reader.mention_tokens(), watched, _hours_tokens(reader))):
        who = pair.who or tuple(reader.mentions)
        paired = Pair(who=who, counts=None, value=pair.value, start=pair.start, end=pair.end)
        if isinstance(pair.value, re.Match):
            _read_one_supervision(reader, paired)
            continue
        kind, hours, programme = cast(tuple[str, int, str | None], pair.value)
        words = (programme,) if programme else ()
        reader.act("hours", f"order.{kind}", paired, number=hours, note=kind, words=words)


def _read_one_supervision(reader: ClauseReader, pair: Pair[object]) -> None:
    text = reader.clause.text
    period = _PERIOD.search(text)
    if period:
        reader.claim(period.start(), period.end())
    reader.act(
        "supervision",
        "order.supervision",
        pair,
        term=parse_term(period["a"] or period["b"]) if period else None,
        words=kinds_in("condition", text) if "준수사항" in text else (),
        is_partial="별지" in text and "준수사항" in text,
    )


def read_supervision(reader: ClauseReader) -> None:
    """`피고인에게 (1년간) 보호관찰을 받을 것과 200시간의 사회봉사 및 40시간의 수강을 명한다`; not imposed: nothing."""
    text = reader.clause.text
    if _NOT_IMPOSED.search(text):
        reader.claim_all()
        return
    treatment = _TREATMENT.search(text)
    if treatment:
        reader.claim(treatment.start(), treatment.end())
        reader.act("treatment_order", "order.treatment_order")
    _read_supervised(reader, _SUPERVISION.search(text))
    if "준수사항" in text:
        reader.claim_all()
    if not reader.acts:
        reader.act("other", "order.supervision")
        reader.doubts.append("a supervision, service or programme order without hours")


def read_conditions(reader: ClauseReader) -> None:
    """`별지 기재와 같은 준수사항을 부과한다`: conditions of the supervision or device before it."""
    reader.claim_all()
    text = reader.clause.text
    words = kinds_in("condition", _ROLE_WORD.sub("", text))
    reader.act("conditions", "order.conditions", words=words, is_partial="별지" in text)


def _one_period(reader: ClauseReader) -> Term | None:
    period = _PERIOD.search(reader.clause.text)
    if period is None:
        return None
    reader.claim(period.start(), period.end())
    return parse_term(period["a"] or period["b"])


def _several_periods(reader: ClauseReader) -> list[Pair[object]]:
    """`피고인 1에 대하여 5년간, 피고인 2에 대하여 3년간`: each period with its persons; [] for the plain shapes."""
    periods = [
        Token[object](start=m.start(), end=m.end(), value=parse_term(m["a"] or m["b"]))
        for m in _PERIOD.finditer(reader.clause.text)
    ]
    if len(periods) < 2 or len(reader.mentions) < 2:
        return []
    pairs = pair_values(ordered(reader.mention_tokens(), periods))
    return pairs if all(pair.who for pair in pairs) else []


def read_period_order(reader: ClauseReader) -> None:
    """Orders with one period: 부착 10년간, 취업제한 각 5년간, 약물치료 3년간."""
    kind = cast(ActKind, reader.family)
    reader.claim_all()
    exempt = kind == "employment_ban" and bool(_NOT_IMPOSED.search(reader.clause.text))
    words = kinds_in("institution", reader.clause.text) if kind == "employment_ban" else ()
    several = _several_periods(reader)
    for pair in several:
        reader.act(kind, f"order.{reader.family}", pair, term=pair.value, words=words)
    if several:
        return
    if kind == "device" and _WATCHED_TOO.search(reader.clause.text):
        reader.act("supervision", "order.supervision", words=())
    term = _one_period(reader)
    reader.act(kind, f"order.{reader.family}", term=term, words=words, note="exempted" if exempt else None)
    if exempt:
        _read_publicity(reader, None, "exempted")
    if len({parse_term(m["a"] or m["b"]) for m in _PERIOD.finditer(reader.clause.text)}) > 1:
        reader.doubts.append(f"{reader.family} with several periods: the first is given")
    if term is None and not exempt:
        reader.doubts.append(f"{reader.family} without a readable period")


def read_disclosure(reader: ClauseReader) -> None:
    """`정보를 5년간 정보통신망을 이용하여 공개하고`, `(5년간) 고지한다`, `공개 및 고지한다`, `열람에 제공한다`;
    `면제한다`: exempted."""
    text = reader.clause.text
    reader.claim_all()
    exempt = bool(_NOT_IMPOSED.search(text))
    term = _one_period(reader)
    _read_publicity(reader, term, "exempted" if exempt else None)
    if exempt and "취업" in text:
        reader.act("employment_ban", "order.employment_ban", note="exempted")


def _read_publicity(reader: ClauseReader, term: Term | None, note: str | None) -> None:
    """공개 and 고지, each where its word stands; `공개명령, 고지명령 및 취업제한명령을 면제한다` names all three."""
    if _DISCLOSED.search(reader.clause.text):
        reader.act("disclosure", "order.disclosure", term=term, note=note)
    if _NOTIFIED.search(reader.clause.text):
        reader.act("notification", "order.notification", term=term, note=note)


def read_compensation(reader: ClauseReader) -> None:
    """`피고인은 배상신청인 A에게 편취금 1,000만 원을, 배상신청인 B에게 500만 원을 각 지급하라`."""
    reader.claim_all()
    found = list(_AWARD.finditer(reader.clause.text))
    for match in found:
        each = len(_AWARDED.findall(match["who"])) or 1
        for _ in range(each if match["each"] else 1):
            reader.act("compensation", "order.compensation", amount_krw=parse_money(match["money"]))
    if not found:
        reader.act("compensation", "order.compensation")
