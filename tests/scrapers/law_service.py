"""A stand-in for the law.go.kr service over fictional judgments, with the recorded shapes and quirks."""

import json
from dataclasses import dataclass, field

from tests.scrapers.standin import Answer, Asked, Page

REFUSED = (
    "<Response><result>사용자 정보 검증에 실패하였습니다.</result>"
    "<msg>OPEN API 호출 시 사용자 검증을 위하여 정확한 서버장비의 IP주소 및 도메인주소를 등록해 주세요.</msg></Response>"
)
NO_SUCH = "<Law>일치하는 판례가 없습니다.  판례명을 확인하여 주십시오.</Law>"
ALLOW_ALL = Page(b"User-agent:*\nAllow: /\n", headers={"Content-Type": "text/plain"})


@dataclass
class LawService:
    """Serves ``serials``; ``closed`` are listed but do not open; ``key`` is the only one accepted."""

    serials: list[str]
    key: str = "replica"
    closed: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    stated_total: int | None = None
    foreign: set[str] = field(default_factory=set)

    def pages(self) -> dict[str, Answer]:
        return {
            "/robots.txt": ALLOW_ALL,
            "/DRF/lawSearch.do": self.list_page,
            "/DRF/lawService.do": self.detail_page,
        }

    def list_page(self, asked: Asked) -> Page:
        if asked.query.get("OC") != [self.key]:
            return _xml(REFUSED)
        size, page = int(asked.query["display"][0]), int(asked.query["page"][0])
        rows = self.serials[(page - 1) * size : page * size] if asked.query["query"] == ["*"] else []
        total = len(self.serials) if asked.query["query"] == ["*"] else 0
        total = self.stated_total if self.stated_total is not None and total else total
        body = "".join(self._row(serial) for serial in rows)
        keyword = "<키워드>*&middot;</키워드>" if rows else ""
        return _xml(
            f"<PrecSearch><target>prec</target>{keyword}<section>evtNm</section>"
            f"<totalCnt>{total}</totalCnt><page>{page}</page>{body}</PrecSearch>"
        )

    def detail_page(self, asked: Asked) -> Page:
        serial = asked.query["ID"][0]
        if asked.query.get("OC") != [self.key]:
            return _xml(REFUSED)
        if serial in self.closed or serial not in self.serials:
            return _xml(NO_SUCH)
        text = self.texts.get(
            serial, "【주    문】<br/>피고인을 징역 1년에 처한다.<br/>【이    유】<br/>" + "가" * 3000
        )
        return _xml(
            f"<PrecService><판례정보일련번호>{serial}</판례정보일련번호><사건명><![CDATA[사기]]></사건명>"
            f"<사건번호>2025고단{serial}</사건번호><선고일자>20250613</선고일자><선고>선고</선고>"
            "<법원명>가상지방법원</법원명><법원종류코드>400202</법원종류코드><사건종류명>형사</사건종류명>"
            "<사건종류코드>400102</사건종류코드><판결유형>판결</판결유형><판시사항><![CDATA[]]></판시사항>"
            f"<판례내용><![CDATA[{text}]]></판례내용></PrecService>"
        )

    def _row(self, serial: str) -> str:
        return (
            f'<prec id="1"><판례일련번호>{serial}</판례일련번호>'
            '<사건명><![CDATA[<strong class="tbl_tx_type">사기</strong>]]>'
            f"</사건명><사건번호>2025고단{serial}</사건번호><선고일자>2025.06.13</선고일자><선고>선고</선고>"
            "<법원명>가상지방법원</법원명><법원종류코드></법원종류코드><사건종류명>형사</사건종류명>"
            "<사건종류코드>400102</사건종류코드><판결유형>판결</판결유형><데이터출처명>"
            f"{'국세법령정보시스템' if serial in self.foreign else '대법원'}</데이터출처명>"
            f"<판례상세링크>/DRF/lawService.do?OC={self.key}&amp;target=prec&amp;ID={serial}&amp;type=HTML</판례상세링크></prec>"
        )


def _xml(inner: str) -> Page:
    body = f'<?xml version="1.0" encoding="UTF-8"?>{inner}'.encode()
    return Page(body, headers={"Content-Type": "text/xml;charset=UTF-8"})


def json_page(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
