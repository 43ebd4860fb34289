"""Protecting the cubes: which levels and cells of each axis may be published.

Cubes over the same axis form one system and are protected together (`warehouse.suppression`). The first axis of a
units table is primary; the others split the people of its cells further and hang on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from warehouse import suppression
from warehouse.cube_axes import (
    FINE_FROM,
    OPEN_VALUES,
    OUTCOME_AXIS,
    PERSONS_FOR_LEVEL,
    AxisData,
    CubeSpec,
    axis_id,
    read_axis,
)
from warehouse.registry import OUTCOMES, Measure, measure
from warehouse.suppression import BoolArray, Level, Protection, System, protect


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
    """One protected system: what of it may be shown. `is_primary`: it tells totals of its own."""

    data: AxisData
    specs: tuple[CubeSpec, ...]
    protection: Protection
    is_primary: bool
    total: Published | None = None
    slice_value: str | None = None

    def names(self, level: Level) -> tuple[str, ...]:
        """Dimension names of a level, without the category."""
        return tuple(self.data.dims[axis] for axis in level if axis < len(self.data.dims))

    def shows_level(self, level: Level) -> bool:
        """Whether the level is published at all."""
        return level in self.protection.suppressed


def protect_axis(
    con: duckdb.DuckDBPyConnection,
    specs: Sequence[CubeSpec],
    primary: Published | None = None,
    slice_value: str | None = None,
) -> Published:
    """Read and protect the cubes of one axis, or one slice of them.

    A dependent axis splits people of some outcomes further. Its totals are sums of cells of the `primary`
    system; where one of those is hidden, all of the dependent cell is. A move within it exchanges people
    of the same outcome and dimensions, so that the primary system does not see it.
    """
    principal = measure(specs[0].measure_id)
    dims = tuple(dict.fromkeys(name for spec in specs for name in spec.free_dims))
    in_classes = (
        primary is None and axis_id(specs[0]) == OUTCOME_AXIS and _persons(con, principal) < FINE_FROM
    )
    data = read_axis(con, dims, principal, in_classes=in_classes, slice_value=slice_value)
    # The totals of a dependent axis follow from the primary system, but not those of a slice of people.
    has_totals = primary is None or (principal.slices is not None and principal.kind == "distribution")
    levels = _system_levels(data, specs, with_totals=has_totals)
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
        is_primary=has_totals,
        total=_total_by_member(fine, data, protection, tuple(specs)) if fine is not None else None,
        slice_value=slice_value,
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
        has_category = data.category_axis in level
        anybody = totals.sum(axis=-1, keepdims=True) if has_category else totals
        found[level] = np.asarray(hidden & (anybody > 0))
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
    """Whether the cells of the primary system with these dimension values are all published and shown.

    A dimension that the primary system does not have cannot be told apart there and is not asked for.
    """
    data = primary.data
    named = {name: value for name, value in named.items() if name in data.dims}
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
