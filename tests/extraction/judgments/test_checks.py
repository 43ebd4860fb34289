"""Legal checks: each doubts what no court could order on that day, and is silent on the lawful neighbour."""

from __future__ import annotations

import pytest

from tests.extraction.judgments.test_orders import read


def doubts(order: str, **more: object) -> list[str]:
    """The doubts of the record of one order."""
    return list(read({"id": "x", "order": order, **more})["doubts"])


SUSPENDED = "피고인을 징역 {}에 처한다. 다만 이 판결 확정일부터 {}간 위 형의 집행을 유예한다. {}"
FINE = "피고인을 벌금 {}원에 처한다. 피고인이 위 벌금을 납입하지 아니하는 경우 {}원을 1일로 환산한 기간 노역장에 유치한다."
SEX_LAW = "성폭력범죄의 처벌 등에 관한 특례법 제14조의2 제1항"

UNLAWFUL = {
    "indeterminate_reversed": ("피고인을 징역 장기 1년, 단기 2년에 처한다.", {}, "short end"),
    "indeterminate_too_long": ("피고인을 징역 장기 16년, 단기 7년에 처한다.", {}, "above 15 and 7"),
    "numbers_run_together": ("피고인을 징역 1년에 처한다.", {"case": "2003고단71877419"}, "ran together"),
    "number_without_a_year": ("피고인을 징역 1년에 처한다.", {"case": "3.자"}, "without year"),
    "suspended_life": (
        "피고인을 무기징역에 처한다. 다만 이 판결 확정일부터 3년간 위 형의 집행을 유예한다.",
        {},
        "life",
    ),
    "suspended_four_years": (SUSPENDED.format("4년", "5년", ""), {}, "more than three years"),
    "suspended_half_year": (SUSPENDED.format("4월", "6월", ""), {}, "shorter than one year"),
    "suspended_six_years": (SUSPENDED.format("1년", "6년", ""), {}, "longer than five"),
    "suspended_long_indeterminate": (
        "피고인을 징역 장기 5년, 단기 3년에 처한다. 다만 이 판결 확정일부터 3년간 위 형의 집행을 유예한다.",
        {},
        "indeterminate term of more",
    ),
    "suspended_fine_too_early": (
        "피고인을 벌금 1,000,000원에 처한다. 다만 이 판결 확정일부터 1년간 위 벌금형의 집행을 유예한다.",
        {"date": "2017-12-31"},
        "suspended fine",
    ),
    "suspended_fine_too_high": (
        "피고인을 벌금 6,000,000원에 처한다. 다만 이 판결 확정일부터 1년간 위 벌금형의 집행을 유예한다.",
        {},
        "suspended fine",
    ),
    "supervision_outlasts": (
        SUSPENDED.format("1년", "2년", "피고인에게 3년간 보호관찰을 받을 것을 명한다."),
        {},
        "longer than the suspension",
    ),
    "deferred_supervision_two_years": (
        "피고인에 대한 형의 선고를 유예한다. 피고인에게 2년간 보호관찰을 받을 것을 명한다.",
        {},
        "deferral",
    ),
    "after_prison_ten_years": (
        "피고인을 징역 5년에 처한다. 피보호관찰명령청구자에게 형 집행 종료일부터 10년간 보호관찰을 받을 것을 명한다.",
        {},
        "two to five",
    ),
    "after_prison_too_early": (
        "피고인을 징역 5년에 처한다. 피보호관찰명령청구자에게 형 집행 종료일부터 3년간 보호관찰을 받을 것을 명한다.",
        {"date": "2012-01-01"},
        "before 2013-06-19",
    ),
    "term_above_old_cap": ("피고인을 징역 30년에 처한다.", {"date": "2009-01-01"}, "cap"),
    "term_above_cap": ("피고인을 징역 51년에 처한다.", {}, "cap"),
    "detention_of_a_month": ("피고인을 구류 30일에 처한다.", {}, "thirty days"),
    "fine_of_nothing": ("피고인을 벌금 500원에 처한다.", {}, "below 1,000"),
    "programme_too_long": (
        SUSPENDED.format("1년", "2년", "피고인에게 600시간의 성폭력 치료강의 수강을 명한다."),
        {},
        "programme",
    ),
    "stalking_programme_too_long": (
        SUSPENDED.format("1년", "2년", "피고인에게 300시간의 스토킹 재범예방 강의 수강을 명한다."),
        {},
        "programme",
    ),
    "service_too_long": (
        SUSPENDED.format("1년", "2년", "피고인에게 600시간의 사회봉사를 명한다."),
        {},
        "service",
    ),
    "workhouse_of_a_company": (
        "피고인 주식회사를 벌금 1,000,000원에 처한다. 피고인 주식회사가 위 벌금을 납입하지 아니하는 경우 "
        "100,000원을 1일로 환산한 기간 노역장에 유치한다.",
        {},
        "company",
    ),
    "workhouse_four_years": (FINE.format("100,000,000", "50,000"), {}, "three years"),
    "workhouse_below_floor": (FINE.format("600,000,000", "2,000,000"), {}, "floor"),
    "device_too_early": (
        "피고인을 징역 5년에 처한다. 피고인에게 5년간 전자장치의 부착을 명한다.",
        {"date": "2008-01-01"},
        "before 2008-09-01",
    ),
    "device_without_supervision": (
        SUSPENDED.format("1년", "2년", "피고인에게 2년간 위치추적 전자장치의 부착을 명한다."),
        {},
        "without supervision",
    ),
    "device_for_images": (
        "피고인을 징역 2년에 처한다. 피고인에게 5년간 전자장치의 부착을 명한다.",
        {"law": f"1. 범죄사실에 대한 해당법조\n{SEX_LAW}"},
        "image offence",
    ),
    "disclosure_of_a_juvenile": (
        "피고인을 징역 장기 2년, 단기 1년에 처한다. 피고인에 대한 정보를 3년간 정보통신망을 이용하여 공개하고, 고지한다.",
        {},
        "juvenile",
    ),
    "disclosure_too_early": (
        "피고인을 징역 2년에 처한다. 피고인에 대한 정보를 3년간 정보통신망을 이용하여 공개한다.",
        {"date": "2009-01-01"},
        "disclosure before",
    ),
    "notification_too_early": (
        "피고인을 징역 2년에 처한다. 피고인에 대한 정보를 3년간 고지한다.",
        {"date": "2010-06-01"},
        "notification before",
    ),
    "ban_too_long": (
        "피고인을 징역 2년에 처한다. 피고인에게 아동·청소년 관련기관등에 15년간 취업제한을 명한다.",
        {},
        "ten years",
    ),
    "ban_too_early": (
        "피고인을 징역 2년에 처한다. 피고인에게 아동·청소년 관련기관등에 5년간 취업제한을 명한다.",
        {"date": "2018-07-16"},
        "before 2018-07-17",
    ),
    "prison_after_summary_order": ("피고인을 징역 2월에 처한다.", {"case": "2020고정5"}, "summary order"),
    "life_from_a_single_judge": ("피고인을 무기징역에 처한다.", {"case": "2020고단5"}, "single judge"),
    "indeterminate_against_an_adult": (
        "피고인을 징역 장기 2년, 단기 1년에 처한다.",
        {"reasons": "피고인은 1990. 1. 1.생이다."},
        "against an adult",
    ),
    "life_for_a_child": (
        "피고인을 무기징역에 처한다.",
        {"reasons": "피고인은 이 사건 범행 당시 만 16세였다."},
        "under eighteen",
    ),
    "two_terms": ("피고인을 징역 1년 및 징역 6월에 처한다.", {}, "without their counts"),
    "filed_after_decision": ("피고인은 무죄.", {"case": "2021고합1", "date": "2019-01-01"}, "filed after"),
}
LAWFUL = {
    "twelve_and_seven": ("피고인을 징역 장기 12년, 단기 7년에 처한다.", {}),
    "two_terms_above_three_years_together": (
        "피고인을 판시 제1죄에 대하여 징역 3년에, 판시 제2죄에 대하여 징역 2년에 각 처한다. "
        "다만 이 판결 확정일부터 5년간 위 각 형의 집행을 유예한다.",
        {},
    ),
    "suspended_fine": (
        "피고인을 벌금 5,000,000원에 처한다. 다만 이 판결 확정일부터 1년간 위 벌금형의 집행을 유예한다.",
        {"date": "2018-01-07"},
    ),
    "supervision_as_long": (
        SUSPENDED.format("1년", "2년", "피고인에게 2년간 보호관찰을 받을 것을 명한다."),
        {},
    ),
    "thirty_years": ("피고인을 징역 30년에 처한다.", {"date": "2010-10-16"}),
    "workhouse_three_years": (FINE.format("109,500,000", "100,000"), {}),
    "workhouse_at_floor": (FINE.format("600,000,000", "1,200,000"), {}),
    "device_with_supervision": (
        SUSPENDED.format(
            "1년",
            "2년",
            "피고인에게 보호관찰을 받을 것을 명한다. 피고인에게 2년간 위치추적 전자장치의 부착을 명한다.",
        ),
        {},
    ),
    "prison_joined_with_summary": ("피고인을 징역 2월에 처한다.", {"case": "2020고정5, 2020고단7(병합)"}),
    "old_summary_prison": ("피고인을 징역 2월에 처한다.", {"case": "2010고정5"}),
    "five_digits": ("피고인을 징역 2월에 처한다.", {"case": "2019고단10234"}),
    "ban_from_the_day": (
        "피고인을 징역 2년에 처한다. 피고인에게 아동·청소년 관련기관등에 10년간 취업제한을 명한다.",
        {"date": "2018-07-17"},
    ),
}


@pytest.mark.parametrize("name", UNLAWFUL)
def test_what_no_court_could_order_is_doubted(name: str) -> None:
    order, more, word = UNLAWFUL[name]
    assert any(word in doubt for doubt in doubts(order, **more))


@pytest.mark.parametrize("name", LAWFUL)
def test_the_lawful_neighbour_is_not_doubted(name: str) -> None:
    order, more = LAWFUL[name]
    assert doubts(order, **more) == []
