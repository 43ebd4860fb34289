"""Sources side by side: a host has one visitor at a time, and each source is captured once."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from dagster._core.errors import DagsterPipesExecutionError
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lanes import SpiderEnd, SpiderHost, end_of_spider, lanes_of, spiders_ahead
from pipelines.profiles import all_sources, hosts_of

HOSTS = st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.sampled_from("wxyz"), max_size=2), max_size=7)


@given(HOSTS)
def test_two_lanes_never_share_a_host_and_no_source_is_lost(hosts: dict[str, set[str]]) -> None:
    lanes = lanes_of(sorted(hosts), hosts)
    assert sorted(source for lane in lanes for source in lane) == sorted(hosts)
    asked = [set().union(*(hosts[source] for source in lane)) for lane in lanes]
    assert all(not (one & two) for place, one in enumerate(asked) for two in asked[:place])


def test_the_sources_of_the_project_are_asked_side_by_side_where_their_hosts_differ() -> None:
    hosts = hosts_of(all_sources())
    lanes = lanes_of(all_sources(), hosts)
    assert len(lanes) > 1
    assert [source for lane in lanes for source in lane if source == "law_go_kr"] == ["law_go_kr"]


def _own_process(command: Sequence[str]) -> SpiderEnd:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return SpiderEnd(exit_code=done.returncode, outcome=json.loads(done.stdout))


def _spider(*, code: int = 0, after: Path | None = None, leaves: Path | None = None) -> list[str]:
    """A process that waits for a file, leaves one, says what it counted, and ends with `code`."""
    wait = f"while not p.Path({str(after)!r}).exists(): time.sleep(.01)" if after else "pass"
    leave = f"p.Path({str(leaves)!r}).touch()" if leaves else "pass"
    script = (
        f"import pathlib as p, sys, time\n{leave}\n{wait}\nprint('{{\"responses\": 7}}')\nsys.exit({code})"
    )
    return [sys.executable, "-S", "-c", script]


def test_spiders_of_two_lanes_run_at_the_same_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    commands = {"a": [_spider(after=two, leaves=one)], "b": [_spider(after=one, leaves=two)]}
    with spiders_ahead([["a"], ["b"]], commands, _own_process):
        ends = [end_of_spider("a"), end_of_spider("b")]
    assert [end and end.outcome for end in ends] == [{"responses": 7}] * 2
    assert end_of_spider("a") is None


def test_a_lane_goes_on_after_a_spider_that_failed_and_its_visits_stop(tmp_path: Path) -> None:
    second = tmp_path / "second visit"
    commands = {"a": [_spider(code=3), _spider(leaves=second)], "b": [_spider()]}
    with spiders_ahead([["a", "b"]], commands, _own_process):
        with pytest.raises(DagsterPipesExecutionError, match="code 3"):
            end_of_spider("a")
        assert (end_of_spider("b") or pytest.fail("no end")).exit_code == 0
    assert not second.exists()


@pytest.fixture(scope="module")
def host() -> Iterator[SpiderHost]:
    with SpiderHost() as started:
        yield started


def _local(archive: Path, corpus: Path) -> list[str]:
    return ["local", "--archive", str(archive), "--corpus", str(corpus)]


def _children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_runs_of_one_interpreter_tell_their_ends_apart(host: SpiderHost, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("【주 문】\n피고인은 무죄.\n", encoding="utf-8")
    ends = [
        host.run(_local(tmp_path / "one", tmp_path / "a.txt")),
        host.run(_local(tmp_path / "two", tmp_path / "no such file")),
        host.run(["nobody", "--archive", str(tmp_path / "three")]),
        host.run(["local"]),
    ]
    assert [end.exit_code for end in ends] == [0, 2, 2, 2]
    assert (ends[0].outcome["files"], ends[0].outcome["reason"]) == (1, "finished")
    assert [dict(end.outcome) for end in ends[1:]] == [{}, {}, {}]
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["one"]


def test_a_killed_run_takes_no_other_along_and_a_killed_host_takes_its_runs(tmp_path: Path) -> None:
    ends: dict[str, SpiderEnd] = {}
    with socket.create_server(("127.0.0.1", 0)) as silent, SpiderHost() as host:
        origin = f"http://127.0.0.1:{silent.getsockname()[1]}"

        def ask_in_vain(source: str) -> None:
            ends[source] = host.run([source, "--archive", str(tmp_path), "--replica-origin", origin])

        threads = [
            threading.Thread(target=ask_in_vain, args=(name,)) for name in ("hankookilbo", "law_go_kr")
        ]
        for place, thread in enumerate(threads, start=1):
            thread.start()
            assert _comes_true(lambda: len(_children(host.process_id)) == place)  # noqa: B023
        first, second = _children(host.process_id)
        os.kill(first, signal.SIGKILL)
        threads[0].join()
        assert (ends["hankookilbo"].exit_code, _is_running(second)) == (-signal.SIGKILL, True)
        os.kill(host.process_id, signal.SIGKILL)
        threads[1].join()
        assert ends["law_go_kr"].exit_code == 1
        assert host.run(["nobody"]).exit_code == 1
    assert _comes_true(lambda: not _is_running(second))


def _comes_true(said: Callable[[], bool], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while not said() and time.monotonic() < until:
        time.sleep(0.01)
    return said()


def _is_running(process: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
