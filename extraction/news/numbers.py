"""Finds the numbers of a sentence that count something: shares, counts, ratios, multiples. Nothing is resolved here.

Ages, dates, terms, hours, amounts of fines, article numbers and instances (1심) are not counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from extraction.korean_numbers import MIXED, parse_number
from extraction.news.article import Language

MAX_NUMBERS = 60
"""Most numbers of one shape that are taken from one sentence: a table in a row of text is no claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberHit:
    """A counting number: its printed value as a decimal string, its unit, and how it is hedged.

    `noun` is the thing counted as the sentence names it (canonical: suspects, members, rooms, …), None where
    only the unit stands there. `numerator`/`denominator` only for a ratio in words.
    """

    value: str
    unit: str
    start: int
    end: int
    measure: str
    value_high: str | None = None
    noun: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    approximate: bool = False
    comparator: str = "exact"


_KO_UNIT = {
    "명": "persons", "사람": "persons", "건": "cases", "곳": "places", "회": "times_done", "차례": "times_done",
    "개": "items", "점": "items", "편": "items", "장": "items", "배": "times", "인": "persons",
}  # fmt: skip
_DECIMAL = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,3})?"
_KO_PERCENT = re.compile(
    rf"(?P<a>{_DECIMAL})\s?(?:(?:%|퍼센트)?\s?(?:~|∼|-)\s?(?P<b>{_DECIMAL})\s?)?"
    r"(?P<unit>%\s?[pP](?![A-Za-z])|%\s?포인트|퍼센트\s?포인트|%|퍼센트|프로(?=[가이는를의]\s))"
)
_KO_COUNT = re.compile(
    rf"(?<![0-9.,제])(?P<n>(?<![가-힣0-9])만\s?(?:[0-9]{{3,4}}(?![0-9세])|[1-9]천(?:[1-9]백)?)|(?<![가-힣0-9])천\s?(?:[1-9]백(?:[1-9]십)?|[1-9][0-9]{{0,2}})|{MIXED}|(?<![가-힣])(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열(?:한|두|세|네|다섯|여섯|일곱|"
    rf"여덟|아홉)?|스무|수(?=[십백천만])))"
    r"(?:\s?(?:~|∼)\s?(?P<n2>[0-9][0-9,]*))?\s?(?P<more>여)?\s?(?P<unit>명|사람(?=[이은을의])|건|곳|"
    r"차례|배(?=[로가나를의였이에인다 ,.]|\s|$)|개(?=(?:의|인)?\s?(?:[가-힣]{0,6}\s?)?(?:방(?!법)|대화방|단체방|"
    r"채널|대학|학교|지역|계정|사이트|영상|파일|사진|국가|지부))|점(?=의\s|을\s)|편(?=의|을|이)|장(?=의|"
    r"을))"
)
_KO_THINGS = re.compile(
    rf"(?:(?P<room>대화방|단체방|채팅방|채널|방)|대학|학교|계정|사이트|영상물?|파일|사진)(?:은|이|만|"
    rf"\s수는|\s수)?\s?(?P<about>약\s)?(?P<n>{MIXED})\s?(?P<more>여)?\s?개(?!월|년)"
)
_KO_RATIO = re.compile(
    r"(?P<d>(?<![0-9,.])[0-9]{1,3}|열|백|둘|셋|넷|다섯|두|세|네)\s?(?:명|건(?:의\s[가-힣]{1,6})?|개|사람)?\s?(?:중|가운데|"
    r"당)\s?(?:약\s)?(?P<n>[0-9]{1,3}|하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|한|두|세|네)"
    r"\s?(?P<unit>명|건|개|꼴|사람)?(?P<tail>\s?(?:꼴|이상|정도|가량))?"
)
_KO_OF_HUNDRED = re.compile(r"(?<![0-9,])100명\s?(?:중|가운데|당)\s?(?P<n>[0-9]{1,2}\.[0-9])\s?명(?:꼴)?")
"""`100명 중 2.6명`: a share told in people."""
_KO_OF_A_GROUP = re.compile(
    r"(?:검거된|검거한|입건된|구속된|기소된|송치된|체포된|붙잡힌|붙잡은|넘겨진|확인된|특정된)\s(?:[1-9]0대\s)?$"
)
"""`검거된 7명 가운데 6명은`: people of one group, counted; no ratio."""
_KO_TAKEN_OF_GROUP = re.compile(r"을\s(?:구속|검거|입건|송치|기소|체포|재판에)")
"""`10대 3명 중 2명을 구속하고`."""
_KO_FRACTION = re.compile(r"(?P<d>[2-9]|10|100|두|세|네|삼|사|오)\s?분의\s?(?P<n>[1-9]|일|이|삼)")
_KO_HALF = re.compile(r"절반|과반(?:수)?")
_KO_BEFORE = re.compile(
    r"(?:(?P<about>(?<![가-힣])약|대략|거의|총\s?약)|(?P<max>최대)|(?P<min>최소)|(?P<over>무려))\s?$"
)
_KO_AFTER = re.compile(
    r"\s?(?:(?P<about>가량|정도|안팎|내외|남짓|쯤|선|꼴|수준|가까이|에\s?가(?:까|깝)|에\s?(?:육박|근접|버금)|(?:을|를)\s(?:바라|앞두)|대(?=[로의에였]|이[던었]))|"
    r"(?P<atleast>이상)|(?P<atmost>이하)|(?P<less>미만|[이도]\s채\s(?:되지|안\s되|못\s되)|도\s(?:되지|안\s되|못\s되)|에(?:도|는|조차)?\s?(?:못\s?미[치쳤]|미치지\s?못|이르지\s?못|미달)|(?:을|를)\s(?:크게\s|여전히\s)?(?:밑[도돈돌]|하회))|"
    r"(?P<more>초과|(?!을\s넘긴\s사실)(?:을|를|이|가)?\s?(?:훌쩍\s|크게\s|이미\s|겨우\s|간신히\s)?(?:넘|웃[도돈돌]|돌파|상회)))"
)
_KO_NOT_COUNT_AFTER = re.compile(
    r"(?:이|은)?\s(?:동시에?|한꺼번에)\s(?:투약|투여|복용|흡입)|\s?(?:실명|조작|의\s?변호)|당\s[0-9]"
)
_KO_PER = re.compile(r"[0-9만천백십]\s?명당\s?[^0-9.]{0,16}$")
_KO_RATE = re.compile(
    rf"(?P<d>10만|100만|1만|1천|10만여|{_DECIMAL})\s?명당\s?(?P<gap>(?:[^0-9.%]|[1-9]대(?=\s범죄)){{0,26}}?)(?P<n>[1-9][0-9]?[만천][0-9백천]{{0,5}}(?:\.[0-9])?|{_DECIMAL})\s?(?P<unit>명|건)"
)
_KO_RATE_BESIDE = re.compile(
    r"\((?P<n>[0-9]+\.[0-9]+)\s?(?P<unit>명|건)\)"
    r"|(?<!하루\s평균\s)(?<!하루\s)(?<![0-9.,])(?P<m>[0-9]+\.[0-9]+)\s?(?P<u>명|건)(?=보다|에서|에\s비해|으로|이|에\s(?:그|불과))"
)
"""`10만 명당 68.4건으로 2021년(66.1건)보다`: no count has decimals, so it is for as many inhabitants."""
_EN_RATE = re.compile(
    rf"(?P<n>{_DECIMAL})\s(?:(?:[a-z-]+\s){{0,2}}?(?P<unit>cases|crimes|incidents|reports|murders|homicides|rapes|thefts|robberies|offen[cs]es|people|victims|offenders|suspects)\s(?:[a-z]+\s){{0,5}}?)?(?:for\severy|per(?:\severy)?)\s"
    r"(?P<d>1,000|10,000|100,000|1\smillion)(?:\s(?:people|residents|inhabitants))?",
    re.IGNORECASE,
)
_EN_RATE_BESIDE = re.compile(
    r"\b(?:up|down|compared|rising|falling|higher|lower|rose|fell|increased|decreased)\s(?:from|with|to|than)\s(?P<n>[0-9]+\.[0-9]+)(?=[\s,.;](?!percent|%|million|billion|times|years?|months?))"
)
"""`68.4 per 100,000 people, up from 66.1 a year earlier`: for as many inhabitants."""
_KO_MEAN = re.compile(
    rf"평균\s?[^0-9.]{{0,24}}?(?:(?:19|20)[0-9]{{2}}년\s)?(?!(?:19|20)[0-9]{{2}}년)(?:(?P<y>[0-9]{{1,2}})년\s?(?P<ym>[0-9]{{1,2}})\s?개월|(?P<n>{_DECIMAL})\s?(?P<unit>개월|세|년))"
    rf"|(?<!년)(?<!년\s)(?P<n2>{_DECIMAL})\s?(?P<unit2>개월|세)(?=\))"
)
_KO_MEAN_BEFORE_IT = re.compile(
    rf"(?:전년|[0-9]{{4}}년|지난해|작년)의?\s(?P<n>{_DECIMAL})\s?(?P<unit>개월|세)(?=보다|에서|에\s비해|\s대비)"
)
"""`평균 처리 기간은 6.8개월로, 전년의 6.1개월보다`."""
_KO_MEAN_LED_TO = re.compile(
    rf"에서\s(?:(?:19|20)[0-9]{{2}}년|지난해|작년|올해)(?:에?는)?\s(?:(?P<y>[0-9]{{1,2}})년\s?(?P<ym>[0-9]{{1,2}})\s?개월|(?P<n>{_DECIMAL})\s?(?P<unit>개월|세|년))(?=로|으로)"
)
"""`평균 형량은 2019년 2년에서 2023년 3년 6개월로`."""
_KO_TOOK = re.compile(r"(?P<n>[0-9]{1,3}\.[0-9])(?P<unit>개월)이?\s(?:걸렸|걸린|소요)")
"""`합의부 사건은 15.2개월이 걸렸다`: no single case is told to a tenth of a month."""
_KO_MEAN_BY = re.compile(
    rf"(?:전년|한\s해\s전|지난해|작년|[0-9]{{4}}년)(?:\([^)]{{1,12}}\))?(?:보다|에\s비해|\s대비)\s(?P<n>{_DECIMAL})\s?(?P<unit>개월|세)\s(?=늘|줄|길|짧|높|낮|증가|감소)"
)
"""`평균 형량은 47.3개월로 전년보다 1.2개월 늘었다`."""
_KO_MEAN_BESIDE = re.compile(r"(?<=\()(?P<y>[0-9]{1,2})년\s?(?P<ym>[0-9]{1,2})\s?개월(?=\))")
"""`평균 징역 2년 3개월로 2019년(1년 9개월)보다`."""
_KO_MEAN_TOO = re.compile(
    rf",\s[가-힣·]{{2,10}}(?:이|은|는|가)\s(?P<n>{_DECIMAL})\s?(?P<unit>개월|세)(?P<y>(?!))?(?P<ym>(?!))?(?P<n2>(?!))?(?P<unit2>(?!))?"
)
"""`평균 형량은 강간이 63.4개월, 성착취물이 47.5개월`."""
_EN_MEAN = re.compile(
    rf"\b(?:average|mean)\b[^0-9.;]{{0,110}}?\b(?P<n>{_DECIMAL})(?:\s(?P<unit>months|years(?:\sold)?))?",
    re.IGNORECASE,
)
_EN_MEAN_TO = re.compile(
    rf"\s(?:in\s[0-9]{{4}}\s)?to\s(?P<n>{_DECIMAL})\s(?P<unit>months|years)", re.IGNORECASE
)

