"""Legal checks of a record: doubts, never values (domain/measures.md §3, with validity dates).

Each check is lawful itself: it doubts only what no court could lawfully order on that date. Where the date
that decides is the offence's, a check speaks only when the decision lies before every possible offence date
or far enough after; where it cannot be known it keeps silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from math import ceil

from extraction.frozen import built_at_once
from extraction.judgments.record import Defendant, Sentence

_DEEPFAKE_FAMILY = ("제13조", "제14조", "제14조의2", "제14조의3")
_SEX_ACT = "성폭력범죄의 처벌 등에 관한 특례법"


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the checks look at: the record's defendants with case kinds, filing year and date (ISO or None)."""

    defendants: Sequence[Defendant]
    kinds: tuple[str, ...]
    filing_years: tuple[int, ...]
    decision_date: str | None
    instance: str | None
    outcome: str | None
    case_numbers: tuple[str, ...] = ()


Check = Callable[[Facts, Defendant], Iterator[str]]


def _each_sentence(check: Callable[[Facts, Defendant, Sentence], Iterator[str]]) -> Check:
    """A check of one sentence as a check of all sentences of a defendant."""

    @wraps(check)
    def checked(facts: Facts, d: Defendant) -> Iterator[str]:
        for sentence in d.sentences:
            yield from check(facts, d, sentence)

    return checked


def _before(date: str | None, limit: str) -> bool:
    return date is not None and date < limit


def _from(date: str | None, limit: str) -> bool:
    return date is not None and date >= limit


@_each_sentence
def check_indeterminate(facts: Facts, d: Defendant, s: Sentence) -> Iterator[str]:
    """부정기형: short term below long; at most 10/5 years (소년법 60(1)), 15/7 under 특정강력범죄법 4(2)."""
    if s.months_max is None or s.months_min is None:
        return
    if s.months_min >= s.months_max:
        yield "an indeterminate term whose short end is not below its long end"
    if s.months_max > 180 or s.months_min > 84:
        yield "an indeterminate term above 15 and 7 years"


@_each_sentence
def check_suspension(facts: Facts, d: Defendant, s: Sentence) -> Iterator[str]:
    """집행유예: term of at most 3 years each (형법 62(1)); 1 to 5 years of suspension; never life, never a part
    since 2007-02-22; a fine only from 2018-01-07 and up to 5,000,000 won."""
    if s.suspended_months is None:
        return
    if s.kind in ("life", "death", "life_without_labor"):
        yield "a suspended life or death sentence"
    if s.months is not None and s.months > 36 and s.kind in ("prison", "prison_without_labor"):
        yield "a suspended term of more than three years"
    if s.months_max is not None and s.months_max > 36:
        yield "a suspended indeterminate term of more than three years"
    if not 12 <= s.suspended_months <= 60:
        yield "a suspension shorter than one year or longer than five"
    if s.kind == "fine" and (_before(facts.decision_date, "2018-01-07") or (s.amount_krw or 0) > 5_000_000):
        yield "a suspended fine before 2018-01-07 or above 5,000,000 won"


@_each_sentence
def check_partial_suspension(facts: Facts, d: Defendant, s: Sentence) -> Iterator[str]:
    """A part of one term suspended: unlawful since 대법원 2007-02-22 2006도8555, and rare before."""
    if s.suspended_part_months is not None:
        yield "only a part of one term is suspended"


@_each_sentence
def check_supervision(facts: Facts, d: Defendant, s: Sentence) -> Iterator[str]:
    """보호관찰: with a suspension never longer than it; with a deferral 12 months; after prison 2–5 years."""
    for order in s.supervision:
        months = order.months
        if order.kind == "with_suspension" and s.suspended_months is None:
            yield "supervision with a suspension beside a sentence that is not suspended"
        if months is None:
            continue
        if order.kind == "with_suspension" and s.suspended_months and months > s.suspended_months:
            yield "supervision longer than the suspension"
        if order.kind == "with_deferred" and months != 12:
            yield "supervision with a deferral of other than one year"
        if order.kind == "after_prison" and not 24 <= months <= 60:
            yield "supervision after prison outside two to five years"


