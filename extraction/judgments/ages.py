"""A defendant's age at the offence and at the decision, and whether he is a juvenile (소년), with its basis.

Shapes read (vocabulary `ages.yml`): birth dates and years (`2004. 3. 26.생`, `1996년생`, resident numbers),
ages tied to the offence (`범행 당시 만 17세`), ages now (`현재 18세`, `만 70세의 고령`), decades (`20대의
젊은 나이`), 소년법 제2조의 소년, and coming of age (`당심에 이르러 성년이 되었으므로`).

Never read: an age whose words name a victim or another person, and a claimed age. An age in brackets after a
name (`(여, 34세)`) does not say of what time it speaks: above 20 it tells an adult, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from extraction.entries import Entry, load_entries
from extraction.evidence import Evidence, Finding, Section
from extraction.frozen import built_at_once
from extraction.judgments.normalise import normalise
from extraction.judgments.people import find_mentions
from extraction.judgments.record import AgeRange

AgeSystem = Literal["man", "counting", "unknown"]
NEW_AGE_LAW = date(2023, 6, 28)
"""행정기본법 7조의2: an age without 만 is counted in full years from this day."""
UNDER_19 = date(2008, 6, 22)
"""소년법 2조: a juvenile is under 19 from this day, under 20 before it."""

_PERSON = (
    r"(?:위\s{0,2}|동\s{0,2}|같은\s{0,2})?피고인"
    r"(?:\s{0,2}(?:\d{1,2}(?:\s{0,2}[,·]\s{0,2}\d{1,2}){0,6}|[A-Z](?![A-Za-z]))|들)?"
)
_NOBODY_ELSE = (
    r"(?:(?!피해자|공소외|고소인|증인|망인|자녀|아들|딸|아버지|어머니|동생|누나|처가|남편|[가-힣]의\s?나이|피고인)"
    r"[^\n;])"
)
_SURELY_ADULT = 20
"""An age in brackets (`(여, 34세)`) above this is an adult's at whatever time and however counted."""
_CLAIM = re.compile(
    r"^[^\n.]{0,24}?(?:주장|진술하|라고\s?하나|라고\s?말|오인|잘못\s?알|거짓|속였|착오)|^[^\n.]{0,80}?다고\s?(?:판시|설시)"
)
"""What follows a clue that is only claimed, or only reported of the judgment below."""
_ANCHOR = re.compile(
    r"생(?<=[0-9.\s일출년]생)|태어|세(?<=[0-9\s]세)(?!대|기|트|손|션|자)|소년|성년|0대|-[1-4]"
)
"""Something of this stands in every match: only its surroundings are searched. Every branch begins with a letter,
so that the engine skips to one."""
_BEFORE, _AFTER = 130, 60


@built_at_once
@dataclass(frozen=True, kw_only=True)
class AgeClue:
    """What one stretch of words tells of the persons it names (`keys` of people.Person; () = all)."""

    tells: Literal["birth", "age", "band", "below", "juvenile", "adult"]
    time: Literal["decision", "offence"]
    keys: tuple[str, ...]
    low: int | None = None
    high: int | None = None
    birth: tuple[int, int | None, int | None] | None = None
    is_man: bool = False


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Ages:
    """The ages of one person; `evidence` pairs a field of the record with its words."""

    at_offence: AgeRange | None = None
    at_decision: AgeRange | None = None
    system: AgeSystem | None = None
    is_juvenile: bool | None = None
    evidence: tuple[tuple[str, Evidence], ...] = ()


@cache
def _patterns() -> tuple[tuple[Entry, str, tuple[re.Pattern[str], ...]], ...]:
    """The vocabulary with <P> and <N> filled in; each entry with a letter that all of its stems hold ("" for none)."""
    return tuple(
        (e, _common_letter(e.extra["stems"]), tuple(re.compile(fill(p.pattern)) for p in e.patterns))
        for e in load_entries("ages.yml")
    )


