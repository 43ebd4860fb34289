"""Clauses that impose, suspend or defer a penalty, credit detention, or say how a fine is paid."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from extraction.judgments.clause_reader import ClauseReader, ordered, value_tokens
from extraction.judgments.numbers import MONEY, TERM, parse_money, parse_term
from extraction.judgments.pairing import Pair, Token, pair_values
from extraction.judgments.penalties import find_penalties

_DURATION = re.compile(rf"(?:각\s{{0,3}})?(?P<term>{TERM})(?:\s{{0,2}}(?:동안|간))(?:씩|의)?")
_DAYS = re.compile(r"(?:각\s{0,3})?(?P<days>\d{1,4})\s{0,2}일(?=씩|을|은|과|,|\s|$)(?:씩)?")
_WHOSE = re.compile(r"\s{0,2}(?:에\s{0,2}대하여|에\s{0,2}대한|에게|의\s{0,2}(?:위|판시|원심\s?판시)|만)")
_CREDITED_TO = re.compile(r"(?:원심\s?)?판시\s[^,.]{0,60}죄(?:에|에\s대하여)\s{0,2}(?:정한|선고한|대한|관한)")
_AMOUNT = re.compile(rf"(?:각\s{{0,3}})?(?P<money>{MONEY})")
_AMOUNT_OF = re.compile(
    rf"(?:은|는|이|가|에게는?|에\s?대하여는?)?\s{{0,3}}(?:각\s{{0,3}})?(?P<money>{MONEY})(?:을|를|씩)?\s{{0,2}},"
)
_RATE = re.compile(
    rf"(?P<money>{MONEY})(?:씩)?(?:을|를|의\s비율로|\s비율로)?\s{{0,3}}(?:각\s{{0,2}})?(?:(?:1|일|１)\s?일|하루)(?:로|에|의|당|간으로)?"
    rf"|1\s?일\s?(?:금\s?)?(?P<money2>{MONEY})|(?P<whole>{MONEY})당\s?1\s?일"
)
_WORKHOUSE_DAYS = re.compile(
    r"(?P<days>\d{1,4})\s?일(?:간|동안)(?:\s|에)|(?P<parts>\d?,?\d{1,3})\s?일로\s?나눈\s?(?:금액|돈)(?:을|으로)?"
)
_REFERENCE = re.compile(
    r"(?P<ref>(?:[위우그각]\s{0,3})*(?:판시\s[^,.]{0,40}?)?"
    r"(?:징역\s?형|금고\s?형|벌금\s?형|자격정지\s?형|구류\s?형|본형|유기징역\s?형|징역|벌금|금고|자격정지|형)(?:들)?)(?:\s{0,2}전부|\s{0,2}모두)?(?:의|에\s?대한)?\s{0,3}"
    r"(?:집행|선고|$)"
)
_NAMED_PENALTY = re.compile(
    r"(?P<ref>(?:위\s{0,2}|각\s{0,2})*(?:징역|금고|벌금|자격정지)형(?:들)?)"
    r"(?:에\s?(?:대하여는?|대해서는?|한하여)|은)\s{0,3}(?:[^.]{0,30}?\s)?그\s?(?:형의\s?)?(?:집행|선고)"
)
"""`벌금형에 대하여는 그 형의 선고를 유예한다`: 그 형 is the one just named."""
_REFERENCE_APART = re.compile(
    r"\s{0,3}(?P<ref>(?:[위우그]\s{0,3})(?:각\s{0,3})?(?:징역|금고|벌금|자격정지)?\s?형)(?:들)?의\s{0,2},"
)
"""`1에 대하여는 3년간 위 각 형의, 2에 대하여는 2년간 위 형의 집행을`: each period with what it suspends."""
_SUSPENDED_AT_ONCE = re.compile(
    rf"(?P<gap>(?:에|형)?[\s,]{{0,3}})(?:집행\s?유예\s{{0,2}}(?P<a>{TERM})(?:간)?|(?P<b>{TERM})간\s{{0,2}}(?:의\s)?집행\s?유예)(?=[에을,\s]|$)"
)
"""`징역 6월, 집행유예 2년에 처한다`: the suspension stands right behind its term, without a verb of its own."""
_JOINT = re.compile(r"공동(?:하여|으로)|연대하여")
_PART_OF = re.compile(
    rf"형\s?중\s{{0,3}}(?:징역|금고)?\s{{0,3}}(?P<term>{TERM})(?:(?:에|의\s?형에)\s{{0,2}}(?:한하여|대하여)|(?:의\s?형)?(?:의|에\s?대한)(?=\s?집행))"
)


def read_sentence(reader: ClauseReader) -> None:
    """`피고인을 징역 1년에, 피고인 2를 벌금 100만 원에 각 처한다`; `피고인 1에 대한 형을 징역 1년으로 정한다`."""
    penalties = find_penalties(reader.clause.text)
    for penalty in penalties:
        reader.claim(penalty.start, penalty.end)
    values: list[Token[object]] = [Token(start=p.start, end=p.end, value=p) for p in penalties]
    people = reader.mention_tokens()
    counts = reader.count_tokens(people + values)
    for pair in pair_values(ordered(people, counts, values)):
        reader.act("sentence", "order.sentence", pair, penalty=pair.value, counts=pair.counts)
        _read_suspended_at_once(reader, pair)
    if not penalties:
        reader.doubts.append("the order imposes a penalty that could not be read")


def _read_suspended_at_once(reader: ClauseReader, pair: Pair[Any]) -> None:
    """The suspension that stands right behind a penalty, as an act of the same persons and counts."""
    match = _SUSPENDED_AT_ONCE.match(reader.clause.text, pair.value.end)
    if match is None:
        return
    reader.claim(match.end("gap"), match.end())
    own = replace(pair, start=match.end("gap"), end=match.end())
    term = parse_term(match["a"] or match["b"])
    reader.act("suspension", "order.suspension", own, term=term, counts=pair.counts, penalty=pair.value)


def read_suspension(reader: ClauseReader) -> None:
    """`다만 이 판결 확정일부터 2년간 (피고인 2에 대한) 위 각 형의 집행을 유예한다`, `위 형의 집행을 2년간 유예한다`,
    `위 형 중 징역 1년에 한하여 3년간 …`."""
    part = _PART_OF.search(reader.clause.text)
    if part:
        reader.claim(part.start(), part.end())
    durations = value_tokens(reader, _DURATION, "term", parse_term)
    durations = [d for d in durations if part is None or not part.start() <= d.start < part.end()]
    named = [
        p
        for p in find_penalties(reader.clause.text)
        if all(not d.start <= p.start < d.end for d in durations)
    ]
    reference = _reference(reader)
    if reference:
        reader.claim(reference.start("ref"), reference.end("ref"))
    for penalty in named:
        reader.claim(penalty.start, penalty.end)
    whose = [m for m in reader.mentions if _WHOSE.match(reader.clause.text, m.end)]
    reader.mentions = whose or reader.mentions
    people = reader.mention_tokens()
    counts = reader.count_tokens(people + durations)
    pairs = pair_values(ordered(people, counts, durations))
    if not pairs:
        reader.doubts.append("a suspension without a readable period")
        return
    if len(pairs) == 1 and not pairs[0].who:
        pairs = [replace(pairs[0], who=tuple(reader.mentions))]
    if len(pairs) == 1 and counts:
        pairs = [replace(pairs[0], counts=token.counts) for token in counts]
    for pair in pairs:
        apart = _REFERENCE_APART.match(reader.clause.text, pair.end)
        if apart:
            reader.claim(apart.start(), apart.end())
        own = apart or reference
        reader.act(
            "suspension",
            "order.suspension",
            pair,
            term=pair.value,
            counts=pair.counts,
            reference=own["ref"] if own else None,
            penalty=named[0] if named else None,
            number=_months(parse_term(part["term"])) if part else None,
            is_partial=part is not None,
        )


def _reference(reader: ClauseReader) -> re.Match[str] | None:
    """What the clause calls the penalty that it suspends or defers."""
    text = reader.clause.text
    return _NAMED_PENALTY.search(text) or _REFERENCE.search(text)


def _months(term: object) -> int | None:
    return getattr(term, "total_months", None)


def read_deferral(reader: ClauseReader) -> None:
    """`피고인 4에 대하여 형의 선고를 유예한다`, `벌금 50만 원에 처할 형의 선고를 유예한다`, `위 벌금형의 선고를
    유예한다`."""
    penalties = find_penalties(reader.clause.text)
    for penalty in penalties:
        reader.claim(penalty.start, penalty.end)
    reference = _reference(reader)
    values: list[Token[object]] = [Token(start=p.start, end=p.end, value=p) for p in penalties]
    people = reader.mention_tokens()
    counts = reader.count_tokens(people + values)
    pairs = pair_values(ordered(people, counts, values))
    for pair in pairs:
        reader.act("deferral", "order.deferral", pair, penalty=pair.value, counts=pair.counts)
    if not pairs:
        note = reference["ref"] if reference else None
        if reference:
            reader.claim(reference.start("ref"), reference.end("ref"))
        reader.act("deferral", "order.deferral", reference=note, counts=counts[0].counts if counts else None)


def read_credit(reader: ClauseReader) -> None:
    """`이 판결 선고 전의 구금일수 94일을 위 형에 산입한다`, `84일을 피고인 2에 대하여, 121일을 …`, `… 노역장
    유치기간에`."""
    days = value_tokens(reader, _DAYS, "days", int)
    people = reader.mention_tokens()
    reader.count_tokens(people + days)
    to_workhouse = "노역장" in reader.clause.text
    for aside in _CREDITED_TO.finditer(reader.clause.text):
        reader.claim(aside.start(), aside.end())
    pairs = pair_values(ordered(people, days))
    for pair in pairs:
        who = pair.who or (tuple(reader.mentions) if len(pairs) == 1 else ())
        reader.act(
            "credit",
            "order.credit",
            Pair(who=who, counts=pair.counts, value=pair.value, start=pair.start, end=pair.end),
            number=pair.value,
            note="workhouse" if to_workhouse else None,
        )
    if not pairs:
        reader.act("credit", "order.credit")


def read_workhouse(reader: ClauseReader) -> None:
    """`50,000원을 1일로 환산한 기간 노역장에 유치한다`, `피고인 1은 10만 원을, 피고인 2는 5만 원을 1일로`,
    `30일간 … 유치한다`."""
    rates: list[Token[object]] = []
    for match in _RATE.finditer(reader.clause.text):
        money = match["money"] or match["money2"] or match["whole"]
        reader.claim(match.start(), match.end())
        rates.append(Token(start=match.start(), end=match.end(), value=parse_money(money)))
    rates = [*_rates_without_unit(reader, rates[-1].start), *rates] if rates else []
    for pair in pair_values(ordered(reader.mention_tokens(), rates)):
        named = tuple(m for m in pair.who if m.persons) if len(rates) > 1 else ()
        who = named or pair.who or tuple(reader.mentions)
        paired = Pair(who=who, counts=None, value=pair.value, start=pair.start, end=pair.end)
        reader.act("workhouse", "order.workhouse", paired, amount_krw=pair.value)
    if not rates:
        days = _WORKHOUSE_DAYS.search(reader.clause.text)
        if days:
            reader.claim(days.start(), days.end())
        number = int((days["days"] or days["parts"]).replace(",", "")) if days else None
        reader.act("workhouse", "order.workhouse", number=number)
    for stray in _AMOUNT.finditer(reader.clause.text) if rates else ():
        reader.claim(stray.start(), stray.end())


def _rates_without_unit(reader: ClauseReader, before: int) -> list[Token[object]]:
    """`피고인 1은 10만 원을, 피고인 2는 5만 원을 1일로`: the unit of the first rate stands behind the last."""
    ends = [m.end for m in reader.mentions]
    found: list[Token[object]] = []
    for match in _AMOUNT_OF.finditer(reader.clause.text, 0, before):
        if match.start() in ends and "납입" not in reader.clause.text[match.end() : before]:
            reader.claim(match.start(), match.end())
            found.append(Token(start=match.start(), end=match.end(), value=parse_money(match["money"])))
    return found


def read_collection(reader: ClauseReader) -> None:
    """`피고인 1로부터 1,000만 원을, 피고인 2로부터 500만 원을 각 추징한다`; `피고인들로부터 공동하여 …`."""
    amounts = value_tokens(reader, _AMOUNT, "money", parse_money)
    joint = list(_JOINT.finditer(reader.clause.text))
    for word in joint:
        reader.claim(word.start(), word.end())
    pairs = pair_values(ordered(reader.mention_tokens(), amounts))
    for pair in pairs:
        who = pair.who or (tuple(reader.mentions) if len(pairs) == 1 else ())
        paired = Pair(who=who, counts=None, value=pair.value, start=pair.start, end=pair.end)
        together = any(len(pairs) == 1 or pair.start <= word.start() < pair.end for word in joint)
        note = "joint" if together else None
        reader.act("collection", "order.collection", paired, amount_krw=pair.value, note=note)
    if not pairs:
        reader.doubts.append("a collection without a readable amount")
        reader.act("collection", "order.collection")
