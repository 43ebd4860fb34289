"""The law.go.kr judgment service as it answers on the wire, quirks included (``domain/sources.md`` A1)."""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote
from xml.sax.saxutils import escape

from scrapers.replica.corpus import SERVICE_SOURCE, TAX_SOURCE, Corpus, Row

REFUSED_KEY = "wrong"
_REFUSED = {
    "result": "사용자 정보 검증에 실패하였습니다.",
    "msg": "OPEN API 호출 시 사용자 검증을 위하여 정확한 서버장비의 IP주소 및 도메인주소를 등록해 주세요.",
}
_BLANK = {
    "result": "필수입력요소 검증에 실패하였습니다.",
    "msg": "OPEN API 호출 시 필수입력요소를 확인하여 주십시오.",
}
_NO_SUCH = "일치하는 판례가 없습니다.  판례명을 확인하여 주십시오."
MAINTENANCE = (
    '<!DOCTYPE html>\n<html lang="ko"><head><meta charset="utf-8"><title>국가법령정보센터</title></head>'
    '<body><div class="check"><h1>시스템 점검 중입니다</h1><p>서비스 점검으로 일시적으로 이용하실 수 '
    "없습니다. 잠시 후 다시 이용하여 주십시오.</p></div></body></html>"
)
ROBOTS = "User-agent:*\nAllow: /\nSitemap: https://law.go.kr/LSW/sitemap.xml\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One HTTP answer."""

    body: bytes
    content_type: str = "text/html;charset=UTF-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(corpus: Corpus, path: str, query: Mapping[str, str]) -> Reply | None:
    """The answer to one request of www.law.go.kr; None where there is no such page."""
    if path == "/robots.txt":
        return Reply(body=ROBOTS.encode(), content_type="text/plain;charset=UTF-8")
    if path not in ("/DRF/lawSearch.do", "/DRF/lawService.do"):
        return None
    form = query.get("type", "HTML").upper()
    key = query.get("OC", "").strip()
    if not key:
        return _error(_BLANK, form)
    if key == REFUSED_KEY:
        return _error(_REFUSED, form)
    if query.get("target") != "prec":
        return _error(_BLANK, form)
    if path.endswith("lawSearch.do"):
        return _list(corpus, query, form, key)
    return _detail(corpus, query, form)


def _error(envelope: Mapping[str, str], form: str) -> Reply:
    if form == "JSON":
        return _json(dict(envelope))
    inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in envelope.items())
    return _xml(f"<Response>{inner}</Response>")


def _json(value: object) -> Reply:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(body=body, content_type="application/json;charset=UTF-8")


def _xml(text: str) -> Reply:
    body = f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()
    return Reply(body=body, content_type="text/xml;charset=UTF-8")


# -- lists -----------------------------------------------------------------------------------------


def _list(corpus: Corpus, query: Mapping[str, str], form: str, key: str) -> Reply:
    words = query.get("query", "*").strip() or "*"
    in_text = query.get("search", "1") == "2"
    rows = _sorted(_matching(corpus, query, words, in_text), query.get("sort", ""))
    display = min(100, max(1, _number(query.get("display"), 20)))
    page = max(1, _number(query.get("page"), 1))
    shown = rows[(page - 1) * display : page * display]
    marked = [] if words == "*" or in_text else words.split()
    items = [
        row_fields(
            number=number,
            serial=row.serial,
            title=_marked(row.title, marked),
            numbers=row.numbers,
            dated=row.dated,
            court=row.court,
            form=row.form,
            key=key,
            civil=row.role == "civil",
            source=TAX_SOURCE if row.role == "tax" else SERVICE_SOURCE,
            tail="&mobileYn=" if form == "JSON" else "",
        )
        for number, row in enumerate(shown, 1)
    ]
    section = "bdyText" if in_text else "evtNm"
    if form == "JSON":
        return _json_list(query, words, len(rows), page, section, items)
    if form == "HTML":
        links = "".join(f"<li>{html.escape(each['사건명'])}</li>" for each in items)
        return Reply(body=f"<!DOCTYPE html><html><body><ul>{links}</ul></body></html>".encode())
    return list_xml(words, len(rows), page, section, items)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default


