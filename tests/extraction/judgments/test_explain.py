"""The explanation: the text comes back whole, every value's words are marked, unread text stands out (made up)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from extraction.judgments import JudgmentText, read_judgment
from extraction.judgments.explain import FAMILIES, Explanation, as_ansi, explain, family_of, value_at

ORDER = (
    "피고인 1을 징역 1년 6월에, 피고인 2를 벌금 3,000,000원에 각 처한다.\n"
    "다만, 피고인 1에 대하여는 이 판결 확정일부터 3년간 위 형의 집행을 유예한다.\n"
    "피고인 1에게 보호관찰을 받을 것을 명한다.\n푸른 나무에 흰 구름을 걸어 둔다.\n"
)
LAW = "1. 범죄사실에 대한 해당법조\n피고인 1: 형법 제347조 제1항(징역형 선택)\n1. 집행유예(피고인 1)\n형법 제62조 제1항\n"


def made() -> tuple[dict[str, Any], dict[str, str]]:
    texts = {"order_text": ORDER, "applied_law_text": LAW}
    record = read_judgment(
        JudgmentText(document_id="made-up/1", court="가상지방법원", case_numbers=("2030고단1",), **texts)
    )
    return record.as_dict(), texts


def text_of(explanation: Explanation, section: str) -> str:
    (passage,) = [p for p in explanation.passages if p.section == section]
    return "".join(s.text for s in passage.segments)


def test_the_order_comes_back_whole() -> None:
    record, texts = made()
    assert text_of(explain(record, texts), "order_text") == ORDER.strip()


def test_words_of_values_carry_their_family_and_unread_words_theirs() -> None:
    record, texts = made()
    explanation = explain(record, texts)
    marked = {s.text: s.family for p in explanation.passages for s in p.segments if s.family}
    by_family = {family: "".join(t for t, f in marked.items() if f == family) for family in marked.values()}
    assert "징역 1년 6월" in by_family["sentence"]
    assert "3년간" in by_family["suspension"]
    assert "보호관찰" in by_family["supervision"]
    assert "형법 제347조 제1항" in by_family["statute"]
    assert "푸른 나무에 흰 구름을 걸어 둔다" in by_family["unread"]


def test_only_the_lines_around_words_are_shown_of_other_sections() -> None:
    record, texts = made()
    shown = text_of(explain(record, texts), "applied_law_text")
    assert "형법 제347조 제1항" in shown
    assert "제62조" not in shown


def test_a_whole_document_is_explained_by_its_own_offsets() -> None:
    whole = f"가상지방법원\n판결\n【피고인】 1. 가나다\n2. 라마바\n【주문】\n{ORDER}【이유】\n【법령의 적용】\n{LAW}"
    record = read_judgment(JudgmentText(document_id="made-up/2", text=whole)).as_dict()
    explanation = explain(record, {"text": whole})
    assert "징역 1년 6월" in text_of(explanation, "order_text")
    assert "형법 제347조 제1항" in text_of(explanation, "reasons_text")


def test_evidence_that_is_not_where_it_says_is_refused() -> None:
    record, texts = made()
    with pytest.raises(ValueError, match="is not at"):
        explain(record, texts | {"order_text": "가" + ORDER})


def test_a_line_a_value_and_no_line_for_nothing() -> None:
    record, texts = made()
    explanation = explain(record, texts)
    values = {(v.owner, v.label): v.value for v in explanation.values}
    assert values["피고인 1", "sentence 1 › term"] == "1년 6월"
    assert values["피고인 2", "sentence 1 › amount krw"] == "3,000,000"
    assert all(v.value not in ("None", "False", "") for v in explanation.values)


def test_the_terminal_form_holds_the_same_text() -> None:
    record, texts = made()
    printed = re.sub(r"\x1b\[[0-9;]*m", "", as_ansi(explain(record, texts)))
    for line in filter(None, map(str.strip, ORDER.splitlines())):
        assert line in printed
    assert "unread: " in printed


def test_every_field_belongs_to_a_family() -> None:
    assert family_of("/defendants/0/sentences/0/suspended_months") == "suspension"
    assert family_of("/defendants/0/sentences/0/months") == "sentence"
    assert family_of("/outcome") == "verdict"
    assert len({name for name, *_ in FAMILIES}) == len(FAMILIES)


def test_pointers() -> None:
    record = {"a": [{"b": 1}]}
    assert value_at(record, "/a/0/b") == 1
    assert value_at(record, "/a/1/b") is None


def test_unread_words_are_marked_without_colour() -> None:
    record, texts = made()
    printed = re.sub(r"\x1b\[[\d;]*m", "", as_ansi(explain(record, texts)))
    assert (
        printed.count("[[푸른 나무에 흰 구름을 걸어 둔다") == 2
    )  # where it stands in the order, and in the list


def test_values_stand_under_their_owner_with_the_penalty_first() -> None:
    record, texts = made()
    lines = explain(record, texts).values
    owners = [line.owner for line in lines]
    assert owners == sorted(owners, key=["", "피고인 1", "피고인 2"].index)
    first = [line.family for line in lines if line.owner == "피고인 1"]
    assert (
        first.index("sentence")
        < first.index("suspension")
        < first.index("supervision")
        < first.index("statute")
    )


def test_a_supervision_order_is_not_called_probation_and_no_value_is_python() -> None:
    record, texts = made()
    lines = {line.label: line.value for line in explain(record, texts).values}
    assert lines["sentence 1 › supervision order"] == "yes"
    assert not any("probation" in label for label in lines)
    assert not any("True" in value for value in lines.values())


def test_a_value_that_several_words_say_shows_them_all() -> None:
    text = "원심판결을 파기한다. 피고인 1을 징역 1년에 처한다. 피고인 2는 무죄."
    record = read_judgment(JudgmentText(document_id="made-up/2", case_numbers=("2030노1",), order_text=text))
    words = {(v.owner, v.label): v.words for v in explain(record.as_dict(), {"order_text": text}).values}
    assert words["피고인 2", "acquitted"] == "원심판결을 파기한다 / 피고인 2는 무죄"
