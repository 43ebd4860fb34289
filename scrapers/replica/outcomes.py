"""What becomes of one defendant, drawn within the law of the day.

The limits are those of ``domain/measures.md`` §3: a suspended term of at most three years for one to five
years, indeterminate terms only under nineteen, no prison in a file opened by a summary order, no workhouse for
companies and under eighteen.
"""

from datetime import date

from scrapers.replica.draw import Draw
from scrapers.replica.facts import Charge, Penalty, Person, Supervision
from scrapers.replica.offences import LIFE
from scrapers.replica.wording import Term, term_of

_TERMS = (2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 30, 36, 42, 48, 54, 60, 72, 84, 96, 120, 144, 180, 240, 300)


_FINES = (30, 50, 70, 100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 1000, 1200, 1500, 2000, 3000)


_PAIRS = (
    (8, 6),
    (10, 8),
    (12, 8),
    (12, 10),
    (16, 12),
    (18, 12),
    (20, 16),
    (24, 18),
    (30, 24),
    (36, 24),
    (42, 30),
    (48, 36),
    (60, 42),
    (84, 60),
    (120, 60),
)


def prison_range(charges: list[Charge], mitigated: bool) -> tuple[int, int] | None:
    """The range open to the court in months; None when some charge knows no prison."""
    ranges = [each.provision.prison for each in charges]
    if any(each is None for each in ranges):
        return None
    known = [each for each in ranges if each]
    low = max(each[0] for each in known)
    top = max(each[1] for each in known)
    if len(known) > 1 or charges[0].times > 1:
        total = sum(each[1] for each in known) if len(known) > 1 else top * 2
        top = min(top * 3 // 2, total, 540)
    top = min(top, 600)
    if mitigated:
        return max(1, low // 2), max(1, top // 2)
    return low, top


def _draw_term(draw: Draw, low: int, high: int, cap: int) -> int | None:
    options = [each for each in _TERMS if max(low, 2) <= each <= min(high, cap, low + 42)]
    if not options:
        return low if 1 <= low <= min(high, cap) else None
    if len(options) > 3 and draw.chance(0.5):
        options = options[: len(options) // 2 + 1]
    return draw.pick(options)


def _programme(person: Person) -> str | None:
    """The programme the law of the main charge adds, if any."""
    for charge in person.charges:
        if charge.offence.programme and charge not in person.acquitted_of:
            return charge.offence.programme
    return None


def _add_suspension(draw: Draw, person: Person, penalty: Penalty, decided: date) -> None:
    months = penalty.term.total if penalty.term else 12
    options = [each for each in (12, 18, 24, 36, 48, 60) if each >= min(months, 60)]
    weights = [1.0 if each != 18 else 0.06 for each in options]
    penalty.suspended = draw.weighted(tuple(zip(options[:3], weights, strict=False)))
    supervised = draw.chance(0.75 if person.juvenile else 0.42)
    if supervised:
        stated = draw.chance(0.2) and penalty.suspended >= 24
        limit = draw.pick([each for each in (12, 24, 36) if each <= penalty.suspended]) if stated else None
        annex = draw.chance(0.05)
        penalty.supervision.append(Supervision(kind="with_suspension", months=limit, annex=annex))
    if draw.chance(0.36):
        penalty.service = draw.pick((40, 80, 80, 120, 120, 160, 200, 240, 320))
    programme = _programme(person)
    if programme == "sexual_violence" and draw.chance(0.95):
        penalty.attendance = draw.pick((24, 40, 40, 40, 80, 120))
    elif programme in ("drug", "stalking", "traffic") and draw.chance(0.6):
        penalty.attendance = draw.pick((20, 40, 40, 80))
    if penalty.attendance:
        penalty.programme = programme


def _add_completion(draw: Draw, person: Person, penalty: Penalty) -> None:
    programme = _programme(person)
    if (programme == "sexual_violence" and draw.chance(0.95)) or (
        programme in ("drug", "stalking") and draw.chance(0.6)
    ):
        penalty.completion = draw.pick((24, 40, 40, 40, 80, 80, 120, 200))
        penalty.programme = programme
        if programme != "sexual_violence":
            penalty.completion = min(penalty.completion, 80)


def _served(draw: Draw, person: Person) -> bool:
    """An unsuspended term, fixed or (under nineteen) indeterminate; False when the law leaves none."""
    for mitigated in (draw.chance(0.45), True, False):
        person.mitigated = mitigated
        span = prison_range(person.charges, person.mitigated)
        if span is None:
            return False
        penalty = Penalty(kind=_custody_kind(person))
        if person.juvenile and _can_be_indeterminate(person):
            if _set_indeterminate(draw, penalty, span):
                person.juvenile_provisions.append("60_indeterminate")
                person.penalties = [penalty]
                break
            continue
        months = _draw_term(draw, span[0], span[1], 360)
        if months is not None:
            penalty.term = term_of(months)
            person.penalties = [penalty]
            break
    else:
        return False
    _add_completion(draw, person, person.penalties[0])
    return True


def _custody_kind(person: Person) -> str:
    return "prison_without_labor" if person.charges[0].offence.no_labour else "prison"


def _can_be_indeterminate(person: Person) -> bool:
    return any((each.provision.prison or (0, 0))[1] >= 24 for each in person.charges)


def _set_indeterminate(draw: Draw, penalty: Penalty, span: tuple[int, int]) -> bool:
    pairs = [each for each in _PAIRS if each[1] >= span[0] and each[0] <= span[1] and each[0] <= span[0] + 40]
    if not pairs:
        return False
    long, short = draw.pick(pairs)
    penalty.long, penalty.short = term_of(long), term_of(short)
    return True


def _suspended(draw: Draw, person: Person, decided: date) -> bool:
    for mitigated in (False, True):
        span = prison_range(person.charges, mitigated)
        if span is None:
            return False
        months = _draw_term(draw, span[0], span[1], 36)
        if months is not None:
            person.mitigated = mitigated
            penalty = Penalty(kind=_custody_kind(person), term=term_of(months))
            _add_suspension(draw, person, penalty, decided)
            person.penalties = [penalty]
            return True
    return False


def _fine(draw: Draw, person: Person, decided: date) -> bool:
    tops = [each.provision.fine_max for each in person.charges]
    if any(top is None for top in tops):
        return False
    top = max(top for top in tops if top)
    lowest = 5_000_000 if person.charges[0].offence.key == "drunk_driving" else 0
    options = [each * 10_000 for each in _FINES if lowest <= each * 10_000 <= top]
    if not options:
        options = [min(top, 100_000)]
    penalty = Penalty(kind="fine", amount=draw.pick(options))
    person.fine_chosen = True
    person.penalties = [penalty]
    is_small = penalty.amount is not None and penalty.amount <= 5_000_000
    if is_small and not person.company and draw.chance(0.06):
        penalty.suspended = draw.pick((12, 24))
    elif not person.company:
        _add_completion(draw, person, penalty)
    _add_workhouse(draw, person, decided)
    return True


def _add_workhouse(draw: Draw, person: Person, decided: date) -> None:
    age = person.age_on(decided)
    if not person.company and (age is None or age >= 18):
        person.workhouse = draw.pick((100_000, 100_000, 100_000, 50_000))
    person.provisional = draw.chance(0.75)


def _deferred(draw: Draw, person: Person, kind: str) -> bool:
    spans = [each.provision.prison for each in person.charges]
    if any(each is not None and each[0] > 24 for each in spans):
        return False
    penalty = _deferred_penalty(draw, person, kind)
    sexual = any(each.offence.sexual for each in person.charges)
    if sexual and (person.juvenile or draw.chance(0.3)):
        penalty.supervision.append(Supervision(kind="with_deferred", months=12 if draw.chance(0.7) else None))
    person.penalties = [penalty]
    person.disposition = "convicted_deferred"
    person.fine_chosen = penalty.kind == "fine"
    return True


def _deferred_penalty(draw: Draw, person: Person, kind: str) -> Penalty:
    """The penalty the reasons name as deferred; at most a year of prison (형법 59)."""
    tops = [each.provision.fine_max for each in person.charges]
    if all(tops) and (kind == "고정" or draw.chance(0.85)):
        options = [
            each for each in (300_000, 500_000, 1_000_000, 2_000_000) if each <= min(filter(None, tops))
        ]
        return Penalty(kind="fine", amount=draw.pick(options or [100_000]), deferred=True)
    lows = [(each.provision.prison or (1, 1))[0] for each in person.charges]
    low = max(1, max(lows) // 2)
    person.mitigated = max(lows) > low
    months = draw.pick([each for each in (4, 6, 8, 10, 12) if each >= low])
    return Penalty(kind=_custody_kind(person), term=term_of(months), deferred=True)


def _life(person: Person) -> bool:
    if not any((each.provision.prison or (0, 0))[1] >= LIFE for each in person.charges) or person.juvenile:
        return False
    person.penalties = [Penalty(kind="life")]
    return True


def _minor(draw: Draw, person: Person, decided: date) -> None:
    kind = draw.weighted((("fine", 5), ("detention", 3), ("minor_fine", 2)))
    if kind == "detention":
        person.penalties = [Penalty(kind=kind, term=Term(days=draw.whole(3, 25)))]
        return
    amount = draw.pick((20_000, 30_000, 40_000)) if kind == "minor_fine" else draw.pick((50_000, 100_000))
    person.penalties = [Penalty(kind=kind, amount=amount)]
    person.fine_chosen = True
    _add_workhouse(draw, person, decided)
    if person.workhouse:
        person.workhouse = 10_000 if kind == "minor_fine" else 50_000


def _without_sentence(draw: Draw, person: Person, disposition: str, verdict: str) -> bool:
    person.disposition, person.verdict, person.penalties = disposition, verdict, []
    if disposition == "acquitted":
        person.acquitted_of = list(person.charges)
        person.publication = draw.chance(0.85)
    return True


def _adult_outcomes(person: Person, kind: str) -> tuple[tuple[str, float], ...]:
    if kind == "고정":
        return (("fine", 78), ("acquitted", 12), ("deferred", 8), ("dismissed", 2))
    return (
        ("served", 30),
        ("suspended", 38),
        ("fine", 15),
        ("deferred", 2.5),
        ("acquitted", 4.5),
        ("life", 1.2),
        ("discharged", 0.8),
        ("dismissed", 14.0 if person.charges[0].offence.on_complaint else 0),
        ("exempted", 0.5),
        ("two_terms", 2.0),
        ("both", 2.0),
        ("treatment", 0.8),
    )


_JUVENILE_OUTCOMES = (
    ("served", 34),
    ("suspended", 40),
    ("fine", 8),
    ("deferred", 5),
    ("acquitted", 3),
)


def decide_person(draw: Draw, person: Person, kind: str, decided: date) -> None:
    """Draw what becomes of one defendant, within the law."""
    if person.charges[0].offence.minor:
        _minor(draw, person, decided)
        return
    outcomes = _JUVENILE_OUTCOMES if person.juvenile else _adult_outcomes(person, kind)
    if person.juvenile and kind == "고정":
        outcomes = (("fine", 8), ("deferred", 2))
    if person.company:
        outcomes = (("fine", 9), ("acquitted", 1))
    if person.charges[0].offence.tax:
        outcomes = (("tax", 1),)
    for _ in range(8):
        if _try_outcome(draw, person, draw.weighted(outcomes), kind, decided):
            return
    if not _suspended(draw, person, decided) and not _served(draw, person):
        _without_sentence(draw, person, "acquitted", "not_guilty")


def _try_outcome(draw: Draw, person: Person, outcome: str, kind: str, decided: date) -> bool:
    plain = {"fine": _fine, "suspended": _suspended}
    if outcome in plain:
        return plain[outcome](draw, person, decided)
    if outcome == "served":
        return _served(draw, person)
    if outcome == "deferred":
        return _deferred(draw, person, kind)
    if outcome == "life":
        return _life(person)
    if outcome == "two_terms":
        return _two_terms(draw, person, decided)
    if outcome == "both":
        return _prison_and_fine(draw, person, decided)
    if outcome == "tax":
        return _prison_and_tax_fine(draw, person)
    if outcome == "treatment":
        person.treatment_custody = _served(draw, person) and not person.juvenile
        return person.treatment_custody
    if outcome == "dismissed":
        return person.charges[0].offence.on_complaint and _without_sentence(
            draw, person, "prosecution_dismissed", "none"
        )
    if outcome == "discharged":
        return _without_sentence(draw, person, "discharged", "none")
    if outcome == "exempted":
        # Beside a judgment already final (형법 39(1)), and not where the law sets a minimum of a year.
        light = all((each.provision.prison or (1, 1))[0] < 12 for each in person.charges)
        return light and _without_sentence(draw, person, "convicted_exempted", "guilty")
    return _without_sentence(draw, person, "acquitted", "not_guilty")


_COUNT_NAMES = (
    ("판시 제1죄", "판시 제2죄"),
    ("판시 제1의 죄", "판시 제2의 죄"),
    ("판시 제1항의 죄", "판시 제2항의 죄"),
    ("판시 제1의 가죄", "판시 제1의 나죄"),
    ("판시 범죄사실 제1항의 죄", "판시 범죄사실 제2항의 죄"),
)


def _two_terms(draw: Draw, person: Person, decided: date) -> bool:
    """Two terms because another judgment became final in between (형법 37 후단)."""
    if len(person.charges) < 2 or person.charges[0].offence.qualification:
        return False
    one, two = draw.pick(_COUNT_NAMES)
    first, second = Penalty(kind="prison", counts=one), Penalty(kind="prison", counts=two)
    for penalty, charges in ((first, person.charges[:1]), (second, person.charges[1:])):
        span = prison_range(charges, True)
        months = _draw_term(draw, span[0], span[1], 36) if span else None
        if months is None:
            return False
        penalty.term = term_of(months)
    person.mitigated = True
    person.split_counts = True
    person.penalties = [first, second]
    mode = draw.weighted((("served", 4), ("suspended", 4), ("mixed", 2)))
    if mode == "suspended":
        longest = max(first.term.total if first.term else 0, second.term.total if second.term else 0)
        period = draw.pick([each for each in (24, 36, 48) if each >= longest])
        first.suspended = second.suspended = period
        if draw.chance(0.3):
            second.suspended = 60 if period > 36 else period + 12
    elif mode == "mixed":
        second.suspended = 36 if second.term and second.term.total > 24 else 24
    if mode == "served":
        _add_completion(draw, person, first)
    else:
        target = second if mode == "mixed" else first
        programme = _programme(person)
        if programme:
            target.attendance, target.programme = 40, programme
    return True


_TAX_FINES = (150_000_000, 240_000_000, 480_000_000, 600_000_000, 2_100_000_000, 5_200_000_000)


def workhouse_floor(amount: int) -> int:
    """The fewest days in the workhouse for a fine (형법 70(2), acts from 2014-05-14)."""
    for least, days in ((5_000_000_000, 1000), (500_000_000, 500), (100_000_000, 300)):
        if amount >= least:
            return days
    return 1


def _prison_and_tax_fine(draw: Draw, person: Person) -> bool:
    """Prison and, by law beside it, a fine of more than the tax; the workhouse has a least number of days."""
    amount = draw.pick(_TAX_FINES)
    prison = Penalty(kind="prison", term=term_of(draw.pick((24, 30, 36))))
    person.mitigated = prison.term is not None and prison.term.total < 36
    if draw.chance(0.6):
        prison.suspended = draw.pick((36, 48, 60))
    person.penalties = [prison, Penalty(kind="fine", amount=amount)]
    days = workhouse_floor(amount)
    person.workhouse = amount // days if amount % days == 0 else 1_000_000
    person.provisional = draw.chance(0.5)
    return True


def _prison_and_fine(draw: Draw, person: Person, decided: date) -> bool:
    """Prison for one count and a fine for another (형법 38(1) no. 3)."""
    if len(person.charges) < 2 or not person.charges[1].provision.fine_max or person.juvenile:
        return False
    span = prison_range(person.charges[:1], False)
    months = _draw_term(draw, span[0], span[1], 36) if span else None
    if months is None or (span and months > span[1]):
        return False
    prison = Penalty(kind="prison", term=term_of(months))
    fine = Penalty(kind="fine", amount=draw.pick((300_000, 500_000, 1_000_000, 3_000_000)))
    person.penalties = [prison, fine]
    if draw.chance(0.6):
        _add_suspension(draw, person, prison, decided)
    else:
        _add_completion(draw, person, prison)
    _add_workhouse(draw, person, decided)
    return True
