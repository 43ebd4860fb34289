"""Retries with a growing pause; a refusal is not an invitation to try again."""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from .run_context import context_of

LONGEST_PAUSE_SECONDS = 120.0
REFUSALS = frozenset({401, 403, 451})


class PoliteRetry(RetryMiddleware):
    """Waits ``pause · 2^attempt`` (or what Retry-After says, bounded) before each new try."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        context = context_of(self.crawler)
        if response.status in REFUSALS:
            context.stop(f"refused: HTTP {response.status}")
            return response
        outcome: Request | Response = super().process_response(request, response)
        if isinstance(outcome, Request):
            await asyncio.sleep(self._pause(request, response))
        return outcome

    async def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        outcome: Request | Response | None = super().process_exception(request, exception)
        if isinstance(outcome, Request):
            await asyncio.sleep(self._pause(request, None))
        return outcome

    def _pause(self, request: Request, response: Response | None) -> float:
        context = context_of(self.crawler)
        base = context.retry_pause_seconds
        pause: float = base * 2 ** request.meta.get("retry_times", 0)
        stated = response.headers.get("Retry-After") if response is not None else None
        # The replica's pace is set by its profile.
        if stated and base >= 1:
            pause = max(pause, stated_pause(stated.decode("latin-1"), context.clock()))
        return min(pause, LONGEST_PAUSE_SECONDS)


def stated_pause(header: str, now: datetime) -> float:
    """Seconds that a Retry-After header asks for: a number, or a date (RFC 9110 10.2.3); 0 for anything else."""
    text = header.strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
