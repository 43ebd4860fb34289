"""Stated ranges: by law, recommended, final; never a sentence (made-up texts)."""

from __future__ import annotations

import pytest

from extraction.evidence import Section
from extraction.judgments.guideline import read_ranges
from extraction.judgments.penalties import find_penalties


def read(text: str) -> list[tuple[str, int | None, int | None, str | None, tuple[str, ...]]]:
    found = read_ranges(Section(name="reasons_text", text=text), None)
    for f in found:
        e = f.evidence[0]
        assert text[e.start : e.end] == e.slice
    return [
        (f.value.kind, f.value.low_months, f.value.high_months, f.value.zone, f.value.keys) for f in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 법률상 처단형의 범위: 징역 1년 6월~15년", ("by_law", 18, 180, None, ())),
        ("[처단형의 범위] 징역 5년 ∼ 37년", ("by_law", 60, 444, None, ())),
        ("2. 양형기준에 따른 권고형의 범위: 징역 2년 6개월 ~ 5년", ("recommended", 30, 60, None, ())),
        ("[권고영역 및 권고형의 범위] 기본영역, 징역 10월~2년", ("recommended", 10, 24, "basic", ())),
        ("[권고형의 범위]\n제2유형 > 감경영역(2년 6개월 ~ 5년)", ("recommended", 30, 60, "mitigated", ())),
        ("[권고형의 범위] 가중영역, 징역 2년~4년", ("recommended", 24, 48, "aggravated", ())),
        ("[권고형의 범위] 특별가중영역, 징역 2년~6년", ("recommended", 24, 72, "specially_aggravated", ())),
        ("[권고형의 범위] 특별감경영역, 징역 6월~2년", ("recommended", 6, 24, "specially_mitigated", ())),
        ("다수범죄 처리기준에 따른 권고형의 범위: 징역 10월 이상", ("recommended_final", 10, None, None, ())),
        ("처단형의 범위 징역 7년 6월 이하", ("by_law", None, 90, None, ())),
    ],
)
def test_a_stated_range(
    text: str, expected: tuple[str, int | None, int | None, str | None, tuple[str, ...]]
) -> None:
    assert read(text) == [expected]


def test_each_defendant_has_his_range() -> None:
    text = "양형의 이유\n1. 피고인 1\n[처단형의 범위] 징역 1년 ~ 5년\n2. 피고인 2\n[처단형의 범위] 징역 6월 ~ 3년\n"
    assert [(r[1], r[4]) for r in read(text)] == [(12, ("1",)), (6, ("2",))]


@pytest.mark.parametrize(
    "text",
    [
        "권고형의 범위: 양형기준이 설정되어 있지 아니함",
        "[선고형의 결정] 징역 3년",
        "처단형을 가중한 원심판결은",
    ],
)
def test_no_range(text: str) -> None:
    assert read(text) == []


def test_a_range_is_not_read_as_a_penalty_that_was_imposed() -> None:
    text = "[처단형의 범위] 징역 5년 ∼ 37년"
    assert [p.term.years for p in find_penalties(text) if p.term] == [5]
    assert read(text)[0][1:3] == (60, 444)