@_each_sentence
def check_term(facts: Facts, d: Defendant, s: Sentence) -> Iterator[str]:
    """유기징역: up to 15 (25) years, from 2010-10-16 30 (50); fines of at least 50,000 won in this century."""
    if s.kind in ("prison", "prison_without_labor") and s.months is not None:
        cap = 300 if _before(facts.decision_date, "2010-10-16") else 600
        if s.months > cap:
            yield "a term above the cap for fixed terms"
        if s.months == 0:
            yield "a term of no length"
    if s.kind == "detention" and s.term is not None and (s.term.days or 0) >= 30:
        yield "detention (구류) of thirty days or more"
    if s.amount_krw is not None and s.amount_krw < 1000 and s.kind == "fine":
        yield "a fine below 1,000 won"


@_each_sentence
def check_hours(facts: Facts, d: Defendant, s: Sentence) -> Iterator[str]:
    """Programmes: at most 500 hours (성폭력처벌법 16(2)), stalking 200; community service at most 500."""
    limit = 200 if s.programme == "stalking" else 500
    if (s.attendance_order_hours or 0) > limit or (s.completion_order_hours or 0) > limit:
        yield "a programme longer than the law allows"
    if (s.community_service_hours or 0) > 500:
        yield "community service of more than 500 hours"


def check_workhouse(facts: Facts, d: Defendant) -> Iterator[str]:
    """노역장: 1 day to 3 years; floors of 300, 500, 1,000 days for 1, 5, 50 억 (offences from 2014-05-14; by date
    of indictment until 2017-10-26); none for a company or anyone under 18."""
    fines = [s.amount_krw for s in d.sentences if s.kind == "fine" and s.amount_krw]
    rate = d.workhouse_krw_per_day
    if rate is None and d.workhouse_days is None:
        return
    if d.is_corporation:
        yield "a workhouse order against a company"
    if rate is None or len(fines) != 1:
        return
    if rate == 0:
        yield "a workhouse rate of nothing"
        return
    days = ceil(fines[0] / rate)
    if days > 1095:
        yield "a workhouse detention of more than three years"
    floor = 1000 if fines[0] >= 5_000_000_000 else 500 if fines[0] >= 500_000_000 else 300
    filed = min(facts.filing_years, default=0)
    if (
        fines[0] >= 100_000_000
        and days < floor
        and filed >= 2018
        and _from(facts.decision_date, "2020-01-01")
    ):
        yield "a workhouse detention below the statutory floor"


def check_device(facts: Facts, d: Defendant) -> Iterator[str]:
    """Device: from 2008-09-01; with a suspension only under supervision (부착법 28(1)); never for arts. 13–14-3
    of the sexual offences act alone (부착법 2 no. 2), nor supervision after prison."""
    device = d.electronic_monitoring_months is not None
    after = any(o.kind == "after_prison" for s in d.sentences for o in s.supervision)
    if device and _before(facts.decision_date, "2008-09-01"):
        yield "an electronic device before 2008-09-01"
    beside_suspension = device and d.electronic_monitoring_kind == "with_suspension"
    if beside_suspension and not any(s.probation for s in d.sentences):
        yield "a device beside a suspended sentence without supervision"
    if after and _before(facts.decision_date, "2013-06-19"):
        yield "supervision after prison before 2013-06-19"
    if (device or after) and d.statutes and all(_is_image_offence(x) for x in d.statutes):
        yield "a device or supervision after prison for an image offence alone"


def _is_image_offence(statute: str) -> bool:
    law = statute.removeprefix("구 ")
    return law.startswith(_SEX_ACT) and any(f" {a} " in f"{law} " for a in _DEEPFAKE_FAMILY)


def check_disclosure(facts: Facts, d: Defendant) -> Iterator[str]:
    """공개·고지: not where the defendant is under 19 (아청법 49(1), 50(1)); from 2010-01-01, notice 2011-01-01."""
    if d.disclosure.state == "ordered":
        if d.is_juvenile:
            yield "disclosure of a juvenile"
        if _before(facts.decision_date, "2010-01-01"):
            yield "disclosure before 2010-01-01"
    if d.notification and _before(facts.decision_date, "2011-01-01"):
        yield "notification before 2011-01-01"


