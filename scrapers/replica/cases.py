"""Fictional judgments, each a pure function of (seed, index), with the truth of what it says.

Twenty indices hold fourteen families: most have one judgment, some an appeal, a final appeal, a remand and
the judgment after it. A family's later judgments follow its first in the index.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import intern
from typing import Any

from scrapers.replica.appeal import after_remand, consolidate, second_instance, third_instance
from scrapers.replica.appeal_text import second_order, second_reasons, third_order, third_reasons
from scrapers.replica.draw import Draw
from scrapers.replica.facts import Judgment
from scrapers.replica.family import first_instance
from scrapers.replica.orders import first_instance_order
from scrapers.replica.reasons import ReasonWriter
from scrapers.replica.truth import record
from scrapers.replica.wording import Style, draw_style, heading

_FAMILY_SIZES = (1, 1, 2, 1, 1, 3, 1, 1, 2, 1, 4, 1, 1)  # twenty judgments
_BLOCK = sum(_FAMILY_SIZES)
_FIRST_SERIAL = 600_101
_STEP = 3
DEFAULT_CASES = 480
DEFAULT_SEED = 20_260_101


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One fictional judgment with its truth.

    ``serial`` is its 판례일련번호. ``truth`` is a record in the form of ``contract/judgment.schema.json``
    holding the fields the text settles. ``private_names`` are the names in the text that nothing downstream
    may keep.
    """

    index: int
    serial: int
    family: int
    judgment: Judgment
    case_name: str
    numbers_text: str
    order_lines: tuple[str, ...]
    text: str
    truth: dict[str, Any]
    private_names: tuple[str, ...]


def family_of(index: int) -> tuple[int, int]:
    """The family number and the place in it of that index."""
    block, place = divmod(index, _BLOCK)
    for number, size in enumerate(_FAMILY_SIZES):
        if place < size:
            return block * len(_FAMILY_SIZES) + number, place
        place -= size
    raise AssertionError(index)


def serial_of(seed: int, index: int) -> int:
    """The 판례일련번호 of a case: rising with gaps, no two alike."""
    return _FIRST_SERIAL + _STEP * index + Draw.of(seed, "serial", index).whole(0, _STEP - 1)


def index_of(seed: int, serial: int, n: int) -> int | None:
    """The case that carries that 판례일련번호, if any."""
    index = (serial - _FIRST_SERIAL) // _STEP
    return index if 0 <= index < n and serial_of(seed, index) == serial else None


@lru_cache(maxsize=64)
def family_judgments(seed: int, family: int) -> tuple[Judgment, ...]:
    """All judgments of one family, in order of time."""
    size = _FAMILY_SIZES[family % len(_FAMILY_SIZES)]
    attempt = 0
    while True:
        draw = Draw.of(seed, "family", family, attempt)
        found = _draw_family(draw, size)
        if found is not None:
            return found
        attempt += 1


def _draw_family(draw: Draw, size: int) -> tuple[Judgment, ...] | None:
    first = first_instance(draw)
    appealed_only = size == 1 and draw.chance(0.3)
    if size == 1 and not appealed_only:
        return (first,)
    second = second_instance(draw, first)
    if second is None:
        return None
    if appealed_only:
        if draw.chance(0.15):
            consolidate(draw, second)
        return (second,)
    if size == 2:
        return (first, second)
    remand = size == 4 or draw.chance(0.12)
    third = third_instance(draw, second, remand=remand, part=size == 3)
    if third is None:
        return None
    if size == 3:
        return (first, second, third)
    fourth = after_remand(draw, first, second, third)
    return None if fourth is None else (first, second, third, fourth)


def _numbers_text(draw: Draw, judgment: Judgment) -> str:
    """Case numbers as rows write them: 2023고단1111, 2345(병합)."""
    (year, kind, serial), *rest = judgment.numbers
    parts = [f"{year}{kind}{serial}"]
    short = draw.chance(0.4)
    for other_year, other_kind, other in rest:
        same = short and (other_year, other_kind) == (year, kind)
        parts.append(f"{other}(병합)" if same else f"{other_year}{other_kind}{other}(병합)")
    return ", ".join(parts)


