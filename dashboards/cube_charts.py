"""Charts of a published cube, chosen by its shape: parts of a whole, a rate, quartiles or counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboards.cells import TOTAL, Cube, Labels, count_point, quartile_point
from dashboards.charts import Chart, Definition, Kind, Link, Mark, Point, Recipe, Series, ValueFormat
from dashboards.published import Published, Row
from dashboards.trends import is_period
from dashboards.wording import Words, sentence_case

MOST_LINES = 5
MOST_PANELS = 12
FAMILY_PAGES = {"suspended_share": "suspended", "outcome_share": "outcomes", "outcome": "outcomes"}


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


def told_definition(told: str, unit: str, context: Context) -> Definition:
    """The definition of a chart whose number is no registered measure, in the words of the locale."""
    words = context.words
    branch = words.get(f"told.{told}")
    return Definition(
        numerator=branch["numerator"],
        denominator=branch["denominator"],
        unit=context.labels(unit, "unit"),
        stage=branch["stage"],
        date_basis=branch["date_basis"],
        population=branch["population"],
        inclusions=branch.get("inclusions", ""),
        interval=branch.get("interval", ""),
    )


@dataclass(frozen=True, kw_only=True)
class Group:
    """The definitions of a cube that are shown together: one family of one kind, in catalogue order."""

    cube: Cube
    kind: str
    family: str
    definitions: tuple[str, ...]

    @property
    def first(self) -> str:
        """The definition that charts by group show unless the reader chooses another."""
        return self.definitions[0]


def groups_of(cubes: Sequence[Cube], context: Context, page: str) -> list[Group]:
    """The groups of definitions that a page shows, cube by cube."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    by_id = {cube.cube_id: cube for cube in cubes}
    for cube in cubes:
        for definition in ordered_definitions(cube, context):
            row = context.definitions.get(definition, {})
            family, kind = str(row.get("family", "")), str(row.get("kind", cube.row["kind"]))
            if (row.get("page") or FAMILY_PAGES.get(family) or cube.row["page"]) == page:
                groups.setdefault((cube.cube_id, family, kind), []).append(definition)
    return [
        Group(cube=by_id[cube_id], kind=kind, family=family, definitions=tuple(definitions))
        for (cube_id, family, kind), definitions in groups.items()
    ]


def charts_of(group: Group, context: Context) -> list[Chart]:
    """Every chart of a group, in reading order: the whole first, then time, then groups."""
    return [trimmed(chart, context) for chart in _SHAPES.get(group.kind, _nothing)(group, context)]


def trimmed(chart: Chart, context: Context) -> Chart:
    """A chart by groups names its hidden groups in the note when they are many, instead of drawing empty rows."""
    hidden = [p for p in chart.points if p.value is None and p.key != TOTAL]
    is_whole = chart.chart_id.endswith("-whole")
    if len(chart.series) != 1 or chart.kind in ("trend", "grid") or is_whole or len(hidden) <= 2:
        return chart
    kept = tuple(p for p in chart.points if p not in hidden)
    if not any(p.value is not None for p in kept):
        return chart
    note = context.words("chart.rows_hidden", names=", ".join(p.label for p in hidden))
    return replace(chart, series=one_line(kept), caveat=f"{chart.caveat} {note}".strip())


def ordered_definitions(cube: Cube, context: Context) -> list[str]:
    """Definitions of a cube in the order of the catalogue, which for rates is the ladder D, A, V, T, J."""
    places = {d: (int(row["position"]), d) for d, row in context.definitions.items()}
    return sorted(cube.definitions, key=lambda d: places.get(d, (10**6, d)))


def value_label(context: Context, dimension: str, value: str) -> str:
    """The name of a dimension's value; the total reads "all"."""
    if value == TOTAL:
        return context.words("chart.total")
    return sentence_case(context.labels(value, dimension))


def one_line(points: Iterable[Point]) -> tuple[Series, ...]:
    """Points without groups."""
    return (Series(key="all", label="", points=tuple(points)),)


