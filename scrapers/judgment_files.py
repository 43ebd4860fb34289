"""Judgments on disk: law.go.kr XML or JSON, precedent-kr Markdown, plain text, JSON lines (also gzipped).

The text of a ``.jsonl`` record is its sections joined under the headings a judgment has, so that a reader of
whole texts and a reader of sections see the same words. What labellers added to a record is never read.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from .archive.redaction import redact_url
from .law_pages import (
    CRIMINAL_CODE,
    LawDetail,
    LawListPage,
    LawProblem,
    parse_law_date,
    plain_text,
    read_law_page,
)
from .parsed import ListingReport, PageProblem, Parsed, ParsedDocument, safe_id
from .text_decoding import UndecodableText, decode_text, strip_control

LOCAL_SOURCE = "local"
MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_LINE_BYTES = 32 * 1024 * 1024
MAX_UNPACKED_BYTES = 4 * 1024 * 1024 * 1024
WHOLE_FILE_SUFFIXES = (".md", ".xml", ".json", ".txt")
RECORD_SUFFIXES = (".jsonl", ".jsonl.gz")
RECORD_TYPE = "application/json; profile=judgment-record"

# Headings under which the sections of a record are joined, so that cutting the text gives the sections again: the
# provisions stand before the reasons, which end where the next great heading stands.
SECTION_HEADINGS = {
    "header_text": "",
    "holding_text": "【판시사항】",
    "order_text": "【주 문】",
    "applied_law_text": "【법령의 적용】",
    "reasons_text": "【이 유】",
    "context_text": "【그 밖의 글】",
}
# All that is kept of a record; labels, notes and whatever else a labeller added stay on disk.
KEPT_KEYS = (
    "id", "origin", "source_url", "court", "case_no", "case_name", "decision_date", "decision_date_text",
    "instance", "order_complete", *SECTION_HEADINGS,
)  # fmt: skip

_BLANKS_AND_MARKS = re.compile(r"[\s\[\]【】〔〕#*:]")
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)\n---[ \t]*\n(?P<body>.*)\Z", re.DOTALL)
_MARKDOWN_SECTION = re.compile(r"^## (판시사항|판결요지|참조조문|참조판례|판례내용)[ \t]*$", re.MULTILINE)
_ORDER_HEADING = re.compile(
    r"【[ \t\u3000]{0,9}주[ \t\u3000]{0,9}문[ \t\u3000]{0,9}】|^[ \t\u3000]{0,80}주[ \t\u3000]{0,16}문[ \t]*$",
    re.MULTILINE,
)
# Controls and line ends would begin another header of the archive's record; a lone surrogate has no UTF-8 at all.
_NO_HEADER_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DOTTED_DATE = re.compile(r"(\d{4})\s*\.\s*(\d{1,2})\s*\.\s*(\d{1,2})\s*\.?")


def read_judgment_file(path: Path, source_id: str = LOCAL_SOURCE) -> Iterator[Parsed]:
    """Everything one file holds, in its order. Unreadable files and records become problems, never errors."""
    name = path.name
    if name.lower().endswith(RECORD_SUFFIXES):
        for number, item in stream_records(path):
            url = record_url(name, number)
            if isinstance(item, PageProblem):
                yield item
            else:
                yield judgment_from_record(item, source_id=source_id, url=url)
        return
    body = read_whole_file(path)
    if isinstance(body, PageProblem):
        yield body
    else:
        yield from read_judgment_bytes(body, name, url=file_url(name), source_id=source_id)


def file_url(name: str) -> str:
    """The stable address of a file inside a corpus. What no header line can hold stands in it as %XX."""
    return f"urn:jumun:local:{_NO_HEADER_TEXT.sub(_as_percent, name)}"


def record_url(name: str, identity: object) -> str:
    """The stable address of one record of such a file, by its id or number."""
    return f"{file_url(name)}#{_NO_HEADER_TEXT.sub(_as_percent, str(identity))}"


def _as_percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass"))


def read_whole_file(path: Path, name: str | None = None) -> bytes | PageProblem:
    """The bytes of a file of bounded size, or why not."""
    url = file_url(name or path.name)
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            return _problem(url, "too_large", f"{size} bytes, the limit is {MAX_FILE_BYTES}")
        body = path.read_bytes()
    except OSError as error:
        return _problem(url, "unreadable_file", f"{type(error).__name__}: {error.strerror}")
    return body if body.strip() else _problem(url, "empty_file", "the file holds nothing")


def read_judgment_bytes(body: bytes, name: str, *, url: str, source_id: str = LOCAL_SOURCE) -> list[Parsed]:
    """The judgments of one whole file, told by its name's ending and its content."""
    lower = name.lower()
    if lower.endswith((".xml", ".json")):
        return _from_law_or_record(body, url, source_id)
    if not lower.endswith((".md", ".txt")):
        return [
            _problem(
                url, "unsupported_file", f"files named {Path(name).suffix or name!r} are not read", source_id
            )
        ]
    try:
        text = decode_text(body)
    except UndecodableText as error:
        return [_problem(url, "undecodable", str(error), source_id)]
    if lower.endswith(".md"):
        return [judgment_from_markdown(text, name, url=url, source_id=source_id)]
    return [judgment_from_plain_text(text, name, url=url, source_id=source_id)]


