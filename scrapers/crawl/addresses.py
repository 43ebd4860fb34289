"""The one judge of addresses: what may be connected to at all, decided where names become numbers."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import DNSLookupError

# Registers of offenders and the hosts where such material is passed on: never fetched, never linked.
DENIED_HOSTS = frozenset(
    {
        "sexoffender.go.kr",
        "m.sexoffender.go.kr",
        "nsop.go.kr",
        "t.me",
        "telegram.org",
        "telegram.me",
        "x.com",
        "twitter.com",
        "discord.com",
        "discord.gg",
        "mega.nz",
        "mega.io",
        "mediafire.com",
        "dropbox.com",
        "gofile.io",
        "anonfiles.com",
        "drive.google.com",
        # Their robots files or terms refuse every crawler.
        "naver.com",
        "casenote.kr",
        "scourt.go.kr",
    }
)
MEDIA_SUFFIXES = (
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".mp4", ".m3u8", ".ts", ".webm", ".avi",
    ".mov", ".mp3", ".wav", ".ogg", ".zip", ".7z", ".rar", ".exe", ".apk",
)  # fmt: skip


class RefusedAddress(DNSLookupError):
    """A name that leads to an address which is not on the public internet."""


def is_refused_address(address: str) -> str | None:
    """Why an IP address must not be connected to; None for one on the public internet.

    IPv4 addresses dressed as IPv6 (mapped, 6to4, NAT64) are judged by the address inside.
    """
    try:
        parsed = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return "not an IP address"
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or _nat64(parsed)
        if inner is not None:
            return is_refused_address(str(inner))
    if parsed.is_loopback:
        return "loopback"
    if parsed.is_link_local:
        return "link-local (cloud metadata lives there)"
    if parsed.is_multicast:
        return "multicast"
    return None if parsed.is_global else "not globally routable"


def is_refused_url(url: str, allowed_hosts: tuple[str, ...]) -> str | None:
    """Why a URL must not be fetched by a source that may visit ``allowed_hosts``; None if it may."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        return "not a well-formed address"
    if parts.scheme not in {"http", "https"}:
        return f"scheme {parts.scheme!r} is not fetched"
    if parts.username or parts.password:
        return "an address with a user name"
    if port not in {None, 80, 443}:
        return f"port {port} is not fetched"
    if any(host == denied or host.endswith("." + denied) for denied in DENIED_HOSTS):
        return f"{host} is on the deny list"
    if host not in allowed_hosts:
        return f"{host} is not a host of this source"
    if parts.path.lower().endswith(MEDIA_SUFFIXES):
        return "images, video and archives are not fetched"
    return None


class GuardedResolver(CachingThreadedResolver):
    """Refuses every address that is not globally routable, at the moment of connecting.

    It is asked for IP literals and for each redirect too, so neither they nor a name that resolves
    differently the second time get past it.
    """

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":
        return super().getHostByName(name, timeout).addCallback(_refuse, name)


class LoopbackOnlyResolver(CachingThreadedResolver):
    """The replica profile resolves no name: the one address it knows is 127.0.0.1."""

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":
        if name == "127.0.0.1":
            return succeed(name)
        return fail(RefusedAddress(f"refused_address: {name} is not the replica"))


def _refuse(address: str, name: str) -> str:
    reason = is_refused_address(address)
    if reason is not None:
        raise RefusedAddress(f"refused_address: {name} leads to {address}: {reason}")
    return address


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