def _recipe(group: Group, along: str, by: str | None = None, definition: str = "") -> Recipe:
    fixed = (("definition_id", definition or group.first),) if "definition_id" not in (along, by) else ()
    choices = group.definitions if group.kind == "share" and len(group.definitions) > 1 else ()
    return Recipe(cube_id=group.cube.cube_id, along=along, by=by, fixed=fixed, choices=choices)


def _distribution(group: Group, context: Context) -> Iterator[Chart]:
    cube = group.cube
    for definition in group.definitions:
        names = context.labels.order(cube.categories(definition), *category_domains(cube))
        if any("/" in name for name in names):
            yield _pairs(group, context, definition, names)
            continue
        points = tuple(
            cube.point(name, category_label(cube, context, name), definition, name, {}) for name in names
        )
        recipe = _recipe(group, "category", definition=definition)
        yield cube_chart(group, context, "bars", "whole", definition, one_line(points), recipe)
        if cube.time and cube.is_published(cube.time):
            yield _category_trend(group, context, definition)
        for dimension in _groups(cube):
            yield _category_grid(group, context, definition, dimension)
        if group.family == "outcome":
            if "offence_group" in _groups(cube):
                yield _charge_to_outcome(group, context, definition)
            yield from _totals(group, context, definition)


def category_domains(cube: Cube) -> tuple[str, ...]:
    """Where the names of a cube's categories are looked up, in order."""
    return (cube.cube_id, "outcome", str(cube.row["measure_id"]), "category", "disposition")


def category_label(cube: Cube, context: Context, name: str) -> str:
    """The name of a category of a distribution."""
    return sentence_case(context.labels(name, *category_domains(cube)))


def _groups(cube: Cube) -> list[str]:
    return [d for d in cube.dimensions if d != cube.time and cube.is_published(d) and len(cube.values(d)) > 1]


def _pairs(group: Group, context: Context, definition: str, names: Sequence[str]) -> Chart:
    """A joint distribution of two lengths, written `term/suspension`, as a table of shaded cells."""
    firsts = sorted({name.split("/")[0] for name in names if "/" in name})
    seconds = sorted({name.split("/")[1] for name in names if "/" in name})
    series = tuple(
        Series(
            key=first,
            label=context.labels(first, "term"),
            points=tuple(
                group.cube.point(
                    f"{first}/{second}",
                    context.labels(second, "suspension"),
                    definition,
                    f"{first}/{second}",
                    {},
                )
                for second in seconds
            ),
        )
        for first in firsts
    )
    return cube_chart(group, context, "grid", "whole", definition, series, None)


def _periods(cube: Cube, definition: str) -> list[str]:
    return [t for t in cube.values(cube.time, definition) if is_period(t)] if cube.time else []


def _category_trend(group: Group, context: Context, definition: str) -> Chart:
    cube, time = group.cube, str(group.cube.time)
    names = context.labels.order(cube.categories(definition, time), *category_domains(cube))
    lines = [
        Series(
            key=name,
            label=category_label(cube, context, name),
            points=tuple(cube.point(t, t, definition, name, {time: t}) for t in _periods(cube, definition)),
        )
        for name in names
    ]
    told = {line.key: sum(point.n or 0 for point in line.points) for line in lines}
    largest = sorted(told, key=lambda key: -told[key])[:MOST_LINES]
    series = tuple(line for line in lines if line.key in largest)
    recipe = _recipe(group, time, "category", definition)
    return cube_chart(group, context, "trend", f"by-{time}", definition, series, recipe)


def _category_grid(group: Group, context: Context, definition: str, dimension: str) -> Chart:
    cube = group.cube
    names = context.labels.order(cube.categories(definition, dimension), *category_domains(cube))
    series = tuple(
        Series(
            key=value,
            label=value_label(context, dimension, value),
            points=tuple(
                cube.point(name, category_label(cube, context, name), definition, name, {dimension: value})
                for name in names
            ),
        )
        for value in context.labels.order(cube.values(dimension, definition), dimension)
    )
    recipe = _recipe(group, "category", dimension, definition)
    return cube_chart(group, context, "grid", f"by-{dimension}", definition, series, recipe)


