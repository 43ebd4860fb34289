"""Laws over all figures of a built site: nothing is shown without what it takes to check and to cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from dashboards.cells import read_cubes
from dashboards.cube_charts import Context
from dashboards.page_blocks import Source
from dashboards.pages import PAGE_IDS, build_page
from dashboards.published import read_published
from dashboards.wording import LANGUAGES, Language, Words
from warehouse.build import connect_read_only

MADE_BY_THE_SITE = ("cases", "methods")


def figures_of(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        for figure in html.fromstring(path.read_text("utf-8")).cssselect("figure.chart"):
            yield path, figure


@pytest.fixture(scope="module")
def figures(site: Path) -> list[tuple[Path, html.HtmlElement]]:
    return list(figures_of(site))


def test_there_are_figures_on_every_page_that_shows_numbers(
    figures: list[tuple[Path, html.HtmlElement]],
) -> None:
    found = {path.stem for path, _ in figures}
    assert {
        "index",
        "age",
        "suspended",
        "outcomes",
        "definitions",
        "claims",
        "press",
        "terms",
        "coverage",
    } <= found
    assert len(figures) % len(LANGUAGES) == 0
    print(f"figures: {len(figures)}")  # noqa: T201


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_says_subject_unit_n_period_source_and_definition(
    warehouse: Path, language: Language
) -> None:
    with connect_read_only(warehouse) as con:
        published = read_published(con)
    context = Context.of(published, Words(language), is_fictional=True)
    source = Source(published=published, cubes=read_cubes(published), context=context)
    pages = [build_page(p, source) for p in PAGE_IDS if p not in MADE_BY_THE_SITE]
    charts = [chart for page in pages for listed in page.charts.values() for chart in listed]
    assert len(charts) > 30
    for chart in charts:
        for part in ("title", "unit", "base", "period", "source"):
            assert getattr(chart, part), (chart.chart_id, part)
        assert chart.definition is not None, chart.chart_id
        assert chart.definition.numerator, chart.chart_id
        assert chart.definition.denominator, chart.chart_id
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", chart.chart_id), chart.chart_id
    panel = next(chart for chart in charts if chart.chart_id == "terms-panel")
    shown = sum(int(point.value or 0) for point in panel.points)
    assert shown > 0
    assert panel.base == context.words("chart.base", n=f"{shown:,}")


def test_every_figure_has_picture_table_files_and_citation(
    figures: list[tuple[Path, html.HtmlElement]],
) -> None:
    for path, figure in figures:
        name = figure.get("id")
        assert figure.cssselect(".chart-title")[0].text_content().strip(), name
        assert len(figure.cssselect(".plot svg[role=img]")) >= 2, name
        assert figure.cssselect("dl.definition dd"), name
        assert figure.cssselect("table caption"), name
        assert figure.cssselect("table tbody tr") or figure.cssselect("table thead"), name
        assert figure.cssselect(f'button[data-png="{name}"]'), name
        for ending in ("csv", "svg"):
            address = figure.cssselect(f'a[href$=".{ending}"]')[0].get("href")
            assert (path.parent / address).is_file(), (name, ending)


def test_every_citation_names_version_and_digest(
    site: Path, figures: list[tuple[Path, html.HtmlElement]]
) -> None:
    page = html.fromstring((site / "index.html").read_text("utf-8"))
    version, digest = (
        page.cssselect(f"meta[name=data-{n}]")[0].get("content") for n in ("version", "digest")
    )
    for _, figure in figures:
        for form in ("text", "bibtex", "ris"):
            cited = figure.cssselect(f"pre[data-form={form}]")[0].text_content()
            assert version in cited, (figure.get("id"), form)
            assert digest[:16] in cited, (figure.get("id"), form)


def test_every_picture_file_holds_title_caveat_source_and_version(
    site: Path, figures: list[tuple[Path, html.HtmlElement]]
) -> None:
    page = html.fromstring((site / "index.html").read_text("utf-8"))
    version = page.cssselect("meta[name=data-version]")[0].get("content")
    for path, figure in figures:
        text = " ".join(
            etree.fromstring((path.parent / f"data/{figure.get('id')}.svg").read_bytes()).itertext()
        )
        title = figure.cssselect(".chart-title")[0].text_content()
        assert title.split()[0] in text, figure.get("id")
        assert version in text, figure.get("id")
        for caveat in figure.cssselect("p.caveat"):
            assert caveat.text_content().split()[0] in text, figure.get("id")


def test_a_crop_of_a_picture_says_fictional_on_the_sample_and_never_on_a_real_site(
    site: Path, real_site: Path
) -> None:
    for folder, is_fictional in ((site, True), (real_site, False)):
        for _, figure in figures_of(folder):
            if figure.get("id").startswith("official-"):
                continue
            for picture in figure.cssselect(".plot svg"):
                marks = [t for t in picture.iter("text") if "FICTIONAL" in (t.text or "")]
                assert bool(marks) == is_fictional, figure.get("id")
                width = float(picture.get("viewbox", picture.get("viewBox")).split()[2])
                for mark in marks:
                    assert 0 < float(mark.get("x")) <= width, figure.get("id")


def test_no_outlet_stands_beside_an_invented_claim_as_if_it_had_printed_it(
    site: Path, real_site: Path
) -> None:
    for folder, is_fictional in ((site, True), (real_site, False)):
        page = html.fromstring((folder / "claims.html").read_text("utf-8"))
        claims = page.cssselect("article.claim")
        assert len(claims) == 5
        for claim in claims:
            links = [a.get("href") for a in claim.cssselect("a")]
            assert any("hankookilbo.com" in link for link in links) != is_fictional
            assert ("형식" in claim.cssselect("p.small")[0].text_content()) == is_fictional
