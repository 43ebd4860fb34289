"""Sentencing factors: direction with negation, adoption, persons (all texts made up)."""

# ruff: noqa: E501

from __future__ import annotations

import time

import pytest

from extraction.entries import load_entries
from extraction.evidence import Section
from extraction.judgments import JudgmentText, read_judgment
from extraction.judgments.factors import factors_of, factors_of_phrase, read_factors


def read(text: str, key: str | None = None, law: str | None = None) -> dict[str, bool]:
    reasons = Section(name="reasons_text", text=text) if text else None
    applied = Section(name="applied_law_text", text=law) if law else None
    found = read_factors(None, applied, reasons, None)
    for f in found:
        e = f.evidence[0]
        source = text if e.section == "reasons_text" else law or ""
        assert source[e.start : e.end] == e.slice
    return {f.value.factor: f.value.adopted for f in factors_of(found, key)}


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("피해자와 합의하였고", "settlement"),
        ("피해자와 합의에 이르지 못하였고", "no_settlement"),
        ("피해자가 처벌을 원하지 아니하는 점", "victim_asks_no_punishment"),
        ("피해자가 엄벌을 탄원하는 점", "victim_asks_punishment"),
        ("잘못을 반성하고 있는 점", "remorse"),
        ("잘못을 반성하지 않고 있는 점", "no_remorse"),
        ("범행을 자백한 점", "confession"),
        ("범행을 부인하는 점", "denial"),
        ("아무런 형사처벌 전력이 없는 점", "first_offender"),
        ("벌금형을 초과하는 처벌 전력이 없는 점", "only_minor_record"),
        ("동종 처벌 전력이 없는 점", "no_similar_record"),
        ("동종 범죄로 처벌받은 전력이 여러 차례 있는 점", "similar_record"),
        ("피해가 모두 회복된 점", "damage_repaired"),
        ("피해가 전혀 회복되지 않은 점", "damage_not_repaired"),
    ],
)
def test_a_factor_and_its_denial_are_never_both_read(text: str, factor: str) -> None:
    assert read(f"{text} 등을 참작하여 형을 정한다.") == {factor: True}


@pytest.mark.parametrize(
    ("text", "adopted"),
    [
        ("피고인은 초범인 점 등 유리한 정상을 참작한다.", True),
        ("피고인이 반성하고 있다고 하더라도 엄벌이 필요한 정상이다.", False),
        ("피고인은 반성하고 있는 점 등에 비추어 양형이 무겁다고 주장한다.", False),
        (
            "2. 항소이유의 요지\n피고인이 반성하는 점 등 정상에 비추어 원심의 형은 너무 무거워서 부당하다.",
            False,
        ),
    ],
)
def test_what_a_party_claims_or_the_court_sets_aside_is_not_adopted(text: str, adopted: bool) -> None:
    assert set(read(text).values()) == {adopted}


def test_adopted_words_go_before_claimed_ones() -> None:
    text = "피고인이 반성하는 점 등에 비추어 형이 무겁다고 주장한다.\n\n판단\n피고인이 반성하고 있는 정상을 참작한다."
    assert read(text) == {"remorse": True}


LONG = "가나다라 마바사아. " * 300


def test_in_long_reasons_only_sentences_that_speak_of_sentencing_are_read() -> None:
    assert read(LONG + "피고인은 반성하고 있는 점을 참작한다. 피고인은 초범이고 서울에 산다. " + LONG) == {
        "remorse": True
    }