def _matching(corpus: Corpus, query: Mapping[str, str], words: str, in_text: bool) -> list[Row]:
    rows: Iterable[Row] = corpus.rows
    if source := query.get("datSrcNm"):
        rows = [each for each in rows if (each.role == "tax") == (source != SERVICE_SOURCE)]
    if org := query.get("org"):
        rows = [each for each in rows if each.level == org]
    if court := query.get("curt"):
        rows = [each for each in rows if each.court.startswith(court)]
    if span := query.get("prncYd"):
        first, _, last = span.partition("~")
        rows = [each for each in rows if _digits(first) <= f"{each.decided:%Y%m%d}" <= (_digits(last) or "9")]
    if day := query.get("date"):
        rows = [each for each in rows if f"{each.decided:%Y%m%d}" == _digits(day)]
    if numbers := query.get("nb"):
        wanted = {each.strip() for each in numbers.split(",")}
        rows = [each for each in rows if any(number in each.numbers for number in wanted)]
    if words != "*":
        rows = [each for each in rows if _hits(corpus, each, words.split(), in_text)]
    return list(rows)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _hits(corpus: Corpus, row: Row, words: list[str], in_text: bool) -> bool:
    text = row.title
    if in_text and row.role in ("case", "twin"):
        text = corpus.case(row).text
    return all(word in text for word in words)


_SORTS = {"l": lambda row: row.title, "d": lambda row: row.decided.isoformat(), "n": lambda row: row.court}


def _sorted(rows: list[Row], order: str) -> list[Row]:
    if order[:1] not in _SORTS:
        return rows
    return sorted(rows, key=lambda row: (_SORTS[order[0]](row), row.serial), reverse=order.endswith("des"))


def _marked(title: str, words: list[str]) -> str:
    for word in words:
        title = title.replace(word, f'<strong class="tbl_tx_type">{word}</strong>')
    return title


def row_fields(
    *,
    number: int,
    serial: int,
    title: str,
    numbers: str,
    dated: str,
    court: str,
    form: str,
    key: str,
    civil: bool = False,
    source: str = SERVICE_SOURCE,
    tail: str = "",
) -> dict[str, str]:
    """One list row in the service's names; ``dated`` is the date as eight digits."""
    return {
        "id": str(number),
        "판례일련번호": str(serial),
        "사건명": title,
        "사건번호": numbers,
        "선고일자": f"{dated[:4]}.{dated[4:6]}.{dated[6:]}",
        "법원명": court,
        "법원종류코드": "",
        "사건종류명": "민사" if civil else "형사",
        "사건종류코드": "400101" if civil else "400102",
        "판결유형": form,
        "선고": "선고",
        "데이터출처명": source,
        "판례상세링크": f"/DRF/lawService.do?OC={quote(key)}&target=prec&ID={serial}&type=HTML{tail}",
    }


def _json_list(
    query: Mapping[str, str], words: str, total: int, page: int, section: str, items: list[dict[str, str]]
) -> Reply:
    found: dict[str, object] = {"키워드": words, "page": str(page), "target": "prec"}
    if "nb" in query:
        found["공포번호"] = query["nb"]
    if len(items) == 1:
        found["prec"] = items[0]
    elif items:
        found["prec"] = items
    found |= {"totalCnt": str(total), "section": section}
    return _json({"PrecSearch": found})


def list_xml(words: str, total: int, page: int, section: str, items: list[dict[str, str]]) -> Reply:
    """The XML list page of those rows."""
    if not items:
        return _xml(f"<PrecSearch><totalCnt>{total}</totalCnt><page>{page}</page></PrecSearch>")
    # The service writes HTML entities here, which no XML parser knows.
    keyword = escape(words).replace("·", "&middot;")
    rows = []
    for item in items:
        cells = []
        for name, value in item.items():
            if name == "id":
                continue
            text = f"<![CDATA[{value}]]>" if name == "사건명" else escape(value)
            cells.append(f"<{name}>{text}</{name}>")
        rows.append(f'<prec id="{item["id"]}">{"".join(cells)}</prec>')
    return _xml(
        f"<PrecSearch><target>prec</target><키워드>{keyword}</키워드><section>{section}</section>"
        f"<totalCnt>{total}</totalCnt><page>{page}</page>{''.join(rows)}</PrecSearch>"
    )


