"""Periods of news text: the years, months and days that a sentence tells, as canonical words.

A period is a year, a range `2024-01..2024-07` or `2020..2024`, days `2024-08-26..2024-09-06`, or `last 3 years`.
What is told relative to the day of publication (`지난해`, `last year`) needs that day. Which number a period is of is
not decided here.
"""

import re
from dataclasses import dataclass
from datetime import date

from extraction.news.article import Language

YEAR = r"(?:19|20)[0-9]{2}"
_KO_PERIODS = (
    (
        "days",
        re.compile(
            rf"(?:(?P<y>{YEAR})년\s|(?P<w>올해|지난해|작년)\s|지난\s)?(?P<ma>1[0-2]|[1-9])월\s?(?P<da>[1-3]?[0-9])일부터\s"
            r"(?:(?:지난\s)?(?:(?P<mb>1[0-2]|[1-9])월|(?P<rel>이달|이번\s?달|지난달))|(?P<past>지난))\s?(?P<db>[1-3]?[0-9])일(?:까지)?"
        ),
    ),
    (
        "year_months",
        re.compile(
            rf"(?:(?P<ya>{YEAR})년|(?P<wa>지난해|작년|재작년))\s?(?P<ma>1[0-2]|[1-9])월(?:\s?[0-9]{{1,2}}일)?\s?(?:부터|~|∼|-)\s?"
            rf"(?:(?P<yb>{YEAR})년|(?P<wb>올해|올|지난해|작년))\s?(?P<mb>1[0-2]|[1-9])월(?:\s?[0-9]{{1,2}}일)?(?:까지)?"
        ),
    ),
    (
        "from_month",
        re.compile(
            r"(?<![0-9])(?<!년\s)(?<!지난해\s)(?<!작년\s)(?:올해\s|지난\s)?(?P<a>1[0-2]|[1-9])월(?:\s?[0-9]{1,2}일)?부터\s"
            r"(?:(?P<rel>지난달|이달|이번\s?달)(?:까지|\s?말까지)|(?:지난\s)?(?P<b>1[0-2]|[1-9])월(?:까지|\s?말까지))"
        ),
    ),
    (
        "months_on",
        re.compile(
            rf"(?:(?:(?P<y>{YEAR})년|(?P<w>올해|지난해|작년))\s?|(?P<near>(?<![가-힣0-9])(?<!년\s)지난\s|(?<![0-9~∼-])(?<!년\s)(?<!해\s)(?<!작년\s)(?=[0-9])))"
            rf"(?P<m>1[0-2]|[1-9])월부터\s(?:(?P<n>[0-9]{{1,2}})\s?개월|(?P<native>두|석|세|넉|네|다섯|여섯)\s?달)\s?(?:간|동안)"
        ),
    ),
    (
        "range_months",
        re.compile(
            rf"(?:(?P<y>{YEAR})년|(?P<w>올해|올|지난해|작년))\s?(?:들어\s)?(?P<a>1[0-2]|[1-9])월?\s?(?:~|∼|-|"
            rf"부터)\s?(?:(?P<b>1[0-2]|[1-9])월|(?P<rel>이달|지난달)\s[1-3]?[0-9]일)(?:까지)?"
        ),
    ),
    (
        "range_years",
        re.compile(
            rf"(?P<a>{YEAR})년?\s?(?:~|∼|-|부터|에서)\s?(?:(?P<b>{YEAR})년(?:까지)?|(?P<w2>지난해|올해|"
            rf"작년)(?:까지)?|(?P<n>[2-9]|10)년간)"
        ),
    ),
    (
        "to_month",
        re.compile(
            rf"(?:(?P<y>{YEAR})년|(?P<w>올해|올|지난해|작년))(?:에?는|은|도)?(?:\s?들어)?\s?(?:지난달인\s|이달인\s)?(?P<b>1[0-2]|"
            rf"[1-9])월(?:\s?[0-9]{{1,2}}일)?(?:까지|\s?(?:말\s?)?(?:기준|현재))|(?<![가-힣])지난\s(?P<bp>1[0-2]|[1-9])월(?:\s?말)?\s?기준"
        ),
    ),
    ("to_this_month", re.compile(r"(?:올해|올)\s(?:들어\s)?(?P<rel>지난달|이달|이번\s?달)까지")),
    (
        "month_in_front",
        re.compile(r"(?<![0-9∼~-])(?<!년\s)(?<!해\s)(?<!작년\s)(?P<near>1[0-2]|[1-9])월(?=\([0-9])"),
    ),
    (
        "part",
        re.compile(
            rf"(?:(?P<y>{YEAR})년|(?P<w>올해|올|지난해|작년)(?:에?는|은)?)\s?(?:들어\s)?(?:(?P<half>상|하)반기|(?P<q>[1-4])\s?분기)|(?:(?<![가-힣0-9년해올작]\s)|(?<=[은는]\s))(?<![가-힣0-9])(?P<half2>상)반기(?=[\s,에]|\()"
        ),
    ),
    (
        "month",
        re.compile(
            rf"(?:(?P<y>{YEAR})년|(?P<w>올해|지난해|작년))\s?(?P<m>1[0-2]|[1-9])월(?!\s?[0-9]{{1,2}}일)"
        ),
    ),
    (
        "year",
        re.compile(
            rf"(?P<y>{YEAR})(?:년(?!생|대|\s(?:이후|이래)(?:\s(?!지난해|올해)|[,.]))|(?=\s[0-9][0-9,]{{0,6}}명))|(?P<w>올해|지난해|작년|재작년|올\s들어|올(?=\s[0-9][0-9,천만]*\s?여?\s?(?:건|명)))|(?P<t>같은\s해)|(?P<p>이듬해|다음\s해|전년도?|[1일한]\s?(?:년|해)\s전(?=\s?\())(?=\s?\(|\s[0-9]|의\s[0-9])"
        ),
    ),
    (
        "short_year",
        re.compile(r"(?<![0-9’'])[’']?(?P<s>[12][0-9])년(?=에\s[0-9][0-9,천만백]*\s?여?\s?(?:명|건))"),
    ),
    ("span", re.compile(r"(?:최근|지난)\s?(?P<n>[0-9]{1,2})\s?년\s?(?:간|동안)")),
    (
        "rel_month",
        re.compile(
            r"(?P<rel>지난달|이달|이번\s?달|전달|전월)(?=에만|에\s|\(|\s(?!중순|초|말|하순|[0-9]{1,2}일))"
        ),
    ),
)
_EN_PERIODS = (
    (
        "same_months",
        re.compile(
            rf"\bthe\ssame\s(?:period|months?|time|quarter|half)\s(?:of\s|in\s)?(?P<y>{YEAR}|last\syear|the\sprevious\syear|the\syear\sbefore|a\syear\s(?:earlier|before|ago))\b"
        ),
    ),
    (
        "range_dates",
        re.compile(
            rf"\b(?:[Ff]rom|[Bb]etween)\s(?P<ma>[A-Z][a-z]{{2,8}})\b\.?(?:\s(?P<da>[0-9]{{1,2}})\b,?)?(?:\s(?:of\s)?(?P<ya>{YEAR}|last\syear|this\syear)\b)?,?"
            rf"\s(?:to|and|through|until)\s(?P<mb>[A-Z][a-z]{{2,8}})\b\.?(?:\s(?P<db>[0-9]{{1,2}})\b,?)?\s(?:of\s)?(?P<yb>{YEAR}|last\syear|this\syear)\b"
        ),
    ),
    (
        "range_months",
        re.compile(
            rf"\b(?:(?:[Ff]rom|[Bb]etween)\s|(?=[A-Z][a-z]{{2,8}}(?:-|–|-to-|\sto\s|\sthrough\s)[A-Z][a-z]{{2,8}}(?:\speriod)?(?:(?<=period)\b|[.;]|$|,|\sof|\sthis|\slast|\s(?:19|20)[0-9]{{2}})))(?P<ma>[A-Z][a-z]{{2,8}})\b\.?(?:\s[0-9]{{1,2}}\b)?(?:\s(?:to|and|"
            rf"through)\s|-to-|-|–)(?P<mb>[A-Z][a-z]{{2,8}})\b\.?(?:\s[0-9]{{1,2}}\b)?(?:\speriod)?(?:,?\s(?:of\s)?(?P<y>{YEAR}|this\syear|last\syear))?"
        ),
    ),
    (
        "first_months",
        re.compile(
            rf"\bfirst\s(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|1[01]|[2-9])\smonths(?:\sof\s(?P<y>{YEAR}|this\syear|last\syear|the\syear)|(?=[.,;]|$))",
            re.I,
        ),
    ),
    (
        "part",
        re.compile(
            rf"\b(?P<o>first|second|third|fourth)[\s-](?P<k>half|quarter)\sof\s(?P<y>{YEAR}|this\syear|last\syear|the\syear)|"
            r"\bin\sthe\s(?P<o2>first|second|third|fourth)\s(?P<k2>half|quarter)(?=[.,;]|$|\s(?:were|was|had|are|came|rose|fell|total|reached|stood|jump|increas|surg|soar|drop|declin|climb|grew)\b)",
            re.I,
        ),
    ),
    (
        "to_month",
        re.compile(
            rf"\b(?:[Aa]s\sof|[Bb]y(?=\s[A-Z][a-z]+\s(?:19|20)[0-9]{2})|(?:[Bb]y|[Aa]s\sof|[Tt]hrough)\sthe\send\sof|[Tt]hrough|[Uu]p\s(?:to|until)|[Uu]ntil|so\sfar\sthis\syear\sthrough)\s(?P<m>[A-Z][a-z]{{2,8}})\b\.?"
            rf"(?:\s[0-9]{{1,2}}\b)?(?:,?\s(?:of\s)?(?P<y>{YEAR}|this\syear|last\syear))?"
        ),
    ),
    (
        "last_years",
        re.compile(
            r"\b(?:in|over|for|during|within)\sthe\s(?:past|last|previous)\s(?P<n>two|three|four|five|six|seven|eight|nine|ten|[1-9][0-9]?)\syears\b",
            re.I,
        ),
    ),
    (
        "range_years",
        re.compile(
            rf"\b(?:(?:from|between|since)?\s?(?P<a>{YEAR})\s?(?:to|and|through|-|–)\s?(?P<b>{YEAR})\b|between\s(?P<a2>{YEAR})\sand\s(?P<b2>last\syear|this\syear)\b)"
        ),
    ),
    (
        "month",
        re.compile(
            rf"\b(?:[Ii]n|[Dd]uring|[Ff]or)\s(?P<m>[A-Z][a-z]{{2,8}})\b\.?(?!\s[0-9]{{1,2}}\b)(?P<alone>\salone|(?=,))?(?:,?\s(?:of\s)?(?P<y>{YEAR}|this\syear|last\syear)\b)?"
        ),
    ),
    (
        "years_back",
        re.compile(
            r"(?<=[0-9]\s)(?:in\s)?(?P<n>two|three|four|five|six|seven|eight|nine|ten)\syears\s(?:earlier|before)\b"
        ),
    ),
    (
        "year",
        re.compile(
            rf"\b(?P<y>{YEAR})\b|\b(?P<w>this\syear|last\syear|the\sprevious\syear|(?:a|the)\syear\s(?:earlier|before))\b",
            re.I,
        ),
    ),
)
_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Period:
    """A period as a canonical word, and `sentence[start:end]` that tells it."""

    text: str
    start: int
    end: int


