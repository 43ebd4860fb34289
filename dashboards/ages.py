"""Ages of defendants: bands as bands, bounds where ages are intervals, unknown always shown."""

from __future__ import annotations

from dashboards.charts import Chart, Kind, Point, Series
from dashboards.cube_charts import Context
from dashboards.published import Published, Row


def age_charts(published: Published, context: Context) -> list[Chart]:
    """Two charts a basis: shares of certain bands with their possible range, and the Turnbull estimate."""
    by_definition: dict[str, list[Row]] = {}
    for row in published.rows("out_ages__cells"):
        by_definition.setdefault(str(row["definition_id"]), []).append(row)
    charts = []
    for definition, rows in by_definition.items():
        ordered = sorted(rows, key=lambda r: r["position"])
        charts.append(_bands(definition, ordered, context))
        if any(r["turnbull_share"] is not None for r in ordered):
            charts.append(_turnbull(definition, ordered, context))
    return charts


def _bands(definition: str, rows: list[Row], context: Context) -> Chart:
    words = context.words
    points = [_band_point(row, context) for row in rows if row["band"] != "unknown"]
    unknown = rows[0].get("n_unknown")
    known = rows[0].get("n_known")
    if unknown and known is not None:
        everyone = unknown + known
        points.append(
            Point(
                key="unknown",
                label=words("age.unknown"),
                value=unknown / everyone,
                n=unknown,
                denominator=everyone,
            )
        )
    return _chart(
        definition,
        rows,
        context,
        "bands",
        "bands",
        points,
        words("age.title_naive", title=context.title(definition)),
    )


def _band_point(row: Row, context: Context) -> Point:
    """The bar is the share surely in the band, its whisker reaches to the share possibly in it."""
    low, high = row.get("age_low"), row.get("age_high")
    hidden = row["state"] in ("suppressed", "empty")
    shown = row["state"] == "shown"
    surely = _share(row["share_low"]) if row["share_low"] is not None else _share(row["naive_share"])
    return Point(
        key=str(row["band"]),
        label=context.labels(row["band"], "band", "age_band"),
        value=surely if shown else None,
        state=row["state"],
        n=None if hidden else row.get("n_surely"),
        denominator=None if hidden else row.get("n_known"),
        low=surely if shown else None,
        high=_share(row["share_high"]) if shown else None,
        start=None if low is None else float(low),
        end=None if high is None else float(high) + 1,
    )


def _turnbull(definition: str, rows: list[Row], context: Context) -> Chart:
    words = context.words
    points = [
        Point(
            key=str(r["band"]),
            label=context.labels(r["band"], "band", "age_band"),
            value=_share(r["turnbull_share"]) if r["state"] == "shown" else None,
            low=_share(r["turnbull_low"]),
            high=_share(r["turnbull_high"]),
            state=r["state"],
        )
        for r in rows
        if r["band"] != "unknown"
    ]
    title = f"{context.title(definition)}: {words('age.estimate')}"
    return _chart(definition, rows, context, "dots", "turnbull", points, title, words("age.assumption"))


def _chart(
    definition: str,
    rows: list[Row],
    context: Context,
    kind: Kind,
    view: str,
    points: list[Point],
    title: str,
    note: str = "",
) -> Chart:
    words = context.words
    row = context.definitions.get(definition, {})
    known, unknown = rows[0].get("n_known"), rows[0].get("n_unknown")
    base = words("age.base", known=_count(known), unknown=_count(unknown))
    return Chart(
        chart_id=f"{definition}-{view}".replace("_", "-"),
        kind=kind,
        title=title,
        unit=words("chart.unit", unit=context.labels(row.get("unit", "defendant"), "unit")),
        base=base,
        period=context.labels(row.get("date_basis", "decision_date"), "date_basis"),
        source=words("chart.source_fictional" if context.is_fictional else "chart.source_real"),
        series=(Series(key="all", label="", points=tuple(points)),),
        caveat=" ".join(filter(None, [words.pick(row, "caveat"), note])),
        definition=context.definition(definition),
    )


def _share(value: object) -> float | None:
    return None if value is None else float(str(value))


def _count(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"
