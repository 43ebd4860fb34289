"""A source that no longer looks as its card says is told from one that does."""

import dataclasses

from scrapers.article_pages import read_article_page
from scrapers.cards import load_cards
from scrapers.drift import card_drift
from scrapers.parsed import ListingReport, PageProblem, Parsed, ParsedDocument
from tests.scrapers.test_article_pages import EXPECTED, PAGES

CARD = load_cards()["hankookilbo"]
LISTING = ListingReport(source_id="hankookilbo", query="x", stated_total=None, ids=("a",), page=1)


def articles(n: int) -> list[ParsedDocument]:
    page = read_article_page(
        (PAGES / "hankookilbo_2026_07.html").read_bytes(), EXPECTED["hankookilbo_2026_07"]["url"]
    )
    assert isinstance(page, ParsedDocument)
    return [page] * n


def test_a_source_as_its_card_says_has_no_drift() -> None:
    assert card_drift(CARD, [LISTING, *articles(6)]) == []


def test_each_departure_is_said() -> None:
    untitled = [dataclasses.replace(article, title="") for article in articles(6)]
    strange = [
        dataclasses.replace(article, fields={**article.fields, "layout": "generic"})
        for article in articles(6)
    ]
    refused = PageProblem(source_id="hankookilbo", url="u", rule="challenge_page", message="")
    busy = PageProblem(source_id="hankookilbo", url="u", rule="server_busy", message="")
    cases: list[tuple[list[Parsed], str]] = [
        ([*articles(6)], "no list"),
        ([dataclasses.replace(LISTING, ids=()), *articles(6)], "name no page"),
        ([LISTING, *untitled], "title is filled in 0%"),
        ([LISTING, *strange], "generic"),
        ([LISTING, refused, busy, *articles(6)], "challenge_page"),
    ]
    for items, word in cases:
        (line,) = card_drift(CARD, items)
        assert word in line


def test_a_total_out_of_bounds_is_said() -> None:
    card = load_cards()["law_go_kr"]
    listing = ListingReport(source_id="law_go_kr", query="*", stated_total=0, ids=("1",), page=1)
    assert any("states 0 items" in line for line in card_drift(card, [listing]))
