"""Speed as ratios within one run: machines are noisy, so no figure here is a test.

    make bench
    make bench BENCH_ARGS="--cases 480 --large 1000000 --json bench.json"

Each ratio is of processor time, both sides in turns within this run, with the bar it has to keep to: Kiwi alone on the
same units against our tagging step; judgments end to end against Kiwi on their text; article pages against trafilatura;
loading against COPY. Beside them: documents a second of every step, seconds of the `out_` rebuild and of the site, peak
memory (PSS) with children. What needs the shared corpus of real text and does not find it says so.
"""

import json
import math
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import duckdb

from pipelines.settings import RunSettings, make_settings
from tools.added import measure_added
from tools.bench_articles import corpus_pages, fixture_pages, measure_article_reading, measure_articles
from tools.bench_clusters import BAR_SECONDS, measure_clusters
from tools.bench_cost import Finding, PeakMemory, machine
from tools.bench_judgments import (
    WORKERS,
    corpus_archive,
    corpus_texts,
    generated_archive,
    generated_texts,
    measure_end_to_end,
    measure_reading,
    measure_tagging,
)
from tools.bench_loading import measure_loading
from tools.bench_runs import measure_runs
from tools.bench_steps import measure_job, measure_large_build
from tools.corpus import shared_corpus

NOW = "2026-10-01T00:00:00+00:00"
MEMORY_BAR = 2_000.0
CLUSTERED = 10_000


Step = tuple[str, Callable[[], Iterator[Finding]]]


def steps_of(folder: Path, *, cases: int, seed: int, loaded: int, large: int) -> list[Step]:
    """(what is measured, how) in their order; what comes first is what the bars are about."""
    settings = make_settings(profile="sample", data=folder / "data", now=NOW, cases=cases, seed=seed)
    return [
        (
            "articles against trafilatura, fixtures",
            lambda: iter(measure_articles(fixture_pages(), "fixtures")),
        ),
        ("articles against trafilatura, real pages", _of_real_pages),
        ("articles read", lambda: iter([measure_article_reading(fixture_pages())])),
        ("tagging, reading, end to end: bulk corpus", lambda: _of_corpus(folder)),
        ("tagging, reading, end to end: generated", lambda: _of_generated(folder, cases)),
        ("documents a second of each step", lambda: _of_job(settings)),
        ("loading against COPY", lambda: _of_loading(settings, folder, loaded)),
        ("clustering", lambda: iter([_of_clusters()])),
        ("out_ tables and site of a large warehouse", lambda: _of_large_build(settings, folder, large)),
        ("a hundredth more judgments", lambda: iter([measure_added(folder / "added")])),
        ("runs with nothing new and with a little", lambda: measure_runs(folder / "runs", NOW, cases, seed)),
    ]


def findings(steps: Sequence[Step], *, seconds: float) -> Iterator[Finding]:
    """Every figure, as soon as it is there. A step that fails, or whose turn comes too late, says so in its place."""
    started = time.monotonic()
    for name, measure in steps:
        if time.monotonic() - started > seconds:
            yield not_measured(name, f"{seconds:.0f} s were over")
            continue
        try:
            yield from measure()
        except Exception as error:
            yield not_measured(name, f"{type(error).__name__}: {error}"[:300])


def not_measured(name: str, why: str) -> Finding:
    """A line for what was not measured."""
    return Finding(name=name, value=math.nan, unit="", note=f"not measured: {why}")


def _of_job(settings: RunSettings) -> Iterator[Finding]:
    with PeakMemory() as memory:
        yield from measure_job(settings, workers=WORKERS)
    yield Finding(
        name="job: peak memory with children", value=memory.peak_kb / 1024, unit="MB PSS", bar=MEMORY_BAR
    )


def _of_real_pages() -> Iterator[Finding]:
    corpus = shared_corpus()
    yield from measure_articles(corpus_pages(corpus), "real pages") if corpus else [_no_corpus("real pages")]


def _no_corpus(name: str) -> Finding:
    return not_measured(name, "no shared corpus of real text")


