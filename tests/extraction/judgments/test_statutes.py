"""Provisions applied: laws, inherited parts, headings, scopes, prose, abbreviations (all texts made up)."""

# ruff: noqa: E501

from __future__ import annotations

import time

import pytest

from extraction.evidence import Section
from extraction.judgments.statutes import (
    find_abbreviations,
    juvenile_provisions,
    offence_statutes,
    read_statutes,
)


def read(text: str, name: str = "applied_law_text") -> list[tuple[str, str, tuple[str, ...]]]:
    section = Section(name=name, text=text)
    found = read_statutes(section, None) if name == "applied_law_text" else read_statutes(None, section)
    return [(f.value.label, f.value.role, f.value.scope) for f in found or ()]


def offences(text: str, key: str | None = None, name: str = "applied_law_text") -> list[str]:
    section = Section(name=name, text=text)
    found = read_statutes(section, None) if name == "applied_law_text" else read_statutes(None, section)
    return [f.value.label for f in offence_statutes(found or (), key)]


LIST = """【법령의 적용】
1. 범죄사실에 대한 해당법조 및 형의 선택
  각 성폭력범죄의 처벌 등에 관한 특례법 제14조의2 제1항, 제2항(허위영상물 편집의 점, 징역형 선택)
1. 경합범가중
형법 제37조 전단, 제38조 제1항 제2호, 제50조
1. 집행유예
형법 제62조 제1항
1. 보호관찰 및 수강명령
성폭력범죄의 처벌 등에 관한 특례법 제16조 제2항, 제4항
"""


def test_a_branch_before_its_item() -> None:
    assert offences("1. 범죄사실에 대한 해당법조\n아동복지법 제71조 제1항 제1의2호, 제17조 제2호") == [
        "아동복지법 제71조 제1항 제1호의2",
        "아동복지법 제17조 제2호",
    ]


def test_a_list_under_headings() -> None:
    law = "성폭력범죄의 처벌 등에 관한 특례법"
    assert [(label, role) for label, role, _ in read(LIST)] == [
        (f"{law} 제14조의2 제1항", "offence"),
        (f"{law} 제14조의2 제2항", "offence"),
        ("형법 제37조", "aggravation"),
        ("형법 제38조 제1항 제2호", "aggravation"),
        ("형법 제50조", "aggravation"),
        ("형법 제62조 제1항", "suspension"),
        (f"{law} 제16조 제2항", "supervision"),
        (f"{law} 제16조 제4항", "supervision"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 해당법조\n형법 제347조 제1항, 제30조", ["형법 제347조 제1항"]),
        ("1. 해당법조\n형법 제347조 제1항 제231조 제234조", ["형법 제347조 제1항", "형법 제231조", "형법 제234조"]),
        ("1. 해당법조\n각 \n 구 가상표시법(2011. 6. 30. 법률 제1호로 개정되기 전의 것) 제136조 제1항", ["구 가상표시법 제136조 제1항"]),
        ("1. 해당법조\n가상보호법 제4조, 제2조 제4호 (가)목, (나)목", ["가상보호법 제4조", "가상보호법 제2조 제4호 (가)목", "가상보호법 제2조 제4호 (나)목"]),
        ("1. 해당법조\n도시 및 주거환경정비법 제84조", ["도시 및 주거환경정비법 제84조"]),
        ("1. 해당법조\n각 특정범죄 가중처벌 등에 관한 법률 제5조의4 제1항", ["특정범죄 가중처벌 등에 관한 법률 제5조의4 제1항"]),
        ("1. 해당법조\n가상거래법 제27조, 같은 법 제3조, 동법시행령 제9조 제2항", ["가상거래법 제27조", "가상거래법 제3조"]),
        ("1. 해당법조\n가상처리 특례법 제3조 제2항 단서 제1호, 제7호", ["가상처리 특례법 제3조 제2항 단서 제1호", "가상처리 특례법 제3조 제2항 단서 제7호"]),
        ("1. 해당법조\n형법 제347조 제1항, 제32조 제1항", ["형법 제347조 제1항", "형법 제32조 제1항"]),
        ("1. 해당법조\n형법 제329조, 벌금 등 임시조치법 제4조 제1항", ["형법 제329조"]),
        ("1. 해당법조\n형법 231조, 234조", ["형법 제231조", "형법 제234조"]),
        ("1. 해당법조\n「가상 스토킹범죄의 처벌 등에 관한 법률」 제18조 제1항", ["가상 스토킹범죄의 처벌 등에 관한 법률 제18조 제1항"]),
    ],
)  # fmt: skip
def test_parts_and_names(text: str, expected: list[str]) -> None:
    assert offences(text) == expected


