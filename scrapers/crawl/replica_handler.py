"""The replica profile's only difference: every request goes to one loopback origin, its address unchanged.

Robots, download slots, the address guard and the archive all see the public address; no name is resolved
and no other place can be connected to.
"""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response


class ReplicaHandler(HTTP11DownloadHandler):
    """Sends each request, with its real Host, to the setting ``REPLICA_ORIGIN``."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._origin = loopback_origin(crawler.settings["REPLICA_ORIGIN"])

    async def download_request(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        path = parts.path or "/"
        target = f"{self._origin}{path}{'?' + parts.query if parts.query else ''}"
        headers = {
            **dict(request.headers.items()),
            b"Host": [parts.netloc.encode()],
        }
        response = await super().download_request(request.replace(url=target, headers=headers))
        return response.replace(url=request.url)


def loopback_origin(origin: str) -> str:
    """Check that an origin is ``http://127.0.0.1:PORT`` and nothing else. Raises ValueError."""
    parts = urlsplit(origin)
    if parts.scheme != "http" or parts.hostname != "127.0.0.1" or not parts.port or parts.path.strip("/"):
        raise ValueError(f"the replica's origin must be http://127.0.0.1:PORT, not {origin!r}")
    return f"http://127.0.0.1:{parts.port}"
