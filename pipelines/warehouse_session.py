"""The next warehouse as the steps of one run share it: begun afresh by the first, published by the last."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import duckdb

from pipelines.settings import RunSettings
from warehouse.build import open_next

REPOSITORY = Path(__file__).resolve().parents[1]
# What decides, beside the readers' own rule sets, what raw_ and core_ tables hold.
_DECIDING = (
    ("scrapers", "*.py"),
    ("scrapers/archive", "*.py"),
    ("scrapers/cards", "*"),
    ("scrapers/articles", "*"),
    ("pipelines", "*.py"),
    ("warehouse", "documents.py"),
    ("warehouse", "terms.py"),
    ("warehouse", "load.py"),
)


@lru_cache(maxsize=1)
def code_version() -> str:
    """Digest of the code between archive and records: data of another version is made again, never migrated."""
    digest = hashlib.sha256()
    for folder, pattern in _DECIDING:
        for path in sorted((REPOSITORY / folder).glob(pattern)):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@contextmanager
def next_warehouse(settings: RunSettings, *, start: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file that this run builds. `start` begins again from a copy of the last good one.

    A run killed on its way leaves a file that may hold half a step: the first step of the next run drops it.
    """
    with open_next(settings.data.root, code_version=code_version(), restart=start) as warehouse:
        yield warehouse.con


def publish_warehouse(settings: RunSettings) -> int:
    """Put the next file in the place of the last good one; returns its bytes."""
    with open_next(settings.data.root, code_version=code_version()) as warehouse:
        return warehouse.publish().stat().st_size