_EN_MEAN_BESIDE = re.compile(
    rf",?\s(?:while|and|compared\s(?:with|to))\s(?:that|the\saverage|those)\s(?:age\s)?(?:of|for)\s(?:the\s)?[a-z]+\s(?:was|stood\sat|were)\s(?P<n>{_DECIMAL})(?=[.,;]|$|\syears\sold)"
)
"""`The average age of offenders was 43.7, while that of victims was 14`."""
_EN_MEAN_FROM = re.compile(
    rf"(?:\s(?:in\s[0-9]{{4}}|last\syear|this\syear))?[^.;0-9]{{0,90}}?(?:\sin\s[0-9]{{4}})?,?\s(?:up\s|down\s)?from\s(?:an\saverage\sof\s)?(?P<n>{_DECIMAL})\s(?P<unit>months|years)\b(?!\sold)",
    re.IGNORECASE,
)
"""`an average of 7.1 months in 2023, up from 6.5 months a year earlier`."""

_EN_DIGITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_EN_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_EN_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, **_EN_TENS,
    **{f"{ten}-{one}": t + n for ten, t in _EN_TENS.items() for one, n in _EN_DIGITS.items()},
}  # fmt: skip
_EN_WORD = rf"(?:{'|'.join(_EN_TENS)})(?:-(?:{'|'.join(_EN_DIGITS)}))?|" + "|".join(
    sorted((w for w in _EN_WORDS if w not in _EN_TENS and "-" not in w), key=len, reverse=True)
)
_SPOKEN_SMALL = rf"[0-9]{{1,3}}|{'|'.join(_EN_DIGITS)}|ten"
_SPOKEN = re.compile(
    rf"(?P<n>{_SPOKEN_SMALL})(?:-(?:(?P<t>thousand)|(?P<h>hundred))(?:-(?P<r>{_SPOKEN_SMALL}))?|-point-(?P<p>{_SPOKEN_SMALL}|zero))",
    re.IGNORECASE,
)
"""Numbers as KBS World writes them: `two-thousand-318`, `14-hundred`, `12-point-four`."""
_EN_ROUGHLY = (
    r"(?:about|around|roughly|approximately|some|nearly|almost|close\sto|an\sestimated|over|just\s(?:over|under)|only|just|"
    r"more\sthan|less\sthan|fewer\sthan|at\sleast|as\smany\sas|up\sto|a\srecord(?:-high)?|a\stotal\sof)\s"
)
_EN_NUMBER = (
    rf"(?:{_SPOKEN_SMALL})-(?:(?:thousand|hundred)(?:-(?:{_SPOKEN_SMALL}))?|point-(?:{_SPOKEN_SMALL}|zero))|"
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,9}(?:\.[0-9]{1,3})?"
)
_EN_PERCENT = re.compile(
    rf"(?P<a>(?<![0-9.,])(?!(?:19|20)[0-9]{{2}}\sto\s)(?:{_EN_NUMBER})|(?<![\w-])(?:{_EN_WORD}|one)(?=\sper))(?:(?:\s?(?:to|-|–)\s?|(?<=between\s..)\sand\s|"
    rf"(?<=between\s....)\sand\s)(?P<b>{_EN_NUMBER}))?(?:\s|-)?(?P<unit>percentage\spoints?|"
    rf"percent(?:age)?\b|per\scent|%)",
    re.IGNORECASE,
)
EN_NOUNS = {
    "suspects": "suspects", "suspect": "suspects", "people": "people", "persons": "people", "individuals": "people",
    "students": "students", "pupils": "students", "victims": "victims", "women": "women", "girls": "girls",
    "men": "men", "boys": "boys", "members": "members", "participants": "members", "users": "users",
    "subscribers": "members", "rooms": "rooms", "chatrooms": "rooms", "channels": "channels", "cases": "cases",
    "reports": "cases", "complaints": "cases", "incidents": "cases", "crimes": "cases", "perpetrators": "offenders",
    "offenders": "offenders", "teenagers": "teens", "teens": "teens", "minors": "minors", "juveniles": "minors",
    "defendants": "defendants", "convicts": "convicted", "images": "items", "videos": "items", "photos": "items",
    "files": "items", "pieces": "items", "clips": "items", "pictures": "items", "posts": "items",
    "respondents": "people", "foreigners": "people", "residents": "people",
    "accounts": "accounts", "websites": "sites", "schools": "schools", "universities": "schools",
    "teachers": "teachers", "children": "children", "judgments": "judgments", "verdicts": "judgments",
    "rulings": "judgments", "trials": "judgments",
    "investigations": "cases", "offenses": "cases", "offences": "cases", "felonies": "cases", "robberies": "cases",
    "murders": "cases", "homicides": "cases", "rapes": "cases", "thefts": "cases", "burglaries": "cases",
    "abusers": "offenders", "rapists": "offenders", "stalkers": "offenders", "criminals": "offenders",
    "arrests": "people", "smugglers": "offenders", "traffickers": "offenders", "dealers": "offenders",
    "lawbreakers": "offenders", "violations": "cases", "lawsuits": "cases",
    "attacks": "cases", "convictions": "cases", "acquittals": "cases", "indictments": "cases", "commutations": "cases",
    "warrants": "cases", "threats": "cases", "requests": "cases", "attempts": "cases", "applications": "cases",
    "accidents": "cases", "prosecutions": "cases", "killings": "cases", "deaths": "people", "fatalities": "people",
    "nationals": "people", "immigrants": "people",
    "deletions": "cases", "petitions": "cases", "consultations": "cases", "inquiries": "cases",
    "detainees": "suspects", "inmates": "people", "prisoners": "people", "drivers": "people", "motorists": "people",
    "gangsters": "offenders", "gamblers": "offenders", "swindlers": "offenders", "scammers": "offenders",
    "molesters": "offenders", "assailants": "offenders", "violators": "offenders", "lenders": "offenders",
    "addicts": "people", "culprits": "offenders", "attackers": "offenders",
    "adults": "adults", "soldiers": "people", "officers": "people", "operators": "suspects", "others": "people",
}  # fmt: skip
_PERSON_NOUNS = frozenset(
    [
        "suspects",
        "people",
        "students",
        "victims",
        "women",
        "girls",
        "men",
        "boys",
        "members",
        "users",
        "offenders",
        "teens",
        "minors",
        "defendants",
        "convicted",
        "teachers",
        "adults",
        "children",
    ]
)
_EN_COUNT = re.compile(
    rf"(?<![\w.,$-])(?P<n>{_EN_NUMBER}|{_EN_WORD})(?P<scale>\s(?:million|thousand|hundred))?"
    rf"(?P<adj>(?:\s(?!percent|per\b|years?\b|months?\b|days?\b|hours?\b|weeks?\b|won\b|of\b|in\b|and\b|"
    rf"to\b|were\b|was\b|who\b|that\b|which\b|over\b|for\b|after\b|with\b|involv\w+|includ\w+|had\b|have\b|are\b|received\b|got\b)"
    r"[A-Za-z’'-]+){0,4}?)"
    rf"\s(?:(?:chat\s)?(?P<noun>{'|'.join(sorted(EN_NOUNS, key=len, reverse=True))}))\b",
    re.IGNORECASE,
)
_EN_NUMBER_OF = re.compile(
    rf"\bnumber\sof\s(?:\w+\s){{0,3}}?(?P<noun>{'|'.join(sorted(EN_NOUNS, key=len, reverse=True))})\b"
    r"(?:[^.;0-9]|(?<=aged\s)[0-9]{2}|(?<=under\s)[0-9]{2}|(?<=over\s)[0-9]{2}|(?<=their\s)[0-9]{2}){0,60}?"
    rf"\b(?:surpass(?:ed|es)|reach(?:ed|es)|exceed(?:ed|s)|st(?:ood|ands)\sat|rose\sto|increased\sto|"
    rf"jumped\sto|grew\sto|dipped\sto|slid\sto|slipped\sto|plunged\sto|surged\sto|swelled\sto|ballooned\sto|declined\sto|decreased\sto|rising\sto|was|is|total(?:ed|s)|hit|came\sto|soared\sto|fell\sto|at|climbed\sto|dropped\sto)\s(?P<hedge>(?:over|"
    rf"more\sthan|about|nearly|almost|some|around)\s)?(?P<n>{_EN_NUMBER})(?!\s?(?:per\s?cent|%))",
    re.IGNORECASE,
)
_EN_CAME_TO = re.compile(
    rf"(?:^|[.;]\s|,\s|\band\s)(?:[A-Z]?[\w’'-]+\s){{0,4}}?(?P<noun>{'|'.join(sorted(EN_NOUNS, key=len, reverse=True))})\b"
    r"(?:[^.;,0-9]|(?<=in\s)(?:19|20)[0-9]{2}|(?<=under\s)1[0-9]){0,60}?\s(?:came\sto|total(?:ed|led|ing)|reached|numbered|st(?:ood|ands)\sat|hit|"
    r"(?:rose|jumped|surged|climbed|grew|increased|soared|fell|dropped|declined|decreased|dipped|slid|slipped|plunged|spiked|ballooned|(?:edged|inched|shot|went)\s(?:up|down))\sto)\s"
    rf"(?:{_EN_ROUGHLY})?(?P<n>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+|[1-9][0-9]{{0,3}}\.[0-9]{{1,2}}|[1-9][0-9]{{1,5}})"
    r"(?!\s?(?:per\s?cent|%|percentage|won|million|billion|[0-9])|[0-9,.]*[0-9]|-)"
)
"""`Voice phishing cases in the first quarter came to 5,878`."""
_EN_PUT_AT = re.compile(
    rf"\b(?P<noun>{'|'.join(sorted(EN_NOUNS, key=len, reverse=True))})\sat\s"
    rf"(?:{_EN_ROUGHLY})?(?P<n>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+|[1-9][0-9]{{1,5}})"
    r"(?=\s(?:in|during|last|this|for|as\sof)\b)"
)
"""`figures put smuggling cases at 362 in the first half`."""
_EN_PART_OF = re.compile(
    rf"\b(?P<n>{_EN_NUMBER})\s(?:out\s)?of\s(?:the\s|"
    rf"a\stotal\sof\s)?(?=(?:{_EN_NUMBER})(?:\s[\w-]+){{0,3}}?\s"
    rf"(?P<noun>{'|'.join(sorted(EN_NOUNS, key=len, reverse=True))})\b)",
    re.IGNORECASE,
)
_EN_PART_AFTER = re.compile(
    rf"\b(?:[Oo]f|[Aa]mong|[Oo]ut\sof)\s(?:the\s|a\stotal\sof\s)?(?:{_EN_NUMBER})(?:\s[\w-]+){{0,3}}?\s"
    rf"(?P<noun>{'|'.join(sorted(EN_NOUNS, key=len, reverse=True))})\b[^.;,]{{0,60}},\s"
    r"(?:only|just|some|about|nearly|over)\s"
    rf"(?P<n>{_EN_NUMBER})(?=\s(?:were|was|led|ended|resulted|received|had|have|are|involved|got)\b)"
)
_EN_OR_SHARE = re.compile(
    rf"(?<![\w.,$])(?P<n>{_EN_NUMBER}),?\s(?:or\s(?:about\s)?|\((?:or\s)?)(?=(?:{_EN_NUMBER})\s?(?:per\s?cent|%))"
    rf"|(?:per\s?cent|%)(?:\sof\s[^,;.0-9]{{1,40}},)?,?\s(?:or\s|\()(?P<m>{_EN_NUMBER})(?=[,)])"
)
_EN_OF_THEM = re.compile(
    rf"(?:[,;]\s(?:followed\sby\s)?|\s--?\s|[—–:]\s?|(?<!between\s..\s)(?<!between\s.\s)\band\s|\bincluding\s|\b[a-z]+\s(?=[0-9,]+\sof\sthem\b)|\b(?:detaining|arresting|indicting|booking|referring|jailing)\s|\bwith\s|\bthe\s(?:remaining|other)\s|\bof\s(?:whom|which|them|these|those)\s)(?:{_EN_ROUGHLY})?(?P<n>{_EN_NUMBER})(?=\s(?:under\sthe\sage|aged|in\stheir|involving|were|are|was|received|got|went|led\sto|[a-z]+ed(?!\s(?:cases|people))|of\s(?:them|those|whom|which)|(?:suspended\ssentences|prison\sterms|jail\sterms|fines|acquittals)\b|who|in\s(?:imprisonment|prison|jail|fines?|acquittals?|suspended))\b)|\b(?:(?:[2-9]0s|followed\sby\s(?:[\w’'-]+\s){{0,3}}?[\w’'-]+|and\s(?:[\w’'-]+\s){{0,3}}?(?:[a-z’'-]+s|[A-Z][a-z’'-]+))\s(?:with|at)\s(?P<m>{_EN_NUMBER})(?=[.;]|,(?![0-9])|$|\sand\s[A-Za-z])|the\s(?P<k>{_EN_NUMBER})(?=\s(?:reported|recorded|registered|apprehended|caught|arrested|booked|seen|logged|counted|filed)\b))"
)
_EN_AGE_TOLD = (
    r"(?:(?:were|was|are|is)\s)?(?:in\stheir\s(?:(?:early|mid|late)[\s-])?[1-9]0s|"
    r"(?:aged?|among\sthose(?:\saged)?)\s(?:[1-9][0-9]\b|between|from|over|under)|(?:over|under)\s[1-9][0-9](?=[.,;]|$)|(?<=were\s)[1-9]0\sor\s(?:older|over|above)|(?:were|was)\s[1-9]0\sor\s(?:older|over|above))"
)
_EN_LISTED_AGE = re.compile(
    rf"(?<![\w.,$-])(?P<n>{_EN_NUMBER}|one|{_EN_WORD})(?:\s(?:people|suspects|others))?(?:\s\((?:{_EN_NUMBER})\s?(?:per\s?cent|%)\))?(?:\s(?:were|was))?\s{_EN_AGE_TOLD}",
    re.IGNORECASE,
)
"""`150 in their 20s, 60 in their 30s and 20 aged 50 or older`: people counted band by band."""
_EN_ARRESTED = re.compile(
    r"\b(?:[Tt]hose|people)\s(?:arrested|caught|apprehended|booked|nabbed|indicted|convicted)\b"
)
_EN_YEAR_OLDS = re.compile(rf"(?<![\w.,$-])(?P<n>{_EN_NUMBER})\s[1-9][0-9]-year-olds\b")
"""`2,140 13-year-olds`."""
_EN_FIGURE = re.compile(
    r"^(?:However,\s|But\s|In\s(?:19|20)[0-9]{2},\s)?[Tt](?:he|hat)\s(?:number|figure|total|tally)s?\b(?!\sof\b)[^.;0-9]{0,40}(?:(?:19|20)[0-9]{2}\s)?[^.;0-9]{0,24}?"
    rf"\b(?:was|were|reached|stood\sat|came\sto|hit|(?:rose|increas\w+|jump\w+|surg\w+|soar\w+|climb\w+|grew|fell|dropp\w+|declin\w+)\b[^.;0-9]{{0,40}}?\bto)\s"
    rf"(?:{_EN_ROUGHLY})?(?P<n>{_EN_NUMBER})(?!\s?(?:per\s?cent|%|percentage))",
)
_EN_FIGURES_AFTER = re.compile(
    rf"(?:,\s|\band\s)(?:to\s|then\sto\s)?(?:{_EN_ROUGHLY})?(?P<n>{_EN_NUMBER})(?=\s(?:in|as\sof|by)\s(?:[A-Z][a-z]+|(?:19|20)[0-9]{{2}}|this|last))"
)
"""`The figure soared to 3,905 in 2022, 5,530 in 2023 and to 6,100 as of September`: of what was counted before."""
_EN_OF_THESE = re.compile(
    rf"(?<![\w.,$-])(?P<n>(?:{_EN_NUMBER}|{_EN_WORD})(?=\s(?:out\s)?of\s(?:those|these))|[1-9][0-9]{{2}}|[0-9]{{1,3}},[0-9]{{3}})\s(?:out\s)?of\s(?:those|these|the|all)\s(?:\w+\s)?"
    rf"(?P<noun>{'|'.join(sorted(EN_NOUNS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
"""`in 147 of those cases`."""
_EN_NUMBERED = re.compile(
    rf"\b(?:[Tt]hose|[Pp]eople|[Oo]ffenders|[Ss]uspects|[Vv]ictims)\s(?:[^.;0-9]|[1-9]0s){{1,60}}?\snumber(?:ed|ing)\s(?:about\s|some\s|nearly\s)?(?P<n>{_EN_NUMBER})\b"
    rf"|\bnumber\sof\s(?:[\w-]+\s){{0,3}}?(?:people|offenders|suspects|victims|defendants|students)\s\((?P<m>{_EN_NUMBER})\)"
)
"""`those with two or more convictions numbered 3,911, more than the number of first offenders (3,840)`."""
_EN_OF_THOSE = re.compile(
    rf"\b(?:of|among)\s(?:the\s|a\stotal\sof\s)?(?P<n>{_EN_NUMBER})\s(?:arrested|apprehended|caught|booked|indicted|referred|detained|"
    r"investigated|tried|convicted|sentenced|prosecuted|surveyed|polled|punished)\b",
    re.IGNORECASE,
)
"""`Of the 573 arrested, 381 were teenagers`: people counted without a noun."""
_EN_BARE = re.compile(
    rf"(?:\b(?:followed\sby|compared\s(?:to|with)|from|to|and|at|was|were|reach(?:ed|ing)|total(?:ed|ing)|hit|with|number(?:ed|ing)|double\sthe|triple\sthe|times\sthe|twice\sthe)|,)\s(?:{_EN_ROUGHLY})?(?P<n>{_EN_NUMBER})(?P<scale>\s(?:million|thousand))?(?=\s(?:in|for|by|"
    rf"during|to|over|as\sof|through)\s(?:the\s)?(?:(?:first|last)\s\w+\smonths|same\s(?:period|months?|time|quarter|half)|(?:(?:first|last|all)\s)?(?:19|20)[0-9]{{2}}|"
    rf"(?:past|last)\s(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{{1,2}})\syears|[A-Z][a-z]+|last\syear|this\syear)|[.,;]?$|,?\sand\b|\s(?:a\syear|last\syear|this\syear|"
    rf"the\sprevious\syear|a\syear\searlier|(?:two|three|four|five|six|seven|eight|nine|ten)\syears\s(?:earlier|before|ago)|(?:before|until)\s(?:it|that|then|the\s\w+)\b|(?:filed|reported|recorded|received)\b))"
)
_EN_RATIO = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine|[1-9])\s(?:out\sof|in|"
    r"of)\s(?:every\s)?(?P<d>two|three|four|five|six|seven|eight|nine|ten|10|12|15|20|25|30|50|100)\b(?!\s(?:years?|"
    r"months?|days?|hours?))",
    re.IGNORECASE,
)
_EN_FRACTION = re.compile(
    r"\b(?<!sentence\sby\s)(?<!term\sby\s)(?!a\sthird(?!-|\s\(|\s(?:of|are|were|have|had|said|say|got|received|involv\w+|ended|went|fell)\b))(?P<n>a|one|two|three|four)(?:\s|-)(?P<d>thirds?|quarters?|fifths?|tenths?)\b(?!-|\sof\s(?:his|her|their|the|an?)\s(?:[\w-]+\s){0,3}(?:sentences?|terms?|fine)\b|\s(?:was|got|received|man|woman|person|defendant|suspect|accomplice|trial|offen[cs]e)\b)|"
    r"\b(?<!first\s)(?<!second\s)(?<!latter\s)(?P<half>half)\s(?!of\s(?:the\s)?[0-9][0-9.,]*\s(?:million\s)?won\b)(?!of\s(?:this|last|next|what|the\s(?:year|month|decade|century|sentence|term|fine))\b)"
    r"(?=of\b|the\b|were\b|are\b|received\b|got\b)",
    re.IGNORECASE,
)
_EN_TIMES = re.compile(
    rf"\b(?:(?P<n>{_EN_NUMBER}|{_EN_WORD})(?:-|\s)?(?:fold|times)\b(?!\s(?:a|per|in\sa)\b)|(?P<w>doubled|"
    rf"tripled|quadrupled|double\sthe|twice\s(?:as\smany|the)|triple\sthe))",
    re.IGNORECASE,
)
_EN_BEFORE = re.compile(
    r"(?:(?P<about>about|around|roughly|some|nearly|almost|approximately|an\sestimated|close\sto)|"
    r"(?P<more>more\sthan|(?<!handed\s)(?<!turned\s)(?<!taken\s)(?<!took\s)over|above|upwards\sof|surpass(?:ed|es|ing)|exceed(?:ed|s|ing)|topp(?:ed|ing)|greater\sthan)|"
    r"(?P<atleast>at\sleast|no\sfewer\sthan|a\sminimum\sof)|(?P<less>less\sthan|fewer\sthan|under|below|"
    r"only\sunder)|(?P<atmost>(?<!edged\s)(?<!inched\s)(?<!climbed\s)(?<!jumped\s)(?<!shot\s)(?<!went\s)(?<!moved\s)(?<!ticked\s)(?<!crept\s)(?<!rose\s)(?<!gone\s)(?<!going\s)up\sto|at\smost|a\smaximum\sof|as\smany\sas))\s(?:a\swhopping\s|the\s|a\s(?=$))?$",
    re.IGNORECASE,
)
_EN_DEFINITE = re.compile(
    r"\b(?:the|these|those|both|other|his|her|their|either|first|last)\s$", re.IGNORECASE
)
_DENOMINATORS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NATIVE = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7,
    "여덟": 8, "아홉": 9, "열": 10, "백": 100, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5,
}  # fmt: skip


