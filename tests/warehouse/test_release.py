"""Releases: the same bytes twice, movement split by cause, no silent jump, nothing local inside."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.published_fixture import judgment, warehouse
from warehouse.catalog import tables_of
from warehouse.movement import told_cause
from warehouse.release import DATABASE, Release, ReleaseError, make_release, write_database
from warehouse.scanner import scan_folder

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def release(con: duckdb.DuckDBPyConnection, folder: Path, version: str, **more: Any) -> Release:
    return make_release(con, folder, version=version, now=NOW, **{"is_fictional": True, **more})


def thirty(**values: Any) -> list[dict[str, Any]]:
    return [judgment(number, **values) for number in range(30)]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of releases after the first one, of thirty judgments, for tests that only look at it."""
    folder = tmp_path_factory.mktemp("releases")
    release(warehouse(*thirty()), folder, "2026.1")
    return folder


@pytest.fixture
def after_first(first: Path, tmp_path: Path) -> Path:
    """A copy of it, for tests that make the next release."""
    return Path(shutil.copytree(first, tmp_path / "releases"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != DATABASE
    }


def test_a_release_made_twice_is_the_same_bytes_and_tables(tmp_path: Path) -> None:
    one = release(warehouse(*thirty()), tmp_path / "a", "2026.1").folder
    two = release(warehouse(*reversed(thirty())), tmp_path / "b", "2026.1").folder
    assert files(one) == files(two)
    con = duckdb.connect()
    for name, folder in (("one", one), ("two", two)):
        con.execute(f"ATTACH '{folder / DATABASE}' AS {name} (READ_ONLY)").fetchall()
    for entry in tables_of(("ref_", "out_")):
        if entry.public_columns():
            here, there = (con.sql(f"FROM {base}.{entry.name}").fetchall() for base in ("one", "two"))
            assert here == there, entry.name


def test_the_database_is_in_the_old_storage_format_and_holds_no_local_column(tmp_path: Path) -> None:
    write_database(warehouse(*thirty()), tmp_path / "x.duckdb")
    con = duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True)
    tags = con.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()[0][0]
    assert tags.get("storage_version", "").startswith("v1.0"), tags
    columns = con.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    assert {name for name, _column, _comment in columns} == {
        entry.name for entry in tables_of(("ref_", "out_")) if entry.public_columns()
    }
    assert all(comment for _name, _column, comment in columns)


def test_nothing_personal_and_nothing_of_the_index_is_in_the_package(first: Path) -> None:
    folder = first / "2026.1"
    assert scan_folder(folder) == []
    assert not list(folder.rglob("*index*"))
    assert (first / ".2026.1.index.parquet").exists()
    assert "FICTIONAL" in (folder / "CITATION.cff").read_text("utf-8")


def by_number(made: Release) -> dict[str, Any]:
    return {one.number: one for one in made.movements}


def test_every_cause_of_a_movement_is_told_apart(after_first: Path) -> None:
    later = thirty()
    later[0] = judgment(0, custody_status="served", text_sha256="another text")
    later[1] = judgment(1, custody_status="served", rule_set="other rules")
    del later[2]
    later.append(judgment(40))
    later.append(judgment(41))
    made = release(warehouse(*later), after_first, "2026.2", reasons={"*": "the March court lists"})
    moved = by_number(made)
    assert made.previous == "2026.1"
    suspended = moved["records.suspended"]
    assert (suspended.before, suspended.now) == (30, 29)
    assert suspended.causes == {"new_data": 2, "changed_source": -1, "changed_rule": -1, "correction": -1}
    served = moved["records.served"].causes
    assert served == {"new_data": 0, "changed_source": 1, "changed_rule": 1, "correction": 0}
    assert "records.acquitted" not in moved
    for one in made.movements:
        if one.causes is not None:
            assert sum(one.causes.values()) == one.now - one.before
    changes = (made.folder / "CHANGES.md").read_text("utf-8")
    small = "under 5 | under 5 | under 5 | under 5"
    assert f"| records.suspended | 30 | 30 | {small} | the March court lists |" in changes


@pytest.mark.parametrize(("part", "told"), [(4, "under 5"), (-4, "under 5"), (13, "about +10"), (-13, "about -10"),
                                            (-6, "about -10"), (16, "about +20"), (-16, "about -20")])  # fmt: skip
def test_what_a_cause_brought_is_told_alike_in_both_directions(part: int, told: str) -> None:
    assert told_cause(part) == told


def test_records_that_appear_vanish_or_change_are_listed(after_first: Path) -> None:
    later = thirty()
    # 0, 3, 6 … are of one month: nine of these ten change, vanish or appear, so that the group is renewed.
    for number in (0, 3, 6):
        later[number] = judgment(number, total_months=11)
    later = [row for number, row in enumerate(later) if number not in {9, 12, 15}]
    later += [judgment(300 + 3 * number) for number in range(3)]
    made = release(warehouse(*later), after_first, "2026.2", reasons={"*": "x"})
    lines = (made.folder / "RECORD_CHANGES.csv").read_text("utf-8").splitlines()
    assert lines[0] == "record_id,change"
    changes = sorted(line.split(",")[1] for line in lines[1:])
    # An id is made of what the row says: a record that changed is one that goes and one that comes.
    assert changes == ["added"] * 3 + ["removed"] * 3
    assert "RECORD_CHANGES.csv" in (made.folder / "SHA256SUMS").read_text("utf-8")
    assert not (after_first / "2026.1" / "RECORD_CHANGES.csv").exists()


