"""The version of a reader: a digest over code and vocabulary, so that no change of a rule leaves old readings standing."""

import hashlib
from importlib import resources

_READ = (".py", ".yml")


def source_digest(*packages: str) -> str:
    """First 16 hex digits of SHA-256 over the code and vocabulary files of the packages, by path."""
    total = hashlib.sha256()
    for package in packages:
        files = sorted(resources.files(package).iterdir(), key=lambda f: f.name)
        for file in files:
            if file.is_file() and file.name.endswith(_READ):
                body = file.read_bytes().replace(b"\r\n", b"\n")
                total.update(f"{package}/{file.name}\0{len(body)}\0".encode())
                total.update(body)
    return total.hexdigest()[:16]
