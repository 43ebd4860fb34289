"""Verification finds a wrong slice, evidence that leads nowhere, an edited number, a flipped bit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.published_fixture import NOW, judgment, warehouse
from warehouse.build import LIVE_NAME, WarehouseError, connect_read_only, open_next, reading
from warehouse.load import load, to_arrow
from warehouse.models import build_models
from warehouse.verify import compare_warehouses, evidence_failures, scan_whole_file

PLANTED = {
    "slice": "UPDATE core_evidence SET slice = '벌금 10만' WHERE position = 0",
    "text": "UPDATE core_documents SET text = 'x' || text",
    "document": "DELETE FROM core_documents WHERE document_id = 'law:0003'",
    "row": "UPDATE core_evidence SET row_key = 'law:0001#9' WHERE position = 1",
    "column": "UPDATE core_evidence SET column_name = 'nothing' WHERE position = 1",
    "table": "UPDATE core_evidence SET table_name = 'core_nothing' WHERE position = 1",
    "reading": "DELETE FROM core_judgments WHERE document_id = 'law:0002'",
}


def test_sound_evidence_has_no_failure() -> None:
    assert list(evidence_failures(warehouse(*(judgment(number) for number in range(4)), models=False))) == []


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_fault_is_found(name: str) -> None:
    con = warehouse(*(judgment(number) for number in range(4)), models=False)
    con.execute(PLANTED[name]).fetchall()
    assert list(evidence_failures(con))


def build(folder: Path, n: int = 6, statement: str = "") -> Path:
    with open_next(folder) as built:
        rows = [judgment(number) for number in range(n)]
        for name in rows[0]:
            load(built.con, name, to_arrow(name, [row for found in rows for row in found[name]]))
        build_models(built.con, now=NOW)
        if statement:
            built.con.execute(statement).fetchall()
        return built.publish()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the others are compared with; nobody writes to it."""
    return build(tmp_path_factory.mktemp("sound"))


def test_two_builds_of_the_same_are_equal(tmp_path: Path, sound: Path) -> None:
    assert list(compare_warehouses(build(tmp_path / "a"), sound)) == []


def test_an_edited_number_is_named_by_table_and_key(tmp_path: Path, sound: Path) -> None:
    edited = "UPDATE out_coverage SET n_doubted = n_doubted + 1 WHERE year = 'pooled'"
    lines = list(compare_warehouses(build(tmp_path / "a", statement=edited), sound))
    assert lines == [
        "out_coverage: 1 rows only in published (pooled#all#all), 1 only in rebuilt (pooled#all#all)"
    ]
    dropped = build(tmp_path / "c", statement="DROP TABLE out_sources")
    assert list(compare_warehouses(dropped, sound)) == ["out_sources: not in published"]


def test_one_row_more_is_found(tmp_path: Path, sound: Path) -> None:
    tables = {line.split(":")[0] for line in compare_warehouses(build(tmp_path / "a", 7), sound)}
    assert {"core_documents", "core_judgments", "core_evidence", "out_cases", "out_coverage"} <= tables


def test_a_flipped_bit_is_damage_and_not_a_difference(tmp_path: Path) -> None:
    path = build(tmp_path / "a", 300)
    content = bytearray(path.read_bytes())
    for at in range(20_000, len(content), 20_000):
        content[at] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(WarehouseError), reading(path) as con:
        scan_whole_file(con)


def test_a_missing_file_is_said(tmp_path: Path, sound: Path) -> None:
    scan_whole_file(connect_read_only(sound))
    with pytest.raises(WarehouseError, match="no warehouse"):
        list(compare_warehouses(sound, tmp_path / LIVE_NAME))
