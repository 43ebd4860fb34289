"""Failures without a page, in the closed list of words that the archive and the issue table use."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

# First match wins; what is none of these is "unexpected", and that is looked at.
_RULES: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (ResponseDataLossError, "body_cut_short"),
    (DownloadCancelledError, "too_large"),
    (CannotResolveHostError, "connection"),
    (DownloadConnectionRefusedError, "connection"),
    (UnsupportedURLSchemeError, "refused_address"),
    (DownloadFailedError, "connection"),
    (OSError, "connection"),
)
RULES = frozenset(rule for _, rule in _RULES) | {
    "robots", "http_status", "refused_address", "withdrawn_by_us", "daily_cap", "request_cap", "stopped", "unexpected",
}  # fmt: skip


def failure_text(error: BaseException) -> str:
    """``"rule: message"`` for an exception of the download."""
    message = " ".join(str(error).split())[:300]
    cause = _refusal(error)
    if cause is not None:
        return cause
    if isinstance(error, HttpError):
        return f"http_status: {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return _ignored(message)
    for kind, rule in _RULES:
        if isinstance(error, kind):
            return f"{rule}: {type(error).__name__} {message}".strip()
    return f"unexpected: {type(error).__name__} {message}".strip()


def failure_of(failure: Failure) -> str:
    """The same for Twisted's wrapper."""
    return failure_text(failure.value or RuntimeError("no exception"))


def _ignored(message: str) -> str:
    if "robots.txt" in message:
        return f"robots: {message}"
    if "DOWNLOAD_MAXSIZE" in message:
        return f"too_large: {message}"
    rule = message.partition(":")[0]
    return message if rule in RULES else f"unexpected: {message}"


def _refusal(error: BaseException) -> str | None:
    seen: BaseException | None = error
    for _ in range(5):
        if seen is None:
            return None
        text = " ".join(str(seen).split())
        if "refused_address:" in text:
            return text[text.index("refused_address:") :][:300]
        seen = seen.__cause__ or seen.__context__
    return None
