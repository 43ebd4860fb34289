"""The static bilingual site: from a finished warehouse file to a folder that works from disk.

Korean pages stand at the root, English ones under `en/`, page by page the twin of each other. The folder is
built beside its place and renamed into it, so a reader never sees half a site. No clock is read: `now` is
the time of the data.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dashboards import cases as case_pages
from dashboards import citation, downloads, pages, spreadsheet, tables
from dashboards.cells import read_cubes
from dashboards.charts import Chart
from dashboards.citation import Version
from dashboards.cube_charts import Context
from dashboards.data_requests import request_files
from dashboards.pack.packs import SitePack, site_packs
from dashboards.pages import Page, Source, page_file
from dashboards.published import Published, Row, read_published, select
from dashboards.views import ChartView, Studio, by_family, picture_words
from dashboards.wording import LANGUAGES, Language, Words
from warehouse.build import connect_read_only
from warehouse.scanner import refuse_personal_data

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'none'; "
    "connect-src 'none'; base-uri 'none'; form-action 'none'"
)
STALE_AFTER_DAYS = 60
PROFILES = ("sample", "local", "live")


@dataclass(frozen=True, kw_only=True)
class SiteReport:
    """What was built: pages and figures over both languages, bytes on disk, seconds, and what was missing."""

    pages: int
    bytes: int
    figures: int
    seconds: float
    digest: str
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Build:
    """One language of one build: everything that writing a page needs."""

    folder: Path
    environment: Environment
    words: Words
    studio: Studio
    version: Version
    profile: str

    @property
    def root(self) -> str:
        """The way from a page to the root of the site."""
        return "" if self.words.language == "ko" else "../"


def build_site(
    warehouse_path: Path,
    out_dir: Path,
    *,
    is_fictional: bool,
    now: datetime,
    profile: str,
    has_packs: bool = True,
) -> SiteReport:
    """Build the site of a warehouse into `out_dir`, replacing what is there only when all of it is written.

    Without `has_packs` no testimony packs are made, which take half of a small build.
    Raises WarehouseError when there is no warehouse to read, ValueError for an unknown profile and LeakError,
    with the old site left in place, when a file holds personal data.
    """
    if profile not in PROFILES:
        raise ValueError(f"unknown profile {profile!r}: one of {', '.join(PROFILES)}")
    started = time.perf_counter()
    beside = out_dir.with_name(out_dir.name + ".next")
    if beside.exists():
        shutil.rmtree(beside)
    with connect_read_only(warehouse_path) as con:
        published = read_published(con)
        version = version_of(published, now, is_fictional=is_fictional)
        figures = 0
        _copy_static(beside / "assets")
        packs = site_packs(published, version, beside / "packs", now=now) if has_packs else []
        for language in LANGUAGES:
            figures += _build_language(con, published, beside, version, profile, language, packs)
        downloads.write_tables(con, published, beside / "tables", is_fictional=is_fictional)
        downloads.write_labels(published, beside / "tables")
        downloads.write_codebook(published, beside / "tables", is_fictional=is_fictional)
    refuse_personal_data(beside)
    _put_in_place(beside, out_dir)
    written = [path for path in out_dir.rglob("*") if path.is_file()]
    return SiteReport(
        pages=sum(path.suffix == ".html" for path in written),
        bytes=sum(p.stat().st_size for p in written),
        figures=figures,
        seconds=round(time.perf_counter() - started, 3),
        digest=published.digest,
        missing=published.missing,
    )


def version_of(published: Published, now: datetime | None, *, is_fictional: bool) -> Version:
    """The version of the published data: the time of the data (`now` when there is none) and its digest."""
    stamps = [r["data_as_of"] for r in published.rows("out_cubes__catalog") if r.get("data_as_of")]
    as_of = max(stamps) if stamps else now or datetime(1970, 1, 1, tzinfo=UTC)
    name = f"{as_of.date().isoformat()}-{published.digest[:8]}"
    return Version(name=name, digest=published.digest, as_of=as_of, is_fictional=is_fictional)


def _copy_static(target: Path) -> None:
    with as_file(files("dashboards").joinpath("static")) as static:
        shutil.copytree(static, target)


def _put_in_place(beside: Path, out_dir: Path) -> None:
    old = out_dir.with_name(out_dir.name + ".old")
    if old.exists():
        shutil.rmtree(old)
    if out_dir.exists():
        out_dir.rename(old)
    beside.rename(out_dir)
    if old.exists():
        shutil.rmtree(old)


@cache
def _environment() -> Environment:
    """The templates, compiled once for both languages."""
    made = Environment(
        loader=PackageLoader("dashboards", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["parts_of_page"] = parts_of_page
    return made


_PART = re.compile(r'<h([23])(?: class="family")? id="([^"]+)">(.*?)</h\1>', re.DOTALL)


def parts_of_page(body: Markup) -> list[tuple[str, Markup]]:
    """The sections and families of charts of a rendered page, as (id, title), for its list of contents."""
    found = ((at[2], at[3]) for at in _PART.finditer(body) if at[1] == "2" or 'class="family"' in at[0][:22])
    return [(name, Markup(title)) for name, title in found]  # noqa: S704 (taken from a page already escaped)


def _build_language(
    con: duckdb.DuckDBPyConnection,
    published: Published,
    beside: Path,
    version: Version,
    profile: str,
    language: Language,
    packs: Sequence[SitePack],
) -> int:
    words = Words(language)
    folder = beside if language == "ko" else beside / language
    (folder / "data").mkdir(parents=True)
    studio = Studio(words=words, pictures=picture_words(words, version), version=version)
    build = Build(
        folder=folder,
        environment=_environment(),
        words=words,
        studio=studio,
        version=version,
        profile=profile,
    )
    context = Context.of(published, words, is_fictional=version.is_fictional)
    counts = case_pages.facet_counts(list(_read_cases(con, published)))
    source = Source(
        published=published,
        cubes=read_cubes(published),
        context=context,
        case_counts=counts,
        packs={
            name: {"pdf": f"{build.root}packs/{pack.pdf}", "zip": f"{build.root}packs/{pack.file}"}
            for pack in packs
            for name in (pack.number_id, pack.chart_id)
            if name
        },
    )
    for name, content in request_files(language).items():
        (folder / "data" / name).write_bytes(content)
    figures = 0
    for page_id in pages.PAGE_IDS:
        if page_id == "cases":
            _write_cases(con, build, source)
        elif page_id == "methods":
            _write(build, "methods", page_file("methods"), "methods.html.j2", _methods(build, source, packs))
        else:
            figures += _write_page(build, pages.build_page(page_id, source), source)
    return figures


def _write_page(build: Build, page: Page, source: Source) -> int:
    views: dict[str, list[ChartView]] = {}
    charts: list[Chart] = []
    for place, listed in page.charts.items():
        drawn = [
            build.studio.view(
                chart,
                page_file(page.page_id),
                case_pages.links_of(chart, source.case_counts),
                source.packs.get(chart.chart_id),
            )
            for chart in listed
        ]
        views[place] = by_family(drawn) if place == "views" else drawn
        charts.extend(listed)
    for chart in charts:
        for path, text in build.studio.files(chart).items():
            (build.folder / path).write_text(text, encoding="utf-8")
    _write_workbook(build, page.page_id, charts)
    data = f"data/page-{page.page_id}.js" if charts else ""
    if data:
        payload = {
            "words": _script_words(build.words),
            "watermark": build.studio.pictures.watermark,
            "version": build.studio.pictures.data_version,
            "charts": {c.chart_id: build.studio.browser_chart(c) for c in charts},
            "cubes": pages.browser_cubes(page.cubes, source.context),
            "labels": {
                f["id"]: {o["value"]: o["label"] for o in f["options"]}
                for f in page.content.get("filters", [])
            },
        }
        (build.folder / data).write_text(_script(payload), encoding="utf-8")
    beside = {place: listed for place, listed in views.items() if listed}
    content = {
        "beside": beside,
        "official": [],
        "suspects": [],
        "views": [],
        "workbook": f"data/{page.page_id}.xlsx" if charts else "",
        "filters": [],
        "families": [view for view in views.get("views", []) if view.heading],
        **page.content,
        **views,
    }
    _write(build, page.page_id, page_file(page.page_id), page.template, content, page_data=data)
    return len(charts)


def _write_workbook(build: Build, page_id: str, charts: Sequence[Chart]) -> None:
    if not charts:
        return
    words = build.words
    sheets = [
        tables.chart_sheet(
            chart,
            words,
            comment=words("band.comment") if build.version.is_fictional and not chart.official else "",
        )
        for chart in charts
    ]
    (build.folder / "data" / f"{page_id}.xlsx").write_bytes(spreadsheet.workbook(sheets))


def _script(payload: Mapping[str, Any]) -> str:
    """Data as a script: pages opened from disk may not fetch. `</` cannot end a script early."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
    safe = text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.JUMUN={safe};\n"


