"""News outlets of the replica (filled in from articles)."""

from datetime import datetime

from scrapers.replica.lawgo import Reply


class NewsSite:
    """Every news host of one replica."""

    def __init__(self, *, seed: int, n: int, as_of: datetime) -> None:
        self.seed, self.n, self.as_of = seed, n, as_of

    def answer(self, host: str, path: str) -> Reply | None:
        """The answer of a news host."""
        return None
