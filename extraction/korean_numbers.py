"""Korean numerals as the press and the courts write them, to integers.

Shapes: `1,200`, `1억 2,000만`, `2천500만`, `오백만`, `3.5`, `열`, `스물네`, `십이`, `1만2천`.
Money is whole won; a term keeps its years, months and days as stated. Nothing here rounds or guesses:
`parse_*` raises ValueError on text that is not wholly a numeral.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

_SINO_DIGITS = {
    "영": 0,
    "공": 0,
    "일": 1,
    "이": 2,
    "삼": 3,
    "사": 4,
    "오": 5,
    "육": 6,
    "륙": 6,
    "칠": 7,
    "팔": 8,
    "구": 9,
}
_SMALL_UNITS = {"십": 10, "백": 100, "천": 1000}
_LARGE_UNITS = {"만": 10**4, "억": 10**8, "조": 10**12}
_NATIVE_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_NATIVE_ONES = {
    "하나": 1,
    "한": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "석": 3,
    "넷": 4,
    "네": 4,
    "넉": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}

DIGITS = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15}"
"""Source of a pattern for a whole number in digits, with or without thousands separators."""

MIXED = (
    rf"(?:{DIGITS})(?:\.[0-9]{{1,4}})?(?:[십백천]?[만억조]|[십백천])?"
    rf"(?:\s?(?:{DIGITS})(?:[십백천]?[만억조]|[십백천])){{0,3}}(?:(?<![0-9])\s?(?:{DIGITS})(?![0-9]))?"
)
"""Source of a pattern for digits with 만, 억, 조, 천, 백 between them (`1억 2,000만`, `3천만`, `500`)."""

SINO = r"[일이삼사오육륙칠팔구십백천만억]{1,12}"
NATIVE_ONES = "|".join(sorted(_NATIVE_ONES, key=len, reverse=True))
NATIVE_TENS = "|".join(sorted(_NATIVE_TENS, key=len, reverse=True))
NATIVE = rf"(?:{NATIVE_TENS})(?:{NATIVE_ONES})?|(?:{NATIVE_ONES})"

_TOKEN = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?|[일이삼사오육륙칠팔구영공]|[십백천]|[만억조]"
)
_NATIVE_WHOLE = re.compile(rf"({NATIVE_TENS})?({NATIVE_ONES})?")


def parse_number(text: str) -> Fraction:
    """The value of a Korean numeral, exactly (`3.5` is 7/2, `1억 2,000만` is 120000000).

    Raises ValueError when any part of the text is not a numeral.
    """
    compact = re.sub(r"\s+", "", text)
    if not compact:
        raise ValueError("empty numeral")
    native = _NATIVE_WHOLE.fullmatch(compact)
    if native:
        return Fraction(_NATIVE_TENS.get(native[1] or "", 0) + _NATIVE_ONES.get(native[2] or "", 0))
    return _parse_positional(compact)


def parse_integer(text: str) -> int:
    """The value of a Korean numeral that is a whole number. Raises ValueError otherwise."""
    value = parse_number(text)
    if value.denominator != 1:
        raise ValueError(f"not a whole number: {text!r}")
    return int(value)


def _parse_positional(compact: str) -> Fraction:
    """Digits and Sino-Korean letters with their units: group totals under 만, 억, 조 are added up."""
    total, group, pending = Fraction(0), Fraction(0), None
    position, last_unit = 0, 10**16
    for token in _TOKEN.finditer(compact):
        if token.start() != position:
            raise ValueError(f"not a numeral: {compact!r}")
        position, word = token.end(), token[0]
        if word in _LARGE_UNITS:
            unit = _LARGE_UNITS[word]
            if unit >= last_unit:
                raise ValueError(f"units out of order: {compact!r}")
            amount = group + (pending or 0)
            total, group, pending, last_unit = total + (amount or 1) * unit, Fraction(0), None, unit
        elif word in _SMALL_UNITS:
            group, pending = group + (1 if pending is None else pending) * _SMALL_UNITS[word], None
        elif pending is not None:
            pending = pending * 10 + _digit(word, compact)
        else:
            pending = _SINO_DIGITS[word] if word in _SINO_DIGITS else Fraction(word.replace(",", ""))
            pending = Fraction(pending)
    if position != len(compact):
        raise ValueError(f"not a numeral: {compact!r}")
    return total + group + (pending or 0)


def _digit(word: str, whole: str) -> int:
    """A Sino-Korean digit after another one (`일이` = 12); anything else does not belong there."""
    if word not in _SINO_DIGITS:
        raise ValueError(f"not a numeral: {whole!r}")
    return _SINO_DIGITS[word]


MONEY = rf"(?:{MIXED}|{SINO})\s?원"
"""Source of a pattern for an amount in won (`500만원`, `1억 2,000만 원`, `오백만 원`, `3천만 원`)."""

_MONEY_WHOLE = re.compile(rf"(?:금\s?)?({MIXED}|{SINO})\s?원정?")


def parse_money(text: str) -> int:
    """Whole won of an amount (`금 1억 2,000만 원` → 120000000). Raises ValueError otherwise."""
    match = _MONEY_WHOLE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not an amount in won: {text!r}")
    return parse_integer(match[1])


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A length of time as the court said it: 1년 6월 keeps its year and its months."""

    years: int | None = None
    months: int | None = None
    days: int | None = None

    @property
    def total_months(self) -> int | None:
        """Years × 12 + months; None for a term in days alone."""
        if self.years is None and self.months is None:
            return None
        return (self.years or 0) * 12 + (self.months or 0)


_COUNT = rf"(?:[0-9]{{1,3}}|[일이삼사오육칠팔구십백]{{1,4}}|{NATIVE})"
_YEAR_PART = rf"(?<![0-9]){_COUNT}\s?년(?!\s?(?:대(?!신)|생)|도\s(?:예산|기준|회계))"
_MONTH_PART = rf"(?<![0-9]){_COUNT}\s?(?:개\s?월|월|달)"
_DAY_PART = rf"{_COUNT}\s?일"

TERM = rf"(?:{_YEAR_PART}(?:\s?{_MONTH_PART})?(?:\s?{_DAY_PART})?|{_MONTH_PART}(?:\s?{_DAY_PART})?)(?:\s?반)?"
"""Source of a pattern for a term (`1년 6개월`, `10월`, `1년6월`, `삼 년`, `2년 반`); days alone are none."""

_TERM_WHOLE = re.compile(
    rf"(?:({_COUNT})\s?년)?\s?(?:({_COUNT})\s?(?:개\s?월|월|달))?\s?(?:({_COUNT})\s?일)?\s?(반)?"
)


def parse_term(text: str) -> Term:
    """Years, months and days of a stated term; `2년 반` is two years and six months.

    Raises ValueError when the text is no term.
    """
    match = _TERM_WHOLE.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise ValueError(f"not a term: {text!r}")
    years, months, days = (parse_integer(part) if part else None for part in match.group(1, 2, 3))
    if match[4]:
        if years is None or months is not None or days is not None:
            raise ValueError(f"a half of what: {text!r}")
        months = 6
    return Term(years=years, months=months, days=days)
