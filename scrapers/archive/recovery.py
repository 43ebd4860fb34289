"""Files left open by a run that was killed: cut at the last whole record, closed, and named."""

import fcntl
import os
from pathlib import Path

from .captures import Capture, DamagedRecord, RecoveredFile
from .members import Gap, walk_file
from .reader import digest_of, run_id_of
from .records import capture_of, walk_records
from .writer import OPEN_SUFFIX, RUN_URN, closing_member, sync_folder, utc_now, write_whole


def recover_open_files(root: Path) -> list[RecoveredFile]:
    """Close every file that no live process holds. Files without one whole record are removed.

    The cut part can only be the record that was being written when the process died. A damaged stretch with
    whole records after it is left as it is: scanning reports it and reads on.
    """
    recovered = []
    for path in sorted(root.glob(f"*/*.warc.gz{OPEN_SUFFIX}")):
        descriptor = _take(path)
        if descriptor is None:
            continue
        try:
            recovered.append(_recover(root, path, descriptor))
        finally:
            os.close(descriptor)
    return recovered


def _take(path: Path) -> int | None:
    """The file, locked; None where a living run holds it, or has closed and renamed it just now."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_ino == path.stat().st_ino:
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None


def _recover(root: Path, path: Path, descriptor: int) -> RecoveredFile:
    size = path.stat().st_size
    kept = 0
    for item in walk_file(path):
        if not isinstance(item, Gap):
            kept = item.offset + item.length
    final = path.with_name(path.name.removesuffix(OPEN_SUFFIX))
    warc_file = final.relative_to(root).as_posix()
    if kept == 0:
        path.unlink()
        return RecoveredFile(warc_file=warc_file, kept_bytes=0, cut_bytes=size)
    os.ftruncate(descriptor, kept)
    if not _is_closed(path, warc_file):
        body = {
            "finished": False,
            "reason": "killed",
            "counts": {"captures": _count_captures(path, warc_file)},
        }
        write_whole(descriptor, closing_member(run_id_of(final), body, digest_of(path, kept), utc_now()))
    os.fsync(descriptor)
    path.replace(final)
    sync_folder(final.parent)
    return RecoveredFile(warc_file=warc_file, kept_bytes=kept, cut_bytes=size - kept)


def _is_closed(path: Path, warc_file: str) -> bool:
    closed = False
    for record in walk_records(path, warc_file):
        closed = not isinstance(record, DamagedRecord) and record.url.startswith(RUN_URN)
    return closed


def _count_captures(path: Path, warc_file: str) -> int:
    captures = 0
    for record in walk_records(path, warc_file):
        if not isinstance(record, DamagedRecord):
            capture = capture_of(record, source_id="", run_id="", warc_file=warc_file)
            captures += isinstance(capture, Capture)
    return captures
