"""Controlled words that occur together, and charged words beside neutral ones with the outlets held fixed.

Co-occurrence is counted by document: both words in the same tagged section (주문 or 양형의 이유 of a judgment, the body
of an article). The measures come from the four counts alone: G² (Dunning 1993) and NPMI (Bouma 2009).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from pathlib import Path
from typing import Any

import duckdb

from warehouse.press import ALL, controlled_terms, hidden_periods
from warehouse.suppression import MIN_DENOMINATOR, MINIMUM
from warehouse.yaml_files import read_yaml

CHARGED_PATH = Path(__file__).parent / "charged_terms.yml"
PRECISION = 40
Row = dict[str, Any]
Count = tuple[int, int, int]

DATED = """SELECT d.document_id, d.kind, a.outlet, strftime(a.published_date, '%Y-%m') AS period
    FROM core_documents AS d LEFT JOIN core_articles AS a ON a.document_id = d.document_id
    WHERE d.is_current AND NOT d.is_withdrawn AND d.kind IN ('judgment', 'article')
    AND d.document_id IN (SELECT document_id FROM core_tagged_sections)
    AND d.document_id NOT IN (SELECT document_id FROM core_same_judgments)
    AND coalesce(a.language, 'ko') = 'ko'"""


def log_likelihood(both: int, first: int, second: int, total: int) -> Decimal:
    """G² of a two-by-two table, signed: negative where the two meet more rarely than by chance."""
    with localcontext() as context:
        context.prec = PRECISION
        rows, columns = (first, total - first), (second, total - second)
        cells = ((both, first - both), (second - both, total - first - second + both))
        summed = Decimal(0)
        for i in (0, 1):
            for j in (0, 1):
                if cells[i][j]:
                    expected = Decimal(rows[i]) * Decimal(columns[j]) / Decimal(total)
                    summed += Decimal(cells[i][j]) * (Decimal(cells[i][j]) / expected).ln()
        signed = 2 * summed if both * total >= first * second else -2 * summed
        return signed.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)


def npmi(both: int, first: int, second: int, total: int) -> Decimal:
    """Pointwise mutual information over its largest value: -1 never together, 0 by chance, 1 always together."""
    with localcontext() as context:
        context.prec = PRECISION
        if both == 0:
            return Decimal("-1.000")
        if both == total:
            return Decimal("1.000")
        information = (Decimal(both) * Decimal(total) / (Decimal(first) * Decimal(second))).ln()
        found = information / -(Decimal(both) / Decimal(total)).ln()
        return found.quantize(Decimal("0.001"), rounding=ROUND_HALF_EVEN)


def collocation_rows(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Pairs of controlled words whose four cells are all MINIMUM or more, the strongest first."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE said AS SELECT DISTINCT d.kind, t.document_id, t.section, t.lemma
        FROM core_terms AS t JOIN ({DATED}) AS d ON d.document_id = t.document_id
        WHERE t.lemma IN (SELECT unnest(?))""",
        [controlled_terms()],
    ).fetchall()
    totals = dict(con.execute(f"SELECT kind, count(*) FROM ({DATED}) GROUP BY kind").fetchall())
    single = {
        (kind, lemma): n
        for kind, lemma, n in con.execute(
            "SELECT kind, lemma, count(DISTINCT document_id) FROM said GROUP BY ALL"
        ).fetchall()
    }
    pairs = con.execute(
        """SELECT a.kind, a.lemma, b.lemma, count(DISTINCT a.document_id) FROM said AS a JOIN said AS b
        ON a.document_id = b.document_id AND a.section = b.section AND a.lemma <> b.lemma
        GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    con.execute("DROP TABLE said").fetchall()
    rows: list[Row] = []
    for kind, lemma, other, both in pairs:
        first, second, total = single[kind, lemma], single[kind, other], totals[kind]
        if min(both, first - both, second - both, total - first - second + both) < MINIMUM:
            continue
        if _is_part(lemma, other) or _is_part(other, lemma):
            continue
        counts = (int(both), int(first), int(second), int(total))
        row = dict(zip(("n_both", "n_lemma", "n_collocate", "n_documents"), counts, strict=True))
        row |= {"kind": kind, "lemma": lemma, "collocate": other}
        rows.append(row | {"log_likelihood": log_likelihood(*counts), "npmi": npmi(*counts)})
    return _ranked(rows)


def _is_part(lemma: str, phrase: str) -> bool:
    """`피해` in `피해 회복`: what stands together because it is one phrase tells nothing."""
    return " " in phrase and lemma.replace(" ", "") in phrase.replace(" ", "")


def _ranked(rows: Sequence[Row]) -> list[Row]:
    order = sorted(rows, key=lambda r: (r["kind"], r["lemma"], -r["log_likelihood"], r["collocate"]))
    position, last = 0, None
    for row in order:
        key = (row["kind"], row["lemma"])
        position = position + 1 if key == last else 1
        row["position"], last = position, key
    return order


def outlet_counts(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, int]]:
    """Outlet → month → dated articles that were tagged."""
    found: dict[str, dict[str, int]] = {}
    for outlet, period, n in con.execute(
        f"""SELECT outlet, period, count(*) FROM ({DATED}) WHERE kind = 'article' AND period IS NOT NULL
        AND outlet IS NOT NULL GROUP BY ALL ORDER BY ALL"""
    ).fetchall():
        found.setdefault(outlet, {})[period] = n
    return found


def fixed_panel(counts: Mapping[str, Mapping[str, int]]) -> frozenset[str]:
    """The outlets with an article in every year that any outlet has one in."""
    years = {period[:4] for months in counts.values() for period in months}
    return frozenset(o for o, months in counts.items() if {period[:4] for period in months} == years)


def panel_rows(counts: Mapping[str, Mapping[str, int]]) -> list[Row]:
    """`out_terms__panel`: articles by outlet and year; counts under MINIMUM are hidden, and so is the total then."""
    panel = fixed_panel(counts)
    rows: list[Row] = []
    for outlet, months in sorted(counts.items()):
        years: dict[str, int] = {}
        for period, n in months.items():
            years[period[:4]] = years.get(period[:4], 0) + n
        is_small = any(n < MINIMUM for n in years.values())
        for name, n in [*sorted(years.items()), (ALL, sum(years.values()))]:
            hidden = n < MINIMUM or (is_small and name == ALL)
            row: Row = {"outlet": outlet, "period": name, "is_in_panel": outlet in panel}
            rows.append(
                row | {"n_documents": None if hidden else n, "state": "suppressed" if hidden else "shown"}
            )
    return rows


def charged_groups() -> list[Row]:
    """The groups of words for one thing: `charged_terms.yml`."""
    groups: list[Row] = read_yaml(CHARGED_PATH)
    return groups


def charged_rows(con: duckdb.DuckDBPyConnection, panel: frozenset[str]) -> list[Row]:
    """`out_terms__charged`: articles of the panel that use each word, by month, year and in all."""
    outlets = sorted(panel)
    totals = _spread(
        con.execute(
            f"SELECT period, count(*) FROM ({DATED}) WHERE kind = 'article' AND outlet IN (SELECT unnest(?)) "
            "AND period IS NOT NULL GROUP BY ALL",
            [outlets],
        ).fetchall()
    )
    rows: list[Row] = []
    for group in charged_groups():
        about = {name: group[name] for name in ("group_id", "group_ko", "group_en")}
        for tone in ("neutral", "charged"):
            for lemma in group[tone]:
                found = _spread(_documents_with(con, outlets, lemma))
                counts = {name: (n, 0, totals[name]) for name, n in found.items()}
                rows += [{**about, "tone": tone, "lemma": lemma, **row} for row in _period_rows(counts)]
    return rows


def _documents_with(
    con: duckdb.DuckDBPyConnection, outlets: Sequence[str], lemma: str
) -> list[tuple[Any, ...]]:
    return con.execute(
        f"""SELECT d.period, count(DISTINCT d.document_id) FROM ({DATED}) AS d JOIN core_terms AS t
        ON t.document_id = d.document_id WHERE d.kind = 'article' AND d.outlet IN (SELECT unnest(?))
        AND d.period IS NOT NULL AND t.lemma = ? GROUP BY ALL""",
        [list(outlets), lemma],
    ).fetchall()


def _spread(monthly: Sequence[tuple[Any, ...]]) -> dict[str, int]:
    """Counts by month, year and in all."""
    found: dict[str, int] = {}
    for period, n in monthly:
        for name in (period, period[:4], ALL):
            found[name] = found.get(name, 0) + int(n)
    return found


def _period_rows(counts: Mapping[str, Count]) -> list[Row]:
    hidden = hidden_periods(counts)
    rows: list[Row] = []
    for period, (n, _, total) in sorted(counts.items()):
        row: Row = {"period": period, "n_documents": None, "share": None, "state": "suppressed"}
        row["n_documents_total"] = total if total >= MINIMUM else None
        if period not in hidden:
            row |= {"n_documents": n, "state": "too_small"}
            if total >= MIN_DENOMINATOR and total - n >= MINIMUM:
                row |= {"share": round(n / total, 4), "state": "shown"}
        rows.append(row)
    return rows
