"""The definition ledger: which definition reproduces which published figure, by numerator and denominator.

A figure is reproduced when both its counts come out; a rounded percentage that merely looks the same
(34/72 and 75/159 both print 47.2) is marked as printing alike and never as reproduced.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from warehouse.intervals import wilson
from warehouse.reference import CountSet, PublishedRate, count_sets
from warehouse.registry import Measure, load_measures

FAMILY = "suspended_share"
OTHER = "other"
UNCLASSIFIED = "unclassified"
# How published categories are read as outcomes. "other" of the 87 is assumed to hold all of D without A.
OUTCOME_OF = {OTHER: "outside"}
INTERVAL_NOTE_KO = "이 판결들을 안정된 과정에서 뽑힌 것으로 볼 때만"
INTERVAL_NOTE_EN = "only if these decisions are read as draws from a stable process"
Row = dict[str, Any]


def readings(counts: Mapping[str, int]) -> list[dict[str, int]]:
    """The counts by outcome; an unclassified rest is read in both ways that are left: deferred or acquitted."""
    known = {OUTCOME_OF.get(key, key): n for key, n in counts.items() if key != UNCLASSIFIED}
    rest = counts.get(UNCLASSIFIED, 0)
    if not rest:
        return [known]
    return [{**known, outcome: known.get(outcome, 0) + rest} for outcome in ("deferred", "acquitted")]


def fraction(entry: Measure, counts: Mapping[str, int]) -> tuple[int, int] | None:
    """Numerator and denominator of a share, or None when readings of an unclassified rest disagree."""
    found = {
        (
            sum(reading.get(value, 0) for value in entry.numerator_values),
            sum(reading.get(value, 0) for value in entry.denominators()),
        )
        for reading in readings(counts)
    }
    return found.pop() if len(found) == 1 else None


def _reason(*, reproduced: bool, alike: bool, same_numerator: bool) -> tuple[str, str]:
    if reproduced:
        return "분자와 분모가 같다.", "Numerator and denominator agree."
    if alike:
        return (
            "반올림한 백분율만 같고 분자나 분모가 다르다: 다른 수이다.",
            "Only the rounded percentage agrees; numerator or denominator differ: another number.",
        )
    if same_numerator:
        return "분모가 다르다.", "The denominator differs."
    return "분자와 분모가 다르다.", "Numerator and denominator differ."


def _row(
    count_set: CountSet, rate: PublishedRate, entry: Measure, counted: tuple[int, int], position: int
) -> Row:
    numerator, denominator = counted
    computed = round(100 * numerator / denominator, 1)
    published = float(rate.value)
    reproduced = (numerator, denominator) == (rate.numerator, rate.denominator)
    alike = not reproduced and abs(computed - published) < 0.05
    reason_ko, reason_en = _reason(
        reproduced=reproduced, alike=alike, same_numerator=numerator == rate.numerator
    )
    interval = wilson(numerator, denominator)
    return {
        "figure_id": rate.id,
        "count_set_id": count_set.count_set_id,
        "measure_id": entry.principal_id,
        "definition_id": entry.id,
        "position": position,
        "title_ko": entry.title.ko,
        "title_en": entry.title.en,
        "numerator_ko": entry.numerator.ko,
        "numerator_en": entry.numerator.en,
        "denominator_ko": entry.denominator.ko,
        "denominator_en": entry.denominator.en,
        "numerator": numerator,
        "denominator": denominator,
        "computed_value": computed,
        "published_numerator": rate.numerator,
        "published_denominator": rate.denominator,
        "published_value": published,
        "reproduced": reproduced,
        "prints_alike": alike,
        "difference": round(computed - published, 1),
        "reason_ko": reason_ko,
        "reason_en": reason_en,
        "low": round(interval.low, 4),
        "high": round(interval.high, 4),
        "interval_note_ko": INTERVAL_NOTE_KO,
        "interval_note_en": INTERVAL_NOTE_EN,
        "source": count_set.source,
        "url": None,
    }


def ledger_rows() -> list[Row]:
    """`out_definition_ledger`: every published rate against every definition of its family.

    A figure is also set against the definitions applied to the counts of the other publications, so that
    rates which only print alike stand beside those that are reproduced.
    """
    definitions = [entry for entry in load_measures() if entry.family == FAMILY]
    rows: list[Row] = []
    for count_set in count_sets():
        for rate in count_set.figures:
            for entry in definitions:
                counted = fraction(entry, count_set.counts)
                if counted is not None and counted[1] > 0:
                    rows.append(_row(count_set, rate, entry, counted, len(rows)))
    return rows


def print_alike(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, float]]:
    """Pairs of figures of different publications that print the same percentage from other counts."""
    return con.execute(
        "SELECT a.figure_id, b.figure_id, a.published_value::DOUBLE FROM ref_published_figures AS a "
        "JOIN ref_published_figures AS b ON a.published_value = b.published_value "
        "AND a.count_set_id < b.count_set_id "
        "AND (a.numerator, a.denominator) IS DISTINCT FROM (b.numerator, b.denominator) "
        "ORDER BY ALL"
    ).fetchall()
