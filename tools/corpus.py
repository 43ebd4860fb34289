"""Where the shared corpus of real texts is, if it is anywhere. It never enters the project."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def shared_corpus() -> Path | None:
    """JUMUN_CORPUS, else ../shared/corpus beside the repository; None where neither is a folder."""
    named = os.environ.get("JUMUN_CORPUS")
    for path in (Path(named) if named else None, REPOSITORY.parent / "shared" / "corpus"):
        if path is not None and path.is_dir():
            return path
    return None
