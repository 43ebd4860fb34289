"""The archive survives kills, tears and flipped bits, and notices them."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scrapers.archive import (
    ArchiveError,
    ArchiveWriter,
    BodyTooLarge,
    Capture,
    DamagedBody,
    DamagedRecord,
    archive_files,
    is_tombstone,
    read_body,
    recover_open_files,
    scan_archive,
    scan_runs,
    verify_archive,
    withdraw_document,
)

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HTML = [("Content-Type", "text/html; charset=utf-8"), ("ETag", '"v1"')]


def write_run(root: Path, n: int = 10, *, run_id: str = "r1", secrets: tuple[str, ...] = ()) -> Path:
    with ArchiveWriter(root, "somewhere", run_id=run_id, clock=lambda: NOW, secrets=secrets) as writer:
        for i in range(n):
            writer.write_response(f"https://news.example/{i}", 200, "OK", HTML, body_of(i))
    return archive_files(root)[-1]


def body_of(i: int) -> bytes:
    return f"<html>{'본문' * 400}{i}</html>".encode()


def captures(root: Path) -> list[Capture]:
    return [item for item in scan_archive(root) if isinstance(item, Capture)]


def damage(root: Path) -> list[DamagedRecord]:
    return [item for item in scan_archive(root) if isinstance(item, DamagedRecord)]


def test_what_was_written_reads_back(tmp_path: Path) -> None:
    write_run(tmp_path)
    found = captures(tmp_path)
    assert [read_body(tmp_path, capture) for capture in found] == [body_of(i) for i in range(10)]
    assert {capture.http_etag for capture in found} == {'"v1"'}
    assert {capture.fetched_at for capture in found} == {NOW}
    assert verify_archive(tmp_path) == []


def test_every_kind_of_record_is_told_apart(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "somewhere", clock=lambda: NOW) as writer:
        writer.write_response("https://news.example/a", 404, "Not Found", HTML, b"gone")
        writer.write_revisit("https://news.example/b", 304, "Not Modified", HTML, refers_to_date=NOW)
        writer.write_resource("urn:jumun:local:a.txt", "text/plain", "주문".encode())
        writer.write_failure("https://news.example/c", "timeout: took too long")
    a, b, c, d = captures(tmp_path)
    assert (a.status, a.failure) == (404, None)
    assert (b.status, b.sha256, read_body(tmp_path, b)) == (304, None, b"")
    assert (c.status, c.content_type, read_body(tmp_path, c).decode()) == (None, "text/plain", "주문")
    assert (d.status, d.failure, read_body(tmp_path, d)) == (None, "timeout: took too long", b"")


def test_the_run_says_how_it_ended(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, "somewhere", run_id="r1", clock=lambda: NOW)
    writer.close("key_refused: no", {"listed": 3})
    write_run(tmp_path, run_id="r2")
    first, second = scan_runs(tmp_path)
    assert (first.finished, first.reason, first.counts) == (False, "key_refused: no", {"listed": 3})
    assert (second.finished, second.reason) == (True, "finished")


def test_an_exception_closes_the_file_as_unfinished(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), ArchiveWriter(tmp_path, "somewhere") as writer:
        writer.write_response("https://news.example/", 200, "OK", HTML, b"x")
        raise RuntimeError("broken spider")
    (run,) = scan_runs(tmp_path)
    assert (run.finished, run.reason) == (False, "RuntimeError: broken spider")
    assert len(captures(tmp_path)) == 1


def test_other_tools_read_our_files(tmp_path: Path) -> None:
    path = write_run(tmp_path)
    records = list(ArchiveIterator(io.BytesIO(path.read_bytes()), check_digests=True))
    assert [record.rec_type for record in records][:2] == ["warcinfo", "response"]
    outcome = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout


def test_content_encodings_are_undone_within_bounds(tmp_path: Path) -> None:
    import gzip

    gzipped = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    with ArchiveWriter(tmp_path, "somewhere") as writer:
        writer.write_response("https://news.example/ok", 200, "OK", gzipped, gzip.compress(b"hello"))
        writer.write_response(
            "https://news.example/bomb", 200, "OK", gzipped, gzip.compress(b"\0" * 70 * 2**20)
        )
        writer.write_response(
            "https://news.example/cut", 200, "OK", gzipped, gzip.compress(b"hello" * 99)[:-9]
        )
        writer.write_response("https://news.example/br", 200, "OK", [("Content-Encoding", "br")], b"??")
    ok, bomb, cut, foreign = captures(tmp_path)
    assert read_body(tmp_path, ok) == b"hello"
    with pytest.raises(BodyTooLarge):
        read_body(tmp_path, ok, limit=3)
    assert (bomb.failure or "").startswith("too_large:")
    assert (cut.failure or "").startswith("body_cut_short:")
    assert (foreign.failure or "").startswith("undecodable:")
    assert verify_archive(tmp_path) == []


def test_a_torn_tail_is_noticed_and_everything_before_it_reads(tmp_path: Path) -> None:
    path = write_run(tmp_path)
    whole = path.read_bytes()
    last_offsets = [capture.warc_offset for capture in captures(tmp_path)]
    path.write_bytes(whole[: last_offsets[-1] + 40])
    assert len(captures(tmp_path)) == 9
    assert damage(tmp_path)[0].offset == last_offsets[-1]
    assert not scan_runs(tmp_path)[0].finished


def test_a_file_cut_at_a_record_boundary_is_noticed(tmp_path: Path) -> None:
    path = write_run(tmp_path)
    path.write_bytes(path.read_bytes()[: captures(tmp_path)[5].warc_offset])
    assert [item.reason for item in verify_archive(tmp_path)] == [
        "the file ends without the run's last record"
    ]


def test_records_after_damage_are_reached(tmp_path: Path) -> None:
    path = write_run(tmp_path)
    offset = captures(tmp_path)[4].warc_offset
    data = bytearray(path.read_bytes())
    data[offset + 60] ^= 0xFF
    path.write_bytes(data)
    urls = [capture.url for capture in captures(tmp_path)]
    assert urls == [f"https://news.example/{i}" for i in range(10) if i != 4]
    (hole,) = damage(tmp_path)
    assert hole.offset == offset


@settings(max_examples=150, deadline=None)
@given(position=st.floats(min_value=0, max_value=0.999999), bit=st.integers(min_value=0, max_value=7))
def test_any_flipped_bit_is_found(
    tmp_path_factory: pytest.TempPathFactory, position: float, bit: int
) -> None:
    root = tmp_path_factory.mktemp("flip")
    path = write_run(root, 5)
    data = bytearray(path.read_bytes())
    data[int(position * len(data))] ^= 1 << bit
    path.write_bytes(data)
    assert verify_archive(root) != []


def test_every_byte_of_a_file_counts(tmp_path: Path) -> None:
    path = write_run(tmp_path, 1)
    whole = path.read_bytes()
    for position in range(len(whole)):
        for bit in (0, 7):
            data = bytearray(whole)
            data[position] ^= 1 << bit
            path.write_bytes(data)
            assert verify_archive(tmp_path) != [], position
    path.write_bytes(whole)
    assert verify_archive(tmp_path) == []


def test_a_record_taken_out_is_noticed(tmp_path: Path) -> None:
    path = write_run(tmp_path)
    whole, found = path.read_bytes(), captures(tmp_path)
    path.write_bytes(whole[: found[2].warc_offset] + whole[found[3].warc_offset :])
    assert [item.reason for item in verify_archive(tmp_path)] == [
        "the bytes of the file are not those that the run's last record sums up"
    ]


def test_a_body_that_was_changed_is_never_handed_out(tmp_path: Path) -> None:
    path = write_run(tmp_path)
    victim = captures(tmp_path)[3]
    data = bytearray(path.read_bytes())
    data[victim.warc_offset + 80] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedBody):
        read_body(tmp_path, victim)


def test_a_capture_cannot_lead_out_of_the_archive(tmp_path: Path) -> None:
    write_run(tmp_path)
    import dataclasses

    escaped = dataclasses.replace(captures(tmp_path)[0], warc_file="../../etc/passwd")
    with pytest.raises(ArchiveError):
        read_body(tmp_path, escaped)


WRITER = """
    import sys
    from pathlib import Path
    from scrapers.archive import ArchiveWriter
    writer = ArchiveWriter(Path(sys.argv[1]), "somewhere")
    print("ready", flush=True)
    i = 0
    while True:
        writer.write_response(f"https://news.example/{i}", 200, "OK", [], b"x" * 300_000 + str(i).encode())
        i += 1
