"""What the archive holds, as plain frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class ArchiveError(Exception):
    """The archive could not give what was asked of it."""


class DamagedBody(ArchiveError):
    """The stored bytes do not match their own digest, or end too soon."""


class BodyTooLarge(ArchiveError):
    """A body that unpacks past the limit (a decompression bomb, or a page that never ends)."""


class ArchiveBusy(ArchiveError):
    """Another live process holds the file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """One HTTP response, one file read from disk, or one failure without a response.

    ``sha256`` and ``size_bytes`` describe the body after its content encoding was undone; both are of
    the stored bytes, in which secrets are already replaced. ``status`` is None for files and failures.
    304 stands for every answer that brought nothing new, also one that repeated the held bytes.
    ``failure`` is ``"rule: message"`` or None. ``warc_file`` is relative to the archive's root.
    """

    capture_id: str
    source_id: str
    url: str
    fetched_at: datetime
    status: int | None
    content_type: str | None
    sha256: str | None
    size_bytes: int
    warc_file: str
    warc_offset: int
    http_etag: str | None
    failure: str | None
    run_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DamagedRecord:
    """A stretch of an archive file that no longer reads. ``length`` is in bytes of the file."""

    warc_file: str
    offset: int
    length: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RunSummary:
    """How one spider run ended. ``finished`` is False for a run that was killed or stopped itself."""

    source_id: str
    run_id: str
    fetched_at: datetime
    finished: bool
    reason: str
    counts: Mapping[str, Any]
    warc_file: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecoveredFile:
    """A file left open by a killed run: what was kept and what was cut off, in bytes."""

    warc_file: str
    kept_bytes: int
    cut_bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Tombstone:
    """What is left where a withdrawn document was. The file's offsets changed: index it again."""

    warc_file: str
    capture_id: str
    url: str
    sha256: str | None
    reason: str
    withdrawn_at: datetime


def capture_id_of(record_id: str) -> str:
    """``<urn:uuid:…>`` as the bare hexadecimal id used everywhere else."""
    return record_id.strip("<>").removeprefix("urn:uuid:").replace("-", "")
