"""Fictional articles with the truth of what each one reports, in the form of the article contract.

Which cases are told, by whom and when is a pure function of (seed, family). Some stories are special: one
corrected later, two withdrawn, one outlet that tells some cases wrongly, wire copies with small edits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Any

from scrapers.replica import article_english, article_korean
from scrapers.replica.cases import family_of
from scrapers.replica.draw import Draw
from scrapers.replica.outlets import HANKOOK, KJD, OUTLETS, YONHAP, Outlet
from scrapers.replica.paragraphs import STATISTICS_EN, STATISTICS_KO, UNRELATED_EN, UNRELATED_KO
from scrapers.replica.people import person_name
from scrapers.replica.story_facts import Event, Told, events_of

KST = timezone(timedelta(hours=9))
COVERED = 0.75
MOST_FAMILIES = 6_000
CORRECTED_AT = datetime(2026, 7, 21, 2, 30, tzinfo=UTC)
WITHDRAWN_AT = datetime(2026, 8, 12, 1, 0, tzinfo=UTC)
_FILLER_FROM = (date(2024, 1, 3), date(2026, 4, 20), date(2026, 8, 15))
_VISITS = (date(2026, 6, 30), date(2026, 9, 30))
_SPECIAL_FROM, _SPECIAL_UNTIL = date(2025, 9, 1), date(2026, 6, 12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One version of one article."""

    outlet: Outlet
    number: int
    path: str
    title: str
    subtitle: str
    paragraphs: tuple[str, ...]
    published: datetime
    modified: datetime | None
    author: str
    language: str
    section: str
    machine_translated: bool
    reports: tuple[dict[str, Any], ...]
    claims: tuple[dict[str, Any], ...]
    family: int | None
    stage: str | None
    is_wrong: bool = False
    copy_of: str | None = None
    withdrawn: tuple[datetime, int] | None = None
    correction: "Article | None" = None

    @property
    def url(self) -> str:
        """The real-looking public address."""
        return f"https://{self.outlet.host}{self.path}"

    def as_of(self, moment: datetime) -> "Article":
        """The version served at that moment."""
        later = self.correction
        return later if later is not None and moment >= CORRECTED_AT else self


# -- truth -------------------------------------------------------------------------------------------


def _item(told: Told | None) -> list[dict[str, Any]]:
    if told is None or told.deferred:
        return []
    return [
        {
            "kind": told.kind,
            "months": told.months,
            "months_min": told.months_min,
            "months_max": told.months_max,
            "amount_krw": told.amount,
            "suspended_months": told.suspended,
            "hours": None,
        }
    ]


def _hours(kind: str, hours: int | None) -> list[dict[str, Any]]:
    return [{"kind": kind, "hours": hours}] if hours else []


def report_of(event: Event, language: str = "ko") -> dict[str, Any]:
    """What an article that tells this event rightly reports (contract form, fields the text states).

    ``court`` is the name as the article's language gives it; ``family`` says which generated case it is.
    """
    imposed = _item(event.imposed)
    if imposed and event.second is not None:
        imposed += _item(event.second)
    elif imposed:
        imposed += _hours("community_service", event.service)
        imposed += _hours("attendance_order", event.attendance)
        imposed += _hours("completion_order", event.completion)
        if event.ban:
            imposed.append({"kind": "employment_ban", "months": event.ban})
    return {
        "stage": event.stage,
        "court": event.court.name if language == "ko" else event.court.english,
        "court_date": event.day.isoformat(),
        "charge": event.charge_ko,
        "demanded": _item(event.demanded) if _prints_demand(event, language) else [],
        "imposed": imposed if event.stage != "demanded" else [],
        "quoted_lower": _item(event.lower) if event.stage == "appeal" else [],
        "supervision": True if event.supervised and event.second is None else None,
        "age": _age(event, language),
        "n_defendants": 1 if event.second is None else 2,
        "outcome": event.outcome,
        "family": event.family,
    }


def _prints_demand(event: Event, language: str) -> bool:
    return event.outcome != "transferred" and not (event.second is not None and language == "en")


