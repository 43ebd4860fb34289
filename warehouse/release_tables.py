"""The tables of a release, held back where the difference to the last release would single somebody out.

Each published table is cut into groups whose rows add up to one another. A group in which a count moved by one to
four persons keeps the rows of the last release, with every finer group; the others are renewed. Records and judgments
shown one by one are held by the group in which five at least are alike. A table that nobody described is one group.
What stands here replaces the tables by temporary ones of the same name, which hide them from whoever writes a package.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.catalog import Table, quote_literal, tables_of
from warehouse.movement import as_number
from warehouse.releases import ALL, DIMS, held_levels, moved_little

CELLS, QUANTILES, CATALOG = "out_cubes__cells", "out_quantiles__cells", "out_cubes__catalog"
# Tables of single records: their own id, and the columns in which five at least are alike.
ALIKE = ("court_level", "decision_period", "offence_group", "disposition")
SINGLE = {"out_records": "record_id", "out_cases": "case_id"}
FOLLOWING = {"out_case_evidence": "out_cases"}
Row = Mapping[str, Any]
Group = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HeldBack:
    """What a release repeats: groups by table, and tables whose columns are others than last time."""

    groups: Mapping[str, int] = field(default_factory=dict)
    other_columns: tuple[str, ...] = ()


def count_columns(entry: Table) -> list[str]:
    """The columns of a table that count people, judgments or documents."""
    whole = {"INTEGER", "BIGINT"}
    return [
        column.name
        for column in entry.public_columns()
        if column.type in whole and (column.name in {"n", "denominator"} or column.name.startswith("n_"))
        if column.name not in entry.key
    ]


def _coverage_group(row: Row) -> Group:
    return tuple(name for name in ("year", "court_level", "offence_group") if row[name] != ALL)


def _term_group(row: Row) -> Group:
    """Months hang on years, and these on the whole."""
    depth = {len(ALL): 0, len("YYYY"): 1}.get(len(row["period"]), 2)
    return (str(row["kind"]), str(row["lemma"]), *("year", "month")[:depth])


GROUPS: dict[str, Callable[[Row], Group]] = {
    "out_coverage": _coverage_group,
    "out_terms__month": _term_group,
    "out_ages__cells": lambda row: (str(row["definition_id"]),),
    "out_terms__outlet": lambda row: (str(row["lemma"]),),
    "out_press_match": lambda row: (str(row["field"]),),
    "out_headlines": lambda row: (str(row["headline_id"]),),
}


def whole_numbers(value: Any, path: str = "") -> Iterator[tuple[str, int]]:
    """The whole numbers of parsed JSON by path, those that are kept as they are printed too."""
    number = as_number(value)
    if isinstance(number, int):
        yield path, number
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from whole_numbers(item, f"{path}.{name}")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from whole_numbers(item, f"{path}.{position}")


def held_groups(
    old: Iterable[Row],
    new: Iterable[Row],
    *,
    key: Sequence[str],
    counts: Sequence[str],
    group: Callable[[Row], Group],
    same_quarter: bool = False,
) -> set[Group]:
    """Groups that repeat the last release: a count moved a little, changed between shown and hidden, or a row is gone.

    A group that begins like a held one is finer, and is held too.
    """
    before = {tuple(row[name] for name in key): row for row in old}
    after = {tuple(row[name] for name in key): row for row in new}
    rows = [*before.values(), *after.values()]
    held = set()
    for place in before.keys() | after.keys():
        was, now = before.get(place), after.get(place)
        row = now or was
        if row is not None and (now is None or moved_little(was, now, counts, same_quarter=same_quarter)):
            held.add(group(row))
    return {found for found in map(group, rows) if any(found[: len(one)] == one for one in held)}


def _file(folder: Path, name: str) -> str | None:
    found = sorted(folder.glob(f"{name}.parquet")) or sorted(folder.glob(f"{name}.fictional.parquet"))
    return f"read_parquet({quote_literal(str(found[0]))})" if found else None


def _rows(con: duckdb.DuckDBPyConnection, source: str) -> list[dict[str, Any]]:
    found = con.execute(f"SELECT * FROM {source}")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _has_columns(con: duckdb.DuckDBPyConnection, entry: Table, old: str) -> bool:
    names = {str(row[0]) for row in con.execute(f"DESCRIBE SELECT * FROM {old}").fetchall()}
    return names == {column.name for column in entry.public_columns()}


def _replace(con: duckdb.DuckDBPyConnection, entry: Table, selects: Sequence[str]) -> None:
    """A temporary table of the same name with the rows of the selects."""
    columns = ", ".join(f'"{column.name}"' for column in entry.public_columns())
    con.execute(f"CREATE TEMP TABLE held AS SELECT * FROM {entry.name} LIMIT 0").fetchall()
    for select in selects:
        con.execute(f"INSERT INTO held BY NAME SELECT {columns} FROM ({select})").fetchall()
    con.execute(f"ALTER TABLE held RENAME TO {entry.name}").fetchall()


def _by_keys(
    con: duckdb.DuckDBPyConnection, entry: Table, old: str, from_old: Sequence[Row], from_new: Sequence[Row]
) -> None:
    """The table with some rows of the last release and some of this one, picked by key."""
    key = entry.key
    for name, rows in (("keys_old", from_old), ("keys_new", from_new)):
        columns = {column: pa.array([str(row[column]) for row in rows], pa.string()) for column in key}
        con.register(name, pa.table(columns))
    same = " AND ".join(f'CAST(t."{column}" AS VARCHAR) = k."{column}"' for column in key)
    try:
        _replace(
            con,
            entry,
            [
                f"SELECT t.* FROM {old} AS t SEMI JOIN keys_old AS k ON {same}",
                f"SELECT t.* FROM {entry.name} AS t SEMI JOIN keys_new AS k ON {same}",
            ],
        )
    finally:
        con.unregister("keys_old")
        con.unregister("keys_new")


def _hold_rows(
    con: duckdb.DuckDBPyConnection, entry: Table, old: str, held: set[Group], group: Callable[[Row], Group]
) -> int:
    if held:
        from_old = [row for row in _rows(con, old) if group(row) in held]
        from_new = [row for row in _rows(con, entry.name) if group(row) not in held]
        _by_keys(con, entry, old, from_old, from_new)
    return len(held)


def _level(row: Row) -> frozenset[str]:
    return frozenset(name for name in DIMS if row[name] != ALL)


def _cube_group(row: Row) -> Group:
    return (str(row["cube_id"]), *sorted(_level(row)))


def _named_levels(con: duckdb.DuckDBPyConnection, held: set[Group]) -> set[frozenset[str]]:
    """The dimension names of the held levels of the outcome cubes."""
    found = set()
    for row in _rows(con, CATALOG):
        for cube, *level in held:
            if cube == row["cube_id"] and row["measure_id"] == "outcome_distribution":
                found.add(frozenset(str(row[name]) for name in level))
    return found


def _held_quantiles(con: duckdb.DuckDBPyConnection, cubes: set[Group], rows: Sequence[Row]) -> set[Group]:
    """Quartiles of people whose outcome cells are held are held with them."""
    named = _named_levels(con, cubes)
    dims = {row["cube_id"]: row for row in _rows(con, CATALOG)}
    held = set()
    for row in rows:
        cube = dims.get(row["cube_id"])
        level = frozenset(str(cube[name]) for name in _level(row)) if cube else frozenset()
        if cube is None or any(one <= level for one in named):
            held.add(_cube_group(row))
    return held


def _hold_cubes(
    con: duckdb.DuckDBPyConnection, entries: Mapping[str, Table], folder: Path, *, same_quarter: bool
) -> dict[str, int]:
    cells, catalog = _file(folder, CELLS), _file(folder, CATALOG)
    if cells is None or catalog is None:
        return {}
    old, new = _rows(con, cells), _rows(con, CELLS)
    held = {(cube, *sorted(level)) for cube, level in held_levels(old, new, same_quarter=same_quarter)}
    found = {CELLS: _hold_rows(con, entries[CELLS], cells, held, _cube_group)}
    quantiles = _file(folder, QUANTILES)
    if quantiles is not None and _has_columns(con, entries[QUANTILES], quantiles):
        rows = [*_rows(con, quantiles), *_rows(con, QUANTILES)]
        own = held_groups(
            _rows(con, quantiles), _rows(con, QUANTILES), key=entries[QUANTILES].key,
            counts=("n", "n_life", "n_indeterminate"), group=_cube_group, same_quarter=same_quarter,
        )  # fmt: skip
        levels = own | _held_quantiles(con, held, rows)
        found[QUANTILES] = _hold_rows(con, entries[QUANTILES], quantiles, levels, _cube_group)
    if _has_columns(con, entries[CATALOG], catalog):
        totals: set[Group] = {(cube,) for cube, *level in held if not level}
        found[CATALOG] = _hold_rows(
            con, entries[CATALOG], catalog, totals, lambda row: (str(row["cube_id"]),)
        )
    return found


# Groups with fewer than five differing records; then, until nothing changes, groups that share a record with one.
_FEW = """
SELECT {alike} FROM (
    SELECT {alike}, id, digest FROM told GROUP BY ALL HAVING count(*) = 1
) GROUP BY ALL HAVING count(DISTINCT id) < 5
"""
_SHARING = """
SELECT DISTINCT {other} FROM told AS a JOIN told AS b ON a.id = b.id
WHERE ({one}) IN (FROM few) AND ({other}) NOT IN (FROM few)
"""


def _hold_single(con: duckdb.DuckDBPyConnection, entry: Table, old: str) -> int:
    """Records and judgments one by one: a group of alike ones is renewed when five or none of them differ.

    Whoever is no longer there at all (withdrawn, found to be young) leaves a held group too, and a group that
    falls below five so leaves with them.
    """
    own, alike = SINGLE[entry.name], ", ".join(ALIKE)
    columns = ", ".join(f'"{column.name}"' for column in entry.public_columns())
    sources = ((old, False), (entry.name, True))
    union = " UNION ALL BY NAME ".join(
        f"SELECT {alike}, {own} AS id, sha256(CAST(to_json(t) AS VARCHAR)) AS digest, {is_new} AS is_new "
        f"FROM (SELECT {columns} FROM {source}) AS t"
        for source, is_new in sources
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE told AS {union}").fetchall()
    con.execute(f"CREATE OR REPLACE TEMP TABLE few AS {_FEW.format(alike=alike)}").fetchall()
    one, other = (", ".join(f"{alias}.{column}" for column in ALIKE) for alias in "ab")
    while con.execute(f"INSERT INTO few {_SHARING.format(one=one, other=other)}").fetchall()[0][0]:
        pass
    n_held = int(con.execute("SELECT count(*) FROM few").fetchall()[0][0])
    if n_held:
        kept = (
            f"SELECT * FROM {old} WHERE ({alike}) IN (FROM few) AND {own} IN (SELECT id FROM told WHERE is_new) "
            f"QUALIFY count(*) OVER (PARTITION BY {alike}) >= 5"
        )
        _replace(con, entry, [kept, f"SELECT * FROM {entry.name} WHERE ({alike}) NOT IN (FROM few)"])
    con.execute("DROP TABLE few; DROP TABLE told").fetchall()
    return n_held


def _hold_following(con: duckdb.DuckDBPyConnection, entry: Table, old: str, folder: Path) -> int:
    """Evidence of judgments shown one by one, of the same release as its judgment."""
    cases = _file(folder, FOLLOWING[entry.name])
    if cases is None:
        return 0
    same = "SELECT document_id FROM out_cases AS n WHERE EXISTS (FROM {} AS o WHERE o.document_id = n.document_id"
    again = (
        same.format(cases) + " AND o.text_sha256 = n.text_sha256 AND o.decision_period = n.decision_period)"
    )
    _replace(
        con,
        entry,
        [
            f"SELECT * FROM {old} WHERE document_id IN ({again})",
            f"SELECT * FROM {entry.name} WHERE document_id IN (SELECT document_id FROM out_cases) "
            f"AND document_id NOT IN ({again})",
        ],
    )
    return 0


def _hold_table(
    con: duckdb.DuckDBPyConnection, entry: Table, old: str, folder: Path, *, same_quarter: bool
) -> int:
    if entry.name in SINGLE:
        return _hold_single(con, entry, old)
    if entry.name in FOLLOWING:
        return _hold_following(con, entry, old, folder)
    group = GROUPS.get(entry.name, lambda row: ())
    counts = count_columns(entry)
    before, after = _counted(_rows(con, old)), _counted(_rows(con, entry.name))
    if entry.name == "out_headlines":
        counts = sorted(
            {name for row in (*before, *after) for name in row if name.startswith("parameters.")} | {"n"}
        )
    held = held_groups(
        before, after, key=entry.key, counts=counts, group=group, same_quarter=same_quarter
    ) if counts else set()  # fmt: skip
    return _hold_rows(con, entry, old, held, group)


def _counted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with the whole numbers of their `parameters` as columns of their own."""
    for row in rows:
        text = row.get("parameters")
        if isinstance(text, str):
            row.update({f"parameters{path}": number for path, number in whole_numbers(json.loads(text))})
    return rows


@contextmanager
def held_back(con: duckdb.DuckDBPyConnection, last: Path | None, *, same_quarter: bool) -> Iterator[HeldBack]:
    """While the context lasts, the published tables read as the next release after the package folder `last`.

    `same_quarter`: the last release is of the same quarter, and cells under ten that changed wait for the next.
    """
    entries = {entry.name: entry for entry in tables_of(("out_",)) if entry.public_columns()}
    groups: dict[str, int] = {}
    other: list[str] = []
    try:
        if last is not None:
            groups |= _hold_cubes(con, entries, last, same_quarter=same_quarter)
            for name, entry in sorted(entries.items(), key=lambda item: (item[0] in FOLLOWING, item[0])):
                old = _file(last, name)
                if old is None or name in {CELLS, QUANTILES, CATALOG}:
                    continue
                if not _has_columns(con, entry, old):
                    other.append(name)
                    continue
                groups[name] = _hold_table(con, entry, old, last, same_quarter=same_quarter)
        yield HeldBack(groups={name: n for name, n in groups.items() if n}, other_columns=tuple(other))
    finally:
        made = con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
        for (name,) in made:
            if name in entries or name in {"held", "few", "told"}:
                con.execute(f'DROP TABLE temp.main."{name}"').fetchall()
