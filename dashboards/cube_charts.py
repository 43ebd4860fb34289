"""Charts of a published cube, chosen by its shape: parts of a whole, a rate, quartiles or counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboards.cells import TOTAL, Cube, Labels, count_point, quartile_point, share_point
from dashboards.charts import Chart, Definition, Kind, Mark, Point, Recipe, Series, ValueFormat
from dashboards.published import Published, Row
from dashboards.trends import is_period
from dashboards.wording import Words

MOST_LINES = 4
MOST_PANELS = 9


@dataclass(frozen=True, kw_only=True)
class Context:
    """What all charts of one build in one language share."""

    words: Words
    labels: Labels
    definitions: Mapping[str, Row]
    laws: tuple[Row, ...]
    is_fictional: bool

    @classmethod
    def of(cls, published: Published, words: Words, *, is_fictional: bool) -> Context:
        """The context of a warehouse in one language."""
        return cls(
            words=words,
            labels=Labels(published.rows("out_labels"), words),
            definitions={str(r["definition_id"]): r for r in published.rows("out_measures__catalog")},
            laws=published.rows("out_law_changes"),
            is_fictional=is_fictional,
        )

    def definition(self, definition_id: str) -> Definition | None:
        """The words of a definition, for the box under a chart."""
        row = self.definitions.get(definition_id)
        if row is None:
            return None
        pick = self.words.pick
        return Definition(
            numerator=pick(row, "numerator"),
            denominator=pick(row, "denominator"),
            unit=self.labels(row["unit"], "unit"),
            stage=self.labels(row["stage"], "stage"),
            date_basis=self.labels(row["date_basis"], "date_basis"),
            population=self.labels(row["population"], "population"),
            inclusions=pick(row, "inclusions"),
            interval=self.labels(row.get("interval_rule"), "interval_rule"),
            sql=str(row.get("sql") or ""),
        )

    def title(self, definition_id: str) -> str:
        """The title of a definition, or its id when the catalogue has no such row."""
        row = self.definitions.get(definition_id)
        return self.words.pick(row, "title") if row else definition_id


def charts_of(cube: Cube, context: Context) -> list[Chart]:
    """Every chart of a cube, in reading order: the whole first, then time, then groups."""
    return list(_SHAPES[str(cube.row["kind"])](cube, context))


def ordered_definitions(cube: Cube, context: Context) -> list[str]:
    """Definitions of a cube in the order of the catalogue, which for rates is the ladder D, A, V, T, J."""
    places = {d: (int(row["position"]), d) for d, row in context.definitions.items()}
    return sorted(cube.definitions, key=lambda d: places.get(d, (10**6, d)))


def value_label(context: Context, dimension: str, value: str) -> str:
    """The name of a dimension's value; the total reads "all"."""
    if value == TOTAL:
        return context.words("chart.total")
    return context.labels(value, dimension)


def _distribution(cube: Cube, context: Context) -> Iterator[Chart]:
    for definition in ordered_definitions(cube, context):
        names = context.labels.order(cube.categories(definition), *_domains(cube))
        points = tuple(
            share_point(name, _category(cube, context, name), cube.cell(definition, name, {}))
            for name in names
        )
        recipe = Recipe(cube_id=cube.cube_id, along="category", fixed=(("definition_id", definition),))
        yield _chart(
            cube, context, "bars", "whole", definition, (Series(key="all", label="", points=points),), recipe
        )
        if cube.time and cube.is_published(cube.time):
            yield _category_trend(cube, context, definition, points)
        for dimension in _groups(cube):
            yield _category_grid(cube, context, definition, dimension, names)


def _domains(cube: Cube) -> tuple[str, ...]:
    return (str(cube.row["measure_id"]), cube.cube_id, "category", "disposition")


def _category(cube: Cube, context: Context, name: str) -> str:
    return context.labels(name, *_domains(cube))


def _groups(cube: Cube) -> list[str]:
    return [d for d in cube.dimensions if d != cube.time and cube.is_published(d) and cube.values(d)]


def _category_trend(cube: Cube, context: Context, definition: str, whole: tuple[Point, ...]) -> Chart:
    shown = sorted((p for p in whole if p.value is not None), key=lambda p: -(p.value or 0))[:MOST_LINES]
    keep = [p for p in whole if p in shown]
    assert cube.time is not None  # noqa: S101 (the caller asked for a cube with a time dimension)
    periods = cube.values(cube.time, definition)
    series = tuple(
        Series(
            key=p.key,
            label=p.label,
            points=tuple(share_point(t, t, cube.cell(definition, p.key, {cube.time: t})) for t in periods),
        )
        for p in keep
    )
    recipe = Recipe(
        cube_id=cube.cube_id, along=cube.time, by="category", fixed=(("definition_id", definition),)
    )
    return _chart(cube, context, "trend", f"by-{cube.time}", definition, series, recipe)