def _charge_to_outcome(group: Group, context: Context, definition: str) -> Chart:
    """The flow from charge to outcome over the cells that are shown; hidden cells are not drawn, and said."""
    cube = group.cube
    names = context.labels.order(cube.categories(definition, "offence_group"), *category_domains(cube))
    charges = context.labels.order(cube.values("offence_group", definition), "offence_group")
    links = []
    for charge in charges:
        for name in names:
            cell = cube.cell(definition, name, {"offence_group": charge})
            if cell is not None and cell["state"] in ("shown", "too_small") and cell["n"]:
                links.append(Link(source=f"c-{charge}", target=f"o-{name}", n=int(cell["n"])))
    used = {end for link in links for end in (link.source, link.target)}
    nodes = [(f"c-{c}", value_label(context, "offence_group", c), 0) for c in charges]
    nodes += [(f"o-{name}", category_label(cube, context, name), 1) for name in names]
    chart = cube_chart(group, context, "flow", "flow", definition, (), None)
    words = context.words
    return replace(
        chart,
        title=words("chart.flow_title", title=context.title(definition)),
        links=tuple(links),
        nodes=tuple(node for node in nodes if node[0] in used),
        caveat=" ".join([chart.caveat, words("chart.flow_caveat")]),
    )


def _totals(group: Group, context: Context, definition: str) -> Iterator[Chart]:
    """How many were counted, by each dimension whose totals are published although its parts may not be."""
    cube = group.cube
    for dimension in cube.dimensions:
        is_time = dimension == cube.time
        values = (
            _periods(cube, definition)
            if is_time
            else context.labels.order(cube.values(dimension, definition), dimension)
        )
        if len(values) < 2 or not cube.has_totals(dimension):
            continue
        points = [
            count_point(v, value_label(context, dimension, v), cube.cell(definition, TOTAL, {dimension: v}))
            for v in values
        ]
        chart = cube_chart(group, context, "bars", f"n-by-{dimension}", definition, one_line(points), None)
        by = context.words("chart.by", dimension=_inside_a_line(context.labels(dimension, "dimension")))
        title = f"{context.words('chart.counted')}: {by}"
        kind: Kind = "trend" if is_time else "bars"
        yield replace(chart, kind=kind, title=title, value_format="count")


def _share(group: Group, context: Context) -> Iterator[Chart]:
    cube, first = group.cube, group.first
    points = (cube.point(d, context.title(d), d, "share", {}) for d in group.definitions)
    yield cube_chart(
        group, context, "dots", "whole", first, one_line(points), _recipe(group, "definition_id")
    )
    if cube.time and cube.is_published(cube.time):
        series = tuple(
            _over_time(cube, d, cube.time, {}, context.title(d), d) for d in group.definitions[:MOST_LINES]
        )
        recipe = _recipe(group, cube.time, "definition_id" if len(series) > 1 else None)
        yield cube_chart(group, context, "trend", f"by-{cube.time}", first, series, recipe)
    for dimension in _groups(cube):
        values = context.labels.order(cube.values(dimension, first), dimension)
        dots = (
            cube.point(v, value_label(context, dimension, v), first, "share", {dimension: v}) for v in values
        )
        yield cube_chart(
            group, context, "dots", f"by-{dimension}", first, one_line(dots), _recipe(group, dimension)
        )
    yield from _share_panels(group, context)


def _share_panels(group: Group, context: Context) -> Iterator[Chart]:
    """Small multiples over time, one panel a group, where groups by period are published."""
    cube, first, time = group.cube, group.first, group.cube.time
    for dimension in _groups(cube):
        values = context.labels.order(cube.values(dimension, first), dimension)
        if time is None or not cube.is_published(dimension, time) or len(values) < 2:
            continue
        panels = tuple(
            _over_time(cube, first, time, {dimension: v}, value_label(context, dimension, v), v)
            for v in values[:MOST_PANELS]
        )
        recipe = _recipe(group, time, dimension)
        yield cube_chart(group, context, "panels", f"by-{dimension}-{time}", first, panels, recipe)


