"""KOSIS statistics in the service's shape with fictional counts (``domain/sources.md`` A4.1)."""

import json
from collections.abc import Mapping

from scrapers.replica.draw import Draw
from scrapers.replica.lawgo import Reply

ORG_ID, TABLE_ID, SUPERVISION_ID = "999", "DT_GASANG01", "DT_GASANG02"
_OFFENCES = (("A01", "허위영상물 편집·반포"), ("A02", "카메라등이용촬영"), ("A03", "통신매체이용음란"))
_ITEMS = (("T1", "처리인원", "명"), ("T2", "집행유예", "명"))
# Supervision orders taken up in a year, by what they go with; the total counts all of them.
_KINDS = (
    ("B01", "집행유예에 붙은 보호관찰"),
    ("B02", "선고유예에 붙은 보호관찰"),
    ("B03", "가석방에 따른 보호관찰"),
    ("B04", "소년보호처분의 보호관찰"),
)
_TITLES = {TABLE_ID: "가상 죄명별 1심 처리인원", SUPERVISION_ID: "가상 보호관찰 접수인원"}
_MISSING = ("-", "…", "x", "")


def _error(code: str, message: str) -> Reply:
    body = json.dumps({"err": code, "errMsg": message}, ensure_ascii=False).encode()
    return Reply(body=body, content_type="application/json;charset=UTF-8")


def answer(seed: int, path: str, query: Mapping[str, str]) -> Reply | None:
    """The answer to one request of kosis.kr; None where there is no such page."""
    if path == "/robots.txt":
        return Reply(body=b"User-agent: *\nAllow: /\n", content_type="text/plain")
    if not path.endswith("/Param/statisticsParameterData.do"):
        return None
    if not query.get("apiKey"):
        return _error("10", "인증키가 누락되었습니다.")
    if query["apiKey"] == "wrong":
        return _error("11", "인증키가 유효하지 않습니다.")
    if not all(query.get(name) for name in ("orgId", "tblId", "prdSe")):
        return _error("20", "필수요청변수값이 누락되었습니다.")
    if query["prdSe"] != "Y" or query["tblId"] not in _TITLES:
        return _error("30", "데이터가 존재하지 않습니다.")
    first = int(query.get("startPrdDe") or 2020)
    last = int(query.get("endPrdDe") or 2025)
    if (last - first + 1) * len(_OFFENCES) * len(_ITEMS) > 40_000:
        return _error("31", "조회 결과가 40,000셀을 초과하였습니다.")
    years = range(first, last + 1)
    if query["tblId"] == SUPERVISION_ID:
        rows = [row for year in years for row in _supervision(seed, year)]
    else:
        rows = [
            _row(seed, year, *offence, *item) for year in years for offence in _OFFENCES for item in _ITEMS
        ]
    body = json.dumps(rows, ensure_ascii=False).encode()
    return Reply(body=body, content_type="application/json;charset=UTF-8")


def _row(seed: int, year: int, code: str, name: str, item: str, item_name: str, unit: str) -> dict[str, str]:
    draw = Draw.of(seed, "kosis", year, code, item)
    value = draw.pick(_MISSING) if draw.chance(0.12) else str(draw.whole(0, 900))
    return _cells(TABLE_ID, year, (code, name, "죄명"), (item, item_name, unit), value)


def _supervision(seed: int, year: int) -> list[dict[str, str]]:
    """Persons taken up by kind of order: one kind may be withheld, the total never is."""
    rows, total = [], 0
    for code, name in _KINDS:
        draw = Draw.of(seed, "kosis", "supervision", year, code)
        n = draw.whole(200, 9_000)
        total += n
        shown = draw.pick(_MISSING) if draw.chance(0.12) else str(n)
        rows.append(
            _cells(SUPERVISION_ID, year, (code, name, "명령의 종류"), ("T1", "접수인원", "명"), shown)
        )
    everybody = ("B00", "계", "명령의 종류")
    return [_cells(SUPERVISION_ID, year, everybody, ("T1", "접수인원", "명"), str(total)), *rows]


def _cells(
    table: str, year: int, group: tuple[str, str, str], item: tuple[str, str, str], value: str
) -> dict[str, str]:
    (code, name, of), (item_id, item_name, unit) = group, item
    return {
        "ORG_ID": ORG_ID,
        "TBL_ID": table,
        "TBL_NM": _TITLES[table],
        "C1": code,
        "C1_NM": name,
        "C1_NM_ENG": "",
        "C1_OBJ_NM": of,
        "C1_OBJ_NM_ENG": "",
        "ITM_ID": item_id,
        "ITM_NM": item_name,
        "ITM_NM_ENG": "",
        "UNIT_NM": unit,
        "UNIT_NM_ENG": "Person",
        "PRD_SE": "A",
        "PRD_DE": str(year),
        "DT": value,
        "LST_CHN_DE": "2026-09-01",
    }
