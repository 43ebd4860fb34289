"""Clauses of an order → acts. Finding never decides whose an act is; `resolve` does.

A clause is given to one family by its verb and what the verb governs (`order_families.yml`); the family's
reader takes the values out of it. Words that neither a value nor the family's plain words
(`order_words.yml`) account for are reported as unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from extraction.judgments.acts import Act, ActKind, ClauseReading
from extraction.judgments.clauses import Clause
from extraction.judgments.numbers import MONEY, TERM, parse_money, parse_term
from extraction.judgments.pairing import Pair, Token, pair_values
from extraction.judgments.penalties import PENALTY, Penalty, find_penalties
from extraction.judgments.people import Mention, find_mentions
from extraction.judgments.record import Term
from extraction.judgments.words import family_of, is_plain

_COUNTS = re.compile(
    r"(?:죄|점|범행|범죄|범죄사실|사실|행위|부분|사건|항)(?:들)?(?:에|에\s각)\s{0,2}(?:대하여는|대하여|대한|대해서는|대해|관하여는|관하여)(?=\s|$|,)"
    r"|(?:죄|점|범행|범죄사실)(?:들)?로(?=\s)"
)
_DURATION = re.compile(rf"(?:각\s{{0,3}})?(?P<term>{TERM})(?:\s{{0,2}}(?:동안|간))(?:씩|의)?")
_SUSPENDED_TERM = re.compile(rf"유예(?:\s?기간)?(?:을|를|은)?\s{{0,3}}(?P<term>{TERM})")
_DAYS = re.compile(r"(?:각\s{0,3})?(?P<days>\d{1,4})\s{0,2}일(?=씩|을|은|과|,|\s|$)(?:씩)?")
_WHOSE = re.compile(r"\s{0,2}(?:에\s{0,2}대하여|에\s{0,2}대한|에게|의\s{0,2}위|만)")
_CREDITED_TO = re.compile(r"(?:원심\s?)?판시\s[^,.]{0,60}죄(?:에|에\s대하여)\s{0,2}(?:정한|선고한|대한|관한)")
_HOURS = re.compile(r"(?:각\s{0,3})?(?P<hours>\d{1,4})\s{0,2}시간(?:씩)?")
_AMOUNT = re.compile(rf"(?:각\s{{0,3}})?(?P<money>{MONEY})")
_RATE = re.compile(
    rf"(?P<money>{MONEY})(?:씩)?(?:을|를|의\s비율로|\s비율로)?\s{{0,3}}(?:각\s{{0,2}})?(?:1|일|하루|１)\s?일(?:로|에|의|당|간으로)?"
    rf"|1\s?일\s?(?:금\s?)?(?P<money2>{MONEY})|(?P<whole>{MONEY})당\s?1\s?일"
)
_WORKHOUSE_DAYS = re.compile(r"(?P<days>\d{1,4})\s?일(?:간|동안)(?:\s|에)")
_REFERENCE = re.compile(
    r"(?P<ref>(?:[위우그각]\s{0,3})*(?:판시\s[^,.]{0,40}?)?"
    r"(?:징역\s?형|금고\s?형|벌금\s?형|자격정지\s?형|구류\s?형|본형|유기징역\s?형|징역|벌금|금고|자격정지|형)(?:들)?)(?:\s{0,2}전부|\s{0,2}모두)?(?:의|에\s?대한)?\s{0,3}"
    r"(?:집행|선고|$)"
)
_PART_OF = re.compile(
    rf"형\s?중\s{{0,3}}(?:징역|금고)?\s{{0,3}}(?P<term>{TERM})(?:에|의\s?형에)\s{{0,2}}(?:한하여|대하여)"
)
_CONDITION = {
    "no_contact": r"접근|연락",
    "curfew": r"외출",
    "place_ban": r"출입",
    "residence": r"주거|거주|이사",
    "treatment": r"치료|상담|교육|프로그램",
    "substance_ban": r"음주|마약|약물|술",
}
PROGRAMMES = (
    ("sexual_violence", r"성폭력|성범죄"),
    ("stalking", r"스토킹"),
    ("domestic_violence", r"가정폭력|가정\s폭력"),
    ("child_abuse", r"아동학대|아동\s학대"),
    ("prostitution", r"성매매|성\s?구매"),
    ("traffic", r"준법\s?운전|교통|음주\s?운전"),
    ("drug", r"약물|마약"),
    ("alcohol", r"알코올|알콜|음주"),
)
_PROGRAMMES = tuple((name, re.compile(pattern)) for name, pattern in PROGRAMMES)
_HARD = re.compile(rf"{PENALTY.pattern}|집행을\s?유예|처한다|선고를\s?유예")


class Reader:
    """One clause being read: makes acts and keeps what is claimed."""

    def __init__(self, clause: Clause, family: str, letters: frozenset[str]) -> None:
        self.clause = clause
        self.family = family
        self.claimed: list[tuple[int, int]] = []
        self.acts: list[Act] = []
        self.doubts: list[str] = []
        self.mentions = find_mentions(clause.text, letters)
        for mention in self.mentions:
            self.claim(mention.start, mention.end)

    def claim(self, start: int, end: int) -> None:
        """Mark a span of the clause as read."""
        self.claimed.append((start, end))

    def claim_all(self) -> None:
        """The clause describes things in free words; a penalty or a suspension in them is not read away."""
        body = self.clause.text[: len(self.clause.text) - len(self.clause.head or "")]
        hard = _HARD.search(body)
        self.claim(0, len(self.clause.text) if hard is None else hard.start())

    def act(self, kind: ActKind, rule: str, pair: Pair[object] | None = None, **values: object) -> None:
        """Add an act; its evidence is the pair's words, or else the whole clause."""
        lead = len(self.clause.text) - len(self.clause.text.lstrip(" \n,."))
        start, end = (pair.start, pair.end) if pair else (lead, len(self.clause.text))
        self.acts.append(
            Act(
                kind=kind,
                rule=rule,
                start=self.clause.start + start,
                end=self.clause.start + end,
                sentence=self.clause.sentence,
                heading=self.clause.heading,
                is_verbless=self.clause.head is None,
                **{"who": pair.who if pair else tuple(self.mentions), **values},  # type: ignore[arg-type]
            )
        )

    def mention_tokens(self) -> list[Token[object]]:
        """The clause's persons as tokens."""
        return [Token(start=m.start, end=m.end, mention=m) for m in self.mentions]

    def count_tokens(self, others: Iterable[Token[object]]) -> list[Token[object]]:
        """`판시 제1죄에 대하여`: each note runs from the token before it to its `대하여`."""
        ends = sorted(t.end for t in others)
        found: list[Token[object]] = []
        for match in _COUNTS.finditer(self.clause.text):
            before = max([e for e in ends if e <= match.start()] + [t.end for t in found], default=0)
            start = before + len(_LEAD.match(self.clause.text, before)[0])  # type: ignore[index]
            if start >= match.end():
                continue
            self.claim(start, match.end())
            text = re.sub(r"\s+", " ", self.clause.text[start : match.end()])
            found.append(Token(start=start, end=match.end(), counts=text))
        return found

    def finish(self) -> ClauseReading:
        """The reading, with what nothing claimed."""
        return ClauseReading(acts=tuple(self.acts), unread=tuple(self._leftover()), doubts=tuple(self.doubts))

    def _leftover(self) -> Iterator[tuple[int, int]]:
        text = self.clause.text
        for start, end in self.claimed:
            text = text[:start] + "\x00" * (end - start) + text[end:]
        run: list[int] = []
        for word in _WORD.finditer(text):
            if is_plain(self.family, word[0]):
                continue
            run = [run[0], word.end()] if run and word.start() - run[1] <= 4 else run
            if run and run[1] == word.end():
                continue
            if run:
                yield self.clause.start + run[0], self.clause.start + run[1]
            run = [word.start(), word.end()]
        if run:
            yield self.clause.start + run[0], self.clause.start + run[1]


