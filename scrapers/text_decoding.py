"""Bytes → text, in the encodings that Korean sources use, and cleaned of what no reader can use."""

import re

_XML_DECLARED = re.compile(rb"<\?xml[^>]{0,80}encoding=[\"']([\w-]+)", re.IGNORECASE)
_META_DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEADER_DECLARED = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
# cp949 is a superset of EUC-KR: what a page calls euc-kr or ks_c_5601-1987 is read as cp949.
_KOREAN_NAMES = frozenset(
    {"euc-kr", "euckr", "cp949", "ks_c_5601-1987", "ksc5601", "ms949", "x-windows-949", "uhc"}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]|[\ud800-\udfff]")
_CONTROL_BYTES = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_HANGUL = re.compile(r"[가-힣]+")


class UndecodableText(ValueError):
    """Bytes that are text in none of the encodings tried."""


def decode_text(body: bytes, content_type: str | None = None) -> str:
    """Decode by byte-order mark, then by what the page or header declares, then UTF-8, then cp949.

    Raises UndecodableText for bytes that are none of these, or that decode into something that is no text.
    A few broken characters in an otherwise good page are replaced, not refused.
    """
    return _decoded(body, content_type)[0]


def decode_page(body: bytes, content_type: str | None = None) -> tuple[str, bytes]:
    """As `decode_text`, with the text's UTF-8 bytes: the body itself where it was plain UTF-8, as most are."""
    text, is_body = _decoded(body, content_type)
    return text, body if is_body else text.encode("utf-8")


def _decoded(body: bytes, content_type: str | None) -> tuple[str, bool]:
    """The text, and whether it is the body's own bytes read as UTF-8."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark):
            return _clean(body.decode(encoding, "replace")), False
    for encoding in _encodings_to_try(body, content_type):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        cleaned = _clean_unless_plain(body, text)
        return cleaned, encoding == "utf-8" and cleaned is text
    return _clean(_mostly_decodable(body)), False


def strip_control(text: str) -> str:
    """Without NUL, other control characters and lone surrogates; tabs and line breaks stay."""
    return _CONTROL.sub("", text)


def _encodings_to_try(body: bytes, content_type: str | None) -> list[str]:
    head = body[:4096]
    declared = _XML_DECLARED.search(head) or _META_DECLARED.search(head)
    names = [declared[1].decode("ascii", "ignore").lower()] if declared else []
    if content_type and (header := _HEADER_DECLARED.search(content_type)):
        names.append(header[1].lower())
    known = [
        "cp949" if name in _KOREAN_NAMES else "utf-8" for name in names if name in _KOREAN_NAMES | {"utf-8"}
    ]
    # UTF-8 first whatever is declared: text that decodes as UTF-8 by chance is rare, a wrong label is not.
    return list(dict.fromkeys(["utf-8", *known, "cp949"]))


def _mostly_decodable(body: bytes) -> str:
    """Text with a few broken bytes: the encoding that breaks least, if it breaks little."""
    best = min(
        (body.decode(name, "replace") for name in ("utf-8", "cp949")), key=lambda text: text.count("\ufffd")
    )
    broken = best.count("\ufffd")
    if broken > max(3, len(best) // 100):
        raise UndecodableText("neither UTF-8 nor cp949 (EUC-KR)")
    return best


def _clean_unless_plain(body: bytes, text: str) -> str:
    # Looking through the bytes is twenty times as fast as looking through the text, and most pages are plain.
    has_control = len(body.translate(None, _CONTROL_BYTES)) != len(body)
    return _clean(text) if has_control or "\ufeff" in text or "\ufffe" in text else text


def _clean(text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if controls > max(8, len(text) // 50):
        raise UndecodableText("binary data, not text")
    return strip_control(text)


def looks_korean(text: str, *, floor: float = 0.05) -> bool:
    """True where at least ``floor`` of the characters are Hangul syllables."""
    sample = text[:20_000]
    wanted, found = floor * len(sample), 0
    for word in _HANGUL.finditer(sample):
        found += word.end() - word.start()
        if found >= wanted:
            return True
    return bool(sample) and found >= wanted
