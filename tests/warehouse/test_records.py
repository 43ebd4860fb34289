"""Record-level files over generated judgments: five alike, quarter and band and level alone, nobody who may be young."""

from __future__ import annotations

import re
from datetime import datetime

import duckdb
import pytest

from tests.warehouse.published_fixture import judgment, warehouse
from tests.warehouse.synthetic_core import fill_core
from warehouse.catalog import table
from warehouse.models import build_models

NOW = datetime(2026, 11, 22)  # noqa: DTZ001 (warehouse times are naive UTC)
ALIKE = "court_level, decision_period, offence_group, disposition"


def built(n: int, seed: int) -> duckdb.DuckDBPyConnection:
    """Judgments of which a part says that a defendant is young, or how old."""
    con = duckdb.connect()
    fill_core(con, n, seed=seed)
    con.execute(
        """UPDATE core_defendants SET
            is_juvenile = CASE hash(defendant_id, 1) % 5 WHEN 0 THEN true WHEN 1 THEN NULL ELSE false END,
            age_decision_low = CASE WHEN hash(defendant_id, 2) % 3 = 0 THEN (14 + hash(defendant_id, 3) % 50)::INTEGER END,
            age_offence_low = NULL,
            age_offence_high = CASE WHEN hash(defendant_id, 4) % 7 = 0 THEN (15 + hash(defendant_id, 5) % 20)::INT END"""
    ).fetchall()
    con.execute(
        "UPDATE core_defendants SET age_decision_high = age_decision_low + (hash(defendant_id, 6) % 12)::INTEGER"
    ).fetchall()
    con.execute("UPDATE core_judgments SET has_youth_words = hash(document_id, 7) % 4 = 0").fetchall()
    build_models(con, now=NOW)
    return con


@pytest.mark.parametrize(("n", "seed"), [(40, 0), (300, 1), (300, 2), (900, 3)])
def test_records_of_any_data_are_five_alike_and_hold_nobody_who_may_be_young(n: int, seed: int) -> None:
    con = built(n, seed)
    small = con.execute(f"SELECT {ALIKE} FROM out_records GROUP BY ALL HAVING count(*) < 5").fetchall()  # noqa: S608
    assert small == []
    young = con.execute(
        """SELECT r.record_id FROM core_record_rows AS r JOIN core_defendants AS d USING (defendant_id)
        JOIN core_judgments AS j ON j.document_id = d.document_id
        WHERE d.is_juvenile OR d.age_decision_low < 20 OR d.age_offence_low < 20 OR d.age_offence_high < 20
           OR d.disposition = 'transferred_juvenile' OR len(d.juvenile_provisions) > 0
           OR (d.is_juvenile IS NULL AND d.age_decision_low IS NULL AND j.has_youth_words
               AND NOT d.is_corporation AND r.prison_months IS NULL)"""
    ).fetchall()
    assert young == []
    periods = {row[0] for row in con.execute("SELECT DISTINCT decision_period FROM out_records").fetchall()}
    assert all(re.fullmatch(r"\d{4}-Q[1-4]|\d{4}|\d{3}0s", period) for period in periods)
    ids = con.execute("SELECT count(*), count(DISTINCT record_id) FROM out_records").fetchall()[0]
    assert ids[0] == ids[1] and (n < 100 or ids[0] > 0)


def test_records_name_no_court_no_day_and_no_number() -> None:
    names = set(table("out_records").column_names)
    assert not names & {
        "court",
        "decision_date",
        "case_numbers",
        "document_id",
        "defendant_id",
        "case_name",
        "age",
    }


def test_the_same_rows_have_the_same_ids_whatever_else_is_read() -> None:
    """An id depends on the row and on how many are like it: a record elsewhere changes none."""
    fewer = warehouse(*(judgment(number) for number in range(9)))
    more = warehouse(
        *(judgment(number) for number in range(9)),
        *(judgment(number, decision_date="2021-05-05", total_months=20) for number in range(100, 106)),
    )
    query = "SELECT * FROM out_records WHERE decision_period LIKE '2024%' ORDER BY record_id"
    assert fewer.execute(query).fetchall() == more.execute(query).fetchall()


def test_a_copy_from_the_court_portal_gives_no_record() -> None:
    copies = [judgment(number, meta='{"licence":"portal_copy"}') for number in range(9)]
    con = warehouse(*copies)
    assert con.execute("SELECT count(*) FROM out_records").fetchall() == [(0,)]
