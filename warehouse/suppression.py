"""Suppression over a whole list of published levels, with a certificate for every suppressed cell.

A system is a table of atoms (the finest combinations that exist) over named axes. A level is a set of
axes: its cells are sums of atoms. A cell under `MINIMUM`, or one that a single case family dominates, is
suppressed. It stays hidden only if another table of people fits all that is published. So for each such
cell the engine finds a move: the corners of a box (two values on each axis of the level, everything else
equal) gain and lose `MINIMUM` persons in turn. Every level that sums over one of those axes sees no
change; the cells of the other levels, which do change, are suppressed too. Each suppressed cell can thus
be `MINIMUM` larger or smaller than it is, and no linear attack on the published levels narrows it
further. A level with no such box is withheld, with all levels finer than it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

import numpy as np
import numpy.typing as npt

MINIMUM = 5
MIN_DENOMINATOR = 20
DOMINANT_SHARE = 0.75
ALTERNATIVES = {1: 12, 2: 8, 3: 4, 4: 3}
MAX_HIDDEN_SHARE = 0.6
MAX_BOXES = 12
MAX_GROUPS = 2

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Level = tuple[int, ...]
Cell = tuple[int, ...]


class SuppressionError(ValueError):
    """Atoms and axes that do not belong together."""


@dataclass(frozen=True, kw_only=True)
class System:
    """Atoms over axes: `codes` is atoms × axes, `counts` persons an atom, `sizes` values an axis.

    `open_values` (axis → values) say nothing about a person, such as "not read": they are never small cells.
    `reluctance` (axis → a factor for each value) keeps useful values from being hidden for another's sake.
    """

    codes: IntArray
    counts: IntArray
    sizes: tuple[int, ...]
    open_values: Mapping[int, frozenset[int]] = field(default_factory=dict)
    reluctance: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.codes.ndim != 2 or self.codes.shape != (len(self.counts), len(self.sizes)):
            raise SuppressionError("codes are atoms × axes")
        if len(self.counts) and ((self.codes < 0).any() or (self.codes >= np.array(self.sizes)).any()):
            raise SuppressionError("a code lies outside its axis")

    def shape(self, axes: Sequence[int]) -> tuple[int, ...]:
        """Sizes of these axes."""
        return tuple(self.sizes[axis] for axis in axes)

    def flat(self, axes: Sequence[int]) -> IntArray:
        """One number an atom for its values on these axes."""
        result = np.zeros(len(self.counts), dtype=np.int64)
        for axis in axes:
            result = result * self.sizes[axis] + self.codes[:, axis]
        return result

    def totals(self, level: Level) -> IntArray:
        """Persons in every cell of a level, an array with one dimension an axis."""
        size = int(np.prod(self.shape(level), dtype=np.int64))
        sums = np.bincount(self.flat(level), weights=self.counts, minlength=size)
        return sums.round().astype(np.int64).reshape(self.shape(level))

    def is_open(self, level: Level) -> BoolArray:
        """Cells of a level that need no protection of their own."""
        found = np.zeros(self.shape(level), dtype=bool)
        for position, axis in enumerate(level):
            for value in self.open_values.get(axis, ()):
                found[(slice(None),) * position + (value,)] = True
        return found

    def cost(self, level: Level, cell: Cell) -> int:
        """How unwelcome it is to hide a cell, a factor."""
        factors = (self.reluctance.get(axis, ()) for axis in level)
        return max((values[code] for values, code in zip(factors, cell, strict=True) if values), default=1)


@dataclass(frozen=True, kw_only=True)
class Protection:
    """What may be published: suppressed cells by level, and the levels that may not be published at all."""

    suppressed: Mapping[Level, BoolArray]
    withheld: frozenset[Level]

    def is_suppressed(self, level: Level, cell: Cell) -> bool:
        """Whether the cell is hidden; a cell of a withheld level always is."""
        return level in self.withheld or bool(self.suppressed[level][cell])


@dataclass(kw_only=True)
class _Rows:
    """Atoms of one level sorted by cell: for each cell its rest codes, group codes and counts."""

    starts: IntArray
    rest: IntArray
    group: IntArray
    counts: IntArray
    order: IntArray

    def row(self, cell: int) -> tuple[IntArray, IntArray, IntArray]:
        part = slice(int(self.starts[cell]), int(self.starts[cell + 1]))
        return self.rest[part], self.group[part], self.counts[part]


@dataclass(kw_only=True)
class _Search:
    """The levels still published and what is hidden in them so far."""

    system: System
    levels: list[Level]
    totals: dict[Level, IntArray]
    hidden: dict[Level, BoolArray]
    certified: dict[Level, BoolArray]
    rows: dict[Level, _Rows] = field(default_factory=dict)

    def finer(self, level: Level) -> list[Level]:
        return [other for other in self.levels if set(level) <= set(other)]

    def group_axes(self, level: Level) -> tuple[int, ...]:
        return tuple(sorted({axis for other in self.finer(level) for axis in other} - set(level)))

    def told_apart(self, level: Level) -> list[tuple[Level, IntArray]]:
        """What other published levels see of a move: their axes shared with `level`, and a code of the rest.

        Of each largest level that lacks one of the axes: positions within `level`, and for each sorted atom a
        code of its values on the further axes. Smaller levels are sums of these.
        """
        fixed = set(level) | set(self.group_axes(level))
        seeing = [set(other) for other in self.levels if not set(level) <= set(other)]
        largest = [axes for axes in seeing if not any(axes < other for other in seeing)]
        order = self.sorted_rows(level).order
        return [
            (
                tuple(i for i, axis in enumerate(level) if axis in axes),
                self.system.flat(sorted(axes - fixed))[order],
            )
            for axes in sorted(largest, key=sorted)
            if axes - fixed
        ]

    def sorted_rows(self, level: Level) -> _Rows:
        """The rows of the system in the order of the level's cells, sorted once a level."""
        if level not in self.rows:
            system = self.system
            others = [axis for axis in range(len(system.sizes)) if axis not in level]
            cells, rest = system.flat(level), system.flat(others)
            order = np.lexsort((rest, cells))
            size = int(np.prod(system.shape(level), dtype=np.int64))
            self.rows[level] = _Rows(
                starts=np.searchsorted(cells[order], np.arange(size + 1)),
                rest=rest[order],
                group=system.flat(self.group_axes(level))[order],
                counts=system.counts[order],
                order=order,
            )
        return self.rows[level]


