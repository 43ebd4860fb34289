"""Pages about where the numbers come from: coverage, health of the sources, and the stages of a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dashboards import official
from dashboards.cells import TOTAL, share_point
from dashboards.charts import Chart, Point
from dashboards.corrected_rates import corrected_blocks
from dashboards.cube_charts import value_label
from dashboards.data_requests import named_offices, request_lines, request_name
from dashboards.page_blocks import Page, Source, cube_charts_on, one_series, plain_chart, span, table_block
from dashboards.published import Row
from dashboards.source_names import named_source
from dashboards.wording import Words, sentence_case

DIMENSIONS = ("year", "court_level", "offence_group")
COUNTED = ("n_listed", "n_captured", "n_readable", "n_read_whole")
SIGNS = {"ok": "✓", "late": "…", "short": "↓", "flooded": "↑", "failing": "✗", "never": "○"}


def coverage_page(source: Source) -> Page:
    """How much was listed, captured and read, by year, court level and offence group; the sources' terms."""
    words = source.words
    cubes, charts = cube_charts_on("coverage", source)
    blocks = [
        _named_figures(
            source,
            table_block(
                source, "out_coverage", title=words("coverage.table"), missing=words("coverage.missing")
            ),
        ),
        *corrected_blocks(source),
        *_reconciliations(source),
        _sources_table(source),
    ]
    return Page(
        page_id="coverage",
        template="tables.html.j2",
        charts={"views": [*_coverage_charts(source), *charts]},
        cubes=cubes,
        content={
            "intro": [words("selection.text"), words("coverage.caveat"), *_all_whole(source)],
            "blocks": blocks,
        },
    )


def _sources_table(source: Source) -> dict[str, Any]:
    """The terms of every source: its name first, then its kind in words; the id stands in the CSV."""
    words = source.words
    block = table_block(
        source,
        "out_sources",
        title=words("coverage.sources"),
        missing=words("chart.none"),
        without=("source_id", "kind"),
    )
    if not block["rows"]:
        return block
    kinds = [source.context.labels(r["kind"], "source_kind") for r in source.published.rows("out_sources")]
    head = [block["head"][0], words("coverage.kind"), *block["head"][1:]]
    rows = [[row[0], kind, *row[1:]] for row, kind in zip(block["rows"], kinds, strict=False)]
    return {**block, "head": head, "rows": rows}


def _named_figures(source: Source, block: dict[str, Any]) -> dict[str, Any]:
    """The table with the title of each official figure in the place of its id."""
    figures = source.published.rows("ref_official_figures")
    names = {str(r["figure_id"]): source.words.pick(r, "title") for r in figures}
    return {**block, "rows": [[names.get(cell, cell) for cell in row] for row in block["rows"]]}


def _coverage_charts(source: Source) -> Iterator[Chart]:
    words = source.words
    rows = source.published.rows("out_coverage")
    whole = next((r for r in rows if all(r[d] == TOTAL for d in DIMENSIONS)), None)
    if whole is None or not whole["n_captured"]:
        return
    years = [str(r["year"]) for r in rows if str(r["year"]).isdigit()]
    period = span(years) or words("chart.all_periods")
    base = words("chart.base", n=f"{whole['n_captured']:,}")
    points = [
        Point(key=c, label=words(f"coverage.stage_{c[2:]}"), value=int(whole[c]), n=int(whole[c]))
        for c in COUNTED
        if whole[c] is not None
    ]
    yield plain_chart(
        source,
        "coverage-steps",
        "bars",
        words("coverage.steps_title"),
        one_series(points),
        unit="judgment",
        told="coverage",
        base=base,
        period=period,
        value_format="count",
        caveat=words("coverage.caveat"),
    )
    for dimension in DIMENSIONS:
        listed = _by_dimension(rows, dimension, source)
        if len(listed) > 1 and not _is_all_whole(listed):
            yield plain_chart(
                source,
                f"coverage-{dimension}".replace("_", "-"),
                "dots",
                words(
                    "coverage.whole_title", dimension=_inside(source.context.labels(dimension, "dimension"))
                ),
                one_series(listed),
                unit="judgment",
                told="coverage_whole",
                base=base,
                period=period,
            )


