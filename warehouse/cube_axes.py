"""The fixed list of published cubes, and the people behind each as atoms over its dimensions.

A cube counts the values of one axis (the outcome of a defendant, whether supervision was ordered …) over at most
four dimensions. The outcome cubes are listed in `cubes.yml`; every measure with an axis of its own makes another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import duckdb
import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from warehouse.catalog import Bilingual, CatalogError
from warehouse.intervals import IntArray
from warehouse.registry import Measure, load_measures, measure
from warehouse.suppression import Level, System
from warehouse.yaml_files import read_yaml

CUBES_PATH = Path(__file__).parent / "cubes.yml"
UNREAD = "unread"
NOBODY = "nobody"
# What the reader did not read, and who is not concerned, are no facts about a person: shown whatever their number.
OPEN_VALUES = frozenset(
    {UNREAD, "not_eligible", "unknown", NOBODY}
    | {
        "age_not_read",
        "provisions_not_read",
        "range_not_stated",
        "several_ranges",
        "open_range",
        "outside_range",
    }
)
# Outcomes that most rates need are hidden for another's sake only when nothing else can be.
RELUCTANCE = {
    **{"served": 1000, "suspended": 1000, "fine": 10, "yes": 1000, "no": 1000},
    **{"adopted": 1000, "not_adopted": 1000, "placed": 1000},
}
# A units table that is made from another has that one's system above it.
PRIMARY_SOURCE = {"unit_provisions": "unit_defendants"}
# Below FINE_FROM persons the outcomes are counted in these classes wherever a dimension is told; the grand total
# alone keeps every outcome. Small outcomes by group would otherwise hide the rest of their group with them.
FINE_FROM = 20_000
PERSONS_FOR_LEVEL = {2: 3_000, 3: 20_000, 4: 200_000}
OUTCOME_CLASS = {
    "served": "served",
    "suspended": "suspended",
    "fine": "other_convicted",
    "other_penalty": "other_convicted",
    "deferred": "other_convicted",
    "acquitted": "not_convicted",
    "transferred_juvenile": "not_convicted",
    "outside": "not_convicted",
    "unread": "unread",
}
OUTCOME_MEMBERS = {
    name: frozenset(outcome for outcome, own in OUTCOME_CLASS.items() if own == name)
    for name in OUTCOME_CLASS.values()
    if name not in OUTCOME_CLASS
}
N_DIMS = 4
OUTCOME_AXIS = "outcome"


class CubeSpec(BaseModel):
    """One published cube."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cube_id: str
    measure_id: str
    page: str
    title: Bilingual
    dims: tuple[str, ...] = Field(max_length=N_DIMS)
    max_level: int = Field(ge=0, le=N_DIMS)
    slice_dim: str | None = None

    @property
    def free_dims(self) -> tuple[str, ...]:
        """Its dimensions without that of the slices, which is always fixed to one value."""
        return tuple(name for name in self.dims if name != self.slice_dim)

    def levels(self) -> list[tuple[str, ...]]:
        """The combinations of its free dimensions that are offered, the whole (of a slice) first."""
        sizes = range(min(self.max_level, len(self.free_dims)) + 1)
        return [combination for size in sizes for combination in combinations(self.free_dims, size)]


@lru_cache(maxsize=1)
def cube_specs() -> tuple[CubeSpec, ...]:
    """Every cube: those of `cubes.yml` and one for each measure with an axis of its own."""
    listed = [CubeSpec(**entry) for entry in read_yaml(CUBES_PATH)]
    for entry in load_measures():
        own_axis = entry.axis is not None and entry.axis.id != OUTCOME_AXIS
        if own_axis and _is_of_a_listed_cube(entry, listed):
            continue
        if own_axis or entry.kind == "quantile":
            listed.append(
                CubeSpec(
                    cube_id=entry.axis.id if entry.axis else entry.id,
                    measure_id=entry.id,
                    page=entry.page,
                    title=entry.title,
                    dims=entry.dims,
                    max_level=entry.max_level,
                    slice_dim=entry.slices.dim if entry.slices else None,
                )
            )
    ids = [spec.cube_id for spec in listed]
    if len(set(ids)) != len(ids):
        raise CatalogError(f"two cubes share an id among {sorted(ids)}")
    return tuple(listed)


def _is_of_a_listed_cube(entry: Measure, listed: Sequence[CubeSpec]) -> bool:
    """Whether it is one more definition over the axis, universe and dimensions of a cube that another one made."""
    return any(
        (first := measure(spec.measure_id)).axis == entry.axis
        and (first.universe, first.dims, first.page) == (entry.universe, entry.dims, entry.page)
        for spec in listed
    )


def axis_id(spec: CubeSpec) -> str:
    """The axis that a cube counts; its own id for quartiles."""
    axis = measure(spec.measure_id).axis
    return axis.id if axis else spec.cube_id


def measures_of(spec: CubeSpec) -> list[Measure]:
    """The shares and distributions that are cells of a cube: all measures over its axis and universe."""
    principal = measure(spec.measure_id)
    return [
        entry
        for entry in load_measures()
        if entry.axis == principal.axis and entry.universe == principal.universe and entry.axis is not None
    ]


