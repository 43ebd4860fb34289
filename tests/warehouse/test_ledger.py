"""The ledger reproduces the published rates by their counts, and only by their counts."""

from __future__ import annotations

import duckdb
import pytest

from warehouse.catalog import create_schema
from warehouse.ledger import fraction, ledger_rows, print_alike, readings
from warehouse.reference import count_sets, load_reference
from warehouse.registry import measure

REPRODUCED = {
    ("assembly_87_disposed", "suspended_of_disposed", 34, 87, 39.1),
    ("assembly_87_adjudicated", "suspended_of_adjudicated", 34, 76, 44.7),
    ("assembly_87_convicted", "suspended_of_convicted", 34, 74, 45.9),
    ("assembly_87_sentenced", "suspended_of_sentenced", 34, 72, 47.2),
    ("assembly_87_custodial", "suspended_of_custodial", 34, 58, 58.6),
    ("institute_159_all", "suspended_of_disposed", 75, 159, 47.2),
    ("institute_159_sentenced", "suspended_of_sentenced", 75, 154, 48.7),
    ("institute_159_custodial", "suspended_of_custodial", 75, 143, 52.4),
}


def test_each_published_rate_is_reproduced_by_its_definition() -> None:
    found = {
        (r["figure_id"], r["definition_id"], r["numerator"], r["denominator"], r["computed_value"])
        for r in ledger_rows()
        if r["reproduced"]
    }
    assert found >= REPRODUCED
    assert {row[0] for row in found} == {row[0] for row in REPRODUCED}


def test_no_row_is_reproduced_by_the_percentage_alone() -> None:
    for row in ledger_rows():
        counts_agree = (row["numerator"], row["denominator"]) == (
            row["published_numerator"],
            row["published_denominator"],
        )
        assert row["reproduced"] == counts_agree
        assert not (row["reproduced"] and row["prints_alike"])


def test_the_two_47_2_percents_are_different_numbers() -> None:
    con = duckdb.connect()
    create_schema(con, ("ref_",))
    load_reference(con)
    assert print_alike(con) == [("assembly_87_sentenced", "institute_159_all", 47.2)]


def test_an_unclassified_rest_gives_a_number_only_where_both_readings_agree() -> None:
    counts = next(s.counts for s in count_sets() if s.count_set_id == "institute_159")
    assert len(readings(counts)) == 2
    assert fraction(measure("suspended_of_convicted"), counts) is None
    assert fraction(measure("suspended_of_sentenced"), counts) == (75, 154)


@pytest.mark.parametrize("row", ledger_rows(), ids=lambda r: f"{r['figure_id']}-{r['definition_id']}")
def test_the_interval_holds_the_share_and_says_its_condition(row: dict[str, object]) -> None:
    share = row["numerator"] / row["denominator"]  # type: ignore[operator]
    assert row["low"] <= share <= row["high"]  # type: ignore[operator]
    assert "안정된 과정" in str(row["interval_note_ko"])
    assert "stable process" in str(row["interval_note_en"])


def test_the_wilson_interval_of_34_of_87_is_the_published_one() -> None:
    row = next(r for r in ledger_rows() if r["figure_id"] == "assembly_87_disposed" and r["reproduced"])
    assert (round(row["low"], 3), round(row["high"], 3)) == (0.295, 0.496)
