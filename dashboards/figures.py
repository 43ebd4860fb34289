"""Charts as Plotly figures: plain dictionaries of lists, so that they can be compared and are stable.

The browser redraws a figure under other filters by filling the same traces again; `meta.role` says which
trace holds what. Values are shares in percent, counts, months or hours, as the chart's format says.
"""

from __future__ import annotations

from typing import Any

from dashboards.charts import UNTOLD, Chart, Point, Series, fraction, measured, printed
from dashboards.drawing import ACCENT, ALERT, FONT, INK, PALE, RULE, SERIES_COLOURS, SOFT
from dashboards.trends import is_period, moment
from dashboards.wording import PictureWords

Figure = dict[str, Any]
PALE_ALERT = "rgba(163,59,31,0.45)"
PLOTLY_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def figure(chart: Chart, words: PictureWords) -> Figure | None:
    """The Plotly figure of a chart, or None for kinds that are drawn as still pictures only.

    Bands of age stay still: the small strip that shows where each lies has no trace of its own.
    """
    if chart.kind == "bars":
        return _with_mark(_bars(chart, words), chart, words)
    if chart.kind == "dots":
        return _with_mark(_dots(chart, words), chart, words)
    if chart.kind == "trend":
        return _with_mark(_trend(chart, words), chart, words)
    if chart.kind == "quartiles":
        return _with_mark(_quartiles(chart, words), chart, words)
    return None


def scaled(value: float | None, chart: Chart) -> float | None:
    """A value in the unit of the axis: shares as percent, rounded to a tenth; everything else as it is."""
    if value is None:
        return None
    return round(value * 100, 1) if chart.value_format == "share" else round(value, 1)


def told(point: Point, chart: Chart, words: PictureWords) -> str:
    """The text beside a mark and in the hover box."""
    if point.value is None:
        return words.untold(point)
    return " ".join(filter(None, [measured(point.value, chart), _bracketed(fraction(point))]))


def _bracketed(text: str) -> str:
    return f"({text})" if text else ""


def _errors(points: list[Point], chart: Chart) -> dict[str, Any] | None:
    if not any(p.low is not None and p.high is not None for p in points):
        return None
    plus, minus = [], []
    for point in points:
        value, low, high = (scaled(v, chart) for v in (point.value, point.low, point.high))
        known = value is not None and low is not None and high is not None
        plus.append(round(high - value, 1) if known else 0)  # type: ignore[operator]
        minus.append(round(value - low, 1) if known else 0)  # type: ignore[operator]
    return {
        "type": "data",
        "symmetric": False,
        "array": plus,
        "arrayminus": minus,
        "color": INK,
        "thickness": 1.5,
    }


def _bars(chart: Chart, words: PictureWords) -> Figure:
    points = list(chart.points)
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "meta": {"role": "value"},
        "y": [p.label for p in points],
        "x": [scaled(p.value, chart) for p in points],
        "text": [told(p, chart, words) for p in points],
        "textposition": "none",
        "customdata": [p.key for p in points],
        "hovertemplate": "%{y}<br>%{text}<extra></extra>",
        "marker": {
            "color": ["#ffffff" if p.key in UNTOLD else ACCENT for p in points],
            "line": {"color": SOFT, "width": [1 if p.key in UNTOLD else 0 for p in points]},
            "pattern": {
                "shape": ["/" if p.key in UNTOLD else "" for p in points],
                "fgcolor": SOFT,
                "size": 6,
            },
        },
    }
    errors = _errors(points, chart)
    if errors:
        trace["error_x"] = errors
    labels = _told_beside(points, chart, words)
    layout = _layout(chart, height=34 + 38 * len(points))
    layout["yaxis"] |= {"autorange": "reversed", "type": "category"}
    layout["yaxis"]["showgrid"] = False
    layout["xaxis"] |= {"rangemode": "tozero", "showticklabels": False, "showgrid": False}
    layout["margin"] |= {"t": 8, "b": 14}
    layout["xaxis"]["range"] = [0, _top(points, chart) * 1.45]
    return {"data": [trace, labels], "layout": layout}


def _told_beside(points: list[Point], chart: Chart, words: PictureWords) -> dict[str, Any]:
    """Values written right of the bars (and of their intervals) as a text trace of their own."""
    ends = [scaled(p.high if p.high is not None else p.value, chart) or 0 for p in points]
    return {
        "type": "scatter",
        "mode": "text",
        "meta": {"role": "told"},
        "x": ends,
        "y": [p.label for p in points],
        "text": ["  " + told(p, chart, words) for p in points],
        "textposition": "middle right",
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
        "textfont": {"size": 13, "color": INK},
    }


