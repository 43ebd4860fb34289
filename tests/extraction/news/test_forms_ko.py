"""Closed classes of Korean court news: one statement in every form reads the same, whichever form it takes."""

import pytest

from extraction.news import ArticleText, read_article
from extraction.news.article import CaseReport

TITLES = [
    "씨",
    "군",
    "양",
    "이병",
    "상병",
    "하사",
    "중사",
    "원사",
    "대위",
    "소령",
    "중령",
    "순경",
    "경장",
    "경위",
    "경감",
    "교수",
    "교사",
    "교장",
    "강사",
    "의사",
    "목사",
    "신부",
    "스님",
    "감독",
    "코치",
    "선수",
    "의원",
    "시장",
    "군수",
    "지사",
    "장관",
    "비서관",
    "대표",
    "회장",
    "이사장",
    "사장",
    "원장",
    "조합장",
    "사무국장",
    "팀장",
    "소방관",
    "경찰관",
    "검사",
    "판사",
    "변호사",
]
SUSPENDED = (
    "징역 1년에 집행유예 2년을 선고했다",
    "징역 1년, 집행유예 2년을 선고했다",
    "징역 1년(집행유예 2년)을 선고했다",
    "징역 1년을 선고하고 그 집행을 2년간 유예했다",
    "징역 1년을 선고하면서 형의 집행을 2년간 유예했다",
    "징역 1년의 집행을 2년간 유예했다",
    "징역 1년에 대한 집행을 2년간 유예했다",
    "징역 1년을 선고했으나 형의 집행을 2년 동안 유예했다",
    "징역 1년에 집유 2년을 선고했다",
    "징역 1년에 처하되 이 판결 확정일부터 2년간 그 형의 집행을 유예했다",
)
DEMANDED = (
    "징역 5년을 구형했다",
    "징역 5년의 구형 의견을 냈다",
    "징역 5년을 재판부에 요구했다",
    "징역 5년의 선고를 구했다",
    "징역 5년을 선고해달라고 요청했다",
    "징역 5년을 선고해 줄 것을 재판부에 구했다",
    "징역 5년에 처해달라고 재판부에 요청했다",
    "징역 5년을 선고해야 한다고 주장했다",
)
RECORDS = (
    "징역 1년을 선고받은 전력이 있는",
    "징역 1년을 선고받고 복역한 뒤 출소한",
    "징역 1년에 집행유예 2년을 선고받아 유예기간 중이던",
    "징역 1년을 살고 나온",
    "누범기간 중이던",
    "징역 1년형을 마치고 출소한",
    "징역 1년을 선고받아 복역을 마친",
    "징역 1년을 선고받고 가석방된",
    "집행유예 기간에 있던",
)
BELOW = (
    "징역 3년을 선고한 1심을 깨고 징역 2년을 선고했다",
    "1심의 징역 3년보다 가벼운 징역 2년을 선고했다",
    "1심(징역 3년)보다 가벼운 징역 2년을 선고했다",
    "1심 징역 3년에서 징역 2년으로 감형했다",
    "1심 형량인 징역 3년보다 1년 낮은 징역 2년을 선고했다",
    "1심보다 1년 감형된 징역 2년을 선고했다",
    "1심 판결(징역 3년)을 깨고 징역 2년을 선고했다",
    "징역 3년이던 1심 판결을 깨고 징역 2년을 선고했다",
)
DEEDS = (
    "20대 여성을 스토킹한",
    "여고생 B(17)양을 성폭행한",
    "B양(14)에게 신체 사진을 전송받은",
    "40대 여성에게 마약을 먹인",
    "11살 의붓아들을 학대해 숨지게 한",
    "B양(16) 등 미성년자 3명을 유인한",
    "10대 청소년 5명에게 마약을 판매한",
    "피해자 B(30)씨에게 흉기를 휘두른",
    "여중생 3명을 성추행한",
)
GROUPS = {
    "A씨 등 3명": 3,
    "A씨와 B씨": 2,
    "운영자 A씨와 직원 5명": 6,
    "A씨 외 4명": 5,
    "A씨와 그의 아내": 2,
    "50대 남성과 40대 여성": 2,
    "한국인 2명과 중국인 1명": 3,
    "김씨와 이씨": 2,
    "A(34), B(30), C(28)씨": 3,
    "A씨를 비롯한 5명": 5,
}


