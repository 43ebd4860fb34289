"""Dagster's watch: alarms of the published warehouse, runs that failed, how fresh assets must be."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetKey,
    AssetSpec,
    DagsterInstance,
    DagsterRunStatus,
    DefaultSensorStatus,
    FreshnessPolicy,
    RunFailureSensorContext,
    RunsFilter,
    SensorEvaluationContext,
    SkipReason,
    apply_freshness_policy,
    asset_check,
    run_failure_sensor,
    sensor,
)
from dagster._core.storage.tags import PARTITION_NAME_TAG

from pipelines.alerts import RUN_FAILED, alert_settings, ends_unseen, tell
from pipelines.progress import announce
from pipelines.run_resource import RunResource
from pipelines.settings import RunSettings, settings_from_environment
from pipelines.warehouse_session import next_warehouse
from warehouse.build import WarehouseError, reading
from warehouse.source_alarms import Alarm, find_alarms

NO_SOURCE = "-"
# News comes hourly: an archive or a site older than this is late, whatever the reason.
FRESH = {
    "source_archive": FreshnessPolicy.time_window(
        fail_window=timedelta(hours=3), warn_window=timedelta(hours=2)
    ),
    "core_documents": FreshnessPolicy.time_window(
        fail_window=timedelta(hours=4), warn_window=timedelta(hours=2)
    ),
    "site": FreshnessPolicy.time_window(fail_window=timedelta(hours=4), warn_window=timedelta(hours=2)),
}


def with_freshness(spec: AssetSpec) -> AssetSpec:
    """The asset's spec with its freshness policy, if it has one."""
    policy = FRESH.get(spec.key.to_user_string())
    return apply_freshness_policy(spec, policy) if policy else spec


def open_alarms(settings: RunSettings, now: datetime) -> list[Alarm]:
    """Alarms of the published warehouse; none before a first run."""
    try:
        with reading(settings.data.warehouse) as con:
            return find_alarms(con, now=now)
    except WarehouseError:
        return []


def tell_alarms(settings: RunSettings, now: datetime, instance: DagsterInstance) -> list[str]:
    """Find and tell the alarms of a data folder; returns the lines told anew."""

    def is_over(event: Mapping[str, Any]) -> bool:
        return ends_unseen(event) or has_run_well(instance, event)

    found = open_alarms(settings, now)
    return tell(found, settings.data.root, alert_settings(), now=now, is_over=is_over)


def has_run_well(instance: DagsterInstance, event: Mapping[str, Any]) -> bool:
    """Whether the newest run of the job and source that an alarm names came to its end."""
    tags = {} if event["source_id"] == NO_SOURCE else {PARTITION_NAME_TAG: event["source_id"]}
    newest = instance.get_runs(RunsFilter(job_name=event["subject"], tags=tags), limit=1)
    return bool(newest) and newest[0].status is DagsterRunStatus.SUCCESS


@sensor(minimum_interval_seconds=300, default_status=DefaultSensorStatus.RUNNING)
def source_silence(context: SensorEvaluationContext) -> SkipReason:
    """Every five minutes: sources that fell silent, lists that shrank, visits that are overdue; told once."""
    settings = settings_from_environment()
    told = tell_alarms(settings, settings.now or datetime.now(UTC), context.instance)
    for line in told:
        context.log.warning(line)
    return SkipReason(f"{len(told)} alarm(s) told")


@run_failure_sensor(default_status=DefaultSensorStatus.RUNNING)
def run_failed(context: RunFailureSensorContext) -> None:
    """A run that failed, told at once."""
    settings = settings_from_environment()
    run = context.dagster_run
    source = run.tags.get(PARTITION_NAME_TAG, NO_SOURCE)
    alarm = Alarm(source_id=source, kind=RUN_FAILED, subject=run.job_name, message=f"run {run.run_id} failed")
    now = settings.now or datetime.now(UTC)
    tell([*open_alarms(settings, now), alarm], settings.data.root, alert_settings(), now=now)


@asset_check(asset=AssetKey("out_source_health"), name="sources_speak")
def sources_speak(run: RunResource) -> AssetCheckResult:
    """Silence, short lists and unfinished visits: a warning that stands beside what is published."""
    with next_warehouse(run.settings) as con:
        alarms = find_alarms(con, now=run.now)
    for line in _first_lines(alarms):
        announce(f"  alarm: {line}")
    return AssetCheckResult(
        passed=not alarms,
        severity=AssetCheckSeverity.WARN,
        metadata={"alarms": len(alarms), "first": "; ".join(_first_lines(alarms)) or "none"},
    )


def _first_lines(alarms: list[Alarm]) -> Iterator[str]:
    for alarm in alarms[:10]:
        yield f"{alarm.source_id} {alarm.kind}: {alarm.message}"
