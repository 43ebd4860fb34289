"""Dates and times as news pages write them, Korean time where the page names no zone."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

KST = timezone(timedelta(hours=9), "KST")

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_OFFSET = r"(?P<zone>Z|UTC|GMT|KST|[+-]\d{2}:?\d{2})?"
_TIME = r"(?P<hour>\d{1,2})\s*[:시]\s*(?P<minute>\d{2})\s*분?(?:\s*[:]\s*(?P<second>\d{2}))?(?:[.,]\d+)?"
_HALF = r"(?P<half>오전|오후|AM|PM|am|pm|a\.m\.|p\.m\.)?"

# 2025-05-15T20:00:52.000+0900 · 2026.01.29 18:40 · 2014.08.19 (16:09) · 2024년 8월 30일 오후 3시 05분 · 2024/08/30
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-./년]\s*(?P<month>\d{1,2})\s*[-./월]\s*(?P<day>\d{1,2})\s*(?:일|\.)?"
    r"(?:\s*\(?[월화수목금토일]\)?)?"
    rf"(?:[T\s(,]*{_HALF}\s*{_TIME}\)?\s*{_HALF.replace('half', 'half_after')}\s*{_OFFSET})?"
)
_COMPACT = re.compile(
    r"\b(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?"
)
# 02 Jun. 2025, 14:15 · 30 August 2024
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})\s+(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})"
    rf"(?:[,\s-]*{_TIME}\s*{_HALF}\s*{_OFFSET})?"
)
# 15:02 June 13, 2025 (the time first)
_TIME_FIRST = re.compile(
    rf"{_TIME}\s*{_HALF}\s*,?\s*(?P<name>[A-Za-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})\s*{_OFFSET}"
)
# Aug. 30, 2024 - 14:15 · August 30, 2024, 2:15 p.m.
_MONTH_FIRST = re.compile(
    r"(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    rf"(?:[,\s-]*{_TIME}\s*{_HALF}\s*{_OFFSET})?"
)


def parse_moment(text: str | None) -> datetime | None:
    """The first date or time in a text, with its zone; a date without a time is midnight. None if there is none.

    Without a zone it is Korean time: that is how every outlet read here writes.
    """
    if not text:
        return None
    text = " ".join(text.split())[:300]
    for pattern in (_YEAR_FIRST, _DAY_FIRST, _TIME_FIRST, _MONTH_FIRST, _COMPACT):
        for match in pattern.finditer(text):
            moment = _from_match(match.groupdict())
            if moment is not None:
                return moment
    return None


def parse_feed_moment(text: str | None) -> datetime | None:
    """A pubDate: RFC 822 where it is, else as :func:`parse_moment`."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse_moment(text)
    if not 1900 <= moment.year <= 2100:
        return None
    return moment.replace(tzinfo=KST) if moment.tzinfo is None else moment


def korean_date(moment: datetime) -> date:
    """The calendar day in Korea."""
    return moment.astimezone(KST).date()


def _from_match(groups: dict[str, str | None]) -> datetime | None:
    month = _month(groups)
    if month is None:
        return None
    hour, minute, second = (int(groups.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (groups.get("half") or groups.get("half_after") or "").replace(".", "").lower()
    if half in {"오후", "pm"} and hour < 12:
        hour += 12
    elif half in {"오전", "am"} and hour == 12:
        hour = 0
    try:
        moment = datetime(
            int(groups["year"] or 0),
            month,
            int(groups["day"] or 0),
            hour,
            minute,
            second,
            tzinfo=_zone(groups),
        )
    except ValueError:
        return None
    return moment if 1900 <= moment.year <= 2100 else None


def _month(groups: dict[str, str | None]) -> int | None:
    if groups.get("name"):
        return _MONTHS.get(str(groups["name"])[:3].lower())
    return int(groups["month"] or 0)


def _zone(groups: dict[str, str | None]) -> timezone:
    zone = groups.get("zone")
    if zone in {None, "KST"}:
        return KST
    if zone in {"Z", "UTC", "GMT"}:
        return UTC
    sign = -1 if str(zone)[0] == "-" else 1
    digits = str(zone)[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return KST if sign * offset == timedelta(hours=9) else timezone(sign * offset)
