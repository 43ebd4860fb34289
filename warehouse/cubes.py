"""The fixed list of published cubes and their cells.

A cube counts the values of one axis (the outcome of a defendant, whether supervision was ordered …) over
at most four dimensions. Cubes over the same axis form one system and are protected together
(`warehouse.suppression`). Every rate is a function of cells that are shown: where one of them is hidden,
so is the rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from warehouse import suppression
from warehouse.catalog import Bilingual, CatalogError
from warehouse.intervals import IntArray, Interval, bounds_on_grid, clustered_wilson
from warehouse.registry import OUTCOMES, Measure, load_measures, measure
from warehouse.suppression import BoolArray, Level, Protection, System, protect
from warehouse.yaml_files import read_yaml

CUBES_PATH = Path(__file__).parent / "cubes.yml"
ALL = "all"
UNREAD = "unread"
SHARE = "share"
NOBODY = "nobody"
# What the reader did not read, and who is not concerned, are no facts about a person: shown whatever their number.
OPEN_VALUES = frozenset({UNREAD, "not_eligible", "unknown", NOBODY})
# Outcomes that most rates need are hidden for another's sake only when nothing else can be.
RELUCTANCE = {"served": 1000, "suspended": 1000, "fine": 10, "yes": 1000, "no": 1000}
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
N_DIMS = 4
OUTCOME_AXIS = "outcome"
Row = dict[str, Any]


class CubeSpec(BaseModel):
    """One published cube."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cube_id: str
    measure_id: str
    page: str
    title: Bilingual
    dims: tuple[str, ...] = Field(max_length=N_DIMS)
    max_level: int = Field(ge=0, le=N_DIMS)

    def levels(self) -> list[tuple[str, ...]]:
        """The combinations of its dimensions that are offered, the grand total first."""
        sizes = range(min(self.max_level, len(self.dims)) + 1)
        return [combination for size in sizes for combination in combinations(self.dims, size)]


@lru_cache(maxsize=1)
def cube_specs() -> tuple[CubeSpec, ...]:
    """Every cube: those of `cubes.yml` and one for each measure with an axis of its own."""
    listed = [CubeSpec(**entry) for entry in read_yaml(CUBES_PATH)]
    for entry in load_measures():
        own_axis = entry.axis is not None and entry.axis.id != OUTCOME_AXIS
        if own_axis or entry.kind == "quantile":
            listed.append(
                CubeSpec(
                    cube_id=entry.axis.id if entry.axis else entry.id,
                    measure_id=entry.id,
                    page=entry.page,
                    title=entry.title,
                    dims=entry.dims,
                    max_level=entry.max_level,
                )
            )
    ids = [spec.cube_id for spec in listed]
    if len(set(ids)) != len(ids):
        raise CatalogError(f"two cubes share an id among {sorted(ids)}")
    return tuple(listed)


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
    con: duckdb.DuckDBPyConnection, dims: Sequence[str], principal: Measure, *, in_classes: bool = False
) -> AxisData:
    """The atoms of one system out of its units table, and its families of more than one person.

    `in_classes` counts outcomes in the classes of OUTCOME_CLASS.
    """
    if principal.axis is None:
        raise CatalogError(f"{principal.id} has no axis")
    axis_sql = _class_sql() if in_classes else principal.axis.sql
    arguments = (principal.source, dims, axis_sql, principal.universe)
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


def _system_levels(data: AxisData, specs: Sequence[CubeSpec], *, with_totals: bool) -> list[Level]:
    """Levels with the category and, in a primary system, without it; the totals of the others follow from it.

    Two and three dimensions together are tried only with enough people for most of their cells to be shown.
    """
    n = int(data.system.counts.sum())
    named = {
        data.axes(level)
        for spec in specs
        for level in spec.levels()
        if n >= PERSONS_FOR_LEVEL.get(len(level), 0)
    }
    fine = {(*base, data.category_axis) for base in named}
    return sorted(fine | named if with_totals else fine)


