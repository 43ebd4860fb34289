"""A tiny stand-in for the public sites on 127.0.0.1: pages by host and path, chosen by each test."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Page:
    """What one address answers. ``raw`` writes to the socket itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Asked:
    """One request as the server saw it."""

    host: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]


Answer = Page | Callable[[Asked], Page]


@dataclass
class StandIn:
    origin: str
    pages: dict[str, Answer]
    asked: list[Asked]

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


@contextmanager
def stand_in(pages: dict[str, Answer]) -> Iterator[StandIn]:
    """Serve ``pages`` (keys ``host/path`` or ``/path``) until the block ends."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        # Head and body are two writes: with Nagle the second waits 40 ms for the other side's acknowledgement.
        disable_nagle_algorithm = True
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            host = self.headers.get("Host", "")
            request = Asked(host, parts.path, parse_qs(parts.query), dict(self.headers.items()))
            asked.append(request)
            answer = pages.get(host + parts.path, pages.get(parts.path, Page(b"not here", 404)))
            page = answer(request) if callable(answer) else answer
            etag = page.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                page = Page(b"", 304, {"ETag": etag})
            if page.raw is not None:
                page.raw(self)
                return
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if page.status != 304:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    # Closing waits for the next poll, which is half a second away by default.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield StandIn(f"http://127.0.0.1:{server.server_port}", pages, asked)
    finally:
        server.shutdown()
        server.server_close()
