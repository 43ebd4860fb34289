"""One writer at a time in a data folder. The lock belongs to the open file, so it dies with its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.errors import JumunError


@contextmanager
def hold_writer_lock(root: Path) -> Iterator[None]:
    """Hold `root`/.writer.lock for the block. Raises JumunError, naming the holder, when another run has it."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock_file = (root / ".writer.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise JumunError(f"cannot write to the data folder [{root}]: {error.strerror}") from error
    with lock_file as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise JumunError(
                f"another run writes to [{root}] (process {holder}); wait for it or end it"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
