"""Orders in, records out: the cases of cases.yml, by role."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extraction.judgments import JudgmentText, read_judgment

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "cases.yml").read_text("utf-8")
)


def read(case: dict[str, Any]) -> dict[str, Any]:
    """The record of one case; without a date it was decided at the end of 2025, or in the case's own year."""
    date = str(case.get("date", "2025-12-01"))
    number = case.get("case", f"{date[:4]}고합1")
    return read_judgment(
        JudgmentText(
            document_id=case["id"],
            header_text=case.get("header"),
            order_text=case["order"],
            applied_law_text=case.get("law"),
            reasons_text=case.get("reasons"),
            case_numbers=(number,) if number else (),
            decision_date=date,
            court="가상지방법원",
            order_complete=case.get("complete", True),
        )
    ).as_dict()


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Where `found` does not hold what `expected` says; dicts are partial, lists are whole."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [
            d for k, v in expected.items() for d in differences(v, found.get(k, "(absent)"), f"{path}/{k}")
        ]
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return [f"{path}: {len(found)} items, not {len(expected)}: {found}"]
        pairs = zip(expected, found, strict=True)
        return [d for i, (a, b) in enumerate(pairs) for d in differences(a, b, f"{path}/{i}")]
    return [] if str(expected) == str(found) else [f"{path}: {found!r}, not {expected!r}"]


def problems(case: dict[str, Any]) -> list[str]:
    """All that is wrong with the reading of a case."""
    record = read(case)
    found = differences(case["expect"], record)
    for name in ("unread", "doubts"):
        wanted = case.get(name)
        if (record[name] != wanted) if isinstance(wanted, list) else bool(record[name]) != bool(wanted):
            found.append(f"{name}: {record[name]}")
    return found


def marked(role: str) -> list[Any]:
    """The cases of a role as pytest parameters."""
    return [pytest.param(case, id=case["id"]) for case in CASES[role] or []]


@pytest.mark.parametrize("case", marked("developed") + marked("bugs") + marked("must_not"))
def test_order_is_read(case: dict[str, Any]) -> None:
    assert problems(case) == []


@pytest.mark.parametrize("case", marked("known_gap"))
@pytest.mark.xfail(strict=True, reason="a known gap")
def test_known_gap(case: dict[str, Any]) -> None:
    assert problems(case) == []


def test_the_first_must_not_is_a_demand() -> None:
    assert "구형" in CASES["must_not"][0]["reasons"]


def test_ids_are_unique() -> None:
    ids = [case["id"] for cases in CASES.values() for case in cases or []]
    assert len(ids) == len(set(ids))


UNKNOWN = "쿠쿠라를 딸깍였다."


@pytest.mark.parametrize("role", ["developed", "bugs", "must_not"])
def test_a_sentence_that_no_rule_knows_is_unread(role: str) -> None:
    lost = []
    for case in CASES[role]:
        lines = [line for line in case["order"].split("\n") if line.strip()]
        for k in range(len(lines) + 1):
            order = "\n".join([*lines[:k], UNKNOWN, *lines[k:]])
            found = read(case | {"order": order})["unread"]
            if not any("쿠쿠라" in piece for piece in found):
                lost.append((case["id"], k))
    assert lost == []


@pytest.mark.parametrize(
    "order",
    [
        "피고인을 쿠쿠라 징역 1년에 처한다.",
        "이 판결 확정일부터 2년간 쿠쿠라 위 형의 집행을 유예한다.",
        "피고인에게 쿠쿠라 80시간의 사회봉사를 명한다.",
        "피고인에게 쿠쿠라 보호관찰을 받을 것을 명한다.",
        "피고인에 대한 벌금 100만 원의 쿠쿠라 형의 선고를 유예한다.",
        "이 판결 선고 전의 구금일수 10일을 쿠쿠라 위 형에 산입한다.",
        "피고인으로부터 쿠쿠라 100만 원을 추징한다.",
        "위 벌금을 납입하지 아니하는 경우 쿠쿠라 10만 원을 1일로 환산한 기간 노역장에 유치한다.",
        "피고인에게 쿠쿠라 위 벌금에 상당한 금액을 딸깍인다.",
    ],
)
def test_a_word_that_no_rule_knows_is_unread_where_a_value_stands(order: str) -> None:
    found = read({"id": "word", "order": "피고인을 벌금 100만 원에 처한다. " + order})["unread"]
    assert any("쿠쿠라" in piece for piece in found)