_LEAD = re.compile(r"(?:[을를은는이가에의와과,\s]|에게|에\s?대하여는?|씩|각\s|,)*")
_WORD = re.compile(r"[^\s\x00,.·;:\"'\[\]/~-]{1,60}")


def _tokens(
    reader: Reader, pattern: re.Pattern[str], group: str, parse: Callable[[str], object]
) -> list[Token[object]]:
    found: list[Token[object]] = []
    for match in pattern.finditer(reader.clause.text):
        try:
            value = parse(match[group])
        except ValueError:
            continue
        reader.claim(match.start(), match.end())
        found.append(Token(start=match.start(), end=match.end(), value=value))
    return found


def _ordered(*groups: list[Token[object]]) -> list[Token[object]]:
    return sorted((t for g in groups for t in g), key=lambda t: t.start)


def read_sentence(reader: Reader) -> None:
    """`피고인을 징역 1년에, 피고인 2를 벌금 100만 원에 각 처한다`; `피고인 1에 대한 형을 징역 1년으로 정한다`."""
    penalties = find_penalties(reader.clause.text)
    for penalty in penalties:
        reader.claim(penalty.start, penalty.end)
    values: list[Token[object]] = [Token(start=p.start, end=p.end, value=p) for p in penalties]
    people = reader.mention_tokens()
    counts = reader.count_tokens(people + values)
    for pair in pair_values(_ordered(people, counts, values)):
        reader.act("sentence", "order.sentence", pair, penalty=pair.value, counts=pair.counts)
    if not penalties:
        reader.doubts.append("the order imposes a penalty that could not be read")