def _dominated(data: AxisData, levels: Sequence[Level]) -> dict[Level, BoolArray]:
    """Cells that one family, or two, stand for. Families of one person cannot dominate a cell of five."""
    together = System(codes=data.family_codes, counts=data.family_counts, sizes=data.system.sizes)
    return {
        level: suppression.dominated(together, data.families, level, totals=data.system.totals(level))
        for level in levels
    }


@dataclass(frozen=True, kw_only=True)
class Published:
    """One protected system: what of it may be shown."""

    data: AxisData
    specs: tuple[CubeSpec, ...]
    protection: Protection
    is_primary: bool
    total: Published | None = None

    def names(self, level: Level) -> tuple[str, ...]:
        """Dimension names of a level, without the category."""
        return tuple(self.data.dims[axis] for axis in level if axis < len(self.data.dims))

    def shows_level(self, level: Level) -> bool:
        """Whether the level is published at all."""
        return level in self.protection.suppressed


def protect_axis(
    con: duckdb.DuckDBPyConnection, specs: Sequence[CubeSpec], primary: Published | None = None
) -> Published:
    """Read and protect the cubes of one axis.

    A dependent axis splits people of some outcomes further. Its totals are sums of cells of the `primary`
    system; where one of those is hidden, all of the dependent cell is. A move within it exchanges people
    of the same outcome and dimensions, so that the primary system does not see it.
    """
    principal = measure(specs[0].measure_id)
    dims = tuple(dict.fromkeys(name for spec in specs for name in spec.dims))
    in_classes = (
        primary is None and axis_id(specs[0]) == OUTCOME_AXIS and _persons(con, principal) < FINE_FROM
    )
    data = read_axis(con, dims, principal, in_classes=in_classes)
    levels = _system_levels(data, specs, with_totals=primary is None)
    if primary is not None and primary.data.within(principal.linked(OUTCOMES)) is None:
        levels = [(data.category_axis,)]
    forced = _dominated(data, levels)
    if primary is not None:
        sexual = _sexual_groups(con) if principal.is_sexual_only else None
        for level, cells in _hidden_with_primary(data, levels, principal, primary, sexual).items():
            forced[level] = forced[level] | cells
    minor = frozenset(level for level in levels if len(set(level) - {data.category_axis}) > 1)
    protection = protect(data.system, levels, forced=forced, minor=minor)
    fine = read_axis(con, (), principal) if in_classes else None
    return Published(
        data=data,
        specs=tuple(specs),
        protection=protection,
        is_primary=primary is None,
        total=_total_by_member(fine, data, protection, tuple(specs)) if fine is not None else None,
    )


def _persons(con: duckdb.DuckDBPyConnection, principal: Measure) -> int:
    found = con.execute(f"SELECT coalesce(sum(n_persons), 0) FROM {principal.source}").fetchall()
    return int(found[0][0])


def _total_by_member(
    fine: AxisData, data: AxisData, protection: Protection, specs: tuple[CubeSpec, ...]
) -> Published:
    """The grand total with every outcome: a class is split where its members can hide each other.

    No other level tells the members of a class apart, so hidden members may exchange any number of
    people: their sum is the width of what an attacker can know, and at least MINIMUM.
    """
    counts = fine.system.totals((0,))
    level = (data.category_axis,)
    hidden = np.zeros(len(counts), dtype=bool)
    for code, category in enumerate(data.categories):
        members = [fine.categories.index(m) for m in sorted(data.members[category]) if m in fine.categories]
        members.sort(key=lambda member: (int(counts[member]), member))
        if level in protection.withheld or protection.is_suppressed(level, (code,)):
            hidden[members] = True
        elif category not in OPEN_VALUES and any(
            0 < counts[member] < suppression.MINIMUM for member in members
        ):
            for member in members:
                if counts[hidden & np.isin(np.arange(len(counts)), members)].sum() >= suppression.MINIMUM:
                    break
                hidden[member] = True
    total_hidden = np.asarray(() in protection.withheld or protection.is_suppressed((), ()))
    suppressed = {(0,): hidden, (): total_hidden}
    if () in protection.withheld:
        suppressed = {}
    shown = Protection(suppressed=suppressed, withheld=frozenset())
    return Published(data=fine, specs=specs, protection=shown, is_primary=True, total=None)