def test_a_claim_that_the_court_takes_up_is_its_own() -> None:
    assert read("피고인이 반성하고 있다고 주장하는 정상은 모두 인정된다.") == {"remorse": True}
    assert read("피고인이 반성하고 있다고 주장하는 정상이 있다.") == {"remorse": False}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "피고인은 피해자의 도발에 의한 것이라고 변소하나, 범행을 부인하고 죄질이 불량한 점이 불리한 정상이다.",
            {"victim_at_fault": False, "denial": True, "serious_offence": True},
        ),
        (
            "피고인의 주장은 형이 너무 무거워 부당하다는 것이므로 보건대, 초범이고 원만히 합의한 정상이 있다.",
            {"first_offender": True, "settlement": True},
        ),
        ("반성하고 있는 정상에 비추어 관대한 처분을 바란다는 것이고", {"remorse": False}),
    ],
)
def test_a_sentence_turns_from_the_claim_to_the_court(text: str, found: dict[str, bool]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("유족인 형이 피고인의 관대한 처벌을 바라고 있는 정상", {"victim_asks_no_punishment": True}),
        ("피해자가 여전히 처벌을 강력히 원하고 있는 정상", {"victim_asks_punishment": True}),
        ("죄질과 범정이 무거운 판시 제2의 절도죄에 정한 형에 가중하고 초범인 정상", {"first_offender": True}),
        ("범정이 중한 판시 절도죄의 정한 형에 가중하고 초범인 정상", {"first_offender": True}),
        ("죄질이 무거운 점을 참작한다.", {"serious_offence": True}),
        ("원심이 돈을 건넨 사실을 인정하고 형을 정한 것은 옳다.", {}),
        ("돈을 건넨 사실을 시인하고 있는 정상", {"confession": True}),
        ("거액의 어음을 두 차례 발행한 경위를 고려하면 정상이 있다.", {}),
        ("절취하려다 미수에 그친 것이다. 정상을 참작한다.", {}),
        ("범행을 주도한 것으로는 보이지 아니하는 정상", {"minor_role": True}),
        ("심신미약 상태에 있었다고 볼 수 없는 정상", {}),
        ("피해자가 아직 나이가 어리고 죄질이 무거운 정상", {"serious_offence": True}),
        ("개전의 정이 있다고 보기 어려운 정상", {}),
        ("누범에 해당하지 아니하는 정상", {}),
        ("요금으로 합의된 돈을 주지 아니한 정상", {}),
        ("유족에게 손해배상을 한 바 없는 정상", {}),
    ],
)
def test_words_that_sound_like_a_factor_and_are_none(text: str, found: dict[str, bool]) -> None:
    assert read(text) == found


def test_headings_tell_claims_from_the_court() -> None:
    claims = "1. 피고인의 항소이유\n피고인은 반성하고 있는 정상이 있다.\n\n"
    assert read(claims) == {"remorse": False}
    assert read(claims + "2. 판단\n피고인은 초범인 정상이 있다.") == {
        "remorse": False,
        "first_offender": True,
    }


def test_each_defendant_has_his_own() -> None:
    law = "1. 집행유예(피고인 1, 피고인 2)\n형법 제62조 제1항(피고인 1은 초범이고, 피고인 2는 피해자와 합의한 점 등 참작)"
    assert read("", "1", law) == {"first_offender": True}
    assert read("", "2", law) == {"settlement": True}
    assert read("", "3", law) == {}


def test_the_heading_names_the_person_of_what_follows() -> None:
    text = "양형의 이유\n1. 피고인 1\n피고인은 자수한 점을 참작한다.\n\n2. 피고인 2\n피고인은 범행을 부인하는 점이 불리한 정상이다.\n"
    assert read(text, "1") == {"surrender": True}
    assert read(text, "2") == {"denial": True}


@pytest.mark.parametrize(
    "heading", ["[피고인 {}]", "피고인 {}", "가. 피고인 {}", "<피고인 {}>", "(피고인 {})"]
)
def test_a_heading_lasts_over_the_sentences_that_follow(heading: str) -> None:
    first = f"{heading.format(1)}\n피고인 1은 현재 만 59세이다.\n유리한 정상: 피고인이 반성하고 있는 점\n"
    text = f"양형의 이유\n{first}{heading.format(2)}\n불리한 정상: 범행이 계획적으로 이루어진 점\n"
    assert read(text, "1") == {"remorse": True}
    assert read(text, "2") == {"planned": True}


