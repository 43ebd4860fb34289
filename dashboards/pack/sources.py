"""Sources of a number with digests: rows of official figures, and the captured sources of the judgments read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from dashboards.pack.model import Both, SourceNote, pack_words, picked, same, told
from dashboards.published import Published, Row, plain


def row_digest(row: Row) -> str:
    """SHA-256 of a published row as canonical JSON."""
    text = json.dumps(dict(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def official_notes(rows: Iterable[Row]) -> tuple[SourceNote, ...]:
    """One note a publication: figures of one series from one place stand together."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        key = (str(row["publisher"]), str(row["source"]), str(row.get("series_id") or row["title_en"]))
        groups.setdefault(key, []).append(row)
    return tuple(_official_note(listed) for listed in groups.values())


def _official_note(rows: list[Row]) -> SourceNote:
    first = rows[0]
    sure = pack_words()[f"confidence_{first['confidence']}"]
    day = told("accessed", day=str(first["accessed_date"]))
    when = {language: f"{day[language]} · {sure[language]}" for language in day}
    digest = row_digest(first) if len(rows) == 1 else _joined_digest(rows)
    return SourceNote(
        title=_title(rows),
        publisher=str(first["publisher"]),
        source=str(first["source"]),
        url=str(first.get("url") or ""),
        when=when,
        sha256=digest,
    )


def _title(rows: list[Row]) -> Both:
    """The title of a figure; of several, the part that they share."""
    title = picked(rows[0], "title")
    return title if len(rows) == 1 else {lang: text.split(" · ")[0] for lang, text in title.items()}


def _joined_digest(rows: list[Row]) -> str:
    return hashlib.sha256("".join(row_digest(row) for row in rows).encode()).hexdigest()


def law_note(row: Row) -> SourceNote:
    """The note of one amendment."""
    sure: Both = pack_words()[f"confidence_{row['confidence']}"]
    day = str(row["effective_date"])
    return SourceNote(
        title=picked(row, "title"),
        publisher=str(row["law"]),
        source=str(row["article"] or ""),
        url=str(row.get("url") or ""),
        when={language: f"{day} · {sure[language]}" for language in sure},
        sha256=row_digest(row),
    )


def captured_notes(published: Published) -> tuple[SourceNote, ...]:
    """One note for each captured source of judgments that holds documents."""
    return tuple(
        SourceNote(
            title=same(row["title"]),
            publisher=str(row["publisher"]),
            source=str(row["licence"]),
            url=str(row["address"]),
            when=told("captured", day=str(row.get("last_arrival_date") or "–"), n=f"{row['n_documents']:,}"),
            sha256=row_digest(row),
        )
        for row in published.rows("out_sources")
        if row["kind"] == "judgments" and row["n_documents"]
    )
