"""The law by date: what changed when, which date decides, and rates by that date where they are published."""

from __future__ import annotations

from typing import Any

from dashboards.page_blocks import Page, Source, cube_charts_on, filters_of, read_so_far, worth_showing
from dashboards.published import Row


def law_page(source: Source) -> Page:
    """Dated changes with the date each applies by, then the cubes that tell outcomes by that date."""
    words = source.words
    rows = sorted(source.published.rows("out_law_changes"), key=lambda r: str(r["effective_date"]))
    cubes, charts = cube_charts_on("law", source)
    charts, hidden = worth_showing(charts, words)
    return Page(
        page_id="law",
        template="law.html.j2",
        cubes=cubes,
        charts={"views": charts},
        content={
            "changes": [_change(row, source) for row in rows],
            "filters": filters_of("law", cubes, source.context),
            "selection": read_so_far(source),
            "hidden": hidden,
        },
    )


def _change(row: Row, source: Source) -> dict[str, Any]:
    words = source.words
    article = f" {row['article']}" if row["article"] else ""
    return {
        "date": str(row["effective_date"])[:10],
        "printed": words.date(str(row["effective_date"])[:10]),
        "title": words.pick(row, "title"),
        "law": f"{row['law']}{article}",
        "applies": words(f"law.applies.{row['applies_by']}"),
        "caveat": words.pick(row, "caveat"),
        "confidence": words(f"law.confidence.{row['confidence']}"),
    }