def _common_letter(stems: Sequence[str]) -> str:
    return min(set(stems[0]).intersection(*stems), key=stems[0].index, default="")


def fill(pattern: str) -> str:
    """A vocabulary pattern with the words for a defendant (<P>) and for nobody else (<N>) written out."""
    return pattern.replace("<P>", _PERSON).replace("<N>", _NOBODY_ELSE)


def find_ages(section: Section) -> list[Finding[AgeClue]]:
    """All clues of one section; a claim is none."""
    found: dict[tuple[int, int, str], Finding[AgeClue]] = {}
    for start, end in _windows(section.text):
        text = normalise(section.text[start:end])
        for entry, letter, patterns in _patterns():
            if letter not in text or not any(map(text.__contains__, entry.extra["stems"])):
                continue
            for m in (m for p in patterns for m in p.finditer(text)):
                clue = None if _CLAIM.match(text[m.end() :][:100]) else _clue(entry, m, text)
                if clue is not None:
                    evidence = section.evidence(start + m.start(), start + m.end(), f"ages/{entry.id}")
                    key = (evidence.start, evidence.end, entry.id)
                    found[key] = Finding(value=clue, evidence=(evidence,))
    return [found[k] for k in sorted(found)]


def _windows(text: str) -> list[tuple[int, int]]:
    """Stretches around the words that every clue holds, overlapping ones joined."""
    spans: list[tuple[int, int]] = []
    for m in _ANCHOR.finditer(text):
        start, end = max(0, m.start() - _BEFORE), min(len(text), m.end() + _AFTER)
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return [(a, b) for a, b in spans if "피고인" in text[a:b]]


def _clue(entry: Entry, m: re.Match[str], text: str) -> AgeClue | None:
    got = m.groupdict()
    keys = _keys(got.get("who") or "", text[: m.start()])
    tells, time = entry.extra["tells"], entry.extra["time"]
    is_man = bool(got.get("man"))
    if tells == "birth":
        birth = _birth(got)
        return AgeClue(tells=tells, time=time, keys=keys, birth=birth, is_man=True) if birth else None
    if tells in ("juvenile", "adult"):
        return AgeClue(tells=tells, time=time, keys=keys)
    number = int(str(got["n"]))
    if tells == "bracket":
        return AgeClue(tells="adult", time=time, keys=keys) if number > _SURELY_ADULT else None
    low, high = {"age": (number, number), "band": (number, number + 9), "below": (None, number - 1)}[tells]
    plausible = 10 <= number <= 99
    return (
        AgeClue(tells=tells, time=time, keys=keys, low=low, high=high, is_man=is_man) if plausible else None
    )


def _keys(who: str, before: str) -> tuple[str, ...]:
    """Whom the words name; 같은 피고인 and 위 피고인 are whom the words before named last."""
    keys = tuple(p.key for x in find_mentions(who) for p in x.persons)
    if keys or not re.match(r"위|동|같은", who):
        return keys
    named = [x for x in find_mentions(before) if x.persons]
    return tuple(p.key for p in named[-1].persons) if named else ()


