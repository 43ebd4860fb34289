"""The text of every file that may leave, in pieces: pages, tables, spreadsheets, databases, pictures, PDF files.

A piece is what a reader would see as one run of words: a block of a page, a cell, a string. Marks inside a run
(bold, links) fall away, escapes are undone, blanks become one blank, so that a name cut by a tag, an entity or a
full-width digit reads as it would on the screen. A file of an unknown kind raises UnreadableError: what nobody can
look into does not leave.
"""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.catalog import quote_literal

WINDOW = 20_000
OVERLAP = 200
WORDS = 6
MAX_MEMBER_BYTES = 200_000_000
# Pictures of pixels and fonts hold no text of ours.
PIXELS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".ico", ".woff", ".woff2"})
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|ins|kbd|mark|q|ruby|s|small|span|strong|sub|sup|tspan|u|wbr"
    r"|hp:t|r|rPr|t)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""\s[\w:-]{1,60}\s{0,3}=\s{0,3}("[^"<]*"|'[^'<]*')""")
_TAG = re.compile(r"<[^<>]*>")
_BLANKS = re.compile(r"\s+")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
                        "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")  # fmt: skip
_ESCAPE = re.compile(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})|\\(.)", re.DOTALL)
_CONTROL = {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": "", "v": ""}


class UnreadableError(ValueError):
    """A file whose text cannot be had: of an unknown kind, encrypted or damaged."""


def plain_run(text: str) -> str:
    """A run of words as a reader sees it: composed, half width, nothing invisible, one blank between words."""
    if not text.isascii():
        text = _INVISIBLE.sub(
            "", unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode("utf-8"))
        )
    return _BLANKS.sub(" ", text).strip()


def plain_windows(piece: str) -> Iterator[str]:
    """A piece as plain runs: whole, or in windows of at most WINDOW characters that overlap and cut no word."""
    text = plain_run(piece)
    start = 0
    while len(text) - start > WINDOW:
        end = _blank_before(text, start + WINDOW)
        yield text[start:end]
        start = _blank_before(text, end - OVERLAP)
    yield text[start:]


def _blank_before(text: str, position: int) -> int:
    """The last blank in the OVERLAP characters before a position, or the position."""
    found = text.rfind(" ", position - OVERLAP, position)
    return position if found < 0 else found


def _markup(text: str) -> Iterator[str]:
    """Runs between block tags, and the values of attributes."""
    for value in set(_ATTRIBUTE.findall(text)):
        yield html.unescape(value[1:-1])
    for run in set(_TAG.split(_INLINE.sub("", text))):
        if run and not run.isspace():
            yield html.unescape(run)


def _lines(text: str) -> Iterator[str]:
    """Lines, and what lies across the end of each: a name may be wrapped."""
    before = ""
    for line in text.splitlines():
        if not line.strip():
            before = ""
            continue
        yield line
        if before:
            yield " ".join([*before.split()[-WORDS:], *line.split()[:WORDS]])
        before = line


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else " "
    return _CONTROL.get(match[3], match[3])


def _script(text: str) -> Iterator[str]:
    """Strings and the code between them, escapes undone."""
    for piece in re.split(r'(?<!\\)["`]|\n', text):
        yield _ESCAPE.sub(_unescaped, piece) if "\\" in piece else piece


def _json_strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _json_strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _json_strings(item)


def _json(text: str) -> Iterator[str]:
    try:
        yield from _json_strings(json.loads(text))
    except ValueError:
        yield from _script(text)


def _table(text: str) -> Iterator[str]:
    """Cells."""
    try:
        for row in csv.reader(io.StringIO(text)):
            yield from row
    except csv.Error:  # a cell beyond the reader's limit
        yield from _lines(text)


_TEXT_KINDS: dict[str, Callable[[str], Iterator[str]]] = {
    **dict.fromkeys((".html", ".htm", ".svg", ".xml", ".hpf", ".rels", ".rdf"), _markup),
    **dict.fromkeys((".json", ".jsonld"), _json),
    ".csv": _table,
    **dict.fromkeys((".js", ".mjs", ".jsonl"), _script),
    **dict.fromkeys(
        (".tsv", ".txt", ".md", ".cff", ".bib", ".yml", ".yaml", ".css", ".sql", ".py", ".r", ".sps", ".do",
         ".ris", ".toml", ".ini", ".map", ""),
        _lines,
    ),
}  # fmt: skip


