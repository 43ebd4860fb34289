"""The registry: every measure of the list is there, in both languages, and its SQL is the one that is
counted.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import duckdb
import pytest
import yaml
from pydantic import ValidationError

from tests.warehouse.synthetic_core import fill_core
from warehouse.catalog import CatalogError
from warehouse.measures import build_units
from warehouse.registry import MEASURES_DIR, Measure, load_measures, measure, measure_rows, populations

LISTED = {
    "outcome_distribution",
    "suspended_of_disposed",
    "suspended_of_adjudicated",
    "suspended_of_convicted",
    "suspended_of_custodial",
    "served_prison_of_convicted",
    "fine_of_convicted_tried",
    "deferred_of_convicted",
    "acquitted_of_adjudicated",
    "juvenile_transfer_of_disposed_u19",
    "supervision_given_suspended",
    "service_given_suspended",
    "programme_of_sentenced_sex",
    "employment_ban_of_eligible",
    "disclosure_of_eligible",
    "term_unsuspended",
    "suspended_term_pair",
    "age_at_decision",
    "age_at_offence",
    "appeal_result",
    "change_on_appeal",
    "range_position",
    "coverage",
    "press_match",
}


def test_every_measure_of_the_list_is_registered() -> None:
    assert {entry.principal_id for entry in load_measures()} >= LISTED


def test_the_suspended_share_has_its_five_definitions_in_their_order() -> None:
    family = [entry for entry in load_measures() if entry.family == "suspended_share"]
    assert [entry.population for entry in family] == ["D", "A", "V", "T", "J"]
    assert all(entry.numerator_values == ("suspended",) for entry in family)


def test_each_population_lies_in_the_one_before() -> None:
    found = list(populations().values())
    assert [len(p.outcomes) for p in found] == sorted((len(p.outcomes) for p in found), reverse=True)


@pytest.mark.parametrize("entry", load_measures(), ids=lambda m: m.id)
def test_no_english_text_says_bare_probation_or_judges_the_court(entry: Measure) -> None:
    texts = " ".join(
        text.en for text in (entry.title, entry.numerator, entry.denominator, entry.inclusions, entry.caveat)
    ).lower()
    assert not re.search(r"\bprobation\b|\bharsh|\blenient|walk free|imprisonment rate", texts)
    if "집행유예" in entry.title.ko and "집행유예" in entry.title.en:
        assert "suspended sentence (집행유예)" in texts or "suspended" in texts


@pytest.mark.parametrize(
    "entry", [m for m in load_measures() if m.stage == "first_instance"], ids=lambda m: m.id
)
def test_first_instance_measures_say_that_they_are_not_final(entry: Measure) -> None:
    if entry.id != "range_position":
        assert "확정" in entry.caveat.ko and "not final" in entry.caveat.en


@pytest.fixture(scope="module")
def units() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    fill_core(con, 400)
    build_units(con)
    return con


@pytest.mark.parametrize("entry", [m for m in load_measures() if m.source != "none"], ids=lambda m: m.id)
def test_the_printed_sql_runs_over_the_units(entry: Measure, units: duckdb.DuckDBPyConnection) -> None:
    rows = units.execute(entry.sql()).fetchall()
    if entry.kind == "share":
        for *_, numerator, denominator in rows:
            assert (numerator or 0) <= (denominator or 0)


def test_digests_are_of_the_printed_sql() -> None:
    for row in measure_rows():
        assert row["sql_sha256"] == hashlib.sha256(row["sql"].encode()).hexdigest()


def test_a_file_that_is_added_is_a_measure(tmp_path: Path) -> None:
    folder = tmp_path / "measures"
    shutil.copytree(MEASURES_DIR, folder)
    content = yaml.safe_load((folder / "suspended_of_disposed.yml").read_text(encoding="utf-8"))
    content["id"] = "other_penalty_of_sentenced"
    content["population"] = "T"
    content["numerator_values"] = ["other_penalty"]
    (folder / "other_penalty_of_sentenced.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    assert "other_penalty_of_sentenced" in {entry.id for entry in load_measures(folder)}


@pytest.mark.parametrize(
    "change",
    [
        {"numerator_values": ["acquitted"], "population": "J"},
        {"numerator_values": []},
        {"axis": None},
        {"min_denominator": 5},
        {"title": {"ko": "제목"}},
        {"dims": ["a", "b", "c", "d", "e"]},
        {"unknown_key": 1},
    ],
)
def test_a_measure_that_contradicts_itself_is_refused(change: dict[str, object]) -> None:
    content = measure("suspended_of_custodial").model_dump()
    with pytest.raises(ValidationError):
        Measure(**{**content, **change})


def test_a_file_under_another_name_is_refused(tmp_path: Path) -> None:
    shutil.copy(MEASURES_DIR / "coverage.yml", tmp_path / "renamed.yml")
    with pytest.raises(CatalogError, match="describes"):
        load_measures(tmp_path)
