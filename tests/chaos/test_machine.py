"""The machine misbehaves: killed, disk full, files broken; running again gives what an undisturbed run gives."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import pytest

from scrapers.archive import verify_archive
from scrapers.replica.cases import generate_cases
from tests.chaos.conftest import Record
from tools.kill_test import NOW, differences, export

pytestmark = pytest.mark.chaos
CASES = 12
JUMUN = str(Path(sys.executable).parent / "jumun")
TIME_LIMIT = 1200


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fictional judgments on disk: the same job without the replica (`tools.kill_test` disturbs the whole of it)."""
    folder = tmp_path_factory.mktemp("corpus")
    for number, case in enumerate(generate_cases(CASES, 5)):
        (folder / f"{number:02d}.txt").write_text(case.text, encoding="utf-8")
    return folder


def run_command(data: Path) -> list[str]:
    corpus = data.parent / "corpus.txt"
    place = corpus.read_text(encoding="utf-8")
    return [JUMUN, "run", "--profile", "local", "--corpus", place, "--data", str(data), "--now", NOW]


def run(
    data: Path, *, env: Mapping[str, str] | None = None, before: str = ""
) -> subprocess.CompletedProcess[str]:
    """The job; ``before`` is a shell line for its mount namespace."""
    command = run_command(data)
    if before:
        command = ["unshare", "-m", "sh", "-c", f'{before}; exec "$@"', "sh", *command]
    told = {**os.environ, **(env or {})}
    return subprocess.run(
        command, capture_output=True, text=True, errors="replace", timeout=TIME_LIMIT, env=told, check=False
    )


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An undisturbed run, and its tables beside it."""
    data = tmp_path_factory.mktemp("whole") / "data"
    (data.parent / "corpus.txt").write_text(str(corpus), encoding="utf-8")
    done = run(data)
    assert done.returncode == 0, done.stderr[-2000:]
    export(data, data.parent / "tables")
    yield data


@pytest.fixture
def fresh(corpus: Path, tmp_path: Path) -> Path:
    """Where a data folder can be made."""
    (tmp_path / "corpus.txt").write_text(str(corpus), encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def copy(whole: Path, fresh: Path) -> Path:
    return Path(shutil.copytree(whole, fresh, symlinks=True))


def site_of(data: Path) -> bytes:
    return (data / "site" / "index.html").read_bytes()


def recover(whole: Path, data: Path, record: Record, fault: str, said: str) -> None:
    """Run again without any repair by hand: the same tables, the whole archive, a site."""
    started = time.monotonic()
    done = run(data)
    seconds = time.monotonic() - started
    assert done.returncode == 0, done.stderr[-2000:]
    tables = data.parent / "tables-after"
    export(data, tables)
    wrong = differences(whole.parent / "tables", tables)
    lost = sum(name.startswith("core_documents") for name in wrong)
    lines = (
        [line for line in said.strip().splitlines() if line.startswith("jumun:")]
        or said.strip().splitlines()
        or [""]
    )
    message = lines[-1].replace(str(data.parent), "…")[:200]
    record("machine", fault, lost=lost, wrong=len(wrong) - lost, seconds=seconds, message=message)
    assert wrong == []
    assert (data / "site" / "index.html").exists()


@pytest.mark.parametrize("after", [3, 6, 9])
def test_sigkill_of_job_spider_and_workers(whole: Path, fresh: Path, record: Record, after: int) -> None:
    child = subprocess.Popen(run_command(fresh), stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert child.stderr is not None
    said = [child.stderr.readline().strip() for _ in range(after)]
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    recover(whole, fresh, record, "SIGKILL of the whole group", f"killed after: {said[-1]}")


def test_sigkill_at_every_line_of_progress_one_after_another(
    whole: Path, fresh: Path, record: Record
) -> None:
    """One folder, killed after its first line, its second and so on until a run gets to its end before the kill."""
    kills, last, is_killed = 0, "", True
    while is_killed:
        child = subprocess.Popen(
            run_command(fresh), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        assert child.stderr is not None
        said = [line.strip() for line in islice(child.stderr, kills + 1)]
        is_killed = len(said) > kills
        if is_killed:
            os.killpg(child.pid, signal.SIGKILL)
            kills, last = kills + 1, said[-1]
        child.wait()
    assert kills > 5
    recover(whole, fresh, record, "SIGKILL at every line in turn", f"{kills} kills, the last after: {last}")


SMALL_DISK = """
mkdir "$KEPT"; mount -t tmpfs -o size=260m tmpfs "$DATA"; cp -r "$ARCHIVE" "$DATA/archive"
"$@" 2>"$LOG" & job=$!
until grep -q ^publish "$LOG" || ! kill -0 $job; do sleep 0.1; done
cat /dev/zero > "$DATA/full" 2>/dev/null
wait $job; code=$?
rm -f "$DATA/full"; cp -r "$DATA/." "$KEPT"; exit $code
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk of our own needs root")
def test_a_full_disk(whole: Path, fresh: Path, tmp_path: Path, record: Record) -> None:
    """`data` on a disk of its own, which fills up when publication begins; then the same folder with room."""
    data, kept, log = fresh, tmp_path / "kept", tmp_path / "log"
    data.mkdir()
    log.touch()
    places = {"DATA": str(data), "KEPT": str(kept), "LOG": str(log), "ARCHIVE": str(whole / "archive")}
    command = ["unshare", "-m", "sh", "-c", SMALL_DISK, "sh", *run_command(data)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=TIME_LIMIT, env={**os.environ, **places}, check=False
    )
    said = log.read_text(encoding="utf-8", errors="replace")
    assert done.returncode != 0, said[-2000:]
    assert "full" in said or "space" in said, said[-2000:]
    assert not (kept / "site" / "index.html").exists()
    full = [line for line in said.splitlines() if "full" in line or "space" in line]
    recover(whole, kept, record, "disk full", full[0])


