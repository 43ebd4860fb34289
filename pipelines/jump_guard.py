"""A build whose headline numbers jump with no stated reason is not published: the last good warehouse and site stay.

Each build is compared with the one that stands. What new documents bring is a reason of its own, told with its size;
what changed sources, other rules of reading or corrections bring needs a person's word, given with `jumun run --reason`
and kept in `reasons.json` under the data folder until a build has been published with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipelines.settings import DataFolder
from warehouse.build import WarehouseError, reading
from warehouse.movement import RECORDS, Movement, headline_numbers, movements_since, write_index
from warehouse.release import THRESHOLD_ABSOLUTE, THRESHOLD_SHARE

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

    A standing warehouse that is damaged, or has other tables than today's code, has no comparable numbers: nothing is
    said about them.
    """
    if not data.warehouse.exists():
        return ()
    with TemporaryDirectory(prefix="jumun-index-") as folder:
        index = Path(folder) / "before.parquet"
        try:
            with reading(data.warehouse) as standing:
                before = headline_numbers(standing)
                write_index(standing, index)
        except (duckdb.Error, WarehouseError):
            return ()
        return movements_since(con, before, index, stated_reasons(data))


def silent_jumps(moved: Sequence[Movement]) -> list[Movement]:
    """Movements past the threshold that neither a person nor new documents explain.

    Of a count of records the part that new data brought is taken out. Any other number may move with the records that
    it is made of, but an official figure has none: its movement always needs a word.
    """
    has_new = any(one.causes is not None and one.causes["new_data"] for one in moved)
    return [
        one
        for one in moved
        if not one.reason
        and _without_new(one).is_past(share=THRESHOLD_SHARE, absolute=THRESHOLD_ABSOLUTE)
        and (one.causes is not None or one.is_official or not has_new)
    ]


def _without_new(one: Movement) -> Movement:
    if one.causes is None or one.before is None or one.now is None:
        return one
    return Movement(number=one.number, before=one.before, now=one.now - one.causes["new_data"])


def refuse_silent_jumps(moved: Sequence[Movement]) -> None:
    """Raise JumpError, naming every number with both values, where a movement is unexplained."""
    found = silent_jumps(moved)
    if found:
        told = ", ".join(f"{one.number} {one.before} → {one.now}" for one in found[:5])
        raise JumpError(
            f"{len(found)} headline number(s) moved by more than {THRESHOLD_SHARE:.0%} with no stated reason: {told}. "
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
