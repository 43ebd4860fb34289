"""Charts of cubes without a total: a person may be under several factors or provisions, so nothing is added up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from dashboards.cells import TOTAL, Cube, share_point
from dashboards.charts import Chart, Point, Recipe, Series, State
from dashboards.cube_charts import (
    Context,
    Group,
    category_domains,
    category_label,
    cube_chart,
    one_line,
    quartile_strip,
    trimmed,
    value_label,
)


def sliced_charts(group: Group, context: Context) -> Iterator[Chart]:
    """For every definition: the slices side by side, or one chart a slice where a second dimension divides it."""
    cube, slices = group.cube, str(group.cube.slices)
    for definition in group.definitions:
        values = context.labels.order(cube.values(slices, definition), slices)
        if group.kind == "share":
            yield from _shares(group, context, definition, values)
        elif group.kind == "distribution":
            yield from _counted(group, context, definition, values)
            yield from _distributions(group, context, definition, values)
        elif group.kind == "quantile":
            yield from _strips(group, context, definition, values)


def _shares(group: Group, context: Context, definition: str, values: list[str]) -> Iterator[Chart]:
    """Forest rows by slice, and a table of slices by each further dimension that is told."""
    cube, slices = group.cube, str(group.cube.slices)
    rows = [cube.point(v, value_label(context, slices, v), definition, "share", {slices: v}) for v in values]
    rows.sort(key=lambda p: -(p.value or 0.0))
    recipe = Recipe(cube_id=cube.cube_id, along=slices, fixed=(("definition_id", definition),))
    chart = cube_chart(group, context, "dots", f"by-{slices}", definition, one_line(rows), recipe)
    yield trimmed(_sized(chart, context), context)
    for dimension in _further(cube, definition):
        columns = context.labels.order(cube.values(dimension, definition), dimension)
        series = _crossed(
            group,
            context,
            values,
            (dimension, columns),
            lambda key, label, filters: cube.point(key, label, definition, "share", filters),
        )
        told = tuple(s for s in series if any(p.value is not None for p in s.points))
        if told and len(columns) > 1:
            grid = cube_chart(group, context, "grid", f"by-{slices}-{dimension}", definition, told, None)
            yield _titled(_sized(grid, context), context, definition, f"{slices}+{dimension}")


def _distributions(group: Group, context: Context, definition: str, values: list[str]) -> Iterator[Chart]:
    """One table of parts a slice, with a row for each value of the further dimension and its n beside the name."""
    slices = str(group.cube.slices)
    for value in values:
        series = [_parts(group, context, definition, {slices: value}, context.words("chart.total"), TOTAL)]
        for other, label, filters in _parts_of(group, context, definition, value):
            series.append(_parts(group, context, definition, filters, label, other))
        if any(p.value is not None for line in series for p in line.points):
            chart = cube_chart(group, context, "grid", f"{slices}-{value}", definition, tuple(series), None)
            yield _titled(_sized(chart, context), context, definition, value_label(context, slices, value))


def _parts(
    group: Group, context: Context, definition: str, filters: Mapping[str, str], label: str, key: str
) -> Series:
    """One row of parts. A part that is not told is withheld or hidden with its total, never called empty."""
    cube = group.cube
    names = context.labels.order(_all_categories(cube, definition), *category_domains(cube))
    whole = cube.cell(definition, TOTAL, filters)
    missing: State = "suppressed" if whole and whole["state"] == "suppressed" else "withheld"
    points = tuple(
        share_point(n, category_label(cube, context, n), cube.cell(definition, n, filters), missing)
        for n in names
    )
    size = whole["n"] if whole and whole["state"] in ("shown", "too_small") else None
    told = f"{label} ({context.words('chart.base', n=f'{size:,}')})" if size else label
    return Series(key=key, label=told, points=points)


def _counted(group: Group, context: Context, definition: str, values: list[str]) -> Iterator[Chart]:
    """How many there are in each slice, divided by the further dimension: told even where the parts are not."""
    cube, slices = group.cube, str(group.cube.slices)
    for dimension in _further(cube, definition):
        others = context.labels.order(cube.values(dimension, definition), dimension)
        series = _crossed(
            group,
            context,
            values,
            (dimension, [TOTAL, *others]),
            lambda key, label, filters: _count_of(cube, definition, filters, key, label),
        )
        chart = cube_chart(group, context, "grid", f"n-{slices}-{dimension}", definition, series, None)
        by = context.words("chart.counted_by", title=context.title(definition))
        yield replace(_sized(chart, context), title=by, value_format="count")


def _crossed(
    group: Group,
    context: Context,
    values: list[str],
    columns: tuple[str, list[str]],
    point: Callable[[str, str, dict[str, str]], Point],
) -> tuple[Series, ...]:
    """A row for each slice; `point` makes each column of it (a dimension and its codes) from code, label and filters."""
    slices = str(group.cube.slices)
    dimension, codes = columns
    named = [(code, value_label(context, dimension, code)) for code in codes]
    return tuple(
        Series(
            key=value,
            label=value_label(context, slices, value),
            points=tuple(point(code, label, {slices: value, dimension: code}) for code, label in named),
        )
        for value in values
    )


def _count_of(cube: Cube, definition: str, filters: Mapping[str, str], key: str, label: str) -> Point:
    cell = cube.cell(definition, TOTAL, filters)
    if cell is None:
        return Point(key=key, label=label, value=None, state="empty")
    hidden = cell["state"] in ("suppressed", "empty")
    n = None if hidden else int(cell["n"])
    return Point(key=key, label=label, value=n, n=n, state=cell["state"] if hidden else "shown")


def _strips(group: Group, context: Context, definition: str, values: list[str]) -> Iterator[Chart]:
    """Quartiles of every slice, divided by the further dimension where that is told."""
    cube, slices = group.cube, str(group.cube.slices)
    for value in values:
        name = value_label(context, slices, value)
        rows = [quartile_strip(cube, context, definition, value, name, {slices: value})]
        for other, label, filters in _parts_of(group, context, definition, value):
            rows.append(quartile_strip(cube, context, definition, other, label, filters))
        if any(row.value is not None for row in rows):
            chart = cube_chart(
                group, context, "quartiles", f"{slices}-{value}", definition, one_line(rows), None
            )
            yield _titled(_sized(chart, context), context, definition, name)


def _parts_of(
    group: Group, context: Context, definition: str, value: str
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Code, label and filters of everything that the further dimensions divide a slice into."""
    cube, slices = group.cube, str(group.cube.slices)
    for dimension in _further(cube, definition):
        found = _values_in(cube, definition, slices, value, dimension)
        for other in context.labels.order(found, dimension):
            yield other, value_label(context, dimension, other), {slices: value, dimension: other}