def find_numbers(sentence: str, language: Language, carried: str | None = None) -> list[NumberHit]:
    """Every counting number of the sentence, in order; a ratio in words is one number.

    `carried` is the unit of the counts told before, for an English sentence that goes on with `The figure`.
    """
    finders = _KO_FINDERS if language == "ko" else _EN_FINDERS
    hits: list[NumberHit] = []
    finders = (*(_KO_MEASURED if language == "ko" else _EN_MEASURED), *finders)
    for finder in finders:
        for hit in islice(finder(sentence), MAX_NUMBERS):
            if all(hit.end <= other.start or hit.start >= other.end for other in hits):
                hits.append(hit)
    further = _en_carried(sentence, carried) if carried else ()
    for hit in further if language == "en" else ():
        if all(hit.end <= other.start or hit.start >= other.end for other in hits):
            hits.append(hit)
    return sorted(hits, key=lambda hit: hit.start)


def _en_carried(sentence: str, carried: str) -> Iterator[NumberHit]:
    yield from _en_figures(sentence, carried)
    yield from _en_bare(sentence, carried)
    for match in _EN_OR_SHARE.finditer(sentence) if _EN_NOUN.search(sentence) is None else ():
        if match["n"]:
            hit = _en_count_hit(match, "people", _plain(match["n"]), *_en_hedge(sentence, match.start("n")))
            yield replace(hit, unit=carried, noun=None, start=match.start("n"), end=match.end("n"))
    for hit in _en_beside_year(sentence, carried):
        yield hit if _EN_NOUN.search(sentence) else replace(hit, unit=carried, noun=None)


