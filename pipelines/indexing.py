"""Archive to documents: captures not yet indexed become rows, pages become versions, problems become issues."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines import rows
from pipelines.progress import Progress
from pipelines.tagging import text_digest
from scrapers.archive import Capture, DamagedRecord, scan_bodies
from scrapers.documents import ListingReport, PageProblem, ParsedDocument, outcome_of, parse_capture
from warehouse.documents import ARRIVAL_SCHEMA, content_digest, merge_documents
from warehouse.memory import loading_memory

BATCH_CHARACTERS = 4_000_000
GONE = "withdrawn"
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass
class IndexCounts:
    """What one pass over the archive found."""

    captures: int = 0
    documents: int = 0
    new_versions: int = 0
    issues: int = 0
    damaged: int = 0


@dataclass
class Pending:
    """Rows gathered since the last merge, and how much text they hold."""

    arrivals: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    characters: int = 0

    def add(self, table: str, row: dict[str, Any]) -> None:
        self.rows.setdefault(table, []).append(row)


def naive_utc(value: str | datetime | None) -> datetime | None:
    """The warehouse keeps UTC without a zone. A text without zone is taken as UTC; what is no time is None."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if value is None or value.tzinfo is None:
        return value
    return value.astimezone(UTC).replace(tzinfo=None)


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def arrival(sequence: int, capture: Capture, document: ParsedDocument) -> dict[str, Any]:
    """One parsed document as a row of ARRIVAL_SCHEMA."""
    fields = {name: value for name, value in document.fields.items() if name != "sections"}
    text = storable(document.text)
    return {
        "sequence": sequence,
        "document_id": document.document_id,
        "is_withdrawal": False,
        "source_id": document.source_id,
        "kind": document.kind,
        "url": document.url,
        "published_date": _date(document.published_date),
        "published_at": naive_utc(document.published_at),
        "modified_at": naive_utc(document.modified_at),
        "title": storable(document.title) if document.title else None,
        "text": text,
        "text_sha256": text_digest(text),
        "content_sha256": content_digest(title=document.title, text=text, fields=fields),
        "body_sha256": capture.sha256,
        "language": document.language,
        "seen_at": naive_utc(capture.fetched_at),
        "meta": rows.json_text(fields),
    }


def storable(text: str) -> str:
    """DuckDB and Arrow hold UTF-8: NUL and lone surrogates become U+FFFD, one for one, so that spans stay."""
    if "\0" not in text:
        # Encoding finds a surrogate many times as fast as looking for one.
        with suppress(UnicodeEncodeError):
            text.encode("utf-8")
            return text
    return _NOT_STORABLE.sub("\ufffd", text)


def index_archive(con: duckdb.DuckDBPyConnection, archive: Path, *, indexed: frozenset[str]) -> IndexCounts:
    """Take every record of WARC files not in `indexed` into raw_ tables, core_documents and core_issues."""
    with loading_memory(con):
        return _index(con, archive, indexed)


def _index(con: duckdb.DuckDBPyConnection, archive: Path, indexed: frozenset[str]) -> IndexCounts:
    counts, pending = IndexCounts(), Pending()
    progress = Progress(label="archive", unit="captures")
    for item in scan_bodies(archive, skip_files=indexed):
        if isinstance(item, DamagedRecord):
            counts.damaged += 1
            pending.add("core_issues", rows.damage_row(item))
            continue
        counts.captures += 1
        _take(pending, counts, *item)
        progress.advance(counts.captures)
        if pending.characters >= BATCH_CHARACTERS:
            _flush(con, pending, counts)
            pending = Pending()
    _flush(con, pending, counts)
    return counts


def _take(pending: Pending, counts: IndexCounts, capture: Capture, body: bytes) -> None:
    parsed = list(_parsed(capture, body))
    pending.add("raw_captures", rows.capture_row(capture, outcome_of(capture, parsed)))
    for item in parsed:
        sequence = len(pending.arrivals)
        if isinstance(item, ParsedDocument):
            counts.documents += 1
            pending.arrivals.append(arrival(sequence, capture, item))
            pending.characters += len(item.text)
        elif isinstance(item, ListingReport):
            for table, found in rows.listing_rows(item, capture).items():
                pending.rows.setdefault(table, []).extend(found)
        else:
            counts.issues += 1
            pending.add("core_issues", rows.problem_row(item, capture))
            if item.rule == GONE:
                pending.arrivals.append(_gone(sequence, capture, item))


def _gone(sequence: int, capture: Capture, problem: PageProblem) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(ARRIVAL_SCHEMA.names)
    return {
        **empty,
        "sequence": sequence,
        "is_withdrawal": True,
        "source_id": capture.source_id,
        "url": problem.url,
        "seen_at": naive_utc(capture.fetched_at),
    }


def _parsed(capture: Capture, body: bytes) -> Iterable[ParsedDocument | ListingReport | PageProblem]:
    try:
        yield from parse_capture(capture, body)
    except Exception as error:
        message = f"{type(error).__name__}: {error}"[:500]
        yield PageProblem(source_id=capture.source_id, url=capture.url, rule="parser_failed", message=message)


def _flush(con: duckdb.DuckDBPyConnection, pending: Pending, counts: IndexCounts) -> None:
    for table, found in sorted(pending.rows.items()):
        rows.load_rows(con, table, found)
    if pending.arrivals:
        counts.new_versions += merge_documents(
            con, pa.Table.from_pylist(pending.arrivals, schema=ARRIVAL_SCHEMA)
        )


def indexed_files(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The WARC files that raw_captures already holds."""
    return frozenset(row[0] for row in _column(con, "select distinct warc_file from raw_captures"))


def _column(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    yield from con.execute(query).fetchall()
