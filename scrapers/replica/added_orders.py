"""What is added to an outcome: partial acquittal, property, orders of the sexual offence acts, devices, ages.

No device and no supervision after prison for arts. 13 to 14-3, disclosure only of registered adults
(``domain/measures.md`` §3).
"""

from datetime import date

from scrapers.replica.draw import Draw
from scrapers.replica.facts import SENTENCED, AgeStatement, Penalty, Person, Supervision
from scrapers.replica.outcomes import prison_range
from scrapers.replica.wording import dotted, term_of

_PHONES = ("휴대전화 1대", "휴대폰 1대", "스마트폰 1대", "노트북 1대", "외장하드 1개", "USB 1개")


def _partial_acquittal(draw: Draw, person: Person) -> None:
    if len(person.charges) < 2 or person.disposition != SENTENCED or person.split_counts:
        return
    if len(person.penalties) > 1 or not draw.chance(0.16):
        return
    cleared = person.charges[-1]
    rest = [each for each in person.charges if each is not cleared]
    sexual = any(each.offence.sexual for each in person.charges)
    if sexual and not any(each.offence.sexual for each in rest):
        return
    person.acquitted_of = [cleared]
    if not _still_lawful(person):
        person.acquitted_of = []
        return
    person.verdict = "mixed"
    person.publication = draw.chance(0.7)


def _add_qualification(draw: Draw, person: Person) -> None:
    """자격정지 beside prison where the offence carries both."""
    first = person.penalties[0] if person.penalties else None
    if person.charges[0].offence.qualification and first and first.kind == "prison" and not first.deferred:
        person.penalties.append(
            Penalty(kind="suspension_of_qualification", term=term_of(draw.pick((6, 12, 18, 24))))
        )


def _add_property_orders(draw: Draw, person: Person) -> None:
    convicted = person.disposition in (SENTENCED, "convicted_deferred")
    guilty = person.guilty_of
    if not convicted or person.company:
        return
    if any(each.offence.digital for each in guilty) and draw.chance(0.38):
        person.exhibits = [draw.pick(_PHONES)] if draw.chance(0.8) else ["휴대전화 1대", "노트북 1대"]
    if any(each.offence.profit for each in guilty) and person.disposition == SENTENCED:
        person.collection = draw.pick((100_000, 300_000, 450_000, 1_200_000, 3_456_000, 15_000_000))
    if person.charges[0].offence.key in ("theft", "special_robbery") and draw.chance(0.2):
        person.returned = draw.pick(("지갑 1개", "시계 1개", "현금 230,000원"))
    if person.charges[0].offence.key == "fraud" and draw.chance(0.3) and person.disposition == SENTENCED:
        granted, dismissed = draw.weighted((((1, 0), 5), ((0, 1), 4), ((2, 0), 2), ((1, 1), 1)))
        won = draw.whole(3, 60) * 500_000 * granted if granted else None
        person.compensation = (granted, won, dismissed)
    if person.disposition == SENTENCED and draw.chance(0.015):
        person.costs = True


def add_sex_crime_orders(draw: Draw, person: Person, decided: date) -> None:
    """Employment ban, disclosure and registration of a person convicted of a sexual offence."""
    guilty = person.guilty_of
    sexual = [each for each in guilty if each.offence.sexual]
    if not sexual or person.disposition not in (SENTENCED, "convicted_deferred"):
        return
    person.registered = not person.fine_chosen or any(each.offence.registers_on_fine for each in sexual)
    if person.disposition != SENTENCED:
        return
    person.employment = draw.weighted((("ordered", 50), ("exempted", 42), ("", 8))) or None
    if person.employment == "ordered":
        person.employment_months = draw.pick((12, 24, 36, 36, 60, 60, 84, 120))
        both = decided >= date(2019, 6, 12) and draw.chance(0.72)
        person.institutions = ("child_youth", "disability") if both else ("child_youth",)
    if not person.registered:
        return
    if person.juvenile:
        person.disclosure = "barred_minor" if draw.chance(0.5) else None
        return
    served = any(each.custodial and not each.suspended for each in person.penalties)
    if served and draw.chance(0.14):
        longest = max((each.term.total for each in person.penalties if each.term), default=999)
        top = 60 if longest <= 36 else 120
        person.disclosure = "ordered"
        person.disclosure_months = draw.pick([each for each in (24, 36, 60, 84, 120) if each <= top])
        person.notification_months = person.disclosure_months if draw.chance(0.75) else None
    else:
        person.disclosure = "exempted" if draw.chance(0.9) else None


def _add_device(draw: Draw, person: Person) -> None:
    """A device or supervision after prison, only where the act on devices reaches the offence."""
    spans = [each.offence.device for each in person.charges if each.offence.device]
    if not spans or len(person.penalties) != 1 or person.juvenile or person.treatment_custody:
        return
    penalty = person.penalties[0]
    if penalty.kind not in ("prison", "life") or penalty.deferred:
        return
    low, high = spans[0]
    if penalty.suspended:
        supervised = [each for each in penalty.supervision if each.kind == "with_suspension"]
        if supervised and draw.chance(0.15):
            person.device_kind = "with_suspension"
            person.device_months = min(12, penalty.suspended)
        return
    choice = draw.weighted((("", 55), ("device", 20), ("after", 12), ("refused", 13)))
    if choice == "device" and person.charges[0].offence.sexual and draw.chance(0.25):
        person.medication_months = draw.pick((12, 24, 36))
    if choice == "device":
        person.device_kind = "after_prison"
        person.device_months = draw.pick(
            [each for each in (36, 60, 84, 120, 180, 240) if low <= each <= high]
        )
        penalty.supervision.append(
            Supervision(kind="with_device_by_law", months=person.device_months, stated=False, annex=True)
        )
    elif choice == "after":
        penalty.supervision.append(
            Supervision(kind="after_prison", months=draw.pick((24, 36, 48, 60)), annex=draw.chance(0.5))
        )
        person.requests_dismissed.append("device")
    elif choice == "refused":
        person.requests_dismissed.append("device")