def _further(cube: Cube, definition: str) -> list[str]:
    return [d for d in cube.dimensions if d != cube.slices and cube.values(d, definition)]


def _values_in(cube: Cube, definition: str, slices: str, value: str, dimension: str) -> set[str]:
    columns = {name: f"dim{place + 1}" for place, name in enumerate(cube.dimensions)}
    return {
        str(cell[columns[dimension]])
        for cell in cube.cells
        if cell["definition_id"] == definition and cell[columns[slices]] == value
    } - {TOTAL}


def _all_categories(cube: Cube, definition: str) -> list[str]:
    found = {str(c.get("category", "share")) for c in cube.cells if c["definition_id"] == definition}
    return sorted(found - {TOTAL})


def _sized(chart: Chart, context: Context) -> Chart:
    """Without a total there is no single n: each row says its own."""
    return chart if chart.base else replace(chart, base=context.words("chart.n_in_table"))


def _titled(chart: Chart, context: Context, definition: str, name: str) -> Chart:
    """The title names the slice, or the two dimensions that cross."""
    if "+" in name:
        dimensions = [context.labels(d, "dimension") for d in name.split("+")]
        name = context.words("chart.by", dimension=" × ".join(d[:1].lower() + d[1:] for d in dimensions))
    return replace(chart, title=f"{context.title(definition)}: {name}")


__all__ = ["sliced_charts"]