COUNTED_IN = re.compile(
    r"[이을]\s(?:적발|검거|입건|송치|기소|구속|접수|발생|집계|단속|신고)(?:된|한|됐던|했던)\s"
)
"""`1만8천명이 적발된 2022년에 비해`: the year is that of the count before it."""
_COUNT_IN_IT = re.compile(r"[명건]" + COUNTED_IN.pattern + "$")
_COMPARISON_BASE = re.compile(
    r"\s?같은\s(?:기간|때)의\s|\s?(?:같은\s기간)?\s?(?:보다|대비|에\s?비해|과\s비교|\s?동기)"
)


def find_periods(text: str, language: Language, published: date | None) -> list[Period]:
    """The periods of a sentence in order of place, without those that only tell what something is compared with."""
    found: list[Period] = []
    bases: list[Period] = []
    for kind, pattern in _KO_PERIODS if language == "ko" else _EN_PERIODS:
        for match in pattern.finditer(text):
            if any(match.start() < p.end and match.end() > p.start for p in [*found, *bases]):
                continue
            if _COMPARISON_BASE.match(text, match.end()) and not _COUNT_IN_IT.search(text, 0, match.start()):
                bases.append(Period("", match.start(), match.end()))
                continue
            is_base = language == "en" and _BASE_BEFORE.search(
                text[max(0, match.start() - 40) : match.start()]
            )
            if is_base and not COUNT_BESIDE.match(text, match.end()):
                continue
            if _OF_A_BOOK.match(text, match.end()):
                continue
            value = (
                _ko_period(kind, match, published) if language == "ko" else _en_period(kind, match, published)
            )
            same = _SAME_MONTHS.match(text, match.end())
            if value:
                found.append(Period(value, match.start(), same.end() if same else match.end()))
    found.sort(key=lambda p: p.start)
    related = [_relative(period, text, found) for period in found]
    return [
        p
        for p in related
        if p.text and not _YEARS_EARLIER.fullmatch(p.text) and not _YEAR_BEFORE.fullmatch(p.text)
    ]


