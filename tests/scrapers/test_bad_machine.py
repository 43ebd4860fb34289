"""The machine misbehaves: the archive stays whole, the message is one line, the next run mends."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scrapers.archive import verify_archive
from tests.scrapers.law_service import LawService
from tests.scrapers.running import REPOSITORY, captures, run_spider
from tests.scrapers.standin import stand_in

SERIALS = [str(900000 + i) for i in range(60)]


def command_of(archive: Path, origin: str) -> list[str]:
    arguments = ["law_go_kr", "--archive", str(archive), "--replica-origin", origin]
    return [sys.executable, "-m", "scrapers.run_spider", *arguments]


def limited(archive: Path, origin: str, file_bytes: int) -> subprocess.CompletedProcess[str]:
    """Run the spider where no file may grow past ``file_bytes``: what a full disk looks like to a writer."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    return subprocess.run(
        command_of(archive, origin),
        capture_output=True, text=True, cwd=REPOSITORY, env={**os.environ, "LAW_OC": "replica"}, timeout=90, check=False,
        preexec_fn=limit,
    )  # fmt: skip


def test_a_full_disk_stops_the_run_and_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    with stand_in(LawService(SERIALS).pages()) as site:
        done = limited(tmp_path, site.origin, 40_000)
        assert done.returncode != 0
        assert "no space left" in done.stderr
        assert "Traceback" not in done.stderr
        stored_before = len(list(tmp_path.glob("*/*.open")))
        again = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert stored_before == 1
    assert again.code == 0
    assert verify_archive(tmp_path) == []
    addresses = [
        capture.url for capture in captures(tmp_path) if "lawService" in capture.url and capture.status == 200
    ]
    assert len(addresses) == len(set(addresses)) == 60
    assert again.counts["held"] > 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    outcome = run_spider("law_go_kr", tmp_path / "archive")
    assert outcome.code != 0
    assert outcome.stderr.count("\n") == 1


def test_a_file_where_the_archive_should_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("not a folder", encoding="utf-8")
    outcome = run_spider("law_go_kr", tmp_path / "archive")
    assert outcome.code != 0
    assert outcome.stderr.count("\n") == 1
    assert "cannot be written" in outcome.stderr


def test_a_killed_run_is_taken_up_by_the_next(tmp_path: Path) -> None:
    with stand_in(LawService(SERIALS).pages()) as site:
        process = subprocess.Popen(
            command_of(tmp_path, site.origin),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=REPOSITORY, env={**os.environ, "LAW_OC": "replica"},
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while (
            sum(path.endswith("lawService.do") for path in site.paths()) < 10 and time.monotonic() < deadline
        ):
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        before = len(site.paths())
        again = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert again.code == 0
    assert again.counts["held"] >= 8
    assert before >= 10
    assert verify_archive(tmp_path) == []
    stored = [
        capture.url for capture in captures(tmp_path) if "lawService" in capture.url and capture.status == 200
    ]
    assert len(stored) == 60


def test_a_locale_without_utf8_and_another_time_zone_change_nothing(tmp_path: Path) -> None:
    with stand_in(LawService(SERIALS[:3]).pages()) as site:
        done = subprocess.run(
            command_of(tmp_path, site.origin),
            capture_output=True, cwd=REPOSITORY, timeout=90, check=False,
            env={**os.environ, "LAW_OC": "replica", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "TZ": "Asia/Tokyo"},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert all(capture.fetched_at.utcoffset().total_seconds() == 0 for capture in captures(tmp_path))  # type: ignore[union-attr]
