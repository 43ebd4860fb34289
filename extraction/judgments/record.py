"""The judgment record: frozen types in the names of the contract (judgment.schema.json).

`as_dict()` gives the contract's JSON. A field that may not be null in the contract and is None here (its
section was not read) is left out of the JSON; every other field is always present.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal

from extraction.evidence import Located
from extraction.frozen import built_at_once
from extraction.judgments.nulls import null_reasons
from extraction.korean_numbers import Term

SentenceKind = Literal[
    "death",
    "life",
    "life_without_labor",
    "prison",
    "prison_without_labor",
    "fine",
    "detention",
    "minor_fine",
    "suspension_of_qualification",
    "unspecified",
]
SupervisionKind = Literal[
    "with_suspension", "with_deferred", "after_prison", "with_device_by_law", "treatment_order"
]
OrderState = Literal["ordered", "exempted", "barred_minor", "by_law", "not_applicable", "not_seen"]
Disposition = Literal[
    "convicted_sentenced",
    "convicted_deferred",
    "convicted_exempted",
    "acquitted",
    "discharged",
    "prosecution_dismissed",
    "transferred_juvenile",
    "transferred_court",
    "no_jurisdiction",
    "appeal_dismissed",
    "remanded",
    "treatment_only",
    "other",
]
Verdict = Literal["guilty", "not_guilty", "mixed", "none"]
CustodyStatus = Literal["served", "suspended", "mixed", "none"]

_HIDDEN = {"hidden": True}
"""Marks a field that is no part of the JSON, or that `as_dict` renders itself."""
_OMIT = {"omit_none": True}
"""Marks a field left out of the JSON while its section is unread (None)."""


_SHAPES: dict[Any, tuple[tuple[str, bool], ...]] = {}


def _shape(kind: Any) -> tuple[tuple[str, bool], ...]:
    """Field names of a record type, each with whether None is left out; hidden fields are not there."""
    shape = _SHAPES.get(kind)
    if shape is None:
        shown = [f for f in fields(kind) if not f.metadata.get("hidden")]
        shape = _SHAPES[kind] = tuple((f.name, bool(f.metadata.get("omit_none"))) for f in shown)
    return shape


def plain(value: Any) -> Any:
    """Dataclasses → dicts, tuples → lists, None kept except where the contract has no null."""
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool:
        return value
    if kind is tuple:
        return [plain(v) for v in value]
    if kind is dict:
        return {k: plain(v) for k, v in value.items()}
    out = {}
    for name, omit_none in _shape(kind):
        v = getattr(value, name)
        if v is not None or not omit_none:
            out[name] = plain(v)
    return out


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Supervision:
    """One supervision order (보호관찰); `stated` is false when it only follows by law."""

    kind: SupervisionKind
    months: int | None = None
    stated: bool = True
    conditions: tuple[str, ...] = ()
    conditions_in_annex: bool = False


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One penalty for one defendant (and group of counts), imposed or quoted."""

    kind: SentenceKind
    term: Term | None = None
    months: int | None = None
    months_min: int | None = None
    months_max: int | None = None
    amount_krw: int | None = None
    counts_note: str | None = None
    suspended_months: int | None = None
    suspended_part_months: int | None = None
    imposition_suspended: bool = False
    supervision: tuple[Supervision, ...] = ()
    probation: bool = False
    probation_months: int | None = None
    community_service_hours: int | None = None
    attendance_order_hours: int | None = None
    completion_order_hours: int | None = None
    lecture_hours: int | None = None
    programme: str | None = None
    pretrial_days_credited: int | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Count:
    """What became of one charge or group of charges."""

    note: str | None = None
    charge: str | None = None
    statutes: tuple[str, ...] = ()
    verdict: Literal["guilty", "not_guilty", "discharged", "dismissed"] | None = None
    sentence_index: int | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class EmploymentBan:
    """취업제한: its state and the kinds of institution."""

    state: OrderState | None = None
    institutions: tuple[str, ...] = ()


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """신상정보 공개: its state."""

    state: OrderState | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Registration:
    """신상정보 등록: follows by law, never an order."""

    state: Literal["stated_by_law", "shortened_by_court", "not_stated"] | None = None
    years: int | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Compensation:
    """배상명령: how many granted and dismissed, and their sum in won."""

    granted: int = 0
    total_krw: int | None = None
    provisional_execution: bool = False
    dismissed: int = 0


