"""Court, numbers, date, name and kind from the lines above 주문; every text here is made up."""

from __future__ import annotations

import time
from typing import Any

import pytest

from extraction.judgments import JudgmentText, read_judgment

ONE_LINE = (
    "가상지방법원 2023. 5. 4. 선고 2023고합123, 2023전고5(병합) 판결 【사기, 횡령】\n\n"
    "【피 고 인】 피고인 1 외 1인\n【주    문】\n피고인 1을 징역 1년에, 피고인 2를 벌금 3,000,000원에 각 처한다.\n"
    "【이    유】\n생략"
)
OWN_COPY = (
    "                 가 상 동 부 지 방 법 원\n                       판        결\n\n"
    "사        건      2023고단2252 사기,\n                  2023고단2301(병합) 횡령\n"
    "피   고   인      1. A (90-1), 회사원\n                  2. B (92-2), 무직\n"
    "검        사      갑(기소)\n판 결 선 고      2023. 11. 9.\n\n"
    "                       주        문\n\n피고인들을 각 징역 6월에 처한다.\n"
    "다만, 이 판결 확정일부터 1년간 위 형의 집행을 유예한다.\n\n                       이        유\n\n생략"
)
APPEAL = (
    "가상고등법원\n제1형사부\n판결\n사건 2021노549 사기\n피고인 A\n항소인 검사\n"
    "원심판결 가상지방법원 남부지원 2021. 11. 4. 선고 2021고단33 판결\n판결선고 2022. 5. 12.\n"
    "주문\n검사의 항소를 기각한다.\n이유\n생략"
)
BRACKETS = (
    "【사    건】 2019고정33 모욕\n【피 고 인】 피고인\n【판결선고】 2019. 7. 8.\n"
    "【주 문】\n피고인을 벌금 500,000원에 처한다."
)
FIELDS = ("court", "case_numbers", "decision_date", "case_name", "decision_type", "instance")


def read(text: str, **given: Any) -> dict[str, Any]:
    return read_judgment(JudgmentText(document_id="t", text=text, **given)).as_dict()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ONE_LINE,
            ("가상지방법원", ["2023고합123", "2023전고5"], "2023-05-04", "사기, 횡령", "judgment", "1"),
        ),
        (
            OWN_COPY,
            ("가상동부지방법원", ["2023고단2252", "2023고단2301"], "2023-11-09", "사기", "judgment", "1"),
        ),
        (APPEAL, ("가상고등법원", ["2021노549"], "2022-05-12", "사기", "judgment", "2")),
        (BRACKETS, (None, ["2019고정33"], "2019-07-08", "모욕", "judgment", "1")),
    ],
)
def test_title_is_read_from_the_text(text: str, expected: tuple[Any, ...]) -> None:
    record = read(text)
    assert tuple(record[name] for name in FIELDS) == expected
    said = [e for e in record["evidence"] if e["rule"].startswith("title.")]
    assert {e["path"].split("/")[1] for e in said} >= {
        n for n, v in zip(FIELDS, expected, strict=True) if v and n != "decision_type"
    }
    assert all(text[e["start"] : e["end"]] == e["slice"] for e in record["evidence"])


def test_the_line_of_the_kind_says_a_ruling() -> None:
    text = "가상지방법원\n결        정\n사건 2023고합7 사기\n피고인 A\n주문\n사건을 가상가정법원 소년부에 송치한다.\n이유"
    assert read(text)["decision_type"] == "ruling"
    other = text.replace("송치한다", "보내지 아니한다")
    assert read(other)["decision_type"] == "ruling"
    assert read(other.replace("결        정\n", ""))["decision_type"] == "judgment"


def test_names_under_a_plain_label_split_the_group() -> None:
    record = read(OWN_COPY)
    assert [d["label"] for d in record["defendants"]] == ["피고인 A", "피고인 B"]
    assert [d["sentences"][0]["suspended_months"] for d in record["defendants"]] == [12, 12]


def test_the_judgment_below_is_not_the_title() -> None:
    below = "【원심판결】 다른지방법원 2010. 1. 1. 선고 2009고단1 판결\n【주 문】\n피고인은 무죄."
    record = read(below)
    assert [record[name] for name in FIELDS[:4]] == [None, [], None, None]
    assert record["appealed_from"] == [
        {"court": "다른지방법원", "date": "2010-01-01", "case_number": "2009고단1"}
    ]
    assert read(APPEAL)["appealed_from"] == [
        {"court": "가상지방법원 남부지원", "date": "2021-11-04", "case_number": "2021고단33"}
    ]
    assert read(APPEAL)["appeal"]["appellants"] == ["prosecutor"]


def test_what_the_source_says_stands() -> None:
    record = read(ONE_LINE, court="다른지방법원", case_numbers=("2020고단7",), decision_date="2020-02-02")
    assert [record[n] for n in FIELDS[:3]] == ["다른지방법원", ["2020고단7"], "2020-02-02"]
    assert not [e for e in record["evidence"] if e["rule"].startswith("title.")]
    half = read(ONE_LINE, court="다른지방법원")
    assert (half["court"], half["case_numbers"][0]) == ("다른지방법원", "2023고합123")


@pytest.mark.parametrize(
    "hostile",
    [
        "가 " * 4000 + "법 원",
        "사 건 2023고단1 " + "가" * 5000,
        "2023고합1, " * 3000,
        "피 고 인 " + "1. A\n 2. " * 2000,
    ],
)
def test_a_hostile_header_is_read_at_once(hostile: str) -> None:
    began = time.perf_counter()
    read(hostile + "\n【주 문】\n피고인은 무죄.")
    assert time.perf_counter() - began < 1.0
