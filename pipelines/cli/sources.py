"""backfill, alarms: days asked for again, and what is wrong with a source now."""

import time
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pipelines.cli.job import enter_environment, profile_options, require_key
from pipelines.cli.messages import JumunError, print_json_lines, say
from pipelines.settings import DataFolder, make_settings, parse_now


@click.command("backfill")
@profile_options
@click.option("--since", help="First day, YYYY-MM-DD.")
@click.option("--until", help="Last day, YYYY-MM-DD; today by default.")
@click.option("--days", type=click.IntRange(1, 3660), help="Instead of --since: so many days up to --until.")
@click.option("--source", "sources", multiple=True, help="Only this source; may be given again.")
def backfill_command(
    since: str | None, until: str | None, days: int | None, sources: tuple[str, ...], **options: Any
) -> None:
    """Ask the sources for a range of days again, read what is new, publish."""
    from pipelines.backfill import day_range, ledger, run_backfill, sources_with_days

    settings = make_settings(**options)
    window = day_range(since, until, days, today=(settings.now or datetime.now(UTC)).date())
    chosen = sources_with_days(settings, sources)
    require_key(settings)
    enter_environment(settings)
    warnings.filterwarnings("ignore", module=r"dagster\.")
    started = time.monotonic()
    report = run_backfill(settings, window, chosen)
    for line in report.failures:
        say(line)
    if not report.is_published:
        raise JumunError("nothing was published; the last good site, if there is one, stays as it was")
    for line in ledger(settings, window):
        say(line)
    say(f"back-fill of {window.days} days: {time.monotonic() - started:.0f} s")
    if report.failures:
        raise JumunError("published, but not every source was captured (above)")


@click.command("alarms")
@click.option(
    "--data", default="data", show_default=True, type=click.Path(path_type=Path), help="Data folder."
)
@click.option("--now", default=None, help="Fix the clock: ISO time with zone.")
@click.option(
    "--tell", "is_told", is_flag=True, help="Also tell new ones by webhook and e-mail, as configured."
)
def alarms_command(data: Path, now: str | None, is_told: bool) -> None:
    """Open alarms of the sources, one JSON object a line; exit code 1 where there is one."""
    from pipelines.alerts import alert_settings, tell
    from warehouse.build import reading
    from warehouse.source_alarms import find_alarms

    folder = DataFolder(root=data.resolve())
    moment = parse_now(now) or datetime.now(UTC)
    with reading(folder.warehouse) as con:
        found = find_alarms(con, now=moment)
    names = ("source_id", "kind", "subject", "message")
    n = print_json_lines({name: getattr(alarm, name) for name in names} for alarm in found)
    if is_told:
        tell(found, folder.root, alert_settings(), now=moment)
    if n:
        raise JumunError(f"{n} alarm(s) open")


COMMANDS: list[Any] = [backfill_command, alarms_command]
