"""A file that a page hands over after a click."""

from __future__ import annotations

from typing import Any

CLICKS, WAIT_MS = 3, 20_000


def downloaded(page: Any, selector: str) -> Any:
    """The download that follows a click on `selector`.

    Chromium takes a file handed over more than five seconds after the click for one that nobody asked for, and after the
    first of those drops it; a busy machine may need so long to draw a picture, and its user clicks again.
    """
    from playwright.sync_api import TimeoutError as NothingCame

    open_to(page, selector)
    for attempt in range(1, CLICKS + 1):
        try:
            with page.expect_download(timeout=WAIT_MS) as download:
                page.click(selector)
            return download.value
        except NothingCame:
            if attempt == CLICKS:
                raise
    raise AssertionError("not reached")


def open_to(page: Any, selector: str) -> None:
    """Open the folded charts and menus that `selector` stands in, each by a click on its summary."""
    folded = page.locator(selector).first.locator("xpath=ancestor::details[not(@open)]")
    while folded.count():
        folded.first.locator("> summary").click()
