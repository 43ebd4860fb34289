"""Everything Dagster knows: assets in the order of the flow, two jobs, schedules, one blocking check."""

import os

from dagster import (
    AssetSelection,
    DefaultScheduleStatus,
    Definitions,
    PipesSubprocessClient,
    RunRequest,
    ScheduleDefinition,
    ScheduleEvaluationContext,
    define_asset_job,
    in_process_executor,
    schedule,
)

from pipelines import sensors
from pipelines.assets import capture, documents, publication, records
from pipelines.profiles import scheduled_sources
from pipelines.run_resource import RunResource
from pipelines.settings import settings_from_environment

capture_job = define_asset_job("capture", selection=AssetSelection.assets(capture.source_archive))
publish_job = define_asset_job(
    "publish", selection=AssetSelection.all() - AssetSelection.assets(capture.source_archive)
)

SEOUL = "Asia/Seoul"


def cron(usual: str) -> str:
    """`usual`, or every minute where JUMUN_EVERY_MINUTE is set: to see schedules tick without waiting for a night."""
    return "* * * * *" if os.environ.get("JUMUN_EVERY_MINUTE") else usual


def _requests(context: ScheduleEvaluationContext, frequency: str) -> list[RunRequest]:
    time = context.scheduled_execution_time.isoformat()
    sources = scheduled_sources(settings_from_environment().profile, frequency)
    return [RunRequest(run_key=f"{source}@{time}", partition_key=source) for source in sources]


def _capture_schedule(name: str, usual: str, frequency: str) -> ScheduleDefinition:
    """A run for each source of the profile whose card says `frequency`."""

    @schedule(
        job=capture_job,
        name=name,
        cron_schedule=cron(usual),
        execution_timezone=SEOUL,
        default_status=DefaultScheduleStatus.RUNNING,
        description=f"Captures every source of the profile that its card calls {frequency}.",
    )
    def tick(context: ScheduleEvaluationContext) -> list[RunRequest]:
        return _requests(context, frequency)

    return tick


news_hourly = _capture_schedule("news_hourly", "7 * * * *", "hourly")
judgments_daily = _capture_schedule("judgments_daily", "23 3 * * *", "daily")
statistics_weekly = _capture_schedule("statistics_weekly", "41 4 * * 1", "weekly")
publish_hourly = ScheduleDefinition(
    name="publish_hourly",
    job=publish_job,
    cron_schedule=cron("37 * * * *"),
    execution_timezone=SEOUL,
    default_status=DefaultScheduleStatus.RUNNING,
)

ASSETS = (
    capture.source_archive,
    documents.documents,
    records.judgments,
    records.articles,
    records.terms,
    records.links,
    publication.reference,
    publication.published,
    publication.warehouse,
    publication.data_package,
    publication.site,
)

defs = Definitions(
    assets=[each.map_asset_specs(sensors.with_freshness) for each in ASSETS],
    asset_checks=[publication.tables_hold, sensors.sources_speak],
    jobs=[capture_job, publish_job],
    schedules=[news_hourly, judgments_daily, statistics_weekly, publish_hourly],
    sensors=[sensors.source_silence, sensors.run_failed],
    resources={"run": RunResource(), "pipes": PipesSubprocessClient()},
    executor=in_process_executor,
)
