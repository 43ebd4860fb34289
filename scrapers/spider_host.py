"""Several spider runs from one interpreter: ``python -m scrapers.spider_host``.

Scrapy takes longer to import than most visits last. This process imports it once and forks a child for each run, so
that a run stays a process of its own: its reactor, its log, its secrets and its exit code are its own, and one that is
killed takes no other along.

Orders are lines of JSON on standard input, ``{"run": NAME, "arguments": [...]}``, the arguments those of
``scrapers.run_spider``. A run that ended is a line on standard output: ``{"run": NAME, "exit_code": CODE, "said": LINE}``
with the last line that it wrote itself; a negative code is the signal that killed it. Where the input ends no more runs
are begun, and the process ends with the last of them.
"""

import ctypes
import gc
import importlib
import json
import os
import selectors
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from . import run_spider
from .cards import load_cards

CHUNK = 65_536
ORDERS, ANSWERS = 0, 1
"""Descriptors of this process: standard input and standard output."""
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
# What a run imports by itself when its spider is begun; a source of files needs none of it.
IMPORTED_ONCE = (
    "scrapers.crawl.process",
    "scrapers.crawl.log_lines",
    "scrapers.crawl.middleware",
    "scrapers.crawl.replica_handler",
    "scrapers.crawl.retries",
    "scrapers.spiders.kosis",
    "scrapers.spiders.law_go_kr",
    "scrapers.spiders.news",
)


@dataclass(kw_only=True)
class _Run:
    name: str
    process: int
    output: bytearray = field(default_factory=bytearray)


def main() -> int:
    """Serve orders until the input ends and the last run with it."""
    # An interrupt from the keyboard reaches the runs themselves, which close their archive files.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pending = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(ORDERS, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                if key.fd != ORDERS:
                    _listen(selector, key.fd, key.data)
                elif not _take_orders(selector, pending):
                    selector.unregister(ORDERS)
    return 0


def _take_orders(selector: selectors.BaseSelector, pending: bytearray) -> bool:
    """Begin the runs whose orders have come in whole; False where the input has ended."""
    chunk = os.read(ORDERS, CHUNK)
    pending += chunk
    while b"\n" in pending:
        line, _, rest = bytes(pending).partition(b"\n")
        pending[:] = rest
        order = json.loads(line)
        try:
            output, run = _begin(order["run"], order["arguments"])
        except OSError as error:
            sys.stderr.write(f"no process can be begun: {error}\n")
            _answer(order["run"], 1, "")
            continue
        selector.register(output, selectors.EVENT_READ, run)
    return bool(chunk)


def _listen(selector: selectors.BaseSelector, output: int, run: _Run) -> None:
    """Keep what a run writes; where it closed its output it has ended, and that is told."""
    if chunk := os.read(output, CHUNK):
        run.output += chunk
        return
    selector.unregister(output)
    os.close(output)
    _, status = os.waitpid(run.process, 0)
    lines = run.output.decode("utf-8", "replace").splitlines()
    _answer(run.name, os.waitstatus_to_exitcode(status), lines[-1] if lines else "")


def _answer(name: str, exit_code: int, said: str) -> None:
    line = json.dumps({"run": name, "exit_code": exit_code, "said": said})
    try:
        os.write(ANSWERS, line.encode() + b"\n")
    except BrokenPipeError:
        # Whoever gave the order is gone; what was captured lies in the archive.
        return


def _begin(name: str, arguments: Sequence[str]) -> tuple[int, _Run]:
    _import_once(arguments)
    output, written = os.pipe()
    process = os.fork()
    if process == 0:
        _be_spider(arguments, written)
    os.close(written)
    return output, _Run(name=name, process=process)


def _import_once(arguments: Sequence[str]) -> None:
    card = load_cards().get(arguments[0]) if arguments else None
    if card is None or card.kind == "files" or IMPORTED_ONCE[-1] in sys.modules:
        return
    for module in IMPORTED_ONCE:
        importlib.import_module(module)
    # Children share these pages with the parent for as long as nobody writes to them.
    gc.collect()
    gc.freeze()


def _be_spider(arguments: Sequence[str], written: int) -> NoReturn:
    """The child: standard output is the pipe, and nothing of the parent's loop is ever returned to."""
    code: Any = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        # Without the parent nobody would know of this run, and the source might be visited by a second one.
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, ORDERS)
        os.dup2(written, ANSWERS)
        os.close(written)
        code = run_spider.main(arguments)
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    sys.exit(main())