COUNT_BESIDE = re.compile(r"\s\([0-9][0-9,]*(?:\s[a-z]+)?\)|(?:’s|'s)\s[a-z]+\sof\s[0-9]")
_OF_A_BOOK = re.compile(
    r"\s(?:[A-Z][a-z]+\s){0,3}(?:[a-z]+\s){0,2}(?:[Ww]hite\s[Pp]aper|[Yy]earbook|[Aa]lmanac)\b"
)
"""`the 2024 juridical yearbook`: the year of a book is not that of what it counts."""
_BASE_BEFORE = re.compile(
    r"\b(?:from|than|over|since|compared\s(?:with|to)|dating\sback\sto)\s(?:(?:the\s)?same\s(?:period|months?)\s(?:of\s|in\s)?)?(?=$)",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"이듬해|다음\s해|the\s(?:previous\syear|year\sbefore)|a\syear\s(?:earlier|before)|전년도?|[1일한]\s?(?:년|해)\s전",
    re.IGNORECASE,
)


_YEAR_AFTER = ("이듬해", "다음 해", "다음해")
_SAME_MONTHS = re.compile(r"\s?같은\s(?:기간|때)(?=\()")
_MONTHS_OF_YEAR = re.compile(rf"{YEAR}-(?P<a>[0-9]{{2}})\.\.{YEAR}-(?P<b>[0-9]{{2}})")


