"""No bytes, however broken, make a reader raise or hang: properties over mutated pages."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.archive import Capture
from scrapers.article_pages import read_article_page
from scrapers.documents import parse_capture
from scrapers.feeds import read_feed
from scrapers.judgment_files import read_judgment_bytes
from scrapers.law_pages import read_law_page
from scrapers.parsed import ListingReport, PageProblem, ParsedDocument
from scrapers.statistic_tables import read_table_page
from tests.scrapers.law_service import LawService
from tests.scrapers.standin import Asked
from tests.scrapers.test_feeds import NEWS_SITEMAP, RSS
from tests.scrapers.test_judgment_files import MARKDOWN

PAGES = Path(__file__).parent / "pages"
ARTICLES = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
LAW = LawService(["900001", "900002"])
QUERY = {"OC": ["replica"], "display": ["20"], "page": ["1"], "query": ["*"], "ID": ["900001"]}
ASKED = Asked("www.law.go.kr", "/", QUERY, {})
LAW_PAGES = [LAW.list_page(ASKED).body, LAW.detail_page(ASKED).body]
SPLICES = (b"", b"<", b">", b"]]>", b"&", b"&#x110000;", b"\x00", b"\xff\xfe", b'"', b"{", b"[" * 300, b"<b>" * 300,
           b"\xed\xa0\x80", "\u202e".encode(), b"<![CDATA[", b"<script>", b"</html>",
           b"=cmd|' /C calc'!A0", b"9" * 400)  # fmt: skip


def mutated(pages: list[bytes]) -> st.SearchStrategy[bytes]:
    def mutate(seed: int) -> bytes:
        draw = random.Random(seed)  # noqa: S311
        page = bytearray(draw.choice(pages))
        for _ in range(draw.randrange(1, 8)):
            at = draw.randrange(len(page) + 1)
            match draw.randrange(4):
                case 0:
                    del page[at : at + draw.randrange(200)]
                case 1:
                    page[at:at] = draw.choice(SPLICES)
                case 2:
                    page[at:at] = page[at : at + draw.randrange(500)]
                case _:
                    page[at : at + 1] = bytes([draw.randrange(256)])
        return bytes(page)

    return st.integers(min_value=0, max_value=2**60).map(mutate)


def article(body: bytes) -> object:
    return read_article_page(body, "https://www.hankookilbo.com/news/article/A2026071314300001234")


@pytest.mark.parametrize(
    ("read", "pages"),
    [
        (article, ARTICLES),
        (read_law_page, LAW_PAGES),
        (read_feed, [RSS.encode(), NEWS_SITEMAP.encode()]),
        (read_table_page, [b'[{"TBL_ID":"1","PRD_DE":"2024","DT":"-"}]']),
        (lambda body: read_judgment_bytes(body, "a.md", url="u"), [MARKDOWN.encode()]),
        (lambda body: read_judgment_bytes(body, "a.txt", url="u"), [MARKDOWN.encode()]),
        (lambda body: read_judgment_bytes(body, "a.json", url="u"), LAW_PAGES),
    ],
    ids=["article", "law", "feed", "table", "markdown", "text", "json"],
)
def test_readers_never_raise(read: Callable[[bytes], object], pages: list[bytes]) -> None:
    @settings(max_examples=120, deadline=None)
    @given(body=st.one_of(mutated(pages), st.binary(max_size=400)))
    def holds(body: bytes) -> None:
        read(body)

    holds()


URLS = {
    "law_go_kr": "https://www.law.go.kr/DRF/lawService.do?OC=REDACTED&ID=1",
    "hankookilbo": "https://www.hankookilbo.com/sitemap/latest-articles",
    "mk": "https://www.mk.co.kr/news/society/11399001",
    "local": "urn:jumun:local:a.md",
    "kosis": "https://kosis.kr/openapi/Param/statisticsParameterData.do",
    "nobody": "https://nobody.example/",
}


@settings(max_examples=200, deadline=None)
@given(
    source=st.sampled_from(sorted(URLS)),
    status=st.sampled_from([200, 204, 301, 304, 403, 404, 410, 429, 500, 503, None]),
    body=st.one_of(mutated(ARTICLES + LAW_PAGES + [RSS.encode()]), st.binary(max_size=100)),
    failure=st.one_of(st.none(), st.text(max_size=40)),
)
def test_a_capture_gives_documents_listings_or_reasons(
    source: str, status: int | None, body: bytes, failure: str | None
) -> None:
    capture = Capture(
        capture_id="1", source_id=source, url=URLS[source], fetched_at=datetime(2026, 7, 14, tzinfo=UTC), status=status,
        content_type=None, sha256=None, size_bytes=len(body), warc_file="x", warc_offset=0, http_etag=None,
        failure=failure, run_id="r",
    )  # fmt: skip
    for item in parse_capture(capture, body):
        assert isinstance(item, ParsedDocument | ListingReport | PageProblem)
        assert item.source_id == source
        if isinstance(item, ParsedDocument):
            assert "\x00" not in item.text
            item.text.encode("utf-8")
            item.title.encode("utf-8")


HALF = 150_000


@pytest.mark.parametrize(
    "body",
    [
        b"<PrecSearch>" + b"<![CDATA[" * (HALF // 9),
        b"<html><title" * (HALF // 12),
        b"---" + b"\n" * HALF,
        b"---\n" + b"\n---   x" * (HALF // 8),
        b"\n" * HALF,
        "【".encode() * (HALF // 3),
        ("주 " * (HALF // 4)).encode(),
        b"<br " * (HALF // 4),
        b"<" * HALF,
        b"&" * HALF,
        b"&a" * (HALF // 2),
        b"</" * (HALF // 2),
        b"<script" * (HALF // 7),
        b"=" * HALF,
        b"{" * HALF,
        b'{"a":' * (HALF // 5),
        ("가 기자 " * (HALF // 10)).encode(),
        b"By A " * (HALF // 5),
        b"1." * (HALF // 2),
        b" " * HALF + b"x",
        ("관련기사\n" * (HALF // 13)).encode(),
    ],
)
def test_no_reader_takes_quadratic_time(body: bytes) -> None:
    """A hundred and fifty kilobytes of one repeated beginning end in seconds, in every reader."""
    started = time.process_time()
    for read in (article, read_law_page, read_feed, read_table_page):
        read(body)
        read(b"<html><body>" + body)
    for name in ("a.md", "a.txt", "a.json", "a.xml"):
        read_judgment_bytes(body, name, url="u")
    assert time.process_time() - started < 20
