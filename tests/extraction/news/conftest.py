"""Where the shared corpus is, for the tests that read it."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def news_corpus() -> Path:
    root = Path(os.environ.get("JUMUN_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus")
    if not (root / "news").is_dir():
        pytest.skip(f"no shared corpus at {root}: set JUMUN_CORPUS")
    return root / "news"
