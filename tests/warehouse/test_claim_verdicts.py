"""The published verdicts: one row a claim, copies once, incidents and headlines kept back, nothing personal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from tests.warehouse.published_fixture import full
from warehouse.claim_arithmetic import SMALL_COUNT
from warehouse.claim_verdicts import plain_address, put_claim_verdicts, states_statistic
from warehouse.load import load, to_arrow
from warehouse.scanner import scan_tables
from warehouse.verdicts import published_review, reference_connection


def _article(number: int, **values: Any) -> dict[str, list[dict[str, Any]]]:
    document_id = f"press:{number}"
    url = values.get("url", f"https://press.example/news/A{number}")
    return {
        "core_documents": [
            full("core_documents", document_id=document_id, version=1, kind="article", url=url, is_current=True)
        ],
        "core_articles": [
            full(
                "core_articles", document_id=document_id, outlet=f"가상일보{number}", language="ko",
                published_date="2025-01-10", published_at=f"2025-01-10T0{number}:00:00",
            )
        ],
        "core_article_clusters": [
            full("core_article_clusters", document_id=document_id, cluster_id="e",
                 copy_group_id=values.get("copy", document_id))
        ],
    }  # fmt: skip


def _claim(number: int, position: int, value: str, **changes: Any) -> dict[str, Any]:
    claim = {
        "measure": "share", "unit": "percent", "population": "suspects aged 10-19", "age_low": 10, "age_high": 19,
        "topic": "deepfake", "period": "2024", "comparator": "exact", "text": f"{value}%", "value": value,
    }  # fmt: skip
    key = {"claim_id": f"press:{number}#c{position}", "document_id": f"press:{number}", "position": position}
    return full("core_claims", **{**key, **claim, **changes})


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with reference_connection() as connection:
        tables: dict[str, list[dict[str, Any]]] = {}
        for rows in (_article(1, copy="one"), _article(2, copy="one"), _article(3)):
            for name, found in rows.items():
                tables.setdefault(name, []).extend(found)
        persons = {"measure": "count", "unit": "persons", "age_low": None, "age_high": None}
        tables["core_claims"] = [
            _claim(1, 0, "80.4"),
            _claim(2, 0, "80.4"),
            _claim(3, 0, "91.2"),
            _claim(3, 1, "12", **{**persons, "population": "victims", "text": "12명"}),
            _claim(3, 2, "40", numerator=34, denominator=87, age_low=None, age_high=None, population="defendants",
                   period="2020-06..2024-06", outcome="suspended", stage="first_instance"),
            _claim(3, 3, "33.3", numerator=1, denominator=3),
        ]  # fmt: skip
        for name, made in tables.items():
            load(connection, name, to_arrow(name, made))
        put_claim_verdicts(connection)
        yield connection


def _rows(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    cursor = con.execute("SELECT * FROM out_claim_verdicts ORDER BY published_date, value")
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_copies_count_once_and_incidents_never(con: duckdb.DuckDBPyConnection) -> None:
    found = {row["value"]: row for row in _rows(con)}
    assert set(found) == {"40", "80.4", "91.2"}
    assert (found["80.4"]["n_articles"], found["80.4"]["outlet"]) == (2, "가상일보1")
    assert found["80.4"]["verdict"] == "supported"
    assert found["91.2"]["verdict"] == "contradicted"


def test_the_working_is_shown(con: duckdb.DuckDBPyConnection) -> None:
    row = next(row for row in _rows(con) if row["value"] == "40")
    assert row["arithmetic"] == "fails"
    assert "39.1" in row["arithmetic_en"] and row["our_n"] is not None
    assert row["our_source"] and row["definition_en"]


def test_every_claim_is_in_the_counts(con: duckdb.DuckDBPyConnection) -> None:
    counts = con.execute(
        "SELECT verdict, n_claims FROM out_claim_verdicts__counts WHERE language = 'all' ORDER BY verdict"
    ).fetchall()
    assert sum(n for _, n in counts) == 5
    assert dict(counts)["left_out"] == 2


def test_nothing_published_is_personal(con: duckdb.DuckDBPyConnection) -> None:
    assert list(scan_tables(con, ["out_claim_verdicts", "out_claim_verdicts__counts"])) == []


def test_the_same_claims_give_the_same_rows(con: duckdb.DuckDBPyConnection) -> None:
    before = _rows(con)
    put_claim_verdicts(con)
    assert _rows(con) == before


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://press.example/news/A2025041712380000001?utm=1", True),
        ("https://press.example/news/2024-08-26/opinion/columns/Some-long-headline-of-a-name/2120938", False),
        ("https://press.example/view?id=이름", False),
        ("ftp://press.example/a", False),
        (None, False),
    ],
)
def test_an_address_that_spells_a_headline_is_not_published(url: str | None, kept: bool) -> None:
    assert (plain_address(url) is not None) is kept


@pytest.mark.parametrize(
    ("claim", "tells"),
    [
        ({"unit": "persons", "value_text": "682", "period": "2024"}, True),
        ({"unit": "persons", "value_text": "682", "period": None}, False),
        ({"unit": "persons", "value_text": str(SMALL_COUNT), "period": "2024"}, False),
        ({"unit": "percent", "value_text": "39.1", "measure": "share"}, True),
        ({"unit": "percent", "value_text": "33.3", "measure": "share", "denominator": 3}, False),
        ({"unit": "percent", "value_text": "80", "measure": "ratio", "denominator": 10}, True),
        ({"unit": "rooms", "value_text": "70", "period": "2024"}, False),
    ],
)
def test_only_statistics_are_published(claim: dict[str, Any], tells: bool) -> None:
    assert states_statistic(claim) is tells


def test_a_published_review_of_made_up_data_says_so(con: duckdb.DuckDBPyConnection) -> None:
    row = next(row for row in _rows(con) if row["value"] == "80.4")
    review = published_review(row, reviewed_date="2026-01-01", is_fictional=True)
    assert review["claimReviewed"].startswith("FICTIONAL")
    assert review["itemReviewed"]["appearance"]["datePublished"] == date(2025, 1, 10).isoformat()
