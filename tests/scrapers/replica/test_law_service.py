"""The replica's judgment service: every quirk of the public wire format that readers must survive."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from lxml import etree

from scrapers.law_pages import LawDetail, LawListPage, LawProblem, read_law_page
from scrapers.replica.server import Replica

HOST = "www.law.go.kr"
LIST = "/DRF/lawSearch.do?OC=key&target=prec"
DETAIL = "/DRF/lawService.do?OC=key&target=prec"


@pytest.fixture(scope="module")
def replica() -> Replica:
    return Replica(cases=300, seed=5, as_of=datetime(2026, 9, 30, tzinfo=UTC))


def get(replica: Replica, target: str) -> bytes:
    reply = replica.answer(HOST, target)
    assert reply.status == 200
    return reply.body


def listed(replica: Replica, query: str) -> dict:
    return json.loads(get(replica, f"{LIST}&type=JSON&{query}"))["PrecSearch"]


def test_every_value_is_a_string(replica: Replica) -> None:
    found = listed(replica, "display=3")
    assert found["totalCnt"].isdigit() and isinstance(found["page"], str)
    assert all(isinstance(value, str) for row in found["prec"] for value in row.values())


def test_one_hit_is_an_object_and_none_has_no_key(replica: Replica) -> None:
    number = listed(replica, "display=1")["prec"]["사건번호"].split(",")[0]
    one = listed(replica, f"nb={number}")
    assert isinstance(one["prec"], dict) and one["공포번호"] == number
    none = listed(replica, "nb=1900고합1")
    assert "prec" not in none and none["totalCnt"] == "0"


def test_list_dates_are_dotted_and_detail_dates_are_not(replica: Replica) -> None:
    row = listed(replica, "display=1&sort=ddes")["prec"]
    assert re.fullmatch(r"\d{4}\.\d\d\.\d\d", row["선고일자"])
    assert row["법원종류코드"] == ""
    detail = json.loads(get(replica, f"{DETAIL}&type=JSON&ID={row['판례일련번호']}"))["PrecService"]
    assert detail["선고일자"] == row["선고일자"].replace(".", "")
    assert detail["판례정보일련번호"] == row["판례일련번호"]
    assert detail["법원종류코드"] in {"400201", "400202"}
    assert "<br/>" in detail["판례내용"] and "\n" not in detail["판례내용"]


def test_the_key_is_echoed_in_links(replica: Replica) -> None:
    assert "OC=key&" in listed(replica, "display=1")["prec"]["판례상세링크"]


def test_hit_words_are_marked_and_entities_break_the_xml(replica: Replica) -> None:
    body = get(replica, f"{LIST}&type=XML&query=편집·반포").decode()
    assert '<strong class="tbl_tx_type">편집·반포</strong>' in body
    assert "<키워드>편집&middot;반포</키워드>" in body
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(body.encode())
    page = read_law_page(body.encode())
    assert isinstance(page, LawListPage) and page.total > 0


def test_pages_hold_every_row_once(replica: Replica) -> None:
    total = int(listed(replica, "display=1")["totalCnt"])
    seen = []
    for page in range(1, total // 50 + 2):
        rows = listed(replica, f"display=50&page={page}").get("prec", [])
        seen += [row["판례일련번호"] for row in ([rows] if isinstance(rows, dict) else rows)]
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("org=400201", lambda row: row["법원명"] == "가상대법원"),
        ("prncYd=20240101~20241231", lambda row: row["선고일자"].startswith("2024.")),
        ("query=허위영상물", lambda row: "허위영상물" in row["사건명"]),
        ("curt=누리", lambda row: row["법원명"].startswith("누리")),
    ],
)
def test_parameters_are_honoured(replica: Replica, query: str, holds: Callable[[dict], bool]) -> None:
    rows = listed(replica, f"{query}&display=100")["prec"]
    assert rows and all(holds(row) for row in rows)


def test_sorted_by_date(replica: Replica) -> None:
    dates = [row["선고일자"] for row in listed(replica, "sort=dasc&display=100&datSrcNm=대법원")["prec"]]
    real = [each for each in dates if each < "3000"]
    assert real == sorted(real)


def test_errors_come_with_status_200(replica: Replica) -> None:
    for key, word in (("", "필수입력요소"), ("wrong", "사용자 정보 검증에 실패")):
        for form in ("JSON", "XML"):
            body = get(replica, f"/DRF/lawSearch.do?OC={key}&target=prec&type={form}").decode()
            assert word in body
            problem = read_law_page(body.encode())
            assert isinstance(problem, LawProblem) and problem.rule == "key_refused"


def test_no_such_id(replica: Replica) -> None:
    body = get(replica, f"{DETAIL}&type=JSON&ID=1")
    assert json.loads(body) == {"Law": "일치하는 판례가 없습니다.  판례명을 확인하여 주십시오."}
    problem = read_law_page(get(replica, f"{DETAIL}&type=XML&ID=1"))
    assert isinstance(problem, LawProblem) and problem.rule == "no_such_id"


def test_the_list_holds_rows_of_every_odd_kind(replica: Replica) -> None:
    roles = {row.role for row in replica.corpus.rows}
    assert roles == {"case", "twin", "dead", "civil", "dangi", "tax"}


def test_a_listed_id_whose_detail_does_not_open(replica: Replica) -> None:
    dead = next(row for row in replica.corpus.rows if row.role == "dead")
    assert b"PrecService" not in get(replica, f"{DETAIL}&type=XML&ID={dead.serial}")


def test_a_dangi_year(replica: Replica) -> None:
    row = next(row for row in replica.corpus.rows if row.role == "dangi")
    detail = read_law_page(get(replica, f"{DETAIL}&type=XML&ID={row.serial}"))
    assert isinstance(detail, LawDetail) and detail.fields["선고일자"].startswith("42")


def test_every_detail_opens_and_holds_its_text(replica: Replica) -> None:
    for row in replica.corpus.rows[:120]:
        if row.role == "case":
            detail = read_law_page(get(replica, f"{DETAIL}&type=XML&ID={row.serial}"))
            assert isinstance(detail, LawDetail)
            assert detail.fields["판례내용"].startswith("【")


def test_answers_repeat_byte_for_byte(replica: Replica) -> None:
    again = Replica(cases=300, seed=5, as_of=datetime(2026, 9, 30, tzinfo=UTC))
    target = f"{LIST}&type=XML&display=100"
    assert replica.answer(HOST, target).body == again.answer(HOST, target).body


def test_time_brings_new_rows_and_takes_others_away() -> None:
    before = {row.serial for row in Replica(cases=300, as_of=datetime(2026, 6, 30, tzinfo=UTC)).corpus.rows}
    after = {row.serial for row in Replica(cases=300, as_of=datetime(2026, 9, 30, tzinfo=UTC)).corpus.rows}
    assert after - before and before - after
