"""One chart, three renderings: figure, picture and table say the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dashboards import figures, svg, tables
from dashboards.charts import Chart, Link, Mark, Point, Series, fraction, printed
from dashboards.citation import Version, cite
from dashboards.drawing import wrap
from dashboards.trends import moment, runs
from dashboards.views import Studio, arranged, picture_words
from dashboards.wording import LANGUAGES, Words
from tests.dashboards.conftest import NOW

KO = Words("ko")
VERSION = Version(name="2026-09-30-abc", digest="a" * 64, as_of=NOW, is_fictional=True)
PICTURES = picture_words(KO, VERSION)
POINTS = (
    Point(key="served", label="실형", value=0.276, n=24, denominator=87, low=0.193, high=0.378),
    Point(key="suspended", label="집행유예 (유예)", value=0.391, n=34, denominator=87, low=0.295, high=0.496),
    Point(key="deferred", label="선고유예", value=None, state="suppressed"),
    Point(key="unknown", label="모름", value=0.1, n=9, denominator=87),
)


def chart(kind: str, points: tuple[Point, ...] = POINTS, **more: Any) -> Chart:
    told = {"chart_id": "c", "title": "결과", "unit": "단위: 피고인", "base": "n = 87", "period": "2024"}
    told |= {"source": "공개 판결", "series": (Series(key="all", label="", points=points),), "kind": kind}
    return Chart(**{**told, **more})


def over_time() -> tuple[Point, ...]:
    return tuple(
        Point(key=str(y), label=str(y), value=None if y == 2021 else 0.3 + y % 5 / 10, low=0.2, high=0.8)
        for y in range(2018, 2025)
    )


def test_bars_hold_plain_lists_and_say_why_a_value_is_missing() -> None:
    drawn = figures.figure(chart("bars"), PICTURES)
    assert drawn is not None
    bars = drawn["data"][0]
    assert bars["x"] == [27.6, 39.1, None, 10.0]
    assert bars["y"] == ["실형", "집행유예 (유예)", "선고유예", "모름"]
    assert bars["text"] == ["27.6% (24/87)", "39.1% (34/87)", KO("states.suppressed"), "10.0% (9/87)"]
    assert bars["error_x"]["array"] == [10.2, 10.5, 0, 0]
    assert bars["error_x"]["arrayminus"] == [8.3, 9.6, 0, 0]
    assert bars["marker"]["pattern"]["shape"] == ["", "", "", "/"]
    assert drawn["layout"]["template"] == "none"


def test_a_law_change_stands_between_its_years() -> None:
    marked = chart("trend", over_time(), marks=(Mark(at="2024-10-16", label="개정"),))
    drawn = figures.figure(marked, PICTURES)
    assert drawn is not None
    assert drawn["layout"]["shapes"][0]["x0"] == pytest.approx(6.29, abs=0.01)
    assert drawn["layout"]["annotations"][0]["text"] == "개정"


@pytest.mark.parametrize("kind", ["bars", "dots", "trend", "quartiles"])
def test_every_figure_is_one_that_plotly_accepts(kind: str) -> None:
    drawn = figures.figure(chart(kind, over_time() if kind == "trend" else POINTS), PICTURES)
    assert drawn is not None
    layout = {**drawn["layout"], "template": None}
    go.Figure({"data": drawn["data"], "layout": layout})


def test_a_length_says_its_unit_beside_the_number() -> None:
    lengths = chart("quartiles", (Point(key="a", label="가", value=16.0, low=8.0, high=24.0),))
    for axis, told in (("개월", "16개월"), ("months", "16 months")):
        drawn = replace(lengths, value_format="months", axis_title=axis)
        assert told in svg.draw(drawn, PICTURES)
        figure = figures.figure(drawn, PICTURES)
        assert figure is not None
        assert figure["data"][1]["text"] == [told]


def test_hangul_wider_than_its_column_is_cut_and_latin_is_not() -> None:
    assert wrap("아동·청소년성착취물", 10, 80) == ["아동·", "청소년성착취물"]
    assert wrap("재산범죄통합분류", 10, 40) == ["재산범죄", "통합분류"]
    assert wrap("suspended", 10, 20) == ["suspended"]


def test_a_hidden_period_breaks_the_line() -> None:
    assert [[p.key for p in run] for run in runs(over_time())] == [
        ["2018", "2019", "2020"],
        ["2022", "2023", "2024"],
    ]


@pytest.mark.parametrize("width", [svg.NARROW, svg.WIDE, svg.BROAD])
@pytest.mark.parametrize("kind", ["bars", "bands", "dots", "trend", "panels", "quartiles", "grid", "flow"])
def test_every_kind_has_a_picture_that_is_well_formed_and_told(kind: str, width: float) -> None:
    more: dict[str, Any] = {}
    if kind == "flow":
        more = {
            "nodes": (("a", "기소", 0), ("b", "실형", 1), ("c", "집행유예", 1)),
            "links": (Link(source="a", target="b", n=24), Link(source="a", target="c", n=34)),
        }
    points = over_time() if kind in ("trend", "panels") else POINTS
    drawn = svg.draw(chart(kind, points, **more), PICTURES, width)
    tree = etree.fromstring(drawn.encode())
    assert tree.get("role") == "img"
    assert tree.find("{http://www.w3.org/2000/svg}title").text == "결과"
    assert "style=" not in drawn
    assert "FICTIONAL" in drawn


def test_nothing_is_drawn_outside_the_picture() -> None:
    for kind in ("bars", "bands", "dots", "quartiles"):
        tree = etree.fromstring(svg.draw(chart(kind), PICTURES, svg.NARROW).encode())
        for shape in tree.iter("{http://www.w3.org/2000/svg}rect"):
            if shape.get("x"):
                assert float(shape.get("x")) + float(shape.get("width")) <= svg.NARROW + 0.5


def test_an_empty_chart_says_why() -> None:
    hidden = tuple(Point(key=str(i), label=str(i), value=None, state="too_small") for i in range(3))
    assert KO("states.too_small") in svg.draw(chart("bars", hidden), PICTURES)


def test_the_picture_file_says_title_base_caveat_source_and_version() -> None:
    text = svg.picture(chart("bars", caveat="확정 아님."), PICTURES)
    for part in ("결과", "n = 87", "2024", "확정 아님.", "공개 판결", "2026-09-30-abc", "FICTIONAL"):
        assert part in text


def test_official_figures_are_not_called_fictional() -> None:
    assert "FICTIONAL" not in svg.picture(chart("bars", official=True), PICTURES)
    drawn = figures.figure(chart("bars", official=True), PICTURES)
    assert drawn is not None
    assert drawn["layout"]["annotations"] == []


def test_the_table_says_the_same_as_the_figure() -> None:
    rows = tables.table_rows(chart("bars"), KO, PICTURES)
    assert tables.table_head(chart("bars"), KO) == ["항목", "비율", "분자", "분모", "95% 구간"]
    assert rows[0] == ["실형", "27.6%", "24", "87", "19.3% – 37.8%"]
    assert rows[2] == ["선고유예", KO("states.suppressed"), "–", "–", "–"]


def test_the_csv_keeps_full_precision_and_the_state() -> None:
    lines = tables.chart_csv(chart("bars"), comment="fictional").splitlines()
    assert lines[0] == "# fictional"
    assert lines[1] == "series,key,label,value,n,denominator,low,high,state"
    assert lines[2] == "all,served,실형,0.276,24,87,0.193,0.378,shown"
    assert lines[4] == "all,deferred,선고유예,,,,,,suppressed"


@given(st.text())
def test_any_title_gives_a_well_formed_picture(title: str) -> None:
    clean = "".join(c for c in title if c.isprintable())
    etree.fromstring(svg.picture(chart("bars", title=clean), PICTURES).encode("utf-8", "replace"))


@given(st.floats(0, 1), st.integers(0, 10**7), st.integers(0, 10**7))
def test_shares_print_with_one_decimal_and_their_fraction(share: float, n: int, of: int) -> None:
    assert printed(share, "share").endswith("%")
    assert (
        fraction(Point(key="k", label="l", value=share, n=n, denominator=of)).replace(",", "") == f"{n}/{of}"
    )


def test_periods_lie_where_they_belong() -> None:
    assert moment("2024") == 2024.5
    assert moment("2024-Q3") == 2024.625
    assert moment("2024-01") == pytest.approx(2024.0417, abs=1e-3)
    assert moment("2024-10-16") == pytest.approx(2024.79, abs=0.01)


def test_a_citation_names_version_and_digest_in_all_three_forms() -> None:
    made = cite("집행유예 {비율}", "suspended.html#x", VERSION, "가상 자료")
    for text in (made.text, made.bibtex, made.ris):
        assert "2026-09-30-abc" in text
        assert "aaaaaaaa" in text
        assert "가상 자료" in text
    assert made.bibtex.count("{") == made.bibtex.count("}")
    assert made.ris.startswith("TY  - DATA")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_text_is_an_error(language: Any) -> None:
    with pytest.raises(KeyError, match="no text"):
        Words(language)("nowhere.at.all")


@pytest.mark.parametrize(
    ("kinds", "broad"),
    [
        ("bars dots", [False, False]),
        ("bars grid dots", [True, True, True]),
        ("bars dots trend panels bars", [False, False, True, True, True]),
        ("grid bars dots", [True, False, False]),
        ("", []),
    ],
)
def test_no_small_chart_leaves_half_a_row_empty(kinds: str, broad: list[bool]) -> None:
    studio = Studio(words=KO, pictures=PICTURES, version=VERSION)
    points = {"trend": over_time(), "panels": over_time()}
    views = [studio.view(chart(k, points.get(k, POINTS)), "x.html") for k in kinds.split()]
    assert [view.is_broad for view in arranged(views)] == broad
