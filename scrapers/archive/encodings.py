"""Content encodings of HTTP bodies, undone within bounds."""

import zlib

from .captures import BodyTooLarge, DamagedBody

MAX_BODY_BYTES = 64 * 1024 * 1024


def undo_encoding(body: bytes, content_encoding: str, limit: int = MAX_BODY_BYTES) -> bytes:
    """A body without the encodings of its Content-Encoding header. Raises BodyTooLarge or DamagedBody."""
    encodings = [name.strip().lower() for name in content_encoding.split(",")]
    for encoding in reversed(encodings):
        if encoding in {"", "identity"}:
            continue
        if encoding not in {"gzip", "x-gzip", "deflate"}:
            raise DamagedBody(f"content encoding {encoding[:20]!r} is not one we asked for")
        body = _inflate(body, encoding, limit)
    if len(body) > limit:
        raise BodyTooLarge(f"{len(body)} bytes, the limit is {limit}")
    return body


def readable_part(body: bytes, content_encoding: str, limit: int = MAX_BODY_BYTES) -> bytes:
    """As much of a body as can be read, however it is damaged or however far it unpacks past the limit."""
    try:
        return undo_encoding(body, content_encoding, limit)
    except (BodyTooLarge, DamagedBody):
        inflater = zlib.decompressobj(47)
        try:
            return inflater.decompress(body, limit)
        except zlib.error:
            return body


def _inflate(body: bytes, encoding: str, limit: int) -> bytes:
    windows = (31,) if encoding != "deflate" else (15, -15)
    for bits in windows:
        inflater = zlib.decompressobj(bits)
        try:
            unpacked = inflater.decompress(body, limit + 1)
        except zlib.error as error:
            if bits == windows[-1]:
                raise DamagedBody(f"{encoding} body does not unpack ({error})") from error
            continue
        if len(unpacked) > limit:
            raise BodyTooLarge(f"{len(body)} bytes unpack past the limit of {limit}")
        if not inflater.eof:
            raise DamagedBody(f"{encoding} body is cut short")
        return unpacked
    raise DamagedBody(f"{encoding} body does not unpack")
