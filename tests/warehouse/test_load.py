"""Loading is idempotent by key, whole or not at all, and strict about columns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.warehouse.empty_tables import put_tables
from warehouse.catalog import CatalogError
from warehouse.load import delete_documents, load, load_parquet, replace_documents, to_arrow

KST = timezone(timedelta(hours=9))


def statute(document: str, position: int, article: str) -> dict[str, object]:
    return {
        "defendant_id": f"{document}#0",
        "document_id": document,
        "position": position,
        "law": "가상법",
        "article": article,
        "paragraph": None,
        "subparagraph": None,
        "role": "offence",
        "text": f"가상법 제{article}조",
    }


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    put_tables(connection)
    return connection


def articles(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return con.execute("SELECT document_id, article FROM core_statutes ORDER BY ALL").fetchall()


def test_loading_twice_is_loading_once(con: duckdb.DuckDBPyConnection) -> None:
    rows = to_arrow("core_statutes", [statute("d1", 0, "14-2"), statute("d2", 0, "11")])
    load(con, "core_statutes", rows)
    load(con, "core_statutes", rows)
    assert articles(con) == [("d1", "14-2"), ("d2", "11")]


def test_a_document_that_yields_fewer_rows_leaves_no_old_ones(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "core_statutes", to_arrow("core_statutes", [statute("d1", 0, "14-2"), statute("d1", 1, "13")]))
    load(con, "core_statutes", to_arrow("core_statutes", [statute("d1", 0, "14-2")]))
    assert articles(con) == [("d1", "14-2")]
    replace_documents(con, ["d1"], {"core_statutes": to_arrow("core_statutes", [])})
    assert articles(con) == []


def test_a_parquet_file_loads_like_an_arrow_table(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pq.write_table(to_arrow("core_statutes", [statute("d1", 0, "14-2"), statute("d2", 0, "11")]), path)
    assert load_parquet(con, "core_statutes", path) == 2
    load_parquet(con, "core_statutes", path)
    assert articles(con) == [("d1", "14-2"), ("d2", "11")]
    load_parquet(con, "core_statutes", path, replaced=["d1", "d2", "d3"])
    assert articles(con) == [("d1", "14-2"), ("d2", "11")]
    with pytest.raises(CatalogError, match="differs"):
        load_parquet(con, "core_factors", path)


def test_a_failed_load_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "core_statutes", to_arrow("core_statutes", [statute("d1", 0, "14-2")]))
    broken = to_arrow("core_statutes", [statute("d1", 0, "13")]).set_column(
        0,
        "defendant_id",
        [[None]],  # a null where the catalogue forbids one
    )
    with pytest.raises(duckdb.ConstraintException):
        load(con, "core_statutes", broken)
    assert articles(con) == [("d1", "14-2")]


def test_a_missing_or_unknown_column_is_an_error() -> None:
    row = statute("d1", 0, "14-2")
    row["another"] = row.pop("law")
    with pytest.raises(CatalogError, match=r"\['another', 'law'\]"):
        to_arrow("core_statutes", [row])


def test_times_become_utc_and_surrogates_keep_the_length() -> None:
    row = {
        "source_id": "s",
        "run_id": "r\ud800x",
        "fetched_at": datetime(2026, 1, 1, 9, 0, tzinfo=KST),
        "is_finished": True,
        "since_date": None,
        "until_date": None,
        "reason": None,
        "counts": None,
    }
    stored = to_arrow("raw_runs", [row, {**row, "fetched_at": "2026-01-01T09:00:00+09:00"}]).to_pylist()
    expected = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    assert [found["fetched_at"] for found in stored] == [expected, expected]
    assert stored[0]["run_id"] == "r?x"


def test_withdrawal_removes_every_core_row(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "core_statutes", to_arrow("core_statutes", [statute("d1", 0, "14-2"), statute("d2", 0, "13")]))
    con.execute("INSERT INTO core_case_links VALUES ('a#r0', 'd1', 0.5, [])")
    removed = delete_documents(con, ["d1"])
    assert (removed["core_statutes"], removed["core_case_links"]) == (1, 1)
    assert articles(con) == [("d2", "13")]
