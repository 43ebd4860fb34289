"""Reports of one case, across outlets and stages, become one event; events are linked to judgments.

Every link carries a score and its reasons in words. Agreement and contradiction of court, day, charge, age and
penalties are weighed; one outlet that tells a sentence wrongly still links by the rest. Nothing here is published
but aggregates.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from extraction.news.article import AgeReport, CaseReport, PenaltyItem
from extraction.news.courts import court_key
from extraction.news.readings import ORDER_KINDS

EVENT_SCORE = 5.0
"""Score from which two reports tell one case."""

LINK_SCORE = 5.0
"""Score from which a judgment is the one that an event tells of."""

Key = tuple[object, ...]
_LEVEL = {"demanded": 1, "first_instance": 1, "appeal": 2, "final": 3}
_TOPICS = (
    ("false_images", r"허위\s?영상|딥페이크|deep-?fake|false\s(?:images|video)|fake\s(?:images|video)"),
    ("filming", r"카메라|촬영(?!물\s?등)|illegal(?:ly)?\sfilm|filming|filmed(?!\smaterial)"),
    ("coercion", r"협박|강요|촬영물\s?등\s?이용|coerc|threat|blackmail"),
    ("child_material", r"성착취물|아동|청소년|child|minor"),
    ("obscene_message", r"통신매체|obscene"),
    ("possess", r"소지|시청|저장|possess|view"),
    ("distribute", r"반포|유포|배포|distribut|spread|circulat"),
    ("edit", r"편집|제작|합성|edit|produc|creat|making"),
    ("profit", r"영리|profit"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportInput:
    """One case report of one article. `cluster_id` names the text it copies (clusters.py)."""

    report_id: str
    document_id: str
    report: CaseReport
    published: date | None = None
    outlet: str | None = None
    cluster_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One defendant's sentence in a judgment, in the form of a report's penalties."""

    items: tuple[PenaltyItem, ...]
    age: AgeReport | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgmentInput:
    """What of a judgment can be met in the press. `quoted` are the sentences below that it quotes."""

    document_id: str
    court: str | None
    decision_date: date | None
    instance: int | None
    charge: str | None = None
    defendants: tuple[Told, ...] = ()
    quoted: tuple[PenaltyItem, ...] = ()
    outcome: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One case as the press tells it: all its reports, whatever the outlet and the stage."""

    event_id: str
    report_ids: tuple[str, ...]
    n_outlets: int
    stages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLink:
    """A report and the judgment it tells of, with the reasons in words."""

    report_id: str
    document_id: str
    score: float
    reasons: tuple[str, ...]
    differences: tuple[str, ...] = ()


@dataclass(slots=True)
class _Weighing:
    """Points for and against, with their reasons."""

    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def agree(self, points: float, reason: str) -> None:
        self.score += points
        self.reasons.append(reason)

    def differ(self, points: float, reason: str) -> None:
        self.score -= points
        self.differences.append(reason)


def group_events(reports: Iterable[ReportInput]) -> list[Event]:
    """Reports of one case as events, ordered by id; a report of offenders at large stands in none."""
    told = sorted((r for r in reports if r.report.case_hint != "general"), key=lambda r: r.report_id)
    parents = list(range(len(told)))
    scored = sorted(
        (
            (weighing.score, a, b)
            for a, b in _candidate_pairs(told)
            if (weighing := _weigh(told[a], told[b])).score
        ),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    members = {number: [number] for number in range(len(told))}
    for score, a, b in scored:
        if score < EVENT_SCORE:
            break
        first, second = _root(parents, a), _root(parents, b)
        if first == second or not _may_join(told, members[first], members[second]):
            continue
        low, high = min(first, second), max(first, second)
        parents[high] = low
        members[low] += members.pop(high)
    return [_event([told[n] for n in sorted(group)]) for _, group in sorted(members.items())]


def _event(group: Sequence[ReportInput]) -> Event:
    stages = {r.report.stage for r in group if r.report.stage is not None}
    return Event(
        event_id=min(r.report_id for r in group),
        report_ids=tuple(r.report_id for r in group),
        n_outlets=len({r.outlet for r in group}),
        stages=tuple(sorted(stages)),
    )


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _may_join(told: Sequence[ReportInput], first: list[int], second: list[int]) -> bool:
    """No two reports of the joined event may speak of different days at one level, or of disjoint ages."""
    return all(not _is_impossible(told[a], told[b]) for a in first for b in second)


def _is_impossible(a: ReportInput, b: ReportInput) -> bool:
    same_stage = a.report.stage == b.report.stage
    days = _court_day(a), _court_day(b)
    if same_stage and days[0] and days[1] and days[0] != days[1] and a.report.court and b.report.court:
        return abs((days[0] - days[1]).days) > 2
    return _ages_apart(a.report.age, b.report.age)


def _candidate_pairs(told: Sequence[ReportInput]) -> Iterator[tuple[int, int]]:
    """Pairs that share a court region and a penalty, or a court and a day, or a text."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for number, entry in enumerate(told):
        for key in sorted(set(_block_keys(entry)), key=repr):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for group in blocks.values():
        for place, a in enumerate(group):
            for b in group[place + 1 : place + 400]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b


