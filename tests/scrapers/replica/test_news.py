"""Fictional news: truth, versions, feeds."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from scrapers.article_pages import read_article_page
from scrapers.parsed import ParsedDocument
from scrapers.replica.articles import CORRECTED_AT, WITHDRAWN_AT, Article, all_articles
from scrapers.replica.cases import DEFAULT_CASES, DEFAULT_SEED
from scrapers.replica.news_site import NewsSite
from scrapers.replica.outlets import OUTLETS

BEFORE, AFTER = datetime(2026, 6, 30, tzinfo=UTC), datetime(2026, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return all_articles(DEFAULT_SEED, DEFAULT_CASES)


@pytest.fixture(scope="module")
def before() -> NewsSite:
    return NewsSite(seed=DEFAULT_SEED, n=DEFAULT_CASES, as_of=BEFORE)


@pytest.fixture(scope="module")
def after() -> NewsSite:
    return NewsSite(seed=DEFAULT_SEED, n=DEFAULT_CASES, as_of=AFTER)


def test_every_special_story_is_there(articles: list[Article]) -> None:
    assert sum(each.correction is not None for each in articles) == 1
    assert sorted(each.withdrawn[1] for each in articles if each.withdrawn) == [404, 410]
    assert any(each.is_wrong and each.correction is None for each in articles)
    assert any(each.copy_of for each in articles)
    assert any(each.claims for each in articles)
    assert any(each.family is None and not each.claims for each in articles)
    assert {each.stage for each in articles} >= {"demanded", "first_instance", "appeal"}
    assert {each.language for each in articles} == {"ko", "en"}


def test_addresses_are_unique(articles: list[Article]) -> None:
    assert len({each.url for each in articles}) == len(articles)


def test_the_corrected_article_changes_between_the_visits(
    articles: list[Article], before: NewsSite, after: NewsSite
) -> None:
    article = next(each for each in articles if each.correction)
    assert BEFORE < CORRECTED_AT < AFTER and article.published < BEFORE
    old = before.answer(article.outlet.host, article.path)
    new = after.answer(article.outlet.host, article.path)
    assert old is not None and new is not None and old.body != new.body
    assert "[정정]" not in old.body.decode() and "[정정]" in new.body.decode()
    assert old.headers["Last-Modified"] != new.headers["Last-Modified"]


def test_withdrawn_articles_go(articles: list[Article], before: NewsSite, after: NewsSite) -> None:
    assert BEFORE < WITHDRAWN_AT < AFTER
    for article in (each for each in articles if each.withdrawn):
        old = before.answer(article.outlet.host, article.path)
        new = after.answer(article.outlet.host, article.path)
        assert old is not None and old.status == 200
        assert new is not None and article.withdrawn is not None and new.status == article.withdrawn[1]


def test_feeds_are_well_formed_and_name_every_article(after: NewsSite) -> None:
    for outlet in OUTLETS:
        index = next(each for each in outlet.feeds if each.kind == "sitemap_index")
        reply = after.answer(outlet.host, index.path)
        assert reply is not None
        named: set[str] = set()
        for place in etree.fromstring(reply.body).iter("{*}loc"):
            path = str(place.text).removeprefix(f"https://{outlet.host}")
            page = after.answer(outlet.host, path)
            assert page is not None, path
            named |= {str(each.text) for each in etree.fromstring(page.body).iter("{*}loc")}
        assert named == {each.url for each in after._listed(outlet)}


def test_every_page_reads_back(after: NewsSite) -> None:
    layouts = set()
    for host, found in after.published.items():
        for article in found:
            reply = after.answer(host, article.path)
            assert reply is not None
            if reply.status != 200:
                continue
            document = read_article_page(reply.body, article.url)
            assert isinstance(document, ParsedDocument), (article.url, document)
            assert document.title == article.title
            # The wire's dateline is the outlet's, not the story's.
            body = "\n".join(article.paragraphs)
            assert (
                document.text == body.partition(" 기자 = ")[2]
                if " 기자 = " in body
                else document.text == body
            )
            layouts.add(article.outlet.layout_on(article.published.date().isoformat()))
    assert layouts == {layout for outlet in OUTLETS for _, layout in outlet.layouts}


def test_nobody_is_named_and_no_act_is_told(articles: list[Article]) -> None:
    for article in articles:
        text = " ".join((article.title, *article.paragraphs))
        assert not any(word in text for word in ("나체", "성관계", "음란한 행위", "nude", "naked"))
        assert article.author not in " ".join(article.paragraphs[1:])