def _en_figures(sentence: str, carried: str) -> Iterator[NumberHit]:
    """The counts of a sentence whose subject is `The figure`, in the unit of those told before."""
    first = _EN_FIGURE.search(sentence)
    for match in (first, *_EN_FIGURES_AFTER.finditer(sentence, first.end())) if first else ():
        approximate, comparator = _en_hedge(sentence, match.start("n"))
        yield NumberHit(
            value=_plain(match["n"]), unit=carried, start=match.start("n"), end=match.end("n"), measure="count",
            approximate=approximate, comparator=comparator,
        )  # fmt: skip


def _ko_hedge(sentence: str, start: int, end: int) -> tuple[bool, str]:
    before = _KO_BEFORE.search(sentence[max(0, start - 8) : start])
    after = _KO_AFTER.match(sentence, end)
    groups = {**(before.groupdict() if before else {})}
    comparator = "at_most" if groups.get("max") else "at_least" if groups.get("min") else "exact"
    approximate = bool(groups.get("about"))
    if after:
        approximate = approximate or bool(after["about"])
        for name, value in (
            ("atleast", "at_least"),
            ("atmost", "at_most"),
            ("less", "less_than"),
            ("more", "more_than"),
        ):
            comparator = value if after[name] else comparator
    return approximate, comparator


def _ko_percent(sentence: str) -> Iterator[NumberHit]:
    is_of_driver = "알코올" in sentence or "음주" in sentence
    for match in _KO_PERCENT.finditer(sentence):
        if is_of_driver and match["a"].startswith("0."):
            continue
        is_points = "p" in match["unit"].lower() or "포인트" in match["unit"]
        approximate, comparator = _ko_hedge(sentence, match.start(), match.end())
        yield NumberHit(
            value=_plain(match["a"]),
            value_high=_plain(match["b"]) if match["b"] else None,
            unit="percentage_points" if is_points else "percent",
            start=match.start(),
            end=match.end(),
            measure="change" if is_points else "share",
            approximate=approximate,
            comparator=comparator,
        )


def _ko_counts(sentence: str) -> Iterator[NumberHit]:
    for match in _KO_COUNT.finditer(sentence):
        try:
            number = parse_number(match["n"])
        except ValueError:
            continue
        unit = _KO_UNIT[match["unit"]]
        if _KO_PER.search(sentence[: match.start()][-8:]):
            continue
        if unit == "times_done" or _KO_NOT_COUNT_AFTER.match(sentence, match.end()):
            continue
        approximate, comparator = _ko_hedge(sentence, match.start(), match.end())
        noun = (
            "rooms"
            if re.match(
                r"(?:의|인)?\s?(?:[가-힣]{0,6}\s?)?(?:방(?!법)|대화방|단체방)", sentence[match.end() :][:14]
            )
            and unit == "items"
            else None
        )
        yield NumberHit(
            value=_exact_text(number),
            value_high=_plain(match["n2"]) if match["n2"] else None,
            unit="rooms" if noun == "rooms" else unit,
            start=match.start(),
            end=match.end(),
            measure="change" if unit == "times" else "count",
            noun=noun,
            approximate=approximate or bool(match["more"]),
            comparator=comparator,
        )


def _ko_things(sentence: str) -> Iterator[NumberHit]:
    """`대화방 70여 개`: things counted after their name."""
    for match in _KO_THINGS.finditer(sentence):
        approximate, comparator = _ko_hedge(sentence, match.start("n"), match.end())
        number = parse_number(match["n"])
        yield NumberHit(
            value=_exact_text(number),
            unit="rooms" if match["room"] else "items",
            start=match.start("n"),
            end=match.end(),
            measure="count",
            noun="rooms" if match["room"] else None,
            approximate=approximate or bool(match["more"] or match["about"]),
            comparator=comparator,
        )


