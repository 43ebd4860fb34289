"""Numeric claims of news text: what is counted, of whom, when, at which stage, and who says so.

A claim keeps the printed value. Population and stage are canonical words (`suspects`, `cleared`); a period is a
year, a range `2024-01..2024-07` or `2020..2024`. What the sentence and its paragraph do not say stays None.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from extraction.news.article import Claim, Language
from extraction.news.deeds_ko import touched_by_deeds
from extraction.news.defendants import INCLUDING_A_LEADER, MANY_OF_ONE_CASE
from extraction.news.numbers import NumberHit, find_numbers
from extraction.news.people import find_n_victims
from extraction.news.periods import COUNT_BESIDE, COUNTED_IN, YEAR, Period, find_periods
from extraction.news.sentences import Sentence
from extraction.news.vocabulary import lowered
from extraction.news.wholes import gives, with_wholes

_POPULATIONS = {
    "ko": (
        ("victims", r"피해자|피해\s?(?:여성|학생)"),
        ("defendants", r"피고인|기소|1심|선고받|재판에|판결"),
        ("convicted", r"유죄|확정"),
        ("suspects", r"피의자|검거|입건|(?<!확정된\s)가해자|용의자|송치|구속|붙잡"),
        ("members", r"참여자|참가자|회원|가입자|구독자|이용자|멤버"),
        ("reports", r"신고|접수|발생|사건"),
        ("students", r"학생"),
    ),
    "en": (
        ("victims", r"\bvictim(?!ized by)"),
        ("defendants", r"\bdefendants?\b|\bindicted\b|\bsentenced\b|\btried\b"),
        ("convicted", r"\bconvict(?:ed|s)\b|\bfound\sguilty\b"),
        (
            "suspects",
            (
                r"\bsuspects?\b|\barrested\b|\bbooked\b|\bperpetrators?\b|\boffenders?\b|\bapprehended\b|"
                r"\bcaught\b"
            ),
        ),
        ("members", r"\bmembers?\b|\bparticipants?\b|\bsubscribers?\b"),
        ("reports", r"\breports?\b|\bcases?\b|\bcomplaints?\b|\bincidents?\b"),
        ("students", r"\bstudents?\b"),
    ),
}
_OUTCOMES = {
    "ko": (
        ("suspended", r"집행\s?유예"),
        ("deferred", r"선고\s?유예"),
        ("served", r"실형|징역형"),
        ("fine", r"벌금"),
        ("acquitted", r"무죄"),
    ),
    "en": (
        ("suspended", r"\bsuspended\b|\bprobation\b"),
        ("served", r"\bprison\b|\bjail\b"),
        ("fine", r"\bfine[sd]?\b"),
        ("acquitted", r"\bacquitt"),
    ),
}
_STAGES = {
    "ko": (
        ("final", r"확정(?:판결|된|됐|받)"),
        ("appeal", r"2심|항소심"),
        ("first_instance", r"1심|집행유예|실형|벌금형|선고"),
        ("indicted", r"(?<!불)기소(?!유예)|재판에\s?넘"),
        ("referred", r"(?<!불)송치"),
        ("detained", r"(?<!불)구속"),
        ("cleared", r"검거|붙잡"),
        ("arrested", r"체포"),
        ("booked", r"입건"),
        ("reported", r"신고|접수|발생"),
    ),
    "en": (
        ("final", r"\bfinal(?:ized)?\s(?:ruling|conviction)"),
        ("appeal", r"\bappeal(?:s|late)?\b"),
        (
            "first_instance",
            (r"\bfirst\s(?:trial|instance)|\bsentenced\b|\bsuspended\ssentence|\bfined\b|\bprison\b"),
        ),
        ("indicted", r"\bindicted\b"),
        ("referred", r"\b(?:referred|sent)\sto\s(?:the\s)?prosecut"),
        ("detained", r"\bdetained\b|\bformally\sarrested"),
        ("arrested", r"\barrest(?:ed|s)?\b"),
        ("cleared", r"\bapprehended\b|\bcaught\b|\bnabbed\b"),
        ("booked", r"\bbooked\b"),
        ("reported", r"\breport(?:ed|s)\b|\bfiled\b|\bcomplaints?\b"),
    ),
}
_TOPICS = (
    (
        "deepfake",
        (r"딥페이크|허위영상물|허위\s?영상|deep-?fake|fake\s(?:images|videos)|false\s(?:images|video)"),
    ),
    ("illegal_filming", r"불법\s?촬영|몰카|카메라등이용|illegal(?:ly)?\sfilm|hidden\scamera|spycam|molka"),
    ("child_sexual_exploitation", r"성착취물|아동·?청소년|아청법|child\ssexual|exploitation\smaterial"),
    ("stalking", r"스토킹|stalking"),
)
_AGES = {
    "ko": re.compile(
        r"(?:만\s?)?(?P<low>[1-9][0-9])세\s?이상[\s~∼]*(?:만\s?)?(?P<high>[1-9][0-9])세\s?미만|"
        r"(?<![제0-9])(?P<d>[1-9]0)대(?P<down>\s이하)?(?!\s?(?:이상|국회|뉴스|총선|대선|대통령|그룹|기업|[0-9]))|"
        r"(?P<child>촉법\s?소년)|(?P<from>[1-9][0-9])(?:\s?세)?\s?[~∼-]\s?(?P<to>[1-9][0-9])\s?세(?!\s?(?:이상|미만))|"
        r"(?P<u>1[0-9])세\s?미만|(?P<minor>미성년자)"
    ),
    "en": re.compile(
        r"\baged\s(?:between\s|from\s)?(?P<from>[1-9][0-9])(?:\sto\s|-|–|\sand\s)(?P<to>[1-9][0-9])\b|\b(?P<teens>teen(?:ager|age)?s?)\b|\b(?P<d>[2-9]0)s\b|"
        r"\b(?P<child>(?:under|younger\sthan)\s(?:the\sage\sof\s)?14)\b|\bunder\s(?:the\sage\sof\s)?(?P<u>1[89])\b|"
        r"\b(?P<minor>minors)\b",
        re.IGNORECASE,
    ),
}
_KO_SPEAKER = re.compile(
    r"(?P<a>[가-힣A-Za-z·]{2,20}(?:\s[가-힣·]{2,12}){0,3}?)(?:이|가|에서|의|으로부터)?\s?"
    r"(?:(?:낸|공개한|제출받은|발표한|집계한|받은|분석한)\s)?"
    r"(?:(?:[가-힣]{1,12}\s)?(?:자료|통계|집계|조사|발표|분석)(?:를|을)?\s?(?:결과)?)?(?:에|를|"
    r"을)?\s?(?:따르면|의하면|보면)"
)
_KO_SPEAKER_HEAD = re.compile(
    r"(?P<b>[가-힣·]{2,12}(?:청|부|원|처|위원회|의원|협회|연대|센터|법원|경찰|검찰|대변인|교수|"
    r"변호사))(?:은|는|이|가)\s(?:[^.]|\.(?=[0-9])){0,300}"
    r"(?:밝혔|발표했|집계했|말했|지적했|설명했|전했|했다고)"
    r"|(?P<c>[가-힣]{2,4}\s(?:[가-힣]{2,8}\s)?(?:의원|교수|변호사|대표|소장|장관))(?:은|는|이|가)\s"
)
_EN_SPEAKER = re.compile(
    r"\b[Aa]ccording\sto\s(?:data\s(?:from|by|released\sby|compiled\sby|submitted\sby)\s|"
    r"figures\sfrom\s|statistics\sfrom\s|a\sreport\sby\s)?(?P<a>(?:the\s)?[A-Za-z][^,.;]{2,60})"
    r"|\b(?P<b>[Pp]olice|[Cc]ourt|[Gg]overnment|[Mm]inistry|[Pp]rosecution)\s(?:data|figures|statistics|"
    r"records)\s(?:shows?|showed|indicates?|reveals?|say)"
    r"|(?P<c>(?:The\s)?(?:(?:[A-Z][\w.&’-]+\s){0,5}[A-Z][\w-]+|[Pp]olice|[Pp]rosecutors))\s(?:said|"
    r"announced|reported|revealed|told|says|added|pointed\sout)\b"
    r"|,\s(?P<d>(?:the\s)?(?:[A-Z][\w-]+\s){0,4}(?:[A-Z][\w-]+|police|agency|ministry|"
    r"prosecutors))\ssaid\b|\bthe\s(?P<e>police|agency|ministry)\s(?:said|announced)"
)
_PROVISIONAL = re.compile(
    r"잠정(?!\s?조치)|중간\s?집계|가집계|provisional|preliminary|tentative|interim", re.IGNORECASE
)
_SUM = re.compile(
    r"합치면|합하면|합산|더하면|합쳐|합한|two\sage\sgroups|combined|together\s(?:account|made|make)|"
    r"in\ssum|both\sgroups",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:up|down|compared|rose|risen|increase[sd]?|decrease[sd]?|jump(?:ed)?|from|to|versus|than|and|"
    r"followed\sby|after)\b|에서|보다|이어|비해|늘|증가|줄|감소|낮아|높아|뛰|떨어|올라|오른|내려|,|·",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"^(?:\)[이가나]?)?\s?(?:증가|감소|늘|줄|상승|하락|급증|폭증|올랐|급감)|^\s?(?:increase|decrease|rise|jump|drop|"
    r"surge|growth|more\s(?:than|from))|^\s(?:year-on-year|on-year|from\s(?:a|the)\syear)",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"(?:rose|increased|jumped|surged|fell|dropped|grew|soared|climbed|declined)\s(?:by\s)?(?:about\s|"
    r"nearly\s|over\s)?$",
    re.IGNORECASE,
)
_NOT_OUR_NUMBER = {
    "ko": re.compile(
        r"득표율|득표|재석\s?[0-9]|찬성\s?[0-9]|대선에서|대통령\s?선거|총선|지지율|금리|환율|(?<![가-힣])주가(?!\s?조작)|물가|성장률|여론조사(?!업체)(?![^.]{0,90}(?:범죄|처벌|형량|양형|피싱))|수익률|할인|시청률|점유율|타율|승률|출루율|축구|야구|농구|배구|올림픽|월드컵|영구\s?제명|바로잡습니다|정정합니다"
    ),
    "en": re.compile(
        r"\b(?:approval\srating|interest\srate|stock|inflation|(?:opinion|presidential|election|exit)\spolls?|votes?|GDP|discount)\b",
        re.IGNORECASE,
    ),
}


_ABOUT_CRIME = {
    "ko": re.compile(
        r"범죄|범행|범인|피의자|피고인|피해자|가해자|용의자|경찰|검찰|법원|재판|선고|집행유예|실형|징역|벌금|검거|입건|구속|기소|"
        r"딥페이크|성착취|불법\s?촬영|촉법|처벌|수사|재범|혐의|사건|신고|10대|대화방|텔레그램|허위영상물|유죄|무죄|폭력|교정|교도소|구치소|소년원|보호관찰|보호처분|초범|전과|마약|피싱|학대|스토킹|음주운전|"
        r"형사|법무|도박|적발|단속|사기|절도|강도|살인|방화|횡령|성범죄|성매매|성희롱|추행|촬영물|미성년자|수감|수용자|재소자|출소|소년범|변호사|판사|로펌|영장|"
        r"밀수|무면허|뺑소니|신상\s?공개|전자발찌|전자감독|구금|고소|고발|체포|항소|상고|양형|형량|법관|국민참여재판|배심"
    ),
    "en": re.compile(
        r"crim|suspect|victim|offend|police|prosecut|court|trial|sentenc|prison|convict|deepfake|arrest|defendant|"
        r"perpetrat|indict|chat\s?room|exploitation|abuse|murder|robber|homicide|theft|fraud|assault|\brape|violence|drunk|drug|harass|bully|bullied|stalk|phishing|scam|felon|juvenile|detain|detention|custody|inmate|warrant|theft|steal|smuggl|gambl",
        re.IGNORECASE,
    ),
}


def find_claims(
    sentences: Sequence[Sentence], language: Language, published: date | None
) -> tuple[Claim, ...]:
    """The numeric claims of the sentences, in order of place."""
    claims: list[Claim] = []
    if len(sentences) > 1 and not any(_ABOUT_CRIME[language].search(sentence.text) for sentence in sentences):
        return ()
    topic = _topic(" ".join(sentence.text for sentence in sentences[:40]))
    speaker, paragraph, opened, before, text = None, -1, 0, "", ""
    for sentence in sentences:
        before, text = text, sentence.text
        if sentence.paragraph != paragraph:
            speaker, paragraph, opened = None, sentence.paragraph, sentence.start
        speaker = _speaker(sentence.text, language) or speaker
        if not re.search(
            r"[0-9]|명|건|절반|과반|분의|[두세네섯곱덟홉열]\s?배|half|third|quarter|fifth|tenth|percent|two|three|four|five|six|seven|eight|"
            r"nine|ten|doubl|tripl",
            sentence.text,
            re.IGNORECASE,
        ):
            continue
        if _NOT_OUR_NUMBER[language].search(sentence.text):
            continue
        earlier = [c for c in claims[-3:] if c.start >= sentence.start - 400]
        told = _sentence_claims(sentence, language, published, speaker, topic, earlier, before=before)
        told = _of_those_asked(told, earlier, before, sentence)
        goes_on = _GOES_ON_IN_TIME.match(sentence.text)  # words that carry a period over paragraphs too
        near = earlier if goes_on else [c for c in earlier if c.start >= opened]
        claims += _in_the_period_before(told, sentence, near)
    return tuple(claims)


def without_people_of_cases(
    claims: Sequence[Claim], sentences: Sequence[Sentence], told_at: frozenset[int], language: Language
) -> tuple[Claim, ...]:
    """Without the small counts of people, and the things, of a case that is told in a paragraph where nothing is counted.

    `told_at`: where the sentences that tell a case begin. A count with a period, a part of a whole, and a count in a
    sentence that has one of these stay. A paragraph counts where its words say so, or where a sentence that tells no
    case counts more people than a case has.
    """
    if not told_at or not claims:
        return tuple(claims)
    by_sentence = [
        (s, s.start in told_at, [c for c in claims if s.start <= c.start < s.start + len(s.text)])
        for s in sentences
    ]
    paragraphs = {s.paragraph for s, tells, _ in by_sentence if tells}
    paragraphs -= {
        s.paragraph
        for s, tells, inside in by_sentence
        if _COUNTS_MANY.search(_NOW_OF_ONE_CASE.sub("", s.text))
        or (not tells and _has_a_crowd(inside, language))
    }
    left: list[Claim] = []
    for sentence, tells, inside in by_sentence:
        is_told = sentence.paragraph in paragraphs
        is_gang = tells and _OF_A_GANG.search(sentence.text) is not None
        is_gang = is_gang or _HELD_OF_WHOM.search(sentence.text) is not None
        of_case = all(_may_be_of_a_case(claim, language, is_gang=is_gang) for claim in inside)
        if is_told and tells:
            inside = [claim for claim in inside if claim.unit != "items" or claim.period]
        left += [] if is_told and of_case else inside
    return tuple(left)


def _has_a_crowd(claims: Sequence[Claim], language: Language) -> bool:
    return any(c.unit == "persons" and not _may_be_of_a_case(c, language, is_gang=False) for c in claims)


_HELD_OF_WHOM = re.compile(
    r"\bof\s(?:whom|them)\s(?:is|are|was|were)\s(?:\w+\s)?(?:under\sarrest|detained|held|arrested|in\scustody|placed\sunder|behind\sbars|indicted)\b"
)
_OF_A_GANG = re.compile(rf"일당\s(?:등\s)?(?:총\s|모두\s)?[0-9]|{INCLUDING_A_LEADER}")
"""`일당 204명을 검거, 운영진 13명 중 11명을 구속했다`: whatever is told of them is told of this case."""


_COUNTS_MANY = re.compile(
    r"통계|집계|자료|조사\s?결과|(?:집중|특별)\s?단속|전체|비율|다음으로|가장\s많|뒤를\s이|(?:늘|줄)었|증가했|감소했|(?<!personal\s)(?<!private\s)(?<!of\s)\bdata\b|\b(?:statistics|figures|tally|total(?!\sof\s(?:about\s|some\s)?[0-9.,]+\s(?:(?:million|billion)\s)?won)|survey|average)\b",
    re.IGNORECASE,
)


_NOW_OF_ONE_CASE = re.compile(
    r"(?:피의자|입건자|피해자)(?:는|가|\s수는|\s수가)\s(?:모두\s|총\s)?[0-9]{1,3}\s?명으로\s늘"
)
"""`피의자는 모두 11명으로 늘었다`: of one case, which goes on."""


def _may_be_of_a_case(claim: Claim, language: Language, *, is_gang: bool) -> bool:
    return (
        claim.measure in ("count", "change")
        and claim.unit in ("persons", "times")
        and (is_gang or (claim.period is None and claim.denominator is None))
        and claim.value.isdigit()
        and int(claim.value) <= (MANY_OF_ONE_CASE if is_gang or language == "ko" else SMALL_COUNT)
    )


_GOES_ON_IN_TIME = re.compile(
    r"(?:같은|이)\s기간(?:에|\s동안)?[,\s]|(?:이|이들|그)\s?(?:중|가운데)[,\s]|(?:검거|입건|송치|구속|적발)된\s(?:피의자|인원|사람|이들)\s?(?:중|가운데)\s"
)


def _in_the_period_before(told: list[Claim], sentence: Sentence, earlier: list[Claim]) -> list[Claim]:
    """`지난해 6천626건이었다. 검거된 인원은`: the one period of the counts before, where none is told.

    Where those counts are of several periods, only words that say so (`같은 기간`, `이 가운데`) carry the last one on.
    """
    period = earlier[-1].period if earlier else None
    is_one = all(claim.period == period for claim in earlier) or _GOES_ON_IN_TIME.match(sentence.text)
    if period is None or not is_one or any(claim.period is not None for claim in told):
        return told
    return [replace(claim, period=_year_of(claim, period, sentence)) for claim in told]


_ASKED = re.compile(
    r"설문|물었더니|물어보니|물은\s결과|응답자|\b(?:survey|poll|polled|respondents)\b", re.IGNORECASE
)
_ANSWERED = re.compile(
    r"답했|답한|답은|응답[은이했]|반대[는은가]|찬성[은이]|의견[은이]|\b(?:said|answered|replied|responded|opposed|supported|favored|agreed|disagreed|called)\b"
)


def _of_those_asked(
    told: list[Claim], earlier: Sequence[Claim], before: str, sentence: Sentence
) -> list[Claim]:
    """`… found that 71.2 percent believe … Only 4.6 percent said`: of the people whom the survey before asked."""
    last = earlier[-1] if earlier else None
    is_share = last is not None and last.unit == "percent" and last.denominator and last.numerator is None
    if last is None or not is_share or not _ASKED.search(before) or not _ANSWERED.search(sentence.text):
        return told
    return [
        replace(c, denominator=last.denominator) if c.measure == "share" and c.denominator is None else c
        for c in told
    ]


_OF_YEAR_BEFORE = re.compile(r"(?:전년도?|[1일한]\s?(?:년|해)\s전)(?:의|에는?)?\s?\(?$")


def _year_of(claim: Claim, period: str, sentence: Sentence) -> str | None:
    """`전년도(165만건) 대비 6.6%`: the count of the year before the one that the sentence before tells of."""
    if not _OF_YEAR_BEFORE.search(sentence.text, 0, claim.start - sentence.start):
        return period
    return str(int(period) - 1) if period.isdigit() else None


def _sentence_claims(
    sentence: Sentence,
    language: Language,
    published: date | None,
    speaker: str | None,
    topic: str | None,
    earlier: list[Claim],
    *,
    before: str,
) -> list[Claim]:
    text = sentence.text
    carried = next((c.unit for c in reversed(earlier) if c.measure == "count"), None)
    hits = [hit for hit in find_numbers(text, language, carried) if not _is_of_a_term(hit, text, language)]
    if hits and language == "ko":
        hits = _without_touched(hits, text)
    if not hits:
        return []
    periods = find_periods(text, language, published)
    claims: list[Claim] = []
    for number, hit in enumerate(hits):
        low = hits[number - 1].end if number else 0
        high = hits[number + 1].start if number + 1 < len(hits) else len(text)
        context = _Context(text, low, hit, high, language)
        previous = claims[-1] if claims else None
        claim = Claim(
            measure=_measure(hit, context),
            value=hit.value,
            value_high=hit.value_high,
            unit=hit.unit,
            numerator=hit.numerator,
            denominator=hit.denominator,
            period=_period(hit, periods, hits, number, text, language),
            speaker=speaker,
            topic=_topic(text) or topic,
            provisional=bool(_PROVISIONAL.search(text)),
            approximate=hit.approximate or hit.comparator != "exact" or hit.value_high is not None,
            comparator=hit.comparator,
            is_sum=bool(_SUM.search(context.before)) and hit.unit == "percent",
            text=text[hit.start : hit.end],
            start=sentence.start + hit.start,
            end=sentence.start + hit.end,
        )
        claims.append(_with_people(claim, context, previous, [*earlier, *claims]))
    claims = [_aged_by_whole(claims, hits, index, text, language) for index in range(len(claims))]
    is_deed = language == "ko" and _DEED_OF_ONE.search(text)
    if (not earlier or is_deed) and _counts_one_incident(claims, text, language, before=before):
        return []
    joined = _join_shares(claims, hits, text, language, earlier)
    joined = _as_printed(joined) if language == "ko" else _with_parts(joined, sentence)
    if language == "en":
        return joined
    again = {
        hit.start + sentence.start for index, hit in enumerate(hits) if _is_told_again(hits, index, text)
    }
    return [c for c in with_wholes(joined, text, sentence.start, earlier) if c.start not in again]


def _without_touched(hits: list[NumberHit], text: str) -> list[NumberHit]:
    """Without counts of the people of a deed (`136명에게서 4억원을 가로챈 혐의로 M씨를`)."""
    touched = touched_by_deeds(text)
    return [hit for hit in hits if not any(hit.start < end and start < hit.end for start, end in touched)]


def _as_printed(claims: list[Claim]) -> list[Claim]:
    """Korean: no share that only follows from two counts; one that is printed after them carries the counts.

    `2410명 중 1870명의 영장이 발부돼 발부율은 77.6%`: the part has its whole as its denominator, 77.6 has both.
    """
    derived = [c for c in claims if c.measure == "ratio" and not c.text]
    return [_with_pair(c, derived) for c in claims if c.measure != "ratio" or c.text]


def _with_pair(claim: Claim, derived: Sequence[Claim]) -> Claim:
    if claim.unit != "percent" or claim.numerator is not None:
        return claim
    for pair in sorted(derived, key=lambda told: abs(told.start - claim.end)):
        if "." not in claim.value and pair.start != claim.end + 1 and claim.measure != "rate":
            continue
        if pair.numerator and pair.denominator and gives(pair.numerator, pair.denominator, claim.value):
            return replace(claim, numerator=pair.numerator, denominator=pair.denominator)
    return claim


def _with_parts(claims: list[Claim], sentence: Sentence) -> list[Claim]:
    """English: a part carries its whole (`812 people, 634 of whom`, `2,719, or 44 percent`), a share both counts."""
    claims = [_of_told_whole(claims, index, sentence) for index in range(len(claims))]
    parts = [c for c in claims if c.measure == "count" and c.denominator]
    return [_with_pair(c, parts) for c in claims]


_OF_WHOM_AFTER = re.compile(r"\s(?:[a-z]+\s)?of\s(?:whom|which|them|those|these)\b")
_OF_WHOM_BEFORE = re.compile(
    r"\bof\s(?:whom|which|them),?\s(?:(?:about|some|nearly|only|just|at\sleast)\s)?$"
)


def _of_told_whole(claims: Sequence[Claim], index: int, sentence: Sentence) -> Claim:
    """A count with the whole that the share right after it has, or that `of whom` points at."""
    claim = claims[index]
    if claim.measure != "count" or claim.denominator or not claim.value.isdigit() or not index:
        return claim
    share = claims[index + 1] if index + 1 < len(claims) else None
    if (
        share is not None
        and share.unit == "percent"
        and share.denominator
        and share.numerator == int(claim.value)
    ):
        return replace(claim, numerator=share.numerator, denominator=share.denominator)
    before = claims[index - 1]
    if before.unit == "percent" and before.denominator and before.numerator == int(claim.value):
        return replace(claim, numerator=before.numerator, denominator=before.denominator)
    head, tail = sentence.text[: claim.start - sentence.start], sentence.text[claim.end - sentence.start :]
    is_part = _OF_WHOM_AFTER.match(tail) or _OF_WHOM_BEFORE.search(head)
    wholes = [
        c for c in claims[:index] if c.measure == "count" and c.unit == claim.unit and not c.denominator
    ]
    if is_part and wholes and wholes[-1].value.isdigit() and int(wholes[-1].value) > int(claim.value):
        return replace(claim, numerator=int(claim.value), denominator=int(wholes[-1].value))
    parts = [c for c in claims[:index] if c.denominator and c.value == str(c.numerator)]
    is_rest = _THE_REST.search(head) and parts and parts[-1].unit == claim.unit
    if is_rest and int(parts[-1].value) + int(claim.value) == parts[-1].denominator:
        return replace(claim, numerator=int(claim.value), denominator=parts[-1].denominator)
    return claim


_THE_REST = re.compile(r"\bthe\s(?:remaining|other)\s$")
"""`24 of the 318 suspects, and the remaining 294`: what the two make up."""


_TELLS_PART = re.compile(r"\s(?:were|are|was)\s(?:in\stheir\s|aged\s)?")


def _aged_by_whole(
    claims: Sequence[Claim], hits: list[NumberHit], index: int, text: str, language: Language
) -> Claim:
    """`91 of the 120 suspects were teenagers`: the words after the whole tell the age of the part."""
    claim = claims[index]
    if _of_pattern(hits, index, text, language) is not None:
        whole = claims[index + 1]
        if claim.age_low is None and _TELLS_PART.match(text, hits[index + 1].end):
            return replace(claim, age_low=whole.age_low, age_high=whole.age_high)
    is_whole = index > 0 and _of_pattern(hits, index - 1, text, language) is not None
    if is_whole and claims[index - 1].age_low is None and _TELLS_PART.match(text, hits[index].end):
        population = (claim.population or "").split(" aged ")[0] or None
        return replace(claim, population=population, age_low=None, age_high=None)
    return claim


SMALL_COUNT = 49
"""The largest number of people of one incident that is no statistic (the same bound as in the verdicts)."""
MANY_ACCUSED = 200
"""The largest number of people of one ring that an office tells of (the same bound as in the reports)."""
_OF_A_RING = re.compile(r"\bmembers\sof\s[^.;]{0,60}\b(?:ring|gang|syndicate)\b|\b(?:indicted|extradited)\b")
_OF_ONE_INCIDENT = {
    "ko": re.compile(
        r"[A-Z]\s?(?:\([^)]{1,14}\))?\s?(?:씨|군|양)|[가-힣]모\s?(?:\([^)]{1,14}\)\s?)?(?:씨|군|양)|[0-9]{2}세|일당|혐의|보호\s?처분|숨겨\s?들여|밀반입하|훔쳐\s|훔치다|배심원|공범\s[0-9]+명|입건\s전|사상|역주행|조직원|가정법원|소년부|선고\s?공판|[가-힣]{2}(?:지검|지청|경찰서|경찰청|해경)(?:\s[가-힣0-9]{2,14})?(?:은|는)\s|경찰에\s붙잡|재판에\s넘|검찰에\s넘겨|명에게\s(?:법원|재판부)[이가]\s|손해배상|법안에는|"
        r"[1-9]0대\s(?:남|여)|(?:징역|벌금)\s?[0-9][^.]{0,30}(?:선고|구형)|명에게\s(?:각각\s)?(?:징역|벌금|무기징역|장기|단기)|징역\s장기"
    ),
    "en": re.compile(
        r"\b(?:gang|ring|group\sof|an?\s(?:man|woman)|police\s(?:book|nab|arrest|catch|(?:have|has)\s(?:arrested|caught|booked|nabbed|apprehended)\s(?:[a-z]+|[0-9]{1,2})\s(?:[\w-]+\s)?(?:men|women|teens|teenagers|boys|students)\s(?:for|on|in\sconnection)|had\sarrested\s(?:[a-z]+|[0-9]{1,2})\s(?:people|suspects|members))|each\sof\sthe|convicted|accused|charge[ds]?|suspicion|allegedly|sentenced|indicted|booked|referred|detained|year-old|surnamed|his|her|he|she|him|given|acquitted|fined|jailed|in\sprison|sent\s[^.;]{1,24}\sto\s(?:the\s)?prosecut\w+|sent\sto\s(?:a\s)?(?:reformatory|juvenile\sdetention)|apprehended\s[0-9a-z]+\s[a-z]+\sfor|suspected\sof|stood\strial|in\stheir\s[2-9]0s|(?:received|got)\s(?:suspended\s)?(?:prison|jail)\s(?:terms|sentences)|put\son\strial)\b",
        re.IGNORECASE,
    ),
}
_OF_STATISTICS = re.compile(
    r"통계|집계|자료|조사\s?결과|(?:집중|특별)\s?단속|전체|비율|올해|지난해|작년|\b(?:data|statistics|figures|tally|total|survey|average)\b",
    re.IGNORECASE,
)


_TERM_BEFORE = re.compile(
    r"(?:구형량?|형량|형기|선고형)(?:\([^)]{2,16}\))?(?:을|의|은|이|보다)?\s(?:[가-힣0-9]{1,5}\s){0,2}$"
)
_IN_A_CHARGE = re.compile(
    r"(?:을\s[^.]{0,60}?|의\s(?:사진|얼굴|영상|합성물|나체|신체)[^.,]{0,40})[가-힣](?:한|린|긴|든|판|챈|낸|은)\s혐의"
)
"""`61명의 합성물을 만들어 유포한 혐의`: the size of one person's deed."""
_HARMED = re.compile(
    r"\b(?:st(?:ole|eal(?:ing)?)|swindl\w+|defraud\w*|extort\w+|scamm\w+|cheat\w*|film(?:ed|ing)|molest\w+|assault(?:ed|ing)|rap(?:ed|ing)|(?:kill|murder|stabb)(?:ed|ing)|injur(?:ed|ing)|wound(?:ed|ing)|"
    r"blackmail\w*|leak(?:ed|ing)|expos(?:ed|ing)(?=\s(?:the\s)?(?:personal|private|data|information))|t(?:ook|aking)(?=\s(?:[^.;]|\.(?=[0-9])){2,40}\bfrom\s))"
    r"\s(?:(?!who\b|were\b|was\b)(?:[^.;,\s]|[.,](?=[0-9]))+\s){0,7}?(?:(?:from|of|against)\s)?(?:(?:more\sthan|over|about|some|at\sleast|nearly)\s)?$|"
    r"\b[0-9]+\stimes\s(?:to|against|on)\s$|\b(?:encounters?|sex|intercourse|relations)\swith\s$|\b(?:murders?|killings?|stabbings?|deaths?|rapes?|abuse|assaults?|shootings?)\sof\s$"
)
"""`stole data from 20,000 people`: whom a deed was done to."""
_BESIDE_A_NAME = re.compile(r"(?:씨|군|양)(?:\([^)]{1,14}\))?\s등\s(?:[가-힣·]{1,8}\s){0,2}$")
"""`B군 등 고교생 4명`: the people of one case, whatever else the sentence tells."""
_MONEY_TAKEN = re.compile(
    r"(?:의|에게서|에게|으로부터|한테)\s[^.,]{0,20}[0-9][^.,]{0,12}원을\s(?:[가-힣]{1,6}\s)?(?:가로[채챈]|빼돌|뜯|챙긴|편취|받아\s챙)"
)
"""`세입자 30명의 보증금 40억원을 가로챈 임대업자`: whom the deed was done to."""
_LABELLED = re.compile(r"(?:(?<![A-Za-z])[A-Z]|(?<![가-힣])[가-힣]모?)\s?(?:\([^)]{1,14}\)\s?)?(?:씨|군|양)")
_ACCUSED_ONE = re.compile(
    r"(?:^|,\s)(?:[Hh]e|[Ss]he)\s(?:also\s|then\s|allegedly\s)?(?:received|sold|sent|posted|uploaded|made|produced|filmed|distributed|bought|downloaded|shared|stored|possessed|took|stole)\b|"
    r"\b(?:(?i:he|she)|[A-Z][a-z]+|man|woman|boy|student|teenager|suspect)(?:,\s[0-9]{2},)?\s(?:is|was)\s(?:\w+\s)?"
    r"(?:accused|suspected|charged|convicted|indicted|alleged)\b|"
    r"\bsurnamed\s[A-Z]|\bwho\s(?:is|was|stands)\s(?:accused|suspected|charged)\b|[Tt]he\sdefendant\b|\b[A-Z][a-z]+,\s[0-9]{2},\swho\b|\b(?:sentenced|jailed|fined)\s(?:an?|the)\s[0-9]{2}-year-old\b|\b[0-9]{2}-year-old\s(?:\w+\s){1,4}?(?:was|has\sbeen)\s(?:sentenced|jailed|fined|indicted|arrested|booked)\b"
)
"""`Kim is accused of distributing them to 220 members of a chat room`."""
_TERM_AFTER = re.compile(r"(?:인|에\s달하는|으로\s[가-힣]{1,5})\s(?:징역|벌금|금고)")