def test_each_defendant_has_the_provisions_of_the_line_that_names_him() -> None:
    text = (
        "1. 해당법조\n가. 피고인 1, 피고인 2 : 각 형법 제129조 제1항\n나. 피고인 3 주식회사 : 의료법 제91조\n"
    )
    assert offences(text, "1") == offences(text, "2") == ["형법 제129조 제1항"]
    assert offences(text, "3") == ["의료법 제91조"]


def test_a_bracket_names_the_persons_of_the_citations_before_it() -> None:
    text = "1. 해당법조\n형법 제329조(피고인 1의 절도의 점), 형법 제362조 제1항(피고인 2의 장물취득의 점)"
    assert offences(text, "1") == ["형법 제329조"]
    assert offences(text, "2") == ["형법 제362조 제1항"]


def test_a_bracket_that_only_chooses_the_penalty_names_nobody() -> None:
    text = "1. 해당법조\n각 형법 제245조{피고인 1에 대하여는 징역형을, 피고인 2에 대하여는 벌금형을 각 선택}"
    assert offences(text, "2") == ["형법 제245조"]


def test_numbers_that_are_no_provision() -> None:
    assert read("1. 경합범가중\n판시 제1항의 죄에 정한 형, 별지 제3호") == []


PROSE = (
    "【이 유】\n증거는 생략한다.\n법률에 비추건대 피고인 1의 판시 소위는 형법 제250조 제1항에, 사체유기의 점은 같은 법 "
    "제161조 제1항에 각 해당하는바 소정형중 유기징역형을 선택하고 형법 제53조, 제55조 제1항 제3호에 의하여 작량감경을 한 "
    "형기범위내에서 피고인을 징역 7년에 처하고 형법 제57조에 의하여 구금일수중 30일을 위 형에 산입한다. 이상의 이유로 "
    "주문과 같이 판결한다."
)


def test_prose_of_old_judgments() -> None:
    found = read(PROSE, "reasons_text")
    assert [x for x, role, _ in found if role == "offence"] == ["형법 제250조 제1항", "형법 제161조 제1항"]
    roles = {label: role for label, role, _ in found}
    assert roles["형법 제53조"] == "discretionary_mitigation"
    assert roles["형법 제57조"] == "pretrial_credit"


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("가상형법 제57조에 의하여 구금일수 30일을 위 형에 산입한다", "pretrial_credit"),
        ("가상벌금법 제4조에 의하여 피고인을 노역장에 유치한다", "workhouse"),
        ("가상강력법 제3조에 의하여 누범가중을 하고", "recidivism"),
        ("가상형법 제38조에 의하여 경합가중을 하고", "aggravation"),
        ("가상형법 제53조에 의하여 작량을 하고", "discretionary_mitigation"),
        ("가상형법 제10조에 의하여 법률상 감경을 하고", "statutory_mitigation"),
        ("가상형법 제62조에 의하여 그 집행을 유예한다", "suspension"),
        ("가상형법 제59조에 의하여 그 선고를 유예한다", "deferral"),
        ("가상관세법 제198조에 의하여 이를 몰수한다", "forfeiture"),
        ("가상관세법 제199조에 의하여 그 가액을 추징한다", "collection"),
        ("가상절차법 제333조에 의하여 피해자에게 환부한다", "return_to_victim"),
        ("가상절차법 제334조에 의하여 위 금액의 가납을 명한다", "provisional_payment"),
        ("가상절차법 제369조에 의하여 이를 여기에 인용한다", "procedure"),
        ("가상절차법 제325조에 의하여 피고인에게 무죄를 선고한다", "acquittal"),
        ("가상절차법 제364조에 의하여 이를 파기하고", "procedure"),
    ],
)
def test_what_a_sentence_does_with_a_provision(words: str, role: str) -> None:
    text = f"법률에 비추건대 피고인의 판시 소위는 형법 제250조 제1항에 해당하고, {words}."
    assert read(text, "reasons_text")[-1][1] == role


