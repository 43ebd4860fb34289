"""What may change between two releases: a small difference of two tables is a small cell too.

The cells of a new release are compared with those of the last. A level of a cube in which any count moved
by one to four persons keeps the values of the last release, and so do all finer levels of that cube; the
others are renewed. A repeated value tells nothing new, and a renewed one differs by nothing or by at
least `MINIMUM` persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from warehouse.suppression import MINIMUM

ALL = "all"
SMALL_CELL = 10
DIMS = ("dim1", "dim2", "dim3", "dim4")
Row = Mapping[str, Any]
Key = tuple[str, ...]


def level_of(row: Row) -> frozenset[str]:
    """The dimensions that a cell tells, by position."""
    return frozenset(name for name in DIMS if row[name] != ALL)


def _key(row: Row) -> Key:
    return (row["cube_id"], row["definition_id"], *(row[name] for name in DIMS), row["category"])


def moved_little(
    old: Row | None,
    new: Row | None,
    names: Sequence[str] = ("n", "denominator"),
    *,
    same_quarter: bool = False,
) -> bool:
    """Whether a count differs by one to four persons, or is told in one release alone and bounds what the other hides.

    A row that is absent counts nobody. Within one quarter a changed count under SMALL_CELL waits as well.
    """
    for name in names:
        before = 0 if old is None else old.get(name)
        after = 0 if new is None else new.get(name)
        if (before is None) != (after is None) and old is not None and new is not None:
            return True
        if before is None or after is None or before == after:
            continue
        if abs(after - before) < MINIMUM or (same_quarter and min(before, after) < SMALL_CELL):
            return True
    return False


def _reveals_by_state(old: Row | None, new: Row | None) -> bool:
    """Whether one release shows what the other hides: together they bound the hidden cell."""
    before = old is not None and old["n"] is None
    after = new is not None and new["n"] is None
    return (before or after) and before != after


def _values(rows: Iterable[Row]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        for name in level_of(row):
            found.setdefault((str(row["cube_id"]), name), set()).add(str(row[name]))
    return found


def _regrouped(old: Iterable[Row], new: Iterable[Row]) -> set[tuple[str, str]]:
    """Cubes and dimensions in which a value is gone: its people were regrouped, and sums would tell how many."""
    before, after = _values(old), _values(new)
    return {key for key, values in before.items() if not values <= after.get(key, set())}


def held_levels(
    old: Iterable[Row], new: Iterable[Row], *, same_quarter: bool = False
) -> set[tuple[str, frozenset[str]]]:
    """Cubes and levels that keep their last values: those that moved a little, and all finer ones."""
    before = {_key(row): row for row in old}
    after = {_key(row): row for row in new}
    held = set()
    for key in before.keys() | after.keys():
        pair = before.get(key), after.get(key)
        if moved_little(*pair, same_quarter=same_quarter) or _reveals_by_state(*pair):
            row = pair[1] or pair[0]
            if row is not None:
                held.add((str(row["cube_id"]), level_of(row)))
    held |= {(cube, frozenset({name})) for cube, name in _regrouped(before.values(), after.values())}
    levels = {(str(row["cube_id"]), level_of(row)) for row in (*before.values(), *after.values())}
    return {(cube, level) for cube, level in levels if any(cube == c and level >= h for c, h in held)}


def next_release(old: Sequence[Row], new: Sequence[Row], *, same_quarter: bool = False) -> list[Row]:
    """The cells to publish after `old`: renewed where that reveals nobody, repeated elsewhere; in key order.

    Without an old release everything is new.
    """
    if not old:
        return sorted(new, key=_key)
    held = held_levels(old, new, same_quarter=same_quarter)
    kept = [row for row in old if (str(row["cube_id"]), level_of(row)) in held]
    renewed = [row for row in new if (str(row["cube_id"]), level_of(row)) not in held]
    return sorted([*kept, *renewed], key=_key)
