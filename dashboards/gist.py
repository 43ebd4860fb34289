"""The one line that stands for a folded chart: its latest value, its median, or the span of its values.

`site.js` writes the same line again under other filters.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.charts import UNTOLD, Chart, Point, measured
from dashboards.trends import is_period
from dashboards.wording import PictureWords, Words


def gist(chart: Chart, words: Words, pictures: PictureWords) -> str:
    """The line of a chart; why nothing is shown when nothing is, and how many a flow counts."""
    if chart.kind == "flow":
        return chart.base
    points = [p for p in chart.points if p.key not in UNTOLD]
    shown = [p for p in points if p.value is not None]
    if not shown:
        states = [p.state for p in points if p.state != "shown"]
        return pictures.states[states[0] if states else "suppressed"]
    return _values(chart, shown, words) + _untold(len(points) - len(shown), words)


def _values(chart: Chart, shown: Sequence[Point], words: Words) -> str:
    if chart.kind == "trend":
        line = chart.series[0]
        last = [p for p in line.points if p.value is not None and is_period(p.key)][-1:]
        names = [line.label] if len(chart.series) > 1 else []
        if last:
            return f"{', '.join([*names, last[0].label])}: {measured(last[0].value or 0.0, chart)}"
    if chart.kind == "quartiles" and shown[0] is chart.points[0]:
        return words("chart.gist.median", value=measured(shown[0].value or 0.0, chart))
    values = sorted(p.value or 0.0 for p in shown)
    low, high = measured(values[0], chart), measured(values[-1], chart)
    return low if low == high else words("chart.gist.span", low=low, high=high)


def _untold(n: int, words: Words) -> str:
    return " · " + words("chart.gist.untold", n=n) if n else ""
