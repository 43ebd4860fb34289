"""Numerals, amounts and terms: stated cases, and the law that a rendered number reads back as itself."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.korean_numbers import MONEY, TERM, Term, parse_integer, parse_money, parse_number, parse_term


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1억 2,000만", 120_000_000),
        ("1억2천만", 120_000_000),
        ("오백만", 5_000_000),
        ("2천500만", 25_000_000),
        ("3천", 3000),
        ("3백만", 3_000_000),
        ("1만2천", 12_000),
        ("12만3,450", 123_450),
        ("열", 10),
        ("열두", 12),
        ("스물네", 24),
        ("십이", 12),
        ("이천이십사", 2024),
        ("1,234,567", 1_234_567),
        ("만", 10_000),
        ("22만", 220_000),
        ("7조 3억", 7_000_300_000_000),
    ],
)
def test_integers(text: str, value: int) -> None:
    assert parse_integer(text) == value


@pytest.mark.parametrize("text", ["", "개월", "1억 2억", "열월", "3.5.1", "12a"])
def test_what_is_no_numeral(text: str) -> None:
    with pytest.raises(ValueError):
        parse_integer(text)


def test_decimal_is_exact() -> None:
    assert parse_number("75.8") == Fraction(758, 10)
    assert parse_integer("1.5억") == 150_000_000


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("500만원", 5_000_000),
        ("1억 2,000만 원", 120_000_000),
        ("금 3,000,000원", 3_000_000),
        ("오백만 원", 5_000_000),
        ("1천500만원", 15_000_000),
        ("3000만원", 30_000_000),
        ("7천만 원", 70_000_000),
    ],
)
def test_money(text: str, won: int) -> None:
    assert parse_money(text) == won
    assert re.fullmatch(rf"(?:금 )?{MONEY}", text)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("1년 6개월", Term(years=1, months=6)),
        ("1년6월", Term(years=1, months=6)),
        ("10월", Term(months=10)),
        ("삼 년", Term(years=3)),
        ("2년 반", Term(years=2, months=6)),
        ("5년 7개월 15일", Term(years=5, months=7, days=15)),
        ("8개월", Term(months=8)),
        ("십 개월", Term(months=10)),
    ],
)
def test_terms(text: str, term: Term) -> None:
    assert parse_term(text) == term
    assert re.fullmatch(TERM, text)


@pytest.mark.parametrize("text", ["2021년도", "90년대", "03년생"])
def test_years_that_are_no_terms(text: str) -> None:
    assert not re.fullmatch(TERM, text)


@given(st.integers(min_value=0, max_value=49), st.integers(min_value=0, max_value=11))
def test_a_rendered_term_reads_back(years: int, months: int) -> None:
    text = " ".join(
        part for part in (f"{years}년" if years else "", f"{months}개월" if months else "") if part
    )
    if text:
        assert parse_term(text).total_months == years * 12 + months


@given(st.integers(min_value=1, max_value=10**12))
def test_rendered_money_reads_back(won: int) -> None:
    eok, rest = divmod(won, 10**8)
    man, units = divmod(rest, 10**4)
    parts = [f"{eok:,}억" if eok else "", f"{man:,}만" if man else "", f"{units}" if units else ""]
    assert parse_money(" ".join(part for part in parts if part) + " 원") == won
    assert parse_money(f"{won:,}원") == won