@pytest.mark.skipif(os.geteuid() != 0, reason="root writes anywhere: the mount must refuse")
def test_a_read_only_data_folder(whole: Path, copy: Path, record: Record) -> None:
    shown = site_of(copy)
    done = run(copy, before=f"mount --bind {copy} {copy} && mount -o remount,ro,bind {copy}")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "cannot write" in done.stderr or "Read-only" in done.stderr
    assert site_of(copy) == shown
    recover(whole, copy, record, "read-only data folder", done.stderr)


def test_the_warehouse_is_held_by_another_process(whole: Path, copy: Path, record: Record) -> None:
    shown = site_of(copy)
    with (copy / ".warehouse.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run(copy)
    assert done.returncode != 0 and "Traceback" not in done.stderr
    assert "being written by process" in done.stderr
    assert site_of(copy) == shown
    recover(whole, copy, record, "warehouse locked", done.stderr)


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_truncated_warehouse(whole: Path, copy: Path, record: Record, keep: float) -> None:
    path = copy / "warehouse.duckdb"
    os.truncate(path, int(path.stat().st_size * keep))
    recover(whole, copy, record, "warehouse file truncated", "")


@pytest.mark.parametrize("how", ["truncated", "bit flipped"])
def test_a_broken_archive_file_is_named_and_what_it_held_is_fetched_again(
    whole: Path, copy: Path, record: Record, how: str
) -> None:
    path = max((copy / "archive" / "local").glob("*.warc.gz"), key=lambda each: each.stat().st_size)
    data = bytearray(path.read_bytes())
    if how == "truncated":
        del data[len(data) // 2 :]
    else:
        data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    (copy / "warehouse.duckdb").unlink()
    started = time.monotonic()
    done = run(copy)
    seconds = time.monotonic() - started
    assert done.returncode == 0, done.stderr[-2000:]
    assert path.name in {Path(damage.warc_file).name for damage in verify_archive(copy / "archive")}
    texts = [_texts(folder) for folder in (whole, copy)]
    lost, wrong = texts[0] - texts[1], texts[1] - texts[0]
    record(
        "machine",
        f"WARC {how}",
        lost=len(lost),
        wrong=len(wrong),
        seconds=seconds,
        message="named by jumun verify",
    )
    assert (lost, wrong) == (set(), set())


def _texts(data: Path) -> set[tuple[str, str]]:
    import duckdb

    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        query = "select document_id, text_sha256 from core_documents where is_current and not is_withdrawn"
        return set(con.execute(query).fetchall())


def test_two_runs_at_once(whole: Path, fresh: Path, record: Record) -> None:
    data = fresh
    first = subprocess.Popen(run_command(data), stderr=subprocess.PIPE, text=True)
    assert first.stderr is not None
    first.stderr.readline()
    second = run(data)
    first.stderr.read()
    assert first.wait() == 0
    assert second.returncode != 0 and "another run writes" in second.stderr
    recover(whole, data, record, "two runs at once", second.stderr)


TAGGING = """
import sys
from pathlib import Path
from pipelines.tagging import TagText, tag_missing, text_digest
texts = ["\\n".join(f"피고인 {n}은 제{n}항의 범행을 자백하고 {k}번 반성하였다." for k in range(900)) for n in range(24)]
if __name__ == "__main__":
    items = [TagText(text_sha256=text_digest(text), text=text) for text in texts]
    tag_missing(Path(sys.argv[1]), items, workers=2, progress=lambda done, total: None)
"""


def test_a_worker_is_killed_for_its_memory(tmp_path: Path, record: Record) -> None:
    """SIGKILL to a Kiwi worker, the kernel's choice when memory ends: the step fails, finished batches stay."""
    script = tmp_path / "tagging.py"
    script.write_text(TAGGING, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, str(script)]
    child = subprocess.Popen([*command, str(tmp_path / "killed")], stderr=subprocess.PIPE, text=True, env=env)
    killed = threading.Event()
    threading.Thread(target=_kill_a_worker, args=(child.pid, killed), daemon=True).start()
    said = child.stderr.read() if child.stderr else ""
    assert child.wait() != 0 and killed.is_set()
    started = time.monotonic()
    for folder in ("killed", "whole"):
        subprocess.run([*command, str(tmp_path / folder)], check=True, timeout=600, env=env)
    seconds = time.monotonic() - started
    wrong = differences(tmp_path / "whole", tmp_path / "killed")
    record("machine", "worker killed (out of memory)", lost=0, wrong=len(wrong), seconds=seconds,
           message=said.strip().splitlines()[-1][:160])  # fmt: skip
    assert wrong == []


def _kill_a_worker(parent: int, killed: threading.Event) -> None:
    while Path(f"/proc/{parent}").exists():
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                command = path.read_bytes()
                stat = (path.parent / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            # The fork server itself, its workers, and nothing that we did not start.
            if b"forkserver" in command and _is_below(int(stat.rpartition(")")[2].split()[1]), parent):
                os.kill(int(path.parent.name), signal.SIGKILL)
                killed.set()
                return
        time.sleep(0.05)


def _is_below(pid: int, ancestor: int) -> bool:
    while pid > 1 and pid != ancestor:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        pid = int(stat.rpartition(")")[2].split()[1])
    return pid == ancestor


def test_a_locale_without_utf8_and_another_time_zone(
    whole: Path, fresh: Path, tmp_path: Path, record: Record
) -> None:
    data = fresh
    started = time.monotonic()
    odd = {
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Pacific/Kiritimati",
    }
    done = run(data, env=odd)
    assert done.returncode == 0, done.stderr[-2000:]
    export(data, tmp_path / "tables")
    wrong = differences(whole.parent / "tables", tmp_path / "tables")
    record(
        "machine", "locale C, time zone UTC+14", lost=0, wrong=len(wrong), seconds=time.monotonic() - started
    )
    assert wrong == []