def _sexual_groups(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute(
        "SELECT DISTINCT offence_group FROM ref_offence_groups WHERE is_sexual ORDER BY 1"
    ).fetchall()
    return [str(row[0]) for row in found]


def _hidden_with_primary(
    data: AxisData, levels: Sequence[Level], principal: Measure, primary: Published, sexual: list[str] | None
) -> dict[Level, BoolArray]:
    """Cells of a dependent system whose outcome cells (same dimensions) are hidden or not published."""
    found = {}
    linked = principal.linked(OUTCOMES)
    for level in levels:
        totals = data.system.totals(level)
        hidden = np.zeros(totals.shape, dtype=bool)
        axes = tuple(axis for axis in level if axis != data.category_axis)
        for cell in np.ndindex(*data.system.shape(axes)):
            named = {data.dims[axis]: data.values[axis][code] for axis, code in zip(axes, cell, strict=True)}
            hidden[cell] = not _universe_shown(primary, named, linked, sexual)
        found[level] = hidden & (totals[..., :].sum(axis=-1, keepdims=True) > 0)
    return found


def _universe_shown(
    primary: Published, named: Mapping[str, str], linked: Sequence[str], sexual: list[str] | None
) -> bool:
    """Whether the people whom a dependent cell splits are shown in the primary system.

    A universe cut to the sexual offence groups is a sum over these: it may be told when no hidden cell is
    in the sum, or at least two, so that it gives none of them away.
    """
    if not outcome_shown(primary, named, linked):
        return False
    if sexual is None or "offence_group" in named:
        return True
    groups = [
        group for group in sexual if group in primary.data.values[primary.data.dims.index("offence_group")]
    ]
    hidden = [g for g in groups if not outcome_shown(primary, {**named, "offence_group": g}, linked)]
    return len(hidden) != 1


def outcome_shown(primary: Published, named: Mapping[str, str], linked: Sequence[str]) -> bool:
    """Whether the cells of the primary system with these dimension values are all published and shown."""
    data = primary.data
    axes = data.axes(named)
    level = (*axes, data.category_axis)
    if not primary.shows_level(level):
        return False
    try:
        codes = tuple(data.values[axis].index(named[data.dims[axis]]) for axis in axes)
    except ValueError:
        return True
    present = [data.categories.index(category) for category in data.touching(linked)]
    return not any(primary.protection.is_suppressed(level, (*codes, category)) for category in present)


@dataclass(frozen=True, kw_only=True)
class _Families:
    """Sums over the families of more than one person in each cell of one level, by category."""

    cells: IntArray
    by_category: IntArray

    def sums(
        self, numerator: Sequence[int], denominator: Sequence[int], size: int
    ) -> tuple[IntArray, IntArray, IntArray]:
        """What these families add to Σx², Σxm, Σm² beyond one a person, for every cell."""
        x = self.by_category[:, list(numerator)].sum(axis=1)
        m = self.by_category[:, list(denominator)].sum(axis=1)
        return (
            _summed(self.cells, x * x - x, size),
            _summed(self.cells, x * m - x, size),
            _summed(self.cells, m * m - m, size),
        )


def _summed(cells: IntArray, values: IntArray, size: int) -> IntArray:
    return np.bincount(cells, weights=values, minlength=size).round().astype(np.int64)


def _families_at(data: AxisData, axes: Level) -> _Families:
    """Category counts of each family within each cell of a level."""
    part = System(codes=data.family_codes, counts=data.family_counts, sizes=data.system.sizes)
    pairs = np.stack([part.flat(axes), data.families]) if len(data.families) else np.zeros((2, 0), np.int64)
    unique, inverse = np.unique(pairs, axis=1, return_inverse=True)
    by_category = np.zeros((unique.shape[1], len(data.categories) or 1), dtype=np.int64)
    np.add.at(
        by_category, (inverse.reshape(-1), data.family_codes[:, data.category_axis]), data.family_counts
    )
    return _Families(cells=unique[0], by_category=by_category)


@dataclass(frozen=True, kw_only=True)
class _Cells:
    """Everything about one level of one cube that its rows need."""

    published: Published
    spec: CubeSpec
    axes: Level
    counts: IntArray
    hidden: BoolArray
    totals_hidden: BoolArray
    families: _Families

    @property
    def categories(self) -> tuple[str, ...]:
        return self.published.data.categories


def _cells_at(published: Published, spec: CubeSpec, names: Sequence[str]) -> _Cells | None:
    data = published.data
    axes = data.axes(names)
    fine = (*axes, data.category_axis)
    if not published.shows_level(axes if published.is_primary else fine):
        return None
    counts = data.system.totals(fine).reshape(-1, data.system.sizes[-1])
    hidden = np.ones_like(counts, dtype=bool)
    if published.shows_level(fine):
        hidden = published.protection.suppressed[fine].reshape(counts.shape)
    totals_hidden: BoolArray = np.asarray(hidden[:, _denominator_codes(published, spec)].any(axis=1))
    if published.is_primary:
        totals_hidden = published.protection.suppressed[axes].reshape(-1)
    return _Cells(
        published=published,
        spec=spec,
        axes=axes,
        counts=counts,
        hidden=hidden,
        totals_hidden=totals_hidden,
        families=_families_at(data, axes),
    )


def _denominator_codes(published: Published, spec: CubeSpec) -> list[int]:
    """Categories that the total of a distribution adds up: all, or those its measure names."""
    named = measure(spec.measure_id).denominator_values or published.data.categories
    return [i for i, category in enumerate(published.data.categories) if category in named]


def _empty_row(spec: CubeSpec, definition_id: str, dims: Mapping[str, str], category: str) -> Row:
    row: Row = {"cube_id": spec.cube_id, "definition_id": definition_id}
    for i in range(N_DIMS):
        row[f"dim{i + 1}"] = dims.get(spec.dims[i], ALL) if i < len(spec.dims) else ALL
    row["category"] = category
    for name in ("n", "denominator", "share", "low", "high", "interval_label", "bound_low", "bound_high"):
        row[name] = None
    for name in ("corrected_share", "corrected_low", "corrected_high"):
        row[name] = None
    row["state"] = "suppressed"
    return row


def _put_interval(row: Row, interval: Interval) -> None:
    row["low"], row["high"] = round(interval.low, 4), round(interval.high, 4)
    row["interval_label"] = "chance_only"


def _fill(row: Row, n: int, denominator: int, minimum: int, sums: tuple[int, int, int]) -> Row:
    """Numbers of a cell whose numerator and denominator may both be shown."""
    row["n"], row["denominator"] = n, denominator
    row["state"] = "shown"
    if denominator == 0 or (n == 0 and row["category"] != SHARE):
        row["state"] = "empty"
    elif denominator < minimum or n < suppression.MINIMUM or denominator - n < suppression.MINIMUM:
        row["state"] = "too_small"
    else:
        row["share"] = round(n / denominator, 4)
        x2, xm, m2 = (float(base + extra) for base, extra in zip((n, n, denominator), sums, strict=True))
        _put_interval(row, clustered_wilson(n, denominator, x2=x2, xm=xm, m2=m2))
    return row


def _rate_row(cells: _Cells, flat: int, entry: Measure, named: Mapping[str, str], extra: _Extra) -> Row:
    """One share of one cell: shown only where every count that it is made of is shown."""
    row = _empty_row(cells.spec, entry.id, named, SHARE)
    if cells.hidden[flat, list(extra.numerator)].any() or not _sum_shown(cells, flat, extra.denominator):
        return row
    n = int(cells.counts[flat, list(extra.numerator)].sum())
    denominator = int(cells.counts[flat, list(extra.denominator)].sum())
    _fill(row, n, denominator, entry.min_denominator, extra.at(flat))
    unread = extra.unread
    if row["share"] is not None and unread is not None and not cells.hidden[flat, unread]:
        bounds = bounds_on_grid(n, denominator, int(cells.counts[flat, unread]))
        if bounds is not None:
            row["bound_low"], row["bound_high"] = round(bounds.low, 4), round(bounds.high, 4)
    return row


def _sum_shown(cells: _Cells, flat: int, codes: Sequence[int]) -> bool:
    """Whether a sum of categories follows from what is shown: from its parts, or from the total and the
    others.
    """
    hidden = cells.hidden[flat]
    others = [code for code in range(len(cells.categories)) if code not in codes]
    if not hidden[list(codes)].any():
        return True
    return cells.published.is_primary and not cells.totals_hidden[flat] and not hidden[others].any()


@dataclass(frozen=True, kw_only=True)
class _Extra:
    """Category positions of one share and the sums over families in every cell."""

    numerator: tuple[int, ...]
    denominator: tuple[int, ...]
    unread: int | None
    sums: tuple[IntArray, IntArray, IntArray]

    def at(self, flat: int) -> tuple[int, int, int]:
        x2, xm, m2 = (int(values[flat]) for values in self.sums)
        return x2, xm, m2


def _extra(cells: _Cells, numerator: Sequence[str], denominator: Sequence[str]) -> _Extra | None:
    """Positions of a share's parts, or None when the categories do not make them up."""
    data, categories = cells.published.data, cells.categories
    over, under = data.within(numerator), data.within(denominator)
    if over is None or under is None:
        return None
    return _Extra(
        numerator=over,
        denominator=under,
        unread=categories.index(UNREAD) if UNREAD in categories else None,
        sums=cells.families.sums(over, under, len(cells.counts)),
    )


def _distribution_rows(
    cells: _Cells, flat: int, entry: Measure, named: Mapping[str, str], extras: Sequence[_Extra | None]
) -> Iterator[Row]:
    """The total of a cell and each of its categories; shares are of the categories in the denominator."""
    within = _denominator_codes(cells.published, cells.spec)
    total = int(cells.counts[flat, within].sum())
    row = _empty_row(cells.spec, entry.id, named, ALL)
    if not cells.totals_hidden[flat]:
        row.update(n=total, denominator=total, state="shown")
    yield row
    if not cells.published.shows_level((*cells.axes, cells.published.data.category_axis)):
        return
    for position in within:
        category = cells.categories[position]
        row = _empty_row(cells.spec, entry.id, named, category)
        if not cells.hidden[flat, position]:
            n = int(cells.counts[flat, position])
            if cells.totals_hidden[flat]:
                row.update(n=n, state="shown" if n else "empty")
            else:
                extra = extras[position]
                sums = extra.at(flat) if extra is not None else (0, 0, 0)
                _fill(row, n, total, entry.min_denominator, sums)
        yield row


def _nothing_rows(published: Published, spec: CubeSpec) -> Iterator[Row]:
    """A cube without any publishable cell still says so: its total is empty or suppressed."""
    nobody = not published.data.system.counts.sum()
    for entry in measures_of(spec):
        if entry.only_where:
            continue
        row = _empty_row(spec, entry.id, {}, SHARE if entry.kind == "share" else ALL)
        if nobody:
            row.update(n=0, denominator=0, state="empty")
        yield row


def _level_rows(published: Published, spec: CubeSpec, names: Sequence[str]) -> Iterator[Row]:
    cells = _cells_at(published, spec, names)
    if cells is None:
        if not names:
            yield from _nothing_rows(published, spec)
        return
    data = published.data
    shares = [entry for entry in measures_of(spec) if entry.kind == "share"]
    distribution = next((entry for entry in measures_of(spec) if entry.kind == "distribution"), None)
    extras = {entry.id: _extra(cells, entry.numerator_values, entry.denominators()) for entry in shares}
    within = frozenset().union(
        *(data.members[data.categories[c]] for c in _denominator_codes(published, spec))
    )
    by_category = [_extra(cells, sorted(data.members[c]), sorted(within)) for c in data.categories]
    fine = published.shows_level((*cells.axes, data.category_axis))
    shape = data.system.shape(cells.axes)
    for flat, codes in enumerate(np.ndindex(*shape)):
        if not cells.counts[flat].sum() and not cells.hidden[flat].any():
            continue
        named = {
            data.dims[axis]: data.values[axis][code] for axis, code in zip(cells.axes, codes, strict=True)
        }
        if distribution is not None:
            yield from _distribution_rows(cells, flat, distribution, named, by_category)
        if fine:
            for entry in shares:
                extra = extras[entry.id]
                if extra is None or any(named.get(name) != value for name, value in entry.only_where.items()):
                    continue
                yield _rate_row(cells, flat, entry, named, extra)


def cell_rows(published: Published) -> list[Row]:
    """`out_cubes__cells` of one protected system."""
    return [
        row
        for spec in published.specs
        for names in spec.levels()
        for row in _level_rows(published if names else published.total or published, spec, names)
    ]


def _level_name(names: Sequence[str], *, with_category: bool) -> str:
    plain = "+".join(names) or "total"
    return f"{plain}+category" if with_category else plain


def catalog_row(published: Published, spec: CubeSpec, position: int, as_of: Any) -> Row:
    """`out_cubes__catalog`: one cube with the levels that are published and those withheld."""
    shown: list[str] = []
    withheld: list[str] = []
    for names in spec.levels():
        for with_category in (False, True) if published.is_primary else (True,):
            axes = published.data.axes(names)
            level = (*axes, published.data.category_axis) if with_category else axes
            (shown if published.shows_level(level) else withheld).append(
                _level_name(names, with_category=with_category)
            )
    kind = "distribution" if any(m.kind == "distribution" for m in measures_of(spec)) else "share"
    n_units = int(published.data.system.counts.sum())
    shows_total = published.is_primary and published.shows_level(())
    return {
        **catalog_texts(spec, position, as_of),
        "kind": kind,
        "levels_published": shown,
        "levels_withheld": withheld,
        "n_units": n_units if shows_total and n_units >= suppression.MINIMUM else None,
    }


def catalog_texts(spec: CubeSpec, position: int, as_of: Any) -> Row:
    """The columns of `out_cubes__catalog` that say what a cube is."""
    principal = measure(spec.measure_id)
    row: Row = {
        "cube_id": spec.cube_id,
        "measure_id": principal.principal_id,
        "page": spec.page,
        "position": position,
        "title_ko": spec.title.ko,
        "title_en": spec.title.en,
        "caveat_ko": principal.caveat.ko,
        "caveat_en": principal.caveat.en,
        "unit": principal.unit,
        "data_as_of": as_of,
    }
    for i in range(N_DIMS):
        row[f"dim{i + 1}"] = spec.dims[i] if i < len(spec.dims) else None
    return row


def systems() -> list[list[CubeSpec]]:
    """Cubes grouped by axis. The first of each units table is its primary system: the others hang on it."""
    grouped: dict[str, list[CubeSpec]] = {}
    for spec in cube_specs():
        if measure(spec.measure_id).axis is not None:
            grouped.setdefault(axis_id(spec), []).append(spec)
    return list(grouped.values())
