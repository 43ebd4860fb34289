"""Kill the job and run it again: the exported tables must be byte for byte those of an undisturbed run.

    python -m tools.kill_test --cases 60 --random 5

SIGKILL goes to the whole process group (job, spiders, replica, Kiwi workers) at every line of progress that the
undisturbed run printed (the asset boundaries) and at random moments. Each time in a folder of its own: kill, run
again without any repair, export, compare.
"""

import filecmp
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click

NOW = "2026-10-01T00:00:00+00:00"
RUN_SECONDS = 600


@dataclass(frozen=True, kw_only=True)
class KillPoint:
    """After the n-th line of progress, or after so many seconds."""

    line: int | None = None
    seconds: float | None = None

    def __str__(self) -> str:
        return f"line {self.line}" if self.line is not None else f"{self.seconds:.1f} s"


def run_command(data: Path, cases: int) -> list[str]:
    """The job over fictional cases with the clock fixed."""
    return [
        str(Path(sys.executable).parent / "jumun"),
        *("run", "--data", str(data), "--now", NOW, "--cases", str(cases), "--seed", "7"),
    ]


def run_whole(data: Path, cases: int) -> list[str]:
    """Run to the end; returns the lines of progress. Raises CalledProcessError."""
    done = subprocess.run(
        run_command(data, cases), check=True, stderr=subprocess.PIPE, text=True, timeout=RUN_SECONDS
    )
    return done.stderr.splitlines()


def run_and_kill(data: Path, cases: int, point: KillPoint) -> str:
    """Start the job and kill its process group at `point`; returns the last line it had printed."""
    child = subprocess.Popen(
        run_command(data, cases), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    last, started, seen = "", time.monotonic(), 0
    if point.seconds is not None:
        time.sleep(point.seconds)
    elif child.stderr:
        for line in child.stderr:
            last, seen = line.strip(), seen + 1
            if seen >= (point.line or 0) or time.monotonic() - started > RUN_SECONDS:
                break
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    return last


def export(data: Path, folder: Path) -> None:
    """core_, ref_ and out_ tables of `data`."""
    command = [
        str(Path(sys.executable).parent / "jumun"),
        "export",
        str(folder),
        "--data",
        str(data),
        "--with-core",
    ]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def differences(one: Path, two: Path) -> list[str]:
    """Files that are not the same bytes in both folders, or in one alone."""
    names = sorted(
        {p.relative_to(root).as_posix() for root in (one, two) for p in root.rglob("*") if p.is_file()}
    )
    return [
        name
        for name in names
        if not (
            (one / name).is_file() and (two / name).is_file() and filecmp.cmp(one / name, two / name, False)
        )
    ]


def kill_points(lines: int, seconds: float, n_random: int, seed: int) -> list[KillPoint]:
    """Every line of progress, then `n_random` moments."""
    draw = random.Random(seed)  # noqa: S311  not for secrets
    moments = sorted(draw.uniform(1.0, max(seconds, 2.0)) for _ in range(n_random))
    return [*(KillPoint(line=n) for n in range(1, lines + 1)), *(KillPoint(seconds=s) for s in moments)]


@click.command()
@click.option("--cases", default=60, show_default=True)
@click.option("--random", "n_random", default=5, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--every", default=1, show_default=True, help="Only each n-th boundary.")
def main(cases: int, n_random: int, seed: int, every: int) -> None:
    """Exit 0 when no kill left a trace."""
    with tempfile.TemporaryDirectory(prefix="jumun-kill-") as folder:
        root = Path(folder)
        started = time.monotonic()
        lines = run_whole(root / "whole", cases)
        seconds = time.monotonic() - started
        export(root / "whole", root / "whole-tables")
        click.echo(f"undisturbed: {len(lines)} lines of progress, {seconds:.0f} s")
        bad = 0
        for position, point in enumerate(kill_points(len(lines), seconds, n_random, seed)):
            if point.line is not None and position % every:
                continue
            data, tables = root / f"killed-{position}", root / f"tables-{position}"
            last = run_and_kill(data, cases, point)
            run_whole(data, cases)
            export(data, tables)
            found = differences(root / "whole-tables", tables)
            bad += bool(found)
            click.echo(
                f"killed at {point} [{last[:60]}]: {'equal' if not found else f'DIFFERENT {found[:5]}'}"
            )
    if bad:
        raise SystemExit(f"{bad} kill(s) left a trace")


if __name__ == "__main__":
    main()