_OF_YEARS = re.compile(
    r"\s?(?:of\s)?(?:the|his|her|their|what)\s(?:[\w-]+\s){0,2}?(?:years?|months?|terms?|sentences?|prosecut\w+)\b"
)
"""`half of the three years demanded`: what a court did with a demand is no statistic."""


_TOLD_AGAIN = re.compile(r"(?:^|[\s,])(?:그|이)\s$")
"""`33명 중 7명을 붙잡았는데, 그 7명 가운데 6명이`: a count that points back."""


def _is_told_again(hits: Sequence[NumberHit], index: int, text: str) -> bool:
    hit = hits[index]
    told = any(other.value == hit.value and other.unit == hit.unit for other in hits[:index])
    return told and hit.measure == "count" and bool(_TOLD_AGAIN.search(text, 0, hit.start))


_BILL_BY = re.compile(r"(?:의원|변호사|교수|시민|유족|피해자|주민)(?:들)?\s(?:등\s)?$")
_OF_A_BILL = re.compile(
    r"[이은]\s[^.]{0,90}(?:개정안|법안|제정안|결의안|성명|고소장|고발장|진정서|탄원서|소송|헌법소원)[을를]?\s(?:[^.]{0,16}\s)?(?:발의|제출|냈|내고|발표|제기|공동)"
)
"""`의원 12명이 개정안을 발의했다`: who did it, and no statistic."""