def _ko_ratio(sentence: str) -> Iterator[NumberHit]:
    for match in _KO_RATIO.finditer(sentence):
        denominator, numerator = _native(match["d"]), _native(match["n"])
        if not 0 < numerator < denominator or denominator not in (2, 3, 4, 5, 6, 7, 8, 9, 10, 100):
            continue
        if _KO_TAKEN_OF_GROUP.match(sentence, match.end()):
            continue
        is_counted = denominator > 5 or _KO_OF_A_GROUP.search(sentence[: match.start()])
        if is_counted and denominator < 10 and "꼴" not in match[0]:
            continue
        if (match["unit"] is None and not match["tail"]) or _is_counted_share(
            sentence, match, numerator / denominator
        ):
            continue
        yield _ratio_hit(
            match,
            numerator,
            denominator,
            *_ratio_hedge(sentence, match),
        )
    for match in _KO_OF_HUNDRED.finditer(sentence):
        yield NumberHit(
            value=match["n"], unit="percent", start=match.start(), end=match.end(), measure="ratio", denominator=100,
        )  # fmt: skip
    for match in _KO_FRACTION.finditer(sentence):
        hedge = _ko_hedge(sentence, match.start(), match.end())
        yield _ratio_hit(match, _native(match["n"]), _native(match["d"]), *hedge)
    for match in _KO_HALF.finditer(sentence):
        if re.match(
            r"(?:에|을|이)?\s?(?:가까운|육박하는|넘는|웃도는|못\s미치는|조금\s넘는)\s[0-9]",
            sentence[match.end() :],
        ):
            continue
        if re.search(r"%(?:로|이며|인|에|를\s기록해)\s?(?:거의\s|전체의\s)?$", sentence[: match.start()]):
            continue
        approximate, comparator = _ko_hedge(sentence, match.start(), match.end())
        if match[0].startswith("과반"):
            comparator = "more_than"
        yield _ratio_hit(match, 1, 2, approximate or comparator == "exact", comparator)


_SHARE_BESIDE = re.compile(rf"\s?\(?(?:(?P<share>{_DECIMAL})\s?%|[0-9])")


def _is_counted_share(sentence: str, ratio: re.Match[str], value: float) -> bool:
    """`9명 중 3명(33.3%)` counts nine people; `10명 중 3명(31.2%)` puts a share of many into small numbers."""
    beside = _SHARE_BESIDE.match(sentence, ratio.end())
    if beside is None:
        return False
    return beside["share"] is None or abs(float(_plain(beside["share"])) - value * 100) < 0.06


def _ratio_hedge(sentence: str, match: re.Match[str]) -> tuple[bool, str]:
    """`3명 중 1명꼴` is about one in three."""
    approximate, comparator = _ko_hedge(
        sentence, match.start(), match.end("unit") if match["unit"] else match.end("n")
    )
    return approximate or match["unit"] == "꼴" or "꼴" in (match["tail"] or ""), comparator


def _en_hedge(sentence: str, start: int) -> tuple[bool, str]:
    match = _EN_BEFORE.search(sentence[max(0, start - 28) : start])
    if match is None:
        return False, "exact"
    if match[0].lower() in ("more than the ", "less than the ", "fewer than the "):
        return False, "exact"  # `more than the 29.2 percent`: another number that this one is compared with
    for name, value in (
        ("atleast", "at_least"),
        ("atmost", "at_most"),
        ("less", "less_than"),
        ("more", "more_than"),
    ):
        if match[name]:
            return False, value
    return True, "exact"


_BLOOD_ALCOHOL = re.compile(r"\bblood[\s-]alcohol\b|\bconcentration\sof\s", re.IGNORECASE)
"""A measurement of one driver is no statistic."""


def _en_percent(sentence: str) -> Iterator[NumberHit]:
    for match in _EN_PERCENT.finditer(sentence):
        if _BLOOD_ALCOHOL.search(sentence[: match.start()][-60:]) or (
            match["a"].startswith("0.") and "alcohol" in sentence
        ):
            continue
        is_points = "point" in match["unit"].lower()
        approximate, comparator = _en_hedge(sentence, match.start())
        yield NumberHit(
            value=_scaled(match["a"], None),
            value_high=_plain(match["b"]) if match["b"] else None,
            unit="percentage_points" if is_points else "percent",
            start=match.start(),
            end=match.end(),
            measure="change" if is_points else "share",
            approximate=approximate,
            comparator=comparator,
        )


def _en_counts(sentence: str) -> Iterator[NumberHit]:
    for match in _EN_COUNT.finditer(sentence):
        text = match["n"].lower()
        head = sentence[max(0, match.start() - 10) : match.start()]
        if _EN_DEFINITE.search(head) and text in _EN_WORDS:
            continue
        if re.fullmatch(r"(?:19|20)[0-9]{2}", text) and not match["scale"]:
            continue
        if _EN_PRIOR.search(match[0]) or _EN_PRIOR_RANGE.search(sentence[: match.start()]):
            continue
        approximate, comparator = _en_hedge(sentence, match.start())
        noun = EN_NOUNS[match["noun"].lower()]
        yield _en_count_hit(match, noun, _scaled(text, match["scale"]), approximate, comparator)
    for match in (
        *_EN_NUMBER_OF.finditer(sentence),
        *_EN_CAME_TO.finditer(sentence),
        *_EN_PUT_AT.finditer(sentence),
    ):
        if re.fullmatch(r"(?:19|20)[0-9]{2}", match["n"]):
            continue
        approximate, comparator = _en_hedge(sentence, match.start("n"))
        hit = _en_count_hit(
            match, EN_NOUNS[match["noun"].lower()], _plain(match["n"]), approximate, comparator
        )
        yield NumberHit(
            value=hit.value, unit=hit.unit, start=match.start("n"), end=match.end("n"), measure="count", noun=hit.noun,
            approximate=approximate, comparator=comparator,
        )  # fmt: skip
        if (told := _EN_FROM_AFTER.match(sentence, match.end("n"))) is not None:
            yield replace(hit, value=_plain(told["n"]), start=told.start("n"), end=told.end("n"))


_EN_FROM_AFTER = re.compile(
    rf"(?:\s(?:in\s(?:19|20)[0-9]{{2}}|last\syear|this\syear))?,?\s(?:up\s|down\s)?from\s(?:{_EN_ROUGHLY})?(?!(?:19|20)[0-9]{{2}}\b)(?P<n>{_EN_NUMBER})"
    r"(?=[.;]|,(?![0-9])|$|\s(?:in|a\syear|the\s(?:previous|year)|(?:two|three|four|five|six|seven|eight|nine|ten)\syears|last\syear|over)\b)"
)
"""`dipped to 11,503 from 18,902`: of the same people."""
_EN_PRIOR = re.compile(
    r"^[a-z0-9]{1,5}\s(?:or\smore\s)(?:\w+\s)?(?:offen[cs]es|crimes|convictions)$|^[a-z0-9]{1,5}\s(?:prior|previous|past)\s",
    re.IGNORECASE,
)
"""`those with nine or more offenses`: the record of each of them."""
_EN_PRIOR_RANGE = re.compile(r"\b(?:[1-9]|one|two|three|four|five)\s?(?:to|-|–)\s?$", re.IGNORECASE)


_EN_SURVEYED = re.compile(
    r"\b(?:survey|poll|surveyed|polled)\s(?:of\s|on\s)?(?:about\s|some\s|more\sthan\s)?"
    r"(?P<n>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{2,4})\s(?=[a-z])(?!percent|won)"
)
"""`a survey of 1,036 lawyers`: people, whoever they are."""


def _en_of_those(sentence: str) -> Iterator[NumberHit]:
    for match in (*_EN_SURVEYED.finditer(sentence), *_EN_BOOKED_MORE.finditer(sentence)):
        hit = _en_count_hit(match, "people", _plain(match["n"]), *_en_hedge(sentence, match.start("n")))
        yield replace(hit, start=match.start("n"), end=match.end("n"))
    for match in _EN_OF_THOSE.finditer(sentence):
        approximate, comparator = _en_hedge(sentence, match.start("n"))
        hit = _en_count_hit(match, "people", _plain(match["n"]), approximate, comparator)
        yield replace(hit, start=match.start("n"), end=match.end())


def _en_listed_ages(sentence: str) -> Iterator[NumberHit]:
    """People counted by age band, where two bands or more are; `in 147 of those cases`; `numbered 3,911`."""
    listed = [*_EN_LISTED_AGE.finditer(sentence)] if "their" in sentence or "aged" in sentence else []
    is_list = len(listed) > 1 or (listed and _EN_ARRESTED.search(sentence))
    for match in listed if is_list else ():
        hit = _en_count_hit(match, "people", _scaled(match["n"], None), False, "exact")
        yield replace(hit, start=match.start("n"), end=match.end("n"))
    for match in _EN_YEAR_OLDS.finditer(sentence) if "year-olds" in sentence else ():
        hit = _en_count_hit(match, "people", _plain(match["n"]), *_en_hedge(sentence, match.start()))
        yield replace(hit, start=match.start("n"), end=match.end("n"))
    for match in _EN_OF_THESE.finditer(sentence):
        noun = EN_NOUNS[match["noun"].lower()]
        hit = _en_count_hit(match, noun, _scaled(match["n"], None), *_en_hedge(sentence, match.start()))
        yield replace(hit, start=match.start("n"), end=match.end("n"))
    for match in _EN_NUMBERED.finditer(sentence) if "number" in sentence else ():
        name = "n" if match["n"] else "m"
        hit = _en_count_hit(match, "people", _plain(match[name]), *_en_hedge(sentence, match.start(name)))
        yield replace(hit, start=match.start(name), end=match.end(name))


def _en_count_hit(
    match: re.Match[str], noun: str, value: str, approximate: bool, comparator: str
) -> NumberHit:
    unit = "persons" if noun in _PERSON_NOUNS else noun
    return NumberHit(
        value=value,
        unit={"judgments": "cases", "accounts": "items", "sites": "items", "channels": "rooms"}.get(
            unit, unit
        ),
        start=match.start(),
        end=match.end(),
        measure="count",
        noun=noun,
        approximate=approximate,
        comparator=comparator,
    )


