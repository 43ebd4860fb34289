"""Published cubes: looking up cells, and turning them into the points of a chart.

The same look-up is written a second time in `static/site.js` for the filters; `tests/dashboards` proves in a
browser that both give the same points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dashboards.charts import Point, State
from dashboards.published import Published, Row
from dashboards.wording import Words

TOTAL = "all"
TIMES = ("year", "quarter", "month", "period", "half_year")
DIMENSION_COLUMNS = ("dim1", "dim2", "dim3", "dim4")


class Labels:
    """Names of values: the published table first, the site's own words second, the bare code last."""

    def __init__(self, rows: Iterable[Row], words: Words) -> None:
        self.words = words
        self._names: dict[tuple[str, str], str] = {}
        self._sorts: dict[tuple[str, str], int] = {}
        for row in rows:
            key = (str(row["domain"]), str(row["value"]))
            self._names[key] = words.pick(row, "label")
            self._sorts[key] = int(row["sort"])

    def __call__(self, value: object, *domains: str) -> str:
        """The name of a value in the first of the domains that knows it."""
        for domain in domains:
            if name := self._names.get((domain, str(value))):
                return name
        for domain in domains:
            if (name := self.words.label(domain, value)) != str(value):
                return name
        return self.words.label("any", value)

    def order(self, values: Iterable[str], *domains: str) -> list[str]:
        """Values in their published order; unlisted ones follow in alphabetical order."""

        def place(value: str) -> tuple[int, str]:
            """The published position of a value, then its name."""
            for domain in domains:
                if (domain, value) in self._sorts:
                    return self._sorts[(domain, value)], value
            return 10**6, value

        return sorted(values, key=place)


@dataclass(frozen=True)
class Cube:
    """One published cube with its cells and the definitions they belong to."""

    row: Row
    cells: tuple[Row, ...]

    @property
    def cube_id(self) -> str:
        """Id of the cube."""
        return str(self.row["cube_id"])

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """Names of the dimensions in column order."""
        return tuple(str(self.row[c]) for c in DIMENSION_COLUMNS if self.row.get(c))

    @cached_property
    def time(self) -> str | None:
        """The dimension drawn as a line over time: a period whose years stand alone.

        Where years had to be pooled with each other (2020_2024, scattered) a line would join unlike
        stretches: then the period is a group like any other.
        """
        name = next((name for name in self.dimensions if name in TIMES), None)
        if name is None:
            return None
        values = self.values(name)
        alone = [value for value in values if value[:4].isdigit() and "_" not in value]
        ends = [value.split("_")[1] for value in values if re.fullmatch(r"\d{4}_\d{4}", value)]
        is_pooled = "scattered" in values or any(end >= min(alone, default="0") for end in ends)
        return None if is_pooled or len(alone) < 2 else name

    @cached_property
    def years(self) -> list[str]:
        """First and last year that any period of the cube names; empty without periods."""
        name = next((name for name in self.dimensions if name in TIMES), None)
        found = (
            sorted(re.findall(r"\d{4}", " ".join(v for v in self.values(name) if v[0].isdigit())))
            if name
            else []
        )
        return [found[0], found[-1]] if found else []

    @cached_property
    def definitions(self) -> tuple[str, ...]:
        """Definitions that have cells, in the order met."""
        return tuple(dict.fromkeys(str(cell["definition_id"]) for cell in self.cells))

    @cached_property
    def slices(self) -> str | None:
        """The dimension that has no total, because a person may be under several of its values (factors, provisions)."""
        for column, name in zip(DIMENSION_COLUMNS, self.dimensions, strict=False):
            if self.cells and all(cell[column] != TOTAL for cell in self.cells):
                return name
        return None

    @cached_property
    def index(self) -> Mapping[tuple[str, ...], Row]:
        """Cells by (definition, values of the dimensions, category)."""
        return {
            (
                str(cell["definition_id"]),
                *(str(cell[DIMENSION_COLUMNS[i]]) for i in range(len(self.dimensions))),
                str(cell.get("category", "share")),
            ): cell
            for cell in self.cells
        }

    def cell(self, definition: str, category: str, filters: Mapping[str, str]) -> Row | None:
        """The cell of a definition under filters; dimensions without a filter are totals."""
        values = tuple(filters.get(name, TOTAL) for name in self.dimensions)
        return self.index.get((definition, *values, category))

    def point(
        self, key: str, label: str, definition: str, category: str, filters: Mapping[str, str]
    ) -> Point:
        """The point of a rate or of one category under filters; without a cell it says why."""
        return share_point(key, label, self.cell(definition, category, filters), self.why_missing(filters))

    def values(self, dimension: str, definition: str | None = None) -> list[str]:
        """Values that occur for a dimension, without the total."""
        column = DIMENSION_COLUMNS[self.dimensions.index(dimension)]
        found = {
            str(cell[column])
            for cell in self.cells
            if definition is None or cell["definition_id"] == definition
        }
        return sorted(found - {TOTAL})

    def categories(self, definition: str, dimension: str | None = None) -> list[str]:
        """Categories told at the grand total, or under a dimension, where they may be coarser; no totals."""
        columns = DIMENSION_COLUMNS[: len(self.dimensions)]
        free = None if dimension is None else DIMENSION_COLUMNS[self.dimensions.index(dimension)]
        found = {
            str(cell.get("category", "share"))
            for cell in self.cells
            if cell["definition_id"] == definition
            and all((cell[column] == TOTAL) != (column == free) for column in columns)
        }
        return sorted(found - {TOTAL})

    def is_published(self, *dimensions: str) -> bool:
        """True when the numbers of this combination of dimensions are published, not only its totals."""
        wanted = frozenset(dimensions)
        return any(level == wanted for level in self.levels)

    def has_totals(self, *dimensions: str) -> bool:
        """True when at least the totals of this combination are published."""
        told = [
            set(str(level).split("+")) - {"total", "category"}
            for level in self.row.get("levels_published") or []
        ]
        return set(dimensions) in told

    @cached_property
    def levels(self) -> tuple[frozenset[str], ...]:
        """Published combinations of dimensions; a distribution's level counts when its categories are shown."""
        told = [set(str(level).split("+")) - {"total"} for level in self.row.get("levels_published") or []]
        withheld = [set(str(level).split("+")) for level in self.row.get("levels_withheld") or []]
        if any("category" in level for level in [*told, *withheld]):
            told = [level for level in told if "category" in level]
        return tuple(frozenset(level - {"category"}) for level in told)

    def why_missing(self, filters: Mapping[str, str]) -> State:
        """Why there is no cell: nobody belongs there, or the combination is too sparse to be published."""
        used = [name for name, value in filters.items() if value != TOTAL]
        return "empty" if self.is_published(*used) else "withheld"


