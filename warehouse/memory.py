"""How much memory DuckDB is given for what: loading, building, everything else.

DuckDB fills what it is given before it writes to disk, so a limit is what a step takes at any number of judgments.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import duckdb

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
MEMORY_LIMIT = "1500MB"
LOADING_MEMORY = "256MB"
BUILD_MEMORY = ("450MB", "600MB", MEMORY_LIMIT, "3000MB")
"""What building the tables is given, one after the other until it fits: at a million judgments the second."""


def _give(con: duckdb.DuckDBPyConnection, limit: str) -> None:
    con.execute(f"SET memory_limit = '{limit}'").fetchall()


@contextmanager
def loading_memory(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """LOADING_MEMORY for the block, MEMORY_LIMIT after it: rows that only come and go gain nothing by staying in
    DuckDB's memory. What held before cannot be put back, since DuckDB tells it only rounded."""
    _give(con, LOADING_MEMORY)
    try:
        yield
    finally:
        _give(con, MEMORY_LIMIT)


def in_enough_memory(con: duckdb.DuckDBPyConnection, work: Callable[[], T]) -> T:
    """What `work` returns, in the least of BUILD_MEMORY that it fits into; MEMORY_LIMIT holds afterwards.

    `work` may be begun several times, so it replaces what it writes. Raises what it raises, and its want of memory
    when the last limit is not enough either.
    """
    *tried_first, last = BUILD_MEMORY
    try:
        for limit in tried_first:
            _give(con, limit)
            try:
                return work()
            except Exception as error:
                if not is_want_of_memory(error):
                    raise
                _LOG.warning("%s of memory are not enough here: once more with more", limit)
        _give(con, last)
        return work()
    finally:
        _give(con, MEMORY_LIMIT)


def is_want_of_memory(error: BaseException | None) -> bool:
    """Whether the error, or what caused it, is DuckDB's for a memory limit that was too small."""
    while error is not None:
        if isinstance(error, duckdb.OutOfMemoryException):
            return True
        error = error.__cause__
    return False
