"""The pages of the site: which there are, and what each shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from dashboards import ages, official
from dashboards.cells import DIMENSION_COLUMNS, TOTAL, Cube, Labels, share_point
from dashboards.charts import Chart, Kind, Recipe, Series
from dashboards.cube_charts import Context, charts_of, groups_of, value_label
from dashboards.published import Published, Row
from dashboards.trends import is_period
from dashboards.wording import Words, sentence_case

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("findings", ("overview", "age", "suspended", "outcomes", "appeals", "factors", "stages")),
    ("checks", ("definitions", "press", "terms", "coverage", "health")),
    ("data", ("cases", "methods", "reading", "about")),
)
PAGE_IDS = tuple(page for _, pages in GROUPS for page in pages)


def page_file(page_id: str) -> str:
    """The file of a page inside its language's folder."""
    return "index.html" if page_id == "overview" else f"{page_id}.html"


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

    @property
    def words(self) -> Words:
        """The words of this language."""
        return self.context.words


def measure_page(page_id: str, source: Source) -> Page:
    """A page of charts over the published cubes that name it."""
    cubes, charts = _charts_on(page_id, source)
    if page_id == "age":
        charts = ages.age_charts(source.published, source.context) + charts
    charts, hidden = _worth_showing(charts, source.words)
    intro = [source.words("chart.law_note")] if any(chart.marks for chart in charts) else []
    if page_id == "age":
        intro.append(source.words("age.note"))
    return Page(
        page_id=page_id,
        template="measures.html.j2",
        cubes=cubes,
        charts={"official": _official_for(page_id, source), "views": charts},
        content={
            "intro": intro,
            "filters": filters_of(page_id, cubes, source.context),
            "selection": read_so_far(source),
            "hidden": hidden,
        },
    )


def _charts_on(page_id: str, source: Source) -> tuple[list[Cube], list[Chart]]:
    """Cubes and charts of a page; the same view of the same definitions out of a second cube is left out."""
    seen: set[tuple[str, str]] = set()
    charts: list[Chart] = []
    for group in groups_of(source.cubes, source.context, page_id):
        for chart in charts_of(group, source.context):
            view = chart.chart_id.removeprefix(group.cube.cube_id.replace("_", "-"))
            if (group.family, view) not in seen:
                charts.append(chart)
            seen.add((group.family, view))
    used = {chart.recipe.cube_id for chart in charts if chart.recipe}
    return [cube for cube in source.cubes if cube.cube_id in used], charts


def _worth_showing(charts: Sequence[Chart], words: Words) -> tuple[list[Chart], str]:
    """Charts with something to show (the whole always), and a line that names the wholly hidden ones."""
    kept = [chart for chart in charts if not chart.is_empty or chart.chart_id.endswith("-whole")]
    hidden = [chart.title for chart in charts if chart not in kept]
    return kept, words("chart.all_hidden", titles="; ".join(hidden)) if hidden else ""


def _official_for(page_id: str, source: Source) -> list[Chart]:
    if page_id == "age":
        return official.suspect_charts(source.published, source.context)
    if page_id == "outcomes":
        return official.defendant_charts(source.published, source.context)[:1]
    if page_id == "suspended":
        return official.defendant_charts(source.published, source.context)[1:2]
    return []


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


def overview_page(source: Source) -> Page:
    """The five sentences, each beside the official figures it speaks of; suspects apart from defendants."""
    words = source.words
    figures = {str(r["figure_id"]): r for r in source.published.rows("ref_official_figures")}
    figures |= {str(r["figure_id"]): r for r in source.published.rows("ref_published_figures")}
    rows = sorted(source.published.rows("out_headlines"), key=lambda r: r["position"])
    cards = [
        {"file": page_file(p), "title": words(f"pages.{p}.title"), "lede": words(f"pages.{p}.lede")}
        for p in PAGE_IDS
        if p not in ("overview", "about", "health")
    ]
    defendants = official.defendant_charts(source.published, source.context)
    suspects = official.suspect_charts(source.published, source.context)
    pictures = {"defendants": defendants[1:2], "suspects": suspects[:1]}
    sentences = [_sentence(row, figures, words) for row in rows]
    for sentence in sentences:
        population = str(sentence["population"])
        sentence["picture"] = population if pictures.pop(population, None) else ""
    return Page(
        page_id="overview",
        template="overview.html.j2",
        charts={"official": defendants[:1], "defendants": defendants[1:2], "suspects": suspects[:1]},
        content={"sentences": sentences, "cards": cards},
    )