def _birth(got: dict[str, str | None]) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of birth; the seventh digit of a resident number tells the century."""
    if got.get("s"):
        century = 1900 if str(got["s"]) in "12" else 2000
        year, month, day = century + int(str(got["yy"])), int(str(got["mm"])), int(str(got["dd"]))
    else:
        year = int(str(got["y"]))
        if not got.get("m"):
            return year, None, None
        month, day = int(str(got["m"])), int(str(got["d"]))
    try:
        date(year, month, day)
    except ValueError:
        return None
    return year, month, day


def age_on(birth: tuple[int, int | None, int | None], day: date) -> AgeRange:
    """Full years (만 나이) on a day; two values for a bare year of birth."""
    year, month, day_of_month = birth
    if month is None or day_of_month is None:
        return AgeRange(low=day.year - year - 1, high=day.year - year)
    years = day.year - year - ((day.month, day.day) < (month, day_of_month))
    return AgeRange(low=years, high=years)


def juvenile_limit(day: date) -> int:
    """The age from which nobody is a juvenile on that day: 19, before 2008-06-22 20."""
    return 19 if day >= UNDER_19 else 20


def read_ages(sections: Iterable[Section | None]) -> tuple[Finding[AgeClue], ...]:
    """The clues of all sections."""
    return tuple(f for s in sections if s is not None for f in find_ages(s))


def ages_of(
    clues: Sequence[Finding[AgeClue]],
    key: str | None,
    *,
    decision_date: date | None,
    is_indeterminate: bool = False,
    is_transferred: bool = False,
) -> Ages:
    """The ages of one person (`key` of people.Person; None for a sole defendant).

    `is_indeterminate`: a term with 장기 and 단기 was imposed; `is_transferred`: sent to the juvenile
    division. Both make a juvenile by law (소년법 60, 50). Clues that contradict each other give nothing.
    """
    mine = [f for f in clues if not f.value.keys or key is None or key in f.value.keys]
    evidence: list[tuple[str, Evidence]] = []
    decision = _decision_age(mine, decision_date, evidence)
    offence = _stated(mine, "offence", evidence)
    juvenile = _juvenile(mine, decision, decision_date, evidence)
    if is_indeterminate or is_transferred:
        juvenile = True
    return Ages(
        at_offence=offence,
        at_decision=decision,
        system=_system(mine, decision_date) if decision or offence else None,
        is_juvenile=juvenile,
        evidence=tuple(evidence),
    )


def _decision_age(
    mine: Sequence[Finding[AgeClue]], day: date | None, evidence: list[tuple[str, Evidence]]
) -> AgeRange | None:
    births = [f for f in mine if f.value.birth is not None]
    if births and day is not None:
        ranges = {age_on(f.value.birth, day) for f in births if f.value.birth is not None}
        if len(ranges) == 1:
            evidence.append(("age_at_decision", births[0].evidence[0]))
            return ranges.pop()
        return None
    return _stated(mine, "decision", evidence)


def _stated(
    mine: Sequence[Finding[AgeClue]], time: str, evidence: list[tuple[str, Evidence]]
) -> AgeRange | None:
    """The stated age; a single number goes before a decade or a bound, two different numbers give nothing."""
    for kinds in (("age",), ("band", "below")):
        found = [f for f in mine if f.value.time == time and f.value.tells in kinds]
        ranges = {(f.value.low, f.value.high) for f in found}
        if len(ranges) == 1:
            evidence.append((f"age_at_{time}", found[0].evidence[0]))
            low, high = ranges.pop()
            return AgeRange(low=low, high=high)
        if ranges:
            return None
    return None


def _juvenile(
    mine: Sequence[Finding[AgeClue]],
    decision: AgeRange | None,
    day: date | None,
    evidence: list[tuple[str, Evidence]],
) -> bool | None:
    """What the words say, else what the age at the decision implies."""
    said = [f for f in mine if f.value.tells in ("juvenile", "adult")]
    values = {f.value.tells for f in said}
    if len(values) == 1:
        evidence.append(("is_juvenile", said[0].evidence[0]))
        return values == {"juvenile"}
    if values or decision is None or day is None:
        return None
    limit = juvenile_limit(day)
    source = next((e for name, e in evidence if name == "age_at_decision"), None)
    if source is not None and decision.high is not None and decision.high < limit:
        evidence.append(("is_juvenile", source))
        return True
    if source is not None and decision.low is not None and decision.low >= limit:
        evidence.append(("is_juvenile", source))
        return False
    return None


def _system(mine: Sequence[Finding[AgeClue]], day: date | None) -> AgeSystem:
    stated = [f.value for f in mine if f.value.tells in ("birth", "age", "band", "below")]
    if all(c.is_man for c in stated) or (day is not None and day >= NEW_AGE_LAW):
        return "man"
    return "unknown"