def _is_of_a_term(hit: NumberHit, text: str, language: Language) -> bool:
    """`형량을 절반으로 줄여`, `두 배인 벌금 600만원`: what a court did with a sentence is no statistic."""
    if language == "ko" and hit.measure == "count" and _IN_A_CHARGE.match(text, hit.end):
        return bool(_LABELLED.search(text))
    if language == "en" and hit.measure == "ratio" and _OF_YEARS.match(text, hit.end):
        return True
    if (
        language == "en"
        and hit.unit == "persons"
        and re.search(r"\b[Oo]ne\sof\s(?:the\s)?$", text[: hit.start])
    ):
        return True
    if language == "en" and hit.unit == "persons" and _HARMED.search(text[: hit.start]):
        return True
    if language == "ko" and hit.unit == "persons" and _MONEY_TAKEN.match(text, hit.end):
        return True
    if (
        language == "ko"
        and hit.unit == "persons"
        and _BILL_BY.search(text[: hit.start])
        and _OF_A_BILL.match(text, hit.end)
    ):
        return True
    if language == "ko" and hit.unit == "persons" and _BESIDE_A_NAME.search(text[: hit.start]):
        return True
    if (
        language == "ko"
        and hit.unit == "places"
        and re.match(r"에(?:게)?\s(?:[^.,]{0,24}\s)?(?:과태료|과징금|범칙금)", text[hit.end :])
    ):
        return True
    if language == "ko" and re.search(r"배심원(?:단)?(?:은|이)?\s?(?:[가-힣]{1,4}\s)?$", text[: hit.start]):
        return True
    if language == "ko" and re.match(r"까지\s(?:가중|감경)|(?:을|로)\s(?:가중|감경)", text[hit.end :]):
        return True
    if language != "ko" or (hit.unit != "times" and hit.measure != "ratio"):
        return False
    return bool(_TERM_BEFORE.search(text[: hit.start]) or _TERM_AFTER.match(text, hit.end))


