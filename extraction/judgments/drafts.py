"""Defendants while their order is being resolved: mutable drafts, frozen at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extraction.evidence import Confidence, Evidence, Located
from extraction.judgments.penalties import CUSTODIAL, MONETARY, Penalty
from extraction.judgments.record import (
    Compensation,
    Count,
    Defendant,
    Disclosure,
    EmploymentBan,
    Registration,
    Sentence,
    Supervision,
)
from extraction.korean_numbers import Term


@dataclass(kw_only=True)
class SentenceDraft:
    """One penalty being given its suspension, orders and credit."""

    kind: str
    penalty: Penalty | None
    counts: str | None
    sentence_no: int
    values: dict[str, Any] = field(default_factory=dict)
    supervision: list[Supervision] = field(default_factory=list)
    evidence: list[tuple[str, Evidence]] = field(default_factory=list)

    @property
    def is_custodial(self) -> bool:
        """Prison-type or detention."""
        return self.kind in CUSTODIAL

    @property
    def is_monetary(self) -> bool:
        """Fine or minor fine."""
        return self.kind in MONETARY

    @property
    def is_suspended(self) -> bool:
        """Execution suspended."""
        return "suspended_months" in self.values

    def put(self, name: str, value: Any, evidence: Evidence) -> None:
        """Set a value with its words."""
        self.values[name] = value
        self.evidence.append((name, evidence))

    def freeze(self) -> Sentence:
        """The contract's sentence."""
        p = self.penalty
        ranged = p is not None and p.longest is not None
        term = p.term if p is not None else None
        attendance = self.values.get("attendance_order_hours")
        completion = self.values.get("completion_order_hours")
        ordered = [s for s in self.supervision if s.kind != "with_device_by_law"]
        return Sentence(
            kind=self.kind,  # type: ignore[arg-type]
            term=term,
            months=term.total_months if term else None,
            months_min=_months(p.shortest) if ranged and p else None,
            months_max=_months(p.longest) if ranged and p else None,
            amount_krw=self.values.get("amount_krw", p.amount_krw if p else None),
            counts_note=self.counts,
            suspended_months=self.values.get("suspended_months"),
            suspended_part_months=self.values.get("suspended_part_months"),
            imposition_suspended=bool(self.values.get("imposition_suspended", False)),
            supervision=tuple(self.supervision),
            probation=bool(ordered),
            probation_months=next((s.months for s in ordered if s.months is not None), None),
            community_service_hours=self.values.get("community_service_hours"),
            attendance_order_hours=attendance,
            completion_order_hours=completion,
            lecture_hours=None
            if attendance is None and completion is None
            else (attendance or 0) + (completion or 0),
            programme=self.values.get("programme"),
            pretrial_days_credited=self.values.get("pretrial_days_credited"),
        )


def _months(term: Term | None) -> int | None:
    return term.total_months if term else None


@dataclass(kw_only=True)
class Row:
    """One defendant being resolved."""

    key: str
    label: str
    n_persons: int | None = 1
    is_corporation: bool | None = None
    aliases: list[str] = field(default_factory=list)
    sentences: list[SentenceDraft] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    deeds: dict[str, Evidence] = field(default_factory=dict)
    counts: list[Count] = field(default_factory=list)
    evidence: list[tuple[str, Evidence]] = field(default_factory=list)

    def put(self, name: str, value: Any, evidence: Evidence) -> None:
        """Set a value with its words; `name` may be a JSON pointer tail (`disclosure/state`)."""
        self.values[name] = value
        self.evidence.append((name, evidence))

    def did(self, deed: str, evidence: Evidence) -> None:
        """Note what the order did to this person."""
        self.deeds.setdefault(deed, evidence)

    def custodial(self) -> list[SentenceDraft]:
        """Prison-type penalties, in order."""
        return [s for s in self.sentences if s.is_custodial]

    def monetary(self) -> list[SentenceDraft]:
        """Fines and minor fines, in order."""
        return [s for s in self.sentences if s.is_monetary]


def located(row: Row, index: int) -> list[Located]:
    """All evidence of a row with its JSON pointers."""
    root = f"/defendants/{index}"
    found = [Located(path=f"{root}/{name}", evidence=e) for name, e in row.evidence]
    for i, draft in enumerate(row.sentences):
        found += [Located(path=f"{root}/sentences/{i}/{name}", evidence=e) for name, e in draft.evidence]
    return found


def freeze(row: Row, was_read: bool, decided: dict[str, Any]) -> Defendant:
    """The contract's defendant; booleans are false only when the whole order was read, else left out."""
    v = row.values
    no = False if was_read else None

    def flag(name: str) -> Any:
        return v.get(name, no)

    return Defendant(
        label=row.label,
        aliases=tuple(dict.fromkeys(row.aliases)),
        n_persons=row.n_persons,
        is_corporation=row.is_corporation,
        counts=tuple(row.counts),
        sentences=tuple(s.freeze() for s in row.sentences),
        forfeiture=flag("forfeiture"),
        forfeiture_only_measure=_only_measure(row) if v.get("forfeiture") else no,
        return_to_victim=flag("return_to_victim"),
        collection_krw=v.get("collection_krw"),
        collection_joint=flag("collection_joint"),
        workhouse_krw_per_day=v.get("workhouse_krw_per_day"),
        workhouse_days=v.get("workhouse_days"),
        provisional_payment=flag("provisional_payment"),
        employment_ban_months=v.get("employment_ban_months"),
        employment_ban=EmploymentBan(
            state=v.get("employment_ban/state"), institutions=v.get("employment_ban/institutions", ())
        ),
        disclosure_months=v.get("disclosure_months"),
        disclosure=Disclosure(state=v.get("disclosure/state")),
        notification=v.get("notification", no),
        notification_months=v.get("notification_months"),
        registration=Registration(state=v.get("registration/state")),
        electronic_monitoring_months=v.get("electronic_monitoring_months"),
        electronic_monitoring_kind=v.get("electronic_monitoring_kind"),
        treatment_custody=flag("treatment_custody"),
        treatment_order=flag("treatment_order"),
        sexual_impulse_medication_months=v.get("sexual_impulse_medication_months"),
        protective_custody=flag("protective_custody"),
        compensation=v.get("compensation", Compensation() if was_read else None),
        costs_on_defendant=flag("costs_on_defendant"),
        publication_of_judgment=flag("publication_of_judgment"),
        requests_dismissed=v.get("requests_dismissed", () if was_read else None),
        **decided,
    )


def _only_measure(row: Row) -> bool:
    """Forfeiture beside no penalty: after an acquittal or a deferral."""
    return all(s.values.get("imposition_suspended") for s in row.sentences)


def evidence_of(section: Any, act: Any, confidence: Confidence | None = None) -> Evidence:
    """The words of an act; an act whose verb is lost is only inferred."""
    default: Confidence = "inferred" if act.is_verbless else "explicit"
    found: Evidence = section.evidence(act.start, act.end, act.rule, confidence or default)
    return found
