"""For a first live run: versions, disk, key, and a few polite requests a source, compared with its card."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from pipelines.capture import origin_of_visit, spider_arguments, spider_command
from pipelines.profiles import sources_of
from pipelines.settings import SAMPLE_AS_OF, RunSettings
from scrapers.archive import DamagedRecord, read_body, scan_archive
from scrapers.cards import load_cards
from scrapers.documents import ListingReport, ParsedDocument, parse_capture
from scrapers.drift import card_drift

PACKAGES = ("scrapy", "warcio", "kiwipiepy", "duckdb", "pandas", "plotly", "dagster", "trafilatura")
REQUESTS = 6
LONGEST_SECONDS = 600
ENOUGH_DISK = 2 * 2**30
Verdict = Literal["ok", "look", "bad"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the doctor's report."""

    subject: str
    verdict: Verdict
    message: str


def examine(settings: RunSettings) -> Iterator[Finding]:
    """Everything that can be known before a first run, cheapest first."""
    yield Finding(subject="versions", verdict="ok", message=", ".join(f"{p} {version(p)}" for p in PACKAGES))
    yield _disk(settings.data.root)
    if settings.profile == "live":
        yield _key()
    for source_id in sources_of(settings.profile):
        yield from _source(settings, source_id)


def _disk(root: Path) -> Finding:
    parent = next(path for path in (root, *root.parents) if path.exists())
    free = shutil.disk_usage(parent).free
    verdict: Verdict = "ok" if free >= ENOUGH_DISK else "look"
    writable = os.access(parent, os.W_OK)
    message = f"{free / 2**30:.1f} GB free under [{parent}]" + (
        "" if writable else ", which cannot be written"
    )
    return Finding(subject="disk", verdict=verdict if writable else "bad", message=message)


def _key() -> Finding:
    if os.environ.get("LAW_OC", "").strip():
        return Finding(subject="LAW_OC", verdict="ok", message="set")
    return Finding(
        subject="LAW_OC", verdict="bad", message="not set: ask for a free key at https://open.law.go.kr"
    )


def _source(settings: RunSettings, source_id: str) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory(prefix="jumun-doctor-") as folder:
        archive = Path(folder)
        try:
            done = _few_requests(settings, source_id, archive)
        except subprocess.TimeoutExpired:
            yield Finding(subject=source_id, verdict="bad", message=f"no end after {LONGEST_SECONDS} seconds")
        else:
            if done.returncode:
                last = (done.stderr.strip().splitlines() or ["no message"])[-1]
                yield Finding(subject=source_id, verdict="bad", message=last)
        yield from _shape(source_id, archive)


def _few_requests(settings: RunSettings, source_id: str, archive: Path) -> subprocess.CompletedProcess[str]:
    as_of = SAMPLE_AS_OF[-1] if settings.profile == "sample" else None
    with origin_of_visit(settings, as_of) as origin:
        arguments = spider_arguments(
            settings, source_id, None, origin=origin, since=None, until=None, archive=archive
        )
        command = spider_command(arguments)
        command += [] if source_id == "local" else ["--max-requests", str(REQUESTS)]
        return subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False)  # noqa: S603


def _shape(source_id: str, archive: Path) -> Iterator[Finding]:
    """What came back, and where it differs from the card: list rows, documents, problems, fields left empty."""
    items, statuses = [], []
    for capture in scan_archive(archive):
        if isinstance(capture, DamagedRecord):
            yield Finding(subject=source_id, verdict="bad", message=f"archive: {capture.reason}")
            continue
        statuses.append(str(capture.status or capture.failure))
        items += parse_capture(capture, read_body(archive, capture) if capture.sha256 else b"")
    documents = [item for item in items if isinstance(item, ParsedDocument)]
    rows = sum(len(item.ids) for item in items if isinstance(item, ListingReport))
    yield Finding(
        subject=source_id,
        verdict="ok" if documents or rows else "bad",
        message=f"answers {json.dumps(statuses)}, {rows} list rows, {len(documents)} documents",
    )
    for line in card_drift(load_cards()[source_id], items):
        yield Finding(subject=source_id, verdict="look", message=line)