def test_mitigation_by_law_is_a_factor() -> None:
    law = "1. 법률상 감경\n형법 제10조 제2항, 제1항, 제55조 제1항 제3호(심신미약 감경)\n1. 누범가중\n형법 제35조"
    assert read("", None, law) == {"diminished_capacity": True, "recidivist_period": True}


KEPT = "양형부당 주장에 대한 판단\n피고인이 잘못을 반성하고 있는 점은 유리한 정상이나, 죄질이 매우 불량한 점은 불리한 정상이다."


def _factors_by_person(order: str, number: str = "2023노10") -> list[list[str]]:
    judgment = JudgmentText(document_id="t", order_text=order, reasons_text=KEPT, case_numbers=(number,))
    people = read_judgment(judgment).as_dict()["defendants"]
    return [[f["factor"] for f in d.get("factors") or ()] for d in people]


def test_a_second_instance_that_keeps_the_sentence_weighs_it() -> None:
    assert _factors_by_person("피고인의 항소를 기각한다.") == [["remorse", "serious_offence"]]
    assert not _factors_by_person("상고를 기각한다.", "2023도10")[0]


def test_the_reasons_speak_of_those_who_are_sentenced_anew() -> None:
    order = "원심판결 중 피고인 1에 대한 부분을 파기한다. 피고인 1을 징역 1년에 처한다. 피고인 2의 항소를 기각한다."
    assert _factors_by_person(order) == [["remorse", "serious_offence"], []]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "피고인들은 자신들의 행동이 정당한 것이라고 주장하고 있는 점을 고려하면 엄중한 처벌이 필요하다.",
            {"denial": True},
        ),
        (
            "피고인 2(44세), 피고인 3은(피고인 3은 2007년부터) 각 국가와 사회를 위해 봉사해 온 점을 참작한다.",
            {"good_record": True},
        ),
    ],
)
def test_whose_words_and_whose_facts(text: str, found: dict[str, bool]) -> None:
    assert read(text, "2") == found


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        # `같은 피고인`, `위 피고인`: whoever was named alone last.
        ("피고인 2의 항소이유를 보건대 같은 피고인은 초범인 점을 참작한다.", {"2"}),
        ("피고인 1, 2의 경위와 피고인 2의 태도를 보면 위 피고인은 초범인 점을 참작한다.", {"2"}),
        # Words about all of them.
        ("피고인 2는 공범인 점, 그 밖에 피고인들의 초범인 점을 참작한다.", {"1", "2"}),
        ("피고인 2는 피고인들 중 초범인 점을 참작한다.", {"2"}),
        # Somebody to whom something is given, or who stands in a clause of his own, is not the topic.
        ("피고인 2는 피고인 1에게 돈을 건넨 초범인 점을 참작한다.", {"2"}),
        ("양형\n피고인 2\n피고인 1이 도피하도록 도왔으나 초범인 점을 참작한다.", {"2"}),
        ("양형\n피고인 2\n피고인 1은 초범인 점을 참작한다.", {"1"}),
        (
            "피고인 2의 항소이유를 보건대 피고인의 나이, 초범인 점을 참작하면 피고인에 대한 형은 무겁다.",
            {"2"},
        ),
        ("피고인 2는 다른 피고인들의 꼬임에 빠진 초범인 점을 참작한다.", {"2"}),
        ("양형의 판단\n피고인 2\n그 말은 믿을 수 없다.\n양형의 이유\n초범인 점을 참작한다.", {"1", "2"}),
        # A heading speaks for what follows it, and a list broken over lines is no heading.
        ("양형\n피고인 1\n어려움이 있는 정상이다.\n피고인 2\n초범인 점을 참작한다.", {"2"}),
        ("피고인들이 뉘우치는 정상, 공범인\n피고인 2,\n피고인 1과 함께 한 경위, 초범인 점", {"1", "2"}),
        ("참작할 정상\n피고인 2\n는 돈을 건넸고 피고인들의 초범인 점", {"1", "2"}),
    ],
)
def test_whom_the_words_speak_of(text: str, whose: set[str]) -> None:
    assert {key for key in ("1", "2") if "first_offender" in read(text, key)} == whose


