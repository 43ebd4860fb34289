"""Still pictures of charts, written as SVG without a browser.

`draw` is the picture inside a page (the page prints title and notes itself); `picture` is the stand-alone
file with title, base, caveat and source inside. Both are pure: the same chart gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable

from dashboards.charts import UNTOLD, Chart, Point, fraction, measured, printed
from dashboards.drawing import ACCENT, FONT, INK, PALE, RULE, SERIES_COLOURS, SOFT, Canvas, text_width, wrap
from dashboards.flow import draw_flow
from dashboards.trends import draw_panels, draw_trend
from dashboards.wording import PictureWords

WIDE = 760.0
BROAD = 1060.0
NARROW = 350.0

Renderer = Callable[[Canvas, Chart, PictureWords, float], float]


def draw(chart: Chart, words: PictureWords, width: float = WIDE) -> str:
    """The bare picture, `width` pixels wide; height follows from what there is to show."""
    canvas = Canvas(width, _mark_of(chart, words))
    bottom = _body(canvas, chart, words, 6.0)
    return canvas.document(bottom + 4, title=chart.title, description=_description(chart, words))


def picture(chart: Chart, words: PictureWords, width: float = 900.0) -> str:
    """The stand-alone picture: title, unit, n and period above, caveat and source below, data mark inside."""
    canvas = Canvas(width)
    margin = 28.0
    y = margin + 16
    for line in wrap(chart.title, 21, width - 2 * margin):
        canvas.text(margin, y, line, size=21, weight="700")
        y += 28
    for line in wrap(chart.subtitle, 14, width - 2 * margin):
        canvas.text(margin, y, line, size=14, fill=SOFT)
        y += 20
    inner = Canvas(width - 2 * margin, _mark_of(chart, words))
    height = _body(inner, chart, words, 0.0)
    canvas.element("g", "".join(inner.parts), transform=f"translate({margin:.0f} {y + 6:.0f})")
    y += height + 34
    notes = [chart.caveat, f"{words.source}: {chart.source}", words.data_version]
    if words.watermark:
        notes.insert(0, words.official if chart.official else words.watermark)
    for note in filter(None, notes):
        for line in wrap(note, 12, width - 2 * margin, most=6):
            canvas.text(margin, y, line, size=12, fill=SOFT)
            y += 17
    return canvas.document(y + 6, title=chart.title, description=_description(chart, words), background=True)


def _mark_of(chart: Chart, words: PictureWords) -> str:
    return "" if chart.official else words.watermark


def _body(canvas: Canvas, chart: Chart, words: PictureWords, top: float) -> float:
    if chart.is_empty:
        states = [point.state for point in chart.points if point.state != "shown"]
        reason = words.states[states[0] if states else "suppressed"]
        canvas.rect(0, top, canvas.width, 90, fill="#f3f0e8")
        canvas.text(canvas.width / 2, top + 50, reason, fill=SOFT, anchor="middle", size=14)
        canvas.mark(canvas.width - 10, top + 80)
        return top + 90
    return _RENDERERS[chart.kind](canvas, chart, words, top)


def _description(chart: Chart, words: PictureWords) -> str:
    told = []
    for point in chart.points[:24]:
        value = (
            printed(point.value, chart.value_format) if point.value is not None else words.states[point.state]
        )
        told.append(f"{point.label}: {value} {fraction(point)}".strip())
    return "; ".join([chart.subtitle, *told])


def told_value(point: Point, chart: Chart, words: PictureWords) -> str:
    """What is printed beside a mark: the value with its fraction, or why there is none."""
    if point.value is None:
        return words.untold(point)
    value = measured(point.value, chart)
    parts = fraction(point)
    return f"{value}  ({parts})" if parts and chart.value_format == "share" else value


def _largest(chart: Chart) -> float:
    values = [v for p in chart.points for v in (p.value, p.high) if v is not None]
    return max([*values, 1e-9])


def _hatch(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """An outlined, striped bar for what is unknown: visible in grey print as well."""
    canvas.rect(x, y, width, height, fill="#ffffff", stroke=SOFT)
    at = x + 6
    while at < x + width:
        canvas.line(at, y + height, min(at + height / 2, x + width), y, stroke=SOFT)
        at += 7


def _rows(canvas: Canvas, chart: Chart, words: PictureWords, top: float) -> float:
    """Horizontal bars: label left (above, when narrow), value and fraction right of the bar."""
    narrow = canvas.width < 520
    points = chart.points
    label_width = (
        0.0 if narrow else min(max(text_width(p.label, 14) for p in points) + 16, canvas.width * 0.36)
    )
    told_width = max(text_width(told_value(p, chart, words), 13) for p in points) + 14
    glyph = 74.0 if chart.kind == "bands" and not narrow else 0.0
    room = canvas.width - label_width - glyph - told_width
    largest = _largest(chart)
    label_room = canvas.width if narrow else label_width - 12
    most = _most_lines(points, label_room)
    y = top
    for place, point in enumerate(points):
        colour = ACCENT if point.state == "shown" else PALE
        lines = wrap(point.label, 14, label_room)
        label_y = y + 14 if narrow else y + 20 + 8 * (most - 1) - 8 * (len(lines) - 1)
        _label(canvas, label_y, lines)
        bar_y = y + 4 + 16 * len(lines) if narrow else y + 6 + 8 * (most - 1)
        if place % 2 == 0:
            canvas.mark(canvas.width, bar_y + 31 if narrow else bar_y + 31 + 8 * (most - 1), 11)
        x = label_width + glyph
        if chart.kind == "bands" and point.start is not None:
            at = (canvas.width - 66, label_y - 5) if narrow else (label_width, bar_y + 10)
            _age_glyph(canvas, point, *at)
        length = room * (point.value or 0.0) / largest
        if point.key in UNTOLD:
            _hatch(canvas, x, bar_y, length, 20)
        else:
            canvas.rect(x, bar_y, length, 20, fill=colour)
        if point.low is not None and point.high is not None:
            _whisker(canvas, x, room / largest, point, bar_y + 10)
            length = max(length, room * point.high / largest)
        canvas.text(x + length + 8, bar_y + 15, told_value(point, chart, words), size=13, fill=INK)
        y += 34 + 16 * len(lines) if narrow else 34 + 16 * (most - 1)
    return y + 6


def _most_lines(points: tuple[Point, ...], width: float) -> int:
    return max(len(wrap(point.label, 14, width)) for point in points)


def _label(canvas: Canvas, y: float, lines: list[str]) -> None:
    for row, line in enumerate(lines):
        canvas.text(0, y + 16 * row, line, size=14)


def _whisker(canvas: Canvas, x: float, scale: float, point: Point, y: float) -> None:
    low, high = x + scale * (point.low or 0), x + scale * (point.high or 0)
    for stroke, width in (("#ffffff", 4.0), (INK, 1.5)):
        canvas.line(low, y, high, y, stroke=stroke, width=width)
    for end in (low, high):
        canvas.line(end, y - 4, end, y + 4, stroke=INK, width=1.5)


def _age_glyph(canvas: Canvas, point: Point, x: float, y: float) -> None:
    """Where the band lies on an axis from 10 to 70 years: bands are drawn as bands, not as points."""
    scale = 60.0 / 60.0
    start = max((point.start or 10.0) - 10, 0.0) * scale
    end = min((point.end or 70.0) - 10, 60.0) * scale
    canvas.line(x, y, x + 60, y, stroke=RULE, width=2)
    canvas.rect(x + start, y - 4, max(end - start, 2.0), 8, fill=SOFT)


def _dots(canvas: Canvas, chart: Chart, words: PictureWords, top: float) -> float:
    """Forest-style rows: a dot for the share, a line for its interval, on one common axis."""
    narrow = canvas.width < 520
    points = chart.points
    label_width = (
        0.0 if narrow else min(max(text_width(p.label, 14) for p in points) + 16, canvas.width * 0.42)
    )
    told_width = 0.0 if narrow else max(text_width(told_value(p, chart, words), 13) for p in points) + 16
    room = canvas.width - label_width - told_width - 12
    limit = 1.0 if chart.value_format == "share" else _largest(chart)
    most = _most_lines(points, canvas.width if narrow else label_width - 12)
    extra = 16.0 * (most - 1)
    step = (68.0 if narrow else 34.0) + extra
    bottom = top + step * len(points) + 8
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = label_width + 6 + room * tick
        canvas.line(x, top, x, bottom, stroke=RULE)
        canvas.text(
            x,
            bottom + 16,
            printed(tick * limit, chart.value_format).replace(".0%", "%"),
            size=12,
            fill=SOFT,
            anchor="middle" if 0 < tick < 1 else ("start" if tick == 0 else "end"),
        )
    for index, point in enumerate(points):
        y = top + step * index
        middle = y + (44 + extra if narrow else 17 + extra / 2)
        if index % 2 == 0:
            canvas.mark(label_width + 6 + room, middle + (17 if narrow else 21 + extra / 2), 11)
        lines = wrap(point.label, 14, canvas.width if narrow else label_width - 12)
        _label(canvas, y + 15 if narrow else middle + 5 - 8 * (len(lines) - 1), lines)
        told = told_value(point, chart, words)
        if narrow:
            canvas.text(0, y + 16 + 16 * len(lines), told, size=13, fill=SOFT)
        else:
            canvas.text(canvas.width, middle + 5, told, size=13, anchor="end")
        if point.value is None:
            continue
        if point.low is not None and point.high is not None:
            _whisker(canvas, label_width + 6, room / limit, point, middle)
        canvas.element(
            "circle",
            "",
            cx=label_width + 6 + room * point.value / limit,
            cy=middle,
            r=5.5,
            fill=ACCENT,
            stroke="#ffffff",
            stroke_width=1.5,
        )
    return bottom + 22


def _quartiles(canvas: Canvas, chart: Chart, words: PictureWords, top: float) -> float:
    """Rows of quartile strips: thick from the first to the third quartile, a tick at the median."""
    narrow = canvas.width < 520
    points = chart.points
    label_width = (
        0.0 if narrow else min(max(text_width(p.label, 14) for p in points) + 16, canvas.width * 0.34)
    )
    room = canvas.width - label_width - 16
    limit = _largest(chart)
    step = 64.0 if narrow else 48.0
    bottom = top + step * len(points) + 4
    _ticks(canvas, label_width + 4, room, limit, top, bottom)
    for index, point in enumerate(points):
        y = top + step * index
        middle = y + (46 if narrow else 32)
        if index % 2 == 0:
            canvas.mark(label_width + 4 + room, middle + (18 if narrow else 20), 11)
        lines = [point.label] if narrow else wrap(point.label, 14, label_width - 12)
        _label(canvas, y + (15 if narrow else 24 - 8 * (len(lines) - 1)), lines)
        x = label_width + 4
        if point.value is None:
            canvas.text(x, middle + 4, words.states[point.state], size=13, fill=SOFT, halo=True)
            continue
        low, high = point.low or point.value, point.high or point.value
        canvas.rect(x + room * low / limit, middle - 7, max(room * (high - low) / limit, 2), 14, fill=PALE)
        at = x + room * point.value / limit
        canvas.line(at, middle - 10, at, middle + 10, stroke=ACCENT, width=3)
        told = " · ".join(filter(None, [measured(point.value, chart), point.note]))
        canvas.text(
            min(at, x + room - text_width(told, 12)),
            y + (32 if narrow else 18),
            told,
            size=12,
            fill=INK,
            halo=True,
        )
    return bottom + 22


def _ticks(canvas: Canvas, left: float, room: float, limit: float, top: float, bottom: float) -> None:
    """At most nine ticks, at multiples of six months while lengths are short and at round numbers beyond."""
    steps = [6.0, 12.0, 24.0, 48.0, *(base * 10**power for power in range(2, 12) for base in (1, 2, 5))]
    step = next(s for s in steps if limit / s <= 8 or s == steps[-1])
    for index in range(int(limit / step) + 1):
        x = left + room * index * step / limit
        canvas.line(x, top, x, bottom)
        anchor = "middle" if index else "start"
        canvas.text(x, bottom + 16, f"{index * step:,.0f}", size=12, fill=SOFT, anchor=anchor)


def _grid(canvas: Canvas, chart: Chart, words: PictureWords, top: float) -> float:
    """A table of shaded cells: series are rows (named above, when narrow), points are columns."""
    columns = [p.label for p in chart.series[0].points]
    narrow = canvas.width < 520
    named_width = min(max(text_width(s.label, 13) for s in chart.series) + 12, canvas.width * 0.3)
    label_width = 0.0 if narrow else named_width
    cell = (canvas.width - label_width) / max(len(columns), 1)
    largest = _largest(chart)
    heads = [wrap(label, 12, cell - 4, most=6) for label in columns]
    for index, lines in enumerate(heads):
        for row, line in enumerate(lines):
            canvas.text(
                label_width + cell * (index + 0.5),
                top + 14 + 14 * row,
                line,
                size=12,
                fill=SOFT,
                anchor="middle",
            )
    y = top + 10 + 14 * max(2, *(len(lines) for lines in heads), 0)
    for place, series in enumerate(chart.series):
        if place % 4 == 0:
            canvas.mark(canvas.width, y + (15 if narrow else 12), 11)
            y += 0 if narrow else 18
        named = wrap(series.label, 13, canvas.width - 120 if narrow else label_width - 12, most=8)
        for row, line in enumerate(named):
            canvas.text(0, y + (15 if narrow else 20) + 15 * row, line, size=13)
        y += 15 * len(named) + 6 if narrow else 0
        for index, point in enumerate(series.points):
            share = (point.value or 0.0) / largest
            x = label_width + cell * index
            canvas.rect(
                x + 1,
                y + 1,
                cell - 2,
                28,
                fill=ACCENT if share else "#f3f0e8",
                opacity=round(0.08 + 0.5 * share, 2) if share else None,
            )
            told = (
                printed(point.value, chart.value_format)
                if point.value is not None
                else words.short_states[point.state]
            )
            canvas.text(x + cell / 2, y + 20, told, size=13, anchor="middle")
        y += 38 if narrow else 30 + 15 * (len(named) - 1)
    return y + 4


_RENDERERS: dict[str, Renderer] = {
    "bars": _rows,
    "bands": _rows,
    "dots": _dots,
    "quartiles": _quartiles,
    "grid": _grid,
    "trend": draw_trend,
    "panels": draw_panels,
    "flow": draw_flow,
}

__all__ = ["BROAD", "FONT", "NARROW", "SERIES_COLOURS", "WIDE", "draw", "picture", "told_value"]
