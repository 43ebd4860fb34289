"""Dagster's own SQLite storage with its connections kept open.

Dagster opens a new engine for every event it stores, so each statement is compiled anew and each closed connection
folds its journal into the file. A run of the job stores some 300 events; the files stay those of the plain storage.
"""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.runs import SqliteRunStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import (
    DagsterSqliteStorage,
    SqliteStorageConfig,
    _event_logs_directory,
    _runs_directory,
)
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection

MOST_ENGINES = 8


class Engines:
    """Engines by address, the least lately used closed when there are more than `MOST_ENGINES`."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Engine] = OrderedDict()
        self._lock = threading.Lock()

    def engine(self, address: str) -> Engine:
        """The engine of one SQLite file, made at the first call."""
        with self._lock:
            found = self._kept.pop(address, None) or _engine(address)
            self._kept[address] = found
            while len(self._kept) > MOST_ENGINES:
                self._kept.popitem(last=False)[1].dispose()
            return found

    def dispose(self) -> None:
        """Close every connection."""
        with self._lock:
            while self._kept:
                self._kept.popitem()[1].dispose()


def _engine(address: str) -> Engine:
    made = create_engine(address, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})

    @event.listens_for(made, "connect")
    def without_sync(connection: sqlite3.Connection, _record: object) -> None:
        # With a write-ahead log a killed process loses nothing by this, and a file is never damaged: only a power cut
        # can take the last events, which the archive and the warehouse do not need.
        connection.execute("PRAGMA synchronous=NORMAL")

    return made


class EventsKeptOpen(SqliteEventLogStorage):
    """Events of a run in a file a run and one over all runs, as Dagster keeps them."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines = Engines()
        self._empty: sqlite3.Connection | None = None
        super().__init__(base_dir, inst_data)

    def _initdb(self, engine: Engine, for_index_shard: bool = False) -> None:
        """Tables of a new file. The first of a run's own is made by Dagster, which reads all its migrations for
        that; the others are copies of it, taken before it held an event."""
        target = engine.url.database
        if for_index_shard or target is None or Path(target).name == f"{INDEX_SHARD_NAME}.db":
            super()._initdb(engine, for_index_shard)
            return
        is_new = not Path(target).exists() or not Path(target).stat().st_size
        if is_new and self._empty is not None:
            with closing(sqlite3.connect(target, timeout=SQLITE_BUSY_TIMEOUT_SECONDS)) as made:
                self._empty.backup(made)
                made.execute("PRAGMA journal_mode=WAL")
            return
        super()._initdb(engine)
        if is_new:
            self._empty = sqlite3.connect(":memory:", check_same_thread=False)
            with closing(sqlite3.connect(target)) as made:
                made.backup(self._empty)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engines.engine(self.conn_string_for_shard(shard))
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def dispose(self) -> None:
        """Close every connection."""
        super().dispose()
        self._engines.dispose()


class RunsKeptOpen(SqliteRunStorage):
    """Runs and their tags in one file."""

    def __init__(self, conn_string: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines = Engines()
        super().__init__(conn_string, inst_data)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A transaction."""
        with self._engines.engine(self._conn_string).begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close every connection."""
        super().dispose()
        self._engines.dispose()


class RunHistory(DagsterSqliteStorage):
    """Runs, events and schedules below one folder, laid out as by the storage that Dagster calls `sqlite`."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(base_dir, inst_data)
        self._run_storage = RunsKeptOpen.from_local(_runs_directory(base_dir))
        self._event_log_storage = EventsKeptOpen(_event_logs_directory(base_dir))

    @classmethod
    def from_config_value(  # type: ignore[override]  # as in the class of Dagster: a typed mapping
        cls, inst_data: ConfigurableClassData | None, config_value: SqliteStorageConfig
    ) -> "RunHistory":
        """The storage that `dagster.yaml` names."""
        return cls.from_local(config_value["base_dir"], inst_data)
