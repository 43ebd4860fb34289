"""Feeds and sitemaps with the traps that real ones hold."""

from datetime import UTC, datetime, timedelta

import pytest

from scrapers.feeds import FeedItem, FeedPage, FeedProblem, is_on_topic, newest_age, read_feed

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>사회</title>
<item><title><![CDATA[&#x27;집행유예&#x27; 선고]]></title><link><![CDATA[https://news.example/1?a=1&b=2]]></link>
<pubDate><![CDATA[Fri, 13 Jun 2025 15:02:00 +0900]]></pubDate><description>&lt;b&gt;법원&lt;/b&gt; 소식</description></item>
<item><title>날씨</title><link>https://news.example/2</link><pubDate>2025-06-13 15:00:00</pubDate></item>
<item><title>같은 것</title><link>https://news.example/2</link></item>
<item><title>주소 없음</title></item>
<item><title>나쁜 주소</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
NEWS_SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/A1</loc><lastmod>2025-06-13T16:00:00+09:00</lastmod>
<news:news><news:publication_date>2025-06-13T15:02:00+09:00</news:publication_date><news:title>징역 1년</news:title>
<news:keywords>법원</news:keywords></news:news></url></urlset>"""


def page_of(text: str | bytes) -> FeedPage:
    page = read_feed(text.encode() if isinstance(text, str) else text)
    assert isinstance(page, FeedPage), page
    return page


def test_rss_with_everything_in_the_wrong_place() -> None:
    first, second = page_of(RSS).items
    assert (first.title, first.url, first.description) == (
        "'집행유예' 선고",
        "https://news.example/1?a=1&b=2",
        "법원 소식",
    )
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2025-06-13T15:02:00+09:00"
    assert second.published_at is not None
    assert second.published_at.isoformat() == "2025-06-13T15:00:00+09:00"


def test_a_news_sitemap_gives_title_and_time() -> None:
    (item,) = page_of(NEWS_SITEMAP).items
    assert (item.url, item.title) == ("https://news.example/A1", "징역 1년")
    assert item.published_at is not None
    assert item.published_at.hour == 15


def test_a_sitemap_index_names_its_children() -> None:
    page = page_of("<sitemapindex><sitemap><loc>https://news.example/s1.xml</loc></sitemap></sitemapindex>")
    assert (page.kind, page.children) == ("sitemap_index", ("https://news.example/s1.xml",))


def test_euc_kr_feeds_are_read() -> None:
    body = RSS.replace("UTF-8", "EUC-KR").encode("cp949")
    assert page_of(body).items[0].title == "'집행유예' 선고"


def test_a_feed_without_end_is_cut() -> None:
    many = "".join(f"<url><loc>https://news.example/{i}</loc></url>" for i in range(5000))
    page = read_feed(f"<urlset>{many}</urlset>".encode(), most_items=1000)
    assert isinstance(page, FeedPage)
    assert (len(page.items), page.is_cut) == (1000, True)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (b"", "maintenance"),
        (b"<html><title>down</title></html>", "maintenance"),
        (b"<html><script>location.href='/x'</script></html>", "challenge_page"),
        (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "not_well_formed"),
        (b"hello", "not_well_formed"),
    ],
)
def test_what_is_no_feed_says_why(body: bytes, rule: str) -> None:
    problem = read_feed(body)
    assert isinstance(problem, FeedProblem)
    assert problem.rule == rule


@pytest.mark.parametrize(
    ("url", "title", "expected"),
    [
        ("https://n.example/1", "가상지법, 20대에 징역 1년 선고", True),
        ("https://n.example/Court-jails-man/1", "", True),
        ("https://n.example/%EC%A7%95%EC%97%AD/1", "", True),
        ("https://n.example/1", "내일 전국에 비", False),
    ],
)
def test_the_topic_is_looked_for_in_title_and_address(url: str, title: str, expected: bool) -> None:
    item = FeedItem(url=url, title=title, description="", published_at=None)
    assert is_on_topic(item, ("징역", "court")) is expected


def test_a_feed_that_died_is_old() -> None:
    now = datetime(2026, 6, 13, tzinfo=UTC)
    age = newest_age(page_of(RSS), now)
    assert age is not None
    assert age > timedelta(days=300)