@pytest.mark.parametrize(
    ("text", "is_single"),
    [
        ("피고인은 초범인 점을 참작한다.", True),
        ("초범인 점, 피고인이 뉘우치는 점을 참작한다.", True),
        ("피고인들은 초범인 점을 참작한다.", False),
        ("피고인 1은 초범인 점을 참작한다.", False),
        ("초범인 점을 참작한다.", False),
    ],
)
def test_one_person_whom_nothing_names(text: str, is_single: bool) -> None:
    found = read_factors(None, None, Section(name="reasons_text", text=text), None)
    assert found[0].value.is_single is is_single


def test_words_about_one_of_several_are_given_to_nobody() -> None:
    def of(order: str) -> list[list[str]]:
        text = JudgmentText(
            document_id="t", order_text=order, reasons_text="양형의 이유\n피고인은 초범인 점을 참작한다."
        )
        return [
            [f["factor"] for f in d.get("factors") or ()] for d in read_judgment(text).as_dict()["defendants"]
        ]

    assert of("피고인 1을 징역 1년에, 피고인 2를 징역 2년에 각 처한다.") == [[], []]
    assert of("피고인 1을 징역 1년에 처한다. 피고인 2는 무죄.") == [["first_offender"], []]


@pytest.mark.parametrize(
    ("text", "adopted"),
    [
        ("피고인의 항소이유는 초범인 정상에 비추어 형이 무거워 부당하다고 함에 있다.", False),
        ("피고인의 항소이유는 초범인 정상을 참작하여 달라는 것이고 형이 과중하여 부당하다는 것이다.", False),
        ("형이 무거워 부당하다고 주장하므로 살피건대, 초범인 정상이 있다.", True),
        ("살피건대 초범인 정상을 들어 형이 무거워서 부당하다고 주장한다.", False),
        (
            "초범이면서 자기 일이 정상적인 거래라고 변명하고 있는 점은 참작할 정상이 못 되어 벌함이 마땅하다.",
            True,
        ),
        ("2. 항소이유의 요지\n형이 너무 무겁다.\n3. 판단\n초범인 정상을 참작한다.", True),
        ("2. 판단\n위와 같다.\n3. 항소이유의 요지\n초범인 정상을 참작하여 달라.", False),
    ],
)
def test_where_the_claim_ends(text: str, adopted: bool) -> None:
    assert read(text).get("first_offender") is adopted


def test_mitigation_and_recidivism_speak_of_sentencing() -> None:
    for words in ("형법 제53조에 의하여 작량감경을 하고", "형법 제35조에 의하여 누범가중을 하고"):
        assert "first_offender" in read(LONG + f"피고인은 초범이므로 {words} 징역 1년에 처한다. " + LONG)


def test_short_reasons_that_tell_more_are_read_by_sentence() -> None:
    facts = "피고인은 초범이고 범행을 자백하고 있다. "
    assert read(facts + "피고인은 뉘우치고 있는 점을 참작한다.") == {
        "first_offender": True,
        "confession": True,
        "remorse": True,
    }
    for more in ("법률에 비추건대 위와 같다. ", "항소이유 제1점을 본다. "):
        assert read(facts + more + "피고인은 뉘우치고 있는 점을 참작한다.") == {"remorse": True}


def test_what_is_said_of_another_is_not_his_who_stands_alone() -> None:
    text = "양형의 이유\n피고인 2는 초범이고, 피고인 1은 뉘우치는 점을 참작한다."
    judgment = JudgmentText(document_id="t", order_text="피고인 1을 징역 1년에 처한다.", reasons_text=text)
    (row,) = read_judgment(judgment).as_dict()["defendants"]
    assert [f["factor"] for f in row["factors"]] == ["remorse"]


def test_findings_of_fact_and_of_law_do_not_speak_of_sentencing() -> None:
    for words in (
        "진술이 일관된 점 등을 고려하면 그 진술은 믿을 수 있다.",
        "정상적인 거래이다.",
        "그에게 유리한 약정이다.",
    ):
        assert read(LONG + f"피고인은 초범이고 {words} " + LONG) == {}
    assert read(LONG + "피고인은 초범인 점 등을 고려하여 형을 낮춘다. " + LONG) == {"first_offender": True}


