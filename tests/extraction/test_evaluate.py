"""The evaluator: conventions of the labels, counts that add up, intervals, and what is called silent."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.evaluate import (
    Evaluation,
    Share,
    evaluate,
    evaluate_records,
    format_report,
    load_disputes,
    load_gold,
)
from extraction.gold_labels import label_key, pair_defendants, statute_key

Json = dict[str, Any]


def sentence(**values: Any) -> Json:
    blank: Json = {
        "kind": "prison",
        "months": None,
        "months_min": None,
        "months_max": None,
        "amount_krw": None,
        "counts_note": None,
        "suspended_months": None,
        "imposition_suspended": False,
        "probation": False,
        "probation_months": None,
        "community_service_hours": None,
        "lecture_hours": None,
    }
    return {**blank, **values}


def defendant(label: str = "피고인", *sentences: Json, **values: Any) -> Json:
    blank: Json = {
        "label": label,
        "sentences": list(sentences),
        "acquitted": False,
        "forfeiture": False,
        "collection_krw": None,
        "employment_ban_months": None,
        "disclosure_months": None,
        "notification": None,
        "electronic_monitoring_months": None,
        "workhouse_krw_per_day": None,
        "provisional_payment": False,
        "is_juvenile": None,
        "age_at_offence": None,
        "age_at_decision": None,
        "statutes": None,
    }
    return {**blank, **values}


def gold(*defendants: Json, outcome: str = "sentenced", **labels: Any) -> Json:
    return {
        "id": "made-up/1",
        "order_text": "피고인을 징역 1년에 처한다.",
        "labels": {"outcome": outcome, "other_orders": [], "defendants": list(defendants), **labels},
    }


def score(case: Json, change: Callable[[Json], None] | None = None, **record: Any) -> Evaluation:
    """Reads the labels back as a record, changed by `change`."""
    read: Json = {"outcome": case["labels"]["outcome"], "unread": [], "doubts": []}
    read["defendants"] = copy.deepcopy(case["labels"]["defendants"])
    read.update(record)
    if change:
        change(read)
    return evaluate_records([case], lambda _: read, name="made up")


ONE = gold(defendant("피고인", sentence(months=12, suspended_months=24, probation=True)))
GROUP = gold(defendant("피고인들", sentence(kind="fine", amount_krw=1_000_000)))


def test_reading_the_labels_back_is_perfect() -> None:
    result = score(ONE)
    assert result.whole_defendants == Share(k=1, n=1)
    assert result.silent_errors == 0
    assert result.worst == ()


@pytest.mark.parametrize(
    ("field", "value", "verdict"),
    [
        ("months", 6, "wrong"),
        ("months", None, "missed"),
        ("amount_krw", 5, "spurious"),
        ("probation", False, "missed"),
    ],
)
def test_a_changed_value_is_an_error_of_its_kind(field: str, value: Any, verdict: str) -> None:
    result = score(ONE, lambda r: r["defendants"][0]["sentences"][0].update({field: value}))
    counts = result.field(field)
    assert (counts.wrong, counts.missed, counts.spurious) == tuple(
        int(verdict == v) for v in ("wrong", "missed", "spurious")
    )
    assert result.whole_defendants == Share(k=0, n=1)
    assert result.silent_errors == 1


@pytest.mark.parametrize("flag", ["unread", "doubts"])
def test_an_error_in_a_flagged_record_is_not_silent(flag: str) -> None:
    result = score(ONE, outcome="acquitted", **{flag: ["a reason"]})
    assert (result.silent_errors, result.flagged_errors) == (0, 1)


def test_an_outcome_that_a_careful_reader_could_defend_is_right() -> None:
    case = gold(defendant(), outcome="other", outcome_also_acceptable=["retrial"])
    assert score(case, outcome="retrial").field("outcome").right == 1
    assert score(case, outcome="sentenced").field("outcome").wrong == 1


def test_a_group_may_be_read_as_one_row_each_when_all_rows_fit() -> None:
    row = defendant("피고인 1", sentence(kind="fine", amount_krw=1_000_000))
    other = defendant("피고인 2", sentence(kind="fine", amount_krw=2_000_000))
    assert score(GROUP, defendants=[row, {**row, "label": "피고인 2"}]).silent_errors == 0
    assert score(GROUP, defendants=[row, other]).field("amount_krw").wrong == 1


def test_rows_may_be_read_as_one_group() -> None:
    rows = [defendant(f"피고인 {i}", sentence(kind="fine", amount_krw=300_000)) for i in (1, 2, 3)]
    group = defendant("피고인들", sentence(kind="fine", amount_krw=300_000), n_persons=3)
    result = score(gold(*rows), defendants=[group])
    assert result.whole_defendants == Share(k=3, n=3)


def test_a_person_too_many_is_an_error_but_no_labelled_defendant() -> None:
    extra = defendant("피고인 9", sentence(months=3))
    result = score(ONE, lambda r: r["defendants"].append(extra))
    assert result.field("defendants").spurious == 1
    assert result.whole_defendants.n == 1
    assert result.whole_documents == Share(k=0, n=1)


def test_order_of_sentences_and_defendants_does_not_matter() -> None:
    case = gold(
        defendant("피고인 1", sentence(months=12), sentence(kind="fine", amount_krw=5_000_000)),
        defendant("피고인 2", sentence(months=6), acquitted="partial"),
    )

    def turn_round(record: Json) -> None:
        record["defendants"].reverse()
        record["defendants"][1]["sentences"].reverse()

    assert score(case, turn_round).whole_defendants == Share(k=2, n=2)


def test_a_null_label_of_a_boolean_is_scored_only_when_the_reader_says_yes() -> None:
    case = gold(defendant(notification=None, is_juvenile=None))
    assert score(case, lambda r: r["defendants"][0].update(notification=False, is_juvenile=False)).worst == ()
    found = score(case, lambda r: r["defendants"][0].update(notification=True, is_juvenile=True))
    assert found.silent_errors == 2


def test_guilt_read_where_the_order_decides_none_is_an_error() -> None:
    case = gold(defendant(acquitted=None), outcome="reversed_and_remanded")
    assert score(case, lambda r: r["defendants"][0].update(acquitted=False)).field("acquitted").spurious == 1


def test_statutes_are_scored_only_where_labelled_and_never_in_the_whole_object() -> None:
    case = gold(defendant(statutes=["형법 제329조", "가상법 제3조 제1항 제2호 (가)목"]))
    read = ["형법  제329조", "가상법 제3조 제1항 제2호(가)목", "형법 제30조"]
    result = score(case, lambda r: r["defendants"][0].update(statutes=read))
    assert (result.field("statutes").right, result.field("statutes").spurious) == (2, 1)
    assert result.whole_defendants == Share(k=1, n=1)
    assert score(gold(defendant()), lambda r: r["defendants"][0].update(statutes=read)).worst == ()


def test_factors_are_compared_through_the_closed_list() -> None:
    case = gold(defendant(factors_mitigating=["깊이 반성함", "낱말이 다른 사정"], factors_aggravating=[]))
    read: Json = {"outcome": "sentenced", "unread": [], "doubts": []}
    factors = [{"direction": "mitigating", "factor": "remorse", "adopted": True}]
    read["defendants"] = [{**defendant(), "factors": factors}]
    found = evaluate_records(
        [case], lambda _: read, name="x", factors_of_phrase=lambda p, d: ["remorse"] if "반성" in p else []
    )
    assert (found.field("factors_mitigating").right, found.field("factors_mitigating").missed) == (1, 0)


def test_a_disputed_label_is_told_apart_and_still_counted(tmp_path: Path) -> None:
    table = tmp_path / "gold_disputes.md"
    table.write_text(
        "# x\n\n| id | defendant | field | reason |\n|--|--|--|--|\n| `made-up/1` | 피고인 | acquitted | why |\n"
    )
    disputes = load_disputes(table)
    assert disputes == {("made-up/1", "피고인", "acquitted", "")}
    read = {
        "outcome": "sentenced",
        "defendants": [{**defendant(), "acquitted": None}],
        "unread": [],
        "doubts": [],
    }
    result = evaluate_records([gold(defendant())], lambda _: read, name="x", disputes=disputes)
    assert (result.whole_defendants.k, result.undisputed_whole_defendants.k) == (0, 1)
    assert (result.silent_errors, result.undisputed_silent_errors) == (1, 0)
    assert "(disputed label)" in format_report(result)
    assert load_disputes(tmp_path / "none.md") == frozenset()


def test_one_value_of_a_list_can_be_disputed(tmp_path: Path) -> None:
    table = tmp_path / "gold_disputes.md"
    table.write_text("| `made-up/1` | 피고인 | factors_mitigating: remorse, deposit | not in the text |\n")
    case = gold(defendant(factors_mitigating=["반성", "공탁", "합의"], factors_aggravating=[]))
    factors = [{"direction": "mitigating", "factor": "deposit", "adopted": True}]
    read: Json = {"outcome": "sentenced", "unread": [], "doubts": []}
    read["defendants"] = [{**defendant(), "factors": factors}]
    names = {"반성": ["remorse"], "공탁": ["deposit"], "합의": ["settlement"]}
    found = evaluate_records(
        [case],
        lambda _: read,
        name="x",
        factors_of_phrase=lambda p, d: names[p],
        disputes=load_disputes(table),
    )
    assert found.field("factors_mitigating").recall == Share(k=1, n=3)
    (left,) = found.undisputed_fields
    assert (left.field, left.recall) == ("factors_mitigating", Share(k=1, n=2))  # what is right stays counted
    assert "without the labels disputed" in format_report(found)


def test_a_crash_is_counted_and_loses_no_other_document() -> None:
    def read(record: Json) -> Json:
        if record["id"] == "made-up/2":
            raise ValueError("no rule")
        return {"outcome": "sentenced", "defendants": ONE["labels"]["defendants"], "unread": [], "doubts": []}

    result = evaluate_records([{**ONE, "id": "made-up/2"}, ONE], read, name="x")
    assert [c.document_id for c in result.cases if c.crash] == ["made-up/2"]
    assert result.whole_defendants == Share(k=1, n=2)
    assert result.silent_errors == 0


def test_the_reader_never_sees_labels_or_notes() -> None:
    seen: list[str] = []

    def read(record: Json) -> Json:
        seen.extend(record)
        return {"outcome": "sentenced", "defendants": [], "unread": [], "doubts": []}

    evaluate_records([{**ONE, "note": "look here", "difficult": True}], read, name="x")
    assert seen == ["id", "order_text"]


def test_report_and_json_name_the_worst_case_with_its_text() -> None:
    result = score(ONE, outcome=None)
    report = format_report(result)
    assert "made-up/1  [SILENT]" in report
    assert "피고인을 징역 1년에 처한다." in report
    assert json.loads(json.dumps(result.as_dict()))["silent_errors"] == 1


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(34, 87, 0.2950, 0.4959), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
)
def test_wilson_intervals(k: int, n: int, low: float, high: float) -> None:
    interval = Share(k=k, n=n).interval
    assert interval is not None
    assert interval == pytest.approx((low, high), abs=5e-5)


def test_no_share_without_a_denominator() -> None:
    assert Share(k=0, n=0).as_dict() == {"k": 0, "n": 0, "value": None, "low": None, "high": None}


@given(n=st.integers(1, 400), data=st.data())
def test_the_interval_holds_the_share(n: int, data: st.DataObject) -> None:
    share = Share(k=data.draw(st.integers(0, n)), n=n)
    assert share.interval is not None and share.value is not None
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12 and share.value <= high + 1e-12 <= 1 + 1e-9


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("피고인", "피고인"),
        ("피고인 12", "12"),
        ("피고인 4 주식회사", "4"),
        ("피고인 A", "A"),
        ("피고인A", "A"),
        ("피고인 겸 피감호청구인 2", "2"),
        ("피고인 겸 피부착명령청구자", "피고인"),
        ("나머지 피고인들", "피고인들"),
        ("보호소년", "피고인"),
    ],
)
def test_what_tells_people_apart(label: str, key: str) -> None:
    assert label_key(label) == key


@given(numbers=st.lists(st.integers(1, 30), unique=True, min_size=1), seed=st.randoms())
def test_pairing_by_number_never_crosses(numbers: list[int], seed: Any) -> None:
    rows = [defendant(f"피고인 {n}") for n in numbers]
    shuffled = rows[:]
    seed.shuffle(shuffled)
    assert all(
        g is not None and r is not None and g["label"] == r["label"]
        for g, r in pair_defendants(rows, shuffled)
    )


def test_old_law_is_another_provision() -> None:
    assert statute_key("구 형법 제1조") != statute_key("형법 제1조")


@pytest.mark.parametrize("name", ["gold_pristine.jsonl", "gold_degraded.jsonl"])
def test_the_labels_of_the_corpus_score_perfectly_against_themselves(name: str) -> None:
    root = Path(os.environ.get("JUMUN_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
    if not (root / name).exists():
        pytest.skip(f"no corpus at {root}")
    truth = {r["id"]: r["labels"] for r in load_gold(root / name)}

    def read(record: Json) -> Json:
        return {**truth[record["id"]], "unread": [], "doubts": []}

    result = evaluate(root / name, read)
    assert result.whole_defendants.value == 1
    assert result.field("outcome").exact.value == 1
    halves = [evaluate(root / name, read, half=h).whole_defendants.n for h in ("first", "second")]
    assert sum(halves) == result.whole_defendants.n
