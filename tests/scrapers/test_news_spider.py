"""The news spider as a process of its own: what the outlet lists, on the topic, politely, in versions."""

import json
from pathlib import Path

from scrapers.documents import PageProblem, ParsedDocument
from tests.scrapers.law_service import ALLOW_ALL
from tests.scrapers.running import captures, failures, parsed, run_spider
from tests.scrapers.standin import Answer, Asked, Page, stand_in

FIXTURES = Path(__file__).parent / "pages"
EXPECTED = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
ARTICLE = "/news/article/A2026071314300001234"
NOW = ("--now", "2026-07-14T00:00:00+00:00")


def sitemap(*entries: tuple[str, str]) -> Page:
    rows = "".join(
        f"<url><loc>{url}</loc><news:news><news:publication_date>2026-07-13T15:02:00+09:00</news:publication_date>"
        f"<news:title><![CDATA[{title}]]></news:title></news:news></url>"
        for url, title in entries
    )
    text = f'<?xml version="1.0"?><urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
    return Page(text.encode(), headers={"Content-Type": "application/xml"})


def article(text: str = "", etag: str = '"1"') -> Page:
    body = (
        (FIXTURES / "hankookilbo_2026_07.html")
        .read_text(encoding="utf-8")
        .replace("재판부는 보호관찰", text + "재판부는 보호관찰")
    )
    return Page(body.encode(), headers={"Content-Type": "text/html; charset=utf-8", "ETag": etag})


def site_pages(entries: list[tuple[str, str]], **pages: Answer) -> dict[str, Answer]:
    return {
        "/robots.txt": ALLOW_ALL,
        "/sitemap/latest-articles": sitemap(*entries),
        **{f"/sitemap/daily-articles/{year}": sitemap() for year in range(2018, 2027)},
        **pages,
    }


HOST = "https://www.hankookilbo.com"


def test_only_what_is_on_the_topic_and_of_the_outlet_is_fetched(tmp_path: Path) -> None:
    entries = [
        (HOST + ARTICLE, "20대 '집행유예' 선고"),
        (HOST + "/news/article/A2026071314300009999", "내일 전국에 비"),
        ("https://elsewhere.example/news/article/A2026071314300005555", "징역 3년 선고"),
        (HOST + "/photo/gallery/1", "법원 사진"),
    ]
    with stand_in(site_pages(entries, **{ARTICLE: article()})) as site:
        outcome = run_spider("hankookilbo", tmp_path, "--replica-origin", site.origin, *NOW)
        fetched = [asked.path for asked in site.asked if "/news/article" in asked.path]
    assert (outcome.code, fetched) == (0, [ARTICLE]), outcome.stderr
    (document,) = [item for item in parsed(tmp_path) if isinstance(item, ParsedDocument)]
    assert document.text.split("\n") == EXPECTED["hankookilbo_2026_07"]["paragraphs"]
    assert outcome.counts["off_topic"] == 1
    assert outcome.counts["not_articles"] == 2


def test_an_unchanged_article_costs_a_304_and_a_corrected_one_is_a_new_version(tmp_path: Path) -> None:
    pages = site_pages([(HOST + ARTICLE, "집행유예 선고")], **{ARTICLE: article()})
    with stand_in(pages) as site:
        for _ in range(2):
            run_spider("hankookilbo", tmp_path, "--replica-origin", site.origin, *NOW)
        site.pages[ARTICLE] = article("[정정] ", '"2"')
        third = run_spider("hankookilbo", tmp_path, "--replica-origin", site.origin, *NOW)
    versions = [capture for capture in captures(tmp_path) if capture.url.endswith(ARTICLE)]
    assert [capture.status for capture in versions] == [200, 304, 200]
    assert third.counts["articles"] == 1
    documents = [item for item in parsed(tmp_path) if isinstance(item, ParsedDocument)]
    assert len({document.document_id for document in documents}) == 1
    assert ["[정정]" in document.text for document in documents] == [False, True]


