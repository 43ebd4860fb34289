"""Association of words from four counts, and the panel of outlets: laws, and one small warehouse."""

from __future__ import annotations

from decimal import Decimal
from math import log
from typing import Any

import duckdb
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.warehouse.empty_tables import put_tables
from tests.warehouse.published_fixture import full
from warehouse.collocations import (
    charged_groups,
    collocation_rows,
    fixed_panel,
    log_likelihood,
    npmi,
    panel_rows,
)
from warehouse.load import load, to_arrow
from warehouse.outlet_words import OTHER, hidden_outlets
from warehouse.press import term_rows
from warehouse.suppression import MINIMUM
from warehouse.word_tables import put_word_tables

COUNTS = st.tuples(*[st.integers(1, 400)] * 4)


def _table(cells: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    both, first_only, second_only, _ = cells
    return both, both + first_only, both + second_only, sum(cells)


@given(COUNTS)
def test_association_is_symmetric_and_signed_alike(cells: tuple[int, int, int, int]) -> None:
    both, first, second, total = _table(cells)
    assert log_likelihood(both, first, second, total) == log_likelihood(both, second, first, total)
    assert npmi(both, first, second, total) == npmi(both, second, first, total)
    assume(both * total != first * second)
    sign = both * total > first * second
    assert (log_likelihood(both, first, second, total) >= 0) is sign or abs(
        both * total - first * second
    ) < total
    assert -1 <= npmi(both, first, second, total) <= 1


@given(COUNTS)
def test_log_likelihood_agrees_with_floats(cells: tuple[int, int, int, int]) -> None:
    both, first, second, total = _table(cells)
    a, b, c, d = cells
    expected = (
        first * second,
        first * (total - second),
        (total - first) * second,
        (total - first) * (total - second),
    )
    plain = 2 * sum(o * log(o * total / e) for o, e in zip((a, b, c, d), expected, strict=True))
    assert abs(float(abs(log_likelihood(both, first, second, total))) - plain) < 0.02 + plain * 1e-6


def test_association_of_a_known_table() -> None:
    assert log_likelihood(10, 20, 20, 40) == Decimal("0.00")
    assert log_likelihood(20, 20, 20, 40) == Decimal("55.45")
    assert npmi(20, 20, 20, 40) == Decimal("1.000")
    assert npmi(10, 20, 20, 40) == Decimal("0.000")


def test_the_panel_is_of_outlets_that_never_pause() -> None:
    counts = {"가": {"2023-01": 6, "2024-03": 7}, "나": {"2024-05": 9}, "다": {"2023-07": 2, "2024-01": 8}}
    assert fixed_panel(counts) == {"가", "다"}
    rows = {(row["outlet"], row["period"]): row for row in panel_rows(counts)}
    assert rows["다", "2023"]["n_documents"] is None
    assert rows["다", "all"]["n_documents"] is None
    assert rows["가", "all"]["n_documents"] == 13


OUTLETS = st.dictionaries(
    st.sampled_from("가나다라마바사"), st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1
)


@given(OUTLETS, st.sets(st.sampled_from("가나다라마바사")))
def test_no_outlet_is_hidden_so_that_the_totals_tell_it(
    drawn: dict[str, tuple[int, int]], fixed: set[str]
) -> None:
    counts = {name: (n, n + rest) for name, (n, rest) in drawn.items()}
    hidden = hidden_outlets(counts, fixed)
    for name, (n, total) in counts.items():
        assert name in hidden or (n >= MINIMUM and total - n >= MINIMUM)
    for group in (fixed & counts.keys(), set(counts)):
        out = hidden & group
        if out and out < group:
            assert len(out) > 1
            assert sum(counts[name][0] for name in out) >= MINIMUM
            assert sum(counts[name][1] - counts[name][0] for name in out) >= MINIMUM


def _articles(articles: list[tuple[str, str, int]], said: dict[str, int]) -> dict[str, list[dict[str, Any]]]:
    """Articles (id, outlet, number) of 2024, the first `said` of each outlet with one noun phrase."""
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("core_documents", "core_articles", "core_tagged_sections", "core_terms")
    }
    for name, outlet, number in articles:
        key = {"document_id": name, "version": 1}
        day = f"2024-{1 + number % 12:02}-01"
        tables["core_documents"].append(full("core_documents", **key, kind="article", is_current=True))
        tables["core_articles"].append(full("core_articles", **key, outlet=outlet, published_date=day))
        tables["core_tagged_sections"].append(full("core_tagged_sections", **key, section="body"))
        if number < said[outlet]:
            word = {"lemma": "양형 이유", "tag": "PHRASE", "n": 1}
            tables["core_terms"].append({"document_id": name, "section": "body", **word})
    return tables


