"""Spiders are run as the job runs them: as their own processes, against a stand-in on 127.0.0.1."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
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


def run_spider(
    source: str, archive: Path, *arguments: str, key: str | None = "replica", seconds: int = 90
) -> Outcome:
    environment = {name: value for name, value in os.environ.items() if name != "LAW_OC"}
    environment |= {"LAW_OC": key} if key is not None else {}
    done = subprocess.run(
        [sys.executable, "-m", "scrapers.run_spider", source, "--archive", str(archive), *arguments],
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
