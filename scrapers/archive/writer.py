"""One WARC file a spider run, written so that a kill at any byte loses at most the record in flight.

Each record is built in memory as one whole gzip member and handed to the kernel in one ``os.write`` on an
append-only descriptor. While the run lasts the file is called ``….warc.gz.open`` and is locked; closing it
writes the run's last record and takes the suffix away.
"""

import fcntl
import json
import os
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .captures import ArchiveBusy, ArchiveError, capture_id_of
from .encodings import readable_part
from .members import MAX_RECORD_BYTES, stored_member
from .redaction import Redactor, redact_url

OPEN_SUFFIX = ".open"
RUN_URN = "urn:jumun:run:"
RECORD_NAMESPACE = uuid.UUID("6f1c1a52-6a0f-5b3e-9a52-0c6a1f6f3d11")
SYNC_EVERY = 50
# The body is stored without its transfer encoding: Scrapy has already undone it.
DROPPED_HEADERS = frozenset({"transfer-encoding", "connection", "set-cookie", "set-cookie2"})
JSON_TYPE = "application/json; charset=utf-8"


def utc_now() -> datetime:
    """The clock of an archive that nobody fixed."""
    return datetime.now(UTC)


class ArchiveWriter:
    """Writes the records of one run. Use as a context manager, or call :meth:`close` with the reason.

    Leaving the ``with`` block by an exception closes the file as an unfinished run, its records intact.
    """

    def __init__(
        self,
        root: Path,
        source_id: str,
        *,
        run_id: str | None = None,
        clock: Callable[[], datetime] = utc_now,
        secrets: Iterable[str | None] = (),
        software: str = "jumun",
    ) -> None:
        self.source_id = source_id
        folder = root / source_id
        folder.mkdir(parents=True, exist_ok=True)
        self.run_id = run_id or _next_run_id(folder)
        self.redactor = Redactor.of(secrets)
        self._clock = clock
        self._started_at = clock()
        self._sequence = 0
        self._digest = sha256()
        self._unsynced = 0
        name = f"{self._started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}--{self.run_id}.warc.gz"
        self.final_path = folder / name
        self.open_path = folder / (name + OPEN_SUFFIX)
        self._descriptor: int | None = _open_locked(self.open_path)
        self._write_warcinfo(software)

    @property
    def is_open(self) -> bool:
        return self._descriptor is not None

    def write_response(
        self,
        url: str,
        status: int,
        reason: str,
        headers: Sequence[tuple[str, str]],
        body: bytes,
        *,
        fetched_at: datetime | None = None,
    ) -> str:
        """Store one response as it came, secrets apart; returns the capture's id."""
        stored, kept_headers, extra = self._without_secrets(headers, body)
        return self._write_http("response", url, status, reason, kept_headers, stored, fetched_at, extra)

    def _without_secrets(
        self, headers: Sequence[tuple[str, str]], body: bytes
    ) -> tuple[bytes, Sequence[tuple[str, str]], dict[str, str]]:
        """The body to store. A compressed one that holds a secret is stored unpacked, and its headers say so."""
        encoding = next((value for name, value in headers if name.lower() == "content-encoding"), "")
        if encoding and self.redactor.secrets:
            unpacked = readable_part(body, encoding)
            if self.redactor.holds_secret(unpacked):
                body = unpacked
                headers = [
                    (n, v) for n, v in headers if n.lower() not in {"content-encoding", "content-length"}
                ]
                headers = [*headers, ("Content-Length", str(len(body)))]
        stored, replaced = self.redactor.body(body)
        extra = {"Jumun-Redacted": f"{replaced} values replaced at the same length"} if replaced else {}
        return stored, headers, extra

    def write_revisit(
        self,
        url: str,
        status: int,
        reason: str,
        headers: Sequence[tuple[str, str]],
        *,
        refers_to_date: datetime | None = None,
        payload_sha256: str | None = None,
        fetched_at: datetime | None = None,
    ) -> str:
        """Store an answer that brought nothing new: the headers, and which earlier capture still holds.

        With status 304 the source said so itself; with 200 it sent the very bytes that are held.
        """
        profile = "server-not-modified" if status == 304 else "identical-payload-digest"
        extra = {
            "WARC-Profile": f"http://netpreserve.org/warc/1.1/revisit/{profile}",
            "WARC-Refers-To-Target-URI": redact_url(url),
        }
        if refers_to_date is not None:
            extra["WARC-Refers-To-Date"] = _warc_date(refers_to_date)
        if payload_sha256:
            extra["Jumun-Refers-To-Sha256"] = payload_sha256
        return self._write_http("revisit", url, status, reason, headers, b"", fetched_at, extra)

    def write_resource(
        self, url: str, content_type: str, body: bytes, *, fetched_at: datetime | None = None
    ) -> str:
        """Store a file, or one record of a file, that was read from disk."""
        stored, replaced = self.redactor.body(body)
        extra = {"Jumun-Redacted": f"{replaced} values replaced at the same length"} if replaced else {}
        return self._write_plain("resource", url, content_type, stored, fetched_at, extra)

    def write_failure(
        self,
        url: str,
        failure: str,
        detail: Mapping[str, Any] | None = None,
        *,
        fetched_at: datetime | None = None,
    ) -> str:
        """Store that a request gave no response, or that a file could not be read. ``failure`` is "rule: message"."""
        body = {"failure": self.redactor.text(failure), **(detail or {})}
        return self.write_metadata(url, body, fetched_at=fetched_at)

    def write_metadata(self, url: str, body: Mapping[str, Any], *, fetched_at: datetime | None = None) -> str:
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
        stored, _ = self.redactor.body(text.encode("utf-8", "replace"))
        return self._write_plain("metadata", url, JSON_TYPE, stored, fetched_at, {})

    def close(self, reason: str, counts: Mapping[str, Any], *, finished: bool | None = None) -> Path:
        """Write the run's last record, sync, and give the file its final name."""
        is_finished = reason == "finished" if finished is None else finished
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            raise ArchiveError(f"{self.open_path} is already closed")
        body = {"finished": is_finished, "reason": self.redactor.text(reason), "counts": dict(counts)}
        write_whole(descriptor, closing_member(self.run_id, body, self._digest.hexdigest(), self._clock()))
        os.fsync(descriptor)
        self.open_path.replace(self.final_path)
        sync_folder(self.final_path.parent)
        os.close(descriptor)
        return self.final_path

    def __enter__(self) -> "ArchiveWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_open:
            self.close("finished" if error is None else f"{type(error).__name__}: {error}", {})

    def _write_warcinfo(self, software: str) -> None:
        lines = {
            "software": software,
            "format": "WARC File Format 1.1",
            "isPartOf": self.source_id,
            "robots": "obey",
            "jumun-run-id": self.run_id,
        }
        body = "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode()
        self._write_plain("warcinfo", "", "application/warc-fields", body, self._started_at, {})

    def _write_http(
        self,
        record_type: str,
        url: str,
        status: int,
        reason: str,
        headers: Sequence[tuple[str, str]],
        body: bytes,
        fetched_at: datetime | None,
        extra: dict[str, str],
    ) -> str:
        kept = [
            (name, self.redactor.text(value))
            for name, value in headers
            if name.lower() not in DROPPED_HEADERS
        ]
        http_headers = StatusAndHeaders(f"{status} {_one_line(reason)}", kept, protocol="HTTP/1.1")
        warc_headers = self._warc_headers(fetched_at, body, extra)
        with BytesIO() as out:
            writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
            record = writer.create_warc_record(
                redact_url(url),
                record_type,
                payload=BytesIO(body),
                length=len(body),
                http_headers=http_headers,
                warc_headers_dict=warc_headers,
            )
            writer.write_record(record)
            self._append(out.getvalue(), len(body))
        return capture_id_of(warc_headers["WARC-Record-ID"])

    def _write_plain(
        self,
        record_type: str,
        url: str,
        content_type: str,
        body: bytes,
        fetched_at: datetime | None,
        extra: dict[str, str],
    ) -> str:
        warc_headers = self._warc_headers(fetched_at, body, extra)
        self._append(_plain_record(record_type, url, content_type, body, warc_headers), len(body))
        return capture_id_of(warc_headers["WARC-Record-ID"])

    def _warc_headers(
        self, fetched_at: datetime | None, body: bytes, extra: dict[str, str]
    ) -> dict[str, str]:
        # An id made of run and sequence, not of chance: a run repeated with the same id names its records alike.
        name = f"{self.source_id}/{self.run_id}/{self._sequence}"
        self._sequence += 1
        return {**_record_headers(name, fetched_at or self._clock(), body), **extra}

    def _append(self, member: bytes, body_bytes: int) -> None:
        if self._descriptor is None:
            raise ArchiveError(f"{self.final_path} is closed")
        if body_bytes > MAX_RECORD_BYTES // 2:
            raise ArchiveError("a body larger than the archive reads back is not written")
        write_whole(self._descriptor, member)
        self._digest.update(member)
        self._unsynced += 1
        if self._unsynced >= SYNC_EVERY:
            os.fsync(self._descriptor)
            self._unsynced = 0


