"""Pages of the law.go.kr judgment service: list and detail, XML and JSON, and its errors with HTTP 200.

Shapes and quirks: the public wire format (``docs/add_a_source.md`` names each). The root decides: PrecSearch
is a list, PrecService a detail; anything else is an error, never an empty result.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lxml import etree

from .text_decoding import UndecodableText, decode_page, decode_text, strip_control

CRIMINAL_CODE = "400102"
MAX_XML_BYTES = 32 * 1024 * 1024
KEY_REFUSED_WORDS = ("실패",)
NO_SUCH_ID_WORDS = ("일치하는", "없습니다")

LIST_FIELDS = (
    "판례일련번호", "사건명", "사건번호", "선고일자", "선고", "법원명", "법원종류코드", "사건종류명",
    "사건종류코드", "판결유형", "데이터출처명", "판례상세링크",
)  # fmt: skip
DETAIL_FIELDS = (
    "판례정보일련번호", "사건명", "사건번호", "선고일자", "선고", "법원명", "법원종류코드", "사건종류명",
    "사건종류코드", "판결유형", "판시사항", "판결요지", "참조조문", "참조판례", "판례내용",
)  # fmt: skip

ProblemRule = Literal[
    "key_refused",
    "no_such_id",
    "maintenance",
    "challenge_page",
    "not_well_formed",
    "layout_unknown",
    "too_large",
]

_TAG = re.compile(r"<[^<>]{0,500}>")
_BREAK = re.compile(r"<\s*br\s*/?\s*>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARATION = re.compile(rb"\A<\?xml[^>]*\?>")
_CHALLENGE = re.compile(
    r"location\s*\.\s*(?:assign|replace|href)|captcha|challenge-platform|자동등록방지", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class LawListPage:
    """One list page. ``rows`` hold every field as text; ``total`` is the source's own count of all hits."""

    total: int
    page: int
    query: str
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class LawDetail:
    """One judgment as the detail page gives it: every field as text, line breaks restored in the long ones."""

    serial: str
    fields: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class LawProblem:
    """Why a page is neither list nor detail."""

    rule: ProblemRule
    message: str


def read_law_page(body: bytes, content_type: str | None = None) -> LawListPage | LawDetail | LawProblem:
    """Read one page of the service, whichever it is. Never raises on hostile input; memory is bounded."""
    if not body.strip():
        return LawProblem(rule="maintenance", message="an empty page")
    if len(body) > MAX_XML_BYTES:
        return LawProblem(rule="too_large", message=f"{len(body)} bytes")
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in {b"{", b"["}:
        return _read_json(body)
    if start == b"<":
        return _read_xml(body, content_type)
    return LawProblem(rule="layout_unknown", message="neither XML nor JSON nor HTML")


def parse_law_date(text: str) -> str | None:
    """``2017.04.13``, ``20170413`` or a 단기 year (``42890525``) as an ISO date; None where there is no day.

    Dangi years 4200–4330 are taken back by 2333. 0000…, 0001… and impossible days give None.
    """
    digits = re.sub(r"\D", "", text)
    if len(digits) != 8:
        return None
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if 4200 <= year <= 4330:
        year -= 2333
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def plain_text(marked_up: str) -> str:
    """A field's text: ``<br/>`` as line breaks, hit marks and other tags gone, entities resolved once."""
    text = marked_up
    if (brackets := text.count("<")) and brackets == text.count("<br/>"):
        # As nearly always; a pattern asks at every opening bracket.
        text = text.replace("<br/>", "\n")
    elif brackets:
        text = _TAG.sub(_drop_known_tag, _BREAK.sub("\n", text))
    text = strip_control(html.unescape(text))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join([line.rstrip() for line in text.split("\n")]).strip("\n")


def _drop_known_tag(match: re.Match[str]) -> str:
    # Angle brackets also quote statute names in judgments (<특정범죄…법>): only what looks like HTML goes.
    return "" if re.match(r"</?[A-Za-z!]", match[0]) else match[0]


