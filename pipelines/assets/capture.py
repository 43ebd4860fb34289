"""Group `capture`: public pages into the archive, one partition a source."""

from dagster import (
    AssetExecutionContext,
    Config,
    Failure,
    MaterializeResult,
    PipesSubprocessClient,
    RetryRequested,
    StaticPartitionsDefinition,
    asset,
)
from dagster._core.errors import DagsterPipesExecutionError

from pipelines.capture import capture_source, end_of_last_run, may_try_again
from pipelines.profiles import all_sources
from pipelines.run_resource import RunResource

# Again after one, then two, then four times the first pause; the replica is not spared.
TRIES = 2
FIRST_PAUSE_SECONDS = {"sample": 0.5, "local": 0.5, "live": 20.0}
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
    source_id = context.partition_key
    try:
        invocation = capture_source(
            context, pipes, run.settings, run.now, source_id=source_id, since=config.since, until=config.until
        )
    except DagsterPipesExecutionError as error:
        reason = end_of_last_run(run.settings, source_id)
        if not may_try_again(reason):
            raise Failure(f"{source_id}: {reason}", allow_retries=False) from error
        first = FIRST_PAUSE_SECONDS[run.settings.profile]
        raise RetryRequested(max_retries=TRIES, seconds_to_wait=first * 2**context.retry_number) from error
    return invocation.get_materialize_result()
