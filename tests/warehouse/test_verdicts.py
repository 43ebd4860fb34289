"""Verdicts: made-up claims against the reference tables, every answer seen once, no figure in the engine."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse import verdicts
from warehouse.claim_arithmetic import agreement, agreement_with_printed, check_arithmetic, claim_agreement
from warehouse.verdicts import Figure, check_claim, claim_review, load_figures, reference_connection


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with reference_connection() as connection:
        yield connection


@pytest.fixture(scope="module")
def figures(con: duckdb.DuckDBPyConnection) -> list[Figure]:
    return load_figures(con)


def _claim(value: str, **changes: Any) -> dict[str, Any]:
    claim: dict[str, Any] = {
        "measure": "share",
        "value_text": value,
        "unit": "percent",
        "population": "suspects aged 10-19",
        "age_low": 10,
        "age_high": 19,
        "topic": "deepfake",
        "period": None,
        "stage": None,
        "outcome": None,
        "comparator": "exact",
    }
    return {**claim, **changes}


def _persons(value: str, **changes: Any) -> dict[str, Any]:
    return _claim(
        value,
        **{
            "measure": "count",
            "unit": "persons",
            "population": "suspects",
            "age_low": None,
            "age_high": None,
            **changes,
        },
    )


def _defendants(value: str, **changes: Any) -> dict[str, Any]:
    base = {"population": "defendants", "age_low": None, "age_high": None, "outcome": "suspended"}
    return _claim(value, **{**base, "stage": "first_instance", **changes})


@pytest.mark.parametrize(
    ("claim", "verdict", "tolerance"),
    [
        (_claim("80.4", period="2024"), "supported", "rounded"),
        (_claim("65.3", period="2021"), "supported", "truncated"),
        (_claim("61", period="2022"), "supported", "rounded_or_truncated"),
        (_claim("75.8"), "supported_under_definition", "rounded"),
        (_claim("95.8", age_high=29, is_sum=True), "supported_under_definition", "rounded"),
        (_claim("80", measure="ratio", approximate=False), "supported_under_definition", "about"),
        (_claim("91.2", period="2024"), "contradicted", None),
        (_claim("75.8", period="2019"), "outside_coverage", None),
        (_claim("33.3", period="2019"), "outside_coverage", None),
        (_persons("682", period="2024"), "supported", "exact"),
        (_persons("600", period="2024", comparator="more_than"), "supported", "bound"),
        (_persons("700", period="2024", comparator="more_than"), "contradicted", None),
        (
            _persons("104", population="suspects aged 10-13", age_low=10, age_high=13, period="2024"),
            "supported",
            "exact",
        ),
        (_persons("40", period="2024", stage="detained"), "supported", "exact"),
        (_persons("40", period="2024"), "not_checked", None),
        (_persons("2"), "not_checked", None),
        (_persons("156", unit="cases", population="reports", period="2021"), "supported", "exact"),
        (_persons("156", unit="cases", population="reports", period="2022"), "contradicted", None),
        (
            _persons("649", unit="cases", population="reports", period="2024-01..2024-11"),
            "contradicted",
            None,
        ),
        (_defendants("39.1", period="2020-06..2024-06"), "supported", "rounded"),
        (_defendants("58.6", period="2020-06..2024-06"), "supported_under_definition", "rounded"),
        (_defendants("45.9"), "supported_under_definition", "rounded"),
        (_defendants("12.3", period="2020-06..2024-06"), "contradicted", None),
        (_claim("40", population="students", age_low=None, age_high=None), "outside_coverage", None),
        (_claim("40", topic="stalking"), "outside_coverage", None),
        (_claim("3.2", unit="percentage_points", measure="change"), "not_checked", None),
        (_claim("70", unit="rooms", measure="count"), "not_checked", None),
        (_claim("40", population=None), "not_checked", None),
    ],
)
def test_verdicts(figures: list[Figure], claim: dict[str, Any], verdict: str, tolerance: str | None) -> None:
    found = check_claim(claim, figures)
    assert (found.verdict, found.tolerance) == (verdict, tolerance), found.reason_en
    assert found.reason_ko and found.reason_en.endswith(".")


def test_a_verdict_names_its_definition_and_source(figures: list[Figure]) -> None:
    found = check_claim(_defendants("58.6", period="2020-06..2024-06"), figures)
    assert found.figure is not None
    assert (found.figure.n, found.figure.denominator) == (34, 58)
    assert "denominator" in found.reason_en
    assert found.figure.source in found.reason_en


def test_a_misprint_is_told_with_its_cause(figures: list[Figure]) -> None:
    found = check_claim(_persons("156", unit="cases", population="reports", period="2022"), figures)
    assert "2021" in found.reason_en


def test_persons_are_never_held_against_cases(figures: list[Figure]) -> None:
    assert check_claim(_persons("1202", period="2024"), figures).verdict == "contradicted"
    assert (
        check_claim(_persons("1202", unit="cases", population="reports", period="2024"), figures).verdict
        == "supported"
    )


def test_suspects_are_never_held_against_defendants(figures: list[Figure]) -> None:
    claim = _defendants("80.4", period="2024", outcome=None)
    assert check_claim(claim, figures).verdict != "supported"


def test_claim_review_is_complete(figures: list[Figure]) -> None:
    claim = _claim("65.3", period="2021", speaker="Police", text="65.3 percent")
    review = claim_review(
        claim,
        check_claim(claim, figures),
        url="https://example.org/a",
        publisher="jumun",
        reviewed_date="2026-11-22",
    )
    assert review["@type"] == "ClaimReview"
    assert review["reviewRating"]["alternateName"] == "supported"
    assert review["itemReviewed"]["author"]["name"] == "Police"


def test_the_engine_holds_no_figure() -> None:
    """No number of the reference tables stands in the code: only bounds of age bands, months and ratings do."""
    tree = ast.parse(Path(verdicts.__file__).read_text(encoding="utf-8"))
    numbers = {
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) in (int, float)
    }
    assert numbers <= {0, 1, 2, 3, 4, 5, 7, 9, 10, 13, 14, 17, 18, 19, 20, 29, 30, 39, 40, 49, 100, 2000}


@pytest.mark.parametrize(
    ("printed", "n", "of", "tolerance"),
    [
        ("50", 1, 2, "exact"),
        ("33.3", 1, 3, "rounded"),
        ("66.6", 2, 3, "truncated"),
        ("66.7", 2, 3, "rounded"),
        ("67", 2, 3, "rounded"),
        ("66", 2, 3, "truncated"),
        ("40", 34, 87, None),
    ],
)
def test_agreement_classes(printed: str, n: int, of: int, tolerance: str | None) -> None:
    assert agreement(printed, Fraction(100 * n, of)) == tolerance


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 2))
def test_a_rounded_or_cut_number_always_agrees(n: int, of: int, places: int) -> None:
    true, unit = Fraction(100 * n, of), 10**places
    for steps in ((true * unit).__floor__(), (true * unit + Fraction(1, 2)).__floor__()):
        text = str(steps // unit) + (f".{steps % unit:0{places}d}" if places else "")
        assert agreement(text, true) is not None


def test_two_printings_of_one_number() -> None:
    assert agreement_with_printed("65.3", "65.4") == "truncated"
    assert agreement_with_printed("65.2", "65.4") is None
    assert agreement_with_printed("65.5", "65.4") is None


def test_a_share_that_its_counts_do_not_give_is_found() -> None:
    claims: list[dict[str, Any]] = [
        {"measure": "count", "value_text": "87", "unit": "persons"},
        {"measure": "count", "value_text": "34", "unit": "persons"},
        {"measure": "share", "value_text": "40", "unit": "percent", "numerator": 34, "denominator": 87},
    ]
    findings = check_arithmetic(claims)
    assert [(f.test, f.holds) for f in findings] == [("share_of_counts", False)]
    assert "39.1" in findings[0].text_en


def test_persons_over_cases_is_no_share() -> None:
    claims: list[dict[str, Any]] = [
        {"measure": "count", "value_text": "1202", "unit": "cases"},
        {"measure": "count", "value_text": "682", "unit": "persons"},
        {"measure": "ratio", "value_text": "56.7", "unit": "percent", "numerator": 682, "denominator": 1202},
    ]
    assert [(f.test, f.holds) for f in check_arithmetic(claims)] == [("unit_mix", False)]


def test_shares_that_add_up_and_that_do_not() -> None:
    parts = [_claim("61.8"), _claim("30.2", age_low=20, age_high=29)]
    right = check_arithmetic([*parts, _claim("92", age_high=29, is_sum=True)])
    wrong = check_arithmetic([*parts, _claim("95", age_high=29, is_sum=True)])
    assert [f.holds for f in right] == [True]
    assert [f.holds for f in wrong] == [False]


def test_hedges_are_heard() -> None:
    assert claim_agreement(_persons("400", approximate=True), Fraction(391)) == "about"
    assert claim_agreement(_persons("400"), Fraction(391)) is None


def test_reference_connection_needs_no_data_folder(con: duckdb.DuckDBPyConnection) -> None:
    row = con.execute("SELECT count(*) FROM ref_official_figures").fetchone()
    assert row is not None and row[0] > 0
    assert re.match(r"[a-z]", load_figures(con)[0].figure_id)


def test_a_relative_period_without_a_day_is_not_checked(figures: list[Figure]) -> None:
    assert check_claim(_persons("682", period="지난해"), figures).verdict == "not_checked"
    assert check_claim(_persons("682", period="2024"), figures).verdict == "supported"


@pytest.mark.parametrize(
    ("value", "unit", "population", "said"),
    [("682", "cases", "reports", "says cases (건)"), ("1202", "persons", "suspects", "says persons (명)")],
)
def test_a_number_under_the_other_unit_is_named(
    figures: list[Figure], value: str, unit: str, population: str, said: str
) -> None:
    verdict = check_claim(_persons(value, unit=unit, population=population, period="2024"), figures)
    assert verdict.verdict == "contradicted"
    assert said in verdict.reason_en and verdict.figure is not None and verdict.figure.unit != unit


def test_a_contradicted_bound_is_said_in_words(figures: list[Figure]) -> None:
    verdict = check_claim(_persons("800", comparator="more_than", stage="cleared", period="2024"), figures)
    assert verdict.verdict == "contradicted"
    assert verdict.reason_en.startswith("The text says more than 800, which does not hold: our figure is 682")


def _aged(*bands: tuple[int, int, str]) -> list[dict[str, Any]]:
    return [_claim(text, age_low=low, age_high=high, period="2024") for low, high, text in bands]


def test_shares_of_disjoint_ages_come_to_at_most_the_whole() -> None:
    (finding,) = check_arithmetic(_aged((10, 19, "80.4"), (20, 29, "25.7"), (30, 39, "9")))
    assert not finding.holds and "115.1" in finding.text_en
    assert check_arithmetic(_aged((10, 19, "80.4"), (20, 29, "15.7"), (30, 39, "4"))) == []
    assert check_arithmetic(_aged((10, 19, "80.4"), (14, 18, "72"))) == []


@pytest.mark.parametrize("value", ["80.4", "33.3"])
def test_a_claim_review_has_what_schema_org_asks(figures: list[Figure], value: str) -> None:
    claim = _claim(value, period="2024", text="teens among the suspects")
    review = claim_review(
        claim,
        check_claim(claim, figures),
        url="https://a.invalid/1",
        publisher="jumun",
        reviewed_date="2025-01-02",
    )
    assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
    assert review["claimReviewed"] and date.fromisoformat(review["datePublished"])
    assert review["author"]["@type"] == "Organization" and review["author"]["name"]
    assert review["itemReviewed"]["@type"] == "Claim"
    assert review["itemReviewed"]["appearance"]["url"].startswith("https://")
    rating = review["reviewRating"]
    assert rating["@type"] == "Rating" and rating["alternateName"]
    assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
