"""Every fixture page after changes that outlets make: other class names, no structured data, captions, ads, tails."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scrapers.article_pages import read_article_page
from scrapers.parsed import ParsedDocument

PAGES = Path(__file__).parent / "pages"
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
_CAPTION = '<figure><img src="a.jpg"><figcaption>누리 법정 모습. 자료사진</figcaption></figure>'
_AD = '<div class="ad_wrap"><ins class="adsbygoogle"></ins><p>광고</p></div>'
_TAIL = (
    '<div class="related"><h3>관련기사</h3><ul><li><a href="/1">다른 기사 제목 하나</a></li></ul></div>'
    "<p>나여울 기자 nobody@example.com</p><p>&lt;저작권자 ⓒ 누리신문, 무단 전재 및 재배포 금지&gt;</p>"
)


def read(name: str, html: str) -> ParsedDocument:
    document = read_article_page(html.encode(), EXPECTED[name]["url"])
    assert isinstance(document, ParsedDocument), document
    return document


def page(name: str) -> str:
    return (PAGES / f"{name}.html").read_text(encoding="utf-8", errors="replace")


def without_linked_data(html: str) -> str:
    return re.sub(r"<script[^>]*ld\+json[^>]*>.*?</script>", "", html, flags=re.DOTALL)


def with_other_names(html: str) -> str:
    """Every class, id and itemprop under a name that no layout knows."""
    html = re.sub(r'\sitemprop="[^"]*"', "", html)
    return re.sub(
        r'\b(class|id)="([^"]*)"',
        lambda match: f'{match[1]}="{" ".join("x" + word[::-1] for word in match[2].split())}"',
        html,
    )


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_without_linked_data_the_text_and_the_day_are_the_same(name: str) -> None:
    document, expected = read(name, without_linked_data(page(name))), EXPECTED[name]
    assert (document.title, document.text.split("\n")) == (expected["title"], expected["paragraphs"])
    if expected["published_at"] is not None and document.published_at is not None:
        assert document.published_at[:10] == expected["published_at"][:10]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_under_names_that_no_layout_knows_the_story_is_still_found(name: str) -> None:
    """Nearly: a subheading or the line with a dateline may come or go, never a paragraph of the story's end."""
    document, expected = read(name, with_other_names(page(name))), EXPECTED[name]
    lines = document.text.split("\n")
    missing = [line for line in expected["paragraphs"] if line not in lines]
    extra = [line for line in lines if line not in expected["paragraphs"]]
    assert document.title == expected["title"]
    assert len(missing) <= 1
    assert len(extra) <= 2
    assert expected["paragraphs"][-1] in lines


@pytest.mark.parametrize(
    "name", ["hankookilbo_2025", "hankookilbo_2026_07", "koreaherald_2024_11", "news1_2024", "yna_2023"]
)
def test_a_caption_an_ad_and_tails_inside_the_body_are_no_text(name: str) -> None:
    html, last = page(name), EXPECTED[name]["paragraphs"][-1]
    place = html.rfind(last[:18])
    begin, end = html.rfind("<p", 0, place), html.index("</p>", place) + 4
    changed = html[:begin] + _CAPTION + _AD + html[begin:end] + _TAIL + html[end:]
    assert read(name, changed).text.split("\n") == EXPECTED[name]["paragraphs"]
