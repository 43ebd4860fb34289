"""The chaos suite writes what it saw: one row a try, from which `docs/reliability.md` is made."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

RESULTS = "JUMUN_CHAOS_RESULTS"
Record = Callable[..., None]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "chaos: faults on purpose; long, run by `make chaos` alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long faults run when `make chaos` asks for them; the short ones always."""
    if os.environ.get(RESULTS):
        return
    long = [item for item in items if item.get_closest_marker("chaos")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


@pytest.fixture
def record() -> Record:
    """``record(part, fault, lost=, wrong=, seconds=, message=)``: what one try cost, one line of the results."""

    def add(part: str, fault: str, *, lost: int, wrong: int, seconds: float, message: str = "") -> None:
        row = {
            "part": part,
            "fault": fault,
            "lost": lost,
            "wrong": wrong,
            "seconds": seconds,
            "message": message,
        }
        path = os.environ.get(RESULTS)
        if path:
            with Path(path).open("a", encoding="utf-8") as out:
                out.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")

    return add