def test_an_article_in_english_is_in_no_denominator_of_korean_words() -> None:
    con = duckdb.connect()
    put_tables(con)
    articles = [(f"{outlet}{i}", outlet, i) for outlet in ("가", "나") for i in range(30)]
    tables = _articles(articles, {"가": 15, "나": 0})
    for row in tables["core_articles"]:
        row["language"] = "en" if row["outlet"] == "나" else "ko"
    for name, rows in tables.items():
        load(con, name, to_arrow(name, rows))
    put_word_tables(con)
    query = "SELECT outlet, n_documents, n_documents_total FROM out_terms__outlet"
    assert con.execute(query).fetchall() == [("가", 15, 30)]
    whole = [row for row in term_rows(con) if row["period"] == "all"]
    assert [(row["n_documents"], row["n_documents_total"]) for row in whole] == [(15, 30)]


def test_words_by_outlet_join_the_small_ones_and_hide_what_would_tell_a_small_count() -> None:
    con = duckdb.connect()
    put_tables(con)
    articles = [
        (f"{outlet}{i}", outlet, i)
        for outlet, n in (("가", 40), ("나", 40), ("다", 30), ("라", 8))
        for i in range(n)
    ]
    said = {"가": 20, "나": 2, "다": 12, "라": 6}
    for name, rows in _articles(articles, said).items():
        load(con, name, to_arrow(name, rows))
    put_word_tables(con)
    found = {
        outlet: (n, total, state)
        for outlet, n, total, state in con.execute(
            "SELECT outlet, n_documents, n_documents_total, state FROM out_terms__outlet WHERE lemma = '양형 이유'"
        ).fetchall()
    }
    # 나 is small: 2 of 40; alone it would follow from the total of the fixed panel, so the next smallest goes with it.
    assert found == {
        "가": (20, 40, "shown"),
        "나": (None, 40, "suppressed"),
        "다": (None, 30, "suppressed"),
        OTHER: (None, 8, "suppressed"),
    }


def _warehouse(n_both: int, n_first: int, n_second: int, n_neither: int) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    put_tables(con)
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("core_documents", "core_articles", "core_tagged_sections", "core_terms")
    }
    words = (
        [("딥페이크", "성착취물")] * n_both
        + [("딥페이크",)] * n_first
        + [("성착취물",)] * n_second
        + [()] * n_neither
    )
    for number, lemmas in enumerate(words):
        key = {"document_id": f"a{number:04d}", "version": 1}
        tables["core_documents"].append(full("core_documents", **key, kind="article", is_current=True))
        tables["core_articles"].append(
            full("core_articles", **key, outlet="가상일보", published_date="2024-05-01")
        )
        tables["core_tagged_sections"].append(full("core_tagged_sections", **key, section="body"))
        for lemma in lemmas:
            row = {"document_id": key["document_id"], "section": "body", "lemma": lemma, "tag": "NNG", "n": 1}
            tables["core_terms"].append(row)
    for name, rows in tables.items():
        load(con, name, to_arrow(name, rows))
    return con


@pytest.mark.parametrize(
    ("cells", "shown"), [((9, 6, 7, 8), True), ((9, 6, 7, 4), False), ((4, 9, 9, 9), False)]
)
def test_only_pairs_with_four_full_cells_are_told(cells: tuple[int, int, int, int], shown: bool) -> None:
    with _warehouse(*cells) as con:
        rows = collocation_rows(con)
    assert bool(rows) is shown
    if shown:
        told = {(row["lemma"], row["collocate"]): row for row in rows}
        row = told["딥페이크", "성착취물"]
        assert (row["n_both"], row["n_lemma"], row["n_collocate"], row["n_documents"]) == _table(cells)
        assert min(cells) >= MINIMUM


def test_charged_words_are_counted_in_the_panel() -> None:
    with _warehouse(9, 6, 7, 8) as con:
        put_word_tables(con)
        found = con.execute(
            "SELECT tone, n_documents, n_documents_total, share FROM out_terms__charged WHERE period = 'all' ORDER BY lemma"
        ).fetchall()
    assert found == [("charged", 15, 30, 0.5), ("neutral", 16, 30, 0.5333)]


def test_every_group_has_a_neutral_word() -> None:
    assert all(group["neutral"] and group["charged"] for group in charged_groups())
