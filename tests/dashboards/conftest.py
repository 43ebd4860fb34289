"""One built site for all tests of the room, and Debian's Chromium where it is installed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboards.serve import server
from dashboards.site import build_site
from tests.dashboards import fixture_warehouse

NOW = datetime(2026, 9, 30, tzinfo=UTC)
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small warehouse of invented published tables."""
    return fixture_warehouse.build(tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb")


@pytest.fixture(scope="session")
def site(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional site of that warehouse."""
    out = tmp_path_factory.mktemp("site") / "site"
    build_site(warehouse, out, is_fictional=True, now=NOW, profile="sample")
    return out


@pytest.fixture(scope="session")
def real_site(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same tables as if they had been read from real judgments."""
    out = tmp_path_factory.mktemp("real") / "site"
    build_site(warehouse, out, is_fictional=False, now=NOW, profile="local", has_packs=False)
    return out


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose titles, sentences and orders hold markup and quotes."""
    folder = tmp_path_factory.mktemp("hostile")
    path = fixture_warehouse.build(folder / "warehouse.duckdb", hostile=True)
    build_site(path, folder / "site", is_fictional=True, now=NOW, profile="sample", has_packs=False)
    return folder / "site"


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """The fictional site served on the loopback."""
    running = server(site)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium through playwright; skipped where it is not installed."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's Chromium at /usr/bin/chromium (apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright of the dev lock")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()
