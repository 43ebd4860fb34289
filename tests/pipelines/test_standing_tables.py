"""Tables are left standing only where making them again would give the same rows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines import standing_tables
from pipelines.publishing import build_published
from pipelines.standing_tables import LINKS, SHARED, note_made, rows_digest, stands
from warehouse import press_inputs
from warehouse.catalog import create_schema
from warehouse.models import tables_named
from warehouse.reference import load_reference

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def schema() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as empty:
        empty.execute("SET TimeZone = 'UTC'")
        create_schema(empty)
        yield empty


@pytest.fixture
def con(schema: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    schema.execute("delete from core_case_links")
    return schema


def test_the_same_rows_stand_and_every_change_is_seen(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    link = "insert into core_case_links values ('r1', 'j1', 0.9, ['court'])"
    con.execute(link)
    assert not stands(con, tmp_path, LINKS)
    note_made(con, tmp_path, LINKS)
    assert stands(con, tmp_path, LINKS)
    assert not stands(con, tmp_path, LINKS, given=b"a decision")
    con.execute("update core_case_links set score = 0.8")
    assert not stands(con, tmp_path, LINKS)
    con.execute("update core_case_links set score = 0.9")
    assert stands(con, tmp_path, LINKS)
    con.execute(link.replace("'r1'", "'r2'"))
    assert not stands(con, tmp_path, LINKS)


def test_rows_are_told_by_what_they_hold_and_not_by_their_order(con: duckdb.DuckDBPyConnection) -> None:
    digests = []
    for order in ("12", "21", "11"):
        con.execute("delete from core_case_links")
        for number in order:
            con.execute("insert into core_case_links values ('r' || ?, 'j1', 0.5, [])", [number])
        digests.append(rows_digest(con, ["core_case_links"]))
    assert digests[0] == digests[1] != digests[2]


def test_a_damaged_note_says_nothing(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    note_made(con, tmp_path, LINKS)
    (tmp_path / "standing" / "links.json").write_text('{"key"', encoding="utf-8")
    assert not stands(con, tmp_path, LINKS)


def test_links_are_said_to_read_what_their_queries_name() -> None:
    queries = "\n".join((press_inputs._ARTICLES, press_inputs._REPORTS, press_inputs._JUDGMENTS))
    assert tables_named(queries) == LINKS.reads


def test_no_step_is_judged_by_a_table_that_another_step_fills_too() -> None:
    filled: list[str] = []
    for work in (standing_tables.JUDGMENTS, standing_tables.ARTICLES, standing_tables.TERMS, LINKS):
        filled += work.fills
    assert len(filled) == len(set(filled))
    assert not SHARED & set(filled)


def test_measures_left_standing_are_those_made_anew(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    load_reference(con)
    work = standing_tables.measures()
    assert build_published(con, now=NOW, root=tmp_path)
    made = rows_digest(con, work.fills)
    assert not build_published(con, now=NOW.replace(hour=9), root=tmp_path)
    assert rows_digest(con, work.fills) == made
    con.execute("update out_labels set label_ko = 'x' where value = (select min(value) from out_labels)")
    assert not stands(con, tmp_path, work)
