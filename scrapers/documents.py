"""Archived captures → parsed documents, by the source's card and the address."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from .archive import Capture
from .archive.redaction import redact_url
from .article_pages import read_article_page
from .cards import SourceCard, load_cards
from .feeds import FeedItem, FeedPage, FeedProblem, is_on_topic, newest_age, read_feed
from .judgment_files import (
    RECORD_TYPE,
    judgment_from_detail,
    judgment_from_record,
    listing_of,
    problem_of,
    read_judgment_bytes,
)
from .law_pages import LawDetail, LawListPage, read_law_page
from .notices import notice_in_place_of
from .parsed import TRANSIENT_RULES, ListingReport, PageProblem, Parsed, ParsedDocument, safe_id
from .statistic_tables import TableProblem, read_table_page, table_document
from .text_decoding import UndecodableText, decode_text

__all__ = [
    "TRANSIENT_RULES",
    "ListingReport",
    "PageProblem",
    "Parsed",
    "ParsedDocument",
    "item_id_of",
    "outcome_of",
    "parse_capture",
    "safe_id",
]

# The source itself says that it does not have the item: no failure.
_GONE_RULES = frozenset({"withdrawn", "no_such_id"})
_BUSY_STATUS = frozenset({408, 429, 500, 502, 503, 504, 522, 524})


def parse_capture(capture: Capture, body: bytes) -> list[Parsed]:
    """Everything one capture holds. Never raises on hostile bytes.

    Empty for captures that hold nothing of their own: 304 answers, redirects, robots.txt, attempts that were
    made again. Problems whose rule is in TRANSIENT_RULES matter only when no later capture of the same address
    is good. A capture with a ``failure`` gives one problem with that rule.
    """
    if capture.failure is not None:
        return _failure_problem(capture)
    if capture.status is not None and capture.status != 200:
        return _status_problem(capture)
    if urlsplit(capture.url).path == "/robots.txt":
        return []
    card = load_cards().get(capture.source_id)
    if card is None:
        return [_problem(capture, "unknown_source", f"no card for {capture.source_id}")]
    if card.kind == "files":
        return _parse_file(capture, body)
    if card.kind == "judgments":
        return [_parse_law(capture, body)]
    if card.kind == "statistics":
        return _parse_table(capture, body)
    return _parse_news(capture, body, card)


def item_id_of(capture: Capture) -> str | None:
    """The source's own name of what was asked for, as its lists name it; None for lists, feeds and robots.txt."""
    card = load_cards().get(capture.source_id)
    parts = urlsplit(capture.url)
    if card is None or parts.path == "/robots.txt":
        return None
    if card.kind == "judgments":
        return parse_qs(parts.query).get("ID", [None])[0] if parts.path.endswith("/lawService.do") else None
    if card.kind == "news":
        return capture.url if card.article_url and re.search(card.article_url, capture.url) else None
    return capture.url


def outcome_of(capture: Capture, items: Sequence[Parsed]) -> str | None:
    """What a capture gave, in one word: document, list, gone, nothing, or the rule of its first problem.

    None where the capture says nothing of its own: 304 answers, redirects, attempts that were made again.
    """
    rules = [item.rule for item in items if isinstance(item, PageProblem)]
    if any(rule not in _GONE_RULES for rule in rules):
        return next(rule for rule in rules if rule not in _GONE_RULES)
    if any(isinstance(item, ParsedDocument) for item in items):
        return "document"
    if any(isinstance(item, ListingReport) for item in items):
        return "list"
    if rules:
        return "gone"
    is_silent = capture.failure is not None or capture.status == 304 or 300 <= (capture.status or 0) < 400
    return None if is_silent else "nothing"


def _failure_problem(capture: Capture) -> list[Parsed]:
    rule, _, message = (capture.failure or "").partition(": ")
    if rule in {"attempt", "daily_cap", "request_cap"}:
        return []
    return [_problem(capture, rule, message)]


def _status_problem(capture: Capture) -> list[Parsed]:
    status = capture.status or 0
    if status == 304 or 300 <= status < 400:
        return []
    if status in {404, 410}:
        is_robots = urlsplit(capture.url).path == "/robots.txt"
        return [] if is_robots else [_problem(capture, "withdrawn", f"the source answers {status}")]
    if status in {401, 403, 451}:
        return [_problem(capture, "refused", f"the source answers {status}")]
    rule = "server_busy" if status in _BUSY_STATUS else "http_status"
    return [_problem(capture, rule, f"the source answers {status}")]


def _parse_file(capture: Capture, body: bytes) -> list[Parsed]:
    name = capture.url.removeprefix("urn:jumun:local:")
    if capture.content_type != RECORD_TYPE:
        return read_judgment_bytes(body, name, url=capture.url, source_id=capture.source_id)
    parsed = read_record_body(body)
    if isinstance(parsed, str):
        return [_problem(capture, "not_well_formed", parsed)]
    return [judgment_from_record(parsed, source_id=capture.source_id, url=capture.url)]