def _add_treatment(draw: Draw, person: Person) -> None:
    """치료명령 beside supervision with a suspended term (치료감호법 44-2)."""
    if len(person.penalties) == 1 and person.penalties[0].supervised and draw.chance(0.03):
        person.treatment_order = True


def state_age(draw: Draw, person: Person, decided: date) -> None:
    """An age in the reasons, where there are reasons about the person."""
    if person.birth is None or not person.disposition.startswith(("convicted", "transferred")):
        return
    now, then = person.age_on(decided), person.age_on(person.charges[0].last)
    if now is None or then is None:
        return
    if person.juvenile:
        person.age = _juvenile_age(draw, person, now, then)
    elif draw.chance(0.3):
        person.age = _adult_age(draw, now, then)


def _juvenile_age(draw: Draw, person: Person, now: int, then: int) -> AgeStatement:
    shape = draw.weighted((("birth", 3), ("now", 3), ("then", 3), ("plain", 2)))
    if shape == "birth" and person.birth:
        text = f"피고인은 {dotted(person.birth)[:-1]}.생으로 이 판결 선고일 현재 소년법 제2조의 소년이다."
        return AgeStatement(text=text, basis="decision", low=now, high=now, man=False)
    if shape == "now":
        text = f"피고인은 이 판결 선고일 현재 만 {now}세의 소년이다."
        return AgeStatement(text=text, basis="decision", low=now, high=now, man=True)
    if shape == "then":
        text = f"피고인은 이 사건 범행 당시 만 {then}세의 소년이었고, 현재까지도 소년법상 소년에 해당한다."
        return AgeStatement(text=text, basis="offence", low=then, high=then, man=True)
    return AgeStatement(
        text="피고인은 소년법 제2조의 소년이다.", basis="juvenile", low=None, high=None, man=False
    )


def _adult_age(draw: Draw, now: int, then: int) -> AgeStatement:
    shape = draw.weighted((("now", 3), ("then", 4), ("decade", 3), ("plain", 1)))
    if shape == "now":
        text = f"피고인은 현재 만 {now}세이다."
        return AgeStatement(text=text, basis="decision", low=now, high=now, man=True)
    if shape == "then":
        text = f"피고인은 이 사건 범행 당시 만 {then}세였다."
        return AgeStatement(text=text, basis="offence", low=then, high=then, man=True)
    if shape == "plain":
        tail = "로 사회 경험이 많지 않았다" if then < 28 else "였다"
        text = f"피고인은 이 사건 당시 {then}세{tail}."
        return AgeStatement(text=text, basis="offence", low=then, high=then, man=False)
    low = now // 10 * 10
    return AgeStatement(
        text=f"피고인은 {low}대의 나이로 앞으로 개선될 여지가 있다.",
        basis="decision",
        low=low,
        high=low + 9,
        man=False,
    )


def _partial_dismissal(draw: Draw, person: Person) -> None:
    """One count ends because the victim does not wish it punished; the sentence stands on the rest."""
    extra = [each for each in person.charges[1:] if each.offence.on_complaint]
    if not extra or person.verdict != "guilty" or person.disposition != SENTENCED or person.split_counts:
        return
    if len(person.penalties) > 1 or not draw.chance(0.3):
        return
    person.dismissed_of = extra[:1]
    if not _still_lawful(person):
        person.dismissed_of = []


def _still_lawful(person: Person) -> bool:
    """Whether the sentence lies in the range of the charges that are left."""
    imposed, rest = person.penalties[0], person.guilty_of
    if not rest:
        return False
    if imposed.kind == "fine":
        tops = [each.provision.fine_max for each in rest]
        return all(tops) and (imposed.amount or 0) <= max(top or 0 for top in tops)
    top, span = imposed.long or imposed.term, prison_range(rest, person.mitigated)
    if top is None or span is None:
        return top is None
    return span[0] <= (imposed.short or top).total <= top.total <= span[1]


def complete(draw: Draw, person: Person, decided: date) -> None:
    """Add what a person's sentence calls for: partial acquittals and dismissals, ancillary penalties and orders."""
    _partial_acquittal(draw, person)
    _partial_dismissal(draw, person)
    _add_qualification(draw, person)
    _add_property_orders(draw, person)
    add_sex_crime_orders(draw, person, decided)
    _add_device(draw, person)
    _add_treatment(draw, person)
    if person.collection and not person.provisional and draw.chance(0.4):
        person.provisional = True
    if person.juvenile and person.disposition in (SENTENCED, "convicted_deferred") and person.mitigated:
        person.juvenile_provisions.append("60_2_mitigation")
    state_age(draw, person, decided)


def share_collection(draw: Draw, people: list[Person]) -> None:
    """One sum collected jointly from everybody, sometimes."""
    owing = [each for each in people if each.collection]
    if len(owing) == len(people) > 1 and draw.chance(0.3):
        for person in owing:
            person.collection, person.collection_joint = owing[0].collection, True
