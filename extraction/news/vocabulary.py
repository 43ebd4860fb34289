"""The cues of news language as data: loading, and one compiled scanner a group."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extraction.news.article import Language


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry: `pattern` is searched in a sentence, `role` is what a hit says."""

    id: str
    role: str
    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue in a sentence."""

    id: str
    role: str
    start: int
    end: int


def _vocabulary_text(language: Language) -> str:
    return (files("extraction") / "vocabulary" / f"news_{language}.yml").read_text(encoding="utf-8")


@cache
def load_cues(language: Language) -> dict[str, tuple[Cue, ...]]:
    """Group name → its cues, in file order (the earlier wins where both match)."""
    raw: dict[str, list[dict[str, Any]]] = yaml.safe_load(_vocabulary_text(language))
    return {
        group: tuple(
            Cue(
                id=str(entry["id"]),
                role=str(entry["role"]),
                pattern=str(entry["pattern"]),
                examples=tuple(entry["examples"]),
                counterexamples=tuple(entry["counterexamples"]),
            )
            for entry in entries
        )
        for group, entries in raw.items()
    }


@cache
def load_words(name: str) -> dict[str, frozenset[str]]:
    """Group name → its words, of a vocabulary file that lists words (`news_people_en`)."""
    raw: dict[str, list[str]] = yaml.safe_load(_words_text(name))
    return {group: frozenset(words) for group, words in raw.items()}


def _words_text(name: str) -> str:
    return (files("extraction") / "vocabulary" / f"{name}.yml").read_text(encoding="utf-8")


@cache
def _compiled(language: Language, group: str) -> tuple[tuple[Cue, re.Pattern[str]], ...]:
    return tuple(
        (cue, re.compile(_in_full(cue.pattern) if language == "ko" else cue.pattern))
        for cue in load_cues(language)[group]
    )


def _in_full(pattern: str) -> str:
    """`했` and `됐` of a pattern, which a text may write as `하였` and `되었`."""
    return pattern.replace("됐", "(?:됐|되었)").replace("했", "(?:했|하였)")


def find_cues(text: str, language: Language, group: str) -> list[CueHit]:
    """Every cue of a group in a sentence, in order of place; of overlapping hits the earlier entry stays.

    English is matched in lower case.
    """
    if language == "en":
        text = lowered(text)
    return sorted(_claimed(text, language, group), key=lambda hit: hit.start)


def lowered(text: str) -> str:
    """The text in lower case where that keeps every offset (patterns without IGNORECASE run faster)."""
    low = text.lower()
    return low if len(low) == len(text) else text


def _claimed(text: str, language: Language, group: str) -> Iterator[CueHit]:
    taken: list[tuple[int, int]] = []
    for cue, pattern in _compiled(language, group):
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= a or start >= b for a, b in taken):
                taken.append((start, end))
                yield CueHit(cue.id, cue.role, start, end)
