"""Generated cases obey the law, repeat exactly, and know the names that must be dropped."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest

from scrapers.replica.cases import Case, generate_cases, index_of, make_case, serial_of
from scrapers.replica.courts import ALL_COURTS
from scrapers.replica.facts import Judgment, Penalty, Person

SEED = 77
N = 1500


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(generate_cases(N, SEED))


def people(cases: list[Case]) -> Iterator[tuple[Judgment, Person]]:
    for case in cases:
        for person in case.judgment.people:
            yield case.judgment, person


def sentences(cases: list[Case]) -> Iterator[tuple[Judgment, Person, Penalty]]:
    for judgment, person in people(cases):
        for penalty in person.penalties:
            yield judgment, person, penalty


def test_a_case_depends_on_seed_and_index_alone(cases: list[Case]) -> None:
    for index in (0, 7, 333, 1499):
        assert make_case(SEED, index).text == cases[index].text
        assert make_case(SEED, index).truth == cases[index].truth
    assert make_case(SEED + 1, 3).text != cases[3].text


def test_generation_is_lazy() -> None:
    assert len(list(islice(generate_cases(1_000_000, SEED), 5))) == 5


def test_serials_are_unique_and_lead_back(cases: list[Case]) -> None:
    assert len({case.serial for case in cases}) == N
    assert all(index_of(SEED, case.serial, N) == case.index for case in cases[:200])
    assert index_of(SEED, serial_of(SEED, N + 1), N) is None


def test_courts_do_not_exist(cases: list[Case]) -> None:
    real = (
        "서울",
        "수원",
        "인천",
        "대전",
        "대구",
        "부산",
        "광주",
        "울산",
        "창원",
        "청주",
        "전주",
        "춘천",
        "제주",
        "의정부",
    )
    assert {case.judgment.court for case in cases} <= set(ALL_COURTS)
    for case in cases:
        assert not any(name in case.judgment.court.name for name in real)
        assert " 대법원" not in case.text.replace("가상대법원", "")


def test_suspension_is_lawful(cases: list[Case]) -> None:
    for judgment, _, penalty in sentences(cases):
        if penalty.suspended is None:
            continue
        assert 12 <= penalty.suspended <= 60
        assert penalty.long is None
        if penalty.kind == "fine":
            assert (penalty.amount or 0) <= 5_000_000 and judgment.decided >= date(2018, 1, 7)
        else:
            assert penalty.term is not None and penalty.term.total <= 36


def test_supervision_fits_its_institution(cases: list[Case]) -> None:
    for _, person, penalty in sentences(cases):
        for each in penalty.supervision:
            if each.kind == "with_suspension":
                assert penalty.suspended and (each.months or 0) <= penalty.suspended
            elif each.kind == "with_deferred":
                assert penalty.deferred and each.months in (None, 12)
            elif each.kind == "after_prison":
                assert 24 <= (each.months or 0) <= 60 and not penalty.suspended
            elif each.kind == "with_device_by_law":
                assert each.months == person.device_months and not each.stated


def test_indeterminate_terms_are_for_juveniles(cases: list[Case]) -> None:
    seen = 0
    for judgment, person, penalty in sentences(cases):
        if penalty.long and penalty.short:
            seen += 1
            assert (person.age_on(judgment.decided) or 99) < 19
            assert penalty.short.total < penalty.long.total <= 120 and penalty.short.total <= 60
    assert seen > 5


def test_nobody_is_tried_for_acts_under_fourteen(cases: list[Case]) -> None:
    for _, person in people(cases):
        if person.birth is not None:
            assert all((person.age_on(charge.first) or 0) >= 14 for charge in person.charges)


def test_summary_order_files_end_without_prison(cases: list[Case]) -> None:
    for judgment, _, penalty in sentences(cases):
        if {kind for _, kind, _ in judgment.numbers} == {"고정"}:
            assert penalty.kind in ("fine", "minor_fine", "detention")


def test_single_judges_give_no_life_term(cases: list[Case]) -> None:
    for judgment, _, penalty in sentences(cases):
        if judgment.numbers[0][1] in ("고단", "고정"):
            assert penalty.kind != "life"


def test_no_device_and_no_supervision_after_prison_for_digital_offences(cases: list[Case]) -> None:
    for _, person in people(cases):
        if all(charge.offence.digital for charge in person.charges):
            assert person.device_months is None
            kinds = {each.kind for penalty in person.penalties for each in penalty.supervision}
            assert "after_prison" not in kinds


def test_workhouse_spares_companies_and_under_eighteen(cases: list[Case]) -> None:
    for judgment, person, penalty in sentences(cases):
        if person.workhouse is None or penalty.kind != "fine":
            continue
        assert not person.company and (person.age_on(judgment.decided) or 0) >= 18
        days = -(-(penalty.amount or 0) // person.workhouse)
        assert 1 <= days <= 1095
        amount = penalty.amount or 0
        floor = 1000 if amount >= 5_000_000_000 else 500 if amount >= 500_000_000 else 300
        assert amount < 100_000_000 or days >= floor


def test_no_disclosure_of_minors_and_bans_have_an_end(cases: list[Case]) -> None:
    for judgment, person in people(cases):
        if person.disclosure == "ordered":
            assert (person.age_on(judgment.decided) or 0) >= 19 and person.registered
        if person.employment_months:
            assert person.employment_months <= 120


def test_programme_hours_have_a_ceiling(cases: list[Case]) -> None:
    for _, _, penalty in sentences(cases):
        hours = max(penalty.attendance or 0, penalty.completion or 0)
        assert hours <= (200 if penalty.programme in ("stalking", "drug") else 500)


def test_the_law_of_the_day_applies(cases: list[Case]) -> None:
    for _, person in people(cases):
        for charge in person.charges:
            assert charge.provision.since <= charge.last <= charge.provision.until
            if charge.offence.key == "art14_2_4":
                assert charge.first >= date(2024, 10, 16)


def test_a_juvenile_is_judged_anew_on_appeal(cases: list[Case]) -> None:
    for judgment, person in people(cases):
        age = person.age_on(judgment.decided)
        if age is not None and judgment.instance != "3":
            assert person.juvenile == (age < 19)


def test_files_are_opened_after_the_act_and_before_the_decision(cases: list[Case]) -> None:
    for judgment, person in people(cases):
        for year, _, _ in judgment.numbers:
            assert year <= judgment.decided.year
            assert judgment.instance != "1" or all(year >= charge.last.year for charge in person.charges)


def test_only_the_prosecutor_makes_it_heavier(cases: list[Case]) -> None:
    for judgment, person in people(cases):
        if person.change in ("heavier", "unsuspended"):
            assert "prosecutor" in judgment.appellants


def test_every_outcome_and_disposition_occurs(cases: list[Case]) -> None:
    outcomes = Counter(case.truth["outcome"] for case in cases)
    assert set(outcomes) >= {
        "sentenced", "acquitted", "partially_acquitted", "suspended_imposition", "immunity", "transferred",
        "appeal_dismissed", "reversed_and_sentenced", "reversed_and_acquitted", "reversed_and_remanded",
        "final_appeal_dismissed", "dismissed_prosecution",
    }  # fmt: skip


def test_names_stand_in_the_text_and_are_listed(cases: list[Case]) -> None:
    for case in cases[:300]:
        assert case.private_names
        assert all(name in case.text for name in case.private_names)
        assert not any(name in str(case.truth) for name in case.private_names)


def test_realistic_texts_are_longer() -> None:
    short = sum(len(case.text) for case in generate_cases(40, SEED))
    long = sum(len(case.text) for case in generate_cases(40, SEED, "realistic"))
    assert long > 2 * short
