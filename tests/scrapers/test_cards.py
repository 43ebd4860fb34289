"""Every source has a card, every card a reader and a fixture, and the cards agree with the code."""

import json
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from scrapers.articles.layouts import OUTLETS, outlet_of
from scrapers.cards import CARDS_FOLDER, SourceCard, load_card, load_cards
from scrapers.crawl.addresses import DENIED_HOSTS, is_refused_url

EXPECTED = json.loads((Path(__file__).parent / "pages" / "expected.json").read_text(encoding="utf-8"))
CARDS = load_cards()
NEWS = {source: card for source, card in CARDS.items() if card.kind == "news"}


def test_every_outlet_has_a_card_and_every_news_card_an_outlet() -> None:
    assert {outlet.source_id for outlet in OUTLETS} == set(NEWS)


@pytest.mark.parametrize("source", sorted(NEWS))
def test_a_card_names_every_layout_and_how_it_is_proven(source: str) -> None:
    outlet = next(outlet for outlet in OUTLETS if outlet.source_id == source)
    assert {(layout.name, layout.proven_on) for layout in outlet.layouts} == {
        (reader.layout, reader.proven_on) for reader in NEWS[source].readers
    }


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_fixture_addresses_are_articles_of_their_card(name: str) -> None:
    url = EXPECTED[name]["url"]
    outlet = outlet_of(re.sub(r"https?://([^/]+)/.*", r"\1", url))
    assert outlet is not None
    card = NEWS[outlet.source_id]
    assert re.search(card.article_url or "$.", url)
    assert is_refused_url(url, card.allowed_hosts) is None


@pytest.mark.parametrize("source", sorted(CARDS))
def test_a_card_may_visit_what_it_lists(source: str) -> None:
    card = CARDS[source]
    for place in card.discovery:
        if place.kind != "folder":
            assert is_refused_url(place.url.replace("{year}", "2025"), card.allowed_hosts) is None
    assert not set(card.allowed_hosts) & DENIED_HOSTS


def test_at_least_twelve_outlets_are_read() -> None:
    assert len({outlet.name for outlet in OUTLETS}) >= 12


@pytest.mark.parametrize(
    "change",
    [
        {"surprise": 1},
        {"source_id": "Bad Name"},
        {"expected": {"items_a_day": {}, "fill_rates": {"title": 2}}},
        {"expected": {"items_a_day": {}, "fill_rates": {}}},
        {"topic_words": []},
        {"allowed_hosts": []},
    ],
)
def test_a_wrong_card_is_refused(change: dict[str, object]) -> None:
    good = CARDS["mk"].model_dump(mode="json")
    SourceCard.model_validate(good)
    with pytest.raises(ValidationError):
        SourceCard.model_validate({**good, **change})


def test_a_card_under_another_name_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "other.yml"
    copy.write_bytes((CARDS_FOLDER / "mk.yml").read_bytes())
    with pytest.raises(ValueError, match="card of mk"):
        load_card(copy)
