"""KOSIS figures: every value as given, marks apart from zero, and a supervision series that says what it counts."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.warehouse.published_fixture import NOW, empty, full
from warehouse.load import load, to_arrow
from warehouse.models import build_models


def line(table: str, code: str, year: int, shown: str, *, item: str = "T1") -> str:
    row = {
        "ORG_ID": "999",
        "TBL_ID": table,
        "TBL_NM": "가상 표",
        "ITM_ID": item,
        "ITM_NM": "인원",
        "C1": code,
        "C1_NM": f"분류 {code}",
        "PRD_DE": str(year),
        "DT": None if shown in {"-", "…", "x", ""} else shown,
        "DT_AS_SHOWN": shown,
        "UNIT_NM": "명",
        "LST_CHN_DE": "2026-09-01",
    }
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def built(*lines: str) -> duckdb.DuckDBPyConnection:
    con = empty()
    document: dict[str, Any] = full(
        "core_documents", document_id="kosis:999-T", kind="statistic", is_current=True, text="\n".join(lines)
    )
    load(con, "core_documents", to_arrow("core_documents", [document]))
    build_models(con, now=NOW)
    return con


@pytest.mark.parametrize(
    ("shown", "value", "state"),
    [
        ("0", Decimal(0), "value"),
        ("1234", Decimal(1234), "value"),
        ("1,234.5", Decimal("1234.5"), "value"),
        ("-", None, "none"),
        ("…", None, "not_available"),
        ("x", None, "withheld"),
        ("", None, "empty"),
        ("약 30", None, "unreadable"),
    ],
)
def test_a_mark_is_never_a_zero_and_what_is_no_number_is_doubted(
    shown: str, value: Decimal | None, state: str
) -> None:
    con = built(line("DT_GASANG02", "B01", 2024, shown))
    rows = con.execute(
        "SELECT value, value_state, as_shown, status, unit, year FROM ref_kosis_values"
    ).fetchall()
    assert rows == [(value, state, shown, "doubtful" if state == "unreadable" else "usable", "persons", 2024)]
    con.close()


def test_the_supervision_series_says_what_it_counts_with_the_total_of_its_newest_year() -> None:
    con = built(
        line("DT_GASANG02", "B00", 2023, "9000"),
        line("DT_GASANG02", "B00", 2024, "10500"),
        line("DT_GASANG02", "B01", 2024, "7000"),
        line("DT_GASANG02", "B00", 2025, "…"),
        line("DT_GASANG02", "B00", 2026, "300"),
    )
    row = con.execute(
        "SELECT latest_year, latest_value, headline_ko, headline_en, n_values, n_missing, is_fictional "
        "FROM out_kosis_series WHERE series_id = 'kosis_supervision_taken_up'"
    ).fetchall()[0]
    assert row[:2] == (2024, Decimal(10500)) and row[4:] == (4, 1, True)
    assert "10,500명" in row[2] and "2024년" in row[2] and "집행유예를 받은 사람의 수가 아니다" in row[2]
    assert "10,500 persons" in row[3] and "not the number of persons with a suspended sentence" in row[3]
    con.close()


def test_a_table_that_nobody_described_is_doubtful_and_has_no_sentence() -> None:
    con = built(line("DT_OTHER", "A", 2024, "5"))
    assert con.execute("SELECT status, series_id FROM ref_kosis_values").fetchall() == [("doubtful", None)]
    series = con.execute("SELECT series_id FROM out_kosis_series").fetchall()
    assert series == [("supervision_alone_reported",)]
    con.close()