def read_suspension(reader: Reader) -> None:
    """`다만 이 판결 확정일부터 2년간 (피고인 2에 대한) 위 각 형의 집행을 유예한다`; `위 형 중 징역 1년에 한하여 3년간 …`."""
    part = _PART_OF.search(reader.clause.text)
    if part:
        reader.claim(part.start(), part.end())
    durations = _tokens(reader, _DURATION, "term", parse_term) or _tokens(
        reader, _SUSPENDED_TERM, "term", parse_term
    )
    durations = [d for d in durations if part is None or not part.start() <= d.start < part.end()]
    named = [
        p
        for p in find_penalties(reader.clause.text)
        if all(not d.start <= p.start < d.end for d in durations)
    ]
    reference = _REFERENCE.search(reader.clause.text)
    if reference:
        reader.claim(reference.start("ref"), reference.end("ref"))
    for penalty in named:
        reader.claim(penalty.start, penalty.end)
    whose = [m for m in reader.mentions if _WHOSE.match(reader.clause.text, m.end)]
    reader.mentions = whose or reader.mentions
    people = reader.mention_tokens()
    counts = reader.count_tokens(people + durations)
    pairs = pair_values(_ordered(people, counts, durations))
    if not pairs:
        reader.doubts.append("a suspension without a readable period")
        return
    if len(pairs) == 1 and not pairs[0].who:
        pairs = [
            Pair(who=tuple(reader.mentions), counts=pairs[0].counts, value=pairs[0].value, start=p0, end=p1)
            for p0, p1 in [(pairs[0].start, pairs[0].end)]
        ]
    for pair in pairs:
        reader.act(
            "suspension",
            "order.suspension",
            pair,
            term=pair.value,
            counts=pair.counts,
            reference=reference["ref"] if reference else None,
            penalty=named[0] if named else None,
            number=_months(parse_term(part["term"])) if part else None,
            is_partial=part is not None,
        )


def _months(term: object) -> int | None:
    return getattr(term, "total_months", None)


def read_deferral(reader: Reader) -> None:
    """`피고인 4에 대하여 형의 선고를 유예한다`; `벌금 50만 원에 처할 형의 선고를 유예한다`; `위 벌금형의 선고를 유예한다`."""
    penalties = find_penalties(reader.clause.text)
    for penalty in penalties:
        reader.claim(penalty.start, penalty.end)
    reference = _REFERENCE.search(reader.clause.text)
    values: list[Token[object]] = [Token(start=p.start, end=p.end, value=p) for p in penalties]
    people = reader.mention_tokens()
    counts = reader.count_tokens(people + values)
    pairs = pair_values(_ordered(people, counts, values))
    for pair in pairs:
        reader.act("deferral", "order.deferral", pair, penalty=pair.value, counts=pair.counts)
    if not pairs:
        note = reference["ref"] if reference else None
        if reference:
            reader.claim(reference.start("ref"), reference.end("ref"))
        reader.act("deferral", "order.deferral", reference=note, counts=counts[0].counts if counts else None)


