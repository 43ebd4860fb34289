"""Speed as ratios within one run: machines are noisy, so no figure here is a test.

    make bench BENCH_ARGS="--cases 1000"

Kiwi alone on the same texts in the same units against our tagging step; documents a second of crawl, read, tag, load
and build; the peak memory (PSS) of this process and its children. With the shared corpus beside the project, reading
is also measured on real text.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
from kiwipiepy import Kiwi

from extraction.judgments import JudgmentText, read_judgment
from extraction.kiwi_tagger import make_safe, process_tagger, tag_units
from pipelines.build_note import BuildNote
from pipelines.indexing import index_archive
from pipelines.profiles import sources_of
from pipelines.publishing import build_published, write_site
from pipelines.records import read_articles, read_judgments
from pipelines.settings import RunSettings, make_settings
from pipelines.tagging import TagText, tagged_table, text_digest
from pipelines.terms import tag_documents, tagged_parts
from pipelines.warehouse_session import next_warehouse, publish_warehouse
from scrapers.judgment_files import read_judgment_file
from scrapers.parsed import ParsedDocument
from tools.corpus import shared_corpus
from tools.crawl import crawl_once
from warehouse.reference import load_reference


@dataclass
class Memory:
    """Peak proportional set size of this process and its descendants, sampled."""

    peak_kb: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Sample until stopped."""
        while not self._stop.wait(0.25):
            self.peak_kb = max(self.peak_kb, sum(_pss(pid) for pid in _family(os.getpid())))

    def stop(self) -> None:
        """No further samples."""
        self._stop.set()


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


@contextmanager
def clock(name: str, figures: dict[str, float]) -> Iterator[None]:
    """Seconds of the block under `name`."""
    started = time.perf_counter()
    yield
    figures[name] = time.perf_counter() - started


def bench_job(settings: RunSettings, figures: dict[str, float]) -> dict[str, int]:
    """The job's steps one after another; returns the documents of each."""
    counts: dict[str, int] = {}
    with clock("crawl", figures):
        counts["crawl"] = sum(crawl_once(settings, source) for source in sources_of(settings.profile))
    assert settings.now is not None  # noqa: S101  fixed by main()
    with next_warehouse(settings, start=True) as con:
        with clock("index", figures):
            counts["index"] = index_archive(con, settings.data.archive, indexed=frozenset()).documents
        with clock("read", figures):
            counts["read"] = read_judgments(con, workers=2).read + read_articles(con, workers=2).read
        with clock("tag", figures):
            counts["tag"] = tag_documents(con, settings.data.tagged, workers=2)
        with clock("build", figures):
            load_reference(con)
            build_published(con, now=settings.now)
        counts["build"] = counts["read"]
    publish_warehouse(settings)
    note = BuildNote(
        profile=settings.profile, now=settings.now.isoformat(), is_fictional=settings.is_fictional
    )
    with clock("site", figures):
        counts["site"] = write_site(settings.data.warehouse, settings.data.site, note).pages
    return counts


def bench_tagging(texts: list[str]) -> tuple[float, float, int]:
    """(seconds of Kiwi alone, seconds of our tagging step, characters) on the same units, one process each."""
    process_tagger()
    kiwi = Kiwi(num_workers=1)
    units = [make_safe(unit) for text in texts for _, unit in tag_units(text)]
    batch = [TagText(text_sha256=text_digest(t), text=t) for t in texts]
    rounds: list[tuple[float, float]] = []
    for _ in range(3):
        alone = _seconds(lambda: [kiwi.tokenize(unit) for unit in units])
        ours = _seconds(lambda: tagged_table(batch))
        rounds.append((alone, ours))
    best = min(rounds, key=lambda pair: pair[1] / pair[0])
    return (*best, sum(map(len, units)))


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def bench_reading(corpus: Path) -> tuple[int, float, float]:
    """(judgments, seconds parsing files, seconds reading) of the bulk file, without Kiwi, one core."""
    started = time.perf_counter()
    items = [
        i for i in read_judgment_file(corpus / "bulk_judgments.jsonl.gz") if isinstance(i, ParsedDocument)
    ]
    parsed = time.perf_counter()
    for item in items:
        read_judgment(JudgmentText(document_id=item.document_id, text=item.text))
    return len(items), parsed - started, time.perf_counter() - parsed


@click.command()
@click.option("--cases", default=400, show_default=True)
@click.option("--seed", default=11, show_default=True)
def main(cases: int, seed: int) -> None:
    """Print the figures."""
    memory = Memory()
    watcher = threading.Thread(target=memory.watch, daemon=True)
    watcher.start()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="jumun-bench-") as folder:
        settings = make_settings(
            profile="sample", data=folder, now="2026-10-01T00:00:00+00:00", cases=cases, seed=seed
        )
        counts = bench_job(settings, figures)
        for name, seconds in figures.items():
            click.echo(
                f"{name:8} {counts[name]:8,} in {seconds:7.2f} s = {counts[name] / seconds:9.1f} a second"
            )
    memory.stop()
    click.echo(f"peak memory (PSS, with children): {memory.peak_kb / 1024:,.0f} MB")
    corpus = shared_corpus()
    if corpus is None:
        click.echo("no shared corpus: reading of real text and Kiwi's ratio were not measured")
        return
    n, parse_seconds, read_seconds = bench_reading(corpus)
    click.echo(
        f"read (real, one core): {n:,} judgments, {n / read_seconds:,.0f} a second (files parsed in {parse_seconds:.1f} s)"
    )
    texts = _tagged_texts(corpus, limit=400)
    alone, ours, characters = bench_tagging(texts)
    click.echo(
        f"Kiwi alone {alone:.2f} s, tagging step {ours:.2f} s on {characters:,} characters: ratio {ours / alone:.3f}"
    )


def _tagged_texts(corpus: Path, *, limit: int) -> list[str]:
    items = read_judgment_file(corpus / "bulk_judgments.jsonl.gz")
    texts = (
        text for i in items if isinstance(i, ParsedDocument) for _, text in tagged_parts("judgment", i.text)
    )
    return [text for text, _ in zip(texts, range(limit), strict=False)]


if __name__ == "__main__":
    main()
