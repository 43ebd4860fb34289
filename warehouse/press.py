"""Terms by month and the agreement of press and judgments: aggregates only, small counts hidden.

Words are counted in Korean: an article in another language has none of them and is in no denominator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.intervals import wilson
from warehouse.suppression import MIN_DENOMINATOR, MINIMUM
from warehouse.yaml_files import read_yaml

TERMS_PATH = Path(__file__).parent / "terms.yml"
ALL = "all"
Row = dict[str, Any]
Count = tuple[int, int, int]

_MONTHLY = """
WITH dated AS (
    SELECT d.document_id, d.kind, strftime(coalesce(j.decision_date, a.published_date), '%Y-%m') AS period
    FROM core_documents AS d
    LEFT JOIN core_judgments AS j ON j.document_id = d.document_id
    LEFT JOIN core_articles AS a ON a.document_id = d.document_id
    WHERE d.is_current AND NOT d.is_withdrawn AND d.kind IN ('judgment', 'article')
      AND d.document_id IN (SELECT document_id FROM core_tagged_sections)
      AND d.document_id NOT IN (SELECT document_id FROM core_same_judgments)
      AND coalesce(a.language, 'ko') = 'ko'
),
totals AS (
    SELECT kind, period, count(*) AS n_total FROM dated WHERE period IS NOT NULL GROUP BY ALL
),
counted AS (
    SELECT d.kind, d.period, t.lemma, count(DISTINCT t.document_id) AS n_documents, sum(t.n) AS n
    FROM core_terms AS t
    JOIN dated AS d ON d.document_id = t.document_id
    WHERE t.lemma IN (SELECT unnest(?)) AND d.period IS NOT NULL
    GROUP BY ALL
)
SELECT c.kind, c.period, c.lemma, c.n_documents, c.n::BIGINT, t.n_total
FROM counted AS c
JOIN totals AS t ON t.kind = c.kind AND t.period = c.period
ORDER BY ALL
"""
_PAIRS = """
WITH best AS (
    SELECT report_id, judgment_id FROM core_case_links
    QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY score DESC, judgment_id) = 1
),
told AS (
    SELECT report_id, kind, coalesce(months, months_max) AS months, amount_krw, suspended_months
    FROM core_case_report_sentences WHERE role = 'imposed'
    QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY position) = 1
),
judged AS (
    SELECT document_id, kind, coalesce(total_months, months_max) AS months, amount_krw, suspended_months
    FROM core_sentences WHERE role = 'imposed'
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY defendant_id, position) = 1
),
compared AS (
    SELECT
        CASE r.stage
            WHEN 'first_instance' THEN '1' WHEN 'appeal' THEN '2' WHEN 'final_appeal' THEN '3' ELSE r.stage
        END = c.instance AS stage,
        t.kind = j.kind AS kind,
        CASE WHEN t.kind = j.kind
            THEN coalesce(t.months, t.amount_krw) = coalesce(j.months, j.amount_krw) END AS term,
        CASE WHEN t.kind = j.kind
            THEN t.suspended_months IS NOT DISTINCT FROM j.suspended_months END AS suspension
    FROM best AS b
    JOIN core_case_reports AS r ON r.report_id = b.report_id
    JOIN core_judgments AS c ON c.document_id = b.judgment_id
    LEFT JOIN told AS t ON t.report_id = b.report_id
    LEFT JOIN judged AS j ON j.document_id = b.judgment_id
)
SELECT field, count(agrees), count(*) FILTER (WHERE agrees)
FROM (UNPIVOT compared ON stage, kind, term, suspension INTO NAME field VALUE agrees)
GROUP BY field ORDER BY field
"""


def controlled_terms() -> list[str]:
    """The lemmas and noun phrases that the site counts: a closed list, never names, schools or handles."""
    terms: list[str] = read_yaml(TERMS_PATH)
    return terms


def _monthly(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute(_MONTHLY, [controlled_terms()]).fetchall()


def _spread(monthly: Sequence[tuple[Any, ...]]) -> dict[tuple[str, str], dict[str, Count]]:
    """For each kind and lemma the counts (documents, occurrences, all documents) by month, year and in all."""
    totals: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, str], dict[str, Count]] = {}
    for kind, period, lemma, n_documents, n_occurrences, n_total in monthly:
        totals[kind, period] = n_total
        counts = found.setdefault((kind, lemma), {})
        for name in (period, period[:4], ALL):
            old = counts.get(name, (0, 0, 0))
            counts[name] = (old[0] + n_documents, old[1] + n_occurrences, 0)
    spans: dict[tuple[str, str], int] = {}
    for (kind, period), n_total in totals.items():
        for name in (period, period[:4], ALL):
            spans[kind, name] = spans.get((kind, name), 0) + n_total
    return {
        (kind, lemma): {name: (n, times, spans[kind, name]) for name, (n, times, _) in counts.items()}
        for (kind, lemma), counts in found.items()
    }


def _is_small(count: Count) -> bool:
    n, _, total = count
    return n < MINIMUM or 0 < total - n < MINIMUM


def hidden_periods(counts: Mapping[str, Count]) -> set[str]:
    """Periods of one lemma that are not told: small ones, and those that would give them away by subtraction.

    The months of a year are told when all of them can be. Of the years at least two are hidden, or none, and
    together they hold MINIMUM documents.
    """
    hidden = {name for name, count in counts.items() if _is_small(count)}
    for year in {name for name in counts if len(name) == 4}:
        months = {name for name in counts if len(name) == 7 and name.startswith(year)}
        if months & hidden or year in hidden:
            hidden |= months
    years = sorted((name for name in counts if len(name) == 4), key=lambda name: (counts[name][0], name))
    out = [year for year in years if year in hidden]
    for year in (year for year in years if year not in hidden):
        if not out or (len(out) > 1 and sum(counts[name][0] for name in out) >= MINIMUM):
            break
        out.append(year)
        hidden |= {year} | {name for name in counts if len(name) == 7 and name.startswith(year)}
    return hidden


def hidden_totals(spread: Mapping[tuple[str, str], Mapping[str, Count]], kind: str) -> set[str]:
    """Periods whose number of documents of a kind is not told: small ones, and those that would give them away."""
    totals = {
        name: (total, 0, 0)
        for (own, _), counts in spread.items()
        if own == kind
        for name, (_, _, total) in counts.items()
    }
    return hidden_periods(totals)


def term_rows(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """`out_terms__month`: documents that use a term by month, year and in all; small counts are hidden."""
    rows: list[Row] = []
    spread = _spread(_monthly(con))
    untold = {kind: hidden_totals(spread, kind) for kind in {kind for kind, _ in spread}}
    for (kind, lemma), counts in sorted(spread.items()):
        hidden = hidden_periods(counts)
        for period, (n_documents, n_occurrences, n_total) in sorted(counts.items()):
            row: Row = {"kind": kind, "period": period, "lemma": lemma, "n_documents": None}
            row |= {"n_occurrences": None, "n_documents_total": None, "share": None, "state": "suppressed"}
            is_total_told = period not in untold[kind]
            if is_total_told:
                row["n_documents_total"] = n_total
            if period not in hidden:
                row |= {"n_documents": n_documents, "n_occurrences": n_occurrences, "state": "too_small"}
                if is_total_told and n_total >= MIN_DENOMINATOR and n_total - n_documents >= MINIMUM:
                    row |= {"share": round(n_documents / n_total, 4), "state": "shown"}
            rows.append(row)
    return rows


def _pairs(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Each report's best link, compared with the first defendant's heaviest sentence of that judgment."""
    return con.execute(_PAIRS).fetchall()


