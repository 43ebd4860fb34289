"""Scrapy's settings of every source: polite, bounded, verified, and with nothing switched on by default."""

import logging
from typing import Any

from .archive.redaction import Redactor
from .cards import SourceCard
from .crawl.replica_handler import loopback_origin

# Whoever runs the crawler is whom a site must be able to reach: their address goes here, by this variable.
CONTACT_VARIABLE = "JUMUN_CONTACT"
NO_CONTACT = f"operator has set no {CONTACT_VARIABLE}"
# Only encodings that the archive can undo again with the standard library.
ACCEPT_ENCODING = "gzip, deflate"

_OFF: dict[str, Any] = {
    "TELNETCONSOLE_ENABLED": False,
    "COOKIES_ENABLED": False,
    # The middleware stays on for redirects' sake; the policy sends no Referer.
    "REFERRER_POLICY": "no-referrer",
    "HTTPPROXY_ENABLED": False,
    "HTTPCACHE_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "DOWNLOAD_DELAY_JITTER": 0,
    "LOG_INSTALL_ROOT_HANDLER": False,
    "LOGSTATS_INTERVAL": 0,
}


def user_agent(contact: str | None) -> str:
    """Who asks, for what, and where to complain. Line breaks and the like cannot get into the header."""
    shown = " ".join((contact or NO_CONTACT).split())[:200].encode("ascii", "ignore").decode()
    return f"jumun/0.1 (sentencing statistics from public pages; contact: {shown})"


def build_settings(
    card: SourceCard, *, replica_origin: str | None = None, contact: str | None = None
) -> dict[str, Any]:
    """Settings for one source. With ``replica_origin`` only the handler and the pace differ.

    Raises ValueError for an origin that is not a loopback address.
    """
    limits = card.limits
    settings: dict[str, Any] = {
        **_OFF,
        "USER_AGENT": user_agent(contact),
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5",
            "Accept-Language": "ko,en;q=0.7",
            "Accept-Encoding": ACCEPT_ENCODING,
        },
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "jumun",
        "KEEP_CRAWL_DELAY": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "CONCURRENT_REQUESTS": 2,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": limits.delay_seconds,
        "DOWNLOAD_TIMEOUT": limits.seconds_a_page,
        "DOWNLOAD_MAXSIZE": limits.body_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_TIMES": 3,
        "RETRY_HTTP_CODES": [408, 429, 500, 502, 503, 504, 522, 524],
        "DEPTH_LIMIT": 0,
        "DNS_TIMEOUT": 15,
        "TWISTED_DNS_RESOLVER": "scrapers.crawl.addresses.GuardedResolver",
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": max(limits.delay_seconds, 1.0),
        "AUTOTHROTTLE_MAX_DELAY": 60.0,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "HTTPERROR_ALLOWED_CODES": [304, 404, 410],
        "LOG_LEVEL": "WARNING",
        "LOG_FORMATTER": "scrapers.crawl.log_lines.QuietFormatter",
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapers.crawl.middleware.AddressGuard": 50,
            "scrapers.crawl.middleware.CarefulRobots": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "scrapers.crawl.retries.PoliteRetry": 550,
            "scrapers.crawl.middleware.ConditionalRequests": 560,
            "scrapers.crawl.middleware.ArchiveMiddleware": 950,
        },
    }
    if replica_origin is not None:
        settings |= _replica_settings(replica_origin)
    return settings


def _replica_settings(origin: str) -> dict[str, Any]:
    handler = "scrapers.crawl.replica_handler.ReplicaHandler"
    return {
        "KEEP_CRAWL_DELAY": False,
        "REPLICA_ORIGIN": loopback_origin(origin),
        "TWISTED_DNS_RESOLVER": "scrapers.crawl.addresses.LoopbackOnlyResolver",
        "DOWNLOAD_HANDLERS": {
            "http": handler,
            "https": handler,
            "ftp": None,
            "file": None,
            "data": None,
            "s3": None,
        },
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_START_DELAY": 0,
        "AUTOTHROTTLE_MAX_DELAY": 1.0,
        "DOWNLOAD_TIMEOUT": 5,
        "RETRY_TIMES": 2,
        "RETRY_PAUSE_SECONDS": 0.05,
        "RECHECK_HOURS": 0,
        # All of them: a second visit must leave nothing for a third to find.
        "RECHECK_A_RUN": 100_000,
    }


class RedactingFilter(logging.Filter):
    """Takes the run's secrets out of every log line before any handler sees it."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = self._redactor.text(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._redactor.text(record.exc_text)
        record.exc_info = None
        return True
