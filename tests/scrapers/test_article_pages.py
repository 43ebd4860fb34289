"""Article readers: every layout on its fixture, real pages where the corpus has them, and hostile pages."""

import gzip
import json
import re
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scrapers.article_pages import read_article_page
from scrapers.articles.layouts import OUTLETS
from scrapers.articles.page import Page, css, without_long_scripts
from scrapers.parsed import PageProblem, ParsedDocument
from tests.scrapers.corpus_location import corpus_folder

PAGES = Path(__file__).parent / "pages"
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
LONG_TEXT = "가상지방법원은 13일 피고인에게 징역 1년에 집행유예 2년을 선고했다. " * 3


def read(name: str) -> ParsedDocument:
    document = read_article_page((PAGES / f"{name}.html").read_bytes(), EXPECTED[name]["url"])
    assert isinstance(document, ParsedDocument), document
    return document


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_field_of_a_fixture_is_read(name: str) -> None:
    document, expected = read(name), EXPECTED[name]
    assert {
        "title": document.title,
        "authors": document.fields["authors"],
        "published_at": document.published_at,
        "modified_at": document.modified_at,
        "section": document.fields["section"],
        "language": document.language,
        "machine_translated": document.fields["machine_translated"],
        "paragraphs": document.text.split("\n"),
        "layout": document.fields["layout"],
    } == {key: value for key, value in expected.items() if key != "url"}


def test_every_layout_has_a_fixture() -> None:
    layouts = {layout.name for outlet in OUTLETS for layout in outlet.layouts}
    assert layouts == {entry["layout"] for entry in EXPECTED.values()}


def test_an_article_keeps_its_id_at_every_address() -> None:
    page = (PAGES / "hankookilbo_2025.html").read_bytes()
    ids = {
        read_article_page(page, url).document_id  # type: ignore[union-attr]
        for url in (
            "https://www.hankookilbo.com/News/Read/A2025061314300001234",
            "https://www.hankookilbo.com/news/article/A2025061314300001234?did=NA",
            "https://m.hankookilbo.com/News/Read/Amp/A2025061314300001234",
        )
    }
    assert ids == {"hankookilbo:A2025061314300001234"}


def wrapped(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_script_in_a_title_is_text_of_no_title() -> None:
    head = '<meta property="og:title" content="법원, 집행유예 선고&lt;script&gt;alert(1)&lt;/script&gt; | 한국일보">'
    page = wrapped(f'<div id="article-view-content"><p class="editor-p">{LONG_TEXT}</p></div>', head)
    document = read_article_page(page, "https://www.hankookilbo.com/news/article/A2026071314300001234")
    assert isinstance(document, ParsedDocument)
    assert document.title == "법원, 집행유예 선고"
    assert "alert" not in document.text


def test_a_page_cut_off_in_the_middle_is_read_as_far_as_it_goes() -> None:
    page = (PAGES / "mk_2022.html").read_bytes()
    cut = page[: page.index("재판부는".encode()) + 60]
    document = read_article_page(cut, EXPECTED["mk_2022"]["url"])
    assert isinstance(document, ParsedDocument)
    assert document.text.startswith(EXPECTED["mk_2022"]["paragraphs"][0])


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (b"", "maintenance"),
        (b"   \n", "maintenance"),
        (wrapped("<script>location.assign('/check')</script>"), "challenge_page"),
        (wrapped("<h1>서비스 점검 안내</h1><p>점검 중입니다.</p>"), "maintenance"),
        (wrapped("<div class='new-layout'></div>"), "layout_unknown"),
        (bytes(range(256)) * 40, "undecodable"),
        (b"<html>" + b"\x00\xff\xfe\x01" * 5000, "undecodable"),
    ],
)
def test_what_is_no_article_says_why(body: bytes, rule: str) -> None:
    problem = read_article_page(body, "https://www.hankookilbo.com/news/article/A2026071314300001234")
    assert isinstance(problem, PageProblem)
    assert problem.rule == rule


