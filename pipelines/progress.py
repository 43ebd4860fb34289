"""Progress on stderr: a bar where a person watches a terminal, a line now and then elsewhere."""

import sys
import time
from dataclasses import dataclass, field

LINE_SECONDS = 5.0
BAR_WIDTH = 30


@dataclass
class Progress:
    """One long step. `advance` is called with what is done of what there is, in any unit."""

    label: str
    unit: str
    _last: float = field(default=0.0, init=False)

    def advance(self, done: int, total: int) -> None:
        """Show `done` of `total`; the first and the last state are always shown."""
        now = time.monotonic()
        is_end = done >= total
        if not is_end and now - self._last < (0.1 if sys.stderr.isatty() else LINE_SECONDS):
            return
        self._last = now
        filled = BAR_WIDTH * done // max(total, 1)
        text = f"{self.label}: {done:,} of {total:,} {self.unit}"
        if sys.stderr.isatty():
            bar = "█" * filled + "░" * (BAR_WIDTH - filled)
            sys.stderr.write(f"\r{bar} {text}" + ("\n" if is_end else ""))
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()


def announce(text: str) -> None:
    """One line for the person or log that follows the run."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
