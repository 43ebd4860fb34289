"""The parts of the reader on their own: header, sections, appeals, evidence, nulls, version."""

from __future__ import annotations

from typing import Any

import pytest

from extraction.evidence import Section
from extraction.judgments import RULE_SET, JudgmentText, read_judgment
from extraction.judgments.appeals import find_ground
from extraction.judgments.header import (
    decision_type_of,
    instance_of,
    official_court,
    proceeding_of,
    read_appealed_from,
    read_case_numbers,
    read_date,
)
from extraction.judgments.sections import split_sections

WHOLE = """【피 고 인】 피고인
【항 소 인】 쌍방
【원심판결】 가상지법 나래지원 2019. 3. 4. 선고 2018고단77 판결

【주    문】
원심판결을 파기한다.
피고인을 징역 8월에 처한다.

【이    유】
{reasons}
【법령의 적용】
1. 범죄사실에 대한 해당법조
[피고인]
형법 제347조 제1항
【양형의 이유】
[유형의 결정] 사기
피고인은 초범이다.
【무죄 부분】
없음
"""


def record(text: str, **more: Any) -> dict[str, Any]:
    """The record of a whole text."""
    numbers = more.pop("case_numbers", ("2019노10",))
    return read_judgment(
        JudgmentText(document_id="w", text=text, case_numbers=numbers, decision_date="2019-09-09", **more)
    ).as_dict()


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("2003고합580, 585, 609", ["2003고합580", "2003고합585", "2003고합609"]),
        ("2011노1486,2011전노188", ["2011노1486", "2011전노188"]),
        ("2003고단908, 3033(병합)", ["2003고단908", "2003고단3033"]),
        ("2005고합564-1, 633", ["2005고합564-1", "2005고합633"]),
        ("2003고단87262004고단458", ["2003고단8726", "2004고단458"]),
        ("4288형상46", ["4288형상46"]),
        ("86고단5642", ["86고단5642"]),
        ("", []),
    ],
)
def test_case_numbers_are_read_in_full(raw: str, numbers: list[str]) -> None:
    assert [c.text for c in read_case_numbers(raw)] == numbers


def test_filing_years() -> None:
    assert [c.year for c in read_case_numbers("4288형상46, 86고단1, 2020도2")] == [1955, 1986, 2020]


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("대구지법", "대구지방법원"),
        ("서울고법", "서울고등법원"),
        ("수원지법평택지원", "수원지방법원 평택지원"),
        ("가상지방법원 가온지원", "가상지방법원 가온지원"),
        ("대법원", "대법원"),
        ("", None),
    ],
)
def test_courts_have_their_full_names(name: str, full: str | None) -> None:
    assert official_court(name) == full


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1977.3.24.", "1977-03-24"),
        ("2013. 5. 7.자", "2013-05-07"),
        ("20200110", "2020-01-10"),
        ("4288. 4. 22.", "1955-04-22"),
        ("2020-13-01", None),
        (None, None),
    ],
)
def test_dates(text: str | None, date: str | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("kinds", "instance", "proceeding", "decision"),
    [
        (("고합",), "1", "trial", "judgment"),
        (("고정",), "1", "formal_trial_after_summary_order", "judgment"),
        (("고약",), "1", "summary", "summary_order"),
        (("조",), "1", "summary", "speedy_trial"),
        (("노", "전노"), "2", "trial", "judgment"),
        (("도",), "3", "trial", "judgment"),
        (("재고합",), "other", "retrial", "judgment"),
        (("오",), "other", "extraordinary_appeal", "judgment"),
        (("모",), "other", "trial", "ruling"),
        (("감노",), "2", "trial", "judgment"),
        ((), None, None, None),
    ],
)
def test_kinds_of_files(
    kinds: tuple[str, ...], instance: str | None, proceeding: str | None, decision: str | None
) -> None:
    assert instance_of(kinds) == instance
    assert proceeding_of(kinds, "") == proceeding
    assert decision_type_of(kinds, None, None) == decision


def test_a_remanded_case_and_a_stated_type() -> None:
    assert proceeding_of(("노",), "[환송판결] 가상대법원 2020. 1. 2. 선고 2019도3 판결") == "after_remand"
    assert decision_type_of(("노",), "결정", None) == "ruling"
    assert decision_type_of(("노",), None, "2013.5.7.자") == "ruling"


def test_several_judgments_below() -> None:
    header = "[원심판결] 가상지법 2019. 1. 2. 선고 2018고단1 판결, 가상지방법원 가온지원 2019. 2. 3. 선고 2018고합2 판결"
    found = [(a.court, a.date, a.case_number) for a in read_appealed_from(header)]
    assert found == [
        ("가상지방법원", "2019-01-02", "2018고단1"),
        ("가상지방법원 가온지원", "2019-02-03", "2018고합2"),
    ]


def test_a_heading_of_the_judgment_below_with_nothing_under_it() -> None:
    assert read_appealed_from("[원심판결]") == read_appealed_from("[원심판결][주문]") == ()