def parse_tree(body: bytes, content_type: str | None = None) -> etree._Element | None:
    """A recovering parse that resolves no entity, loads no DTD and opens no connection; None if hopeless."""
    if _DOCTYPE.search(body):
        # No page of the service has a document type; one that does wants entities expanded.
        return None
    try:
        text, plain = decode_page(body, content_type)
    except UndecodableText:
        return None
    if b"&" in plain or not plain.startswith(b"<"):
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        plain = _spell_out_entities(text).encode("utf-8")
    else:
        plain = _DECLARATION.sub(b"", plain)
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        return etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local_name(element: etree._Element) -> str:
    """A tag's name without namespace or (undeclared) prefix; empty for comments and the like."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


_CDATA = "<![CDATA["
_XML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{2,31};)?")


def _spell_out_entities(text: str) -> str:
    """``&middot;`` and a bare ``&`` are not XML: the first becomes its character, the second ``&amp;``."""

    def spell(match: re.Match[str]) -> str:
        spelled = html.unescape(match[0])
        return spelled if match[1] and spelled != match[0] else "&amp;" + (match[1] or "")

    parts: list[str] = []
    position = 0
    # By hand, because a pattern looks for the end of each of a million openings that have none.
    while (start := text.find(_CDATA, position)) >= 0 and (end := text.find("]]>", start)) >= 0:
        parts += [_XML_ENTITY.sub(spell, text[position:start]), text[start : end + 3]]
        position = end + 3
    return "".join([*parts, _XML_ENTITY.sub(spell, text[position:])])


def _read_xml(body: bytes, content_type: str | None) -> LawListPage | LawDetail | LawProblem:
    if _DOCTYPE.search(body[:2000]) and b"<html" in body[:4000].lower():
        return _html_problem(body, content_type)
    root = parse_tree(body, content_type)
    if root is None:
        has_doctype = _DOCTYPE.search(body) is not None
        why = "a document type or entity declaration" if has_doctype else "no XML tree could be read"
        return LawProblem(rule="not_well_formed", message=why)
    tag = local_name(root)
    if tag == "PrecSearch":
        rows = [_element_fields(row) for row in root.findall("prec")]
        return _list_page(_element_fields(root), rows)
    if tag == "PrecService":
        return _detail(_element_fields(root))
    if tag.lower() in {"html", "script", "body", "head"}:
        return _html_problem(body, content_type)
    return _envelope_problem({tag: root.text or "", **_element_fields(root)})


def _read_json(body: bytes) -> LawListPage | LawDetail | LawProblem:
    try:
        value = json.loads(decode_text(body))
    except (ValueError, RecursionError) as error:
        return LawProblem(rule="not_well_formed", message=f"JSON: {str(error)[:120]}")
    if not isinstance(value, dict):
        return LawProblem(rule="layout_unknown", message="JSON without an object at its root")
    listed, detail = value.get("PrecSearch"), value.get("PrecService")
    if isinstance(listed, dict):
        rows = listed.get("prec", [])
        rows = [rows] if isinstance(rows, dict) else rows if isinstance(rows, list) else []
        return _list_page(_strings(listed), [_strings(row) for row in rows if isinstance(row, dict)])
    if isinstance(detail, dict):
        return _detail(_strings(detail))
    return _envelope_problem(_strings(value))


def _list_page(head: Mapping[str, str], rows: list[dict[str, str]]) -> LawListPage | LawProblem:
    total = head.get("totalCnt", "").strip()
    if not total.isdigit():
        return LawProblem(rule="layout_unknown", message="a list without totalCnt")
    page = head.get("page", "1").strip()
    kept = [{name: plain_text(row.get(name, "")) for name in LIST_FIELDS} for row in rows]
    without_id = sum(1 for row in kept if not row["판례일련번호"].isdigit())
    if without_id:
        return LawProblem(rule="layout_unknown", message=f"{without_id} list rows without 판례일련번호")
    return LawListPage(
        total=int(total),
        page=int(page) if page.isdigit() else 1,
        query=plain_text(head.get("키워드", "")),
        rows=tuple(kept),
    )


def _detail(fields: Mapping[str, str]) -> LawDetail | LawProblem:
    serial = (fields.get("판례정보일련번호") or fields.get("판례일련번호") or "").strip()
    if not serial.isdigit():
        return LawProblem(rule="layout_unknown", message="a detail without 판례정보일련번호")
    return LawDetail(serial=serial, fields={name: plain_text(fields.get(name, "")) for name in DETAIL_FIELDS})


def _envelope_problem(fields: Mapping[str, str]) -> LawProblem:
    result, law = fields.get("result", ""), fields.get("Law", "")
    if any(word in result for word in KEY_REFUSED_WORDS):
        return LawProblem(rule="key_refused", message=plain_text(f"{result} {fields.get('msg', '')}").strip())
    if law and all(word in law for word in NO_SUCH_ID_WORDS):
        return LawProblem(rule="no_such_id", message=plain_text(law))
    return LawProblem(rule="layout_unknown", message=f"unknown root: {', '.join(sorted(fields))[:120]}")


def _html_problem(body: bytes, content_type: str | None) -> LawProblem:
    try:
        text = decode_text(body[:200_000], content_type)
    except UndecodableText:
        text = ""
    if _CHALLENGE.search(text):
        return LawProblem(
            rule="challenge_page", message="a page that wants a browser (JavaScript redirect or captcha)"
        )
    title = re.search(r"<title[^<>]{0,200}>(.{0,200}?)</title>", text, re.DOTALL | re.IGNORECASE)
    return LawProblem(
        rule="maintenance", message=f"an HTML page: {plain_text(title[1]) if title else 'no title'}"
    )


def _element_fields(element: etree._Element) -> dict[str, str]:
    return dict(_child_texts(element))


def _child_texts(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag == "prec":
            continue
        text = child.text or ""
        if len(child):
            text += "".join(
                etree.tostring(node, encoding="unicode", with_tail=True)
                for node in child
                if isinstance(node.tag, str)
            )
        yield local_name(child), text


def _strings(value: Mapping[str, Any]) -> dict[str, str]:
    return {
        str(name): "" if item is None else str(item)
        for name, item in value.items()
        if item is None or isinstance(item, str | int | float)
    }
