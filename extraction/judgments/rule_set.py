"""The version of rules and vocabulary: a digest over their sources."""

from __future__ import annotations

import hashlib
from importlib import resources

_READ = (".py", ".yml")


def _digest() -> str:
    """First 16 hex digits of SHA-256 over code and vocabulary of the judgment reader, by path."""
    total = hashlib.sha256()
    for package in ("extraction", "extraction.judgments", "extraction.vocabulary"):
        files = sorted(resources.files(package).iterdir(), key=lambda f: f.name)
        for file in files:
            if file.is_file() and file.name.endswith(_READ):
                body = file.read_bytes().replace(b"\r\n", b"\n")
                total.update(f"{package}/{file.name}\0{len(body)}\0".encode())
                total.update(body)
    return total.hexdigest()[:16]


RULE_SET = _digest()
