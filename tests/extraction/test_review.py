"""Review: doubtful records become items, decisions are data, corrections apply again and become cases (made up)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extraction.review import (
    Decision,
    append_decision,
    apply_decisions,
    failing_cases,
    format_item,
    parse_answer,
    read_decisions,
    review_items,
    source_key,
    value_now,
    write_case,
)

TEXTS = {"id": "made-up/1", "order_text": "피고인을 징역 1년에 처한다. 푸른 나무에 구름을 걸어 둔다."}
PATH = "/defendants/0/sentences/0/months"


def record(months: int | None = 10, **values: Any) -> dict[str, Any]:
    return {
        "document_id": "made-up/1",
        "outcome": "sentenced",
        "defendants": [{"label": "피고인", "sentences": [{"kind": "prison", "months": months}]}],
        "evidence": [
            {"path": PATH, "section": "order_text", "start": 5, "end": 10, "slice": "징역 1년", "rule": "r"}
        ],
        "unread": ["푸른 나무에 구름을 걸어 둔다"],
        "doubts": [],
        "null_reasons": {},
        **values,
    }


def decision(**values: Any) -> Decision:
    base: dict[str, Any] = {
        "key": source_key(TEXTS),
        "document_id": "made-up/1",
        "kind": "correct",
        "who": "ada",
        "when": "2026-11-22T03:00:00+00:00",
        "why": "the order says one year",
        "path": PATH,
        "was": 10,
        "value": 12,
    }
    return Decision(**(base | values))


ACCEPT = decision(kind="accept", path=None, was=None, value=None)


def test_only_records_that_ask_for_a_person_are_in_the_queue_and_only_once() -> None:
    sure = record(unread=[])
    items = review_items([(TEXTS, record()), (TEXTS, record()), ({"order_text": "다른 글"}, sure)])
    assert [i.document_id for i in items] == ["made-up/1"]
    assert review_items([(TEXTS, record())], [ACCEPT]) == []
    shown = format_item(items[0])
    assert "unread: 푸른 나무에 구름을 걸어 둔다" in shown
    assert f"{PATH} = 10" in shown


def test_the_key_is_the_text_and_nothing_else() -> None:
    assert source_key(TEXTS) == source_key({**TEXTS, "id": "other", "court": "가상지방법원"})
    assert source_key(TEXTS) != source_key({"order_text": TEXTS["order_text"] + " "})


def test_a_correction_sets_the_value_and_clears_what_a_person_has_seen() -> None:
    before = record()
    after = apply_decisions(before, TEXTS, [decision()])
    assert value_now(after, PATH) == 12
    assert (after["unread"], after["doubts"]) == ([], [])
    assert after["evidence"][0]["rule"] == "review/corrected"
    assert value_now(before, PATH) == 10


def test_applying_twice_is_applying_once() -> None:
    once = apply_decisions(record(), TEXTS, [decision()])
    assert apply_decisions(once, TEXTS, [decision()]) == once


def test_the_last_word_on_a_place_counts() -> None:
    after = apply_decisions(record(), TEXTS, [decision(value=11), decision(value=12)])
    assert value_now(after, PATH) == 12


def test_a_correction_of_another_text_is_not_applied() -> None:
    assert apply_decisions(record(), {"order_text": "다른 글"}, [decision()]) == record()


def test_a_reader_that_has_changed_its_mind_is_not_overruled_but_doubted() -> None:
    after = apply_decisions(record(months=6), TEXTS, [decision()])
    assert value_now(after, PATH) == 6
    assert "corrected from 10, but is now read as 6" in after["doubts"][0]
    right_by_itself = apply_decisions(record(months=12), TEXTS, [decision()])
    assert right_by_itself["doubts"] == []


def test_a_place_that_is_gone_is_said() -> None:
    after = apply_decisions(record(defendants=[]), TEXTS, [decision()])
    assert "no longer there" in after["doubts"][0]


@pytest.mark.parametrize(
    "bad",
    [
        {"who": " "},
        {"why": ""},
        {"when": "yesterday"},
        {"path": None},
        {"path": "months"},
        {"path": "/doubts"},
        {"path": "/evidence/0/rule"},
    ],
)
def test_a_decision_without_who_when_why_or_place_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        decision(**bad)


def test_decisions_are_lines_that_are_only_added_to(tmp_path: Path) -> None:
    file = tmp_path / "review" / "decisions.jsonl"
    assert read_decisions(file) == ()
    append_decision(file, decision())
    append_decision(file, ACCEPT)
    assert read_decisions(file) == (decision(), ACCEPT)
    file.write_text(file.read_text(encoding="utf-8") + '{"key": 1}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        read_decisions(file)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("a", ("accept", None, None)),
        ("", ("skip", None, None)),
        ("/outcome = \"acquitted\"", ("correct", "/outcome", "acquitted")),
        (f"{PATH}=12", ("correct", PATH, 12)),
        (f"{PATH} = null", ("correct", PATH, None)),
    ],
)  # fmt: skip
def test_answers(answer: str, expected: tuple[str, str | None, Any]) -> None:
    assert parse_answer(answer) == expected


@pytest.mark.parametrize("answer", ["yes", "/outcome = acquitted", "outcome = 1"])
def test_answers_that_are_none(answer: str) -> None:
    with pytest.raises(ValueError):
        parse_answer(answer)


def test_a_correction_becomes_a_case_that_fails_until_the_reader_is_right(tmp_path: Path) -> None:
    path = write_case(tmp_path, decision(), TEXTS)
    assert json.loads(path.read_text(encoding="utf-8"))["texts"] == {"order_text": TEXTS["order_text"]}
    assert failing_cases(tmp_path, lambda _: record(months=10)) == [f"made-up/1 {PATH}: 10, should be 12"]
    assert failing_cases(tmp_path, lambda _: record(months=12)) == []
    with pytest.raises(ValueError):
        write_case(tmp_path, ACCEPT, TEXTS)