@dataclass(frozen=True, kw_only=True)
class AxisData:
    """The atoms of one system by name: dimensions, then the category as the last axis."""

    dims: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    members: Mapping[str, frozenset[str]]
    system: System
    families: IntArray
    family_codes: IntArray
    family_counts: IntArray

    @property
    def categories(self) -> tuple[str, ...]:
        """Values of the category axis."""
        return self.values[-1]

    def axes(self, names: Iterable[str]) -> Level:
        """Positions of dimensions, sorted."""
        return tuple(sorted(self.dims.index(name) for name in names))

    @property
    def category_axis(self) -> int:
        """Position of the category axis."""
        return len(self.dims)

    def within(self, wanted: Iterable[str]) -> tuple[int, ...] | None:
        """Categories that make up a set of axis values exactly, or None when one lies partly outside it."""
        chosen = frozenset(wanted)
        found = []
        for code, category in enumerate(self.categories):
            inside = self.members[category] & chosen
            if inside and inside != self.members[category]:
                return None
            if inside:
                found.append(code)
        return tuple(found)

    def touching(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Categories that hold any of a set of axis values."""
        chosen = frozenset(wanted)
        return tuple(category for category in self.categories if self.members[category] & chosen)


def _atoms_sql(source: str, dims: Sequence[str], axis_sql: str, universe: str, *, by_family: bool) -> str:
    columns = "".join(f"{name}, " for name in dims)
    if not by_family:
        return (
            f"SELECT {columns}{axis_sql} AS category, sum(n_persons)::BIGINT AS n FROM {source} "
            f"WHERE {universe} GROUP BY ALL ORDER BY ALL"
        )
    return (
        f"SELECT {columns}{axis_sql} AS category, family, sum(n_persons)::BIGINT AS n FROM {source} "
        f"WHERE family_persons > 1 AND ({universe}) GROUP BY ALL ORDER BY ALL"
    )


def _coded(column: Sequence[str], values: Sequence[str]) -> IntArray:
    positions = {value: i for i, value in enumerate(values)}
    return np.array([positions[value] for value in column], dtype=np.int64)


def _class_sql() -> str:
    branches = " ".join(f"WHEN '{outcome}' THEN '{name}'" for outcome, name in OUTCOME_CLASS.items())
    return f"CASE outcome {branches} END"


def _members(categories: Iterable[str], *, in_classes: bool) -> dict[str, frozenset[str]]:
    if not in_classes:
        return {category: frozenset({category}) for category in categories}
    return {
        category: frozenset(outcome for outcome, name in OUTCOME_CLASS.items() if name == category)
        for category in categories
    }


def read_axis(
    con: duckdb.DuckDBPyConnection,
    dims: Sequence[str],
    principal: Measure,
    *,
    in_classes: bool = False,
    slice_value: str | None = None,
) -> AxisData:
    """The atoms of one system out of its units table, and its families of more than one person.

    `in_classes` counts outcomes in the classes of OUTCOME_CLASS; `slice_value` is that of one slice.
    """
    if principal.axis is None:
        raise CatalogError(f"{principal.id} has no axis")
    axis_sql = _class_sql() if in_classes else principal.axis.sql
    arguments = (principal.counted_from(slice_value), dims, axis_sql, principal.universe)
    rows = con.execute(_atoms_sql(*arguments, by_family=False)).fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * (len(dims) + 2)
    values = tuple(tuple(sorted({str(v) for v in column})) or (NOBODY,) for column in columns[:-1])
    codes = [_coded(column, own) for column, own in zip(columns[:-1], values, strict=True)]
    system = System(
        codes=np.stack(codes, axis=1) if rows else np.zeros((0, len(dims) + 1), dtype=np.int64),
        counts=np.array(columns[-1], dtype=np.int64),
        sizes=tuple(len(own) for own in values),
        open_values={len(dims): frozenset(i for i, value in enumerate(values[-1]) if value in OPEN_VALUES)},
        reluctance={len(dims): tuple(RELUCTANCE.get(value, 1) for value in values[-1])},
    )
    together = con.execute(_atoms_sql(*arguments, by_family=True)).fetchall()
    parts = list(zip(*together, strict=True)) if together else [()] * (len(dims) + 3)
    family_codes = [_coded(column, own) for column, own in zip(parts[:-2], values, strict=True)]
    return AxisData(
        dims=tuple(dims),
        values=values,
        members=_members(values[-1], in_classes=in_classes),
        system=system,
        families=np.array(parts[-2], dtype=np.int64),
        family_codes=np.stack(family_codes, axis=1) if together else np.zeros((0, len(dims) + 1), np.int64),
        family_counts=np.array(parts[-1], dtype=np.int64),
    )


def slice_values(con: duckdb.DuckDBPyConnection, entry: Measure) -> list[str | None]:
    """The values that a sliced measure is counted for, in order; one None for a measure without slices."""
    if entry.slices is None:
        return [None]
    return [str(row[0]) for row in con.execute(entry.slices.sql).fetchall()]


def systems() -> list[list[CubeSpec]]:
    """Cubes grouped by axis. The first of each units table is its primary system: the others hang on it."""
    grouped: dict[str, list[CubeSpec]] = {}
    for spec in cube_specs():
        if measure(spec.measure_id).axis is not None:
            grouped.setdefault(axis_id(spec), []).append(spec)
    return list(grouped.values())