def _script_words(words: Words) -> dict[str, Any]:
    return {
        "states": words.get("states"),
        "short": words.get("states_short"),
        "status": words("explorer.status", n="{n}"),
        "all": words("explorer.all"),
        "unpublished": words("explorer.unpublished"),
        "filtered": words("explorer.filtered"),
        "copy": words("chart.copy"),
        "copied": words("chart.copied"),
        "table": words.get("table"),
        "total": words("chart.total"),
        "official": words("band.official"),
        "share": words("explorer.share"),
        "gist": words.get("chart.gist"),
    }


def _write(
    build: Build, page_id: str, file: str, template: str, content: Mapping[str, Any], *, page_data: str = ""
) -> None:
    words = build.words
    other = "en" if words.language == "ko" else "ko"
    twin = f"en/{file}" if words.language == "ko" else f"../{file}"
    group = next(g for g, members in pages.GROUPS if page_id in members)
    html = build.environment.get_template(template).render(
        w=words,
        root=build.root,
        twin=twin,
        other=other,
        csp=CSP,
        version=build.version,
        is_fictional=build.version.is_fictional,
        menu=_menu(words),
        page_data=page_data,
        stale_after=STALE_AFTER_DAYS,
        profile_words=words(f"site.profile_{build.profile}"),
        page={
            "id": page_id,
            "title": words(f"pages.{page_id}.title"),
            "lede": words(f"pages.{page_id}.lede"),
            "group_name": words(f"groups.{group}"),
        },
        **content,
    )
    (build.folder / file).write_text(html, encoding="utf-8")