@pytest.mark.parametrize(
    "body",
    [
        wrapped("<div>" * 20_000 + LONG_TEXT + "</div>" * 20_000),
        wrapped(f"<p>{'가' * 2_000_000}</p>"),
        wrapped('<script type="application/ld+json">' + "[" * 50_000 + "</script>" + f"<p>{LONG_TEXT}</p>"),
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>&b;</p></body></html>',
        wrapped("<p>" + "<b>" * 5_000 + LONG_TEXT + "</p>"),
        wrapped('<script>window["__RQ_R_x"].push(' + '{"contentHtml":' * 3000 + "</script>"),
    ],
    ids=["deep divs", "one long line", "deep json", "entities", "unclosed tags", "deep embedded data"],
)
def test_hostile_pages_end_in_time(body: bytes) -> None:
    started = time.monotonic()
    read_article_page(body, "https://www.hankookilbo.com/news/article/A2026012914300001234")
    assert time.monotonic() - started < 10


def test_a_single_paragraph_of_text_is_an_article_without_title() -> None:
    text = "가상지법은 지난 12일 사기 혐의로 기소된 김모(52)씨에게 벌금 500만 원을 선고했다."
    document = read_article_page(text.encode(), "https://www.example.com/a/1")
    assert isinstance(document, ParsedDocument)
    assert (document.title, document.text, document.language) == ("", text, "ko")


def test_text_as_a_browser_shows_it_loses_menus_captions_and_tails() -> None:
    title = "Gasang Court Suspends Sentence Over Manipulated Images"
    first = "The Gasang District Court on Friday sentenced a man in his 20s to one year in prison, suspended for two years."
    second = (
        "Prosecutors had sought a prison term of two years, saying that the victims were still suffering."
    )
    text = (
        f"본문 바로가기\nbar_progress\n\nText Size\n\nClose\n\n{title}\n\nSupervision Also Ordered\n\n{first}\n\n"
        f"{title} A courtroom of the court.\n[Photo by Nobody]\n\n{second}\n\n"
        "© The Nowhere Daily. All rights reserved.\n\nJoin us on social!\n\nTop"
    )
    document = read_article_page(text.encode(), "https://cm.asiae.co.kr/en/article/2025061315020198765")
    assert isinstance(document, ParsedDocument)
    assert document.title == title
    assert document.fields["summary"] == "Supervision Also Ordered"
    assert document.text.split("\n") == [first, second]


def test_an_unknown_outlet_is_read_by_its_structure() -> None:
    head = '<meta property="og:title" content="법원 소식 - 어느신문"><meta property="og:site_name" content="어느신문">'
    page = wrapped(f"<div class='story'><p>{LONG_TEXT}</p><p>{LONG_TEXT}</p></div>", head)
    document = read_article_page(page, "https://news.example.com/2025/06/13/court-news")
    assert isinstance(document, ParsedDocument)
    assert document.title == "법원 소식"
    assert document.fields["layout"] == "generic"
    assert document.text.count("집행유예") == 6


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def rouge_l(expected: str, read_text: str) -> float:
    from rouge_score import rouge_scorer

    class Words:
        def tokenize(self, text: str) -> list[str]:
            return words(text)

    scorer = rouge_scorer.RougeScorer(["rougeL"], tokenizer=Words())
    return float(scorer.score(expected, read_text)["rougeL"].fmeasure)


@pytest.mark.corpus
def test_real_pages_read_with_every_expected_value_equal() -> None:
    news = corpus_folder() / "news"
    expected = json.loads((news / "expected.json").read_text(encoding="utf-8"))
    assert expected
    for name, values in expected.items():
        body = gzip.decompress((news / f"{name}.html.gz").read_bytes())
        document = read_article_page(
            body, values["url"], datetime.fromisoformat(values["fetched_at"] + "+00:00")
        )
        assert isinstance(document, ParsedDocument), (name, document)
        stated = datetime.fromisoformat(values["published_at"])
        published = datetime.fromisoformat(document.published_at or "")
        assert document.title == values["title"]
        assert document.fields["authors"] == values["authors"]
        assert published.replace(tzinfo=stated.tzinfo) == stated
        assert published.isoformat().endswith("+09:00")
        assert rouge_l("\n".join(values["body_paragraphs"]), document.text) >= 0.98


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "url", "first", "last", "n"),
    [
        (
            "asiae_english_2024-09",
            "https://cm.asiae.co.kr/en/article/2024090820061092518",
            "As the government has announced",
            'no punishment regulations."',
            6,
        ),
        (
            "koreajoongangdaily_2024-08-26",
            "https://koreajoongangdaily.joins.com/news/2024-08-26/opinion/columns/x/2120938",
            "A highly volatile case",
            "distrust in law enforcement in our society.",
            7,
        ),
    ],
)
def test_real_browser_texts_lose_their_boilerplate(
    name: str, url: str, first: str, last: str, n: int
) -> None:
    document = read_article_page((corpus_folder() / "news" / f"{name}.txt").read_bytes(), url)
    assert isinstance(document, ParsedDocument)
    assert document.language == "en"
    assert document.text.startswith(first)
    assert document.text.endswith(last)
    assert len(document.text.split("\n")) == n


