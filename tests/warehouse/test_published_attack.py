"""Nobody can narrow a hidden cell below the minimum from all published files together; and the attacker is able to.

Every planted weakness, one of each kind, is caught by the same attack.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache

import duckdb
import numpy as np
import pytest

from tests.warehouse.published_attack import Published, attack_on
from tests.warehouse.published_fixture import judgment, warehouse
from tests.warehouse.synthetic_core import fill_core
from warehouse.catalog import load_catalog
from warehouse.cube_axes import OPEN_VALUES, cube_specs, slice_values
from warehouse.measures import build_measures
from warehouse.models import build_models
from warehouse.registry import measure
from warehouse.suppression import MINIMUM

NOW = datetime(2026, 11, 22)  # noqa: DTZ001 (warehouse times are naive UTC)
SOURCES = ("unit_defendants", "unit_appeals")


@cache
def built(n: int, seed: int) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    fill_core(con, n, seed=seed)
    build_models(con, now=NOW)
    build_measures(con, now=NOW)
    return con


def attacked(source: str = "unit_defendants") -> Published:
    return attack_on(built(400, 1), source=source)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("n", "seed"), [(120, 0), (400, 1), (1500, 0)])
def test_no_hidden_cell_of_any_cube_is_given_away_by_all_files_together(
    n: int, seed: int, source: str
) -> None:
    attack = attack_on(built(n, seed), source=source).attack
    names = sorted(attack.goals)
    assert attack.given_away(names[:: max(1, len(names) // 60)]) == {}


def test_every_cube_with_people_is_in_the_attack() -> None:
    """No list of names here: a cube that is added to the catalogue is attacked, or this fails."""
    in_attack = {spec.cube_id for source in SOURCES for spec in attacked(source).specs.values()}
    con = built(400, 1)
    counted = [spec for spec in cube_specs() if measure(spec.measure_id).axis is not None]
    assert in_attack == {spec.cube_id for spec in counted if slice_values(con, measure(spec.measure_id))}
    published = built(400, 1).execute("SELECT DISTINCT cube_id FROM out_cubes__cells").fetchall()
    assert {cube for (cube,) in published} <= in_attack


def small_cell(found: Published) -> str:
    """A hidden cell that is no sum of shown ones."""
    return next(name for name in sorted(found.attack.goals) if name not in found.attack.sums)


def test_a_neighbour_that_is_shown_gives_a_cell_away() -> None:
    """All cells but one of a table with the true numbers: the last one is no secret any more."""
    found = attacked()
    where = ("key", "definition_id", "dim1", "dim2", "dim3", "dim4")
    victim = next(row for row in found.cells if row["n"] is None and row["category"] not in {"all", "share"})
    for row in found.cells:
        same = all(row[name] == victim[name] for name in where) and row["category"] != "share"
        if same and row["n"] is None and row is not victim:
            row["n"] = found.true_count(row)
    tampered = [{name: value for name, value in row.items() if name != "key"} for row in found.cells]
    attack = attack_on(built(400, 1), cells=tampered).attack
    assert victim["category"] in {name.split()[-1] for name in attack.given_away()}


@pytest.mark.parametrize("kind", ["coverage", "quartiles", "records", "zero"])
def test_a_bound_from_another_file_gives_a_cell_away(kind: str) -> None:
    """A small exact number of any other file, over the people of a hidden cell, narrows it."""
    found = attacked()
    name = small_cell(found)
    low, high = found.attack.ranges([name])[name]
    assert high - low >= MINIMUM
    bounds = {
        "coverage": (0.0, low + 3), "quartiles": (high - 3, np.inf), "records": (high - 1, np.inf),
        "zero": (low, low),
    }  # fmt: skip
    found.attack.between(found.attack.goals[name], *bounds[kind])
    assert name in found.attack.given_away([name])


# Counts that are no people, or whose smallness is no secret, by table and column, with the reason.
OPEN_COUNTS = {
    "out_sources": "documents of a source, not people",
    "out_source_health": "documents and days of a source",
    "out_source_reconciliation": "documents of a source",
    "out_source_yield": "documents of a source",
    "out_definition_ledger": "official figures",
    "out_kosis_series": "values of an official table",
    "out_reading_error": "records read again by a person: says how well we read",
    "out_records": "values of one adult's row; rows are five alike at least",
    "out_cases": "values of one public judgment of adults; rows are five alike at least",
    "out_terms__panel": "articles of an outlet",
    "out_terms__charged": "articles that use a word",
    "out_claim_verdicts": "claims of published articles",
    "out_claim_verdicts__counts": "claims of published articles",
    "out_headlines": "sentences whose numbers are cells of the cubes",
    "out_coverage": "judgments that we read; values under ten are pooled, and what was not read is no secret",
}


@pytest.mark.parametrize("n", [400, 1500])
def test_no_table_shows_a_small_count_of_people(n: int) -> None:
    """Every count column of every published table of the catalogue, the new ones too."""
    con = built(n, 1 if n == 400 else 0)
    listed = ", ".join(f"'{value}'" for value in sorted(OPEN_VALUES))
    for entry in load_catalog().values():
        if entry.layer != "out" or entry.name in OPEN_COUNTS:
            continue
        for column in entry.public_columns():
            counts = column.type in {"INTEGER", "BIGINT"} and (
                column.name in {"n", "denominator"} or column.name.startswith("n_")
            )
            if not counts:
                continue
            open_rows = f"AND category NOT IN ({listed})" if "category" in entry.column_names else ""
            query = f'SELECT count(*) FROM {entry.name} WHERE "{column.name}" BETWEEN 1 AND 4 {open_rows}'  # noqa: S608
            assert con.execute(query).fetchall() == [(0,)], (entry.name, column.name)


def test_records_and_judgments_cannot_be_joined_by_trying_out_public_numbers() -> None:
    """Whoever knows every document id of the sources finds none of them behind an id of a record."""
    con = warehouse(*(judgment(number) for number in range(9)))
    known = [row[0] for row in con.execute("SELECT document_id FROM core_documents").fetchall()]
    known += [row[0] for row in con.execute("SELECT defendant_id FROM core_defendants").fetchall()]
    tried = {
        letter + hashlib.sha256(f"{word}{value}".encode()).hexdigest()[:16]
        for value in known
        for word in ("", "record", "cluster", "case")
        for letter in "rkc"
    }
    ids = con.execute("SELECT record_id, cluster_id FROM out_records").fetchall()
    assert ids and not tried & {value for row in ids for value in row}


def test_no_published_table_holds_press_and_judgment_together() -> None:
    """A row never names both an article and a judgment: the link is told in aggregates alone."""
    of_press = {"report_id", "article_id", "outlet", "claim_id", "cluster_id_press"}
    of_judgment = {"case_id", "case_numbers", "court", "record_id", "judgment_id"}
    for entry in load_catalog().values():
        if entry.layer == "out":
            public = {column.name for column in entry.public_columns()}
            assert not (public & of_press and public & of_judgment), entry.name


def test_a_judgment_leads_to_no_article_of_the_warehouse() -> None:
    con = built(400, 1)
    article_ids = "SELECT document_id FROM core_documents WHERE kind = 'article'"
    for name in ("out_cases", "out_case_evidence"):
        query = f"SELECT count(*) FROM {name} WHERE document_id IN ({article_ids})"  # noqa: S608
        assert con.execute(query).fetchall() == [(0,)]