_COURT_ON_GROUP = re.compile(
    r"법원은\s[^.]{0,40}명에게[^.]{0,80}선고|(?:[지고]법|지원)[은이]?\s[^.]{0,80}선고|선고[^.]{0,12}[지고]법"
)


def _tells_incident(text: str, language: Language) -> bool:
    """Whether a sentence tells of one case, so that small counts of the next are of its people."""
    is_told = _OF_ONE_INCIDENT[language].search(text) or (language == "ko" and _COURT_ON_GROUP.search(text))
    return bool(is_told) and not _OF_STATISTICS.search(text)


_AND_OTHERS = re.compile(r"(?:씨|군|양)(?:\([^)]{1,8}\))?\s등\s(?:[가-힣·]{2,8}\s)?([0-9]{1,3})명")
"""`A씨 등 50명`: the people of one case, however many."""
_EN_DEED_OF_ONE = re.compile(
    r"\bsurnamed\s[A-Z]|\b[A-Z][a-z]+,\s[0-9]{2},\swho\s(?:\w+ed|stole|sold|sent|took|made|ran|hid|stabbed|beat|shot)\b|"
    r"\b(?:for|of)\s(?:allegedly\s)?[a-z]+ing\b[^.;]{0,80}\bin\s(?:19|20)[0-9]{2}\b|"
    r"\b(?:he|she)\s(?:uploaded|posted|sold|distributed|produced|filmed)\b|\baccused\sof\s[a-z]+ing\b"
)
"""`Choi, 33, who killed two women in 2023`: the year of the deed makes no statistic."""
_HEADING_OF_ONE = re.compile(
    r"[0-9]\s?명(?:,\s|\s)?[^.…]{0,24}(?:송치|구속|검거|입건|기소|체포|구형|선고|실형|집유|집행유예|벌금형?|징역\s?[0-9][^…]*)(?=…|$)"
)
"""`딥페이크 제작 10대 3명 송치`: a heading, which ends without a verb."""
_DEED_OF_ONE = re.compile(
    r"(?:(?<![A-Za-z])[A-Z]|(?<![가-힣])[가-힣]모?)\s?(?:\([^)]{1,14}\)\s?)?(?:씨|군|양)(?:\([^)]{1,14}\))?(?:\s등)?(?:은|는|이|가)\s[^.]{0,160}(?:한|린|긴|든|판|챈|낸|은|운|인)\s혐의"
    r"|[가-힣](?:한|린|긴|든|판|챈)\s(?:[가-힣0-9]{1,6}\s){0,4}[A-Z]\s?(?:씨|군|양)\s(?:등\s)?"
)
"""`A씨는 지난해 7월 영상 2,300여 개를 판매한 혐의로`: the year of the deed makes no statistic."""
_PENALTY_OF_ONE = re.compile(r"혐의로\s[^.]{0,30}(?:징역|벌금)\s?[0-9]")