def _ranked_values(search: _Search, level: Level, cell: Cell, axis: int) -> list[int]:
    """Other values of one axis, hidden and small cells first: they cost least to hide."""
    index = tuple(slice(None) if i == axis else value for i, value in enumerate(cell))
    totals = np.asarray(search.totals[level][index])
    hidden = np.asarray(search.hidden[level][index])
    kept = search.system.open_values.get(level[axis], frozenset())
    factors = search.system.reluctance.get(level[axis], (1,) * len(totals))
    usable = [v for v in range(len(totals)) if v != cell[axis] and totals[v] >= MINIMUM and v not in kept]
    usable.sort(key=lambda v: (not hidden[v], factors[v] * totals[v], v))
    return usable[: ALTERNATIVES.get(len(level), 2)]


def _corners(cell: Cell, values: Sequence[int]) -> tuple[list[Cell], list[Cell]]:
    """Corners of the box that lose (an odd number of changed axes) and that gain."""
    losing: list[Cell] = []
    gaining: list[Cell] = []
    for flips in product((False, True), repeat=len(cell)):
        corner = tuple(new if flip else old for old, new, flip in zip(cell, values, flips, strict=True))
        (losing if sum(flips) % 2 else gaining).append(corner)
    return losing, gaining


def _agreeing(rows: _Rows, losing: Sequence[int]) -> int | None:
    """The group in which every losing corner has MINIMUM persons who agree on all other axes, or None."""
    rest, group, counts = rows.row(losing[0])
    group, counts = group.copy(), counts.copy()
    for cell in losing[1:]:
        own_rest, _, own_counts = rows.row(cell)
        rest, mine, theirs = np.intersect1d(rest, own_rest, assume_unique=True, return_indices=True)
        group, counts = group[mine], np.minimum(counts[mine], own_counts[theirs])
        if counts.sum() < MINIMUM:
            return None
    groups, inverse = np.unique(group, return_inverse=True)
    sums = np.bincount(inverse, weights=counts)
    if not len(sums) or sums.max() < MINIMUM:
        return None
    return int(groups[int(np.argmax(sums))])


def _shared_groups(rows: _Rows, losing: Sequence[int]) -> list[int]:
    """Groups in which every losing corner has MINIMUM persons, the fullest first."""
    smallest: dict[int, int] | None = None
    for cell in losing:
        _, group, counts = rows.row(cell)
        groups, inverse = np.unique(group, return_inverse=True)
        sums = np.bincount(inverse, weights=counts)
        own = {int(g): int(n) for g, n in zip(groups, sums, strict=True) if n >= MINIMUM}
        smallest = own if smallest is None else {g: min(n, own[g]) for g, n in smallest.items() if g in own}
    return sorted(smallest or {}, key=lambda g: (-(smallest or {})[g], g))[:MAX_GROUPS]