def _database_texts(con: duckdb.DuckDBPyConnection, source: str) -> Iterator[str]:
    for name, kind, *_rest in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall():
        yield str(name)
        if kind in {"BOOLEAN", "DOUBLE", "FLOAT", "DATE"} or kind.startswith("TIMESTAMP"):
            continue
        quoted = '"' + str(name).replace('"', '""') + '"'
        text = quoted if kind == "VARCHAR" else f"CAST({quoted} AS VARCHAR)"
        found = con.execute(f"SELECT DISTINCT {text} FROM {source} WHERE {quoted} IS NOT NULL")
        while rows := found.fetchmany(10_000):
            for (value,) in rows:
                yield value


def _parquet(path: Path) -> Iterator[str]:
    file = pq.ParquetFile(path)
    for key, value in (file.metadata.metadata or {}).items():
        if key != b"ARROW:schema":
            yield f"{key.decode('utf-8', 'replace')} {value.decode('utf-8', 'replace')}"
    for field in file.schema_arrow:
        yield field.name
        if (
            pa.types.is_boolean(field.type)
            or pa.types.is_floating(field.type)
            or pa.types.is_temporal(field.type)
        ):
            continue
        column = file.read(columns=[field.name]).column(0)
        while pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
            column = pc.list_flatten(column)
        plain = pa.types.is_string(column.type) or pa.types.is_integer(column.type)
        values = (column.unique() if plain else column).to_pylist()
        for value in values:
            if value is not None:
                yield str(value)


def _duckdb(path: Path) -> Iterator[str]:
    with duckdb.connect() as con:
        con.execute(f"ATTACH {quote_literal(str(path))} AS looked (READ_ONLY)").fetchall()
        names = con.execute(
            "SELECT schema_name, table_name, comment FROM duckdb_tables() WHERE database_name = 'looked' ORDER BY ALL"
        ).fetchall()
        for schema, name, comment in names:
            yield str(comment or "")
            yield from _database_texts(con, f'looked."{schema}"."{name}"')
        comments = con.execute(
            "SELECT comment FROM duckdb_columns() WHERE database_name = 'looked' AND comment IS NOT NULL"
        ).fetchall()
        for (comment,) in comments:
            yield str(comment)


def _zip(content: bytes) -> Iterator[str]:
    """Members of a spreadsheet (xlsx), a document (hwpx) or a plain archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            if member.file_size > MAX_MEMBER_BYTES:
                raise UnreadableError(f"{member.filename} is too large")
            suffix = Path(member.filename).suffix.lower()
            if suffix in PIXELS:
                continue
            try:
                yield from texts_of_bytes(archive.read(member), suffix)
            except RuntimeError as error:  # zipfile says so for an encrypted member
                raise UnreadableError(str(error)) from error


_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_PDF_STRING = rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>"
_PDF_STEP = re.compile(
    rb"(?P<together>\[(?:"
    + _PDF_STRING
    + rb"|[^\]()<])*\]\s*TJ)|(?P<single>"
    + _PDF_STRING
    + rb")\s*(?:Tj|'|\")"
    rb"|/(?P<font>[^\s/<>\[\]()]{1,60})\s+-?[\d.]{1,20}\s+Tf\b|(?<!\S)(?:(?P<save>q)|(?P<restore>Q))(?!\S)"
)
_PDF_OBJECT = re.compile(rb"(?<!\d)(\d{1,8}) 0 obj\b(.*?)\bendobj\b", re.DOTALL)
_PDF_REFERENCE = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s+(\d{1,8}) 0 R\b")
_PDF_TO_UNICODE = re.compile(rb"/ToUnicode\s+(\d{1,8}) 0 R\b")
_PDF_PIECE = re.compile(_PDF_STRING)
_PDF_OCTAL = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_PDF_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PDF_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_PDF_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def _pdf_escape(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found[:1].isdigit():
        return bytes([int(found, 8) & 0xFF])
    return b"" if found.strip() == b"" else _PDF_NAMED.get(found, found)


def _pdf_bytes(piece: bytes) -> bytes:
    if piece.startswith(b"<"):
        digits = re.sub(rb"\s", b"", piece[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return _PDF_OCTAL.sub(_pdf_escape, piece[1:-1])


def _pdf_map(stream: bytes) -> dict[int, str]:
    """The characters of one font: codes of two bytes to text."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.DOTALL):
        for code, text in _PDF_CHAR.findall(block):
            found[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.DOTALL):
        for low, high, text in _PDF_RANGE.findall(block):
            first, start = int(low, 16), _utf16(text)
            for step in range(min(int(high, 16) - first, 0xFFFF) + 1 if start else 0):
                found[first + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw)
    except zlib.error:
        return raw