def _category_grid(cube: Cube, context: Context, definition: str, dimension: str, names: list[str]) -> Chart:
    series = tuple(
        Series(
            key=value,
            label=value_label(context, dimension, value),
            points=tuple(
                share_point(
                    name, _category(cube, context, name), cube.cell(definition, name, {dimension: value})
                )
                for name in names
            ),
        )
        for value in context.labels.order(cube.values(dimension, definition), dimension)
    )
    recipe = Recipe(
        cube_id=cube.cube_id, along="category", by=dimension, fixed=(("definition_id", definition),)
    )
    return _chart(cube, context, "grid", f"by-{dimension}", definition, series, recipe)


def _share(cube: Cube, context: Context) -> Iterator[Chart]:
    definitions = ordered_definitions(cube, context)
    first = definitions[0] if definitions else ""
    points = tuple(share_point(d, context.title(d), cube.cell(d, "share", {})) for d in definitions)
    whole = Series(key="all", label="", points=points)
    recipe = Recipe(cube_id=cube.cube_id, along="definition_id")
    yield _chart(cube, context, "dots", "whole", first, (whole,), recipe)
    fixed = (("definition_id", first),)
    if cube.time and cube.is_published(cube.time):
        series = (_over_time(cube, first, cube.time, {}, context.title(first), "all"),)
        recipe = Recipe(cube_id=cube.cube_id, along=cube.time, fixed=fixed)
        yield _chart(cube, context, "trend", f"by-{cube.time}", first, series, recipe)
    for dimension in _groups(cube):
        values = context.labels.order(cube.values(dimension, first), dimension)
        dots = tuple(
            share_point(v, value_label(context, dimension, v), cube.cell(first, "share", {dimension: v}))
            for v in values
        )
        recipe = Recipe(cube_id=cube.cube_id, along=dimension, fixed=fixed)
        group = Series(key="all", label="", points=dots)
        yield _chart(cube, context, "dots", f"by-{dimension}", first, (group,), recipe)
    yield from _share_panels(cube, context, first)


def _share_panels(cube: Cube, context: Context, definition: str) -> Iterator[Chart]:
    """Small multiples over time, one panel a group, where groups by period are published."""
    time = cube.time
    for dimension in _groups(cube):
        values = context.labels.order(cube.values(dimension, definition), dimension)
        if time is None or not cube.is_published(dimension, time) or not 1 < len(values) <= MOST_PANELS:
            continue
        panels = tuple(
            _over_time(cube, definition, time, {dimension: v}, value_label(context, dimension, v), v)
            for v in values
        )
        fixed = (("definition_id", definition),)
        recipe = Recipe(cube_id=cube.cube_id, along=time, by=dimension, fixed=fixed)
        yield _chart(cube, context, "panels", f"by-{dimension}-{time}", definition, panels, recipe)


def _over_time(
    cube: Cube, definition: str, time: str, filters: Mapping[str, str], label: str, key: str
) -> Series:
    points = tuple(
        share_point(t, t, cube.cell(definition, "share", {**filters, time: t}))
        for t in cube.values(time, definition)
        if is_period(t)
    )
    return Series(key=key, label=label, points=points)


def _quantile(cube: Cube, context: Context) -> Iterator[Chart]:
    for definition in ordered_definitions(cube, context):
        dimensions = [d for d in cube.dimensions if cube.is_published(d)] or [""]
        for dimension in dimensions:
            values = context.labels.order(cube.values(dimension, definition), dimension) if dimension else []
            points = [_strip(cube, context, definition, "", TOTAL)]
            points += [_strip(cube, context, definition, dimension, value) for value in values]
            recipe = Recipe(
                cube_id=cube.cube_id,
                along=dimension or "definition_id",
                fixed=(("definition_id", definition),),
            )
            yield _chart(
                cube,
                context,
                "quartiles",
                f"by-{dimension}" if dimension else "whole",
                definition,
                (Series(key="all", label="", points=tuple(points)),),
                recipe,
            )


