"""A random sample of published judgments for a person to read again, and its score."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.cli.messages import JumunError
from pipelines.settings import DataFolder
from warehouse.audit import Audited, AuditError, Candidate, draw_sample, error_rows, score_sample
from warehouse.audit_records import audit_candidates
from warehouse.build import reading


def draw_sheet(data: DataFolder, sheet: Path, *, size: int, seed: int) -> int:
    """Write a sheet of drawn defendants, stratified by doubt and instance; returns how many. Refuses to overwrite."""
    if sheet.exists():
        raise JumunError(f"[{sheet}] exists: a labelled sheet is never overwritten", exit_code=2)
    with reading(data.warehouse) as con:
        found = {row["record_id"]: row for row in audit_candidates(con)}
    candidates = [Candidate(record_id=name, stratum=row["stratum"]) for name, row in found.items()]
    drawn = draw_sample(candidates, min(size, len(candidates)), seed=seed)
    lines = [
        {
            "record_id": d.record_id,
            "weight": d.weight,
            "is_doubted": found[d.record_id]["is_doubted"],
            "order_text": found[d.record_id]["order_text"],
            "read": found[d.record_id]["read"],
            "truth": dict.fromkeys(found[d.record_id]["read"]),
        }
        for d in drawn
    ]
    sheet.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), encoding="utf-8")
    return len(lines)


def score_sheet(sheet: Path) -> Iterator[dict[str, Any]]:
    """One line a field. Raises JumunError for a sheet with records left unlabelled."""
    records = [json.loads(line) for line in sheet.read_text(encoding="utf-8").splitlines() if line.strip()]
    open_ones = [r["record_id"] for r in records if any(value is None for value in r["truth"].values())]
    if open_ones:
        raise JumunError(
            f"{len(open_ones)} record(s) without a label, the first is [{open_ones[0]}]", exit_code=2
        )
    names = ("record_id", "weight", "is_doubted", "read", "truth")
    try:
        yield from error_rows(score_sample([Audited(**{name: r[name] for name in names}) for r in records]))
    except AuditError as error:
        raise JumunError(str(error)) from error
