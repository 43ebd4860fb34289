"""Sources of a number with digests: rows of official figures, and the captured sources of the judgments read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from dashboards.pack.model import Both, SourceNote, pack_words, picked, same, told
from dashboards.published import Published, Row, plain

# Times and counts of captures say how often was looked, not what was found: a row's digest leaves them out.
_MOVING = frozenset({"first_fetched_at", "last_fetched_at", "n_captures"})


def row_digest(row: Row) -> str:
    """SHA-256 of a published row as canonical JSON."""
    kept = {name: value for name, value in row.items() if name not in _MOVING}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def official_notes(rows: Iterable[Row]) -> tuple[SourceNote, ...]:
    """One note a publication: figures of one series from one place stand together."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        key = (str(row["publisher"]), str(row["source"]), picked(row, "title")["en"])
        groups.setdefault(key, []).append(row)
    return tuple(_official_note(listed) for listed in groups.values())


def _official_note(rows: list[Row]) -> SourceNote:
    first = rows[0]
    sure = pack_words()[f"confidence_{first['confidence']}"]
    day = told("accessed", day=str(first["accessed_date"]))
    when = {language: f"{day[language]} · {sure[language]}" for language in day}
    digest = row_digest(first) if len(rows) == 1 else _joined_digest(rows)
    return SourceNote(
        title=picked(first, "title"),
        publisher=str(first["publisher"]),
        source=str(first["source"]),
        url=str(first.get("url") or ""),
        when=when,
        sha256=digest,
    )


def _joined_digest(rows: list[Row]) -> str:
    return hashlib.sha256("".join(row_digest(row) for row in rows).encode()).hexdigest()


def law_note(row: Row) -> SourceNote:
    """The note of one amendment."""
    sure: Both = pack_words()[f"confidence_{row['confidence']}"]
    day = str(row["effective_date"])
    return SourceNote(
        title=picked(row, "title"),
        publisher=str(row["law"]),
        source=f"{row['law']} {row['article']}",
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
            when=_captured(row),
            sha256=row_digest(row),
        )
        for row in published.rows("out_sources")
        if row["kind"] == "judgments" and row["n_documents"]
    )


def _captured(row: Row) -> Both:
    first, last = (str(row[name] or "–")[:10] for name in ("first_fetched_at", "last_fetched_at"))
    return told("captured", first=first, last=last, n=f"{row['n_captures']:,}")
