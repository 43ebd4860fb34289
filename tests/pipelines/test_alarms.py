"""Planted silence is heard: what the alarms see, whom they tell, and that each is told once."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dagster import DagsterInstance, DagsterRun, DagsterRunStatus

from pipelines.alerts import AlertSettings, alert_settings, read_state, tell
from pipelines.backfill import day_range, sources_with_days
from pipelines.capture import end_of_last_run, may_try_again
from pipelines.definitions import defs
from pipelines.sensors import tell_alarms
from pipelines.settings import SettingsError, make_settings
from scrapers.archive import ArchiveWriter
from tests.warehouse.empty_tables import put_tables
from tests.warehouse.published_fixture import full
from warehouse.load import load, to_arrow
from warehouse.models import load_models, run_model
from warehouse.source_alarms import Alarm, find_alarms

NOW = datetime(2026, 10, 1, 6, tzinfo=UTC)
HERE = NOW.replace(tzinfo=None)
SILENCE = Alarm(source_id="s", kind="late", subject="source", message="nothing new for 9 days")


def put(con: duckdb.DuckDBPyConnection, name: str, *rows: dict[str, Any]) -> None:
    load(con, name, to_arrow(name, [full(name, **row) for row in rows]))


def watched(*sizes: int, frequency: str = "hourly", **last_run: Any) -> duckdb.DuckDBPyConnection:
    """A news source in perfect health whose feed had so many rows at each hourly visit, the newest last."""
    con = duckdb.connect()
    put_tables(con)
    card = {
        "kind": "news",
        "frequency": frequency,
        "items_a_day_low": 0,
        "items_a_day_high": 99,
        "stands_at": None,
    }
    put(con, "raw_sources", {"source_id": "s", "is_enabled": True, **card})
    put(
        con, "core_documents",
        *(
            {"source_id": "s", "document_id": f"a{age}", "kind": "article", "version": 1, "is_current": True,
             "is_withdrawn": False, "published_date": (HERE - timedelta(days=age)).date(), "first_seen_at": HERE}
            for age in range(1, 90)
        ),
    )  # fmt: skip
    for number, size in enumerate(sizes):
        at = HERE - timedelta(hours=len(sizes) - 1 - number)
        name = f"{number:04d}"
        put(con, "raw_captures", {
            "capture_id": name, "source_id": "s", "url": "https://x/feed", "fetched_at": at, "status": 200, "gave": "list",
            "warc_file": name, "run_id": name, "warc_offset": 0, "item_id": None,
        })  # fmt: skip
        put(con, "raw_listings", {
            "capture_id": name, "source_id": "s", "query": "https://x/feed", "n_ids": size, "stated_total": size * 10,
            "fetched_at": at,
        })  # fmt: skip
        last = last_run if number == len(sizes) - 1 else {}
        put(con, "raw_runs", {
            "source_id": "s", "run_id": name, "fetched_at": at, "is_finished": True, "reason": "finished",
            "since_date": None, "until_date": None, **last,
        })  # fmt: skip
    build(con)
    return con


def build(con: duckdb.DuckDBPyConnection) -> None:
    models = load_models()
    for name in ("core_item_states", "out_source_yield", "out_source_health"):
        run_model(con, models[name], now=NOW)


def kinds(con: duckdb.DuckDBPyConnection, *, now: datetime = NOW) -> list[str]:
    return [alarm.kind for alarm in find_alarms(con, now=now)]


def test_a_source_as_always_raises_no_alarm() -> None:
    assert kinds(watched(40, 44, 38, 51, 42, 39, 45)) == []


def test_a_short_list_is_heard_at_the_very_next_visit() -> None:
    assert kinds(watched(40, 44, 38, 51, 42, 39, 7)) == ["short_list", "total_fell"]
    assert "7 rows" in find_alarms(watched(40, 44, 38, 51, 42, 39, 7), now=NOW)[0].message
    assert kinds(watched(40, 44, 38, 51, 42, 39, 0)) == ["short_list", "total_fell"]


def test_too_few_visits_teach_nothing() -> None:
    assert "short_list" not in kinds(watched(40, 44, 7))


def test_a_run_that_stopped_and_a_visit_that_is_overdue_are_heard() -> None:
    assert kinds(watched(40, 40, is_finished=False, reason="challenge_page: x")) == ["unfinished"]
    assert kinds(watched(40, 40), now=NOW + timedelta(hours=4)) == ["overdue"]
    assert kinds(watched(40, 40, frequency="daily"), now=NOW + timedelta(hours=4)) == []


def test_a_silent_source_is_heard_although_its_feed_answers() -> None:
    con = watched(40, 44, 38, 51, 42, 39, 45)
    con.execute(
        "delete from core_documents where published_date > $day", {"day": date(2026, 9, 20)}
    ).fetchall()
    build(con)
    alarm = find_alarms(con, now=NOW)[0]
    assert (alarm.kind, "2026-09-20" in alarm.message) == ("late", True)


@contextmanager
def webhook(status: int = 204) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    told: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook-secret-token", told
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def mail_server() -> Iterator[tuple[int, list[str]]]:
    letters: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 test\r\n")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    body = b""
                    while (part := self.rfile.readline()) != b".\r\n":
                        body += part
                    letters.append(body.decode())
                self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server.server_address[1], letters
        finally:
            server.shutdown()


def test_an_alarm_is_told_once_by_every_channel_and_once_more_when_it_closes(tmp_path: Path) -> None:
    with webhook() as (address, told), mail_server() as (port, letters):
        settings = AlertSettings(
            webhook=address, smtp_host="127.0.0.1", smtp_port=port, recipients=("a@example.org",)
        )
        for alarms in ([SILENCE], [SILENCE], [], []):
            tell(alarms, tmp_path, settings, now=NOW)
    assert [[event["event"] for event in body["alarms"]] for body in told] == [["opened"], ["closed"]]
    assert "nothing new for 9 days" in told[0]["text"]
    assert len(letters) == 2
    assert "Subject: jumun: 1 alarm(s) opened, 0 closed" in letters[0] and "nothing new" in letters[0]
    assert read_state(tmp_path / "alerts.jsonl") == {}


def test_a_channel_that_fails_is_tried_again_and_its_secret_reaches_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with webhook(status=500) as (address, told):
        for _ in range(2):
            tell([SILENCE], tmp_path, AlertSettings(webhook=address), now=NOW)
    assert len(told) == 2
    assert "could not be told by webhook" in caplog.text
    assert "secret" not in caplog.text + (tmp_path / "alerts.jsonl").read_text(encoding="utf-8")
    with webhook() as (address, told):
        for _ in range(2):
            tell([SILENCE], tmp_path, AlertSettings(webhook=address), now=NOW)
    assert len(told) == 1


def test_a_failed_run_stays_told_until_a_later_run_of_its_source_succeeds(tmp_path: Path) -> None:
    settings = make_settings(profile="sample", data=tmp_path)
    failed = Alarm(source_id="law_go_kr", kind="run_failed", subject="capture", message="run x failed")
    assert len(tell([failed], tmp_path, AlertSettings(), now=NOW)) == 1
    with DagsterInstance.ephemeral() as instance:
        for source, status, told in (
            ("law_go_kr", DagsterRunStatus.FAILURE, []),
            ("hankookilbo", DagsterRunStatus.SUCCESS, []),
            ("law_go_kr", DagsterRunStatus.SUCCESS, ["closed: law_go_kr run_failed (capture): run x failed"]),
        ):
            run = DagsterRun(job_name="capture", status=status, tags={"dagster/partition": source})
            instance.add_run(run)
            assert tell_alarms(settings, NOW, instance) == told


def test_without_a_channel_the_caller_and_the_journal_are_told_once(tmp_path: Path) -> None:
    (line,) = tell([SILENCE], tmp_path, alert_settings({}), now=NOW)
    assert "nothing new for 9 days" in line
    assert tell([SILENCE], tmp_path, alert_settings({}), now=NOW) == []
    assert (tmp_path / "alerts.jsonl").read_text(encoding="utf-8").count("nothing new for 9 days") == 1
    (tmp_path / "alerts.jsonl").open("a").write('{"event": "opened", "ke')
    assert list(read_state(tmp_path / "alerts.jsonl")) == [SILENCE.key]


def test_only_what_another_try_may_mend_is_tried_again() -> None:
    assert may_try_again("the file ends without the run's last record") and may_try_again(
        "maintenance: 20 pages"
    )
    for reason in (
        "",
        "key_refused: x",
        "refused: HTTP 403",
        "challenge_page: x",
        "robots_unreadable: y",
        "daily_cap",
    ):
        assert not may_try_again(reason)


def test_how_the_last_run_ended_is_read_from_the_archive(tmp_path: Path) -> None:
    settings = make_settings(profile="sample", data=tmp_path)
    assert end_of_last_run(settings, "law_go_kr") == ""
    for reason, finished in (("refused: HTTP 403", False), ("finished", True)):
        writer = ArchiveWriter(settings.data.archive, "law_go_kr")
        writer.close(reason, {}, finished=finished)
        assert end_of_last_run(settings, "law_go_kr") == ("" if finished else reason)
    left_open = ArchiveWriter(settings.data.archive, "law_go_kr")
    assert may_try_again(end_of_last_run(settings, "law_go_kr"))
    left_open.close("finished", {}, finished=True)


def test_a_range_of_days_is_checked_before_anything_is_asked() -> None:
    today = date(2026, 10, 1)
    assert day_range(None, None, 30, today=today).as_config() == {
        "since": "2026-09-02",
        "until": "2026-10-01",
    }
    assert day_range("2026-08-01", "2026-08-30", None, today=today).days == 30
    for since, until in (
        ("2026-08-02", "2026-08-01"),
        ("yesterday", None),
        (None, None),
        ("1900-01-01", None),
    ):
        with pytest.raises(SettingsError):
            day_range(since, until, None, today=today)
    settings = make_settings(profile="sample", data="x")
    assert "law_go_kr" in sources_with_days(settings, ()) and "kosis" not in sources_with_days(settings, ())
    with pytest.raises(SettingsError, match="kosis"):
        sources_with_days(settings, ("kosis",))


def test_sensors_check_and_freshness_are_part_of_the_definitions() -> None:
    assert {sensor.name for sensor in defs.sensors or ()} == {"source_silence", "run_failed"}
    graph = defs.resolve_asset_graph()
    fresh = {key.to_user_string() for key in graph.get_all_asset_keys() if graph.get(key).freshness_policy}
    assert fresh == {"source_archive", "core_documents", "site"}
    assert {key.name for key in graph.asset_check_keys} >= {"tables_hold", "sources_speak"}
