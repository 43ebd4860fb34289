"""One source, one process: ``python -m scrapers.run_spider SOURCE_ID --archive DIR``.

Exit code 0 only when the run finished; its counts are the last line on standard output, as JSON. Messages and
progress go to standard error (and to Dagster with ``--pipes``).
"""

import argparse
import io
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from .archive import ArchiveError, ArchiveWriter, Redactor, recover_open_files
from .cards import SourceCard, Table, load_cards
from .crawl.held import Held, Judge, judge_by_status, read_held
from .crawl.run_context import RunContext

EXIT_OK, EXIT_UNFINISHED, EXIT_USAGE = 0, 1, 2
# A run that used up the day's cap did all it was allowed to do.
FINISHED_REASONS = frozenset({"finished", "daily_cap", "request_cap"})
SECRET_VARIABLES = ("LAW_OC", "KOSIS_API_KEY", "NAVER_CLIENT_ID", "NAVER_CLIENT_SECRET")
REPLICA_KEY = "replica"


class UsageProblem(Exception):
    """Something the person who started the run can mend; the message says how."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one source to its end. Returns the exit code."""
    options = _parse_arguments(arguments)
    for stream in (sys.stdout, sys.stderr):
        # Whatever the locale says, what is told here is UTF-8.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with _reporter(options.pipes) as report:
            counts = run_source(options, report)
    except UsageProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return EXIT_USAGE
    except (OSError, ArchiveError) as error:
        # What was captured lies in the file that stays open; the next run closes it at its last whole record.
        sys.stderr.write(f"{options.source_id}: the archive {options.archive} cannot be written: {error}\n")
        return EXIT_UNFINISHED
    if not options.pipes:
        sys.stdout.write(json.dumps(counts, ensure_ascii=False, sort_keys=True) + "\n")
    if counts["reason"] not in FINISHED_REASONS:
        sys.stderr.write(
            f"{options.source_id}: stopped: {counts['reason']}{_advice(options.source_id, counts)}\n"
        )
        return EXIT_UNFINISHED
    return EXIT_OK


def run_source(options: argparse.Namespace, report: Callable[[str, dict[str, Any]], None]) -> dict[str, Any]:
    """Capture one source into the archive; the returned counts have ``reason`` and ``seconds`` besides."""
    card = _card_of(options.source_id)
    key = _key_of(card, is_replica=options.replica_origin is not None)
    if card.kind == "files" and options.corpus is None:
        raise UsageProblem("the local source needs --corpus PATH (a file or a folder)")
    if card.kind == "files" and not options.corpus.exists():
        raise UsageProblem(f"no such file or folder: {options.corpus}")
    started = time.monotonic()
    clock = _clock(options.now)
    recover_open_files(options.archive)
    held = read_held(options.archive, card.source_id, _judge_of(card))
    # Only the key that is sent can come back in a page; a key of another source may be a word of its articles.
    secrets = [key if key != REPLICA_KEY else None]
    _redact_logs([*secrets, *(os.environ.get(name) for name in SECRET_VARIABLES)])
    writer = ArchiveWriter(
        options.archive, card.source_id, run_id=options.run_id, clock=clock, secrets=secrets
    )
    context = RunContext(
        card=card,
        writer=writer,
        held=held,
        clock=clock,
        progress=lambda message: report(f"{card.source_id}: {message}", {}),
        key=key,
        since=options.since,
        until=options.until,
        tables=_tables_of(card, "live" if options.replica_origin is None else "sample"),
        requests_left=_requests_left(card, held, clock(), options),
        cap_reason="daily_cap" if options.max_requests is None else "request_cap",
    )
    with writer:
        _capture(context, options)
        reason = context.stop_reason or "finished"
        counts: dict[str, Any] = {**dict(sorted(context.counts.items())), **_window_of(options)}
        writer.close(reason, counts, finished=reason in FINISHED_REASONS)
    outcome = {
        **counts,
        "source_id": card.source_id,
        "run_id": writer.run_id,
        "reason": Redactor.of(secrets).text(reason),
        "seconds": round(time.monotonic() - started, 2),
    }
    report(f"{card.source_id}: {outcome['reason']}", outcome)
    return outcome


