"""What judgments say about the law they apply: generated dates come back, headings are told apart, factors have names."""

from __future__ import annotations

from datetime import date

import yaml

from extraction.judgments.act_dates import find_act_dates
from extraction.judgments.sections import split_sections
from pipelines.row_law import law_rows, modifiers, superseded
from pipelines.rows import LAW_TABLES, DocumentRow
from scrapers.replica.cases import generate_cases
from warehouse.catalog import table
from warehouse.labels import LABELS_PATH, label_rows

SEED, CASES = 777, 160
DIRECTION = {"mitigating": ("유리한 정상", "mitigating"), "aggravating": ("불리한 정상", "aggravating")}
TEXT = """가상지방법원
【주 문】
피고인을 징역 10월에 처한다.
【이 유】
【범죄사실】
피고인은 2023. 4. 5.경 어떤 행위를 하였다.
【법령의 적용】
1. 범죄사실에 대한 해당법조 및 형의 선택
구 성폭력범죄의 처벌 등에 관한 특례법(2024. 10. 16. 법률 제20459호로 개정되기 전의 것) 제14조의2 제1항
1. 누범가중
형법 제35조
1. 경합범가중
형법 제37조 전단
1. 정상참작감경
형법 제53조
【양형의 이유】
1. 법률상 처단형의 범위: 징역 1월∼7년 6월
2. 양형기준에 따른 권고형의 범위
[권고영역 및 권고형의 범위] 기본영역, 징역 6월∼1년 6월
"""


def test_the_generated_dates_of_the_acts_come_back() -> None:
    compared = 0
    for case in generate_cases(CASES, SEED):
        judgment = case.judgment
        guilty = [each for each in judgment.people if each.disposition.startswith("convicted")]
        told = [
            charge
            for charge in judgment.people[0].charges
            if not any(charge in each.charges and charge not in each.guilty_of for each in guilty)
        ]
        if judgment.instance != "1" or not guilty or not told:
            continue
        found = find_act_dates(case.text, not_after=judgment.decided)
        assert found is not None, case.index
        expected = min(charge.first for charge in told), max(charge.last for charge in told)
        assert (found.first, found.last) == expected, case.index
        compared += 1
    assert compared > CASES // 4


def test_everything_that_one_judgment_says_about_its_law() -> None:
    document = DocumentRow(document_id="d1", source_id="s", text=TEXT)
    rows = law_rows(document, split_sections(TEXT), "2025-01-10")
    assert tuple(rows) == LAW_TABLES
    for name, found in rows.items():
        assert all(set(row) == set(table(name).column_names) for row in found), name
    facts = rows["core_law_facts"][0]
    assert (facts["acts_from"], facts["acts_to"]) == ("2023-04-05", "2023-04-05")
    assert facts["modifiers"] == ["repeat_offender", "concurrent", "discretionary"]
    assert facts["superseded_by"] == [date(2024, 10, 16)]
    ranges = [(row["kind"], row["low_months"], row["high_months"]) for row in rows["core_stated_ranges"]]
    assert ranges == [("by_law", 1, 90), ("recommended", 6, 18)]


def test_words_within_a_sentence_are_no_headings_and_no_day_is_made_up() -> None:
    assert modifiers("경합범가중을 하지 아니한다는 주장은 형법 제37조에 어긋난다. 작량감경도 같다.") == []
    assert modifiers("가. 누범가중(판시 제1죄에 대하여)\n1. 경합범가중 및 작량감경\n") == [
        "repeat_offender",
        "concurrent",
        "discretionary",
    ]
    assert modifiers("형을 정함에 있어 정상참작감경을 하였다.") == []
    assert superseded("구 법(2024. 13. 40. 법률 제1호로 개정되기 전의 것)") == []


def test_every_factor_of_the_vocabulary_has_a_name_that_says_its_direction() -> None:
    vocabulary = LABELS_PATH.parents[1] / "extraction" / "vocabulary" / "factors.yml"
    labels = {
        row["value"]: (row["label_ko"], row["label_en"]) for row in label_rows() if row["domain"] == "factor"
    }
    for entry in yaml.safe_load(vocabulary.read_text(encoding="utf-8"))["entries"]:
        ko, en = DIRECTION[entry["direction"]]
        names = f"{entry['label']['ko']} · {ko}", f"{entry['label']['en']} · {en}"
        assert labels[entry["id"]] == names, entry["id"]
