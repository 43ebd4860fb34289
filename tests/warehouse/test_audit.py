"""The audit: a random sample that can be repeated, and a score that finds the error that was planted."""

from __future__ import annotations

import pytest

from warehouse.audit import (
    Audited,
    AuditError,
    Candidate,
    confusion_of,
    draw_sample,
    error_rows,
    score_sample,
)

CANDIDATES = [
    Candidate(record_id=f"r{i:04d}", stratum="doubted" if i % 20 == 0 else "clean") for i in range(1000)
]


def test_the_same_seed_draws_the_same_records_whatever_their_order() -> None:
    shuffled = CANDIDATES[:]
    shuffled.sort(key=lambda c: c.record_id[::-1])
    assert draw_sample(CANDIDATES, 100, seed=7) == draw_sample(shuffled, 100, seed=7)
    assert draw_sample(CANDIDATES, 100, seed=7) != draw_sample(CANDIDATES, 100, seed=8)


def test_weights_stand_for_all_published_records() -> None:
    drawn = draw_sample(CANDIDATES, 80, seed=3)
    assert sum(d.weight for d in drawn) == pytest.approx(len(CANDIDATES))
    assert len({d.record_id for d in drawn}) == len(drawn)
    assert sum(d.stratum == "doubted" for d in drawn) >= 4


def test_a_record_that_occurs_twice_is_refused() -> None:
    with pytest.raises(AuditError):
        draw_sample([CANDIDATES[0], CANDIDATES[0]], 1, seed=1)


def test_records_of_one_family_widen_the_interval() -> None:
    """Twenty families of two that are misread together say as much as twenty records."""

    def scored(n: int, members: int, wrong: int) -> tuple[float, float]:
        records = [
            Audited(
                record_id=f"r{i}",
                family=f"f{i // members}",
                weight=3.0,
                is_doubted=False,
                read={"outcome": "fine" if i // members < wrong else "served"},
                truth={"outcome": "served"},
            )
            for i in range(n)
        ]
        interval = score_sample(records).fields[0].error_interval
        return round(interval.high - interval.low, 3), round(interval.high, 3)

    for wrong in (0, 5):
        assert scored(40, 2, wrong) == pytest.approx(scored(20, 1, wrong), abs=0.01)
        assert scored(40, 2, wrong)[0] > scored(40, 1, 2 * wrong)[0]


def test_without_a_warehouse_the_judgment_is_the_family() -> None:
    kept = {"weight": 1.0, "is_doubted": False, "read": {}, "truth": {}}
    assert Audited(record_id="prec:1#0", **kept).cluster == Audited(record_id="prec:1#1", **kept).cluster  # type: ignore[arg-type]
    assert Audited(record_id="0a1b", **kept).cluster == "0a1b"  # type: ignore[arg-type]


def audited(n: int, wrong_every: int, doubted_every: int) -> list[Audited]:
    return [
        Audited(
            record_id=f"r{i}",
            weight=1.0,
            is_doubted=i % doubted_every == 0,
            read={"outcome": "fine" if i % wrong_every == 0 else "served", "months": "6"},
            truth={"outcome": "served", "months": "6"},
        )
        for i in range(n)
    ]


def test_error_and_silent_error_are_what_was_planted() -> None:
    score = score_sample(audited(400, wrong_every=20, doubted_every=40))
    record = next(s for s in score.fields if s.field == "record")
    assert record.error == pytest.approx(0.05)
    assert record.silent == pytest.approx(0.025)
    assert record.error_interval.low < 0.05 < record.error_interval.high
    months = next(s for s in score.fields if s.field == "months")
    assert months.error == 0


def test_the_confusion_counts_only_records_without_doubt() -> None:
    confusion = confusion_of(audited(400, wrong_every=20, doubted_every=40), "outcome")
    assert confusion is not None
    assert confusion.categories == ("fine", "served")
    assert confusion.weights.sum() == pytest.approx(390)
    assert confusion.weights[1, 0] == pytest.approx(10)


def test_without_an_audit_there_are_no_error_rows() -> None:
    assert error_rows(None) == []
    with pytest.raises(AuditError):
        score_sample([])
