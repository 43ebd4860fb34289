"""Generated truth comes back: read(write(case)) == case, and what does not come back is flagged."""

import json
from pathlib import Path

import jsonschema
import pytest

from scrapers.replica.cases import generate_cases
from tools.truth_check import check_cases, compare, statutes

SCHEMA = Path(__file__).parents[2] / "shared" / "contract" / "judgment.schema.json"
SEED = 404
CASES = 400


@pytest.fixture(scope="module")
def misses() -> list:
    return check_cases(CASES, SEED)


def test_whole_records_come_back(misses: list) -> None:
    assert len(misses) <= 0.005 * CASES, [(each.index, each.differences[:2]) for each in misses]


def test_no_miss_is_silent(misses: list) -> None:
    assert [each.index for each in misses if not each.flags] == []


def test_compare_sees_a_changed_value() -> None:
    case = next(each for each in generate_cases(50, SEED) if each.truth["outcome"] == "sentenced")
    changed = json.loads(json.dumps(case.truth))
    assert compare(case.truth, changed) == []
    changed["defendants"][0]["sentences"][0]["suspended_months"] = 999
    assert [each.path for each in compare(case.truth, changed)] == [
        "/defendants/0/sentences/0/suspended_months"
    ]


def test_compare_sees_a_lost_defendant() -> None:
    case = next(generate_cases(1, SEED))
    assert compare(case.truth, {**case.truth, "defendants": []}) != []


def test_old_and_amended_names_of_a_statute_are_one() -> None:
    assert statutes(["구 형법(2020. 1. 1. 법률 제1호로 개정되기 전의 것) 제298조"]) == statutes(
        ["형법 제298조"]
    )


@pytest.mark.corpus
def test_truth_obeys_the_contract() -> None:
    if not SCHEMA.exists():
        pytest.skip("the contract lies in ../shared/contract, which is not here")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    schema["required"] = ["court", "case_numbers", "decision_date", "instance", "outcome", "defendants"]
    validator = jsonschema.Draft202012Validator(schema)
    for case in generate_cases(300, SEED):
        errors = [error.message for error in validator.iter_errors(case.truth)]
        assert errors == [], (case.index, errors[:3])