@pytest.mark.parametrize("heading", ["【주 문】", "【주    문】", "[주문]", "〔주 문〕", "주  문"])
def test_the_order_is_found_under_any_heading(heading: str) -> None:
    text = f"【피고인】 피고인\n{heading}\n피고인은 무죄.\n【이 유】\n피고인을 징역 1년에 처한다."
    assert split_sections(text)["order_text"].text.strip() == "피고인은 무죄."
    assert record(text, case_numbers=("2019고합1",))["outcome"] == "acquitted"


def test_sections_end_at_great_headings_only() -> None:
    cut = split_sections(WHOLE.format(reasons="판단한다."))
    assert cut["applied_law_text"].text.strip().endswith("형법 제347조 제1항")
    assert "[유형의 결정] 사기" in cut["sentencing_text"].text
    assert "없음" not in cut["sentencing_text"].text
    for section in cut.values():
        whole = WHOLE.format(reasons="판단한다.")
        assert whole[section.offset : section.offset + len(section.text)] == section.text


def test_plain_lines_end_the_applied_law() -> None:
    text = (
        "주 문\n피고인을 벌금 100,000원에 처한다.\n이 유\n법령의 적용\n형법 제329조\n무죄 부분\n형법 제330조"
    )
    assert split_sections(text)["applied_law_text"].text.strip() == "형법 제329조"
    bracketed = (
        "[주문]\n피고인은 무죄.\n[이유]\n[법령의 적용]\n형법 제329조\n[무죄부분에 관한 판단]\n형법 제330조"
    )
    assert split_sections(bracketed)["applied_law_text"].text.strip() == "형법 제329조"


@pytest.mark.parametrize(
    ("reasons", "ground"),
    [
        ("원심이 선고한 형은 너무 무거워서 부당하다고 판단된다.", "sentencing"),
        ("피고인의 사실오인 주장은 이유 있다.", "facts"),
        ("원심은 법리를 오해하여 판결에 영향을 미친 위법이 있다.", "law"),
        ("직권으로 본다. 피고인은 당심에 이르러 성년이 되었다.", "ex_officio_came_of_age"),
        (
            "직권으로 본다. 검사가 공소장변경허가신청을 하여 심판의 대상이 변경되었다.",
            "ex_officio_amended_charge",
        ),
        (
            "직권으로 본다. 두 사건을 병합하여 심리한 이상 경합범으로 하나의 형을 선고하여야 한다.",
            "ex_officio_consolidation",
        ),
        ("직권으로 본다. 그 조항에 대하여 위헌 결정이 있었다.", "ex_officio_law_change"),
        ("피고인의 양형부당 주장은 이유 없다.", None),
        ("원심의 판단에 사실오인의 위법이 있다고 할 수 없다.", None),
        ("증거를 종합하면 사실오인의 위법이 있다고 볼 사유가 없다.", None),
        ("원심판결에 법리오해의 위법이 있음을 찾아볼 수 없다.", None),
        ("변호인은 법리오해의 위법이 있다고 주장한다.", None),
        ("법리를 오해한 위법이 있다는 논지는 채용할 수 없고 계산에도 잘못이 있다고 본다.", None),
        ("사실오인이 있다 할 수 없고 나머지 점에 대한 항소는 이유있다.", None),
        ("법리오해의 점은 받아들일 수 없고 나머지 점에 대한 항소는 이유있다.", None),
        ("이유서 중 ‘법리를 오해한 위법이 있다’는 부분은 본다.", None),
        ("원심의 판단에 법리오해의 잘못이 있지 아니하다.", None),
        (
            "원심판결에는 사실오인의 위법이 있다.\n판 단\n원심의 형은 너무 무거워서 부당하다고 인정된다.",
            "sentencing",
        ),
        ("원심판결에는 사실오인의 위법이 있다.\n판 단\n이 사건 기록을 본다.", None),
        ("나머지 양형부당의 주장에 대하여 판단할 것 없이 이유 있으므로 파기한다.", None),
        ("직권으로 본다. 원심을 파기하고 다시 판결한다. 병합하여 경합범으로 하나의 형을 정한다.", None),
        ("직권으로 본다. 피고인은 이제 성년에 달하였다.", "ex_officio_came_of_age"),
        ("직권으로 본다. 이 죄들은 경합범이므로 하나의 형으로 처단하여야 한다.", "ex_officio_consolidation"),
    ],
)
def test_the_ground_of_a_reversal(reasons: str, ground: str | None) -> None:
    assert record(WHOLE.format(reasons=reasons))["appeal"]["ground"] == ground


def test_the_last_court_merges_no_cases() -> None:
    reasons = "직권으로 본다. 두 죄를 병합하여 경합범으로 하나의 형을 정한 데에는 법리오해의 위법이 있다."
    assert find_ground(Section(name="reasons_text", text=reasons), "2") is not None
    found = find_ground(Section(name="reasons_text", text=reasons), "3")
    assert found is not None and found[0] == "law"


