"""Dates in Korean text, whole or relative to a day that the caller gives. No clock is read here.

Shapes: `2024. 8. 30.`, `2024.08.30`, `2024-08-30`, `2024년 8월 30일`, `20240830`, `지난달 28일`, `이달 18일`,
`지난 5일`, `30일`, `이날`, `올해 3월 2일`, `지난해 11월 15일`.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_ABSOLUTE = (
    r"(?P<y>(?:19|20)[0-9]{2})\s?(?:년|[.\-/])\s?(?P<m>1[0-2]|0?[1-9])\s?(?:월|[.\-/])\s?"
    r"(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])(?:\s?일)?"
)
ABSOLUTE_DATE = re.compile(rf"(?<![0-9]){_ABSOLUTE}")
_UNDOTTED = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_RELATIVE = re.compile(
    r"(?P<year>지난해|작년|올해|내년|재작년|그해)\s?(?P<ym>1[0-2]|[1-9])월\s?(?P<yd>3[01]|[12][0-9]|[1-9])일"
    r"|(?P<month>지난달|이달|이번\s?달|다음\s?달)\s?(?P<md>3[01]|[12][0-9]|[1-9])일"
    r"|지난\s?(?P<pm>1[0-2]|[1-9])월\s?(?P<pd>3[01]|[12][0-9]|[1-9])일"
    r"|(?<![0-9년])(?P<bm>1[0-2]|[1-9])월\s?(?P<bd>3[01]|[12][0-9]|[1-9])일"
    r"|(?P<dayword>오늘|어제|그제)(?!\S*간)"
    r"|(?:지난|오는)?\s?(?<![0-9.,])(?<!월)(?<!월 )(?<!년)(?P<day>3[01]|[12][0-9]|[1-9])일"
    r"(?!\s?(?:간|동안|만에|자|째|여|치|부터|까지|뒤|후|이내|씩))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundDate:
    """A date in a text with its place; `is_relative` when it leans on the day of publication."""

    value: date
    start: int
    end: int
    is_relative: bool


def parse_date(text: str) -> date:
    """A date that fills the whole text, in any absolute form. Raises ValueError otherwise."""
    stripped = text.strip()
    match = _UNDOTTED.fullmatch(stripped)
    if match:
        return date(int(match[1]), int(match[2]), int(match[3]))
    whole = re.fullmatch(rf"{_ABSOLUTE}\.?", stripped)
    if whole is None:
        raise ValueError(f"not a date: {text!r}")
    return date(int(whole["y"]), int(whole["m"]), int(whole["d"]))


def find_dates(text: str, published: date | None) -> list[FoundDate]:
    """Every date in the text, in order; relative ones only when `published` is given."""
    found = [
        FoundDate(value=value, start=match.start(), end=match.end(), is_relative=False)
        for match in ABSOLUTE_DATE.finditer(text)
        if (value := _date_or_none(int(match["y"]), int(match["m"]), int(match["d"])))
    ]
    if published is not None:
        taken = [(item.start, item.end) for item in found]
        for match in _RELATIVE.finditer(text):
            if any(start <= match.start() < end for start, end in taken):
                continue
            value = _resolve(match, published)
            if value is not None:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                found.append(FoundDate(value=value, start=start, end=match.end(), is_relative=True))
    return sorted(found, key=lambda item: item.start)


def _resolve(match: re.Match[str], published: date) -> date | None:
    if match["year"]:
        offset = {"재작년": -2, "지난해": -1, "작년": -1, "올해": 0, "내년": 1}.get(match["year"])
        if offset is None:
            return None
        return _date_or_none(published.year + offset, int(match["ym"]), int(match["yd"]))
    if match["month"]:
        step = {"지난달": -1, "다음달": 1}.get(match["month"].replace(" ", ""), 0)
        return _in_month(published, step, int(match["md"]))
    if match["pm"] or match["bm"]:
        return _latest_not_after(published, int(match["pm"] or match["bm"]), int(match["pd"] or match["bd"]))
    if match["dayword"]:
        return published - timedelta(days={"오늘": 0, "어제": 1, "그제": 2}[match["dayword"]])
    return _day_alone(published, int(match["day"]), is_coming=match[0].lstrip().startswith("오는"))


def _day_alone(published: date, day: int, *, is_coming: bool) -> date | None:
    """`30일`: the day of this month, or of the month before when it lies ahead (of the next for `오는`)."""
    this = _in_month(published, 0, day)
    if is_coming:
        return this if this is not None and this >= published else _in_month(published, 1, day)
    if this is not None and this <= published:
        return this
    return _in_month(published, -1, day)


def _latest_not_after(published: date, month: int, day: int) -> date | None:
    this = _date_or_none(published.year, month, day)
    if this is not None and this <= published:
        return this
    return _date_or_none(published.year - 1, month, day)


def _in_month(published: date, step: int, day: int) -> date | None:
    month_index = published.year * 12 + published.month - 1 + step
    return _date_or_none(month_index // 12, month_index % 12 + 1, day)


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
