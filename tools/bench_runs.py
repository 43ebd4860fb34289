"""Whole runs as a user starts them: the first, one with nothing new, one with a hundredth more cases."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.bench_cost import Cost, Finding, cost_of
from tools.corpus import REPOSITORY

ADDED_SHARE = 0.01
ADDED_BAR = 0.02
NOTHING_NEW_SECONDS, NOTHING_NEW_SHARE = 15.0, 0.03


def run_job(data: Path, now: str, cases: int, seed: int) -> Cost:
    """What one `jumun run` costs, with its children. Raises CalledProcessError with the end of what it said."""
    program = "from pipelines.cli import main; main()"
    command = [sys.executable, "-c", program, "run", "--data", str(data), "--now", now]
    command += ["--cases", str(cases), "--seed", str(seed)]
    with cost_of() as cost:
        done = subprocess.run(
            command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    if done.returncode:
        raise RuntimeError(f"jumun run ended with {done.returncode}: {done.stdout[-300:]}")
    return cost


def measure_runs(data: Path, now: str, cases: int, seed: int) -> Iterator[Finding]:
    """Three runs on one data folder. Shares are of processor time, and of documents' cost: a run with nothing new is
    what any run costs before it meets a document."""
    full, nothing = run_job(data, now, cases, seed), run_job(data, now, cases, seed)
    note = f"first run {full.wall:.1f} s by the clock and {full.cpu:.1f} s of processor; this one {nothing.cpu:.1f} s"
    yield Finding(
        name="run with nothing new",
        value=nothing.wall,
        unit="seconds",
        bar=max(NOTHING_NEW_SECONDS, NOTHING_NEW_SHARE * full.wall),
        note=note,
    )
    added = max(1, round(cases * ADDED_SHARE))
    more = run_job(data, now, cases + added, seed)
    share = (more.cpu - nothing.cpu) / max(full.cpu - nothing.cpu, 1e-9)
    note = (
        f"{added} added to {cases} cases; {more.cpu:.1f} s of processor, {nothing.cpu:.1f} with nothing new"
    )
    yield Finding(
        name="a hundredth more cases / all of them",
        value=share,
        unit="share of processor",
        bar=ADDED_BAR,
        note=note,
    )
