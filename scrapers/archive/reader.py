"""Reading the archive: captures, bodies, how runs ended, what is damaged."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from .captures import ArchiveError, Capture, DamagedBody, DamagedRecord, RunSummary
from .encodings import MAX_BODY_BYTES
from .members import Member, last_member, stored_member, unpack_member
from .records import WarcRecord, capture_of, decoded_body, parse_record, walk_records

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
    for item in _captures_of(root, path):
        yield item if isinstance(item, DamagedRecord) else item[0]


def scan_bodies(
    root: Path, skip_files: frozenset[str] = frozenset()
) -> Iterator[tuple[Capture, bytes] | DamagedRecord]:
    """As ``scan_archive``, each capture with its body as ``read_body`` gives it: the archive is read once, not twice."""
    for path in archive_files(root):
        if path.relative_to(root).as_posix() in skip_files:
            continue
        for item in _captures_of(root, path):
            if isinstance(item, DamagedRecord):
                yield item
                continue
            capture, record = item
            # Only a body that decodes has a digest: what does not is told by the capture's failure.
            yield capture, decoded_body(record) if capture.sha256 else b""


def _captures_of(root: Path, path: Path) -> Iterator[tuple[Capture, WarcRecord] | DamagedRecord]:
    warc_file = path.relative_to(root).as_posix()
    source_id, run_id = path.parent.name, run_id_of(path)
    for record in walk_records(path, warc_file):
        if isinstance(record, DamagedRecord):
            yield record
            continue
        capture = capture_of(record, source_id=source_id, run_id=run_id, warc_file=warc_file)
        if capture is not None:
            yield capture, record


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
        last: WarcRecord | None = None
        for record in walk_records(path, warc_file):
            if isinstance(record, DamagedRecord):
                damage.append(record)
            last = None if isinstance(record, DamagedRecord) else record
        damage += _closing_damage(path, warc_file, last)
    return damage


def _closing_damage(path: Path, warc_file: str, last: WarcRecord | None) -> list[DamagedRecord]:
    """What the last record says against the bytes before it: nothing may be changed, moved or gone."""
    size = path.stat().st_size

    def damaged(reason: str) -> list[DamagedRecord]:
        return [DamagedRecord(warc_file=warc_file, offset=size, length=0, reason=reason)]

    if last is None or not last.url.startswith(_RUN_URN):
        return damaged("the file ends without the run's last record")
    with path.open("rb") as handle:
        handle.seek(last.offset)
        ending = handle.read()
    member = unpack_member(ending, 0)
    if not isinstance(member, Member) or stored_member(member.data) != ending:
        return damaged("the run's last record is not as it was written")
    if last.as_json().get("sha256_before") != digest_of(path, last.offset):
        return damaged("the bytes of the file are not those that the run's last record sums up")
    return []


def digest_of(path: Path, length: int) -> str:
    """SHA-256 (hexadecimal) of the first ``length`` bytes of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while length > 0 and (chunk := handle.read(min(length, 1024 * 1024))):
            digest.update(chunk)
            length -= len(chunk)
    return digest.hexdigest()


def run_id_of(path: Path) -> str:
    """The run id in the name of an archive file."""
    match = _FILE_NAME.search(path.name)
    return match["run"] if match else path.name


def started_at_of(path: Path) -> datetime | None:
    """When the run began (UTC), from the name of its archive file."""
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
