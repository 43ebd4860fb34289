"""Exports: equal bytes, ordered rows, nothing local, no formula, a description that validates, a fictional mark."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.warehouse.empty_tables import put_tables
from tests.warehouse.published_fixture import empty, full, judgment, warehouse
from warehouse.catalog import load_catalog
from warehouse.export import DESCRIPTION, NOTICE, ExportError, export_tables
from warehouse.load import load, to_arrow

ALL = ("core_", "ref_", "out_")


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_two_exports_are_equal_whatever_the_order_of_loading_and_the_threads(tmp_path: Path) -> None:
    judgments = [judgment(number) for number in range(12)]
    one, two = warehouse(*judgments), warehouse(*reversed(judgments))
    one.execute("SET threads = 1").fetchall()
    two.execute("SET threads = 2").fetchall()
    export_tables(one, tmp_path / "one", prefixes=ALL, is_fictional=True, include_local=True)
    export_tables(two, tmp_path / "two", prefixes=ALL, is_fictional=True, include_local=True)
    assert made(tmp_path / "one") == made(tmp_path / "two")


def test_nothing_local_leaves(tmp_path: Path) -> None:
    con = warehouse(*(judgment(number) for number in range(9)))
    files = {path.name for path in export_tables(con, tmp_path / "x", prefixes=ALL, is_fictional=False)}
    assert "out_cases.parquet" in files and "core_judgments.csv" in files
    for entry in load_catalog().values():
        if entry.name.startswith("raw_"):
            continue
        assert (f"{entry.name}.parquet" in files) == bool(entry.public_columns()), entry.name
        if entry.public_columns():
            written = pq.read_schema(tmp_path / "x" / f"{entry.name}.parquet").names
            assert written == [column.name for column in entry.public_columns()]


def labels(con: duckdb.DuckDBPyConnection, *texts: str) -> None:
    rows = [full("out_labels", domain="d", value=str(n), label_ko=text) for n, text in enumerate(texts)]
    load(con, "out_labels", to_arrow("out_labels", rows))


HOSTILE = ["=1+1", "+82", "-1", "@x", "\t=1", "\r=1", "＝1", '"quoted", with\nnewline', "보통 글", "a=1", ""]


def test_formulas_are_defused_in_csv_and_kept_in_parquet(tmp_path: Path) -> None:
    con = duckdb.connect()
    put_tables(con)
    labels(con, *HOSTILE)
    export_tables(con, tmp_path / "x", is_fictional=False)
    with (tmp_path / "x" / "out_labels.csv").open(encoding="utf-8", newline="") as file:
        cells = {row["value"]: row["label_ko"] for row in csv.DictReader(file)}
    for number, text in enumerate(HOSTILE):
        expected = f"'{text}" if text[:1] in set("=+-@\t\r＝") and text else text
        assert cells[str(number)] == expected
    parquet = pq.read_table(tmp_path / "x" / "out_labels.parquet").to_pylist()
    assert {row["value"]: row["label_ko"] for row in parquet} == dict(
        zip(map(str, range(99)), HOSTILE, strict=False)
    )


UNSEEN = {
    "\u202e=1+1": "'=1+1", "\u200b@x": "'@x", "a\u202eb\u2066c": "abc", "x\x00y": "xy", "\ufeff-1": "'-1",
    " =1": "' =1", "\n=1": "'\n=1", "가\u200b나": "가나", "👩\u200d🔬": "👩\u200d🔬",
}  # fmt: skip


def test_a_cell_is_what_its_reader_sees(tmp_path: Path) -> None:
    """Marks of direction, characters without width and NUL are gone from CSV, and cannot hide a formula."""
    con = duckdb.connect()
    put_tables(con)
    labels(con, *UNSEEN)
    export_tables(con, tmp_path / "x", is_fictional=False)
    with (tmp_path / "x" / "out_labels.csv").open(encoding="utf-8", newline="") as file:
        assert [row["label_ko"] for row in csv.DictReader(file)] == list(UNSEEN.values())
    parquet = pq.read_table(tmp_path / "x" / "out_labels.parquet").to_pylist()
    assert [row["label_ko"] for row in parquet] == list(UNSEEN)
    assert "\x00" not in (tmp_path / "x" / "out_labels.csv").read_text("utf-8")


def test_a_lone_surrogate_never_stops_an_export(tmp_path: Path) -> None:
    con = duckdb.connect()
    put_tables(con)
    labels(con, "앞\ud800뒤")
    export_tables(con, tmp_path / "x", is_fictional=False)
    text = (tmp_path / "x" / "out_labels.csv").read_text("utf-8")
    assert "앞" in text and "뒤" in text


def test_made_up_data_says_so_in_name_metadata_description_and_notice(tmp_path: Path) -> None:
    con = empty()
    names = {path.name for path in export_tables(con, tmp_path / "f", is_fictional=True)}
    assert {"out_headlines.fictional.csv", "ref_order_rules.csv", NOTICE} <= names
    metadata = pq.read_schema(tmp_path / "f" / "out_headlines.fictional.parquet").metadata or {}
    file_metadata = pq.read_metadata(tmp_path / "f" / "out_headlines.fictional.parquet").metadata or {}
    assert {**metadata, **file_metadata}[b"fictional"] == b"true"
    assert json.loads((tmp_path / "f" / DESCRIPTION).read_text("utf-8"))["fictional"] is True
    assert NOTICE not in {path.name for path in export_tables(con, tmp_path / "r", is_fictional=False)}


def frictionless_type(value: str, kind: str) -> Any:
    readers = {"integer": int, "number": float, "boolean": {"true": True, "false": False}.__getitem__}
    return json.loads(value) if kind in {"array"} else readers.get(kind, str)(value)


def test_every_cell_fits_its_description(tmp_path: Path) -> None:
    con = warehouse(*(judgment(number) for number in range(9)))
    export_tables(con, tmp_path / "x", is_fictional=False)
    description = json.loads((tmp_path / "x" / DESCRIPTION).read_text("utf-8"))
    assert len({resource["name"] for resource in description["resources"]}) == len(description["resources"])
    for resource in description["resources"]:
        path = tmp_path / "x" / resource["path"]
        assert resource["bytes"] == path.stat().st_size
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == resource["rows"]
        keys = [tuple(row[column] for column in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        for row in rows:
            assert list(row) == list(fields)
            for name, value in row.items():
                limits = fields[name]["constraints"]
                if value == "":
                    continue
                typed = frictionless_type(value, fields[name]["type"])
                assert value in limits.get("enum", [value])
                assert typed >= limits["minimum"] if "minimum" in limits else True


def test_a_folder_with_other_files_is_not_replaced(tmp_path: Path) -> None:
    con = duckdb.connect()
    put_tables(con)
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="other files"):
        export_tables(con, tmp_path, is_fictional=False)
    assert (tmp_path / "diary.txt").exists()
    export_tables(con, tmp_path / "x", is_fictional=False)
    export_tables(con, tmp_path / "x", is_fictional=True)
    assert (tmp_path / "x" / NOTICE).exists()
    assert {path.name for path in tmp_path.iterdir()} == {"diary.txt", "x"}


def test_a_failing_export_leaves_the_old_one(tmp_path: Path) -> None:
    con = duckdb.connect()
    put_tables(con)
    export_tables(con, tmp_path / "x", is_fictional=False)
    before = made(tmp_path / "x")
    con.execute("DROP TABLE out_headlines").fetchall()
    with pytest.raises(duckdb.Error):
        export_tables(con, tmp_path / "x", is_fictional=False)
    assert made(tmp_path / "x") == before
    assert {path.name for path in tmp_path.iterdir()} == {"x"}
