"""The local server: read-only, quiet, with safe headers."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards.serve import HEADERS, server


@pytest.fixture
def address(site: Path) -> Iterator[tuple[str, int]]:
    running = server(site)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield "127.0.0.1", running.server_address[1]
    running.shutdown()
    running.server_close()


def _ask(address: tuple[str, int], method: str, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(*address, timeout=5)
    connection.request(method, path)
    return connection.getresponse()


def test_pages_come_with_safe_headers(address: tuple[str, int]) -> None:
    answer = _ask(address, "GET", "/en/index.html")
    assert answer.status == 200
    for name, value in HEADERS.items():
        assert answer.getheader(name) == value


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(address: tuple[str, int], method: str) -> None:
    assert _ask(address, method, "/index.html").status == 501


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/data/", "/nowhere"])
def test_nothing_outside_and_no_listing_is_served(address: tuple[str, int], path: str) -> None:
    assert _ask(address, "GET", path).status == 404


def test_a_missing_site_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no site"):
        server(tmp_path)
