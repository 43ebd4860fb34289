"""Every vocabulary entry proves itself on its own examples and counterexamples."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extraction.entries import VOCABULARY, Entry, load_entries

FILES = [
    p.name
    for p in sorted(VOCABULARY.glob("*.yml"))
    if "entries" in (yaml.safe_load(p.read_text(encoding="utf-8")) or {})
]
WHOLE = {"statute_roles.yml"}
"""Files whose patterns are matched against a whole title."""
FILLED = {"ages.yml"}
"""Files with placeholders, proven through their reader."""
CASES = [(name, entry) for name in FILES if name not in FILLED for entry in load_entries(name)]


def matches(name: str, entry: Entry, text: str) -> bool:
    if name in WHOLE:
        return any(p.fullmatch(text) for p in entry.patterns)
    return entry.search(text) is not None


@pytest.mark.parametrize(("name", "entry"), CASES, ids=lambda v: v if isinstance(v, str) else v.id)
def test_an_entry_matches_its_examples_and_no_counterexample(name: str, entry: Entry) -> None:
    assert [x for x in entry.examples if not matches(name, entry, x)] == []
    assert [x for x in entry.counterexamples if matches(name, entry, x)] == []


@pytest.mark.parametrize(("name", "entry"), CASES, ids=lambda v: v if isinstance(v, str) else v.id)
def test_every_pattern_is_needed_by_an_example(name: str, entry: Entry) -> None:
    for i in range(len(entry.patterns)):
        rest = Entry(
            id=entry.id,
            patterns=entry.patterns[:i] + entry.patterns[i + 1 :],
            examples=entry.examples,
            counterexamples=(),
            extra={},
        )
        assert any(not matches(name, rest, x) for x in entry.examples), entry.patterns[i].pattern


def test_an_entry_without_examples_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.yml").write_text("entries:\n  - id: x\n    patterns: ['a']\n", encoding="utf-8")
    monkeypatch.setattr("extraction.entries.VOCABULARY", tmp_path)
    with pytest.raises(ValueError, match="needs patterns and examples"):
        load_entries("bad.yml")