def _sentence(row: Row, figures: Mapping[str, Row], words: Words) -> dict[str, Any]:
    sources = [figures[i] for i in row.get("ref_ids") or [] if i in figures]
    return {
        "html": emphasised(words.pick(row, "text")),
        "population": row["population"],
        "population_name": words(f"overview.population.{row['population']}"),
        "basis_name": words(f"overview.basis.{row['basis']}"),
        "is_complete": row["status"] == "complete",
        "sources": [_source_line(s, words) for s in sources],
    }


_COUNTED = re.compile(
    r"\d[\d,]*(?:\.\d+)?\s?(?:%|퍼센트|명|건)|\d[\d,]*(?:\.\d+)?(?= (?:defendants|suspects|judgments)\b)"
)


def emphasised(text: str) -> Markup:
    """The sentence, escaped, with its counts and percentages set off for the eye."""
    pieces, at = [], 0
    for found in _COUNTED.finditer(text):
        pieces += [escape(text[at : found.start()]), Markup("<b>{}</b>").format(found[0])]
        at = found.end()
    return Markup("").join([*pieces, escape(text[at:])])


def _source_line(row: Row, words: Words) -> dict[str, str]:
    value = row.get("value", row.get("published_value"))
    unit = words.label("unit", row.get("unit", "percent"))
    number = f"{float(str(value)):,.1f}".removesuffix(".0")
    return {
        "title": words.pick(row, "title"),
        "value": f"{number}{'' if unit == '%' else ' '}{unit}",
        "publisher": str(row["publisher"]),
        "period": official.printed_period(row),
        "source": str(row["source"]),
        "url": str(row.get("url") or ""),
    }


def definitions_page(source: Source) -> Page:
    """The ledger: each published rate against every definition, judged by numerator and denominator."""
    words = source.words
    by_figure: dict[str, list[Row]] = {}
    for row in source.published.rows("out_definition_ledger"):
        by_figure.setdefault(str(row["figure_id"]), []).append(row)
    titles = {str(r["figure_id"]): r for r in source.published.rows("ref_published_figures")}
    figures = [_ledger_entry(f, rows, titles.get(f, {}), words) for f, rows in by_figure.items()]
    return Page(
        page_id="definitions",
        template="definitions.html.j2",
        charts={"official": official.defendant_charts(source.published, source.context)[1:2]},
        content={"populations": _populations(source), "figures": figures, "measures": measures_of(source)},
    )


def _populations(source: Source) -> list[dict[str, Any]]:
    sizes: dict[str, int] = {}
    for row in source.published.rows("out_definition_ledger"):
        found = source.context.definitions.get(str(row["definition_id"]))
        if found and row.get("count_set_id") == "assembly_87":
            sizes[str(found["population"])] = int(row["denominator"])
    listed: list[dict[str, str]] = source.words.get("definitions.populations")
    return [{**it, "n": sizes.get(it["id"])} for it in listed]


def _ledger_entry(figure_id: str, rows: Sequence[Row], figure: Row, words: Words) -> dict[str, Any]:
    first = rows[0]
    numerator, denominator = first.get("published_numerator"), first.get("published_denominator")
    title = words.pick(figure, "title") or figure_id
    return {
        "id": f"f-{figure_id}".replace("_", "-"),
        "title": title,
        "value": f"{float(first['published_value']):.1f}%",
        "parts": f"{numerator}/{denominator}" if numerator is not None else "",
        "source": first["source"],
        "url": first.get("url") or "",
        "rows": [
            _ledger_row(row, words)
            for row in sorted(rows, key=lambda r: (not r["reproduced"], r["position"]))
        ],
    }


def _ledger_row(row: Row, words: Words) -> dict[str, str]:
    verdict = (
        "reproduced" if row["reproduced"] else "prints_alike" if row["prints_alike"] else "not_reproduced"
    )
    css = {"reproduced": "verdict-yes", "prints_alike": "verdict-alike"}.get(verdict, "")
    return {
        "title": words.pick(row, "title"),
        "numerator": words.pick(row, "numerator"),
        "denominator": words.pick(row, "denominator"),
        "value": f"{float(row['computed_value']):.1f}%",
        "parts": f"{row['numerator']:,}/{row['denominator']:,}",
        "verdict": words(f"definitions.{verdict}"),
        "css": css,
        "reason": words.pick(row, "reason"),
    }


def measures_of(source: Source) -> list[dict[str, Any]]:
    """Every definition of the catalogue in words and SQL."""
    rows = sorted(source.context.definitions.values(), key=lambda r: (r["family"], r["position"]))
    return [
        {
            "id": str(row["definition_id"]),
            "title": source.words.pick(row, "title"),
            "caveat": source.words.pick(row, "caveat"),
            "definition": source.context.definition(str(row["definition_id"])),
        }
        for row in rows
    ]