def _top(points: list[Point], chart: Chart) -> float:
    return max([*(scaled(v, chart) or 0 for p in points for v in (p.value, p.high)), 1.0])


def _dots(chart: Chart, words: PictureWords) -> Figure:
    points = list(chart.points)
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "meta": {"role": "value"},
        "y": [p.label for p in points],
        "x": [scaled(p.value, chart) for p in points],
        "text": [told(p, chart, words) for p in points],
        "customdata": [p.key for p in points],
        "hovertemplate": "%{y}<br>%{text}<extra></extra>",
        "marker": {"size": 11, "color": ACCENT, "line": {"color": "#ffffff", "width": 1.5}},
    }
    errors = _errors(points, chart)
    if errors:
        trace["error_x"] = errors
    layout = _layout(chart, height=58 + 38 * len(points) + (14 if len(points) == 1 else 0))
    layout["margin"]["t"] = 8
    layout["yaxis"] |= {"autorange": False, "range": [len(points) - 0.5, -0.5], "type": "category"}
    layout["xaxis"]["ticklabeloverflow"] = "allow"
    if chart.value_format == "share":
        layout["xaxis"] |= {"range": [0, 100], "ticksuffix": "%", "dtick": 25}
    return {"data": [trace, _told_beside(points, chart, words)], "layout": layout}


def _trend(chart: Chart, words: PictureWords) -> Figure:
    data: list[dict[str, Any]] = []
    many = len(chart.series) > 1
    for index, series in enumerate(chart.series):
        colour = SERIES_COLOURS[index % len(SERIES_COLOURS)] if many else ACCENT
        if not many:
            data.extend(_band(series, chart))
        data.append(_period_line(series, chart, words, colour, PLOTLY_DASHES[index % 6], has_texts=not many))
    layout = _layout(chart, height=360)
    layout["showlegend"] = many
    if many:
        layout["height"] += 22 * len(chart.series)
        layout["legend"] = {"orientation": "v", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0}
        layout["margin"]["b"] += 24 * len(chart.series)
    layout["xaxis"] |= {"type": "category", "showgrid": False, "showline": True, "linecolor": SOFT}
    layout["yaxis"] |= {"rangemode": "tozero", "ticksuffix": "%" if chart.value_format == "share" else ""}
    _mark_lines(layout, chart)
    return {"data": data, "layout": layout}


def _period_line(
    series: Series, chart: Chart, words: PictureWords, colour: str, dash: str, *, has_texts: bool
) -> dict[str, Any]:
    points = [p for p in series.points if is_period(p.key)]
    return {
        "type": "scatter",
        "mode": "lines+markers+text" if has_texts and len(points) <= 15 else "lines+markers",
        "name": series.label,
        "showlegend": any(p.value is not None for p in points),
        "connectgaps": False,
        "meta": {"role": "value", "series": series.key},
        "x": [p.label for p in points],
        "y": [scaled(p.value, chart) for p in points],
        "text": [printed(p.value, chart.value_format) if p.value is not None else "" for p in points],
        "textposition": "top center",
        "hovertext": [told(p, chart, words) for p in points],
        "customdata": [p.key for p in points],
        "hovertemplate": "%{x}<br>%{hovertext}<extra>" + series.label + "</extra>",
        "line": {"color": colour, "width": 2.5, "dash": dash},
        "marker": {"size": 7},
        "cliponaxis": False,
    }


def _band(series: Series, chart: Chart) -> list[dict[str, Any]]:
    points = [p for p in series.points if is_period(p.key)]
    if not any(p.low is not None for p in points):
        return []
    common = {
        "type": "scatter",
        "mode": "lines",
        "x": [p.label for p in points],
        "hoverinfo": "skip",
        "showlegend": False,
        "connectgaps": False,
        "line": {"width": 0},
    }
    low = common | {"meta": {"role": "low"}, "y": [scaled(p.low, chart) for p in points]}
    high = common | {
        "meta": {"role": "high"},
        "y": [scaled(p.high, chart) for p in points],
        "fill": "tonexty",
        "fillcolor": "rgba(31,78,121,0.14)",
    }
    return [low, high]


