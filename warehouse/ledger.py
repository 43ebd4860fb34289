"""The definition ledger: which definition reproduces which published figure, by numerator and denominator.

A figure is reproduced when both its counts come out; a rounded percentage that merely looks the same
(34/72 and 75/159 both print 47.2) is marked as printing alike and never as reproduced.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from warehouse.intervals import wilson
from warehouse.reference import Attempt, CountSet, PublishedRate, count_sets
from warehouse.registry import POPULATION_ORDER, Measure, load_measures, measure

# A suspended sentence has five rates of its own; the other outcomes have one each, and a place in the whole.
FAMILIES = ("suspended_share", "outcome_share")
WHOLE = "outcome_distribution"
SUSPENDED = "suspended"
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


def definitions_of(outcome: str) -> list[Measure]:
    """The definitions whose numerator is this outcome, in the order of the registry."""
    shares = [m for m in load_measures() if m.family in FAMILIES and m.numerator_values == (outcome,)]
    return shares if outcome == SUSPENDED else [measure(WHOLE), *shares]


def covered(entry: Measure, covers: str) -> bool:
    """Whether counts of the population `covers` hold everybody whom the definition divides by."""
    return POPULATION_ORDER.index(entry.population) >= POPULATION_ORDER.index(covers)


def fraction(entry: Measure, counts: Mapping[str, int], outcome: str = "") -> tuple[int, int] | None:
    """Numerator and denominator of a share (of a distribution: of one outcome), or None when readings of an
    unclassified rest disagree.
    """
    wanted = entry.numerator_values or (OUTCOME_OF.get(outcome, outcome),)
    found = {
        (
            sum(reading.get(value, 0) for value in wanted),
            sum(reading.get(value, 0) for value in entry.denominators()),
        )
        for reading in readings(counts)
    }
    return found.pop() if len(found) == 1 else None


def _reason(*, reproduced: bool, alike: bool, same_numerator: bool, prints: bool) -> tuple[str, str]:
    if reproduced and not prints:
        return (
            "분자와 분모가 같다. 보도된 백분율은 반올림하지 않고 버린 값이다.",
            "Numerator and denominator agree; the printed percentage was cut off and not rounded.",
        )
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


def _row(count_set: CountSet, rate: PublishedRate, entry: Measure, position: int) -> Row:
    """What is the same in every row: the published rate and the words of the definition."""
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
        "published_numerator": rate.numerator,
        "published_denominator": rate.denominator,
        "published_value": float(rate.value),
        "interval_note_ko": INTERVAL_NOTE_KO,
        "interval_note_en": INTERVAL_NOTE_EN,
        "source": count_set.source,
        "url": None,
    }


def _computed(rate: PublishedRate, counted: tuple[int, int]) -> Row:
    """What a definition gives for the counts, and whether it is the published rate."""
    numerator, denominator = counted
    computed = round(100 * numerator / denominator, 1)
    published = float(rate.value)
    reproduced = counted == (rate.numerator, rate.denominator)
    prints = abs(computed - published) < 0.05
    reason_ko, reason_en = _reason(
        reproduced=reproduced, alike=prints, same_numerator=numerator == rate.numerator, prints=prints
    )
    interval = wilson(numerator, denominator)
    return {
        "numerator": numerator,
        "denominator": denominator,
        "computed_value": computed,
        "reproduced": reproduced,
        "prints_alike": prints and not reproduced,
        "difference": round(computed - published, 1),
        "reason_ko": reason_ko,
        "reason_en": reason_en,
        "low": round(interval.low, 4),
        "high": round(interval.high, 4),
    }


def _not_reproduced(rate: PublishedRate, nearest: Attempt) -> Row:
    """A rate that no definition reproduces beside the nearest one; numbers only where both counts are known."""
    row: Row = {"numerator": nearest.numerator, "denominator": nearest.denominator}
    if nearest.numerator is not None and nearest.denominator:
        row = _computed(rate, (nearest.numerator, nearest.denominator))
    unknown: Row = {"computed_value": None, "difference": None, "low": None, "high": None}
    stated: Row = {"reason_ko": nearest.reason.ko, "reason_en": nearest.reason.en}
    return {"reproduced": False, "prints_alike": False, **unknown, **row, **stated}


def ledger_rows() -> list[Row]:
    """`out_definition_ledger`: every published rate against every definition of its outcome that its counts cover.

    A rate that no definition of ours can give stands against the nearest one, with the reason.
    """
    rows: list[Row] = []
    for count_set in count_sets():
        for rate in count_set.figures:
            if rate.nearest is not None:
                row = _row(count_set, rate, measure(rate.nearest.definition), len(rows))
                rows.append({**row, **_not_reproduced(rate, rate.nearest)})
                continue
            for entry in definitions_of(rate.outcome):
                counted = fraction(entry, count_set.counts, rate.outcome)
                if covered(entry, count_set.covers) and counted is not None and counted[1] > 0:
                    rows.append({**_row(count_set, rate, entry, len(rows)), **_computed(rate, counted)})
    return rows


def print_alike(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, float]]:
    """Pairs of rates of one outcome and two publications that print one percentage from other counts."""
    return con.execute(
        "SELECT a.figure_id, b.figure_id, a.published_value::DOUBLE FROM ref_published_figures AS a "
        "JOIN ref_published_figures AS b ON a.published_value = b.published_value "
        "AND a.outcome = b.outcome AND a.count_set_id < b.count_set_id "
        "AND (a.numerator <> b.numerator OR a.denominator <> b.denominator) "
        "AND a.numerator + a.denominator + b.numerator + b.denominator IS NOT NULL "
        "ORDER BY ALL"
    ).fetchall()
