"""A chart as rows: the table under it, and the CSV beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from dashboards.charts import Chart, printed
from dashboards.spreadsheet import Sheet
from dashboards.wording import PictureWords, Words

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defused(value: object) -> str:
    """A CSV cell that no spreadsheet will run as a formula; numbers keep their sign."""
    text = "" if value is None else str(value)
    if text.startswith(_FORMULA_STARTS) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], *, comment: str = "") -> str:
    """CSV with an optional first line `# comment` (used to say that the data are fictional)."""
    out = io.StringIO()
    if comment:
        out.write(f"# {comment}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([defused(cell) for cell in row])
    return out.getvalue()


def table_head(chart: Chart, words: Words) -> list[str]:
    """Column heads of the table under a chart."""
    names = [words("table.group")] if len(chart.series) > 1 or chart.kind in ("grid", "panels") else []
    names += [words("table.item"), words(f"table.value_{chart.value_format}")]
    if any(p.denominator is not None for p in chart.points):
        names += [words("table.n"), words("table.denominator")]
    if any(p.low is not None for p in chart.points):
        names.append(words("table.quartiles" if chart.kind == "quartiles" else "table.interval"))
    return names


def table_rows(chart: Chart, words: Words, states: PictureWords) -> list[list[str]]:
    """The same numbers as the chart, one row a point, in the order of `table_head`."""
    head = table_head(chart, words)
    rows = []
    for series in chart.series:
        for point in series.points:
            row = [series.label] if head[0] == words("table.group") else []
            row.append(point.label)
            shown = point.value is not None
            row.append(printed(point.value, chart.value_format) if shown else states.states[point.state])
            if words("table.n") in head:
                row += [_count(point.n), _count(point.denominator)]
            if len(row) < len(head):
                known = point.low is not None and point.high is not None
                row.append(
                    f"{printed(point.low, chart.value_format)} – {printed(point.high, chart.value_format)}"
                    if known
                    else "–"
                )
            rows.append(row)
    return rows


def flow_rows(chart: Chart) -> list[list[str]]:
    """Streams of a flow as rows: from, to, n."""
    names = {key: label for key, label, _ in chart.nodes}
    return [[names[link.source], names[link.target], f"{link.n:,}"] for link in chart.links]


def chart_csv(chart: Chart, *, comment: str = "") -> str:
    """Machine-readable values of a chart: keys, full precision, state, and the interval as two columns."""
    if chart.kind == "flow":
        return csv_text(
            ["from", "to", "n"], [[li.source, li.target, li.n] for li in chart.links], comment=comment
        )
    header = ["series", "key", "label", "value", "n", "denominator", "low", "high", "state"]
    rows = [
        [series.key, p.key, p.label, p.value, p.n, p.denominator, p.low, p.high, p.state]
        for series in chart.series
        for p in series.points
    ]
    return csv_text(header, rows, comment=comment)


def chart_sheet(chart: Chart, words: Words, *, comment: str = "") -> Sheet:
    """A chart as a sheet: what the data are, title, base and caveat above, then keys, values and states."""
    above: list[list[object]] = [[comment]] if comment else []
    above += [
        [chart.title],
        [chart.subtitle],
        [chart.caveat],
        [f"{words('chart.source')}: {chart.source}"],
        [],
    ]
    if chart.kind == "flow":
        names = {key: label for key, label, _ in chart.nodes}
        streams: list[list[object]] = [[names[li.source], names[li.target], li.n] for li in chart.links]
        head: list[object] = [words("table.from"), words("table.to"), words("table.n")]
        return Sheet(name=chart.title, rows=[*above, head, *streams])
    head = [words("table.group"), words("table.item"), words(f"table.value_{chart.value_format}")]
    head += [words("table.n"), words("table.denominator"), "low", "high", "state"]
    rows: list[list[object]] = [
        [series.label, p.label, p.value, p.n, p.denominator, p.low, p.high, p.state]
        for series in chart.series
        for p in series.points
    ]
    return Sheet(name=chart.title, rows=[*above, head, *rows])


def _count(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"
