"""Taking a document out of the archive: the one change that is ever made to it."""

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from .captures import ArchiveError, Capture, DamagedRecord, Tombstone
from .members import Gap, Member, walk_file
from .reader import archive_files, run_id_of, scan_file
from .records import parse_record
from .writer import RUN_URN, build_metadata_member, closing_member, sync_folder


def withdraw_document(
    root: Path, predicate: Callable[[Capture], bool], *, reason: str, now: datetime
) -> list[Tombstone]:
    """Rewrite the files that hold matching captures; each leaves a tombstone record in its place.

    Every other record is copied byte for byte. The new file is complete and synced before it takes the old
    one's name, so a kill leaves one or the other. A capture that is already a tombstone is not matched again.
    Raises ArchiveError when a file to be rewritten is damaged: mend or verify it first.
    """
    tombstones: list[Tombstone] = []
    for path in archive_files(root):
        captures = list(scan_file(root, path))
        doomed = {
            capture.warc_offset: capture
            for capture in captures
            if isinstance(capture, Capture) and not is_tombstone(capture) and predicate(capture)
        }
        if not doomed:
            continue
        damage = [item for item in captures if isinstance(item, DamagedRecord)]
        if damage:
            raise ArchiveError(f"{damage[0].warc_file} is damaged at {damage[0].offset}: {damage[0].reason}")
        tombstones += _rewrite(path, doomed, reason, now)
    return tombstones


def is_tombstone(capture: Capture) -> bool:
    """Whether the capture is what a withdrawal left in a document's place."""
    return capture.failure is not None and capture.failure.startswith("withdrawn_by_us:")


def _rewrite(path: Path, doomed: dict[int, Capture], reason: str, now: datetime) -> list[Tombstone]:
    fresh = path.with_name(path.name + ".rewrite")
    tombstones = []
    digest = hashlib.sha256()
    with path.open("rb") as old, fresh.open("wb") as new:
        for item in walk_file(path):
            if isinstance(item, Gap):
                continue
            capture = doomed.get(item.offset)
            if capture is None:
                old.seek(item.offset)
                data = _summed_up_again(item, old.read(item.length), digest.hexdigest())
            else:
                data = _tombstone_member(capture, reason, now)
            new.write(data)
            digest.update(data)
            if capture is None:
                continue
            tombstones.append(
                Tombstone(
                    warc_file=capture.warc_file,
                    capture_id=capture.capture_id,
                    url=capture.url,
                    sha256=capture.sha256,
                    reason=reason,
                    withdrawn_at=now,
                )
            )
        new.flush()
        os.fsync(new.fileno())
    fresh.replace(path)
    sync_folder(path.parent)
    return tombstones


def _summed_up_again(item: Member, data: bytes, digest_before: str) -> bytes:
    """The bytes of a record as they are; the run's last record with the new sum of what stands before it."""
    record = parse_record(item)
    if isinstance(record, str) or not record.url.startswith(RUN_URN):
        return data
    return closing_member(record.url.removeprefix(RUN_URN), record.as_json(), digest_before, record.date)


def _tombstone_member(capture: Capture, reason: str, now: datetime) -> bytes:
    body = {
        "failure": f"withdrawn_by_us: {reason}",
        "withdrawn_at": now.isoformat(),
        "captured_at": capture.fetched_at.isoformat(),
        "removed_sha256": capture.sha256,
        "removed_capture_id": capture.capture_id,
        "run_id": run_id_of(Path(capture.warc_file)),
    }
    return build_metadata_member(capture.url, body, record_name=f"tombstone/{capture.capture_id}", date=now)
