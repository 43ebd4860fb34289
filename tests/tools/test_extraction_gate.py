"""The gate itself: it closes below a floor, floors only rise, and it says when it could not look."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extraction.evaluate import evaluate_records
from tools import extraction_gate
from tools.extraction_gate import failures, lowered, measure, raised

FLOOR = {"n_defendants": 10, "wrong_defendants": 2, "silent_errors": 1}


@pytest.mark.parametrize(
    ("scores", "n_failures"),
    [
        ({"n_defendants": 10, "wrong_defendants": 2, "silent_errors": 1}, 0),
        ({"n_defendants": 10, "wrong_defendants": 0, "silent_errors": 0}, 0),
        ({"n_defendants": 10, "wrong_defendants": 3, "silent_errors": 1}, 1),
        ({"n_defendants": 9, "wrong_defendants": 2, "silent_errors": 1}, 1),
        ({"n_defendants": 10, "wrong_defendants": 2}, 1),
        ({"n_defendants": 10, "wrong_defendants": 2, "silent_errors": 1, "new/wrong": 7}, 0),
    ],
)
def test_the_gate_closes_below_a_floor(scores: dict[str, int], n_failures: int) -> None:
    assert len(failures(scores, FLOOR)) == n_failures


def test_floors_only_rise() -> None:
    better = raised({"n_defendants": 10, "wrong_defendants": 1, "silent_errors": 5, "months/wrong": 3}, FLOOR)
    assert better == {"n_defendants": 10, "wrong_defendants": 1, "silent_errors": 1, "months/wrong": 3}
    assert lowered({"g": FLOOR}, {"g": better}) == []


def test_doubt_has_a_bar_and_no_floor() -> None:
    first = raised({"n_documents": 100, "doubted_documents": 2}, {})
    assert first["doubted_documents"] == 8
    assert raised({"n_documents": 100, "doubted_documents": 1}, first) == first
    assert failures({"n_documents": 100, "doubted_documents": 9}, first) == [
        "doubted_documents: 9 errors, floor 8"
    ]


def test_a_lowered_or_dropped_floor_is_seen() -> None:
    worse = {**FLOOR, "wrong_defendants": 3}
    del worse["silent_errors"]
    assert len(lowered({"g": FLOOR}, {"g": worse})) == 2
    assert len(lowered({"g": FLOOR}, {})) == 3
    assert lowered({}, {"g": FLOOR}) == []


def test_scores_count_errors_by_kind() -> None:
    gold = {
        "id": "made-up/1",
        "labels": {
            "outcome": "sentenced",
            "defendants": [{"label": "피고인", "sentences": [], "acquitted": False}],
        },
    }
    read = {
        "outcome": "acquitted",
        "defendants": [{"label": "피고인", "sentences": []}],
        "unread": [],
        "doubts": [],
    }
    scores = measure(evaluate_records([gold], lambda _: read, name="x"))
    assert scores["outcome/wrong"] == 1
    assert scores["acquitted/missed"] == 1
    assert (scores["wrong_defendants"], scores["silent_errors"], scores["crashes"]) == (1, 2, 0)


def test_without_a_corpus_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUMUN_CORPUS", str(tmp_path))
    result = CliRunner().invoke(extraction_gate.main, [])
    assert result.exit_code == 0
    assert "skipped: no labelled judgments at" in result.output


def test_the_gate_is_open() -> None:
    if not (extraction_gate.corpus_folder() / extraction_gate.GOLD[0]).exists():
        pytest.skip(f"no corpus at {extraction_gate.corpus_folder()}")
    result = CliRunner().invoke(extraction_gate.main, [])
    assert result.exit_code == 0, result.output