def _en_part_of(sentence: str) -> Iterator[NumberHit]:
    """`91 of the 120 suspects`: the part, in the noun of the whole."""
    for match in [*_EN_PART_OF.finditer(sentence), *_EN_PART_AFTER.finditer(sentence)]:
        approximate, comparator = _en_hedge(sentence, match.start("n"))
        hit = _en_count_hit(
            match, EN_NOUNS[match["noun"].lower()], _plain(match["n"]), approximate, comparator
        )
        yield NumberHit(
            value=hit.value, unit=hit.unit, start=match.start("n"), end=match.end("n"), measure="count", noun=hit.noun,
            approximate=approximate, comparator=comparator,
        )  # fmt: skip


_EN_NOUN = re.compile(rf"\b({'|'.join(EN_NOUNS)})\b", re.IGNORECASE)
_EN_DEED = re.compile(
    r"\b(?:theft|fraud|assault|robbery|burglary|rape|arson|bullying|(?:voice\s)?phishing|stalking|abuse|violence|smuggling|gambling|drunk\sdriving|drug\suse)\b",
    re.IGNORECASE,
)


_EN_NUMBER_OF_ACTS = re.compile(
    r"\b[Nn]umber\sof\s(?:[\w-]+\s){0,3}?(?:deliberations|inspections|requests|calls|deletions|takedowns|orders|disputes|raids|seizures|posts|reviews|referrals|filings|accidents)\b"
)


def _first_noun(sentence: str) -> str | None:
    """What the sentence counts: its first countable noun, else the cases of the offence that it names."""
    noun = _EN_NOUN.search(sentence)
    if noun is not None:
        return EN_NOUNS[noun[1].lower()]
    return "cases" if _EN_DEED.search(sentence) or _EN_NUMBER_OF_ACTS.search(sentence) else None


_NO_WHOLE = (
    "crimes",
    "offenses",
    "offences",
    "murders",
    "rapes",
    "thefts",
    "teens",
    "teenagers",
    "minors",
    "juveniles",
)
"""Nouns that tell a deed or an age beside the people who are counted (`suspects in sex crimes, 381 of whom`)."""
_EN_WHOLE_NOUN = re.compile(
    rf"\b(?:of|among)\s(?:the\s|a\stotal\sof\s)?(?:{_EN_NUMBER})\s(?:[\w-]+\s){{0,3}}?({'|'.join(EN_NOUNS)})\b",
    re.IGNORECASE,
)


def _en_or_share(sentence: str) -> Iterator[NumberHit]:
    """`548, or 80.4 percent`: a bare count beside its share, in the first noun of the sentence."""
    matches = [*_EN_OR_SHARE.finditer(sentence), *_EN_OF_THEM.finditer(sentence)]
    if not matches:
        return
    whole = _EN_OF_THOSE.search(sentence) or _EN_WHOLE_NOUN.search(sentence)
    noun = whole or _EN_NOUN.search(sentence)
    arrested = _EN_ARRESTED.search(sentence) if noun is None else None
    them = re.search(r"\bof\s(?:them|those|these)\b", sentence, re.IGNORECASE)
    noun = noun or them or arrested
    them = them or arrested
    for match in matches if noun else ():
        name = next((group for group in "mk" if match.groupdict().get(group)), "n")
        if re.fullmatch(r"(?:19|20)[0-9]{2}", match[name]) or _EN_AGES_JOINED.search(
            sentence[: match.start(name)]
        ):
            continue
        canonical = (
            EN_NOUNS.get(noun[1].lower(), "people") if noun is not None and noun is not them else "people"
        )
        if match.re is _EN_OF_THEM and whole is None:
            told = [n.lower() for n in _EN_NOUN.findall(sentence, 0, match.start(name))]
            nearest = next((n for n in reversed(told) if n not in _NO_WHOLE), None)
            canonical = EN_NOUNS[nearest] if nearest else canonical
        if sentence.startswith(" of whom", match.end(name)):
            told = [EN_NOUNS[n.lower()] for n in _EN_NOUN.findall(sentence, 0, match.start(name))]
            canonical = next((n for n in reversed(told) if n in _PERSON_NOUNS), canonical)
        if sentence[: match.start(name)].lower().endswith(("of whom ", "of which ")):
            told = [n for n in _EN_NOUN.findall(sentence, 0, match.start(name)) if n.lower() not in _NO_WHOLE]
            is_whom = sentence[: match.start(name)].lower().endswith("of whom ")
            told = [word for word in told if not is_whom or EN_NOUNS[word.lower()] in _PERSON_NOUNS] or told
            canonical = EN_NOUNS[told[-1].lower()] if told else canonical
        approximate, comparator = _en_hedge(sentence, match.start(name))
        hit = _en_count_hit(match, canonical, _plain(match[name]), approximate, comparator)
        yield NumberHit(
            value=hit.value, unit=hit.unit, start=match.start(name), end=match.end(name), measure="count", noun=hit.noun,
            approximate=approximate, comparator=comparator,
        )  # fmt: skip


_EN_AGES_JOINED = re.compile(r"\b(?:aged?|ages|between)\s[1-9][0-9]?\s(?:and|to|or)\s$")
"""`aged 14 and 15`: the second is an age too."""
_EN_BOOKED_MORE = re.compile(
    rf"\b(?:booked|arrested|detained|indicted|caught|referred|apprehended|charged|investigating)\s(?:another|an\sadditional)\s(?:{_EN_ROUGHLY})?(?P<n>{_EN_NUMBER})"
    r"(?=\s(?:during|in|on|for|without|over|as|by)\b|[.;]|,(?![0-9])|$)"
)
"""`arrested 228 people and booked another 1,540`."""
_EN_BESIDE_YEAR = re.compile(
    rf"\b(?:(?:19|20)[0-9]{{2}}|(?:last|previous)\syear(?:’s|'s)?|year\s(?:earlier|before|ago)|same\s(?:period|month)(?:\s(?:last\syear|of\s(?:19|20)[0-9]{{2}}))?)"
    rf"(?:\s\((?P<n>{_EN_NUMBER})(?:\s(?:people|cases|persons))?\)|(?:’s|'s)?\s(?:tally|total|figure|count)\sof\s(?P<m>{_EN_NUMBER})|(?:’s|'s)\s(?P<z>{_EN_NUMBER})(?=[.,;]|$))"
    rf"|\bat\s(?P<a>[0-9]{{1,3}},[0-9]{{3}}|[0-9]{{3,6}})(?=[,.;]\s|[.;]?$|\s(?:and|from)\s)"
    rf"|\b(?:theft|fraud|assault|robbery|burglary|rape|arson|bullying|violence|phishing|stalking|abuse|murder|gambling)\s\((?P<d>{_EN_NUMBER})\)"
    rf"|\bcompared\s(?:with|to)\s(?P<c>{_EN_NUMBER})(?=\s(?:in|during|for|a\syear|the\s(?:same|previous|year)|last)\b)(?!\s?(?:percent|%))"
    rf"|\b(?:up|down)\s(?:by\s)?(?P<u>{_EN_NUMBER}),?(?=\sfrom\s)"
    rf"|\b(?:exceed|surpass|top)(?:ed|ing|ping|ped)\s(?:the\s)?(?P<x>{_EN_NUMBER})(?=[.,;]|\s(?:mark|for\s(?:the\sfirst\stime|all|the\swhole)|(?:in|last|this|recorded|reported|registered)\s))"
)
"""`up 31.5 percent from 2022 (9,490)`, `last year's tally of 8,100`, `up 410 from`, `exceeding 5,000`."""


def _en_beside_year(sentence: str, carried: str | None = None) -> Iterator[NumberHit]:
    """Counts without a noun that stand beside the year they are of, in the noun of the sentence."""
    for match in _EN_BESIDE_YEAR.finditer(sentence):
        told = _EN_NOUN.findall(sentence, 0, match.start()) or _EN_NOUN.findall(sentence)
        name = next(group for group in "nmuxadcz" if match[group])
        told = told or (["cases"] if _EN_DEED.search(sentence) else [])
        if not (told or carried) or re.fullmatch(r"(?:19|20)[0-9]{2}", match[name]):
            continue
        noun = next((n for n in reversed(told) if n.lower() not in _NO_WHOLE), told[0]) if told else "people"
        is_exact = name == "u" or (name == "x" and sentence[: match.start(name)].endswith(" the "))
        hedge = (False, "exact") if is_exact else _en_hedge(sentence, match.start(name))
        hit = _en_count_hit(match, EN_NOUNS[noun.lower()], _plain(match[name]), *hedge)
        yield replace(
            hit, start=match.start(name), end=match.end(name), measure="change" if name == "u" else "count"
        )


_EN_FROM_TO_COUNTS = re.compile(
    rf"\bfrom\s(?:{_EN_NUMBER})\s(?:[a-z]+\s)?in\s(?:19|20)[0-9]{{2}}\sto\s(?:{_EN_NUMBER})\s(?:[a-z]+\s)?(?:in\s(?:19|20)[0-9]{{2}}|last\syear|this\syear)"
)
"""Two counts with their years, in a sentence that tells a share besides."""


_EN_GROWN = re.compile(
    r"\b(?:rose|risen|rising|increas\w+|grew|grown|jump\w+|soar\w+|surg\w+|climb\w+|fell|fallen|dropp\w+|decreas\w+|declin\w+|doubled|tripled)\b[^.;]{0,60}?"
    rf"\bfrom\s(?!(?:19|20)[0-9]{{2}}\b)(?P<n>{_EN_NUMBER})\sto\s(?:{_EN_NUMBER})(?!\s?(?:percent|%|years|months|won|million|billion))"
)
"""`increased since 2018, from 69 to 781`."""


_EN_THE_TOTAL = re.compile(r"^The\s(?:[a-z]+\s){0,2}(?:number|figure|total|tally)s?\b(?!\sof\b)")


