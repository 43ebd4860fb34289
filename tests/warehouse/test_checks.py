"""Every kind of check fails on a planted fault, names it, and passes without it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.published_fixture import empty, judgment, warehouse
from warehouse.catalog import load_catalog, table
from warehouse.checks import (
    check_key,
    failures,
    load_written_checks,
    row_rules,
    run_checks,
    run_written_check,
)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return empty()


def insert(con: duckdb.DuckDBPyConnection, name: str, **values: object) -> None:
    """One row, the columns not given filled with the least value their type and catalogue allow."""
    least = {"VARCHAR": "x", "INTEGER": 1, "BIGINT": 1, "BOOLEAN": True, "DATE": "2024-01-01", "JSON": "{}"}
    row = {}
    for column in table(name).columns:
        default: object = None
        if not column.nullable:
            default = [] if column.type.endswith("[]") else least.get(column.type, "2024-01-01 00:00:00")
            default = column.enum[0] if column.enum and not column.type.endswith("[]") else default
        row[column.name] = values.get(column.name, default)
    places = ", ".join("?" for _ in row)
    con.execute(f"INSERT INTO {name} VALUES ({places})", list(row.values())).fetchall()  # noqa: S608


def failed(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], bool]:
    return {(result.table, result.name): result.blocking for result in failures(run_checks(con))}


def a_judgment(con: duckdb.DuckDBPyConnection, **values: object) -> None:
    insert(con, "core_documents", document_id="d1", is_current=True, is_withdrawn=False)
    insert(con, "core_judgments", document_id="d1", version=1, **{"n_defendants": 1, **values})
    insert(con, "core_defendants", defendant_id="d1#0", document_id="d1")


def test_empty_and_sound_tables_pass(con: duckdb.DuckDBPyConnection) -> None:
    assert failed(con) == {}
    a_judgment(con)
    assert failed(con) == {}


def test_a_repeated_key_blocks(con: duckdb.DuckDBPyConnection) -> None:
    a_judgment(con)
    insert(con, "core_orders", defendant_id="d1#0", document_id="d1")
    assert check_key(con, table("core_orders")).passed
    insert(con, "core_orders", defendant_id="d1#0", document_id="d1")
    result = check_key(con, table("core_orders"))
    assert (result.n_failing, result.blocking) == (1, True)
    assert result.sample == ("d1#0 | forfeiture | ordered | 2",)


def test_a_value_outside_the_list_or_range_is_reported(con: duckdb.DuckDBPyConnection) -> None:
    a_judgment(con, outcome="new_outcome")
    insert(con, "core_defendants", defendant_id="d1#1", document_id="d1", age_offence_low=999)
    con.execute("UPDATE core_judgments SET n_defendants = 2").fetchall()
    assert failed(con) == {
        ("core_judgments", "outcome_in_enum"): False,
        ("core_defendants", "age_offence_low_max"): False,
    }


def test_a_reference_to_nothing_blocks(con: duckdb.DuckDBPyConnection) -> None:
    a_judgment(con)
    insert(con, "core_factors", defendant_id="d9#0", document_id="d9")
    assert failed(con) == {("core_factors", "defendant_id_in_core_defendants"): True}


def test_out_values_outside_the_catalogue_block(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "out_headlines", population="voters")
    assert failed(con)["out_headlines", "population_in_enum"]


def test_personal_data_in_an_out_table_blocks_without_being_repeated(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "out_labels", label_ko="검사 홍길동(기소)")
    results = failures(run_checks(con))
    assert [(result.table, result.name, result.blocking) for result in results] == [
        ("out_labels", "no_personal_data", True)
    ]
    assert "홍길동" not in str(results)


def test_every_not_null_enum_and_range_of_the_catalogue_has_a_rule() -> None:
    for entry in load_catalog().values():
        names = {rule.name for rule in row_rules(entry)}
        for column in entry.columns:
            assert column.nullable or f"{column.name}_not_null" in names
            assert not column.enum or f"{column.name}_in_enum" in names
            assert column.min is None or f"{column.name}_min" in names


PLANTED = {
    "core_judgments_count_their_defendants": "UPDATE core_judgments SET n_defendants = 3",
    "core_judgments_read_current_version": "UPDATE core_judgments SET version = 2",
    "core_documents_one_current_version": "UPDATE core_documents SET is_current = false",
    "core_evidence_slice_length": "UPDATE core_evidence SET slice = 'longer'",
    "core_evidence_leads_to_a_judgment_or_article": "UPDATE core_evidence SET document_id = 'd9'",
    "core_sentences_total_months": "UPDATE core_sentences SET total_months = 17, years = 1, months = 6",
    "core_ages_are_intervals": "UPDATE core_defendants SET age_offence_low = 30, age_offence_high = 20",
    "core_articles_read_current_version": "UPDATE core_articles SET version = 7",
    "out_cases_no_juvenile": "UPDATE core_defendants SET is_juvenile = true",
    "out_cases_read_whole": "UPDATE core_judgments SET is_read_whole = false",
    "out_case_evidence_slices_back": "UPDATE out_case_evidence SET slice = 'zz'",
    "out_cases_small_groups_unnamed": "UPDATE out_cases SET decision_quarter = NULL",
    "out_cases_five_alike": "DELETE FROM out_cases WHERE case_id > (SELECT min(case_id) FROM out_cases)",
    "out_records_five_alike": "DELETE FROM out_records WHERE record_id > (SELECT min(record_id) FROM out_records)",
    "out_records_are_the_chosen": "UPDATE out_records SET record_id = 'r1'",
    "out_records_no_minor": "UPDATE core_defendants SET age_offence_low = 18",
    "out_coverage_nested": "UPDATE out_coverage SET n_readable = n_captured + 1",
    "out_coverage_no_small_value": "INSERT INTO out_coverage SELECT * REPLACE ('1999' AS year, 3 AS n_captured) "
    "FROM out_coverage WHERE year = 'all' AND court_level = 'all' AND offence_group = 'all'",
}


def plant_everything() -> duckdb.DuckDBPyConnection:
    """A sound warehouse in which every table that a written check reads has rows."""
    con = warehouse(
        *(judgment(number) for number in range(12)),
        *(judgment(n, decision_date="2020-04-05") for n in (20, 21)),
    )
    con.execute("UPDATE core_documents SET is_withdrawn = false").fetchall()
    insert(con, "core_documents", document_id="a1", kind="article", is_current=True)
    insert(con, "core_articles", document_id="a1", version=1)
    return con


@pytest.mark.parametrize("name", sorted({check.name for check in load_written_checks()}))
def test_each_written_check_catches_its_planted_fault(name: str) -> None:
    check = next(check for check in load_written_checks() if check.name == name)
    con = plant_everything()
    assert run_written_check(con, check).passed
    con.execute(PLANTED[name]).fetchall()
    assert not run_written_check(con, check).passed


def test_a_check_file_says_weight_table_and_law(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("-- sometimes: core_x: law\nSELECT 1", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.sql"):
        load_written_checks(tmp_path)
