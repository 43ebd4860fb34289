"""A maintenance page with HTTP 200 is no article; an article about maintenance is one."""

from datetime import UTC, datetime

import pytest

from scrapers.archive import Capture
from scrapers.documents import parse_capture
from scrapers.parsed import PageProblem, ParsedDocument
from scrapers.spiders.news import judge_news_capture

URL = "https://www.hankookilbo.com/news/article/A2026071314300001234"
NOTICE = "<html><head><title>{0}</title></head><body><main><p>{0} {1}</p><p>{1}</p></main></body></html>"


def capture() -> Capture:
    return Capture(
        capture_id="c", source_id="hankookilbo", url=URL, fetched_at=datetime(2026, 7, 14, tzinfo=UTC), status=200,
        content_type="text/html", sha256="0" * 64, size_bytes=9, warc_file="f", warc_offset=0, http_etag=None, failure=None,
        run_id="r",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("서비스 점검", "서비스 점검으로 일시적으로 이용하실 수 없습니다. 잠시 후 다시 이용하여 주십시오."),
        ("안내", "요청하신 페이지를 찾을 수 없습니다. 주소를 다시 확인하여 주시기 바랍니다."),
        ("Notice", "This service is temporarily unavailable. Please come back in a few minutes, thank you."),
    ],
)
def test_a_notice_is_a_passing_problem_and_is_not_held(title: str, text: str) -> None:
    body = NOTICE.format(title, text).encode()
    found = parse_capture(capture(), body)
    assert [item.rule for item in found if isinstance(item, PageProblem)]
    assert not any(isinstance(item, ParsedDocument) for item in found)
    assert judge_news_capture(capture(), body) == "bad"


def test_a_dated_article_about_maintenance_is_an_article() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "법원 전산 시스템 점검", '
        '"datePublished": "2026-07-13T15:02:00+09:00"}</script>'
    )
    text = "법원 전산망이 시스템 점검으로 주말에 멈춘다. 가상지방법원은 13일 이같이 밝혔다."
    page = f"<html><head>{head}</head><body><article><p>{text}</p><p>{text}</p></article></body></html>"
    assert not any(
        isinstance(item, PageProblem) and item.rule == "maintenance"
        for item in parse_capture(capture(), page.encode())
    )
