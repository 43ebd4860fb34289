"""The steps from records to what is published, each callable with or without Dagster."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines.audit import load_audit
from pipelines.build_note import BuildNote
from pipelines.claims import write_claim_reviews
from pipelines.found_clean import refuse_what_is_not_known_clean
from pipelines.health import load_sources
from pipelines.indexing import index_archive, indexed_files
from pipelines.settings import RunSettings
from pipelines.standing_tables import measures, note_made, stands
from pipelines.warehouse_session import next_warehouse, publish_warehouse
from warehouse.audit import AuditScore
from warehouse.claim_verdicts import put_claim_verdicts
from warehouse.export import export_tables
from warehouse.measures import build_measures
from warehouse.memory import in_enough_memory
from warehouse.models import build_models
from warehouse.reference import load_reference
from warehouse.word_tables import put_word_tables

if TYPE_CHECKING:
    from dashboards.site import SiteReport

PUBLIC = ("ref_", "out_")


def build_published(
    con: duckdb.DuckDBPyConnection,
    *,
    now: datetime,
    audit: AuditScore | None = None,
    root: Path | None = None,
) -> bool:
    """Every out_ table from core_ and ref_ tables, and the audit of what was published before.

    `root`: the data folder, which remembers what the tables that code fills were made from. Where that is as it was they
    are left standing, and False is returned. Labels of an audit are no part of it: with them everything is made anew.
    """
    in_enough_memory(con, lambda: build_models(con, now=now))
    if root and audit is None and stands(con, root, measures()):
        return False
    in_enough_memory(con, lambda: build_measures(con, now=now, audit=audit))
    put_word_tables(con)
    put_claim_verdicts(con)
    if root and audit is None:
        note_made(con, root, measures())
    return True


def write_package(con: duckdb.DuckDBPyConnection, folder: Path, *, is_fictional: bool) -> list[Path]:
    """ref_ and out_ tables as Parquet, CSV and datapackage.json; `folder` lies in the data folder."""
    written = export_tables(
        con,
        folder,
        prefixes=PUBLIC,
        is_fictional=is_fictional,
        scan=lambda made: refuse_what_is_not_known_clean(made, folder.parent),
    )
    return [*written, write_claim_reviews(con, folder, is_fictional=is_fictional)]


def write_site(warehouse: Path, folder: Path, note: BuildNote) -> "SiteReport":
    """The static site of a published warehouse."""
    # Its libraries (PDF, Hancom files, fonts) take a second to import, and most runs leave the site standing.
    from dashboards.site import build_site

    return build_site(warehouse, folder, is_fictional=note.is_fictional, now=note.time, profile=note.profile)


def rebuild_warehouse(settings: RunSettings, now: datetime) -> None:
    """The warehouse of `settings.data` from its archive, from nothing, without Dagster."""
    # The readers, their patterns and Kiwi take seconds to import: a run with nothing new needs none of them.
    from pipelines.corrections import load_decisions
    from pipelines.families import link_families
    from pipelines.linking import link_press
    from pipelines.records import read_articles, read_judgments
    from pipelines.terms import tag_documents

    workers = os.cpu_count() or 1
    with next_warehouse(settings, start=True) as con:
        index_archive(con, settings.data.archive, indexed=indexed_files(con))
        load_sources(con, settings)
        read_judgments(con, workers=workers, decisions=load_decisions(settings.data.corrections))
        link_families(con)
        read_articles(con, workers=workers)
        tag_documents(con, settings.data.tagged, workers=workers)
        link_press(con)
        load_reference(con)
        build_published(con, now=now, audit=load_audit(settings.data))
    publish_warehouse(settings)
