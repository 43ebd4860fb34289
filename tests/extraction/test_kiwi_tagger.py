"""The tagger: every dictionary entry proves itself, offsets slice back, hostile text is survived."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.kiwi_tagger import (
    CONTENT_TAGS,
    PHRASE_TAG,
    RUN_CHARS,
    STRETCH_CHARS,
    TAG_VERSION,
    UNIT_CHARS,
    NounPhrase,
    Tagger,
    UserWord,
    load_noun_phrases,
    load_user_words,
    make_safe,
    process_tagger,
    tag_batch,
    tag_units,
)

WORDS = load_user_words()


@pytest.fixture(scope="module")
def tagger() -> Iterator[Tagger]:
    yield process_tagger()


def _forms(tagger: Tagger, sentence: str) -> list[str]:
    return [f"{sentence[t.start : t.end]}/{t.tag}" for t in tagger.lemmas(sentence)]


@pytest.mark.parametrize("word", WORDS, ids=[word.text[:20] for word in WORDS])
def test_every_entry_keeps_its_examples_whole(tagger: Tagger, word: UserWord) -> None:
    assert word.examples
    for sentence, token in word.examples:
        assert token in _forms(tagger, sentence)
    for sentence, token in word.counterexamples:
        assert token not in _forms(tagger, sentence)


@pytest.mark.parametrize("entry", load_noun_phrases(), ids=lambda entry: entry.phrase)
def test_a_noun_phrase_is_found_whole_in_either_spelling_and_nowhere_else(
    tagger: Tagger, entry: NounPhrase
) -> None:
    assert entry.examples and entry.counterexamples and len(entry.phrase.split()) > 1
    for sentence in entry.examples:
        found = [sentence[p.start : p.end] for p in tagger.phrases(sentence) if p.lemma == entry.phrase]
        assert [text.replace(" ", "") for text in found] == [entry.phrase.replace(" ", "")]
        assert tagger.count_lemmas(sentence)[entry.phrase, PHRASE_TAG] == 1
    for sentence in entry.counterexamples:
        assert tagger.count_lemmas(sentence)[entry.phrase, PHRASE_TAG] == 0


def test_phrases_keep_their_offsets_across_paragraphs_and_ends_of_tokens(tagger: Tagger) -> None:
    text = "첫 문단이다.\n\n양형 기준과 양형기준, 법정 구속.\n심신미약자는 아니다."
    assert [(p.lemma, text[p.start : p.end]) for p in tagger.phrases(text)] == [
        ("양형 기준", "양형 기준"),
        ("양형 기준", "양형기준"),
        ("법정 구속", "법정 구속"),
        ("심신 미약", "심신미약"),
    ]


def test_an_entry_of_the_dictionary_stands_once() -> None:
    texts = [word.text for word in WORDS]
    assert len(texts) == len(set(texts))


def test_suspended_sentence_before_a_number_is_one_token(tagger: Tagger) -> None:
    counts = tagger.count_lemmas("가상지방법원은 2023고합123 사건에서 징역 1년에 집행유예 2년을 선고했다.")
    assert counts[("집행유예", "NNG")] == 1
    assert counts[("2023고합123", "W_SERIAL")] == 1
    assert not {tag for _, tag in counts} - CONTENT_TAGS - {PHRASE_TAG}


def test_offsets_slice_back_across_paragraphs(tagger: Tagger) -> None:
    text = "첫 문단은 징역 이야기다.\n\n둘째 문단은 😀 벌금 이야기다."
    found = {text[t.start : t.end] for t in tagger.lemmas(text)}
    assert {"징역", "벌금", "문단"} <= found


def test_verbs_are_counted_in_dictionary_form(tagger: Tagger) -> None:
    counts = tagger.count_lemmas("그는 영상을 퍼뜨렸다. 영상을 지웠다. 집을 지었다.")
    assert counts[("퍼뜨리다", "VV")] == 1
    assert counts[("지우다", "VV")] == 1
    assert counts[("짓다", "VV")] == 1


def test_hostile_text_is_survived(tagger: Tagger) -> None:
    texts = ["", "\n \n", "가" * 30_000, "징역 \ud800 벌금", "\x00집행유예\x00", "ㅋ" * 5_000, "징역 2년"]
    tagged = tag_batch(texts)
    assert all(item.problem is None for item in tagged)
    assert tagged[3].counts[("벌금", "NNG")] == 1
    assert tagged[6].n_tokens == 3


@given(st.text(alphabet="가나 \n\ud800", max_size=3 * UNIT_CHARS))
def test_units_are_slices_within_their_limit(text: str) -> None:
    units = tag_units(text)
    assert all(text[offset : offset + len(piece)] == piece for offset, piece in units)
    assert all(len(piece) <= UNIT_CHARS and "\n" not in piece for _, piece in units)
    assert "".join("".join(piece for _, piece in units).split()) == "".join(text.split())


@given(st.text(alphabet="가a\ud800 ", max_size=4 * RUN_CHARS))
def test_safe_text_keeps_length_and_is_safe_twice(text: str) -> None:
    safe = make_safe(text)
    assert len(safe) == len(text)
    assert make_safe(safe) == safe
    safe.encode()


def test_version_names_what_can_change_a_token() -> None:
    assert all(part in TAG_VERSION for part in ("kiwi", "model", "words", f"paragraph{UNIT_CHARS}"))


def test_texts_tagged_together_count_as_each_alone(tagger: Tagger) -> None:
    sentence = "피고인은 영상을 퍼뜨렸고 2023고합12 사건에서 집행유예 2년을 받았다. "
    texts = ["", sentence * 3, "가나\n" + sentence, sentence * (STRETCH_CHARS // len(sentence) + 2), sentence]
    together = tagger.tag_texts(texts)
    assert together == [tagger.tag_text(text) for text in texts]
    assert together[1].counts["퍼뜨리다", "VV"] == 3
    # The same by the other way to tokens: offsets and forms instead of counts.
    assert [found.n_tokens for found in together] == [len(tagger.lemmas(text)) for text in texts]


def test_a_unit_that_kiwi_refuses_spoils_its_own_text_alone() -> None:
    class Refusing:
        def tokenize(self, given: list[str]) -> list[list[str]]:
            if any("나쁜" in unit for unit in given):
                raise ValueError("refused")
            return [[] for _ in given]

    tagger = object.__new__(Tagger)
    vars(tagger)["_kiwi"] = Refusing()
    found = tagger.tag_texts(["좋은 말", "나쁜 말\n좋은 말", "또 좋은 말"])
    assert [text.problem for text in found] == [None, "ValueError: refused", None]