@built_at_once
@dataclass(frozen=True, kw_only=True)
class AgeRange:
    """A closed interval in years; a stated age has low == high; an open end is None."""

    low: int | None = None
    high: int | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Factor:
    """One sentencing factor of the closed list."""

    direction: Literal["mitigating", "aggravating"]
    factor: str
    adopted: bool


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Defendant:
    """One defendant (or an unsplit group, n_persons > 1) of one judgment."""

    label: str
    aliases: tuple[str, ...] = ()
    n_persons: int | None = field(default=1, metadata=_OMIT)
    is_corporation: bool | None = None
    disposition: Disposition | None = None
    verdict: Verdict | None = None
    acquitted: bool | Literal["partial"] | None = None
    counts: tuple[Count, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    custody_status: CustodyStatus | None = None
    forfeiture: bool | None = field(default=None, metadata=_OMIT)
    forfeiture_only_measure: bool | None = field(default=None, metadata=_OMIT)
    return_to_victim: bool | None = field(default=None, metadata=_OMIT)
    collection_krw: int | None = None
    collection_joint: bool | None = field(default=None, metadata=_OMIT)
    workhouse_krw_per_day: int | None = None
    workhouse_days: int | None = None
    provisional_payment: bool | None = field(default=None, metadata=_OMIT)
    employment_ban_months: int | None = None
    employment_ban: EmploymentBan = field(default_factory=EmploymentBan)
    disclosure_months: int | None = None
    disclosure: Disclosure = field(default_factory=Disclosure)
    notification: bool | None = None
    notification_months: int | None = None
    registration: Registration = field(default_factory=Registration)
    electronic_monitoring_months: int | None = None
    electronic_monitoring_kind: Literal["after_prison", "with_suspension"] | None = None
    treatment_custody: bool | None = field(default=None, metadata=_OMIT)
    treatment_order: bool | None = field(default=None, metadata=_OMIT)
    sexual_impulse_medication_months: int | None = None
    protective_custody: bool | None = field(default=None, metadata=_OMIT)
    compensation: Compensation | None = field(default=None, metadata=_OMIT)
    costs_on_defendant: bool | None = field(default=None, metadata=_OMIT)
    publication_of_judgment: bool | None = field(default=None, metadata=_OMIT)
    requests_dismissed: tuple[str, ...] | None = field(default=None, metadata=_OMIT)
    age_at_offence: AgeRange | None = None
    age_at_decision: AgeRange | None = None
    age_system: Literal["man", "counting", "unknown"] | None = None
    is_juvenile: bool | None = None
    juvenile_provisions: tuple[str, ...] | None = field(default=None, metadata=_OMIT)
    statutes: tuple[str, ...] | None = field(default=None, metadata=_OMIT)
    factors: tuple[Factor, ...] | None = field(default=None, metadata=_OMIT)


@built_at_once
@dataclass(frozen=True, kw_only=True)
class AppealedFrom:
    """One judgment below."""

    court: str | None = None
    date: str | None = None
    case_number: str | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Appeal:
    """What an appeal judgment did with the appeal."""

    appellants: tuple[Literal["defendant", "prosecutor"], ...] = ()
    result: Literal["dismissed", "reversed_whole", "reversed_part"] | None = None
    ground: str | None = None
    prior_sentences: tuple[Sentence, ...] = ()
    change: str | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class JudgmentRecord:
    """One judgment, as `jumun read-judgment` prints it."""

    document_id: str
    source_path: str | None = field(default=None, metadata=_OMIT)
    court: str | None
    case_numbers: tuple[str, ...]
    file_kinds: tuple[str, ...] = ()
    case_name: str | None = None
    decision_date: str | None
    decision_type: Literal["judgment", "ruling", "summary_order", "speedy_trial"] | None = None
    proceeding: str | None = None
    instance: Literal["1", "2", "3", "other"] | None
    finality: Literal["final", "not_final", "unknown"] = "unknown"
    case_family_id: str | None = None
    appealed_from: tuple[AppealedFrom, ...] = ()
    outcome: str | None
    appeal: Appeal | None = field(default=None, metadata=_OMIT)
    defendants: tuple[Defendant, ...]
    evidence: tuple[Located, ...] = field(default=(), compare=False, metadata=_HIDDEN)
    unread: tuple[str, ...]
    doubts: tuple[str, ...]
    rule_set: str
    order_read: bool = field(default=False, metadata=_HIDDEN)
    reasons_read: bool = field(default=False, metadata=_HIDDEN)

    def as_dict(self) -> dict[str, Any]:
        """The contract's JSON object."""
        out: dict[str, Any] = plain(self)
        out["evidence"] = [e.as_dict() for e in self.evidence]
        out["null_reasons"] = null_reasons(out, order_read=self.order_read, reasons_read=self.reasons_read)
        return out