def stream_records(path: Path, name: str | None = None) -> Iterator[tuple[int, dict[str, Any] | PageProblem]]:
    """Line number and record of a ``.jsonl`` or ``.jsonl.gz`` file; memory is bounded by the longest line."""
    url = file_url(name or path.name)
    number = 0
    try:
        with _open_lines(path) as lines:
            total = 0
            while line := lines.readline(MAX_LINE_BYTES + 1):
                number += 1
                total += len(line)
                if len(line) > MAX_LINE_BYTES or total > MAX_UNPACKED_BYTES:
                    yield number, _problem(f"{url}#{number}", "too_large", "a line or file past the limit")
                    return
                if line.strip():
                    yield number, _parse_line(line, f"{url}#{number}")
    except (OSError, EOFError, zlib.error) as error:
        yield number + 1, _problem(url, "unreadable_file", f"{type(error).__name__}: {error}")
        return
    if number == 0:
        yield 0, _problem(url, "empty_file", "the file holds nothing")


def kept_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record without anything that a labeller added."""
    return {key: record[key] for key in KEPT_KEYS if key in record}


def judgment_from_record(
    record: Mapping[str, Any], *, source_id: str, url: str
) -> ParsedDocument | PageProblem:
    """One ``.jsonl`` record as a document; its sections stay beside the joined text."""
    sections = {
        name: strip_control(value)
        for name in SECTION_HEADINGS
        if isinstance(value := record.get(name), str) and value.strip()
    }
    if not sections:
        return _problem(url, "not_a_judgment", "a record without any text", source_id)
    given = str(record.get("id") or "")
    identity = _text(record.get("id")) or _text(record.get("case_no"))
    if not identity:
        return _problem(url, "not_a_judgment", "a record without id", source_id)
    stated_date = _text(record.get("decision_date")) or _text(record.get("decision_date_text"))
    decision_date = _iso_date(stated_date)
    return ParsedDocument(
        # What is taken out of an id still keeps it apart from another.
        document_id=f"local:{safe_id(given if _NO_HEADER_TEXT.search(given) else identity)}",
        source_id=source_id,
        kind="judgment",
        url=redact_url(_text(record.get("source_url")) or url),
        published_date=decision_date,
        published_at=None,
        modified_at=None,
        title=_text(record.get("case_name")) or _text(record.get("case_no")) or identity,
        text=_joined(sections),
        language="ko",
        fields={
            "record_id": identity,
            "court": _text(record.get("court")) or None,
            "case_numbers": _text(record.get("case_no")),
            "decision_date": decision_date,
            "decision_date_as_written": stated_date or None,
            "case_name": _text(record.get("case_name")) or None,
            "decision_type": None,
            "court_type_code": None,
            "instance": _text(record.get("instance")) or None,
            "order_complete": record.get("order_complete"),
            "origin": _text(record.get("origin")) or None,
            "sections": sections,
        },
    )


def judgment_from_detail(detail: LawDetail, *, source_id: str, url: str) -> ParsedDocument | PageProblem:
    """A law.go.kr detail page as a document; the text is 판례내용 alone."""
    fields = detail.fields
    if not fields["판례내용"].strip():
        return _problem(url, "no_text", f"판례 {detail.serial} has no 판례내용", source_id)
    return _law_document(detail.serial, fields, source_id=source_id, url=public_law_url(detail.serial))


def judgment_from_markdown(text: str, name: str, *, url: str, source_id: str) -> ParsedDocument | PageProblem:
    """A precedent-kr file: YAML front matter with the list fields, then the text under ``## 판례내용``."""
    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if match is None:
        return _problem(url, "not_a_judgment", "Markdown without front matter", source_id)
    try:
        matter = yaml.load(match["yaml"], Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds strings alone
    except (yaml.YAMLError, RecursionError) as error:
        return _problem(url, "not_well_formed", f"front matter: {str(error)[:120]}", source_id)
    if not isinstance(matter, dict) or not (matter.get("사건번호") or matter.get("판례일련번호")):
        return _problem(url, "not_a_judgment", "front matter without 사건번호 and 판례일련번호", source_id)
    sections = _markdown_sections(match["body"])
    if not sections.get("판례내용"):
        return _problem(url, "no_text", "no text under 판례내용", source_id)
    given = {str(key): value for key, value in matter.items() if isinstance(value, str)}
    fields = {**given, **sections, "사건종류명": given.get("사건종류", "")}
    serial = given.get("판례일련번호", "").strip()
    where = redact_url(given.get("출처", "") or url)
    return _law_document(serial or f"file-{safe_id(name)}", fields, source_id=source_id, url=where)


def judgment_from_plain_text(
    text: str, name: str, *, url: str, source_id: str
) -> ParsedDocument | PageProblem:
    """A judgment as plain text: it has the heading 주문, or it is not one."""
    if not _ORDER_HEADING.search(text):
        return _problem(url, "not_a_judgment", "text without the heading 주문", source_id)
    return ParsedDocument(
        document_id=f"local:{safe_id(name)}",
        source_id=source_id,
        kind="judgment",
        url=url,
        published_date=None,
        published_at=None,
        modified_at=None,
        title=Path(name).stem,
        text=text.strip("\n"),
        language="ko",
        fields={
            "court": None,
            "case_numbers": "",
            "decision_date": None,
            "case_name": None,
            "decision_type": None,
            "court_type_code": None,
            "sections": {},
        },
    )


def problem_of(problem: LawProblem, *, source_id: str, url: str) -> PageProblem:
    """A law.go.kr page that is none, as the problem row that the archive's index keeps."""
    return PageProblem(source_id=source_id, url=redact_url(url), rule=problem.rule, message=problem.message)


def law_skip_reason(row: Mapping[str, str], origin: str) -> str | None:
    """Why a row of the list is not asked for: another kind of case, or an origin whose text the service does not give."""
    if row["사건종류코드"] not in {"", CRIMINAL_CODE}:
        return "not_criminal"
    return None if row["데이터출처명"] in {"", origin} else "other_origin"


def listing_of(page: LawListPage, *, source_id: str, query: str, origin: str = "") -> ListingReport:
    """A list page as what it says of itself: the stated total, the ids on it, and those that are not asked for."""
    skipped = {row["판례일련번호"]: law_skip_reason(row, origin) for row in page.rows} if origin else {}
    return ListingReport(
        source_id=source_id,
        query=query,
        stated_total=page.total,
        ids=tuple(row["판례일련번호"] for row in page.rows),
        page=page.page,
        skipped={serial: reason for serial, reason in skipped.items() if reason is not None},
    )


def public_law_url(serial: str) -> str:
    """The page of a judgment that anyone may open and cite; it needs no key."""
    return f"https://www.law.go.kr/LSW/precInfoP.do?precSeq={serial}"


def law_document_id(serial: str) -> str:
    """The document id of a judgment with a law.go.kr serial number, whichever way it came."""
    return f"prec:{serial}"


def _law_document(serial: str, fields: Mapping[str, str], *, source_id: str, url: str) -> ParsedDocument:
    decision_date = parse_law_date(fields.get("선고일자", ""))
    case_name = fields.get("사건명", "").strip()
    return ParsedDocument(
        document_id=law_document_id(serial),
        source_id=source_id,
        kind="judgment",
        url=url,
        published_date=decision_date,
        published_at=None,
        modified_at=None,
        title=case_name or fields.get("사건번호", "") or serial,
        text=fields["판례내용"],
        language="ko",
        fields={
            "court": fields.get("법원명", "").strip() or None,
            "case_numbers": fields.get("사건번호", "").strip(),
            "decision_date": decision_date,
            "decision_date_as_written": fields.get("선고일자", "").strip() or None,
            "case_name": case_name or None,
            "decision_type": fields.get("판결유형", "").strip() or None,
            "court_type_code": fields.get("법원종류코드", "").strip() or None,
            "case_kind": fields.get("사건종류명", "").strip() or None,
            "holdings": fields.get("판시사항", "") or None,
            "summary": fields.get("판결요지", "") or None,
            "cited_provisions": fields.get("참조조문", "") or None,
            "sections": {},
        },
    )


def _from_law_or_record(body: bytes, url: str, source_id: str) -> list[Parsed]:
    page = read_law_page(body)
    if isinstance(page, LawDetail):
        return [judgment_from_detail(page, source_id=source_id, url=url)]
    if isinstance(page, LawListPage):
        return [listing_of(page, source_id=source_id, query=page.query)]
    records = _json_records(body)
    if records:
        return [
            judgment_from_record(record, source_id=source_id, url=f"{url}#{number}")
            for number, record in enumerate(records, start=1)
        ]
    return [problem_of(page, source_id=source_id, url=url)]


def _json_records(body: bytes) -> list[dict[str, Any]]:
    try:
        value = json.loads(decode_text(body))
    except (ValueError, RecursionError):
        return []
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict) and "order_text" in item]


