"""Taking one document back: out of the archive, then out of everything made from it."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pipelines.build_note import BuildNote
from pipelines.cli.messages import JumunError
from pipelines.publishing import rebuild_warehouse, write_package, write_site
from pipelines.settings import DataFolder, RunSettings
from pipelines.writer_lock import hold_writer_lock
from scrapers.archive import Capture, withdraw_document
from warehouse.build import reading
from warehouse.verify import compare_warehouses

Say = Callable[[str], None]


def withdraw(
    data: DataFolder, note: BuildNote, document_id: str, *, reason: str, now: datetime, say: Say
) -> int:
    """Remove every capture of `document_id`, build again, and say what changed. Returns the captures removed.

    Releases that were made before stay as they were: whoever holds them must be told by hand. The document is
    taken out of every later one. Raises JumunError for a document that is not held.
    """
    with hold_writer_lock(data.root):
        doomed = captures_of(data.warehouse, document_id)
        tombstones = withdraw_document(data.archive, doomed, reason=reason, now=now)
        say(f"archive: {len(tombstones)} capture(s) replaced by tombstones")
        before = data.root / "warehouse.before.duckdb"
        shutil.move(data.warehouse, before)
        try:
            rebuild_warehouse(RunSettings(profile=note.profile, data=data), note.time)
            for line in compare_warehouses(before, data.warehouse):
                say(f"changed: {line}")
        finally:
            before.unlink()
        with reading(data.warehouse) as con:
            write_package(con, data.package, is_fictional=note.is_fictional)
        write_site(data.warehouse, data.site, note)
    return len(tombstones)


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