def build_metadata_member(url: str, body: Mapping[str, Any], *, record_name: str, date: datetime) -> bytes:
    """A whole metadata record as one gzip member, for those who write outside a run."""
    stored = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "replace")
    return _plain_record("metadata", url, JSON_TYPE, stored, _record_headers(record_name, date, stored))


def closing_member(run_id: str, body: Mapping[str, Any], digest_before: str, date: datetime) -> bytes:
    """The last record of a file: how the run ended, and the SHA-256 of every byte before this record."""
    text = json.dumps(
        {**body, "sha256_before": digest_before}, ensure_ascii=False, sort_keys=True, default=str
    )
    stored = text.encode("utf-8", "replace")
    headers = _record_headers(f"closing/{run_id}", date, stored)
    url = f"{RUN_URN}{run_id}"
    return stored_member(_plain_record("metadata", url, JSON_TYPE, stored, headers, packed=False))


def write_whole(descriptor: int, member: bytes) -> None:
    """One write; where the disk takes less than the whole, the torn part is cut off again and the error told."""
    before = os.fstat(descriptor).st_size
    written = os.write(descriptor, member)
    if written != len(member):
        os.ftruncate(descriptor, before)
        raise ArchiveError(f"the disk took {written} of {len(member)} bytes: no space left?")


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _next_run_id(folder: Path) -> str:
    """Numbered, so that runs of one second (or of a fixed clock) keep their order by name."""
    return f"{sum(1 for _ in folder.iterdir()) + 1:06d}-{uuid.uuid4().hex[:8]}"


