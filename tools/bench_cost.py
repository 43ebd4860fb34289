"""What a step costs: wall time, processor time of this process and its ended children, and peak memory.

A machine shared with others stretches wall time without end and processor time by a third or so (caches, twin
threads); so every ratio of `tools.bench` is taken of processor time, in turns, and the load is printed beside it.
"""

import math
import os
import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(kw_only=True)
class Cost:
    """Seconds of one step; `cpu` counts children that have ended."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def cost_of() -> Iterator[Cost]:
    """The cost of the block, filled in at its end."""
    cost = Cost()
    wall, cpu = time.perf_counter(), cpu_seconds() + descendants_cpu_seconds()
    yield cost
    cost.wall, cost.cpu = time.perf_counter() - wall, cpu_seconds() + descendants_cpu_seconds() - cpu


def cpu_seconds() -> float:
    """Processor seconds of this process and of its ended children so far."""
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime


def descendants_cpu_seconds(pid: int | None = None) -> float:
    """Processor seconds of living descendants and of the children that they have waited for (proc(5), hundredths).

    Workers of a fork server are no children of this process: without this they would cost nothing.
    """
    own = os.getpid() if pid is None else pid
    ticks = 0
    for descendant in family(own):
        if descendant == own:
            continue
        try:
            fields = Path(f"/proc/{descendant}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def cost_of_call(run: Callable[[], object]) -> Cost:
    """The cost of one short call, of which a look through /proc would be a part: living children are not counted."""
    cost = Cost()
    wall, cpu = time.perf_counter(), cpu_seconds()
    run()
    cost.wall, cost.cpu = time.perf_counter() - wall, cpu_seconds() - cpu
    return cost


def paired(
    one: Callable[[int], object], two: Callable[[int], object], *, turns: int, repeats: int = 1
) -> tuple[Cost, Cost, float]:
    """`one(turn)` and `two(turn)` in turns; the whole cost of both, and two/one of processor time.

    Of `repeats` calls of one turn the cheapest counts: what else runs on the machine only ever adds.
    """
    totals = (Cost(), Cost())
    for turn in range(turns):
        costs: tuple[list[Cost], list[Cost]] = ([], [])
        for _ in range(repeats):
            costs[0].append(cost_of_call(lambda turn=turn: one(turn)))  # type: ignore[misc]
            costs[1].append(cost_of_call(lambda turn=turn: two(turn)))  # type: ignore[misc]
        for total, found in zip(totals, costs, strict=True):
            best = min(found, key=lambda cost: cost.cpu)
            total.wall, total.cpu = total.wall + best.wall, total.cpu + best.cpu
    first, second = totals
    return first, second, second.cpu / max(first.cpu, 1e-9)


@dataclass
class PeakMemory:
    """Peak proportional set size (KB) of a process and its descendants, sampled while the block runs."""

    pid: int = field(default_factory=os.getpid)
    peak_kb: int = 0
    every_seconds: float = 0.25
    _stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "PeakMemory":
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.peak_kb = max(self.peak_kb, sum(pss_kb(pid) for pid in family(self.pid)))
            if self._stop.wait(self.every_seconds):
                return


def pss_kb(pid: int) -> int:
    """Proportional set size in KB (smaps_rollup, proc(5)); 0 for a process that is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def family(pid: int) -> Iterator[int]:
    """The process and its descendants, as far as they live."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One measured figure. `bar` is what it has to keep to; `at_most` says which side of it is good."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    at_most: bool = True
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the bar is kept; None where there is none."""
        if self.bar is None:
            return None
        return self.value <= self.bar if self.at_most else self.value >= self.bar

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        value = None if math.isnan(self.value) else self.value
        return {**asdict(self), "value": value, "holds": self.holds}


def machine() -> dict[str, Any]:
    """What was measured on, and what else went on: processors, memory, load of the last minute."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    model = next((line.split(":", 1)[1].strip() for line in info.splitlines() if "model name" in line), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processors": os.cpu_count(),
        "model": model,
        "memory_gb": round(memory / 1e9, 1),
        "load_1min": round(os.getloadavg()[0], 2),
    }
