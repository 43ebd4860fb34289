"""Penalties in the words of an order.

Shapes: `징역 1년 6월`, `징역 장기 3년, 단기 2년`, `징역 단기 8월, 장기 1년`, `장기 2년, 단기 1년의 징역`,
`1년 6월의 징역`, `무기징역`, `사형`, `금고 8월`, `벌금 1,000만 원`, `벌금 금 5,000,000원`, `50만 원의 벌금`,
`과료 5만 원`, `구류 10일`, `자격정지 2년`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.frozen import built_at_once
from extraction.judgments.numbers import MONEY, TERM, parse_money, parse_term
from extraction.judgments.record import SentenceKind
from extraction.korean_numbers import Term

KINDS: dict[str, SentenceKind] = {
    "징역": "prison",
    "유기징역": "prison",
    "금고": "prison_without_labor",
    "벌금": "fine",
    "과료": "minor_fine",
    "구류": "detention",
    "자격정지": "suspension_of_qualification",
    "무기징역": "life",
    "무기금고": "life_without_labor",
    "사형": "death",
}
CUSTODIAL: frozenset[SentenceKind] = frozenset(
    {"prison", "prison_without_labor", "life", "life_without_labor", "death", "detention"}
)
MONETARY: frozenset[SentenceKind] = frozenset({"fine", "minor_fine"})

_B = r"\s{0,4}"
_TERMED = r"(?:유기징역|징역|금고|구류|자격정지)"
_LIMIT = r"(?:\s{0,2}이[상하])?"
_RANGE = (
    rf"(?:장기{_B}(?P<long{{0}}>{TERM}){_LIMIT}{_B}[,·및]?{_B}단기{_B}(?P<short{{0}}>{TERM}){_LIMIT}"
    rf"|단기{_B}(?P<short2{{0}}>{TERM}){_LIMIT}{_B}[,·및]?{_B}장기{_B}(?P<long2{{0}}>{TERM}){_LIMIT})"
)


def _range(tag: str) -> str:
    return _RANGE.replace("{0}", tag)


PENALTY = re.compile(
    rf"(?<![가-힣])(?:(?P<whole>무기징역|무기금고|사형)(?:형)?(?=에|을|를|과|및|으로|로|,|\s|$)"
    rf"|(?P<kind>{_TERMED})(?:형)?{_B}(?:각{_B})?(?:{_range('a')}|(?P<term>{TERM}))"
    rf"|(?P<fine>벌금|과료)(?:형)?{_B}(?:각{_B})?(?P<money>{MONEY}|(?P<hwan>[\d,일이삼사오육칠팔구십백천만]{{1,12}}\s?환))"
    rf"|(?:{_range('b')}|(?P<term2>{TERM}))(?:의){_B}(?P<kind2>{_TERMED})(?:형)?(?=에|을|과|및|으로|,|\s|$)"
    rf"|(?P<money2>{MONEY})의{_B}(?P<fine2>벌금|과료)(?=에|을|과|및|으로|,|\s|$))"
    rf"(?P<tail>{_B}씩)?"
)
"""One penalty; at most two terms, one amount."""


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Penalty:
    """One penalty as stated, with its place. `amount_krw` is None for an amount in another currency (환)."""

    kind: SentenceKind
    start: int
    end: int
    term: Term | None = None
    longest: Term | None = None
    shortest: Term | None = None
    amount_krw: int | None = None
    is_hwan: bool = False


def read_penalty(match: re.Match[str]) -> Penalty:
    """The penalty of one `PENALTY` match."""
    get = match.groupdict()
    word = get["whole"] or get["kind"] or get["kind2"] or get["fine"] or get["fine2"]
    money = get["money"] if not get["hwan"] else None
    money = money or get["money2"]
    longest = get["longa"] or get["long2a"] or get["longb"] or get["long2b"]
    shortest = get["shorta"] or get["short2a"] or get["shortb"] or get["short2b"]
    term = get["term"] or get["term2"]
    return Penalty(
        kind=KINDS[str(word)],
        start=match.start(),
        end=match.end(),
        term=parse_term(term) if term else None,
        longest=parse_term(longest) if longest else None,
        shortest=parse_term(shortest) if shortest else None,
        amount_krw=parse_money(money) if money else None,
        is_hwan=bool(get["hwan"]),
    )


def find_penalties(text: str) -> list[Penalty]:
    """All penalties of a stretch of text, in order; a malformed amount is no penalty."""
    found = []
    for match in PENALTY.finditer(text):
        try:
            found.append(read_penalty(match))
        except ValueError:
            continue
    return found
