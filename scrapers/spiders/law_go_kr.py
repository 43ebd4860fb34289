"""law.go.kr judgments: lists first, then the details not yet held, then what the lists no longer name."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response

from ..archive import Capture
from ..archive.redaction import MARK
from ..crawl.held import Verdict
from ..judgment_files import law_skip_reason
from ..law_pages import LawDetail, LawListPage, LawProblem, read_law_page
from .card_spider import CardSpider

LIST_URL = "https://www.law.go.kr/DRF/lawSearch.do"
DETAIL_URL = "https://www.law.go.kr/DRF/lawService.do"
MOST_PAGES = 5_000
MOST_BAD_PAGES = 5
MOST_VANISHED_CHECKS = 200
# A detail that holds a judgment is larger; only smaller answers are opened to see whether they are errors.
SMALL_ANSWER_BYTES = 4_000


def detail_url(serial: str, key: str, form: str = "XML") -> str:
    """The address of one judgment. The key never reaches the archive or a log."""
    return f"{DETAIL_URL}?{urlencode({'OC': key, 'target': 'prec', 'type': form, 'ID': serial})}"


def list_url(key: str, query: str, page: int, parameters: dict[str, str]) -> str:
    """The address of one list page."""
    fields = {"OC": key, "target": "prec", **parameters, "query": query, "page": str(page)}
    return f"{LIST_URL}?{urlencode(fields)}"


def judge_law_capture(capture: Capture, body: bytes) -> Verdict:
    """Whether a detail capture holds a judgment: this service says its errors with HTTP 200."""
    if "/lawService.do" not in capture.url or capture.status != 200:
        return "bad"
    if len(body) > SMALL_ANSWER_BYTES and b"PrecService" in body[:400]:
        return "good"
    page = read_law_page(body, capture.content_type)
    if isinstance(page, LawDetail):
        return "good"
    return "gone" if isinstance(page, LawProblem) and page.rule == "no_such_id" else "bad"


class LawGoKrSpider(CardSpider):
    """Walks each query of the card page by page and fetches what is new, changed or no longer listed."""

    name = "law_go_kr"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._key = self.context.key or ""
        self._form = self.context.card.parameters.get("type", "XML")
        self._asked: set[str] = set()
        self._listed: set[str] = set()
        self._listed_of: dict[str, set[str]] = {}
        self._bad_pages = 0
        self._open_lists = 0
        self._complete = True

    def first_requests(self) -> list[Request]:
        self._open_lists = len(self.context.card.queries)
        return [self._list_request(query, 1) for query in self.context.card.queries]

    def read_list(self, response: Response, query: str, page: int) -> Iterator[Request]:
        """One list page: its total, its ids, the details to ask for, the next page."""
        parsed = read_law_page(response.body, _content_type(response))
        if not isinstance(parsed, LawListPage):
            yield from self._list_failed(response, parsed, query, page)
            return
        self._bad_pages = 0
        ids = [row["판례일련번호"] for row in parsed.rows]
        known = self._listed_of.setdefault(query, set())
        fresh = [serial for serial in ids if serial not in known]
        known.update(ids)
        self.context.counts[f"total_{query}"] = parsed.total
        for row in parsed.rows:
            yield from self._detail_if_wanted(row)
        size = int(self.context.card.parameters.get("display", "20"))
        last = min(ceil(parsed.total / size), MOST_PAGES)
        if page < last and fresh:
            yield self._list_request(query, page + 1)
        else:
            yield from self._list_done(query, parsed.total)

    def read_detail(self, response: Response, serial: str) -> Iterator[Request]:
        """One detail page: counted, or retried, or noted as an id that does not open."""
        if response.status == 304:
            return
        if response.status in {404, 410}:
            self.context.counts["gone"] += 1
            return
        parsed = read_law_page(response.body, _content_type(response))
        if isinstance(parsed, LawDetail):
            self._bad_pages = 0
            self.context.counts["details"] += 1
            if parsed.serial != serial:
                self.context.counts["wrong_id_in_detail"] += 1
        elif isinstance(parsed, LawProblem) and parsed.rule == "no_such_id":
            self.context.counts["no_such_id"] += 1
        else:
            yield from self._retry_or_count(response, parsed, "details_lost")

    def _list_request(self, query: str, page: int) -> Request:
        url = list_url(self._key, query, page, {**self.context.card.parameters, **self._window()})
        request = self.ask(url, self.read_list, unconditional=True)
        # Lists before details: the whole list is known before the day's cap runs out on details.
        return request.replace(cb_kwargs={"query": query, "page": page}, priority=10)

    def _detail_request(self, serial: str) -> Request:
        request = self.ask(detail_url(serial, self._key, self._form), self.read_detail)
        # A run of a few requests is to see a detail, not every list.
        return request.replace(cb_kwargs={"serial": serial}, priority=20 if self.context.is_probe else 0)

    def _window(self) -> dict[str, str]:
        since, until = self.context.since, self.context.until
        if since is None and until is None:
            return {}
        last = until or self.context.clock().date()
        return {"prncYd": f"{(since or date(1945, 1, 1)):%Y%m%d}~{last:%Y%m%d}"}

    def _detail_if_wanted(self, row: Any) -> Iterator[Request]:
        serial = row["판례일련번호"]
        if serial in self._listed:
            return
        self._listed.add(serial)
        self.context.counts["listed"] += 1
        skipped = law_skip_reason(row, self.context.card.parameters.get("datSrcNm", ""))
        if skipped is not None:
            self.context.counts[skipped] += 1
            return
        if self._is_wanted(serial):
            self._asked.add(serial)
            yield self._detail_request(serial)

    def _is_wanted(self, serial: str) -> bool:
        address = detail_url(serial, MARK, self._form)
        held = self.context.held
        now = self.context.clock()
        recheck = timedelta(days=self.context.card.recheck_days)
        if address in held.withdrawn:
            return False
        if address in held.pages:
            self.context.counts["held"] += 1
            return now - held.pages[address].confirmed_at > recheck
        if address in held.gone:
            self.context.counts["known_not_to_open"] += 1
            return now - held.gone[address] > recheck
        return True

    def _list_done(self, query: str, total: int) -> Iterator[Request]:
        found = len(self._listed_of.get(query, ()))
        if found < total:
            self.context.counts["list_rows_short"] += total - found
            self._complete = False
        self._open_lists -= 1
        if self._open_lists == 0 and self._complete:
            if not self._window():
                yield from self._vanished()
            yield from self._published_again()

    def _vanished(self) -> Iterator[Request]:
        """Held, but in no list any more: asked for once a day's share, to learn whether they were withdrawn."""
        held = {_serial_of(url): page for url, page in self.context.held.pages.items()}
        missing = sorted(
            set(held) - self._listed - {None}, key=lambda serial: (held[serial].confirmed_at, serial)
        )
        for serial in missing[:MOST_VANISHED_CHECKS]:
            address = detail_url(str(serial), MARK, self._form)
            gone_at = self.context.held.gone.get(address)
            if gone_at is None or gone_at < held[serial].confirmed_at:
                self.context.counts["vanished_from_lists"] += 1
                yield self._detail_request(str(serial))

    def _published_again(self) -> Iterator[Request]:
        """Held and still listed: a few each run, longest unconfirmed first, since a judgment may be republished."""
        now, quiet = self.context.clock(), timedelta(hours=self.context.recheck_hours)
        due = [
            (page.confirmed_at, serial)
            for url, page in self.context.held.pages.items()
            if (serial := _serial_of(url)) in self._listed - self._asked and now - page.confirmed_at >= quiet
        ]
        for _, serial in sorted(due)[: self.context.recheck_a_run]:
            self._asked.add(str(serial))
            self.context.counts["rechecked"] += 1
            yield self._detail_request(str(serial))

    def _list_failed(self, response: Response, parsed: Any, query: str, page: int) -> Iterator[Request]:
        retried = list(self._retry_or_count(response, parsed, "lists_lost"))
        if not retried:
            self._complete = False
            self._open_lists -= 1
            self.context.stop(f"list_unreadable: {query} page {page}")
        yield from retried

    def _retry_or_count(self, response: Response, parsed: Any, lost: str) -> Iterator[Request]:
        rule = parsed.rule if isinstance(parsed, LawProblem) else "layout_unknown"
        self.context.counts[f"page_{rule}"] += 1
        if rule == "key_refused":
            self.halt(f"key_refused: {parsed.message}")
        if rule == "challenge_page":
            self.halt(f"challenge_page: {parsed.message}")
        tries = response.meta.get("page_tries", 0) + 1
        if rule == "maintenance" and tries <= 3:
            request = _request_of(response).copy()
            request.meta["page_tries"] = tries
            request.meta["pause_seconds"] = self.context.retry_pause_seconds * 2**tries
            yield request
            return
        self._bad_pages += 1
        self.context.counts[lost] += 1
        if self._bad_pages >= MOST_BAD_PAGES:
            self.halt(f"{rule}: {self._bad_pages} pages in a row were no judgments")


def _request_of(response: Response) -> Request:
    if response.request is None:
        raise ValueError(f"{response.url} answers no request")
    return response.request


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


def _serial_of(url: str) -> str | None:
    parts = urlsplit(url)
    if not parts.path.endswith("/lawService.do"):
        return None
    return parse_qs(parts.query).get("ID", [None])[0]
