"""Of which printed count another is a part, in Korean text: the whole may stand a clause or a sentence before it.

Shapes: `682명 가운데 10대가 548명`, `682명이다. 이 가운데 548명이`, `50명 중 21명이 …, 실형은 12명`. The part keeps its
printed value; its numerator is that value and its denominator the whole. Where two counts could be meant, none is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from extraction.news.article import Claim

_OF_IT = re.compile(r"(?:^|[\s,])(?:이|이들|그)\s?(?:중|가운데)(?:에서|에는|에서도)?[,\s]")
_GOES_ON = re.compile(
    r"(?:\([^)]{1,12}\))?(?:(?:으로|이며|이고|인데)|[은이]\s[가-힣0-9]{2,8}(?:였고|이었고|였으며|이었으며|였는데))[,\s]{1,2}(?:이|그)\s?(?:중|가운데)\s"
)
"""`10대는 381명이며 이 가운데 촉법소년은 71명`: part of the count right before it."""
_BY_AGE = re.compile(
    r"(?:을|를|이|가)\s(?:검거|적발|입건|송치|기소|처벌)(?:했는데|했고|했으며|됐는데|됐고|됐으며),?\s[1-9]0대(?:가|는|\s[가-힣]{2,4}(?:가|는|이|은))\s"
    r"|(?:을|를|이|가)?\s?(?:[가-힣]{2,6}했?)?(?:으로|이며|이고|인데|했는데|했으며|했고|됐으며|됐고),?\s(?:연령|나이|성별|직업|국적|유형|죄종|범죄|지역)(?:대|대별|별|유형별|유형)?(?:로는|로|로\s보면)\s"
    r"(?:[1-9]0대(?:\s(?:이상|이하))?|[가-힣·]{2,8})(?:가|는|이|은)\s"
)
"""`318명을 검거했는데, 10대가 251명`: one age of the people just told."""
_OF_THAT_AGE = re.compile(r"(?:^|[\s,])(?P<d>[1-9]0)대\s?(?:[가-힣]{2,4}\s)?(?:중|가운데)\s$")
"""`10대 피의자 가운데 66명은`: part of the count of that age told before."""
_IS_WHOLE = re.compile(
    r"(?:의\s[가-힣]+)?\s?(?:중|가운데)(?:에서|에는)?(?:\s|,)|"
    r"(?:의|을|를)\s(?:연령|나이|성별|직업|국적|학력|유형|처분)(?:대|별|대별)?(?:은|는|을|로는|로)\s(?:보면\s|나누면\s|살펴보면\s)?"
)
_LEAVES_THE_WHOLE = re.compile(
    r"보다|대비|비해|비교|[명건]에서|전년|지난해|작년|올해|같은\s기간|[0-9]{4}년|별도로|외에도|이와\s함께|피해자|신고|하루"
)
_NEXT_OUTCOME = re.compile(
    r"(?:반면\s|나머지\s)?(?:실형|집행유예|선고유예|벌금형?|무죄|징역형?)(?:을|를)?(?:\s선고받은\s[가-힣]{1,5})?(?:은|는|이|가)\s(?:[가-힣]{1,4}\s)?"
)
"""`87명 중 34명이 집행유예를 받았다. 실형은 24명에 그쳤다.`: another part of the whole of the sentence before."""
_ANALYSED = re.compile(
    r"(?:의\s[가-힣]{2,8})?(?:(?:을|를)\s(?:[가-힣]{2,6}\s)?(?:분석|조사|설문)(?:한|해\s보니|했더니)(?:\s결과)?|에게\s물(?:었더니|은\s결과|어보니|어\s보니)|(?:을|를|의)\s(?:범죄\s)?(?:연령|나이|성별|직업|국적|학력|유형|처분|죄종)(?:대|별|대별)(?:로)?(?:은|는)?(?:\s(?:보면|나누면|살펴보면))?),?\s(?:[^0-9%.]{0,70}?|[0-9]{1,2}명\s중\s[0-9]명\()"
    r"(?:(?:비율|비중)[이은]\s)?"
)
"""`3452명의 판결문을 분석한 결과, 56.1%가`."""
_UNITS = ("persons", "cases")


def with_wholes(
    claims: Sequence[Claim], text: str, offset: int, earlier: Sequence[Claim] = ()
) -> list[Claim]:
    """The claims of one sentence (`text`, beginning at `offset` of the body), parts with the whole that is told.

    `earlier` are claims of the sentences right before, in order.
    """
    told: list[Claim] = []
    whole: Claim | None = None
    end = 0
    for claim in claims:
        start = claim.start - offset
        if _is_count(claim):
            gap = text[end:start]
            of_age = _OF_THAT_AGE.search(gap)
            if of_age:
                whole = _only_whole([c for c in [*earlier, *told] if c.age_low == int(of_age["d"])], claim)
            elif (_GOES_ON.match(gap) or _BY_AGE.fullmatch(gap)) and told and _is_larger(told, claim):
                whole = next(c for c in reversed(told) if _is_count(c))
            elif _OF_IT.search(gap):
                whole = _only_whole([c for c in told if _is_count(c)] or earlier, claim)
            elif not end and (_NEXT_OUTCOME.fullmatch(gap) or _is_next_band(claim, gap, earlier)):
                whole = _whole_before(earlier)
            elif _LEAVES_THE_WHOLE.search(gap):
                whole = None
            if _IS_WHOLE.match(text, claim.end - offset) and not _OF_IT.search(gap):
                whole = None  # `경남 25%(5천200명 중 …)`: another whole begins
            claim = _part_of(claim, whole)
            end = claim.end - offset
            whole = claim if _IS_WHOLE.match(text, end) else whole
        elif claim.measure == "share" and claim.denominator is None:
            claim = _share_of(claim, text[end:start], told, earlier)
            if claim.denominator is None and not end and _NEXT_OUTCOME_SHARE.fullmatch(text[:start]):
                before = _whole_before(earlier)
                claim = claim if before is None else replace(claim, denominator=int(before.value))
            claim = _next_of_shares(claim, told, text, offset)
        if claim.unit == "percent" and claim.denominator is None and not told:
            claim = _rate_of_before(claim, text[:start], earlier)
        told.append(claim)
    told = [_as_its_share(told, index, text, offset) for index in range(len(told))]
    told = _by_share_in_brackets(told, text, offset, earlier)
    return _parts_that_sum(told, text, offset, earlier)


_NEXT_OUTCOME_SHARE = re.compile(
    r"(?:반면\s)?(?:실형|집행유예|선고유예|벌금형?|무죄|징역형?)(?:이|을|를|가)?\s?(?:선고된|선고받은|받은|나온)?\s?(?:비율|비중)은\s(?:[가-힣]{1,4}\s)?"
)
"""`5천412명 중 2천165명이 집행유예를 받았다. 실형이 선고된 비율은 24.6%로`: of the whole of the sentence before."""
_LISTED_SHARE = re.compile(
    r"(?:로|으로|이고|이며|이었고|였고)?(?:\s가장\s많(?:았고|고|았으며))?,?\s[가-힣·]{2,8}(?:이|가|은|는)?\s"
)


def _rate_of_before(rate: Claim, head: str, earlier: Sequence[Claim]) -> Claim:
    """`6천102건 중 구속은 142건에 그쳤다. 구속률은 2.3%다`: a rate that the part told before gives."""
    last = next((c for c in reversed(earlier) if _is_count(c)), None)
    if last is None or not last.numerator or not last.denominator or not _RATE.fullmatch(head):
        return rate
    if not gives(last.numerator, last.denominator, rate.value):
        return rate
    return replace(rate, numerator=last.numerator, denominator=last.denominator)


def _next_of_shares(share: Claim, told: Sequence[Claim], text: str, offset: int) -> Claim:
    """`폭력이 31.4%로 가장 많았고 절도 30.2%`: shares listed one after the other have one whole."""
    last = told[-1] if told else None
    if share.denominator is not None or last is None or last.unit != "percent" or last.numerator is not None:
        return share
    is_listed = _LISTED_SHARE.fullmatch(text[last.end - offset : share.start - offset])
    return replace(share, denominator=last.denominator) if is_listed else share


def _by_share_in_brackets(
    told: Sequence[Claim], text: str, offset: int, earlier: Sequence[Claim]
) -> list[Claim]:
    """`공소기각도 137명(12.9%)`: of the one count of the sentences before that gives the share."""
    found = list(told)
    wholes = {int(c.denominator or c.value) for c in earlier if _is_count(c)}
    for index, (part, share) in enumerate(pairwise(told)):
        is_open = (
            _is_count(part) and part.denominator is None and share.unit == "percent" and not share.denominator
        )
        if not is_open or text[part.end - offset : share.start - offset] != "(":
            continue
        fits = [w for w in wholes if w > int(part.value) and gives(int(part.value), w, share.value)]
        if len(fits) == 1:
            found[index] = replace(part, numerator=int(part.value), denominator=fits[0])
            found[index + 1] = replace(share, numerator=int(part.value), denominator=fits[0])
    return found


_IN_PARTS = re.compile(r"(?:중|가운데)\s|나머지|보다|대비|비해|전년|지난해|작년")


def _parts_that_sum(told: Sequence[Claim], text: str, offset: int, earlier: Sequence[Claim]) -> list[Claim]:
    """`1천207건이 적발됐다. 취소가 812건, 정지가 395건이었다`: counts that make up the one before their sentence."""
    whole = earlier[-1] if earlier else None
    if whole is None or not _is_count(whole) or whole.denominator is not None:
        return list(told)
    parts = [c for c in told if _is_count(c)]
    total = 0
    for number, part in enumerate(parts, 1):
        if part.unit != whole.unit or part.denominator is not None or part.period not in (None, whole.period):
            return list(told)
        total += int(part.value)
        if total == int(whole.value) and number > 1:
            own = parts[:number]
            span = text[own[0].start - offset : own[-1].end - offset]
            if _IN_PARTS.search(span):
                return list(told)
            return [_part_of(c, whole) if c in own else c for c in told]
    return list(told)


_OF_THEM_ALL = re.compile(
    r"(?:피의자|피고인|인원|사람|사건|이들)\s?(?:가운데|중)(?:에서)?\s[^.]{0,20}$|전체의\s[^.]{0,8}$"
)


_BAND_FIRST = re.compile(
    r"(?:이어\s|다음으로\s|그\s다음(?:은|으로)\s)?[1-9]0대(?:는|가|이|\s이상(?:은|이))?\s"
)


def _is_next_band(part: Claim, gap: str, earlier: Sequence[Claim]) -> bool:
    """`178명 중 131명이 10대였다. 20대는 36명으로 뒤를 이었다`: the next age of the whole of the sentence before."""
    last = next((c for c in reversed(earlier) if _is_count(c)), None)
    return bool(
        _BAND_FIRST.fullmatch(gap)
        and last is not None
        and last.age_low is not None
        and last.denominator
        and part.age_low is not None
        and part.age_low != last.age_low
    )


def _as_its_share(told: Sequence[Claim], index: int, text: str, offset: int) -> Claim:
    """`피의자 가운데 20대는 482명(40.0%)`, `전체의 28%인 21명`: the count has the whole of the share beside it."""
    claim = told[index]
    rate = _rate_of_counts(told, index + 1, text, offset) if _is_count(claim) else None
    if rate is not None:
        return replace(claim, numerator=rate.numerator, denominator=rate.denominator)
    if claim.unit == "percent":
        return _rate_of_counts(told, index, text, offset) or claim
    if not _is_count(claim):
        return claim
    beside = told[index + 1] if index + 1 < len(told) else None
    if beside is not None and text[claim.end - offset : beside.start - offset] == "(":
        return _of_same_whole(claim, beside)
    if claim.denominator:
        return claim
    if not _OF_THEM_ALL.search(text, 0, claim.start - offset):
        return claim
    for share in (*told[index + 1 : index + 2], *told[max(0, index - 1) : index]):
        if share.unit == "percent" and share.denominator and share.numerator == int(claim.value):
            return replace(claim, numerator=share.numerator, denominator=share.denominator)
    return claim


def _of_same_whole(part: Claim, share: Claim) -> Claim:
    """`94명(16.4%)`: the whole of the share in brackets, where it has one."""
    if share.unit != "percent" or not share.denominator or share.numerator != int(part.value):
        return part
    if not gives(share.numerator, share.denominator, share.value):
        return part
    return replace(part, numerator=share.numerator, denominator=share.denominator)


_RATE = re.compile(r"[^0-9.]{0,12}(?:검거|기소|구속|발부|인용|유죄)(?:율|률)[은이도]?\s(?:약\s)?")


def _rate_of_counts(told: Sequence[Claim], index: int, text: str, offset: int) -> Claim | None:
    """`사건은 2천310건, 검거 건수는 1천848건으로 검거율은 80.0%`: a rate that the two counts before it give."""
    if index < 2 or index >= len(told) or told[index].unit != "percent" or told[index].numerator:
        return None
    rate, part, whole = told[index], told[index - 1], told[index - 2]
    if not (_is_count(part) and _is_count(whole)) or part.unit != whole.unit:
        return None
    if not _RATE.fullmatch(text[part.end - offset : rate.start - offset]):
        return None
    numerator, denominator = int(part.value), int(whole.value)
    if not denominator or not gives(numerator, denominator, rate.value):
        return None
    return replace(rate, numerator=numerator, denominator=denominator)


def _is_count(claim: Claim) -> bool:
    return claim.measure == "count" and claim.unit in _UNITS and claim.value.isdigit()


def _is_larger(told: Sequence[Claim], part: Claim) -> bool:
    last = next((c for c in reversed(told) if _is_count(c)), None)
    return last is not None and last.unit == part.unit and int(last.value) > int(part.value)


def _only_whole(candidates: Sequence[Claim], part: Claim) -> Claim | None:
    """The one larger count of the same unit; None where there is none or more than one."""
    larger = [
        c for c in candidates if _is_count(c) and c.unit == part.unit and int(c.value) > int(part.value)
    ]
    return larger[0] if len({c.value for c in larger}) == 1 else None


def _whole_before(earlier: Sequence[Claim]) -> Claim | None:
    """The whole of the last count of the sentences before."""
    last = next((c for c in reversed(earlier) if _is_count(c)), None)
    if last is None or last.denominator is None:
        return None
    return replace(last, value=str(last.denominator), numerator=None, denominator=None)


def _part_of(claim: Claim, whole: Claim | None) -> Claim:
    if whole is None or whole.unit != claim.unit or int(claim.value) >= int(whole.value):
        return claim
    return replace(claim, numerator=int(claim.value), denominator=int(whole.value))


def _share_of(share: Claim, gap: str, told: Sequence[Claim], earlier: Sequence[Claim]) -> Claim:
    """`527명으로 이 가운데 98.7%가`; and the whole of the count that the share stands beside."""
    if share.numerator is not None:
        own = [c for c in told if c.numerator == share.numerator and c.value == str(share.numerator)]
        return replace(share, denominator=own[-1].denominator) if own else share
    if not _OF_IT.search(gap) and not _ANALYSED.fullmatch(gap):
        return share
    counts = [c for c in ([c for c in told if _is_count(c)] or earlier) if _is_count(c)]
    values = {c.value for c in counts}
    return replace(share, denominator=int(values.pop())) if len(values) == 1 else share


def gives(part: int, whole: int, share: str) -> bool:
    """Whether `part` of `whole` is the printed share in percent, rounded or cut to its last digit."""
    unit = Fraction(1, 10 ** len(share.partition(".")[2]))
    true = Fraction(100 * part, whole) / unit
    return Fraction(share) / unit in (true.__floor__(), (true + Fraction(1, 2)).__floor__())
