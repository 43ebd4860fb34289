"""A small read-only server for a built site on this machine, with the headers a public one should send."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dashboards.site import CSP

HEADERS = {
    "Content-Security-Policy": CSP + "; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves files of one folder to GET and HEAD; folders without an index are not listed."""

    server_version = "jumun"
    sys_version = ""

    def end_headers(self) -> None:
        """Add the safe headers to every answer."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """Refuse to list a folder."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: requests of readers are nobody's business."""


def server(site_dir: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server on 127.0.0.1 that is bound but not yet running; port 0 takes a free one."""
    if not (site_dir / "index.html").is_file():
        raise FileNotFoundError(f"no site at {site_dir}: run the job first")
    return ThreadingHTTPServer(("127.0.0.1", port), partial(SiteHandler, directory=str(site_dir)))


def serve(site_dir: Path, port: int) -> None:
    """Serve a built site on localhost until interrupted."""
    with server(site_dir, port) as running:
        running.serve_forever()
