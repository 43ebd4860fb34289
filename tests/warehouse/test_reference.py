"""Reference figures: complete, sourced, dated, and internally consistent where their parts are published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from warehouse.catalog import create_schema, table
from warehouse.reference import load_reference, reference_rows


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    create_schema(connection, ("ref_",))
    load_reference(connection)
    yield connection
    connection.close()


@pytest.mark.parametrize("name", sorted(reference_rows()))
def test_keys_are_unique_and_closed_values_are_closed(name: str, con: duckdb.DuckDBPyConnection) -> None:
    entry = table(name)
    keys = [tuple(row[column] for column in entry.key) for row in reference_rows()[name]]
    assert keys and len(set(keys)) == len(keys)
    for column in entry.columns:
        for row in reference_rows()[name]:
            value = row[column.name]
            assert value is not None or column.nullable, (row, column.name)
            assert column.enum is None or value is None or value in column.enum, (column.name, value)


def test_loading_twice_leaves_the_same_rows(con: duckdb.DuckDBPyConnection) -> None:
    before = con.execute("SELECT * FROM ref_official_figures ORDER BY figure_id").fetchall()
    load_reference(con)
    assert con.execute("SELECT * FROM ref_official_figures ORDER BY figure_id").fetchall() == before


def test_printed_percentages_follow_from_their_counts_unless_marked() -> None:
    """A usable percentage with both counts is the rounded or cut-off share of them."""
    for row in reference_rows()["ref_official_figures"]:
        if row["unit"] == "percent" and row["n"] and row["denominator"] and row["status"] == "usable":
            share = Decimal(100 * row["n"]) / row["denominator"]
            assert abs(share - row["value"]) <= Decimal("0.1"), row["figure_id"]


def test_age_bands_of_a_period_do_not_exceed_its_total() -> None:
    """The police counts by age add up to at most the persons cleared, and 10–13 lie inside the teens."""
    rows = reference_rows()["ref_official_figures"]
    bands = ("teens", "20s", "30s", "40s", "50_plus")
    for total in (r for r in rows if r["series_id"] == "police_deepfake_persons" and r["is_provisional"]):
        parts = [
            int(r["value"])
            for r in rows
            if r["period"] == total["period"]
            and r["unit"] == "persons"
            and r["series_id"] in {f"police_deepfake_{band}" for band in bands}
        ]
        assert sum(parts) <= int(total["value"]), total["period"]


def test_conflicting_series_name_each_other_and_both_stay() -> None:
    rows = reference_rows()["ref_official_figures"]
    known = {r["figure_id"] for r in rows} | {r["series_id"] for r in rows}
    marked = [r for r in rows if r["status"] in {"conflicting", "misprint"}]
    assert marked
    assert all(r["conflicts_with"] in known for r in marked)


def test_suspects_and_defendants_never_share_a_series() -> None:
    by_series: dict[str, set[str]] = {}
    for row in reference_rows()["ref_official_figures"]:
        by_series.setdefault(row["series_id"], set()).add(row["population"])
    for series, populations in by_series.items():
        assert not (
            {"suspects"} & populations and {"defendants_disposed", "defendants_sentenced"} & populations
        ), series


def test_one_penalty_is_in_force_for_a_provision_on_any_day(con: duckdb.DuckDBPyConnection) -> None:
    overlaps = con.execute(
        "SELECT a.law, a.article, a.paragraph FROM ref_statutory_penalties AS a "
        "JOIN ref_statutory_penalties AS b USING (law, article, paragraph) WHERE a.valid_from < b.valid_from "
        "AND (a.valid_to IS NULL OR a.valid_to >= b.valid_from)"
    ).fetchall()
    assert overlaps == []


@pytest.mark.parametrize(
    ("day", "paragraph", "expected"),
    [("2024-10-15", 1, 60), ("2024-10-16", 1, 84), ("2024-10-16", 4, 36), ("2020-06-24", 1, None)],
)
def test_the_penalty_of_article_14_2_depends_on_the_day(
    con: duckdb.DuckDBPyConnection, day: str, paragraph: int, expected: int | None
) -> None:
    found = con.execute(
        "SELECT prison_max_months FROM ref_statutory_penalties WHERE article = '14-2' AND paragraph = ? "
        "AND ? BETWEEN valid_from AND coalesce(valid_to, DATE '9999-12-31')",
        [paragraph, day],
    ).fetchall()
    assert [row[0] for row in found] == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("court", "level"),
    [
        ("대법원", "supreme"),
        ("가상고등법원", "high"),
        ("가상지방법원", "district"),
        ("가상지방법원 나루지원", "branch"),
        ("서울가정법원", "other"),
    ],
)
def test_court_names_give_levels(con: duckdb.DuckDBPyConnection, court: str, level: str) -> None:
    found = con.execute(
        "SELECT court_level FROM ref_court_patterns WHERE regexp_matches(?, pattern) ORDER BY position LIMIT 1",
        [court],
    ).fetchall()
    assert found == [(level,)]


def test_a_break_in_a_series_is_marked_and_stands_last() -> None:
    """The crackdown of 2024-11 to 2025-10 counts re-classified child material: a gap, never the end of a line."""
    rows = reference_rows()["ref_official_figures"]
    breaks = [row for row in rows if row["is_break"]]
    assert {row["series_id"] for row in breaks} >= {"police_deepfake_persons", "police_deepfake_teens"}
    assert all(row["period"] == "2024-11..2025-10" for row in breaks)
