"""Sentences quoted from the judgment below: never this judgment's, never a former conviction (made-up texts)."""

from __future__ import annotations

import pytest

from extraction.evidence import Section
from extraction.judgments.quoted import Quoted, read_prior_sentences


def read(text: str, instance: str = "2") -> list[Quoted]:
    found = read_prior_sentences(Section(name="reasons_text", text=text), None, instance)
    for f in found:
        assert text[f.evidence[0].start : f.evidence[0].end] == f.evidence[0].slice
    return [f.value for f in found]


@pytest.mark.parametrize(
    "text",
    [
        "원심이 피고인에게 선고한 형(징역 1년에 집행유예 2년)은 너무 무거워서 부당하다.",
        "양형부당: 원심의 형(징역 1년, 집행유예 2년, 보호관찰)은 너무 가볍다.",
        "원심이 피고인에게 선고한 징역 1년에 집행유예 2년의 형은 적정하다.",
        "제1심은 피고인에게 징역 1년에 2년간 집행유예를 선고하였다.",
        "피고인에게 징역 1년에 집행유예 2년을 선고한 원심의 양형은 너무 무겁다.",
    ],
)
def test_one_sentence_in_many_words(text: str) -> None:
    (quoted,) = read(text)
    s = quoted.sentence
    assert (s.kind, s.months, s.suspended_months) == ("prison", 12, 24)


def test_each_person_and_each_penalty() -> None:
    text = "원심의 형(피고인 1: 징역 8월 및 벌금 300만 원, 피고인 2: 벌금 100만 원)은 무겁다."
    found = [(q.keys, q.sentence.kind, q.sentence.months, q.sentence.amount_krw) for q in read(text)]
    assert found == [
        (("1",), "prison", 8, None),
        (("1",), "fine", None, 3_000_000),
        (("2",), "fine", None, 1_000_000),
    ]


def test_indeterminate_terms_and_hours() -> None:
    (quoted,) = read("원심이 선고한 형(징역 장기 2년, 단기 1년 6월)은 무겁다.")
    assert (quoted.sentence.months_max, quoted.sentence.months_min, quoted.sentence.months) == (24, 18, None)
    (quoted,) = read("원심의 형(징역 10월, 집행유예 2년, 사회봉사 80시간, 수강명령 40시간)은 가볍다.")
    s = quoted.sentence
    assert (s.community_service_hours, s.attendance_order_hours, s.lecture_hours) == (80, 40, 40)


def test_deferred_and_suspended_fines_and_terms_before_their_kind() -> None:
    (quoted,) = read("원심의 형(선고유예)은 무겁다.")
    assert (quoted.sentence.kind, quoted.sentence.imposition_suspended) == ("unspecified", True)
    (quoted,) = read("원심의 형(벌금 50만 원의 선고유예)은 무겁다.")
    assert (quoted.sentence.amount_krw, quoted.sentence.imposition_suspended) == (500_000, True)
    (quoted,) = read("원심이 선고한 형(벌금 70만 원, 집행유예 2년)은 무겁다.")
    assert (quoted.sentence.amount_krw, quoted.sentence.suspended_months) == (700_000, 24)
    (quoted,) = read("원심이 선고한 형(장기 1년 8개월, 단기 1년 4개월의 징역)은 무겁다.")
    assert (quoted.sentence.months_max, quoted.sentence.months_min) == (20, 16)


@pytest.mark.parametrize(
    "text",
    [
        "피고인은 2019. 3. 4. 가상지방법원에서 절도죄로 징역 1년을 선고받아 그 판결이 확정되었다.",
        "검사는 원심에서 징역 5년을 구형하였다.",
        "원심판결 선고 전의 구금일수 30일을 위 징역 1년의 형에 산입한다.",
        "그러므로 원심판결을 파기하고 피고인을 징역 1년에 처한다.",
        "원심은 검사가 벌금 500만 원을 구형한 것을 보고 정한 바가 없다.",
        "원심의 형(징역 1년 이상 3년 이하)은",
        "법률에 비추어 피고인을 징역 2년에 처하고 원심판결 선고 전의 구금일수를",
        "원심이 선고한 형기의 범위 내에서 형을 정하기로 하여 피고인을 징역 2년에 처하고",
        "원심은 무기징역형을 선택한 다음 감경을 하였다.",
        "원심이 적용한 법정형은 징역 1년 이상이므로",
    ],
)
def test_what_is_no_quoted_sentence(text: str) -> None:
    assert read(text) == []


def test_the_same_sentence_quoted_twice_is_one() -> None:
    text = "원심의 형(징역 1년)은 무겁다. 그러나 원심이 피고인에게 선고한 징역 1년의 형은 적정하다."
    assert len(read(text)) == 1


def test_no_quotation_outside_appeals_and_only_the_court_below_in_the_third_instance() -> None:
    text = "제1심은 피고인에게 징역 1년을 선고하였다. 원심은 피고인에게 징역 8월을 선고하였다."
    assert read(text, "1") == []
    assert [q.sentence.months for q in read(text, "3")] == [8]
    assert read("원심은 피고인에게 징역 3년을 선고한 1심판결을 파기하였다.", "3") == []
    assert len(read("원심은 피고인에게 징역 3년을 선고한 1심판결을 유지하였다.", "3")) == 1
