"""law.go.kr pages with every quirk of the service, and the hostile ones."""

import json
import time

import pytest

from scrapers.law_pages import LawDetail, LawListPage, LawProblem, parse_law_date, plain_text, read_law_page

ROW = {
    "id": "1", "사건번호": "2025고단1", "데이터출처명": "대법원", "사건종류코드": "400102", "사건종류명": "형사",
    "선고": "선고", "선고일자": "2025.06.13", "판례일련번호": "900001", "판결유형": "판결", "법원종류코드": "",
    "법원명": "가상지방법원", "판례상세링크": "/DRF/lawService.do?OC=****&target=prec&ID=900001", "사건명": "사기",
}  # fmt: skip


def list_json(total: int, prec: object) -> bytes:
    head: dict[str, object] = {
        "키워드": "*",
        "page": "1",
        "target": "prec",
        "totalCnt": str(total),
        "section": "evtNm",
    }
    if prec is not None:
        head["prec"] = prec
    return json.dumps({"PrecSearch": head}, ensure_ascii=False).encode()


def list_xml(inner: str, total: int = 1) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><PrecSearch><target>prec</target>{inner}'
        f"<totalCnt>{total}</totalCnt><page>1</page></PrecSearch>"
    ).encode()


def row_xml(name: str = "사기", serial: str = "900001") -> str:
    return (
        f'<prec id="1"><판례일련번호>{serial}</판례일련번호>'
        f"<사건명><![CDATA[{name}]]></사건명>"
        "<사건번호>2025고단1</사건번호>"
        "<선고일자>2025.06.13</선고일자><법원명>가상지방법원</법원명><판결유형>판결</판결유형>"
        "<판례상세링크>/DRF/lawService.do?OC=KEY&amp;target=prec&amp;ID=900001</판례상세링크></prec>"
    )


def detail_xml(text: str, **fields: str) -> bytes:
    given = {
        "판례정보일련번호": "900001",
        "사건명": "사기",
        "사건번호": "2025고단1",
        "선고일자": "20250613",
        **fields,
    }
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in given.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><PrecService>{inner}<판결요지><![CDATA[]]></판결요지>'
        f"<판례내용><![CDATA[{text}]]></판례내용></PrecService>"
    ).encode()


def the_list(body: bytes) -> LawListPage:
    page = read_law_page(body)
    assert isinstance(page, LawListPage), page
    return page


def the_problem(body: bytes) -> LawProblem:
    page = read_law_page(body)
    assert isinstance(page, LawProblem), page
    return page


@pytest.mark.parametrize(
    ("total", "prec", "rows"), [(0, None, 0), (1, ROW, 1), (2, [ROW, {**ROW, "판례일련번호": "2"}], 2)]
)
def test_one_hit_is_an_object_and_none_has_no_key(total: int, prec: object, rows: int) -> None:
    page = the_list(list_json(total, prec))
    assert (page.total, len(page.rows)) == (total, rows)


def test_json_and_xml_rows_say_the_same() -> None:
    json_row = the_list(list_json(1, ROW)).rows[0]
    xml_row = the_list(list_xml(row_xml())).rows[0]
    for name in ("판례일련번호", "사건명", "사건번호", "선고일자", "법원명", "판결유형"):
        assert json_row[name] == xml_row[name]


def test_entities_that_break_the_xml_do_not_lose_rows() -> None:
    page = the_list(list_xml(f"<키워드>허위&middot;영상 & 물</키워드>{row_xml()}"))
    assert page.query == "허위·영상 & 물"
    assert [row["판례일련번호"] for row in page.rows] == ["900001"]


def test_hit_marks_are_taken_out_of_case_names() -> None:
    marked = '<strong class="tbl_tx_type">허위영상물</strong>편집·반포등'
    assert the_list(list_xml(row_xml(marked))).rows[0]["사건명"] == "허위영상물편집·반포등"


def test_zero_hits_in_xml() -> None:
    page = the_list(b"<PrecSearch><totalCnt>0</totalCnt><page>1</page></PrecSearch>")
    assert (page.total, page.rows) == (0, ())


def test_a_list_whose_rows_have_no_id_is_a_changed_layout() -> None:
    assert the_problem(list_xml(row_xml(serial=""))).rule == "layout_unknown"


