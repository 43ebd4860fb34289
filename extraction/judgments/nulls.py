"""Why a field of the record is null: not_stated, not_applicable, unreadable, withheld.

A null whose section was not read (or 주문 that was read only in part) is unreadable; a field that the kind of
penalty or defendant cannot have is not_applicable; a court or a name that the publisher blanked is withheld;
every other null was looked for in what was read and is not_stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

NullReason = Literal["not_stated", "not_applicable", "unreadable", "withheld"]

_MONETARY = {"fine", "minor_fine"}
_TERMLESS = {"life", "life_without_labor", "death", "unspecified", *_MONETARY}
_FROM_REASONS = {"age_at_offence", "age_at_decision", "age_system", "is_juvenile"}
_NEEDS_SEX_ORDER = {
    "employment_ban_months",
    "disclosure_months",
    "notification_months",
    "electronic_monitoring_kind",
}


def null_reasons(record: Mapping[str, Any], *, order_read: bool, reasons_read: bool) -> dict[str, NullReason]:
    """JSON pointer → reason, for every null of the record in its JSON form."""
    return dict(_walk(record, order_read, reasons_read))


def _walk(
    record: Mapping[str, Any], order_read: bool, reasons_read: bool
) -> Iterator[tuple[str, NullReason]]:
    for name, value in record.items():
        if value is None:
            yield f"/{name}", _document(name)
    for i, d in enumerate(record["defendants"]):
        root = f"/defendants/{i}"
        convicted = reasons_read and bool(d["sentences"])
        for name, value in d.items():
            if value is None:
                yield f"{root}/{name}", _defendant(name, d, order_read, reasons_read)
            elif isinstance(value, dict):
                yield from _nested(value, f"{root}/{name}", _unless(convicted))
            elif name == "counts":
                yield from _listed(value, f"{root}/counts", "not_stated")
        for j, sentence in enumerate(d["sentences"]):
            yield from _of_sentence(sentence, f"{root}/sentences/{j}")
    appeal = record.get("appeal") or {}
    yield from _nested({k: v for k, v in appeal.items() if v is None}, "/appeal", "not_stated")
    for j, sentence in enumerate(appeal.get("prior_sentences", ())):
        yield from _of_sentence(sentence, f"/appeal/prior_sentences/{j}")
    yield from _listed(record["appealed_from"], "/appealed_from", "not_stated")


def _nested(value: Mapping[str, Any], path: str, state: NullReason) -> Iterator[tuple[str, NullReason]]:
    """Nulls inside a value: its state was or was not read, its other parts do not apply."""
    for name, part in value.items():
        if part is None:
            yield f"{path}/{name}", state if name in ("state", "ground", "result") else "not_applicable"


def _listed(
    items: Sequence[Mapping[str, Any]], path: str, reason: NullReason
) -> Iterator[tuple[str, NullReason]]:
    for i, item in enumerate(items):
        yield from ((f"{path}/{i}/{name}", reason) for name, part in item.items() if part is None)


def _of_sentence(sentence: Mapping[str, Any], path: str) -> Iterator[tuple[str, NullReason]]:
    for name, value in sentence.items():
        if value is None:
            yield f"{path}/{name}", _sentence(name, sentence)
        elif name == "term":
            yield from _nested(value, f"{path}/term", "not_applicable")
        elif name == "supervision":
            yield from _listed(value, f"{path}/supervision", "not_stated")


def _unless(read: bool) -> NullReason:
    return "not_stated" if read else "unreadable"


def _document(name: str) -> NullReason:
    if name == "outcome":
        return "unreadable"
    if name == "case_family_id":
        return "not_applicable"
    return "not_stated"


def _defendant(name: str, d: Mapping[str, Any], order_read: bool, reasons_read: bool) -> NullReason:
    if name == "acquitted":
        return "not_applicable" if d["verdict"] == "none" else "unreadable"
    if name in ("disposition", "verdict"):
        return "unreadable"
    if name == "custody_status":
        return "not_applicable" if d["disposition"] else "unreadable"
    if name in _FROM_REASONS:
        if d["is_corporation"]:
            return "not_applicable"
        return _unless(reasons_read)
    if name in _NEEDS_SEX_ORDER and not d["sentences"]:
        return "not_applicable"
    if name in ("workhouse_krw_per_day", "workhouse_days"):
        fined = any(s["kind"] in _MONETARY for s in d["sentences"])
        return _unless(order_read) if fined else "not_applicable"
    return _unless(order_read)


def _sentence(name: str, sentence: Mapping[str, Any]) -> NullReason:
    kind = sentence["kind"]
    if name in ("term", "months"):
        if kind in _TERMLESS:
            return "not_stated" if kind == "unspecified" else "not_applicable"
        return "not_applicable" if sentence["months_max"] is not None else "not_stated"
    if name in ("months_min", "months_max"):
        return "not_applicable"
    if name == "amount_krw":
        return "not_stated" if kind in (*_MONETARY, "unspecified") else "not_applicable"
    if name in ("suspended_part_months", "counts_note", "probation_months", "programme"):
        return "not_applicable"
    return "not_stated"
