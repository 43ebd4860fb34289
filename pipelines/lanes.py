"""Sources captured side by side: never two that ask one host, each lane one source after another.

Dagster's runs stay one after another in their thread (two at once in one process wait for each other's log for ever:
each run configures Python's logging anew). So the spiders run ahead, and the run of a source waits for its spider and
takes over what it said.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dagster import MaterializeResult
from dagster._core.errors import DagsterPipesExecutionError

AT_ONCE = 2
Commands = Sequence[Sequence[str]]
"""The spider runs of one source, one a visit."""


@dataclass(frozen=True, kw_only=True)
class SpiderEnd:
    """How the spider runs of one source ended: the exit code of the last one that was made, and what it counted."""

    exit_code: int
    outcome: Mapping[str, Any] = field(default_factory=dict)

    def get_materialize_result(self) -> MaterializeResult[None]:
        """What the asset reports; named as on the invocation of a Pipes client."""
        return MaterializeResult(metadata=dict(self.outcome))


_AHEAD: dict[str, "Future[SpiderEnd]"] = {}


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
    lanes: Sequence[Sequence[str]], commands: Mapping[str, Commands], *, at_once: int = AT_ONCE
) -> Iterator[None]:
    """Run the spiders of all lanes, `at_once` lanes side by side, while the block takes their ends one by one.

    Leaving the block waits for spiders that nobody asked about.
    """
    waiting: dict[str, Future[SpiderEnd]] = {source: Future() for lane in lanes for source in lane}
    _AHEAD.update(waiting)
    with ThreadPoolExecutor(max_workers=max(1, min(at_once, len(lanes)))) as pool:
        try:
            for lane in lanes:
                pool.submit(_run_lane, lane, commands, waiting)
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
    lane: Sequence[str], commands: Mapping[str, Commands], waiting: Mapping[str, "Future[SpiderEnd]"]
) -> None:
    for source in lane:
        try:
            waiting[source].set_result(_run_visits(commands[source]))
        except BaseException as error:
            waiting[source].set_exception(error)


def _run_visits(commands: Commands) -> SpiderEnd:
    end = SpiderEnd(exit_code=1)
    for command in commands:
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603
        lines = done.stdout.splitlines()
        outcome = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
        end = SpiderEnd(exit_code=done.returncode, outcome=outcome)
        if done.returncode:
            break
    return end
