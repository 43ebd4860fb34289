"""Log lines of the crawl without keys in addresses."""

from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter

from ..archive.redaction import redact_url


class QuietFormatter(LogFormatter):
    """Scrapy's own lines, with every address redacted."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> Any:
        return _redacted(super().crawled(request, response, spider))

    def download_error(
        self, failure: Any, request: Request, spider: Spider, errmsg: str | None = None
    ) -> Any:
        return _redacted(super().download_error(failure, request, spider, errmsg))

    def spider_error(self, failure: Any, request: Request, response: Response | Any, spider: Spider) -> Any:
        return _redacted(super().spider_error(failure, request, response, spider))


def _redacted(line: Any) -> Any:
    if isinstance(line, dict):
        args = line.get("args", {})
        if isinstance(args, dict):
            line["args"] = {name: redact_url(str(value)) for name, value in args.items()}
    return line