@pytest.mark.parametrize(
    ("below", "change"),
    [
        ("징역 1년", "lighter"),
        ("징역 6월", "heavier"),
        ("징역 8월", "same"),
        ("징역 8월, 집행유예 2년", "unsuspended"),
        ("벌금 1,000,000원", "not_comparable"),
    ],
)
def test_the_change_on_appeal(below: str, change: str) -> None:
    reasons = f"피고인은 원심이 선고한 형({below})이 너무 무거워서 부당하다고 주장한다."
    assert record(WHOLE.format(reasons=reasons))["appeal"]["change"] == change


def test_appellants_and_the_judgment_below() -> None:
    found = record(WHOLE.format(reasons="판단한다."))
    assert found["appeal"]["appellants"] == ["defendant", "prosecutor"]
    assert found["appealed_from"] == [
        {"court": "가상지방법원 나래지원", "date": "2019-03-04", "case_number": "2018고단77"}
    ]


def test_evidence_of_a_whole_text_counts_in_the_whole_text() -> None:
    text = WHOLE.format(reasons="판단한다.")
    found = record(text)
    paths = {e["path"] for e in found["evidence"]}
    assert {"/outcome", "/defendants/0/sentences/0/months", "/defendants/0/disposition"} <= paths
    assert all(text[e["start"] : e["end"]] == e["slice"] for e in found["evidence"])


def test_a_lost_verb_makes_a_value_inferred() -> None:
    def confidence(order: str) -> set[str]:
        found = read_judgment(
            JudgmentText(document_id="c", order_text=order, case_numbers=("2019고합1",))
        ).as_dict()
        return {e["confidence"] for e in found["evidence"] if e["path"].endswith("/months")}

    assert confidence("피고인을 징역 1년에 처한다.") == {"explicit"}
    assert confidence("피고인을 징역 1년에 다만 이 판결 확정일부터 2년간 위 형의 집행을 유예한다.") == {
        "inferred"
    }
    assert confidence("피고인 1을 징역 1년에 피고인 2를 징역 2년에 각 처한다.") == {"explicit"}


def test_booleans_are_absent_where_the_order_was_not_read_whole() -> None:
    order = "피고인을 징역 1년에 처한다."
    whole = JudgmentText(document_id="b", order_text=order, case_numbers=("2019고합1",))
    torn = JudgmentText(document_id="b", order_text=order, case_numbers=("2019고합1",), order_complete=False)
    assert read_judgment(whole).as_dict()["defendants"][0]["forfeiture"] is False
    assert "forfeiture" not in read_judgment(torn).as_dict()["defendants"][0]


def test_every_null_has_a_reason() -> None:
    def nulls(value: Any, path: str) -> list[str]:
        if value is None:
            return [path]
        if isinstance(value, dict):
            return [p for k, v in value.items() for p in nulls(v, f"{path}/{k}")]
        if isinstance(value, list):
            return [p for i, v in enumerate(value) for p in nulls(v, f"{path}/{i}")]
        return []

    found = record(
        "【주문】\n피고인을 벌금 100,000원에 처한다.\n【이유】\n판단한다.", case_numbers=("2019고정1",)
    )
    reasons = found.pop("null_reasons")
    assert [p for p in nulls(found, "") if p not in reasons] == []
    assert reasons["/defendants/0/sentences/0/months"] == "not_applicable"
    assert reasons["/defendants/0/workhouse_krw_per_day"] == "not_stated"


def test_a_record_from_a_line_never_looks_at_labels() -> None:
    line = {
        "id": "x",
        "case_no": "2019고합1",
        "order_text": "피고인은 무죄.",
        "decision_date_text": "2019.1.2.",
    }
    plain = read_judgment(JudgmentText.from_record(line)).as_dict()
    labelled = read_judgment(JudgmentText.from_record({**line, "labels": {"outcome": "sentenced"}})).as_dict()
    assert plain == labelled
    assert plain["decision_date"] == "2019-01-02"


def test_the_version_is_a_digest() -> None:
    assert len(RULE_SET) == 16
    assert record(WHOLE.format(reasons=""))["rule_set"] == RULE_SET


def test_reading_nothing_gives_an_empty_record() -> None:
    found = read_judgment(JudgmentText(document_id="n")).as_dict()
    assert found["outcome"] is None
    assert found["null_reasons"]["/outcome"] == "unreadable"


def test_a_claim_before_the_court_s_own_title_is_no_ground() -> None:
    text = (
        "1. 항소이유의 요지\n원심의 형이 무거워 부당하므로 항소는 이유 있다.\n2. 이 법원의 판단\n"
        "원심은 사실을 오인하여 판결에 영향을 미친 위법이 있다.\n원심판결을 파기하고 다시 다음과 같이 판결한다."
    )
    found = find_ground(Section(name="reasons_text", text=text), "2")
    assert found is not None and found[0] == "facts"
