"""The law by date of the acts: what may stand before or after an amendment, what must not, and the stated ranges."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.warehouse.published_fixture import full, judgment, warehouse
from warehouse.registry import load_measures

AMENDED = "2024-10-16"
Rows = dict[str, list[dict[str, Any]]]


def case(
    number: int,
    *,
    acts: tuple[str, str] | None = None,
    decided: str = "2025-06-01",
    paragraph: int | None = 1,
    superseded: tuple[str, ...] = (),
    modifiers: tuple[str, ...] = (),
    ranges: tuple[tuple[str, int | None, int | None], ...] = (),
    **values: Any,
) -> Rows:
    """One judgment under article 14-2 with the dates of its acts and the ranges it states."""
    rows = judgment(number, decision_date=decided, **values)
    document_id = f"law:{number:04d}"
    rows["core_statutes"][0]["paragraph"] = paragraph
    rows["core_law_facts"] = [
        full(
            "core_law_facts",
            document_id=document_id,
            acts_from=acts[0] if acts else None,
            acts_to=acts[1] if acts else None,
            n_dates=2 if acts else 0,
            modifiers=list(modifiers),
            superseded_by=[date.fromisoformat(day) for day in superseded],
        )
    ]
    rows["core_stated_ranges"] = [
        full(
            "core_stated_ranges",
            document_id=document_id,
            position=i,
            kind=kind,
            low_months=low,
            high_months=high,
            zone=None,
            is_for_some=False,
        )
        for i, (kind, low, high) in enumerate(ranges)
    ]
    return rows


def law_of(rows: Rows) -> tuple[Any, ...]:
    con = warehouse(rows)
    found = con.execute(
        "SELECT law_period, date_basis, provision, prison_max_months, CAST(valid_from AS VARCHAR) "
        "FROM core_law_in_force"
    ).fetchall()
    con.close()
    assert len(found) == 1
    return tuple(found[0])


@pytest.mark.parametrize(
    ("acts", "decided", "period", "basis", "most"),
    [
        (("2024-01-01", "2024-10-15"), "2025-06-01", "before", "offence_date", 60),
        (("2024-10-16", "2024-11-01"), "2025-06-01", "after", "offence_date", 84),
        (("2024-10-01", "2024-10-16"), "2025-06-01", "straddles", "offence_date", 84),
        (None, "2024-10-15", "before", "decision_date", 60),
        (None, "2025-06-01", "unknown_date", "decision_date", 84),
    ],
)
def test_only_the_date_of_the_acts_puts_a_person_after_an_amendment(
    acts: tuple[str, str] | None, decided: str, period: str, basis: str, most: int
) -> None:
    """A decision before the amendment is before it; a decision after it says nothing about the law applied."""
    found = law_of(case(1, acts=acts, decided=decided))
    assert found[:4] == (period, basis, "art14_2_p1", most)


def test_a_court_that_cites_the_law_before_the_amendment_is_believed_where_no_date_was_read() -> None:
    found = law_of(case(1, superseded=(AMENDED,)))
    assert found == ("before", "cited_law", "art14_2_p1", 60, "2020-06-25")
    assert law_of(case(1, superseded=("2020-05-19",)))[0] == "unknown_date"


def test_a_paragraph_means_what_it_meant_then() -> None:
    """Paragraph 4 was the habitual offence and is possession since the amendment: never one series."""
    old = law_of(case(1, acts=("2023-01-01", "2023-02-01"), paragraph=4))
    new = law_of(case(1, acts=("2025-01-01", "2025-02-01"), paragraph=4))
    assert (old[2], new[2]) == ("art14_2_p5", "art14_2_p4")
    assert new[3] == 36
    assert law_of(case(1, acts=("2025-01-01", "2025-02-01"), paragraph=None))[2] == "art14_2_px"


def test_before_an_offence_existed_no_penalty_is_given() -> None:
    found = law_of(case(1, acts=("2019-01-01", "2019-02-01")))
    assert found[0] == "before" and found[3] is None


BY_LAW = ("by_law", 1, 61)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"is_juvenile": True}, "juvenile"),
        ({"is_juvenile": None}, "age_not_read"),
        ({"ranges": ()}, "range_not_stated"),
        ({"ranges": (BY_LAW, ("by_law", 12, 30))}, "several_ranges"),
        ({"ranges": (("by_law", 1, None),)}, "open_range"),
        ({"ranges": (("by_law", 12, 30),)}, "outside_range"),
        ({"modifiers": ("concurrent",)}, "compound"),
        ({"n_defendants": 2}, "several_defendants"),
        ({"kind": "fine"}, "not_prison"),
        ({"months_min": 6, "months_max": 12}, "indeterminate_or_life"),
    ],
)
def test_a_position_only_for_adults_with_prison_for_a_sole_offence_and_a_stated_range(
    changes: dict[str, Any], reason: str | None
) -> None:
    con = warehouse(case(1, **{"ranges": (BY_LAW,), **changes}))
    found = con.execute("SELECT position_percent, null_reason FROM core_range_position").fetchall()
    con.close()
    assert found == [(None if reason else 15, reason)]


def test_a_stated_guideline_range_says_adult_and_the_position_may_lie_outside_it() -> None:
    ranges = (BY_LAW, ("recommended", 4, 8), ("recommended_final", 12, 32))
    con = warehouse(case(1, ranges=ranges, is_juvenile=None))
    found = con.execute(
        "SELECT position_percent, guideline_position_percent, guideline_low_months FROM core_range_position"
    ).fetchall()
    con.close()
    assert found == [(15, -10, 12)]


def test_no_measure_puts_before_and_after_the_law_by_the_date_of_the_decision() -> None:
    by_law = [entry for entry in load_measures() if "law_period" in entry.dims]
    assert by_law
    for entry in by_law:
        assert entry.date_basis == "offence_date" and entry.slices is not None
        assert entry.dims[0] == "provision" == entry.slices.dim
        assert "형법 제1조 제2항" in entry.caveat.ko and "no effect of the law" in entry.caveat.en
