"""How long a source is left alone before it is asked again."""

from datetime import UTC, datetime

import pytest

from scrapers.crawl.retries import stated_pause

NOW = datetime(2026, 10, 1, 6, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        (" 5 ", 5.0),
        ("Thu, 01 Oct 2026 06:01:30 GMT", 90.0),
        ("Thu, 01 Oct 2026 15:01:30 +0900", 90.0),
        ("Thu, 01 Oct 2020 06:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("-3", 0.0),
        ("", 0.0),
        ("9" * 400, 999999999.0),
    ],
)
def test_both_forms_of_retry_after_are_understood(header: str, seconds: float) -> None:
    assert stated_pause(header, NOW) == seconds
