"""One fictional case from indictment to the first judgment, within the law of each day."""

from datetime import date, timedelta

from scrapers.replica.added_orders import complete, share_collection, state_age
from scrapers.replica.courts import DISTRICT, Court
from scrapers.replica.draw import Draw
from scrapers.replica.facts import SENTENCED, Charge, Judgment, Person
from scrapers.replica.offences import COMPARISON, DIGITAL, Offence
from scrapers.replica.outcomes import decide_person

FIRST_DECISION = date(2019, 1, 7)


LAST_DECISION = date(2026, 9, 18)


RECENT_FROM = date(2024, 6, 3)


_DIGITAL_WEIGHTS = tuple(
    (each, 9.0 if each.art_14_2 else 4.0 if each.key.startswith("art14") else 2.5) for each in DIGITAL
)


_COMPARISON_WEIGHTS = tuple((each, 0.6 if each.device or each.minor else 1.5) for each in COMPARISON)


def draw_charge(draw: Draw, offence: Offence, decided: date) -> Charge | None:
    """A charge for acts some months before the decision; None when the law did not yet punish them."""
    last = decided - timedelta(days=draw.whole(150, 620))
    first = last - timedelta(days=draw.pick((0, 0, 12, 45, 130)))
    provision = offence.on(last)
    if provision is None:
        return None
    if offence.on(first) is not provision:
        first = last
    times = 1 if first == last else draw.whole(2, 40)
    return Charge(offence=offence, first=first, last=last, provision=provision, times=times)


def _draw_charges(draw: Draw, decided: date) -> list[Charge]:
    weights = _DIGITAL_WEIGHTS if draw.chance(0.64) else _COMPARISON_WEIGHTS
    main = None
    while main is None:
        main = draw_charge(draw, draw.weighted(weights), decided)
        if main is None:
            weights = _DIGITAL_WEIGHTS if draw.chance(0.5) else _COMPARISON_WEIGHTS
    charges = [main]
    wanted = draw.weighted(((1, 66), (2, 26), (3, 8)))
    if _stands_alone(main.offence):
        wanted = 1
    tries = 0
    while len(charges) < wanted and tries < 6:
        tries += 1
        pool = DIGITAL if main.offence.sexual else COMPARISON[:4]
        extra = draw_charge(draw, draw.pick(pool), decided)
        if extra and all(extra.offence.title != each.offence.title for each in charges):
            charges.append(extra)
    return charges


def _stands_alone(offence: Offence) -> bool:
    """Offences whose penalties do not mix with others here."""
    return (
        offence.minor or offence.qualification or offence.no_labour or offence.tax or bool(offence.corporate)
    )


def is_panel_case(charges: list[Charge]) -> bool:
    """Whether a panel of three judges hears it: a minimum of a year or more, drunk driving apart."""
    return any(
        each.provision.prison is not None
        and each.provision.prison[0] >= 12
        and each.offence.key != "drunk_driving"
        for each in charges
    )


def _level(draw: Draw, charges: list[Charge]) -> str:
    if any(each.offence.minor for each in charges):
        return "고정"
    if is_panel_case(charges):
        return "고합"
    if all(each.provision.fine_max for each in charges) and draw.chance(0.09):
        return "고정"
    return "고단"


