"""The two English texts that started the project: every numeric claim found, none invented, probation read right.

Only numbers and places in the text stand here; no sentence of the corpus does.
"""

from pathlib import Path

import pytest

from extraction.news import ArticleText, read_article, read_claims
from warehouse.verdicts import check_claim, load_figures, reference_connection

pytestmark = pytest.mark.corpus

SHARES = {
    "75.8": (None, 10, 19, False),
    "65.3": ("2021", 10, 19, False),
    "61": ("2022", 10, 19, False),
    "20": (None, 20, 29, False),
    "95.8": (None, 10, 29, True),
}
COUNTS = {("1200", "persons"), ("20", "persons"), ("1300", "persons"), ("70", "rooms"), ("220000", "persons")}
SMALL_COUNTS = {("2", "persons"), ("4", "persons")}


def _text(corpus: Path, name: str) -> str:
    return (corpus / name).read_text(encoding="utf-8")


def test_every_claim_of_the_column_is_found_and_none_invented(news_corpus: Path) -> None:
    claims = read_claims(_text(news_corpus, "koreajoongangdaily_2024-08-26.txt"))
    shares = {c.value: (c.period, c.age_low, c.age_high, c.is_sum) for c in claims if c.unit == "percent"}
    counts = {(c.value, c.unit) for c in claims if c.measure == "count"}
    assert shares == SHARES
    assert counts == COUNTS | SMALL_COUNTS
    assert {c.speaker for c in claims if c.unit == "percent"} == {"Police"}
    assert {c.comparator for c in claims if c.value in ("1200", "20", "220000") and c.measure == "count"} == {
        "more_than"
    }


def test_the_age_shares_are_checked_with_the_truncation_noticed(news_corpus: Path) -> None:
    claims = read_claims(_text(news_corpus, "koreajoongangdaily_2024-08-26.txt"))
    with reference_connection() as con:
        figures = load_figures(con)
    found = {c.value: check_claim(c.as_dict(), figures) for c in claims if c.unit == "percent"}
    assert {v: (f.verdict, f.tolerance) for v, f in found.items()} == {
        "75.8": ("supported_under_definition", "rounded"),
        "65.3": ("supported", "truncated"),
        "61": ("supported", "rounded_or_truncated"),
        "20": ("supported_under_definition", "exact"),
        "95.8": ("supported_under_definition", "rounded"),
    }
    assert found["65.3"].figure is not None and found["65.3"].figure.printed == "65.4"


def test_probation_is_a_suspended_sentence_with_supervision_unknown(news_corpus: Path) -> None:
    text = _text(news_corpus, "asiae_english_2024-09.txt")
    record = read_article(ArticleText(document_id="a", url="", title="", body=text))
    general = [report for report in record.case_reports if report.case_hint == "general"]
    assert [(r.supervision, r.imposed[0].is_suspended, r.imposed[0].months) for r in general] == [
        ("unknown", True, None)
    ]
    assert record.case_reports == tuple(general)
    assert read_claims(text) == ()
    assert all(text[i.evidence.start : i.evidence.end] == i.evidence.slice for i in record.evidence)
