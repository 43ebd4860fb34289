"""The judge of addresses, tested by its verdict: no test here opens a connection."""

import pytest

from scrapers.crawl.addresses import is_refused_address, is_refused_url
from scrapers.crawl.replica_handler import loopback_origin

HOSTS = ("www.law.go.kr",)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",  # noqa: S104

        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
        "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "64:ff9b::7f00:1", "2001:db8::1", "not an address", "", "0x7f000001",
    ],
)  # fmt: skip
def test_what_is_not_on_the_public_internet_is_refused(address: str) -> None:
    assert is_refused_address(address) is not None


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_pass(address: str) -> None:
    assert is_refused_address(address) is None


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://www.law.go.kr/", "data:text/plain,x", "gopher://www.law.go.kr/",
        "https://user:pw@www.law.go.kr/", "https://www.law.go.kr:8080/", "https://www.law.go.kr.evil.example/",
        "https://evil.example/?www.law.go.kr", "https://t.me/room", "https://sub.telegram.org/", "https://x.com/a",
        "https://www.sexoffender.go.kr/", "https://n.news.naver.com/article/1", "https://mega.nz/file",
        "https://www.law.go.kr/a.jpg", "https://www.law.go.kr/video.MP4", "https://[::1", "https://127.0.0.1/",
    ],
)  # fmt: skip
def test_urls_that_are_never_fetched(url: str) -> None:
    assert is_refused_url(url, HOSTS) is not None


def test_the_deny_list_outranks_a_card() -> None:
    assert is_refused_url("https://t.me/x", ("t.me",)) is not None


@pytest.mark.parametrize(
    "url", ["https://www.law.go.kr/DRF/lawSearch.do?x=1", "http://www.law.go.kr/", "https://WWW.law.go.kr./a"]
)
def test_a_sources_own_pages_pass(url: str) -> None:
    assert is_refused_url(url, HOSTS) is None


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:1",
        "http://10.0.0.1:80",
        "https://127.0.0.1:1",
        "http://127.0.0.1",
        "http://127.0.0.1:1/x",
    ],
)
def test_the_replica_can_only_be_the_loopback(origin: str) -> None:
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        loopback_origin(origin)