# -- details ---------------------------------------------------------------------------------------

_CDATA = ("사건명", "판시사항", "판결요지", "참조조문", "참조판례", "판례내용")


def _detail(corpus: Corpus, query: Mapping[str, str], form: str) -> Reply:
    wanted = query.get("ID", "")
    row = corpus.by_serial.get(int(wanted)) if wanted.isdigit() else None
    if row is not None and row.role == "tax":
        return _tax_detail(row, form)
    if row is None or row.role == "dead":
        if form == "JSON":
            return _json({"Law": _NO_SUCH})
        return _xml(f"<Law>{_NO_SUCH}</Law>")
    fields = detail_fields(corpus, row)
    if form == "JSON":
        return _json({"PrecService": fields})
    if form == "HTML":
        text = fields["판례내용"]
        return Reply(body=f"<!DOCTYPE html><html><body><div>{text}</div></body></html>".encode())
    return detail_xml(fields)


def _tax_detail(row: Row, form: str) -> Reply:
    """Records of the tax service: empty as JSON and XML, a frame as HTML."""
    if form == "JSON":
        return _json({})
    if form == "XML":
        return Reply(body=b"", content_type="text/xml;charset=UTF-8")
    frame = f'<iframe src="/LSW/precInfoP.do?precSeq={row.serial}"></iframe>'
    return Reply(body=f"<!DOCTYPE html><html><body>{frame}</body></html>".encode())


def detail_xml(fields: Mapping[str, str]) -> Reply:
    """The XML detail page of those fields."""
    cells = []
    for name, value in fields.items():
        text = f"<![CDATA[{value}]]>" if name in _CDATA else escape(value)
        cells.append(f"<{name}>{text}</{name}>")
    return _xml(f"<PrecService>{''.join(cells)}</PrecService>")


def detail_fields(corpus: Corpus, row: Row) -> dict[str, str]:
    """The detail's fields in the service's order, line breaks as ``<br/>``."""
    is_case = row.role in ("case", "twin")
    text = corpus.case(row).text if is_case else _other_text(row)
    if corpus.is_republished(row):
        text += "\n(이 판결은 오기를 바로잡아 다시 게시됨)"
    return text_fields(
        serial=row.serial,
        title=row.title,
        numbers=row.numbers,
        dated=row.dated,
        court=row.court,
        level=row.level,
        form=row.form,
        text=text,
        civil=row.role == "civil",
    )


def text_fields(
    *,
    serial: int,
    title: str,
    numbers: str,
    dated: str,
    court: str,
    level: str,
    form: str,
    text: str,
    civil: bool = False,
) -> dict[str, str]:
    """The detail's fields of a judgment with that text; only final appeals carry 판시사항."""
    issue = ""
    if level == "400201":
        issue = "[1] 상고이유에 관한 판단 방법<br/><br/>[2] 원심의 판단에 법리오해의 잘못이 있는지 여부"
    return {
        "판례정보일련번호": str(serial),
        "사건명": title,
        "사건번호": numbers,
        "선고일자": dated,
        "선고": "선고",
        "법원명": court,
        "법원종류코드": level,
        "사건종류명": "민사" if civil else "형사",
        "사건종류코드": "400101" if civil else "400102",
        "판결유형": form,
        "판시사항": issue,
        "판결요지": "",
        "참조조문": "[1] 형사소송법 제383조 제4호" if issue else "",
        "참조판례": "",
        "판례내용": text.replace("\n", "<br/>"),
    }


def _other_text(row: Row) -> str:
    if row.role == "civil":
        return (
            "【원고】 원고\n【피고】 피고\n【주문】\n1. 피고는 원고에게 12,000,000원을 지급하라.\n"
            "2. 소송비용은 피고가 부담한다.\n【이유】\n원고의 청구는 이유 있으므로 이를 인용한다."
        )
    return (
        "【피고인】 피고인\n【항소인】 피고인\n【주문】\n본건 공소를 기각한다.\n【이유】\n"
        "기록을 조사하건대 원심의 양정은 상당하므로 논지는 이유 없다."
    )
