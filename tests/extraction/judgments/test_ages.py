"""Ages: the defendant's, never another's; the day decides; contradiction gives nothing (all texts made up)."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.entries import Entry, load_entries
from extraction.evidence import Section
from extraction.judgments.ages import Ages, age_on, ages_of, fill, find_ages, juvenile_limit, read_ages
from extraction.judgments.record import AgeRange

DAY = date(2024, 5, 1)


def read(text: str, key: str | None = None, day: date | None = DAY, **flags: bool) -> Ages:
    return ages_of(read_ages([Section(name="reasons_text", text=text)]), key, decision_date=day, **flags)


@pytest.mark.parametrize("entry", load_entries("ages.yml"), ids=lambda e: e.id)
def test_every_pattern_finds_its_examples_and_no_counterexample(entry: Entry) -> None:
    def rules(text: str) -> set[str]:
        found = find_ages(Section(name="reasons_text", text=text))
        return {f.evidence[0].rule for f in found}

    rule = f"ages/{entry.id}"
    assert [x for x in entry.examples if rule not in rules(x)] == []
    assert [x for x in entry.counterexamples if rule in rules(x)] == []
    assert all("<" not in fill(p.pattern).replace("(?P<", "").replace("(?<", "") for p in entry.patterns)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("피고인은 2006. 5. 2.생으로", AgeRange(low=17, high=17)),
        ("피고인은 2006. 5. 1.생으로", AgeRange(low=18, high=18)),
        ("피고인은 2001년생으로", AgeRange(low=22, high=23)),
        ("피고인은 현재 만 18세로서", AgeRange(low=18, high=18)),
        ("피고인이 아직 20대 초반의 젊은 나이인 점", AgeRange(low=20, high=29)),
        ("피고인은 이 사건 피해자(여, 17세)를", None),
        ("피해자는 2004. 3. 26.생으로 당시 미성년자였다", None),
        ("피고인은 2006. 5. 2.생이라고 주장하나", None),
        ("피고인은 2006. 5. 2.생으로, 또한 피고인은 2004. 5. 2.생으로", None),
    ],
)
def test_age_at_decision(text: str, expected: AgeRange | None) -> None:
    assert read(text).at_decision == expected


def test_age_at_offence_is_not_the_age_at_decision() -> None:
    ages = read("피고인은 이 사건 범행 당시 만 17세로 초범이고")
    assert (ages.at_offence, ages.at_decision, ages.system) == (AgeRange(low=17, high=17), None, "man")
    assert read("피고인이 범행 당시 만 18세 미만의 소년이었고").at_offence == AgeRange(low=None, high=17)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("피고인은 소년법 제2조 소정의 소년이므로", True),
        ("피고인은 당심에 이르러 성년이 되었으므로", False),
        ("피고인이 상고심에 와서 성년이 되었다고 하더라도", None),
        ("원심은 피고인은 소년법 제2조 소정의 소년이므로 징역 단기 1년 장기 2년에 처한다고 판시하고", None),
        ("피고인은 2006. 5. 2.생으로", True),
        ("피고인은 1990. 5. 2.생으로", False),
        ("피고인 4(여, 34세), 피고인 5(여, 31세)는", False),
        ("피고인 4(여, 19세)는", None),
        ("피고인은 소년법 제2조의 소년이고 … 위 피고인은 성년이 되었으므로", None),
    ],
)
def test_juvenile(text: str, expected: bool | None) -> None:
    assert read(text).is_juvenile is expected


def test_the_law_makes_juveniles_of_indeterminate_terms_and_transfers() -> None:
    assert read("", is_indeterminate=True).is_juvenile is True
    assert read("", is_transferred=True).is_juvenile is True


def test_the_limit_was_twenty_until_2008_06_22() -> None:
    assert (juvenile_limit(date(2008, 6, 21)), juvenile_limit(date(2008, 6, 22))) == (20, 19)
    assert read("피고인은 1970.8.28.생인 미성년자로서", day=date(1990, 7, 27)).is_juvenile is True


def test_each_person_has_his_own_words() -> None:
    text = "피고인 1은 소년법 제2조 소정의 소년이므로 감경하고, 피고인 2는 1980. 1. 2.생으로서 같은 피고인은 성년이 되었으므로"
    assert read(text, "1").is_juvenile is True
    assert read(text, "2").is_juvenile is False
    assert read(text, "3").is_juvenile is None


def test_evidence_names_the_field_and_slices_back() -> None:
    text = "기록에 의하면 피고인은 2006. 5. 2.생으로"
    for _, e in read(text).evidence:
        assert text[e.start : e.end] == e.slice
    assert {name for name, _ in read(text).evidence} == {"age_at_decision", "is_juvenile"}


@given(born=st.dates(date(1930, 1, 1), date(2010, 1, 1)), day=st.dates(date(2011, 1, 1), date(2026, 1, 1)))
def test_full_years_are_the_birthdays_passed(born: date, day: date) -> None:
    birthdays = sum(
        (y, born.month, born.day) <= (day.year, day.month, day.day)
        for y in range(born.year + 1, day.year + 1)
    )
    assert age_on((born.year, born.month, born.day), day) == AgeRange(low=birthdays, high=birthdays)
    year_only = age_on((born.year, None, None), day)
    assert year_only.low is not None and year_only.high is not None
    assert year_only.low <= birthdays <= year_only.high
