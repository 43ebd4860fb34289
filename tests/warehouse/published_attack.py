"""The attack on the published cubes of every axis in one system; `attacked_files` adds all other published files to it.

The unknowns are the people of every published combination, split by outcome and by the axis of each cube. Cubes share
their people: what two of them see of the same dimensions and outcomes must agree. Cubes are taken from the catalogue
of the warehouse under attack, so that a new one is attacked without being named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import duckdb
import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from warehouse.cube_axes import NOBODY, OUTCOME_CLASS, PRIMARY_SOURCE, CubeSpec, cube_specs, slice_values
from warehouse.measures import build_units
from warehouse.registry import Measure, measure
from warehouse.suppression import MINIMUM

ALL = "all"
Row = Mapping[str, Any]
Values = Mapping[str, frozenset[str]]
TOLERANCE = 1e-6


@dataclass(frozen=True, kw_only=True)
class Arm:
    """The people of one source over some dimensions, the outcome and (in a dependent cube) its own axis."""

    name: str
    axes: Mapping[str, tuple[str, ...]]
    offset: int

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(values) for values in self.axes.values())

    def unknowns(self, conditions: Values) -> np.ndarray:
        """Positions of the unknowns that meet all conditions."""
        picked = np.ones(self.shape, dtype=bool)
        for number, (name, values) in enumerate(self.axes.items()):
            if name in conditions:
                keep = np.array([value in conditions[name] for value in values])
                picked &= keep.reshape([-1 if i == number else 1 for i in range(len(self.shape))])
        return self.offset + np.flatnonzero(picked.reshape(-1))


@dataclass(kw_only=True)
class Attack:
    """Equations and bounds over unknowns of at least nothing; goals are hidden cells."""

    arms: list[Arm] = field(default_factory=list)
    n_unknowns: int = 0
    rows: list[tuple[np.ndarray, float, float]] = field(default_factory=list)
    ties: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)
    orders: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)
    goals: dict[str, np.ndarray] = field(default_factory=dict)
    sums: set[str] = field(default_factory=set)

    def arm(self, name: str, axes: Mapping[str, Sequence[str]]) -> Arm:
        made = Arm(
            name=name, axes={key: tuple(values) for key, values in axes.items()}, offset=self.n_unknowns
        )
        self.n_unknowns += int(np.prod(made.shape))
        self.arms.append(made)
        return made

    def between(self, unknowns: np.ndarray, low: float, high: float) -> None:
        """A published sum, or the bounds that a rounded one gives."""
        self.rows.append((unknowns, low, high))

    def tie(self, one: Arm, two: Arm, names: Iterable[str]) -> None:
        """Two arms count the same people: sums over each combination of the shared axes agree."""
        shared = [name for name in names if name in one.axes and name in two.axes]
        for values in product(*(sorted({*one.axes[name], *two.axes[name]}) for name in shared)):
            conditions = {name: frozenset({value}) for name, value in zip(shared, values, strict=True)}
            self.ties.append((one.unknowns(conditions), two.unknowns(conditions)))

    def at_most(self, less: np.ndarray, more: np.ndarray) -> None:
        """The people of one sum are among those of another."""
        self.orders.append((less, more))

    def join(self, other: Attack, prefix: str) -> int:
        """Take over the unknowns, the facts and the goals of another attack; returns where its unknowns begin."""
        begin = self.n_unknowns
        self.n_unknowns += other.n_unknowns
        self.rows += [(u + begin, low, high) for u, low, high in other.rows]
        self.ties += [(a + begin, b + begin) for a, b in other.ties]
        self.orders += [(a + begin, b + begin) for a, b in other.orders]
        self.goals |= {f"{prefix}{name}": goal + begin for name, goal in other.goals.items()}
        self.sums |= {f"{prefix}{name}" for name in other.sums}
        return begin

    def _system(self) -> tuple[csr_matrix, np.ndarray, csr_matrix, np.ndarray]:
        exact = [(u, np.ones(len(u)), low) for u, low, high in self.rows if low == high]
        exact += [
            (np.concatenate([a, b]), np.concatenate([np.ones(len(a)), -np.ones(len(b))]), 0.0)
            for a, b in self.ties
        ]
        loose = [
            (u, np.ones(len(u)), high) for u, low, high in self.rows if low != high and np.isfinite(high)
        ]
        loose += [(u, -np.ones(len(u)), -low) for u, low, high in self.rows if low != high and low > 0]
        loose += [
            (np.concatenate([a, b]), np.concatenate([np.ones(len(a)), -np.ones(len(b))]), 0.0)
            for a, b in self.orders
        ]
        return (*self._matrix(exact), *self._matrix(loose))

    def _matrix(self, found: list[tuple[np.ndarray, np.ndarray, float]]) -> tuple[csr_matrix, np.ndarray]:
        lengths = [len(unknowns) for unknowns, _, _ in found]
        rows = np.repeat(np.arange(len(found)), lengths)
        columns = np.concatenate([u for u, _, _ in found]) if found else np.zeros(0, dtype=int)
        values = np.concatenate([v for _, v, _ in found]) if found else np.zeros(0)
        shape = (len(found), self.n_unknowns)
        return csr_matrix((values, (rows, columns)), shape=shape), np.array([n for _, _, n in found])

    def ranges(self, wanted: Sequence[str]) -> dict[str, tuple[float, float]]:
        """Smallest and largest value of each hidden cell that fit everything published."""
        equal, sums, above, limits = self._system()
        found = {}
        for name in wanted:
            goal = np.zeros(self.n_unknowns)
            goal[self.goals[name]] = 1
            ends = []
            for sign in (1, -1):
                solved = linprog(
                    sign * goal, A_eq=equal, b_eq=sums, A_ub=above if len(limits) else None,
                    b_ub=limits if len(limits) else None, method="highs",
                )  # fmt: skip
                assert solved.status in (0, 3), (name, solved.message)
                ends.append(sign * solved.fun if solved.status == 0 else np.inf)
            found[name] = (float(ends[0]), float(ends[1]))
        return found

    def given_away(self, wanted: Sequence[str] | None = None) -> dict[str, tuple[float, float]]:
        """Hidden cells whose range is narrower than MINIMUM.

        The total of a cube that hangs on another is no secret where it is a sum of shown cells that are not small.
        """
        names = sorted(self.goals) if wanted is None else wanted
        return {
            name: (low, high)
            for name, (low, high) in self.ranges(names).items()
            if high - low < MINIMUM - TOLERANCE
            and not (name in self.sums and min(low, high) >= MINIMUM - TOLERANCE)
        }


def rows_of(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found = con.execute(query)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _values(con: duckdb.DuckDBPyConnection, source: str, sql: str, where: str = "true") -> tuple[str, ...]:
    query = f"SELECT DISTINCT CAST({sql} AS VARCHAR) FROM {source} WHERE {where} ORDER BY 1"  # noqa: S608
    rows = con.execute(query).fetchall()
    return tuple(str(row[0]) for row in rows)


def _maximal(levels: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    found = set(levels)
    return sorted((one for one in found if not any(one < other for other in found)), key=sorted)


def key_of(spec: CubeSpec, slice_value: str | None) -> str:
    """A cube, or one slice of it."""
    return spec.cube_id if slice_value is None else f"{spec.cube_id}/{slice_value}"


def members(category: str) -> frozenset[str]:
    """The outcomes of a class, or the category itself."""
    return frozenset({*(o for o, name in OUTCOME_CLASS.items() if name == category), category})


@dataclass(kw_only=True)
class Published:
    """The published tables of one warehouse as an attack; `cells` may be tampered with by a test."""

    con: duckdb.DuckDBPyConnection
    cells: list[dict[str, Any]]
    source: str = "unit_defendants"
    attack: Attack = field(default_factory=Attack)
    cubes: dict[str, list[Arm]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        build_units(self.con)
        self.specs: dict[str, CubeSpec] = {}
        self.counted: dict[str, str] = {}
        for spec in cube_specs():
            entry = measure(spec.measure_id)
            if entry.axis is None or PRIMARY_SOURCE.get(entry.source, entry.source) != self.source:
                continue
            for value in slice_values(self.con, entry):
                self.specs[key_of(spec, value)] = spec
                self.counted[key_of(spec, value)] = entry.counted_from(value)
        self.first = measure(next(iter(self.specs.values())).measure_id)
        self.outcomes = _values(self.con, self.source, self._axis(self.first))
        self.cells = [row | {"key": key} for row in self.cells if (key := self.key(row)) is not None]
        self.levels: dict[str, set[frozenset[str]]] = {cube: {frozenset()} for cube in self.specs}
        for row in self.cells:
            self.levels[row["key"]].add(frozenset(self.conditions(row)))
        self._add_arms()
        self._tie_arms()
        for row in self.cells:
            if NOBODY not in row.values():
                self._add_row(row)
        self._add_absent()

    @staticmethod
    def _axis(entry: Measure) -> str:
        assert entry.axis is not None
        return entry.axis.sql

    def key(self, row: Row) -> str | None:
        """The cube of a row, or the one slice of it; None when its people are of another source."""
        spec = next(spec for spec in cube_specs() if spec.cube_id == row["cube_id"])
        key = key_of(spec, row["dim1"] if spec.slice_dim is not None else None)
        return key if key in self.specs else None

    def conditions(self, row: Row) -> dict[str, frozenset[str]]:
        spec = self.specs[row["key"]]
        return {
            name: frozenset({row[f"dim{i + 1}"]})
            for i, name in enumerate(spec.dims)
            if row[f"dim{i + 1}"] != ALL and name != spec.slice_dim
        }

    def _dims(self, source: str, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        return {name: _values(self.con, source, name) for name in sorted(names)}

    def _is_primary(self, cube: str) -> bool:
        spec = self.specs[cube]
        is_own = measure(spec.measure_id).source == self.source and spec.slice_dim is None
        return is_own and measure(spec.measure_id).axis == self.first.axis

    def _add_arms(self) -> None:
        primary = {level for cube, found in self.levels.items() if self._is_primary(cube) for level in found}
        shared = [
            self.attack.arm("primary", {**self._dims(self.source, level), "outcome": self.outcomes})
            for level in _maximal(primary)
        ]
        for cube, spec in self.specs.items():
            if self._is_primary(cube):
                self.cubes[cube] = shared
                continue
            entry = measure(spec.measure_id)
            own = _values(self.con, self.counted[cube], self._axis(entry), entry.universe)
            outside = () if self._covers(cube) else ("(outside)",)
            split = {"outcome": self._linked(entry), "own": (*own, *outside)}
            self.cubes[cube] = [
                self.attack.arm(cube, {**self._dims(self.counted[cube], level), **split})
                for level in _maximal(self.levels[cube])
            ]

    def _linked(self, entry: Measure) -> tuple[str, ...]:
        return tuple(o for o in self.outcomes if o in set(entry.linked(self.outcomes)))

    def _covers(self, cube: str) -> bool:
        """Whether everybody with a linked outcome is in the universe, as its definition may say."""
        entry = measure(self.specs[cube].measure_id)
        listed = ", ".join(f"'{o}'" for o in self._linked(entry)) or "''"
        counts = [
            f"SELECT coalesce(sum(n_persons), 0) FROM {source} WHERE {where}"  # noqa: S608
            for source, where in (
                (self.source, f"({self._axis(self.first)}) IN ({listed})"),
                (self.counted[cube], entry.universe),
            )
        ]
        return bool(self.con.execute(f"SELECT ({counts[0]}) = ({counts[1]})").fetchall()[0][0])

    def _tie_arms(self) -> None:
        shared = next(arms for cube, arms in self.cubes.items() if self._is_primary(cube))
        seen = {id(shared)}
        for number, arm in enumerate(shared):
            for other in shared[:number]:
                self.attack.tie(arm, other, [*arm.axes])
        for cube, arms in self.cubes.items():
            if id(arms) in seen:
                continue
            linked = self._linked(measure(self.specs[cube].measure_id))
            for number, arm in enumerate(arms):
                for other in arms[:number]:
                    self.attack.tie(arm, other, [*arm.axes])
                for base in shared:
                    names = [name for name in arm.axes if name in base.axes and name != "outcome"]
                    for outcome in linked:
                        part = frozenset({outcome})
                        for values in product(*(arm.axes[name] for name in names)):
                            known = {n: frozenset({v}) for n, v in zip(names, values, strict=True)}
                            known["outcome"] = part
                            self.attack.ties.append((arm.unknowns(known), base.unknowns(known)))

    def find(self, cube: str, dims: Values) -> Arm:
        return next(arm for arm in self.cubes[cube] if set(dims) <= set(arm.axes))

    def _add_row(self, row: Row) -> None:
        entry, cube = measure(row["definition_id"]), row["key"]
        dims = self.conditions(row)
        arm = self.find(cube, dims)
        axis = "outcome" if self._is_primary(cube) else "own"
        everything = frozenset(arm.axes[axis]) - {"(outside)"}
        under = frozenset(entry.denominators()) or everything
        over = frozenset(entry.numerator_values)
        if row["category"] == ALL:
            over = frozenset(entry.denominator_values) or everything
        elif row["category"] != "share":
            over = members(row["category"]) & everything
        cell = arm.unknowns({**dims, axis: over})
        name = f"{cube} {row['definition_id']} {sorted((k, *v) for k, v in dims.items())} {row['category']}"
        if row["n"] is None:
            if row["category"] != "share":
                self.attack.goals[name] = cell
                if row["category"] == ALL and axis == "own":
                    self.attack.sums.add(name)
            return
        self.attack.between(cell, row["n"], row["n"])
        if row["category"] == "share" and row["denominator"] is not None:
            self.attack.between(arm.unknowns({**dims, axis: under}), row["denominator"], row["denominator"])

    def _add_absent(self) -> None:
        """A combination of a level that has rows, and no row of its own, is known to be empty."""
        for cube, levels in self.levels.items():
            if not self._is_primary(cube):
                continue
            told = [self.conditions(row) for row in self.cells if row["key"] == cube]
            for level in levels - {frozenset()}:
                arm = self.find(cube, dict.fromkeys(level, frozenset()))
                known = {tuple(min(d[name]) for name in sorted(level)) for d in told if set(d) == set(level)}
                for values in product(*(arm.axes[name] for name in sorted(level))):
                    if values not in known:
                        empty = {n: frozenset({v}) for n, v in zip(sorted(level), values, strict=True)}
                        self.attack.between(arm.unknowns(empty), 0, 0)

    def true_count(self, row: Row) -> int:
        """What stands behind a row of a category or of the total, hidden or not."""
        entry = measure(row["definition_id"])
        tests = [f"({entry.universe})"]
        tests += [f"{name} = '{min(values)}'" for name, values in self.conditions(row).items()]
        if row["category"] != ALL:
            listed = ", ".join(f"'{value}'" for value in members(row["category"]))
            tests.append(f"({self._axis(entry)}) IN ({listed})")
        query = (
            f"SELECT coalesce(sum(n_persons), 0) FROM {self.counted[row['key']]} WHERE {' AND '.join(tests)}"  # noqa: S608
        )
        return int(self.con.execute(query).fetchall()[0][0])

    def primary_arms(self) -> list[Arm]:
        """The arms of the primary system."""
        return next(
            arms for cube, arms in self.cubes.items() if cube in self.specs and self._is_primary(cube)
        )

    def true_people(self, dims: Values) -> int:
        """How many people of the source have these values."""
        tests = ["true"]
        for name, values in dims.items():
            sql = self._axis(self.first) if name == "outcome" else name
            tests.append(f"({sql}) IN ({', '.join(repr(value) for value in sorted(values))})")
        query = f"SELECT coalesce(sum(n_persons), 0) FROM {self.source} WHERE {' AND '.join(tests)}"  # noqa: S608
        return int(self.con.execute(query).fetchall()[0][0])

    def primary_cell(self, dims: Values) -> np.ndarray | None:
        """Unknowns of a cell of the primary system, when some arm tells all its dimensions."""
        for arm in self.primary_arms():
            if set(dims) <= set(arm.axes):
                return arm.unknowns(dims)
        return None