"""


@pytest.mark.parametrize("attempt", range(6))
def test_a_kill_loses_at_most_the_record_in_flight(tmp_path: Path, attempt: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=repository(),
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.05 + random.Random(attempt).random() * 0.3)  # noqa: S311
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert list(scan_archive(tmp_path)) == []
    (recovered,) = recover_open_files(tmp_path)
    assert recovered.kept_bytes > 0
    found = captures(tmp_path)
    assert [capture.url for capture in found] == [f"https://news.example/{i}" for i in range(len(found))]
    assert verify_archive(tmp_path) == []
    (run,) = scan_runs(tmp_path)
    assert (run.finished, run.reason) == (False, "killed")


def test_recovery_cuts_a_torn_record_and_leaves_live_files_alone(tmp_path: Path) -> None:
    path = write_run(tmp_path)
    torn = path.with_name(path.name + ".open")
    whole = path.read_bytes()
    cut = captures(tmp_path)[-1].warc_offset + 100
    path.unlink()
    torn.write_bytes(whole[:cut])
    alive = ArchiveWriter(tmp_path, "elsewhere")
    (recovered,) = recover_open_files(tmp_path)
    assert recovered.cut_bytes == 100
    assert len(captures(tmp_path)) == 9
    assert alive.open_path.exists()
    alive.close("finished", {})
    assert recover_open_files(tmp_path) == []


def test_an_open_file_with_nothing_whole_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "somewhere"
    folder.mkdir()
    (folder / "20260102T030405Z--r1.warc.gz.open").write_bytes(b"\x1f\x8b\x08")
    assert recover_open_files(tmp_path)[0].kept_bytes == 0
    assert list(folder.iterdir()) == []


SECRET = "planted-key-4711"  # noqa: S105


def test_secrets_reach_no_byte_of_the_archive(tmp_path: Path) -> None:
    import zlib

    link = f'"/DRF/lawService.do?OC={SECRET}&amp;ID=1"'
    with ArchiveWriter(tmp_path, "somewhere", secrets=[SECRET, None]) as writer:
        headers = [("Content-Type", "text/xml"), ("Location", f"https://x.example/?OC={SECRET}")]
        writer.write_response(f"https://www.law.go.kr/?OC={SECRET}&q=1", 200, "OK", headers, link.encode())
        writer.write_failure(f"https://www.law.go.kr/?OC={SECRET}", f"timeout: {SECRET} was slow")
        writer.write_resource("urn:jumun:local:a", "text/plain", f"내 열쇠는 {SECRET} 이다".encode())
        writer.close(f"stopped because of {SECRET}", {})
    data = archive_files(tmp_path)[0].read_bytes()
    text = b""
    while data:
        inflater = zlib.decompressobj(31)
        text += inflater.decompress(data)
        data = inflater.unused_data
    assert SECRET.encode() not in text
    first = captures(tmp_path)[0]
    assert first.url == "https://www.law.go.kr/?OC=REDACTED&q=1"
    assert len(read_body(tmp_path, first)) == len(link)
    assert b"Jumun-Redacted: 1 values" in text


@pytest.mark.parametrize("cut", [0, 5])
def test_a_secret_inside_a_compressed_body_is_found(tmp_path: Path, cut: int) -> None:
    import gzip

    packed = gzip.compress(f"<a>/DRF?OC={SECRET}&amp;ID=1</a>".encode())
    packed = packed[: len(packed) - cut]
    with ArchiveWriter(tmp_path, "somewhere", secrets=[SECRET]) as writer:
        headers = [
            ("Content-Type", "text/xml"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(packed))),
        ]
        writer.write_response("https://www.law.go.kr/", 200, "OK", headers, packed)
    (capture,) = captures(tmp_path)
    body = read_body(tmp_path, capture)
    assert SECRET.encode() not in body
    assert b"/DRF?OC=" in body


def test_a_short_key_is_replaced_only_where_it_is_a_key(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "somewhere", secrets=["kim"]) as writer:
        writer.write_response(
            "https://www.law.go.kr/?OC=kim", 200, "OK", [], b"Mr. kim said ?OC=kim&amp;ID=1"
        )
    (capture,) = captures(tmp_path)
    assert read_body(tmp_path, capture) == b"Mr. kim said ?OC=***&amp;ID=1"


def test_withdrawal_rewrites_only_what_was_withdrawn(tmp_path: Path) -> None:
    write_run(tmp_path)
    write_run(tmp_path, run_id="r2")
    other = archive_files(tmp_path)[1]
    untouched = other.read_bytes()
    victims = {f"https://news.example/{i}" for i in (2, 3)}
    tombstones = withdraw_document(
        tmp_path, lambda c: c.url in victims and c.run_id == "r1", reason="asked for by the court", now=NOW
    )
    assert {stone.url for stone in tombstones} == victims
    assert other.read_bytes() == untouched
    assert verify_archive(tmp_path) == []
    found = [capture for capture in captures(tmp_path) if capture.run_id == "r1"]
    assert sum(is_tombstone(capture) for capture in found) == 2
    assert [read_body(tmp_path, c) for c in found if not is_tombstone(c)] == [
        body_of(i) for i in (0, 1, 4, 5, 6, 7, 8, 9)
    ]
    assert body_of(2)[-20:] not in b"".join(path.read_bytes() for path in archive_files(tmp_path))
    again = withdraw_document(
        tmp_path, lambda c: c.url in victims and c.run_id == "r1", reason="twice", now=NOW
    )
    assert again == []


def test_a_damaged_file_is_not_rewritten(tmp_path: Path) -> None:
    path = write_run(tmp_path)
    data = bytearray(path.read_bytes())
    data[captures(tmp_path)[4].warc_offset + 60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ArchiveError):
        withdraw_document(tmp_path, lambda c: c.url.endswith("/2"), reason="x", now=NOW)
    assert path.read_bytes() == bytes(data)


def test_a_full_disk_is_an_error_and_leaves_no_torn_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = ArchiveWriter(tmp_path, "somewhere")
    writer.write_response("https://news.example/1", 200, "OK", HTML, b"x" * 999)
    real_write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real_write(descriptor, data[: len(data) // 2]))
    with pytest.raises(ArchiveError, match="no space left"):
        writer.write_response("https://news.example/2", 200, "OK", HTML, b"y" * 999)
    monkeypatch.undo()
    writer.write_response("https://news.example/3", 200, "OK", HTML, b"z" * 999)
    writer.close("finished", {})
    assert [capture.url[-1] for capture in captures(tmp_path)] == ["1", "3"]
    assert verify_archive(tmp_path) == []


def test_runs_of_one_second_keep_their_order(tmp_path: Path) -> None:
    for i in range(4):
        with ArchiveWriter(tmp_path, "somewhere", clock=lambda: NOW) as writer:
            writer.write_metadata("urn:x", {"n": i})
            writer.write_response(f"https://news.example/{i}", 200, "OK", HTML, json.dumps(i).encode())
    assert [capture.url[-1] for capture in captures(tmp_path)] == ["0", "1", "2", "3"]


def repository() -> Path:
    return Path(__file__).resolve().parents[2]
