"""Which outlet uses which controlled word: articles of each outlet over all periods, small counts hidden.

Outlets with fewer articles than a rate needs are joined. What is hidden cannot be told from the totals of all outlets
(`out_terms__month`) or of the fixed panel (`out_terms__charged`): of each of these, none is hidden or several together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from warehouse.collocations import DATED, fixed_panel
from warehouse.press import controlled_terms
from warehouse.suppression import MIN_DENOMINATOR, MINIMUM

OTHER = "other_outlets"
Row = dict[str, Any]
Counts = Mapping[str, tuple[int, int]]
"""Outlet → articles with the word, all its articles."""

_USED = f"""SELECT t.lemma, d.outlet, count(DISTINCT d.document_id)
    FROM ({DATED}) AS d JOIN core_terms AS t ON t.document_id = d.document_id
    WHERE d.kind = 'article' AND d.outlet IS NOT NULL AND d.period IS NOT NULL
    AND t.lemma IN (SELECT unnest(?)) GROUP BY ALL ORDER BY ALL"""


def outlet_term_rows(con: duckdb.DuckDBPyConnection, panel: Mapping[str, Mapping[str, int]]) -> list[Row]:
    """`out_terms__outlet`: one row a word and outlet; `panel` is outlet → month → articles (`outlet_counts`)."""
    totals = {outlet: sum(months.values()) for outlet, months in panel.items()}
    large = {outlet for outlet, n in totals.items() if n >= MIN_DENOMINATOR}
    joined = sum(n for outlet, n in totals.items() if outlet not in large)
    used: dict[str, dict[str, int]] = {}
    for lemma, outlet, n in con.execute(_USED, [controlled_terms()]).fetchall():
        name = outlet if outlet in large else OTHER
        of_word = used.setdefault(lemma, {})
        of_word[name] = of_word.get(name, 0) + int(n)
    sizes = {outlet: totals[outlet] for outlet in sorted(large)} | ({OTHER: joined} if joined else {})
    fixed = fixed_panel(panel) & large
    return [
        row
        for lemma, found in sorted(used.items())
        for row in _rows_of_word(lemma, {name: (found.get(name, 0), n) for name, n in sizes.items()}, fixed)
    ]


def _rows_of_word(lemma: str, counts: Counts, fixed: frozenset[str]) -> list[Row]:
    hidden = hidden_outlets(counts, fixed)
    rows: list[Row] = []
    for outlet, (n, total) in counts.items():
        row: Row = {
            "outlet": outlet,
            "lemma": lemma,
            "n_documents": None,
            "share": None,
            "state": "suppressed",
        }
        row["n_documents_total"] = total if total >= MINIMUM else None
        if outlet not in hidden:
            row |= {"n_documents": n, "state": "too_small"}
            if total >= MIN_DENOMINATOR:
                row |= {"share": round(n / total, 4), "state": "shown"}
        rows.append(row)
    return rows


def hidden_outlets(counts: Counts, fixed: Iterable[str]) -> set[str]:
    """Outlets whose number of articles with a word is not told: small ones, and those that would give them away.

    Of the outlets of the fixed panel, and of all, none are hidden or at least two, which together hold MINIMUM articles
    with the word and MINIMUM without it.
    """
    hidden = {name for name, (n, total) in counts.items() if n < MINIMUM or total - n < MINIMUM}
    groups = [frozenset(fixed) & counts.keys(), frozenset(counts)]
    before: set[str] | None = None
    while before != hidden:
        before = set(hidden)
        for group in groups:
            hidden |= _more_hidden(counts, group, hidden)
    return hidden


def _more_hidden(counts: Counts, group: frozenset[str], hidden: set[str]) -> set[str]:
    out = hidden & group
    shown = sorted(group - out, key=lambda name: (counts[name][0], name))
    while out and shown and not _is_covered(counts, out):
        out.add(shown.pop(0))
    return out


def _is_covered(counts: Counts, out: set[str]) -> bool:
    within = sum(counts[name][0] for name in out)
    without = sum(counts[name][1] - counts[name][0] for name in out)
    return len(out) > 1 and within >= MINIMUM and without >= MINIMUM
