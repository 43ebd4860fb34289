"""Charts of official figures: real in every profile, each with its source, apart from read judgments.

Suspects (police) and defendants (courts) are made by different functions and never meet in one chart.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboards.charts import Chart, Kind, Point, Series, ValueFormat
from dashboards.cube_charts import Context, told_definition
from dashboards.published import Published, Row
from dashboards.source_names import named_source
from dashboards.wording import sentence_case

POLICE_AGES = (
    "police_deepfake_teens",
    "police_deepfake_10_13",
    "police_deepfake_20s",
    "police_deepfake_30s",
    "police_deepfake_40s",
    "police_deepfake_50_plus",
)
SUSPECTS = ("official_ages", "official_teens")
AGE_SPANS = {
    "police_deepfake_teens": (10, 20),
    "police_deepfake_10_13": (10, 14),
    "police_deepfake_20s": (20, 30),
    "police_deepfake_30s": (30, 40),
    "police_deepfake_40s": (40, 50),
    "police_deepfake_50_plus": (50, 70),
}


def defendant_charts(published: Published, context: Context) -> list[Chart]:
    """Outcomes of the officially counted defendants, and the five rates that one count gives."""
    charts = []
    for set_id in _complete_sets(published):
        counts = [r for r in published.rows("ref_published_counts") if r["count_set_id"] == set_id]
        charts.append(_outcomes(sorted(counts, key=lambda r: r["position"]), context))
        figures = [r for r in published.rows("ref_published_figures") if _is_suspended(r, set_id)]
        if figures:
            charts.append(
                _denominators(published, sorted(figures, key=lambda r: r["position"]), counts[0], context)
            )
    return charts


def _complete_sets(published: Published) -> list[str]:
    rows = published.rows("ref_published_counts")
    whole = [r for r in rows if r["is_complete_count"] and r.get("covers", "D") == "D"]
    return list(dict.fromkeys(str(r["count_set_id"]) for r in whole))


def _is_suspended(figure: Row, set_id: str) -> bool:
    """Whether a rate is one of those that differ by their denominator alone."""
    return (figure["count_set_id"], figure["outcome"]) == (set_id, "suspended")


def _outcomes(counts: list[Row], context: Context) -> Chart:
    first = counts[0]
    points = tuple(
        Point(
            key=str(r["category"]),
            label=sentence_case(context.labels(r["category"], "category", "outcome")),
            value=r["n"] / r["total"],
            n=r["n"],
            denominator=r["total"],
        )
        for r in counts
    )
    return _official(
        context,
        first,
        f"official-outcomes-{first['count_set_id']}",
        "bars",
        points,
        told="official_outcomes",
        title=context.words("official.outcomes_title"),
        base=context.words("chart.base", n=f"{first['total']:,}"),
    )


def _denominators(published: Published, figures: list[Row], counts: Row, context: Context) -> Chart:
    ledger = {str(r["figure_id"]): r for r in published.rows("out_definition_ledger") if r.get("reproduced")}
    points = []
    for row in figures:
        found = ledger.get(str(row["figure_id"]), {})
        points.append(
            Point(
                key=str(row["figure_id"]),
                label=_population_name(found, row, context),
                value=row["numerator"] / row["denominator"],
                n=row["numerator"],
                denominator=row["denominator"],
                low=found.get("low"),
                high=found.get("high"),
            )
        )
    chart = _official(
        context,
        counts,
        f"official-denominators-{counts['count_set_id']}",
        "dots",
        tuple(points),
        told="official_denominators",
        title=context.words("official.denominators_title"),
        base=context.words("chart.base", n=f"{figures[0]['numerator']:,}"),
        note=context.words("official.interval_note"),
    )
    return chart


def _population_name(ledger: Row, figure: Row, context: Context) -> str:
    """The short name of what a rate is divided by: the named population, else the number itself."""
    definition = context.definitions.get(str(ledger.get("definition_id")), {})
    named = {it["id"]: it["name"] for it in context.words.get("definitions.populations")}
    population = str(definition.get("population", ""))
    if population in named:
        return f"{population} {named[population]}"
    return context.words("official.of_persons", n=figure["denominator"])


def suspect_charts(published: Published, context: Context) -> list[Chart]:
    """Ages of suspects cleared by the police in the latest full year, and the share of teens by year."""
    rows = [r for r in published.rows("ref_official_figures") if r["population"] == "suspects"]
    usable = [r for r in rows if r["status"] in ("usable", "conflicting") and not r["is_provisional"]]
    charts = []
    totals = [r for r in usable if r["series_id"] == "police_deepfake_persons" and r["year"]]
    if totals:
        charts.append(_suspect_ages(max(totals, key=lambda r: r["year"]), usable, context))
    shares = [r for r in usable if r["series_id"] == "police_deepfake_teens_share" and r["year"]]
    if len(shares) > 1:
        broken = [r for r in usable if r["series_id"] == "police_deepfake_teens_share" and r.get("is_break")]
        charts.append(_teen_share(sorted(shares, key=lambda r: r["year"]), broken, context))
    return charts


def _suspect_ages(total: Row, rows: Iterable[Row], context: Context) -> Chart:
    whole = int(total["value"])
    in_year = {str(r["series_id"]): r for r in rows if r["year"] == total["year"]}
    points = []
    for series_id in POLICE_AGES:
        row = in_year.get(series_id)
        if row is not None:
            start, end = AGE_SPANS[series_id]
            points.append(
                Point(
                    key=series_id,
                    label=_age_label(row, context),
                    value=int(row["value"]) / whole,
                    n=int(row["value"]),
                    denominator=whole,
                    start=start,
                    end=end,
                )
            )
    return _official(
        context,
        total,
        "official-suspect-ages",
        "bands",
        tuple(points),
        told="official_ages",
        title=context.words("official.suspect_ages_title", year=total["year"]),
        base=context.words("chart.base", n=f"{whole:,}"),
        note=f"{context.words('official.ages_caveat')} {context.words('official.ages_strip')}",
        unit=context.words("official.ages_unit"),
        source=" / ".join(
            dict.fromkeys(str(r["source"]) for r in in_year.values() if str(r["series_id"]) in POLICE_AGES)
        ),
    )


def _age_label(row: Row, context: Context) -> str:
    return context.words.label("age_population", row["age_population"])


def _teen_share(rows: list[Row], broken: list[Row], context: Context) -> Chart:
    """The share by year; a figure after a break of the series stands in the note, never on the line."""
    notes = [context.words("official.ages_caveat")] + [
        context.words("official.break_note", period=printed_period(r), value=f"{float(r['value']):.1f}%")
        + f" {context.words.pick(r, 'caveat')}"
        for r in broken
    ]
    points = tuple(
        Point(
            key=str(r["year"]),
            label=str(r["year"]),
            value=float(r["value"]) / 100,
            n=r.get("n"),
            denominator=r.get("denominator"),
        )
        for r in rows
    )
    return _official(
        context,
        rows[-1],
        "official-suspect-teens",
        "trend",
        points,
        told="official_teens",
        title=context.words("official.teen_share_title"),
        base=context.words("chart.n_in_table"),
        note=" ".join(notes),
        unit=context.words("official.ages_unit"),
        source=" / ".join(dict.fromkeys(str(r["source"]) for r in rows)),
        period=f"{rows[0]['year']}–{rows[-1]['year']}",
    )


def series_lines(published: Published, context: Context, *, is_supervision: bool) -> list[dict[str, str]]:
    """Series of official tables in a sentence each, where they have one: what is counted, and the newest value."""
    words = context.words
    rows = sorted(published.rows("out_kosis_series"), key=lambda r: r["position"])
    return [
        {
            "title": words.pick(row, "title"),
            "text": words.pick(row, "headline"),
            "caveat": words.pick(row, "caveat"),
            "source": named_source(
                "; ".join(filter(None, [str(row["publisher"]), str(row["source"] or "")])), words.language
            ),
            "counts": words("official.values", n=f"{row['n_values']:,}", missing=f"{row['n_missing']:,}"),
            "kind": words("band.short") if row["is_fictional"] else words("chart.official_tag"),
        }
        for row in rows
        if bool(row["is_supervision"]) == is_supervision and words.pick(row, "headline")
    ]


def _official(
    context: Context,
    row: Row,
    chart_id: str,
    kind: Kind,
    points: tuple[Point, ...],
    *,
    told: str,
    title: str,
    base: str,
    note: str = "",
    unit: str = "",
    source: str = "",
    period: str = "",
    value_format: ValueFormat = "share",
) -> Chart:
    words = context.words
    own = "" if row.get("population") == "suspects" else words.pick(row, "caveat")
    caveat = " ".join(filter(None, [own, note]))
    return Chart(
        chart_id=chart_id.replace("_", "-"),
        kind=kind,
        title=title,
        unit=words("chart.unit", unit=unit or context.labels("defendant", "unit")),
        base=base,
        period=period or printed_period(row),
        source=named_source(f"{row['publisher']}; {source or row['source']}", words.language),
        source_url=str(row.get("url") or ""),
        series=(Series(key="all", label="", points=points),),
        caveat=caveat,
        official=True,
        definition=told_definition(told, "persons" if told in SUSPECTS else "defendant", context),
        value_format=value_format,
    )


def printed_period(row: Row) -> str:
    """The period of a published row, an en dash for its two dots."""
    period = row.get("period") or row.get("year") or ""
    return str(period).replace("..", "–")
