"""A build whose headline numbers jump with no stated reason is not published: the last good warehouse and site stay.

Each build is compared with the one that stands: with its warehouse, or, where that is damaged, gone or of other tables,
with its published package, which is what readers have. Where neither can be read nothing is published unasked. What new
documents bring is a reason of its own, told with its size; what changed sources, other rules of reading or corrections
bring needs a person's word, given with `jumun run --reason` and kept in `reasons.json` under the data folder until a
build has been published with it. `warehouse.movement` says how far a number may move.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.settings import DataFolder
from warehouse.build import DAMAGED_NAME, WarehouseError, reading
from warehouse.movement import (
    RECORDS,
    Movement,
    headline_numbers,
    movements_since,
    packaged_numbers,
    write_index,
)

NAME = "reasons.json"


class JumpError(RuntimeError):
    """A headline number moved past its threshold and nobody says why."""


def stated_reasons(data: DataFolder) -> dict[str, str]:
    """The reasons that wait for the next publication, by number; `*` stands for all."""
    path = data.root / NAME
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def state_reasons(data: DataFolder, reasons: Mapping[str, str]) -> None:
    """Keep reasons for the next publication, beside those that wait already."""
    if reasons:
        text = json.dumps({**stated_reasons(data), **reasons}, ensure_ascii=False, sort_keys=True)
        (data.root / NAME).write_text(text + "\n", encoding="utf-8")


def forget_reasons(data: DataFolder) -> None:
    """After a publication: a reason speaks for one movement only."""
    (data.root / NAME).unlink(missing_ok=True)


def movements_of_build(con: duckdb.DuckDBPyConnection, data: DataFolder) -> tuple[Movement, ...]:
    """How every headline number of the next build moved against the one that stands; nothing before the first.

    Raises JumpError where something was published and neither warehouse nor package can be read, unless a reason for
    all (`*`) is stated: then there is nothing to compare with, and a person has said so.
    """
    reasons = stated_reasons(data)
    with TemporaryDirectory(prefix="jumun-index-") as folder:
        index = Path(folder) / "before.parquet"
        before = _numbers_of_warehouse(data, index)
        if before is None:
            before = _numbers_of_package(con, data)
            index.unlink(missing_ok=True)
        if before is not None:
            return movements_since(con, before, index, reasons)
    if _was_published(data) and "*" not in reasons:
        raise JumpError(
            "neither the standing warehouse nor its package can be read, so that nothing says how far the numbers moved. "
            "Nothing is published; say why they may be with `jumun run --reason '*=TEXT'`"
        )
    return ()


def _numbers_of_warehouse(data: DataFolder, index: Path) -> dict[str, float] | None:
    """The numbers of the standing warehouse, its records in the file `index`; None where it cannot be read."""
    if not data.warehouse.exists():
        return None
    try:
        with reading(data.warehouse) as standing:
            write_index(standing, index)
            return headline_numbers(standing)
    except (duckdb.Error, WarehouseError):
        return None


def _numbers_of_package(con: duckdb.DuckDBPyConnection, data: DataFolder) -> dict[str, float] | None:
    """The numbers of the published package, and the counts of today's records, of which it says nothing."""
    try:
        told = packaged_numbers(con, data.package)
    except (duckdb.Error, OSError):
        return None
    return told | {name: n for name, n in headline_numbers(con).items() if name.startswith(RECORDS)}


def _was_published(data: DataFolder) -> bool:
    traces = (
        *(data.warehouse, data.root / DAMAGED_NAME),
        *(data.package / "datapackage.json", data.site / "index.html"),
    )
    return any(path.exists() for path in traces)


def silent_jumps(moved: Sequence[Movement]) -> list[Movement]:
    """Movements past the threshold that neither a person nor new documents explain.

    Of a count of records the part that new data brought is taken out, of any other number as much as its new people
    can have moved it. An official figure is made of no records: its movement always needs a word.
    """
    return [one for one in moved if not one.reason and one.is_past_without_new_data]


def refuse_silent_jumps(moved: Sequence[Movement]) -> None:
    """Raise JumpError, naming numbers with both values, where a movement is unexplained."""
    found = silent_jumps(moved)
    if found:
        told = ", ".join(f"{one.number} {one.before} → {one.now}" for one in found[:8])
        raise JumpError(
            f"{len(found)} headline number(s) moved past their thresholds with no stated reason: {told}. "
            "Nothing is published; say why with `jumun run --reason NUMBER=TEXT` (`*=TEXT` for all)"
        )


def told(moved: Sequence[Movement]) -> list[str]:
    """One line for each moved count of records, split by cause."""
    return [
        f"{one.number}: {one.before} → {one.now} ("
        + ", ".join(f"{name} {n:+d}" for name, n in (one.causes or {}).items() if n)
        + ")"
        for one in moved
        if one.number.startswith(RECORDS)
    ]
