"""Ways a source goes wrong, chosen by whoever starts the replica and never by a request."""

import gzip
import re
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, Protocol

from scrapers.replica.lawgo import MAINTENANCE, Reply

FaultKind = Literal[
    "time_out",
    "reset",
    "status_429",
    "status_403",
    "status_503",
    "slow_drip",
    "wrong_length",
    "truncated_gzip",
    "endless_redirect",
    "private_redirect",
    "maintenance",
    "layout_change",
    "never_ending",
    "bomb",
    "challenge",
    "script_title",
    "billion_laughs",
    "empty",
    "bad_robots",
    "robots_forbid",
    "cut_body",
    "loopback_redirect",
    "huge_sitemap_index",
    "huge_sitemap",
    "wrong_charset",
    "clock_skew",
    "alternating",
    "duplicate_rows",
    "moved_ids",
    "short_list",
    "hidden_days",
]
FAULT_KINDS: tuple[str, ...] = FaultKind.__args__  # type: ignore[attr-defined]
TEN_MILLION = 10_000_000
HIDDEN_DAYS = (date(2026, 5, 1), date(2026, 5, 30))
"""The days that `hidden_days` takes out of every list, both included: a gap to be filled by a back-fill."""
_BOMB_BYTES = 50_000_000
_CHALLENGE = (
    "<html><head><script>function go(){location.assign('/check?token='+Date.now())}</script></head>"
    '<body onload="go()"><noscript>자바스크립트를 켜 주십시오.</noscript></body></html>'
)
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">'
    '<!ENTITY e SYSTEM "file:///etc/hostname">]><PrecSearch><totalCnt>&d;</totalCnt>&e;</PrecSearch>'
)


@dataclass(kw_only=True)
class Fault:
    """One fault: what, on which host and path, and how many times (None: always).

    ``path`` is a part of the request's path and query; an empty one is every path. ``skip`` requests pass
    before the fault begins.
    """

    kind: FaultKind
    host: str = ""
    path: str = ""
    times: int | None = None
    skip: int = 0
    used: int = field(default=0, init=False)
    seen: int = field(default=0, init=False)

    def strikes(self, host: str, target: str) -> bool:
        """Whether this request meets the fault; counts it."""
        if self.host not in host or self.path not in target:
            return False
        is_robots = target.startswith("/robots.txt")
        if is_robots and not self.kind.startswith(("bad_robots", "robots_")) and not self.path:
            return False
        self.seen += 1
        if self.seen <= self.skip or (self.times is not None and self.used >= self.times):
            return False
        self.used += 1
        return True


class Wire(Protocol):
    """What a fault needs of the server's connection."""

    connection: socket.socket
    path: str

    def send_answer(
        self, status: int, headers: dict[str, str], body: bytes, length: int | None = None
    ) -> None: ...

    def write_raw(self, data: bytes) -> None: ...


def _status(status: int) -> Callable[[Wire], None]:
    def send(wire: Wire) -> None:
        headers = {"Retry-After": "1"} if status in (429, 503) else {}
        wire.send_answer(status, headers, b"")

    return send


def _html(text: str) -> Callable[[Wire], None]:
    def send(wire: Wire) -> None:
        wire.send_answer(200, {"Content-Type": "text/html;charset=UTF-8"}, text.encode())

    return send


def _time_out(wire: Wire) -> None:
    wire.connection.settimeout(None)
    time.sleep(3600)


def _reset(wire: Wire) -> None:
    wire.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.connection.close()


