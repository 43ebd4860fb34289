"""A chart as a page shows it: pictures, table, files, citation; and what the browser needs of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from dashboards import citation, figures, svg, tables
from dashboards.charts import Chart, measured, printed
from dashboards.citation import Citation, Version
from dashboards.gist import gist
from dashboards.wording import PictureWords, Words


@dataclass(frozen=True, kw_only=True)
class ChartView:
    """One chart of a page with everything the template prints; paths are relative to the page."""

    chart: Chart
    wide: Markup
    narrow: Markup
    broad: Markup | None
    table_head: list[str]
    table_rows: list[list[str]]
    csv: str
    svg: str
    citation: Citation
    is_suspects: bool = False
    is_broad: bool = False
    is_folded: bool = False
    gist: str = ""
    heading: str = ""
    heading_id: str = ""
    cases_links: Sequence[tuple[str, str, int]] = ()
    pack: Mapping[str, str] | None = None


MOST_ROWS_OF_A_PAIR = 6
MOST_OPEN = 2


def by_family(views: Sequence[ChartView]) -> list[ChartView]:
    """Views family by family, each family under its name; one family alone needs no heading.

    The first of a family and its trend stand open; further ones are folded behind their title and their gist.
    """
    families: dict[str, list[ChartView]] = {}
    for view in views:
        families.setdefault(view.chart.family, []).append(view)
    listed: list[ChartView] = []
    for number, (family, members) in enumerate(families.items(), start=1):
        first, *others = _ranked(members) if family else arranged(members)
        has_heading = len(families) > 1 and family
        listed.append(replace(first, heading=family, heading_id=f"family-{number}") if has_heading else first)
        listed.extend(others)
    return listed


def _ranked(members: Sequence[ChartView]) -> list[ChartView]:
    if len(members) <= MOST_OPEN:
        return arranged(members)
    trend = next((view for view in members[1:] if view.chart.kind == "trend"), None)
    leading = [members[0], *([trend] if trend else [])]
    others = [view for view in members if all(view is not it for it in leading)]
    return arranged(leading) + [replace(view, is_folded=True, is_broad=True) for view in others]


def _is_large(chart: Chart) -> bool:
    return chart.kind in ("panels", "grid", "flow", "bands") or len(chart.points) > MOST_ROWS_OF_A_PAIR


def arranged(views: Sequence[ChartView]) -> list[ChartView]:
    """Views with their width: two small ones share a row, and one that would stand alone takes it whole.

    A small one waits for its neighbour while large ones pass, except the first, which the others explain.
    """
    placed: list[ChartView] = []
    waiting: ChartView | None = None
    for number, view in enumerate(views):
        if not _is_large(view.chart):
            if waiting is None:
                waiting = view
            else:
                placed += [waiting, view]
                waiting = None
            continue
        if waiting is not None and number == 1:
            placed.append(replace(waiting, is_broad=True))
            waiting = None
        placed.append(replace(view, is_broad=True))
    if waiting is not None:
        placed.append(replace(waiting, is_broad=True))
    return placed


@dataclass(frozen=True, kw_only=True)
class Studio:
    """Turns charts into views and files, for one language of one build."""

    words: Words
    pictures: PictureWords
    version: Version

    def view(
        self,
        chart: Chart,
        page_file: str,
        links: Sequence[tuple[str, str, int]] = (),
        pack: Mapping[str, str] | None = None,
    ) -> ChartView:
        """The view of a chart on a page, with the links from its bars to their judgments and its testimony pack."""
        is_flow = chart.kind == "flow"
        head = (
            [self.words(f"table.{n}") for n in ("from", "to", "n")]
            if is_flow
            else tables.table_head(chart, self.words)
        )
        rows = tables.flow_rows(chart) if is_flow else tables.table_rows(chart, self.words, self.pictures)
        return ChartView(
            chart=chart,
            wide=Markup(svg.draw(chart, self.pictures, svg.WIDE)),  # noqa: S704 (our own SVG, text escaped)
            narrow=Markup(svg.draw(chart, self.pictures, svg.NARROW)),  # noqa: S704
            broad=_broad(chart, self.pictures),
            table_head=head,
            table_rows=rows,
            csv=f"data/{chart.chart_id}.csv",
            svg=f"data/{chart.chart_id}.svg",
            citation=citation.cite(
                chart.title, f"{page_file}#{chart.chart_id}", self.version, self._kind(chart)
            ),
            cases_links=links,
            pack=pack,
            gist=gist(chart, self.words, self.pictures),
            is_suspects=chart.chart_id.startswith("official-suspect"),
        )

    def _kind(self, chart: Chart) -> str:
        if chart.official:
            return self.words("band.official")
        return self.words("band.cite" if self.version.is_fictional else "band.cite_real")

    def files(self, chart: Chart) -> dict[str, str]:
        """The files beside a chart, by path relative to the language's folder."""
        marked = self.version.is_fictional and not chart.official
        comment = self.words("band.comment") if marked else ""
        return {
            f"data/{chart.chart_id}.csv": tables.chart_csv(chart, comment=comment),
            f"data/{chart.chart_id}.svg": svg.picture(chart, self.pictures),
        }

    def browser_chart(self, chart: Chart) -> dict[str, Any]:
        """What the script needs: figure, recipe and the texts of the image."""
        recipe = chart.recipe
        return {
            "kind": chart.kind,
            "format": chart.value_format,
            "title": chart.title,
            "subtitle": chart.subtitle,
            "caveat": chart.caveat,
            "source": f"{self.pictures.source}: {chart.source}",
            "official": chart.official,
            "unit": measured(0, chart).removeprefix(printed(0, chart.value_format)),
            "figure": figures.figure(chart, self.pictures),
            "recipe": None
            if recipe is None
            else {
                "cube": recipe.cube_id,
                "along": recipe.along,
                "by": recipe.by,
                "fixed": dict(recipe.fixed),
                "choices": list(recipe.choices),
                "keys": [p.key for p in chart.series[0].points] if chart.series else [],
                "labels": {p.key: p.label for p in chart.points},
                "series": [s.key for s in chart.series],
            },
        }


def _broad(chart: Chart, pictures: PictureWords) -> Markup | None:
    """A third width for still charts that take the whole page; the others have two."""
    if chart.kind not in ("panels", "grid", "flow", "bands"):
        return None
    return Markup(svg.draw(chart, pictures, svg.BROAD))  # noqa: S704 (our own SVG, text escaped)


def picture_words(words: Words, version: Version) -> PictureWords:
    """The texts that charts draw by themselves in one language."""
    return PictureWords(
        states=words.get("states"),
        short_states=words.get("states_short"),
        watermark=words("band.mark") if version.is_fictional else "",
        official=words("band.official"),
        source=words("chart.source"),
        data_version=f"{words('site.as_of')} {words.date(version.as_of)} · {version.name}",
    )
