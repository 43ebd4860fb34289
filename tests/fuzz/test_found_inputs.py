"""Inputs that once broke a reader are read in time, and the fuzzer starts from seeds that every reader takes."""

import time
from pathlib import Path

import pytest

from tools.fuzz import FOUND, SLOWEST_SECONDS, TARGETS, seeds, write_dictionary

INPUTS = sorted(path for path in FOUND.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_broke_a_reader_once_is_read_in_time(path: Path) -> None:
    started = time.process_time()
    TARGETS[path.parent.name](path.read_bytes())
    assert time.process_time() - started < SLOWEST_SECONDS / 5


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_the_fuzzer_starts_from_inputs_that_are_read(target: str) -> None:
    inputs = list(seeds(target))
    assert len(inputs) >= 8
    for data in inputs[:3]:
        TARGETS[target](data)


def test_the_words_are_a_dictionary_of_the_fuzzer(tmp_path: Path) -> None:
    write_dictionary(tmp_path / "words")
    lines = (tmp_path / "words").read_text(encoding="ascii").splitlines()
    assert all(line.startswith('"\\x') and line.endswith('"') for line in lines)
