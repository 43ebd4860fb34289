"""Gzip members of an archive file, walked one by one so that damage is noticed and stepped over.

warcio reads a record cut short as if it were whole and cannot pass damage; here a member counts only when
its deflate stream ends, its CRC holds and its fixed header is the one the writer writes.
"""

import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MEMBER_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03"
MAX_RECORD_BYTES = 256 * 1024 * 1024
CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One whole gzip member: where it lies in the file and what it unpacks to."""

    offset: int
    length: int
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """A stretch that holds no whole member."""

    offset: int
    length: int
    reason: str


def stored_member(data: bytes) -> bytes:
    """A gzip member without compression (at most 65,535 bytes), the same bytes for the same data on any machine.

    A file's last record is one: compressed streams have a few padding bits that no checksum covers.
    """
    size = len(data)
    block = b"\x01" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + data
    return MEMBER_HEADER + block + zlib.crc32(data).to_bytes(4, "little") + size.to_bytes(4, "little")


def unpack_member(buffer: bytes | mmap.mmap, offset: int) -> Member | str:
    """Unpack the member that starts at ``offset``; a string says why it is not one."""
    if buffer[offset : offset + len(MEMBER_HEADER)] != MEMBER_HEADER:
        return "not the start of a record"
    inflater = zlib.decompressobj(31)
    parts: list[bytes] = []
    unpacked, position = 0, offset
    while not inflater.eof:
        chunk = buffer[position : position + CHUNK_BYTES]
        if not chunk:
            return "the file ends inside a record"
        position += len(chunk)
        while chunk and not inflater.eof:
            try:
                part = inflater.decompress(chunk, MAX_RECORD_BYTES - unpacked + 1)
            except zlib.error as error:
                return f"a record does not unpack ({error})"
            parts.append(part)
            unpacked += len(part)
            if unpacked > MAX_RECORD_BYTES:
                return "a record unpacks past the limit"
            chunk = inflater.unconsumed_tail
    end = position - len(inflater.unused_data)
    return Member(offset=offset, length=end - offset, data=b"".join(parts))


def walk_buffer(buffer: bytes | mmap.mmap, size: int) -> Iterator[Member | Gap]:
    """Members in order; after damage, the walk goes on at the next place that unpacks as a WARC record."""
    offset = 0
    while offset < size:
        member = unpack_member(buffer, offset)
        if isinstance(member, Member):
            yield member
            offset += member.length
            continue
        resumed = _next_record(buffer, offset + 1)
        end = size if resumed is None else resumed
        yield Gap(offset=offset, length=end - offset, reason=member)
        offset = end


def walk_file(path: Path) -> Iterator[Member | Gap]:
    """Walk a file without holding it in memory."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as buffer:
        yield from walk_buffer(buffer, len(buffer))


def last_member(path: Path) -> Member | None:
    """The last whole member of a file, without walking the rest; None where the tail is damaged."""
    if path.stat().st_size == 0:
        return None
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as buffer:
        start = buffer.rfind(MEMBER_HEADER)
        while start >= 0:
            member = unpack_member(buffer, start)
            if isinstance(member, Member):
                return member if start + member.length == len(buffer) else None
            start = buffer.rfind(MEMBER_HEADER, 0, start)
    return None


def _next_record(buffer: bytes | mmap.mmap, start: int) -> int | None:
    found = buffer.find(MEMBER_HEADER, start)
    while found >= 0:
        member = unpack_member(buffer, found)
        if isinstance(member, Member) and member.data.startswith(b"WARC/1."):
            return found
        found = buffer.find(MEMBER_HEADER, found + 1)
    return None
