"""The vocabulary of orders as compiled patterns: families of clauses and plain words."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml


@cache
def vocabulary(name: str) -> object:
    """One file of `extraction/vocabulary`, parsed; read once a process."""
    text = resources.files("extraction.vocabulary").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = vocabulary("order_families.yml")
    assert isinstance(rows, list)  # noqa: S101
    return tuple((row["family"], re.compile(row["pattern"])) for row in rows)


def _plain_words() -> dict[str, re.Pattern[str]]:
    groups = vocabulary("order_words.yml")
    assert isinstance(groups, dict)  # noqa: S101
    general = [row["pattern"] for row in groups["general"]]
    compiled = {}
    for family, rows in groups.items():
        patterns = general if family == "general" else general + [row["pattern"] for row in rows]
        compiled[family] = re.compile("|".join(f"(?:{p})" for p in patterns))
    return compiled


FAMILIES = _families()
PLAIN = _plain_words()


def family_of(text: str, head: str | None) -> str | None:
    """The family of a clause, None when no pattern knows it."""
    body = text.rstrip(" \n.,")
    return next((family for family, pattern in FAMILIES if pattern.search(body)), None)


def is_plain(family: str, word: str) -> bool:
    """Whether a word of a clause of this family carries no value of its own."""
    return PLAIN.get(family, PLAIN["general"]).fullmatch(word) is not None
