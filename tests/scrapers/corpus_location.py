"""Where the shared corpus lies, or why the test is skipped."""

import os
from pathlib import Path

import pytest


def corpus_folder() -> Path:
    stated = os.environ.get("JUMUN_CORPUS")
    folder = Path(stated) if stated else Path(__file__).resolve().parents[3] / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"the shared corpus is not at {folder}; set JUMUN_CORPUS")
    return folder
