"""Keys and tokens never reach a stored address, a stored body or a log line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

SECRET_PARAMETERS = ("OC", "apiKey", "serviceKey", "authKey", "crtfc_key", "access_token")
MARK = "REDACTED"
# A shorter key (an e-mail's local part such as "kim") also stands in ordinary text: it is replaced only
# where it is the value of a key parameter.
SHORTEST_FREE_SECRET = 6
MASK_BYTE = b"*"

_PARAMETER = re.compile(
    r"(?i)(?<![A-Za-z0-9_])(" + "|".join(SECRET_PARAMETERS) + r")(=|%3D)([^&\s\"'<>;#\\]*)"
)


def redact_url(url: str) -> str:
    """The address with the value of every key parameter replaced; equal for every key."""
    return _PARAMETER.sub(lambda match: f"{match[1]}{match[2]}{MARK}", url)


@dataclass(frozen=True, kw_only=True)
class Redactor:
    """Replaces the secrets of one run, byte for byte at the same length, so that nothing else moves."""

    secrets: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, secrets: Iterable[str | None]) -> "Redactor":
        return cls(secrets=tuple(sorted({secret for secret in secrets if secret}, key=len, reverse=True)))

    def body(self, body: bytes) -> tuple[bytes, int]:
        """The body without the secrets, and how many times one stood in it."""
        replaced = 0
        for pattern in self._patterns():
            body, times = pattern.subn(_mask, body)
            replaced += times
        return body, replaced

    def text(self, text: str) -> str:
        """A log line or message without the secrets and without any key parameter's value."""
        redacted, _ = self.body(text.encode("utf-8", "surrogateescape"))
        return redact_url(redacted.decode("utf-8", "surrogateescape"))

    def holds_secret(self, body: bytes) -> bool:
        return any(pattern.search(body) for pattern in self._patterns())

    def _patterns(self) -> list[re.Pattern[bytes]]:
        return [_secret_pattern(form, len(secret)) for secret in self.secrets for form in _forms(secret)]


def _forms(secret: str) -> list[bytes]:
    forms = {secret, quote(secret, safe=""), quote_plus(secret), secret.encode("unicode_escape").decode()}
    return [form.encode("utf-8") for form in sorted(forms, key=lambda form: (-len(form), form))]


def _secret_pattern(form: bytes, secret_length: int) -> re.Pattern[bytes]:
    escaped = re.escape(form)
    if secret_length >= SHORTEST_FREE_SECRET:
        return re.compile(escaped, re.IGNORECASE)
    after_key = rb"(?i)(?:(?<=OC=)|(?<=Key=)|(?<=OC%3D)|(?<=Key%3D)|(?<=\"OC\":\"))"
    return re.compile(after_key + escaped + rb"(?![\w-])")


def _mask(match: re.Match[bytes]) -> bytes:
    return MASK_BYTE * len(match[0])
