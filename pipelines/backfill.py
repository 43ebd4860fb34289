"""A range of days asked for again: one capture run a source with its window, then publication.

The ledger is `raw_runs`: every run with its window stands there (from the last record of its archive file), whether it
came to its end, and why it stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.job import JobReport, run_job
from pipelines.profiles import sources_of
from pipelines.settings import RunSettings, SettingsError
from scrapers.cards import load_cards
from warehouse.build import reading

LONGEST_DAYS = 3660


@dataclass(frozen=True, kw_only=True)
class DayRange:
    """Days, both ends included."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.until - self.since).days + 1

    def as_config(self) -> dict[str, str]:
        """As the capture run's configuration takes it."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat()}


def day_range(since: str | None, until: str | None, days: int | None, *, today: date) -> DayRange:
    """`--since`/`--until`, or the last `--days` days. Raises SettingsError for a range that cannot be meant."""
    try:
        last = date.fromisoformat(until) if until else today
        if since is None and days is None:
            raise SettingsError("a back-fill needs --since YYYY-MM-DD (and --until), or --days N")
        first = date.fromisoformat(since) if since else last - timedelta(days=(days or 1) - 1)
    except ValueError as error:
        if isinstance(error, SettingsError):
            raise
        raise SettingsError(f"--since and --until are dates such as 2026-08-01: {error}") from error
    found = DayRange(since=first, until=last)
    if not 1 <= found.days <= LONGEST_DAYS:
        raise SettingsError(f"--since [{first}] to --until [{last}] is no range of 1 to {LONGEST_DAYS} days")
    return found


def sources_with_days(settings: RunSettings, wanted: Sequence[str]) -> tuple[str, ...]:
    """The profile's sources that can be asked for days, or those of `wanted`. Raises SettingsError for another."""
    cards = load_cards()
    able = tuple(s for s in sources_of(settings.profile) if cards[s].kind in {"judgments", "news"})
    unknown = [source for source in wanted if source not in able]
    if unknown:
        raise SettingsError(f"--source must be one of {', '.join(able)}, got [{', '.join(unknown)}]")
    return tuple(wanted) or able


def run_backfill(settings: RunSettings, window: DayRange, sources: Sequence[str]) -> JobReport:
    """Capture the days of `window` from each source, then publish."""
    return run_job(settings, sources=sources, window=window.as_config())


def ledger(settings: RunSettings, window: DayRange) -> list[str]:
    """One line a source that was asked for exactly this window: how the run ended, what is held of those days."""
    query = """
        select r.source_id, arg_max(r.reason, (r.fetched_at, r.run_id)),
               arg_max(r.is_finished, (r.fetched_at, r.run_id)), coalesce(any_value(d.n), 0), coalesce(any_value(d.days), 0)
        from raw_runs as r
        left join (
            select source_id, count(distinct document_id) as n, count(distinct published_date) as days
            from core_documents where published_date between $since and $until group by source_id
        ) as d on d.source_id = r.source_id
        where r.since_date = $since and r.until_date = $until group by r.source_id order by r.source_id"""
    with reading(settings.data.warehouse) as con:
        rows = con.execute(query, {"since": window.since, "until": window.until}).fetchall()
    return [
        f"{source}: {window.since} to {window.until}: {'done' if done else 'not done'} ({reason}), "
        f"{n} documents on {days} of {window.days} days"
        for source, reason, done, n, days in rows
    ]