def _case_name(draw: Draw, judgment: Judgment) -> str:
    return draw.pick(("·", "ㆍ", ", ")).join(judgment.title_charges)


def _assemble(writer: ReasonWriter, order: list[str], reasons: list[str]) -> str:
    style = writer.style
    header = writer.header()
    numbered = style.numbered and len(order) > 2 and not style.headed
    body = [f"{n}. {line}" if numbered else line for n, line in enumerate(order, 1)]
    if style.one_line and not numbered:
        body = [" ".join(body)]
    lines = [
        *header,
        heading("주문", style),
        *(f"{style.indent}{line}" for line in body),
        heading("이유", style),
        *reasons,
        writer.judges(),
    ]
    text = "\n".join(lines)
    return _as_linked(text) if style.linked else text


def _as_linked(text: str) -> str:
    """The text as the service breaks it around its links: before numbers of defendants and provisions."""
    head, order, rest = text.partition("【주")
    rest = re.sub(r"피고인 (\d)(?=[에을를은는이가로과와,의 ])", r"피고인 \n \1", rest)
    return head + order + re.sub(r"((?:형법|법률),? )(제\d+조)", r"\1\n \2", rest)


def _reasons(judgment: Judgment, writer: ReasonWriter) -> list[str]:
    if judgment.instance == "2":
        return second_reasons(judgment, writer)
    if judgment.instance == "3":
        return third_reasons(judgment, writer)
    if judgment.transferred_to:
        return writer.transfer()
    convicted = any(each.disposition.startswith("convicted") for each in judgment.people)
    lines = [*writer.facts(), *writer.evidence()] if convicted else []
    lines += writer.statutes()
    lines += writer.filler()
    return [*lines, *writer.sentencing(), *writer.registration(), *writer.acquittal()]


def _order(judgment: Judgment, style: Style) -> list[str]:
    if judgment.instance == "2":
        return second_order(judgment, style)
    if judgment.instance == "3":
        return third_order(judgment, style)
    return first_instance_order(judgment, style)


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseMeta:
    """What a list row needs of a case."""

    family: int
    judgment: Judgment
    case_name: str
    numbers_text: str


def meta_of(seed: int, index: int) -> CaseMeta:
    """The light part of a case, without its text."""
    family, place = family_of(index)
    judgment = family_judgments(seed, family)[place]
    draw = Draw.of(seed, "meta", index)
    return CaseMeta(
        family=family,
        judgment=judgment,
        numbers_text=_numbers_text(draw, judgment),
        case_name=intern(_case_name(draw, judgment)),
    )


def make_case(seed: int, index: int, length: str = "short") -> Case:
    """The case of that index; ``length`` is ``short`` or ``realistic`` (some thousand characters)."""
    meta = meta_of(seed, index)
    judgment, name = meta.judgment, meta.case_name
    draw = Draw.of(seed, "case", index)
    style = draw_style(draw, len(judgment.people))
    if any(each.collection_joint for each in judgment.people):
        # One sum from everybody cannot stand under one person's heading.
        style = replace(style, headed=False, grouped=True)
    writer = ReasonWriter(judgment, style, draw, length)
    order = _order(judgment, style)
    text = _assemble(writer, order, _reasons(judgment, writer))
    return Case(
        index=index,
        serial=serial_of(seed, index),
        family=meta.family,
        judgment=judgment,
        case_name=name,
        numbers_text=meta.numbers_text,
        order_lines=tuple(order),
        text=text,
        truth=record(judgment, name, writer.factors),
        private_names=tuple(dict.fromkeys(writer.names)),
    )


def generate_cases(n: int, seed: int = DEFAULT_SEED, length: str = "short") -> Iterator[Case]:
    """The first ``n`` cases of a seed, made one at a time."""
    for index in range(n):
        yield make_case(seed, index, length)
