"""The next warehouse as the steps of one run share it: begun afresh by the first, published by the last.

A step that runs alone opens the file and closes it. Steps that follow each other in one process find it open
(`warehouse_kept_open`): each has a connection of its own to it, so that no temporary table outlives its step.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import duckdb

from pipelines.settings import RunSettings
from warehouse.build import Warehouse, open_next

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


class _KeptOpen:
    """The file that stays open between steps; closed at once by a step that fails, as if it had opened it."""

    def __init__(self) -> None:
        self._held: Warehouse | None = None

    @contextmanager
    def step(self, settings: RunSettings, *, start: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection for one step."""
        held = self.take() if start else self._held
        if start and held is not None:
            held.close()
        if start or held is None:
            held = self._held = _open(settings, start=start)
        con = held.con.cursor()
        try:
            con.execute("SET TimeZone = 'UTC'").fetchall()
            yield con
        except BaseException as error:
            con.close()
            self._held = None
            held.__exit__(type(error), error, error.__traceback__)
            raise
        con.close()

    def take(self) -> Warehouse | None:
        """The open file, for whoever closes it; the next step opens it again."""
        held, self._held = self._held, None
        return held


_kept: _KeptOpen | None = None


@contextmanager
def warehouse_kept_open() -> Iterator[None]:
    """Steps within the block share one open file. Leaving it closes what no step has published."""
    global _kept
    _kept = kept = _KeptOpen()
    try:
        yield
    finally:
        _kept = None
        left = kept.take()
        if left is not None:
            left.close()


@contextmanager
def next_warehouse(settings: RunSettings, *, start: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file that this run builds. `start` begins again from a copy of the last good one.

    A run killed on its way leaves a file that may hold half a step: the first step of the next run drops it.
    """
    if _kept is not None:
        with _kept.step(settings, start=start) as con:
            yield con
        return
    with _open(settings, start=start) as warehouse:
        yield warehouse.con


def publish_warehouse(settings: RunSettings) -> int:
    """Put the next file in the place of the last good one; returns its bytes."""
    with (_kept.take() if _kept else None) or _open(settings) as warehouse:
        return warehouse.publish().stat().st_size


def _open(settings: RunSettings, *, start: bool = False) -> Warehouse:
    return open_next(settings.data.root, code_version=code_version(), restart=start)
