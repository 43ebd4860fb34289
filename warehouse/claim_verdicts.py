"""`out_claim_verdicts`: what articles claim in numbers, and whether our figures agree. No article text, no incident.

A claim is published when it states a statistic: a share, a ratio, a change, or a count with a period that is
larger than one incident has people. All others are only counted, as `left_out`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import duckdb

from warehouse.claim_arithmetic import SMALL_COUNT, ArithmeticFinding, check_arithmetic
from warehouse.reference import replace_table
from warehouse.scanner import find_personal_data
from warehouse.verdicts import Verdict, check_claim, load_figures

ID_CHARS = 16
QUOTE_CHARS = 60
ALL = "all"
LEFT_OUT = "left_out"
_SLUG = re.compile(r"[^/]*[A-Za-z]{3,}[^/]*[-_][^/]*[A-Za-z]{2,}[^/]*[-_]|%[0-9A-Fa-f]{2}|[^\x00-\x7f]")
Row = dict[str, Any]

_SQL = """SELECT c.*, a.outlet, a.language, a.published_date, a.published_at, d.url,
    coalesce(k.copy_group_id, c.document_id) AS copy_group
    FROM core_claims AS c
    JOIN core_articles AS a ON a.document_id = c.document_id
    JOIN core_documents AS d ON d.document_id = c.document_id AND d.is_current AND NOT d.is_withdrawn
    LEFT JOIN core_article_clusters AS k ON k.document_id = c.document_id
    ORDER BY a.published_at NULLS LAST, c.document_id, c.position"""


def put_claim_verdicts(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Fill both tables of verdicts from core_claims and the reference tables; returns their numbers of rows."""
    cursor = con.execute(_SQL)
    names = [column[0] for column in cursor.description or ()]
    claims = [_as_claim(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    rows, counts = verdict_rows(con, claims)
    return {
        "out_claim_verdicts": replace_table(con, "out_claim_verdicts", rows),
        "out_claim_verdicts__counts": replace_table(con, "out_claim_verdicts__counts", counts),
    }


def verdict_rows(
    con: duckdb.DuckDBPyConnection, claims: Sequence[Mapping[str, Any]]
) -> tuple[list[Row], list[Row]]:
    """Rows of `out_claim_verdicts` and of its counts, from claims in order of publication."""
    figures = load_figures(con)
    arithmetic = _arithmetic(claims)
    copies: dict[tuple[Any, ...], set[str]] = {}
    for claim in claims:
        copies.setdefault(_copy_key(claim), set()).add(claim["document_id"])
    rows: list[Row] = []
    tally: list[tuple[str, str, frozenset[str]]] = []
    seen: set[tuple[Any, ...]] = set()
    for claim in claims:
        key = _copy_key(claim)
        if key in seen:
            continue
        seen.add(key)
        verdict = check_claim(claim, figures)
        row = _row(claim, verdict, arithmetic.get(claim["claim_id"], []), len(copies[key]))
        shown = states_statistic(claim) and not _is_personal(row)
        if shown:
            rows.append(row)
        tally.append(
            (verdict.verdict if shown else LEFT_OUT, claim.get("language") or "?", frozenset(copies[key]))
        )
    return rows, _counts(tally)


def states_statistic(claim: Mapping[str, Any]) -> bool:
    """Whether a claim tells of a statistic rather than of one incident."""
    if claim.get("unit") in ("percent", "percentage_points", "times"):
        small = claim.get("denominator") is not None and int(claim["denominator"]) < SMALL_COUNT
        return claim.get("measure") == "ratio" or not small
    is_large = float(claim["value_text"]) > SMALL_COUNT
    return claim.get("unit") in ("persons", "cases") and bool(claim.get("period")) and is_large


def _as_claim(row: Row) -> Row:
    """The stored claim in the form that `check_claim` reads."""
    return {
        **row,
        "value_text": row["value"],
        "provisional": row["is_provisional"],
        "approximate": row["is_approximate"],
        "comparator": row["comparator"] or "exact",
    }


def _copy_key(claim: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("copy_group", "measure", "value", "unit", "numerator", "denominator", "population", "period")
    return tuple(claim.get(name) for name in names)


def _arithmetic(claims: Sequence[Mapping[str, Any]]) -> dict[str, list[ArithmeticFinding]]:
    """Findings of each document's own arithmetic, by claim."""
    by_document: dict[str, list[Mapping[str, Any]]] = {}
    for claim in claims:
        by_document.setdefault(claim["document_id"], []).append(claim)
    found: dict[str, list[ArithmeticFinding]] = {}
    for own in by_document.values():
        for finding in check_arithmetic(own):
            found.setdefault(own[finding.claims[-1]]["claim_id"], []).append(finding)
    return found


def _row(
    claim: Mapping[str, Any], verdict: Verdict, findings: Sequence[ArithmeticFinding], n_articles: int
) -> Row:
    figure = verdict.figure
    own = ("measure", "value", "unit", "numerator", "denominator", "population", "period", "stage", "topic")
    text = (claim.get("text") or "")[:QUOTE_CHARS] or None
    return {
        "claim_id": sha256(str(claim["claim_id"]).encode()).hexdigest()[:ID_CHARS],
        **{name: claim.get(name) for name in ("outlet", "published_date", "language", *own, "outcome")},
        "article_url": plain_address(claim.get("url")),
        "n_articles": n_articles,
        "quote": text,
        "comparator": claim["comparator"],
        "is_approximate": bool(claim.get("approximate")),
        "is_provisional": bool(claim.get("provisional")),
        "verdict": verdict.verdict,
        "reason_ko": verdict.reason_ko,
        "reason_en": verdict.reason_en,
        "tolerance": verdict.tolerance,
        "figure_id": figure.figure_id if figure else None,
        "our_value": figure.printed if figure else None,
        "our_n": figure.n if figure else None,
        "our_denominator": figure.denominator if figure else None,
        "our_period": figure.period if figure else None,
        "definition_id": _definition(figure.figure_id) if figure and figure.status == "definition" else None,
        "definition_ko": figure.definition_ko if figure else None,
        "definition_en": figure.definition_en if figure else None,
        "our_source": f"{figure.publisher}; {figure.source}" if figure else None,
        "our_source_url": figure.url if figure else None,
        "arithmetic": "none" if not findings else "holds" if all(f.holds for f in findings) else "fails",
        "arithmetic_ko": " ".join(f.text_ko for f in findings) or None,
        "arithmetic_en": " ".join(f.text_en for f in findings) or None,
    }


def _definition(figure_id: str) -> str:
    """`set:definition` of a figure of the ledger."""
    return figure_id.partition(":")[2]


def plain_address(url: str | None) -> str | None:
    """The address without its fragment, or None where its path spells out a headline (which may name people)."""
    if not url or not url.startswith(("http://", "https://")):
        return None
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    kept = path.partition("#")[0]
    spelled = any(_SLUG.search(part) for part in re.split(r"[/?&]", kept))
    return None if spelled else f"{scheme}://{host}/{kept}"


def _is_personal(row: Row) -> bool:
    texts = (row["quote"], row["article_url"], row["population"], row["outlet"])
    return any(find_personal_data(text) for text in texts if text)


def _counts(tally: Iterable[tuple[str, str, frozenset[str]]]) -> list[Row]:
    n_claims: dict[tuple[str, str], int] = {}
    articles: dict[tuple[str, str], set[str]] = {}
    for verdict, language, documents in tally:
        for name in (language, ALL):
            n_claims[verdict, name] = n_claims.get((verdict, name), 0) + 1
            articles.setdefault((verdict, name), set()).update(documents)
    return [
        {
            "verdict": verdict,
            "language": language,
            "n_claims": n,
            "n_articles": len(articles[verdict, language]),
        }
        for (verdict, language), n in sorted(n_claims.items())
    ]
