"""Taking one document back: out of the archive, then out of everything made from it."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.build_note import BuildNote
from pipelines.corrections import NAME as DECISIONS
from pipelines.errors import JumunError
from pipelines.publishing import rebuild_warehouse, write_package, write_site
from pipelines.settings import DataFolder, RunSettings
from pipelines.tagging import text_digest
from pipelines.terms import tagged_parts
from pipelines.time_stamps import forget_salts
from pipelines.writer_lock import hold_writer_lock
from scrapers.archive import Capture, withdraw_document
from warehouse.build import reading
from warehouse.verify import compare_warehouses

Say = Callable[[str], None]


def withdraw(
    data: DataFolder, note: BuildNote, document_id: str, *, reason: str, now: datetime, say: Say
) -> int:
    """Remove every capture of a document and what was derived from it, build again, and say what changed.

    `document_id` is the archive's, or the number under which the site and its files show the judgment.
    Returns the number of captures removed.

    Releases that were made before stay as they were: whoever holds them must be told by hand. The document is
    taken out of every later one. Raises JumunError for a document that is not held.
    """
    with hold_writer_lock(data.root):
        document_id, shown = known_as(data.warehouse, document_id)
        doomed = captures_of(data.warehouse, document_id)
        digests = tagged_digests(data.warehouse, document_id)
        tombstones = withdraw_document(data.archive, doomed, reason=reason, now=now)
        say(f"archive: {len(tombstones)} capture(s) replaced by tombstones")
        forget_salts(data.archive, [tombstone.capture_id for tombstone in tombstones])
        say(f"word counts: {forget_tagged(data.tagged, digests)} text(s) forgotten")
        say(f"people's decisions: {forget_decisions(data.corrections / DECISIONS, document_id)} forgotten")
        before = data.root / "warehouse.before.duckdb"
        shutil.move(data.warehouse, before)
        try:
            rebuild_warehouse(RunSettings(profile=note.profile, data=data), note.time)
            for line in compare_warehouses(before, data.warehouse):
                say(f"changed: {line}")
        except BaseException:
            say(
                "out of the archive, but nothing new is published: site and package still show it; `jumun run` again"
            )
            raise
        finally:
            before.unlink()
        with reading(data.warehouse) as con:
            write_package(con, data.package, is_fictional=note.is_fictional)
        write_site(data.warehouse, data.site, note)
        for line in published_mentions(data.releases, shown):
            say(f"told already: {line}")
    return len(tombstones)


def known_as(warehouse: Path, given: str) -> tuple[str, set[str]]:
    """The archive's id of a document, and the numbers under which it is published."""
    with reading(warehouse) as con:
        rows = con.execute("select document_id, shown_id from core_shown_cases").fetchall()
    document_id = next((document for document, shown in rows if shown == given), given)
    return document_id, {shown for document, shown in rows if document == document_id}


def captures_of(warehouse: Path, document_id: str) -> Callable[[Capture], bool]:
    """Whether a capture is one of the document: the same body, or the same address."""
    with reading(warehouse) as con:
        found = con.execute(
            "select body_sha256, url from core_documents where document_id = $id", {"id": document_id}
        ).fetchall()
    if not found:
        raise JumunError(f"no such document: [{document_id}]", exit_code=2)
    digests, addresses = {row[0] for row in found} - {None}, {row[1] for row in found} - {None}
    return lambda capture: capture.sha256 in digests or capture.url in addresses


def tagged_digests(warehouse: Path, document_id: str) -> set[str]:
    """Digests under which the texts of any version of a document were tagged."""
    with reading(warehouse) as con:
        found = con.execute(
            "select kind, text from core_documents where document_id = $id and text is not null",
            {"id": document_id},
        ).fetchall()
    return {text_digest(part) for kind, text in found for _name, part in tagged_parts(kind, text)}


def forget_tagged(folder: Path, digests: set[str]) -> int:
    """Take texts out of the tagged batches of every tag version; returns how many were there.

    A text that another document shares is tagged anew by the next build.
    """
    forgotten: set[str] = set()
    for path in sorted(folder.rglob("*.parquet")):
        table = pq.read_table(path)
        doomed = pc.is_in(table["text_sha256"], value_set=pa.array(sorted(digests), pa.string()))
        if pc.any(doomed).as_py():
            forgotten.update(table.filter(doomed)["text_sha256"].unique().to_pylist())
            pending = path.with_suffix(".forget.tmp")
            pq.write_table(table.filter(pc.invert(doomed)), pending, compression="zstd")
            pending.replace(path)
    return len(forgotten)


def forget_decisions(path: Path, document_id: str) -> int:
    """Take the decisions on a document out of the kept ones; returns how many there were."""
    if not path.exists():
        return 0
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["document_id"] != document_id]
    if len(kept) < len(lines):
        pending = path.with_suffix(".tmp")
        pending.write_text("".join(kept), encoding="utf-8")
        pending.replace(path)
    return len(lines) - len(kept)


def published_mentions(releases: Path, shown: set[str]) -> list[str]:
    """Releases made before whose judgments shown one by one hold the document: their holders must be told by hand."""
    found = []
    for path in sorted(releases.glob("*/data/out_cases*.parquet")):
        if shown & set(pq.read_table(path, columns=["document_id"])["document_id"].to_pylist()):
            found.append(f"release {path.parent.parent.name} shows the document")
    return found
