"""Tagging and reading under Ray: what the local path gives, byte for byte, also when a worker is killed in mid-work."""

import os
import signal
import subprocess
import sys
import textwrap
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipelines.settings import SettingsError, chosen_engine
from pipelines.tagging import (
    TagText,
    batches_of,
    mapper_of,
    tag_missing,
    tag_to_file,
    tagged_folder,
    text_digest,
)
from scrapers.replica.load import write_warc

ROOT = Path(__file__).resolve().parents[2]
N_TEXTS, BATCH = 30, 8_000
SENTENCE = "가상지방법원은 피고인 {n}에게 징역 {m}월에 집행유예 2년을 선고하고 보호관찰을 명했다. "


def _texts() -> list[TagText]:
    made = (SENTENCE.format(n=n, m=n % 12 + 1) * 120 for n in range(N_TEXTS))
    return [TagText(text_sha256=text_digest(text), text=text) for text in made]


def _files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(root.glob("*.parquet"))}


def test_a_mapper_of_another_kind_gets_every_batch_and_no_text_is_tagged_twice(tmp_path: Path) -> None:
    texts = _texts()[:3]
    seen: list[str] = []

    def mapper(folder: Path, batches, workers: int):  # type: ignore[no-untyped-def]  # noqa: ANN202, ANN001
        for batch in batches:
            tag_to_file(folder, batch)
            seen.extend(each.text_sha256 for each in batch)
            yield sum(len(each.text) for each in batch)

    done: list[tuple[int, int]] = []
    tag_missing(tmp_path / "a", texts, workers=1, progress=lambda *both: done.append(both), mapper=mapper)
    tag_missing(tmp_path / "b", texts, workers=1, progress=lambda *_: None)
    assert _files(tagged_folder(tmp_path / "a")) == _files(tagged_folder(tmp_path / "b"))
    assert seen == [each.text_sha256 for each in texts]
    assert done[-1] == (sum(len(each.text) for each in texts),) * 2
    assert tag_missing(tmp_path / "a", texts, workers=1, progress=lambda *_: None, mapper=mapper) == 0


def test_the_engine_is_chosen_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JUMUN_ENGINE", "RAY_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    assert chosen_engine() == "local"
    assert mapper_of("local") is None
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:6379")
    assert chosen_engine() == "ray"
    monkeypatch.setenv("JUMUN_ENGINE", "local")
    assert chosen_engine() == "local"
    monkeypatch.setenv("JUMUN_ENGINE", "spark")
    with pytest.raises(SettingsError, match="spark"):
        chosen_engine()


def descendants(name: str) -> list[int]:
    """Processes below this one whose title begins with `name`: Ray calls a worker by what it is doing."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if path.read_bytes().startswith(name.encode()) and _is_below(int(path.parent.name)):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def _is_below(pid: int) -> bool:
    while pid > 1 and pid != os.getpid():
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        pid = int(stat.rpartition(")")[2].split()[1])
    return pid == os.getpid()


def _said_by(program: str, argument: Path) -> str:
    """The last line of a program run by itself: Ray leaves threads and processes behind in the one that calls it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
    environment.pop("RAY_ADDRESS", None)
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), str(argument)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
        cwd=ROOT,
    )
    try:
        said, _ = child.communicate(timeout=900)
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
    return said.strip().splitlines()[-1]


# The killing is done by the driver itself when the first batch is back: then the other actor is at work.
DRIVER = """
    import os, signal, sys
    from pathlib import Path
    from pipelines.cluster.ray_tagging import tag_with_ray
    from pipelines.tagging import batches_of
    from tests.pipelines.test_cluster import BATCH, _texts, descendants

    killed = []
    def kill_one():
        if not killed and (living := descendants("ray::MapWorker")):
            killed.append(living[-1])
            os.kill(living[-1], signal.SIGKILL)

    folder = Path(sys.argv[1])
    n = 0
    for characters in tag_with_ray(folder, list(batches_of(_texts(), limit=BATCH)), 2):
        kill_one()
        n += characters
    print(f"tagged {n} killed {len(killed)}")
"""


@pytest.mark.slow
def test_ray_makes_the_same_bytes_although_an_actor_is_killed(tmp_path: Path) -> None:
    if find_spec("ray") is None:
        pytest.skip("Ray is not installed (pip install '.[cluster]')")
    texts, here, there = _texts(), tmp_path / "local", tmp_path / "ray"
    batches = list(batches_of(texts, limit=BATCH))
    here.mkdir()
    for batch in batches:
        tag_to_file(here, batch)
    assert len(batches) > 8
    assert _said_by(DRIVER, there) == f"tagged {sum(len(each.text) for each in texts)} killed 1"
    assert _files(there) == _files(here)
    assert not list((there / "staged").glob("*.parquet"))


READER = """
    import os, signal, sys, threading, time
    from pathlib import Path
    import duckdb
    from pipelines import records
    from pipelines.indexing import index_archive
    from tests.pipelines.test_cluster import descendants
    from warehouse.catalog import create_statement, table

    killed = []
    def kill_one():
        while not killed:
            if living := descendants("ray::_read_packed"):
                os.kill(living[0], signal.SIGKILL)
                killed.append(living[0])
            time.sleep(0.02)

    records.WORKERS_FROM, records.BATCH_CHARACTERS = 1, 30_000
    tables = {}
    for engine in ("local", "ray"):
        con = duckdb.connect()
        for name in {*records.READ_TABLES, "core_documents", "raw_captures", "raw_listings", "raw_listed_ids"}:
            con.execute(create_statement(table(name)))
        index_archive(con, Path(sys.argv[1]), indexed=frozenset())
        if engine == "ray":
            threading.Thread(target=kill_one, daemon=True).start()
        workers = 1 if engine == "local" else 2
        read = records.read_judgments(con, workers=workers, sharing=records.sharing_of(engine)).read
        tables[engine] = {name: con.table(name).order("all").fetchall() for name in records.READ_TABLES}
    print(f"read {read} killed {len(killed)} equal {tables['local'] == tables['ray']}")
"""


@pytest.mark.slow
def test_ray_reads_the_same_rows_although_a_worker_is_killed(tmp_path: Path) -> None:
    if find_spec("ray") is None:
        pytest.skip("Ray is not installed (pip install '.[cluster]')")
    write_warc(tmp_path, 120, 3, length="realistic")
    assert _said_by(READER, tmp_path) == "read 120 killed 1 equal True"