def _block_keys(entry: ReportInput) -> Iterator[Key]:
    report, region = entry.report, court_region(entry.report.court)
    for item in (*report.imposed, *report.quoted_lower, *report.demanded):
        if item.kind not in ORDER_KINDS and item.kind != "unspecified":
            yield ("penalty", region, *penalty_key(item))
    if report.court_date is not None:
        yield ("day", region, report.court_date)
    if entry.cluster_id is not None:
        yield ("text", entry.cluster_id)
    if region is not None and report.age is not None:
        yield ("person", region, report.age.low, report.age.high, *_topics(report.charge))


def penalty_key(item: PenaltyItem) -> Key:
    """What makes two penalties the same: kind, terms, amount, suspension."""
    return (
        item.kind,
        item.months,
        item.months_min,
        item.months_max,
        item.amount_krw,
        item.suspended_months,
        item.is_imposition_suspended,
    )


@lru_cache(maxsize=16_384)
def court_region(court: str | None) -> str | None:
    """The place of a court, romanized (`가상지방법원 한별지원` → gasang); None for the supreme court."""
    key = court_key(court)
    return key.place if key is not None and key.place else None


@lru_cache(maxsize=65_536)
def _same_court(one: str | None, two: str | None) -> bool | None:
    """Whether two names are one court; None where a branch is left out on one side."""
    a, b = court_key(one), court_key(two)
    if a is None or b is None:
        return None
    if (a.kind, a.place, a.quarter) != (b.kind, b.place, b.quarter):
        return False
    return True if a.branch == b.branch else None if a.branch is None or b.branch is None else False


@lru_cache(maxsize=16_384)
def _topics(charge: str | None) -> tuple[str, ...]:
    if charge is None:
        return ()
    return tuple(name for name, pattern in _TOPICS if re.search(pattern, charge, re.IGNORECASE))


def _court_day(entry: ReportInput) -> date | None:
    try:
        return date.fromisoformat(entry.report.court_date or "")
    except ValueError:
        return None


def _ages_apart(a: AgeReport | None, b: AgeReport | None) -> bool:
    """Disjoint by more than the three years that a case may last."""
    return a is not None and b is not None and (a.low > b.high + 3 or b.low > a.high + 3)


def _weigh(a: ReportInput, b: ReportInput) -> _Weighing:
    weighing = _Weighing()
    if a.cluster_id is not None and a.cluster_id == b.cluster_id and a.document_id != b.document_id:
        weighing.agree(3, "the same text")
    if a.document_id == b.document_id:
        weighing.differ(6, "told apart in one article")
    same_stage = a.report.stage == b.report.stage
    _weigh_courts(weighing, a.report, b.report)
    _weigh_days(weighing, a, b, same_stage=same_stage)
    _weigh_people(weighing, a.report, b.report)
    _weigh_charges(weighing, a.report.charge, b.report.charge)
    _weigh_penalties(weighing, a.report, b.report, same_stage=same_stage)
    return weighing


def _weigh_courts(weighing: _Weighing, a: CaseReport, b: CaseReport) -> None:
    one, two = court_region(a.court), court_region(b.court)
    if one is None or two is None:
        return
    if one != two:
        weighing.differ(4, f"courts of {one} and {two}")
        return
    weighing.agree(1, f"courts of {one}")
    levels = _LEVEL.get(a.stage or ""), _LEVEL.get(b.stage or "")
    if levels[0] == levels[1]:
        same = _same_court(a.court, b.court)
        if same:
            weighing.agree(1, "the same court")
        elif same is False:
            weighing.differ(3, f"{a.court} and {b.court}")
        else:
            weighing.differ(1, "a branch named on one side alone")


