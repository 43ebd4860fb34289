"""The case list: every sentence reads as listed, and the list is what it claims to be."""

import pytest

from tests.extraction.news.case_list import Entry, Score, load_entries, read_entry, score_entry

ENTRIES = load_entries()


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.id for entry in ENTRIES])
def test_every_sentence_reads_as_listed(entry: Entry) -> None:
    score = Score()
    score_entry(entry, read_entry(entry), score)
    assert score.errors == []


def test_the_list_is_large_and_holds_enough_traps() -> None:
    assert len(ENTRIES) >= 200
    assert sum(entry.must_not is not None for entry in ENTRIES) * 3 >= len(ENTRIES)
    assert len({entry.text for entry in ENTRIES}) == len(ENTRIES)
    languages = {entry.group.rsplit("_", 1)[1] for entry in ENTRIES}
    assert {"ko", "en"} <= languages


def test_the_first_trap_is_a_demand() -> None:
    first = next(entry for entry in ENTRIES if entry.must_not is not None)
    assert first.must_not == "구형 is not 선고"


def test_evidence_slices_back() -> None:
    for entry in ENTRIES:
        for located in read_entry(entry).evidence:
            span = located.evidence
            assert span.slice, entry.id
            assert entry.text[span.start : span.end] == span.slice, entry.id