def _age(event: Event, language: str) -> dict[str, Any]:
    """The reported age: exact, or the band of ten years."""
    is_band = event.age_style == "band" and (language == "ko" or event.age < 40)
    low = event.age // 10 * 10 if is_band else event.age
    system = "man" if event.age_style == "man" and language == "ko" else "unknown"
    return {"low": low, "high": low + 9 if is_band else low, "basis": "at_report", "system": system}


def _wrong_report(event: Event) -> dict[str, Any]:
    report = report_of(event, "en")
    report["supervision"] = "unknown" if event.imposed and event.imposed.suspended else None
    if event.imposed and event.imposed.suspended and event.imposed.kind == "prison":
        # "Probation" is how a suspension is often translated: a term is not told, supervision not known.
        report["imposed"] = [{"kind": "unspecified", "suspended_months": event.imposed.suspended}]
    elif event.demanded:
        report["imposed"] = _item(event.demanded)
    report["demanded"] = []
    return report


def _claim(measure: str, value: float, unit: str, numerator: int | None, base: int | None) -> dict[str, Any]:
    return {"measure": measure, "value": value, "unit": unit, "numerator": numerator, "denominator": base}


# -- making ------------------------------------------------------------------------------------------


def _slug(title: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-")[:80] or "News"


def _moment(draw: Draw, day: date, delay: int = 0) -> datetime:
    clock = time(draw.whole(9, 19), draw.whole(0, 59), draw.whole(0, 59))
    return datetime.combine(day + timedelta(days=delay), clock, KST)


def _make(
    outlet: Outlet,
    draw: Draw,
    *,
    title: str,
    paragraphs: list[str],
    published: datetime,
    number: int,
    **more: Any,
) -> Article:
    modified = published + timedelta(minutes=draw.whole(4, 200)) if draw.chance(0.4) else None
    return Article(
        outlet=outlet,
        number=number,
        path=outlet.path(published, number, _slug(title)),
        title=title,
        subtitle=paragraphs[0][:40] if outlet.language == "ko" and draw.chance(0.4) else "",
        paragraphs=tuple(paragraphs),
        published=published,
        modified=modified,
        author=person_name(draw) if outlet.language == "ko" else _english_name(draw),
        language=outlet.language,
        section="사회" if outlet.language == "ko" else "Social Affairs",
        machine_translated=outlet is KJD and published.year >= 2025 and draw.chance(0.5),
        reports=tuple(more.pop("reports", ())),
        claims=tuple(more.pop("claims", ())),
        family=more.pop("family", None),
        stage=more.pop("stage", None),
        **more,
    )


_SURNAMES = ("Gal", "Gwok", "Bing", "Ong", "Namgung", "Seonu", "Jegal", "Hwangbo")
_GIVEN = ("Ga-on", "Na-rae", "Da-som", "Ra-on", "Ma-ru", "Bo-ram", "A-ra", "Ha-sol")


def _english_name(draw: Draw) -> str:
    return f"{draw.pick(_SURNAMES)} {draw.pick(_GIVEN)}"


def _tell(seed: int, event: Event, outlet: Outlet, number: int, wrong: bool) -> Article:
    draw = Draw.of(seed, "article", event.family, event.stage, outlet.outlet_id)
    words = article_korean if outlet.language == "ko" else article_english
    title = words.title(event, draw)
    paragraphs = article_english.misreported(event, draw) if wrong else words.body(event, draw)
    if outlet.language == "ko":
        paragraphs = [_dateline(outlet, draw) + paragraphs[0], *paragraphs[1:]]
    return _make(
        outlet,
        draw,
        title=article_english.wrong_title(event) if wrong and _is_suspended(event) else title,
        paragraphs=paragraphs,
        published=_moment(draw, event.day, draw.weighted(((0, 8), (1, 2)))),
        number=number,
        reports=(_wrong_report(event) if wrong else report_of(event, outlet.language),),
        family=event.family,
        stage=event.stage,
        is_wrong=wrong,
    )


def _is_suspended(event: Event) -> bool:
    return event.imposed is not None and event.imposed.suspended is not None


def _dateline(outlet: Outlet, draw: Draw) -> str:
    if outlet is YONHAP:
        return f"(가상=연합뉴스) {person_name(draw)} 기자 = "
    return ""


def _wire_copy(seed: int, original: Article, outlet: Outlet, number: int) -> Article:
    """The same wire text in another outlet some minutes later, with the edits an editor makes."""
    draw = Draw.of(seed, "copy", original.number, outlet.outlet_id)
    first = original.paragraphs[0].partition(" 기자 = ")[2] or original.paragraphs[0]
    paragraphs = [first.replace("혐의로 기소된", "혐의로 재판을 받아 온"), *original.paragraphs[1:]]
    if len(paragraphs) > 3 and draw.chance(0.5):
        paragraphs = paragraphs[:-1]
    published = original.published + timedelta(minutes=draw.whole(6, 140))
    return _make(
        outlet,
        draw,
        title=original.title.replace("…", "... "),
        paragraphs=paragraphs,
        published=published,
        number=number,
        reports=original.reports,
        family=original.family,
        stage=original.stage,
        copy_of=original.url,
    )


def _number_for(family: int, stage: str, place: int) -> int:
    return family * 40 + ("demanded", "first_instance", "appeal").index(stage) * 10 + place


@lru_cache(maxsize=256)
def articles_about(seed: int, family: int, forced: str = "") -> tuple[Article, ...]:
    """Every article about one family, in order of time; empty for the families the press passes over."""
    draw = Draw.of(seed, "coverage", family)
    is_covered = draw.chance(COVERED)
    events = events_of(seed, family)
    if not events or not (is_covered or forced):
        return ()
    found: list[Article] = []
    for event in events:
        if event.stage != "first_instance" and not draw.chance(0.55):
            continue
        found += _coverage_of(seed, event, draw)
    if forced:
        found = _make_special(seed, events, found, forced)
    return tuple(sorted(found, key=lambda each: each.published))


def _coverage_of(seed: int, event: Event, draw: Draw) -> Iterator[Article]:
    chosen: list[Outlet] = []
    for _ in range(draw.weighted(((1, 5), (2, 3), (3, 2)))):
        outlet = draw.weighted(tuple((each, each.weight) for each in OUTLETS))
        if outlet not in chosen:
            chosen.append(outlet)
    for place, outlet in enumerate(chosen):
        wrong = outlet.misreports and event.stage == "first_instance" and draw.chance(0.12)
        wrong = wrong and event.outcome == "sentenced" and event.second is None
        article = _tell(seed, event, outlet, _number_for(event.family, event.stage, place), wrong)
        yield article
        if outlet is YONHAP and draw.chance(0.7):
            copier = draw.pick([each for each in OUTLETS if each.language == "ko" and each not in chosen])
            yield _wire_copy(seed, article, copier, _number_for(event.family, event.stage, 5))


# -- special stories -----------------------------------------------------------------------------------


def _make_special(seed: int, events: list[Event], found: list[Article], kind: str) -> list[Article]:
    event = next(each for each in events if each.stage == "first_instance")
    others = [each for each in found if not (each.stage == "first_instance" and each.outlet is HANKOOK)]
    if kind == "misreported":
        others = [each for each in others if not (each.stage == "first_instance" and each.outlet is KJD)]
        return [
            *others,
            _tell(seed, event, HANKOOK, _number_for(event.family, event.stage, 8), False),
            _tell(seed, event, KJD, _number_for(event.family, event.stage, 9), True),
        ]
    right = _tell(seed, event, HANKOOK, _number_for(event.family, event.stage, 8), False)
    if kind == "corrected":
        return [*others, _corrected(seed, event, right)]
    return [*others, replace(right, withdrawn=(WITHDRAWN_AT, 410 if kind == "withdrawn" else 404))]


def _corrected(seed: int, event: Event, right: Article) -> Article:
    """First printed with a term half a year off; corrected later under the same address."""
    if event.imposed is None or event.imposed.months is None:
        return right
    other = event.imposed.months + (6 if event.imposed.months <= 30 else -6)
    mistaken = replace(event, imposed=replace(event.imposed, months=other))
    first = _tell(seed, mistaken, HANKOOK, right.number, False)
    wrong_words = article_korean.penalty(mistaken.imposed or event.imposed)
    note = (
        f"[정정] 이 기사는 처음에 선고 형량을 {wrong_words}으로 보도했으나, 법원 확인을 거쳐 "
        f"{article_korean.penalty(event.imposed)}으로 바로잡습니다."
    )
    after = replace(
        right,
        path=first.path,
        published=first.published,
        modified=CORRECTED_AT.astimezone(KST),
        author=first.author,
        paragraphs=(*right.paragraphs, note),
    )
    return replace(first, correction=after, is_wrong=True)


@lru_cache(maxsize=8)
def special_families(seed: int, n_families: int) -> dict[int, str]:
    """Which family carries which special story: the first ones decided in the months before mid-2026."""
    wanted = ["corrected", "withdrawn", "misreported", "removed"]
    special: dict[int, str] = {}
    for family in range(n_families):
        if not wanted:
            break
        events = events_of(seed, family)
        event = next((each for each in events if each.stage == "first_instance"), None)
        if event is None or not _SPECIAL_FROM <= event.day <= _SPECIAL_UNTIL:
            continue
        plain = event.outcome == "sentenced" and event.second is None and event.age >= 19
        if plain and event.imposed and event.imposed.months:
            special[family] = wanted.pop(0)
    return special


# -- all of them -----------------------------------------------------------------------------------------


def _filler_articles(seed: int, count: int) -> Iterator[Article]:
    """Articles about other things, and articles with statistics."""
    base = 9_000_000
    for index in range(count):
        draw = Draw.of(seed, "other", index)
        day = draw.day(draw.pick(_FILLER_FROM), date(2026, 9, 20))
        outlet = draw.weighted(tuple((each, each.weight) for each in OUTLETS))
        texts = UNRELATED_KO if outlet.language == "ko" else UNRELATED_EN
        title, paragraphs = draw.pick(texts)
        moment = _moment(draw, day)
        yield _make(
            outlet, draw, title=title, paragraphs=list(paragraphs), published=moment, number=base + index
        )
    for index, (title, paragraphs, claims) in enumerate((*STATISTICS_KO, *STATISTICS_EN)):
        draw = Draw.of(seed, "statistics", index)
        outlet = HANKOOK if index < len(STATISTICS_KO) else KJD
        moment = _moment(draw, draw.day(date(2024, 12, 2), date(2026, 6, 20)))
        yield _make(
            outlet,
            draw,
            title=title,
            paragraphs=list(paragraphs),
            published=moment,
            number=base + 500_000 + index,
            claims=[_claim(*each) for each in claims],
        )


def _fresh_articles(seed: int) -> Iterator[Article]:
    """Something recent in every outlet on the usual days of a visit: a feed without news is a dead one."""
    for visit in _VISITS:
        for days in (1, 4):
            for place, outlet in enumerate(OUTLETS):
                draw = Draw.of(seed, "fresh", visit, days, outlet.outlet_id)
                title, paragraphs = draw.pick(UNRELATED_KO if outlet.language == "ko" else UNRELATED_EN)
                number = 9_700_000 + (visit.month * 10 + days) * 100 + place
                moment = _moment(draw, visit - timedelta(days=days))
                yield _make(
                    outlet, draw, title=title, paragraphs=list(paragraphs), published=moment, number=number
                )


def all_articles(seed: int, n: int) -> list[Article]:
    """Every article there will ever be about the first ``n`` cases, and some about other things."""
    families = min(MOST_FAMILIES, family_of(n - 1)[0] + 1) if n else 0
    special = special_families(seed, families)
    found: list[Article] = []
    for family in range(families):
        found += articles_about(seed, family, special.get(family, ""))
    found += _filler_articles(seed, min(40, max(6, n // 24)))
    found += _fresh_articles(seed)
    return found
