"""News: feeds and sitemaps of the source card, then the articles on the topic that are new or may have changed."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from scrapy import Request
from scrapy.http import Response

from ..archive import Capture
from ..archive.redaction import redact_url
from ..article_pages import read_article_page
from ..articles.dates import korean_date
from ..crawl.addresses import is_refused_url
from ..crawl.held import HeldPage, Verdict, judge_by_status
from ..feeds import FeedItem, FeedPage, is_on_topic, newest_age, read_feed
from ..notices import notice_in_place_of
from ..parsed import PageProblem
from .card_spider import CardSpider

MOST_SITEMAPS = 400
PROBE_PRIORITY = 5_000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MOST_VANISHED_CHECKS = 200
MOST_OWED = 200
MOST_TRIES = 5


# A page of a browser check is small; an article is not opened just to see that it is one.
SMALL_ANSWER_BYTES = 6_000


def judge_news_capture(capture: Capture, body: bytes) -> Verdict:
    """As the status says, but a small page that is no article is neither held nor gone."""
    verdict = judge_by_status(capture, body)
    if verdict == "good" and len(body) < SMALL_ANSWER_BYTES and b"<html" in body[:2000].lower():
        read = read_article_page(body, capture.url, capture.fetched_at)
        is_other = isinstance(read, PageProblem) or notice_in_place_of(read) is not None
        return "bad" if is_other else "good"
    return verdict


class NewsSpider(CardSpider):
    """Reads what the outlet lists, keeps to the topic words, follows no link out of an article."""

    name = "news"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._article_url = re.compile(self.context.card.article_url or "$.")
        self._asked: set[str] = set()
        self._listed: set[str] = set()
        self._untitled: dict[str, FeedItem] = {}
        self._open_feeds = 0
        self._sitemaps: set[str] = set()
        self._complete = True

    def first_requests(self) -> list[Request]:
        """The card's feeds; ``{year}`` in an address stands for each year of the run's window."""
        places = [
            (url, place) for place in self.context.card.discovery for url in self._with_years(place.url)
        ]
        requests = []
        # In the card's order: what a feed with titles told about an address, a sitemap without them need not.
        for rank, (url, place) in enumerate(places):
            if url not in self._sitemaps:
                self._sitemaps.add(url)
                self._open_feeds += 1
                requests.append(self._feed_request(url, place.max_age_days, priority=1000 - rank))
        return requests

    def read_feed(self, response: Response, max_age_days: int | None) -> Iterator[Request]:
        """One feed: its articles, and the sitemaps it names."""
        self._open_feeds -= 1
        if response.status in {404, 410}:
            self.context.counts["feeds_gone"] += 1
            self._complete = False
        else:
            page = read_feed(
                response.body, _content_type(response), most_items=self.context.card.limits.items_a_listing
            )
            if isinstance(page, FeedPage):
                yield from self._follow(page, max_age_days)
            else:
                self._complete = False
                self.context.counts[f"feed_{page.rule}"] += 1
                if page.rule == "challenge_page":
                    self.halt(f"challenge_page: {redact_url(response.url)}")
        if self._open_feeds == 0:
            yield from self._open_untitled()
            yield from self._owed()
            if self._complete:
                yield from self._vanished()

    def read_article(self, response: Response) -> Iterator[Request]:
        """One article: counted; reading it is not the spider's work."""
        if response.status in {404, 410}:
            self.context.counts["gone"] += 1
        elif response.status == 200:
            self.context.counts["articles"] += 1
        return iter(())

    def record_failure(self, failure: object) -> list[Request]:
        """A feed that gives no page leaves the list of what exists incomplete."""
        following = super().record_failure(failure)
        request = getattr(failure, "request", None)
        if request is not None and request.meta.get("is_feed"):
            self._open_feeds -= 1
            self._complete = False
            self.context.counts["feeds_lost"] += 1
        return following

    def _follow(self, page: FeedPage, max_age_days: int | None) -> Iterator[Request]:
        if page.is_cut:
            self.context.counts["feeds_cut"] += 1
            self._complete = False
        for child in page.children:
            yield from self._follow_sitemap(child)
        if page.kind == "sitemap_index":
            return
        age = newest_age(page, self.context.clock())
        if not page.items:
            self.context.counts["feeds_empty"] += 1
        elif max_age_days is not None and age is not None and age > timedelta(days=max_age_days):
            self.context.counts["feeds_stale"] += 1
        for item in page.items:
            yield from self._follow_item(item)

    def _follow_sitemap(self, url: str) -> Iterator[Request]:
        if url in self._sitemaps or len(self._sitemaps) >= MOST_SITEMAPS:
            return
        if is_refused_url(url, self.context.card.allowed_hosts) is not None:
            self.context.counts["listed_elsewhere"] += 1
            return
        years = re.findall(r"(?<!\d)(19\d{2}|20\d{2})(?!\d{3})", url)
        if years and not set(map(int, years)) & set(self._years()):
            return
        self._sitemaps.add(url)
        self._open_feeds += 1
        yield self._feed_request(url, None, priority=100)

    def _follow_item(self, item: FeedItem) -> Iterator[Request]:
        if item.url in self._listed:
            return
        self._listed.add(item.url)
        self.context.counts["listed"] += 1
        if not self._article_url.search(item.url):
            self.context.counts["not_articles"] += 1
        elif not self._is_in_window(item):
            self.context.counts["outside_window"] += 1
        elif is_refused_url(item.url, self.context.card.allowed_hosts) is not None:
            self.context.counts["listed_elsewhere"] += 1
        elif self._is_held(item) or is_on_topic(item, self.context.card.topic_words):
            if self._is_wanted(item):
                yield self._article_request(item.url)
        elif item.title:
            self.context.counts["off_topic"] += 1
        else:
            self._untitled[item.url] = item

    def _is_held(self, item: FeedItem) -> bool:
        return redact_url(item.url) in self.context.held.pages

    def _open_untitled(self) -> Iterator[Request]:
        """Addresses that came without a title: on the first visit, in a back-fill, or new since the last visit.

        Newest first and never more than the card allows a run, so that no archive is copied in bulk.
        """
        since = self._untitled_since()
        fresh = [
            item
            for item in self._untitled.values()
            if since is None or (item.published_at is not None and item.published_at >= since)
        ]
        fresh.sort(key=lambda item: (item.published_at or _LONG_AGO, item.url), reverse=True)
        opened = [item for item in fresh if self._is_wanted(item)][: self.context.card.limits.untitled_a_run]
        self.context.counts["untitled"] += len(self._untitled)
        self.context.counts["untitled_opened"] += len(opened)
        for item in opened:
            yield self._article_request(item.url)

    def _untitled_since(self) -> datetime | None:
        confirmed = [page.confirmed_at for page in self.context.held.pages.values()]
        if self.context.since is not None or not confirmed:
            return None
        return max(confirmed) - timedelta(days=2)

    def _is_wanted(self, item: FeedItem) -> bool:
        """New ones, and those young enough, or changed since, for a correction to be looked for."""
        address = redact_url(item.url)
        held = self.context.held
        if address in self._asked or address in held.withdrawn:
            return False
        self._asked.add(address)
        if address in held.gone and address not in held.pages:
            return False
        page = held.pages.get(address)
        if page is None:
            return True
        self.context.counts["held"] += 1
        if item.published_at is not None and item.published_at > page.confirmed_at:
            return True
        return self._is_due(page)

    def _is_due(self, page: HeldPage) -> bool:
        """Young enough to be corrected, and not confirmed a few hours ago."""
        now = self.context.clock()
        is_young = now - page.capture.fetched_at <= timedelta(days=self.context.card.recheck_days)
        return is_young and now - page.confirmed_at >= timedelta(hours=self.context.recheck_hours)

    def _owed(self) -> Iterator[Request]:
        """Articles that gave no page when they were asked for: the lists of older years are not read again."""
        if self.context.is_probe:
            return
        owed = [
            url
            for url, tries in self.context.held.owed.items()
            if tries <= MOST_TRIES and url not in self._asked and self._article_url.search(url)
            if is_refused_url(url, self.context.card.allowed_hosts) is None
        ]
        for url in sorted(owed)[:MOST_OWED]:
            self._asked.add(url)
            self.context.counts["owed"] += 1
            yield self._article_request(url)

    def _vanished(self) -> Iterator[Request]:
        """Held articles that no list names any more: asked for while they are young, to learn of withdrawals."""
        years = set(self._years())
        young = [
            url
            for url, page in self.context.held.pages.items()
            if self._article_url.search(url) and url not in self._asked and self._is_due(page)
            if _year_of(url) is None or _year_of(url) in years
        ]
        for url in sorted(young)[:MOST_VANISHED_CHECKS]:
            if url not in self.context.held.gone:
                self.context.counts["vanished_from_lists"] += 1
                yield self._article_request(url)

    def _is_in_window(self, item: FeedItem) -> bool:
        since, until = self.context.since, self.context.until
        if item.published_at is None or (since is None and until is None):
            return True
        day = korean_date(item.published_at)
        return (since is None or since <= day) and (until is None or day <= until)

    def _with_years(self, url: str) -> list[str]:
        return [url.replace("{year}", str(year)) for year in self._years()] if "{year}" in url else [url]

    def _years(self) -> list[int]:
        """The window's years; without one, every year on the first visit and the last two afterwards."""
        last = (self.context.until or korean_date(self.context.clock())).year
        if self.context.is_probe:
            return [last]
        if self.context.since is not None:
            return list(range(self.context.since.year, last + 1))
        has_archive = any(self._article_url.search(url) for url in self.context.held.pages)
        return list(range(last - 1 if has_archive else self.context.card.first_year, last + 1))

    def _feed_request(self, url: str, max_age_days: int | None, *, priority: int) -> Request:
        request = self.ask(url, self.read_feed, unconditional=True, is_feed=True)
        return request.replace(cb_kwargs={"max_age_days": max_age_days}, priority=priority)

    def _article_request(self, url: str) -> Request:
        request = self.ask(url, self.read_article)
        return request.replace(priority=PROBE_PRIORITY) if self.context.is_probe else request


def _year_of(url: str) -> int | None:
    match = re.search(r"(?<!\d)((?:19|20)\d{2})[-/]?[01]\d[-/]?[0-3]\d", url)
    return int(match[1]) if match else None


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None
