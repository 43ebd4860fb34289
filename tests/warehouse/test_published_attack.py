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

from tests.warehouse.attacked_files import attack_on
from tests.warehouse.published_attack import Attack, Published, rows_of
from tests.warehouse.published_fixture import judgment, warehouse
from tests.warehouse.synthetic_core import fill_core, fill_law
from tests.warehouse.word_attack import attack_pairs, attack_press, attack_words
from warehouse import press
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
    fill_law(con)
    build_models(con, now=NOW)
    build_measures(con, now=NOW)
    return con


def attacked(source: str = "unit_defendants") -> Published:
    return attack_on(built(400, 1), source=source)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("n", "seed"), [(120, 0), (400, 1)])
def test_no_hidden_cell_of_any_cube_is_given_away_by_all_files_together(
    n: int, seed: int, source: str
) -> None:
    attack = attack_on(built(n, seed), source=source).attack
    names = sorted(attack.goals)
    assert attack.given_away(names) == {}


def test_ages_and_provisions_are_part_of_the_attack() -> None:
    """Hidden bands are wanted, and both age tables, every provision and every factor share their people with the cubes."""
    found = attack_on(built(120, 0))
    assert {"age_at_offence age_30s", "age_at_offence age_40s"} <= set(found.attack.goals)
    names = {arm.name for arm in found.attack.arms}
    assert {"age_at_decision", "age_at_offence", "laws"} <= names
    assert {"sentence_by_law/art14_2_p1", "factor_adopted/settlement"} <= names


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


@pytest.mark.parametrize("kind", ["coverage", "quartiles", "records", "ledger"])
def test_a_bound_from_another_file_gives_a_cell_away(kind: str) -> None:
    """A small exact number of any other file, over the people of a hidden cell, narrows it."""
    found = attacked()
    name = small_cell(found)
    low, high = found.attack.ranges([name])[name]
    assert high - low >= MINIMUM
    bounds = {
        "coverage": (0.0, low + 3), "quartiles": (high - 3, np.inf), "records": (high - 1, np.inf),
        "ledger": (0.0, low + 2),
    }  # fmt: skip
    found.attack.between(found.attack.goals[name], *bounds[kind])
    assert name in found.attack.given_away([name])


