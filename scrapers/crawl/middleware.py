"""Downloader middleware: the address guard, conditional requests, robots, and the archive's writer."""

import asyncio
import logging
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.misc import build_from_crawler

from ..archive import ArchiveError
from ..archive.encodings import undo_encoding
from ..archive.redaction import redact_url
from .addresses import is_refused_url
from .failures import failure_text
from .held import HeldPage
from .run_context import RunContext, context_of

logger = logging.getLogger(__name__)

ROBOTS_NAME = "jumun"
LONGEST_CRAWL_DELAY = 60.0
READABLE_ROBOTS = frozenset({200})
NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"
ABSENT_ROBOTS = frozenset({404, 410})


class RefusedRequest(IgnoreRequest):
    """A request that we do not make; the message starts with the rule."""


class _ContextMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "_ContextMiddleware":
        return cls(crawler)

    @property
    def context(self) -> RunContext:
        return context_of(self._crawler)


class AddressGuard(_ContextMiddleware):
    """Refuses hosts that are not the source's, the deny list, media, and anything past the day's cap.

    Redirected requests pass here again.
    """

    def process_request(self, request: Request) -> None:
        if self.context.stop_reason is not None:
            raise RefusedRequest(f"stopped: {self.context.stop_reason}")
        reason = is_refused_url(request.url, self.context.card.allowed_hosts)
        if reason is not None:
            raise RefusedRequest(f"refused_address: {reason}")
        if redact_url(request.url) in self.context.held.withdrawn:
            raise RefusedRequest("withdrawn_by_us: taken down here, not fetched again")
        if self.context.requests_left <= 0:
            self.context.stop(self.context.cap_reason)
            raise RefusedRequest(f"{self.context.cap_reason}: no request is left for this run or day")
        self.context.requests_left -= 1


class ConditionalRequests(_ContextMiddleware):
    """Asks "changed since?" for pages the archive holds; spiders switch it off with ``meta["unconditional"]``."""

    def process_request(self, request: Request) -> None:
        if request.method != "GET" or request.meta.get("unconditional"):
            return
        held = self.context.held.pages.get(redact_url(request.url))
        if held is None:
            return
        if held.capture.http_etag:
            request.headers.setdefault("If-None-Match", held.capture.http_etag)
        if held.last_modified:
            request.headers.setdefault("If-Modified-Since", held.last_modified)


class CarefulRobots(RobotsTxtMiddleware):
    """Obeys robots.txt; one that cannot be read stops the source for a person to look at, it allows nothing.

    Scrapy's own waiting hands the parser to one waiting request only and lets the next ones through unasked
    (seen with 2.19 on the asyncio reactor, three requests at once), so waiting is done here.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ready: dict[str, asyncio.Event] = {}
        self._rules: dict[str, RobotParser] = {}

    async def robot_parser(self, request: Request) -> RobotParser:
        """The rules of the request's host; the first request fetches them, the others wait."""
        parts = urlsplit(request.url)
        ready = self._ready.get(parts.netloc)
        if ready is None:
            ready = self._ready[parts.netloc] = asyncio.Event()
            try:
                self._rules[parts.netloc] = await self._fetch_rules(
                    f"{parts.scheme}://{parts.netloc}/robots.txt"
                )
            finally:
                self._rules.setdefault(parts.netloc, self._parse(NOTHING_ALLOWED))
                ready.set()
        await ready.wait()
        return self._rules[parts.netloc]

    async def _fetch_rules(self, url: str) -> RobotParser:
        request = Request(
            url, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK
        )
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:
            # Whatever went wrong: without rules nothing is allowed, and a person is told.
            return self._refuse_all(url, f"could not be read ({failure_text(error)})")
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        if response.status in ABSENT_ROBOTS:
            return self._parse(b"")
        if response.status not in READABLE_ROBOTS:
            return self._refuse_all(url, f"answered {response.status}")
        if "html" in content_type or response.body.lstrip()[:1] == b"<":
            return self._refuse_all(url, "is a web page")
        rules = self._parse(response.body)
        self._slow_down_to(rules)
        return rules

    def _slow_down_to(self, rules: RobotParser) -> None:
        """Keep a Crawl-delay that is longer than our own; the replica's pace is set by its profile."""
        stated = rules.rp.crawl_delay(ROBOTS_NAME) if isinstance(rules, ProtegoRobotParser) else None
        throttle = self.crawler.get_extension(AutoThrottle)
        if stated and throttle is not None and self.crawler.settings.getbool("KEEP_CRAWL_DELAY"):
            throttle.mindelay = max(throttle.mindelay, min(float(stated), LONGEST_CRAWL_DELAY))

    def _refuse_all(self, url: str, reason: str) -> RobotParser:
        context_of(self.crawler).stop(f"robots_unreadable: {url} {reason}")
        logger.error("%s %s; the source is stopped for review", url, reason)
        return self._parse(NOTHING_ALLOWED)

    def _parse(self, body: bytes) -> RobotParser:
        parser: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        return parser


class ArchiveMiddleware(_ContextMiddleware):
    """Nearest to the network: stores each response as it came (still compressed), and each failed attempt."""

    def process_response(self, request: Request, response: Response) -> Response:
        try:
            self._store(request, response)
        except (OSError, ArchiveError) as error:
            # A page that cannot be kept is not to be had: nothing more is asked for.
            self.context.stop(f"archive_unwritable: {error}")
            raise RefusedRequest(f"stopped: {error}") from error
        return response

    def _store(self, request: Request, response: Response) -> None:
        context = self.context
        headers = [
            (name.decode("latin-1"), value.decode("utf-8", "replace"))
            for name, values in response.headers.items()
            for value in values
        ]
        fetched_at = context.clock()
        reason = _reason(response.status)
        url = redact_url(request.url)
        held = context.held.pages.get(url)
        if response.status == HTTPStatus.NOT_MODIFIED or self._repeats(held, request, response):
            context.writer.write_revisit(
                request.url,
                response.status,
                reason,
                headers,
                refers_to_date=held.capture.fetched_at if held else None,
                payload_sha256=held.capture.sha256 if held else None,
                fetched_at=fetched_at,
            )
            context.counts["not_modified"] += 1
        else:
            context.writer.write_response(
                request.url, response.status, reason, headers, response.body, fetched_at=fetched_at
            )
        self._count(request, response.status, len(response.body))

    def _repeats(self, held: HeldPage | None, request: Request, response: Response) -> bool:
        """True for a page asked for again that came with the very bytes that are held."""
        if held is None or response.status != HTTPStatus.OK or request.meta.get("unconditional"):
            return False
        encoding = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
        try:
            body, _ = self.context.writer.redactor.body(undo_encoding(response.body, encoding))
        except ArchiveError:
            return False
        return sha256(body).hexdigest() == held.capture.sha256

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, IgnoreRequest):
            return
        attempt = request.meta.get("retry_times", 0) + 1
        detail = {"attempt": attempt, "at": _iso(self.context.clock())}
        self.context.note_failure(request.url, f"attempt: {failure_text(exception)}", detail)
        self.context.counts["failed_attempts"] += 1

    def _count(self, request: Request, status: int, size: int) -> None:
        counts = self.context.counts
        counts["responses"] += 1
        counts["bytes"] += size
        counts[f"status_{status}"] += 1
        if request.meta.get("dont_obey_robotstxt"):
            counts["robots_files"] += 1
        if counts["responses"] % 25 == 0:
            self.context.progress(f"pages={counts['responses']} bytes={counts['bytes']}")


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
