"""Corrected rates: a simulated audit of simulated people gives the planted truth back, and its intervals hold it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import duckdb
import numpy as np
import pytest

from tests.warehouse.synthetic_core import fill_core
from warehouse.audit import Audited, Candidate, draw_sample, kappa_of, score_sample
from warehouse.audit_records import audit_candidates, kept_name, read_today
from warehouse.corrections import Parts, matrices
from warehouse.intervals import corrected_share
from warehouse.measures import build_measures, build_units

NOW = datetime(2026, 11, 22)  # noqa: DTZ001 (warehouse times are naive UTC)
OUTCOMES = ("suspended", "served", "acquitted", "unread")
TRUTH = np.array([0.35, 0.40, 0.25, 0.0])
# Truly i read as j, without doubt and with doubt: doubted records are misread far more often.
PLAIN = np.array([[0.95, 0.03, 0.01, 0.01], [0.02, 0.96, 0.01, 0.01], [0.01, 0.01, 0.97, 0.01], [0, 0, 0, 1]])
DOUBTED = np.array(
    [[0.60, 0.25, 0.05, 0.10], [0.05, 0.80, 0.05, 0.10], [0.05, 0.05, 0.80, 0.10], [0, 0, 0, 1]]
)
SUSPENDED = Parts(
    field="outcome", numerator=frozenset({"suspended"}), denominator=frozenset({"suspended", "served"})
)


def simulated(seed: int, n: int = 2000, size: int = 300) -> tuple[np.ndarray, list[Audited], np.ndarray]:
    """Counts by doubt and class as read, an audit drawn by stratum, and the outcomes as they are and were read."""
    generator = np.random.default_rng(seed)
    truth = generator.choice(4, size=n, p=TRUTH)
    doubted = generator.random(n) < 0.15
    rows = np.where(doubted[:, None], DOUBTED[truth], PLAIN[truth])
    read = (generator.random(n)[:, None] > rows.cumsum(axis=1)).sum(axis=1)
    candidates = [Candidate(record_id=f"{i:05d}", stratum=f"{doubted[i]}/{read[i] == 0}") for i in range(n)]
    audited = [
        Audited(
            record_id=d.record_id,
            weight=d.weight,
            is_doubted=bool(doubted[i := int(d.record_id)]),
            read={"outcome": OUTCOMES[read[i]]},
            truth={"outcome": OUTCOMES[truth[i]]},
        )
        for d in draw_sample(candidates, size, seed=seed, per_stratum=40)
    ]
    counts = np.zeros((2, 3), dtype=np.int64)
    for is_doubted, outcome in zip(doubted, read, strict=True):
        counts[int(is_doubted), SUSPENDED.class_of(OUTCOMES[outcome])] += 1
    return counts, audited, np.stack([truth, read])


def test_nominal_95_per_cent_intervals_of_corrected_rates_cover_93_to_97() -> None:
    n_runs, hits, naive_hits, errors, covered = 300, 0, 0, [], 0
    expected = TRUTH[0] / (TRUTH[0] + TRUTH[1])
    for seed in range(n_runs):
        counts, audited, values = simulated(seed)
        share, low, high = corrected_share(
            counts, matrices(audited, SUSPENDED), effect=1.0, seed=seed, draws=250
        )
        errors.append(share - expected)
        hits += low <= expected <= high
        score = next(s for s in score_sample(audited).fields if s.field == "outcome")
        wrong = float((values[0] != values[1]).mean())
        covered += score.error_interval.low <= wrong <= score.error_interval.high
        naive = counts[:, 0].sum() / counts[:, :2].sum()
        naive_hits += abs(naive - expected) < (high - low) / 2
    print(f"corrected: coverage {hits / n_runs:.3f}, error rate: coverage {covered / n_runs:.3f}")  # noqa: T201
    assert 0.93 <= hits / n_runs <= 0.97
    assert 0.93 <= covered / n_runs <= 0.97
    assert abs(float(np.mean(errors))) < 0.005
    assert naive_hits / n_runs < 0.93


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    fill_core(connection, 1200)
    build_units(connection)
    yield connection
    connection.close()


def planted(con: duckdb.DuckDBPyConnection, *, every: int) -> list[Audited]:
    """Everybody audited; every n-th suspended sentence was truly served."""
    found, n = [], 0
    for row in audit_candidates(con):
        truth = dict(row["read"])
        if truth.get("outcome") == "suspended":
            n += 1
            if n % every == 0:
                truth |= {"outcome": "served", "supervision": "elsewhere", "service": "elsewhere"}
        found.append(
            Audited(
                record_id=row["record_id"],
                weight=1.0,
                is_doubted=row["is_doubted"],
                read=row["read"],
                truth=truth,
            )
        )
    return found


def test_every_person_behind_the_cells_may_be_drawn(con: duckdb.DuckDBPyConnection) -> None:
    records = audit_candidates(con)
    counted = con.execute(
        "SELECT (SELECT count(*) FROM unit_defendants) + (SELECT count(*) FROM unit_appeals)"
    ).fetchall()
    assert len(records) == counted[0][0] == len({row["record_id"] for row in records})
    for row in records:
        assert set(row["choices"]) >= {"outcome"} or set(row["read"]) == {"appeal_result"}
        for name, choices in row["choices"].items():
            assert row["read"][name] in choices, (name, row["read"][name])


def test_a_planted_error_comes_back_in_every_rate_of_the_grand_total() -> None:
    con = duckdb.connect()
    fill_core(con, 1200)
    build_units(con)
    score = score_sample(planted(con, every=10))
    build_measures(con, now=NOW, audit=score)
    rows = con.execute(
        "SELECT definition_id, n, denominator, share, corrected_share, corrected_low, corrected_high "
        "FROM out_cubes__cells WHERE cube_id IN ('outcomes', 'supervision', 'service') AND category = 'share' "
        "AND (dim1, dim2, dim3, dim4) = ('all', 'all', 'all', 'all') AND share IS NOT NULL ORDER BY definition_id"
    ).fetchall()
    corrected = {row[0]: row for row in rows}
    assert {"suspended_of_custodial", "served_prison_of_convicted", "supervision_given_suspended"} <= set(
        corrected
    )
    for name, n, denominator, share, value, low, high in rows:
        assert value is not None and low <= value <= high, name
        if name == "suspended_of_custodial":
            moved = n // 10
            assert value == pytest.approx((n - moved) / denominator, abs=0.01)
            assert value < share
    other = con.execute(
        "SELECT count(*) FROM out_cubes__cells WHERE corrected_share IS NOT NULL "
        "AND (dim1, dim2, dim3, dim4) <> ('all', 'all', 'all', 'all')"
    ).fetchall()
    assert other == [(0,)]
    error = con.execute("SELECT error_share FROM out_reading_error WHERE field = 'outcome'").fetchall()
    assert 0 < error[0][0] < 0.1
    con.close()


def test_labels_outlive_the_rules_they_were_made_under(con: duckdb.DuckDBPyConnection) -> None:
    """A label is set against what is read today, by its kept name, and falls away with whoever is no longer counted."""
    one, two, *_ = (row for row in audit_candidates(con) if row["read"].get("outcome") == "suspended")
    before = [
        Audited(record_id=name, weight=3.0, is_doubted=True, read={"outcome": "fine"}, truth={"outcome": "suspended"})
        for name in (kept_name(one["record_id"]), two["record_id"], "somebody withdrawn")
    ]  # fmt: skip
    today = read_today(con, before)
    assert {record.record_id for record in today} == {before[0].record_id, before[1].record_id}
    assert all((record.read, record.weight) == ({"outcome": "suspended"}, 3.0) for record in today)
    assert score_sample(before).fields[0].error == 1 and score_sample(today).fields[0].error == 0


def coded(read: str, truth: str, n: int) -> list[Audited]:
    return [
        Audited(
            record_id=f"{read}/{truth}/{i}",
            weight=1.0,
            is_doubted=False,
            read={"factors": read},
            truth={"factors": truth},
        )
        for i in range(n)
    ]


def test_kappa_is_one_for_agreement_zero_for_chance_and_leaves_out_the_unread() -> None:
    same = coded("remorse settlement", "settlement remorse", 10) + coded("remorse", "remorse", 10)
    assert kappa_of(same, "factors") == pytest.approx(1.0)
    assert kappa_of([*same, *coded("unread", "remorse", 50)], "factors") == pytest.approx(1.0)
    chance = coded("a", "a", 25) + coded("a", "b", 25) + coded("b", "a", 25) + coded("b", "b", 25)
    assert kappa_of(chance, "factors") == pytest.approx(0.0)
    assert kappa_of(coded("unread", "unread", 30), "factors") is None
    assert kappa_of(same[1:], "factors") is None


def test_factors_are_a_finding_only_after_a_person_agreed() -> None:
    con = duckdb.connect()
    fill_core(con, 400)
    con.execute(
        "INSERT INTO core_factors BY NAME SELECT defendant_id, document_id, 0 AS position, 'mitigating' AS direction, "
        "CASE WHEN hash(defendant_id) % 2 = 0 THEN 'remorse' ELSE 'settlement' END AS factor, true AS is_adopted "
        "FROM core_defendants"
    )
    build_units(con)
    read = [row for row in audit_candidates(con) if row["read"].get("factors", "unread") != "unread"][:40]
    other = {"remorse": "settlement", "settlement": "remorse"}
    states = []
    for truth in (None, other, {name: name for name in other}):
        audit = [
            Audited(
                record_id=row["record_id"], weight=1.0, is_doubted=False,
                read={"factors": "what an earlier rule read"}, truth={"factors": truth[row["read"]["factors"]]},
            )
            for row in read
            if truth
        ]  # fmt: skip
        build_measures(con, now=NOW, audit=score_sample(audit) if audit else None)
        states += con.execute(
            "SELECT audit_state FROM out_cubes__catalog WHERE cube_id = 'factor_adopted'"
        ).fetchall()
    assert [state for (state,) in states] == ["unaudited", "below_kappa", "audited"]
    rows = con.execute(
        "SELECT dim1, sum(n), max(denominator) FROM out_cubes__cells WHERE cube_id = 'factor_adopted' "
        "AND dim2 = 'all' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert [row[0] for row in rows] == ["remorse", "settlement"]
    assert rows[0][1] + rows[1][1] == rows[0][2] == rows[1][2]
    con.close()
