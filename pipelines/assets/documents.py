"""Group `documents`: the archive indexed, its pages parsed into versions of documents."""

from collections.abc import Iterator
from dataclasses import asdict

from dagster import AssetExecutionContext, AssetSpec, MaterializeResult, multi_asset

from pipelines.assets.capture import source_archive
from pipelines.assets.report import step
from pipelines.health import load_sources
from pipelines.indexing import index_archive, indexed_files
from pipelines.run_resource import RunResource
from pipelines.storing import keep_inputs
from pipelines.warehouse_session import next_warehouse

TABLES = ("raw_captures", "raw_listings", "raw_listed_ids", "raw_sources", "raw_runs", "core_documents")


@multi_asset(
    name="documents",
    specs=[
        AssetSpec(name, group_name="documents", deps=[source_archive], kinds={"duckdb"}) for name in TABLES
    ],
)
def documents(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """Captures not yet indexed become rows; pages become versions; what cannot be parsed becomes an issue."""
    keep_inputs(run.settings.data)
    with next_warehouse(run.settings, start=True) as con, step(context) as current:
        counts = index_archive(con, run.settings.data.archive, indexed=indexed_files(con))
        load_sources(con, run.settings)
        current.counts = asdict(counts)
        yield from current.results(con, TABLES)
