"""The main job in this process: capture of each source, then publication."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from dagster import DagsterInstance, JobDefinition
from dagster._core.storage.tags import MAX_RETRIES_TAG
from dagster_shared.error import SerializableErrorInfo

from pipelines.alerts import alert_settings
from pipelines.capture import has_finished_visit, shared_replicas, visit_arguments
from pipelines.definitions import defs
from pipelines.lanes import SpiderHost, lanes_of, spiders_ahead
from pipelines.profiles import hosts_of, sources_of, visits_of
from pipelines.progress import announce
from pipelines.recovery import PROCESS_TAG, fail_dead_runs, process_mark
from pipelines.sensors import tell_alarms
from pipelines.settings import RunSettings
from pipelines.storing import keep_inputs
from pipelines.time_stamps import note_captures
from pipelines.warehouse_session import warehouse_kept_open
from pipelines.writer_lock import hold_writer_lock

# Errors whose own message says what to do; what lies below them is detail.
SAID_FOR_PEOPLE = frozenset({"WarehouseError", "ArchiveError", "Failure"})
QUIET: dict[str, Any] = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True, kw_only=True)
class JobReport:
    """What a run did: whether a site was published, and one line for each source that was not captured."""

    is_published: bool
    failures: list[str] = field(default_factory=list)


def run_job(
    settings: RunSettings, *, sources: Sequence[str] | None = None, window: Mapping[str, str] | None = None
) -> JobReport:
    """Capture every source of the profile (or `sources`), then publish. A source that fails holds no other back.

    `window`: the days (since, until) that the sources are asked for, instead of their usual ones.
    """
    alert_settings()  # one that cannot be used is told before hours of work, not after
    with hold_writer_lock(settings.data.root):
        keep_inputs(settings.data)
        instance = DagsterInstance.get()
        for run_id in fail_dead_runs(instance):
            announce(f"an earlier run had been killed: {run_id} marked failed")
        failures = _capture_all(instance, settings, sources or sources_of(settings.profile), window)
        note_captures(settings.data.archive, say=announce)
        announce("publish")
        with warehouse_kept_open():
            is_published = _execute(instance, "publish")
        for line in tell_alarms(settings, settings.now or datetime.now(UTC), instance):
            announce(f"alarm {line}")
        return JobReport(is_published=is_published, failures=failures)


def _capture_all(
    instance: DagsterInstance, settings: RunSettings, sources: Sequence[str], window: Mapping[str, str] | None
) -> list[str]:
    failures = []
    is_first = not all(has_finished_visit(settings, source_id) for source_id in sources)
    as_of = visits_of(settings.profile, has_finished_visit=not is_first)
    with SpiderHost() as host, shared_replicas(settings, as_of):
        visits = {source_id: visit_arguments(settings, source_id, window or {}) for source_id in sources}
        with spiders_ahead(lanes_of(sources, hosts_of(sources)), visits, host.run):
            for source_id in sources:
                announce(f"capture {source_id}")
                if not _execute(instance, "capture", partition_key=source_id, window=window):
                    failures.append(f"{source_id}: not captured to its end; what was captured is kept")
    return failures


def _execute(
    instance: DagsterInstance,
    name: str,
    *,
    partition_key: str | None = None,
    window: Mapping[str, str] | None = None,
) -> bool:
    config = {"ops": {"source_archive": {"config": dict(window)}}} if window else {}
    job: JobDefinition = defs.resolve_job_def(name)
    result = job.execute_in_process(
        instance=instance,
        partition_key=partition_key,
        raise_on_error=False,
        run_config={**QUIET, **config},
        # This process tries again by itself; the daemon, if one runs beside it, need not.
        tags={PROCESS_TAG: process_mark(), MAX_RETRIES_TAG: "0"},
    )
    for event in result.get_step_failure_events():
        announce(f"  {event.step_key} failed: {_root_cause(event.step_failure_data.error)}")
    return result.success


def _root_cause(error: SerializableErrorInfo | None) -> str:
    """The innermost error of a step, on one line: what a person can act on, without the layers around it."""
    while error is not None and error.cause is not None and error.cls_name not in SAID_FOR_PEOPLE:
        error = error.cause
    return " ".join(error.message.split())[:600] if error else "no error was recorded"
