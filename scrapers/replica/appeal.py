"""What became of a case above: appeals dismissed, reversed in whole or part, remanded, and after remand."""

import copy
from datetime import date, timedelta

from scrapers.replica.added_orders import add_sex_crime_orders
from scrapers.replica.courts import SUPREME, high_court_of, parent_district
from scrapers.replica.draw import Draw
from scrapers.replica.facts import SENTENCED, Judgment, Penalty, Person
from scrapers.replica.family import LAST_DECISION
from scrapers.replica.outcomes import decide_person
from scrapers.replica.wording import term_of

_LIGHTER = {10: 8, 12: 10, 14: 12, 16: 12, 18: 14, 20: 16, 24: 20, 30: 24, 36: 30, 42: 36, 48: 42, 60: 48}


def _copied(person: Person) -> Person:
    """The person as the court above first sees them: the sentence below is quoted, nothing is imposed."""
    fresh = copy.copy(person)
    fresh.lower = [each.copied() for each in person.penalties]
    return fresh


def clear_orders(person: Person) -> None:
    """Take every order from a person about whom this court imposes nothing."""
    person.penalties = []
    person.workhouse, person.provisional = None, False
    person.exhibits, person.returned = [], None
    person.collection, person.collection_joint = None, False
    person.employment = person.employment_months = None
    person.institutions = ()
    person.disclosure = person.disclosure_months = person.notification_months = None
    person.registered = person.treatment_custody = person.costs = person.publication = False
    person.device_months = person.device_kind = person.medication_months = None
    person.treatment_order, person.dismissed_of = False, []
    person.compensation = (0, None, 0)
    person.requests_dismissed, person.juvenile_provisions = [], []
    person.acquitted_of, person.split_counts, person.age = [], False, None


def _dismiss(person: Person) -> None:
    clear_orders(person)
    person.disposition, person.verdict, person.change = "appeal_dismissed", "none", None


def _can_change(person: Person) -> bool:
    """Whether a new sentence is a small change of the one below (others are only dismissed here)."""
    first = person.penalties[0] if person.penalties else None
    return (
        person.disposition == SENTENCED
        and first is not None
        and len(person.penalties) == 1
        and first.kind in ("prison", "prison_without_labor")
        and not person.device_months
        and not person.requests_dismissed
        and not person.treatment_custody
        and not person.treatment_order
        and not any(s.kind == "after_prison" for s in first.supervision)
    )


def _as_definite(draw: Draw, person: Person, court_day_age: int | None) -> str | None:
    """A juvenile who came of age gets a fixed term between the two terms below."""
    penalty = person.penalties[0]
    if not (penalty.long and penalty.short) or court_day_age is None or court_day_age < 19:
        return None
    middle = (penalty.long.total + penalty.short.total) // 2
    penalty.term = term_of(draw.pick((penalty.short.total, middle)))
    penalty.long = penalty.short = None
    person.juvenile, person.age = False, None
    person.juvenile_provisions = []
    return "ex_officio_came_of_age"


def _lighter(draw: Draw, person: Person) -> bool:
    """Suspend the term, or shorten it (the defendant appealed)."""
    penalty = person.penalties[0]
    if penalty.term is None:
        return False
    if not penalty.suspended and penalty.term.total <= 36 and draw.chance(0.45):
        penalty.suspended = draw.pick([each for each in (24, 36, 48) if each >= penalty.term.total])
        if penalty.completion:
            penalty.attendance, penalty.completion = penalty.completion, None
        if person.disclosure == "ordered":
            person.disclosure, person.disclosure_months, person.notification_months = "exempted", None, None
        person.change = "suspended"
        return True
    shorter = _LIGHTER.get(penalty.term.total)
    if shorter is None or not _within_law(person, shorter):
        return False
    penalty.term = term_of(shorter)
    person.change = "lighter"
    return True


def _within_law(person: Person, months: int) -> bool:
    guilty = person.guilty_of
    floor = max(((each.provision.prison or (1, 1))[0] for each in guilty), default=1)
    person.mitigated = person.mitigated or months < floor
    return months >= floor // 2


def _heavier(draw: Draw, person: Person) -> bool:
    """Take the suspension away or lengthen the term (the prosecutor appealed)."""
    penalty = person.penalties[0]
    if penalty.term is None or person.juvenile:
        return False
    if penalty.suspended and draw.chance(0.5):
        penalty.suspended, penalty.service = None, None
        penalty.supervision = []
        penalty.completion, penalty.attendance = penalty.attendance, None
        if penalty.programme == "traffic":
            penalty.completion = penalty.programme = None
        person.change = "unsuspended"
        return True
    longer = penalty.term.total + draw.pick((2, 4, 6))
    tops = [
        (each.provision.prison or (1, 1))[1] for each in person.charges if each not in person.acquitted_of
    ]
    limit = max(tops) // (2 if person.mitigated else 1)
    if longer > limit or (penalty.suspended and longer > min(36, penalty.suspended)):
        return False
    penalty.term = term_of(longer)
    person.change = "heavier"
    return True


