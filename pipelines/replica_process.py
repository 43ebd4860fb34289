"""The replica as a child process: started, asked where it listens, ended by its id."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STOP_SECONDS = 5
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
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603
    try:
        yield _origin_of(process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _origin_of(process: subprocess.Popen[str]) -> str:
    line = process.stdout.readline() if process.stdout else ""
    try:
        return str(json.loads(line)["origin"])
    except (ValueError, KeyError) as error:
        raise ReplicaError(
            f"the replica ended before it listened; its first line was [{line.strip()}]"
        ) from error