def _over_time(
    cube: Cube, definition: str, time: str, filters: Mapping[str, str], label: str, key: str
) -> Series:
    points = tuple(
        cube.point(t, t, definition, "share", {**filters, time: t}) for t in _periods(cube, definition)
    )
    return Series(key=key, label=label, points=points)


def _quantile(group: Group, context: Context) -> Iterator[Chart]:
    """Strips by each dimension that has a shown group; the whole alone when none has."""
    cube = group.cube
    for definition in group.definitions:
        whole = quartile_strip(cube, context, definition, TOTAL, context.words("chart.total"), {})
        drawn = 0
        for dimension in [d for d in cube.dimensions if cube.has_totals(d) and cube.values(d, definition)]:
            values = context.labels.order(cube.values(dimension, definition), dimension)
            strips = [
                quartile_strip(
                    cube, context, definition, v, value_label(context, dimension, v), {dimension: v}
                )
                for v in values
            ]
            if all(strip.value is None for strip in strips):
                continue
            recipe = _recipe(group, dimension, definition=definition)
            series = one_line([whole, *strips])
            yield cube_chart(group, context, "quartiles", f"by-{dimension}", definition, series, recipe)
            drawn += 1
        if not drawn:
            yield cube_chart(group, context, "quartiles", "whole", definition, one_line([whole]), None)


def quartile_strip(
    cube: Cube, context: Context, definition: str, key: str, label: str, filters: Mapping[str, str]
) -> Point:
    """One row of quartiles under filters, with what was counted beside it (indeterminate, life) in its note."""
    cell = cube.cell(definition, "share", filters)
    note = ""
    if cell and cell["state"] == "shown":
        q1, q3 = (f"{float(cell[part]):,.1f}".removesuffix(".0") for part in ("q1", "q3"))
        note = context.words("chart.quartile_note", q1=q1, q3=q3, n=f"{cell['n']:,}")
        beside = [
            context.words(f"chart.beside_{what}", n=cell[f"n_{what}"])
            for what in ("indeterminate", "life")
            if cell.get(f"n_{what}")
        ]
        note = " · ".join([note, *beside])
    return quartile_point(key, label, cell, note)


def _count(group: Group, context: Context) -> Iterator[Chart]:
    cube = group.cube
    for definition in group.definitions:
        categories = cube.categories(definition)
        category = "share" if "share" in categories else TOTAL
        for dimension in cube.dimensions:
            if not cube.is_published(dimension):
                continue
            is_time = dimension == cube.time
            values = cube.values(dimension, definition)
            ordered = _periods(cube, definition) if is_time else context.labels.order(values, dimension)
            points = tuple(
                count_point(
                    v, value_label(context, dimension, v), cube.cell(definition, category, {dimension: v})
                )
                for v in ordered
            )
            kind: Kind = "trend" if is_time else "bars"
            recipe = _recipe(group, dimension, definition=definition)
            yield cube_chart(group, context, kind, f"by-{dimension}", definition, one_line(points), recipe)


def _nothing(group: Group, context: Context) -> Iterator[Chart]:
    return iter(())


_SHAPES = {"distribution": _distribution, "share": _share, "quantile": _quantile, "count": _count}


def cube_chart(
    group: Group,
    context: Context,
    kind: Kind,
    view: str,
    definition: str,
    series: tuple[Series, ...],
    recipe: Recipe | None,
) -> Chart:
    """A chart over a cube with everything that is said beside it: unit, n, period, source, definition, caveat."""
    words, cube = context.words, group.cube
    own = context.definitions.get(definition, {})
    value_format = _format(group)
    has_marks = kind == "trend" and group.kind != "count"
    name = f"{cube.cube_id}-{group.family if group.kind == 'share' else definition}-{view}"
    return Chart(
        chart_id=re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-"),
        kind=kind,
        title=_title(group, context, definition, view, recipe),
        unit=_unit(context, own, cube),
        base=_base(cube, context, definition),
        period=_period(cube, context, own),
        source=words("chart.source_fictional" if context.is_fictional else "chart.source_real"),
        series=series,
        value_format=value_format,
        caveat=_caveat(context, own, cube, has_marks=has_marks),
        definition=context.definition(definition),
        marks=_marks(context) if has_marks else (),
        recipe=recipe,
        axis_title=words(f"chart.axis_{value_format}"),
        family=sentence_case(context.labels(group.family, "family")),
    )


