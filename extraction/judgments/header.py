"""Court, case numbers, date and kind of a judgment, from its metadata and header lines.

Case numbers: `2003고합580, 585, 609` (one year and kind for all), `2011노1486,2011전노188`, `2003고단908, 3033(병합)`,
`2005고합564-1`, `2015노1(춘천)`, run together `2003고단87262004고단458`, 단기 years `4288형상46`. Courts: `대구지법` is
대구지방법원, `수원지법평택지원` 수원지방법원 평택지원.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extraction.frozen import built_at_once
from extraction.judgments.record import AppealedFrom

Instance = Literal["1", "2", "3", "other"]

_YEAR = r"(?:4[23]\d{2}|19\d{2}|20\d{2}|\d{2})"
_CASE = re.compile(
    rf"(?P<year>{_YEAR})\s?(?P<kind>[가-힣]{{1,6}}?)\s?(?P<number>\d{{1,8}}?)(?P<branch>-\d{{1,3}})?"
    rf"(?=(?:19|20)\d{{2}}[가-힣]|\d{{2}}[가-힣]{{1,4}}\d|4[23]\d{{2}}[가-힣]|[^\d-]|$)"
)
_TORN_CASE = re.compile(rf"(?P<year>{_YEAR})\s?(?P<kind>[가-힣]{{1,6}})\s?\d")
"""A number whose digits ran together with others: kind and year are still good."""
_NEXT = re.compile(
    r"(?:\s|\([^()]{0,20}\))*[,、·ㆍ/및]\s*(?P<number>\d{1,6})(?P<branch>-\d{1,3})?(?!\s?[가-힣]{1,4}\d|\d)"
)
_DATE = re.compile(r"(?P<y>(?:4[23]|19|20)\d{2})\s?[.년-]\s?(?P<m>\d{1,2})\s?[.월-]\s?(?P<d>\d{1,2})")
_PLAIN_DATE = r"(?:4[23]|19|20)\d{2}\s?[.년-]\s?\d{1,2}\s?[.월-]\s?\d{1,2}"
_SHORT_COURTS = (
    ("고법", "고등법원"),
    ("지법", "지방법원"),
    ("가법", "가정법원"),
    ("행법", "행정법원"),
    ("회생법", "회생법원"),
)
_LOWER = re.compile(
    r"\[\s*(?:원\s*심|제\s*[1-9]\s*심|제\s*[1-9]\s*원\s*심|원)\s*(?:판\s*결|결\s*정)\s*\](?P<body>[^\[]{0,600})"
    r"|(?:^|\n)[ ]{0,12}원[ ]{0,6}심[ ]{0,6}판[ ]{0,6}결[ :]{1,12}(?P<plain>[^\[\n]{0,300})"
)
_LOWER_CASE = re.compile(
    rf"(?P<court>[가-힣]{{2,14}}?(?:법원|지법|고법|지원|군사법원)(?:\s[가-힣]{{2,6}}지원)?)\s*\(?\s*"
    rf"(?:(?P<date>{_PLAIN_DATE})\s?[.일]?\s*(?:선고|자)?\s*)?"
    rf"(?P<case>{_YEAR}\s?[가-힣]{{1,5}}\s?\d{{1,7}}(?:-\d{{1,3}})?)?"
)

_INSTANCES: dict[str, Instance] = {
    "고합": "1",
    "고단": "1",
    "고정": "1",
    "고약": "1",
    "고": "1",
    "조": "1",
    "노": "2",
    "항": "2",
    "형공": "2",
    "도": "3",
    "형상": "3",
}
_RULINGS = re.compile(
    r"^(?:.*모|로|초.{0,2}|보|코|형재항|.*재항|어|크|스|으|카.{0,2}|.*초|인|푸.{0,2}|즈.{0,2}|버)$"
)


@built_at_once
@dataclass(frozen=True, kw_only=True)
class CaseNumber:
    """One case number, written in full, with its kind (고합, 노, 도 …)."""

    text: str
    kind: str
    year: int


def _year(text: str) -> int:
    """The filing year; 단기 years less 2333, two digits are of the 20th century."""
    year = int(text)
    if year >= 4200:
        return year - 2333
    return year + 1900 if year < 100 else year


@lru_cache(maxsize=64)
def read_case_numbers(raw: str) -> tuple[CaseNumber, ...]:
    """All case numbers of a raw string, each in full, in order; a bare number takes year and kind before it."""
    found: dict[str, CaseNumber] = {}
    position = 0
    while match := _CASE.search(raw, position):
        prefix, kind, year = f"{match['year']}{match['kind']}", match["kind"], _year(match["year"])
        text = f"{prefix}{match['number']}{match['branch'] or ''}"
        found.setdefault(text, CaseNumber(text=text, kind=kind, year=year))
        position = match.end()
        while following := _NEXT.match(raw, position):
            text = f"{prefix}{following['number']}{following['branch'] or ''}"
            found.setdefault(text, CaseNumber(text=text, kind=kind, year=year))
            position = following.end()
    if not found and (torn := _TORN_CASE.search(raw)):
        found[raw] = CaseNumber(text=raw.strip(), kind=torn["kind"], year=_year(torn["year"]))
    return tuple(found.values())


@lru_cache(maxsize=512)
def official_court(name: str | None) -> str | None:
    """The full official name of a court that may be abbreviated; None for none."""
    if not name or not name.strip():
        return None
    squeezed = re.sub(r"\s+", "", name)
    for short, full in _SHORT_COURTS:
        if short in squeezed:
            squeezed = re.sub(rf"{short}(?=$|[가-힣]{{2,4}}지원$|\()", full, squeezed)
    return squeezed if "지원" not in squeezed else re.sub(r"(법원)(?=[가-힣]{2,5}지원$)", r"\1 ", squeezed)


@lru_cache(maxsize=1024)
def read_date(text: str | None) -> str | None:
    """ISO date of `1977.3.24.`, `2013. 5. 7.자`, `20200110`, `2020-01-10`; 단기 years converted; None otherwise."""
    if not text:
        return None
    compact = text.strip()
    if len(compact) == 8 and compact.isdigit():
        compact = f"{compact[:4]}.{compact[4:6]}.{compact[6:]}"
    match = _DATE.search(compact)
    if match is None:
        return None
    year, month, day = _year(match["y"]), int(match["m"]), int(match["d"])
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def instance_of(kinds: tuple[str, ...]) -> Instance | None:
    """The instance of the first number (감노, 전도 as 노, 도); 재-, 모, 초 and the like are other; None without numbers."""
    if not kinds:
        return None
    return _INSTANCES.get(kinds[0].lstrip("감전치보") if len(kinds[0]) > 1 else kinds[0], "other")


def proceeding_of(kinds: tuple[str, ...], header: str) -> str | None:
    """The contract's proceeding: 고정, 고약, 재심, 비상상고, after 환송, else a trial; None without numbers."""
    if not kinds:
        return None
    if any(k == "고정" for k in kinds) and all(k in ("고정", "초기", "초") for k in kinds):
        return "formal_trial_after_summary_order"
    if any(k in ("고약", "조") for k in kinds):
        return "summary"
    if any(k.startswith("재") or k == "소" for k in kinds):
        return "retrial"
    if any(k in ("오", "형비상") for k in kinds):
        return "extraordinary_appeal"
    if "송" in header and re.search(r"\[\s*(?:파\s*기\s*)?환\s*송\s*(?:전\s*)?(?:판\s*결|심)", header):
        return "after_remand"
    return "trial"


