"""Manifests of captures: a chain of salted lines, stamped by a real authority of openssl on 127.0.0.1."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipelines.time_stamps import (
    Authority,
    StampError,
    forget_salts,
    manifest_failures,
    manifest_summary,
    manifests_of,
    note_captures,
    salted,
    stamp,
    stamped_at,
    write_manifests,
)
from scrapers.archive import ArchiveWriter, Capture, scan_archive, withdraw_document

NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
CONFIG = """
[ tsa ]
default_tsa = tsa_config
[ tsa_config ]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ tsa_extensions ]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
basicConstraints = critical,CA:false
"""


def openssl(*arguments: str, folder: Path, stdin: bytes = b"") -> bytes:
    return subprocess.run(
        ["openssl", *arguments], cwd=folder, input=stdin, capture_output=True, check=True, timeout=60
    ).stdout


def make_authority(folder: Path) -> None:
    """A root certificate and a time-stamping certificate signed by it."""
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl(
        *("req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-days", "30"),
        *("-subj", "/CN=fictional root"),
        folder=folder,
    )
    openssl(
        "req",
        *key,
        "-keyout",
        "tsa.key",
        "-out",
        "tsa.csr",
        "-subj",
        "/CN=fictional authority",
        folder=folder,
    )
    openssl(
        *("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial"),
        *("-out", "tsa.pem", "-days", "20", "-extfile", "tsa.cnf", "-extensions", "tsa_extensions"),
        folder=folder,
    )


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl program to act as time-stamping authority")
    folder = tmp_path_factory.mktemp("authority")
    make_authority(folder)

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "query.tsq").write_bytes(query)
            openssl(
                *("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply"),
                folder=folder,
            )
            reply = (folder / "reply").read_bytes()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Authority(url=f"http://127.0.0.1:{server.server_port}/", roots=(folder / "root.pem").read_bytes())
    server.shutdown()


def add_captures(archive: Path, run: str, n: int, *, now: datetime = NOW) -> None:
    with ArchiveWriter(archive, "somewhere", run_id=run, clock=lambda: now) as writer:
        for i in range(n):
            writer.write_response(f"https://news.example/{run}/{i}", 200, "OK", [], f"{run} {i}".encode())


def captures(archive: Path) -> list[Capture]:
    return [item for item in scan_archive(archive) if isinstance(item, Capture)]


def test_manifests_hold_only_salted_lines_one_a_day_and_each_capture_once(tmp_path: Path) -> None:
    add_captures(tmp_path, "a", 3)
    add_captures(tmp_path, "b", 2, now=NOW + timedelta(days=1))
    assert [m.content()["day"] for m in write_manifests(tmp_path, None)] == ["2026-09-30", "2026-10-01"]
    assert write_manifests(tmp_path, None) == []
    add_captures(tmp_path, "c", 1, now=NOW + timedelta(days=1, hours=1))
    [third] = write_manifests(tmp_path, None)
    text = "".join(m.path.read_text() for m in manifests_of(tmp_path))
    for capture in captures(tmp_path):
        assert capture.capture_id not in text
        assert (capture.sha256 or "?") not in text
        assert hashlib.sha256(f"{capture.capture_id}:{capture.sha256}".encode()).hexdigest() not in text
    assert third.content()["previous_sha256"] == manifests_of(tmp_path)[1].sha256()
    assert third.content()["authority"] is None
    assert list(manifest_failures(tmp_path)) == []
    assert manifest_summary(tmp_path)["captures"] == 6


def test_a_changed_line_a_lost_manifest_and_a_lost_capture_are_found(tmp_path: Path) -> None:
    add_captures(tmp_path, "a", 3)
    add_captures(tmp_path, "b", 2, now=NOW + timedelta(days=1))
    first, second = write_manifests(tmp_path, None)
    kept = first.path.read_text()
    line = first.content()["captures"][0]
    first.path.write_text(kept.replace(line, "0" * 64))
    assert sorted(manifest_failures(tmp_path))[-1].endswith(
        "the manifest before it is missing or was changed"
    )
    assert any("is not what it was" in failure for failure in manifest_failures(tmp_path))
    first.path.write_text(kept)
    moved = first.path.rename(tmp_path / "elsewhere")
    assert any(second.path.name in failure for failure in manifest_failures(tmp_path))
    moved.rename(first.path)
    next(tmp_path.glob("somewhere/*--b.warc.gz")).unlink()
    assert len(list(manifest_failures(tmp_path))) == 2


def test_a_withdrawn_capture_loses_its_salt_and_nothing_fails(tmp_path: Path) -> None:
    add_captures(tmp_path, "a", 3)
    write_manifests(tmp_path, None)
    salts = manifests_of(tmp_path)[0].read_salts()
    doomed = captures(tmp_path)[1]
    line = salted(salts[doomed.capture_id], doomed)
    made = withdraw_document(tmp_path, lambda c: c.capture_id == doomed.capture_id, reason="asked", now=NOW)
    assert forget_salts(tmp_path, [tombstone.capture_id for tombstone in made]) == 1
    assert list(manifest_failures(tmp_path)) == []
    assert write_manifests(tmp_path, None) == []
    assert salts[doomed.capture_id] not in manifests_of(tmp_path)[0].salts.read_text()
    assert line in manifests_of(tmp_path)[0].content()["captures"]
    forget_salts(tmp_path, [capture.capture_id for capture in captures(tmp_path)])
    assert "only 1 documents were withdrawn" in " ".join(manifest_failures(tmp_path))


def test_an_authority_stamps_a_manifest_and_every_change_is_found(
    tmp_path: Path, authority: Authority
) -> None:
    add_captures(tmp_path, "a", 2)
    [manifest] = write_manifests(tmp_path, authority)
    when = stamp(manifest, authority)
    assert abs((datetime.now(UTC) - when).total_seconds()) < 300
    assert stamped_at(manifest) == when
    assert list(manifest_failures(tmp_path)) == []
    assert manifest_summary(tmp_path)["stamps"].startswith("1/1, ")
    answer = manifest.stamp.read_bytes()
    for at in (len(answer) // 3, len(answer) // 2, len(answer) - 5):
        manifest.stamp.write_bytes(answer[:at] + bytes([answer[at] ^ 1]) + answer[at + 1 :])
        assert list(manifest_failures(tmp_path)), at
    manifest.stamp.write_bytes(answer)
    text = manifest.path.read_text()
    manifest.path.write_text(text.replace('"day": "2026-09-30"', '"day": "2026-09-29"'))
    assert any("time-stamp does not hold" in failure for failure in manifest_failures(tmp_path))


def test_an_answer_for_other_bytes_or_by_another_root_is_refused(
    tmp_path: Path, authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    add_captures(tmp_path, "a", 1)
    [manifest] = write_manifests(tmp_path, authority)
    stranger = tmp_path_factory.mktemp("stranger")
    make_authority(stranger)
    with pytest.raises(StampError):
        stamp(manifest, replace(authority, roots=(stranger / "root.pem").read_bytes()))
    assert not manifest.stamp.exists()
    stamp(manifest, authority)
    add_captures(tmp_path, "b", 1)
    [other] = write_manifests(tmp_path, authority)
    shutil.copy(manifest.stamp, other.stamp)
    assert any("time-stamp does not hold" in failure for failure in manifest_failures(tmp_path))


def test_a_run_says_whether_its_manifests_are_stamped_and_asks_again(
    tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.delenv("JUMUN_TSA_URL", raising=False)
    add_captures(tmp_path, "a", 1)
    note_captures(tmp_path, say=said.append)
    assert "not stamped" in said[-1]
    (tmp_path / "roots.pem").write_bytes(authority.roots)
    monkeypatch.setenv("JUMUN_TSA_ROOTS", str(tmp_path / "roots.pem"))
    monkeypatch.setenv("JUMUN_TSA_URL", "http://127.0.0.1:9/")
    note_captures(tmp_path, say=said.append)
    assert said[-1].startswith("no time-stamp of 000001-2026-09-30.json")
    monkeypatch.setenv("JUMUN_TSA_URL", authority.url)
    note_captures(tmp_path, say=said.append)
    assert said[-1].startswith("time-stamp of 000001-2026-09-30.json: 20")
    assert json.loads(manifests_of(tmp_path)[0].path.read_text())["authority"] is None
    assert list(manifest_failures(tmp_path)) == []
    monkeypatch.setenv("JUMUN_TSA_URL", "ftp://example")
    note_captures(tmp_path, say=said.append)
    assert "must be a web address" in said[-1]
