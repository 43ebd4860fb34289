"""A word in its context: offsets, lemmas rather than letters, one line each."""

import pytest

from pipelines.kwic import WIDTH, occurrences_in

TEXT = (
    "가상 경찰은 영상을 유포한 A씨를 불러\n조사했다. A씨는 유포하지 않았다고 말했다. 유포라는 말을 싫어했다."
)


def test_every_form_of_the_lemma_is_found_with_its_neighbours() -> None:
    found = list(occurrences_in(TEXT, "유포"))
    assert len(found) == 3
    for start, left, hit, right in found:
        assert TEXT[start : start + len(hit)] == hit == "유포"
        whole = TEXT[max(0, start - WIDTH) : start + len(hit) + WIDTH].replace("\n", " ")
        assert left + hit + right == whole


def test_a_noun_phrase_of_the_list_is_found_in_either_spelling() -> None:
    text = "가상 위원회는 양형 기준을 정했다.\n새 양형기준은 내년부터다. 양형의 기준이 아니다."
    assert [hit for _, _, hit, _ in occurrences_in(text, "양형 기준")] == ["양형 기준", "양형기준"]
    assert list(occurrences_in(text, "위원회 기준")) == []


@pytest.mark.parametrize("lemma", ["포한", "영", ""])
def test_a_piece_of_a_word_is_no_lemma(lemma: str) -> None:
    assert list(occurrences_in(TEXT, lemma)) == []