def _en_bare(sentence: str, carried: str | None = None) -> Iterator[NumberHit]:
    """`rose from 156 in 2021 to 180 in 2023`: numbers whose noun stands elsewhere in the sentence."""
    spans = [(0, len(sentence))]
    if re.search(r"\bper\s?cent\b|%", sentence):
        spans = [match.span() for match in _EN_FROM_TO_COUNTS.finditer(sentence)]
    bare = [match for low, high in spans for match in _EN_BARE.finditer(sentence, low, high)]
    grown = _EN_GROWN.finditer(sentence) if spans == [(0, len(sentence))] else ()
    bare = [*grown, *bare]
    noun = _first_noun(sentence) or "" if bare else ""
    if carried and _EN_THE_TOTAL.match(sentence):
        noun = carried
    for match in bare if noun else ():
        text = match["n"]
        if re.fullmatch(r"(?:19|20)[0-9]{2}", text) or re.search(
            r"[A-Z][a-z]+$|\b(?:aged|ages|between)\s(?:\w+\s)?[0-9]{1,2}$|\b[Aa]n?\s(?:[\w-]+\s){0,2}[\w-]+$",
            sentence[: match.start()].rstrip()[-24:],
        ):
            continue
        if _EN_NOUN.search(sentence) is None and not carried and len(text) < len("100"):
            continue
        counted = [
            m["noun"]
            for m in _EN_COUNT.finditer(sentence, 0, match.start("n"))
            if not sentence.endswith(" per ", 0, m.start())
        ]
        noun = EN_NOUNS[counted[-1].lower()] if counted else noun
        approximate, comparator = _en_hedge(sentence, match.start("n"))
        yield NumberHit(
            value=_scaled(text, scale) if (scale := match.groupdict().get("scale")) else _plain(text),
            approximate=approximate,
            comparator=comparator,
            unit="persons" if noun in _PERSON_NOUNS else noun,
            start=match.start("n"),
            end=match.end("n"),
            measure="count",
            noun=noun,
        )


_EN_SHARE_TO = re.compile(
    rf"(?:per\s?cent|%|fold|doubled|tripled|quadrupled),?\s(?:[A-Za-z][\w-]*\s){{0,6}}?(?:to|from)\s(?:{_EN_ROUGHLY})?(?!(?:19|20)[0-9]{{2}}(?![0-9]|,[0-9]))(?P<n>{_EN_NUMBER})(?!\s?(?:per\s?cent|%))"
    rf"|\b(?:doubled|tripled|quadrupled|rose|risen|jumped|surged|soared)\b[^.;0-9]{{0,50}},\sreaching\s(?:a\srecord\s)?(?:{_EN_ROUGHLY})?(?P<r>{_EN_NUMBER})(?!\s?(?:per\s?cent|%))"
    rf"|(?:(?<=[0-9])|(?<=year)),?\sfrom\s(?:{_EN_ROUGHLY})?(?P<m>{_EN_NUMBER})(?=\sa\syear\s(?:earlier|before|ago)|\s(?:two|three|four|five|six|seven|eight|nine|ten|[1-9])\syears\s(?:earlier|before|ago)|\sthe\s(?:previous\syear|year\sbefore)|\sin\s(?:19|20)[0-9]{{2}})"
)


_EN_LED_ON = re.compile(
    rf"(?:\sin\s(?:19|20)[0-9]{{2}}|\slast\syear|\sa\syear\s(?:earlier|before))?\sto\s(?:{_EN_ROUGHLY})?"
    rf"(?!(?:19|20)[0-9]{{2}}(?![0-9]|,[0-9]))(?P<f>{_EN_NUMBER})(?!\s?(?:per\s?cent|%|years?|months?|won|million|billion)|[0-9,])"
)
"""`increased by 20.1%, from 203 to 244`."""
_EN_THOSE_HANDLED = re.compile(
    r"(?:The\snumber\sof\s)?(?:[Tt]hose|people)\s(?:who\s(?:were|was)\s)?(?:arrested|apprehended|caught|booked|indicted|investigated|convicted|sentenced|punished|detained)\b"
)
"""`Those arrested for online crimes increased 21.3% from 1,904`: people, and no crimes."""


def _en_share_to(sentence: str) -> Iterator[NumberHit]:
    """`Arrests jumped 47.8 percent to 3,557`: the counts that the change led to and from, in the noun of the sentence."""
    if not any(sign in sentence for sign in ("percent", "per cent", "%", "fold", "doubled", "tripled")):
        return
    for match in _EN_SHARE_TO.finditer(sentence):
        noun = _first_noun(sentence)
        canonical = "people" if noun and _EN_THOSE_HANDLED.match(sentence) else noun
        led = _EN_LED_ON.match(sentence, match.end()) if match["n"] else None
        for told, name in ((match, next(group for group in "nmr" if match[group])), (led, "f")):
            if canonical is not None and told is not None:
                hedge = _en_hedge(sentence, told.start(name))
                hit = _en_count_hit(match, canonical, _plain(told[name]), *hedge)
                yield replace(hit, start=told.start(name), end=told.end(name))


_EN_RATIO_OF = re.compile(
    r"\b(?:out\sof|of)\severy\s(?P<d>two|three|four|five|six|seven|eight|nine|ten|10|100)\s(?:\w+\s)?[a-z]+,\s"
    r"(?P<n>one|two|three|four|five|six|seven|eight|nine|[1-9])\b",
    re.IGNORECASE,
)


def _en_ratio(sentence: str) -> Iterator[NumberHit]:
    told_first = _EN_RATIO_OF.finditer(sentence) if "every" in sentence else ()
    for match in (*told_first, *_EN_RATIO.finditer(sentence)):
        numerator = {"one": 1, **_DENOMINATORS}.get(match["n"].lower()) or int(match["n"])
        denominator = _DENOMINATORS.get(match["d"].lower()) or int(match["d"])
        if numerator < denominator:
            yield _ratio_hit(match, numerator, denominator, *_en_hedge(sentence, match.start()))
    for match in _EN_FRACTION.finditer(sentence):
        hedge = _en_hedge(sentence, match.start())
        if match["half"]:
            yield _ratio_hit(match, 1, 2, hedge[0] or hedge[1] == "exact", hedge[1])
            continue
        denominator = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[match["d"].lower().rstrip("s")]
        numerator = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}[match["n"].lower()]
        yield _ratio_hit(match, numerator, denominator, *hedge)


