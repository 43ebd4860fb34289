"""Group `records`: documents read into records, and tagged.

The readers, their patterns and Kiwi take seconds to import: a step whose tables stand imports none of them.
"""

import os
from collections.abc import Iterator
from dataclasses import asdict

from dagster import AssetExecutionContext, AssetSpec, MaterializeResult, multi_asset

from pipelines import rows, standing_tables
from pipelines.assets.report import step
from pipelines.run_resource import RunResource
from pipelines.settings import RunSettings, chosen_engine
from pipelines.standing_tables import note_made, stands
from pipelines.storing import keep_inputs
from pipelines.warehouse_session import next_warehouse

# core_evidence and core_issues are filled by both readers; they are shown with the judgments.
JUDGMENT_TABLES = (*rows.JUDGMENT_TABLES, *rows.LAW_TABLES)
ARTICLE_TABLES = tuple(name for name in rows.ARTICLE_TABLES if name not in JUDGMENT_TABLES)
LINK_TABLES = ("core_article_clusters", "core_case_links")
TERM_TABLES = ("core_terms", "core_tagged_sections")


def _specs(names: tuple[str, ...], deps: tuple[str, ...]) -> list[AssetSpec]:
    return [AssetSpec(name, group_name="records", deps=list(deps), kinds={"duckdb"}) for name in names]


@multi_asset(name="judgments", specs=_specs(JUDGMENT_TABLES, ("core_documents",)))
def judgments(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """Judgments not yet read under this rule set."""
    engine = chosen_engine()
    with next_warehouse(run.settings) as con, step(context) as current:
        decided = _decisions(run.settings)
        if not stands(con, run.settings.data.root, standing_tables.JUDGMENTS, given=decided):
            from pipelines.corrections import load_decisions
            from pipelines.families import link_families
            from pipelines.records import read_judgments, sharing_of

            counts = read_judgments(
                con,
                workers=os.cpu_count() or 1,
                decisions=load_decisions(run.settings.data.corrections),
                sharing=sharing_of(engine),
            )
            current.counts = asdict(counts) | {"in_families": link_families(con)}
            note_made(con, run.settings.data.root, standing_tables.JUDGMENTS, given=decided)
        yield from current.results(con, JUDGMENT_TABLES)


@multi_asset(name="articles", specs=_specs(ARTICLE_TABLES, ("core_documents", "core_judgments")))
def articles(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """Articles not yet read under this rule set."""
    engine = chosen_engine()
    with next_warehouse(run.settings) as con, step(context) as current:
        if not stands(con, run.settings.data.root, standing_tables.ARTICLES):
            from pipelines.records import read_articles, sharing_of

            counts = read_articles(con, workers=os.cpu_count() or 1, sharing=sharing_of(engine))
            current.counts = asdict(counts)
            note_made(con, run.settings.data.root, standing_tables.ARTICLES)
        yield from current.results(con, ARTICLE_TABLES)


@multi_asset(name="terms", specs=_specs(TERM_TABLES, ("core_documents", "core_articles")))
def terms(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """주문 and 양형의 이유 of judgments and the body of articles, tagged with Kiwi once a text."""
    engine = chosen_engine()
    with next_warehouse(run.settings) as con, step(context) as current:
        if not stands(con, run.settings.data.root, standing_tables.TERMS):
            from pipelines.tagging import mapper_of
            from pipelines.terms import tag_documents

            tagged = tag_documents(
                con, run.settings.data.tagged, workers=os.cpu_count() or 1, mapper=mapper_of(engine)
            )
            current.counts = {"documents": tagged}
            note_made(con, run.settings.data.root, standing_tables.TERMS)
        yield from current.results(con, TERM_TABLES)
    keep_inputs(run.settings.data)


@multi_asset(name="links", specs=_specs(LINK_TABLES, ("core_judgments", "core_case_reports", "core_terms")))
def links(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """Copies of articles, cases told by several, and the judgments they tell of; local only."""
    with next_warehouse(run.settings) as con, step(context) as current:
        if not stands(con, run.settings.data.root, standing_tables.LINKS):
            from pipelines.linking import link_press

            current.counts = link_press(con)
            note_made(con, run.settings.data.root, standing_tables.LINKS)
        yield from current.results(con, LINK_TABLES)


def _decisions(settings: RunSettings) -> bytes:
    """What people decided on doubtful records, as it is kept; nothing where nobody decided anything."""
    return b"\0".join(
        path.name.encode() + b"\0" + path.read_bytes()
        for path in sorted(settings.data.corrections.glob("*"))
        if path.is_file()
    )
