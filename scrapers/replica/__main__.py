"""``python -m scrapers.replica``: serve until the parent goes away.

The first line of standard output is ``{"origin": "http://127.0.0.1:PORT"}``. With ``--parent-pid`` the server
ends with that process; with ``--watch-stdin`` it ends when standard input closes.
"""

import argparse
import json
import os
import sys
import threading
import time
from datetime import UTC, datetime

from scrapers.replica.cases import DEFAULT_CASES, DEFAULT_SEED
from scrapers.replica.faults import FAULT_KINDS, parse_fault
from scrapers.replica.server import DEFAULT_AS_OF, ReplicaServer


def parse_time(text: str) -> datetime:
    """An ISO date or time; UTC where no zone is given."""
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m scrapers.replica", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cases", type=int, default=DEFAULT_CASES)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--as-of", type=parse_time, default=DEFAULT_AS_OF)
    parser.add_argument("--length", choices=("short", "realistic"), default="short")
    parser.add_argument("--fault", action="append", type=parse_fault, default=[], help="|".join(FAULT_KINDS))
    parser.add_argument("--parent-pid", type=int)
    parser.add_argument("--watch-stdin", action="store_true")
    return parser.parse_args(arguments)


def _wait_for_the_end(arguments: argparse.Namespace) -> None:
    if arguments.watch_stdin:
        sys.stdin.buffer.read()
        return
    parent, own = arguments.parent_pid, os.getppid()
    while parent is None or _is_alive(parent, own):
        time.sleep(0.5)


def _is_alive(pid: int, own_parent: int) -> bool:
    if pid == own_parent:
        # A dead parent may linger as a zombie, but its children get another one at once.
        return os.getppid() == pid
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def main(arguments: list[str] | None = None) -> int:
    """Serve; returns the exit code."""
    options = parse_arguments(arguments)
    server = ReplicaServer(
        port=options.port,
        faults=options.fault,
        cases=options.cases,
        seed=options.seed,
        as_of=options.as_of,
        length=options.length,
    )
    with server:
        sys.stdout.write(json.dumps({"origin": server.origin}) + "\n")
        sys.stdout.flush()
        waiter = threading.Thread(target=_wait_for_the_end, args=(options,), daemon=True)
        waiter.start()
        try:
            waiter.join()
        except KeyboardInterrupt:
            return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
