"""Coverage, sources and their health: nothing is lost on the way down, nothing small is told, silence is loud."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import duckdb
import pytest

from tests.warehouse.published_fixture import NOW, full, judgment, warehouse
from warehouse.checks import failures, run_checks
from warehouse.load import load, to_arrow
from warehouse.models import build_models

HERE = NOW.replace(tzinfo=None)


def put(con: duckdb.DuckDBPyConnection, name: str, *rows: dict[str, Any]) -> None:
    load(con, name, to_arrow(name, [full(name, **row) for row in rows]))


def coverage(con: duckdb.DuckDBPyConnection, column: str) -> dict[str, tuple[Any, ...]]:
    found = con.execute(
        f"SELECT {column}, n_captured, n_readable, n_read_whole, n_official FROM out_coverage "  # noqa: S608
        f"WHERE {column} <> 'all' ORDER BY ALL"
    ).fetchall()
    return {row[0]: row[1:] for row in found}


def test_captured_readable_and_read_whole_are_counted_apart() -> None:
    judgments = [judgment(number) for number in range(12)]
    judgments.append(judgment(20, is_read_whole=False, n_unread=1))
    judgments.append(judgment(21, is_read_whole=False, is_readable=False))
    con = warehouse(*judgments, judgment(22, is_withdrawn=True))
    assert coverage(con, "year") == {"2024": (14, 13, 12, None)}
    assert coverage(con, "court_level") == {"district": (14, 13, 12, None)}
    assert coverage(con, "offence_group") == {"art14_2": (14, 13, 12, None)}
    assert failures(run_checks(con)) == []


def test_an_official_count_stands_beside_its_year_with_the_share() -> None:
    con = warehouse(*(judgment(number, decision_date="2020-03-01") for number in range(12)))
    row = con.execute(
        "SELECT n_official, official_figure_id, n_defendants, CAST(official_share AS VARCHAR) FROM out_coverage "
        "WHERE year = '2020'"
    ).fetchall()
    assert row == [(244988, "yearbook_disposed_2020", 12, "0.000049")]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"2020": 12, "2021": 15}, {"2020": 12, "2021": 15}),
        ({"2019": 6, "2020": 5, "2021": 15}, {"2021": 15, "pooled": 11}),
        ({"2019": 3, "2020": 12, "2021": 15}, {"2021": 15, "pooled": 15}),
    ],
)
def test_years_under_ten_stand_together(sizes: dict[str, int], expected: dict[str, int]) -> None:
    numbers = iter(range(100))
    judgments = [
        judgment(next(numbers), decision_date=f"{year}-02-02") for year, n in sizes.items() for _ in range(n)
    ]
    found = {value: row[0] for value, row in coverage(warehouse(*judgments), "year").items()}
    assert found == expected


def a_source(
    con: duckdb.DuckDBPyConnection, *captures: dict[str, Any], frequency: str = "daily"
) -> tuple[Any, ...]:
    put(con, "raw_sources", {"source_id": "s", "kind": "judgments", "frequency": frequency})
    put(
        con, "raw_captures",
        *({"source_id": "s", "capture_id": str(i), "warc_file": "f", **c} for i, c in enumerate(captures)),
    )  # fmt: skip
    build_models(con, now=NOW)
    return con.execute(
        "SELECT state, last_good_at, failing_since_at, failure FROM out_source_health"
    ).fetchall()[0]


def at(days: float) -> datetime:
    return HERE - timedelta(days=days)


def test_a_source_in_order_late_failing_or_never_good() -> None:
    good, bad = {"status": 200, "fetched_at": at(1)}, {"status": 403, "fetched_at": at(0.5)}
    assert a_source(warehouse(), good) == ("ok", at(1), None, None)
    assert a_source(warehouse(), {**good, "status": 304}) == ("ok", at(1), None, None)
    assert a_source(warehouse(), {**good, "fetched_at": at(9)})[0] == "late"
    assert a_source(warehouse(), {**good, "fetched_at": at(9)}, frequency="weekly")[0] == "ok"
    assert a_source(warehouse(), good, bad) == ("failing", at(1), at(0.5), "http_403")
    assert a_source(warehouse(), bad)[0] == "never"
    broken = {"status": None, "failure": "timeout", "fetched_at": at(0.2)}
    assert a_source(warehouse(), good, broken)[3] == "timeout"


def test_a_run_that_did_not_finish_is_told() -> None:
    con = warehouse()
    put(con, "raw_runs", {"source_id": "s", "run_id": "r", "fetched_at": at(0.5), "reason": "killed"})
    assert a_source(con, {"status": 200, "fetched_at": at(1)})[0] == "unfinished"


def test_a_source_says_what_share_of_its_own_list_is_held() -> None:
    con = warehouse(*(judgment(number, source_id="s") for number in range(3)))
    put(con, "raw_listed_ids", *({"source_id": "s", "item_id": str(i)} for i in range(4)))
    put(
        con, "raw_listings",
        {"capture_id": "0", "source_id": "s", "query": "a", "fetched_at": at(3), "stated_total": 9},
        {"capture_id": "1", "source_id": "s", "query": "a", "fetched_at": at(1), "stated_total": 4},
    )  # fmt: skip
    a_source(con, {"status": 200, "fetched_at": at(1)})
    row = con.execute(
        "SELECT n_documents, n_listed, stated_total, CAST(held_share AS VARCHAR) FROM out_sources"
    ).fetchall()
    assert row == [(3, 4, 4, "0.750000")]
    assert con.execute("SELECT n_listed FROM out_coverage WHERE n_listed IS NOT NULL").fetchall() == [(4,)]