def test_a_sentence_that_finds_an_error_below_weighs_nothing() -> None:
    error = "흉기를 미리 준비하는 등의 죄질을 보지 않은 원심은 사실을 오인하였다. "
    assert read(LONG + error + LONG) == {}
    weighed = "흉기를 미리 준비하는 등의 죄질을 보지 않은 원심은 사실을 오인하였고 이를 불리하게 본다. "
    assert read(LONG + weighed + LONG) == {"planned": True}


def test_a_deferral_speaks_of_sentencing() -> None:
    assert read(LONG + "피고인은 초범이므로 위 형의 선고를 유예하기로 한다. " + LONG) == {
        "first_offender": True
    }


def test_another_person_is_the_topic_under_a_heading() -> None:
    text = "피고인 1\n양형부당을 다툰다.\n【법령의 적용】\n피고인은 초범인 점을 참작한다."
    assert read(text, key="2") == {"first_offender": True}
    named = "피고인 1\n피고인 2에게는 반성하고 있는 정상이 있다."
    assert (read(named, key="1"), read(named, key="2")) == ({}, {"remorse": True})


def test_a_suspension_speaks_of_sentencing() -> None:
    text = "피고인은 초범이므로 형법 제62조에 의하여 위 형의 집행을 유예하고 증 제1호를 몰수한다. "
    assert read(LONG + text + LONG) == {"first_offender": True}


def test_the_part_on_sentencing_is_read_whole_where_reasons_come_as_a_field() -> None:
    text = LONG + "범행을 부인하면서. \n【양형의 이유】\n피고인은 반성하지 아니한다. " + LONG
    j = JudgmentText(document_id="x", order_text="피고인을 징역 1년에 처한다.", reasons_text=text)
    found = read_judgment(j).as_dict()
    assert [f["factor"] for f in found["defendants"][0]["factors"]] == ["no_remorse"]
    where = [e for e in found["evidence"] if "factors" in e["path"]]
    assert all(e["section"] == "reasons_text" and text[e["start"] : e["end"]] == e["slice"] for e in where)


def test_facts_of_a_long_text_are_not_factors() -> None:
    facts = "피고인은 계획적으로 피해자를 속였고 흉기를 휴대하였다. " * 100
    assert read(facts) == {}


def test_every_match_holds_a_stem_of_its_entry() -> None:
    for entry in load_entries("factors.yml"):
        for example in entry.examples:
            m = entry.search(example)
            assert m is not None and any(stem in m[0] for stem in entry.extra["stems"]), (entry.id, example)


def test_ids_name_their_direction_once() -> None:
    entries = load_entries("factors.yml")
    assert {e.extra["direction"] for e in entries} == {"mitigating", "aggravating"}
    assert all({"ko", "en"} == set(e.extra["label"]) for e in entries)


@pytest.mark.parametrize(
    ("phrase", "direction", "factors"),
    [
        ("합의, 처벌불원", "mitigating", ["settlement", "victim_asks_no_punishment"]),
        ("합의 미성립, 엄벌 탄원", "aggravating", ["no_settlement", "victim_asks_punishment"]),
        ("깊이 반성", "mitigating", ["remorse"]),
        ("반성하지 아니함", "mitigating", []),
        ("경찰서 앞에서 만남", "aggravating", []),
    ],
)
def test_what_short_labels_mean(phrase: str, direction: str, factors: list[str]) -> None:
    assert list(factors_of_phrase(phrase, direction)) == factors


@pytest.mark.parametrize("filling", ["합의 ", "반성하고 ", "점을 ", "벌금 ", "동종 ", "정상 가"])
def test_hostile_text_ends_in_time(filling: str) -> None:
    started = time.perf_counter()
    read_factors(None, None, Section(name="reasons_text", text=filling * (100_000 // len(filling))), None)
    assert time.perf_counter() - started < 10