def press_page(source: Source) -> Page:
    """Agreement of press and judgments by field, and verdicts on reported figures."""
    words, context = source.words, source.context
    rows = sorted(source.published.rows("out_press_match"), key=lambda r: r["position"])
    charts = []
    if rows:
        points = tuple(
            share_point(
                str(r["field"]),
                context.labels(r["field"], "field"),
                {**r, "n": r["n_agree"], "denominator": r["n_pairs"]},
            )
            for r in rows
        )
        charts.append(
            _plain_chart(
                context, "press-match", "dots", words("press.agree"), points, unit="pair", about="pair"
            )
        )
    cubes, own = _charts_on("press", source)
    charts += own
    blocks = [
        table_block(source, t, missing=words("press.claims_missing"))
        for t in ("out_claims", "out_claim_verdicts")
        if source.published.has(t)
    ]
    if not blocks:
        blocks = [
            {
                "id": "claims",
                "title": words("press.claims"),
                "rows": [],
                "missing": words("press.claims_missing"),
            }
        ]
    intro = [] if charts else [words("press.missing")]
    return Page(
        page_id="press",
        template="tables.html.j2",
        charts={"views": charts},
        cubes=cubes,
        content={"intro": intro, "blocks": blocks},
    )


def _plain_chart(
    context: Context, chart_id: str, kind: Kind, title: str, points: Any, *, unit: str, about: str = "source"
) -> Chart:
    words = context.words
    source = words(f"chart.{about}_fictional" if context.is_fictional else f"chart.{about}_real")
    series = (
        points if points and isinstance(points[0], Series) else (Series(key="all", label="", points=points),)
    )
    return Chart(
        chart_id=chart_id,
        kind=kind,
        title=title,
        unit=words("chart.unit", unit=context.labels(unit, "unit")),
        base="",
        period="",
        source=source,
        series=tuple(series),
    )


def terms_page(source: Source) -> Page:
    """Terms of the controlled list by month, judgments and articles apart, as small multiples."""
    words, context = source.words, source.context
    charts = []
    rows = source.published.rows("out_terms__month")
    for kind in ("article", "judgment"):
        lemmas: dict[str, list[Row]] = {}
        for row in rows:
            if row["kind"] == kind and is_period(str(row["period"])):
                lemmas.setdefault(str(row["lemma"]), []).append(row)
        counted = sorted(lemmas, key=lambda name: -sum(r["n_documents"] or 0 for r in lemmas[name]))[:9]
        series = tuple(
            Series(
                key=name,
                label=context.labels(name, "lemma"),
                points=tuple(
                    share_point(
                        str(r["period"]),
                        str(r["period"]),
                        {**r, "n": r["n_documents"], "denominator": r["n_documents_total"]},
                    )
                    for r in sorted(lemmas[name], key=lambda r: str(r["period"]))
                ),
            )
            for name in counted
        )
        if series:
            title = words("terms.title", kind=words(f"terms.{kind}"))
            charts.append(
                _plain_chart(
                    context,
                    f"terms-{kind}",
                    "panels",
                    title,
                    series,
                    unit="document",
                    about="article" if kind == "article" else "source",
                )
            )
    cubes, own = _charts_on("terms", source)
    charts += own
    return Page(
        page_id="terms",
        template="tables.html.j2",
        charts={"views": charts},
        cubes=cubes,
        content={"intro": [] if charts else [words("terms.missing")], "blocks": []},
    )


def coverage_page(source: Source) -> Page:
    """How much was listed, captured and read, and the sources with their terms."""
    words = source.words
    cubes, charts = _charts_on("coverage", source)
    blocks = [
        table_block(source, "out_coverage", title=words("coverage.table"), missing=words("coverage.missing")),
        table_block(source, "out_sources", title=words("coverage.sources"), missing=words("chart.none")),
    ]
    return Page(
        page_id="coverage",
        template="tables.html.j2",
        charts={"views": charts},
        cubes=cubes,
        content={"intro": [words("selection.text"), words("coverage.caveat")], "blocks": blocks},
    )


def health_page(source: Source) -> Page:
    """When each source was last read and what failed."""
    words = source.words
    block = table_block(
        source, "out_source_health", title=words("pages.health.title"), missing=words("health.missing")
    )
    return Page(page_id="health", template="tables.html.j2", content={"intro": [], "blocks": [block]})


def stages_page(source: Source) -> Page:
    """From report to final judgment: each stage with its own unit, what is known and who holds the rest."""
    words = source.words
    rows = []
    for it in words.get("stages.list"):
        rows.append([it["name"], it["unit"], _known(source, str(it["id"])), it["gap"], it["holder"]])
    head = [words(f"stages.{n}") for n in ("stage", "unit", "known", "gap", "holder")]
    block = {
        "id": "stages",
        "title": words("stages.heading"),
        "text": words("stages.note"),
        "head": head,
        "rows": rows,
        "missing": "",
    }
    return Page(page_id="stages", template="tables.html.j2", content={"intro": [], "blocks": [block]})