def check_employment(facts: Facts, d: Defendant) -> Iterator[str]:
    """취업제한 as an order: from 2018-07-17, at most ten years (아청법 56(2))."""
    if d.employment_ban_months is None:
        return
    if d.employment_ban_months > 120:
        yield "an employment ban of more than ten years"
    if _before(facts.decision_date, "2018-07-17"):
        yield "an employment ban ordered before 2018-07-17"


def check_file_kind(facts: Facts, d: Defendant) -> Iterator[str]:
    """고정 alone cannot end in prison (형소법 457-2, filed since 2017-12-19); 고단 and 고정 cannot give life."""
    kinds = {k for k in facts.kinds if k in ("고합", "고단", "고정", "고약")}
    severe = {s.kind for s in d.sentences if not s.imposition_suspended}
    in_prison = severe & {"prison", "prison_without_labor", "life", "death"}
    if kinds == {"고정"} and in_prison and min(facts.filing_years, default=0) >= 2018:
        yield "prison in a formal trial after a summary order"
    if kinds and kinds <= {"고단", "고정"} and severe & {"life", "death", "life_without_labor"}:
        yield "life or death from a single judge"


def check_juvenile(facts: Facts, d: Defendant) -> Iterator[str]:
    """소년: an indeterminate term and an adult do not go together; no life or death under 18 at the offence."""
    adult_from = 20 if _before(facts.decision_date, "2008-06-22") else 19
    youngest = d.age_at_decision.low if d.age_at_decision else None
    if any(s.months_max is not None for s in d.sentences) and youngest is not None and youngest >= adult_from:
        yield "an indeterminate term against an adult"
    oldest = d.age_at_offence.high if d.age_at_offence else None
    if oldest is not None and oldest < 18 and any(s.kind in ("life", "death") for s in d.sentences):
        yield "life or death for an offence under eighteen"


def check_contradictions(facts: Facts, d: Defendant) -> Iterator[str]:
    """What a record cannot say at once: a conviction by sentence and a whole acquittal of the same person."""
    if d.verdict == "not_guilty" and d.sentences:
        yield "a sentence for a person wholly acquitted"
    customary = [s for s in d.sentences if s.kind in ("prison", "prison_without_labor") and not s.counts_note]
    if len(customary) > 1:
        yield "two prison terms for one person without their counts"


def check_dates(facts: Facts, d: Defendant) -> Iterator[str]:
    """The filing year is not after the decision."""
    if facts.decision_date and facts.filing_years and min(facts.filing_years) > int(facts.decision_date[:4]):
        yield "a case filed after its decision"


_RUN_TOGETHER = re.compile(r"고합\d{5}|(?:고단|고정|노|도)\d{6}|-\d{4}")


def check_numbers(facts: Facts, d: Defendant) -> Iterator[str]:
    """Serial numbers as no court reaches them in a year: several numbers that lost what stood between them."""
    if any(_RUN_TOGETHER.search(number) for number in facts.case_numbers):
        yield "case numbers that ran together"
    if facts.case_numbers and not facts.kinds:
        yield "a case number without year and kind"


CHECKS: tuple[Check, ...] = (
    check_numbers,
    check_dates,
    check_indeterminate,
    check_suspension,
    check_partial_suspension,
    check_supervision,
    check_term,
    check_hours,
    check_workhouse,
    check_device,
    check_disclosure,
    check_employment,
    check_file_kind,
    check_juvenile,
    check_contradictions,
)


_WITHOUT_SENTENCES = tuple(check for check in CHECKS if not hasattr(check, "__wrapped__"))
"""The checks that say anything of a defendant without a sentence: those that are not of each sentence."""


def run_checks(facts: Facts) -> tuple[str, ...]:
    """All doubts of a record, each once, in the order of its defendants."""
    found: dict[str, None] = {}
    for d in facts.defendants:
        for check in CHECKS if d.sentences else _WITHOUT_SENTENCES:
            for doubt in check(facts, d):
                found[doubt] = None
    return tuple(found)
