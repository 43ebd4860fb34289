"""What every spider does alike: stop loudly, record failures, count."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from ..crawl.failures import failure_of
from ..crawl.run_context import RunContext

logger = logging.getLogger(__name__)


class CardSpider(Spider):
    """A spider whose manners come from its source card and whose only product is the archive."""

    name = "card"

    def __init__(self, context: RunContext, **kwargs: Any) -> None:
        super().__init__(name=context.card.source_id, **kwargs)
        self.context = context

    async def start(self) -> AsyncIterator[Any]:
        for request in self.first_requests():
            yield request

    def first_requests(self) -> list[Request]:
        raise NotImplementedError

    def ask(
        self, url: str, callback: Callable[..., Any], *, unconditional: bool = False, **meta: Any
    ) -> Request:
        """A request of this spider: failures recorded, never filtered as a duplicate of itself."""
        return Request(
            url,
            callback=self._guarded(callback),
            errback=self.record_failure,
            meta={"unconditional": unconditional, **meta},
            dont_filter=True,
        )

    def record_failure(self, failure: Any) -> list[Request]:
        """The errback: what gave no page is written to the archive with its reason; returns what to ask next."""
        text = failure_of(failure)
        rule = text.partition(":")[0]
        request = failure.request
        if rule in {"daily_cap", "request_cap", "stopped"}:
            self.context.counts["not_asked"] += 1
            return []
        if rule != "http_status":
            self.context.note_failure(request.url, text)
        self.context.counts["failures"] += 1
        self.context.counts[f"failed_{rule}"] += 1
        logger.warning("%s: %s", request.url, text)
        return []

    def halt(self, reason: str) -> None:
        """Stop the run; what is archived stays, the run counts as unfinished."""
        self.context.stop(reason)
        raise CloseSpider(reason.partition(":")[0])

    def _guarded(self, callback: Callable[..., Any]) -> Callable[..., Any]:
        async def guarded(response: Response, **kwargs: Any) -> AsyncIterator[Any]:
            if self.context.stop_reason is not None:
                raise CloseSpider(self.context.stop_reason.partition(":")[0])
            for item in callback(response, **kwargs) or ():
                pause = item.meta.pop("pause_seconds", 0) if isinstance(item, Request) else 0
                if pause:
                    await asyncio.sleep(pause)
                yield item

        return guarded
