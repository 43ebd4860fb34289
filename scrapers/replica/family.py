"""One fictional case from indictment to the first judgment, within the law of each day.

The limits are those of ``domain/measures.md`` §3: a suspended term of at most three years for one to five
years, indeterminate terms only under nineteen, no prison in a file opened by a summary order, no device for
arts. 13 to 14-3, no workhouse for companies and under eighteen, disclosure only of registered adults.
"""

from datetime import date, timedelta

from scrapers.replica.courts import DISTRICT, Court
from scrapers.replica.draw import Draw
from scrapers.replica.facts import SENTENCED, AgeStatement, Charge, Judgment, Penalty, Person, Supervision
from scrapers.replica.offences import COMPARISON, DIGITAL, LIFE, OFFENCES, Offence
from scrapers.replica.wording import Term, dotted, term_of

FIRST_DECISION = date(2019, 1, 7)
LAST_DECISION = date(2026, 9, 18)
RECENT_FROM = date(2024, 6, 3)
_DIGITAL_WEIGHTS = tuple(
    (each, 9.0 if each.art_14_2 else 4.0 if each.key.startswith("art14") else 2.5) for each in DIGITAL
)
_COMPARISON_WEIGHTS = tuple((each, 0.6 if each.device or each.minor else 1.5) for each in COMPARISON)
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
    if main.offence.minor or main.offence.corporate or main.offence.qualification or main.offence.no_labour:
        wanted = 1
    tries = 0
    while len(charges) < wanted and tries < 6:
        tries += 1
        pool = DIGITAL if main.offence.sexual else COMPARISON[:4]
        extra = draw_charge(draw, draw.pick(pool), decided)
        if extra and all(extra.offence.title != each.offence.title for each in charges):
            charges.append(extra)
    return charges


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
        penalty.supervision.append(Supervision(kind="with_suspension", months=limit))
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


def _deferred(draw: Draw, person: Person) -> bool:
    spans = [each.provision.prison for each in person.charges]
    if any(each is not None and each[0] > 24 for each in spans):
        return False
    penalty = _deferred_penalty(draw, person)
    sexual = any(each.offence.sexual for each in person.charges)
    if sexual and (person.juvenile or draw.chance(0.3)):
        penalty.supervision.append(Supervision(kind="with_deferred", months=12 if draw.chance(0.7) else None))
    person.penalties = [penalty]
    person.disposition = "convicted_deferred"
    person.fine_chosen = penalty.kind == "fine"
    return True


def _deferred_penalty(draw: Draw, person: Person) -> Penalty:
    """The penalty the reasons name as deferred; at most a year of prison (형법 59)."""
    tops = [each.provision.fine_max for each in person.charges]
    if all(tops) and draw.chance(0.85):
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
        ("dismissed", 2.0),
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
    for _ in range(8):
        if _try_outcome(draw, person, draw.weighted(outcomes), decided):
            return
    if not _suspended(draw, person, decided) and not _served(draw, person):
        _without_sentence(draw, person, "acquitted", "not_guilty")


def _try_outcome(draw: Draw, person: Person, outcome: str, decided: date) -> bool:
    plain = {"fine": _fine, "suspended": _suspended}
    if outcome in plain:
        return plain[outcome](draw, person, decided)
    if outcome == "served":
        return _served(draw, person)
    if outcome == "deferred":
        return _deferred(draw, person)
    if outcome == "life":
        return _life(person)
    if outcome == "two_terms":
        return _two_terms(draw, person, decided)
    if outcome == "both":
        return _prison_and_fine(draw, person, decided)
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
        return _without_sentence(draw, person, "convicted_exempted", "guilty")
    return _without_sentence(draw, person, "acquitted", "not_guilty")


def _two_terms(draw: Draw, person: Person, decided: date) -> bool:
    """Two terms because another judgment became final in between (형법 37 후단)."""
    if len(person.charges) < 2 or person.charges[0].offence.qualification:
        return False
    first, second = Penalty(kind="prison", counts="판시 제1죄"), Penalty(kind="prison", counts="판시 제2죄")
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


def _partial_acquittal(draw: Draw, person: Person) -> None:
    if len(person.charges) < 2 or person.disposition != SENTENCED or person.split_counts:
        return
    if len(person.penalties) > 1 or not draw.chance(0.16):
        return
    cleared = person.charges[-1]
    rest = [each for each in person.charges if each is not cleared]
    span = prison_range(rest, person.mitigated)
    imposed = person.penalties[0]
    top = imposed.long or imposed.term
    if imposed.kind == "fine":
        limit = max((each.provision.fine_max or 0) for each in rest)
        if (imposed.amount or 0) > limit:
            return
    elif span is None or (top and not span[0] <= (imposed.short or top).total <= top.total <= span[1]):
        return
    if not any(each.offence.sexual for each in rest) and any(each.offence.sexual for each in person.charges):
        return
    person.acquitted_of = [cleared]
    person.verdict = "mixed"
    person.publication = draw.chance(0.7)


