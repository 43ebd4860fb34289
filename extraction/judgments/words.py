"""The vocabulary of orders as compiled patterns: families of clauses and plain words."""

from __future__ import annotations

import re
from functools import lru_cache

from extraction.entries import load_entries

_GENERAL = "general"


def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((str(e.extra["family"]), p) for e in load_entries("order_families.yml") for p in e.patterns)


def _plain_words() -> dict[str, re.Pattern[str]]:
    by_family: dict[str, list[str]] = {}
    for entry in load_entries("order_words.yml"):
        by_family.setdefault(str(entry.extra["family"]), []).extend(p.pattern for p in entry.patterns)
    general = by_family[_GENERAL]
    return {
        family: re.compile("|".join(f"(?:{p})" for p in dict.fromkeys([*general, *patterns])))
        for family, patterns in by_family.items()
    }


def _kinds() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    groups: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for entry in load_entries("order_kinds.yml"):
        value = entry.id.partition(".")[2]
        groups.setdefault(str(entry.extra["group"]), []).extend((value, p) for p in entry.patterns)
    return {group: tuple(rows) for group, rows in groups.items()}


KINDS = _kinds()
FAMILIES = _families()
PLAIN = _plain_words()


@lru_cache(maxsize=1024)
def family_of(text: str) -> str | None:
    """The family of a clause, None when no pattern knows it."""
    body = text.rstrip(" \n.,")
    return next((family for family, pattern in FAMILIES if pattern.search(body)), None)


def kind_of(group: str, text: str) -> str | None:
    """The first value of a group whose words stand in the text."""
    return next((value for value, pattern in KINDS[group] if pattern.search(text)), None)


def kinds_in(group: str, text: str) -> tuple[str, ...]:
    """All values of a group whose words stand in the text, in the order of the vocabulary."""
    return tuple(value for value, pattern in KINDS[group] if pattern.search(text))


@lru_cache(maxsize=8192)
def is_plain(family: str, word: str) -> bool:
    """Whether a word of a clause of this family carries no value of its own."""
    return PLAIN.get(family, PLAIN[_GENERAL]).match(word) is not None
