"""Versions of documents: one a distinct content, in the order of first sight; the one seen last is current."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.catalog import create_statement, table
from warehouse.documents import ARRIVAL_SCHEMA, content_digest, merge_documents, pending_documents

SEEN = datetime(2026, 1, 1)  # noqa: DTZ001  the warehouse keeps UTC without a zone


def _create(con: duckdb.DuckDBPyConnection) -> None:
    for name in ("core_documents", "core_articles"):
        con.execute(create_statement(table(name)))


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    _create(connection)
    yield connection
    connection.close()


def _arrival(
    sequence: int, document_id: str | None, text: str | None, url: str | None = None
) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(ARRIVAL_SCHEMA.names)
    row.update(
        sequence=sequence, document_id=document_id, is_withdrawal=text is None, seen_at=SEEN, kind="article"
    )
    row.update(source_id="fictional", url=url or f"https://news.example/{document_id}")
    if text is not None:
        row.update(text=text, text_sha256=text, body_sha256=text)
        row["content_sha256"] = content_digest(title=None, text=text, fields={})
    return row


def _merge(con: duckdb.DuckDBPyConnection, *arrivals: dict[str, Any]) -> int:
    return merge_documents(con, pa.Table.from_pylist(list(arrivals), schema=ARRIVAL_SCHEMA))


def _state(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute(
        "select document_id, version, text, is_current, is_withdrawn from core_documents order by 1, 2"
    ).fetchall()


def test_an_edited_article_has_two_versions_and_the_last_is_current(con: duckdb.DuckDBPyConnection) -> None:
    assert _merge(con, _arrival(0, "a", "first")) == 1
    assert _merge(con, _arrival(0, "a", "edited")) == 1
    assert _state(con) == [("a", 1, "first", False, False), ("a", 2, "edited", True, False)]


def test_seeing_the_same_again_adds_nothing(con: duckdb.DuckDBPyConnection) -> None:
    _merge(con, _arrival(0, "a", "first"))
    before = _state(con)
    assert _merge(con, _arrival(0, "a", "first")) == 0
    assert _state(con) == before


def test_content_that_comes_back_is_the_old_version_again(con: duckdb.DuckDBPyConnection) -> None:
    _merge(con, _arrival(0, "a", "one"), _arrival(1, "a", "two"), _arrival(2, "a", "one"))
    assert _state(con) == [("a", 1, "one", True, False), ("a", 2, "two", False, False)]


def test_a_page_seen_gone_withdraws_its_document_by_address(con: duckdb.DuckDBPyConnection) -> None:
    _merge(con, _arrival(0, "a", "one"), _arrival(1, "b", "other"))
    _merge(con, _arrival(0, None, None, url="https://news.example/a"))
    assert _state(con) == [("a", 1, "one", True, True), ("b", 1, "other", True, False)]
    assert pending_documents(con, kind="article", read_table="core_articles", rule_set="x") == [("b", 1)]


def test_a_page_seen_gone_that_was_never_held_is_nothing(con: duckdb.DuckDBPyConnection) -> None:
    assert _merge(con, _arrival(0, None, None, url="https://news.example/never")) == 0
    assert _state(con) == []


@settings(max_examples=40, deadline=None)
@given(
    sights=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["x", "y", "z", None])), max_size=12),
    cut=st.integers(0, 12),
)
def test_where_the_batches_are_cut_does_not_matter(sights: list[tuple[str, str | None]], cut: int) -> None:
    states = []
    for batches in ([sights], [sights[:cut], sights[cut:]]):
        with duckdb.connect() as connection:
            _create(connection)
            for batch in batches:
                rows = [
                    _arrival(i, None if text is None else name, text, url=f"https://news.example/{name}")
                    for i, (name, text) in enumerate(batch)
                ]
                _merge(connection, *rows)
            states.append(_state(connection))
    assert states[0] == states[1]
