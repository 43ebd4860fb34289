"""The local source: a folder of files into the archive, without labels, each file's fate said."""

import gzip
import json
import os
import zlib
from pathlib import Path

import pytest

from scrapers.archive import archive_files, verify_archive
from scrapers.documents import PageProblem, ParsedDocument
from tests.scrapers.corpus_location import corpus_folder
from tests.scrapers.running import captures, parsed, run_spider
from tests.scrapers.test_judgment_files import MARKDOWN, RECORD


def make_corpus(folder: Path) -> None:
    (folder / "형사").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "a.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "형사" / "a.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "형사" / "b.md").write_bytes(MARKDOWN.replace("900001", "900002").encode("cp949"))
    lines = [json.dumps({**RECORD, "id": f"r{i}"}, ensure_ascii=False) for i in range(3)]
    (folder / "gold.jsonl").write_text("\n".join(lines) + "\n{broken\n", encoding="utf-8")
    (folder / "bulk.jsonl.gz").write_bytes(gzip.compress((json.dumps({**RECORD, "id": "z"}) + "\n").encode()))
    (folder / "many.json").write_text(
        json.dumps([{**RECORD, "id": "j1"}], ensure_ascii=False), encoding="utf-8"
    )
    (folder / "empty.xml").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    with (folder / "huge.txt").open("wb") as handle:
        handle.truncate(50 * 1024 * 1024)


def test_every_file_is_stored_or_reported_and_the_second_run_stores_nothing(tmp_path: Path) -> None:
    corpus, archive = tmp_path / "corpus", tmp_path / "archive"
    make_corpus(corpus)
    first = run_spider("local", archive, "--corpus", str(corpus))
    assert first.code == 0, first.stderr
    found = parsed(archive)
    ids = {item.document_id for item in found if isinstance(item, ParsedDocument)}
    assert ids == {"prec:900001", "prec:900002", "local:r0", "local:r1", "local:r2", "local:z", "local:j1"}
    rules = sorted(
        (item.rule, item.url.rpartition(":")[2]) for item in found if isinstance(item, PageProblem)
    )
    assert rules == [
        ("empty_file", "empty.xml"),
        ("not_well_formed", "gold.jsonl#4"),
        ("too_large", "huge.txt"),
        ("undecodable", "binary.txt"),
        ("unsupported_file", "picture.png"),
    ]
    second = run_spider("local", archive, "--corpus", str(corpus))
    assert "stored" not in second.counts
    assert second.counts["held"] == first.counts["stored"]


def test_names_and_ids_that_no_header_can_hold_are_stored_and_known_again(tmp_path: Path) -> None:
    """A file name in CP949 bytes, an id with a line end and a header after it, one with half a surrogate pair."""
    corpus, archive = tmp_path / "corpus", tmp_path / "archive"
    corpus.mkdir()
    (corpus / os.fsdecode("판결.md".encode("cp949"))).write_text(MARKDOWN, encoding="utf-8")
    ids = ["a\r\nWARC-Type: response", "a\ud800b", "a\x00b", "a\u2028b"]
    lines = (json.dumps({**RECORD, "id": identity, "case_name": identity}) for identity in ids)
    (corpus / "ids.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first = run_spider("local", archive, "--corpus", str(corpus))
    assert (first.code, first.counts["stored"]) == (0, 5), first.stderr
    assert verify_archive(archive) == []
    documents = [item.document_id for item in parsed(archive) if isinstance(item, ParsedDocument)]
    assert len(set(documents)) == 5
    assert all(capture.url.isprintable() for capture in captures(archive))
    second = run_spider("local", archive, "--corpus", str(corpus))
    assert (second.counts["held"], "stored" in second.counts) == (5, False)


def test_labels_never_reach_the_archive(tmp_path: Path) -> None:
    corpus, archive = tmp_path / "corpus", tmp_path / "archive"
    make_corpus(corpus)
    run_spider("local", archive, "--corpus", str(corpus))
    text = b""
    for path in archive_files(archive):
        data = path.read_bytes()
        while data:
            inflater = zlib.decompressobj(31)
            text += inflater.decompress(data)
            data = inflater.unused_data
    assert b"labels" not in text
    assert "누군가의 메모".encode() not in text
    assert b"sentenced" not in text


def test_a_single_file_is_a_corpus(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    outcome = run_spider("local", tmp_path / "archive", "--corpus", str(path))
    assert (outcome.code, outcome.counts["stored"]) == (0, 1)


@pytest.mark.parametrize("arguments", [(), ("--corpus", "/nowhere/at/all")])
def test_a_missing_corpus_is_one_clear_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    outcome = run_spider("local", tmp_path / "archive", *arguments)
    assert outcome.code == 2
    assert outcome.stderr.count("\n") == 1
    assert not (tmp_path / "archive").exists()


def test_links_out_of_the_corpus_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(MARKDOWN, encoding="utf-8")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "link.md").symlink_to(outside)
    (corpus / "real.md").write_text(MARKDOWN.replace("900001", "900009"), encoding="utf-8")
    run_spider("local", tmp_path / "archive", "--corpus", str(corpus))
    assert [capture.url for capture in captures(tmp_path / "archive")] == ["urn:jumun:local:real.md"]


@pytest.mark.corpus
@pytest.mark.slow
def test_the_whole_shared_corpus_is_taken_in(tmp_path: Path) -> None:
    outcome = run_spider("local", tmp_path / "archive", "--corpus", str(corpus_folder()))
    assert outcome.code == 0
    documents = [item for item in parsed(tmp_path / "archive") if isinstance(item, ParsedDocument)]
    assert len(documents) == 77 + 102 + 3499