def _relative(period: Period, text: str, found: list[Period]) -> Period:
    """`in 2022, compared with … the previous year`: the year before the one named earlier in the sentence.

    `올해 8월까지 812건으로 지난해 같은 기간(156건)`: the months named earlier, in the year named here.
    """
    if text[period.start : period.end].endswith(("같은 기간", "같은 때")):
        ranges = [m for p in found if p.end <= period.start and (m := _MONTHS_OF_YEAR.fullmatch(p.text))]
        if ranges and re.fullmatch(YEAR, period.text):
            months = f"{period.text}-{ranges[-1]['a']}..{period.text}-{ranges[-1]['b']}"
            return Period(months, period.start, period.end)
        return period
    named = [p.text for p in found if p.end <= period.start and _DATED.fullmatch(p.text)]
    if period.text.startswith(_SAME):
        year = period.text.removeprefix(_SAME)
        named = [p for p in named if not re.fullmatch(YEAR, p)]
        step = int(year) - int(named[-1][:4]) if named and year else -1
        return Period(_shifted(named[-1], step) if named else year or "", period.start, period.end)
    back = _YEARS_EARLIER.fullmatch(period.text)
    if back is None and not _YEAR_BEFORE.fullmatch(text[period.start : period.end]):
        return period
    if not named:
        return period
    step = 1 if text[period.start : period.end] in _YEAR_AFTER else -int(back[1]) if back else -1
    return Period(_shifted(named[-1], step), period.start, period.end)


_DATED = re.compile(rf"{YEAR}(?:-[0-9]{{2}})?(?:\.\.{YEAR}-[0-9]{{2}})?")
_YEARS_EARLIER = re.compile(r"([0-9]+) years earlier")


def _shifted(period: str, step: int) -> str:
    """The same part of another year: `2024-01..2024-06` with -1 is `2023-01..2023-06`."""
    return re.sub(YEAR, lambda year: str(int(year[0]) + step), period)


def _ko_year(word: str | None, published: date | None) -> str | None:
    if word is None:
        return None
    if published is None:
        return word
    return str(published.year - {"올": 0, "올해": 0, "지난해": 1, "작년": 1, "재작년": 2}.get(word, 0))


_NATIVE_MONTHS = {"두": 2, "석": 3, "세": 3, "넉": 4, "네": 4, "다섯": 5, "여섯": 6}


