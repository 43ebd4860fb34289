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
