"""What pages are made of: a page, its source, the charts of its cubes, single charts and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dashboards.cells import TOTAL, Cube, Labels
from dashboards.charts import Chart, Kind, Point, Series, ValueFormat
from dashboards.cube_charts import Context, charts_of, groups_of, told_definition, value_label
from dashboards.published import Published, Row
from dashboards.sliced_cubes import sliced_charts
from dashboards.wording import Words, sentence_case


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: its template, its charts, and whatever else its template prints."""

    page_id: str
    template: str
    charts: Mapping[str, Sequence[Chart]] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)
    cubes: Sequence[Cube] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """Everything pages are made of, in one language."""

    published: Published
    cubes: Sequence[Cube]
    context: Context
    case_counts: Mapping[str, int] = field(default_factory=dict)
    packs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """The words of this language."""
        return self.context.words

    def table_csv(self, table: str) -> str:
        """The way from a page of this language to the CSV of a published table; empty when it has no rows."""
        root = "" if self.words.language == "ko" else "../"
        return f"{root}tables/{table}.csv" if self.published.has(table) else ""


def cube_charts_on(page_id: str, source: Source) -> tuple[list[Cube], list[Chart]]:
    """Cubes and charts of a page; the same view of the same definitions out of a second cube is left out."""
    seen: set[tuple[str, str]] = set()
    charts: list[Chart] = []
    for group in groups_of(source.cubes, source.context, page_id):
        is_sliced = group.cube.slices is not None
        for chart in (sliced_charts if is_sliced else charts_of)(group, source.context):
            view = chart.chart_id.removeprefix(group.cube.cube_id.replace("_", "-"))
            if (group.family, view) not in seen:
                charts.append(chart)
            seen.add((group.family, view))
    used = {chart.recipe.cube_id for chart in charts if chart.recipe}
    return [cube for cube in source.cubes if cube.cube_id in used], charts


def read_so_far(source: Source) -> str:
    """How many judgments were read, for the note that stands before every chart of judgments."""
    rows = source.published.rows("out_coverage")
    for column in ("n_read", "n_readable"):
        counted = [r[column] for r in rows if r.get(column) is not None and _is_total(r)]
        if counted:
            return source.words("selection.coverage", n_read=f"{max(counted):,}")
    return ""


def _is_total(row: Row) -> bool:
    return all(row.get(d) in (None, TOTAL) for d in ("year", "court_level", "offence_group", "dim1", "dim2"))


def worth_showing(charts: Sequence[Chart], words: Words) -> tuple[list[Chart], str]:
    """Charts with something to show (the whole always), and a line that names the wholly hidden ones."""
    kept = [chart for chart in charts if not chart.is_empty or chart.chart_id.endswith("-whole")]
    hidden = [chart.title for chart in charts if chart not in kept]
    return kept, words("chart.all_hidden", titles="; ".join(hidden)) if hidden else ""


def filters_of(page_id: str, cubes: Sequence[Cube], context: Context) -> list[dict[str, Any]]:
    """One select for each dimension of the cubes of a page, and one for the definition of its rates."""
    values: dict[str, set[str]] = {}
    for cube in cubes:
        for dimension in cube.dimensions:
            values.setdefault(dimension, set()).update(cube.values(dimension))
    fields = [
        {
            "id": dimension,
            "label": sentence_case(context.labels(dimension, "dimension")),
            "none": context.words("explorer.all"),
            "options": [
                {"value": value, "label": value_label(context, dimension, value)}
                for value in context.labels.order(found, dimension)
            ],
        }
        for dimension, found in values.items()
        if found
    ]
    return fields + _definition_filter(page_id, cubes, context)


def _definition_filter(page_id: str, cubes: Sequence[Cube], context: Context) -> list[dict[str, Any]]:
    choices = [
        definition
        for group in groups_of(cubes, context, page_id)
        if group.kind == "share" and len(group.definitions) > 1
        for definition in group.definitions
    ]
    if not choices:
        return []
    options = [{"value": d, "label": context.title(d)} for d in dict.fromkeys(choices)]
    label = context.words("explorer.definition")
    none = context.words("explorer.first_definition")
    return [{"id": "definition_id", "label": label, "none": none, "options": options}]


def plain_chart(
    source: Source,
    chart_id: str,
    kind: Kind,
    title: str,
    series: Sequence[Series],
    *,
    unit: str,
    told: str,
    base: str,
    period: str,
    about: str = "source",
    value_format: ValueFormat = "share",
    caveat: str = "",
) -> Chart:
    """A chart of a published table that is no cube; `told` names its definition in the locale (`told.<id>`).

    `about` says which material it was read from: source (judgments), article, or pair (both).
    """
    words, context = source.words, source.context
    kept = "fictional" if context.is_fictional else "real"
    return Chart(
        chart_id=chart_id,
        kind=kind,
        title=title,
        unit=words("chart.unit", unit=context.labels(unit, "unit")),
        base=base,
        period=period,
        source=words(f"chart.{about}_{kept}"),
        series=tuple(series),
        value_format=value_format,
        caveat=caveat,
        definition=told_definition(told, unit, context),
        axis_title=words(f"chart.axis_{value_format}"),
    )


def one_series(points: Sequence[Point]) -> tuple[Series, ...]:
    """Points without groups."""
    return (Series(key="all", label="", points=tuple(points)),)


def span(periods: Sequence[str]) -> str:
    """The stretch that periods cover, as printed: 2019–2026."""
    ordered = sorted(periods)
    return "–".join(dict.fromkeys([ordered[0], ordered[-1]])) if ordered else ""


def table_block(
    source: Source, table: str, *, title: str = "", missing: str, without: Sequence[str] = ()
) -> dict[str, Any]:
    """A published table as it stands, with the column names of the catalogue; `without` some columns."""
    words = source.words
    rows = source.published.rows(table)
    entry = source.published.catalog.get(table)
    if entry is None or not rows:
        return {"id": table.replace("_", "-"), "title": title or table, "rows": [], "missing": missing}
    names = [c for c in entry.public_columns() if c.name in rows[0] and c.name not in without]
    kept = [
        c for c in names if not _is_twin(c.name, words.language) and any(r[c.name] is not None for r in rows)
    ]
    head = [_PARENTHESIS.sub("", str(getattr(c, words.language)).split(";")[0]) for c in kept]
    cells = [[_cell(row[c.name], c.name, source.context.labels, words) for c in kept] for row in rows]
    return {
        "id": table.replace("_", "-"),
        "title": title or getattr(entry.title, words.language),
        "head": head,
        "rows": cells[:500],
        "missing": missing,
        "csv": source.table_csv(table),
        "text": getattr(entry.description, words.language),
    }


_PARENTHESIS = re.compile(r"\s*\([^()]*\)$")


def _is_twin(column: str, language: str) -> bool:
    return column.endswith("_en" if language == "ko" else "_ko")


def _cell(value: object, column: str, labels: Labels, words: Words) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return words.label("any", str(value).lower())
    if isinstance(value, int):
        return str(value) if column == "year" else f"{value:,}"
    if isinstance(value, (float, Decimal)):
        return f"{float(value) * 100:.2f}%" if column.endswith("share") else f"{float(value):,.1f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return labels(value, column)
