"""Verdicts on numeric claims of the press, read from ref_ and out_ tables alone. This file holds no figure.

A claim (the JSON of `jumun read-claims`) is answered with one of five: supported; supported_under_definition (only
in one year, one series or one denominator, which is named); contradicted; outside_coverage; not_checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Literal

import duckdb

from warehouse.catalog import create_schema
from warehouse.claim_arithmetic import SMALL_COUNT, Tolerance, agreement_with_printed, claim_agreement, hedged
from warehouse.ledger import WHOLE, ledger_rows
from warehouse.reference import load_reference, replace_table

Claim = Mapping[str, Any]
VerdictName = Literal[
    "supported", "supported_under_definition", "contradicted", "outside_coverage", "not_checked"
]

_AGES = {
    (10, 19): ("police_teens_10_19",),
    (10, 13): ("police_10_13",),
    (14, 18): ("police_14_18",),
    (20, 29): ("age_20s",),
    (30, 39): ("age_30s",),
    (40, 49): ("age_40s",),
    (0, 18): ("juvenile_act_under_19", "cypa_under_19", "civil_minor_under_19", "age_18_and_under"),
    (0, 17): ("under_18",),
}  # fmt: skip
_POPULATIONS = {
    "suspects": ("suspects",),
    "offenders": ("suspects",),
    "victims": ("victims",),
    "defendants": ("defendants_disposed", "defendants_sentenced"),
    "convicted": ("convicted_registered",),
    "reports": ("reported_cases",),
}  # fmt: skip
_TOPICS = {
    "deepfake": ("art14_2", "art14_2_sole", "art14_2_main", "art14_2_any"),
    "illegal_filming": ("art14",),
    "child_sexual_exploitation": ("cypa11", "cypa"),
}  # fmt: skip
_STAGES = {
    "cleared": ("clearance",),
    "arrested": ("clearance",),
    "detained": ("detention",),
    "reported": ("report",),
    "first_instance": ("first_instance",),
    "appeal": ("appeal",),
    "final": ("final", "final_appeal"),
    "indicted": ("indictment",),
}  # fmt: skip
_RATING = {
    "supported": 5,
    "supported_under_definition": 4,
    "contradicted": 1,
    "outside_coverage": 0,
    "not_checked": 0,
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of ours with everything a reader needs to check it. Shares are percentages."""

    figure_id: str
    table: str
    unit: str
    printed: str
    n: int | None
    denominator: int | None
    population: str
    age_population: str | None
    outcome: str | None
    stage: str | None
    offence_set: str | None
    period: str | None
    definition_ko: str
    definition_en: str
    publisher: str
    source: str
    url: str | None
    status: str
    caveat_ko: str | None = None
    caveat_en: str | None = None

    @property
    def exact(self) -> Fraction | None:
        """The share as a fraction where both counts are known, else the count; None for a printed share."""
        if self.unit == "percent":
            return (
                Fraction(100 * self.n, self.denominator) if self.n is not None and self.denominator else None
            )
        return Fraction(self.printed)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer to one claim, with the working."""

    verdict: VerdictName
    reason_ko: str
    reason_en: str
    tolerance: Tolerance | None = None
    figure: Figure | None = None

    def as_dict(self) -> dict[str, Any]:
        """The JSON that `jumun check-claims` prints beside the claim."""
        plain = asdict(self)
        if self.figure is not None:
            plain["figure"]["value"] = _shown(self.figure)
        return plain


def reference_connection() -> duckdb.DuckDBPyConnection:
    """A warehouse in memory with the reference tables and the definition ledger, for use without a data folder."""
    con = duckdb.connect()
    create_schema(con)
    load_reference(con)
    replace_table(con, "out_definition_ledger", ledger_rows())
    return con


def load_figures(con: duckdb.DuckDBPyConnection) -> list[Figure]:
    """Every number that a claim can be held against: official figures, published counts, defined rates."""
    return [*_official(con), *_published_counts(con), *_ledger(con)]


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    cursor = con.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _official(con: duckdb.DuckDBPyConnection) -> Iterable[Figure]:
    for row in _rows(con, "SELECT * FROM ref_official_figures ORDER BY figure_id"):
        printed = format(row["value"].normalize(), "f")
        base = Figure(
            figure_id=row["figure_id"],
            table="ref_official_figures",
            unit=row["unit"],
            printed=printed,
            n=row["n"],
            denominator=row["denominator"],
            population=row["population"],
            age_population=row["age_population"],
            outcome=_outcome_of(row["title_en"] + " " + row["figure_id"]),
            stage=row["stage"],
            offence_set=row["offence_set"],
            period=str(row["year"]) if row["year"] else row["period"],
            definition_ko=row["title_ko"],
            definition_en=row["title_en"],
            publisher=row["publisher"],
            source=row["source"],
            url=row["url"],
            status=row["status"],
            caveat_ko=row["caveat_ko"],
            caveat_en=row["caveat_en"],
        )
        yield base
        if row["unit"] in ("persons", "cases") and row["denominator"]:
            n, of = int(row["value"]), int(row["denominator"])
            yield _share(base, n, of)


def _share(base: Figure, n: int, of: int) -> Figure:
    plain = asdict(base)
    tenths = (n * 2000 + of) // (2 * of)
    plain.update(unit="percent", printed=f"{tenths // 10}.{tenths % 10}", n=n, denominator=of)
    return Figure(**plain)


def _outcome_of(text: str) -> str | None:
    words = (
        ("suspended", r"(?<!not )(?<!un)suspen(?!sion of)"),
        ("deferred", r"deferred"),
        ("acquitted", r"acquit"),
        ("fine", r"\bfine"),
        ("served", r"unsuspended|served|imprisonment(?! type)|\bprison\b(?!-type)"),
        ("other", r"\bother\b"),
    )  # fmt: skip
    return next((name for name, pattern in words if re.search(pattern, text, re.IGNORECASE)), None)


def _published_counts(con: duckdb.DuckDBPyConnection) -> Iterable[Figure]:
    for row in _rows(con, "SELECT * FROM ref_published_counts ORDER BY count_set_id, position"):
        yield Figure(
            figure_id=f"{row['count_set_id']}:{row['category']}",
            table="ref_published_counts",
            unit="persons",
            printed=str(row["n"]),
            n=row["n"],
            denominator=row["total"],
            population="defendants_disposed",
            age_population=None,
            outcome=row["category"],
            stage="first_instance",
            offence_set=row["offence_set"],
            period=row["period"],
            definition_ko=row["title_ko"],
            definition_en=row["title_en"],
            publisher=row["publisher"],
            source=row["source"],
            url=row["url"],
            status="usable",
            caveat_ko=row["caveat_ko"],
            caveat_en=row["caveat_en"],
        )


def _part(row: Mapping[str, Any]) -> str:
    """The outcome, where a definition has a share for each: one id a figure."""
    return f":{row['outcome']}" if row["definition_id"] == WHOLE else ""


def _ledger(con: duckdb.DuckDBPyConnection) -> Iterable[Figure]:
    sql = """SELECT DISTINCT l.count_set_id, l.definition_id, l.title_ko, l.title_en, l.numerator, l.denominator,
        l.denominator_ko, l.denominator_en, l.source, l.url, c.period, c.publisher, c.offence_set, f.outcome
        FROM out_definition_ledger AS l
        JOIN ref_published_figures AS f ON f.figure_id = l.figure_id
        JOIN (SELECT DISTINCT count_set_id, period, publisher, offence_set
            FROM ref_published_counts) AS c ON c.count_set_id = l.count_set_id
        WHERE l.denominator > 0 ORDER BY ALL"""
    for row in _rows(con, sql):
        n, of = int(row["numerator"]), int(row["denominator"])
        tenths = (n * 2000 + of) // (2 * of)
        yield Figure(
            figure_id=f"{row['count_set_id']}:{row['definition_id']}{_part(row)}",
            table="out_definition_ledger",
            unit="percent",
            printed=f"{tenths // 10}.{tenths % 10}",
            n=n,
            denominator=of,
            population="defendants_disposed",
            age_population=None,
            outcome=row["outcome"],
            stage="first_instance",
            offence_set=row["offence_set"],
            period=row["period"],
            definition_ko=f"{row['title_ko']} (분모: {row['denominator_ko']})",
            definition_en=f"{row['title_en']} (denominator: {row['denominator_en']})",
            publisher=row["publisher"],
            source=row["source"],
            url=row["url"],
            status="definition",
        )


def check_claim(claim: Claim, figures: Sequence[Figure]) -> Verdict:
    """The verdict on one claim."""
    verdict = _verdict(claim, figures)
    if verdict.verdict in ("contradicted", "outside_coverage"):
        return _mixed_units(claim, figures) or verdict
    return verdict


def _verdict(claim: Claim, figures: Sequence[Figure]) -> Verdict:
    refusal = _refusal(claim)
    if refusal is not None:
        return refusal
    candidates = [figure for figure in figures if _is_about(figure, claim)]
    if claim.get("is_sum"):
        candidates += _summed(claim, figures)
    if not candidates:
        return Verdict(
            verdict="outside_coverage",
            reason_ko="이 모집단과 단위의 공식 수치를 갖고 있지 않다.",
            reason_en="We hold no official figure of this population and unit.",
        )
    period = claim.get("period")
    if period and not _DATED.match(str(period)):
        return _not_checked(
            f"'{period}'은 글의 날짜가 있어야 확인된다.",
            f"'{period}' can be placed only with the day of the text",
        )
    if period:
        return _with_period(claim, str(period), candidates)
    return _without_period(claim, candidates)


def _refusal(claim: Claim) -> Verdict | None:
    if claim.get("measure") == "change" or claim.get("unit") in ("percentage_points", "times"):
        return _not_checked("변화율은 두 수가 있어야 확인된다.", "a change needs both numbers it compares")
    if claim.get("unit") not in ("percent", "persons", "cases"):
        return _not_checked("이 단위의 공식 수치가 없다.", "no official figure has this unit")
    if not claim.get("population"):
        return _not_checked("누구를 센 수인지 글에 없다.", "the text does not say who is counted")
    return None


def _not_checked(ko: str, en: str) -> Verdict:
    return Verdict(
        verdict="not_checked", reason_ko=f"확인하지 않음: {ko}", reason_en=f"Not checked because {en}."
    )


def _is_about(figure: Figure, claim: Claim) -> bool:
    """Whether a figure counts what the claim counts; what the claim leaves open matches anything."""
    population = str(claim["population"]).split(" aged ")[0]
    if figure.unit != claim["unit"] or figure.population not in _POPULATIONS.get(population, ()):
        return False
    low, high = claim.get("age_low"), claim.get("age_high")
    wanted: tuple[str | None, ...] = (None,)
    if low is not None and high is not None:
        wanted = _AGES.get((int(low), int(high)), ("unknown",))
    if figure.age_population not in wanted:
        return False
    topic = claim.get("topic")
    if topic is None or figure.offence_set not in _TOPICS.get(str(topic), ()):
        return False
    stages = _STAGES.get(str(claim.get("stage")), ())
    if stages and figure.stage not in stages and population != "defendants":
        return False
    # Those who are detained are few of those who are suspected: a claim that does not speak of them is not about them.
    if figure.stage == "detention" and figure.stage not in stages:
        return False
    return figure.outcome == claim.get("outcome") if population in ("defendants", "convicted") else True


def _summed(claim: Claim, figures: Sequence[Figure]) -> list[Figure]:
    """Adjoining age bands of one period and denominator, added up to the band of the claim."""
    low, high = claim.get("age_low"), claim.get("age_high")
    if low is None or high is None:
        return []
    bands = [band for band in sorted(_AGES) if band[1] - band[0] == 9 and low <= band[0] and band[1] <= high]
    if not bands or bands[0][0] != low or bands[-1][1] != high:
        return []
    parts = [[f for f in figures if _is_about(f, {**claim, "age_low": a, "age_high": b})] for a, b in bands]
    found = []
    for first in (f for f in parts[0] if f.n is not None and f.denominator):
        group = [first]
        for others in parts[1:]:
            group += [f for f in others if (f.period, f.denominator) == (first.period, first.denominator)][:1]
        if len(group) == len(bands) and first.denominator:
            names_ko = " + ".join(f.definition_ko for f in group)
            names_en = " + ".join(f.definition_en for f in group)
            total = sum(f.n or 0 for f in group)
            plain = asdict(_share(first, total, first.denominator))
            plain.update(
                figure_id="+".join(f.figure_id for f in group), definition_ko=names_ko, definition_en=names_en
            )
            found.append(Figure(**plain))
    return found


def _match(claim: Claim, figure: Figure) -> Tolerance | None:
    """How a claim agrees with a figure: by its counts, else by what was printed."""
    exact = figure.exact
    if exact is not None:
        return claim_agreement(claim, exact)
    if claim.get("comparator", "exact") != "exact":
        return hedged(claim, Fraction(figure.printed))
    return agreement_with_printed(str(claim["value_text"]), figure.printed) or hedged(
        claim, Fraction(figure.printed)
    )


_ORDER = {"usable": 0, "definition": 1, "conflicting": 2, "doubtful": 3, "misprint": 4}
_BEST = ("exact", "rounded", "truncated", "rounded_or_truncated", "bound", "about")


def _matches(claim: Claim, candidates: Sequence[Figure]) -> list[tuple[Figure, Tolerance]]:
    found = [(figure, tolerance) for figure in candidates if (tolerance := _match(claim, figure)) is not None]
    return sorted(found, key=lambda pair: (_ORDER[pair[0].status], _BEST.index(pair[1]), pair[0].figure_id))


def _with_period(claim: Claim, period: str, candidates: Sequence[Figure]) -> Verdict:
    here = [figure for figure in candidates if _same_period(figure.period, period)]
    elsewhere = [figure for figure in candidates if figure not in here]
    found = _matches(claim, here)
    if found and found[0][0].status == "usable":
        return _supported(*found[0])
    if found and found[0][0].status != "misprint":
        return _under(
            *found[0], ko="이 계열로만 맞다", en="supported only in this series or under this definition"
        )
    usable = [figure for figure in here if figure.status in ("usable", "conflicting", "doubtful")]
    if _may_be_one_incident(claim):
        return _not_checked("작은 수라 한 사건의 수일 수 있다.", "a small count may be that of one incident")
    if usable:
        return _contradicted(claim, usable, elsewhere, misprint=found[0][0] if found else None)
    if not here and (
        other := [p for p in _matches(claim, elsewhere) if p[0].status != "misprint" and p[1] != "about"]
    ):
        return _other_period(period, other[0][0])
    held = ", ".join(sorted({figure.period for figure in candidates if figure.period}))
    return Verdict(
        verdict="outside_coverage",
        reason_ko=f"이 기간({period})의 수치가 없다. 가진 기간: {held}.",
        reason_en=f"We hold no figure of this period ({period}); periods held: {held}.",
    )


_DATED = re.compile(r"[0-9]{4}")
_UNITS = {"persons": ("명", "persons"), "cases": ("건", "cases")}


def _mixed_units(claim: Claim, figures: Sequence[Figure]) -> Verdict | None:
    """`682 cases` where 682 persons were counted: the same number, topic and period under the other unit."""
    unit, period = str(claim.get("unit")), claim.get("period")
    if unit not in _UNITS or not period or _may_be_one_incident(claim):
        return None
    value = Fraction(str(claim["value_text"]))
    ages = (
        (None,)
        if claim.get("age_low") is None
        else _AGES.get((int(claim["age_low"]), int(claim.get("age_high") or 0)), ("unknown",))
    )
    found = [
        figure
        for figure in figures
        if figure.unit in _UNITS
        and figure.unit != unit
        and figure.status != "misprint"
        and figure.age_population in ages
        and figure.offence_set in _TOPICS.get(str(claim.get("topic")), ())
        and _same_period(figure.period, str(period))
        and figure.exact == value
    ]
    if not found:
        return None
    ours = min(found, key=lambda figure: (_ORDER[figure.status], figure.figure_id))
    (said_ko, said_en), (is_ko, is_en) = _UNITS[unit], _UNITS[ours.unit]
    return Verdict(
        verdict="contradicted",
        reason_ko=f"단위가 바뀌었다: 글은 {said_ko}으로 적었지만 이 수는 {is_ko}을 센 것이다: {_named(ours, 'ko')}.",
        reason_en=f"The unit is mixed up: the text says {said_en} ({said_ko}), the number counts {is_en} ({is_ko}): "
        f"{_named(ours, 'en')}.",
        figure=ours,
    )


def _may_be_one_incident(claim: Claim) -> bool:
    return claim["unit"] != "percent" and Fraction(str(claim["value_text"])) <= SMALL_COUNT


def _without_period(claim: Claim, candidates: Sequence[Figure]) -> Verdict:
    found = [pair for pair in _matches(claim, candidates) if pair[0].status != "misprint"]
    found.sort(key=lambda pair: (_BEST.index(pair[1]), _ORDER[pair[0].status], pair[0].figure_id))
    if claim["unit"] != "percent":
        found = [pair for pair in found if pair[1] == "exact"]
    firm = [pair for pair in found if pair[1] not in ("about", "bound")] or found
    if not firm and claim["unit"] != "percent":
        return _not_checked(
            "기간이 적혀 있지 않은 셈이라 한 사건의 수일 수 있다.",
            "a count without a period may be that of one incident",
        )
    if not firm:
        nearest = min(candidates, key=lambda f: abs(Fraction(f.printed) - Fraction(str(claim["value_text"]))))
        return Verdict(
            verdict="contradicted" if claim.get("comparator", "exact") == "exact" else "not_checked",
            reason_ko=f"기간이 적혀 있지 않고, 가진 어느 기간의 수치와도 다르다. 가장 가까운 것: {_named(nearest, 'ko')}.",
            reason_en=f"No period is stated and no period that we hold agrees; nearest: {_named(nearest, 'en')}.",
            figure=nearest,
        )
    if all(figure.period is None for figure, _ in firm):
        return _supported(*firm[0])
    if len({figure.period for figure in candidates}) == 1 and firm[0][0].status == "usable":
        return _supported(*firm[0])
    return _under(
        *firm[0],
        ko="기간이 적혀 있지 않다; 이 기간으로 볼 때만 맞다",
        en="no period is stated; supported only for this one",
    )


def _same_period(ours: str | None, theirs: str) -> bool:
    """A year equals itself; a range of months its years when it spans them whole."""
    if ours is None:
        return False
    return ours == theirs or _span(ours) == _span(theirs)


def _span(period: str) -> tuple[str, str]:
    first, _, last = period.partition("..")
    last = last or first
    start = first if len(first) > 4 else f"{first}-01"
    end = last if len(last) > 4 else f"{last}-12"
    return start[:7], end[:7]


def _supported(figure: Figure, tolerance: Tolerance) -> Verdict:
    return Verdict(
        verdict="supported",
        reason_ko=f"{_named(figure, 'ko')}와 맞다{_how(tolerance, 'ko')}.",
        reason_en=f"Agrees with {_named(figure, 'en')}{_how(tolerance, 'en')}.",
        tolerance=tolerance,
        figure=figure,
    )


def _under(figure: Figure, tolerance: Tolerance, *, ko: str, en: str) -> Verdict:
    return Verdict(
        verdict="supported_under_definition",
        reason_ko=f"{ko}: {_named(figure, 'ko')}{_how(tolerance, 'ko')}.",
        reason_en=f"{en[0].upper()}{en[1:]}: {_named(figure, 'en')}{_how(tolerance, 'en')}.",
        tolerance=tolerance,
        figure=figure,
    )


_BOUNDS = {
    "more_than": ("초과", "more than"),
    "at_least": ("이상", "at least"),
    "less_than": ("미만", "less than"),
    "at_most": ("이하", "at most"),
}


def _contradicted(
    claim: Claim, usable: Sequence[Figure], elsewhere: Sequence[Figure], *, misprint: Figure | None
) -> Verdict:
    said = Fraction(str(claim["value_text"]))
    ours = min(
        usable, key=lambda f: (_ORDER[f.status], abs((f.exact or Fraction(f.printed)) - said), f.figure_id)
    )
    ko, en = f"우리 수치는 {_named(ours, 'ko')}이다", f"Our figure is {_named(ours, 'en')}"
    bound = _BOUNDS.get(str(claim.get("comparator")))
    if bound is not None:
        ko = f"글은 {claim['value_text']} {bound[0]}이라고 하지만 {ko}"
        en = f"The text says {bound[1]} {claim['value_text']}, which does not hold: {en[0].lower()}{en[1:]}"
    elif misprint is not None and misprint.caveat_en:
        ko, en = f"{ko}; {misprint.caveat_ko}", f"{en}; {misprint.caveat_en}"
    else:
        other = [f for f in elsewhere if _match(claim, f) in ("exact", "rounded") and f.status != "misprint"]
        if other:
            ko, en = (
                f"{ko}; 같은 수는 {other[0].period}의 것이다",
                f"{en}; the same number is that of {other[0].period}",
            )
    return Verdict(
        verdict="contradicted", reason_ko=f"{ko.rstrip('.')}.", reason_en=f"{en.rstrip('.')}.", figure=ours
    )


def _other_period(period: str, figure: Figure) -> Verdict:
    """A number that we know from another period: it may be misdated, but what is not held contradicts nothing."""
    return Verdict(
        verdict="outside_coverage",
        reason_ko=f"{period}의 수치는 없지만 같은 수가 {figure.period}의 것이다: {_named(figure, 'ko')}.",
        reason_en=f"We hold no figure of {period}; the same number is that of {figure.period}: {_named(figure, 'en')}.",
        figure=figure,
    )


def _shown(figure: Figure) -> str:
    return figure.printed + ("%" if figure.unit == "percent" else "")


def _named(figure: Figure, language: Literal["ko", "en"]) -> str:
    """The figure in words: value, counts, definition, period, publisher, source."""
    counts = f" ({figure.n:,}/{figure.denominator:,})" if figure.n is not None and figure.denominator else ""
    definition = figure.definition_ko if language == "ko" else figure.definition_en
    period = f", {figure.period}" if figure.period else ""
    return f"{_shown(figure)}{counts} [{definition}{period}; {figure.publisher}; {figure.source}]"


def _how(tolerance: Tolerance, language: Literal["ko", "en"]) -> str:
    words = {
        "exact": ("", ""),
        "rounded": (" (반올림)", " (rounded)"),
        "truncated": (
            " (버림: 반올림하면 한 자리 다르다)",
            " (truncated: rounding gives another last digit)",
        ),
        "rounded_or_truncated": (" (소수를 버리거나 반올림)", " (decimals truncated or rounded away)"),
        "about": (" (어림)", " (about)"),
        "bound": (": 글이 말한 범위 안에 있다", ": it lies within the bound that the text states"),
    }[tolerance]
    return words[0 if language == "ko" else 1]


def claim_review(
    claim: Claim, verdict: Verdict, *, url: str, publisher: str, reviewed_date: str
) -> dict[str, Any]:
    """The verdict as schema.org ClaimReview (JSON-LD); `reviewed_date` is ISO and comes from the caller."""
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "datePublished": reviewed_date,
        "claimReviewed": f"{claim.get('text') or claim['value_text']}: {claim.get('population')}, {claim.get('period')}",
        "author": {"@type": "Organization", "name": publisher},
        "itemReviewed": {
            "@type": "Claim",
            "appearance": {"@type": "CreativeWork", "url": url},
            "author": {"@type": "Organization", "name": str(claim.get("speaker") or "not stated")},
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": _RATING[verdict.verdict],
            "worstRating": 0,
            "bestRating": 5,
            "alternateName": verdict.verdict,
        },
        "reviewBody": verdict.reason_en,
        "inLanguage": "en",
    }
    if verdict.figure is not None and verdict.figure.url:
        review["citation"] = verdict.figure.url
    return review


def published_review(
    row: Mapping[str, Any], *, reviewed_date: str | None, is_fictional: bool
) -> dict[str, Any]:
    """A row of `out_claim_verdicts` as ClaimReview without its context; fictional data says so."""
    counted = ", ".join(str(row[name]) for name in ("population", "period", "outcome") if row[name])
    made_up = "FICTIONAL / 지어낸 자료: " if is_fictional else ""
    work: dict[str, Any] = {
        "@type": "CreativeWork",
        "author": {"@type": "Organization", "name": row["outlet"]},
    }
    if row["article_url"]:
        work["url"] = row["article_url"]
    if row["published_date"]:
        work["datePublished"] = row["published_date"].isoformat()
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "@id": f"urn:jumun:claim:{row['claim_id']}",
        "claimReviewed": f"{made_up}{row['quote'] or row['value']}: {counted}",
        "author": {"@type": "Organization", "name": "jumun"},
        "itemReviewed": {"@type": "Claim", "appearance": work},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": _RATING[row["verdict"]],
            "worstRating": 0,
            "bestRating": 5,
            "alternateName": row["verdict"],
        },
        "reviewBody": f"{made_up}{row['reason_en']}",
        "inLanguage": "en",
    }
    if reviewed_date:
        review["datePublished"] = reviewed_date
    if row["our_source_url"]:
        review["citation"] = row["our_source_url"]
    return review
