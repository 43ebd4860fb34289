"""How cost and memory grow with the number of judgments: a line of JSON a size, and a picture.

    python -m tools.growth --tagged 1000,10000,30000 --untagged 10000,100000 --json growth.json
    python -m tools.growth --tagged "" --untagged 1000000 --json growth.json --picture docs/images/growth.svg --table

Generated judgments of realistic length are written straight to WARC; then each size is parsed, stored, read, loaded,
tagged where asked, and its out_ tables are built, in a process of its own. Cost is processor time (children included),
memory the peak proportional set size of the process and its workers. Writing the archive is not part of the cost.
Sizes that the JSON file already holds stay in it, so that a long one can be measured by itself.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click

from dashboards.drawing import ACCENT, ALERT, RULE, Canvas
from pipelines.indexing import index_archive
from pipelines.records import read_judgments
from pipelines.settings import DataFolder, RunSettings
from pipelines.warehouse_session import next_warehouse
from scrapers.replica.load import CASES_A_FILE, write_warc
from tools.bench_cost import Cost, PeakMemory, cost_of, machine

NOW = datetime(2026, 10, 1, tzinfo=UTC)
SEED, WORKERS = 17, 2


@dataclass(frozen=True, kw_only=True)
class Size:
    """One measured size. `milliseconds` of processor time a judgment and `peaks_mb` (PSS), by step."""

    judgments: int
    is_tagged: bool
    milliseconds: dict[str, float]
    wall_seconds: float
    peak_mb: float
    peaks_mb: dict[str, float]
    archive_mb: float
    warehouse_mb: float
    load_1min: float

    @property
    def per_judgment(self) -> float:
        """Milliseconds of processor time a judgment that grow with their number: all steps but the build."""
        return sum(value for step, value in self.milliseconds.items() if step != "build")


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one step of one size cost, and its peak memory (MB, PSS, workers included)."""

    cost: Cost
    peak_mb: float


def measure(judgments: int, *, is_tagged: bool) -> Size:
    """Run one size in this process."""
    with tempfile.TemporaryDirectory(prefix="jumun-growth-") as folder:
        data = DataFolder(root=Path(folder))
        files = write_archive(data.archive, judgments)
        size = sum(path.stat().st_size for path in files) / 1e6
        with cost_of() as whole:
            steps = _run(RunSettings(profile="sample", data=data, now=NOW), is_tagged=is_tagged)
        warehouse_mb = sum(path.stat().st_size for path in data.root.glob("*.duckdb")) / 1e6
    return Size(
        judgments=judgments,
        is_tagged=is_tagged,
        milliseconds={name: round(step.cost.cpu / judgments * 1e3, 3) for name, step in steps.items()},
        wall_seconds=round(whole.wall, 1),
        peak_mb=round(max(step.peak_mb for step in steps.values()), 1),
        peaks_mb={name: round(step.peak_mb, 1) for name, step in steps.items()},
        archive_mb=round(size, 1),
        warehouse_mb=round(warehouse_mb, 1),
        load_1min=machine()["load_1min"],
    )


def write_archive(root: Path, judgments: int) -> list[Path]:
    """The generated judgments as WARC files, made side by side by worker processes; returns the files in order."""
    # Not forked from the server that the readers are forked from: that one is to begin with the readers' step.
    with ProcessPoolExecutor(max_workers=WORKERS, mp_context=get_context("spawn")) as pool:
        starts = range(0, judgments, CASES_A_FILE)
        return [path for paths in pool.map(partial(_write_file, root, judgments), starts) for path in paths]


def _write_file(root: Path, judgments: int, start: int) -> list[Path]:
    return write_warc(root, min(start + CASES_A_FILE, judgments), SEED, first=start, length="realistic")


def _run(settings: RunSettings, *, is_tagged: bool) -> dict[str, Step]:
    # Reading workers load this module as their main one: what they do not need is loaded here.
    from pipelines.publishing import build_published
    from pipelines.terms import tag_documents
    from warehouse.reference import load_reference

    steps: dict[str, Step] = {}
    with next_warehouse(settings, start=True) as con:
        with _step(steps, "parse"):
            index_archive(con, settings.data.archive, indexed=frozenset())
        with _step(steps, "read"):
            read_judgments(con, workers=WORKERS)
        if is_tagged:
            with _step(steps, "tag"):
                tag_documents(con, settings.data.tagged, workers=WORKERS)
        with _step(steps, "build"):
            load_reference(con)
            build_published(con, now=NOW)
    return steps


@contextmanager
def _step(steps: dict[str, Step], name: str) -> Iterator[None]:
    with PeakMemory() as memory, cost_of() as cost:
        yield
    steps[name] = Step(cost=cost, peak_mb=memory.peak_kb / 1024)


