"""Taking back what was derived from a document: word counts, people's decisions, and what releases still show."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.tagging import TAGGED_SCHEMA
from pipelines.withdraw import forget_decisions, forget_tagged, known_as, published_mentions


def batch(path: Path, *digests: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"text_sha256": d, "lemma": f"낱말{n}", "tag": "NNG", "n": n} for d in digests for n in (1, 2)]
    pq.write_table(pa.Table.from_pylist(rows, schema=TAGGED_SCHEMA), path)


def digests(path: Path) -> set[str]:
    return set(pq.read_table(path)["text_sha256"].to_pylist())


def test_word_counts_are_forgotten_in_every_tag_version_and_others_stay(tmp_path: Path) -> None:
    one, two, three = (
        tmp_path / "v1" / "a.parquet",
        tmp_path / "v2" / "a.parquet",
        tmp_path / "v2" / "b.parquet",
    )
    batch(one, "mine", "other")
    batch(two, "mine")
    batch(three, "other")
    untouched = three.read_bytes()
    assert forget_tagged(tmp_path, {"mine", "never there"}) == 1
    assert digests(one) == {"other"} and digests(two) == set() and three.read_bytes() == untouched
    assert not list(tmp_path.rglob("*.tmp"))
    assert forget_tagged(tmp_path / "nothing", {"mine"}) == 0


def test_decisions_on_the_document_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    lines = [json.dumps({"document_id": name, "why": "까닭"}, ensure_ascii=False) for name in "aba"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert forget_decisions(path, "a") == 2
    assert [json.loads(line)["document_id"] for line in path.read_text("utf-8").splitlines()] == ["b"]
    assert forget_decisions(path, "a") == 0
    assert forget_decisions(tmp_path / "none.jsonl", "a") == 0


def test_releases_that_show_the_document_are_named(tmp_path: Path) -> None:
    for version, document in (("1", "c01"), ("2", "c02")):
        folder = tmp_path / version / "data"
        folder.mkdir(parents=True)
        pq.write_table(pa.table({"document_id": [document]}), folder / "out_cases.fictional.parquet")
    assert published_mentions(tmp_path, {"c01"}) == ["release 1 shows the document"]
    assert published_mentions(tmp_path, {"c03"}) == published_mentions(tmp_path, set()) == []


def test_a_document_is_found_by_the_number_that_the_site_shows(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as con:
        con.execute("create table core_shown_cases as select 'law:1' as document_id, 'c01' as shown_id")
    assert known_as(warehouse, "c01") == known_as(warehouse, "law:1") == ("law:1", {"c01"})
    assert known_as(warehouse, "law:2") == ("law:2", set())