def _is_all_whole(points: Sequence[Point]) -> bool:
    """True when every share is the whole: dots on one line tell nothing that a sentence does not."""
    return all(point.n == point.denominator for point in points)


def _all_whole(source: Source) -> list[str]:
    """The sentence in the place of the charts whose shares are all 100%; the table below holds the numbers."""
    words, rows = source.words, source.published.rows("out_coverage")
    named = [
        _inside(source.context.labels(dimension, "dimension"))
        for dimension in DIMENSIONS
        if len(listed := _by_dimension(rows, dimension, source)) > 1 and _is_all_whole(listed)
    ]
    return [words("coverage.all_whole", dimensions=", ".join(named))] if named else []


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]


def _by_dimension(rows: Sequence[Row], dimension: str, source: Source) -> list[Point]:
    others = [d for d in DIMENSIONS if d != dimension]
    found = {
        str(r[dimension]): r for r in rows if r[dimension] != TOTAL and all(r[o] == TOTAL for o in others)
    }
    points = []
    for value in source.context.labels.order(found, dimension):
        row = found[value]
        n, of = int(row["n_read_whole"]), int(row["n_captured"])
        state = "shown" if of >= 20 else "too_small"
        label = (
            source.words("coverage.pooled")
            if value == "pooled"
            else value_label(source.context, dimension, value)
        )
        cell = {"n": n, "denominator": of, "share": n / of if of >= 20 else None, "state": state}
        points.append(share_point(value, label, cell))
    return points


def health_page(source: Source) -> Page:
    """Of each source: the last good item, not in order since when and how, and its share of the source's own total."""
    rows = sorted(
        source.published.rows("out_source_health"), key=lambda r: (r["state"] == "ok", str(r["source_id"]))
    )
    return Page(
        page_id="health",
        template="health.html.j2",
        content={
            "sources": [_health(row, source) for row in rows],
            "csv": source.table_csv("out_source_health"),
            "n_ok": sum(r["state"] == "ok" for r in rows),
        },
    )


def _health(row: Row, source: Source) -> dict[str, Any]:
    words, labels = source.words, source.context.labels
    state = str(row["state"])
    return {
        "name": source_name(row, words),
        "state": state,
        "sign": SIGNS[state],
        "state_name": labels(state, "health_state"),
        "message": words.pick(row, "message"),
        "facts": [(words(f"health.{name}"), text) for name, text in _facts(row, source) if text],
    }


def _facts(row: Row, source: Source) -> Iterator[tuple[str, str]]:
    """What is told of a source, line by line; lines without a value are left out by the caller."""
    words = source.words
    newest = words("health.newest", date=words.date(row["last_item_date"])) if row["last_item_date"] else ""
    yield "last_good", " · ".join(filter(None, [words.date(row["last_arrival_date"]), newest]))
    yield "since", words.date(row["not_ok_since_date"]) if row["not_ok_since_date"] else ""
    yield "failure", source.context.labels(row["failure"], "failure") if row["failure"] else ""
    yield "open_failures", f"{row['n_open_failures']:,}" if row["n_open_failures"] else ""
    if row["silent_days"] is not None:
        yield "silent", words("health.silent_text", n=row["silent_days"], tolerated=row["tolerated_days"])
    if row["week_typical"] is not None:
        told = {name: _or_dash(row[f"week_{name}"]) for name in ("typical", "low", "high")}
        yield "week", words("health.week_text", n=f"{row['week_found']:,}", **told)
    yield "held", _held(row, source)
    yield "as_of", words.date(row["as_of_date"])


def _held(row: Row, source: Source) -> str:
    """Documents held, and their share of what the source states, else of what it lists."""
    words = source.words
    held = int(row["n_documents"])
    parts = [f"{held:,}"]
    for column, key in (("stated_total", "of_stated"), ("n_listed", "of_listed")):
        total = int(row[column] or 0)
        if total and held <= total:
            parts.append(words(f"health.{key}", share=f"{held / total * 100:.1f}%", n=f"{total:,}"))
    if not row["stated_total"]:
        parts.append(words("health.no_total"))
    if row["n_withdrawn"]:
        parts.append(words("health.withdrawn", n=f"{row['n_withdrawn']:,}"))
    return " · ".join(parts)