def read(text: str) -> CaseReport:
    reports = read_article(
        ArticleText(document_id="form", url="", title="", body=text, published_at="2024-09-08")
    ).case_reports
    assert len(reports) == 1, text
    return reports[0]


def terms(report: CaseReport, role: str) -> list[tuple[int | None, int | None]]:
    return [(item.months, item.suspended_months) for item in getattr(report, role)]


@pytest.mark.parametrize("title", TITLES)
def test_a_person_with_any_title_is_one_defendant(title: str) -> None:
    assert read(f"수원지법은 준강간 혐의로 기소된 A {title}에게 징역 3년을 선고했다.").n_defendants == 1


def test_a_judge_or_prosecutor_who_acts_is_nobody_accused() -> None:
    told = read("수원지법 A 판사는 준강간 혐의로 기소된 B씨에게 징역 3년을 선고했다.")
    assert told.n_defendants == 1
    assert read("수원지검 A 검사는 준강간 혐의로 기소된 B씨에게 징역 3년을 구형했다.").n_defendants == 1


@pytest.mark.parametrize("words", SUSPENDED)
def test_a_suspension_is_of_its_term(words: str) -> None:
    assert terms(read(f"수원지법은 준강간 혐의로 기소된 A씨에게 {words}."), "imposed") == [(12, 24)]


@pytest.mark.parametrize("words", DEMANDED)
def test_what_is_asked_for_is_not_imposed(words: str) -> None:
    report = read(f"검찰은 A씨에게 {words}. 수원지법은 A씨에게 징역 3년을 선고했다.")
    assert (terms(report, "demanded"), terms(report, "imposed")) == ([(60, None)], [(36, None)])


@pytest.mark.parametrize("words", RECORDS)
def test_a_record_ends_at_the_person_whom_it_describes(words: str) -> None:
    report = read(f"수원지법은 2019년 같은 혐의로 {words} A(34)씨에게 징역 3년을 선고했다.")
    assert terms(report, "imposed") == [(36, None)]


@pytest.mark.parametrize("words", BELOW)
def test_the_first_instance_does_not_speak_beside_a_higher_court(words: str) -> None:
    report = read(f"대전고법은 준강간 혐의로 기소된 A(34)씨에게 {words}.")
    assert (report.stage, terms(report, "imposed")) == ("appeal", [(24, None)])
    assert terms(report, "quoted_lower") == [(36, None)]


@pytest.mark.parametrize("deed", DEEDS)
def test_people_of_a_deed_are_not_accused(deed: str) -> None:
    for text in (
        f"경찰은 {deed} 30대 남성을 붙잡아 조사하고 있다.",
        f"경찰은 {deed} 혐의로 A(34)씨를 구속했다고 5일 밝혔다.",
    ):
        report = read(text)
        assert report.n_defendants == 1
        assert report.age is not None
        assert report.age.low in (30, 34)


@pytest.mark.parametrize(("group", "n"), GROUPS.items())
def test_people_joined_are_counted_together(group: str, n: int) -> None:
    assert read(f"수원지법은 사기 혐의로 기소된 {group}에게 각각 징역 3년을 선고했다.").n_defendants == n


@pytest.mark.parametrize(
    "body",
    [
        "재판부는 A씨에게 징역 3개월 반성문 제출 등을 고려해 선고했다.",
        "Of 87.5 cases, 12 of 9.5 suspects were arrested, police said.",
        "87.5건 중 12건이 전체 9.5건의 20.0%였다고 경찰이 밝혔다.",
    ],
)
def test_numbers_that_make_no_sense_are_read_without_an_error(body: str) -> None:
    record = read_article(
        ArticleText(document_id="x", url="", title="", body=body, published_at="2024-09-08")
    )
    assert all(body[e.evidence.start : e.evidence.end] == e.evidence.slice for e in record.evidence)