def _matched(search: _Search, level: Level, box: tuple[list[Cell], list[Cell]], group: int) -> bool:
    """Whether MINIMUM persons can leave every losing corner, and join the gaining ones, seen by no other
    level.

    They need not agree on all other axes: what each published level sees of leavers and joiners together
    must cancel. A small linear programme: leavers are people of their corner, joiners have the make-up of
    any leavers.
    """
    losing, gaining = box
    rows, shape = search.sorted_rows(level), search.system.shape(level)
    own = [_part(rows, int(np.ravel_multi_index(corner, shape)), group) for corner in losing]
    joiners = np.unique(np.concatenate(own))
    parts = [*own, *([joiners] * len(gaining))]
    corners, signs = [*losing, *gaining], [-1.0] * len(losing) + [1.0] * len(gaining)
    offsets = np.concatenate([[0], np.cumsum([len(part) for part in parts])])
    equations: list[npt.NDArray[np.float64]] = []
    for i in range(len(parts)):
        total = np.zeros(offsets[-1])
        total[offsets[i] : offsets[i + 1]] = 1
        equations.append(total)
    for shared, key in search.told_apart(level):
        together: dict[Cell, dict[int, npt.NDArray[np.float64]]] = {}
        for i, corner in enumerate(corners):
            seen = together.setdefault(tuple(corner[position] for position in shared), {})
            for value in np.unique(key[parts[i]]):
                row = seen.setdefault(int(value), np.zeros(offsets[-1]))
                row[offsets[i] : offsets[i + 1]] = signs[i] * (key[parts[i]] == value)
        equations += [row for seen in together.values() for row in seen.values()]
    # SciPy's optimizer takes half a second to import: only a build that protects cells pays for it.
    from scipy.optimize import linprog

    targets = np.zeros(len(equations))
    targets[: len(parts)] = MINIMUM
    limits = [(0, int(n)) for part in own for n in rows.counts[part]]
    limits += [(0, MINIMUM)] * (int(offsets[-1]) - len(limits))
    found = linprog(
        np.zeros(offsets[-1]),
        A_eq=np.array(equations),
        b_eq=targets,
        bounds=limits,
        method="highs",
    )
    return bool(found.status == 0)


def _part(rows: _Rows, cell: int, group: int) -> IntArray:
    """Positions of the sorted atoms of one cell and group."""
    part = np.arange(int(rows.starts[cell]), int(rows.starts[cell + 1]))
    return np.asarray(part[rows.group[part] == group])


def _boxes(search: _Search, level: Level, cell: Cell) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """Boxes around a cell, those that hide the fewest people first."""
    choices = [_ranked_values(search, level, cell, axis) for axis in range(len(level))]
    hidden, totals = search.hidden[level], search.totals[level]
    found = []
    for rank, values in enumerate(product(*choices)):
        losing, gaining = _corners(cell, values)
        # A combination that nobody has may be impossible, and an attacker knows that: no hiding place.
        if any(totals[corner] < MINIMUM for corner in losing) or any(
            not totals[corner] for corner in gaining
        ):
            continue
        visible = [corner for corner in (*losing, *gaining) if not hidden[corner]]
        cost = sum(search.system.cost(level, corner) * int(totals[corner]) for corner in visible)
        found.append((cost, rank, losing, gaining))
    found.sort(key=lambda item: item[:2])
    for _, _, losing, gaining in found:
        yield losing, gaining


def _hide(search: _Search, level: Level, corners: Iterable[Cell], group: int) -> None:
    """Suppress every published cell that the move changes."""
    axes = search.group_axes(level)
    shape = search.system.shape(axes)
    values = dict(zip(axes, np.unravel_index(group, shape), strict=True)) if axes else {}
    for corner in corners:
        own = dict(zip(level, corner, strict=True))
        for other in search.finer(level):
            cell = tuple(int(own[axis]) if axis in own else int(values[axis]) for axis in other)
            search.hidden[other][cell] = True
            search.certified[other][cell] = True


