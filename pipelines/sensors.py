"""Dagster's watch: alarms of the published warehouse, runs that failed, how fresh assets must be."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetKey,
    AssetSpec,
    DefaultSensorStatus,
    FreshnessPolicy,
    RunFailureSensorContext,
    SensorEvaluationContext,
    SkipReason,
    apply_freshness_policy,
    asset_check,
    run_failure_sensor,
    sensor,
)

from pipelines.alerts import alert_settings, tell
from pipelines.progress import announce
from pipelines.run_resource import RunResource
from pipelines.settings import RunSettings, settings_from_environment
from pipelines.warehouse_session import next_warehouse
from warehouse.build import WarehouseError, reading
from warehouse.source_alarms import Alarm, find_alarms

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


def tell_alarms(settings: RunSettings, now: datetime) -> list[str]:
    """Find and tell the alarms of a data folder; returns the lines told anew."""
    return tell(open_alarms(settings, now), settings.data.root, alert_settings(), now=now)


@sensor(minimum_interval_seconds=300, default_status=DefaultSensorStatus.RUNNING)
def source_silence(context: SensorEvaluationContext) -> SkipReason:
    """Every five minutes: sources that fell silent, lists that shrank, visits that are overdue; told once."""
    settings = settings_from_environment()
    told = tell_alarms(settings, settings.now or datetime.now(UTC))
    for line in told:
        context.log.warning(line)
    return SkipReason(f"{len(told)} alarm(s) told")


@run_failure_sensor(default_status=DefaultSensorStatus.RUNNING)
def run_failed(context: RunFailureSensorContext) -> None:
    """A run that failed, told at once."""
    settings = settings_from_environment()
    run = context.dagster_run
    source = run.tags.get("dagster/partition", "-")
    alarm = Alarm(
        source_id=source, kind="run_failed", subject=run.job_name, message=f"run {run.run_id} failed"
    )
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
