"""From a bar to its judgments: only where the cell holds ten or more, in every chart and in the site's own data."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboards.cases import FACETS, LEAST_IN_FACET, facet_counts, facet_value, facets_of, links_of
from dashboards.cells import Labels
from dashboards.charts import Chart, Point, Recipe, Series, State
from dashboards.wording import Words

MINIMUM = 10


def case(number: int, group: str, level: str = "district", year: int = 2024) -> dict[str, Any]:
    return {
        "document_id": f"x:{number}",
        "case_id": f"c{number:04d}",
        "offence_group": group,
        "disposition": "served",
        "court_level": level,
        "decision_period": f"{year}-Q1",
    }


CASES = [case(i, "fraud") for i in range(12)]
CASES += [case(100 + i, "art14_2", "branch", 2023) for i in range(9)]
CASES += [case(200 + i, "theft", "branch", 2022) for i in range(10)]


def test_the_bar_is_ten_by_the_rule() -> None:
    assert LEAST_IN_FACET == MINIMUM


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_browser_is_told_no_judgments_of_fewer_than_ten(language: str) -> None:
    """What the site writes for its filters holds no list shorter than ten, and none that two conditions make."""
    words = Words(language)
    pages = {f"j-{row['case_id']}": "cases.html" for row in CASES}
    facets, found = facets_of(CASES, Labels([], words), pages)
    told = {option["key"]: option["n"] for facet in facets for option in facet["options"]}
    assert set(told) == set(found) and "offence_group=art14_2" not in told
    assert "offence_group=theft" in told and "year=2023" not in told
    for key, judgments in found.items():
        assert len(judgments) == told[key] >= MINIMUM
        assert key.split("=")[0] in FACETS and "&" not in key


def test_counts_for_links_are_those_of_ten_or_more() -> None:
    counts = facet_counts(CASES)
    every = Counter(f"{f}={v}" for f in FACETS for row in CASES if (v := facet_value(row, f)) is not None)
    assert counts == {key: n for key, n in every.items() if n >= MINIMUM}
    assert every["offence_group=art14_2"] == 9


def chart(points: list[Point], along: str, by: str | None = None) -> Chart:
    return Chart(
        chart_id="c", kind="bars", title="t", unit="u", base="n", period="p", source="s",
        series=(Series(key="s", label="s", points=tuple(points)),), recipe=Recipe(cube_id="c", along=along, by=by),
    )  # fmt: skip


def bar(key: str, *, n: int | None, of: int | None, state: State = "shown") -> Point:
    return Point(key=key, label=key, value=0.5, n=n, denominator=of, state=state)


@pytest.mark.parametrize("state", ["suppressed", "too_small", "empty"])
def test_a_bar_that_is_not_shown_leads_nowhere(state: State) -> None:
    counts = facet_counts(CASES)
    assert links_of(chart([bar("fraud", n=30, of=60, state=state)], "offence_group"), counts) == []


@pytest.mark.parametrize(("n", "of", "is_linked"), [(9, 60, False), (10, 60, True), (None, None, False)])
def test_a_bar_of_a_distribution_leads_to_judgments_from_ten_persons_on(
    n: int | None, of: int | None, is_linked: bool
) -> None:
    found = links_of(chart([bar("served", n=n, of=of)], "category"), facet_counts(CASES))
    assert found == ([("served", "cases.html#disposition=served", len(CASES))] if is_linked else [])


def test_a_bar_leads_nowhere_where_its_judgments_are_fewer_or_two_conditions_meet() -> None:
    counts = facet_counts(CASES)
    assert links_of(chart([bar("art14_2", n=30, of=60)], "offence_group"), counts) == []
    assert links_of(chart([bar("theft", n=9, of=9)], "offence_group"), counts) == []
    assert links_of(chart([bar("theft", n=30, of=60)], "offence_group", by="period"), counts) == []
    assert links_of(chart([bar("theft", n=30, of=60)], "offence_group"), counts) == [
        ("theft", "cases.html#offence_group=theft", 10)
    ]


def test_every_link_of_the_site_leads_to_ten_judgments_or_more(site: Path, warehouse: Path) -> None:
    """Of the pages as they are published, in both languages, against the published table of judgments."""
    con = duckdb.connect(str(warehouse), read_only=True)
    cursor = con.execute("SELECT * FROM out_cases ORDER BY ALL")
    names = [column[0] for column in cursor.description]
    cases = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    con.close()
    counts = Counter(f"{f}={v}" for f in FACETS for row in cases if (v := facet_value(row, f)) is not None)
    links = {
        found
        for page in site.rglob("*.html")
        for found in re.findall(r"cases\.html#([a-z_0-9]+=[^\"&#]+)", page.read_text("utf-8"))
    }
    assert links and all(counts[link] >= MINIMUM for link in links), links