def _capture(context: RunContext, options: argparse.Namespace) -> None:
    if context.card.kind == "files":
        from .local_files import capture_corpus

        capture_corpus(context, options.corpus)
        return
    from .crawl.process import crawl
    from .settings import CONTACT_VARIABLE

    contact = os.environ.get(CONTACT_VARIABLE, "").strip()
    if not contact and options.replica_origin is None:
        sys.stderr.write(
            f"{CONTACT_VARIABLE} is not set: sites cannot tell whom to write to (mail or web address)\n"
        )
    crawl(context, replica_origin=options.replica_origin, contact=contact)


def _parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scrapers.run_spider", description=__doc__)
    parser.add_argument("source_id")
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument(
        "--now", type=_moment, help="fix the clock of the run (ISO 8601); otherwise the real time"
    )
    parser.add_argument("--replica-origin", help="http://127.0.0.1:PORT of the replica")
    parser.add_argument("--since", type=date.fromisoformat, help="first decision date of a back-fill")
    parser.add_argument("--until", type=date.fromisoformat, help="last decision date of a back-fill")
    parser.add_argument("--corpus", type=Path, help="file or folder of the local source")
    parser.add_argument(
        "--max-requests", type=int, help="stop politely after this many requests, robots.txt included"
    )
    parser.add_argument("--run-id", help="name of the run in the archive; otherwise made up")
    parser.add_argument("--pipes", action="store_true", help="report to Dagster")
    return parser.parse_args(arguments)


def _card_of(source_id: str) -> SourceCard:
    card = load_cards().get(source_id)
    if card is None:
        raise UsageProblem(f"no source card named {source_id!r}; there are: {', '.join(load_cards())}")
    if not card.enabled:
        raise UsageProblem(f"{source_id} is switched off in its source card")
    return card


def _key_of(card: SourceCard, *, is_replica: bool) -> str | None:
    if card.key_variable is None:
        return None
    key = os.environ.get(card.key_variable, "").strip()
    if not key and is_replica:
        return REPLICA_KEY
    if not key:
        raise UsageProblem(
            f"{card.key_variable} is not set: {card.source_id} needs a free key; get one at {card.key_address} "
            f"and run again with {card.key_variable}=<key>"
        )
    return key


def _advice(source_id: str, counts: dict[str, Any]) -> str:
    card = load_cards()[source_id]
    if str(counts["reason"]).startswith("key_refused") and card.key_variable:
        return f" (check {card.key_variable}; a free key: {card.key_address})"
    return ""


def _window_of(options: argparse.Namespace) -> dict[str, str]:
    """The days of a back-fill, for the ledger that is made of the runs' last records."""
    days = {"since": options.since, "until": options.until}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def _tables_of(card: SourceCard, profile: str) -> tuple[Table, ...]:
    return tuple(table for table in card.tables if profile in table.profiles)


def _requests_left(card: SourceCard, held: Held, now: datetime, options: argparse.Namespace) -> int:
    left = card.limits.requests_a_day - held.requests_on.get(now.date().isoformat(), 0)
    if options.replica_origin is not None:
        # The day's cap spares a public server; the replica is asked as often as somebody works with it.
        left = sys.maxsize
    return left if options.max_requests is None else min(left, options.max_requests)


def _judge_of(card: SourceCard) -> Judge:
    if card.kind == "judgments":
        from .spiders.law_go_kr import judge_law_capture

        return judge_law_capture
    if card.kind == "statistics":
        from .spiders.kosis import judge_table_capture

        return judge_table_capture
    if card.kind == "news":
        from .spiders.news import judge_news_capture

        return judge_news_capture
    return judge_by_status


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _clock(fixed: datetime | None) -> Callable[[], datetime]:
    if fixed is None:
        return lambda: datetime.now(UTC)
    return lambda: fixed


def _redact_logs(secrets: list[str | None]) -> None:
    from .settings import RedactingFilter

    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    for handler in logging.getLogger().handlers:
        handler.setLevel(logging.WARNING)
        handler.addFilter(RedactingFilter(Redactor.of(secrets)))


@contextmanager
def _reporter(use_pipes: bool) -> Iterator[Callable[[str, dict[str, Any]], None]]:
    if not use_pipes:
        yield _tell_stderr
        return
    from dagster_pipes import open_dagster_pipes

    with open_dagster_pipes() as pipes:

        def tell(message: str, outcome: dict[str, Any]) -> None:
            _tell_stderr(message, outcome)
            pipes.log.info(message)
            if outcome:
                pipes.report_asset_materialization(metadata=outcome)

        yield tell


def _tell_stderr(message: str, outcome: dict[str, Any]) -> None:
    if outcome:
        return
    sys.stderr.write(f"  {message}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
