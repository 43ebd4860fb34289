"""One source captured: a spider as its own process, told where the archive is, reporting through Dagster Pipes."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from dagster import AssetExecutionContext, PipesSubprocessClient
from dagster._core.pipes.client import PipesClientCompletedInvocation

from pipelines.lanes import SpiderEnd, end_of_spider
from pipelines.profiles import visits_of
from pipelines.replica_process import replica
from pipelines.settings import RunSettings
from scrapers.archive import scan_runs

# The earlier of the sample profile's two visits is stamped so much before the run's own time.
SHARED_REPLICAS = "JUMUN_SHARED_REPLICAS"
VISIT_GAP = timedelta(minutes=1)


def has_finished_visit(settings: RunSettings, source_id: str) -> bool:
    """Whether the archive holds a spider run of this source that reached its end."""
    return any(run.finished for run in scan_runs(settings.data.archive) if run.source_id == source_id)


# What a person, not another try, must mend; a refusal is respected.
FINAL_REASONS = (
    "key_refused",
    "refused",
    "challenge_page",
    "robots_unreadable",
    "archive_unwritable",
    "daily_cap",
)


def end_of_last_run(settings: RunSettings, source_id: str) -> str:
    """Why the newest spider run of a source ended; empty where it came to its end, or left no file."""
    if any((settings.data.archive / source_id).glob("*.warc.gz.open")):
        return "killed: its file was left open"
    runs = [run for run in scan_runs(settings.data.archive) if run.source_id == source_id]
    return "" if not runs or runs[-1].finished else runs[-1].reason


def may_try_again(reason: str) -> bool:
    """Whether a run that ended for this reason may be made again at once."""
    return bool(reason) and not reason.startswith(FINAL_REASONS)


def capture_source(
    context: AssetExecutionContext,
    client: PipesSubprocessClient,
    settings: RunSettings,
    now: datetime,
    *,
    source_id: str,
    since: str | None = None,
    until: str | None = None,
) -> PipesClientCompletedInvocation | SpiderEnd:
    """Run the spider of `source_id` once a visit, or wait for one that ran ahead; how the last one ended is returned.

    Raises DagsterPipesExecutionError when a spider does not reach its end: the archive keeps what it had captured.
    """
    if ahead := end_of_spider(source_id):
        return ahead
    visits = visits_of(settings.profile, has_finished_visit=has_finished_visit(settings, source_id))
    for position, as_of in enumerate(visits):
        stamp = now - VISIT_GAP * (len(visits) - 1 - position)
        with origin_of_visit(settings, as_of) as origin:
            arguments = spider_arguments(settings, source_id, stamp, origin=origin, since=since, until=until)
            invocation = client.run(command=[*spider_command(arguments), "--pipes"], context=context)
    return invocation


def visit_arguments(settings: RunSettings, source_id: str, window: Mapping[str, str]) -> list[list[str]]:
    """The spider runs of one source ahead of its Dagster run, one a visit, while `shared_replicas` hold.

    Each as arguments of `scrapers.run_spider`.
    """
    visits = visits_of(settings.profile, has_finished_visit=has_finished_visit(settings, source_id))
    origins = json.loads(os.environ.get(SHARED_REPLICAS, "{}"))
    arguments = []
    for position, as_of in enumerate(visits):
        stamp = settings.now and settings.now - VISIT_GAP * (len(visits) - 1 - position)
        origin = origins[as_of] if as_of else None
        since, until = window.get("since"), window.get("until")
        arguments.append(
            spider_arguments(settings, source_id, stamp, origin=origin, since=since, until=until)
        )
    return arguments


def spider_command(arguments: Sequence[str]) -> list[str]:
    """The command line of one spider run with these arguments."""
    return [sys.executable, "-m", "scrapers.run_spider", *arguments]


def spider_arguments(
    settings: RunSettings,
    source_id: str,
    stamp: datetime | None,
    *,
    origin: str | None,
    since: str | None,
    until: str | None,
    archive: Path | None = None,
) -> list[str]:
    """The arguments of one spider run; its captures go to `archive`, by default that of the settings."""
    arguments = [source_id, "--archive", str(archive or settings.data.archive)]
    # A clock that nobody fixed is read capture by capture in the spider itself.
    fixed = stamp.isoformat() if stamp and settings.now else None
    optional = {
        "--now": fixed,
        "--replica-origin": origin,
        "--since": since,
        "--until": until,
        "--corpus": settings.corpus,
    }
    for name, value in optional.items():
        if value is not None:
            arguments += [name, str(value)]
    return arguments


@contextmanager
def origin_of_visit(settings: RunSettings, as_of: str | None) -> Iterator[str | None]:
    """The address of a replica that shows `as_of`; None where the source is the real one.

    A run that captures several sources starts its replicas once (`shared_replicas`).
    """
    shared = json.loads(os.environ.get(SHARED_REPLICAS, "{}"))
    if as_of is None or as_of in shared:
        yield shared.get(as_of)
        return
    with replica(cases=settings.cases, seed=settings.seed, as_of=as_of) as origin:
        yield origin


@contextmanager
def shared_replicas(settings: RunSettings, as_of: Sequence[str | None]) -> Iterator[None]:
    """Replicas for every instant of `as_of` while the block runs, known to the captures of this process."""
    with ExitStack() as stack:
        origins = {
            instant: stack.enter_context(replica(cases=settings.cases, seed=settings.seed, as_of=instant))
            for instant in as_of
            if instant is not None
        }
        os.environ[SHARED_REPLICAS] = json.dumps(origins)
        stack.callback(os.environ.pop, SHARED_REPLICAS, None)
        yield
