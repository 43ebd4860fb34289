"""WARC records read from whole members, and checked against their own lengths and digests."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .captures import BodyTooLarge, Capture, DamagedBody, DamagedRecord, capture_id_of
from .encodings import MAX_BODY_BYTES, undo_encoding
from .members import Gap, Member, walk_file

_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class WarcRecord:
    """One checked record. ``payload`` is the stored body, its content encoding not yet undone."""

    offset: int
    length: int
    headers: dict[str, str]
    http_status: int | None
    http_headers: dict[str, str]
    payload: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str:
        return self.headers.get("warc-target-uri", "")

    @property
    def date(self) -> datetime:
        return datetime.fromisoformat(self.headers["warc-date"]).astimezone(UTC)

    @property
    def capture_id(self) -> str:
        return capture_id_of(self.headers["warc-record-id"])

    def as_json(self) -> dict[str, Any]:
        """The body of a metadata record; empty where it is not a JSON object."""
        try:
            value = json.loads(self.payload)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


def parse_record(member: Member) -> WarcRecord | str:
    """Read one record; a string says what is wrong with it."""
    head, separator, block = member.data.partition(_HEAD_END)
    if not separator or not head.startswith(b"WARC/1."):
        return "no WARC header"
    headers = _header_fields(head)
    if not headers.get("content-length", "").isdigit():
        return "no Content-Length"
    length = int(headers["content-length"])
    if block[length:] != _HEAD_END:
        return f"Content-Length says {length} bytes, the record holds {len(block) - len(_HEAD_END)}"
    block = block[:length]
    block_digest = headers.get("warc-block-digest")
    if block_digest and not digest_matches(block_digest, block):
        return "the block's digest does not match"
    status, http_headers, payload = None, dict[str, str](), block
    if headers.get("content-type", "").startswith("application/http"):
        http_head, _, payload = block.partition(_HEAD_END)
        status, http_headers = _status_of(http_head), _header_fields(http_head)
    payload_digest = headers.get("warc-payload-digest")
    if payload_digest and not digest_matches(payload_digest, payload):
        return "the payload's digest does not match"
    if "warc-date" not in headers or "warc-record-id" not in headers:
        return "no date or no record id"
    return WarcRecord(
        offset=member.offset,
        length=member.length,
        headers=headers,
        http_status=status,
        http_headers=http_headers,
        payload=payload,
    )


def walk_records(path: Path, warc_file: str) -> Iterator[WarcRecord | DamagedRecord]:
    """Every record of one file in order; damage is yielded, and the walk goes on after it."""
    for item in walk_file(path):
        if isinstance(item, Gap):
            yield DamagedRecord(
                warc_file=warc_file, offset=item.offset, length=item.length, reason=item.reason
            )
            continue
        record = parse_record(item)
        if isinstance(record, str):
            yield DamagedRecord(warc_file=warc_file, offset=item.offset, length=item.length, reason=record)
        else:
            yield record


def capture_of(record: WarcRecord, *, source_id: str, run_id: str, warc_file: str) -> Capture | None:
    """The capture that a record stands for; None for the archive's own bookkeeping."""
    if record.kind not in {"response", "revisit", "resource", "metadata"} or record.url.startswith(
        "urn:jumun:run:"
    ):
        return None
    failure, digest, size = None, None, 0
    if record.kind == "metadata":
        body = record.as_json()
        if "failure" not in body:
            return None
        failure = str(body["failure"])
    elif record.kind in {"response", "resource"}:
        try:
            decoded = decoded_body(record)
        except BodyTooLarge as error:
            failure = f"too_large: {error}"
        except DamagedBody as error:
            rule = "body_cut_short" if "cut short" in str(error) else "undecodable"
            failure = f"{rule}: {error}"
        else:
            digest, size = hashlib.sha256(decoded).hexdigest(), len(decoded)
    content_type = record.http_headers.get("content-type")
    return Capture(
        capture_id=record.capture_id,
        source_id=source_id,
        url=record.url,
        fetched_at=record.date,
        status=304 if record.kind == "revisit" else record.http_status,
        content_type=record.headers.get("content-type") if record.kind == "resource" else content_type,
        sha256=digest,
        size_bytes=size,
        warc_file=warc_file,
        warc_offset=record.offset,
        http_etag=record.http_headers.get("etag"),
        failure=failure,
        run_id=run_id,
    )


def decoded_body(record: WarcRecord, limit: int = MAX_BODY_BYTES) -> bytes:
    """The body with its content encoding undone. Raises BodyTooLarge or DamagedBody."""
    return undo_encoding(record.payload, record.http_headers.get("content-encoding", ""), limit)


def digest_matches(digest: str, body: bytes) -> bool:
    """Compare ``algorithm:value`` (hexadecimal or base32, as the standard leaves open) with the bytes."""
    algorithm, _, value = digest.partition(":")
    if algorithm not in {"sha1", "sha256"}:
        return False
    actual = hashlib.new(algorithm, body, usedforsecurity=False).digest()
    if value.lower() == actual.hex():
        return True
    try:
        return base64.b32decode(value) == actual
    except binascii.Error:
        return False


def _header_fields(head: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.split(b"\r\n")[1:]:
        name, separator, value = line.partition(b":")
        if separator:
            fields[name.decode("latin-1").strip().lower()] = value.decode("utf-8", "replace").strip()
    return fields


def _status_of(http_head: bytes) -> int | None:
    parts = http_head.split(b"\r\n", 1)[0].split(b" ", 2)
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None
