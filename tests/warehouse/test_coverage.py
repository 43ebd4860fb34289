"""Coverage, sources and their health: nothing is lost on the way down, nothing small is told, silence is loud."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pytest

from tests.warehouse.published_fixture import NOW, full, judgment, warehouse
from warehouse.checks import failures, run_checks
from warehouse.load import load, to_arrow
from warehouse.models import load_models, run_model

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
    con: duckdb.DuckDBPyConnection, *captures: dict[str, Any], frequency: str = "daily", **card: Any
) -> dict[str, Any]:
    """The health of source `s` with these captures, in the order given."""
    bounds = {"items_a_day_low": 0, "items_a_day_high": 50, "stands_at": None}
    put(con, "raw_sources", {"source_id": "s", "kind": "news", "frequency": frequency, **bounds, **card})
    put(
        con, "raw_captures",
        *(
            {"source_id": "s", "capture_id": str(i), "warc_file": "f", "warc_offset": i, "status": 200, "gave": "list", **c}
            for i, c in enumerate(captures)
        ),
    )  # fmt: skip
    models = load_models()
    for name in (
        "core_item_states", "out_source_yield", "out_source_health", "out_source_reconciliation", "out_sources",
        "out_coverage",
    ):  # fmt: skip
        run_model(con, models[name], now=NOW)
    found = con.execute("SELECT * FROM out_source_health").fetchall()
    names = [column[0] for column in con.description]
    return dict(zip(names, found[0], strict=True))


def at(days: float) -> datetime:
    return HERE - timedelta(days=days)


def articles(con: duckdb.DuckDBPyConnection, ages: Iterable[int]) -> None:
    """One article of source `s` for each age in days."""
    put(
        con, "core_documents",
        *(
            {
                "source_id": "s", "document_id": f"a{i}", "kind": "article", "version": 1, "is_current": True,
                "is_withdrawn": False, "published_date": at(age).date(), "first_seen_at": at(age),
            }
            for i, age in enumerate(ages)
        ),
    )  # fmt: skip


def health_of(ages: Iterable[int], *captures: dict[str, Any], **card: Any) -> dict[str, Any]:
    con = warehouse(models=False)
    articles(con, ages)
    return a_source(con, *(captures or ({},)), **card)


def test_a_source_is_judged_by_its_newest_item_not_by_its_last_visit() -> None:
    fresh = health_of(range(1, 40))
    assert (fresh["state"], fresh["silent_days"], fresh["not_ok_since_date"]) == ("ok", 1, None)
    silent = health_of(range(9, 60))
    assert (silent["state"], silent["silent_days"]) == ("late", 9)
    assert silent["not_ok_since_date"] == silent["last_item_date"] == at(9).date()
    assert health_of(range(9, 60), stands_at=at(8))["state"] == "ok"
    assert health_of([])["state"] == "never"


def test_a_silence_as_long_as_those_before_is_no_alarm() -> None:
    assert health_of(range(9, 200, 10))["state"] == "ok"
    assert health_of(range(25, 200, 10))["state"] == "late"


def test_fewer_than_ever_in_a_week_is_short_and_more_than_ever_is_a_flood() -> None:
    usual = [age for age in range(8, 80) for _ in range(6)]
    assert health_of([*usual, *range(1, 8), *range(1, 8), *range(1, 8)])["state"] == "ok"
    short = health_of([*usual, 1, 2, 3])
    assert (short["state"], short["week_found"], short["week_low"], short["week_typical"]) == (
        "short",
        3,
        21,
        42,
    )
    assert health_of([*usual, *[2] * 200])["state"] == "flooded"


def test_files_on_disk_are_never_late_or_short() -> None:
    assert health_of([400], frequency="once", items_a_day_low=1)["state"] == "ok"
    assert health_of([400], frequency="daily", items_a_day_low=1)["state"] == "late"


def test_learnt_bounds_stay_within_the_card() -> None:
    usual = [age for age in range(8, 80) for _ in range(6)]
    assert health_of([*usual, 1, 2], items_a_day_low=0, items_a_day_high=2)["week_low"] == 14
    assert health_of([*usual, 1, 2], items_a_day_low=5)["week_low"] == 35


def page(item: str | None, gave: str | None, status: int | None = 200) -> dict[str, Any]:
    return {"item_id": item, "url": f"https://x/{item}", "gave": gave, "status": status}


def test_a_failure_is_open_until_the_same_page_is_good_again() -> None:
    lost = [page(str(i), "timeout", None) for i in range(6)]
    failing = health_of(range(1, 40), *lost)
    assert (failing["state"], failing["n_open_failures"], failing["failure"]) == ("failing", 6, "timeout")
    mended = health_of(range(1, 40), *lost, *(page(str(i), "document") for i in range(6)))
    assert (mended["state"], mended["n_open_failures"]) == ("ok", 0)
    again = health_of(range(1, 40), *(page(str(i), "document") for i in range(6)), *lost)
    assert again["n_open_failures"] == 6
    confirmed = [page(str(i), None, 304) for i in range(6)]
    first = [page(str(i), "document") for i in range(6)]
    assert health_of(range(1, 40), *first, *lost, *confirmed)["n_open_failures"] == 0


def test_one_list_that_fails_is_enough() -> None:
    row = health_of(range(1, 40), {"url": "https://x/feed", "gave": "maintenance", "item_id": None})
    assert (row["state"], row["failure"]) == ("failing", "maintenance")
    assert "maintenance" in row["message_en"] and "maintenance" in row["message_ko"]


def test_visits_leave_no_trace_in_what_is_published() -> None:
    once = [page("1", "document"), page("2", "timeout", None)]
    assert health_of(range(1, 40), *once) == health_of(range(1, 40), *once, *once, *once)


def test_every_difference_from_stated_to_published_has_a_reason() -> None:
    con = warehouse()
    articles(con, [1, 2, 3])
    put(
        con, "raw_listed_ids",
        *({"source_id": "s", "item_id": str(i), "reason": "wanted"} for i in range(6)),
        {"source_id": "s", "item_id": "7", "reason": "off_topic"},
        {"source_id": "s", "item_id": "map", "reason": "sitemap"},
    )  # fmt: skip
    put(con, "raw_listings", {"capture_id": "0", "source_id": "s", "query": "a", "stated_total": 9})
    a_source(
        con, {"item_id": None, "url": "l"}, page("0", "document"), page("1", "document"), page("2", "timeout", None),
        page("3", "gone", 404), page("old", "document"),
    )  # fmt: skip
    rows = con.execute(
        "SELECT step, reason, n FROM out_source_reconciliation ORDER BY position, reason"
    ).fetchall()
    assert rows == [
        ("stated", "all", 9), ("listed", "all", 7), ("listed", "not_on_its_pages", -2), ("held", "all", 3),
        ("held", "gone", -1), ("held", "not_listed_now", 1), ("held", "not_yet_asked", -2), ("held", "off_topic", -1),
        ("held", "timeout", -1), ("read", "all", 0), ("read", "reader_failed", -3), ("published", "all", 0),
    ]  # fmt: skip
    totals = {step: n for step, reason, n in rows if reason == "all"}
    for before, step in (("stated", "listed"), ("listed", "held"), ("held", "read"), ("read", "published")):
        assert totals[before] + sum(n for s, r, n in rows if s == step and r != "all") == totals[step]


def test_a_source_says_what_share_of_its_own_list_is_held() -> None:
    con = warehouse(*(judgment(number, source_id="s") for number in range(3)))
    put(con, "raw_listed_ids", *({"source_id": "s", "item_id": str(i), "reason": "wanted"} for i in range(4)))
    put(
        con, "raw_listings",
        {"capture_id": "0", "source_id": "s", "query": "a", "stated_total": 9},
        {"capture_id": "1", "source_id": "s", "query": "a", "stated_total": 4},
    )  # fmt: skip
    a_source(con, {}, {}, kind="judgments")
    row = con.execute(
        "SELECT n_documents, n_listed, stated_total, CAST(held_share AS VARCHAR) FROM out_sources"
    ).fetchall()
    assert row == [(3, 4, 4, "0.750000")]
    assert con.execute("SELECT n_listed FROM out_coverage WHERE n_listed IS NOT NULL").fetchall() == [(4,)]
