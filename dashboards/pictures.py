"""Still pictures for places that have no browser: run metadata, reports, terminals that show SVG."""

from __future__ import annotations

from pathlib import Path

from dashboards import svg
from dashboards.cells import read_cubes
from dashboards.citation import Version
from dashboards.cube_charts import Context
from dashboards.pages import Source, measure_page
from dashboards.published import read_published
from dashboards.site import version_of
from dashboards.views import picture_words
from dashboards.wording import Language, Words
from warehouse.build import connect_read_only


def page_pictures(
    warehouse_path: Path, page_id: str, *, is_fictional: bool, language: Language = "ko", most: int = 2
) -> list[str]:
    """The first charts of a page as stand-alone SVG; none when the page has nothing to show."""
    words = Words(language)
    with connect_read_only(warehouse_path) as con:
        published = read_published(con)
    version: Version = version_of(published, None, is_fictional=is_fictional)
    context = Context.of(published, words, is_fictional=is_fictional)
    source = Source(published=published, cubes=read_cubes(published), context=context)
    charts = [c for listed in measure_page(page_id, source).charts.values() for c in listed if not c.is_empty]
    return [svg.picture(chart, picture_words(words, version)) for chart in charts[:most]]