def test_a_small_movement_needs_no_reason_and_made_up_is_never_compared_with_real(after_first: Path) -> None:
    assert release(warehouse(*thirty(), judgment(50)), after_first, "2026.2").previous == "2026.1"
    assert release(warehouse(*thirty()), after_first, "real.1", is_fictional=False).previous is None


@pytest.mark.parametrize("version", ["2026.1", "../x", ".hidden"])
def test_a_version_is_used_once_and_is_a_plain_name(first: Path, version: str) -> None:
    with pytest.raises(ReleaseError, match="exists already"):
        release(warehouse(*thirty()), first, version)


def test_croissant_describes_every_file_with_its_digest(first: Path) -> None:
    folder = first / "2026.1"
    content = json.loads((folder / "croissant.json").read_text("utf-8"))
    package = json.loads((folder / "data" / "datapackage.json").read_text("utf-8"))
    assert {file["name"] for file in content["distribution"]} == {r["path"] for r in package["resources"]}
    assert all((folder / file["contentUrl"]).is_file() for file in content["distribution"])
    ids = [field["@id"] for record in content["recordSet"] for field in record["field"]]
    assert len(set(ids)) == len(ids)


def test_the_public_validators_take_the_package(first: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="the Frictionless validator is not installed")
    mlcroissant = pytest.importorskip("mlcroissant", reason="the Croissant validator is not installed")
    folder = first / "2026.1"
    report = frictionless.validate(str(folder / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["path", "message"])[:5]
    assert mlcroissant.Dataset(jsonld=str(folder / "croissant.json")).metadata.name == "jumun-fictional"


def test_a_release_is_made_from_a_warehouse_opened_for_reading(tmp_path: Path) -> None:
    made = warehouse(*thirty())
    made.execute(f"ATTACH '{tmp_path / 'w.duckdb'}' AS w").fetchall()
    made.execute("COPY FROM DATABASE memory TO w").fetchall()
    made.execute("DETACH w").fetchall()
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as con:
        folder = release(con, tmp_path / "r", "1", companions={"labels/x.R": "x"}).folder
        again = release(con, tmp_path / "r", "2").folder
        assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE temporary").fetchall() == [(0,)]
    assert (folder / DATABASE).is_file() and (folder / "labels" / "x.R").read_text("utf-8") == "x"
    assert {p.name for p in folder.iterdir()} - {"labels"} == {p.name for p in again.iterdir()} - {
        "RECORD_CHANGES.csv"
    }


def test_one_late_judgment_cannot_be_told_from_two_releases(after_first: Path) -> None:
    """Records, judgments one by one, coverage and headline counts repeat the last release; ten late ones show."""
    late = release(warehouse(*thirty(), judgment(300)), after_first, "2026.2")
    for name in ("out_records", "out_cases", "out_case_evidence", "out_coverage", "out_headlines"):
        one, two = (
            (after_first / version / "data" / f"{name}.fictional.csv").read_bytes()
            for version in ("2026.1", "2026.2")
        )
        assert one == two, name
    assert late.held.groups["out_records"] == 1 and late.held.groups["out_cases"] == 1
    numbers = [
        json.loads((after_first / v / "release.json").read_text("utf-8"))["numbers"]
        for v in ("2026.1", "2026.2")
    ]
    assert numbers[0] == numbers[1]
    more = release(
        warehouse(*thirty(), *(judgment(300 + 3 * n) for n in range(10))),
        after_first,
        "2026.3",
        reasons={"*": "x"},
    )
    assert "out_records" not in more.held.groups
    assert (after_first / "2026.3" / "data" / "out_records.fictional.csv").read_text("utf-8").count(
        "\n"
    ) == 41


def test_who_is_gone_leaves_a_held_group_too(after_first: Path) -> None:
    release(warehouse(*thirty()[1:]), after_first, "2026.2")
    one, two = (
        {
            line["record_id"]
            for line in csv.DictReader((after_first / v / "data" / "out_records.fictional.csv").open())
        }
        for v in ("2026.1", "2026.2")
    )
    assert len(one - two) == 1 and two < one


def test_the_code_book_names_every_public_column(first: Path) -> None:
    folder = first / "2026.1"
    rows = list(csv.DictReader((folder / "codebook.csv").open(encoding="utf-8")))
    public = [(e.name, c.name) for e in tables_of(("ref_", "out_")) for c in e.public_columns()]
    assert [(row["table"], row["variable"]) for row in rows] == public
    assert all(row["label_ko"] and row["label_en"] for row in rows)
