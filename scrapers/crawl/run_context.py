"""What one spider run knows: its card, its archive file, what the archive already holds, its clock."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, cast

from ..archive import ArchiveError, ArchiveWriter
from ..cards import SourceCard, Table
from .held import Held


class Progress(Protocol):
    """Where a run tells how far it is."""

    def __call__(self, message: str) -> None: ...


@dataclass(kw_only=True)
class RunContext:
    """Shared by the spider and the middleware of one run. Mutable: counts grow, the stop reason is set once."""

    card: SourceCard
    writer: ArchiveWriter
    held: Held
    clock: Callable[[], datetime]
    progress: Progress
    key: str | None = None
    since: date | None = None
    until: date | None = None
    tables: tuple[Table, ...] = ()
    requests_left: int = 0
    cap_reason: str = "daily_cap"
    retry_pause_seconds: float = 3.0
    recheck_hours: float = 20.0
    recheck_a_run: int = 100
    counts: Counter[str] = field(default_factory=Counter)
    stop_reason: str | None = None

    @property
    def is_probe(self) -> bool:
        """A run of a few requests, to see one of everything rather than all of the lists."""
        return self.cap_reason == "request_cap"

    def note_failure(self, url: str, failure: str, detail: Mapping[str, Any] | None = None) -> None:
        """Record a failure in the archive; an archive that cannot be written to stops the run."""
        try:
            self.writer.write_failure(url, failure, detail, fetched_at=self.clock())
        except (OSError, ArchiveError) as error:
            self.stop(f"archive_unwritable: {error}")

    def stop(self, reason: str) -> None:
        """Remember why the run stops; the first reason stands."""
        if self.stop_reason is None:
            self.stop_reason = reason


def context_of(crawler: Any) -> RunContext:
    """The context of the crawl that a middleware works in; its spider always carries one."""
    return cast(RunContext, crawler.spider.context)
