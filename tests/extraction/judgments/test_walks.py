"""What is searched fast finds what the plain pattern finds."""

import random

from extraction.entries import load_entries
from extraction.judgments.factors import _CLAIM, _MAY_CLAIM, _TURN, _finditer, _searched, _stems
from extraction.judgments.people import MENTION, find_mention_matches

_PIECES = (
    *(
        "피고인",
        "피 고 인",
        "피고",
        "피감호청구인",
        "피부착명령청구자",
        "피가나다청구인",
        "피해자",
        "행위자",
        "재심청구인",
    ),
    *(
        "재심피고인",
        "재항고인",
        "약물치료명령피청구자",
        "위",
        "같은",
        "이",
        "동",
        "나머지",
        "다른",
        "겸",
        "및",
        "들",
        "들은",
    ),
    *(
        " ",
        " ",
        " ",
        "\n",
        "1",
        "2, 3",
        "A",
        "갑을",
        "주식회사 가",
        "(가명)",
        "을",
        "에게",
        "의",
        "가",
        "항소",
        ".",
        ",",
    ),
)


def test_mentions_are_tried_wherever_one_may_begin() -> None:
    rnd = random.Random(7)  # noqa: S311
    n_found = 0
    for _ in range(1_500):
        text = "".join(rnd.choices(_PIECES, k=12))
        plain = [m.span() for m in MENTION.finditer(text)]
        assert [m.span() for m in find_mention_matches(text)] == plain, text
        n_found += len(plain)
    assert n_found > 1_000


def test_every_stem_of_a_factor_is_found_where_it_stands() -> None:
    pattern, ids = _stems()
    assert ids and all(pattern.fullmatch(stem) for stem in ids)
    # Of two stems at one place the longer is taken, whose factors include those of the shorter.
    assert all(ids[stem] <= ids[pattern.match(stem)[0]] for stem in ids)  # type: ignore[index]


def test_patterns_taken_apart_find_what_they_found_whole() -> None:
    rnd = random.Random(11)  # noqa: S311
    n_split = n_found = 0
    for entry in load_entries("factors.yml"):
        told = [*entry.examples, *entry.counterexamples]
        for pattern, (before, rest) in zip(entry.patterns, _searched()[entry.id], strict=True):
            n_split += before is not None
            for _ in range(6):
                text = " ".join(rnd.choices(told, k=3)) + rnd.choice(told)
                plain = [(m.span(), m.groups()) for m in pattern.finditer(text)]
                assert [(m.span(), m.groups()) for m in _finditer(before, rest, text)] == plain, text
                n_found += len(plain)
    assert n_split >= 10 and n_found > 300


def test_a_claim_is_looked_for_wherever_one_may_stand() -> None:
    for text in (
        "형이 무겁다고 주장하나, 살피건대",
        "너무 무거워서 부당하다는",
        "부당하다고 함에 있다",
        "바란다는 것이",
        "판단컨대, ",
    ):
        assert _CLAIM.search(text) or _TURN.search(text), text
        assert _MAY_CLAIM.search(text), text