def _acquitted_above(person: Person) -> None:
    charges = list(person.charges)
    clear_orders(person)
    person.disposition, person.verdict, person.acquitted_of = "acquitted", "not_guilty", charges
    person.publication = True
    person.change = None


def _change_one(draw: Draw, person: Person, judgment: Judgment) -> str | None:
    """Change one person's sentence within the rule against a heavier one; the ground, or None."""
    if not _can_change(person):
        return None
    person.penalties = [each.copied() for each in person.penalties]
    _drop_small_orders(person)
    came_of_age = _as_definite(draw, person, person.age_on(judgment.decided))
    if came_of_age:
        person.change = "not_comparable"
        return came_of_age
    if "defendant" in judgment.appellants and draw.chance(0.12):
        _acquitted_above(person)
        return "facts"
    changed = False
    if "defendant" in judgment.appellants:
        changed = _lighter(draw, person)
    if not changed and "prosecutor" in judgment.appellants:
        changed = _heavier(draw, person)
    return "sentencing" if changed else None


def _drop_small_orders(person: Person) -> None:
    """An appellate rewrite keeps the main orders; costs and compensation stay with the judgment below."""
    person.costs, person.compensation, person.returned = False, (0, None, 0), None
    person.age = None if person.age is None or person.age.basis == "decision" else person.age
    if person.juvenile:
        person.age = None


def second_instance(draw: Draw, below: Judgment) -> Judgment | None:
    """The appeal against a first judgment; None when it would lie beyond the replica's last day."""
    decided = below.decided + timedelta(days=draw.whole(80, 330))
    decided -= timedelta(days=max(0, decided.weekday() - 4))
    if decided > LAST_DECISION or below.transferred_to:
        return None
    panel = any(kind == "고합" for _, kind, _ in below.numbers)
    court = high_court_of(below.court) if panel else parent_district(below.court)
    numbers = [(decided.year - (1 if decided.month < 5 else 0), "노", draw.whole(21, 3_300))]
    if any(kind == "전고" for _, kind, _ in below.numbers):
        numbers.append((numbers[0][0], "전노", draw.whole(1, 90)))
    people = [_copied(each) for each in below.people]
    for person in people:
        _grow_up(person, decided)
    judgment = Judgment(
        court=court, numbers=numbers, decided=decided, instance="2", people=people, below=below
    )
    convicted = any(each.disposition.startswith("convicted") for each in below.people)
    judgment.appellants = (
        draw.weighted(((("defendant",), 45), (("prosecutor",), 20), (("defendant", "prosecutor"), 35)))
        if convicted
        else ("prosecutor",)
    )
    _decide_appeal(draw, judgment)
    return judgment


def consolidate(draw: Draw, judgment: Judgment) -> None:
    """Join a second appeal of the same person: both judgments fall because one term must be fixed (직권)."""
    below = judgment.below
    person = judgment.people[0]
    if below is None or len(judgment.people) > 1 or not person.lower or person.juvenile:
        return
    lower = person.lower[0]
    plain = lower.kind == "prison" and lower.term is not None and not lower.suspended
    if len(person.lower) != 1 or not plain or lower.term is None or not below.people[0].penalties:
        return
    if not _can_change(below.people[0]):
        return
    other = copy.copy(below)
    year, kind, serial = below.numbers[0]
    other.numbers = [(year, kind, serial + draw.whole(5, 300))]
    other.decided = below.decided + timedelta(days=draw.whole(7, 60))
    # Two equal sentences could be one quoted twice.
    second = Penalty(
        kind="prison", term=term_of(draw.pick([each for each in (4, 6, 8, 10) if each != lower.term.total]))
    )
    fresh = _copied(below.people[0])
    _grow_up(fresh, judgment.decided)
    _drop_small_orders(fresh)
    total = lower.term.total + (second.term.total if second.term else 0)
    imposed = lower.copied()
    imposed.term = term_of(max(lower.term.total, total - draw.pick((2, 4))))
    fresh.penalties, fresh.lower, fresh.change = [imposed], [lower, second], "not_comparable"
    judgment.people, judgment.also_below = [fresh], other
    judgment.result, judgment.ground = "reversed_whole", "ex_officio_consolidation"
    judgment.outcome = "partially_acquitted" if fresh.verdict == "mixed" else "reversed_and_sentenced"


