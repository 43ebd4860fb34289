"""Groups `warehouse` and `publication`: reference figures, measures, checks, the published file, package and site."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetExecutionContext,
    AssetKey,
    AssetSpec,
    MaterializeResult,
    MetadataValue,
    asset,
    asset_check,
    multi_asset,
)

from pipelines.assets.report import as_markdown, step
from pipelines.audit import load_audit
from pipelines.build_note import read_build_note, write_build_note
from pipelines.found_clean import check_tables
from pipelines.jump_guard import forget_reasons, movements_of_build, refuse_silent_jumps, told
from pipelines.lineage import inputs_of, published_tables
from pipelines.progress import announce
from pipelines.publishing import build_published, write_package, write_site
from pipelines.run_resource import RunResource
from pipelines.settings import DataFolder
from pipelines.standing_site import StandingSite, note_site, standing_site
from pipelines.standing_tables import note_made, references, stands
from pipelines.storing import keep_package
from pipelines.warehouse_session import next_warehouse, publish_warehouse
from warehouse.build import reading
from warehouse.catalog import tables_of
from warehouse.checks import CheckResult
from warehouse.reference import load_reference

if TYPE_CHECKING:
    from dashboards.site import SiteReport

PUBLISHED_TABLES = published_tables()
REF_TABLES = tuple(entry.name for entry in tables_of(("ref_",)) if entry.name not in PUBLISHED_TABLES)
OUT_TABLES = tuple(entry.name for entry in tables_of(("out_",)))


@multi_asset(
    name="reference", specs=[AssetSpec(name, group_name="warehouse", kinds={"yaml"}) for name in REF_TABLES]
)
def reference(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """Official figures, statutes, dates and courts, from the files of warehouse/reference."""
    with next_warehouse(run.settings) as con, step(context) as current:
        work, root = references(REF_TABLES), run.settings.data.root
        if not stands(con, root, work):
            load_reference(con)
            note_made(con, root, work)
        yield from current.results(con, REF_TABLES)


@multi_asset(
    name="published",
    specs=[
        AssetSpec(name, group_name="warehouse", deps=list(inputs_of(name)), kinds={"duckdb"})
        for name in PUBLISHED_TABLES
    ],
)
def published(context: AssetExecutionContext, run: RunResource) -> Iterator[MaterializeResult[None]]:
    """Models, measures, cubes, ledger, coverage and headlines: all that leaves the warehouse, and what lies under it."""
    with next_warehouse(run.settings) as con, step(context) as current:
        data = run.settings.data
        if not build_published(con, now=run.now, audit=load_audit(data), root=data.root):
            announce("  measures stand as they were")
        yield from current.results(con, PUBLISHED_TABLES)


@asset(group_name="publication", deps=[*OUT_TABLES], kinds={"duckdb"})
def warehouse(run: RunResource) -> MaterializeResult[None]:
    """The next warehouse in the place of the last: readers see the whole of one or the whole of the other."""
    with next_warehouse(run.settings) as con:
        moved = movements_of_build(con, run.settings.data)
    for line in told(moved):
        announce(f"  {line}")
    refuse_silent_jumps(moved)
    size = publish_warehouse(run.settings)
    forget_reasons(run.settings.data)
    write_build_note(run.settings, run.now)
    announce(f"  warehouse: {size:,} bytes")
    return MaterializeResult(metadata={"bytes": size})


@asset(group_name="publication", deps=[warehouse], kinds={"parquet", "csv"})
def data_package(run: RunResource) -> MaterializeResult[None]:
    """out_ and ref_ tables as Parquet and CSV with datapackage.json."""
    data = run.settings.data
    with reading(data.warehouse) as con:
        written = write_package(con, data.package, is_fictional=run.settings.is_fictional)
    announce(f"  data_package: {len(written)} files")
    keep_package(data)
    return MaterializeResult(metadata={"files": len(written)})


@asset(group_name="publication", deps=[warehouse, data_package], kinds={"plotly"})
def site(run: RunResource) -> MaterializeResult[None]:
    """The static bilingual site; one that stands already, from these very tables, is left standing."""
    data = run.settings.data
    note = read_build_note(data)
    made: SiteReport | StandingSite | None = standing_site(data, note)
    pictures: dict[str, MetadataValue[Any]] = {}
    if made is None:
        made = write_site(data.warehouse, data.site, note)
        note_site(data, note, made)
        pictures = _pictures(data, is_fictional=run.settings.is_fictional)
    announce(f"  site: {made.pages} pages, {made.bytes / 1e6:.1f} MB")
    return MaterializeResult(
        metadata={"pages": made.pages, "bytes": made.bytes, "figures": made.figures, **pictures}
    )


def _pictures(data: DataFolder, *, is_fictional: bool) -> dict[str, MetadataValue[Any]]:
    """The charts of outcomes and suspended sentences for the run's page, as the site draws them without a browser."""
    from dashboards.pictures import page_pictures

    return {
        f"picture_{page}": MetadataValue.md(as_markdown(picture, page))
        for page in ("outcomes", "suspended")
        for picture in page_pictures(data.warehouse, page, is_fictional=is_fictional, language="en", most=1)
    }


@asset_check(asset=AssetKey(OUT_TABLES[0]), name="tables_hold", blocking=True)
def tables_hold(run: RunResource) -> AssetCheckResult:
    """Keys, enums, references, suppression and privacy over every table; one failing row stops publication."""
    with next_warehouse(run.settings) as con:
        results = check_tables(con, run.settings.data.root)
    failing = [found for found in results if found.n_failing]
    for found in failing:
        announce(f"  check {found.name} on {found.table}: {found.n_failing} rows, e.g. {found.sample}")
    return AssetCheckResult(
        passed=not any(found.blocking for found in failing),
        severity=AssetCheckSeverity.ERROR,
        metadata={"checks": len(results), "failing": len(failing), "first": _describe(failing[:1])},
    )


def _describe(found: list[CheckResult]) -> str:
    return f"{found[0].name} on {found[0].table}: {found[0].n_failing}" if found else "none"
