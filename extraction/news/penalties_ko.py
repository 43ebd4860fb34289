"""Finds penalties and orders in a Korean sentence. Finding never decides whose they are.

Shapes: `징역 1년 6개월에 집행유예 3년`, `징역 장기 2년·단기 1년`, `단기 1년~장기 2년`, `2년의 징역형`,
`벌금 500만 원`, `무기징역`, `집행유예 2년`, `2년간 집행을 유예`, `선고유예`, `사회봉사 120시간`,
`40시간의 치료강의 수강`, `취업제한 5년`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.korean_numbers import MONEY, TERM, parse_money, parse_term
from extraction.news.article import PenaltyItem
from extraction.news.readings import Mention

TRIGGER = re.compile(
    r"자격|감호|배상|징역|집유|액수|금고|벌금|집행|유예|실형|사형|구류|과료|년형|장기|시간|취업|추징|몰수|전자|신상|"
    r"년을|월을|년으로|월로|년이었|월이었|년이다|년 ?선고"
)
"""A sentence without one of these words holds no penalty."""

_SUM = (
    r"(?:[0-9][0-9,]{0,6}여\s?[천백]?[만억]\s?원|(?:[0-9][0-9,]{0,6}억\s?)?[0-9][0-9,]{0,6}[천백]?[만억]?여\s?만?\s?원|"
    rf"{MONEY})"
)
"""A sum of money, also a round one (`150여만원`, `2억3천여만원`)."""
_SEP = r"\s?(?:[,·ㆍ・/~∼-]|에|과|와|및)?\s?"
_INDETERMINATE = (
    rf"(?:장기\s?(?:징역\s?)?(?P<long>{TERM}){_SEP}단기\s?(?:징역\s?)?(?P<short>{TERM})"
    rf"|단기\s?(?:징역\s?)?(?P<short2>{TERM}){_SEP}장기\s?(?:징역\s?)?(?P<long2>{TERM}))"
)
_WORD = r"(?P<word>징역|금고|실형)(?:형)?"
_PRISON = re.compile(
    rf"{_WORD.replace('word', 'word5')}\s?(?P<lo2>{TERM})\s?[~∼]\s?(?P<hi2>{TERM})|"
    rf"{_WORD.replace('word', 'word6')}\s?(?P<lo3>{TERM})(?:에서|부터)\s"
    rf"(?P<hi3>{TERM})(?=의\s|까지|을\s(?:각각\s)?(?:선고|구형))|"
    rf"{_WORD.replace('word', 'word4')}\s?(?P<lo>[0-9]{{1,2}})(?:년)?\s?[~∼]\s?(?P<hi>[0-9]{{1,2}})년"
    rf"|{_WORD}(?:인|을|은|의|으로)?\s?(?:각각?\s?)?(?:{_INDETERMINATE}|(?P<term>{TERM})(?:형)?)"
    rf"|{_INDETERMINATE.replace('long', 'blong').replace('short', 'bshort')}"
    r"(?:의\s(?P<word3>징역|금고|실형)(?:형)?)?"
    rf"|(?P<term2>{TERM})의\s?(?P<word2>징역|금고|실형)(?:형)?"
)
_LIFE = re.compile(r"무기\s?징역(?:형)?|종신형|무기형|무기\s?금고(?:형)?|사형(?!\s?제)")
_FINE = re.compile(
    rf"벌금(?:형)?(?:\s액수는|액은|을|은|의|으로)?\s?(?:각각?\s?)?(?P<a>{MONEY})|(?P<b>{MONEY})의\s?벌금(?:형)?"
)
_FINE_RANGE = re.compile(rf"(?:에서|\s?[~∼])\s?{MONEY}(?=을|의)")
_FINES_BETWEEN = re.compile(rf"벌금(?:형)?\s?(?:각각?\s)?[0-9,]+\s?(?:[백천]?만|억)\s?[~∼]\s?{MONEY}")
_AMOUNT_ALONE = re.compile(rf"액수는\s(?P<a>{MONEY})(?=이|에|으로)")
_DETENTION = re.compile(r"구류\s?(?P<d>[0-9]{1,2})일")
_ELIDED_CHANGE = re.compile(
    rf"(?:{TERM})(?:형)?에서\s(?P<term>{TERM})(?:형)?(?=으로|로)"
    rf"|(?:징역|금고)\s?(?:{TERM})(?:형)?을\s(?P<term2>{TERM})(?:형)?(?=으로|로)"
    rf"|(?:징역|금고)\s?(?:{TERM})\s?→\s?(?P<term3>{TERM})(?=\s?(?:감형|감경|늘|가중|…|,|$))"
)
_ELIDED = re.compile(
    rf"(?P<term>{TERM})(?:형)?(?:을|에)?(?=\s?(?:각각\s)?(?:선고|구형|집행)|,|\s?형을|을\s)(?!을?\s(?:더\s)?(?:감형|감경|깎|줄|늘|가중))"
)
_SUSPENDED = re.compile(
    rf"(?:집행\s?유예|집유)\s?(?:기간\s?)?(?:을\s?)?(?P<a>{TERM})"
    rf"|(?:향후\s)?(?<!징역\s)(?<!금고\s)(?<!년\s)(?P<b>{TERM})"
    r"(?:\s?(?:간의?|동안의?|의)\s?(?:[그위이]\s)?(?:형의?\s?)?집행(?:[을이])?\s?유예|\s?(?:[그위이]\s)?(?:그\s?)?(?:형의?\s?)?집행[을이]\s?유예)"
    rf"|(?:형의?\s?)?집행(?:을|은)?\s?(?P<c>{TERM})(?:간|\s?동안)?\s?유예"
    r"|(?:집행\s?유예|집유)|집행[을이]\s?유예"
)
_NOT_SUSPENDED = re.compile(r"(?:\s?(?:선고)?\s)(?:없이|대신)\s")
"""`집행유예 없이 실형을`."""
_DEFERRED = re.compile(r"선고\s?유예|선고[를가]\s?유예")
_HOURS = re.compile(r"(?P<n>[0-9]{1,4})\s?시간")
_YEARS_ORDERS = (
    (
        "employment_ban",
        "취업",
        re.compile(
            r"취업\s?제한|취업[이을]?\s?(?:제한|금지)|취업[을이](?=\s[0-9]{1,2}년간?\s(?:제한|금지))|취업하지\s못하|취업하는\s것[을도]\s제한"
        ),
    ),
    (
        "disclosure",
        "공개",
        re.compile(
            r"(?:신상\s?)?정보(?:를)?\s?(?:공개|고지)|신상\s?공개|신상정보(?:를|는|도)?(?=\s(?:(?:앞으로|향후)\s)?[0-9]{1,2}년(?:간|동안)?\s?(?:공개|고지))"
            r"|신상정보를?(?=\s공개)"
        ),
    ),
    (
        "electronic_monitoring",
        "전자",
        re.compile(r"전자\s?(?:발찌|장치)(?:\((?:이른바\s)?전자\s?(?:발찌|장치)\))?(?:를)?\s?(?:부착|착용)?"),
    ),
)
_TERM = re.compile(TERM)
_FORFEITURE = re.compile(r"몰수")
_COLLECTION = re.compile(
    rf"(?P<b>{_SUM})(?:을|의|도)?\s?(?:공동(?:으로)?\s|함께\s|각각?\s)?추징|추징(?:금|액)?(?:을|은|도)?\s?(?P<a>{_SUM})"
)
_QUALIFICATION = re.compile(
    rf"(?:,\s?|과\s|에\s|와\s|및\s|·)?(?P<name>자격\s?정지)(?:형)?\s?(?:각각?\s)?(?P<term>{TERM})(?!\s?처분)"
)
_ALSO_QUALIFIED = re.compile(r"(?:을|를|도)\s(?:함께\s)?(?:선고|병과|명령|명했)")
_CUSTODY = re.compile(
    r"치료\s?감호(?=를\s(?:함께\s)?(?:선고|명령|명했|청구|받으라|받게)|도|와|가\s선고|에\s?처|\s?처분을|\s?명령)"
)
_COMPENSATION = re.compile(
    rf"배상\s?(?:신청인|명령\s?신청인)[^.]{{0,20}}?(?P<a>{MONEY})(?=을|를|의)"
    rf"|배상을\s(?:신청|요구)한\s[^.]{{0,24}}?에게\s(?:각각\s|총\s)?(?P<c>{MONEY})(?:을|를)\s지급하라"
    rf"|(?P<b>{MONEY})(?:을|를)?\s?(?:지급하라는\s배상\s?명령|배상하라(?:고|는)\s(?:배상\s?)?명(?!예)|배상하라는\s명령)"
)
_KIND = {"징역": "prison", "금고": "prison_without_labor", "실형": "prison"}
_UNORDERED = re.compile(r"(?:은|는|을|를)?\s?(?:면제|명하지|부과하지|선고하지|않)")


def find_penalties(sentence: str) -> list[Mention]:
    """Every penalty and order of the sentence, in order of place, suspensions joined to their terms."""
    if not TRIGGER.search(sentence):
        return []
    custodial = [*_find_prison(sentence), *_find_life(sentence), *_find_fines(sentence)]
    custodial += _find_changed(sentence, custodial)
    custodial += _find_kinds(sentence, custodial)
    taken = [(m.start, m.end) for m in custodial]
    suspensions = [m for m in _SUSPENDED.finditer(sentence) if not _NOT_SUSPENDED.match(sentence, m.end())]
    taken += [match.span() for match in suspensions]
    if "구형" in sentence or any(m.item.kind.startswith("prison") for m in custodial):
        listed = list(_find_listed(sentence, custodial))
        taken += [(m.start, m.end) for m in listed]
        custodial += [*listed, *_find_elided(sentence, taken)]
    custodial.sort(key=lambda m: m.start)
    custodial = _join_suspensions(sentence, custodial, suspensions)
    custodial = _join_deferrals(sentence, custodial)
    orders = [*_find_hours(sentence), *_find_year_orders(sentence), *_find_property_orders(sentence)]
    return sorted([*custodial, *orders], key=lambda m: m.start)


def _find_prison(sentence: str) -> Iterator[Mention]:
    for match in _PRISON.finditer(sentence):
        groups = match.groupdict()
        word = groups["word"] or groups["word2"] or groups["word3"] or "징역"
        long, short = (
            groups[f"{p}"] or groups[f"{p}2"] or groups[f"b{p}"] or groups[f"b{p}2"]
            for p in ("long", "short")
        )
        if groups["lo2"] or groups["lo3"]:
            item = PenaltyItem(
                kind=_KIND[groups["word5"] or groups["word6"]],
                months_min=_months(groups["lo2"] or groups["lo3"]),
                months_max=_months(groups["hi2"] or groups["hi3"]),
            )
            yield Mention(item, *match.span(), "ko_prison_range")
        elif groups["lo"] and groups["hi"]:
            low, high = int(groups["lo"]) * 12, int(groups["hi"]) * 12
            kind = _KIND[groups["word4"]]
            yield Mention(
                PenaltyItem(kind=kind, months_min=low, months_max=high), *match.span(), "ko_prison_range"
            )
        elif long and short:
            item = PenaltyItem(kind=_KIND[word], months_min=_months(short), months_max=_months(long))
            yield Mention(item, match.start(), match.end(), "ko_prison_indeterminate")
        else:
            term = groups["term"] or groups["term2"]
            yield Mention(PenaltyItem(kind=_KIND[word], months=_months(term)), *match.span(), "ko_prison")


def _find_life(sentence: str) -> Iterator[Mention]:
    for match in _LIFE.finditer(sentence):
        kind = "death" if match[0].startswith("사형") else "life"
        if "금고" in match[0]:
            kind = "life_without_labor"
        yield Mention(PenaltyItem(kind=kind), *match.span(), "ko_life")


def _find_fines(sentence: str) -> Iterator[Mention]:
    alone = _AMOUNT_ALONE.match(sentence)
    if alone:
        yield Mention(
            PenaltyItem(kind="fine", amount_krw=parse_money(alone["a"])), *alone.span("a"), "ko_fine"
        )
    if "벌금" not in sentence and "구류" not in sentence:
        return
    for match in _FINES_BETWEEN.finditer(sentence):
        yield Mention(PenaltyItem(kind="fine"), *match.span(), "ko_fine_range")
    for match in _FINE.finditer(sentence):
        amount = parse_money(match["a"] or match["b"])
        is_deferred = bool(re.search(r"유예된\s형은\s$", sentence[: match.start()]))
        if _FINE_RANGE.match(sentence, match.end()):
            yield Mention(PenaltyItem(kind="fine"), *match.span(), "ko_fine_range")
            continue
        item = PenaltyItem(kind="fine", amount_krw=amount, is_imposition_suspended=is_deferred)
        yield Mention(item, *match.span(), "ko_fine")
    if "각각" in sentence:
        yield from _listed_fines(sentence)
    for match in _CHANGED_FINE.finditer(sentence) if "에서" in sentence or "→" in sentence else ():
        name = "a" if match["a"] else "b"
        item = PenaltyItem(kind="fine", amount_krw=parse_money(match[name]))
        yield Mention(item, *match.span(name), "ko_fine_changed")
    for match in _DETENTION.finditer(sentence):
        yield Mention(PenaltyItem(kind="detention"), *match.span(), "ko_detention")


_CHANGED_FINE = re.compile(
    rf"(?:{MONEY})에서\s(?P<a>{MONEY})(?=으로|로)|벌금\s?(?:{MONEY})\s?→\s?(?P<b>{MONEY})(?=\s?(?:감형|감액|…|,|$))"
)
_LISTED_FINE = re.compile(rf"(?<=원)(?:과|와|,|·)\s?(?P<a>{MONEY})(?=을|를|이|,|·|과|와)")


def _listed_fines(sentence: str) -> Iterator[Mention]:
    """`각각 벌금 500만원과 300만원을`: sums listed after the first."""
    first = _FINE.search(sentence)
    for match in _LISTED_FINE.finditer(sentence, first.end()) if first else ():
        item = PenaltyItem(kind="fine", amount_krw=parse_money(match["a"]))
        yield Mention(item, match.start("a"), match.end("a"), "ko_fine_listed")


_LISTED = re.compile(
    rf"\s?(?:[,·→]|과|와)\s?(?P<term>{TERM})(?=[,·→.…]|$|을|를|\s?등|형|과|와|이|\s(?:구형|선고|실형))"
)


def _find_listed(sentence: str, custodial: list[Mention]) -> Iterator[Mention]:
    """`각각 징역 7년, 5년, 3년을`: terms listed after the first."""
    for mention in custodial:
        if mention.item.months is None or mention.item.is_suspended:
            continue
        end = mention.end
        while match := _LISTED.match(sentence, end):
            item = PenaltyItem(kind=mention.item.kind, months=_months(match["term"]))
            yield Mention(item, match.start("term"), match.end("term"), "ko_prison_listed")
            end = match.end("term")


def _find_elided(sentence: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """A bare term after a receiver (`A씨에게 징역 3년을, B씨에게 2년을`), where the sentence says 징역."""
    for match in _ELIDED_CHANGE.finditer(sentence):
        if _OF_AN_ORDER.search(sentence[: match.start()]):
            continue
        group = next(name for name in ("term", "term2", "term3") if match[name])
        item = PenaltyItem(kind="prison", months=_months(match[group]))
        yield Mention(item, *match.span(group), "ko_prison_elided")
    for match in _DEMAND_COMPARED.finditer(sentence) if "구형" in sentence else ():
        item = PenaltyItem(kind="prison", months=_months(match["term"]))
        yield Mention(item, *match.span("term"), "ko_prison_elided")
    for match in _ELIDED.finditer(sentence):
        start, end = match.start("term"), match.end("term")
        head = sentence[max(0, start - 12) : start]
        is_asked = (
            re.search(r"(?:검찰|검사|특검)(?:은|이|가|는|도|\s또한|\s측은)\s$", head)
            and "구형" in sentence[end : end + 6]
        )
        if any(start < b and end > a for a, b in taken) or not (
            is_asked or re.search(r"(?:에게는?|씨는|군은|양은)\s?$", head)
        ):
            continue
        if re.search(r"취업|공개|고지|전자|관찰", sentence[end : end + 12]):
            continue
        yield Mention(
            PenaltyItem(kind="prison", months=_months(match["term"])), start, end, "ko_prison_elided"
        )


_DEMAND_COMPARED = re.compile(rf"구형(?:한|량인|인|량)?\s(?P<term>{TERM})(?=보다|에\s비해|과\s같은|의\s)")
"""`검찰 구형 13년보다 무거운 징역 15년`."""
_OF_AN_ORDER = re.compile(
    r"(?:취업\s?제한|공개|고지|부착|보호관찰)(?:\s?명령)?(?:\s?기간)?(?:을|은|도|이)?\s(?:각각\s)?$"
)

_KIND_ALONE = re.compile(
    r"(?<![0-9년월의원]\s)(?<![년월원])(?P<kind>벌금|징역|실|금고)형(?=을\s(?:각각\s)?(?:선고(?:했|받|하|한)|확정\s?받)|이\s(?:선고|확정)(?:됐|된))"
)
_ALONE = {"벌금": "fine", "징역": "prison", "실": "prison", "금고": "prison_without_labor"}


def _find_kinds(sentence: str, known: list[Mention]) -> Iterator[Mention]:
    """`벌금형을 선고했다`: a kind without its amount."""
    for match in _KIND_ALONE.finditer(sentence) if "형을" in sentence or "형이" in sentence else ():
        if not any(match.start() < m.end and match.end() > m.start for m in known):
            item = PenaltyItem(kind=_ALONE[match["kind"]])
            yield Mention(item, match.start(), match.end(), "ko_kind_alone")


_CHANGED = re.compile(
    rf"(?:형|형량|형기|선고형)(?:을|를|은|이)\s(?:[가-힣]+\s)?(?P<term>{TERM})(?:으로|로)\s(?:[가-힣]+\s)?(?:낮|높|줄|늘|감|올|깎|가중|변경|바꾸|바꿨|정)"
    rf"|(?:형|형량)은\s[^.,0-9]{{0,14}}?(?P<term2>{TERM})(?=이었|이다|에\s(?:그|불과))"
)


def _find_changed(sentence: str, known: list[Mention]) -> Iterator[Mention]:
    """`형을 4년으로 낮췄다`: a changed term where the sentence names no kind of penalty before it."""
    for match in _CHANGED.finditer(sentence) if "형" in sentence else ():
        start, end = match.span("term" if match["term"] else "term2")
        if not any(start < m.end and end > m.start for m in known):
            item = PenaltyItem(kind="prison", months=_months(match["term"] or match["term2"]))
            yield Mention(item, start, end, "ko_prison_changed")


def _join_suspensions(
    sentence: str, custodial: list[Mention], suspensions: list[re.Match[str]]
) -> list[Mention]:
    """Each 집행유예 goes to the term before it; one that stands alone becomes a suspension without a term."""
    joined = list(custodial)
    for match in suspensions:
        term = match["a"] or match["b"] or match["c"]
        index = next((i for i in reversed(range(len(joined))) if joined[i].end <= match.start()), None)
        gap = sentence[joined[index].end : match.start()] if index is not None else None
        if index is not None and gap is not None and _gap_joins(gap) and not joined[index].item.is_suspended:
            index = _term_beside_fine(sentence, joined, index)
            base = joined[index]
            item = replace(base.item, is_suspended=True, suspended_months=_months(term) if term else None)
            joined[index] = Mention(item, base.start, match.end(), base.rule + "_suspended")
            if "각각" in sentence[: base.start] and re.match(r"형|집행을", match[0]):
                joined[:index] = [_suspended_too(mention, item) for mention in joined[:index]]
        else:
            item = PenaltyItem(
                kind="unspecified", is_suspended=True, suspended_months=_months(term) if term else None
            )
            joined.append(Mention(item, match.start(), match.end(), "ko_suspension_alone"))
            joined.sort(key=lambda m: m.start)
    return joined


def _term_beside_fine(sentence: str, listed: Sequence[Mention], index: int) -> int:
    """`징역 6개월과 벌금 200만원에 집행유예 1년`: the prison term is suspended; a fine alone keeps its own."""
    fine, before = listed[index], listed[index - 1] if index else None
    is_beside = (
        before is not None
        and fine.item.kind == "fine"
        and before.item.kind.startswith("prison")
        and not before.item.is_suspended
        and _BESIDE_FINE.fullmatch(sentence[before.end : fine.start])
    )
    return index - 1 if is_beside else index


_BESIDE_FINE = re.compile(r"(?:과|와|및|에|,|·|ㆍ|/|의\s형과)?\s?(?:및\s)?")


def _suspended_too(mention: Mention, told: PenaltyItem) -> Mention:
    """`각각 징역 1년과 징역 10개월을 선고하고 형의 집행을 유예했다`: the suspension is of every term of the list."""
    if not mention.item.kind.startswith("prison") or mention.item.is_suspended:
        return mention
    return replace(
        mention, item=replace(mention.item, is_suspended=True, suspended_months=told.suspended_months)
    )


_GAP_JOINS = re.compile(
    r"(?:에\s처하(?:고|되|며|면서),?\s)?(?:이?\s?판결\s확정일로?부터\s)?(?:의\s형)?(?:형)?(?:을|를)?\s?(?:에\s대한\s)?(?:선고)?(?:하되|하고|하면서|하지만|했지만|했으나|했는데|한\s?뒤|하며|이지만|이나|이었지만|이었으나)?,?\s?(?:에|의|과|와|·|ㆍ|/|,|및|\()?\s?"
    r"(?:이를|그것도|그|이|위)?\s?(?:형의?|형\s)?\s?"
)


def _gap_joins(gap: str) -> bool:
    gap = _QUALIFICATION.sub("", gap)
    return len(gap) <= 32 and bool(_GAP_JOINS.fullmatch(gap))


def _join_deferrals(sentence: str, custodial: list[Mention]) -> list[Mention]:
    """선고유예: joined to the penalty whose imposition it suspends, else alone."""
    joined = list(custodial)
    for match in _DEFERRED.finditer(sentence):
        index = next(
            (
                i
                for i in reversed(range(len(joined)))
                if _is_deferral_of(sentence, joined[i].end, match.start())
            ),
            None,
        )
        if index is None:
            item = PenaltyItem(kind="unspecified", is_imposition_suspended=True)
            joined.append(Mention(item, *match.span(), "ko_deferral_alone"))
        else:
            base = joined[index]
            item = replace(base.item, is_imposition_suspended=True)
            joined[index] = Mention(item, base.start, match.end(), base.rule + "_deferred")
    return sorted(joined, key=lambda m: m.start)


_GAP_DEFERS = re.compile(r"(?:형)?[을를]\s선고하(?:되|고|며|면서)\s(?:[그이]\s?)?(?:형의\s|형\s)?")


def _is_deferral_of(sentence: str, end: int, start: int) -> bool:
    """Whether the deferral at `start` is of the penalty that ends at `end`: right after it, or `… 선고하면서 그 형의`."""
    is_beside = 0 <= start - end <= 12 and not re.search(
        r"(?:씨|군|양|명)(?:은|는|에게|이|가)", sentence[end:start]
    )
    return is_beside or (start > end and bool(_GAP_DEFERS.fullmatch(sentence, end, start)))


_SERVICE = re.compile(r"사회\s?봉사")
_ATTENDANCE = re.compile(r"수강|치료\s?강의|준법\s?(?:운전\s?)?강의|강의")
_COMPLETION = re.compile(r"이수|치료\s?프로그램|프로그램|교육")


def _find_hours(sentence: str) -> Iterator[Mention]:
    """Hours go to the order word that stands right before them, else to the one right after."""
    matches = list(_HOURS.finditer(sentence))
    kind: str | None = None
    for number, match in enumerate(matches):
        previous_end = matches[number - 1].end() if number else 0
        next_start = matches[number + 1].start() if number + 1 < len(matches) else len(sentence)
        before = sentence[max(previous_end, match.start() - 30) : match.start()]
        after = sentence[match.end() : min(next_start, match.end() + 40)]
        is_changed = number and re.fullmatch(r"(?:씩)?(?:에서|을)\s", sentence[previous_end : match.start()])
        kind = kind if is_changed else _hours_kind(before, after)
        if kind is not None:
            item = PenaltyItem(kind=kind, hours=int(match["n"]))
            yield Mention(item, match.start(), match.end(), f"ko_{kind}")


def _hours_kind(before: str, after: str) -> str | None:
    """`40시간의 성폭력 치료강의 수강` (after), `사회봉사 200시간` (before), `치료강의 40시간 수강` (both)."""
    if re.match(r"\s?(?:의|짜리|간의|동안)?\s?사회\s?봉사", after):
        return "community_service"
    near_before = re.split(r"[,·]|및|과\s|와\s", before)[-1]
    if _SERVICE.search(near_before):
        return "community_service"
    window = near_before + " " + re.split(r"사회\s?봉사|취업", after)[0]
    has_attendance, has_completion = "수강" in window, "이수" in window
    if has_attendance != has_completion:
        return "attendance_order" if has_attendance else "completion_order"
    if has_attendance:
        first = re.search(r"수강|이수", near_before) or re.search(r"수강|이수", after)
        return "attendance_order" if first and first[0] == "수강" else "completion_order"
    if re.search(r"강의", window) and not re.search(r"프로그램|교육", window):
        return "attendance_order"
    return "programme_hours" if re.search(r"치료|강의|프로그램|교육", window) else None


def _find_year_orders(sentence: str) -> Iterator[Mention]:
    """취업제한, 공개·고지, 전자장치 with the years that stand before or after them."""
    for kind, word, pattern in _YEARS_ORDERS:
        if word not in sentence:
            continue
        for match in pattern.finditer(sentence):
            if (
                _UNORDERED.match(sentence, match.end())
                or re.search(r"면제|제외|않", sentence[match.end() : match.end() + 14])
                or _PUBLISHED_BY_OFFICE.match(sentence, match.end())
            ):
                continue
            term = _order_term(sentence, match)
            if term is None:
                continue
            item = PenaltyItem(kind=kind, months=_months(term[0]))
            yield Mention(item, min(match.start(), term[1]), max(match.end(), term[2]), f"ko_{kind}")
            changed = _CHANGED_ORDER.match(sentence, term[2])
            if changed:
                item = PenaltyItem(kind=kind, months=_months(changed["term"]))
                yield Mention(item, *changed.span("term"), f"ko_{kind}")
            break


_PUBLISHED_BY_OFFICE = re.compile(r"(?:를)?\s(?:[가-힣0-9]+\s){0,4}공개한다고\s밝혔")
"""`법무부는 … 신상정보를 10년간 공개한다고 밝혔다`: what an office does, no order."""

_CHANGED_ORDER = re.compile(rf"(?:\s명령)?(?:에서|을|만|은|\s대신\s그\s기간을)\s(?P<term>{TERM})(?=으로|로)")
"""`취업제한 기간도 7년에서 5년으로`, `취업제한 7년을 3년으로`: the term of an order after its change."""


_SHARED_TERM = re.compile(
    rf"(?:[·ㆍ]?고지|공개|명령|\s)*(?:와|과|,|및)\s?[가-힣·\s]{{2,40}}?각각?\s?(?P<term>{TERM})(?!의)"
)
"""`신상정보 공개·고지와 취업제한 각 10년`: one term for the orders listed before it."""


def _order_term(sentence: str, match: re.Match[str]) -> tuple[str, int, int] | None:
    shared = _SHARED_TERM.match(sentence, match.end())
    if shared:
        return shared["term"], shared.start("term"), shared.end("term")
    after = _TERM.search(sentence, match.end(), min(len(sentence), match.end() + 16))
    if after and re.fullmatch(
        r"(?:\s|명령|을|를|도|만|은|이|는|기간|및|고지|공개|·|부착|간|각각?|앞으로|향후)*",
        sentence[match.end() : after.start()],
    ):
        return after[0], after.start(), after.end()
    low = max(0, match.start() - 45)
    for found in reversed(list(_TERM.finditer(sentence, low, match.start()))):
        tail = sentence[found.end() : match.start()]
        is_beside = tail == " " and not re.search(r"(?:징역|금고)\s$", sentence[: found.start()])
        if (is_beside or re.match(r"\s?(?:간|동안|의)", tail)) and not re.search(
            r"시간|선고|징역|유예|제한|공개", tail
        ):
            return found[0], found.start(), found.end()
    return None


def _find_property_orders(sentence: str) -> Iterator[Mention]:
    for match in _FORFEITURE.finditer(sentence):
        yield Mention(PenaltyItem(kind="forfeiture"), *match.span(), "ko_forfeiture")
    for match in _COLLECTION.finditer(sentence) if "추징" in sentence else ():
        amount = parse_money((match["a"] or match["b"]).replace("여", ""))
        yield Mention(PenaltyItem(kind="collection", amount_krw=amount), *match.span(), "ko_collection")
    for match in _QUALIFICATION.finditer(sentence) if "자격" in sentence else ():
        if not re.search("징역|금고|벌금", sentence) and not _ALSO_QUALIFIED.match(sentence, match.end()):
            continue
        item = PenaltyItem(kind="suspension_of_qualification", months=_months(match["term"]))
        yield Mention(item, match.start("name"), match.end("term"), "ko_qualification")
    for match in _CUSTODY.finditer(sentence) if "감호" in sentence else ():
        yield Mention(PenaltyItem(kind="treatment_custody"), *match.span(), "ko_treatment_custody")
    for match in _COMPENSATION.finditer(sentence) if "배상" in sentence else ():
        item = PenaltyItem(
            kind="compensation", amount_krw=parse_money(match["a"] or match["b"] or match["c"])
        )
        yield Mention(item, *match.span(), "ko_compensation")


def _months(term: str | None) -> int | None:
    if term and re.search(r"월\s?반$", term):
        term = term[:-1].rstrip()  # `징역 3개월 반성문`: no half of anything
    return parse_term(term).total_months if term else None