def measured_apart(sizes: Sequence[tuple[int, bool]]) -> Iterator[Size]:
    """Each size in a process of its own, so that none inherits the memory of another."""
    for judgments, is_tagged in sizes:
        command = [sys.executable, "-m", "tools.growth", "--one", str(judgments)]
        command += ["--with-tagging"] if is_tagged else []
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        yield Size(**json.loads(done.stdout.splitlines()[-1]))


def markdown(sizes: Sequence[Size]) -> str:
    """The table of `docs/performance.md`: a line a size."""
    lines = [
        "| judgments | tagged | parse ms | read ms | tag ms | build ms | peak MB (PSS) by step | archive, warehouse MB "
        "| minutes | load |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for size in sizes:
        cost = " | ".join(
            f"{size.milliseconds[step]:.2f}" if step in size.milliseconds else ""
            for step in ("parse", "read", "tag", "build")
        )
        peaks = ", ".join(f"{step} {peak:,.0f}" for step, peak in size.peaks_mb.items())
        files = f"{size.archive_mb:,.0f}, {size.warehouse_mb:,.0f}"
        kind = "yes" if size.is_tagged else "no"
        lines.append(
            f"| {size.judgments:,} | {kind} | {cost} | {peaks} | {files} | {size.wall_seconds / 60:.1f} "
            f"| {size.load_1min:.1f} |"
        )
    return "\n".join(lines)


def picture(sizes: Sequence[Size]) -> str:
    """Two rows of bars, one of cost a judgment and one of peak memory, with and without tagging."""
    width, left, room, line = 760.0, 210.0, 420.0, 24.0
    canvas = Canvas(width)
    y = 22.0
    rows: list[tuple[str, str, list[float]]] = [
        ("processor time a judgment (ms), without the build", "ms", [each.per_judgment for each in sizes]),
        ("peak memory (MB, PSS, workers included)", "MB", [each.peak_mb for each in sizes]),
    ]
    for title, unit, values in rows:
        canvas.text(8, y, title, size=13)
        canvas.rect(left, y + 8, 1, line * len(sizes), fill=RULE)
        for position, (each, value) in enumerate(zip(sizes, values, strict=True)):
            top = y + 10 + position * line
            kind = "tagged" if each.is_tagged else "not tagged"
            canvas.text(left - 8, top + 13, f"{each.judgments:,} {kind}", size=12, anchor="end")
            colour = ACCENT if each.is_tagged else ALERT
            length = room * value / max(values)
            canvas.rect(left, top, length, line - 8, fill=colour)
            canvas.text(left + length + 6, top + 13, f"{value:,.1f} {unit}", size=12)
        y += line * len(sizes) + 40
    return canvas.document(y - 10, title="Cost and memory by number of generated judgments", background=True)


def _sizes(tagged: str, untagged: str) -> list[tuple[int, bool]]:
    return [
        (int(number), is_tagged)
        for listed, is_tagged in ((tagged, True), (untagged, False))
        for number in listed.split(",")
        if number
    ]


@click.command()
@click.option("--tagged", default="1000,10000,30000", show_default=True, help="Sizes with tagging.")
@click.option("--untagged", default="100000", show_default=True, help="Sizes without tagging.")
@click.option("--picture", "target", type=click.Path(path_type=Path), help="Write an SVG there.")
@click.option("--json", "report", type=click.Path(path_type=Path), help="Write every size there.")
@click.option("--table", "is_table", is_flag=True, help="Print all sizes as Markdown at the end.")
@click.option("--one", type=int, help="Measure one size in this process and print it.")
@click.option("--with-tagging", is_flag=True)
def main(
    tagged: str,
    untagged: str,
    target: Path | None,
    report: Path | None,
    is_table: bool,
    one: int | None,
    with_tagging: bool,
) -> None:
    """Print one line of JSON a size."""
    if one is not None:
        click.echo(json.dumps(asdict(measure(one, is_tagged=with_tagging))))
        return
    wanted = _sizes(tagged, untagged)
    found = [size for size in _held(report) if (size.judgments, size.is_tagged) not in wanted]
    for size in measured_apart(wanted):
        found = sorted([*found, size], key=lambda each: (not each.is_tagged, each.judgments))
        click.echo(json.dumps(asdict(size)))
        _write(found, target, report)
    _write(found, target, report)
    if is_table:
        click.echo(markdown(found))


def _held(report: Path | None) -> list[Size]:
    if report is None or not report.exists():
        return []
    return [Size(**each) for each in json.loads(report.read_text(encoding="utf-8"))]


def _write(found: Sequence[Size], target: Path | None, report: Path | None) -> None:
    if target and found:
        target.write_text(picture(found), encoding="utf-8")
    if report:
        listed: list[dict[str, Any]] = [asdict(each) for each in found]
        report.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