def press_rows(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """`out_press_match`: agreement by field; a field with few pairs or few disagreements shows no numbers."""
    order = ("stage", "kind", "term", "suspension")
    found = {field: (int(n), int(agree)) for field, n, agree in _pairs(con)}
    rows: list[Row] = []
    for position, field in enumerate(order):
        n, agree = found.get(field, (0, 0))
        row: Row = {"field": field, "position": position, "n_pairs": None, "n_agree": None, "share": None}
        row |= {"low": None, "high": None, "state": "empty" if n == 0 else "suppressed"}
        rest = n - agree
        if n >= MINIMUM and agree >= MINIMUM and (rest == 0 or rest >= MINIMUM):
            row |= {"n_pairs": n, "n_agree": agree, "state": "too_small"}
            if n >= MIN_DENOMINATOR and rest >= MINIMUM:
                interval = wilson(agree, n)
                row |= {"share": round(agree / n, 4), "state": "shown"}
                row |= {"low": round(interval.low, 4), "high": round(interval.high, 4)}
        rows.append(row)
    return _hidden_with_kind(rows)


def _hidden_with_kind(rows: list[Row]) -> list[Row]:
    """Terms and suspensions are compared where the kinds agree: shown, they would tell a hidden number of these."""
    is_hidden = any(row["field"] == "kind" and row["state"] == "suppressed" for row in rows)
    numbers = dict.fromkeys(("n_pairs", "n_agree", "share", "low", "high"))
    return [
        row | numbers | {"state": "suppressed"}
        if is_hidden and row["field"] in {"term", "suspension"}
        else row
        for row in rows
    ]