def _pdf_fonts(content: bytes) -> dict[bytes, dict[int, str]]:
    """The characters of each font by its name on the pages; a name that stands for two fonts is left out."""
    objects = dict(_PDF_OBJECT.findall(content))
    of_name: dict[bytes, set[bytes]] = {}
    for name, number in _PDF_REFERENCE.findall(content):
        mapped = _PDF_TO_UNICODE.search(objects.get(number, b""))
        if mapped:
            of_name.setdefault(name, set()).add(mapped[1])
    fonts = {}
    for name, numbers in of_name.items():
        stream = _PDF_STREAM.search(objects.get(min(numbers), b""))
        if stream and len(numbers) == 1:
            fonts[name] = _pdf_map(_inflated(stream[1]))
    return fonts


def _pdf_shown(stream: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What a page shows, piece by piece, with the name of the font that is in force there."""
    font, kept = b"", []
    for match in _PDF_STEP.finditer(stream):
        if match["font"]:
            font = match["font"]
        elif match["save"]:
            kept.append(font)
        elif match["restore"]:
            font = kept.pop() if kept else font
        else:
            pieces = _PDF_PIECE.findall(match["together"] or match["single"])
            yield font, b"".join(_pdf_bytes(piece) for piece in pieces)


def _pdf(content: bytes) -> Iterator[str]:
    """What a PDF file prints, each piece read with the characters of its font, or of every font where that is not known."""
    if b"/Encrypt" in content:
        raise UnreadableError("an encrypted PDF file")
    streams = [_inflated(raw) for raw in _PDF_STREAM.findall(content)]
    maps = [_pdf_map(stream) for stream in streams if b"beginbf" in stream]
    fonts = _pdf_fonts(content)
    for stream in streams:
        if b"beginbf" in stream or (b"Tj" not in stream and b"TJ" not in stream):
            continue
        shown = list(_pdf_shown(stream))
        yield from _lines("\n".join(_pdf_decoded(line, fonts[font]) for font, line in shown if font in fonts))
        lines = [line for font, line in shown if font not in fonts]
        # Without a map of its own a font has one byte a character.
        plain = [line for line in lines if not maps or (line.isascii() and b"\0" not in line)]
        yield from _lines("\n".join(line.decode("latin-1") for line in plain))
        for characters in maps:
            yield from _lines("\n".join(_pdf_decoded(line, characters) for line in lines))
    for title in re.findall(rb"/(?:Title|Subject|Author|Keywords)\s*\(((?:\\.|[^\\()])*)\)", content):
        value = _PDF_OCTAL.sub(_pdf_escape, title)
        yield value.decode("utf-16") if value[:2] in {b"\xfe\xff", b"\xff\xfe"} else value.decode("latin-1")


def _pdf_decoded(line: bytes, characters: dict[int, str]) -> str:
    codes = (int.from_bytes(line[i : i + 2], "big") for i in range(0, len(line) - 1, 2))
    return "".join(characters.get(code, " ") for code in codes)


def texts_of_bytes(content: bytes, suffix: str) -> Iterator[str]:
    """Pieces of the text of a file's content; `suffix` with its dot tells the kind. Raises UnreadableError."""
    if suffix == ".gz":
        content = gzip.decompress(content)
        yield from texts_of_bytes(content, "")
    elif suffix in {".xlsx", ".hwpx", ".zip", ".docx", ".ods"}:
        yield from _zip(content)
    elif suffix == ".pdf":
        yield from _pdf(content)
    elif suffix.lower() in _TEXT_KINDS:
        yield from _TEXT_KINDS[suffix.lower()](content.decode("utf-8-sig", "replace"))
    else:
        raise UnreadableError(f"a file of kind [{suffix}]")


def texts_of(path: Path) -> Iterator[str]:
    """Pieces of the text of a file as they stand in it, in no order. Raises UnreadableError."""
    suffix = path.suffix.lower()
    if suffix in PIXELS:
        return
    try:
        if suffix == ".parquet":
            pieces = _parquet(path)
        elif suffix == ".duckdb":
            pieces = _duckdb(path)
        else:
            pieces = texts_of_bytes(path.read_bytes(), suffix)
        yield from pieces
    except (duckdb.Error, pa.ArrowException, zipfile.BadZipFile, gzip.BadGzipFile, EOFError) as error:
        raise UnreadableError(f"{type(error).__name__}") from error