CODE = "var shown = 1; " * 60


@pytest.mark.parametrize(
    ("page", "is_cut"),
    [
        (f"<p>앞</p><script>{CODE}</script><p>뒤</p>", True),
        (f"<p>앞</p>\n<style media='x'>{CODE}</style><p>뒤</p>", True),
        (f"<p>앞</p><script>document.write('<b>x</b>');{CODE}</script><p>뒤</p>", True),
        ("<p>앞</p><script>short()</script><p>뒤</p>", False),
        (f"<!-- <p>x</p><script> --><p>앞</p><p>뒤 {CODE}</p><script>x</script>", False),
        (f"<p>앞</p><script data-x='a>b'>{CODE}</script><p>뒤</p>", False),
        (f"<p>앞</p><script>{CODE}</SCRIPT><p>뒤</p><script>x</script>", False),
        (f"<p>앞</p><script>{CODE}</script ><p>뒤</p><script>x</script>", False),
        (f"<p title='<script>'>앞</p><p>{CODE}</p><p>뒤</p><script>x</script>", False),
        (f"<p>앞</p><scripted>{CODE}</scripted><p>뒤</p></script>", False),
        (f"<p>앞</p><p>뒤</p><script>{CODE}", False),
    ],
)
def test_only_whole_scripts_are_taken_out_before_parsing(page: str, is_cut: bool) -> None:
    light, cut = without_long_scripts(page.encode())
    assert bool(cut) is is_cut
    root = Page(f"<body>{page}</body>".encode(), "https://www.example.com/").root
    lines = [" ".join("".join(paragraph.itertext()).split()) for paragraph in root.iter("p")]
    assert lines[0] == "앞"
    assert "뒤" in lines[-1]
    assert all(mark in light.decode() for mark in ("앞", "뒤"))


def test_data_of_long_scripts_is_found_and_a_forged_mark_is_only_text() -> None:
    long = "가" * 500
    data = json.dumps({"@type": "NewsArticle", "headline": "가상", "note": long}, ensure_ascii=False)
    forged = "@@cut:0@@ " * 100
    source = (
        f'<html><head><script type="application/ld+json">{data}</script><script>{forged}</script>'
        f'<script>@@cut:99@@</script></head><body><script>self.push({{"key": {{"kept": "{long}"}}}})</script></body></html>'
    )
    page = Page(source.encode(), "https://www.example.com/")
    assert page.linked_data["headline"] == "가상"
    assert page.embedded("kept") == {"kept": long}
    assert page.embedded("missing") == {}


def test_a_word_in_tags_and_scripts_is_not_shown() -> None:
    hidden = f"<body><p data-label='번역'>가</p><script>{CODE} 번역</script></body>"
    shown = f"<body><p>가 &lt; 나 번역</p><script>{CODE}</script></body>"
    assert not Page(hidden.encode(), "https://www.example.com/").may_show("번역")
    assert Page(shown.encode(), "https://www.example.com/").may_show("번역")


@pytest.mark.parametrize("selector", [".story", "div.story", "p.story", "h1.none", "#story", "[title=story]"])
def test_a_selector_finds_what_its_xpath_finds(selector: str) -> None:
    inner = "<div class=' a\nstory '>x</div><div class='storyline'><p class='story b'>y</p></div>"
    source = f"<body class='story'>{inner}</body>"
    page = Page(source.encode(), "https://www.example.com/")
    assert page.all(css(selector)) == css(selector).xpath(page.root)