def test_an_article_of_an_older_year_that_gave_no_page_is_asked_for_again(tmp_path: Path) -> None:
    """The sitemap of its year is read on the first visit alone."""
    older = "/news/article/A2020071314300004321"
    pages = site_pages([(HOST + ARTICLE, "20대 '집행유예' 선고")], **{ARTICLE: article()})
    pages["/sitemap/daily-articles/2020"] = sitemap((HOST + older, "징역 3년 선고"))
    asked = []
    for answer in (Page(b"<html><body>new layout</body></html>"), article("2020. "), article("2020. ")):
        with stand_in({**pages, older: answer}) as site:
            outcome = run_spider("hankookilbo", tmp_path, "--replica-origin", site.origin, *NOW)
            asked.append([each.path for each in site.asked].count(older))
        assert outcome.code == 0, outcome.stderr
    assert asked == [1, 1, 0]
    documents = [item for item in parsed(tmp_path) if isinstance(item, ParsedDocument)]
    assert sorted(HOST + path in {item.url for item in documents} for path in (ARTICLE, older)) == [
        True,
        True,
    ]


def test_a_withdrawn_article_is_learnt_of_when_no_list_names_it(tmp_path: Path) -> None:
    with stand_in(site_pages([(HOST + ARTICLE, "집행유예 선고")], **{ARTICLE: article()})) as site:
        run_spider("hankookilbo", tmp_path, "--replica-origin", site.origin, *NOW)
        site.pages |= site_pages([(HOST + "/news/article/A2026071314300009999", "비")])
        site.pages[ARTICLE] = Page(b"gone", status=410)
        second = run_spider("hankookilbo", tmp_path, "--replica-origin", site.origin, *NOW)
    assert second.counts["gone"] == 1
    problems = [
        item for item in parsed(tmp_path) if isinstance(item, PageProblem) and item.rule == "withdrawn"
    ]
    assert [problem.url for problem in problems] == [HOST + ARTICLE]


def test_no_link_image_or_script_of_an_article_is_followed(tmp_path: Path) -> None:
    extra = f'<a href="{HOST}/news/article/A2026071314300008888">x</a><img src="{HOST}/a.jpg"><iframe src="{HOST}/f">'
    page = article()
    page.body = page.body.replace(b"</body>", extra.encode() + b"</body>")
    with stand_in(site_pages([(HOST + ARTICLE, "집행유예 선고")], **{ARTICLE: page})) as site:
        run_spider("hankookilbo", tmp_path, "--replica-origin", site.origin, *NOW)
        paths = {asked.path for asked in site.asked}
    assert {path for path in paths if not path.startswith("/sitemap")} == {"/robots.txt", ARTICLE}


def test_a_dead_feed_an_empty_one_and_a_broken_one_are_said(tmp_path: Path) -> None:
    pages = site_pages([], **{"/sitemap/daily-articles/2026": Page(b"<html><title>x</title></html>")})
    with stand_in(pages) as site:
        outcome = run_spider(
            "hankookilbo", tmp_path, "--replica-origin", site.origin, "--now", "2026-07-14T00:00:00Z"
        )
    rules = [item.rule for item in parsed(tmp_path) if isinstance(item, PageProblem)]
    assert "zero_rows" in rules
    assert "maintenance" in rules
    assert outcome.counts["feeds_empty"] >= 1


def test_a_stale_feed_is_said(tmp_path: Path) -> None:
    with stand_in(site_pages([(HOST + ARTICLE, "집행유예 선고")], **{ARTICLE: article()})) as site:
        outcome = run_spider(
            "hankookilbo", tmp_path, "--replica-origin", site.origin, "--now", "2026-09-14T00:00:00Z"
        )
    assert outcome.counts["feeds_stale"] == 1
    assert "feed_stale" in [item.rule for item in parsed(tmp_path) if isinstance(item, PageProblem)]


def test_an_endless_redirect_ends(tmp_path: Path) -> None:
    def around(asked: Asked) -> Page:
        return Page(
            b"",
            status=302,
            headers={"Location": f"{HOST}{ARTICLE}?n={len(asked.query.get('n', [''])[0]) + 1}"},
        )

    with stand_in(site_pages([(HOST + ARTICLE, "집행유예 선고")], **{ARTICLE: around})) as site:
        outcome = run_spider("hankookilbo", tmp_path, "--replica-origin", site.origin, *NOW)
        n = sum(asked.path == ARTICLE for asked in site.asked)
    assert n <= 8
    assert (outcome.code, outcome.counts["failures"]) == (0, 1)
    assert failures(tmp_path)
