"""The pages of the site: which there are, and what each shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from dashboards import ages, official
from dashboards.cells import DIMENSION_COLUMNS, Cube
from dashboards.charts import Chart, Recipe
from dashboards.cube_charts import Context
from dashboards.law_page import law_page
from dashboards.news_pages import claims_page, press_page, terms_page
from dashboards.page_blocks import Page, Source, cube_charts_on, filters_of, read_so_far, worth_showing
from dashboards.published import Row
from dashboards.source_names import named_source
from dashboards.source_pages import coverage_page, health_page, stages_page
from dashboards.wording import Words

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("findings", ("overview", "age", "suspended", "outcomes", "law", "factors", "appeals", "stages")),
    ("checks", ("definitions", "claims", "press", "terms", "coverage", "health")),
    ("data", ("cases", "methods", "reading", "about")),
)
PAGE_IDS = tuple(page for _, pages in GROUPS for page in pages)


def page_file(page_id: str) -> str:
    """The file of a page inside its language's folder."""
    return "index.html" if page_id == "overview" else f"{page_id}.html"


def measure_page(page_id: str, source: Source) -> Page:
    """A page of charts over the published cubes that name it."""
    cubes, charts = cube_charts_on(page_id, source)
    if page_id == "age":
        charts = ages.age_charts(source.published, source.context) + charts
    charts, hidden = worth_showing(charts, source.words)
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
            "series": official.series_lines(
                source.published, source.context, is_supervision=page_id == "suspended"
            )
            if page_id in ("suspended", "outcomes")
            else [],
        },
    )


def _official_for(page_id: str, source: Source) -> list[Chart]:
    if page_id == "age":
        return official.suspect_charts(source.published, source.context)
    if page_id == "outcomes":
        return official.defendant_charts(source.published, source.context)[:1]
    if page_id == "suspended":
        return official.defendant_charts(source.published, source.context)[1:2]
    return []


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
    pictures = {"defendants": defendants[:2], "suspects": suspects[:1]}
    sentences = [
        {**_sentence(row, figures, words), "pack": source.packs.get(str(row["headline_id"]))} for row in rows
    ]
    for sentence in sentences:
        population = str(sentence["population"])
        sentence["picture"] = population if pictures.pop(population, None) else ""
    return Page(
        page_id="overview",
        template="overview.html.j2",
        charts={"defendants": defendants[:2], "suspects": suspects[:1]},
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
        "publisher": named_source(row["publisher"], words.language),
        "period": official.printed_period(row),
        "source": named_source(row["source"], words.language),
        "url": str(row.get("url") or ""),
    }


def definitions_page(source: Source) -> Page:
    """The ledger: each published rate against every definition, judged by numerator and denominator."""
    words = source.words
    by_figure: dict[str, list[Row]] = {}
    for row in source.published.rows("out_definition_ledger"):
        by_figure.setdefault(str(row["figure_id"]), []).append(row)
    titles = {str(r["figure_id"]): r for r in source.published.rows("ref_published_figures")}
    figures: list[dict[str, Any]] = []
    beside: list[dict[str, Any]] = []
    for figure_id, rows in by_figure.items():
        entry = _ledger_entry(figure_id, rows, titles.get(figure_id, {}), words)
        (figures if any(r["reproduced"] for r in rows) else beside).append(entry)
    return Page(
        page_id="definitions",
        template="definitions.html.j2",
        charts={"official": official.defendant_charts(source.published, source.context)[1:2]},
        content={
            "populations": _populations(source),
            "figures": figures,
            "beside": beside,
            "measures": measures_of(source),
        },
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
    title = words.pick(figure, "title") or figure_id
    # A definition that merely prints alike is the mistake to see: it stands beside those that agree.
    ordered = sorted(rows, key=lambda r: (not r["reproduced"], not r["prints_alike"], r["position"]))
    meets = [bool(r["reproduced"] or r["prints_alike"]) for r in ordered]
    told = [_ledger_row(row, words) for row in ordered]
    return {
        "id": f"f-{figure_id}".replace("_", "-"),
        "title": title,
        "value": f"{float(first['published_value']):.1f}%",
        "parts": _parts(first.get("published_numerator"), first.get("published_denominator")),
        "source": named_source(first["source"], words.language),
        "url": first.get("url") or "",
        "rows": [row for row, is_met in zip(told, meets, strict=True) if is_met],
        "others": [row for row, is_met in zip(told, meets, strict=True) if not is_met],
    }


def _parts(numerator: int | None, denominator: int | None) -> str:
    """Both counts of a rate, a question mark for one that nobody published; nothing where neither is known."""
    if numerator is None and denominator is None:
        return ""
    return "/".join("?" if n is None else f"{n:,}" for n in (numerator, denominator))


def _ledger_row(row: Row, words: Words) -> dict[str, str]:
    verdict = (
        "reproduced" if row["reproduced"] else "prints_alike" if row["prints_alike"] else "not_reproduced"
    )
    css = {"reproduced": "verdict-yes", "prints_alike": "verdict-alike"}.get(verdict, "")
    return {
        "title": words.pick(row, "title"),
        "numerator": words.pick(row, "numerator"),
        "denominator": words.pick(row, "denominator"),
        "value": "–" if row["computed_value"] is None else f"{float(row['computed_value']):.1f}%",
        "parts": _parts(row["numerator"], row["denominator"]),
        "verdict": words(f"definitions.{verdict}"),
        "css": css,
        # Where both counts agree the verdict says it all.
        "reason": "" if row["reproduced"] else words.pick(row, "reason"),
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


def plain_page(page_id: str, source: Source) -> Page:
    """A page of words alone."""
    return Page(page_id=page_id, template=f"{page_id}.html.j2")


BUILDERS: Mapping[str, Callable[[Source], Page]] = {
    "overview": overview_page,
    "definitions": definitions_page,
    "law": law_page,
    "claims": claims_page,
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


__all__ = [
    "GROUPS",
    "PAGE_IDS",
    "Page",
    "Recipe",
    "Source",
    "browser_cubes",
    "build_page",
    "page_file",
]