def _menu(words: Words) -> list[dict[str, Any]]:
    return [
        {
            "name": words(f"groups.{group}"),
            "entries": [
                {
                    "id": p,
                    "file": page_file(p),
                    "short": words(f"pages.{p}.short"),
                    "title": words(f"pages.{p}.title"),
                }
                for p in members
            ],
        }
        for group, members in pages.GROUPS
    ]


def _write_cases(con: duckdb.DuckDBPyConnection, build: Build, source: Source) -> None:
    listed = list(_read_cases(con, source.published))
    slices = [listed[i : i + case_pages.PER_PAGE] for i in range(0, len(listed), case_pages.PER_PAGE)] or [[]]
    place = {case_pages.anchor(c): _case_file(i) for i, part in enumerate(slices) for c in part}
    labels = source.context.labels
    facets, found = case_pages.facets_of(listed, labels, place)
    data = ""
    if found:
        data = "data/page-cases.js"
        payload = {
            "words": _script_words(build.words),
            "found": found,
            "charts": {},
            "cubes": {},
            "headings": {case_pages.anchor(c): case_pages.heading(c, build.words, labels) for c in listed},
        }
        (build.folder / data).write_text(_script(payload), encoding="utf-8")
    total = source.published.sizes.get("out_cases", 0)
    words = build.words
    limited = words("cases.limit", limit=f"{case_pages.MOST_CASES:,}") if total > len(listed) else ""
    evidence = _read_evidence(con, source.published, listed)
    for number, part in enumerate(slices):
        views = [
            case_pages.case_view(
                c,
                evidence.get(str(c["document_id"]), []),
                words,
                source.context.labels,
                is_fictional=build.version.is_fictional,
            )
            for c in part
        ]
        first = number * case_pages.PER_PAGE + 1
        content = {
            "cases": views,
            "total": total,
            "total_text": f"{total:,}",
            "first": first,
            "last": first + len(part) - 1,
            "limited": limited,
            "facets": facets if number == 0 else [],
            "pager": _pager(number, len(slices), words),
        }
        _write(build, "cases", _case_file(number), "cases.html.j2", content, page_data=data)


