"""Stored documents to rows: each current version is read once under each rule set."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from typing import Any

import duckdb

from extraction.judgments import read_judgment
from extraction.judgments.sections import split_sections
from extraction.news import RULE_SET as NEWS_RULE_SET
from extraction.news import ArticleText, read_article
from pipelines import rows
from pipelines.corrections import Decisions, corrected, rule_set_with
from pipelines.progress import Progress
from pipelines.reading import judgment_text
from pipelines.row_law import LAW_TABLES, law_rows
from warehouse.documents import fetch_documents, pending_documents, withdrawn_documents

READ_TABLES = (*rows.JUDGMENT_TABLES, *LAW_TABLES)
BATCH_DOCUMENTS = 500
# Below this many documents starting worker processes costs more than it saves.
WORKERS_FROM = 4_000
Rows = dict[str, list[dict[str, Any]]]
ReadOne = Callable[[rows.DocumentRow], Rows]


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


def read_judgments(con: duckdb.DuckDBPyConnection, *, workers: int, decisions: Decisions = ()) -> ReadCounts:
    """Read every judgment not yet read under this rule set and these decisions; drop those whose page is gone."""
    return _read(
        con,
        kind="judgment",
        table="core_judgments",
        rule_set=rule_set_with(decisions),
        tables=READ_TABLES,
        read_one=partial(read_judgment_rows, decisions=decisions),
        workers=workers,
    )


def read_articles(con: duckdb.DuckDBPyConnection, *, workers: int) -> ReadCounts:
    """The same for articles."""
    return _read(
        con,
        kind="article",
        table="core_articles",
        rule_set=NEWS_RULE_SET,
        tables=rows.ARTICLE_TABLES,
        read_one=read_article_rows,
        workers=workers,
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
) -> ReadCounts:
    gone = withdrawn_documents(con, kind=kind, read_table=table)
    if gone:
        rows.replace_rows(con, gone, {name: [] for name in tables})
    pending = pending_documents(con, kind=kind, read_table=table, rule_set=rule_set)
    progress = Progress(label=f"read {kind}s", unit="documents")
    done = 0
    with _executor(len(pending), workers) as pool:
        for batch in _chunks(pending):
            documents = [document_row(stored) for stored in fetch_documents(con, batch)]
            found = pool.map(read_one, documents, chunksize=50) if pool else map(read_one, documents)
            rows.replace_rows(con, [d.document_id for d in documents], rows.merge_rows(found))
            done += len(batch)
            progress.advance(done, len(pending))
    return ReadCounts(read=done, withdrawn=len(gone))


@contextmanager
def _executor(n_documents: int, workers: int) -> Iterator[Executor | None]:
    if workers < 2 or n_documents < WORKERS_FROM:
        with nullcontext():
            yield None
        return
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("forkserver")) as pool:
        yield pool


def _chunks(pending: Sequence[tuple[str, int]]) -> Iterator[Sequence[tuple[str, int]]]:
    for start in range(0, len(pending), BATCH_DOCUMENTS):
        yield pending[start : start + BATCH_DOCUMENTS]
