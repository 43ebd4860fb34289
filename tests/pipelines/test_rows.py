"""Rows tie the contract's record to the catalogue: every column, every key once, evidence that leads home."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from pipelines import rows as R
from scrapers.cards import load_cards
from tests.warehouse.empty_tables import put_tables
from warehouse.catalog import table
from warehouse.load import to_arrow

SEEN = datetime(2026, 11, 1, tzinfo=UTC)


def document(**changes: Any) -> R.DocumentRow:
    values: dict[str, Any] = {
        "document_id": "d1",
        "source_id": "local",
        "text": "【주 문】\n피고인을 징역 1년 6월에 처한다.\n【이 유】\n…",
        "published_date": "2024-03-02",
        "spans": {"order_text": (6, 26), "reasons_text": (33, 36)},
    }
    return R.DocumentRow(**{**values, **changes})


def record(**changes: Any) -> dict[str, Any]:
    sentence = {
        "kind": "prison",
        "term": {"years": 1, "months": 6, "days": None},
        "months": 18,
        "suspended_months": 36,
        "imposition_suspended": False,
        "supervision": [{"kind": "with_suspension", "months": 24, "stated": True, "conditions": []}],
        "community_service_hours": 80,
    }
    person = {
        "label": "피고인",
        "n_persons": 1,
        "is_corporation": False,
        "disposition": "convicted_sentenced",
        "verdict": "guilty",
        "acquitted": False,
        "sentences": [sentence],
        "custody_status": "suspended",
        "forfeiture": True,
        "collection_krw": 1_000_000,
        "collection_joint": True,
        "workhouse_krw_per_day": 100_000,
        "employment_ban": {"state": "exempted", "institutions": ["child_youth"]},
        "disclosure": {"state": "not_seen"},
        "registration": {"state": "stated_by_law", "years": None},
        "compensation": {"granted": 1, "total_krw": 5_000_000, "dismissed": 2},
        "requests_dismissed": ["device", "compensation"],
        "age_at_decision": {"low": 20, "high": 29},
        "age_at_offence": None,
        "statutes": ["성폭력범죄의 처벌 등에 관한 특례법 제14조의2 제1항 제2호", "형법 제347조"],
        "factors": [{"direction": "mitigating", "factor": "first_offence", "adopted": True}],
        "counts": [
            {"note": None, "charge": "사기", "statutes": [], "verdict": "guilty", "sentence_index": 0}
        ],
    }
    base: dict[str, Any] = {
        "document_id": "d1",
        "court": "가상지방법원",
        "case_numbers": ["2024고단1"],
        "file_kinds": ["고단"],
        "decision_date": "2024-03-02",
        "instance": "1",
        "outcome": "sentenced",
        "appeal": {"prior_sentences": [{"kind": "prison", "months": 24}]},
        "defendants": [person],
        "unread": ["알 수 없는 조각"],
        "doubts": ["합이 맞지 않는다"],
        "rule_set": "r1",
        "evidence": [
            {
                "path": path,
                "section": "order",
                "start": 0,
                "end": 2,
                "slice": "피고",
                "rule": "x",
                "confidence": "verbatim",
            }
            for path in (
                "/court",
                "/defendants/0/sentences/0/months",
                "/defendants/0/sentences/0/supervision/0/months",
                "/defendants/0/collection_krw",
                "/defendants/0/employment_ban/state",
                "/defendants/0/age_at_decision/low",
                "/defendants/0/statutes/0",
                "/defendants/0/factors/0/adopted",
                "/appeal/prior_sentences/0",
                "/defendants/0/requests_dismissed/1",
                "/defendants/0/treatment_custody",
            )
        ],
    }
    return {**base, **changes}


def article_record() -> dict[str, Any]:
    return {
        "document_id": "a1",
        "language": "ko",
        "case_reports": [
            {
                "stage": "first_instance",
                "court": "가상지방법원",
                "demanded": [{"kind": "prison", "months": 36}],
                "imposed": [{"kind": "prison", "months": 18, "suspended_months": 36}],
                "quoted_lower": [],
                "supervision": "unknown",
                "age": {"low": 20, "high": 29, "basis": "as_reported", "system": None},
            }
        ],
        "claims": [
            {
                "measure": "share",
                "value": "75.8",
                "unit": "percent",
                "provisional": False,
                "approximate": False,
            }
        ],
        "evidence": [
            {
                "path": "/claims/0/value",
                "section": "body",
                "start": 0,
                "end": 4,
                "slice": "75.8",
                "rule": "c",
            },
            {
                "path": "/case_reports/0/imposed/0",
                "section": "body",
                "start": 0,
                "end": 1,
                "slice": "징",
                "rule": "s",
            },
        ],
        "doubts": [],
        "rule_set": "n1",
    }


def load_all(found: R.Rows, document_id: str) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    put_tables(con)
    R.replace_rows(con, [document_id], found)
    return con


def test_judgment_rows_fit_the_catalogue_and_load() -> None:
    found = R.judgment_rows(record(), document())
    assert set(found) == set(R.JUDGMENT_TABLES)
    assert all(found.values())
    con = load_all(found, "d1")
    assert con.execute(
        "SELECT total_months, years, months FROM core_sentences WHERE role = 'imposed'"
    ).fetchall() == [(18, 1, 6)]
    assert con.execute(
        "SELECT sentence_id, defendant_id FROM core_sentences WHERE role <> 'imposed'"
    ).fetchall() == [("d1#q0", "d1#0")]


def test_article_document_and_other_rows_fit_the_catalogue() -> None:
    capture = SimpleNamespace(
        capture_id="c1",
        source_id="s",
        url="https://example.invalid/",
        fetched_at=SEEN,
        status=200,
        content_type=None,
        sha256=None,
        size_bytes=1,
        warc_file="s/a.warc.gz",
        warc_offset=0,
        http_etag=None,
        failure=None,
        run_id="r",
    )
    run = SimpleNamespace(
        source_id="s", run_id="r", fetched_at=SEEN, finished=True, reason="finished", counts={"n": 1}
    )
    report = SimpleNamespace(
        source_id="s", query="q", stated_total=2, ids=("1", "2", "1"), page=1, skipped={}
    )
    damage = SimpleNamespace(warc_file="s/a.warc.gz", offset=10, length=5, reason="digest")
    problem = SimpleNamespace(source_id="s", url="https://example.invalid/", rule="withdrawn", message="410")
    batches: list[R.Rows] = [
        R.article_rows(article_record(), document(document_id="a1")),
        {"raw_captures": [R.capture_row(capture)], "raw_runs": [R.run_row(run)]},
        R.listing_rows(report, capture),
        {"core_issues": [R.damage_row(damage), R.problem_row(problem, capture)]},
    ]
    merged = R.merge_rows(batches)
    for name, rows in merged.items():
        stored = to_arrow(name, rows).to_pylist()
        keys = [tuple(row[column] for column in table(name).key) for row in stored]
        assert len(set(keys)) == len(keys), name
    assert merged["core_issues"][1]["severity"] == "info"


def test_evidence_leads_to_rows_that_exist() -> None:
    con = load_all(R.judgment_rows(record(), document()), "d1")
    targets = con.execute(
        "SELECT table_name, row_key, column_name FROM core_evidence ORDER BY position"
    ).fetchall()
    assert targets.pop() == ("record", "d1", "/defendants/0/treatment_custody"), "no row holds what is false"
    for name, row_key, column in targets:
        entry = table(name)
        key = " || '#' || ".join(f'CAST("{part}" AS VARCHAR)' for part in entry.key)
        assert column in entry.column_names, (name, column)
        n = con.execute(f"SELECT count(*) FROM {name} WHERE {key} = ?", [row_key]).fetchall()  # noqa: S608
        assert n == [(1,)], (name, row_key)


def test_orders_keep_state_quantity_and_unit() -> None:
    rows = {(row["kind"], row["state"]): row for row in R.judgment_rows(record(), document())["core_orders"]}
    assert rows["collection", "ordered"]["quantity"] == 1_000_000
    assert rows["collection", "ordered"]["is_joint"] is True
    assert rows["workhouse", "ordered"]["unit"] == "krw_per_day"
    assert rows["employment_ban", "exempted"]["detail"] == ["child_youth"]
    assert rows["registration", "by_law"]["quantity"] is None
    assert rows["compensation", "dismissed"]["n_items"] == 2
    assert ("electronic_monitoring", "dismissed") in rows
    assert not any(kind == "disclosure" for kind, _state in rows), "not seen is the absence of a row"


def test_an_unread_piece_and_a_doubt_are_counted_and_listed() -> None:
    found = R.judgment_rows(record(), document())
    judgment = found["core_judgments"][0]
    assert (judgment["n_unread"], judgment["n_doubts"], judgment["is_read_whole"]) == (1, 1, False)
    assert {row["rule"] for row in found["core_issues"]} == {"unread", "doubt"}
    unreadable = record(null_reasons={"/defendants": "unreadable"}, defendants=[], outcome=None, unread=[])
    judgment = R.judgment_rows(unreadable, document())["core_judgments"][0]
    assert (judgment["is_readable"], judgment["is_read_whole"]) == (False, False)


def test_a_date_that_is_none_becomes_an_issue_not_a_guess() -> None:
    found = R.judgment_rows(record(decision_date="2024-02-31"), document())
    assert found["core_judgments"][0]["decision_date"] is None
    assert "invalid_value" in {row["rule"] for row in found["core_issues"]}


def test_a_quoted_sentence_of_several_defendants_belongs_to_nobody_known() -> None:
    people = record()["defendants"] * 2
    quoted = [
        row
        for row in R.judgment_rows(record(defendants=people), document())["core_sentences"]
        if row["role"] != "imposed"
    ]
    assert [row["defendant_id"] for row in quoted] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("성폭력범죄의 처벌 등에 관한 특례법 제14조의2 제1항 제2호", ("14-2", 1, 2)),
        ("형법 제347조", ("347", None, None)),
        ("형법 제347조 제1항", ("347", 1, None)),
        ("이름만 있는 법", (None, None, None)),
    ],
)
def test_statutes_are_taken_apart(text: str, expected: tuple[Any, ...]) -> None:
    row = R.statute_row(text, "d#0", "d", 0)
    assert (row["article"], row["paragraph"], row["subparagraph"]) == expected
    assert row["law"] and row["law"] in text


@pytest.mark.parametrize(
    ("court", "level"),
    [
        ("대법원", "supreme"),
        ("가상고등법원", "high"),
        ("가상지방법원", "district"),
        ("가상지방법원 모의지원", "branch"),
        ("가상군사법원", "other"),
        (None, None),
    ],
)
def test_court_levels(court: str | None, level: str | None) -> None:
    assert R.court_level(court) == level


def test_reasons_are_seen_by_section_or_heading() -> None:
    assert document().has_reasons
    assert not document(text="【주 문】\n피고인은 무죄.").has_reasons


def test_rows_with_one_key_are_loaded_once() -> None:
    con = duckdb.connect()
    put_tables(con)
    rows = [{"source_id": "s", "item_id": item, "reason": "wanted"} for item in ("1", "2", "1")]
    R.load_rows(con, "raw_listed_ids", rows)
    R.load_rows(con, "raw_listed_ids", rows[:1])
    assert con.execute("SELECT * FROM raw_listed_ids ORDER BY ALL").fetchall() == [
        ("s", "1", "wanted"),
        ("s", "2", "wanted"),
    ]


def test_every_source_card_is_a_row() -> None:
    rows = [R.source_row(card) for card in load_cards().values()]
    assert rows
    assert to_arrow("raw_sources", rows).num_rows == len({row["source_id"] for row in rows})