def _draw_birth(draw: Draw, charges: list[Charge], decided: date) -> date:
    digital = any(each.offence.digital for each in charges)
    first = min(each.first for each in charges)
    bands = (
        ((15, 18, 26), (19, 24, 34), (25, 39, 28), (40, 62, 12))
        if digital
        else ((16, 18, 5), (19, 29, 30), (30, 64, 65))
    )
    low, high = draw.weighted(tuple(((a, b), w) for a, b, w in bands))
    birth = decided - timedelta(days=draw.whole(low * 365 + low // 4 + 2, high * 365 + high // 4 + 360))
    # Nobody is tried for acts under fourteen (형법 9).
    return min(birth, first.replace(year=first.year - 14, day=min(first.day, 28)) - timedelta(days=3))


def _new_person(draw: Draw, label: str, charges: list[Charge], decided: date) -> Person:
    person = Person(label=label, company=False, charges=charges, birth=_draw_birth(draw, charges, decided))
    age = person.age_on(decided)
    person.juvenile = age is not None and age < 19
    return person


def _people(draw: Draw, charges: list[Charge], decided: date) -> list[Person]:
    corporate = charges[0].offence.corporate is not None
    n = 2 if corporate else draw.weighted(((1, 80), (2, 11), (3, 5), (4, 2.5), (5, 1.5)))
    if charges[0].offence.minor:
        n = 1
    if n == 1:
        return [_new_person(draw, "피고인", charges, decided)]
    people = []
    names = "ABCDE" if draw.chance(0.05) else "12345"
    for number in range(n):
        # Everybody shares the first charge; some were tried for less than all.
        own = charges if number == 0 or draw.chance(0.6) else charges[:1]
        people.append(_new_person(draw, f"피고인 {names[number]}", list(own), decided))
    if corporate:
        label = f"피고인 {names[1]} 주식회사"
        people[-1] = Person(label=label, company=True, charges=charges, birth=None)
    return people


def _numbers(draw: Draw, kind: str, decided: date, people: list[Person]) -> list[tuple[int, str, int]]:
    year = decided.year - (1 if decided.month < 8 or draw.chance(0.35) else 0)
    # Nobody is charged before the act.
    year = max(year, max(charge.last.year for each in people for charge in each.charges))
    serial = draw.whole(11, 4_800 if kind == "고단" else 890)
    numbers = [(year, kind, serial)]
    if draw.chance(0.09):
        numbers.append((year, kind, serial + draw.whole(3, 160)))
    asked = any(
        each.device_kind == "after_prison"
        or each.requests_dismissed
        or any(s.kind == "after_prison" for p in each.penalties for s in p.supervision)
        for each in people
    )
    if asked:
        numbers.append((year, "전고", draw.whole(1, 60)))
    if any(each.medication_months for each in people):
        numbers.append((year, "치고", draw.whole(1, 9)))
    if any(each.treatment_custody for each in people):
        numbers.append((year, "감고", draw.whole(1, 20)))
    return numbers


def document_outcome(people: list[Person]) -> str:
    """The first-instance document in one word, mixed documents by the contract's precedence."""
    dispositions = {each.disposition for each in people}
    verdicts = {each.verdict for each in people}
    convicted = any(each.startswith("convicted") for each in dispositions)
    if "mixed" in verdicts or ("acquitted" in dispositions and convicted):
        return "partially_acquitted"
    for disposition, outcome in (
        (SENTENCED, "sentenced"),
        ("convicted_deferred", "suspended_imposition"),
        ("convicted_exempted", "penalty_exempted"),
        ("acquitted", "acquitted"),
        ("prosecution_dismissed", "dismissed_prosecution"),
        ("discharged", "immunity"),
        ("transferred_juvenile", "transferred"),
        ("transferred_court", "transferred"),
    ):
        if disposition in dispositions:
            return outcome
    return "other"


def _as_transfer(draw: Draw, judgment: Judgment) -> None:
    """Send a juvenile's case to the juvenile division: a decision, not a judgment."""
    for person in judgment.people:
        person.disposition, person.verdict = "transferred_juvenile", "none"
        person.penalties = []
        person.juvenile_provisions = ["50_transfer"]
    judgment.decision_type = "ruling"
    judgment.outcome = "transferred"
    judgment.transferred_to = "가상가정법원 소년부" if draw.chance(0.5) else f"{judgment.court.name} 소년부"


def _sent_elsewhere(draw: Draw, judgment: Judgment) -> None:
    """The wrong court: sent on by a decision, or (rarely) a judgment that it has no jurisdiction."""
    if draw.chance(0.7):
        other = draw.pick([each for each in DISTRICT if each is not judgment.court])
        judgment.transferred_to = draw.pick((other.name, f"{judgment.court.name} 합의부"))
        judgment.decision_type, judgment.outcome, disposition = "ruling", "transferred", "transferred_court"
    else:
        judgment.outcome = disposition = "no_jurisdiction"
    for person in judgment.people:
        person.disposition, person.verdict = disposition, "none"


def first_instance(draw: Draw) -> Judgment:
    """Draw the first judgment of one case."""
    # More cases lie after the amendment of 2024-10-16 than a flat spread would give.
    first = RECENT_FROM if draw.chance(0.55) else FIRST_DECISION
    decided = draw.working_day(first, LAST_DECISION)
    court: Court = draw.pick(DISTRICT)
    charges = _draw_charges(draw, decided)
    kind = _level(draw, charges)
    people = _people(draw, charges, decided)
    all_juvenile = all(each.juvenile for each in people)
    judgment = Judgment(court=court, numbers=[], decided=decided, instance="1", people=people)
    if kind == "고정" and not charges[0].offence.minor:
        judgment.proceeding = "formal_trial_after_summary_order"
    if all_juvenile and kind != "고정" and draw.chance(0.3):
        _as_transfer(draw, judgment)
        for person in people:
            state_age(draw, person, decided)
    elif kind == "고단" and draw.chance(0.012):
        _sent_elsewhere(draw, judgment)
    else:
        for person in people:
            decide_person(draw, person, kind, decided)
            complete(draw, person, decided)
        share_collection(draw, people)
        judgment.outcome = document_outcome(people)
    judgment.numbers = _numbers(draw, kind, decided, people)
    return judgment