def _weigh_days(weighing: _Weighing, a: ReportInput, b: ReportInput, *, same_stage: bool) -> None:
    one, two = _court_day(a), _court_day(b)
    if one is not None and two is not None:
        if same_stage and one == two:
            weighing.agree(2.5, f"the same day, {one.isoformat()}")
        elif same_stage:
            weighing.differ(4, f"{one.isoformat()} and {two.isoformat()}")
        elif abs((one - two).days) > 900:
            weighing.differ(3, "more than two years apart")
        elif _LEVEL.get(a.report.stage or "") == _LEVEL.get(b.report.stage or "") == 1:
            apart = abs((one - two).days)
            if apart <= 60:
                weighing.agree(1, f"demand and judgment {apart} days apart")
            elif apart > 120:
                weighing.differ(3, f"demand and judgment {apart} days apart")
        if _is_out_of_order(a.report.stage, b.report.stage, one, two):
            weighing.differ(4, "the later stage came first")
    elif a.published is not None and b.published is not None:
        apart = abs((a.published - b.published).days)
        if same_stage and apart > 45:
            weighing.differ(4, f"published {apart} days apart")
        elif same_stage and apart <= 4:
            weighing.agree(1, "published within days")


def _is_out_of_order(stage_a: str | None, stage_b: str | None, one: date, two: date) -> bool:
    order = ("demanded", "first_instance", "appeal", "final")
    if stage_a not in order or stage_b not in order or stage_a == stage_b:
        return False
    first, second = (one, two) if order.index(stage_a) < order.index(stage_b) else (two, one)
    return first > second


def _weigh_people(weighing: _Weighing, a: CaseReport, b: CaseReport) -> None:
    if a.age is None or b.age is None:
        return
    if _ages_apart(a.age, b.age):
        weighing.differ(6, f"ages {a.age.low} and {b.age.low}")
    elif (a.age.low, a.age.high) == (b.age.low, b.age.high):
        exact = a.age.low == a.age.high
        weighing.agree(1.5 if exact else 0.5, f"age {a.age.low}" if exact else f"in their {a.age.low}s")
    elif a.age.low > b.age.high or b.age.low > a.age.high:
        same_stage = a.stage == b.stage
        weighing.differ(3.0 if same_stage else 0.5, f"ages {a.age.low} and {b.age.low}")


def _weigh_charges(weighing: _Weighing, one: str | None, two: str | None) -> None:
    topics = set(_topics(one)), set(_topics(two))
    if not topics[0] or not topics[1]:
        return
    if topics[0] == topics[1]:
        weighing.agree(1.5, "the same charge")
    elif topics[0] & topics[1]:
        is_translated = bool(re.search("[가-힣]", one or "")) != bool(re.search("[가-힣]", two or ""))
        if is_translated:
            weighing.agree(0.25, "a like charge")
        else:
            weighing.differ(0.75, "a charge that differs in part")
    else:
        weighing.differ(2.5, "another charge")


def _main_keys(items: Sequence[PenaltyItem]) -> set[Key]:
    return {penalty_key(item) for item in items if item.kind not in ORDER_KINDS}


def _weigh_penalties(weighing: _Weighing, a: CaseReport, b: CaseReport, *, same_stage: bool) -> None:
    """Penalties of one role agree or differ; a lower sentence quoted on appeal is one imposed before."""
    for name, points in (("imposed", 3.0), ("demanded", 2.5), ("quoted_lower", 2.0)):
        if name != "demanded" and not same_stage:
            continue
        _weigh_pair(weighing, getattr(a, name), getattr(b, name), points, name)
    earlier, later = (a, b) if _LEVEL.get(a.stage or "", 0) <= _LEVEL.get(b.stage or "", 0) else (b, a)
    if not same_stage and earlier.stage == "first_instance":
        _weigh_pair(weighing, earlier.imposed, later.quoted_lower, 3.0, "imposed first, quoted on appeal")


def _weigh_pair(
    weighing: _Weighing, one: Sequence[PenaltyItem], two: Sequence[PenaltyItem], points: float, name: str
) -> None:
    first, second = _main_keys(one), _main_keys(two)
    if not first or not second:
        return
    if first & second:
        weighing.agree(points, f"the same penalty ({name})")
    else:
        weighing.differ(points / 2, f"another penalty ({name})")


def link_cases(
    reports: Iterable[ReportInput], judgments: Iterable[JudgmentInput], events: Iterable[Event] = ()
) -> list[CaseLink]:
    """The best judgment for each report that tells of a decision, where one stands out.

    A report without a score of its own takes the judgment of the other reports of its event at its stage.
    """
    by_region: dict[tuple[str | None, int | None], list[JudgmentInput]] = defaultdict(list)
    for judgment in judgments:
        by_region[court_region(judgment.court), judgment.instance].append(judgment)
    told = sorted(reports, key=lambda r: r.report_id)
    links = {r.report_id: link for r in told if (link := _best_link(r, by_region)) is not None}
    return _share_links(links, {r.report_id: r for r in told}, events)


