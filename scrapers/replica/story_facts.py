"""What the (fictional) press can tell of a case: one event a stage, with the numbers that may be printed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from scrapers.replica.cases import family_judgments
from scrapers.replica.courts import Court
from scrapers.replica.draw import Draw
from scrapers.replica.facts import Judgment, Penalty, Person

CHARGES = {
    "art14_2_1": ("허위영상물 편집", "editing false images"),
    "art14_2_2": ("허위영상물 반포", "distributing false images"),
    "art14_2_3": ("영리 목적 허위영상물 반포", "distributing false images for profit"),
    "art14_2_4": ("허위영상물 소지", "possessing false images"),
    "art14_1": ("카메라 등 이용 촬영", "illegal filming"),
    "art14_2nd": ("불법 촬영물 반포", "distributing illegally filmed material"),
    "art14_4": ("불법 촬영물 소지", "possessing illegally filmed material"),
    "art14_3_1": ("촬영물 등 이용 협박", "threats using filmed material"),
    "art14_3_2": ("촬영물 등 이용 강요", "coercion using filmed material"),
    "art13": ("통신매체 이용 음란", "obscene acts using communication media"),
    "cypa11_1": ("성착취물 제작", "producing child sexual exploitation material"),
    "cypa11_3": ("성착취물 배포", "distributing child sexual exploitation material"),
    "cypa11_5": ("성착취물 소지", "possessing child sexual exploitation material"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One penalty as the press prints it."""

    kind: str
    months: int | None = None
    months_min: int | None = None
    months_max: int | None = None
    amount: int | None = None
    suspended: int | None = None
    deferred: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One stage of one case."""

    family: int
    stage: str  # demanded, first_instance, appeal, final
    court: Court
    day: date
    charge_ko: str
    charge_en: str
    is_deepfake: bool
    age: int
    age_style: str = "exact"  # exact, band, man
    second: Told | None = None  # the co-defendant's penalty where two were tried
    demanded: Told | None = None
    imposed: Told | None = None
    lower: Told | None = None
    service: int | None = None
    attendance: int | None = None
    completion: int | None = None
    supervised: bool = False
    ban: int | None = None
    outcome: str | None = None
    panel: bool = False


def told(penalty: Penalty) -> Told:
    """A penalty without its orders."""
    return Told(
        kind=penalty.kind,
        months=penalty.term.total if penalty.term else None,
        months_min=penalty.short.total if penalty.short else None,
        months_max=penalty.long.total if penalty.long else None,
        amount=penalty.amount,
        suspended=penalty.suspended,
        deferred=penalty.deferred,
    )


def is_tellable(judgment: Judgment) -> bool:
    """One natural person (or two, both sentenced), penalties of the usual kinds, a digital sexual offence."""
    person = judgment.people[0]
    if len(judgment.people) == 2:
        return all(_is_plainly_sentenced(each) for each in judgment.people)
    if len(judgment.people) != 1:
        return False
    if person.charges[0].offence.key not in CHARGES or person.birth is None:
        return False
    if person.disposition in ("acquitted", "transferred_juvenile"):
        return True
    return _is_plainly_sentenced(person)


def _is_plainly_sentenced(person: Person) -> bool:
    return (
        person.birth is not None
        and person.charges[0].offence.key in CHARGES
        and person.disposition == "convicted_sentenced"
        and person.verdict == "guilty"
        and len(person.penalties) == 1
        and person.penalties[0].kind in ("prison", "fine")
    )


def _demand_for(draw: Draw, person: Person) -> Told | None:
    """What the prosecution had asked for: a little more than was imposed."""
    if person.disposition != "convicted_sentenced":
        return Told(kind="prison", months=draw.pick((12, 24, 36)))
    penalty = person.penalties[0]
    if penalty.kind == "fine":
        return Told(kind="fine", amount=(penalty.amount or 0) + draw.pick((1, 2, 5)) * 1_000_000)
    months = penalty.long or penalty.term
    total = months.total if months else 12
    years = (total + draw.pick((6, 12, 12, 24))) // 12 + 1
    return Told(kind="prison", months=min(years * 12, 600 if total < 60 else 360))


def _event(family: int, judgment: Judgment, stage: str) -> Event:
    person = judgment.people[0]
    names = CHARGES[person.charges[0].offence.key]
    penalty = person.penalties[0] if person.penalties else None
    supervised = penalty is not None and penalty.supervised
    other = judgment.people[1].penalties if len(judgment.people) == 2 else []
    return Event(
        family=family,
        stage=stage,
        court=judgment.court,
        day=judgment.decided,
        charge_ko=names[0],
        charge_en=names[1],
        is_deepfake=person.charges[0].offence.art_14_2,
        age=person.age_on(judgment.decided) or 30,
        imposed=told(penalty) if penalty else None,
        second=told(other[0]) if other else None,
        lower=told(person.lower[0]) if person.lower else None,
        service=penalty.service if penalty else None,
        attendance=penalty.attendance if penalty else None,
        completion=penalty.completion if penalty else None,
        supervised=supervised,
        ban=person.employment_months if person.employment == "ordered" else None,
        outcome=judgment.outcome,
        panel=any(kind in ("고합", "노", "도") for _, kind, _ in judgment.numbers),
    )


def events_of(seed: int, family: int) -> list[Event]:
    """The events of one family that the press could tell, in order of time; empty where it could not."""
    judgments = family_judgments(seed, family)
    first = judgments[0]
    if first.instance != "1" or not is_tellable(first):
        return []
    draw = Draw.of(seed, "events", family)
    opening = _event(family, first, "first_instance")
    demanded = _demand_for(draw, first.people[0])
    style = draw.weighted((("exact", 6), ("band", 3), ("man", 1)))
    opening = replace(opening, demanded=demanded if draw.chance(0.6) else None, age_style=style)
    plea = replace(
        opening,
        stage="demanded",
        day=first.decided - timedelta(days=draw.whole(14, 40)),
        demanded=demanded,
        imposed=None,
        second=None,
        service=None,
        attendance=None,
        completion=None,
        supervised=False,
        ban=None,
        outcome=None,
    )
    events = [plea, opening] if opening.outcome != "transferred" else [opening]
    if opening.second is not None:
        # Who of the two is meant is told only at the judgment.
        return [opening]
    if len(judgments) > 1 and judgments[1].proceeding == "trial":
        second = judgments[1]
        if second.people[0].lower and _is_plain_appeal(second):
            events.append(
                replace(_event(family, second, "appeal"), age=opening.age + _birthdays(first, second))
            )
    return events


def _is_plain_appeal(judgment: Judgment) -> bool:
    person = judgment.people[0]
    return person.disposition in ("appeal_dismissed", "acquitted") or is_tellable(judgment)


def _birthdays(first: Judgment, second: Judgment) -> int:
    person = first.people[0]
    return (person.age_on(second.decided) or 0) - (person.age_on(first.decided) or 0)