def test_quartiles_that_tell_all_but_a_few_give_these_away() -> None:
    """Quartiles of sole offences told with their own number, where nearly all of an outcome are sole offences."""
    found = attacked()
    hidden = "outcomes_compound outcome_distribution [('compound', 'compound')] served"
    assert found.attack.given_away([hidden]) == {}
    whole = found.true_people({"outcome": frozenset({"served"})})
    sole = found.primary_cell({"compound": frozenset({"sole"}), "outcome": frozenset({"served"})})
    unknown = found.true_people({"compound": frozenset({"unknown"}), "outcome": frozenset({"served"})})
    assert sole is not None
    found.attack.between(sole, float((whole - unknown) // MINIMUM * MINIMUM), np.inf)
    assert hidden in found.attack.given_away([hidden])


def test_an_age_band_shown_too_much_gives_a_hidden_band_away() -> None:
    """Two bands are hidden; whoever shows one of them tells the other."""
    found = attack_on(built(120, 0))
    shown, hidden = "age_at_offence age_30s", "age_at_offence age_40s"
    assert found.attack.given_away([shown, hidden]) == {}
    both = found.attack.ranges([shown])[shown]
    found.attack.between(found.attack.goals[shown], both[1], both[1])
    assert hidden in found.attack.given_away([hidden])


def test_provisions_and_offence_groups_together_give_a_cell_away() -> None:
    """The persons under a paragraph, told by offence group as well, add up to what its own slice hides."""
    found = attack_on(built(120, 0))
    hidden = next(
        name for name in sorted(found.attack.goals) if name.startswith("sentence_by_law/art14_2_p1")
    )
    assert found.attack.given_away([hidden]) == {}
    joint = next(arm for arm in found.attack.arms if arm.name == "laws")
    told = found.con.execute(
        "SELECT offence_group, outcome, sum(n_persons) FROM unit_provisions WHERE provision = 'art14_2_p1' GROUP BY ALL"
    ).fetchall()
    counts = {(group, outcome): n for group, outcome, n in told}
    for group in joint.axes["offence_group"]:
        for outcome in joint.axes["outcome"]:
            cell = {"offence_group": frozenset({group}), "outcome": frozenset({outcome})}
            under = joint.unknowns({**cell, "sentence_by_law/art14_2_p1": frozenset({"in"})})
            found.attack.between(under, counts.get((group, outcome), 0), counts.get((group, outcome), 0))
    assert hidden in found.attack.given_away([hidden])


def words(told: dict[str, tuple[int | None, int | None]], lemma: str = "합의") -> list[dict[str, object]]:
    return [
        {"kind": "judgment", "lemma": lemma, "period": period, "n_documents": n, "n_documents_total": total}
        for period, (n, total) in told.items()
    ]


def given_away(attacks: list[Attack]) -> set[str]:
    return {name for attack in attacks for name in attack.given_away()}


def test_words_by_month_hide_what_they_hide_and_a_total_too_many_is_caught() -> None:
    """The months of a year, or all but one of them, together with the year tell the one that is hidden."""
    safe = {"2024-01": (None, None), "2024-02": (None, None), "2024": (30, 70), "2023-05": (20, 60), "2023": (20, 60),
            "all": (50, 130)}  # fmt: skip
    assert given_away(attack_words(words(safe), "judgment")) == set()
    month_too_many = safe | {"2024-02": (27, None)}
    assert "합의 2024-01" in given_away(attack_words(words(month_too_many), "judgment"))
    total_too_many = safe | {"2024-02": (None, 67)}
    assert "documents 2024-01" in given_away(attack_words(words(total_too_many), "judgment"))


def test_the_words_that_are_published_give_no_month_away() -> None:
    con = warehouse(
        *(judgment(number, decision_date=f"20{20 + number % 4}-0{1 + number % 5}-03") for number in range(90))
    )
    con.execute("DELETE FROM core_judgments WHERE document_id IN ('law:0000', 'law:0020')").fetchall()
    con.execute(
        "INSERT INTO core_tagged_sections BY NAME SELECT document_id, 1 AS version, 'order_text' AS section, 1 AS n_chars, "
        "'v' AS tag_version FROM core_documents WHERE document_id IN (SELECT document_id FROM core_judgments)"
    ).fetchall()
    con.execute(
        "INSERT INTO core_terms BY NAME SELECT document_id, 'order_text' AS section, t.lemma, 'NNG' AS tag, 1 AS n "
        "FROM core_judgments, (VALUES ('합의', 3), ('초범', 2), ('반성', 9)) AS t(lemma, part) "
        "WHERE CAST(right(document_id, 2) AS INTEGER) % t.part > 0"
    ).fetchall()
    build_measures(con, now=NOW)
    rows = rows_of(con, "SELECT * FROM out_terms__month ORDER BY ALL")
    assert len(rows) > 30 and any(row["n_documents"] is None for row in rows)
    assert given_away(attack_words(rows, "judgment")) == set()


def test_a_pair_of_words_is_hidden_unless_its_margins_are_told_too_finely() -> None:
    def pair(lemma: str, other: str, n: int) -> dict[str, object]:
        return {"kind": "article", "lemma": lemma, "collocate": other, "n_lemma": n, "n_documents": 100}

    wide = [pair("합의", "초범", 40), pair("초범", "합의", 30), pair("반성", "초범", 25)]
    attack = attack_pairs(wide, "article")
    assert set(attack.goals) == {"반성 합의"} and attack.given_away() == {}
    assert set(attack_pairs([*wide[:2], pair("반성", "초범", 98)], "article").given_away()) == {"반성 합의"}


def press_fields(**told: tuple[int, int] | None) -> list[dict[str, object]]:
    return [
        {
            "field": field,
            "n_pairs": n and n[0],
            "n_agree": n and n[1],
            "state": "suppressed" if n is None else "shown",
        }
        for field, n in told.items()
    ]


def test_press_against_court_hides_a_field_and_a_second_field_gives_it_away() -> None:
    """Suspensions are compared where the kinds agree: their number is that of the agreements."""
    hidden = attack_press(press_fields(stage=(40, 30), kind=None, term=None, suspension=None))
    assert hidden.given_away() == {}
    told = attack_press(press_fields(stage=(40, 30), kind=None, term=None, suspension=(30, 20)))
    assert "kind agree" in told.given_away()


def test_what_hangs_on_a_hidden_field_is_hidden_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [("kind", 33, 30), ("stage", 40, 30), ("suspension", 30, 20), ("term", 30, 20)]
    monkeypatch.setattr(press, "_pairs", lambda _con: found)
    rows = {row["field"]: row for row in press.press_rows(duckdb.connect())}
    assert {name for name, row in rows.items() if row["n_pairs"] is not None} == {"stage"}
    assert attack_press(list(rows.values())).given_away() == {}


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
    "out_terms__outlet": "articles of an outlet that use a word",
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