def _best_link(
    entry: ReportInput, by_region: dict[tuple[str | None, int | None], list[JudgmentInput]]
) -> CaseLink | None:
    level = {"first_instance": 1, "appeal": 2, "final": 3}.get(entry.report.stage or "")
    if level is None:
        return None
    region = court_region(entry.report.court)
    weighed = [
        (_weigh_judgment(entry, judgment), judgment) for judgment in by_region.get((region, level), ())
    ]
    weighed = [pair for pair in weighed if pair[0].score >= LINK_SCORE]
    if not weighed:
        return None
    weighed.sort(key=lambda pair: (-pair[0].score, pair[1].document_id))
    if len(weighed) > 1 and weighed[0][0].score - weighed[1][0].score < 0.5:
        return None
    best, judgment = weighed[0]
    return CaseLink(
        report_id=entry.report_id,
        document_id=judgment.document_id,
        score=round(best.score, 2),
        reasons=tuple(best.reasons),
        differences=tuple(best.differences),
    )


def _weigh_judgment(entry: ReportInput, judgment: JudgmentInput) -> _Weighing:
    weighing = _Weighing()
    report = entry.report
    weighing.agree(1, f"courts of {court_region(judgment.court)}")
    same = _same_court(report.court, judgment.court)
    if same:
        weighing.agree(1, "the same court")
    elif same is False:
        weighing.differ(2.5, f"{report.court} and {judgment.court}")
    _weigh_decision_day(weighing, entry, judgment.decision_date)
    _weigh_charges(weighing, report.charge, judgment.charge)
    imposed = [item for told in judgment.defendants for item in told.items]
    _weigh_pair(weighing, report.imposed, imposed, 3.0, "imposed")
    _weigh_pair(weighing, report.quoted_lower, judgment.quoted, 2.0, "quoted from below")
    _weigh_outcomes(weighing, report.outcome, judgment.outcome)
    ages = [told.age for told in judgment.defendants if told.age is not None]
    if report.age is not None and ages:
        if all(_ages_apart(report.age, age) for age in ages):
            weighing.differ(4, f"age {report.age.low}")
        elif any(age.low <= report.age.high + 1 and report.age.low - 1 <= age.high for age in ages):
            weighing.agree(1, f"age {report.age.low}")
    return weighing


def _weigh_outcomes(weighing: _Weighing, told: str | None, decided: str | None) -> None:
    """Outcomes in the words of the judgment contract; a plain sentence is too common to say anything."""
    if told is None or decided is None:
        return
    if told == decided:
        weighing.agree(0.25 if told == "sentenced" else 1.5, f"outcome {told}")
    elif "acquitted" in (told, decided) or "transferred" in (told, decided):
        weighing.differ(1.5, f"outcome {told} and {decided}")


def _weigh_decision_day(weighing: _Weighing, entry: ReportInput, decided: date | None) -> None:
    if decided is None:
        return
    told = _court_day(entry)
    if told is not None:
        if told == decided:
            weighing.agree(3, f"decided on {decided.isoformat()}")
        elif 0 < (told - decided).days <= 14:
            weighing.agree(1, f"told {(told - decided).days} days after the decision")
        else:
            weighing.differ(4, f"{told.isoformat()} and {decided.isoformat()}")
    elif entry.published is not None:
        apart = (entry.published - decided).days
        if 0 <= apart <= 14:
            weighing.agree(1.5, f"published {apart} days after the decision")
        else:
            weighing.differ(3, f"published {apart} days after the decision")


def _share_links(
    links: dict[str, CaseLink], told: dict[str, ReportInput], events: Iterable[Event]
) -> list[CaseLink]:
    shared = dict(links)
    for event in events:
        for report_id in event.report_ids:
            entry = told.get(report_id)
            if entry is None or report_id in shared or entry.report.stage is None:
                continue
            found = {
                links[other].document_id
                for other in event.report_ids
                if other in links and told[other].report.stage == entry.report.stage
            }
            if len(found) == 1:
                reasons = ("the other reports of this case at this stage link here",)
                shared[report_id] = CaseLink(
                    report_id=report_id, document_id=found.pop(), score=LINK_SCORE, reasons=reasons
                )
    return [shared[key] for key in sorted(shared)]