def _ko_period(kind: str, match: re.Match[str], published: date | None) -> str | None:
    groups = match.groupdict()
    year = groups.get("y") or _ko_year(groups.get("w"), published)
    if year is not None and not year.isdigit():
        return match[0].strip()
    if kind == "to_this_month":
        return _up_to_now(groups["rel"], published)
    if kind == "month_in_front":
        month = int(groups["near"])
        return f"{published.year - (month > published.month)}-{month:02d}" if published else None
    if kind == "from_month":
        year = str(published.year - (int(groups["a"]) > published.month)) if published else None
        return _months_to(year, groups, published) if year else None
    if kind == "days":
        return _days(groups, year, published)
    if kind == "year_months":
        first = groups["ya"] or _ko_year(groups["wa"], published)
        last = groups["yb"] or _ko_year(groups["wb"], published)
        if published is None and not (groups["ya"] and groups["yb"]):
            return match[0].strip()
        return f"{first}-{int(groups['ma']):02d}..{last}-{int(groups['mb']):02d}"
    if kind == "range_years":
        last = str(int(groups["a"]) + int(groups["n"]) - 1) if groups["n"] else None
        return f"{groups['a']}..{groups['b'] or last or _ko_year(groups['w2'], published)}"
    if groups.get("p"):
        return match[0]
    if kind == "span":
        return f"last {groups['n']} years"
    if kind == "rel_month":
        return _month_beside(published, match) if published else match[0]
    if groups.get("s"):
        return f"20{groups['s']}"
    if groups.get("half2"):
        return _part_of_year(str(published.year), True, None) if published and published.month > 6 else None
    near = groups.get("bp") or (groups.get("near") is not None and groups["m"])
    if near and published is not None:
        year = str(published.year - (int(near) > published.month))
    if year is None:
        return None
    if kind == "part":
        return _part_of_year(year, groups["half"] == "상" if groups["half"] else None, groups["q"])
    if kind == "months_on":
        length = int(groups["n"] or _NATIVE_MONTHS[groups["native"]])
        last = int(year) * 12 + int(groups["m"]) + length - 2
        return f"{year}-{int(groups['m']):02d}..{last // 12}-{last % 12 + 1:02d}"
    if kind == "range_months":
        return _months_to(year, groups, published)
    if kind == "to_month":
        return f"{year}-01..{year}-{int(groups['b'] or groups['bp']):02d}"
    return f"{year}-{int(groups['m']):02d}" if kind == "month" else year


def _up_to_now(word: str, published: date | None) -> str | None:
    """`올해 들어 지난달까지`: from January; None in a January, whose month before is of another year."""
    last = published.month - word.startswith("지난") if published else 0
    return f"{published.year}-01..{published.year}-{last:02d}" if published and last else None


def _month_beside(published: date, match: re.Match[str]) -> str:
    """`지난달`, `이달`, and `전달` beside one of them: a month counted back from that of publication."""
    back = {"지난달": 1, "전달": 1, "전월": 1}.get(match["rel"], 0)
    back += match["rel"].startswith("전") and "지난달" in match.string[: match.start()]
    months = published.year * 12 + published.month - 1 - back
    return f"{months // 12}-{months % 12 + 1:02d}"


def _months_to(year: str, groups: dict[str, str], published: date | None) -> str | None:
    """`올해 1월부터 7월까지`, `올해 1월부터 이달 6일까지`: first and last month."""
    last = int(groups["b"] or 0)
    if not last and published is not None:
        last = (published.month - (groups["rel"] == "지난달") - 1) % 12 + 1
    first = int(groups["a"])
    return f"{year}-{first:02d}..{int(year) + (last < first)}-{last:02d}" if last else None


def _days(groups: dict[str, str], year: str | None, published: date | None) -> str | None:
    """`지난 8월 26일부터 이달 6일까지`: first and last day; a month after that of publication is of the year before."""
    first = int(groups["ma"])
    if groups["mb"]:
        last = int(groups["mb"])
    elif published is None:
        return None
    else:
        is_before = groups["rel"] == "지난달" or (groups["past"] and int(groups["db"]) > published.day)
        last = (published.month - bool(is_before) - 1) % 12 + 1
    if year is None and published is not None:
        year = str(published.year - (first > published.month))
    if year is None:
        return None
    end = int(year) + (last < first)
    return f"{year}-{first:02d}-{int(groups['da']):02d}..{end}-{last:02d}-{int(groups['db']):02d}"