def test_where_a_name_and_a_sentence_begin_and_end() -> None:
    found = offences("1. 해당법조\n판시 방법 제3조의 죄, 형법 제329조")
    assert found == ["형법 제329조"]
    prose = "법률에 비추건대 피고인의 소위는 개정되기 전의 가상관세법 제180조에 해당한다. 형법 제48조 제1항은 이와 다르다."
    assert offences(prose, name="reasons_text") == ["가상관세법 제180조"]
    other = "법률에 비추건대 피고인은 가상관세법 제1조를 다툰다. 판시 소위는 형법 제329조에 해당한다."
    assert offences(other, name="reasons_text") == ["형법 제329조"]
    one_line = "1. 해당법조 구 가상표시법 제3조\n1. 경합범가중 형법 제37조"
    assert [(label, role) for label, role, _ in read(one_line)] == [
        ("구 가상표시법 제3조", "offence"),
        ("형법 제37조", "aggravation"),
    ]


def test_the_passage_ends_where_another_part_begins() -> None:
    text = "법령의 적용\n1. 해당법조\n형법 제329조\n양형의 이유\n1. 해당법조\n형법 제330조"
    assert offences(text, name="reasons_text") == ["형법 제329조"]


@pytest.mark.parametrize("subject", ["판시소위는", "각 판시 소위중 절도의 점은", "판시 각 소위는 모두"])
def test_a_paragraph_applies_the_law_without_a_heading(subject: str) -> None:
    text = f"증거는 원심과 같다.\n\n피고인 1의 {subject} 형법 제329조에 해당하는바 형법 제57조에 의하여 산입한다."
    assert offences(text, key="1", name="reasons_text") == ["형법 제329조"]
    assert offences(text, key="2", name="reasons_text") == []
    told = "원심은 피고인의 판시 소위는 형법 제329조에 해당한다고 보았다."
    assert offences(told, name="reasons_text") == []
    named = f"법령의 적용\n1. 해당법조\n형법 제330조\n{text}"
    assert offences(named.replace("산입한다.", "산입한다"), name="reasons_text")[0] == "형법 제330조"


def test_a_passage_ends_where_another_is_headed() -> None:
    text = "법에 비추어 보면 피고인의 주장은 이유 없다.\n【법령의 적용】\n피고인의 판시 소위는 형법 제329조에 해당한다."
    assert offences(text, name="reasons_text") == ["형법 제329조"]
    assert offences("법률에 비추어보니 판시 소위는 형법 제329조에 해당한다.", name="reasons_text") == [
        "형법 제329조"
    ]


def test_a_regulation_with_articles_by_chapter() -> None:
    text = "법률에 비추건대 피고인의 행위는 형법 제278조에, 가상관리법 제35조, 가상관리규정 제6-1조 제1항에 각 해당하는 바"
    assert offences(text, name="reasons_text")[:2] == ["형법 제278조", "가상관리법 제35조"]
    assert "가상관리법 제1조 제1항" not in offences(text, name="reasons_text")


def test_an_offence_beside_a_law_is_not_its_name() -> None:
    text = "법률에 비추건대 판시 특가법위반죄와 도로교통법 제77조 제1호의 죄에 해당한다."
    assert offences(text, name="reasons_text") == ["도로교통법 제77조 제1호"]


def test_the_law_that_the_charge_names() -> None:
    text = (
        "법률에 비추건대 뇌물의 점은 형법 제129조 제1항에, 나의 가상범죄처벌등에 관한 법률위반의 점은 같은법률 제3조에, "
        "뇌물공여의 점은 형법 제133조 제1항에 각 해당하는바"
    )
    assert offences(text, name="reasons_text") == [
        "형법 제129조 제1항",
        "가상범죄처벌등에 관한 법률 제3조",
        "형법 제133조 제1항",
    ]


def test_a_heading_on_the_line_of_its_words() -> None:
    text = "증명이 있다.\n적용법조:피고인의 판시 소위는 형법 제250조 제2항에 해당하므로 처단한다."
    assert offences(text, name="reasons_text") == ["형법 제250조 제2항"]


def test_a_name_torn_by_a_line() -> None:
    text = "법률에 비추건대 이는 형법 제250조 제2항, 형사\n소송법 제325조에 해당하는바"
    assert offences(text, name="reasons_text") == ["형법 제250조 제2항"]