def _counts_one_incident(claims: Sequence[Claim], text: str, language: Language, *, before: str) -> bool:
    """`Three men in their 20s were indicted on charges of …`: the people of one case are told, nothing is claimed."""
    told = {find_n_victims(text, language), *map(int, _AND_OTHERS.findall(text))}
    is_of_case = language == "ko" and (_COURT_ON_GROUP.search(text) or _PENALTY_OF_ONE.search(text))
    is_labelled = (_LABELLED if language == "ko" else _ACCUSED_ONE).search(text) is not None
    measures = ("count", "ratio") if is_of_case or (is_labelled and language == "ko") else ("count",)
    is_deed = is_labelled and (_DEED_OF_ONE if language == "ko" else _EN_DEED_OF_ONE).search(text) is not None
    is_small = all(
        claim.measure in measures
        and (claim.denominator or 0) <= (MANY_ACCUSED if _OF_A_RING.search(text) else SMALL_COUNT)
        and claim.unit in ("persons", "places", "percent", *(("items",) if is_labelled else ()))
        and (claim.period is None or is_deed)
        and "." not in claim.value
        and (
            claim.measure == "ratio"
            or is_labelled
            or int(claim.value) <= (MANY_ACCUSED if _OF_A_RING.search(text) else SMALL_COUNT)
            or claim.unit == "items"
            or int(claim.value) in told
        )
        for claim in claims
    )
    if not is_small or (_OF_STATISTICS.search(text) and not is_deed):
        return False
    return bool(
        _OF_ONE_INCIDENT[language].search(text)
        or _HEADING_OF_ONE.search(text)
        or _tells_incident(text, language)
        or _tells_incident(before, language)
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """The words around a number, up to the numbers beside it."""

    text: str
    low: int
    hit: NumberHit
    high: int
    language: Language

    @property
    def before(self) -> str:
        """From the number before to this one."""
        return self.text[self.low : self.hit.start]

    @property
    def after(self) -> str:
        """From this number to the next."""
        return self.text[self.hit.end : self.high]

    @property
    def wide(self) -> str:
        """Both sides and the number itself."""
        return self.text[self.low : self.high]


_GROWN_BY = re.compile(r"\s?\)(?:이나|나|이|가)?\s(?:더\s)?(?:늘|줄|증가|감소|급증|급감)")
"""`2만37명(61.8%)이나 늘어났다`: both are the difference."""
_COUNT_IN_BRACKETS = re.compile(
    r"\s?\([0-9][0-9,천만백]*\s?[명건]\)(?:이|가|은|는|나)?\s(?:더\s)?(?=증가|감소|늘|줄|급증|급감|상승|하락)"
)
"""`9.8%(3275건)가 증가했다`: both are the difference."""


def _measure(hit: NumberHit, context: _Context) -> str:
    if hit.measure == "share" and _COUNT_IN_BRACKETS.match(context.text, hit.end):
        return "change"
    if hit.measure == "share" and (_CHANGE.match(context.after) or _CHANGE_BEFORE.search(context.before)):
        return "change"
    if hit.measure == "share" and re.search(
        r"(?:검거율|기소율|재범률|인용률|구속률)[은이가]?\s?[^0-9]{0,12}$", context.before
    ):
        return "rate"
    return hit.measure


_FIRST_TOLD = re.compile(r"1심|\bfirst\s(?:trial|instance)", re.IGNORECASE)


def _higher_stage(context: _Context) -> str | None:
    """`유죄가 확정된 … 56.1%가 집행유예를`: the kind of a sentence names no court; the rest of the sentence may."""
    told = _first_of(_STAGES[context.language], context.text)
    return told if told in ("final", "appeal") else None


_NOUN_AGES = {"teens": (10, 19), "minors": (0, 18)}
_CAME_TO = re.compile(r"(?:으로|로|까지)(?:\s?[가-힣]{1,4}){0,3}\s")
"""`21명에서 71명으로 3.4배 늘었다`: the multiple is of the people of the count."""
_LED_TO = re.compile(r"\s(?:in\s(?:19|20)[0-9]{2}\s)?to\s(?:about\s|some\s|nearly\s|over\s)?", re.IGNORECASE)


_OPEN_BAND = re.compile(r"[1-9]0대\s이상")
"""A band without an end has no ages of its own, nor those of the band before it."""


def _with_people(claim: Claim, context: _Context, previous: Claim | None, earlier: list[Claim]) -> Claim:
    """Population, ages and stage: from the words up to the next number, then those before it."""
    age = _age_near(context) or _NOUN_AGES.get(context.hit.noun or "")
    population = _population(context)
    stage = _first_of(_STAGES[context.language], context.wide) or _first_of(
        _STAGES[context.language], context.text
    )
    if stage == "first_instance" and not _FIRST_TOLD.search(context.wide):
        stage = _higher_stage(context) or stage
    if population is None and context.hit.noun is None and claim.measure == "count":
        population = next(
            (c.population for c in reversed(earlier) if c.unit == claim.unit and c.age_low is None), None
        )
    if claim.is_sum and age is None:
        shares = [c for c in earlier if c.age_low is not None and c.unit == "percent"]
        if len(shares) >= 2:
            lows = [c.age_low for c in shares[-2:] if c.age_low is not None] + [
                c.age_low for c in shares[:1] if c.age_low is not None
            ]
            highs = [c.age_high for c in shares if c.age_high is not None]
            age = (min(lows), max(highs))
    if (
        age is None
        and previous is not None
        and not _OPEN_BAND.search(context.before)
        and (
            (claim.unit == previous.unit and _COMPARED.search(context.before))
            or (previous.measure == "change" and _LED_TO.fullmatch(context.before))
            or (claim.unit == "times" and _CAME_TO.fullmatch(context.before))
        )
    ):
        age = (
            (previous.age_low, previous.age_high)
            if previous.age_low is not None and previous.age_high is not None
            else None
        )
        population = population or (previous.population or "").split(" aged ")[0] or None
    if population is None and (context.hit.noun is None or "number of people" in context.text):
        population = _first_of(_POPULATIONS[context.language], context.text)
    if population is None and claim.is_sum:
        population = next((c.population.split(" aged ")[0] for c in reversed(earlier) if c.population), None)
    if age is not None:
        population = f"{population or 'people'} aged {age[0]}-{age[1]}"
    outcome = _outcome(context)
    if population is None and outcome is not None:
        population = "defendants"
    return replace(
        claim,
        population=population,
        age_low=age[0] if age else None,
        age_high=age[1] if age else None,
        stage=stage,
        outcome=outcome,
    )


def _outcome(context: _Context) -> str | None:
    """The outcome that a number counts: named right after it, else right before it."""
    table = _OUTCOMES[context.language]
    return _first_of(table, re.split(r"[,;]", context.after)[0]) or _last_of(table, context.before)


def _age_near(context: _Context) -> tuple[int, int] | None:
    """The age band beside a number: right after it, else the last one before it."""
    one_by_one = _each_of(context, _BANDS_EACH)
    if one_by_one is not None:
        low = int(one_by_one)
        return (low, low + 9)
    pattern = _AGES[context.language]
    clause = re.split(r"[,;]", re.sub(r"^,\s(?=(?:were|was|are)\b)", " ", context.after))[0]
    after = pattern.search(clause)
    before = list(pattern.finditer(context.before))
    if context.language == "ko":
        if len(before) > 1 and _SUM.search(context.before):
            bands = [_band(match) for match in before]
            return min(low for low, _ in bands), max(high for _, high in bands)
        is_of_child = after and after["child"] and not re.search(r"(?:중|가운데)", clause[: after.start()])
        is_of_whole = bool(before) and _OF_THAT_BAND.match(context.before, before[-1].end()) is not None
        if before and not (after and (is_of_child or is_of_whole) and after.start() <= 24):
            return _band(before[-1])
        is_described = is_of_child or (after and after["from"] and _DESCRIBED.match(clause[: after.start()]))
        own = after and (_KO_OWN_AGE.match(clause[: after.start()]) or (is_described and after.start() <= 24))
        return _joined_bands(after, clause) if after and own else None
    if len(before) > 1 and _SUM.search(context.before):
        bands = [_band(match) for match in before]
        return min(low for low, _ in bands), max(high for _, high in bands)
    is_bracketed = bool(before) and re.match(r"\s\($", context.before[before[-1].end() :]) is not None
    match = before[-1] if is_bracketed else after or (before[-1] if before else None)
    return _band(match) if match else None


_OF_THAT_BAND = re.compile(r"(?:\s[가-힣]{2,4})?\s(?:중|가운데)\s")
"""`10대 피의자 가운데 66명은 촉법소년`: the age of the whole, the part tells its own."""
_BANDS_EACH = re.compile(
    r"(?P<first>[1-9]0)대(?P<more>(?:(?:와|과|,|·)\s?[1-9]0대)+)(?:가|이|는|은|에서)?\s각각\s"
)
"""`20대와 30대가 각각 50명과 9명으로`."""
_YEARS_EACH = re.compile(
    rf"(?P<first>{YEAR})년(?P<more>(?:(?:과|와|,|·)\s?{YEAR}년)+)(?:에|은|는|의)?\s각각\s"
)
_NEXT_EACH = re.compile(r"(?:\([^)]{1,12}\))?(?:과|와|,|·)\s?")


def _each_of(context: _Context, pattern: re.Pattern[str]) -> str | None:
    """The number of the list that the hit is told of, by its place after `각각`; None where no such list is told."""
    if context.language != "ko" or "각각" not in context.text:
        return None
    told = next((m for m in pattern.finditer(context.text) if m.end() <= context.hit.start), None)
    if told is None:
        return None
    names = [told["first"], *re.findall(r"[0-9]+", told["more"])]
    between = context.text[told.end() : context.hit.start]
    place = len(re.findall(r"[0-9.,]+\s?(?:명|건|%)", between))
    is_listed = not between or _NEXT_EACH.search(between) is not None
    return names[place] if is_listed and place < len(names) else None


_KO_OWN_AGE = re.compile(
    r"(?!\s?(?:중|가운데))\)?(?:\([^)]*\))?(?:꼴)?(?:은|는|이|가|으로|로|의)?\s?(?:(?![가-힣]{0,3}[고며나만]\s)[가-힣]{1,4}\s)?$"
)


_DESCRIBED = re.compile(r"(?:은|는|이|가)\s(?:(?![가-힣]*[고며나만]\s)[가-힣]{1,6}\s){1,4}$")
"""`104명은 형사처벌을 받지 않는 10∼13세였다`: an age behind the words that describe those who have it."""
_AND_BAND = re.compile(r"(?:와|과|·|,|및)\s?(?P<d>[2-9]0)대")


def _joined_bands(match: re.Match[str], clause: str) -> tuple[int, int]:
    """`10대와 20대였다`: both bands where one follows the other."""
    low, high = _band(match)
    further = _AND_BAND.match(clause, match.end())
    return (low, high + 10) if further and int(further["d"]) == high + 1 else (low, high)


def _band(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    if groups.get("from"):
        return (int(groups["from"]), int(groups["to"]))
    if groups.get("low"):
        return (int(groups["low"]), int(groups["high"]) - 1)
    if groups.get("child"):
        return (10, 13)
    if groups.get("u"):
        return (0, int(groups["u"]) - 1)
    if groups.get("minor"):
        return (0, 18)
    if groups.get("teens"):
        return (10, 19)
    low = int(groups["d"])
    return (0 if groups.get("down") else low, low + 9)


def _population(context: _Context) -> str | None:
    noun = context.hit.noun
    if re.match(r"\s(?:\w+\s){0,2}victimized", context.after):
        return "victims"
    if noun is not None and noun not in ("people", "items"):
        known = {"cases": "reports", "rooms": "chat rooms", "teens": "people", "minors": "people"}
        return known.get(noun, noun)
    table = _POPULATIONS[context.language]
    before, after = _last_of(table, context.before[-30:]), _first_of(table, context.after[:40])
    if before == "reports" and context.hit.unit == "persons" and _CAUGHT.match(context.after):
        return "suspects"
    if context.hit.unit == "cases" and before is None and _NEW_SUBJECT.match(context.after):
        return None
    return before or after


_CAUGHT = re.compile(r"[을이]?\s(?:검거|붙잡|입건|송치|구속|적발)")
"""`신고를 접수해 387명을 검거했다`."""
_NEW_SUBJECT = re.compile(r"으?로,\s[가-힣]{1,10}(?:은|는)\s")
"""`156건에서 180건으로, 검거율은 …`: what follows tells of something else."""


def _first_of(table: Iterable[tuple[str, str]], text: str) -> str | None:
    low = lowered(text)
    return next((name for name, pattern in table if _pattern(pattern).search(low)), None)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """A pattern of the tables, searched in lower case."""
    return re.compile(source)


def _last_of(table: Iterable[tuple[str, str]], text: str) -> str | None:
    best: tuple[int, str] | None = None
    for name, pattern in table:
        for match in _pattern(pattern).finditer(lowered(text)):
            if best is None or match.start() > best[0]:
                best = (match.start(), name)
    return best[1] if best else None


def _topic(text: str) -> str | None:
    return _first_of(_TOPICS, text)


_EN_SPEAKING = (
    "ccording",
    "data",
    "figures",
    "statistics",
    "records",
    "said",
    "says",
    "announced",
    "report",
    "revealed",
    "told",
    "added",
    "pointed",
)


def _korean_speaker(text: str) -> re.Match[str] | None:
    """`가상연구소 자료에 따르면` looked for right before its verb, `… 의원은` at the head of the sentence."""
    for word in ("따르면", "의하면", "보면"):
        place = text.find(word)
        if place >= 0:
            return _KO_SPEAKER.search(text, max(0, place - 60), place + len(word))
    return _KO_SPEAKER_HEAD.match(text)


def _speaker(text: str, language: Language) -> str | None:
    if language == "ko":
        match = _korean_speaker(text)
    else:
        match = _EN_SPEAKER.search(text) if any(word in text for word in _EN_SPEAKING) else None
    if match is None:
        return None
    name = next(group for group in match.groups() if group)
    name = re.sub(
        r"(?:이|가)?\s?(?:낸|공개한|제출받은|발표한|집계한|받은|분석한)?\s?(?:자료|통계|집계|조사|발표|"
        r"분석)?(?:에|를|을)?$",
        "",
        name,
    )
    return re.sub(r"^[Tt]he\s", "", name).strip() or None


def _join_shares(
    claims: list[Claim], hits: list[NumberHit], text: str, language: Language, earlier: Sequence[Claim] = ()
) -> list[Claim]:
    """`682명 중 548명(80.4%)`: the share gets its numerator and its denominator; without a share the part does."""
    joined = list(claims)
    base: int | None = None
    for index, hit in enumerate(hits):
        if hit.measure != "count" or "." in hit.value:
            continue
        tail = text[hit.end : hit.end + 16]
        if re.match(r"(?:의\s[가-힣]+)?\s?(?:중|가운데)(?:에서)?(?:\s|,)", tail):
            base = index
            continue
        if language == "en" and re.search(
            r"(?:^|[.,;:]\s|\bbut\s|\band\s)(?:[Oo]f|[Oo]ut\sof|[Aa]mong)\s(?:the\s|a\stotal\sof\s)?$",
            text[: hit.start],
        ):
            base = index
            continue
        share = _share_beside(hits, index, text)
        if share is not None and (
            hits[share].numerator is not None or _GROWN_BY.match(text, hits[share].end)
        ):
            share = None
        if index and _of_pattern(hits, index - 1, text, language) == index:
            continue
        of_base = _of_pattern(hits, index, text, language) if base is None else base
        if of_base is not None and "." in hits[of_base].value:
            of_base = None  # a rate or a mean is no whole
        if share is None and of_base == index + 1:
            share = _share_beside(hits, index + 1, text)
        if share is not None and claims[share].measure != "change" and not hit.approximate:
            denominator = int(hits[of_base].value) if of_base is not None else None
            if denominator is None:
                denominator = _base_by_arithmetic(
                    [*_counts_before(earlier), *hits[: index + 1]], hits[share].value
                )
            joined[share] = _with_counts(joined[share], claims[index], denominator)
            joined[index] = _of_share(joined[index], joined[share])
            if language == "ko" and denominator is not None and of_base is None:
                joined[index] = replace(joined[index], numerator=int(hit.value), denominator=denominator)
            if language == "en" and of_base in (index + 1, index + 2) and _can_be_part(hit, hits[of_base]):
                joined[index] = replace(joined[index], numerator=int(hit.value), denominator=denominator)
        elif (
            of_base is not None
            and (
                abs(index - of_base) == 1
                or (language == "en" and _goes_on_listing(joined, hits, index, text))
            )
            and _can_be_part(hit, hits[of_base])
        ):
            whole = int(hits[of_base].value)
            if language == "ko":
                joined.append(_ratio_claim(claims[index], whole, claims[of_base]))
            else:
                joined[index] = replace(joined[index], numerator=int(hit.value), denominator=whole)
    _give_wholes(joined, hits, text, language)
    return sorted(joined, key=lambda c: (c.start, c.end))


def _give_wholes(joined: list[Claim], hits: list[NumberHit], text: str, language: Language) -> None:
    """Shares in place, with the whole that the sentence prints for them."""
    surveyed = next((h for h in hits if _SURVEY_OF.search(text[: h.start]) and h.value.isdigit()), None)
    for index, hit in enumerate(hits):
        if (
            surveyed is not None
            and hit.unit == "percent"
            and (hit.start > surveyed.end or "respondents" in text[hit.end : surveyed.start])
            and hit.measure == "share"
        ):
            joined[index] = replace(joined[index], numerator=None, denominator=int(surveyed.value))
        if hit.unit == "percent" and index and language == "ko" and joined[index].denominator is None:
            joined[index] = _of_total(joined, hits, index, text)
        share_claim = joined[index]
        if (
            hit.unit == "percent"
            and share_claim.denominator is None
            and share_claim.measure in ("share", "rate")
        ):
            whole = _whole_of_share(hits, index, text) or _whole_of_list(joined, hits, index, text)
            if whole is not None and whole > (share_claim.numerator or 0):
                joined[index] = replace(share_claim, denominator=whole)


_LISTED_PART = re.compile(r"(?:[^.;0-9%]|[1-9]0s){0,60}?(?:,|\band\b|\bwhile\b)[^.;0-9%]{0,12}")


def _goes_on_listing(joined: list[Claim], hits: list[NumberHit], index: int, text: str) -> bool:
    """`Of the 4,715, 3,123 were in high school and 1,502 in middle school`: a part after a part, in English."""
    return bool(
        joined[index - 1].measure == "count"
        and joined[index - 1].denominator
        and _LISTED_PART.fullmatch(text[hits[index - 1].end : hits[index].start])
    )


_WHOLE_BEFORE = re.compile(
    r"(?:의\s[가-힣]+)?\s?(?:중|가운데)(?:에서)?[,\s][^.;%]{0,40}|"
    r"[^.;%]{0,40}(?:,|\sand)\s(?:of\s(?:which|whom|them|those)\s|with\s)?[^.;%]{0,40}",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(r"\sof\s(?:them|those|these|whom|which)\b", re.IGNORECASE)
_WHOLE_HEAD = re.compile(
    r"(?:^|[.,;:]\s)(?:of|out\sof|among)\s(?:the\s|all\s|a\stotal\sof\s)?$", re.IGNORECASE
)
_WHOLE_AFTER = re.compile(r"\s(?:out\s)?of\s(?:the\s|all\s|those\s|these\s|a\stotal\sof\s)?", re.IGNORECASE)


def _whole_of_share(hits: list[NumberHit], index: int, text: str) -> int | None:
    """The printed count that a share is a share of: `300건 가운데 81%`, `73.6 percent of the 178 suspects`."""
    following = hits[index + 1] if index + 1 < len(hits) else None
    is_count = following is not None and following.measure == "count" and "." not in following.value
    if following is not None and is_count and _WHOLE_AFTER.fullmatch(text[hits[index].end : following.start]):
        return int(following.value)
    earlier = hits[index - 1] if index else None
    if earlier is None or earlier.measure != "count" or "." in earlier.value:
        return None
    gap = text[earlier.end : hits[index].start]
    is_head = _WHOLE_HEAD.search(text[: earlier.start]) is not None
    is_of_them = _PART_AFTER.match(text, hits[index].end) and re.fullmatch(r"[^.;%0-9]{0,90},\s", gap)
    if (
        not is_of_them
        and not _WHOLE_BEFORE.fullmatch(gap)
        and not (is_head and re.fullmatch(r"[^.;%]{0,140},\s", gap))
    ):
        return None
    is_part = _PART_AFTER.match(text, hits[index].end) or re.search(r"\bof\s(?:which|whom|them|those)\s", gap)
    is_korean = re.match(r"(?:의\s[가-힣]+)?\s?(?:중|가운데)", gap)
    return int(earlier.value) if is_part or is_korean or is_head else None


_TOTAL = re.compile(r"(?:으로|로|이며|이고|은|는|,)?\s?(?:전체(?:\s[가-힣]+){0,2}|총)?\s?")


_BAND_OF_TOTAL = re.compile(r"(?P<d>[1-9]0)대(?:가|는)\s(?:전체\s(?:[가-힣]{2,4}\s)?)?$")


def _of_band(share: Claim, told: Sequence[Claim], low: int) -> Claim:
    """`△10대 131명 …으로 10대가 전체 178명의 73.6%`: the share is of that age; its count was told before."""
    share = replace(share, age_low=low, age_high=low + 9)
    counts = (c for c in told if c.age_low == low and c.measure == "count" and c.value.isdigit())
    part = next((c for c in counts if gives(int(c.value), share.denominator or 1, share.value)), None)
    return replace(share, numerator=int(part.value)) if part is not None else share


def _of_total(claims: Sequence[Claim], hits: list[NumberHit], index: int, text: str) -> Claim:
    """`107명으로 전체 682명의 15.7%`: the whole stands between the part and the share."""
    share, whole = claims[index], hits[index - 1]
    is_whole = whole.measure == "count" and "." not in whole.value
    if not is_whole or not re.fullmatch(r"의\s?(?:약\s)?", text[whole.end : hits[index].start]):
        return share
    share = replace(share, numerator=None, denominator=int(whole.value))
    band = _BAND_OF_TOTAL.search(text, 0, whole.start)
    if band is not None:
        return _of_band(share, claims[:index], int(band["d"]))
    part = hits[index - 2] if index > 1 else None
    if part is None or part.measure != "count" or "." in part.value or int(part.value) >= int(whole.value):
        return share
    if not _TOTAL.fullmatch(text[part.end : whole.start]):
        return share
    return _with_counts(share, claims[index - 2], int(whole.value))


_LISTED = re.compile(r"[^.;0-9]{0,40}?(?:,|\band\b|\bwhile\b|·|이며|이고)[^.;0-9]{0,30}")


def _whole_of_list(claims: Sequence[Claim], hits: list[NumberHit], index: int, text: str) -> int | None:
    """`3,452명 중 56.1%가 집행유예를, 36.8%가 징역형을`: shares listed one after the other have one whole."""
    if index > 1 and hits[index - 1].measure == "count" and hits[index - 2].unit == "percent":
        whole = claims[index - 2].denominator
        is_listed = _LISTED.fullmatch(text[hits[index - 1].end : hits[index].start])
        return whole if is_listed and str(whole) == hits[index - 1].value else None
    if not index or hits[index - 1].unit != "percent" or claims[index - 1].numerator is not None:
        return None
    gap = text[hits[index - 1].end : hits[index].start]
    return claims[index - 1].denominator if _LISTED.fullmatch(gap) else None


def _with_counts(share: Claim, part: Claim, denominator: int | None) -> Claim:
    """`548명(80.4%)`: the share tells of the people of its count."""
    share = replace(
        share, numerator=int(part.value), denominator=denominator, outcome=share.outcome or part.outcome
    )
    if share.age_low is None:
        share = replace(share, population=part.population, age_low=part.age_low, age_high=part.age_high)
    return share


def _counts_before(earlier: Sequence[Claim]) -> list[NumberHit]:
    """The counts of the sentences before, as numbers."""
    return [
        NumberHit(value=c.value, unit=c.unit, start=0, end=0, measure="count")
        for c in earlier
        if c.measure == "count"
    ]


def _base_by_arithmetic(hits: Sequence[NumberHit], share: str) -> int | None:
    """The count told before the last that gives the printed share with it, rounded or cut; None where none does."""
    part = int(hits[-1].value)
    for hit in reversed(hits[:-1]):
        if hit.measure != "count" or hit.unit != hits[-1].unit or "." in hit.value or int(hit.value) <= part:
            continue
        if gives(part, int(hit.value), share):
            return int(hit.value)
    return None


def _of_share(part: Claim, share: Claim) -> Claim:
    """The count that stands beside a share counts the same people; an age told after the share is of both."""
    if share.age_low is not None and part.age_low != share.age_low:
        part = replace(part, population=share.population, age_low=share.age_low, age_high=share.age_high)
    return replace(part, outcome=part.outcome or share.outcome)


_AFTER_BRACKET = re.compile(r"\)(?:가|이|은|는)?\s(?:전체의\s)?(?:약\s)?")
"""`불법촬영물 범죄(520건)가 32.2%를`."""


def _share_beside(hits: list[NumberHit], index: int, text: str) -> int | None:
    if index + 1 < len(hits) and hits[index + 1].unit == "percent":
        gap = text[hits[index].end : hits[index + 1].start]
        if text[hits[index].start - 1 : hits[index].start] == "(" and _AFTER_BRACKET.fullmatch(gap):
            return index + 1
        if gap == ", " and _PART_AFTER.match(text, hits[index + 1].end):
            return None
        if re.fullmatch(
            r"(?:\sof\s(?:them|those|whom))?,?\s?(?:(?:이|은)\s[1-9]0대로\s|으로|로|,|이|인|꼴인|이며)?\s?(?:\((?:about\s|around\s|some\s)?|전체의\s?|약\s?|,\s?or\s(?:about\s)?|\s?or\s|"
            r"\s\((?:about\s|around\s)?|\s[A-Za-z][A-Za-z,’'\s-]{2,60}(?:[1-9]0s)?\s\((?=$)|\s(?:were|are|was)\s(?:[a-z\s]|[1-9]0s){3,30},\s(?:accounting\sfor|making\sup|or)\s|\s[a-z\s-]{3,40},\sor\s(?:about\s)?)*\s?",
            gap,
        ):
            return index + 1
    if index and hits[index - 1].unit == "percent":
        gap = text[hits[index - 1].end : hits[index].start]
        if re.fullmatch(
            r"\s?(?:(?:가량|정도|쯤)?인|\(|(?:\sof\s[^,;.0-9]{1,40})?,\sor\s|\sor\s|\s\(|에\s?해당하는)\s?",
            gap,
        ):
            return index - 1
    return None


def _of_pattern(hits: list[NumberHit], index: int, text: str, language: Language) -> int | None:
    """English: `91 of the 120 suspects` counts the base after the part."""
    if language != "en" or index + 1 >= len(hits):
        return None
    gap = text[hits[index].end : hits[index + 1].start]
    if hits[index + 1].unit == "percent" and index + 2 < len(hits) and gap in (" (", " (or ", ", or "):
        beyond = text[hits[index + 1].end : hits[index + 2].start]
        return index + 2 if _OUT_OF_AFTER.fullmatch(beyond) else None
    if hits[index].unit != "percent" and index and hits[index - 1].unit == "percent":
        gap = gap.removeprefix(")")
    return index + 1 if re.fullmatch(r",?\s(?:(?:out\s)?of|among)\s(?:the\s|a\stotal\sof\s)?", gap) else None


_OUT_OF_AFTER = re.compile(r"[),]\s(?:out\s)?of\s(?:the\s|a\stotal\sof\s)?")
"""`299 (or 31.8 percent) out of 939 rulings`, `486, or 47.5 percent, of the 1,023 rulings`."""
_SURVEY_OF = re.compile(r"\b(?:survey|poll|study)\sof\s(?:about\s|some\s)?$", re.IGNORECASE)


def _can_be_part(part: NumberHit, base: NumberHit) -> bool:
    """`92 videos of 15 women` is no part of a whole."""
    is_same_kind = part.unit == base.unit or "persons" not in (part.unit, base.unit)
    return is_same_kind and int(part.value) <= int(base.value)


def _ratio_claim(part: Claim, denominator: int, base: Claim) -> Claim:
    numerator = int(part.value)
    tenths = (numerator * 2000 + denominator) // (2 * denominator) if denominator else 0
    return replace(
        part,
        measure="ratio",
        value=f"{tenths // 10}.{tenths % 10}",
        unit="percent",
        numerator=numerator,
        denominator=denominator,
        start=min(base.start, part.start),
        end=max(base.end, part.end),
        text="",
    )


def _period(
    hit: NumberHit, periods: list[Period], hits: list[NumberHit], number: int, text: str, language: Language
) -> str | None:
    """The period of a number: one right after it, else the last before it that belongs to no other number."""
    one_by_one = _each_of(_Context(text, 0, hit, len(text), language), _YEARS_EACH)
    if one_by_one is not None:
        return one_by_one
    if language == "ko" and len(periods) > 2 and _IN_ALL_AFTER.search(text, 0, hit.start + 1):
        span = next((p.text for p in periods[:2] if ".." in p.text), periods[0].text)
        if ".." in span or span.startswith("last"):
            return span
    high = hits[number + 1].start if number + 1 < len(hits) else len(text)
    if language == "en":
        beside = [p for p in periods if COUNT_BESIDE.match(text, p.end)]
        for period in beside:
            if re.fullmatch(r"\s\(|(?:’s|'s)\s[a-z]+\sof\s", text[period.end : hit.start]):
                return period.text
        periods = [p for p in periods if p not in beside]
    for period in periods:
        if hit.end <= period.start < high and _is_attached(text[hit.end : period.start], language):
            up_to = [
                p.text for p in periods if p.end <= hit.start and p.text.startswith(f"{period.text}-01..")
            ]
            return up_to[-1] if up_to and language == "en" else period.text
    if (
        language == "en"
        and number + 1 < len(hits)
        and re.fullmatch(
            r",?\s?of\s(?:the\s|all\s)?|,?\sor\s(?:about\s)?|\swith\s(?:an?\s)?(?:arrest\srate\sof\s)?",
            text[hit.end : hits[number + 1].start],
        )
    ):
        return _period(hits[number + 1], periods, hits, number + 1, text, language)
    attached = _attached_to_others(hit, periods, hits, text, language)
    before = [p for p in periods if p.end <= hit.start and p.start not in attached]
    while language == "ko" and len(before) > 1 and _is_in_closed_bracket(before[-1], hit, text):
        before = before[:-1]
    if not before and number and language == "en" and _WHOLE_HEAD.search(text[: hits[0].start]):
        return _period(hits[0], periods, hits, 0, text, language)
    if before and language == "ko" and number > 1 and number + 1 < len(hits):
        pair = hits[number - 2], hits[number - 1]
        gap = text[pair[0].end : pair[1].start]
        if (
            re.fullmatch(r"에서\s", text[hit.end : hits[number + 1].start])
            and re.match(r"에서\s", gap)
            and any(pair[0].end <= p.start < pair[1].start for p in periods)
            and "," in text[pair[1].end : hit.start]
        ):
            return _period(pair[0], periods, hits, number - 2, text, language)
    if before:
        return before[-1].text
    return _period_shared(hit, periods, hits, number, text) if language == "en" else None


def _attached_to_others(
    hit: NumberHit, periods: list[Period], hits: list[NumberHit], text: str, language: Language
) -> set[int]:
    """Where the periods begin that belong to one number: right after it, or right before another one."""
    others = [other for other in hits if other is not hit]
    return {
        p.start
        for p in periods
        if any(o.end <= p.start and _is_attached(text[o.end : p.start], language) for o in hits)
        or any(text[p.end : o.start] == "(" for o in others)
        or (language == "ko" and any(_is_base(p, o, text) for o in others))
    }


def _is_in_closed_bracket(period: Period, hit: NumberHit, text: str) -> bool:
    """`전년(2012년 5만건) 대비 19.6%`: the year in the brackets is of the count in them."""
    opened = text.rfind("(", 0, period.start) if text[period.end : period.end + 1] != "(" else period.end
    closed = text.find(")", opened) if opened >= 0 else -1
    return 0 <= opened < closed < hit.start and bool(re.search(r"[0-9]\s?[명건]", text[period.end : closed]))


_IN_ALL_AFTER = re.compile(r"\)\s등\s(?:모두\s|총\s)?(?=[0-9])")
"""`최근 3년간(2021~2023년) △2021년 …(25%) △2022년 …(24%) 등 1만2천300명`: the sum is of the whole period."""
_BASE_OF_COMPARISON = re.compile(r"(?:의|보다|에\s비해|대비)\s")


def _is_base(period: Period, hit: NumberHit, text: str) -> bool:
    """`전년 180건의 6.7배`: a period right before the count that another is compared with is of that count alone."""
    return text[period.end : hit.start] == " " and bool(_BASE_OF_COMPARISON.match(text, hit.end))


_SHARES_PERIOD = re.compile(
    r"\b(?:from|than|earlier|before|previous)\b|(?<!making\s)(?<!made\s)(?<!make\s)\b(?:up|down)\b",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(r"[A-Za-z\s-]*\bto\s(?:about\s|some\s|nearly\s|over\s)?", re.IGNORECASE)


def _period_shared(
    hit: NumberHit, periods: list[Period], hits: list[NumberHit], number: int, text: str
) -> str | None:
    """The only period of an English sentence, told of a number before, or of the count that a change led to."""
    if len(periods) != 1:
        return None
    if hit.measure == "change" or hit.unit == "percent":
        following = hits[number + 1] if number + 1 < len(hits) else None
        if following is not None and _LEADS_TO.fullmatch(text[hit.end : following.start]):
            return _period(following, periods, hits, number + 1, text, "en")
    if periods[0].start > hits[-1].end:
        is_own = _is_attached(text[hits[-1].end : periods[0].start], "en")
        is_own = is_own and not _is_one_list(hits[number:], text)
        return (
            None if is_own or _SHARES_PERIOD.search(text, hits[0].end, periods[0].start) else periods[0].text
        )
    if periods[0].end > hit.start or not number:
        return None
    return None if _SHARES_PERIOD.search(text[periods[0].end : hit.start]) else periods[0].text


def _is_one_list(hits: list[NumberHit], text: str) -> bool:
    """`54.2 percent were given suspended sentences, 21.3 percent prison terms and 18 percent fines in 2023`."""
    pairs = pairwise(hits)
    return all(a.unit == b.unit and _NEXT_OF_LIST.fullmatch(text[a.end : b.start]) for a, b in pairs)


_NEXT_OF_LIST = re.compile(r"(?:\s[a-z’'-]+){0,6}(?:,|,?\sand|,?\swhile)\s(?:[a-z’'-]+\s){0,2}")
_OF_ANOTHER = re.compile(r",\s(?:\w+ing|near|close)\b[^.;]*\b(?:number|total|figure|tally)\b")
"""Words between a number and a period that tell of another number (`11,629, near the total of last year`)."""
_ATTACHED = {
    "ko": re.compile(r"\s?\("),
    "en": re.compile(r",?(?:\s[“\"]?[A-Za-z’'-]+[”\"]?){0,10}\s(?:the\s)?|\s?\("),
}


MAX_ATTACHED = 200
"""The longest gap, in characters, between a number and a period that is of it: ten long words."""
_AGE_TOLD = re.compile(
    r"\b(?:aged\s(?:between\s|from\s)?[1-9][0-9](?:\s(?:and|to)\s[1-9][0-9])?|(?:under|over)\s(?:the\sage\sof\s)?[1-9][0-9]|in\stheir\s[1-9]0s)\b"
)
"""An age between a number and its period: `41,300 teenagers aged between 14 and 18 were caught last year`."""


def _is_attached(gap: str, language: Language) -> bool:
    """`65.3 percent of suspects in 2021`, `180건(2023년)`: words alone or a bracket between."""
    if len(gap) > MAX_ATTACHED or (language == "en" and _OF_ANOTHER.search(gap)):
        return False
    if language == "ko":
        return bool(_ATTACHED["ko"].fullmatch(gap) or COUNTED_IN.fullmatch(gap))
    return bool(_ATTACHED["en"].fullmatch(_AGE_TOLD.sub("aged", gap)))
