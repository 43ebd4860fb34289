"""Reading the archive: captures, bodies, how runs ended, what is damaged."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from .captures import ArchiveError, Capture, DamagedBody, DamagedRecord, RunSummary
from .members import last_member, unpack_member
from .records import MAX_BODY_BYTES, WarcRecord, capture_of, decoded_body, parse_record, walk_records

_FILE_NAME = re.compile(r"(?P<started>\d{8}T\d{6}Z)--(?P<run>[\w.-]+?)\.warc\.gz$")
_RUN_URN = "urn:jumun:run:"


def archive_files(root: Path) -> list[Path]:
    """Closed archive files in the order of their names; files still being written are left out."""
    return sorted(root.glob("*/*.warc.gz"))


def scan_archive(root: Path, skip_files: frozenset[str] = frozenset()) -> Iterator[Capture | DamagedRecord]:
    """Every capture of the archive, each file in its own order. ``skip_files``: names relative to ``root``."""
    for path in archive_files(root):
        warc_file = path.relative_to(root).as_posix()
        if warc_file not in skip_files:
            yield from scan_file(root, path)


def scan_file(root: Path, path: Path) -> Iterator[Capture | DamagedRecord]:
    """Every capture of one archive file."""
    warc_file = path.relative_to(root).as_posix()
    source_id, run_id = path.parent.name, run_id_of(path)
    for record in walk_records(path, warc_file):
        if isinstance(record, DamagedRecord):
            yield record
            continue
        capture = capture_of(record, source_id=source_id, run_id=run_id, warc_file=warc_file)
        if capture is not None:
            yield capture


def read_record(root: Path, warc_file: str, offset: int) -> WarcRecord:
    """One record by its place. Raises DamagedBody where the bytes no longer hold, ArchiveError if unsafe."""
    path = (root / warc_file).resolve()
    if not path.is_relative_to(root.resolve()):
        raise ArchiveError(f"{warc_file} lies outside the archive")
    with path.open("rb") as handle:
        handle.seek(offset)
        buffer = handle.read(64 * 1024)
        member = unpack_member(buffer, 0)
        while isinstance(member, str) and (more := handle.read(max(len(buffer), 1024 * 1024))):
            buffer += more
            member = unpack_member(buffer, 0)
    if isinstance(member, str):
        raise DamagedBody(f"{warc_file} at {offset}: {member}")
    record = parse_record(member)
    if isinstance(record, str):
        raise DamagedBody(f"{warc_file} at {offset}: {record}")
    return record


def read_body(root: Path, capture: Capture, limit: int = MAX_BODY_BYTES) -> bytes:
    """The body of a capture, its content encoding undone, empty for failures and 304 answers.

    Raises DamagedBody where the stored bytes no longer match their digest, BodyTooLarge past ``limit``.
    """
    if capture.failure is not None:
        return b""
    record = read_record(root, capture.warc_file, capture.warc_offset)
    if record.capture_id != capture.capture_id:
        raise DamagedBody(f"{capture.warc_file} at {capture.warc_offset} holds another record")
    return decoded_body(record, limit)


def scan_runs(root: Path) -> list[RunSummary]:
    """How each closed run ended, read from the last record of its file."""
    return [summary for path in archive_files(root) if (summary := _run_summary(root, path)) is not None]


def verify_archive(root: Path) -> list[DamagedRecord]:
    """Everything in the archive that does not read back: damaged stretches, files without their last record."""
    damage: list[DamagedRecord] = []
    for path in archive_files(root):
        warc_file = path.relative_to(root).as_posix()
        has_end = False
        for record in walk_records(path, warc_file):
            if isinstance(record, DamagedRecord):
                damage.append(record)
            else:
                has_end = record.url.startswith(_RUN_URN)
        if not has_end:
            damage.append(
                DamagedRecord(
                    warc_file=warc_file,
                    offset=path.stat().st_size,
                    length=0,
                    reason="the file ends without the run's last record",
                )
            )
    return damage


def run_id_of(path: Path) -> str:
    match = _FILE_NAME.search(path.name)
    return match["run"] if match else path.name


def started_at_of(path: Path) -> datetime | None:
    match = _FILE_NAME.search(path.name)
    return datetime.strptime(match["started"], "%Y%m%dT%H%M%S%z").astimezone(UTC) if match else None


def _run_summary(root: Path, path: Path) -> RunSummary | None:
    started_at = started_at_of(path)
    if started_at is None:
        return None
    member = last_member(path)
    record = parse_record(member) if member is not None else "damaged"
    body = {} if isinstance(record, str) or not record.url.startswith(_RUN_URN) else record.as_json()
    counts = body.get("counts")
    return RunSummary(
        source_id=path.parent.name,
        run_id=run_id_of(path),
        fetched_at=started_at,
        finished=body.get("finished") is True,
        reason=str(body.get("reason", "the file ends without the run's last record")),
        counts=counts if isinstance(counts, dict) else {},
        warc_file=path.relative_to(root).as_posix(),
    )