def test_a_ground_of_appeal_applies_nothing() -> None:
    text = "원심은 법령의 적용을 그르친 위법이 있고, 이는 형법 제347조에 해당하지 아니한다."
    assert read_statutes(None, Section(name="reasons_text", text=text)) is None


def test_abbreviations_that_the_text_defines() -> None:
    words = "가상범죄의 처벌 등에 관한 특례법(2020. 1. 1. 법률 제2호로 개정되기 전의 것, 이하 '가상처벌법'이라 한다) 제3조"
    assert find_abbreviations(words) == {"가상처벌법": "가상범죄의 처벌 등에 관한 특례법"}
    text = Section(name="applied_law_text", text="1. 해당법조\n가상처벌법 제4조")
    found = read_statutes(text, Section(name="reasons_text", text=words))
    assert [f.value.label for f in found or ()] == ["가상범죄의 처벌 등에 관한 특례법 제4조"]


def test_juvenile_provisions() -> None:
    found = read_statutes(
        Section(name="applied_law_text", text="1. 부정기형\n소년법 제2조, 제60조 제1항, 제2항"), None
    )
    assert [f.value for f in juvenile_provisions(found or ())] == ["60_indeterminate", "60_2_mitigation"]


def test_every_slice_is_where_its_span_says() -> None:
    section = Section(name="applied_law_text", text=LIST, offset=100)
    for f in read_statutes(section, None) or ():
        e = f.evidence[0]
        assert LIST[e.start - 100 : e.end - 100] == e.slice
        assert "조" in e.slice or "항" in e.slice


@pytest.mark.parametrize("filling", ["제1조 ", "(", "형법 ", "이하 ", "1. 몰수\n", "제1항, ", "가"])
def test_hostile_text_ends_in_time(filling: str) -> None:
    text = "【법령의 적용】\n" + filling * (200_000 // len(filling))
    started = time.perf_counter()
    read_statutes(None, Section(name="reasons_text", text=text[:200_000]))
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("그 다항 소위는 같은법조 및 형법 제347조에 해당하는바", ["형법 제347조"]),
        ("판시 소위법 형법 제259조 제1항에 해당하는바", ["형법 제259조 제1항"]),
        ("판시 소위는 가상관리법 제3조 제1항에 그 다항 소위는 같은법조 및 다른관리법 제8조에 해당하는바", ["가상관리법 제3조 제1항", "다른관리법 제8조"]),
    ],
)  # fmt: skip
def test_what_stands_before_a_law_is_not_its_name(text: str, laws: list[str]) -> None:
    assert offences(f"법률에 비추건대 {text} 징역형을 선택한다.", name="reasons_text") == laws


def test_a_heading_ends_where_the_law_on_its_line_begins() -> None:
    text = "1. 범죄사실에 대한 해당법조\n형법 제347조 제1항\n1. 수강명령 가상관리법 제16조 제2항\n"
    assert offences(text) == ["형법 제347조 제1항"]


def test_a_law_in_quotation_marks_keeps_a_name_that_particles_would_end() -> None:
    assert offences("1. 범죄사실에 대한 해당법조\n각 「가상을 만드는 자의 법률」 제3조 제1항") == [
        "가상을 만드는 자의 법률 제3조 제1항"
    ]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("가상보호법 제3조 제1항, 동법시행령 제5조", "가상보호법 시행령 제5조"),
        (
            "가상범죄의 처벌 등에 관한 특례법 제14조 제1항, 위특례법 제16조",
            "가상범죄의 처벌 등에 관한 특례법 제16조",
        ),
        *(
            (
                f"가상범죄의 처벌 등에 관한 특례법 제14조 제1항, {said} 제16조",
                "가상범죄의 처벌 등에 관한 특례법 제16조",
            )
            for said in ("위 특례법", "동 특례법", "같은 특례법")
        ),
        ("가상보호법 제3조 제1항, 같은 법 시행령 제5조", "가상보호법 시행령 제5조"),
        ("가상보호법 제3조 제1항, 지위 특례법 제16조", "지위 특례법 제16조"),
        ("구 「가상관리법」 제3조", "구 가상관리법 제3조"),
        ("가온구 「가상관리법」 제3조", "가상관리법 제3조"),
    ],
)
def test_a_law_named_by_the_one_before_and_a_district_that_is_no_former_law(text: str, last: str) -> None:
    assert read(text)[-1][0] == last
