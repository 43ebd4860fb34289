"""A defendant's ancillary orders in the contract become rows of `core_orders`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]

# contract flag → kind of order: a row only where the flag is true; false is the absence of a row
_FLAGS = {
    "forfeiture": "forfeiture",
    "forfeiture_only_measure": "forfeiture_only",
    "return_to_victim": "return_to_victim",
    "provisional_payment": "provisional_payment",
    "treatment_custody": "treatment_custody",
    "treatment_order": "treatment_order",
    "protective_custody": "protective_custody",
    "costs_on_defendant": "costs",
    "publication_of_judgment": "publication_of_judgment",
}
# contract quantity → kind of order and unit
_QUANTITIES = {
    "workhouse_krw_per_day": ("workhouse", "krw_per_day"),
    "workhouse_days": ("workhouse_days", "days"),
    "sexual_impulse_medication_months": ("medication", "months"),
}
DISMISSED_KINDS = {
    "device": "electronic_monitoring",
    "after_prison_supervision": "after_prison_supervision",
    "treatment_custody": "treatment_custody",
    "medication": "medication",
    "compensation": "compensation",
}
_NOT_SEEN = {"", "not_seen", "not_stated"}
# contract field → kind, for the evidence of an order
ORDER_FIELDS = {
    **_FLAGS,
    **{name: kind for name, (kind, _unit) in _QUANTITIES.items()},
    "collection_krw": "collection",
    "collection_joint": "collection",
    "employment_ban_months": "employment_ban",
    "employment_ban": "employment_ban",
    "disclosure_months": "disclosure",
    "disclosure": "disclosure",
    "notification": "notification",
    "notification_months": "notification",
    "registration": "registration",
    "electronic_monitoring_months": "electronic_monitoring",
    "electronic_monitoring_kind": "electronic_monitoring",
    "compensation": "compensation",
}


def _order(
    kind: str, state: str = "ordered", quantity: int | None = None, unit: str | None = None, **more: Any
) -> Row:
    extra = {"n_items": None, "is_joint": None, "detail": [], **more}
    return {
        "kind": kind,
        "state": state,
        "quantity": quantity,
        "unit": unit if quantity is not None else None,
        **extra,
    }


def _stated_orders(person: Mapping[str, Any]) -> list[Row]:
    """Employment ban, disclosure, notification: a state, months, or both."""
    rows = []
    for kind in ("employment_ban", "disclosure"):
        months = person.get(f"{kind}_months")
        about = person.get(kind) or {}
        state = str(about.get("state") or "")
        if state in _NOT_SEEN and months is not None:
            state = "ordered"
        if state not in _NOT_SEEN:
            rows.append(_order(kind, state, months, "months", detail=list(about.get("institutions") or [])))
    months = person.get("notification_months")
    if person.get("notification") or months is not None:
        rows.append(_order("notification", "ordered", months, "months"))
    return rows


def _registration(person: Mapping[str, Any]) -> list[Row]:
    about = person.get("registration") or {}
    stated = str(about.get("state") or "")
    state = {"stated_by_law": "by_law"}.get(stated, stated)
    return [] if state in _NOT_SEEN else [_order("registration", state, about.get("years"), "years")]


def _device(person: Mapping[str, Any]) -> list[Row]:
    months, kind = person.get("electronic_monitoring_months"), person.get("electronic_monitoring_kind")
    if months is None and kind is None:
        return []
    return [_order("electronic_monitoring", "ordered", months, "months", detail=[kind] if kind else [])]


def _compensation(person: Mapping[str, Any]) -> list[Row]:
    about = person.get("compensation") or {}
    rows = []
    if about.get("granted"):
        rows.append(
            _order("compensation", "ordered", about.get("total_krw"), "krw", n_items=about["granted"])
        )
    if about.get("dismissed"):
        rows.append(_order("compensation", "dismissed", n_items=about["dismissed"]))
    return rows


def _collection(person: Mapping[str, Any]) -> list[Row]:
    amount = person.get("collection_krw")
    return (
        []
        if amount is None
        else [_order("collection", "ordered", amount, "krw", is_joint=person.get("collection_joint"))]
    )


def order_rows(person: Mapping[str, Any], defendant_id: str, document_id: str) -> list[Row]:
    """The orders of one defendant, one row a kind and state; no row means not seen in what was read."""
    found: Sequence[Row] = [
        *(_order(kind) for name, kind in _FLAGS.items() if person.get(name)),
        *(
            _order(kind, "ordered", person[name], unit)
            for name, (kind, unit) in _QUANTITIES.items()
            if person.get(name) is not None
        ),
        *_collection(person),
        *_stated_orders(person),
        *_registration(person),
        *_device(person),
        *_compensation(person),
        *(_order(DISMISSED_KINDS[name], "dismissed") for name in person.get("requests_dismissed") or []),
    ]
    by_key: dict[tuple[str, str], Row] = {}
    for row in found:
        by_key.setdefault((row["kind"], row["state"]), row)
    return [{"defendant_id": defendant_id, "document_id": document_id, **row} for row in by_key.values()]
