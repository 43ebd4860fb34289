"""The ledger reproduces the published rates by their counts, and only by their counts."""

from __future__ import annotations

import duckdb
import pytest

from warehouse.catalog import create_schema
from warehouse.ledger import fraction, ledger_rows, print_alike, readings
from warehouse.reference import PublishedRate, count_sets, load_reference
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
    ("assembly_87_served", "outcome_distribution", 24, 87, 27.6),
    ("assembly_87_served_convicted", "served_prison_of_convicted", 24, 74, 32.4),
    ("assembly_87_fine", "outcome_distribution", 14, 87, 16.1),
    ("assembly_87_fine_convicted", "fine_of_convicted_tried", 14, 74, 18.9),
    ("assembly_87_deferred", "outcome_distribution", 2, 87, 2.3),
    ("assembly_87_deferred_convicted", "deferred_of_convicted", 2, 74, 2.7),
    ("assembly_87_acquitted", "outcome_distribution", 2, 87, 2.3),
    ("assembly_87_acquitted_adjudicated", "acquitted_of_adjudicated", 2, 76, 2.6),
    ("assembly_87_other", "outcome_distribution", 11, 87, 12.6),
    ("yearbook_2011_custodial", "suspended_of_custodial", 61891, 104575, 59.2),
}
NOT_REPRODUCED = {
    ("mbc_120_half", None, 120, 50.0),
    ("yearbook_2018_acquitted", 7496, None, 3.4),
    ("yearbook_2019_acquitted", 6868, None, 3.1),
    ("yearbook_2019_under_19", 3036, 235887, 1.3),
    ("yearbook_2020_acquitted", 6267, None, 2.7),
    ("yearbook_2021_acquitted", 7090, None, 3.2),
    ("yearbook_2021_detained", 18410, None, 8.1),
    ("yearbook_2023_under_19", 3023, 230927, 1.3),
    ("registered_2023_suspended", None, 3452, 56.1),
    ("registered_2023_prison", None, 3452, 36.8),
    ("registered_2023_fine", None, 3452, 6.5),
    ("reoffences_2010_under_19", 4546, 7332, 62.0),
    ("juvenile_suspects_2022_prior", 16356, 48555, 33.7),
}


def test_each_published_rate_is_reproduced_by_its_definition() -> None:
    found = {
        (r["figure_id"], r["definition_id"], r["numerator"], r["denominator"], r["computed_value"])
        for r in ledger_rows()
        if r["reproduced"]
    }
    assert found >= REPRODUCED
    assert {row[0] for row in found} == {row[0] for row in REPRODUCED}


def test_a_rate_that_no_definition_gives_stands_beside_the_nearest_one_with_the_reason() -> None:
    beside = [r for r in ledger_rows() if r["figure_id"] not in {row[0] for row in REPRODUCED}]
    found = {
        (r["figure_id"], r["published_numerator"], r["published_denominator"], r["published_value"])
        for r in beside
    }
    assert found >= NOT_REPRODUCED
    assert all(r["reason_ko"] and r["reason_en"] and not r["reproduced"] for r in beside)


def test_every_published_rate_is_in_the_ledger() -> None:
    assert {rate.id for entry in count_sets() for rate in entry.figures} == {
        r["figure_id"] for r in ledger_rows()
    }


def test_a_percentage_that_was_cut_off_says_so() -> None:
    row = next(r for r in ledger_rows() if r["figure_id"] == "assembly_87_served" and r["reproduced"])
    assert (row["published_value"], row["computed_value"]) == (27.5, 27.6)
    assert "cut off" in row["reason_en"]


def test_counts_of_prison_type_sentences_give_no_rate_of_all_disposed() -> None:
    rows = [r for r in ledger_rows() if r["figure_id"] == "yearbook_2011_custodial"]
    assert [r["definition_id"] for r in rows] == ["suspended_of_custodial"]


def test_a_nearest_definition_that_reproduces_the_rate_is_refused() -> None:
    nearest = {
        "definition": "suspended_of_disposed",
        "numerator": 1,
        "denominator": 2,
        "reason": {"ko": "-", "en": "-"},
    }
    counts = {"numerator": 1, "denominator": 2, "value": 50, "is_printed": True, "confidence": "R"}
    with pytest.raises(ValueError, match="reproduces"):
        PublishedRate(id="x", outcome="suspended", nearest=nearest, **counts)  # type: ignore[arg-type]


def test_no_row_is_reproduced_by_the_percentage_alone() -> None:
    for row in [r for r in ledger_rows() if r["numerator"] is not None]:
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
    assert print_alike(con) == [
        ("assembly_87_sentenced", "institute_159_all", 47.2),
        ("yearbook_2019_under_19", "yearbook_2023_under_19", 1.3),
    ]


def test_an_unclassified_rest_gives_a_number_only_where_both_readings_agree() -> None:
    counts = next(s.counts for s in count_sets() if s.count_set_id == "institute_159")
    assert len(readings(counts)) == 2
    assert fraction(measure("suspended_of_convicted"), counts) is None
    assert fraction(measure("suspended_of_sentenced"), counts) == (75, 154)


def test_the_interval_holds_the_share_and_says_its_condition() -> None:
    for row in ledger_rows():
        if row["low"] is not None:
            assert row["low"] <= row["numerator"] / row["denominator"] <= row["high"], row["figure_id"]
        assert "안정된 과정" in row["interval_note_ko"]
        assert "stable process" in row["interval_note_en"]


def test_the_wilson_interval_of_34_of_87_is_the_published_one() -> None:
    row = next(r for r in ledger_rows() if r["figure_id"] == "assembly_87_disposed" and r["reproduced"])
    assert (round(row["low"], 3), round(row["high"], 3)) == (0.295, 0.496)