def _without_sentence_below(draw: Draw, judgment: Judgment) -> bool:
    """A dismissal or acquittal that the prosecutor had reversed: sent back, or convicted here."""
    person = judgment.people[0]
    if len(judgment.people) > 1 or person.company or judgment.remanded_by is not None:
        return False
    if person.disposition in ("prosecution_dismissed", "discharged") and draw.chance(0.5):
        clear_orders(person)
        person.disposition, person.verdict = "remanded", "none"
        judgment.result, judgment.outcome, judgment.ground = "reversed_whole", "reversed_and_remanded", "law"
        return True
    if person.disposition != "acquitted" or person.juvenile or not draw.chance(0.3):
        return False
    fresh = Person(label=person.label, company=False, charges=person.charges, birth=person.birth)
    decide_person(draw, fresh, "고단", judgment.decided)
    simple = len(fresh.penalties) == 1 and fresh.penalties[0].kind in ("prison", "fine")
    if fresh.disposition != SENTENCED or not simple or fresh.treatment_custody:
        return False
    add_sex_crime_orders(draw, fresh, judgment.decided)
    judgment.people = [fresh]
    judgment.result, judgment.outcome, judgment.ground = "reversed_whole", "reversed_and_sentenced", "facts"
    return True


def _grow_up(person: Person, decided: date) -> None:
    """Whether a person is a juvenile is judged anew at each decision on the facts."""
    age = person.age_on(decided)
    if not person.juvenile or age is None or age < 19:
        return
    person.juvenile = False
    person.juvenile_provisions = [each for each in person.juvenile_provisions if each == "60_indeterminate"]
    if person.disclosure == "barred_minor":
        person.disclosure = "exempted"


def _must_change(person: Person) -> bool:
    """An indeterminate term cannot stand once the person is nineteen."""
    return not person.juvenile and any(each.long for each in person.penalties)


def _decide_appeal(draw: Draw, judgment: Judgment) -> None:
    if _without_sentence_below(draw, judgment):
        return
    people = judgment.people
    changed: list[Person] = []
    for person in people:
        if _must_change(person) and _change_one(draw, person, judgment):
            judgment.ground = "ex_officio_came_of_age"
            changed.append(person)
    if not changed and draw.chance(0.62):
        for person in people:
            person_ground = _change_one(draw, person, judgment)
            if person_ground:
                judgment.ground = person_ground
                changed.append(person)
            if len(people) > 1 and draw.chance(0.5):
                break
    for person in people:
        if all(person is not each for each in changed):
            _dismiss(person)
    if not changed:
        judgment.result, judgment.outcome, judgment.ground = "dismissed", "appeal_dismissed", None
        return
    judgment.result = "reversed_whole" if len(changed) == len(people) else "reversed_part"
    verdicts = {each.verdict for each in changed}
    if "mixed" in verdicts or len({each.disposition for each in changed}) > 1:
        judgment.outcome = "partially_acquitted"
    elif verdicts == {"not_guilty"}:
        judgment.outcome = "reversed_and_acquitted"
    else:
        judgment.outcome = "reversed_and_sentenced"


def third_instance(draw: Draw, below: Judgment, remand: bool, part: bool = False) -> Judgment | None:
    """The final appeal: dismissed, or reversed and remanded (``part``: for the first defendant alone)."""
    decided = below.decided + timedelta(days=draw.whole(70, 240))
    decided -= timedelta(days=(decided.weekday() - 3) % 7)
    if decided > LAST_DECISION:
        return None
    people = [_copied(each) for each in below.people]
    judgment = Judgment(
        court=SUPREME,
        numbers=[(decided.year - (1 if decided.month < 4 else 0), "도", draw.whole(101, 18_900))],
        decided=decided,
        instance="3",
        people=people,
        below=below,
    )
    judgment.appellants = draw.weighted(((("defendant",), 7), (("prosecutor",), 3)))
    first_only = remand and part and len(people) > 1
    for number, person in enumerate(people):
        _dismiss(person)
        person.lower = []
        if remand and (number == 0 or not first_only):
            person.disposition = "remanded"
    if remand:
        judgment.result = "reversed_part" if first_only else "reversed_whole"
        judgment.outcome, judgment.ground = "reversed_and_remanded", "law"
    else:
        judgment.result, judgment.outcome = "dismissed", "final_appeal_dismissed"
    return judgment


def after_remand(draw: Draw, first: Judgment, second: Judgment, third: Judgment) -> Judgment | None:
    """The second judgment on appeal, bound by the remand."""
    decided = third.decided + timedelta(days=draw.whole(60, 200))
    decided -= timedelta(days=max(0, decided.weekday() - 4))
    if decided > LAST_DECISION:
        return None
    judgment = Judgment(
        court=second.court,
        numbers=[(decided.year, "노", draw.whole(21, 3_300))],
        decided=decided,
        instance="2",
        people=[_copied(each) for each in first.people],
        below=first,
        remanded_by=third,
        proceeding="after_remand",
        appellants=second.appellants,
    )
    for person in judgment.people:
        _grow_up(person, decided)
    _decide_appeal(draw, judgment)
    return judgment