def _protect_cell(search: _Search, level: Level, cell: Cell) -> bool:
    """Find a move for one cell and hide what it changes; False when there is none."""
    shape = search.system.shape(level)
    rows = search.sorted_rows(level)
    for losing, gaining in islice(_boxes(search, level, cell), MAX_BOXES):
        cells = [int(np.ravel_multi_index(corner, shape)) for corner in losing]
        group = _agreeing(rows, cells)
        if group is None:
            shared = _shared_groups(rows, cells)
            group = next((g for g in shared if _matched(search, level, (losing, gaining), g)), None)
        if group is not None:
            _hide(search, level, (*losing, *gaining), group)
            return True
    return False


def _start(system: System, levels: Sequence[Level], forced: Mapping[Level, BoolArray]) -> _Search:
    totals = {level: system.totals(level) for level in levels}
    hidden = {
        level: (totals[level] > 0) & (totals[level] < MINIMUM) & ~system.is_open(level) for level in levels
    }
    for level, cells in forced.items():
        if level in hidden:
            hidden[level] |= cells & ~system.is_open(level)
    certified = {level: np.zeros_like(hidden[level]) for level in levels}
    ordered = sorted(levels, key=lambda level: (len(level), level))
    return _Search(system=system, levels=ordered, totals=totals, hidden=hidden, certified=certified)


def _first_failure(search: _Search) -> Level | None:
    """Certify every hidden cell, coarse levels first; the level of the first cell that cannot be, or None."""
    for level in search.levels:
        hidden = search.hidden[level]
        n_filled = int((search.totals[level] > 0).sum())
        if len(level) > 1 and hidden.sum() > MAX_HIDDEN_SHARE * max(n_filled, 1):
            return level
        while True:
            waiting = np.argwhere(hidden & ~search.certified[level])
            if not len(waiting):
                break
            cell = tuple(int(value) for value in waiting[0])
            if not level or not _protect_cell(search, level, cell):
                return level
    return None


def _giving_way(search: _Search, failed: Level, minor: frozenset[Level]) -> set[Level]:
    """The levels to withhold so that a failed one may stay: the finest that bind it, itself only at last.

    Finer levels than the failed one bind it most. Then go the minor ones that tell apart what its moves mix.
    """
    finer = [level for level in search.finer(failed) if level != failed]
    candidates = finer or [
        level for level in search.levels if level in minor and not set(level) <= set(failed)
    ]
    if not candidates:
        return {failed}
    longest = max(len(level) for level in candidates)
    return {level for level in candidates if len(level) == longest}


def protect(
    system: System,
    levels: Iterable[Level],
    *,
    forced: Mapping[Level, BoolArray] | None = None,
    minor: frozenset[Level] = frozenset(),
) -> Protection:
    """Suppressed cells and withheld levels of one system; deterministic.

    `levels` are sorted tuples of axes; `forced` marks further cells to hide (dominated cells, cells whose
    population is hidden elsewhere); `minor` are levels that give way before any other. After levels are
    withheld the search starts again without them.
    """
    remaining = sorted(set(levels), key=lambda level: (len(level), level))
    withheld: set[Level] = set()
    while remaining:
        search = _start(system, remaining, forced or {})
        failed = _first_failure(search)
        if failed is None:
            return Protection(suppressed=search.hidden, withheld=frozenset(withheld))
        dropped = _giving_way(search, failed, minor)
        withheld |= dropped
        remaining = [level for level in remaining if level not in dropped]
    return Protection(suppressed={}, withheld=frozenset(withheld))


def dominated(system: System, families: IntArray, level: Level, *, totals: IntArray) -> BoolArray:
    """Cells of a level in which one or two case families stand for nearly everyone.

    `system` holds the atoms of families of more than one person, `families` one family code an atom and
    `totals` the persons of each cell with single-person families included. A cell is dominated when its
    largest family holds more than DOMINANT_SHARE of it, or its two largest all of it.
    """
    shape = totals.shape
    largest = np.zeros(totals.size, dtype=np.int64)
    second = np.zeros(totals.size, dtype=np.int64)
    if len(system.counts):
        width = int(families.max()) + 1
        pairs, inverse = np.unique(system.flat(level) * width + families, return_inverse=True)
        cells = pairs // width
        sums = np.bincount(inverse.reshape(-1), weights=system.counts).round().astype(np.int64)
        np.maximum.at(largest, cells, sums)
        first = np.zeros(len(sums), dtype=bool)
        order = np.lexsort((-sums, cells))
        first[order] = np.concatenate([[True], np.diff(cells[order]) > 0])
        np.maximum.at(second, cells[~first], sums[~first])
    flat = totals.reshape(-1)
    found = (flat > 0) & ((largest > DOMINANT_SHARE * flat) | (largest + second >= flat))
    return np.asarray(found.reshape(shape), dtype=np.bool_)
