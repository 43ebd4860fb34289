"""What an article is to us, and what is read from it: frozen types, one JSON form."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal

from extraction.evidence import Located

Language = Literal["ko", "en"]

_KST = timezone(timedelta(hours=9))

STAGES = (
    "booked",
    "cleared",
    "arrested",
    "detained",
    "referred",
    "indicted",
    "demanded",
    "first_instance",
    "appeal",
    "final",
)
"""Stages in the order of the procedure; a report carries the furthest one that the text tells."""

Supervision = Literal["true", "false", "unknown", "not_stated"]


@dataclass(frozen=True, kw_only=True)
class ArticleText:
    """One version of one article: body paragraphs joined by newlines, no markup."""

    document_id: str
    url: str
    title: str
    body: str
    language: Language | None = None
    published_at: str | None = None
    outlet: str | None = None

    @property
    def published_date(self) -> date | None:
        """The Korean day of publication; a time without an offset counts as Korean time."""
        try:
            moment = datetime.fromisoformat(self.published_at or "")
        except ValueError:
            return None
        return (moment.astimezone(_KST) if moment.tzinfo else moment).date()


@dataclass(frozen=True, kw_only=True, slots=True)
class PenaltyItem:
    """One penalty or order as reported. Months are years × 12 + months; money is whole won.

    `kind` is a sentence kind of the judgment contract, or an order: community_service, attendance_order,
    completion_order, programme_hours (which of the two is not said), employment_ban, disclosure,
    electronic_monitoring, forfeiture, collection, treatment_custody, compensation. `defendant` is the label (`A`)
    of the person it was given to
    where the text names one; two items that differ in it alone are equal.
    """

    kind: str
    months: int | None = None
    months_min: int | None = None
    months_max: int | None = None
    amount_krw: int | None = None
    suspended_months: int | None = None
    hours: int | None = None
    is_suspended: bool = False
    is_imposition_suspended: bool = False
    defendant: str | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgeReport:
    """The reported age of an accused person as a closed interval of years.

    `basis`: at_offence where the text says so, else at_report. `system`: man (만), counting
    (세는나이), unknown.
    """

    low: int
    high: int
    basis: Literal["at_report", "at_offence"] = "at_report"
    system: Literal["man", "counting", "unknown"] = "unknown"


@dataclass(frozen=True, kw_only=True)
class CaseReport:
    """One case as one article tells it. None means that the text does not say."""

    stage: str | None
    court: str | None = None
    court_date: str | None = None
    charge: str | None = None
    demanded: tuple[PenaltyItem, ...] = ()
    imposed: tuple[PenaltyItem, ...] = ()
    quoted_lower: tuple[PenaltyItem, ...] = ()
    supervision: Supervision = "not_stated"
    age: AgeReport | None = None
    n_defendants: int | None = None
    n_victims_band: str | None = None
    outcome: str | None = None
    case_hint: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The JSON form; supervision is true, false, "unknown" or null."""
        plain = asdict(self)
        for role in ("demanded", "imposed", "quoted_lower"):
            plain[role] = list(plain[role])
        plain["supervision"] = {"true": True, "false": False, "unknown": "unknown", "not_stated": None}[
            self.supervision
        ]
        return plain


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One numeric claim as printed. `value` is a decimal string, so that 61 and 61.0 stay apart.

    `measure`: share, count, ratio, change, mean, rate. `unit`: percent, percentage_points, persons, cases,
    items, rooms, times, won, hours, months, years. `comparator`: exact, more_than, at_least, less_than,
    at_most.
    """

    measure: str
    value: str
    unit: str
    value_high: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    population: str | None = None
    age_low: int | None = None
    age_high: int | None = None
    topic: str | None = None
    period: str | None = None
    stage: str | None = None
    outcome: str | None = None
    speaker: str | None = None
    provisional: bool = False
    approximate: bool = False
    comparator: str = "exact"
    is_sum: bool = False
    text: str = ""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form: a number where the printed value is one."""
        plain = asdict(self)
        for key in ("value", "value_high"):
            text = plain[key]
            if text is not None:
                plain[key] = float(text) if "." in text else int(text)
        plain["value_text"] = self.value
        return plain


@dataclass(frozen=True, kw_only=True)
class ArticleRecord:
    """All that was read from one article."""

    document_id: str
    url: str
    title: str
    language: Language
    case_reports: tuple[CaseReport, ...]
    claims: tuple[Claim, ...]
    evidence: tuple[Located, ...]
    doubts: tuple[str, ...]
    rule_set: str

    def as_dict(self) -> dict[str, Any]:
        """The article record as `jumun read-article` prints it."""
        return {
            "document_id": self.document_id,
            "url": self.url,
            "title": self.title,
            "language": self.language,
            "case_reports": [report.as_dict() for report in self.case_reports],
            "claims": [claim.as_dict() for claim in self.claims],
            "evidence": [item.as_dict() for item in self.evidence],
            "doubts": list(self.doubts),
            "rule_set": self.rule_set,
        }
