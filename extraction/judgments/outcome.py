"""The judgment in one word, and what became of each defendant.

Precedence in mixed documents (contract): partially_acquitted > reversed_and_sentenced > reversed_and_remanded >
dismissal of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extraction.judgments.acts import Act
from extraction.judgments.drafts import Row

DECIDING = frozenset(
    {
        "sentence",
        "deferral",
        "exemption",
        "no_sentence",
        "acquittal",
        "discharge",
        "prosecution_dismissed",
        "no_jurisdiction",
        "juvenile_transfer",
        "transfer",
        "remand",
        "reversal",
        "appeal_dismissed",
        "request_dismissed",
        "ended",
    }
)
"""The kinds of acts that make the outcome."""


_OWN_ORDERS = frozenset(
    {
        "forfeiture",
        "collection",
        "disclosure",
        "notification",
        "employment_ban",
        "device",
        "supervision",
        "hours",
    }
)
"""Orders of its own by which an appeal court replaces what it reversed, without a new term."""


def disposition_of(row: Row) -> str | None:
    """What became of this person, strongest first."""
    deeds = row.deeds
    if any(not s.values.get("imposition_suspended") for s in row.sentences):
        return "convicted_sentenced"
    for deed, disposition in (
        ("deferred", "convicted_deferred"),
        ("exempted", "convicted_exempted"),
        ("acquitted", "acquitted"),
        ("discharged", "discharged"),
        ("dismissed", "prosecution_dismissed"),
        ("juvenile_transfer", "transferred_juvenile"),
        ("remanded", "remanded"),
        ("transferred", "transferred_court"),
        ("no_jurisdiction", "no_jurisdiction"),
        ("no_sentence", "other"),
        ("discharged_part", "discharged"),
        ("dismissed_part", "prosecution_dismissed"),
    ):
        if deed in deeds:
            return disposition
    if row.values.get("treatment_custody") or row.values.get("protective_custody"):
        return "treatment_only"
    if "acquitted_part" in deeds:
        return "other"
    if "appeal_dismissed" in deeds:
        return "appeal_dismissed"
    return "other" if row.values.get("requests_dismissed") else None


def verdict_of(row: Row, was_read: bool) -> str | None:
    """guilty, not_guilty, mixed; none where the order decides no guilt; None where it was not read."""
    guilty = bool(row.sentences) or "exempted" in row.deeds or "no_sentence" in row.deeds
    if "acquitted_part" in row.deeds or ("acquitted" in row.deeds and guilty):
        return "mixed"
    if "acquitted" in row.deeds:
        return "not_guilty"
    if guilty:
        return "guilty"
    return "none" if was_read or row.deeds else None


def custody_of(row: Row, disposition: str | None) -> str | None:
    """served, suspended, mixed, none; None where this order settles no sentence."""
    terms = [s for s in row.sentences if s.is_custodial and not s.values.get("imposition_suspended")]
    if terms:
        suspended = [s.is_suspended for s in terms]
        return (
            "mixed" if any(suspended) and not all(suspended) else "suspended" if all(suspended) else "served"
        )
    if row.sentences and all(
        s.kind == "unspecified" and not s.values.get("imposition_suspended") for s in row.sentences
    ):
        return None
    settled = {
        "convicted_sentenced",
        "convicted_deferred",
        "convicted_exempted",
        "acquitted",
        "discharged",
        "prosecution_dismissed",
        "transferred_juvenile",
    }
    return "none" if disposition in settled else None


ACQUITTED = {"not_guilty": True, "guilty": False, "mixed": "partial"}
"""The view `acquitted` of a verdict; null for the rest."""


def outcome_of(
    rows: Sequence[Row], seen: Mapping[str, Sequence[Act]], instance: str | None, proceeding: str | None
) -> str | None:
    """The contract's outcome, or None when the order holds no disposition that was read."""
    deeds = {deed for row in rows for deed in row.deeds}
    sentenced = any(not s.values.get("imposition_suspended") for row in rows for s in row.sentences)
    convicted = sentenced or bool({"deferred", "exempted", "no_sentence"} & deeds)
    is_reversed = "reversal" in seen
    if "acquitted_part" in deeds or ("acquitted" in deeds and convicted):
        return "partially_acquitted"
    if is_reversed:
        return _after_reversal(deeds, sentenced, seen)
    return _first(deeds, sentenced, seen, instance)


_WITHOUT_JUDGING = (
    ("discharged", "immunity"),
    ("discharged_part", "immunity"),
    ("dismissed", "dismissed_prosecution"),
    ("dismissed_part", "dismissed_prosecution"),
    ("juvenile_transfer", "transferred"),
    ("transferred", "transferred"),
    ("no_jurisdiction", "no_jurisdiction"),
)
"""Deeds that end a case without deciding it, in the order in which they name a mixed document."""


def _after_reversal(deeds: set[str], sentenced: bool, seen: Mapping[str, Any]) -> str:
    if sentenced:
        return "reversed_and_sentenced"
    table = (
        ("acquitted", "reversed_and_acquitted"),
        ("deferred", "reversed_and_sentenced"),
        ("remanded", "reversed_and_remanded"),
        ("exempted", "penalty_exempted"),
        *_WITHOUT_JUDGING,
    )
    for deed, outcome in table:
        if deed in deeds:
            return outcome
    if set(seen) & _OWN_ORDERS:
        return "reversed_and_sentenced"
    if all(act.note == "ruling" for act in seen["reversal"]):
        return "other"
    if "no_sentence" in deeds or {"request_dismissed", "treatment_custody"} & set(seen):
        return "other"
    return "reversed_undetermined"


def _first(deeds: set[str], sentenced: bool, seen: Mapping[str, Any], instance: str | None) -> str | None:
    if sentenced:
        return "sentenced"
    table = (
        ("deferred", "suspended_imposition"),
        ("exempted", "penalty_exempted"),
        ("no_sentence", "other"),
        ("acquitted", "acquitted"),
        *_WITHOUT_JUDGING,
        ("remanded", "reversed_and_remanded"),
    )
    for deed, outcome in table:
        if deed in deeds:
            return outcome
    if "appeal_dismissed" in seen:
        return _dismissed_appeal(seen, instance)
    return "other" if seen else None


def _dismissed_appeal(seen: Mapping[str, Any], instance: str | None) -> str:
    words = {act.note for act in seen["appeal_dismissed"]}
    if "extraordinary" in words:
        return "extraordinary_appeal"
    if "final" in words or (instance == "3" and "appeal" not in words):
        return "final_appeal_dismissed"
    return "appeal_dismissed" if "appeal" in words or instance == "2" else "other"