def read_credit(reader: Reader) -> None:
    """`이 판결 선고 전의 구금일수 94일을 위 형에 산입한다`; `84일을 피고인 2에 대하여, 121일을 …`; `… 노역장 유치기간에`."""
    days = _tokens(reader, _DAYS, "days", int)
    people = reader.mention_tokens()
    reader.count_tokens(people + days)
    to_workhouse = "노역장" in reader.clause.text
    for aside in _CREDITED_TO.finditer(reader.clause.text):
        reader.claim(aside.start(), aside.end())
    pairs = pair_values(_ordered(people, days))
    for pair in pairs:
        who = pair.who or (tuple(reader.mentions) if len(pairs) == 1 else ())
        reader.act(
            "credit",
            "order.credit",
            Pair(who=who, counts=pair.counts, value=pair.value, start=pair.start, end=pair.end),
            number=pair.value,
            note="workhouse" if to_workhouse else None,
            is_partial=pair is not pairs[0] and not pair.who,
        )
    if not pairs:
        reader.act("credit", "order.credit")


def read_workhouse(reader: Reader) -> None:
    """`50,000원을 1일로 환산한 기간 노역장에 유치한다`; `피고인 1은 10만 원을, 피고인 2는 5만 원을 1일로`; `30일간 … 유치한다`."""
    rates: list[Token[object]] = []
    for match in _RATE.finditer(reader.clause.text):
        money = match["money"] or match["money2"] or match["whole"]
        reader.claim(match.start(), match.end())
        rates.append(Token(start=match.start(), end=match.end(), value=parse_money(money)))
    if not rates and "환산" in reader.clause.text:
        rates = _tokens(reader, _AMOUNT, "money", parse_money)
    for pair in pair_values(_ordered(reader.mention_tokens(), rates)):
        who = pair.who or tuple(reader.mentions)
        paired = Pair(who=who, counts=None, value=pair.value, start=pair.start, end=pair.end)
        reader.act("workhouse", "order.workhouse", paired, amount_krw=pair.value)
    if not rates:
        days = _WORKHOUSE_DAYS.search(reader.clause.text)
        if days:
            reader.claim(days.start(), days.end())
        reader.act("workhouse", "order.workhouse", number=int(days["days"]) if days else None)
    for stray in _AMOUNT.finditer(reader.clause.text):
        reader.claim(stray.start(), stray.end())


def read_collection(reader: Reader) -> None:
    """`피고인 1로부터 1,000만 원을, 피고인 2로부터 500만 원을 각 추징한다`; `피고인들로부터 공동하여 …`."""
    amounts = _tokens(reader, _AMOUNT, "money", parse_money)
    joint = re.search(r"공동(?:하여|으로)|연대하여", reader.clause.text)
    if joint:
        reader.claim(joint.start(), joint.end())
    pairs = pair_values(_ordered(reader.mention_tokens(), amounts))
    for pair in pairs:
        who = pair.who or (tuple(reader.mentions) if len(pairs) == 1 else ())
        paired = Pair(who=who, counts=None, value=pair.value, start=pair.start, end=pair.end)
        reader.act(
            "collection", "order.collection", paired, amount_krw=pair.value, note="joint" if joint else None
        )
    if not pairs:
        reader.doubts.append("a collection without a readable amount")
        reader.act("collection", "order.collection")


def read_forfeiture(reader: Reader) -> None:
    """`압수된 … (증 제1호)를 (피고인 2로부터) 몰수한다`: the things are free words."""
    reader.claim_all()
    reader.act("forfeiture", "order.forfeiture")


def read_return(reader: Reader) -> None:
    """`압수된 …를 피해자에게 환부한다`, `교부한다`."""
    reader.claim_all()
    reader.act("return", "order.return")


_HOURS_KIND = re.compile(r"사회\s?봉사|수강|이수|치료\s?강의|강의|프로그램|교육")


def _hours_kind(words: list[str]) -> str:
    flat = [w.replace(" ", "") for w in words]
    if "사회봉사" in flat:
        return "community_service"
    if "수강" in flat:
        return "attendance"
    if "이수" in flat:
        return "completion"
    return "attendance" if "강의" in flat or "치료강의" in flat else "completion" if flat else "unknown"


def _programme(text: str) -> str | None:
    return next((name for name, pattern in _PROGRAMMES if pattern.search(text)), None)


def _named_before(stretch: str) -> bool:
    """`사회봉사 120시간`: the name stands right before the number."""
    found = list(_HOURS_KIND.finditer(stretch))
    return (
        bool(found)
        and re.fullmatch(r"(?:명령)?(?:을|를|의|에)?\s{0,3}(?:각\s{0,3})?", stretch[found[-1].end() :])
        is not None
    )


