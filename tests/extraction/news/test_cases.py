"""The case list: every sentence reads as listed, and the list is what it claims to be."""

import pytest

from extraction.news.article import ArticleRecord
from tests.extraction.news.case_list import (
    Entry,
    Score,
    load_entries,
    load_known_gaps,
    read_entry,
    score_entry,
)

ENTRIES = load_entries()
GROUPS: dict[str, list[Entry]] = {}
for each in ENTRIES:
    GROUPS.setdefault(each.group, []).append(each)


@pytest.mark.parametrize("group", GROUPS)
def test_every_sentence_of_a_group_reads_as_listed(group: str) -> None:
    """Each text is read once for its values and for its evidence; an error begins with the id of its entry."""
    score = Score()
    for entry in GROUPS[group]:
        record = read_entry(entry)
        score_entry(entry, record, score)
        score.errors += _crooked_slices(entry, record)
    assert score.errors == []


def test_a_known_gap_is_still_one() -> None:
    """An entry that has come to be read right is one of the list: its `known_gap` goes."""
    read_right = []
    for entry in load_known_gaps():
        score = Score()
        score_entry(entry, read_entry(entry), score)
        if not score.errors:
            read_right.append(entry.id)
    assert read_right == []


def _crooked_slices(entry: Entry, record: ArticleRecord) -> list[str]:
    spans = [located.evidence for located in record.evidence]
    return [
        f"{entry.id} evidence: {span.slice!r} is not at {span.start}:{span.end}"
        for span in spans
        if not span.slice or entry.text[span.start : span.end] != span.slice
    ]


def test_the_list_is_large_and_holds_enough_traps() -> None:
    assert len(ENTRIES) >= 200
    assert sum(entry.must_not is not None for entry in ENTRIES) * 3 >= len(ENTRIES)
    assert len({entry.text for entry in ENTRIES}) == len(ENTRIES)
    languages = {entry.group.rsplit("_", 1)[1] for entry in ENTRIES}
    assert {"ko", "en"} <= languages


def test_the_first_trap_is_a_demand() -> None:
    first = next(entry for entry in ENTRIES if entry.must_not is not None)
    assert first.must_not == "구형 is not 선고"
