"""Vocabulary entries: words as data, each with examples it must match and counterexamples it must not.

A vocabulary file is YAML: a mapping with `entries`, a list of mappings with `id`, `patterns` (regular
expressions), `examples`, `counterexamples` and whatever else the reader of that file needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

VOCABULARY = Path(__file__).parent / "vocabulary"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OWN = frozenset({"id", "patterns", "examples", "counterexamples"})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry: any of `patterns` finds it; `extra` holds the keys that only its reader knows."""

    id: str
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    extra: Mapping[str, Any]

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The earliest match of any pattern from `start` on."""
        found = [m for p in self.patterns if (m := p.search(text, start))]
        return min(found, key=lambda m: (m.start(), -m.end())) if found else None


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of some words; of two that begin alike the longer.

    It has one branch for each first letter: the engine skips to those letters, and tries the words of one letter only.
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_letter.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_letter.items()))


@cache
def load_entries(file_name: str) -> tuple[Entry, ...]:
    """The entries of one file of `extraction/vocabulary`, in its order.

    Raises ValueError for an entry without patterns or examples, or an id given twice.
    """
    data = yaml.load((VOCABULARY / file_name).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    entries = tuple(_entry(raw, file_name) for raw in data["entries"])
    ids = [e.id for e in entries]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{file_name}: an id is given twice")
    return entries


def _entry(raw: Mapping[str, Any], file_name: str) -> Entry:
    if not raw.get("patterns") or not raw.get("examples"):
        raise ValueError(f"{file_name}: entry {raw.get('id')!r} needs patterns and examples")
    return Entry(
        id=str(raw["id"]),
        patterns=tuple(re.compile(p) for p in raw["patterns"]),
        examples=tuple(raw["examples"]),
        counterexamples=tuple(raw.get("counterexamples") or ()),
        extra={k: v for k, v in raw.items() if k not in _OWN},
    )