def _hours_tokens(reader: Reader) -> list[Token[object]]:
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
        programme = _programme(stretch) or _programme(before)
        for held in pending:
            value = (_hours_kind(kinds), int(held["hours"]), programme)
            tokens.append(Token(start=held.start(), end=held.end(), value=value))
        pending = []
    if pending:
        reader.doubts.append("hours of an order that could not be named")
    return tokens


def _read_hours(reader: Reader) -> None:
    """Hours of service, attendance, completion: `200시간의 사회봉사 및 40시간의 성폭력 치료강의 수강`, `사회봉사 120시간`,
    `A에게 80시간의, B에게 40시간의 사회봉사`."""
    for pair in pair_values(_ordered(reader.mention_tokens(), _hours_tokens(reader))):
        who = pair.who or tuple(reader.mentions)
        kind, hours, programme = cast(tuple[str, int, str | None], pair.value)
        paired = Pair(who=who, counts=None, value=pair.value, start=pair.start, end=pair.end)
        words = (programme,) if programme else ()
        reader.act("hours", f"order.{kind}", paired, number=hours, note=kind, words=words)


_NOT_IMPOSED = re.compile(r"(?:아니|않)(?:한다|는다|하기로)|면제")
_SUPERVISION = re.compile(r"보호\s?관찰(?!\s?(?:소|관|법|명령\s?청구|대상))")
_PERIOD = re.compile(rf"(?:기간(?:은|을)?\s{{0,3}}(?P<a>{TERM})|(?P<b>{TERM})(?:간|\s?동안))")


def read_supervision(reader: Reader) -> None:
    """`피고인에게 (1년간) 보호관찰을 받을 것과 200시간의 사회봉사 및 40시간의 수강을 명한다`; not imposed: nothing."""
    text = reader.clause.text
    if _NOT_IMPOSED.search(text):
        reader.claim_all()
        return
    supervision = _SUPERVISION.search(text)
    if supervision:
        period = _PERIOD.search(text)
        after = bool(re.search(r"형\s?(?:의\s?)?집행\s?(?:을\s?)?종료|출소|가석방", text))
        conditions = tuple(
            name for name, pattern in _CONDITION.items() if re.search(pattern, text) and "준수사항" in text
        )
        term = parse_term(period["a"] or period["b"]) if period else None
        if period:
            reader.claim(period.start(), period.end())
        reader.act(
            "supervision",
            "order.supervision",
            term=term,
            note="after_prison" if after else None,
            words=conditions,
            is_partial="별지" in text and "준수사항" in text,
        )
    _read_hours(reader)
    if "준수사항" in text:
        reader.claim_all()
    if not reader.acts:
        reader.act("other", "order.supervision")
        reader.doubts.append("a supervision, service or programme order without hours")


def read_conditions(reader: Reader) -> None:
    """`별지 기재와 같은 준수사항을 부과한다`: conditions of the supervision or device before it."""
    reader.claim_all()
    text = reader.clause.text
    names = tuple(name for name, pattern in _CONDITION.items() if re.search(pattern, text))
    reader.act("conditions", "order.conditions", words=names, is_partial="별지" in text)


def _one_period(reader: Reader) -> Term | None:
    period = _PERIOD.search(reader.clause.text)
    if period is None:
        return None
    reader.claim(period.start(), period.end())
    return parse_term(period["a"] or period["b"])


def read_period_order(reader: Reader) -> None:
    """Orders with one period: 부착 10년간, 취업제한 각 5년간, 약물치료 3년간, 치료감호, 보호감호 7년."""
    kind: ActKind = {
        "device": "device",
        "employment_ban": "employment_ban",
        "medication": "medication",
    }[reader.family]  # type: ignore[assignment]
    reader.claim_all()
    term = _one_period(reader)
    words = tuple(
        name
        for name, pattern in (
            ("child_youth", r"아동|청소년"),
            ("disability", r"장애인"),
            ("elderly", r"노인"),
        )
        if re.search(pattern, reader.clause.text)
    )
    reader.act(kind, f"order.{reader.family}", term=term, words=words if kind == "employment_ban" else ())
    if term is None:
        reader.doubts.append(f"{reader.family} without a readable period")


_DISCLOSED = re.compile(r"공개(?!\s?정보)")
_NOTIFIED = re.compile(r"고지")


