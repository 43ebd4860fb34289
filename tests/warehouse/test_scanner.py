"""The scanner finds each kind of planted personal data, and leaves law and statistics alone.

All numbers and names are made up; resident numbers are computed here for dates that no person can have.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.catalog import create_schema
from warehouse.scanner import (
    _RULES,
    find_personal_data,
    prefilter,
    resident_checksum,
    scan_folder,
    scan_tables,
)


def resident_number(stem: str) -> str:
    """Twelve digits completed by the check digit."""
    return next(stem + digit for digit in "0123456789" if resident_checksum(stem + digit))


PLAIN = resident_number("990101" + "123456")

FOUND = {
    "resident_number": ["주민번호 990101-1234567 을", f"번호 {PLAIN} 확인", "(850230-1…), 850228-2345678"],
    "masked_resident_number": ["990101-1****** 의", "900101-*******"],
    "phone": ["010-1234-5678로", "01012345678", "전화 02-123-4567", "+82 10-1234-5678", "032)123-4567"],
    "email": ["보낸 곳 gildong.hong@example.com", "a@b.co.kr"],
    "handle": ["텔레그램 @gildong_99 에서", "https://t.me/abcdef", "open.kakao.com/o/abcd"],
    "account_name": ["닉네임 ‘길동이’로", "아이디 (gildong)", '대화명: "박사님"'],
    "address": [
        "서울 가상구 모의로 12",
        "가상시 모의동 123-4",
        "가상군 모의면 상상리 산 5",
        "가상시 모의로12번길 3",
    ],
    "dwelling": ["가상아파트 101동 1203호"],
    "school": ["가상초등학교 앞", "모의여자고등학교", "상상대학교 학생", "가상중학교에 다니는"],
    "school_class": ["가상고 2학년", "모의중 3학년 2반"],
    "official_name": ["검사 홍길동(기소)", "판사 김가상", "변호사 박모의, 이상상", "재판장 최가나는"],
    "party_name": [
        "피고인 홍길동을 징역 1년에 처한다",
        "공소외 김가상에게",
        "피해자 박모의(가명)",
        "증인 최상상의 진술",
    ],
    "official_signature": ["판사      홍   길   동", "재판장 김 가 상 \n"],
}

NOT_FOUND = [
    "피고인을 징역 1년 6월에 처한다. 다만 이 판결 확정일부터 3년간 위 형의 집행을 유예한다.",
    "성폭력범죄의 처벌 등에 관한 특례법 제14조의2 제1항, 형법 제62조 제1항",
    "2020년 6월 25일부터 2024년 6월 30일까지 87명 가운데 34명(39.1%)",
    "2024고합123, 2024노4567, 2023도16830 판결",
    "추징금 1,234,567,890원, 노역장 1일 100,000원",
    "검사 구형량보다 낮은 형, 판사 전원이, 변호사 선임료를",
    "검사와 피고인 쌍방이 항소하였다. 변호인의 주장",
    "피고인 소유의 차량을 몰수한다. 피고인 변호인은 피고인 전원에 대하여 피고인 A를 피고인 1을",
    "원심판결 중 피고인들에 대한 부분, 피고인 주식회사 가상을 벌금 1,000만 원에 처한다",
    "피해자 공소외 1에게 환부한다. 배상신청인 B의 신청을 각하한다",
    "전국 초등학교와 중학교, 고등학교에서 일어난 일",
    "중학교와 고등학교, 여자고등학교",
    "20200625 20240630 sha256 3f1a99010112345679aa",
    "0.990101123456 12345678901234567890",
    "r01012345678abcdef c9901011234567fff k016-123-4567-89",
    "@misc{jumun-age, title = {x}}",
    "@media (max-width: 390px) { a { color: red } } @font-face @page marked { @bottom-center { color: red } }",
    '{"@context": "https://schema.org", "@type": "Dataset"}',
    "아동·청소년 관련기관등과 장애인관련기관에 각 5년간 취업제한을 명한다.",
    "수원시 통계 2024년 12건, 서울시 자료로 3명을",
    "1999-01-01 2024-12-31T00:00:00",
    "a suspended sentence (집행유예) of 34 of 87 defendants (39.1 %)",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_planted_personal_data_is_found(kind: str, text: str) -> None:
    assert kind in {finding.kind for finding in find_personal_data(text)}


def test_every_kind_has_a_planted_case() -> None:
    assert set(FOUND) == set(_RULES)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_law_numbers_and_general_words_are_left_alone(text: str) -> None:
    assert find_personal_data(text) == []


def test_thirteen_digits_need_date_and_check_digit() -> None:
    wrong = PLAIN[:-1] + str((int(PLAIN[-1]) + 1) % 10)
    assert find_personal_data(PLAIN)
    assert not find_personal_data(wrong)
    assert not find_personal_data("991332" + PLAIN[6:])


@pytest.mark.parametrize("text", [text for texts in FOUND.values() for text in texts])
def test_the_sieve_of_the_database_lets_nothing_slip(text: str) -> None:
    con = duckdb.connect()
    assert con.execute("SELECT regexp_matches(?, ?)", [text, prefilter()]).fetchall() == [(True,)]


@given(st.integers(min_value=0, max_value=16**16 - 1), st.sampled_from("rkc"))
def test_ids_of_ours_are_never_taken_for_numbers_of_people(number: int, letter: str) -> None:
    assert find_personal_data(f"{letter}{number:016x}") == []


@settings(max_examples=40, deadline=None)  # the sieve is compiled anew for each text
@given(st.text(alphabet="가나동로구시 검사판홍길0123456789-@.ab학년고중", max_size=40))
def test_what_is_found_passes_the_sieve(text: str) -> None:
    if find_personal_data(text):
        con = duckdb.connect()
        assert con.execute("SELECT regexp_matches(?, ?)", [text, prefilter()]).fetchall() == [(True,)]


def test_tables_and_folders_are_scanned_and_words_never_repeated(tmp_path: Path) -> None:
    con = duckdb.connect()
    create_schema(con)
    con.execute("INSERT INTO out_labels SELECT 'd', 'v', '검사 홍길동', 'x', 0").fetchall()
    findings = list(scan_tables(con, ["out_labels"]))
    assert [(finding.kind, finding.where) for finding in findings] == [
        ("official_name", "out_labels.label_ko")
    ]
    assert "홍길동" not in repr(findings)
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "a.js").write_text("a@b.com", encoding="utf-8")
    (tmp_path / "index.html").write_text("contact@example.org 010-1234-5678", encoding="utf-8")
    found = scan_folder(tmp_path, allowed=frozenset({"contact@example.org"}))
    assert [finding.kind for finding in found] == ["phone"]
