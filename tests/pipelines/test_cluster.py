"""Tagging under Ray Data: the files of the local path, byte for byte, also when an actor is killed in mid-work."""

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


# The killing is done by the driver itself when the first batch is back: then the other actor is at work.
DRIVER = """
    import os, signal, sys, subprocess
    from pathlib import Path
    from pipelines.cluster.ray_tagging import tag_with_ray
    from pipelines.tagging import batches_of
    from tests.pipelines.test_cluster import BATCH, _texts

    def actors():
        found = []
        for stat in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if b"TagActor" in stat.read_bytes() or b"MapWorker" in stat.read_bytes():
                    found.append(int(stat.parent.name))
            except OSError:
                pass
        return [pid for pid in found if _is_ours(pid)]

    def _is_ours(pid):
        while pid > 1:
            if pid == os.getpid():
                return True
            try:
                pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                return False
        return False

    killed = []
    def kill_one():
        if not killed and (living := actors()):
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
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
    environment.pop("RAY_ADDRESS", None)
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(DRIVER), str(there)],
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
    assert said.strip().splitlines()[-1] == f"tagged {sum(len(each.text) for each in texts)} killed 1"
    assert _files(there) == _files(here)
    assert not list((there / "staged").glob("*.parquet"))
