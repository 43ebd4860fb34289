"""Group `capture`: public pages into the archive, one partition a source."""

from dagster import (
    AssetExecutionContext,
    Config,
    MaterializeResult,
    PipesSubprocessClient,
    StaticPartitionsDefinition,
    asset,
)

from pipelines.capture import capture_source
from pipelines.profiles import all_sources
from pipelines.run_resource import RunResource

SOURCES = StaticPartitionsDefinition(list(all_sources()))


class Window(Config):
    """A back-fill: the dates (YYYY-MM-DD, inclusive) that the source is asked for; empty for its usual window."""

    since: str | None = None
    until: str | None = None


@asset(group_name="capture", partitions_def=SOURCES, kinds={"scrapy", "warc"})
def source_archive(
    context: AssetExecutionContext, run: RunResource, config: Window, pipes: PipesSubprocessClient
) -> MaterializeResult[None]:
    """Every response of a source as WARC, one file a spider run. The only thing that cannot be made again."""
    invocation = capture_source(
        context,
        pipes,
        run.settings,
        run.now,
        source_id=context.partition_key,
        since=config.since,
        until=config.until,
    )
    return invocation.get_materialize_result()