def read_disclosure(reader: Reader) -> None:
    """`정보를 5년간 정보통신망을 이용하여 공개하고`, `(5년간) 고지한다`, `공개 및 고지한다`; `면제한다`: exempted."""
    text = reader.clause.text
    reader.claim_all()
    exempt = bool(re.search(r"면제|(?:아니|않)(?:한다|는다)", text))
    term = _one_period(reader)
    note = "exempted" if exempt else None
    if _DISCLOSED.search(text):
        reader.act("disclosure", "order.disclosure", term=term, note=note)
    if _NOTIFIED.search(text):
        reader.act("notification", "order.notification", term=term, note=note)


def read_plain(reader: Reader) -> None:
    """A disposition that has no value of its own: the clause is the act."""
    reader.claim_all()
    reader.act(reader.family, f"order.{reader.family}")  # type: ignore[arg-type]


_AWARD = re.compile(
    rf"(?P<who>(?:배상\s?신청인|피해자)(?:들)?[^.]{{0,60}}?에게)\s{{0,3}}(?P<each>각\s{{0,3}}|각자\s{{0,3}})?(?:[^.\d]{{0,30}}?)(?P<money>{MONEY})"
)


def read_compensation(reader: Reader) -> None:
    """`피고인은 배상신청인 A에게 편취금 1,000만 원을, 배상신청인 B에게 500만 원을 각 지급하라`."""
    reader.claim_all()
    found = list(_AWARD.finditer(reader.clause.text))
    for match in found:
        each = len(re.findall(r"\d+|[A-Z]|배상신청인(?!\s?[\dA-Z들])", match["who"])) or 1
        for _ in range(each if match["each"] else 1):
            reader.act("compensation", "order.compensation", amount_krw=parse_money(match["money"]))
    if not found:
        reader.act("compensation", "order.compensation")


_PART = re.compile(r"공소사실(?:들)?\s?(?:중|가운데)|의\s?점|다는\s?점|부분|공소\s?중")
_WHOLE_CHARGE = re.compile(
    r"(?:이\s사건\s|본건\s|각\s)*공소사실(?:은|에\s?대하여)?\s{0,3}(?:모두|각)?\s{0,3}$"
)


def read_verdict(reader: Reader) -> None:
    """`피고인은 무죄`; `공소사실 중 X의 점은 무죄`; `피고인 1에 대한 공소사실 중 X의 점 및 피고인 2는 각 무죄`; 면소 alike.

    A person named as topic (은/는) right before the verdict, or in a list with others, is wholly acquitted; one
    named as owner of charges (에 대한, 의) in part.
    """
    kind: ActKind = "acquittal" if reader.family == "acquittal" else "discharge"
    text = reader.clause.text
    body = text[: len(text) - len(reader.clause.head or "")]
    part = _PART.search(body)
    wholly: list[Mention] = []
    partly: list[Mention] = []
    for mention in reader.mentions:
        after = body[mention.end :]
        topic = re.match(r"(?:은|는)\s{0,3}(?:각|모두|전부)?\s{0,3}(?:$|,)", after)
        plain_list = part is None and not re.match(r"\s?(?:에\s{0,2}대한|의|에\s{0,2}관한)", after)
        whole = re.match(
            r"\s?(?:에\s{0,2}대한|의)\s{0,3}(?:이\s사건\s|본건\s|각\s|위\s)*공소사실(?:은|에\s?대하여는?)?\s{0,3}(?:모두|각)?\s{0,3}(?:,|$)",
            after,
        )
        if topic or plain_list or whole:
            wholly.append(mention)
        elif not re.match(r"(?:이|가|은|는|과|와|을|를)\s", after) or not partly:
            partly.append(mention)
    reader.claim_all()
    if wholly:
        reader.act(kind, f"order.{kind}", who=tuple(wholly))
    if partly:
        reader.act(kind, f"order.{kind}_of_part", who=tuple(partly), is_partial=True)
    if not reader.mentions:
        reader.act(kind, f"order.{kind}", is_partial=part is not None)


