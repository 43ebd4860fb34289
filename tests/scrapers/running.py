"""Spiders are run as the job runs them: as their own processes, against a stand-in on 127.0.0.1.

The job begins them from one interpreter that has imported Scrapy (`scrapers.spider_host`), and so do these tests; a
run with another environment than the usual one is begun by its command.
"""

import atexit
import json
import os
import selectors
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scrapers.archive import Capture, read_body, scan_archive
from scrapers.documents import Parsed, parse_capture

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    code: int
    counts: dict[str, Any]
    stderr: str


class SpiderHost:
    """The interpreter that begins runs, one after another; what each says on standard error is kept apart."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 (open for as long as the host lives)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scrapers.spider_host"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            cwd=REPOSITORY,
            env=self.environment,
        )
        atexit.register(self.close)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()

    def run(self, arguments: Sequence[str], seconds: int) -> Outcome:
        assert self.process.stdin is not None and self.process.stdout is not None
        begins = self.said.seek(0, os.SEEK_END)
        order = {"run": "test", "arguments": list(arguments)}
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            if not selector.select(seconds):
                self.close()
                usual_host.cache_clear()
                raise subprocess.TimeoutExpired(order["arguments"], seconds)
        answer = json.loads(self.process.stdout.readline())
        self.said.seek(begins)
        stderr = self.said.read().decode("utf-8", "replace")
        return Outcome(answer["exit_code"], json.loads(answer["said"] or "{}"), stderr)


def usual_environment() -> dict[str, str]:
    left_out = ("LAW_OC", "PYTEST_CURRENT_TEST")
    return {name: value for name, value in os.environ.items() if name not in left_out} | {"LAW_OC": "replica"}


@cache
def usual_host() -> SpiderHost:
    return SpiderHost(usual_environment())


def run_spider(
    source: str, archive: Path, *arguments: str, key: str | None = "replica", seconds: int = 90
) -> Outcome:
    whole = [source, "--archive", str(archive), *arguments]
    if key == "replica" and usual_environment() == usual_host().environment:
        return usual_host().run(whole, seconds)
    return run_command(whole, key, seconds)


def run_command(arguments: Sequence[str], key: str | None, seconds: int) -> Outcome:
    environment = {name: value for name, value in os.environ.items() if name != "LAW_OC"}
    environment |= {"LAW_OC": key} if key is not None else {}
    done = subprocess.run(
        [sys.executable, "-m", "scrapers.run_spider", *arguments],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env=environment,
        timeout=seconds,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    return Outcome(done.returncode, json.loads(lines[-1]) if lines else {}, done.stderr)


def captures(archive: Path) -> list[Capture]:
    return [item for item in scan_archive(archive) if isinstance(item, Capture)]


def parsed(archive: Path) -> list[Parsed]:
    return [
        item for capture in captures(archive) for item in parse_capture(capture, read_body(archive, capture))
    ]


def failures(archive: Path) -> list[str]:
    return [capture.failure.partition(":")[0] for capture in captures(archive) if capture.failure]