def _of_clusters() -> Finding:
    found = measure_clusters(CLUSTERED)
    note = f"{found.seconds:.1f} s by the clock; {found.copies_found:,} of {found.copies:,} copies found"
    return Finding(
        name=f"clustering {CLUSTERED:,} articles",
        value=found.articles / found.seconds,
        unit="articles a second",
        bar=100_000 / BAR_SECONDS,
        at_most=False,
        note=note,
    )


def _of_large_build(settings: RunSettings, folder: Path, judgments: int) -> Iterator[Finding]:
    (folder / "large").mkdir()
    with PeakMemory() as memory:
        yield from measure_large_build(settings, folder / "large", judgments)
    yield Finding(
        name="large build: peak memory", value=memory.peak_kb / 1024, unit="MB PSS", bar=2 * MEMORY_BAR
    )


def _of_corpus(folder: Path) -> Iterator[Finding]:
    corpus = shared_corpus()
    if corpus is None:
        yield _no_corpus("tagging, reading, end to end: bulk corpus")
        return
    real = corpus_texts(corpus)
    yield measure_tagging(real)
    yield measure_reading(real, "bulk corpus")
    yield from measure_end_to_end(corpus_archive(folder / "real", corpus), real, "bulk corpus")


def _of_generated(folder: Path, cases: int) -> Iterator[Finding]:
    generated = generated_texts(cases)
    if shared_corpus() is None:
        yield measure_tagging(generated)
    yield measure_reading(generated, "generated")
    archive = generated_archive(folder / "generated", cases)
    yield from measure_end_to_end(archive, generated, "generated")


def _of_loading(settings: RunSettings, folder: Path, judgments: int) -> Iterator[Finding]:
    (folder / "loading").mkdir()
    if not settings.data.warehouse.exists():
        yield not_measured("loading with checks / COPY", "the job before it left no warehouse")
        return
    with duckdb.connect(str(settings.data.warehouse), read_only=True) as con:
        yield from measure_loading(con, folder / "loading", judgments)


def line_of(finding: Finding) -> str:
    """One line of the table."""
    if math.isnan(finding.value):
        return f"{finding.name:52} {'—':>10} {finding.note}"
    verdict = {None: "", True: "holds", False: "MISSED"}[finding.holds]
    sign = "≤" if finding.at_most else "≥"
    bar = "" if finding.bar is None else f"{sign} {finding.bar:,.2f}"
    shown = f"{finding.value:,.3f}" if finding.value < 10 else f"{finding.value:,.1f}"
    return f"{finding.name:52} {shown:>10} {finding.unit:20} {bar:>11} {verdict:6}  {finding.note}"


@click.command()
@click.option(
    "--cases", default=400, show_default=True, help="Fictional cases of the replica and generated texts."
)
@click.option("--seed", default=11, show_default=True)
@click.option("--loaded", default=20_000, show_default=True, help="Judgments that are loaded and checked.")
@click.option(
    "--large", default=20_000, show_default=True, help="Judgments at which out_ tables and site are built."
)
@click.option(
    "--minutes", default=9.0, show_default=True, help="No further step begins when so many minutes are over."
)
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write every figure there too.")
def main(cases: int, seed: int, loaded: int, large: int, minutes: float, target: Path | None) -> None:
    """Print the figures. The exit code says nothing of the bars: a busy machine is not an error."""
    before = machine()
    click.echo(
        f"{before['processors']} processors ({before['model']}), load {before['load_1min']} at the start"
    )
    if shared_corpus() is None:
        click.echo("no shared corpus: figures of real text are not measured")
    found = []
    with tempfile.TemporaryDirectory(prefix="jumun-bench-") as folder:
        steps = steps_of(Path(folder), cases=cases, seed=seed, loaded=loaded, large=large)
        for finding in findings(steps, seconds=minutes * 60):
            click.echo(line_of(finding))
            found.append(finding)
    after = machine()
    click.echo(f"load {after['load_1min']} at the end")
    missed = [finding.name for finding in found if finding.holds is False]
    click.echo(f"bars missed: {', '.join(missed) if missed else 'none'}")
    absent = [finding.name for finding in found if math.isnan(finding.value)]
    click.echo(f"not measured: {', '.join(absent) if absent else 'none'}")
    if target:
        report = {"before": before, "after": after, "findings": [finding.as_dict() for finding in found]}
        target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