def read_prosecution(reader: Reader) -> None:
    """`이 사건 공소를 (모두) 기각한다`; `피고인 5에 대한 공소를`; `공소사실 중 X의 점에 대한 공소를`: part."""
    reader.claim_all()
    text = reader.clause.text
    part = bool(re.search(r"공소사실\s?중|의\s?점|[그위이]\s?부분|부분에\s?대한", text))
    old_word = re.match(
        r"[\s,.]*(?:본건|본|이\s?사건|피고인(?:들)?(?:의|과)|검사의)\s?[^.]{0,20}공소(?!사실)", text
    )
    note = "may_be_appeal" if old_word else None
    reader.act("prosecution_dismissed", "order.prosecution_dismissed", is_partial=part, note=note)


def read_reversal(reader: Reader) -> None:
    """`원심판결(과 제1심판결) (중 … 부분)을 파기하고`: of whom, and whether in part."""
    reader.claim_all()
    text = reader.clause.text
    if re.search(r"배상\s?명령(?![^.]{0,20}제외)", text):
        reader.act("other", "order.compensation_reversed")
        return
    part = bool(re.search(r"판결\s?(?:들)?\s?(?:의|중|가운데)|부분", text))
    acquittal = bool(re.search(r"무죄\s?부분(?!을\s?제외)", text))
    conviction = bool(re.search(r"(?<!무죄\s)유죄\s?부분", text)) and not acquittal
    note = "acquittal" if acquittal else "conviction" if conviction else None
    reader.act("reversal", "order.reversal", is_partial=part, note=note)


def read_appeal(reader: Reader) -> None:
    """`(피고인 2, 검사의) (나머지) 상고를 (모두) 기각한다`: whose, and whether only what remains."""
    reader.claim_all()
    text = reader.clause.text
    rest = bool(re.search(r"나머지", text))
    words = tuple(
        name
        for name, pattern in (("prosecutor", r"검사|검찰관|쌍방"), ("defendant", r"피고인|변호인|쌍방"))
        if re.search(pattern, text)
    )
    stem = re.findall(r"재항고|상고|항소|항고|상소|공소", text)
    note = {"상고": "final", "항소": "appeal", "상소": "appeal", "공소": "appeal"}.get(
        stem[-1] if stem else "", "other"
    )
    reader.act("appeal_dismissed", "order.appeal_dismissed", is_partial=rest, words=words, note=note)


_REQUESTS = (
    ("device", r"부착\s?명령|전자장치|위치추적"),
    ("after_prison_supervision", r"보호\s?관찰\s?명령"),
    ("medication", r"약물\s?치료|치료\s?명령"),
    ("treatment_custody", r"치료\s?감호|감호"),
    ("compensation", r"배상"),
)


def read_request(reader: Reader) -> None:
    """`이 사건 부착명령청구를 기각한다`, `치료감호청구를`, `배상신청을 각하한다`, `재심청구를 기각한다`."""
    reader.claim_all()
    text = reader.clause.text
    note = next((name for name, pattern in _REQUESTS if re.search(pattern, text)), None)
    n = max(1, len(re.findall(r"배상신청인", text)))
    reader.act("request_dismissed", "order.request_dismissed", note=note, number=n)


READERS: dict[str, Callable[[Reader], None]] = {
    "sentence": read_sentence,
    "suspension": read_suspension,
    "deferral": read_deferral,
    "credit": read_credit,
    "workhouse": read_workhouse,
    "collection": read_collection,
    "forfeiture": read_forfeiture,
    "return": read_return,
    "supervision": read_supervision,
    "conditions": read_conditions,
    "device": read_period_order,
    "employment_ban": read_period_order,
    "medication": read_period_order,
    "disclosure": read_disclosure,
    "compensation": read_compensation,
    "acquittal": read_verdict,
    "discharge": read_verdict,
    "prosecution_dismissed": read_prosecution,
    "reversal": read_reversal,
    "appeal_dismissed": read_appeal,
    "request_dismissed": read_request,
}


def read_clause(clause: Clause, letters: frozenset[str] = frozenset()) -> ClauseReading:
    """The acts of one clause; a clause of no family is unread as a whole. `letters` are the letters that the
    order uses as names of defendants."""
    family = family_of(clause.text)
    if family is None:
        lead = len(clause.text) - len(clause.text.lstrip(" \n,."))
        if not clause.text[lead:].strip(" \n,."):
            return ClauseReading()
        return ClauseReading(unread=((clause.start + lead, clause.start + len(clause.text.rstrip())),))
    reader = Reader(clause, family, letters)
    READERS.get(family, read_plain)(reader)
    return reader.finish()