_EN_MULTIPLE_AFTER = re.compile(
    r"\s(?:the\b|as\b|that\b|those\b|more|higher|larger|greater|bigger|fewer|lower|compared|from|over|what\b|"
    r"last\syear|a\syear|in\s[0-9]|since|between|to\s[0-9])|[.,;]?$",
    re.IGNORECASE,
)
_EN_MULTIPLE_BEFORE = re.compile(
    r"\b(?:rose|risen|increas\w+|jump\w*|surg\w+|grew|grown|soar\w*|climb\w*|multipli\w+|up)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)


_EN_MULTIPLE_HEAD = re.compile(
    r"\b(?:is|was|were|are|by|to|about|nearly|almost|than|some|around|over)\s$|^$|[,:]\s$"
)
_EN_MULTIPLE_AT_END = re.compile(
    r"\b(?:is|was|were|are|by|to)\s(?:(?:about|nearly|almost|more\sthan|some|around|over)\s)?$|^$|[,:]\s$"
)
"""`sent messages more than 400 times`: how often somebody did a thing."""
_OF_A_SENTENCE = re.compile(
    r"\s(?:(?:the|his|her|its|their)\s)?(?:\w+\s)?(?:sentence|term|community\sservice|fine|punishment)\b",
    re.IGNORECASE,
)
"""`doubled the community service`: what a court did, and no statistic."""


_SENTENCE_WAS = re.compile(
    r"\b(?:his|her|their|the)\s(?:\w+\s)?(?:sentence|term|community\sservice|fine|punishment)s?\s(?:was\s|were\s|been\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)


_OF_MONEY = re.compile(r"(?:\sthe)?\s(?:amounts?|sums?|prices?|losses|damages?|value|cost)\b", re.IGNORECASE)
"""`more than double the amount`: of money."""


def _is_multiple(sentence: str, match: re.Match[str]) -> bool:
    """`nearly five times the number`; not the times that somebody did a thing (`distributed the videos 32 times`)."""
    if match["w"] or "fold" in match[0].lower():
        return True
    return bool(
        _EN_MULTIPLE_BEFORE.search(sentence[: match.start()])
        or (
            _EN_MULTIPLE_AFTER.match(sentence, match.end())
            and re.search(
                _EN_MULTIPLE_AT_END if sentence[match.end() :] in ("", ".") else _EN_MULTIPLE_HEAD,
                sentence[: match.start()],
            )
        )
    )


def _en_times(sentence: str) -> Iterator[NumberHit]:
    for match in _EN_TIMES.finditer(sentence):
        is_of_sentence = _OF_A_SENTENCE.match(sentence, match.end()) or _SENTENCE_WAS.search(
            sentence, 0, match.start()
        )
        is_of_money = _OF_MONEY.match(sentence, match.end())
        if not _is_multiple(sentence, match) or is_of_sentence or is_of_money:
            continue
        word = (match["n"] or "").lower()
        value = {"doub": "2", "twic": "2", "trip": "3", "quad": "4"}.get(
            (match["w"] or "").lower()[:4]
        ) or _scaled(word, None)
        approximate, comparator = _en_hedge(sentence, match.start())
        yield NumberHit(
            value=value, unit="times", start=match.start(), end=match.end(), measure="change",
            approximate=approximate, comparator=comparator,
        )  # fmt: skip


def _ratio_hit(
    match: re.Match[str], numerator: int, denominator: int, approximate: bool, comparator: str
) -> NumberHit:
    return NumberHit(
        value=_fraction_text(numerator * 100, denominator),
        unit="percent",
        start=match.start(),
        end=match.end(),
        measure="ratio",
        numerator=numerator,
        denominator=denominator,
        approximate=approximate,
        comparator=comparator,
    )


def _native(text: str) -> int:
    return int(text) if text.isdigit() else _NATIVE[text]


def _plain(text: str) -> str:
    spoken = _SPOKEN.fullmatch(text) if "-" in text else None
    return _spoken(spoken) if spoken else text.replace(",", "")


def _spoken(match: re.Match[str]) -> str:
    """`two-thousand-318` as 2318, `12-point-four` as 12.4."""

    def small(text: str | None) -> int:
        words = {**_EN_DIGITS, "ten": 10, "zero": 0}
        return int(text) if text and text.isdigit() else words.get((text or "zero").lower(), 0)

    if match["p"]:
        return f"{small(match['n'])}.{small(match['p'])}"
    return str(small(match["n"]) * (1000 if match["t"] else 100) + small(match["r"]))


def _scaled(text: str, scale: str | None) -> str:
    number = parse_number(str({"one": 1, **_EN_WORDS}.get(text.lower(), _plain(text))))
    factor = {"million": 10**6, "thousand": 1000, "hundred": 100}.get((scale or "").strip().lower(), 1)
    number *= factor
    return _exact_text(number)


def _exact_text(number: Fraction) -> str:
    """A printed number as it is, to three decimals (`1.65배`)."""
    thousandths = number.numerator * 1000 // number.denominator
    whole, rest = divmod(thousandths, 1000)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)


def _fraction_text(numerator: int, denominator: int) -> str:
    """A decimal string: whole where it is whole, else rounded half up to one place."""
    if numerator % denominator == 0:
        return str(numerator // denominator)
    tenths = (numerator * 20 + denominator) // (2 * denominator)
    return f"{tenths // 10}.{tenths % 10}"


def _ko_rates(sentence: str) -> Iterator[NumberHit]:
    """`10만 명당 12.4건`: cases or people for so many inhabitants."""
    for match in _KO_RATE.finditer(sentence) if "명당" in sentence else ():
        whole = parse_number(match["d"].replace("여", ""))
        is_spelled = re.search("[만천]", match["n"])
        value = _exact_text(parse_number(match["n"])) if is_spelled else _plain(match["n"])
        yield NumberHit(
            value=value, unit=_KO_UNIT[match["unit"]], start=match.start(), end=match.end(), measure="rate",
            denominator=whole.numerator // whole.denominator,
            approximate=bool(_KO_AFTER.match(sentence, match.end()) or sentence.startswith("꼴", match.end())),
        )  # fmt: skip
        for beside in _KO_RATE_BESIDE.finditer(sentence, match.end()):
            n, unit = ("n", "unit") if beside["n"] else ("m", "u")
            if beside[unit] == match["unit"]:
                yield NumberHit(
                    value=_plain(beside[n]), unit=_KO_UNIT[beside[unit]],
                    start=beside.start(n), end=beside.end(unit),
                    measure="rate", denominator=whole.numerator // whole.denominator,
                )  # fmt: skip


def _en_rates(sentence: str) -> Iterator[NumberHit]:
    """`12.4 cases per 100,000 people`."""
    for match in _EN_RATE.finditer(sentence):
        unit = (
            "cases"
            if (match["unit"] or "cases").lower() not in ("people", "victims", "offenders", "suspects")
            else "persons"
        )
        whole = match["d"].replace(",", "").replace(" ", "").lower().replace("1million", "1000000")
        approximate, comparator = _en_hedge(sentence, match.start())
        yield NumberHit(
            value=_plain(match["n"]), unit=unit, start=match.start(), end=match.end(), measure="rate",
            denominator=int(whole), approximate=approximate, comparator=comparator,
        )  # fmt: skip
        for beside in _EN_RATE_BESIDE.finditer(sentence, match.end()):
            yield NumberHit(
                value=_plain(beside["n"]), unit=unit, start=beside.start("n"), end=beside.end("n"),
                measure="rate", denominator=int(whole),
            )  # fmt: skip


def _ko_means(sentence: str) -> Iterator[NumberHit]:
    """`평균 형량은 47.9개월`, and the one in brackets that it is compared with; never the term of one person."""
    if "평균" not in sentence and "개월" not in sentence:
        return
    means = list(_KO_MEAN.finditer(sentence))
    further = (_KO_MEAN_TOO.match(sentence, match.end()) for match in means)
    for match in [*means, *filter(None, further)]:
        months = str(int(match["y"]) * 12 + int(match["ym"])) if match["y"] else None
        unit = match["unit"] or match["unit2"]
        start = match.start(next(name for name in ("y", "n", "n2") if match[name]))
        approximate, comparator = _ko_hedge(sentence, start, match.end())
        yield NumberHit(
            value=months or _plain(match["n"] or match["n2"]), unit="months" if months or unit == "개월" else "years",
            start=start, end=match.end(), measure="mean", approximate=approximate, comparator=comparator,
        )  # fmt: skip
    led = (_KO_MEAN_LED_TO.match(sentence, match.end()) for match in means)
    for match in filter(None, led):
        months = str(int(match["y"]) * 12 + int(match["ym"])) if match["y"] else None
        start = match.start("y" if match["y"] else "n")
        unit = "months" if months or match["unit"] == "개월" else "years"
        yield NumberHit(
            value=months or _plain(match["n"]), unit=unit, start=start, end=match.end(), measure="mean"
        )
    for match in _KO_TOOK.finditer(sentence):
        yield NumberHit(
            value=match["n"], unit="months", start=match.start("n"), end=match.end("unit"), measure="mean"
        )
    for match in _KO_MEAN_BEFORE_IT.finditer(sentence) if means else ():
        unit = "months" if match["unit"] == "개월" else "years"
        yield NumberHit(value=match["n"], unit=unit, start=match.start("n"), end=match.end(), measure="mean")
    for match in _KO_MEAN_BY.finditer(sentence) if means else ():
        unit = "months" if match["unit"] == "개월" else "years"
        yield NumberHit(
            value=match["n"], unit=unit, start=match.start("n"), end=match.end(), measure="change"
        )
    for match in _KO_MEAN_BESIDE.finditer(sentence) if means else ():
        months = str(int(match["y"]) * 12 + int(match["ym"]))
        yield NumberHit(value=months, unit="months", start=match.start(), end=match.end(), measure="mean")


_EN_MEAN_TERM = re.compile(
    rf"\b(?:average|mean)\b[^0-9.;]{{0,110}}?\b(?P<y>{_EN_WORD}|one|[0-9]{{1,2}})\s(?P<years>years?)\sand\s(?P<m>{_EN_WORD}|one|[0-9]{{1,2}}(?:\.[0-9])?)\smonths?\b",
    re.IGNORECASE,
)
"""`The average sentence stood at four years and nine months`."""


_EN_ON_AVERAGE = re.compile(
    rf"(?<![\w.,])(?P<n>{_DECIMAL})\s(?P<unit>months|years)(?:\s(?:in\s(?:prison|jail)|behind\sbars|of\simprisonment))?,?\son\saverage\b"
)
"""`were sentenced to 44.5 months in prison on average`."""
_EN_MEAN_IN_WORDS = re.compile(
    rf"\baverage\s(?:\w+\s){{0,3}}(?:sentence|term|punishment)s?\s(?:of|was|is|came\sto|stood\sat)\s(?P<n>{_EN_WORD})\s(?P<unit>years|months)\b(?!\sand)",
    re.IGNORECASE,
)
"""`an average prison sentence of two years`."""


def _en_means(sentence: str) -> Iterator[NumberHit]:
    """`The average prison term was 44 months`, `an average age of 32.9`."""
    for match in _EN_MEAN_TERM.finditer(sentence) if "average" in sentence or "mean" in sentence else ():
        months = parse_number(_scaled(match["y"], None)) * 12 + parse_number(_scaled(match["m"], None))
        approximate, comparator = _en_hedge(sentence, match.start("y"))
        yield NumberHit(
            value=_exact_text(months), unit="months", start=match.start("y"), end=match.end(), measure="mean",
            approximate=approximate, comparator=comparator,
        )  # fmt: skip
    for match in _EN_ON_AVERAGE.finditer(sentence) if "on average" in sentence else ():
        yield NumberHit(
            value=_plain(match["n"]),
            unit=match["unit"],
            start=match.start("n"),
            end=match.end(),
            measure="mean",
        )
    for match in _EN_MEAN_IN_WORDS.finditer(sentence) if "average" in sentence else ():
        yield NumberHit(
            value=_scaled(match["n"], None), unit=match["unit"].lower(), start=match.start("n"), end=match.end(),
            measure="mean",
        )  # fmt: skip
    means = list(_EN_MEAN.finditer(sentence))
    further = [_EN_MEAN_TO.match(sentence, match.end()) for match in means]
    before = [_EN_MEAN_FROM.match(sentence, match.end()) for match in means if match["unit"]]
    beside = [_EN_MEAN_BESIDE.match(sentence, match.end()) for match in means if "age" in match[0]]
    for told in filter(None, beside):
        yield NumberHit(value=told["n"], unit="years", start=told.start("n"), end=told.end(), measure="mean")
    for match in [*means, *filter(None, further), *filter(None, before)]:
        if match["unit"] is None and not re.search(r"\bage\b", match[0], re.IGNORECASE):
            continue
        unit = "months" if (match["unit"] or "").lower() == "months" else "years"
        approximate, comparator = _en_hedge(sentence, match.start("n"))
        yield NumberHit(
            value=_plain(match["n"]), unit=unit, start=match.start("n"), end=match.end(), measure="mean",
            approximate=approximate, comparator=comparator,
        )  # fmt: skip


_KO_MEASURED = (_ko_rates, _ko_means)
_EN_MEASURED = (_en_rates, _en_means)
_KO_FINDERS = (_ko_ratio, _ko_percent, _ko_things, _ko_counts)
_EN_FINDERS = (
    _en_ratio,
    _en_percent,
    _en_part_of,
    _en_listed_ages,
    _en_counts,
    _en_of_those,
    _en_or_share,
    _en_times,
    _en_bare,
    _en_share_to,
    _en_beside_year,
)
