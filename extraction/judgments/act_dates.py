"""When the acts of a judgment took place: the earliest and latest day that its 범죄사실 states.

Only the findings of fact are read, without the record of earlier convictions ([범죄전력], sentences that speak of a
judgment, its finality, release or an earlier fine). `2021. 3.경` is the whole month; `같은 해 5. 2.` and
`2021. 3. 1.부터 5. 2.까지` take the year said before. A date is no evidence of which count it belongs to: with several
counts the span covers them all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extraction.judgments.normalise import normalise

FACTS_LIMIT = 60_000
"""Characters of 범죄사실 that are read."""
FIRST_YEAR = 1945
_HEADING = re.compile(
    r"\n[ \t]{0,8}[\[(<]?\s{0,4}(?:\d{1,2}\.\s?)?(?:인정(?:하는|된)\s)?"
    r"범\s{0,6}죄\s{0,6}사\s{0,6}실\s{0,4}[\])>]?[ \t:]{0,6}(?:\n|(?=\S))"
)
_END = re.compile(
    r"\n[ \t]{0,8}[\[(<]?\s{0,4}(?:\d{1,2}\.\s?)?"
    r"(?:증\s?거\s?의\s?요\s?지|법\s?령\s?의\s?적\s?용|양\s?형\s?의?\s?이\s?유|주\s?장\s?에\s?대한|판\s{0,6}단|무\s?죄)"
)
_RECORD = re.compile(
    r"\[\s{0,3}(?:범죄\s?전력|전과\s?관계|누범\s?전과)\s{0,3}\].{0,4000}?(?=\[|$)", re.DOTALL
)
_OTHER = re.compile(
    r"선고\s?받|선고되|확정되|집행을?\s?(?:종료|마치|마쳤)|출소|가석방|약식명령|전과|전력|누범|기소되|복역|입대|전역|출생|태어"
)
_SENTENCE = re.compile(r"(?<=다)\.\s|\n")
_REST = r"(?P<month>\d{1,2})\s?[.월](?:\s?(?P<day>\d{1,2})\s?[.일])?"
# Each branch begins with a plain character and only then asks for a digit before it, so that the search jumps.
_DATE = re.compile(
    r"(?:1(?<!\d1)9\d{2}\s?[.년]\s?|2(?<!\d2)0\d{2}\s?[.년]\s?|같(?<!\d같)은\s?해\s?|동(?<!\d동)년\s?"
    r"|다(?<!\d다)음\s?해\s?|이(?<!\d이)듬해\s?|익(?<!\d익)년\s?|부(?<!\d부)터\s{0,3})"
    rf"(?P<rest>{_REST.replace('?P<month>', '').replace('?P<day>', '')})?"
)
_NEXT_YEAR = ("다음", "이듬", "익년")
_PARTS = re.compile(_REST)


@dataclass(frozen=True, kw_only=True)
class ActDates:
    """First and last day stated, ends included, and the number of dates that were read."""

    first: date
    last: date
    n_dates: int


def _facts(text: str) -> str | None:
    # A pattern that begins with a plain character jumps; so a line break stands before the first line too.
    text = "\n" + text
    start = _HEADING.search(text)
    if start is None:
        return None
    end = _END.search(text, start.end())
    part = text[start.end() : end.start() if end else None][:FACTS_LIMIT]
    return _RECORD.sub(" ", part)


def _days(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    """The day, or the whole month; None for a day that the calendar does not have."""
    if not year >= FIRST_YEAR or not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, day), date(year, month, day)) if 1 <= day <= last else None


def _stated(sentence: str) -> Iterator[tuple[date, date]]:
    year: int | None = None
    for m in _DATE.finditer(sentence):
        is_year = m[0][0] in "12"
        if is_year:
            year = int(m[0][:4])
        elif m[0].startswith(_NEXT_YEAR) and year is not None:
            year += 1
        parts = _PARTS.match(m["rest"]) if m["rest"] else None
        if year is None:
            continue
        if parts is None:
            if is_year:
                yield date(year, 1, 1), date(year, 12, 31)
            continue
        found = _days(year, int(parts["month"]), int(parts["day"]) if parts["day"] else None)
        if found:
            yield found


def find_act_dates(text: str, *, not_after: date | None = None) -> ActDates | None:
    """The span of the acts in a whole judgment, or None where its 범죄사실 states no date.

    A date after `not_after` (the decision) is no date of an act and is left out; a year or month that the decision
    falls into ends there.
    """
    facts = _facts(normalise(text))
    if facts is None:
        return None
    spans: list[tuple[date, date]] = []
    for sentence in _SENTENCE.split(facts):
        if not _OTHER.search(sentence):
            spans.extend(_stated(sentence))
    if not_after is not None:
        spans = [(first, min(last, not_after)) for first, last in spans if first <= not_after]
    if not spans:
        return None
    return ActDates(
        first=min(first for first, _ in spans), last=max(last for _, last in spans), n_dates=len(spans)
    )
