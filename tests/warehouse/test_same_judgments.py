"""A judgment that two sources hold is one judgment in every number."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from tests.warehouse.published_fixture import NOW, judgment, warehouse
from warehouse.measures import build_units
from warehouse.models import build_models

NUMBERS = ["2024고단7", "2024고단9"]


def one(con: duckdb.DuckDBPyConnection, query: str) -> Any:
    return con.execute(query).fetchall()[0][0]


def counted_for(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return con.execute("SELECT document_id, counted_id FROM core_same_judgments ORDER BY ALL").fetchall()


def test_the_copy_that_was_read_further_is_counted_and_the_other_is_in_no_number() -> None:
    poor = {"is_read_whole": False, "n_unread": 2, "n_doubts": 1}
    others = [judgment(number) for number in range(100, 111)]
    con = warehouse(
        judgment(1, case_numbers=NUMBERS, decision_date="2024-01-10", **poor),
        judgment(2, case_numbers=NUMBERS[::-1], decision_date="2024-01-10"),
        *others,
    )
    assert counted_for(con) == [("law:0001", "law:0002")]
    whole = "year = 'all' AND court_level = 'all' AND offence_group = 'all'"
    assert con.execute(f"SELECT n_captured FROM out_coverage WHERE {whole}").fetchall() == [(12,)]  # noqa: S608
    told = "SELECT n FROM out_source_reconciliation WHERE reason = 'same_judgment'"
    assert con.execute(told).fetchall() == [(-1,)]
    build_units(con)
    assert one(con, "SELECT count(*) FROM unit_defendants") == 12
    assert one(con, "SELECT count(*) FROM unit_defendants WHERE document_id = 'law:0001'") == 0
    assert one(con, "SELECT count(*) FROM core_record_rows") == 12
    shown = "SELECT count(*) FROM core_shown_cases WHERE document_id = 'law:0001'"
    assert one(con, shown) == 0


@pytest.mark.parametrize(
    "other",
    [
        {"court": "다른가상지방법원"},
        {"decision_date": "2024-01-11"},
        {"case_numbers": NUMBERS[:1]},
        {"decision_type": "ruling"},
    ],
    ids=str,
)
def test_what_differs_in_court_date_number_or_kind_is_another_judgment(other: dict[str, Any]) -> None:
    same: dict[str, Any] = {"case_numbers": NUMBERS, "decision_date": "2024-01-10"}
    assert counted_for(warehouse(judgment(1, **same), judgment(2, **(same | other)))) == []


@pytest.mark.parametrize("unknown", [{"court": None}, {"decision_date": None}, {"case_numbers": []}], ids=str)
def test_what_is_not_known_makes_no_two_judgments_one(unknown: dict[str, Any]) -> None:
    same = {"case_numbers": NUMBERS, "decision_date": "2024-01-10"} | unknown
    assert counted_for(warehouse(judgment(1, **same), judgment(2, **same))) == []


def test_when_the_counted_copy_is_withdrawn_the_other_takes_its_place() -> None:
    same: dict[str, Any] = {"case_numbers": NUMBERS, "decision_date": "2024-01-10"}
    con = warehouse(judgment(1, **same), judgment(2, **same))
    assert counted_for(con) == [("law:0002", "law:0001")]
    con.execute("UPDATE core_documents SET is_withdrawn = true WHERE document_id = 'law:0001'").fetchall()
    build_models(con, now=NOW)
    assert counted_for(con) == []
    build_units(con)
    assert con.execute("SELECT document_id FROM unit_defendants").fetchall() == [("law:0002",)]
