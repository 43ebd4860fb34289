"""How numbers, terms, money, dates and people are written in a judgment: many ways, one drawn a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from zlib import crc32

from scrapers.replica.draw import Draw

_NO_FINAL_DIGIT = "2459"  # digits read with no final consonant: 이, 사, 오, 구


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A term as stated: years, months, days."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def total(self) -> int:
        """Whole months."""
        return self.years * 12 + self.months


def term_of(months: int) -> Term:
    """Whole months as years and months."""
    return Term(years=months // 12, months=months % 12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """The habits of one (fictional) clerk, kept through one judgment."""

    month: str
    term_gap: str
    money: str
    but: str
    final: str
    to: str  # 에게 or 에 대하여
    heading_gap: str
    indent: str
    numbered: bool
    grouped: bool  # several defendants in one sentence, or sentence by sentence
    headed: bool  # [피고인 1] above each one's orders
    one_line: bool  # the whole order as one paragraph
    linked: bool  # line breaks where the service links names and provisions
    merged: bool  # supervision, service and lectures in one sentence
    list_short: bool  # 피고인 1, 2 instead of 피고인 1, 피고인 2
    that_person: bool  # 위 피고인을 in the workhouse sentence
    variant: int

    def turn(self, place: str, n: int) -> int:
        """Which of ``n`` wordings this clerk uses at that place; other places turn otherwise."""
        mixed = (crc32(place.encode()) ^ self.variant) * 2_654_435_761 % 2**32
        return (mixed >> 11) % n


def draw_style(draw: Draw, n_people: int) -> Style:
    """One clerk's habits."""
    headed = n_people > 1 and draw.chance(0.18)
    return Style(
        month=draw.weighted((("월", 5), ("개월", 5))),
        term_gap=draw.weighted(((" ", 9), ("", 1))),
        money=draw.weighted((("comma", 4), ("man", 5), ("man_tight", 1), ("gold", 0.4), ("read", 0.3))),
        but=draw.weighted((("다만, ", 4), ("다만 ", 4), ("단, ", 1))),
        final=draw.weighted(
            (
                ("이 판결 확정일부터", 5),
                ("이 판결 확정일로부터", 4),
                ("이 판결확정일로부터", 1),
                ("이 판결이 확정된 날부터", 0.7),
            )
        ),
        to=draw.weighted((("에게", 6), ("에 대하여", 4))),
        heading_gap=draw.weighted(((" ", 6), ("", 3), ("    ", 1))),
        indent=draw.weighted((("", 4), (" ", 2), ("  ", 3))),
        numbered=draw.chance(0.12),
        grouped=not headed and draw.chance(0.75),
        headed=headed,
        one_line=not headed and draw.chance(0.07),
        linked=draw.chance(0.05),
        merged=draw.chance(0.6),
        list_short=draw.chance(0.35),
        that_person=draw.chance(0.3),
        variant=draw.whole(1, 2**31),
    )


def term(value: Term, style: Style) -> str:
    """1년 6월, 1년 6개월, 1년6월."""
    parts = []
    if value.years:
        parts.append(f"{value.years}년")
    if value.months:
        parts.append(f"{value.months}{style.month}")
    if value.days:
        parts.append(f"{value.days}일")
    return style.term_gap.join(parts)


def indeterminate(kind: str, long: Term, short: Term, style: Style) -> str:
    """징역 장기 2년, 단기 1년 in one of its orders."""
    high, low = term(long, style), term(short, style)
    shapes = (
        f"{kind} 장기 {high}, 단기 {low}",
        f"{kind} 장기 {high} 단기 {low}",
        f"{kind} 단기 {low}, 장기 {high}",
        f"장기 {high}, 단기 {low}의 {kind}",
    )
    return shapes[style.turn("indeterminate", len(shapes))]


def span_of_time(months: int, style: Style) -> str:
    """A period in years where it is whole: 3년, 1년 6개월, 6개월."""
    if months % 12 == 0:
        return f"{months // 12}년"
    if months > 12:
        return f"{months // 12}년 {months % 12}개월"
    return f"{months}개월"


_DIGITS = "영일이삼사오육칠팔구"


def _read(number: int) -> str:
    parts = []
    for unit, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = number // unit % 10
        if digit:
            parts.append(("" if digit == 1 and unit > 1 else _DIGITS[digit]) + name)
    return "".join(parts)


def in_man(won: int, gap: str = " ") -> str:
    """1억 2,000만 원; the plain digits when there is a rest below ten thousand."""
    if won % 10_000:
        return f"{won:,}원"
    eok, man = divmod(won // 10_000, 10_000)
    parts = ([f"{eok}억"] if eok else []) + ([f"{man:,}만"] if man else [])
    return " ".join(parts) + f"{gap}원"


def money(won: int, style: Style) -> str:
    """An amount in the clerk's way: 5,000,000원, 500만 원, 500만원, 금 5,000,000원, 500만(오백만) 원."""
    if style.money == "comma":
        return f"{won:,}원"
    if style.money == "gold":
        return f"금 {won:,}원"
    if style.money == "man_tight":
        return in_man(won, "")
    if style.money == "read" and won % 10_000 == 0 and won < 100_000_000:
        return f"{won:,}({_read(won // 10_000)}만)원"
    return in_man(won)


def has_final(word: str) -> bool:
    """Whether the word ends in a final consonant, digits read aloud."""
    last = word[-1]
    if last.isdigit():
        return last not in _NO_FINAL_DIGIT
    if "가" <= last <= "힣":
        return (ord(last) - 0xAC00) % 28 != 0
    return last in "LMNR"


def eul(word: str) -> str:
    """The word with 을 or 를."""
    return word + ("을" if has_final(word) else "를")


def eun(word: str) -> str:
    """The word with 은 or 는."""
    return word + ("은" if has_final(word) else "는")


def i_ga(word: str) -> str:
    """The word with 이 or 가."""
    return word + ("이" if has_final(word) else "가")


def gwa(word: str) -> str:
    """The word with 과 or 와."""
    return word + ("과" if has_final(word) else "와")


def ro(word: str) -> str:
    """The word with 으로 or 로."""
    last = word[-1]
    rieul = last in "178" or ("가" <= last <= "힣" and (ord(last) - 0xAC00) % 28 == 8)
    return word + ("으로" if has_final(word) and not rieul else "로")


def dotted(day: date) -> str:
    """2024. 5. 3."""
    return f"{day.year}. {day.month}. {day.day}."


def _is_run(numbers: Sequence[int]) -> bool:
    return len(numbers) >= 3 and all(b - a == 1 for a, b in pairwise(numbers))


def people(labels: Sequence[str], style: Style) -> str:
    """Several defendants named together: 피고인 1, 2, 피고인 1 내지 3, or each in full."""
    if len(labels) == 1:
        return labels[0]
    plain = [label for label in labels if label[4:].isdigit()]
    if style.list_short and len(plain) == len(labels):
        numbers = [int(label[4:]) for label in labels]
        if _is_run(numbers) and style.turn("people", 2):
            return f"피고인 {numbers[0]} 내지 {numbers[-1]}"
        return "피고인 " + ", ".join(map(str, numbers))
    return ", ".join(labels)


def heading(name: str, style: Style) -> str:
    """【주 문】 with the clerk's spacing; two-letter names are spaced, longer ones only sometimes."""
    if len(name) <= 3 and style.heading_gap:
        name = style.heading_gap.join(name)
    return f"【{name}】"
