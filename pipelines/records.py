"""Stored documents to rows: each current version is read once under each rule set."""

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from typing import Any

import duckdb
import pyarrow as pa

from extraction.judgments import read_judgment
from extraction.judgments.sections import split_sections
from extraction.news import RULE_SET as NEWS_RULE_SET
from extraction.news import ArticleText, read_article
from pipelines import rows
from pipelines.corrections import Decisions, corrected, rule_set_with
from pipelines.progress import Progress
from pipelines.reading import judgment_text
from pipelines.row_law import law_rows
from warehouse.documents import fetch_stretch, held_pending, pending_stretches, withdrawn_documents
from warehouse.load import append_documents, to_arrow
from warehouse.memory import loading_memory

READ_TABLES = (*rows.JUDGMENT_TABLES, *rows.LAW_TABLES)
BATCH_DOCUMENTS = 500
BATCH_CHARACTERS = 2_000_000
ROWS_OF_DOCUMENTS = 50
# Below this many documents starting worker processes costs more than it saves.
WORKERS_FROM = 2_000
Tables = dict[str, pa.Table]
Rows = dict[str, list[dict[str, Any]]]
ReadOne = Callable[[rows.DocumentRow], Rows]
Sharing = Callable[[int], AbstractContextManager[tuple[Executor, int]]]
"""Number of workers to somewhere that reads batches, and how many it reads at a time."""


@dataclass(frozen=True, kw_only=True)
class ReadCounts:
    """How many documents were read in this pass, and how many left because their page is gone."""

    read: int
    withdrawn: int


def read_judgment_rows(document: rows.DocumentRow, *, decisions: Decisions = ()) -> Rows:
    """One judgment as rows, people's decisions applied. What goes wrong becomes an issue row, never an exception."""
    try:
        text = judgment_text(document_id=document.document_id, text=document.text, fields=document.fields)
        sections = split_sections(document.text)
        spans = {name: (s.offset, s.offset + len(s.text)) for name, s in sections.items()}
        record = corrected(read_judgment(text).as_dict(), document.text, decisions)
        law = law_rows(document, sections, record.get("decision_date"))
        return rows.judgment_rows(record, replace(document, spans=spans)) | law
    except Exception as error:
        return _failed(document, READ_TABLES, error)


def read_article_rows(document: rows.DocumentRow) -> Rows:
    """One article as rows; failures as above."""
    try:
        article = ArticleText(
            document_id=document.document_id,
            url=str(document.fields.get("url") or ""),
            title=str(document.fields.get("title") or ""),
            body=document.text,
            language=document.language if document.language in ("ko", "en") else None,  # type: ignore[arg-type]
            published_at=_with_zone(document.published_at),
            outlet=document.fields.get("outlet"),
        )
        return rows.article_rows(read_article(article).as_dict(), document)
    except Exception as error:
        return _failed(document, rows.ARTICLE_TABLES, error)


def _with_zone(stored: datetime | str | None) -> str | None:
    """A stored time (UTC without a zone) as ISO text that says its zone: the reader turns it into Seoul's day."""
    return stored.replace(tzinfo=UTC).isoformat() if isinstance(stored, datetime) else stored


def _failed(document: rows.DocumentRow, tables: Sequence[str], error: Exception) -> Rows:
    issue = rows.issue_row(
        stage="read",
        unit=document.document_id,
        rule="reader_failed",
        message=f"{type(error).__name__}: {error}"[:500],
        source_id=document.source_id,
        document_id=document.document_id,
        severity="error",
    )
    return {**{name: [] for name in tables}, "core_issues": [issue]}


def document_row(stored: Mapping[str, Any]) -> rows.DocumentRow:
    """A stored version as the row mapping and the readers need it."""
    meta = json.loads(stored["meta"]) if stored["meta"] else {}
    return rows.DocumentRow(
        document_id=stored["document_id"],
        source_id=stored["source_id"],
        text=stored["text"],
        version=stored["version"],
        published_date=stored["published_date"],
        published_at=stored["published_at"],
        language=stored["language"],
        fields={**meta, "title": stored["title"], "url": stored["url"]},
    )


@contextmanager
def worker_processes(workers: int) -> Iterator[tuple[Executor, int]]:
    """Processes of this machine that read batches."""
    context = get_context("forkserver")
    # Loaded once in the fork server, shared by all that it forks.
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        yield pool, workers