def _case_file(number: int) -> str:
    return "cases.html" if number == 0 else f"cases-{number + 1}.html"


def _pager(current: int, total: int, words: Words) -> list[dict[str, Any]]:
    shown = sorted({0, total - 1, *range(max(0, current - 2), min(total, current + 3))})
    items: list[dict[str, Any]] = []
    for index, number in enumerate(shown):
        if index and number > shown[index - 1] + 1:
            items.append({"file": "", "label": "…", "name": "", "is_current": False})
        name = words("cases.page", n=number + 1)
        items.append(
            {
                "file": _case_file(number),
                "label": str(number + 1),
                "name": name,
                "is_current": number == current,
            }
        )
    return items


def _read_cases(con: duckdb.DuckDBPyConnection, published: Published) -> Iterator[Row]:
    if not published.has("out_cases"):
        return iter(())
    table = published.catalog["out_cases"]
    dated = next((c for c in ("decision_date", "decision_quarter") if c in table.column_names), None)
    order = f'"{dated}" DESC NULLS LAST, "document_id"' if dated else '"document_id"'
    return select(con, table, order=order, limit=case_pages.MOST_CASES)


def _read_evidence(
    con: duckdb.DuckDBPyConnection, published: Published, part: Sequence[Row]
) -> dict[str, list[Row]]:
    if not part or not published.has("out_case_evidence"):
        return {}
    ids = [str(c["document_id"]) for c in part]
    found: dict[str, list[Row]] = {}
    for row in select(
        con,
        published.catalog["out_case_evidence"],
        where="WHERE document_id IN (SELECT unnest(?))",
        values=[ids],
    ):
        found.setdefault(str(row["document_id"]), []).append(row)
    return found


def _methods(build: Build, source: Source, packs: Sequence[SitePack]) -> dict[str, Any]:
    kind = build.words("band.cite" if build.version.is_fictional else "band.cite_real")
    return {
        "packs": [
            {
                **source.packs[pack.number_id],
                "title": pack.title[build.words.language],
                "kilobytes": -(-pack.size // 1000),
            }
            for pack in packs
        ],
        "n_records": source.published.sizes.get(downloads.RECORDS, 0),
        "has_record_file": downloads.RECORDS in downloads.offered(source.published),
        "reading_code": downloads.reading_code(is_fictional=build.version.is_fictional),
        "record_citation": citation.cite(
            build.words("methods.records"), "methods.html#records", build.version, kind
        ),
        "downloads": downloads.listed(source.published, build.words, build.root),
        "measures": pages.measures_of(source),
        "dictionary": downloads.dictionary(source.published, build.words),
        "errors": [
            {
                "field": source.context.labels(r["field"], "field"),
                "n": f"{r['n']:,}",
                "wrong": _with_bounds(r, "error"),
                "silent": _with_bounds(r, "silent"),
            }
            for r in source.published.rows("out_reading_error")
        ],
    }


def _with_bounds(row: Row, stem: str) -> str:
    share, low, high = (float(row[f"{stem}_{part}"]) * 100 for part in ("share", "low", "high"))
    return f"{share:.1f}% ({low:.1f}–{high:.1f})"
