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
    _last: float = field(default_factory=time.monotonic, init=False)

    def advance(self, done: int, total: int | None = None) -> None:
        """Show `done` of `total`, or `done` alone where nobody knows the total."""
        now = time.monotonic()
        is_end = total is not None and done >= total
        if not is_end and now - self._last < (0.1 if sys.stderr.isatty() else LINE_SECONDS):
            return
        self._last = now
        text = f"{self.label}: {done:,}" + (f" of {total:,}" if total is not None else "") + f" {self.unit}"
        if sys.stderr.isatty():
            filled = BAR_WIDTH * done // max(total, 1) if total is not None else 0
            bar = "█" * filled + "░" * (BAR_WIDTH - filled)
            sys.stderr.write(f"\r{bar} {text}" + ("\n" if is_end else ""))
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()


def announce(text: str) -> None:
    """One line for the person or log that follows the run."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