def sharing_of(engine: str) -> Sharing:
    """Where batches are read under an engine: a Ray cluster for `ray` (raises ImportError without it), else here."""
    if engine != "ray":
        return worker_processes
    from pipelines.cluster.ray_reading import ray_executor

    return ray_executor


def read_judgments(
    con: duckdb.DuckDBPyConnection,
    *,
    workers: int,
    decisions: Decisions = (),
    sharing: Sharing = worker_processes,
) -> ReadCounts:
    """Read every judgment not yet read under this rule set and these decisions; drop those whose page is gone."""
    return _read(
        con,
        kind="judgment",
        table="core_judgments",
        rule_set=rule_set_with(decisions),
        tables=READ_TABLES,
        read_one=partial(read_judgment_rows, decisions=decisions),
        workers=workers,
        sharing=sharing,
    )


def read_articles(
    con: duckdb.DuckDBPyConnection, *, workers: int, sharing: Sharing = worker_processes
) -> ReadCounts:
    """The same for articles."""
    return _read(
        con,
        kind="article",
        table="core_articles",
        rule_set=NEWS_RULE_SET,
        tables=rows.ARTICLE_TABLES,
        read_one=read_article_rows,
        workers=workers,
        sharing=sharing,
    )


def _read(
    con: duckdb.DuckDBPyConnection,
    *,
    kind: str,
    table: str,
    rule_set: str,
    tables: Sequence[str],
    read_one: ReadOne,
    workers: int,
    sharing: Sharing,
) -> ReadCounts:
    gone = withdrawn_documents(con, kind=kind, read_table=table)
    stretches = pending_stretches(
        con, kind=kind, read_table=table, rule_set=rule_set, characters=BATCH_CHARACTERS
    )
    held = held_pending(con, read_table=table)
    if gone or held:
        rows.replace_rows(con, [*gone, *held], {name: [] for name in tables})
    total, done = sum(each.documents for each in stretches), 0
    progress = Progress(label=f"read {kind}s", unit="documents")
    is_shared = total >= WORKERS_FROM and (workers > 1 or sharing is not worker_processes)
    with loading_memory(con), sharing(workers) if is_shared else nullcontext((None, 1)) as (pool, n_places):
        batches = (fetch_stretch(con, stretch) for stretch in stretches)
        for stretch, found in zip(stretches, _mapped(pool, read_one, batches, 2 * n_places), strict=True):
            append_documents(con, found)
            done += stretch.documents
            progress.advance(done, total)
    return ReadCounts(read=done, withdrawn=len(gone))


def read_batch(documents: pa.Table, read_one: ReadOne) -> Tables:
    """Stored documents to the rows read from them, as Arrow; a table without rows is left out.

    Rows become columns every few documents: as dicts they take ten times the room of the text.
    """
    made: dict[str, list[pa.Table]] = {}
    for start in range(0, documents.num_rows, ROWS_OF_DOCUMENTS):
        some = documents.slice(start, ROWS_OF_DOCUMENTS).to_pylist()
        merged = rows.merge_rows(read_one(document_row(stored)) for stored in some)
        for name, found in merged.items():
            if found:
                made.setdefault(name, []).append(to_arrow(name, found))
    return {name: pa.concat_tables(parts) for name, parts in made.items()}


def _mapped(
    pool: Executor | None, read_one: ReadOne, batches: Iterator[pa.Table], ahead: int
) -> Iterator[Tables]:
    """What was read of every batch, in order; no more than `ahead` batches are on their way at once."""
    if pool is None:
        yield from (read_batch(batch, read_one) for batch in batches)
        return
    waiting: deque[Future[dict[str, bytes]]] = deque()
    for batch in batches:
        waiting.append(pool.submit(_read_packed, _packed(batch), read_one))
        if len(waiting) >= ahead:
            yield {name: _unpacked(data) for name, data in waiting.popleft().result().items()}
    while waiting:
        yield {name: _unpacked(data) for name, data in waiting.popleft().result().items()}


def _read_packed(documents: bytes, read_one: ReadOne) -> dict[str, bytes]:
    return {name: _packed(found) for name, found in read_batch(_unpacked(documents), read_one).items()}


def _packed(table: pa.Table) -> bytes:
    """Arrow between processes: one copy of the columns, where pickled rows would be objects again."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _unpacked(data: bytes) -> pa.Table:
    with pa.ipc.open_stream(data) as reader:
        return reader.read_all()
