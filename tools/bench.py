"""Speed as ratios within one run: machines are noisy, so no figure here is a test.

    make bench
    make bench BENCH_ARGS="--cases 480 --large 1000000 --json bench.json"

Each ratio is of processor time, both sides in turns within this run, with the bar it has to keep to: Kiwi alone on the
same units against our tagging step; judgments end to end against Kiwi on their text; article pages against trafilatura;
loading against COPY. Beside them: documents a second of every step, seconds of the `out_` rebuild and of the site, peak
memory (PSS) with children. What needs the shared corpus of real text and does not find it says so.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import duckdb

from pipelines.settings import RunSettings, make_settings
from tools.bench_articles import corpus_pages, fixture_pages, measure_articles
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
from tools.bench_steps import measure_job, measure_large_build
from tools.corpus import shared_corpus

NOW = "2026-10-01T00:00:00+00:00"


def findings(folder: Path, *, cases: int, seed: int, loaded: int, large: int) -> Iterator[Finding]:
    """Every figure, as soon as it is there."""
    settings = make_settings(profile="sample", data=folder / "data", now=NOW, cases=cases, seed=seed)
    with PeakMemory() as memory:
        yield from measure_job(settings, workers=WORKERS)
    yield Finding(name="job: peak memory with children", value=memory.peak_kb / 1024, unit="MB PSS")
    yield from _of_judgments(folder, cases)
    yield from measure_articles(fixture_pages(), "fixtures")
    corpus = shared_corpus()
    if corpus:
        yield from measure_articles(corpus_pages(corpus), "real pages")
    yield from _of_loading(settings, folder, loaded)
    if large:
        (folder / "large").mkdir()
        with PeakMemory() as memory:
            yield from measure_large_build(settings, folder / "large", large)
        yield Finding(name="large build: peak memory", value=memory.peak_kb / 1024, unit="MB PSS")


def _of_judgments(folder: Path, cases: int) -> Iterator[Finding]:
    corpus = shared_corpus()
    generated = generated_texts(cases)
    if corpus:
        real = corpus_texts(corpus)
        yield measure_tagging(real)
        yield measure_reading(real, "bulk corpus")
        yield from measure_end_to_end(corpus_archive(folder / "real", corpus), real, "bulk corpus")
    else:
        yield measure_tagging(generated)
    yield measure_reading(generated, "generated")
    archive = generated_archive(folder / "generated", cases)
    yield from measure_end_to_end(archive, generated, "generated")


def _of_loading(settings: RunSettings, folder: Path, judgments: int) -> Iterator[Finding]:
    (folder / "loading").mkdir()
    with duckdb.connect(str(settings.data.warehouse), read_only=True) as con:
        yield from measure_loading(con, folder / "loading", judgments)


def line_of(finding: Finding) -> str:
    """One line of the table."""
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
@click.option("--large", default=0, help="Also rebuild out_ tables and site at so many judgments.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write every figure there too.")
def main(cases: int, seed: int, loaded: int, large: int, target: Path | None) -> None:
    """Print the figures. The exit code says nothing of the bars: a busy machine is not an error."""
    before = machine()
    click.echo(
        f"{before['processors']} processors ({before['model']}), load {before['load_1min']} at the start"
    )
    if shared_corpus() is None:
        click.echo("no shared corpus: figures of real text are not measured")
    found = []
    with tempfile.TemporaryDirectory(prefix="jumun-bench-") as folder:
        for finding in findings(Path(folder), cases=cases, seed=seed, loaded=loaded, large=large):
            click.echo(line_of(finding))
            found.append(finding)
    after = machine()
    click.echo(f"load {after['load_1min']} at the end")
    missed = [finding.name for finding in found if finding.holds is False]
    click.echo(f"bars missed: {', '.join(missed) if missed else 'none'}")
    if target:
        report = {"before": before, "after": after, "findings": [finding.as_dict() for finding in found]}
        target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