def _record_headers(name: str, date: datetime, body: bytes) -> dict[str, str]:
    return {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(RECORD_NAMESPACE, name)}>",
        "WARC-Date": _warc_date(date),
        "WARC-Payload-Digest": f"sha256:{sha256(body).hexdigest()}",
    }


def _plain_record(
    record_type: str,
    url: str,
    content_type: str,
    body: bytes,
    headers: dict[str, str],
    *,
    packed: bool = True,
) -> bytes:
    with BytesIO() as out:
        writer = WARCWriter(out, gzip=packed, warc_version="WARC/1.1")
        record = writer.create_warc_record(
            redact_url(url),
            record_type,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=content_type,
            warc_headers_dict=headers,
        )
        writer.write_record(record)
        return out.getvalue()


def _open_locked(path: Path) -> int:
    """The new file, locked before it has its name: a run that starts beside this one may not take it for left over."""
    unnamed = path.with_name(f"{path.name}ing")
    descriptor = os.open(unnamed, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.link(unnamed, path)
    except BlockingIOError as error:
        os.close(descriptor)
        raise ArchiveBusy(f"{path} is held by another process") from error
    except OSError:
        os.close(descriptor)
        raise
    finally:
        unnamed.unlink()
    return descriptor


def _warc_date(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "-"
