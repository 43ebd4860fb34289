"""The warehouse file: one writer builds `warehouse.next.duckdb`, readers see it only after the rename.

The writer's lock belongs to an open file and dies with its process. A next file that a killed run left behind
is taken up again: every load is idempotent and whole, so going on and starting over give the same tables.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

import duckdb

from warehouse.catalog import create_schema, create_statement, load_catalog, tables_of
from warehouse.memory import MEMORY_LIMIT
from warehouse.models import MODELS_DIR

_LOG = logging.getLogger(__name__)
LIVE_NAME = "warehouse.duckdb"
NEXT_NAME = "warehouse.next.duckdb"
DAMAGED_NAME = "warehouse.damaged.duckdb"
LOCK_NAME = ".warehouse.lock"
THREADS = 2
_HEADER_BYTES = 3 * 4096  # one main and two database headers stand before the blocks
_DERIVED = ("raw_", "core_")
_REBUILT = ("ref_", "out_")


class WarehouseError(RuntimeError):
    """The warehouse cannot be opened or written; the message says what to do about it."""


def is_rebuilt(name: str) -> bool:
    """Whether every run makes the table anew: ref_, out_, and what an SQL model fills."""
    return name.startswith(_REBUILT) or (MODELS_DIR / f"{name}.sql").exists()


def schema_version() -> str:
    """Digest of the DDL of the tables that a run keeps from the last one (raw_ and core_ without models)."""
    kept = (entry for entry in tables_of(_DERIVED) if not is_rebuilt(entry.name))
    text = "\n".join(create_statement(entry) for entry in kept)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def explain(error: BaseException, path: Path) -> WarehouseError:
    """A clear error for what DuckDB or the system said about the file at `path`."""
    said = str(error)
    is_full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    if is_full or "No space left" in said or "Out of disk" in said or "max_temp_directory_size" in said:
        return WarehouseError(
            f"the disk that holds [{path.parent}] is full: free some space and run again; archive and last "
            "published warehouse are untouched"
        )
    if "lock" in said.lower() and "PID" in said:
        return WarehouseError(f"[{path}] is open in another process: {said.splitlines()[0]}")
    if is_damage(error):
        return WarehouseError(
            f"[{path}] is damaged ({said.splitlines()[0]}): run again, it is rebuilt from the archive"
        )
    if (
        isinstance(error, PermissionError)
        or "Permission denied" in said
        or "read-only file system" in said.lower()
    ):
        return WarehouseError(f"[{path.parent}] cannot be written: {said.splitlines()[0]}")
    return WarehouseError(f"[{path}]: {said}")


def is_damage(error: BaseException) -> bool:
    """Whether the error says that the file itself is broken, not that it is busy or the disk full."""
    signs = (
        "Corrupt database file",
        "not a valid DuckDB database",
        "Could not read enough bytes",
        "checksum",
    )
    return isinstance(error, duckdb.Error) and any(sign in str(error) for sign in signs)


def _refuse_truncated(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """DuckDB opens a file that lost its tail and fails only when that part is read: measure it first.

    Used blocks, not all: free blocks at the end are counted as the file's although they may not be there.
    """
    found = con.execute("SELECT used_blocks * block_size FROM pragma_database_size()").fetchall()
    expected, size = int(found[0][0]) + _HEADER_BYTES, path.stat().st_size
    if size < expected:
        con.close()
        raise duckdb.IOException(f"Could not read enough bytes: the file holds {size} of {expected} bytes")


def connect_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """A published warehouse for reading. Raises WarehouseError: not there, damaged, or being written."""
    if not path.exists():
        raise WarehouseError(f"no warehouse at [{path}]: build it with `jumun run`")
    try:
        con = duckdb.connect(str(path), read_only=True)
        _refuse_truncated(con, path)
        return con
    except (duckdb.Error, OSError) as error:
        raise explain(error, path) from error


@dataclass
class Warehouse:
    """The open next warehouse: `con` for reading and writing, held by one process.

    Leaving the block closes the file and keeps it for the next step; `publish` closes it and makes it the one
    that readers see. An exception that means a damaged last good file moves that file aside.
    """

    con: duckdb.DuckDBPyConnection
    data_dir: Path
    _lock: IO[str] = field(repr=False)

    @property
    def path(self) -> Path:
        """The file that is being written."""
        return self.data_dir / NEXT_NAME

    @property
    def live_path(self) -> Path:
        """The file that readers open."""
        return self.data_dir / LIVE_NAME

    def close(self) -> None:
        """Write everything down and let the next writer in."""
        try:
            self.con.close()
        finally:
            self._lock.close()

    def publish(self) -> Path:
        """Close the file and put it in the place of the last good one; returns the path that readers open."""
        self.con.execute("CHECKPOINT").fetchall()
        self.con.close()
        try:
            _sync(self.path)
            self.path.replace(self.live_path)
            _sync(self.data_dir)
        finally:
            self._lock.close()
        return self.live_path

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lock.closed:
            return
        try:
            self.close()
        finally:
            if error is not None and is_damage(error):
                _put_aside(self.data_dir)
        if isinstance(error, duckdb.Error | OSError):
            raise explain(error, self.path) from error


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put_aside(data_dir: Path) -> None:
    """Move a damaged last good file away and drop its copy: the next run starts from nothing."""
    _remove_next(data_dir)
    live = data_dir / LIVE_NAME
    if live.exists():
        live.replace(data_dir / DAMAGED_NAME)


def _remove_next(data_dir: Path) -> None:
    for name in (NEXT_NAME, f"{NEXT_NAME}.wal"):
        (data_dir / name).unlink(missing_ok=True)


def _take_lock(data_dir: Path) -> IO[str]:
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = (data_dir / LOCK_NAME).open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise WarehouseError(
            f"the warehouse in [{data_dir}] is being written by process {holder}: wait for it or end it"
        ) from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _copy_last_good(data_dir: Path) -> None:
    copy = data_dir / f"{NEXT_NAME}.copy"
    shutil.copyfile(data_dir / LIVE_NAME, copy)
    copy.replace(data_dir / NEXT_NAME)


def _connect(data_dir: Path, **settings: object) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(data_dir / "warehouse.tmp"),
        **{k: str(v) for k, v in settings.items()},
    }
    con = duckdb.connect(str(data_dir / NEXT_NAME), config=config)
    _refuse_truncated(con, data_dir / NEXT_NAME)
    con.execute("SET TimeZone = 'UTC'").fetchall()
    return con


def _stamp(con: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'raw_build'").fetchall():
        return {}
    return dict(con.execute("SELECT property, value FROM raw_build").fetchall())


def _drop_changed_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Tables rebuilt in every run go when the catalogue describes them differently, or not at all."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for name, column, kind, nullable in con.execute(
        "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal "
        "ORDER BY table_name, column_index"
    ).fetchall():
        found.setdefault(name, []).append((column, kind, nullable))
    catalog = load_catalog()
    for name, columns in found.items():
        entry = catalog.get(name)
        wanted = [(c.name, c.type, c.nullable) for c in entry.columns] if entry else None
        if is_rebuilt(name) and columns != wanted:
            con.execute(f"DROP TABLE {name}").fetchall()


def _prepare(con: duckdb.DuckDBPyConnection, stamp: Mapping[str, str]) -> None:
    _drop_changed_tables(con)
    create_schema(con)
    con.execute("DELETE FROM raw_build").fetchall()
    for name, value in sorted(stamp.items()):
        con.execute("INSERT INTO raw_build VALUES (?, ?)", [name, value]).fetchall()


def _go_on(data_dir: Path, stamp: Mapping[str, str], **settings: object) -> duckdb.DuckDBPyConnection:
    """The next file that an earlier step of this run left. Dropping it here would lose that step unseen."""
    again = "run again, it is made anew from the archive"
    try:
        con = _connect(data_dir, **settings)
    except duckdb.Error as error:
        if is_damage(error):
            _remove_next(data_dir)
        raise
    held = _stamp(con)
    if held and held != stamp:
        con.close()
        _remove_next(data_dir)
        raise WarehouseError(f"[{data_dir / NEXT_NAME}] was begun by another version of the code: {again}")
    _prepare(con, stamp)
    return con


def _begin(data_dir: Path, stamp: Mapping[str, str], **settings: object) -> duckdb.DuckDBPyConnection:
    """A copy of the last good file; from nothing when there is none, or it is damaged or of another version."""
    if (data_dir / LIVE_NAME).exists():
        _copy_last_good(data_dir)
    try:
        con = _connect(data_dir, **settings)
        held = _stamp(con)
        if not held or held == stamp:
            _prepare(con, stamp)
            return con
        con.close()
        _LOG.warning("the warehouse is of another version: everything is made anew from the archive")
        _remove_next(data_dir)
    except duckdb.Error as error:
        if not is_damage(error):
            raise
        _LOG.warning("the warehouse is damaged (%s): everything is made anew from the archive", error)
        _put_aside(data_dir)
    con = _connect(data_dir, **settings)
    _prepare(con, stamp)
    return con


def open_next(
    data_dir: Path,
    *,
    code_version: str = "",
    restart: bool = False,
    memory_limit: str = MEMORY_LIMIT,
    threads: int = THREADS,
) -> Warehouse:
    """The warehouse to write: what an earlier step left, else a copy of the last good, else a new one.

    `code_version` names whatever decides what `raw_` and `core_` hold beside the catalogue (page readers):
    data of another version is dropped and made again. `restart` drops a next file that is there: the first step
    of a run says so. Raises WarehouseError when another process writes, the disk is full, the folder cannot be
    written, or the file that an earlier step left is damaged or of another version.
    """
    try:
        lock = _take_lock(data_dir)
    except OSError as error:
        raise explain(error, data_dir / NEXT_NAME) from error
    stamp = {"schema_version": schema_version(), "code_version": code_version}
    try:
        if restart:
            _remove_next(data_dir)
        step = _go_on if (data_dir / NEXT_NAME).exists() else _begin
        con = step(data_dir, stamp, memory_limit=memory_limit, threads=threads)
    except (duckdb.Error, OSError) as error:
        lock.close()
        raise explain(error, data_dir / NEXT_NAME) from error
    except BaseException:
        lock.close()
        raise
    return Warehouse(con=con, data_dir=data_dir, _lock=lock)


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A published warehouse for the block; damage found while reading is a WarehouseError that says so."""
    con = connect_read_only(path)
    try:
        yield con
    except duckdb.Error as error:
        raise explain(error, path) from error
    finally:
        con.close()