def decision_type_of(kinds: tuple[str, ...], stated: str | None, date_text: str | None) -> str | None:
    """judgment, ruling, summary_order or speedy_trial, by what is stated, else by the kind of number."""
    word = (stated or "").replace(" ", "")
    for marker, value in (("판결", "judgment"), ("결정", "ruling"), ("명령", "ruling")):
        if marker in word:
            return value
    if word in ("judgment", "ruling", "summary_order", "speedy_trial"):
        return word
    if any(k == "고약" for k in kinds):
        return "summary_order"
    if any(k == "조" for k in kinds):
        return "speedy_trial"
    if (date_text or "").rstrip(" .").endswith("자") or (kinds and _RULINGS.match(kinds[0])):
        return "ruling"
    return "judgment" if kinds else None


def read_appealed_from(header: str) -> tuple[AppealedFrom, ...]:
    """The judgments below of `[원심판결] 가상지법 2015. 8. 25. 선고 2015고단355 판결`, one for each named."""
    found: list[AppealedFrom] = []
    for line in _LOWER.finditer(header):
        for match in _LOWER_CASE.finditer(line["body"] or line["plain"] or ""):
            if not match["date"] and not match["case"]:
                continue
            case = re.sub(r"\s", "", match["case"]) if match["case"] else None
            item = AppealedFrom(
                court=official_court(match["court"]), date=read_date(match["date"]), case_number=case
            )
            if item not in found:
                found.append(item)
    return tuple(found)