def read_record_body(body: bytes) -> dict[str, object] | str:
    """One stored JSON record; a string says why it is none."""
    try:
        value = json.loads(decode_text(body))
    except (UndecodableText, ValueError, RecursionError) as error:
        return str(error)[:120]
    return value if isinstance(value, dict) else "not a JSON object"


def _parse_law(capture: Capture, body: bytes) -> Parsed:
    page = read_law_page(body, capture.content_type)
    if isinstance(page, LawListPage):
        card = load_cards().get(capture.source_id)
        return listing_of(
            page,
            source_id=capture.source_id,
            query=_query_of(capture.url, page.query),
            origin=card.parameters.get("datSrcNm", "") if card else "",
        )
    if isinstance(page, LawDetail):
        return judgment_from_detail(page, source_id=capture.source_id, url=capture.url)
    return problem_of(page, source_id=capture.source_id, url=capture.url)


def _query_of(url: str, echoed: str) -> str:
    fields = parse_qs(urlsplit(url).query)
    query = fields.get("query", [echoed])[0]
    window = fields.get("prncYd", [""])[0]
    return f"{query} {window}".strip()


def _parse_table(capture: Capture, body: bytes) -> list[Parsed]:
    table = read_table_page(body)
    if isinstance(table, TableProblem):
        return [_problem(capture, table.rule, table.message)]
    return [table_document(table, source_id=capture.source_id, url=capture.url)]


def _parse_news(capture: Capture, body: bytes, card: SourceCard) -> list[Parsed]:
    if card.article_url and re.search(card.article_url, capture.url):
        return [_parse_article(capture, body, card)]
    page = read_feed(body, capture.content_type, most_items=card.limits.items_a_listing)
    if isinstance(page, FeedProblem):
        return [_problem(capture, page.rule, page.message)]
    urls = tuple(redact_url(item.url) for item in page.items) or page.children
    found: list[Parsed] = [
        ListingReport(
            source_id=capture.source_id,
            query=redact_url(capture.url),
            stated_total=None,
            ids=urls,
            page=1,
            skipped=_skipped(page, card),
        )
    ]
    if page.is_cut:
        found.append(
            _problem(capture, "list_cut", f"more than {len(page.items)} items; the rest was not read")
        )
    return found + _feed_doubts(capture, page, card)


def _skipped(page: FeedPage, card: SourceCard) -> dict[str, str]:
    """Addresses of a feed that are not asked for, with the reason; sitemaps of an index are no items at all."""
    if page.children:
        return dict.fromkeys(page.children, "sitemap")
    reasons = ((redact_url(item.url), _skip_reason(item, card)) for item in page.items)
    return {url: reason for url, reason in reasons if reason is not None}


def _skip_reason(item: FeedItem, card: SourceCard) -> str | None:
    if not re.search(card.article_url or "$.", item.url):
        return "not_an_article"
    if urlsplit(item.url).hostname not in card.allowed_hosts:
        return "other_host"
    if is_on_topic(item, card.topic_words):
        return None
    return "off_topic" if item.title else "untitled"


def _parse_article(capture: Capture, body: bytes, card: SourceCard) -> Parsed:
    article = read_article_page(body, capture.url, capture.fetched_at, source_id=capture.source_id)
    if isinstance(article, PageProblem):
        return article
    notice = notice_in_place_of(article)
    if notice is not None:
        return notice
    # Articles opened without a known title may turn out to be about something else: said, not hidden.
    text = f"{article.title} {article.text}".casefold()
    on_topic = any(word.casefold() in text for word in card.topic_words)
    return replace(article, fields={**article.fields, "on_topic": on_topic})


def _feed_doubts(capture: Capture, page: FeedPage, card: SourceCard) -> list[Parsed]:
    """A feed with nothing in it, or whose newest item is too old, is no quiet day."""
    if page.kind == "sitemap_index":
        return []
    if not page.items:
        # A year's sitemap may be empty; a feed of what is new may not.
        is_feed = any(place.url == capture.url for place in card.discovery)
        return [_problem(capture, "zero_rows", "a feed without items")] if is_feed else []
    limits = [
        place.max_age_days for place in card.discovery if place.url == capture.url and place.max_age_days
    ]
    age = newest_age(page, capture.fetched_at)
    if limits and age is not None and age > timedelta(days=limits[0]):
        return [_problem(capture, "feed_stale", f"the newest item is older than {limits[0]} days")]
    return []


def _problem(capture: Capture, rule: str, message: str) -> PageProblem:
    return PageProblem(source_id=capture.source_id, url=redact_url(capture.url), rule=rule, message=message)
