"""A random sample of published records for a person to read again, its score, and what the next publication takes."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.errors import JumunError
from pipelines.settings import DataFolder
from warehouse.audit import Audited, AuditError, AuditScore, Candidate, draw_sample, error_rows, score_sample
from warehouse.audit_records import audit_candidates, kept_name
from warehouse.build import reading
from warehouse.measures import build_units

SCORE_NAME = "labels.jsonl"
_KEPT = ("record_id", "weight", "is_doubted", "read", "truth")


def audit_file(data: Path) -> Path:
    """Where the labels of the last audit are kept under a data folder; made by a person and never derived."""
    return data / "audit" / SCORE_NAME


def draw_sheet(data: DataFolder, sheet: Path, *, size: int, seed: int) -> int:
    """Write a sheet of drawn persons, stratified by doubt and outcome; returns how many. Refuses to overwrite."""
    if sheet.exists():
        raise JumunError(f"[{sheet}] exists: a labelled sheet is never overwritten", exit_code=2)
    with reading(data.warehouse) as con:
        build_units(con)
        found = {row["record_id"]: row for row in audit_candidates(con)}
    if not found:
        raise JumunError("nobody is published, so there is nothing to audit", exit_code=2)
    candidates = [Candidate(record_id=name, stratum=row["stratum"]) for name, row in found.items()]
    drawn = draw_sample(candidates, min(size, len(candidates)), seed=seed)
    lines = [
        {
            **{name: found[d.record_id][name] for name in ("is_doubted", "order_text", "choices", "read")},
            "record_id": d.record_id,
            "weight": d.weight,
            "truth": dict.fromkeys(found[d.record_id]["read"]),
        }
        for d in drawn
    ]
    sheet.write_text("".join(_line(entry) for entry in lines), encoding="utf-8")
    return len(lines)


def _line(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n"


def read_labels(sheet: Path) -> list[Audited]:
    """The labelled records of a sheet. Raises JumunError for a broken sheet or records left unlabelled."""
    try:
        records = [
            json.loads(line) for line in sheet.read_text(encoding="utf-8").splitlines() if line.strip()
        ]
        open_ones = [r["record_id"] for r in records if any(value is None for value in r["truth"].values())]
        audited = [Audited(**{name: r[name] for name in _KEPT}) for r in records]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise JumunError(f"[{sheet}] is no sheet of `jumun audit draw`: {error}", exit_code=2) from error
    if open_ones:
        raise JumunError(
            f"{len(open_ones)} record(s) without a label, the first is [{open_ones[0]}]", exit_code=2
        )
    return audited


def score_sheet(sheet: Path) -> Iterator[dict[str, Any]]:
    """One line a field, then the weighted confusion of each (records without doubt, effective numbers).

    Raises JumunError for a sheet with records left unlabelled.
    """
    score = _score(read_labels(sheet))
    yield from error_rows(score)
    for name, confusion in score.confusion.items():
        for i, truth in enumerate(confusion.categories):
            for j, read in enumerate(confusion.categories):
                if n := round(float(confusion.weights[i, j]), 2):
                    yield {"confusion_of": name, "truth": truth, "read": read, "n": n}


def keep_labels(sheet: Path, data: DataFolder) -> Path:
    """Put the labels of a sheet, without its texts, where the next publication of `data` finds them."""
    audited = sorted(read_labels(sheet), key=lambda record: record.record_id)
    _score(audited)
    target = audit_file(data.root)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".next")
    lines = [_line({name: getattr(record, name) for name in _KEPT} | _unnamed(record)) for record in audited]
    beside.write_text("".join(lines), encoding="utf-8")
    beside.replace(target)
    return target


def _unnamed(record: Audited) -> dict[str, str]:
    return {"record_id": kept_name(record.record_id)}


def load_audit(data: DataFolder) -> AuditScore | None:
    """The score of the labels kept under `data`, or None where there are none."""
    kept = audit_file(data.root)
    return _score(read_labels(kept)) if kept.exists() else None


def _score(audited: list[Audited]) -> AuditScore:
    try:
        return score_sample(audited)
    except AuditError as error:
        raise JumunError(str(error)) from error
