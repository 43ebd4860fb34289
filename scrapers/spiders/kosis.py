"""KOSIS: the tables that the card names, each one request."""

from collections import deque
from typing import Any
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from ..archive import Capture
from ..cards import Table
from ..crawl.held import Verdict
from ..crawl.run_context import RunContext
from ..statistic_tables import StatisticTable, TableProblem, read_table_page
from .card_spider import CardSpider

TABLE_URL = "https://kosis.kr/openapi/Param/statisticsParameterData.do"


def table_url(table: Table, key: str, last_year: int) -> str:
    """The address of one table; the key never reaches the archive or a log."""
    objects = {f"objL{level}": value for level, value in enumerate(table.objects, start=1)}
    fields = {
        "method": "getList", "apiKey": key, "format": "json", "jsonVD": "Y", "orgId": table.org_id,
        "tblId": table.table_id, "itmId": table.items, **objects, "prdSe": table.period,
        "startPrdDe": table.first_period, "endPrdDe": str(last_year),
    }  # fmt: skip
    return f"{TABLE_URL}?{urlencode(fields)}"


def judge_table_capture(capture: Capture, body: bytes) -> Verdict:
    """Only an answer that holds rows is held: the service says its errors with HTTP 200."""
    if capture.status != 200:
        return "bad"
    return "good" if isinstance(read_table_page(body), StatisticTable) else "bad"


class KosisSpider(CardSpider):
    """Asks for each configured table, one after another, so that a refused key is refused once.

    Without a table in this profile there is nothing to do, and it says so.
    """

    name = "kosis"

    def __init__(self, context: RunContext, **kwargs: Any) -> None:
        super().__init__(context, **kwargs)
        self._waiting: deque[Request] = deque()

    def first_requests(self) -> list[Request]:
        tables = self.context.tables
        self.context.counts["tables"] = len(tables)
        if not tables:
            self.context.progress(
                "no table is configured for this profile: find ids with statisticsSearch.do, name them in the card"
            )
        last_year = self.context.clock().year
        self._waiting.extend(
            self.ask(table_url(table, self.context.key or "", last_year), self.read_table) for table in tables
        )
        return self._next()

    def _next(self) -> list[Request]:
        return [self._waiting.popleft()] if self._waiting else []

    def record_failure(self, failure: Any) -> list[Request]:
        """A table that gave no answer holds no other back."""
        super().record_failure(failure)
        return self._next()

    def read_table(self, response: Response) -> list[Request]:
        """One answer: counted, or the run stopped where the key is refused."""
        if response.status != 200:
            return self._next()
        table = read_table_page(response.body)
        if isinstance(table, TableProblem):
            self.context.counts[f"page_{table.rule}"] += 1
            if table.rule == "key_refused":
                self.halt(f"key_refused: {table.message}")
        else:
            self.context.counts["tables_read"] += 1
            self.context.counts["rows"] += len(table.rows)
        return self._next()