def _markdown_sections(body: str) -> dict[str, str]:
    parts = _MARKDOWN_SECTION.split(body)
    return {name: plain_text(text.strip("\n")) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def _joined(sections: Mapping[str, str]) -> str:
    parts = []
    for name, heading in SECTION_HEADINGS.items():
        if text := sections.get(name):
            parts.append(text if not heading or _begins_with(text, heading) else f"{heading}\n{text}")
    return "\n".join(parts)


def _begins_with(text: str, heading: str) -> bool:
    """Whether a section brings its heading along: a second one before it would close it before its first word."""
    begin = _BLANKS_AND_MARKS.sub("", text[:80])
    return begin.startswith(_BLANKS_AND_MARKS.sub("", heading))


def _open_lines(path: Path) -> BinaryIO:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rb")  # type: ignore[return-value]
    return path.open("rb")


def _parse_line(line: bytes, url: str) -> dict[str, Any] | PageProblem:
    try:
        text = decode_text(line)
    except UndecodableText as error:
        return _problem(url, "undecodable", str(error))
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return _problem(url, "not_well_formed", f"JSON: {str(error)[:120]}")
    return (
        value if isinstance(value, dict) else _problem(url, "not_a_judgment", "a line that is no JSON object")
    )


def _iso_date(text: str) -> str | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return parse_law_date(text)
    match = _DOTTED_DATE.search(text)
    return (
        parse_law_date(f"{match[1]}{int(match[2]):02d}{int(match[3]):02d}") if match else parse_law_date(text)
    )


def _text(value: Any) -> str:
    return strip_control(str(value)).strip() if isinstance(value, str | int) else ""


def _problem(url: str, rule: str, message: str, source_id: str = LOCAL_SOURCE) -> PageProblem:
    return PageProblem(source_id=source_id, url=url, rule=rule, message=message)
