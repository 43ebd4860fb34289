"""The flow from charge to outcome: our own Sankey-like picture, since no small Plotly bundle draws one."""

from __future__ import annotations

from dashboards.charts import Chart
from dashboards.drawing import ACCENT, PALE, SERIES_COLOURS, Canvas, wrap
from dashboards.wording import PictureWords

BAR = 14.0
GAP = 16.0


class Layout:
    """Vertical places of nodes and streams: per column, from top to bottom, in the order given."""

    def __init__(self, chart: Chart, height: float, top: float) -> None:
        self.columns: dict[int, list[str]] = {}
        for key, _, column in chart.nodes:
            self.columns.setdefault(column, []).append(key)
        self.size = {key: self._through(chart, key) for key, _, _ in chart.nodes}
        fullest = max(sum(self.size[k] for k in keys) for keys in self.columns.values()) or 1
        longest = max(len(keys) for keys in self.columns.values())
        self.scale = (height - GAP * (longest - 1)) / fullest
        self.y: dict[str, float] = {}
        for keys in self.columns.values():
            y = top
            for key in keys:
                self.y[key] = y
                y += self.height(key) + GAP

    @staticmethod
    def _through(chart: Chart, key: str) -> int:
        into = sum(link.n for link in chart.links if link.target == key)
        out = sum(link.n for link in chart.links if link.source == key)
        return max(into, out)

    def height(self, key: str) -> float:
        """Pixels of a node, at least enough to be seen."""
        return max(self.size[key] * self.scale, 2.0)


def draw_flow(canvas: Canvas, chart: Chart, words: PictureWords, top: float) -> float:
    """Two columns of nodes joined by streams as thick as the count; names stand beside, never over a stream."""
    longest = max(sum(1 for _, _, c in chart.nodes if c == column) for _, _, column in chart.nodes)
    height = max(260.0, 44.0 * longest)
    layout = Layout(chart, height, top + 8)
    last = max(layout.columns)
    room = min(canvas.width * (0.3 if canvas.width < 520 else 0.27), 250.0)
    step = (canvas.width - 2 * room - BAR) / max(last, 1)
    place = {key: room + column * step for key, _, column in chart.nodes}
    colours = {key: SERIES_COLOURS[i % 6] for i, key in enumerate(layout.columns[last])}
    for part in (0.3, 0.75):
        canvas.mark(max(place.values()) - 10, top + part * height)
    _streams(canvas, chart, layout, place, colours)
    bottom = top + 8 + height
    for column in layout.columns:
        listed = [(key, label) for key, label, c in chart.nodes if c == column]
        for key, _ in listed:
            canvas.rect(place[key], layout.y[key], BAR, layout.height(key), fill=colours.get(key, ACCENT))
        is_left = column < last
        at = room - 8 if is_left else place[listed[0][0]] + BAR + 8
        bottom = max(bottom, _named(canvas, layout, listed, at, room - 12, is_left=is_left))
    return bottom + 8


def _streams(
    canvas: Canvas, chart: Chart, layout: Layout, place: dict[str, float], colours: dict[str, str]
) -> None:
    used_out = dict.fromkeys(layout.size, 0.0)
    used_in = dict.fromkeys(layout.size, 0.0)
    for link in chart.links:
        thick = link.n * layout.scale
        y1 = layout.y[link.source] + used_out[link.source]
        y2 = layout.y[link.target] + used_in[link.target]
        used_out[link.source] += thick
        used_in[link.target] += thick
        colour = colours.get(link.target, PALE)
        _stream(canvas, place[link.source] + BAR, y1, place[link.target], y2, thick, colour)


def _named(
    canvas: Canvas, layout: Layout, listed: list[tuple[str, str]], at: float, room: float, *, is_left: bool
) -> float:
    """Names with their counts beside the nodes of a column, pushed down where two would overlap."""
    free = 0.0
    size = 12.0 if canvas.width < 520 else 13.0
    for key, label in listed:
        lines = wrap(f"{label} {layout.size[key]:,}", size, room, most=7)
        middle = layout.y[key] + layout.height(key) / 2
        start = max(middle - 8 * (len(lines) - 1) + 4, free + size)
        for row, line in enumerate(lines):
            canvas.text(at, start + 16 * row, line, size=size, anchor="end" if is_left else "start")
        free = start + 16 * (len(lines) - 1) + 6
    return free


def _stream(canvas: Canvas, x1: float, y1: float, x2: float, y2: float, thick: float, colour: str) -> None:
    middle = (x1 + x2) / 2
    path = (
        f"M{x1:.1f},{y1:.1f} C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f} "
        f"L{x2:.1f},{y2 + thick:.1f} C{middle:.1f},{y2 + thick:.1f} {middle:.1f},{y1 + thick:.1f} "
        f"{x1:.1f},{y1 + thick:.1f} Z"
    )
    canvas.element("path", "", d=path, fill=colour, fill_opacity=0.32, stroke="none")


__all__ = ["Layout", "draw_flow"]