def _or_dash(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


_IN_BOTH = re.compile(r"(?P<ko>.*[가-힣].*) \((?P<en>[A-Za-z][A-Za-z ]+)\)")


def source_name(row: Row, words: Words) -> str:
    """The name of a source; of one that stands in both languages, the half in the language of the page."""
    name = words.pick(row, "name") or str(row["source_id"])
    found = _IN_BOTH.fullmatch(name)
    return sentence_case(found[words.language]) if found else name


def _reconciliations(source: Source) -> Iterator[dict[str, Any]]:
    """For each source how the number it states becomes the number published, with the reasons in numbers."""
    words = source.words
    names = {str(r["source_id"]): source_name(r, words) for r in source.published.rows("out_source_health")}
    by_source: dict[str, list[Row]] = {}
    for row in source.published.rows("out_source_reconciliation"):
        by_source.setdefault(str(row["source_id"]), []).append(row)
    for source_id, rows in by_source.items():
        ordered = sorted(rows, key=lambda r: (r["position"], r["reason"] == TOTAL, str(r["reason"])))
        yield {
            "id": f"reconciled-{source_id}".replace("_", "-"),
            "title": words("coverage.reconciled", name=names.get(source_id, source_id)),
            "text": words("coverage.reconciled_text"),
            "head": [words(f"coverage.{n}") for n in ("step", "reason", "number")],
            "rows": [_step(row, source) for row in ordered],
            "missing": "",
        }


def _step(row: Row, source: Source) -> list[str]:
    words = source.words
    is_total = row["reason"] == TOTAL
    told = words.pick(row, "message") or str(row["reason"])
    sign = "" if is_total or int(row["n"]) < 0 else "+"
    return [
        words(f"coverage.steps.{row['step']}"),
        words("coverage.total_of_step") if is_total else told,
        f"{sign}{int(row['n']):,}".replace("-", "−"),
    ]


def stages_page(source: Source) -> Page:
    """From report to final judgment: each stage with its own unit, the gaps named, and who holds each missing cell."""
    words = source.words
    stages = [
        {**it, "known": _known(source, str(it["id"])), "is_known": _known(source, str(it["id"])) != []}
        for it in words.get("stages.list")
    ]
    requests = [
        {
            "holder": office["office"],
            "lines": request_lines(words.language, office["id"])[1:],
            "text_file": f"data/{request_name(office['id'])}.txt",
            "hwpx_file": f"data/{request_name(office['id'])}.hwpx" if words.language == "ko" else "",
        }
        for office in named_offices(words.language)
    ]
    return Page(page_id="stages", template="stages.html.j2", content={"stages": stages, "requests": requests})


_STAGE_SERIES = {"report": "police_deepfake_cases", "clearance": "police_deepfake_persons"}


def _known(source: Source, stage: str) -> list[dict[str, str]]:
    """Published figures of a stage, each with its period and source; suspects and defendants never in one."""

    def named(text: object) -> str:
        """A source in the words of the page."""
        return named_source(text, source.words.language)

    if stage == "first_instance":
        sets = {
            r["count_set_id"]: r
            for r in source.published.rows("ref_published_counts")
            if r["is_complete_count"] and r.get("covers", "D") == "D"
        }
        return [
            {
                "period": official.printed_period(r),
                "value": f"{r['total']:,}",
                "source": named(r["publisher"]),
            }
            for r in sets.values()
        ]
    rows = [
        r
        for r in source.published.rows("ref_official_figures")
        if r["series_id"] == _STAGE_SERIES.get(stage)
        and r["status"] != "misprint"
        and not r["is_provisional"]
        and r["unit"] in ("cases", "persons")
        and r["confidence"] in ("S", "R")
    ]
    return [
        {"period": official.printed_period(r), "value": f"{int(r['value']):,}", "source": named(r["source"])}
        for r in rows
    ]