_STAGE_SERIES = {
    "report": "police_deepfake_cases",
    "clearance": "police_deepfake_persons",
    "first_instance": "court_art14_2_first_instance",
}


def _known(source: Source, stage: str) -> str:
    rows = [
        r
        for r in source.published.rows("ref_official_figures")
        if r["series_id"] == _STAGE_SERIES.get(stage)
        and r["status"] != "misprint"
        and not r["is_provisional"]
        and r["unit"] in ("cases", "persons")
        and r["confidence"] in ("S", "R")
    ]
    if stage == "first_instance":
        sets = {
            r["count_set_id"]: r
            for r in source.published.rows("ref_published_counts")
            if r["is_complete_count"]
        }
        return (
            "; ".join(
                f"{official.printed_period(r)}: {r['total']:,} ({r['publisher']})" for r in sets.values()
            )
            or "–"
        )
    told = [f"{official.printed_period(r)}: {int(r['value']):,} ({r['source']})" for r in rows]
    return "; ".join(told) or "–"


def table_block(source: Source, table: str, *, title: str = "", missing: str) -> dict[str, Any]:
    """A published table as it stands, with the column names of the catalogue."""
    words = source.words
    rows = source.published.rows(table)
    entry = source.published.catalog.get(table)
    if entry is None or not rows:
        return {"id": table.replace("_", "-"), "title": title or table, "rows": [], "missing": missing}
    names = [c for c in entry.public_columns() if c.name in rows[0]]
    kept = [
        c for c in names if not _is_twin(c.name, words.language) and any(r[c.name] is not None for r in rows)
    ]
    head = [_PARENTHESIS.sub("", str(getattr(c, words.language))) for c in kept]
    cells = [[_cell(row[c.name], c.name, source.context.labels, words) for c in kept] for row in rows]
    return {
        "id": table.replace("_", "-"),
        "title": title or getattr(entry.title, words.language),
        "head": head,
        "rows": cells[:500],
        "missing": missing,
        "csv": f"data/{table}.csv",
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
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return labels(value, column)


def plain_page(page_id: str, source: Source) -> Page:
    """A page of words alone."""
    return Page(page_id=page_id, template=f"{page_id}.html.j2")


BUILDERS: Mapping[str, Callable[[Source], Page]] = {
    "overview": overview_page,
    "definitions": definitions_page,
    "press": press_page,
    "terms": terms_page,
    "coverage": coverage_page,
    "health": health_page,
    "stages": stages_page,
}


def build_page(page_id: str, source: Source) -> Page:
    """The page of that id; `cases` and `methods` are made by the site, which knows files and slices."""
    if page_id in ("reading", "about"):
        return plain_page(page_id, source)
    if page_id in BUILDERS:
        return BUILDERS[page_id](source)
    return measure_page(page_id, source)


def browser_cubes(cubes: Iterable[Cube], context: Context) -> dict[str, Any]:
    """Cells for the script: definition, dimensions, category, value, n, denominator, low, high, state."""
    return {
        cube.cube_id: {
            "dims": list(cube.dimensions),
            "levels": sorted("+".join(sorted(level)) for level in cube.levels),
            "cells": [_browser_cell(cube, cell, context) for cell in cube.cells],
        }
        for cube in cubes
    }


def _browser_cell(cube: Cube, cell: Row, context: Context) -> list[Any]:
    definition = context.definitions.get(str(cell["definition_id"]), {})
    kind = "quantile" if "median" in cell else definition.get("kind", cube.row["kind"])
    hidden = cell["state"] in ("suppressed", "empty")
    if kind == "quantile":
        value, low, high = cell.get("median"), cell.get("q1"), cell.get("q3")
    elif kind == "count":
        value, low, high = cell.get("n"), None, None
    else:
        value = cell.get("share") if cell["state"] == "shown" else None
        low, high = cell.get("low"), cell.get("high")
    return [
        cell["definition_id"],
        *(cell[DIMENSION_COLUMNS[i]] for i in range(len(cube.dimensions))),
        cell.get("category", "share"),
        _short(value),
        None if hidden else cell.get("n"),
        None if hidden else cell.get("denominator"),
        _short(low),
        _short(high),
        cell["state"],
    ]


def _short(value: Any) -> float | int | None:
    if value is None or isinstance(value, int):
        return value
    return round(float(value), 6)


__all__ = ["GROUPS", "PAGE_IDS", "Page", "Recipe", "Source", "browser_cubes", "build_page", "page_file"]