def _strip(cube: Cube, context: Context, definition: str, dimension: str, value: str) -> Point:
    cell = cube.cell(definition, "share", {dimension: value} if dimension else {})
    note = ""
    if cell and cell["state"] == "shown":
        note = context.words("chart.quartile_note", q1=cell["q1"], q3=cell["q3"], n=f"{cell['n']:,}")
        beside = [
            context.words(f"chart.beside_{what}", n=cell[f"n_{what}"])
            for what in ("indeterminate", "life")
            if cell.get(f"n_{what}")
        ]
        note = " · ".join([note, *beside])
    return quartile_point(value, value_label(context, dimension, value), cell, note)


def _count(cube: Cube, context: Context) -> Iterator[Chart]:
    for definition in ordered_definitions(cube, context):
        categories = cube.categories(definition)
        category = "share" if "share" in categories else TOTAL
        for dimension in cube.dimensions:
            if not cube.is_published(dimension):
                continue
            values = cube.values(dimension, definition)
            if dimension != cube.time:
                values = context.labels.order(values, dimension)
            points = tuple(
                count_point(
                    v, value_label(context, dimension, v), cube.cell(definition, category, {dimension: v})
                )
                for v in values
            )
            yield _chart(
                cube,
                context,
                "trend" if dimension == cube.time else "bars",
                f"by-{dimension}",
                definition,
                (Series(key="all", label="", points=points),),
                Recipe(cube_id=cube.cube_id, along=dimension, fixed=(("definition_id", definition),)),
            )


def _nothing(cube: Cube, context: Context) -> Iterator[Chart]:
    return iter(())


_SHAPES = {
    "distribution": _distribution,
    "share": _share,
    "quantile": _quantile,
    "count": _count,
    "age": _nothing,
}


def _chart(
    cube: Cube,
    context: Context,
    kind: Kind,
    view: str,
    definition: str,
    series: tuple[Series, ...],
    recipe: Recipe,
) -> Chart:
    words = context.words
    title = words.pick(cube.row, "title")
    distinct = len(cube.definitions) > 1 and recipe.along != "definition_id" and cube.row["kind"] != "share"
    if distinct:
        title = context.title(definition)
    if view != "whole":
        title = f"{title}: {_view_name(context, recipe)}"
    own = context.definitions.get(definition, {})
    caveats = [words.pick(cube.row, "caveat"), words.pick(own, "caveat")]
    suffix = f"-{definition.replace('_', '-')}" if distinct else ""
    quantile = cube.row["kind"] == "quantile"
    value_format: ValueFormat = "months" if quantile else "count" if cube.row["kind"] == "count" else "share"
    if quantile and any(cell.get("unit") == "hours" for cell in cube.cells):
        value_format = "hours"
    return Chart(
        chart_id=f"{cube.cube_id}-{view}{suffix}".replace("_", "-"),
        kind=kind,
        title=title,
        unit=words("chart.unit", unit=context.labels(cube.row["unit"], "unit")),
        base=_base(cube, context, definition),
        period=_period(cube, context, own),
        source=_source(context),
        series=series,
        value_format=value_format,
        caveat=" ".join(dict.fromkeys(filter(None, caveats))),
        definition=context.definition(definition),
        marks=_marks(context) if kind == "trend" and cube.row["kind"] != "count" else (),
        recipe=recipe,
        axis_title=words(f"chart.axis_{value_format}"),
    )


def _view_name(context: Context, recipe: Recipe) -> str:
    parts = [context.labels(d, "dimension") for d in (recipe.by, recipe.along) if d and d != "category"]
    return context.words("chart.by", dimension=" × ".join(parts))


def _source(context: Context) -> str:
    return context.words("chart.source_fictional" if context.is_fictional else "chart.source_real")


def _base(cube: Cube, context: Context, definition: str) -> str:
    categories = ("share", TOTAL, *cube.categories(definition)[:1])
    for category in categories:
        cell = cube.cell(definition, category, {})
        size = cell and (cell.get("denominator") or cell.get("n"))
        if size:
            return context.words("chart.base", n=f"{size:,}")
    return ""


def _period(cube: Cube, context: Context, definition: Row) -> str:
    periods = [v for v in cube.values(cube.time) if is_period(v)] if cube.time else []
    basis = context.labels(definition.get("date_basis", "decision_date"), "date_basis")
    if not periods:
        return basis
    span = periods[0] if periods[0] == periods[-1] else f"{periods[0]}–{periods[-1]}"
    return context.words("chart.period", span=span, basis=basis)


def _marks(context: Context) -> tuple[Mark, ...]:
    """Law changes worth a line on a trend; the note of the page says what they apply to."""
    return tuple(
        Mark(at=str(row["effective_date"]), label=context.words.pick(row, "title"))
        for row in context.laws
        if row.get("offence_set") in ("art14_2_any", "art14_2", "art14_2_sole", "art14_2_main")
    )
