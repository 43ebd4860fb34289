"""What is wrong with a source right now, from what it published and from how its visits went.

The published health of a source counts no visits; alarms may, so they are computed here and never published: a list that
is shorter than any before, a stated total that fell, a run that did not end, a visit that is overdue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb

from warehouse.models import naive_utc

FEWEST_VISITS = 5
SHORT_SHARE = 2  # a list under one half of the shortest one seen
LONGEST_WAIT = {"hourly": timedelta(hours=3), "daily": timedelta(hours=50), "weekly": timedelta(days=15)}

_LISTS = """
WITH lists AS (
    -- A list of a run: its pages together, by the address or query without page number.
    SELECT
        c.source_id, c.run_id, max(c.warc_file) AS warc_file,
        coalesce(nullif(l.query, ''), regexp_replace(c.url, '([?&]page=)[0-9]+', '\\1')) AS list_id,
        CAST(sum(l.n_ids) AS BIGINT) AS n_ids, max(l.stated_total) AS stated_total,
        isodow(min(c.fetched_at)) AS weekday, min(c.fetched_at) AS fetched_at
    FROM raw_listings AS l JOIN raw_captures AS c ON c.capture_id = l.capture_id
    WHERE c.run_id NOT IN (SELECT run_id FROM raw_runs WHERE since_date IS NOT NULL OR until_date IS NOT NULL)
    GROUP BY ALL
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY source_id, list_id ORDER BY warc_file DESC) AS age FROM lists
)
SELECT
    n.source_id, n.list_id, n.n_ids, n.fetched_at, n.stated_total,
    CAST(count(*) AS BIGINT) AS n_before,
    coalesce(
        CASE WHEN count(*) FILTER (WHERE b.weekday = n.weekday) >= 4
            THEN min(b.n_ids) FILTER (WHERE b.weekday = n.weekday) END,
        min(b.n_ids)
    ) AS least,
    arg_min(b.stated_total, b.age) AS total_before
FROM placed AS n
JOIN placed AS b ON b.source_id = n.source_id AND b.list_id = n.list_id AND b.age BETWEEN 2 AND 200
WHERE n.age = 1
GROUP BY ALL ORDER BY ALL
"""
_RUNS = """
SELECT s.source_id, s.frequency, r.fetched_at, r.is_finished, r.reason
FROM raw_sources AS s
LEFT JOIN (
    SELECT source_id, max(fetched_at) AS fetched_at, arg_max(is_finished, (fetched_at, run_id)) AS is_finished,
        arg_max(reason, (fetched_at, run_id)) AS reason
    FROM raw_runs GROUP BY source_id
) AS r ON r.source_id = s.source_id
WHERE s.is_enabled ORDER BY s.source_id
"""


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """One thing a person should look at. Two alarms with the same key are the same alarm, seen again."""

    source_id: str
    kind: str
    subject: str
    message: str

    @property
    def key(self) -> str:
        """What the alarm is about, whatever its figures are today."""
        return f"{self.source_id}/{self.kind}/{self.subject}"


def find_alarms(con: duckdb.DuckDBPyConnection, *, now: datetime) -> list[Alarm]:
    """Every open alarm of a warehouse, by source: `now` decides what is overdue."""
    found = [*_health_alarms(con), *_list_alarms(con), *_run_alarms(con, naive_utc(now))]
    return sorted(found, key=lambda alarm: alarm.key)


def _health_alarms(con: duckdb.DuckDBPyConnection) -> Iterator[Alarm]:
    for source_id, state, message, since in _rows(
        con,
        "SELECT source_id, state, message_en, not_ok_since_date FROM out_source_health WHERE state <> 'ok' ORDER BY 1",
    ):
        told = f"{message}; last good item {since}" if since else str(message)
        yield Alarm(source_id=source_id, kind=state, subject="source", message=told)


def _list_alarms(con: duckdb.DuckDBPyConnection) -> Iterator[Alarm]:
    for source_id, list_id, n_ids, _, total, n_before, least, total_before in _rows(con, _LISTS):
        if n_before >= FEWEST_VISITS and n_ids * SHORT_SHARE < least:
            text = f"{n_ids} rows where no visit before saw fewer than {least}"
            yield Alarm(source_id=source_id, kind="short_list", subject=list_id, message=text)
        if total is not None and total_before and total * 10 < total_before * 9:
            text = f"the source states {total} items, {total_before} at the visit before"
            yield Alarm(source_id=source_id, kind="total_fell", subject=list_id, message=text)


def _run_alarms(con: duckdb.DuckDBPyConnection, now: datetime) -> Iterator[Alarm]:
    for source_id, frequency, at, is_finished, reason in _rows(con, _RUNS):
        if at is None:
            continue
        if not is_finished:
            text = f"the visit of {at:%Y-%m-%d %H:%M} UTC did not come to its end: {reason}"
            yield Alarm(source_id=source_id, kind="unfinished", subject="run", message=text)
        wait = LONGEST_WAIT.get(frequency)
        if wait is not None and now - at > wait:
            text = f"not visited since {at:%Y-%m-%d %H:%M} UTC although it is due {frequency}"
            yield Alarm(source_id=source_id, kind="overdue", subject="run", message=text)


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()