def _dates(groups: dict[str, str], published: date | None) -> str | None:
    """`between June 2020 and June 2024`: first and last month, or day where both are told; a bare first month is in the
    last one's year, or in the year before where it is a later month.
    """
    first, last = (_month_of(groups[name]) for name in ("ma", "mb"))
    end = _told_year(groups["yb"], published)
    if not first or not last or end is None:
        return None
    begun = _told_year(groups["ya"], published) if groups["ya"] else end - (first > last)
    days = [f"-{int(groups[name]):02d}" for name in ("da", "db") if groups["da"] and groups["db"]] or ["", ""]
    return f"{begun}-{first:02d}{days[0]}..{end}-{last:02d}{days[1]}"


def _told_year(text: str, published: date | None) -> int | None:
    """`2023`, `last year`, `this year`; None for a year told only by the day of publication, where that is not known."""
    if text.isdigit():
        return int(text)
    return published.year - text.lower().startswith("last") if published else None


def _month_of(name: str) -> int:
    """The number of an English month, whole or cut; 0 for another word."""
    return _EN_MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in _EN_MONTHS else 0


def _part_of_year(year: str, is_first_half: bool | None, quarter: str | None) -> str:
    """A half or a quarter of a year as its months."""
    if quarter is not None:
        return f"{year}-{int(quarter) * 3 - 2:02d}..{year}-{int(quarter) * 3:02d}"
    return f"{year}-01..{year}-06" if is_first_half else f"{year}-07..{year}-12"


def _to_month(name: str, year: str | None, published: date | None) -> str | None:
    """`as of Sept. 25`: the year up to that month; without a year the last such month before publication."""
    month = _month_of(name)
    if not month:
        return None
    if year is None and published is not None:
        year = str(published.year - (month > published.month))
    return f"{year}-01..{year}-{month:02d}" if year is not None and year.isdigit() else None


_COUNT_BEFORE = re.compile(r"[0-9]\s(?:[a-z-]+\s){1,6}$")
_SAME = "the same months of "


def _en_month(match: re.Match[str], year: str | None, published: date | None) -> str | None:
    """`in August alone`; without a year only at the head of a sentence, before `alone` or after a count: the last one."""
    month, text = _month_of(match["m"]), match.string
    if not month:
        return None
    if year is None:
        is_told = (
            match["alone"] is not None or not match.start() or _COUNT_BEFORE.search(text[: match.start()])
        )
        if not is_told or published is None:
            return None
        year = str(published.year - (month > published.month))
    return f"{year}-{month:02d}" if year.isdigit() else None


_EN_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


def _en_period(kind: str, match: re.Match[str], published: date | None) -> str | None:
    groups = match.groupdict()
    year = groups.get("y")
    if kind == "range_years":
        last = groups["b"] or _told_year(groups["b2"], published)
        return f"{groups['a'] or groups['a2']}..{last}" if last else None
    if kind == "range_dates":
        return _dates(groups, published)
    word = (groups.get("w") or (year if year and not year.isdigit() else "") or "").lower()
    if word:
        back = 0 if word in ("this year", "the year") else 1
        year = str(published.year - back) if published else word
    if kind == "last_years":
        number = groups["n"].lower()
        return f"last {number if number.isdigit() else _EN_SMALL.index(number) + 2} years"
    if kind == "part" and groups["o2"] and published:
        year, groups = str(published.year), {**groups, "o": groups["o2"], "k": groups["k2"]}
    if kind == "part":
        if year is None or not year.isdigit():
            return None
        order = ("first", "second", "third", "fourth").index(groups["o"].lower())
        is_half = groups["k"].lower() == "half"
        return _part_of_year(year, order == 0 if is_half else None, None if is_half else str(order + 1))
    if kind == "to_month":
        return _to_month(groups["m"], year, published)
    if kind == "month":
        return _en_month(match, year, published)
    if kind == "years_back":
        return f"{_EN_SMALL.index(groups['n']) + 2} years earlier"
    if kind == "same_months":
        return _SAME + (year if year and year.isdigit() else "")
    if kind == "range_months":
        months = [_month_of(groups[name]) for name in ("ma", "mb")]
        if year is None and published is not None and months[1]:
            year = str(published.year - (months[1] > published.month))
        if not all(months) or not year or not year.isdigit():
            return None
        begun = int(year) - (months[0] > months[1])  # from November to October
        return f"{begun}-{months[0]:02d}..{year}-{months[1]:02d}"
    if kind == "first_months":
        number = groups["n"].lower()
        year = year or (str(published.year) if published else None)
        if year is None:
            return None
        return f"{year}-01..{year}-{int(number) if number.isdigit() else _EN_SMALL.index(number) + 2:02d}"
    return year
