"""The law.go.kr spider as a process of its own against a stand-in of the service."""

import zlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from scrapers.archive import archive_files, verify_archive
from scrapers.documents import ListingReport, PageProblem, ParsedDocument
from tests.scrapers.law_service import LawService
from tests.scrapers.running import captures, failures, parsed, run_spider
from tests.scrapers.standin import Answer, Asked, Page, stand_in

SERIALS = [str(900000 + i) for i in range(130)]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def details(archive: Path) -> list[ParsedDocument]:
    return [item for item in parsed(archive) if isinstance(item, ParsedDocument)]


def test_lists_are_walked_details_fetched_and_the_second_visit_asks_only_what_is_new(tmp_path: Path) -> None:
    service = LawService(list(SERIALS), closed={SERIALS[7]})
    with stand_in(service.pages()) as site:
        first = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        assert (first.code, first.counts["details"], first.counts["no_such_id"]) == (0, 129, 1), first.stderr
        assert {asked.host for asked in site.asked} == {"www.law.go.kr"}
        assert site.asked[0].path == "/robots.txt"
        assert all("Referer" not in asked.headers for asked in site.asked)
        assert "jumun" in site.asked[0].headers["User-Agent"]
        site.asked.clear()
        service.serials.insert(60, "777777")
        second = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        asked_ids = [asked.query["ID"][0] for asked in site.asked if asked.path.endswith("lawService.do")]
    assert second.code == 0
    assert asked_ids[0] == "777777"
    assert sorted(asked_ids[1:]) == sorted(set(SERIALS) - {SERIALS[7]})
    assert second.counts["rechecked"] == 129
    found = details(tmp_path)
    assert {document.document_id for document in found} == {
        f"prec:{s}" for s in service.serials if s != SERIALS[7]
    }
    assert found[0].published_date == "2025-06-13"
    assert found[0].url.startswith("https://www.law.go.kr/LSW/precInfoP.do?precSeq=")
    reports = [item for item in parsed(tmp_path) if isinstance(item, ListingReport) and item.query == "*"]
    assert {report.stated_total for report in reports} == {130, 131}
    assert [item.rule for item in parsed(tmp_path) if isinstance(item, PageProblem)] == ["no_such_id"]
    assert verify_archive(tmp_path) == []


def test_the_key_reaches_no_byte_of_archive_or_output(tmp_path: Path) -> None:
    key = "planted-key-0815"
    with stand_in(LawService(SERIALS[:3], key=key).pages()) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin, key=key)
        sent = {asked.query.get("OC", [""])[0] for asked in site.asked if asked.path.startswith("/DRF")}
    assert outcome.code == 0
    assert sent == {key}
    assert key not in outcome.stderr + str(outcome.counts)
    for path in archive_files(tmp_path):
        data = path.read_bytes()
        while data:
            inflater = zlib.decompressobj(31)
            assert key.encode() not in inflater.decompress(data)
            data = inflater.unused_data


def test_a_missing_key_says_where_to_get_one_and_writes_nothing(tmp_path: Path) -> None:
    outcome = run_spider("law_go_kr", tmp_path, key=None)
    assert outcome.code != 0
    assert outcome.stderr.count("\n") == 1
    assert "https://open.law.go.kr" in outcome.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_stops_the_run_at_once(tmp_path: Path) -> None:
    with stand_in(LawService(SERIALS).pages()) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin, key="wrong-key-1234")
        n = len(site.asked)
    assert outcome.code != 0
    assert "https://open.law.go.kr" in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert n < 8
    assert details(tmp_path) == []


def test_a_list_shorter_than_its_total_is_counted(tmp_path: Path) -> None:
    with stand_in(LawService(SERIALS[:5], stated_total=9).pages()) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert (outcome.code, outcome.counts["list_rows_short"]) == (0, 4)


def test_rows_of_another_origin_are_not_asked_for(tmp_path: Path) -> None:
    with stand_in(LawService(SERIALS[:4], foreign={SERIALS[2]}).pages()) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        asked = [request.query["ID"][0] for request in site.asked if request.path.endswith("lawService.do")]
    assert (outcome.code, outcome.counts["other_origin"]) == (0, 1)
    assert SERIALS[2] not in asked


