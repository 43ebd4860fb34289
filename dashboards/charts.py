"""One chart as data: what it says, in which unit, with which doubts. Three renderers read it.

`figures` makes the Plotly figure, `svg` the still picture, `tables` the table and the CSV; nobody else
decides what a chart contains, so the three cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["bars", "dots", "trend", "panels", "bands", "quartiles", "grid", "flow"]
State = Literal["shown", "suppressed", "too_small", "empty", "withheld", "unknown"]
# Parts of a whole that nobody could tell: drawn striped, never as a finding.
UNTOLD = ("unknown", "unread")
ValueFormat = Literal["share", "count", "months", "hours", "krw"]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One number of a chart. `value` is a share (0..1), a count, months or hours, by the chart's format."""

    key: str
    label: str
    value: float | None
    n: int | None = None
    denominator: int | None = None
    low: float | None = None
    high: float | None = None
    state: State = "shown"
    note: str = ""
    start: float | None = None
    end: float | None = None
    link: str | None = None


@dataclass(frozen=True, kw_only=True)
class Series:
    """Points that belong together: one line, one panel, or one colour of bars."""

    key: str
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A dated event drawn across a trend (a law taking effect, a break in the series)."""

    at: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """One stream of a flow: `n` units from one node to another, both named by key."""

    source: str
    target: str
    n: int


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What the number counts, in words, with the SQL that made it."""

    numerator: str
    denominator: str
    unit: str
    stage: str
    date_basis: str
    population: str
    inclusions: str = ""
    interval: str = ""
    sql: str = ""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How the browser picks the same chart out of the cells of a cube under other filters.

    `along` names the dimension that runs along the chart ("category" for the parts of a distribution);
    `by` names the dimension that makes series; `fixed` holds what no filter may change, except that the
    definition may be any of `choices`.
    """

    cube_id: str
    along: str
    by: str | None = None
    fixed: tuple[tuple[str, str], ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Everything a reader sees of one chart, in one language."""

    chart_id: str
    kind: Kind
    title: str
    unit: str
    base: str
    period: str
    source: str
    series: tuple[Series, ...]
    value_format: ValueFormat = "share"
    caveat: str = ""
    axis_title: str = ""
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    nodes: tuple[tuple[str, str, int], ...] = ()
    definition: Definition | None = None
    recipe: Recipe | None = None
    official: bool = False
    source_url: str = ""
    family: str = ""

    @property
    def subtitle(self) -> str:
        """Unit, n and period on one line, as printed under the title."""
        return " · ".join(part for part in (self.unit, self.base, self.period) if part)

    @property
    def points(self) -> tuple[Point, ...]:
        """All points in reading order."""
        return tuple(point for series in self.series for point in series.points)

    @property
    def is_empty(self) -> bool:
        """True when no point carries a value: the page then says so instead of drawing an empty frame."""
        if self.kind == "flow":
            return not self.links
        return all(point.value is None for point in self.points)


def printed(value: float | None, value_format: ValueFormat) -> str:
    """A value as people write it: 39.1%, 1,202, 18.0; an em dash for none."""
    if value is None:
        return "–"
    if value_format == "share":
        return f"{value * 100:.1f}%"
    if value_format in ("count", "krw"):
        return f"{value:,.0f}"
    return f"{value:,.1f}".removesuffix(".0")


def measured(value: float, chart: Chart) -> str:
    """A value with its unit, where the number alone does not say it: 16 months, 39.1%."""
    text = printed(value, chart.value_format)
    if chart.value_format in ("share", "count") or not chart.axis_title:
        return text
    return f"{text}{' ' if chart.axis_title.isascii() else ''}{chart.axis_title}"


def fraction(point: Point) -> str:
    """`34/87`, or an empty text when either part is unknown or withheld."""
    if point.n is None or point.denominator is None:
        return ""
    return f"{point.n:,}/{point.denominator:,}"
