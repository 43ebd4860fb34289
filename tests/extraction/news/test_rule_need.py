"""Without any one cue of the vocabulary a sentence of the case list is read wrongly: no cue is there for nothing."""

import re

import pytest

from extraction.news import vocabulary
from extraction.news.article import Language
from extraction.news.vocabulary import Cue, load_cues
from tests.extraction.news.case_list import Score, load_entries, read_entry, score_entry

ENTRIES = load_entries()
_HANGUL = re.compile("[가-힣]")


def _is_needed(monkeypatch: pytest.MonkeyPatch, language: Language, group: str, cue: Cue) -> bool:
    whole = vocabulary._compiled

    def without(asked: Language, name: str) -> tuple[tuple[Cue, re.Pattern[str]], ...]:
        return tuple(pair for pair in whole(asked, name) if pair[0] is not cue)

    pattern = next(compiled for each, compiled in whole(language, group) if each is cue)
    entries = [entry for entry in ENTRIES if bool(_HANGUL.search(entry.text)) == (language == "ko")]
    # Texts that hold the cue come first: the sentence that needs it is nearly always one of them.
    entries.sort(key=lambda entry: pattern.search(entry.text) is None)
    monkeypatch.setattr(vocabulary, "_compiled", without)
    for entry in entries:
        score = Score()
        score_entry(entry, read_entry(entry), score)
        if score.errors:
            return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_cue_is_needed(monkeypatch: pytest.MonkeyPatch, language: Language) -> None:
    unneeded = []
    for group, cues in load_cues(language).items():
        for cue in cues:
            with monkeypatch.context() as patch:
                if not _is_needed(patch, language, group, cue):
                    unneeded.append(f"{group}.{cue.id}")
    assert unneeded == []