def read_cubes(published: Published) -> list[Cube]:
    """Every published cube with its cells (shares, distributions, counts and quartiles)."""
    by_cube: dict[str, list[Row]] = {}
    for table in ("out_cubes__cells", "out_quantiles__cells"):
        for cell in published.rows(table):
            by_cube.setdefault(str(cell["cube_id"]), []).append(cell)
    rows = sorted(published.rows("out_cubes__catalog"), key=lambda r: (r["position"], r["cube_id"]))
    return [Cube(row, tuple(by_cube.get(str(row["cube_id"]), ()))) for row in rows]


def share_point(key: str, label: str, cell: Row | None, missing: State = "empty", **more: Any) -> Point:
    """A point from a cell of shares; without a cell, a point that says why in `missing`."""
    if cell is None:
        return Point(key=key, label=label, value=None, state=missing, **more)
    state = cell["state"]
    hidden = state in ("suppressed", "empty")
    return Point(
        key=key,
        label=label,
        state=state,
        value=None if hidden or state == "too_small" else _number(cell.get("share")),
        n=None if hidden else cell.get("n"),
        denominator=None if hidden else cell.get("denominator"),
        low=_number(cell.get("low")),
        high=_number(cell.get("high")),
        **more,
    )


def count_point(key: str, label: str, cell: Row | None, **more: Any) -> Point:
    """A point from a cell of counts."""
    if cell is None:
        return Point(key=key, label=label, value=None, state="empty", **more)
    return Point(
        key=key, label=label, value=_number(cell.get("n")), n=cell.get("n"), state=cell["state"], **more
    )


def quartile_point(key: str, label: str, cell: Row | None, note: str = "") -> Point:
    """A point from a cell of quartiles: the median with the first and third quartile as its span."""
    if cell is None or cell["state"] != "shown":
        state: State = "empty" if cell is None else cell["state"]
        return Point(key=key, label=label, value=None, state=state, n=cell.get("n") if cell else None)
    return Point(
        key=key,
        label=label,
        value=_number(cell["median"]),
        low=_number(cell["q1"]),
        high=_number(cell["q3"]),
        n=cell["n"],
        note=note,
    )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
