"""Lines over time, and small multiples of them, as SVG."""

from __future__ import annotations

import re
from datetime import date
from math import ceil, floor

from dashboards.charts import Chart, Point, Series, printed
from dashboards.drawing import ACCENT, ALERT, DASHES, RULE, SERIES_COLOURS, SOFT, Canvas, text_width, wrap
from dashboards.wording import PictureWords


def moment(key: str) -> float:
    """A period key as a decimal year at its middle: 2024 → 2024.5, 2024-Q3 → 2024.625."""
    if found := re.fullmatch(r"(\d{4})", key):
        return int(found[1]) + 0.5
    if found := re.fullmatch(r"(\d{4})-?Q([1-4])", key):
        return int(found[1]) + (int(found[2]) - 0.5) / 4
    if found := re.fullmatch(r"(\d{4})-(\d{2})", key):
        return int(found[1]) + (int(found[2]) - 0.5) / 12
    day = date.fromisoformat(key[:10])
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def is_period(key: str) -> bool:
    """True for keys that stand for a stretch of time (a total or an unknown is not one)."""
    return re.fullmatch(r"\d{4}(-?Q[1-4]|-\d{2}(-\d{2})?)?", key) is not None


class Axes:
    """Where a moment and a value lie in a frame of pixels."""

    def __init__(self, chart: Chart, box: tuple[float, float, float, float]) -> None:
        self.left, self.top, self.right, self.bottom = box
        moments = [moment(p.key) for p in chart.points if is_period(p.key)] or [2000.0]
        half = 0.5 if all(re.fullmatch(r"\d{4}", p.key) for p in chart.points if is_period(p.key)) else 0.13
        self.first, self.last = min(moments) - half, max(moments) + half
        tops = [v for p in chart.points for v in (p.value, p.high) if v is not None]
        self.limit = nice_limit(max([*tops, 0.0]), is_share=chart.value_format == "share")

    def x(self, at: float) -> float:
        """Pixels from the left edge for a decimal year."""
        return self.left + (at - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Pixels from the upper edge for a value."""
        return self.bottom - value / self.limit * (self.bottom - self.top)


def nice_limit(largest: float, *, is_share: bool) -> float:
    """The upper end of an axis that starts at zero: a round number just above the largest value."""
    if is_share:
        return next(limit for limit in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0, largest) if limit >= largest)
    if largest <= 0:
        return 1.0
    size = 10 ** floor(len(str(int(largest))) - 1)
    return float(ceil(largest / size) * size)


def draw_trend(canvas: Canvas, chart: Chart, words: PictureWords, top: float) -> float:
    """Lines with interval bands; gaps where nothing may be shown; law changes as labelled vertical lines."""
    many = len(chart.series) > 1
    room = 0.0 if canvas.width < 520 or not many or _label_room(chart) > 190 else _label_room(chart)
    mark_room = 20.0 * len(chart.marks)
    box = (44.0, top + 14 + mark_room, canvas.width - 14 - room, top + 274 + mark_room)
    axes = Axes(chart, box)
    for part in (0.37, 0.87):
        canvas.mark(box[2] - 8, box[1] + part * (box[3] - box[1]), 16)
    _frame(canvas, chart, axes)
    _marks(canvas, chart, axes)
    for index, series in enumerate(chart.series):
        _line(canvas, chart, series, axes, index, with_band=not many)
    if not many:
        _values(canvas, chart, axes)
    bottom = box[3] + 26
    return bottom if not many else _names(canvas, chart, axes, bottom, beside=room > 0)


def draw_panels(canvas: Canvas, chart: Chart, words: PictureWords, top: float) -> float:
    """Small multiples on one common scale, three across (one across on a phone)."""
    across = 4 if canvas.width >= 1000 else 3 if canvas.width >= 520 else 1
    gap = 22.0
    width = (canvas.width - gap * (across - 1)) / across
    height = 150.0
    for index, series in enumerate(chart.series):
        left = (index % across) * (width + gap)
        upper = top + (index // across) * (height + 42)
        canvas.text(left, upper + 14, series.label, size=14, weight="600")
        axes = Axes(chart, (left + 34, upper + 28, left + width - 6, upper + height))
        canvas.mark(axes.right - 2, axes.bottom - 8, 11)
        _frame(canvas, chart, axes, few=True)
        if all(p.value is None for p in series.points):
            reason = words.states[series.points[0].state] if series.points else words.states["empty"]
            for row, line in enumerate(wrap(reason, 12, width - 50, most=3)):
                canvas.text(left + 42, upper + 70 + 16 * row, line, size=12, fill=SOFT, halo=True)
        _line(canvas, chart, series, axes, 0, with_band=True)
    rows = -(-len(chart.series) // across)
    return top + rows * (height + 42)


def _label_room(chart: Chart) -> float:
    return max(text_width(s.label, 13) for s in chart.series) + 20


def _frame(canvas: Canvas, chart: Chart, axes: Axes, *, few: bool = False) -> None:
    for step in (0.0, 0.5, 1.0) if few else (0.0, 0.25, 0.5, 0.75, 1.0):
        y = axes.y(axes.limit * step)
        canvas.line(axes.left, y, axes.right, y, stroke=SOFT if step == 0 else RULE)
        told = printed(axes.limit * step, chart.value_format).replace(".0%", "%")
        canvas.text(axes.left - 6, y + 4, told, size=11 if few else 12, fill=SOFT, anchor="end")
    first, last = ceil(axes.first), floor(axes.last)
    years = range(first, last + 1)
    width = (axes.right - axes.left) / max(len(years), 1)
    every = max(1, ceil(44 / max(width, 1)))
    for year in years:
        at = year + 0.5
        if at > axes.last or (year - first) % every:
            continue
        canvas.text(
            axes.x(at), axes.bottom + 17, str(year), size=11 if few else 12, fill=SOFT, anchor="middle"
        )


def _marks(canvas: Canvas, chart: Chart, axes: Axes) -> None:
    for index, mark in enumerate(chart.marks):
        x = axes.x(moment(mark.at))
        if not axes.left <= x <= axes.right:
            continue
        y = axes.top - 8 - 20 * (len(chart.marks) - 1 - index)
        canvas.line(x, y, x, axes.bottom, stroke=ALERT, dash="4 3")
        room = axes.right - x
        anchor = "start" if text_width(mark.label, 12) < room else "end"
        canvas.text(
            x + (4 if anchor == "start" else -4),
            y + 4,
            mark.label,
            size=12,
            fill=ALERT,
            anchor=anchor,
            halo=True,
        )


def _line(canvas: Canvas, chart: Chart, series: Series, axes: Axes, index: int, *, with_band: bool) -> None:
    colour = SERIES_COLOURS[index % len(SERIES_COLOURS)] if len(chart.series) > 1 else ACCENT
    for run in runs(series.points):
        corners = [(axes.x(moment(p.key)), axes.y(p.value or 0.0)) for p in run]
        if with_band and len(run) > 1 and all(p.low is not None and p.high is not None for p in run):
            upper = [(axes.x(moment(p.key)), axes.y(p.high or 0.0)) for p in run]
            lower = [(axes.x(moment(p.key)), axes.y(p.low or 0.0)) for p in reversed(run)]
            canvas.element("polygon", "", points=_path(upper + lower), fill=colour, fill_opacity=0.14)
        canvas.element(
            "polyline",
            "",
            points=_path(corners),
            fill="none",
            stroke=colour,
            stroke_width=2.5,
            stroke_dasharray=DASHES[index % len(DASHES)],
        )
        for x, y in corners:
            canvas.element("circle", "", cx=x, cy=y, r=3.5, fill=colour, stroke="#ffffff")


def runs(points: tuple[Point, ...]) -> list[list[Point]]:
    """Unbroken stretches of shown points: a suppressed period is a gap, never a straight line across."""
    found: list[list[Point]] = [[]]
    for point in points:
        if not is_period(point.key):
            continue
        if point.value is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def _path(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _values(canvas: Canvas, chart: Chart, axes: Axes) -> None:
    points = [p for p in chart.points if p.value is not None and is_period(p.key)]
    spacing = (axes.right - axes.left) / max(len(points), 1)
    every = max(1, ceil(46 / max(spacing, 1)))
    for index, point in enumerate(points):
        if (len(points) - 1 - index) % every == 0:
            canvas.text(
                axes.x(moment(point.key)),
                axes.y(point.value or 0) - 9,
                printed(point.value, chart.value_format),
                size=12,
                anchor="middle",
                halo=True,
            )


def _names(canvas: Canvas, chart: Chart, axes: Axes, bottom: float, *, beside: bool) -> float:
    """Series names at the end of each line, or listed below the chart where there is no room."""
    taken: list[float] = []
    for index, series in enumerate(chart.series):
        colour = SERIES_COLOURS[index % len(SERIES_COLOURS)]
        shown = [p for p in series.points if p.value is not None and is_period(p.key)]
        if not shown:
            continue
        if beside:
            y = axes.y(shown[-1].value or 0.0) + 4
            while any(abs(y - other) < 16 for other in taken):
                y -= 16
            taken.append(y)
            canvas.text(axes.right + 10, y, series.label, size=13, fill=colour, weight="600")
        else:
            bottom += 20
            canvas.line(
                0, bottom - 5, 26, bottom - 5, stroke=colour, width=2.5, dash=DASHES[index % len(DASHES)]
            )
            for row, line in enumerate(wrap(series.label, 13, canvas.width - 34)):
                bottom += 17 if row else 0
                canvas.text(34, bottom, line, size=13)
    return bottom + (8 if not beside else 0)
