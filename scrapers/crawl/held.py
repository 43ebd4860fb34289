"""What the archive already holds of one source: rebuilt from the archive, never kept beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from ..archive import Capture, DamagedBody, DamagedRecord, archive_files, is_tombstone
from ..archive.reader import run_id_of
from ..archive.records import WarcRecord, capture_of, decoded_body, walk_records

Verdict = Literal["good", "gone", "bad"]
Judge = Callable[[Capture, bytes], Verdict]


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldPage:
    """The newest good capture of one address, and when the source last confirmed it."""

    capture: Capture
    last_modified: str | None
    confirmed_at: datetime


@dataclass(kw_only=True)
class Held:
    """Newest good captures by (redacted) address.

    ``gone``: addresses the source says do not exist, with the time it said so. ``withdrawn``: documents taken
    down here; never fetched again. ``requests_on``: responses already had on a day (ISO). ``owed``: addresses that
    were asked for and never gave a good page, with the number of tries.
    """

    pages: dict[str, HeldPage] = field(default_factory=dict)
    digests: dict[str, set[str]] = field(default_factory=dict)
    gone: dict[str, datetime] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    requests_on: dict[str, int] = field(default_factory=dict)
    owed: dict[str, int] = field(default_factory=dict)
    damaged: int = 0

    def holds(self, url: str, sha256: str) -> bool:
        """True where exactly these bytes were already captured at this address."""
        return sha256 in self.digests.get(url, ())

    def add(self, capture: Capture, last_modified: str | None, verdict: Verdict) -> None:
        """Take one capture into account; captures come in the order of the archive."""
        if capture.status is not None:
            day = capture.fetched_at.date().isoformat()
            self.requests_on[day] = self.requests_on.get(day, 0) + 1
        if verdict == "bad" and capture.url not in self.pages and not is_tombstone(capture):
            self.owed[capture.url] = self.owed.get(capture.url, 0) + 1
        else:
            self.owed.pop(capture.url, None)
        if is_tombstone(capture):
            self.withdrawn.add(capture.url)
            self.pages.pop(capture.url, None)
        elif capture.status == 304 and capture.url in self.pages:
            held = self.pages[capture.url]
            self.pages[capture.url] = replace(held, confirmed_at=capture.fetched_at)
        elif verdict == "gone":
            self.gone[capture.url] = capture.fetched_at
        elif verdict == "good" and capture.sha256 is not None:
            self.gone.pop(capture.url, None)
            self.digests.setdefault(capture.url, set()).add(capture.sha256)
            self.pages[capture.url] = HeldPage(
                capture=capture, last_modified=last_modified, confirmed_at=capture.fetched_at
            )


def judge_by_status(capture: Capture, body: bytes) -> Verdict:
    """200 and files are good, 404 and 410 say that the page is gone."""
    if capture.status in {404, 410}:
        return "gone"
    return "good" if capture.failure is None and capture.status in {200, None} else "bad"


def read_held(root: Path, source_id: str, judge: Judge = judge_by_status) -> Held:
    """Walk the source's part of the archive. Damaged stretches are counted; what they held is fetched again."""
    held = Held()
    for path in archive_files(root):
        if path.parent.name != source_id:
            continue
        warc_file = path.relative_to(root).as_posix()
        for record in walk_records(path, warc_file):
            if isinstance(record, DamagedRecord):
                held.damaged += 1
                continue
            _add_record(held, record, warc_file, source_id, run_id_of(path), judge)
    return held


def _add_record(
    held: Held, record: WarcRecord, warc_file: str, source_id: str, run_id: str, judge: Judge
) -> None:
    capture = capture_of(record, source_id=source_id, run_id=run_id, warc_file=warc_file)
    if capture is None:
        return
    try:
        body = decoded_body(record) if capture.failure is None else b""
    except DamagedBody:
        body = b""
    held.add(capture, record.http_headers.get("last-modified"), judge(capture, body))