_PHONES = ("휴대전화 1대", "휴대폰 1대", "스마트폰 1대", "노트북 1대", "외장하드 1개", "USB 1개")


def _add_property_orders(draw: Draw, person: Person) -> None:
    convicted = person.disposition in (SENTENCED, "convicted_deferred")
    guilty = [each for each in person.charges if each not in person.acquitted_of]
    if not convicted or person.company:
        return
    if any(each.offence.digital for each in guilty) and draw.chance(0.38):
        person.exhibits = [draw.pick(_PHONES)] if draw.chance(0.8) else ["휴대전화 1대", "노트북 1대"]
    if any(each.offence.profit for each in guilty) and person.disposition == SENTENCED:
        person.collection = draw.pick((100_000, 300_000, 450_000, 1_200_000, 3_456_000, 15_000_000))
    if person.charges[0].offence.key in ("theft", "special_robbery") and draw.chance(0.2):
        person.returned = draw.pick(("지갑 1개", "시계 1개", "현금 230,000원"))
    if person.charges[0].offence.key == "fraud" and draw.chance(0.3) and person.disposition == SENTENCED:
        if draw.chance(0.6):
            person.compensation = (1, draw.whole(3, 60) * 500_000, 0)
        else:
            person.compensation = (0, None, 1)
    if person.disposition == SENTENCED and draw.chance(0.015):
        person.costs = True


def _add_sex_crime_orders(draw: Draw, person: Person, decided: date) -> None:
    guilty = [each for each in person.charges if each not in person.acquitted_of]
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
    if penalty.kind not in ("prison", "life"):
        return
    low, high = spans[0]
    if penalty.suspended:
        supervised = [each for each in penalty.supervision if each.kind == "with_suspension"]
        if supervised and draw.chance(0.15):
            person.device_kind = "with_suspension"
            person.device_months = min(12, penalty.suspended)
        return
    choice = draw.weighted((("", 55), ("device", 20), ("after", 12), ("refused", 13)))
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


def _state_age(draw: Draw, person: Person, decided: date) -> None:
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
    shape = draw.weighted((("now", 3), ("then", 4), ("decade", 3)))
    if shape == "now":
        text = f"피고인은 현재 만 {now}세이다."
        return AgeStatement(text=text, basis="decision", low=now, high=now, man=True)
    if shape == "then":
        text = f"피고인은 이 사건 범행 당시 만 {then}세였다."
        return AgeStatement(text=text, basis="offence", low=then, high=then, man=True)
    low = now // 10 * 10
    return AgeStatement(
        text=f"피고인은 {low}대의 나이로 앞으로 개선될 여지가 있다.",
        basis="decision",
        low=low,
        high=low + 9,
        man=False,
    )


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
    for number in range(1, n + 1):
        # Everybody shares the first charge; some were tried for less than all.
        own = charges if number == 1 or draw.chance(0.6) else charges[:1]
        people.append(_new_person(draw, f"피고인 {number}", list(own), decided))
    if corporate:
        people[-1] = Person(label="피고인 2 주식회사", company=True, charges=charges, birth=None)
    return people


def _numbers(draw: Draw, kind: str, decided: date, people: list[Person]) -> list[tuple[int, str, int]]:
    year = decided.year - (1 if decided.month < 8 or draw.chance(0.35) else 0)
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
    if all_juvenile and kind != "고정" and draw.chance(0.24):
        _as_transfer(draw, judgment)
        for person in people:
            _state_age(draw, person, decided)
    else:
        for person in people:
            decide_person(draw, person, kind, decided)
            _complete(draw, person, decided)
        _share_collection(draw, people)
        judgment.outcome = document_outcome(people)
    judgment.numbers = _numbers(draw, kind, decided, people)
    return judgment


def _complete(draw: Draw, person: Person, decided: date) -> None:
    _partial_acquittal(draw, person)
    _add_qualification(draw, person)
    _add_property_orders(draw, person)
    _add_sex_crime_orders(draw, person, decided)
    _add_device(draw, person)
    if person.juvenile and person.disposition in (SENTENCED, "convicted_deferred") and person.mitigated:
        person.juvenile_provisions.append("60_2_mitigation")
    _state_age(draw, person, decided)


def _add_qualification(draw: Draw, person: Person) -> None:
    """자격정지 beside prison where the offence carries both."""
    if person.charges[0].offence.qualification and person.penalties and person.penalties[0].kind == "prison":
        person.penalties.append(
            Penalty(kind="suspension_of_qualification", term=term_of(draw.pick((6, 12, 18, 24))))
        )


def _share_collection(draw: Draw, people: list[Person]) -> None:
    """One sum collected jointly from everybody, sometimes."""
    owing = [each for each in people if each.collection]
    if len(owing) == len(people) > 1 and draw.chance(0.3):
        for person in owing:
            person.collection, person.collection_joint = owing[0].collection, True


__all__ = ["OFFENCES", "decide_person", "document_outcome", "first_instance", "prison_range"]
