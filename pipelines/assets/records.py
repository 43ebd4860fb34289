"""Group `records`: documents read into records, and tagged."""

import os
from collections.abc import Iterator
from dataclasses import asdict

from dagster import AssetExecutionContext, AssetSpec, MaterializeResult, multi_asset

from pipelines import rows
from pipelines.assets.report import step
from pipelines.corrections import load_decisions
from pipelines.families import link_families
from pipelines.linking import link_press
from pipelines.records import READ_TABLES, read_articles, read_judgments
from pipelines.run_resource import RunResource
from pipelines.settings import chosen_engine
from pipelines.storing import keep_inputs
from pipelines.tagging import mapper_of
from pipelines.terms import tag_documents
from pipelines.warehouse_session import next_warehouse

# core_evidence and core_issues are filled by both readers; they are shown with the judgments.
JUDGMENT_TABLES = READ_TABLES
ARTICLE_TABLES = tuple(name for name in rows.ARTICLE_TABLES if name not in JUDGMENT_TABLES)
LINK_TABLES = ("core_article_clusters", "core_case_links")
TERM_TABLES = ("core_terms", "core_tagged_sections")


def _specs(names: tuple[str, ...], deps: tuple[str, ...]) -> list[AssetSpec]:
    return [AssetSpec(name, group_name="records", deps=list(deps), kinds={"duckdb"}) for name in names]


@multi_asset(name="judgments", specs=_specs(JUDGMENT_TABLES, ("core_documents",)))
def judgments(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """Judgments not yet read under this rule set."""
    with next_warehouse(run.settings) as con, step(context) as current:
        counts = read_judgments(
            con, workers=os.cpu_count() or 1, decisions=load_decisions(run.settings.data.corrections)
        )
        current.counts = asdict(counts) | {"in_families": link_families(con)}
        yield from current.results(con, JUDGMENT_TABLES)


@multi_asset(name="articles", specs=_specs(ARTICLE_TABLES, ("core_documents", "core_judgments")))
def articles(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """Articles not yet read under this rule set."""
    with next_warehouse(run.settings) as con, step(context) as current:
        counts = read_articles(con, workers=os.cpu_count() or 1)
        current.counts = asdict(counts)
        yield from current.results(con, ARTICLE_TABLES)


@multi_asset(name="terms", specs=_specs(TERM_TABLES, ("core_documents", "core_articles")))
def terms(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """주문 and 양형의 이유 of judgments and the body of articles, tagged with Kiwi once a text."""
    with next_warehouse(run.settings) as con, step(context) as current:
        tagged = tag_documents(
            con, run.settings.data.tagged, workers=os.cpu_count() or 1, mapper=mapper_of(chosen_engine())
        )
        current.counts = {"documents": tagged}
        yield from current.results(con, TERM_TABLES)
    keep_inputs(run.settings.data)


@multi_asset(name="links", specs=_specs(LINK_TABLES, ("core_judgments", "core_case_reports", "core_terms")))
def links(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """Copies of articles, cases told by several, and the judgments they tell of; local only."""
    with next_warehouse(run.settings) as con, step(context) as current:
        current.counts = link_press(con)
        yield from current.results(con, LINK_TABLES)