def _mark_lines(layout: Figure, chart: Chart) -> None:
    """Law changes on an axis of categories: a date becomes a place among them."""
    points = [p for p in chart.series[0].points if is_period(p.key)] if chart.series else []
    if len(points) < 2:
        return
    first, last = moment(points[0].key), moment(points[-1].key)
    per_year = (len(points) - 1) / (last - first)
    for index, mark in enumerate(chart.marks):
        place = round((moment(mark.at) - first) * per_year, 3)
        if not -0.5 <= place <= len(points) - 0.5:
            continue
        right = place > (len(points) - 1) / 2
        layout["shapes"].append(
            {
                "type": "line",
                "xref": "x",
                "yref": "paper",
                "x0": place,
                "x1": place,
                "y0": 0,
                "y1": 1,
                "line": {"color": ALERT, "width": 1.2, "dash": "dash"},
            }
        )
        layout["annotations"].append(
            {
                "xref": "x",
                "yref": "paper",
                "x": place,
                "y": 1.0 + 0.06 * index,
                "text": mark.label,
                "showarrow": False,
                "yanchor": "bottom",
                "xanchor": "right" if right else "left",
                "font": {"size": 12, "color": ALERT},
            }
        )


def _quartiles(chart: Chart, words: PictureWords) -> Figure:
    points = list(chart.points)
    spans = {
        "type": "bar",
        "orientation": "h",
        "meta": {"role": "span"},
        "y": [p.label for p in points],
        "base": [p.low or 0 for p in points],
        "x": [(p.high or 0) - (p.low or 0) for p in points],
        "marker": {"color": PALE},
        "hoverinfo": "skip",
        "width": 0.42,
    }
    medians = {
        "type": "scatter",
        "mode": "markers+text",
        "meta": {"role": "value"},
        "y": [p.label for p in points],
        "x": [p.value for p in points],
        "text": [told(p, chart, words) for p in points],
        "textposition": "top center",
        "customdata": [p.key for p in points],
        "hovertext": [p.note for p in points],
        "hovertemplate": "%{y}<br>%{hovertext}<extra></extra>",
        "marker": {"symbol": "line-ns", "size": 22, "color": ACCENT, "line": {"width": 3, "color": ACCENT}},
    }
    layout = _layout(chart, height=68 + 56 * len(points))
    layout["margin"]["t"] = 8
    layout["yaxis"] |= {"autorange": "reversed", "type": "category"}
    layout["xaxis"] |= {"rangemode": "tozero", "title": {"text": chart.axis_title}}
    if chart.value_format == "months":
        layout["xaxis"]["dtick"] = 12
    return {"data": [spans, medians], "layout": layout}


def _layout(chart: Chart, *, height: int) -> Figure:
    return {
        "template": "none",
        "height": height,
        "autosize": True,
        "showlegend": False,
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 20 + 18 * len(chart.marks), "b": 40},
        "dragmode": False,
        "hovermode": "closest",
        "bargap": 0.4,
        "shapes": [],
        "annotations": [],
        "xaxis": {"automargin": True, "gridcolor": RULE, "zeroline": False, "fixedrange": True},
        "yaxis": {"automargin": True, "gridcolor": RULE, "zeroline": False, "fixedrange": True},
    }


def _with_mark(drawn: Figure, chart: Chart, words: PictureWords) -> Figure:
    """Write inside the plotting area, behind everything else, what the data are: a crop still says it.

    Rows carry it in the gap below them, at the right; `site.js` moves it where rows have their labels above.
    """
    if not words.watermark or chart.official:
        return drawn
    if chart.kind == "trend":
        drawn["layout"]["shapes"] += [_mark_at("paper", y, y, words, 18) for y in (0.7, 0.15)]
        return drawn
    rows = len(chart.points)
    below = 0.36 if chart.kind == "quartiles" else 0.28 if rows == 1 else 0.5
    drawn["layout"]["shapes"] += [
        _mark_at("y", row + below, row + below, words, 12) for row in range(0, max(rows - 1, 1), 2)
    ]
    return drawn


def _mark_at(yref: str, low: float, high: float, words: PictureWords, size: int) -> Figure:
    return {
        "type": "rect",
        "name": "data-mark",
        "layer": "below",
        "xref": "x domain",
        "yref": yref,
        "x0": 0,
        "x1": 1,
        "y0": low,
        "y1": high,
        "line": {"width": 0},
        "label": {
            "text": words.watermark,
            "textposition": "middle right",
            "padding": 2,
            "font": {"size": size, "color": PALE_ALERT},
        },
    }