def test_a_maintenance_page_is_tried_again(tmp_path: Path) -> None:
    service = LawService(SERIALS[:3])
    pages: dict[str, Answer] = dict(service.pages())
    calls = {"n": 0}

    def sometimes(asked: Asked) -> Page:
        calls["n"] += 1
        return (
            Page("<html><title>점검</title></html>".encode(), headers=HTML)
            if calls["n"] % 2
            else service.detail_page(asked)
        )

    pages["/DRF/lawService.do"] = sometimes
    with stand_in(pages) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert (outcome.code, outcome.counts["details"]) == (0, 3)
    assert "maintenance" in {item.rule for item in parsed(tmp_path) if isinstance(item, PageProblem)}


def test_a_challenge_page_stops_the_source(tmp_path: Path) -> None:
    challenge = Page(b"<html><script>location.assign('/x')</script></html>", headers=HTML)
    pages: dict[str, Answer] = {**LawService(SERIALS).pages(), "/DRF/lawSearch.do": challenge}
    with stand_in(pages) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert outcome.code != 0
    assert outcome.counts["reason"].startswith("challenge_page")


@pytest.mark.parametrize(
    ("robots", "asks"),
    [
        (Page(b"User-agent: *\nDisallow: /DRF/\n"), False),
        (Page(b"<html>robots?</html>", headers=HTML), False),
        (Page(b"", status=503), False),
        (Page(b"", status=403), False),
        (Page(b"", status=404), True),
    ],
    ids=["forbidden", "web page", "503", "403", "absent"],
)
def test_robots_is_obeyed_and_an_unreadable_one_stops_the_source(
    tmp_path: Path, robots: Page, asks: bool
) -> None:
    pages: dict[str, Answer] = {**LawService(SERIALS[:2]).pages(), "/robots.txt": robots}
    with stand_in(pages) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        paths = site.paths()
    assert bool(paths) is asks
    assert (outcome.code == 0) is asks
    if not asks:
        assert "robots" in failures(tmp_path) or "refused" in outcome.counts["reason"]


def drip(handler: BaseHTTPRequestHandler) -> None:
    import time

    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(60):
        time.sleep(0.5)
        handler.wfile.write(b"<")
        handler.wfile.flush()


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    block = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    for _ in range(2000):
        handler.wfile.write(block)