def _unit(context: Context, definition: Row, cube: Cube) -> str:
    """The unit with the stage of the proceedings: a first-instance number always says that it is not final."""
    unit = context.words("chart.unit", unit=context.labels(definition.get("unit", cube.row["unit"]), "unit"))
    stage = definition.get("stage")
    return f"{unit} · {context.labels(stage, 'stage')}" if stage else unit


def _caveat(context: Context, definition: Row, cube: Cube, *, has_marks: bool) -> str:
    caveat = context.words.pick(definition, "caveat") or context.words.pick(cube.row, "caveat")
    return " ".join(
        filter(None, [caveat, _audit_note(context, cube), _mark_notes(context) if has_marks else ""])
    )


def _audit_note(context: Context, cube: Cube) -> str:
    """Whether people have coded a sample of what this cube counts, where that is needed before it may be relied on."""
    state = cube.row.get("audit_state")
    if state == "unaudited":
        return context.words("chart.unaudited")
    kappa = cube.row.get("kappa")
    return context.words("chart.audited", kappa=f"{float(kappa):.2f}") if state == "audited" and kappa else ""


def _format(group: Group) -> ValueFormat:
    if group.kind == "count":
        return "count"
    if group.kind != "quantile":
        return "share"
    units = {str(cell.get("unit")) for cell in group.cube.cells}
    return "hours" if "hours" in units else "krw" if "krw" in units else "months"


def _title(group: Group, context: Context, definition: str, view: str, recipe: Recipe | None) -> str:
    """The subject first; for several definitions at once the family, else the definition, and then by what."""
    several = recipe is not None and "definition_id" in (recipe.along, recipe.by)
    title = context.title(definition)
    if several and len(group.definitions) > 1:
        title = context.labels(group.family, "family")
    if view == "whole" or recipe is None:
        return title
    dimensions = [d for d in (recipe.by, recipe.along) if d not in (None, "category", "definition_id")]
    parts = [_inside_a_line(context.labels(d, "dimension")) for d in dimensions]
    return f"{title}: {context.words('chart.by', dimension=' × '.join(parts))}" if parts else title


def _inside_a_line(label: str) -> str:
    return label[:1].lower() + label[1:]


def _base(cube: Cube, context: Context, definition: str) -> str:
    categories = ("share", TOTAL, *cube.categories(definition)[:1])
    for category in categories:
        cell = cube.cell(definition, category, {})
        size = cell and (cell.get("denominator") or cell.get("n"))
        if size:
            return context.words("chart.base", n=f"{size:,}")
    return ""


def _period(cube: Cube, context: Context, definition: Row) -> str:
    basis = context.labels(definition.get("date_basis", "decision_date"), "date_basis")
    told = cube.years or [str(cube.row[c]) for c in ("period_from", "period_to") if cube.row.get(c)]
    if not told:
        return basis
    span = "–".join(dict.fromkeys(told))
    return context.words("chart.period", span=span, basis=basis)


_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def _marks(context: Context) -> tuple[Mark, ...]:
    """Law changes worth a line on a trend: a number and the month; `_mark_notes` says what they are."""
    return tuple(
        Mark(at=str(row["effective_date"]), label=f"{_CIRCLED[i]} {str(row['effective_date'])[:7]}")
        for i, row in enumerate(_marked_laws(context))
    )


def _marked_laws(context: Context) -> list[Row]:
    found = [row for row in context.laws if str(row.get("offence_set") or "").startswith("art14_2")]
    return sorted(found, key=lambda row: str(row["effective_date"]))[: len(_CIRCLED)]


def _mark_notes(context: Context) -> str:
    """The law changes of `_marks` in words, for the note under a trend."""
    notes = [
        f"{_CIRCLED[i]} {row['effective_date']} {context.words.pick(row, 'title')}"
        for i, row in enumerate(_marked_laws(context))
    ]
    return "; ".join(notes)
