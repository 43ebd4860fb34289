"""Numerals, money and terms of Korean orders.

Shapes read: `1억 2,000만 원`, `금 5,000,000원`, `3천만원`, `오백만 원`, `16100000000원`; `1년 6월`, `1년 6개월`, `18월`,
`십월`, `20일`. Money is whole won; a term keeps years, months and days as stated.
"""

from __future__ import annotations

import re

from extraction.korean_numbers import Term, parse_integer

NUMERAL = r"(?:\d{1,4}|[일이삼사오육칠팔구십백유시]{1,4})"
"""A count of years, months or days: digits, or a Korean numeral (유월 and 시월 are the months 6 and 10)."""

MONEY = (
    r"(?:(?<![벌징])일?금\s{0,3})?"
    # Possessive: a run of digits is one group; to try every way of cutting it in six takes minutes.
    r"(?:\d[\d,]{0,24}+(?:\.\d{1,4})?\s{0,3}(?:[십백천]?[만억조]\s{0,3}|[천백](?=\s{0,3}원)\s{0,3})?"
    r"|[일이삼사오육칠팔구십백천만억]{1,16}+\s{0,2}){1,6}\s{0,14}원(?:정)?"
)
"""An amount in won; at most six numeral groups."""

TERM = (
    rf"(?:{NUMERAL}\s{{0,3}}년(?:\s{{0,3}},?\s{{0,3}}{NUMERAL}\s{{0,3}}(?:개\s?)?월)?(?:\s{{0,3}}\d{{1,3}}\s{{0,3}}일)?"
    rf"|{NUMERAL}\s{{0,3}}(?:개\s?)?월(?:\s{{0,3}}\d{{1,3}}\s{{0,3}}일)?|{NUMERAL}\s{{0,3}}일)"
)
"""A term: years with months, months, or days."""

_PART = re.compile(rf"({NUMERAL})\s*(년|개?\s?월|일)")


def parse_money(text: str) -> int:
    """Whole won of a slice that `MONEY` matched; ValueError when it is not an amount."""
    body = text.strip().removesuffix("정").strip().removesuffix("원")
    for prefix in ("일금", "금"):
        body = body.removeprefix(prefix)
    compact = re.sub(r"[\s,]+", "", body)
    return int(compact) if compact.isdigit() else parse_integer(compact)


def _count(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    spelled = {"유": 6, "시": 10}.get(numeral)
    return spelled if spelled is not None else parse_integer(numeral)


def parse_term(text: str) -> Term:
    """The term of a slice that `TERM` matched, as stated; ValueError when it holds none."""
    found = {unit[-1]: _count(numeral) for numeral, unit in _PART.findall(text)}
    if not found:
        raise ValueError(f"no term: {text!r}")
    return Term(years=found.get("년"), months=found.get("월"), days=found.get("일"))
