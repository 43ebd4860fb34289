"""The vocabulary of orders as compiled patterns: families of clauses and plain words."""

from __future__ import annotations

import re

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


FAMILIES = _families()
PLAIN = _plain_words()


def family_of(text: str) -> str | None:
    """The family of a clause, None when no pattern knows it."""
    body = text.rstrip(" \n.,")
    return next((family for family, pattern in FAMILIES if pattern.search(body)), None)


def is_plain(family: str, word: str) -> bool:
    """Whether a word of a clause of this family carries no value of its own."""
    return PLAIN.get(family, PLAIN[_GENERAL]).match(word) is not None