def test_a_detail_restores_line_breaks_and_keeps_quoted_brackets() -> None:
    detail = read_law_page(
        detail_xml(
            "【주    문】<br/>피고인을 징역 1년에 처한다.<br />【이 유】<BR>&lt;범죄사실&gt; 가 &amp; 나"
        )
    )
    assert isinstance(detail, LawDetail)
    assert (
        detail.fields["판례내용"]
        == "【주    문】\n피고인을 징역 1년에 처한다.\n【이 유】\n<범죄사실> 가 & 나"
    )
    assert detail.serial == "900001"


def test_a_detail_in_json_reads_alike() -> None:
    fields = {
        "판례정보일련번호": "7",
        "판례내용": "【주문】<br/>무죄.",
        "사건명": "절도",
        "법원종류코드": "400202",
    }
    detail = read_law_page(json.dumps({"PrecService": fields}).encode())
    assert isinstance(detail, LawDetail)
    assert (detail.serial, detail.fields["판례내용"]) == ("7", "【주문】\n무죄.")


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('{"result":"사용자 정보 검증에 실패하였습니다.","msg":"등록해 주세요."}', "key_refused"),
        (
            "<Response><result>사용자 정보 검증에 실패하였습니다.</result><msg>등록</msg></Response>",
            "key_refused",
        ),
        ('{"result":"필수입력요소 검증에 실패하였습니다."}', "key_refused"),
        ('{"Law":"일치하는 판례가 없습니다.  판례명을 확인하여 주십시오."}', "no_such_id"),
        ("<Law>일치하는 판례가 없습니다.  판례명을 확인하여 주십시오.</Law>", "no_such_id"),
        ("", "maintenance"),
        ("<!DOCTYPE html><html><head><title>점검 중</title></head><body>점검</body></html>", "maintenance"),
        ("<html><script>location.assign('/x')</script></html>", "challenge_page"),
        ("<Other><a/></Other>", "layout_unknown"),
        ("[]", "layout_unknown"),
        ('{"PrecSearch":', "not_well_formed"),
        ("안녕하세요", "layout_unknown"),
    ],
)
def test_errors_with_status_200_are_told_apart(body: str, rule: str) -> None:
    assert the_problem(body.encode()).rule == rule


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE PrecService [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY a{i} "&a{i - 1 if i > 1 else ""};&a{i - 1 if i > 1 else ""};">' for i in range(1, 30)
    )
    + "]><PrecService><판례정보일련번호>1</판례정보일련번호><판례내용>&a29;</판례내용></PrecService>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE PrecService [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<PrecService><판례정보일련번호>1</판례정보일련번호><판례내용>&x;</판례내용></PrecService>"
)


@pytest.mark.parametrize("body", [BOMB, OUTSIDE])
def test_declared_entities_are_refused(body: str) -> None:
    assert the_problem(body.encode()).rule == "not_well_formed"


def test_an_undeclared_entity_loads_nothing() -> None:
    page = read_law_page(detail_xml("본문", 사건명="&xxe; 사기"))
    assert isinstance(page, LawDetail)
    assert page.fields["사건명"].endswith("사기")


def test_deep_and_long_input_ends_in_time() -> None:
    started = time.monotonic()
    read_law_page(b"<PrecSearch>" + b"<a>" * 100_000)
    read_law_page(b"[" * 100_000)
    long = read_law_page(detail_xml("피고인을 징역 1년에 처한다. " * 300_000))
    assert isinstance(long, LawDetail)
    assert time.monotonic() - started < 15


def test_a_truncated_detail_is_read_as_far_as_it_goes_or_refused() -> None:
    body = detail_xml("【주 문】<br/>피고인은 무죄.")
    for end in range(20, len(body), 7):
        page = read_law_page(body[:end])
        assert isinstance(page, LawDetail | LawProblem)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2017.04.13", "2017-04-13"),
        ("20170413", "2017-04-13"),
        ("42890525", "1956-05-25"),
        ("00000000", None),
        ("00010101", None),
        ("20250231", None),
        ("", None),
        ("2025.6", None),
    ],
)
def test_dates_in_both_writings_and_in_dangi_years(text: str, iso: str | None) -> None:
    assert parse_law_date(text) == iso


def test_plain_text_twice_is_once_for_ordinary_text() -> None:
    text = "【주 문】<br/>가<br>나"
    assert plain_text(plain_text(text)) == plain_text(text)
