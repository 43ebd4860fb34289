"""KOSIS answers: rows, missing figures, errors with status 200; and the spider against a stand-in."""

import json
from pathlib import Path

import pytest

from scrapers.documents import PageProblem, ParsedDocument
from scrapers.statistic_tables import StatisticTable, TableProblem, read_table_page
from tests.scrapers.law_service import ALLOW_ALL
from tests.scrapers.running import parsed, run_spider
from tests.scrapers.standin import Page, stand_in

ROW = {
    "ORG_ID": "999",
    "TBL_ID": "DT_1",
    "TBL_NM": "표",
    "PRD_SE": "A",
    "PRD_DE": "2024",
    "C1_NM": "전체",
    "DT": "12",
}
JSON = {"Content-Type": "application/json;charset=UTF-8"}


def rows(*figures: str) -> bytes:
    return json.dumps([{**ROW, "PRD_DE": str(2020 + i), "DT": dt} for i, dt in enumerate(figures)]).encode()


@pytest.mark.parametrize("mark", ["-", "…", "x", ""])
def test_a_missing_figure_is_not_zero(mark: str) -> None:
    table = read_table_page(rows("0", mark))
    assert isinstance(table, StatisticTable)
    assert [row["DT"] for row in table.rows] == ["0", None]
    assert [row["DT_AS_SHOWN"] for row in table.rows] == ["0", mark]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (b'{"err":"10","errMsg":"no key"}', "key_refused"),
        (b'{"err":"11","errMsg":"bad key"}', "key_refused"),
        (b'{"err":"30","errMsg":"no data"}', "no_data"),
        (b'{"err":"40","errMsg":"rate"}', "server_busy"),
        (b"", "maintenance"),
        (b"<html></html>", "maintenance"),
        (b"[{TBL_ID:1}]", "not_well_formed"),
        (b"[]", "layout_unknown"),
        (b'[{"a":1}]', "layout_unknown"),
    ],
)
def test_errors_are_told_apart(body: bytes, rule: str) -> None:
    problem = read_table_page(body)
    assert isinstance(problem, TableProblem)
    assert problem.rule == rule


def test_a_table_is_one_document_in_versions(tmp_path: Path) -> None:
    pages = {
        "/robots.txt": ALLOW_ALL,
        "/openapi/Param/statisticsParameterData.do": Page(rows("1", "-"), headers=JSON),
    }
    with stand_in(pages) as site:
        first = run_spider("kosis", tmp_path, "--replica-origin", site.origin)
        asked = [request for request in site.asked if request.path != "/robots.txt"]
        site.pages["/openapi/Param/statisticsParameterData.do"] = Page(rows("1", "2"), headers=JSON)
        run_spider("kosis", tmp_path, "--replica-origin", site.origin)
    assert (first.code, first.counts["rows"]) == (0, 2 * len(asked))
    assert asked[0].query["jsonVD"] == ["Y"]
    documents = [item for item in parsed(tmp_path) if isinstance(item, ParsedDocument)]
    # The stand-in gives every table that is asked for the same rows: visits of the first one are compared.
    old, new = [document for document in documents if document.document_id == documents[0].document_id][
        :: len(asked)
    ]
    assert (old.document_id, old.kind) == (new.document_id, "statistic")
    assert [document.fields["n_missing"] for document in (old, new)] == [1, 0]


def test_a_refused_key_stops_the_run(tmp_path: Path) -> None:
    refused = Page(b'{"err":"11","errMsg":"bad"}', headers=JSON)
    pages = {"/robots.txt": ALLOW_ALL, "/openapi/Param/statisticsParameterData.do": refused}
    with stand_in(pages) as site:
        outcome = run_spider("kosis", tmp_path, "--replica-origin", site.origin)
    assert outcome.code != 0
    assert [item.rule for item in parsed(tmp_path) if isinstance(item, PageProblem)] == ["key_refused"]


def test_a_request_cap_ends_a_run_politely(tmp_path: Path) -> None:
    from tests.scrapers.law_service import LawService

    with stand_in(LawService([str(i) for i in range(1, 60)]).pages()) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin, "--max-requests", "7")
        n = len(site.asked)
    assert (outcome.code, outcome.counts["reason"]) == (0, "request_cap")
    assert n <= 7
