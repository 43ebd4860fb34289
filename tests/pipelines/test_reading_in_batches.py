"""Reading by stretches of core_documents: nothing missed, nothing twice, the same rows however it is cut or shared out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import records
from pipelines.indexing import index_archive
from scrapers.archive import DamagedRecord, read_body, scan_archive, scan_bodies
from scrapers.replica.load import write_warc
from warehouse.catalog import create_statement, table
from warehouse.documents import fetch_stretch, pending_documents, pending_stretches
from warehouse.load import replace_documents, to_arrow

CASES = 30
TABLES = ("core_documents", *records.READ_TABLES)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("archive")
    write_warc(root, CASES, 3)
    return root


@pytest.fixture
def con(archive: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    for name in {*TABLES, "raw_captures", "raw_listings", "raw_listed_ids"}:
        connection.execute(create_statement(table(name)))
    index_archive(connection, archive, indexed=frozenset())
    yield connection
    connection.close()


def rows_of(con: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    return {name: con.table(name).order("all").fetchall() for name in TABLES}


def stretches(con: duckdb.DuckDBPyConnection, characters: int, rule_set: str = "none") -> list[list[str]]:
    cut = pending_stretches(
        con, kind="judgment", read_table="core_judgments", rule_set=rule_set, characters=characters
    )
    return [fetch_stretch(con, each)["document_id"].to_pylist() for each in cut]


def test_a_scan_with_bodies_gives_what_two_readings_of_the_archive_gave(archive: Path) -> None:
    twice = [
        (item, read_body(archive, item))
        for item in scan_archive(archive)
        if not isinstance(item, DamagedRecord)
    ]
    assert list(scan_bodies(archive)) == twice
    assert len(twice) == CASES + 1


@pytest.mark.parametrize("characters", [1, 3_000, 10**9])
def test_stretches_hold_every_pending_document_once(con: duckdb.DuckDBPyConnection, characters: int) -> None:
    con.execute("update core_documents set is_withdrawn = true where document_id like '%7'")
    con.execute("delete from core_documents where document_id like '%3'")
    found = stretches(con, characters)
    flat = [document_id for part in found for document_id in part]
    wanted = pending_documents(con, kind="judgment", read_table="core_judgments", rule_set="none")
    assert sorted(flat) == [document_id for document_id, _ in wanted]
    assert 0 < len(flat) < CASES and len(found) == {1: len(flat), 10**9: 1}.get(characters, len(found))


def test_core_documents_changed_under_the_reader_is_an_error(con: duckdb.DuckDBPyConnection) -> None:
    cut = pending_stretches(con, kind="judgment", read_table="core_judgments", rule_set="x", characters=10**9)
    con.execute("delete from core_documents where document_id like '%3'")
    with pytest.raises(RuntimeError, match="changed while it was read"):
        fetch_stretch(con, cut[0])


def test_rows_do_not_depend_on_batches_workers_or_earlier_readings(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert records.read_judgments(con, workers=1).read == CASES
    whole = rows_of(con)
    assert len(whole["core_evidence"]) > 10 * CASES

    @contextmanager
    def threads(workers: int) -> Iterator[tuple[ThreadPoolExecutor, int]]:
        with ThreadPoolExecutor(workers) as pool:
            yield pool, workers

    monkeypatch.setattr(records, "WORKERS_FROM", 1)
    monkeypatch.setattr(records, "BATCH_CHARACTERS", 5_000)
    monkeypatch.setattr(records, "ROWS_OF_DOCUMENTS", 2)
    ids = [row[0] for row in whole["core_documents"]]
    replace_documents(con, ids[: CASES // 2], {name: to_arrow(name, []) for name in records.READ_TABLES})
    con.execute("update core_judgments set rule_set = 'earlier'")
    con.execute("update core_sections set section = 'from an earlier reading'")
    assert records.read_judgments(con, workers=2, sharing=threads).read == CASES
    assert records.read_judgments(con, workers=2, sharing=threads).read == 0
    assert rows_of(con) == whole
