"""Laws of case families: who belongs together, who must not, and that order does not matter."""

from hypothesis import given
from hypothesis import strategies as st

from extraction.judgments.families import Below, FamilyInput, case_families

COURT, ABOVE = "가상지방법원", "가상고등법원"


def judgment(
    document_id: str,
    number: str,
    *,
    court: str | None = COURT,
    date: str | None = "2024-05-02",
    below: tuple[Below, ...] = (),
) -> FamilyInput:
    return FamilyInput(
        document_id=document_id, court=court, case_numbers=(number,), decision_date=date, appealed_from=below
    )


def named(number: str, *, court: str | None = COURT, date: str | None = "2024-05-02") -> Below:
    return Below(court=court, case_number=number, date=date)


def test_an_appeal_and_the_judgment_that_it_names_are_one_family() -> None:
    first = judgment("b", "2024고합1")
    appeal = judgment("a", "2024노9", court=ABOVE, date="2024-09-01", below=(named("2024고합1"),))
    assert case_families([first, appeal]) == {"a": "a", "b": "a"}


def test_three_instances_are_one_family_through_the_middle_one() -> None:
    found = case_families(
        [
            judgment("1", "2024고합1"),
            judgment("2", "2024노9", court=ABOVE, date="2024-09-01", below=(named("2024고합1"),)),
            judgment(
                "3", "2024도77", court="대법원", below=(named("2024노9", court=ABOVE, date="2024-09-01"),)
            ),
        ]
    )
    assert set(found.values()) == {"1"}
    assert len(found) == 3


def test_two_appeals_against_a_judgment_that_we_do_not_hold_belong_together() -> None:
    found = case_families(
        [judgment(i, f"2024노{i}", court=ABOVE, below=(named("2024고합1"),)) for i in ("5", "6")]
    )
    assert found == {"5": "5", "6": "5"}


def test_joined_cases_join_their_appeals() -> None:
    joint = FamilyInput(
        document_id="j", court=COURT, case_numbers=("2024고합1", "2024고합2"), decision_date="2024-05-02"
    )
    others = [judgment(i, f"2024노{i}", court=ABOVE, below=(named(f"2024고합{i}"),)) for i in ("1", "2")]
    assert set(case_families([joint, *others]).values()) == {"1"}


def test_what_must_not_be_joined() -> None:
    first = judgment("a", "2024고합1")
    alone = [
        judgment("b", "2024고합1", court="누리지방법원"),
        judgment("c", "2024고합11"),
        judgment("d", "2024노9", court=ABOVE, below=(named("2024고합1", date="2023-05-02"),)),
        judgment("e", "2024노10", court=ABOVE, below=(named("2024고합1", court=None),)),
        judgment("f", "2024고합1", court=None),
    ]
    for other in alone:
        assert case_families([first, other]) == {}, other


@given(st.permutations(range(6)))
def test_order_does_not_matter(order: list[int]) -> None:
    held = [
        judgment("a", "2024고합1"),
        judgment("b", "2024노2", court=ABOVE, below=(named("2024고합1"),)),
        judgment("c", "2024도3", court="대법원", below=(named("2024노2", court=ABOVE),)),
        judgment("d", "2024고합4"),
        judgment("e", "2024노5", court=ABOVE, below=(named("2024고합4"), named("2024고합6"))),
        judgment("f", "2024고합6"),
    ]
    assert case_families([held[i] for i in order]) == {
        "a": "a",
        "b": "a",
        "c": "a",
        "d": "d",
        "e": "d",
        "f": "d",
    }
