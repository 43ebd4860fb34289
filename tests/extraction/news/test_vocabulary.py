"""Every cue proves itself: it matches its examples, none of its counterexamples, and no entry stands without."""

import re

import pytest

from extraction.news.vocabulary import Cue, load_cues

CUES = [
    (lang, group, cue) for lang in ("ko", "en") for group, cues in load_cues(lang).items() for cue in cues
]  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "group", "cue"), CUES, ids=[f"{a}-{b}-{c.id}" for a, b, c in CUES])
def test_cue_matches_its_examples_alone(language: str, group: str, cue: Cue) -> None:
    pattern = re.compile(cue.pattern, re.IGNORECASE if language == "en" else 0)
    assert cue.examples and cue.counterexamples
    assert [text for text in cue.examples if not pattern.search(text)] == []
    assert [text for text in cue.counterexamples if pattern.search(text)] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_ids_are_unique_in_their_group(language: str) -> None:
    for cues in load_cues(language).values():  # type: ignore[arg-type]
        assert len({cue.id for cue in cues}) == len(cues)
