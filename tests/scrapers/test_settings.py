"""The crawl's settings: polite and verified everywhere; the replica profile changes the way and the pace alone."""

import logging

import pytest

from scrapers.archive import Redactor
from scrapers.cards import load_cards
from scrapers.settings import RedactingFilter, build_settings

CARDS = load_cards()
# What the replica profile may change: where requests go and how fast.
PACE = {
    "DOWNLOAD_HANDLERS", "REPLICA_ORIGIN", "TWISTED_DNS_RESOLVER", "DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY",
    "AUTOTHROTTLE_MAX_DELAY", "DOWNLOAD_TIMEOUT", "RETRY_TIMES", "RETRY_PAUSE_SECONDS", "RECHECK_HOURS", "RECHECK_A_RUN",
    "KEEP_CRAWL_DELAY",
}  # fmt: skip


@pytest.mark.parametrize("source", sorted(CARDS))
def test_every_source_is_polite_and_verified(source: str) -> None:
    settings = build_settings(CARDS[source])
    assert settings["ROBOTSTXT_OBEY"] is True
    assert settings["DOWNLOAD_VERIFY_CERTIFICATES"] is True
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert settings["AUTOTHROTTLE_ENABLED"] is True
    assert settings["DOWNLOAD_MAXSIZE"] <= 32 * 2**20
    assert settings["TELNETCONSOLE_ENABLED"] is False
    assert settings["COOKIES_ENABLED"] is False
    assert "jumun" in settings["USER_AGENT"]
    assert "Mozilla" not in settings["USER_AGENT"]
    if CARDS[source].kind != "files":
        assert settings["DOWNLOAD_DELAY"] >= 1


def test_the_user_agent_names_whom_to_write_to_and_nothing_else_gets_in() -> None:
    agent = build_settings(CARDS["mk"], contact="mail@example.org\r\nX-Evil: 1")["USER_AGENT"]
    assert "mail@example.org" in agent
    assert "\n" not in agent
    assert "\r" not in agent


def test_the_replica_profile_changes_the_way_and_the_pace_alone() -> None:
    live = build_settings(CARDS["law_go_kr"])
    replica = build_settings(CARDS["law_go_kr"], replica_origin="http://127.0.0.1:9")
    assert {name for name in live | replica if live.get(name) != replica.get(name)} <= PACE


def test_log_lines_lose_secrets_in_messages_arguments_and_traces() -> None:
    record = logging.LogRecord(
        "x", logging.ERROR, "f", 1, "asked %s", ("https://a.example/?OC=planted-4711&q=1",), None
    )
    try:
        raise ValueError("planted-4711")
    except ValueError:
        import sys

        record.exc_info = sys.exc_info()
    RedactingFilter(Redactor.of(["planted-4711"])).filter(record)
    line = logging.Formatter().format(record)
    assert "planted-4711" not in line
    assert "OC=REDACTED" in line
