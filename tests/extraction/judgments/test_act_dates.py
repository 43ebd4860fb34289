"""The span of the acts: what the facts state, never what they tell of earlier convictions or of the proceedings."""

from __future__ import annotations

from datetime import date

import pytest

from extraction.judgments.act_dates import find_act_dates

HEAD = "가상지방법원\n【주 문】\n피고인을 징역 1년에 처한다.\n【이 유】\n【범죄사실】\n"
END = "\n【증거의 요지】\n1. 2024. 11. 30.자 진술조서\n【법령의 적용】\n형법 제347조 제1항"


@pytest.mark.parametrize(
    ("facts", "first", "last"),
    [
        ("1. 피고인은 2021. 3. 5.경 어떤 행위를 하였다.", (2021, 3, 5), (2021, 3, 5)),
        (
            "피고인은 2021. 3. 5.경부터 2022. 1. 9.경까지 사이에 총 3회에 걸쳐 하였다.",
            (2021, 3, 5),
            (2022, 1, 9),
        ),
        ("피고인은 2021. 3. 5.부터 5. 2.까지 하였다.", (2021, 3, 5), (2021, 5, 2)),
        ("피고인은 2021. 3. 5. 하였고, 같은 해 11. 7.에도 하였다.", (2021, 3, 5), (2021, 11, 7)),
        ("피고인은 2021. 12. 5. 하였고, 다음 해 1. 7.에도 하였다.", (2021, 12, 5), (2022, 1, 7)),
        ("피고인은 2021년 3월경 하였다.", (2021, 3, 1), (2021, 3, 31)),
        ("피고인은 2024. 9. 1.경부터 2024. 10. 20.경까지 하였다.", (2024, 9, 1), (2024, 10, 20)),
    ],
)
def test_the_first_and_last_day_of_the_acts(
    facts: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    found = find_act_dates(HEAD + facts + END)
    assert found is not None
    assert (found.first, found.last) == (date(*first), date(*last))


def test_earlier_convictions_are_no_acts() -> None:
    record = "[범죄전력]\n피고인은 2015. 3. 2. 가상지방법원에서 징역 1년을 선고받았다.\n[범죄사실]\n"
    inline = "피고인은 2016. 1. 1. 가상지방법원에서 사기죄로 벌금형의 약식명령을 받았다.\n"
    found = find_act_dates(HEAD + record + inline + "피고인은 2021. 3. 5. 하였다." + END)
    assert found is not None and (found.first, found.last, found.n_dates) == (
        date(2021, 3, 5),
        date(2021, 3, 5),
        1,
    )


def test_a_list_of_earlier_convictions_is_no_act() -> None:
    record = "[범죄전력]\n2015. 3. 2. 사기죄 벌금 100만 원\n[구체적 사실]\n"
    found = find_act_dates(HEAD + record + "피고인은 2021. 3. 5. 하였다." + END)
    assert found is not None and found.first == date(2021, 3, 5)


def test_without_facts_or_dates_nothing_is_said() -> None:
    assert (
        find_act_dates("가상지방법원\n【주 문】\n피고인은 무죄.\n【이 유】\n2021. 3. 5.에 관하여 본다.")
        is None
    )
    assert find_act_dates(HEAD + "피고인은 불상의 시기에 하였다." + END) is None
    assert find_act_dates(HEAD + "피고인은 2021. 13. 45. 하였다." + END) is None


def test_no_act_lies_after_the_decision() -> None:
    facts = "피고인은 2021. 3.경 하였다. 피해자는 2029. 1. 1. 진술하였다."
    found = find_act_dates(HEAD + facts + END, not_after=date(2021, 3, 20))
    assert found is not None and found.last == date(2021, 3, 20)
    assert find_act_dates(HEAD + facts + END, not_after=date(2020, 1, 1)) is None
