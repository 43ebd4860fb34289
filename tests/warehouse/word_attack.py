"""The attack on what is published about documents: words by month, words that occur together, press against court.

These tables count documents and pairs of documents, not people of the cubes; each is a system of its own. Columns of
other tables that say how many documents there are in all are taken in where they are the same documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from tests.warehouse.published_attack import ALL, Attack, Row

FIELDS = ("stage", "kind", "term", "suspension")
PATTERN = ("agree", "differ", "none")


def attack_words(rows: Sequence[Row], kind: str) -> list[Attack]:
    """`out_terms__month` of one kind: the documents of every month, and, word by word, those of them with the word.

    One system a word, with all totals: words meet in the totals alone.
    """
    rows = [row for row in rows if row["kind"] == kind]
    lemmas = sorted({row["lemma"] for row in rows})
    return [_attack_word(rows, lemma) for lemma in lemmas]


def _attack_word(rows: Sequence[Row], lemma: str) -> Attack:
    attack = Attack()
    months = sorted({row["period"] for row in rows if len(row["period"]) == len("YYYY-MM")})
    words, documents = attack.arm("words", {"month": months}), attack.arm("documents", {"month": months})
    for month in months:
        here = {"month": frozenset({month})}
        attack.at_most(words.unknowns(here), documents.unknowns(here))
    told = {row["period"] for row in rows if row["lemma"] == lemma}
    attack.between(words.unknowns({"month": frozenset(months) - told}), 0.0, 0.0)
    totals: dict[str, int | None] = {}
    for row in rows:
        period = row["period"]
        totals[period] = row["n_documents_total"]
        within = {"month": frozenset(m for m in months if period == ALL or m.startswith(period))}
        if row["lemma"] != lemma:
            if row["n_documents"] is not None:
                attack.between(documents.unknowns(within), row["n_documents"], np.inf)
        elif row["n_documents"] is None:
            attack.goals[f"{lemma} {period}"] = words.unknowns(within)
        else:
            attack.between(words.unknowns(within), row["n_documents"], row["n_documents"])
    for period, n in totals.items():
        within = {"month": frozenset(m for m in months if period == ALL or m.startswith(period))}
        if n is None:
            attack.goals[f"documents {period}"] = documents.unknowns(within)
        else:
            # Months in which no word of the list occurs have documents too.
            attack.between(documents.unknowns(within), n if len(period) == len("YYYY-MM") else 0.0, n)
    return attack


def attack_pairs(rows: Sequence[Row], kind: str) -> Attack:
    """`out_terms__collocations` of one kind: for each pair of words four unknowns, hidden where the pair is not shown."""
    rows = [row for row in rows if row["kind"] == kind]
    attack = Attack()
    single = {row["lemma"]: row["n_lemma"] for row in rows}
    shown = {(row["lemma"], row["collocate"]) for row in rows}
    for first, second in combinations(sorted(single), 2):
        arm = attack.arm(f"{first} {second}", {"first": ("yes", "no"), "second": ("yes", "no")})
        total = float(rows[0]["n_documents"])
        attack.between(arm.unknowns({}), total, total)
        attack.between(arm.unknowns({"first": frozenset({"yes"})}), single[first], single[first])
        attack.between(arm.unknowns({"second": frozenset({"yes"})}), single[second], single[second])
        if (first, second) not in shown:
            attack.goals[f"{first} {second}"] = arm.unknowns(
                {"first": frozenset({"yes"}), "second": frozenset({"yes"})}
            )
    return attack


def attack_press(rows: Sequence[Row]) -> Attack:
    """`out_press_match`: unknowns are the linked pairs by what each field says. Terms and suspensions are compared
    where the kinds agree, as the page says; agreements and differences of a hidden field are wanted.
    """
    attack = Attack()
    pairs = attack.arm("pairs", dict.fromkeys(FIELDS, PATTERN))
    compared: Mapping[str, frozenset[str]]
    for field in ("term", "suspension"):
        for other in ("differ", "none"):
            compared = {"kind": frozenset({other}), field: frozenset({"agree", "differ"})}
            attack.between(pairs.unknowns(compared), 0.0, 0.0)
    attack.between(
        pairs.unknowns({"kind": frozenset({"agree"}), "suspension": frozenset({"none"})}), 0.0, 0.0
    )
    for row in rows:
        for value, n in (("agree", row["n_agree"]), ("differ", _rest(row))):
            cell = pairs.unknowns({row["field"]: frozenset({value})})
            if row["state"] == "empty":
                attack.between(cell, 0.0, 0.0)
            elif n is None:
                attack.goals[f"{row['field']} {value}"] = cell
            else:
                attack.between(cell, n, n)
    return attack


def _rest(row: Row) -> int | None:
    return None if row["n_pairs"] is None else row["n_pairs"] - row["n_agree"]
