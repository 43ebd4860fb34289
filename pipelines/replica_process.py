"""The replica as a child process: started, asked where it listens, ended by its id."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

STOP_SECONDS = 5
START_SECONDS = 120.0
LINE_BYTES = 4096
FAULTS = "JUMUN_REPLICA_FAULTS"
"""Faults of the replica, as `python -m scrapers.replica --fault` takes them, with spaces between."""


class ReplicaError(RuntimeError):
    """The replica did not say where it listens."""


@contextmanager
def replica(*, cases: int, seed: int, as_of: str) -> Iterator[str]:
    """Yield the loopback origin of a replica that shows the web as it stood at `as_of`. Raises ReplicaError."""
    command = [
        sys.executable,
        "-m",
        "scrapers.replica",
        "--port",
        "0",
        "--cases",
        str(cases),
        "--seed",
        str(seed),
    ]
    command += ["--as-of", as_of, "--parent-pid", str(os.getpid())]
    for fault in os.environ.get(FAULTS, "").split():
        command += ["--fault", fault]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603
    try:
        yield _origin_of(process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _origin_of(process: subprocess.Popen[bytes]) -> str:
    line = _first_line(process.stdout) if process.stdout else b""
    try:
        return str(json.loads(line)["origin"])
    except (ValueError, KeyError, TypeError) as error:
        said = line.decode("utf-8", "replace").strip()
        raise ReplicaError(f"the replica did not say where it listens; it said [{said}]") from error


def _first_line(stream: IO[bytes], *, seconds: float = START_SECONDS) -> bytes:
    """What comes up to the first line end: at most LINE_BYTES, and no longer than `seconds`."""
    line, until = b"", time.monotonic() + seconds
    while not line.endswith(b"\n") and len(line) < LINE_BYTES:
        left = until - time.monotonic()
        if left <= 0 or not select.select([stream], [], [], left)[0]:
            break
        byte = os.read(stream.fileno(), 1)
        if not byte:
            break
        line += byte
    return line
