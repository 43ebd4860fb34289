"""The published tables: right by brute force, the same every time, safe against an attacker, and never half
said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import duckdb
import pytest

from tests.warehouse.attacker import ALL, Attack
from tests.warehouse.published_fixture import judgment, warehouse
from tests.warehouse.synthetic_core import fill_core
from warehouse.audit import Audited, score_sample
from warehouse.audit_records import audit_candidates
from warehouse.catalog import load_catalog
from warehouse.cube_axes import NOBODY, OPEN_VALUES, OUTCOME_CLASS, cube_specs
from warehouse.headlines import HeadlineError, official_parameters, one_decimal
from warehouse.intervals import clustered_wilson
from warehouse.measures import build_measures, build_units
from warehouse.registry import load_measures, measure
from warehouse.suppression import MIN_DENOMINATOR, MINIMUM

NOW = datetime(2026, 11, 22)  # noqa: DTZ001 (warehouse times are naive UTC)
TABLES = (
    *(
        "out_measures__catalog",
        "out_cubes__catalog",
        "out_cubes__cells",
        "out_quantiles__cells",
        "out_ages__cells",
    ),
    *("out_definition_ledger", "out_headlines", "out_law_changes", "out_labels", "out_terms__month"),
    *("out_press_match", "out_reading_error"),
)
Row = dict[str, Any]


def built(n: int, *, seed: int = 0) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    fill_core(con, n, seed=seed)
    build_measures(con, now=NOW)
    return con


@cache
def built_once(n: int) -> duckdb.DuckDBPyConnection:
    """For tests that leave the tables as they are."""
    return built(n)


def rows_of(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    found = con.execute(query)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = built(1500)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def cells(con: duckdb.DuckDBPyConnection) -> list[Row]:
    return rows_of(con, "SELECT * FROM out_cubes__cells ORDER BY ALL")


def test_building_twice_gives_the_same_rows(con: duckdb.DuckDBPyConnection) -> None:
    again = built(1500)
    for name in TABLES:
        query = f"SELECT * FROM {name} ORDER BY ALL"  # noqa: S608
        assert con.execute(query).fetchall() == again.execute(query).fetchall(), name
    again.close()


def test_units_made_in_parts_are_those_made_at_once(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_units(con)
    query = "SELECT * FROM unit_defendants ORDER BY ALL"
    at_once = con.execute(query).fetchall()
    monkeypatch.setattr("warehouse.measures.PART_DEFENDANTS", len(at_once) // 4)
    build_units(con)
    assert at_once
    assert con.execute(query).fetchall() == at_once


@pytest.mark.parametrize("n", [0, 1, 12, 60])
def test_a_small_warehouse_publishes_and_says_that_it_is_empty(n: int) -> None:
    small = built(n)
    states = {
        row["state"]
        for row in rows_of(small, "SELECT state FROM out_cubes__cells WHERE cube_id = 'outcomes'")
    }
    assert states <= ({"empty"} if n == 0 else {"suppressed", "shown", "too_small", "empty"})
    assert len(rows_of(small, "SELECT * FROM out_headlines")) == 5
    small.close()


def test_every_published_value_of_a_closed_column_is_known(con: duckdb.DuckDBPyConnection) -> None:
    for name in TABLES:
        entry = load_catalog()[name]
        keys = ", ".join(entry.key)
        repeated = f"SELECT {keys} FROM {name} GROUP BY ALL HAVING count(*) > 1"  # noqa: S608
        assert con.execute(repeated).fetchall() == [], name
        for column in entry.columns:
            if column.enum:
                found = rows_of(con, f'SELECT DISTINCT "{column.name}" AS value FROM {name}')  # noqa: S608
                assert {row["value"] for row in found} - {None} <= set(column.enum), (name, column.name)


def test_shown_counts_are_those_of_a_plain_query(con: duckdb.DuckDBPyConnection, cells: list[Row]) -> None:
    build_units(con)
    specs = {spec.cube_id: spec for spec in cube_specs()}
    checked = 0
    for row in cells:
        entry = measure(row["definition_id"])
        if row["n"] is None or entry.axis is None:
            continue
        conditions = [f"({entry.universe})"]
        for i, name in enumerate(specs[row["cube_id"]].dims):
            if row[f"dim{i + 1}"] != ALL:
                conditions.append(f"{name} = '{row[f'dim{i + 1}']}'")
        where = " AND ".join(conditions)
        values = entry.numerator_values if row["category"] == "share" else members_of(row["category"])
        listed = ", ".join(f"'{value}'" for value in values)
        if row["category"] == ALL and entry.denominator_values:
            listed = ", ".join(f"'{value}'" for value in entry.denominator_values)
        everyone = row["category"] == ALL and not entry.denominator_values
        within = "true" if everyone else f"({entry.axis.sql}) IN ({listed})"
        query = f"SELECT coalesce(sum(n_persons), 0) FROM {entry.source} WHERE {where} AND {within}"  # noqa: S608
        assert con.execute(query).fetchall() == [(row["n"],)], row
        checked += 1
    assert checked > 200


@pytest.mark.parametrize("n", [30, 400])
@pytest.mark.parametrize("axis", ["suspended_term_pair", "appeal_result", "service_given_suspended"])
def test_intervals_use_the_families_that_a_plain_query_counts(n: int, axis: str) -> None:
    """Σx², Σxm and Σm² over families, computed by SQL, give the interval that is published for the grand total."""
    connection = built_once(n)
    build_units(connection)
    entry = measure(axis)
    assert entry.axis is not None
    query = (
        f"SELECT * FROM out_cubes__cells WHERE definition_id = '{axis}' AND share IS NOT NULL "  # noqa: S608
        "AND (dim1, dim2, dim3, dim4) = ('all', 'all', 'all', 'all')"
    )
    for row in rows_of(connection, query):
        over = entry.numerator_values or (row["category"],)
        under = entry.denominators()
        listed = ", ".join(f"'{value}'" for value in over)
        within = f"({entry.axis.sql}) IN ({', '.join(repr(v) for v in under)})" if under else "true"
        sums = connection.execute(
            "SELECT sum(x * x), sum(x * m), sum(m * m), sum(x), sum(m) FROM ("  # noqa: S608
            f"SELECT count(*) FILTER (WHERE ({entry.axis.sql}) IN ({listed})) AS x, count(*) AS m "
            f"FROM {entry.source} WHERE ({entry.universe}) AND {within} GROUP BY family_id)"
        ).fetchall()[0]
        x2, xm, m2, x, m = (float(value) for value in sums)
        interval = clustered_wilson(x, m, x2=x2, xm=xm, m2=m2)
        assert (row["low"], row["high"]) == (round(interval.low, 4), round(interval.high, 4))


def test_nothing_small_is_shown_and_nothing_hidden_has_a_number(cells: list[Row]) -> None:
    for row in cells:
        numbers = [row[k] for k in ("n", "denominator", "share", "low", "high", "bound_low", "bound_high")]
        if row["state"] == "suppressed":
            assert numbers == [None] * 7, row
        else:
            assert row["n"] == 0 or row["n"] >= MINIMUM or row["category"] in OPEN_VALUES, row
        if row["share"] is not None:
            rest = row["denominator"] - row["n"]
            assert row["denominator"] >= MIN_DENOMINATOR and row["n"] >= MINIMUM and rest >= MINIMUM
            assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1
            assert row["interval_label"] == "chance_only"


def test_the_five_definitions_stand_side_by_side_and_rise(cells: list[Row]) -> None:
    family = [m.id for m in load_measures() if m.family == "suspended_share"]
    total = {r["definition_id"]: r for r in cells if r["cube_id"] == "outcomes" and is_total(r)}
    shares = [total[name]["share"] for name in family]
    assert shares == sorted(shares) and None not in shares


def members_of(category: str) -> tuple[str, ...]:
    """The outcomes of a class, or the category itself."""
    return (*(o for o, name in OUTCOME_CLASS.items() if name == category and name != o), category)


def is_total(row: Row) -> bool:
    return all(row[f"dim{i}"] == ALL for i in range(1, 5)) and row["category"] == "share"


def outcome_attack(con: duckdb.DuckDBPyConnection, cells: Sequence[Row], *, absent: bool = True) -> Attack:
    """Everything published about outcomes and supervision as one system of equations.

    Unknowns: period × offence group × court level × age group × outcome, where suspended persons are
    split into supervised, not supervised and order not read whole.
    """
    build_units(con)
    dims = ("period", "offence_group", "court_level", "age_group")
    axes: dict[str, tuple[str, ...]] = {}
    for name in dims:
        found = con.execute(f"SELECT DISTINCT {name} FROM unit_defendants ORDER BY 1").fetchall()  # noqa: S608
        axes[name] = tuple(str(row[0]) for row in found)
    outcomes = [
        str(row[0])
        for row in con.execute("SELECT DISTINCT outcome FROM unit_defendants ORDER BY 1").fetchall()
    ]
    split = {"suspended": ["supervised", "not_supervised", "not_whole"]}
    axes["outcome"] = tuple(value for outcome in outcomes for value in split.get(outcome, [outcome]))
    attack = Attack(axes=axes)
    specs = {spec.cube_id: spec for spec in cube_specs()}
    for row in cells:
        spec = specs[row["cube_id"]]
        if spec.cube_id not in {"outcomes", "supervision"} or NOBODY in row.values():
            continue
        conditions = {
            name: [row[f"dim{i + 1}"]] for i, name in enumerate(spec.dims) if row[f"dim{i + 1}"] != ALL
        }
        for part, n in published_parts(row, split):
            key = f"{row['cube_id']} {conditions} {row['definition_id']} {row['category']}"
            if n is None:
                attack.hide(key, {**conditions, **part})
            else:
                attack.publish({**conditions, **part}, n)
    if absent:
        publish_absent(attack, con, specs["outcomes"].dims)
    return attack


def published_parts(
    row: Row, split: Mapping[str, list[str]]
) -> list[tuple[dict[str, list[str]], int | None]]:
    """What one row says about the unknowns: its numerator, and for rates its denominator too."""
    entry = measure(row["definition_id"])
    if row["cube_id"] == "supervision":
        names = {"yes": "supervised", "no": "not_supervised"}
        over = [names[v] for v in entry.numerator_values]
        under = [names[v] for v in entry.denominators()]
        if row["n"] is None:
            return [({"outcome": over}, None)]
        return [({"outcome": over}, row["n"]), ({"outcome": under}, row["denominator"])]
    if row["category"] == ALL:
        return [({}, row["n"])]
    if row["category"] == "share":
        if row["n"] is None:
            return []
        parts = (entry.numerator_values, row["n"]), (entry.denominators(), row["denominator"])
        return [({"outcome": [w for v in values for w in split.get(v, [v])]}, n) for values, n in parts]
    members = members_of(row["category"])
    return [({"outcome": [w for m in members for w in split.get(m, [m])]}, row["n"])]


def publish_absent(attack: Attack, con: duckdb.DuckDBPyConnection, dims: Sequence[str]) -> None:
    """A combination of a published level that has no row is known to be empty."""
    catalog = rows_of(con, "SELECT levels_published FROM out_cubes__catalog WHERE cube_id = 'outcomes'")
    for level in catalog[0]["levels_published"]:
        names = [name for name in level.split("+") if name not in {"total", "category"}]
        if not names or "category" in level:
            continue
        listed = ", ".join(f"dim{dims.index(name) + 1}" for name in names)
        known = set(
            con.execute(
                f"SELECT DISTINCT {listed} FROM out_cubes__cells WHERE cube_id = 'outcomes'"  # noqa: S608
            ).fetchall()
        )
        for combination in all_combinations([attack.axes[name] for name in names]):
            if combination not in known:
                attack.publish({name: [value] for name, value in zip(names, combination, strict=True)}, 0)


def all_combinations(axes: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    if not axes:
        return [()]
    return [(value, *rest) for value in axes[0] for rest in all_combinations(axes[1:])]


@pytest.mark.slow
@pytest.mark.parametrize(("n", "seed"), [(120, 0), (500, 0), (800, 3)])
def test_an_attacker_cannot_narrow_any_hidden_cell_of_the_published_table(n: int, seed: int) -> None:
    connection = built(n, seed=seed)
    cells = rows_of(connection, "SELECT * FROM out_cubes__cells ORDER BY ALL")
    attack = outcome_attack(connection, cells)
    wanted = sorted(attack.hidden)[:: max(1, len(attack.hidden) // 40)]
    for name, (low, high) in attack.ranges(wanted).items():
        assert high - low >= MINIMUM - 1e-6, (name, low, high)
    connection.close()


def test_a_leak_planted_in_the_published_table_is_caught() -> None:
    """Showing the hidden neighbours of a small cell gives it away, and the attacker says so."""
    con = built(500)
    cells = rows_of(con, "SELECT * FROM out_cubes__cells ORDER BY ALL")
    build_units(con)
    hidden = [
        r
        for r in cells
        if r["cube_id"] == "outcomes" and r["n"] is None and r["category"] not in {ALL, "share"}
    ]
    victim = next(
        r for r in hidden if 0 < true_count(con, r) < MINIMUM and r["definition_id"] == "outcome_distribution"
    )
    leaked = [
        {**r, "n": true_count(con, r), "state": "shown"} if r is not victim and r in hidden else r
        for r in cells
    ]
    attack = outcome_attack(con, leaked)
    key = next(k for k in attack.hidden if k.endswith(f"outcome_distribution {victim['category']}"))
    low, high = attack.ranges([key])[key]
    assert high - low < MINIMUM


@pytest.mark.parametrize("n", [60, 500, 1500])
def test_the_share_that_the_press_reports_is_of_judgments_with_a_link(n: int) -> None:
    con = built(n)
    told = {
        row["definition_id"]: (row["n"], row["denominator"])
        for row in rows_of(
            con, "SELECT * FROM out_cubes__cells WHERE cube_id = 'press_coverage' AND dim1 = 'all'"
        )
    }
    build_units(con)
    true = {
        outcome: (int(reported or 0), int(people))
        for outcome, reported, people in con.execute(
            """SELECT CASE WHEN outcome IN ('served', 'suspended') THEN outcome ELSE 'other_outcome' END,
                sum(n_persons) FILTER (WHERE EXISTS (FROM core_case_links AS l WHERE l.judgment_id = u.document_id)),
                sum(n_persons)
            FROM unit_defendants AS u WHERE outcome <> 'unread' GROUP BY ALL"""
        ).fetchall()
    }
    shown = {name: counts for name, counts in told.items() if counts[0] is not None}
    for outcome, counts in true.items():
        assert shown.get(f"reported_of_{outcome}", counts) == counts
    whole = tuple(sum(counts) for counts in zip(*true.values(), strict=True))
    assert shown.get("reported_of_judged", whole) == whole
    small = {
        o for o, (reported, people) in true.items() if min(reported, people - reported) in range(1, MINIMUM)
    }
    assert not {f"reported_of_{outcome}" for outcome in small} & shown.keys()
    assert not small or "reported_of_judged" not in shown
    assert n < 1500 or len(shown) == 4


def true_count(con: duckdb.DuckDBPyConnection, row: Row) -> int:
    dims = next(spec.dims for spec in cube_specs() if spec.cube_id == row["cube_id"])
    tests = [f"{name} = '{row[f'dim{i + 1}']}'" for i, name in enumerate(dims) if row[f"dim{i + 1}"] != ALL]
    listed = ", ".join(f"'{outcome}'" for outcome in members_of(row["category"]))
    where = " AND ".join([*tests, f"outcome IN ({listed})"])
    query = f"SELECT coalesce(sum(n_persons), 0) FROM unit_defendants WHERE {where}"  # noqa: S608
    return int(con.execute(query).fetchall()[0][0])


def test_supervision_is_hidden_wherever_the_suspended_are(cells: list[Row]) -> None:
    """A dependent cube says nothing about people whose outcome cell is hidden."""
    outcomes = next(spec for spec in cube_specs() if spec.cube_id == "outcomes")
    shown = {
        tuple((name, row[f"dim{i + 1}"]) for i, name in enumerate(outcomes.dims) if row[f"dim{i + 1}"] != ALL)
        for row in cells
        if row["cube_id"] == "outcomes" and row["category"] == "suspended" and row["n"] is not None
    }
    spec = next(spec for spec in cube_specs() if spec.cube_id == "supervision")
    for row in cells:
        if row["cube_id"] == "supervision" and row["n"]:
            key = {
                (name, row[f"dim{i + 1}"]) for i, name in enumerate(spec.dims) if row[f"dim{i + 1}"] != ALL
            }
            assert any(set(other) == key for other in shown), row


def test_quartiles_have_enough_values_and_ordered_ends(con: duckdb.DuckDBPyConnection) -> None:
    rows = rows_of(con, "SELECT * FROM out_quantiles__cells WHERE state = 'shown'")
    assert rows
    for row in rows:
        assert row["n"] >= MIN_DENOMINATOR and row["n"] % MINIMUM == 0
        assert row["q1"] <= row["median"] <= row["q3"]
        assert row["median_low"] <= row["median"] <= row["median_high"]


def test_age_bands_hold_their_estimates(con: duckdb.DuckDBPyConnection) -> None:
    rows = rows_of(
        con, "SELECT * FROM out_ages__cells WHERE definition_id = 'age_at_decision' AND state = 'shown'"
    )
    assert rows
    for row in rows:
        assert row["n_surely"] <= row["n_possibly"] and row["n_possibly"] % MINIMUM == 0
        assert row["share_low"] - 0.01 <= row["turnbull_share"] <= row["share_high"] + 0.01
        assert row["turnbull_low"] <= row["turnbull_share"] <= row["turnbull_high"]


def test_the_first_sentence_is_word_for_word_with_its_numbers(con: duckdb.DuckDBPyConnection) -> None:
    rows = rows_of(con, "SELECT * FROM out_headlines ORDER BY position")
    assert rows[0]["text_ko"] == (
        "2020년 6월 25일부터 2024년 6월 30일까지 1심에서 처리된 허위영상물 사건 피고인 87명 가운데 34명(39.1%)이 집행유예, "
        "24명(27.6%)이 실형을 받았다. 징역형을 받은 58명만 보면 집행유예는 58.6%이다(법원이 쓰는 집행유예율). "
        "전수이며 확정 여부는 알 수 없다."
    )
    assert rows[2]["text_ko"] == (
        "경찰이 2024년에 검거한 허위영상물 피의자 682명 가운데 548명(80.4%)이 10대(10–19세)이고 그중 104명은 형사처벌 "
        "대상이 아닌 10–13세다. 피의자이며 유죄가 확정된 사람이 아니다."
    )
    assert rows[3]["text_ko"] == (
        "2024년 10월 16일 개정법(7년 이하, 소지·시청 처벌 신설)은 그날 이후의 행위에 적용된다. "
        "개정법에 따른 1심 결과의 공식 집계는 아직 찾지 못했다."
    )


def test_no_number_is_typed_into_a_headline(con: duckdb.DuckDBPyConnection) -> None:
    """Every number of a sentence is a parameter, except the ages that define a word and names of years of
    law.
    """
    for row in rows_of(con, "SELECT * FROM out_headlines"):
        values = " ".join(str(value) for value in json.loads(row["parameters"]).values())
        for text in (row["text_ko"], row["text_en"]):
            for number in re.findall(r"\d[\d,.]*\d|\d", text.replace("10–19", "").replace("10–13", "")):
                assert number in values or number in {
                    "10",
                    "13",
                    "95",
                    "0.1",
                    "2019",
                    "2020",
                    "2021",
                    "2023",
                }, (
                    number,
                    text,
                )


def test_suspects_and_defendants_are_never_one_headline(con: duckdb.DuckDBPyConnection) -> None:
    rows = {row["headline_id"]: row for row in rows_of(con, "SELECT * FROM out_headlines")}
    assert rows["outcomes_of_87"]["population"] == "defendants"
    assert rows["teens_among_suspects"]["population"] == "suspects"
    assert (
        "처리된" in rows["outcomes_of_87"]["text_ko"]
        and "of all disposed" in rows["outcomes_of_87"]["text_en"]
    )


def labelled(con: duckdb.DuckDBPyConnection, n: int, truth: Callable[[int, str], str]) -> list[Audited]:
    """The outcomes of the first n persons as a reader labels them."""
    build_units(con)
    drawn = [row for row in audit_candidates(con) if "outcome" in row["read"]][:n]
    return [
        Audited(
            record_id=row["record_id"], weight=1.0, is_doubted=row["is_doubted"],
            read={"outcome": row["read"]["outcome"]}, truth={"outcome": truth(i, row["read"]["outcome"])},
        )
        for i, row in enumerate(drawn)
    ]  # fmt: skip


def test_an_unmeasured_reading_error_is_said_and_a_measured_one_printed() -> None:
    con = duckdb.connect()
    fill_core(con, 400)
    build_measures(con, now=NOW)
    last = rows_of(con, "SELECT * FROM out_headlines WHERE position = 5")[0]
    assert last["status"] == "not_computable" and "재지 못했다" in last["text_ko"]
    audited = labelled(con, 100, lambda i, outcome: outcome if i else "another")
    build_measures(con, now=NOW, audit=score_sample(audited))
    last = rows_of(con, "SELECT * FROM out_headlines WHERE position = 5")[0]
    assert last["status"] == "complete" and "읽기 오류는 1.0%" in last["text_ko"]
    con.close()


def test_totals_are_corrected_with_an_audit_of_outcomes_and_only_totals() -> None:
    con = duckdb.connect()
    fill_core(con, 1500)
    audited = labelled(con, 400, lambda i, read: "suspended" if read == "served" and i % 5 == 0 else read)
    build_measures(con, now=NOW, audit=score_sample(audited))
    rows = rows_of(con, "SELECT * FROM out_cubes__cells WHERE definition_id = 'outcome_distribution'")
    corrected = [row for row in rows if row["corrected_share"] is not None]
    assert corrected
    for row in corrected:
        assert all(row[f"dim{i}"] == ALL for i in range(1, 5))
        assert row["corrected_low"] <= row["corrected_share"] <= row["corrected_high"]
    by_category = {row["category"]: row for row in corrected if row["cube_id"] == "outcomes"}
    read = {
        category: row["n"] / sum(r["n"] for r in by_category.values())
        for category, row in by_category.items()
    }
    assert by_category["suspended"]["corrected_share"] > read["suspended"]
    assert by_category["served"]["corrected_share"] < read["served"]
    con.close()


def test_a_missing_figure_stops_the_headlines() -> None:
    con = duckdb.connect()
    fill_core(con, 0)
    with pytest.raises(HeadlineError):
        official_parameters(con, {"ref": {"n": "no_such_figure"}})
    con.close()


@pytest.mark.parametrize(
    ("counts", "printed"), [((34, 87), "39.1"), ((24, 87), "27.6"), ((1, 8), "12.5"), ((1, 800), "0.1")]
)
def test_percentages_round_halves_up(counts: tuple[int, int], printed: str) -> None:
    assert one_decimal(*counts) == printed


def test_every_dimension_value_has_a_name_in_both_languages(
    con: duckdb.DuckDBPyConnection, cells: list[Row]
) -> None:
    labels = {(r["domain"], r["value"]) for r in rows_of(con, "SELECT domain, value FROM out_labels")}
    for row in cells:
        spec = next(spec for spec in cube_specs() if spec.cube_id == row["cube_id"])
        for i, name in enumerate(spec.dims):
            assert (name, row[f"dim{i + 1}"]) in labels or row[f"dim{i + 1}"] == ALL, (
                name,
                row[f"dim{i + 1}"],
            )
        axis = measure(row["definition_id"]).axis
        if axis is not None and row["category"] not in {ALL, "share"}:
            assert (axis.id, row["category"]) in labels, (axis.id, row["category"])


def test_a_reversal_is_read_although_what_was_decided_instead_is_not() -> None:
    """Bulk texts stop after the first sentence of the order: the judgment below is reversed, and nobody knows to what."""
    cases: list[tuple[str | None, int, str]] = [
        ("reversed_whole", 1, "reversed"),
        ("reversed_whole", 2, "reversed"),
        ("reversed_part", 1, "reversed"),
        ("reversed_part", 2, "unread"),
        ("dismissed", 1, "dismissed"),
        (None, 1, "unread"),
    ]
    con = warehouse(
        *(
            judgment(i, instance="2", appeal_result=result, n_defendants=n, disposition=None, verdict=None)
            for i, (result, n, _) in enumerate(cases)
        ),
        models=False,
    )
    build_units(con)
    found = con.execute("SELECT appeal_result FROM unit_appeals ORDER BY defendant_id").fetchall()
    assert [row[0] for row in found] == [told for _, _, told in cases]
    con.close()


@pytest.mark.parametrize(("family", "told"), [("one", None), (None, 6)])
def test_a_cell_of_one_case_is_hidden_and_the_same_cell_of_six_cases_is_not(
    family: str | None, told: int | None
) -> None:
    """Whoever knows the one case of a dominated cell would know its people."""
    con = warehouse(
        *(judgment(number) for number in range(30)),
        *(judgment(100 + number, custody_status="served") for number in range(20)),
        *(
            judgment(
                200 + number, disposition="acquitted", verdict="not_guilty", custody_status=None,
                case_family_id=family, outcome="acquitted",
            )
            for number in range(6)
        ),
    )  # fmt: skip
    build_measures(con, now=NOW)
    found = con.execute(
        "SELECT n FROM out_cubes__cells WHERE cube_id = 'outcomes' AND category = 'acquitted' "
        "AND definition_id = 'outcome_distribution' AND (dim1, dim2, dim3, dim4) = ('all', 'all', 'all', 'all')"
    ).fetchall()
    assert found == [(told,)]
    con.close()