def _start(wire: Wire, content_type: str = "text/html;charset=UTF-8") -> None:
    wire.write_raw(f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nConnection: close\r\n\r\n".encode())


def _slow_drip(wire: Wire) -> None:
    _start(wire)
    for _ in range(3600):
        wire.write_raw(b".")
        time.sleep(0.5)


def _never_ending(wire: Wire) -> None:
    _start(wire)
    block = b"<p>\xea\xb0\x80</p>" * 4096
    while True:
        wire.write_raw(block)


def _wrong_length(wire: Wire) -> None:
    wire.send_answer(200, {"Content-Type": "text/html"}, b"<html><body>short", length=100_000)


def _truncated_gzip(wire: Wire) -> None:
    body = gzip.compress(b"<html><body>" + b"page " * 20_000, mtime=0)[:-40]
    wire.send_answer(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, body)


def _bomb(wire: Wire) -> None:
    body = gzip.compress(b"0" * _BOMB_BYTES, mtime=0)
    wire.send_answer(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, body)


def _endless_redirect(wire: Wire) -> None:
    step = wire.path + ("&" if "?" in wire.path else "?") + "again=1"
    wire.send_answer(302, {"Location": step[:2000]}, b"")


def _loopback_redirect(wire: Wire) -> None:
    wire.send_answer(302, {"Location": "http://127.0.0.1:9/admin"}, b"")


def _cut_body(wire: Wire) -> None:
    """A reset in the middle of a body that had begun well."""
    wire.write_raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 90000\r\n\r\n<PrecService>")
    _reset(wire)


def _endless_entries(root: str, entry: str) -> Callable[[Wire], None]:
    """Ten million addresses, made as they are sent: nobody holds them in memory, the spider hangs up before."""

    def send(wire: Wire) -> None:
        _start(wire, "text/xml;charset=UTF-8")
        wire.write_raw(f'<?xml version="1.0" encoding="UTF-8"?><{root}>'.encode())
        for start in range(0, TEN_MILLION, 5_000):
            wire.write_raw("".join(entry.format(n) for n in range(start, start + 5_000)).encode())
        wire.write_raw(f"</{root}>".encode())

    return send


def _robots_forbid(wire: Wire) -> None:
    wire.send_answer(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n")


def _private_redirect(wire: Wire) -> None:
    wire.send_answer(302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b"")


_LAYOUT_CHANGE = (
    "<!DOCTYPE html><html><head><title>새 단장</title></head><body><main data-v='9'>"
    "<section><span>페이지가 개편되었습니다</span></section></main></body></html>"
)
_SCRIPT_TITLE = (
    "<!DOCTYPE html><html lang='ko'><head><meta charset='utf-8'>"
    '<title>징역 1년 <script>document.write("x")</script></title>'
    '<meta property="og:title" content="징역 1년 &lt;script&gt;alert(1)&lt;/script&gt;">'
    "</head><body><div itemprop='articleBody'><p class='editor-p'>가상지방법원은 피고인에게 징역 1년을 "
    "선고했다고 밝혔다.</p></div></body></html>"
)

ACTIONS: dict[str, Callable[[Wire], None]] = {
    "time_out": _time_out,
    "reset": _reset,
    "status_429": _status(429),
    "status_403": _status(403),
    "status_503": _status(503),
    "slow_drip": _slow_drip,
    "wrong_length": _wrong_length,
    "truncated_gzip": _truncated_gzip,
    "endless_redirect": _endless_redirect,
    "private_redirect": _private_redirect,
    "maintenance": _html(MAINTENANCE),
    "layout_change": _html(_LAYOUT_CHANGE),
    "never_ending": _never_ending,
    "bomb": _bomb,
    "challenge": _html(_CHALLENGE),
    "script_title": _html(_SCRIPT_TITLE),
    "billion_laughs": lambda wire: wire.send_answer(200, {"Content-Type": "text/xml"}, _LAUGHS.encode()),
    "empty": lambda wire: wire.send_answer(200, {"Content-Type": "text/html"}, b""),
    "bad_robots": _status(503),
    "robots_forbid": _robots_forbid,
    "cut_body": _cut_body,
    "loopback_redirect": _loopback_redirect,
    "huge_sitemap_index": _endless_entries(
        "sitemapindex", "<sitemap><loc>https://www.hankookilbo.com/sitemap/daily-articles/x{}</loc></sitemap>"
    ),
    "huge_sitemap": _endless_entries(
        "urlset", "<url><loc>https://www.hankookilbo.com/news/article/A20260701{:014d}</loc></url>"
    ),
}


def _wrong_charset(reply: Reply, turn: int) -> Reply:
    return replace(reply, content_type="text/xml;charset=euc-kr")


def _clock_skew(reply: Reply, turn: int) -> Reply:
    """A server whose clock runs years ahead: what it says of time must not be believed."""
    ahead = "Tue, 01 Jan 2080 00:00:00 GMT"
    return replace(reply, headers={**reply.headers, "Last-Modified": ahead, "Expires": ahead, "Age": "-1"})


def _alternating(reply: Reply, turn: int) -> Reply:
    """Two versions of one page, every other time."""
    end = "]]></판례내용>".encode()
    return (
        reply
        if turn % 2
        else replace(reply, body=reply.body.replace(end, "<br/>고친 판이다.".encode() + end))
    )


def _duplicate_rows(reply: Reply, turn: int) -> Reply:
    return replace(reply, body=re.sub(rb"(<prec .*?</prec>)", rb"\1\1", reply.body, flags=re.DOTALL))


def _moved_ids(reply: Reply, turn: int) -> Reply:
    """The rows of a list under ids that do not open: the service numbered them anew."""
    tag = "판례일련번호".encode()
    return replace(reply, body=re.sub(rb"<%s>(\d+)" % tag, rb"<%s>77\1" % tag, reply.body))


def _short_list(reply: Reply, turn: int) -> Reply:
    """Every row but the first is gone; the stated total stays."""
    rows = re.findall(rb"<prec .*?</prec>", reply.body, flags=re.DOTALL)
    body = reply.body
    for row in rows[1:]:
        body = body.replace(row, b"")
    return replace(reply, body=body)


_ENTRY = re.compile(rb"<prec .*?</prec>|<url>.*?</url>|<item>.*?</item>", re.DOTALL)
_ENTRY_DAY = re.compile(r"(?:선고일자|publication_date|pubDate)>(?:<!\[CDATA\[)?([^<\]]+)")
_DAY_FORMS = ("%Y.%m.%d", "%Y-%m-%d", "%d %b %Y")


def _day_of_entry(entry: str) -> date | None:
    found = _ENTRY_DAY.search(entry)
    text = found[1].strip() if found else ""
    day = text.partition(", ")[2][:11] if "," in text else text[:10]
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(day, form).date()  # noqa: DTZ007  a day of the outlet's own calendar
        except ValueError:
            continue
    return None


def _hidden_days(reply: Reply, turn: int) -> Reply:
    """Lists without the entries of `HIDDEN_DAYS`, and without them in the stated total."""
    hidden = 0

    def shown(entry: re.Match[bytes]) -> bytes:
        nonlocal hidden
        day = _day_of_entry(entry[0].decode("utf-8", "replace"))
        is_hidden = day is not None and HIDDEN_DAYS[0] <= day <= HIDDEN_DAYS[1]
        hidden += is_hidden
        return b"" if is_hidden else entry[0]

    body = _ENTRY.sub(shown, reply.body)
    total = re.compile(rb"(?<=<totalCnt>)\d+")
    return replace(reply, body=total.sub(lambda stated: b"%d" % (int(stated[0]) - hidden), body))


TRANSFORMS: dict[str, Callable[[Reply, int], Reply]] = {
    "wrong_charset": _wrong_charset,
    "clock_skew": _clock_skew,
    "alternating": _alternating,
    "duplicate_rows": _duplicate_rows,
    "moved_ids": _moved_ids,
    "short_list": _short_list,
    "hidden_days": _hidden_days,
}


def parse_fault(text: str) -> Fault:
    """``kind[:host[:path[:times]]]`` as given on the command line. Raises ValueError for an unknown kind."""
    kind, host, path, times = ([*text.split(":"), "", "", ""])[:4]
    if kind not in FAULT_KINDS:
        raise ValueError(f"unknown fault {kind!r}; known: {', '.join(sorted(FAULT_KINDS))}")
    return Fault(kind=kind, host=host, path=path, times=int(times) if times else None)  # type: ignore[arg-type]
