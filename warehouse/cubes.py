"""The cells of the published cubes.

Every rate is a function of cells that are shown: where one of them is hidden, so is the rate. A sum is
told where its parts are shown, or where the total and all other parts are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from warehouse import suppression
from warehouse.cube_axes import N_DIMS, UNREAD, AxisData, CubeSpec, measures_of
from warehouse.intervals import IntArray, Interval, bounds_on_grid, clustered_wilson
from warehouse.protected_cubes import Published
from warehouse.registry import Measure, measure
from warehouse.suppression import BoolArray, Level, System

ALL = "all"
SHARE = "share"
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Families:
    """Families of more than one person in each cell of one level: `persons` is cells × categories, `products`
    (cells × categories × categories) the sum over families of the products of two of its category counts.
    """

    persons: IntArray
    products: IntArray

    def sums(
        self, numerator: Sequence[int], denominator: Sequence[int]
    ) -> tuple[IntArray, IntArray, IntArray]:
        """What these families add to Σx², Σxm, Σm² beyond one a person, for every cell."""
        over, under = list(numerator), list(denominator)
        x = self.persons[:, over].sum(axis=1)
        m = self.persons[:, under].sum(axis=1)
        return (
            self.products[:, over][:, :, over].sum(axis=(1, 2)) - x,
            self.products[:, over][:, :, under].sum(axis=(1, 2)) - x,
            self.products[:, under][:, :, under].sum(axis=(1, 2)) - m,
        )


def _families_at(data: AxisData, axes: Level) -> _Families:
    """Category counts of each family within each cell of a level, summed to persons and products."""
    part = System(codes=data.family_codes, counts=data.family_counts, sizes=data.system.sizes)
    n_cells = int(np.prod(part.shape(axes), dtype=np.int64))
    n_categories, width = len(data.categories), int(data.families.max(initial=0)) + 1
    member = part.flat(axes) * width + data.families
    codes, inverse = np.unique(
        member * n_categories + data.family_codes[:, data.category_axis], return_inverse=True
    )
    counts = np.bincount(inverse.reshape(-1), weights=data.family_counts, minlength=len(codes))
    family, category = codes // n_categories, codes % n_categories
    cell = family // width
    persons = np.bincount(cell * n_categories + category, weights=counts, minlength=n_cells * n_categories)
    products = np.zeros(n_cells * n_categories * n_categories)
    for step in range(min(n_categories, len(family))):
        same = np.flatnonzero(family[step:] == family[: len(family) - step])
        first, second, value = category[same], category[same + step], counts[same] * counts[same + step]
        base = cell[same] * n_categories
        for one, other in [(first, second), (second, first)][: 2 if step else 1]:
            products += np.bincount(
                (base + one) * n_categories + other, weights=value, minlength=len(products)
            )
    return _Families(
        persons=persons.round().astype(np.int64).reshape(n_cells, n_categories),
        products=products.round().astype(np.int64).reshape(n_cells, n_categories, n_categories),
    )


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
        sums=cells.families.sums(over, under),
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
        named = slice_of(published, spec)
        row = _empty_row(spec, entry.id, named, SHARE if entry.kind == "share" else ALL)
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
        } | slice_of(published, spec)
        if distribution is not None:
            yield from _distribution_rows(cells, flat, distribution, named, by_category)
        if fine:
            for entry in shares:
                extra = extras[entry.id]
                if extra is None or any(named.get(name) != value for name, value in entry.only_where.items()):
                    continue
                yield _rate_row(cells, flat, entry, named, extra)


def slice_of(published: Published, spec: CubeSpec) -> dict[str, str]:
    """The dimension that is fixed in a sliced cube, and its value."""
    if spec.slice_dim is None or published.slice_value is None:
        return {}
    return {spec.slice_dim: published.slice_value}


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
    fixed = () if spec.slice_dim is None else (spec.slice_dim,)
    for names in spec.levels():
        for with_category in (False, True) if published.is_primary else (True,):
            axes = published.data.axes(names)
            level = (*axes, published.data.category_axis) if with_category else axes
            (shown if published.shows_level(level) else withheld).append(
                _level_name((*fixed, *names), with_category=with_category)
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
