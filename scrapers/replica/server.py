"""The replica's HTTP server on the loopback: the Host header decides which public site answers.

An answer is a pure function of (seed, number of cases, day, request). Faults are chosen by whoever starts the
server; no request can ask for one, and nothing in an answer tells a spider that this is a replica.
"""

import gzip
import hashlib
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from scrapers.replica import kosis, lawgo
from scrapers.replica.cases import DEFAULT_CASES, DEFAULT_SEED
from scrapers.replica.corpus import Corpus
from scrapers.replica.faults import ACTIONS, TRANSFORMS, Fault
from scrapers.replica.lawgo import Reply
from scrapers.replica.news_site import NewsSite

LAW_HOSTS = ("www.law.go.kr", "law.go.kr", "open.law.go.kr")
KOSIS_HOSTS = ("kosis.kr", "www.kosis.kr")
DEFAULT_AS_OF = datetime(2026, 9, 30, tzinfo=UTC)
_NOT_FOUND = b"<!DOCTYPE html><html><head><title>404</title></head><body><h1>Not Found</h1></body></html>"


class Replica:
    """All public sites of one seed as they stand at one time; ``answer`` is their only door."""

    def __init__(
        self,
        *,
        cases: int = DEFAULT_CASES,
        seed: int = DEFAULT_SEED,
        as_of: datetime = DEFAULT_AS_OF,
        length: str = "short",
    ) -> None:
        self.seed = seed
        self.corpus = Corpus(seed=seed, n=cases, as_of=as_of.date(), length=length)
        self.news = NewsSite(seed=seed, n=cases, as_of=as_of)

    def answer(self, host: str, target: str) -> Reply:
        """The answer to one GET of that host and path with query."""
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        host = host.partition(":")[0].lower()
        reply: Reply | None = None
        if host in LAW_HOSTS:
            reply = lawgo.answer(self.corpus, parts.path, query)
        elif host in KOSIS_HOSTS:
            reply = kosis.answer(self.seed, parts.path, query)
        else:
            reply = self.news.answer(host, target)
        return reply or Reply(body=_NOT_FOUND, status=404)


class _Handler(BaseHTTPRequestHandler):
    # Head and body are two writes: with Nagle the second waits 40 ms for the other side's delayed acknowledgement.
    disable_nagle_algorithm = True
    protocol_version = "HTTP/1.1"
    server: "_Server"
    timeout = 120

    def version_string(self) -> str:
        """The server line of the public sites, which name no software."""
        return "Apache"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the archive is the log."""

    def do_GET(self) -> None:
        """Answer, or go wrong as asked."""
        host = self.headers.get("Host", "")
        for fault in self.server.faults:
            if self.server.strikes(fault, host, self.path):
                if fault.kind in TRANSFORMS:
                    self._send(
                        TRANSFORMS[fault.kind](self.server.replica.answer(host, self.path), fault.used)
                    )
                    return
                self.close_connection = True
                try:
                    ACTIONS[fault.kind](self)
                except OSError:
                    return  # the spider hung up, which is what a fault is for
                return
        self._send(self.server.replica.answer(host, self.path))

    def do_HEAD(self) -> None:
        """The headers of a GET."""
        self.do_GET()

    def _send(self, reply: Reply) -> None:
        headers = {"Content-Type": reply.content_type, **reply.headers}
        body = reply.body
        if reply.status == 200 and "Last-Modified" in headers:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            if self._is_unchanged(headers):
                headers.pop("Content-Type")
                self.send_answer(304, headers, b"")
                return
        if len(body) > 1024 and "gzip" in self.headers.get("Accept-Encoding", "") and "ETag" in headers:
            body = gzip.compress(body, compresslevel=5, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self.send_answer(reply.status, headers, body)

    def _is_unchanged(self, headers: dict[str, str]) -> bool:
        """If-None-Match wins over If-Modified-Since."""
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            return headers["ETag"] in [each.strip().removeprefix("W/") for each in asked.split(",")]
        return self.headers.get("If-Modified-Since") == headers["Last-Modified"]

    def send_answer(
        self, status: int, headers: dict[str, str], body: bytes, length: int | None = None
    ) -> None:
        """Write one answer; ``length`` overrides the true Content-Length (a fault)."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def write_raw(self, data: bytes) -> None:
        """Bytes straight to the connection (faults)."""
        self.wfile.write(data)
        self.wfile.flush()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, replica: Replica, faults: Sequence[Fault]) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.replica, self.faults = replica, list(faults)
        self._lock = threading.Lock()

    def strikes(self, fault: Fault, host: str, target: str) -> bool:
        """Whether the fault meets this request, counted once whatever thread asks."""
        with self._lock:
            return fault.strikes(host, target)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A spider that hangs up is no error of the replica's."""


class ReplicaServer:
    """Context manager for tests and jobs: ``with ReplicaServer(cases=40) as server: server.origin``.

    ``faults`` may be changed while it runs (``server.faults``). ``move_to`` sets another day.
    """

    def __init__(self, *, port: int = 0, faults: Sequence[Fault] = (), **replica: Any) -> None:
        self._arguments = replica
        self.replica = Replica(**replica)
        self._server = _Server(port, self.replica, faults)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def origin(self) -> str:
        """http://127.0.0.1:PORT."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def faults(self) -> list[Fault]:
        """The live list of faults."""
        return self._server.faults

    def move_to(self, as_of: datetime) -> None:
        """Serve the sites as they stand at another time."""
        self._arguments["as_of"] = as_of
        self.replica = self._server.replica = Replica(**self._arguments)

    def start(self) -> "ReplicaServer":
        """Serve from now on."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> "ReplicaServer":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
