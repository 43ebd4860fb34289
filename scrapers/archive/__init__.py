"""The archive: every response, file and failure in WARC, the one thing that cannot be rebuilt."""

from .captures import (
    ArchiveBusy,
    ArchiveError,
    BodyTooLarge,
    Capture,
    DamagedBody,
    DamagedRecord,
    RecoveredFile,
    RunSummary,
    Tombstone,
)
from .reader import (
    archive_files,
    read_body,
    read_record,
    scan_archive,
    scan_bodies,
    scan_file,
    scan_runs,
    verify_archive,
)
from .recovery import recover_open_files
from .redaction import Redactor, redact_url
from .withdrawal import is_tombstone, withdraw_document
from .writer import ArchiveWriter

__all__ = [
    "ArchiveBusy",
    "ArchiveError",
    "ArchiveWriter",
    "BodyTooLarge",
    "Capture",
    "DamagedBody",
    "DamagedRecord",
    "RecoveredFile",
    "Redactor",
    "RunSummary",
    "Tombstone",
    "archive_files",
    "is_tombstone",
    "read_body",
    "read_record",
    "recover_open_files",
    "redact_url",
    "scan_archive",
    "scan_bodies",
    "scan_file",
    "scan_runs",
    "verify_archive",
    "withdraw_document",
]
