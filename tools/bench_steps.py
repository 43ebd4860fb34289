"""The steps of the job one after another on the replica, and what is built from a large warehouse."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.build_note import BuildNote
from pipelines.indexing import index_archive
from pipelines.profiles import sources_of
from pipelines.publishing import build_published, write_site
from pipelines.records import read_articles, read_judgments
from pipelines.settings import RunSettings
from pipelines.terms import tag_documents
from pipelines.warehouse_session import next_warehouse, publish_warehouse
from tools.bench_cost import Cost, Finding, cost_of
from tools.bench_loading import SETTINGS, load_checked, write_parquet
from tools.crawl import crawl_once
from warehouse.reference import load_reference


def measure_job(settings: RunSettings, *, workers: int) -> Iterator[Finding]:
    """Documents a second of crawl, index, read, tag, build and site; crawling counts its child processes."""
    if settings.now is None:
        raise ValueError("measurements fix the clock")
    with cost_of() as cost:
        crawled = sum(crawl_once(settings, source) for source in sources_of(settings.profile))
    yield _step("crawl", crawled, "responses", cost)
    with next_warehouse(settings, start=True) as con:
        with cost_of() as cost:
            indexed = index_archive(con, settings.data.archive, indexed=frozenset()).documents
        yield _step("parse and store", indexed, "documents", cost)
        with cost_of() as cost:
            read = read_judgments(con, workers=workers).read + read_articles(con, workers=workers).read
        yield _step("read and load", read, "documents", cost)
        with cost_of() as cost:
            tagged = tag_documents(con, settings.data.tagged, workers=workers)
        yield _step("tag and load", tagged, "documents", cost)
        with cost_of() as cost:
            load_reference(con)
            build_published(con, now=settings.now)
        yield _step("build out_ tables", read, "documents", cost)
    publish_warehouse(settings)
    note = BuildNote(
        profile=settings.profile, now=settings.now.isoformat(), is_fictional=settings.is_fictional
    )
    with cost_of() as cost:
        pages = write_site(settings.data.warehouse, settings.data.site, note).pages
    yield _step("site", pages, "pages", cost)


def _step(name: str, n: int, unit: str, cost: Cost) -> Finding:
    note = f"{n:,} in {cost.wall:.1f} s, {cost.cpu:.1f} s of processor"
    return Finding(name=f"step: {name}", value=n / cost.wall, unit=f"{unit} a second", note=note)


def measure_large_build(settings: RunSettings, folder: Path, judgments: int) -> Iterator[Finding]:
    """Seconds to rebuild every out_ table and the site at `judgments` judgments: those of a built warehouse repeated
    under other ids."""
    if settings.now is None:
        raise ValueError("measurements fix the clock")
    with duckdb.connect(str(settings.data.warehouse), read_only=True) as con:
        held = con.execute("SELECT count(*) FROM core_judgments").fetchall()[0][0]
        copies = max(1, round(judgments / held))
        files = write_parquet(con, folder, copies)
    target = folder / "large.duckdb"
    load_checked(files, target)
    with duckdb.connect(str(target), config=dict(SETTINGS)) as con:
        load_reference(con)
        with cost_of() as cost:
            build_published(con, now=settings.now)
    n = copies * held
    note = f"{n:,} judgments, {cost.cpu:.1f} s of processor"
    yield Finding(name="out_ tables made anew", value=cost.wall, unit="seconds", note=note)
    site_note = BuildNote(profile="sample", now=settings.now.isoformat(), is_fictional=True)
    with cost_of() as cost:
        report = write_site(target, folder / "site", site_note)
    note = f"{n:,} judgments, {report.pages:,} pages, {cost.cpu:.1f} s of processor"
    yield Finding(name="site", value=cost.wall, unit="seconds", note=note)
