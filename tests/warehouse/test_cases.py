"""Judgments shown one by one: adults and companies alone, order and provisions alone, never a group under five."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from tests.warehouse.published_fixture import LAW, ORDER, TEXT, judgment, warehouse
from warehouse.checks import failures, run_checks


def shown(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in con.execute("SELECT document_id FROM out_cases ORDER BY ALL").fetchall()]


def nine() -> list[dict[str, Any]]:
    """Nine judgments alike in one quarter."""
    return [judgment(number) for number in range(9)]


def test_adults_alike_in_a_quarter_are_shown_with_court_and_number() -> None:
    con = warehouse(*nine())
    row = con.execute(
        "SELECT document_id, court, case_numbers, decision_quarter, offence_group, disposition, order_text, "
        "applied_law_text FROM out_cases ORDER BY document_id LIMIT 1"
    ).fetchall()
    assert row == [("law:0000", "가상지방법원", ["2024고단0"], "2024-Q1", "art14_2", "suspended", ORDER, LAW)]
    assert failures(run_checks(con)) == []


def test_evidence_is_of_order_and_provisions_and_slices_back() -> None:
    con = warehouse(*nine())
    rows = con.execute(
        'SELECT e.section, e."start", e."end", e.slice, e.value, c.order_text, c.applied_law_text '
        "FROM out_case_evidence AS e JOIN out_cases AS c USING (document_id) WHERE document_id = 'law:0000' "
        "ORDER BY position"
    ).fetchall()
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("order", "징역 10월", "10"),
        ("applied_law", LAW, LAW),
    ]
    for section, start, end, piece, _value, order, law in rows:
        assert (order if section == "order" else law)[start:end] == piece


@pytest.mark.parametrize(
    "values",
    [
        {"is_juvenile": True},
        {"is_juvenile": None, "has_reasons": False},
        {"is_juvenile": None, "has_youth_words": True},
        {"age_decision_low": 19, "age_decision_high": 19},
        {"age_decision_low": None, "age_decision_high": 19},
        {"age_offence_low": 17, "age_offence_high": 17},
        {"juvenile_provisions": ["60_indeterminate"]},
        {"disposition": "transferred_juvenile"},
        {"is_read_whole": False},
        {"is_withdrawn": True},
        {"decision_date": None},
        {"meta": '{"licence":"portal_copy"}'},
    ],
)
def test_youth_doubtful_age_unread_or_withdrawn_judgments_are_not_shown(values: dict[str, Any]) -> None:
    con = warehouse(*nine(), judgment(30, **values))
    assert "law:0030" not in shown(con)
    assert len(shown(con)) == 9
    n_records = con.execute("SELECT count(*) FROM out_records").fetchall()
    assert n_records == [(9,)] or values.keys() & {"is_read_whole"}, "nor do they stand among the records"
    assert failures(run_checks(con), blocking_only=True) == []


def test_no_word_of_youth_shows_a_judgment_without_court_number_or_quarter() -> None:
    con = warehouse(*(judgment(number, is_juvenile=None) for number in range(9)))
    found = con.execute(
        "SELECT DISTINCT adult_basis, document_id = case_id, court, case_numbers, decision_quarter FROM out_cases"
    ).fetchall()
    assert found == [("no_sign", True, None, [], None)]
    assert failures(run_checks(con)) == []


@pytest.mark.parametrize(
    "values",
    [
        {"is_juvenile": None, "age_decision_low": 30, "age_decision_high": 39},
        {"is_juvenile": None, "total_months": 36, "suspended_months": None, "has_reasons": False},
        {"is_juvenile": None, "is_corporation": True},
    ],
)
def test_adults_are_also_known_by_age_by_an_adult_term_or_as_companies(values: dict[str, Any]) -> None:
    assert len(shown(warehouse(*(judgment(number, **values) for number in range(9))))) == 9


def test_one_minor_among_adults_keeps_the_judgment_back() -> None:
    mixed = judgment(30)
    young = {**mixed["core_defendants"][0], "defendant_id": "law:0030#1", "position": 1, "is_juvenile": True}
    mixed["core_defendants"].append(young)
    mixed["core_judgments"][0]["n_defendants"] = 2
    assert "law:0030" not in shown(warehouse(*nine(), mixed))


def test_a_group_under_five_loses_court_number_quarter_and_id() -> None:
    few = [judgment(number, decision_date=f"2024-{1 + 3 * (number % 4):02d}-02") for number in range(8)]
    con = warehouse(*few)
    rows = con.execute(
        "SELECT document_id = case_id, court, case_numbers, decision_quarter, decision_period FROM out_cases"
    ).fetchall()
    assert rows == [(True, None, [], None, "2024")] * 8
    assert failures(run_checks(con)) == []


def test_fewer_than_five_in_a_decade_are_not_shown() -> None:
    assert shown(warehouse(*(judgment(number) for number in range(4)))) == []


def test_an_order_with_personal_data_is_not_shown() -> None:
    order = ORDER + "\n압수된 휴대전화(010-1234-5678)를 몰수한다."
    leaking = judgment(30, order=order, text=TEXT.replace(ORDER, order))
    assert "law:0030" not in shown(warehouse(*nine(), leaking))


def test_a_name_that_turns_writing_around_is_not_shown() -> None:
    con = warehouse(
        *nine(), judgment(30, case_name="사기 \u202e역순"), judgment(31, case_name="사기 \u2066역순\u2069")
    )
    assert len(shown(con)) == 9 and not {"law:0030", "law:0031"} & set(shown(con))


def test_offsets_count_code_points_beyond_the_basic_plane() -> None:
    text = "🏛️ " + TEXT
    con = warehouse(*(judgment(number, text=text) for number in range(6)))
    assert con.execute("SELECT DISTINCT slice FROM out_case_evidence WHERE section = 'order'").fetchall() == [
        ("징역 10월",)
    ]
    assert failures(run_checks(con)) == []
