"""Sources captured side by side: never two that ask one host, each lane one source after another.

Dagster's runs stay one after another in their thread (two at once in one process wait for each other's log for ever:
each run configures Python's logging anew). So the spiders run ahead, and the run of a source waits for its spider and
takes over what it said. One interpreter begins them all (`scrapers.spider_host`): each is a process of its own, forked
from one that has imported Scrapy already.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import IO, Any

from dagster import MaterializeResult
from dagster._core.errors import DagsterPipesExecutionError

AT_ONCE = 2
HOST = (sys.executable, "-m", "scrapers.spider_host")
Visits = Sequence[Sequence[str]]
"""The arguments of the spider runs of one source, one a visit."""


@dataclass(frozen=True, kw_only=True)
class SpiderEnd:
    """How the spider runs of one source ended: the exit code of the last one that was made, and what it counted."""

    exit_code: int
    outcome: Mapping[str, Any] = field(default_factory=dict)

    def get_materialize_result(self) -> MaterializeResult[None]:
        """What the asset reports; named as on the invocation of a Pipes client."""
        return MaterializeResult(metadata=dict(self.outcome))


Run = Callable[[Sequence[str]], SpiderEnd]
"""What makes one spider run with these arguments and waits for its end."""
_AHEAD: dict[str, "Future[SpiderEnd]"] = {}


class SpiderHost:
    """The process that begins spider runs; `run` may be called by several threads. Leaving the block ends it.

    Where it dies, the runs that it had begun end with it, and each of them counts as not come to its end.
    """

    def __init__(self, command: Sequence[str] = HOST) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self._waiting: dict[str, Future[tuple[int, str]]] = {}
        self._names = count()
        self._lock = threading.Lock()
        self._is_gone = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> "SpiderHost":
        return self

    def __exit__(self, *_: object) -> None:
        _pipe(self._process.stdin).close()
        self._process.wait()
        self._reader.join()
        _pipe(self._process.stdout).close()

    @property
    def process_id(self) -> int:
        """The process that begins the runs."""
        return self._process.pid

    def run(self, arguments: Sequence[str]) -> SpiderEnd:
        """One spider run to its end."""
        end: Future[tuple[int, str]] = Future()
        with self._lock:
            if self._is_gone:
                return SpiderEnd(exit_code=1)
            name = str(next(self._names))
            self._waiting[name] = end
            order = json.dumps({"run": name, "arguments": list(arguments)})
            # A host that has died is noticed by the thread that reads its answers.
            with suppress(BrokenPipeError):
                _pipe(self._process.stdin).write(order.encode() + b"\n")
        exit_code, said = end.result()
        return SpiderEnd(exit_code=exit_code, outcome=json.loads(said) if said.startswith("{") else {})

    def _read(self) -> None:
        try:
            for line in _pipe(self._process.stdout):
                answer = json.loads(line)
                with self._lock:
                    waiting = self._waiting.pop(answer["run"])
                waiting.set_result((int(answer["exit_code"]), str(answer["said"])))
        finally:
            with self._lock:
                self._is_gone = True
                left, self._waiting = self._waiting, {}
            for waiting in left.values():
                waiting.set_result((1, ""))


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the process was begun without this pipe")
    return stream


def lanes_of(sources: Sequence[str], hosts: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Sources in their order, put together where they share a host, so that a host has one visitor at a time.

    A source without hosts (files on disk) is a lane of its own.
    """
    lanes: list[tuple[set[str], list[str]]] = []
    for source in sources:
        asked, members = set(hosts.get(source, ())), [source]
        apart = []
        for lane_hosts, lane in lanes:
            if lane_hosts & asked:
                asked |= lane_hosts
                members = lane + members
            else:
                apart.append((lane_hosts, lane))
        lanes = [*apart, (asked, members)]
    order = {source: position for position, source in enumerate(sources)}
    return sorted((sorted(lane, key=order.__getitem__) for _, lane in lanes), key=lambda lane: order[lane[0]])


@contextmanager
def spiders_ahead(
    lanes: Sequence[Sequence[str]], visits: Mapping[str, Visits], run: Run, *, at_once: int = AT_ONCE
) -> Iterator[None]:
    """Run the spiders of all lanes, `at_once` lanes side by side, while the block takes their ends one by one.

    `run` makes one of them. Leaving the block waits for spiders that nobody asked about.
    """
    waiting: dict[str, Future[SpiderEnd]] = {source: Future() for lane in lanes for source in lane}
    _AHEAD.update(waiting)
    with ThreadPoolExecutor(max_workers=max(1, min(at_once, len(lanes)))) as pool:
        try:
            for lane in lanes:
                pool.submit(_run_lane, lane, visits, run, waiting)
            yield
        finally:
            for source in waiting:
                _AHEAD.pop(source, None)


def end_of_spider(source_id: str) -> SpiderEnd | None:
    """The end of a spider that ran ahead, waited for; None where none did, or its end was taken before.

    Raises DagsterPipesExecutionError when it did not come to its end, as the Pipes client does.
    """
    ahead = _AHEAD.pop(source_id, None)
    if ahead is None:
        return None
    end = ahead.result()
    if end.exit_code:
        raise DagsterPipesExecutionError(f"the spider of {source_id} ended with code {end.exit_code}")
    return end


def _run_lane(
    lane: Sequence[str],
    visits: Mapping[str, Visits],
    run: Run,
    waiting: Mapping[str, "Future[SpiderEnd]"],
) -> None:
    for source in lane:
        try:
            waiting[source].set_result(_run_visits(visits[source], run))
        except BaseException as error:
            waiting[source].set_exception(error)


def _run_visits(visits: Visits, run: Run) -> SpiderEnd:
    end = SpiderEnd(exit_code=1)
    for arguments in visits:
        end = run(arguments)
        if end.exit_code:
            break
    return end