def torn(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<PrecService>")
    handler.close_connection = True


def reset(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


@pytest.mark.parametrize(
    ("raw", "rule"),
    [(endless, "too_large"), (torn, "body_cut_short"), (reset, "connection")],
    ids=["endless", "torn", "reset"],
)
def test_a_detail_that_cannot_be_had_is_recorded_and_the_rest_goes_on(
    tmp_path: Path, raw: object, rule: str
) -> None:
    service = LawService(SERIALS[:4])
    pages: dict[str, Answer] = dict(service.pages())
    bad = Page(raw=raw)  # type: ignore[arg-type]
    pages["/DRF/lawService.do"] = lambda asked: (
        bad if asked.query["ID"] == [SERIALS[1]] else service.detail_page(asked)
    )
    with stand_in(pages) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert (outcome.code, outcome.counts["details"]) == (0, 3)
    assert outcome.counts[f"failed_{rule}"] == 1
    assert rule in failures(tmp_path)
    assert rule in {item.rule for item in parsed(tmp_path) if isinstance(item, PageProblem)}


@pytest.mark.slow
def test_a_page_that_drips_for_ever_times_out(tmp_path: Path) -> None:
    service = LawService(SERIALS[:2])
    pages: dict[str, Answer] = dict(service.pages())
    pages["/DRF/lawService.do"] = lambda asked: (
        Page(raw=drip) if asked.query["ID"] == [SERIALS[1]] else service.detail_page(asked)
    )
    with stand_in(pages) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert (outcome.code, outcome.counts["failed_timeout"]) == (0, 1)


def test_a_decompression_bomb_is_refused_and_recorded(tmp_path: Path) -> None:
    import gzip

    service = LawService(SERIALS[:2])
    bomb = Page(
        gzip.compress(b"\0" * 60 * 2**20), headers={"Content-Encoding": "gzip", "Content-Type": "text/xml"}
    )
    pages: dict[str, Answer] = dict(service.pages())
    pages["/DRF/lawService.do"] = lambda asked: (
        bomb if asked.query["ID"] == [SERIALS[1]] else service.detail_page(asked)
    )
    with stand_in(pages) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert (outcome.code, outcome.counts["failed_too_large"]) == (0, 1)
    assert "too_large" in failures(tmp_path)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:9/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_to_a_private_address_is_refused_before_any_connection(
    tmp_path: Path, target: str
) -> None:
    service = LawService(SERIALS[:2])
    away = Page(b"", status=302, headers={"Location": target})
    pages: dict[str, Answer] = dict(service.pages())
    pages["/DRF/lawService.do"] = lambda asked: (
        away if asked.query["ID"] == [SERIALS[1]] else service.detail_page(asked)
    )
    with stand_in(pages) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        hosts = {asked.host for asked in site.asked}
    assert outcome.counts["details"] == 1
    assert outcome.counts["failures"] == 1
    assert hosts == {"www.law.go.kr"}
    assert {capture.url.partition("/DRF")[0] for capture in captures(tmp_path) if capture.status} >= {
        "https://www.law.go.kr"
    }


def test_a_burst_of_refusals_for_load_is_waited_out(tmp_path: Path) -> None:
    service = LawService(SERIALS[:3])
    calls = {"n": 0}

    def busy(asked: Asked) -> Page:
        calls["n"] += 1
        return (
            Page(b"slow down", status=429, headers={"Retry-After": "1"})
            if calls["n"] <= 2
            else service.detail_page(asked)
        )

    pages: dict[str, Answer] = {**service.pages(), "/DRF/lawService.do": busy}
    with stand_in(pages) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert (outcome.code, outcome.counts["details"], outcome.counts["status_429"]) == (0, 3, 2)


def test_a_refusal_is_respected(tmp_path: Path) -> None:
    pages: dict[str, Answer] = {**LawService(SERIALS).pages(), "/DRF/lawService.do": Page(b"no", status=403)}
    with stand_in(pages) as site:
        outcome = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        asked = [path for path in site.paths() if path.endswith("lawService.do")]
    assert outcome.code != 0
    assert outcome.counts["reason"].startswith("refused")
    assert len(asked) <= 3


def test_a_judgment_no_list_names_any_more_is_asked_for_once(tmp_path: Path) -> None:
    service = LawService(list(SERIALS[:4]))
    with stand_in(service.pages()) as site:
        run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        gone = service.serials.pop()
        second = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        third = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert second.counts["vanished_from_lists"] == 1
    assert "vanished_from_lists" not in third.counts
    rules = [(item.rule, item.url) for item in parsed(tmp_path) if isinstance(item, PageProblem)]
    assert len(rules) == 1
    assert rules[0][0] == "no_such_id"
    assert gone in rules[0][1]


def test_a_judgment_published_again_is_found_as_a_new_version(tmp_path: Path) -> None:
    service = LawService(list(SERIALS[:6]))
    with stand_in(service.pages()) as site:
        run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        service.texts[SERIALS[3]] = "【주 문】<br/>피고인을 징역 10월에 처한다.<br/>" + "나" * 3000
        second = run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    assert second.counts["rechecked"] == 6
    versions = [
        document.text for document in details(tmp_path) if document.document_id == f"prec:{SERIALS[3]}"
    ]
    assert len(set(versions)) == 2
    assert versions[-1].startswith("【주 문】\n피고인을 징역 10월에")


def test_a_page_that_comes_again_unchanged_is_not_stored_twice(tmp_path: Path) -> None:
    service = LawService(list(SERIALS[:6]))
    with stand_in(service.pages()) as site:
        run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
        run_spider("law_go_kr", tmp_path, "--replica-origin", site.origin)
    statuses = [capture.status for capture in captures(tmp_path) if "lawService" in capture.url]
    assert statuses == [200] * 6 + [304] * 6
    assert len(details(tmp_path)) == 6
    assert verify_archive(tmp_path) == []
