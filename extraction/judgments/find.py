"""Clauses of an order → acts. Finding never decides whose an act is; `resolve` does.

A clause is given to one family by its verb and what the verb governs (`order_families.yml`); the family's
reader takes the values out of it. Words that neither a value nor the family's plain words
(`order_words.yml`) account for are reported as unread.
"""

from __future__ import annotations

from collections.abc import Callable

from extraction.judgments.acts import ClauseReading
from extraction.judgments.clause_reader import ClauseReader
from extraction.judgments.clauses import Clause
from extraction.judgments.disposition_clauses import (
    read_appeal,
    read_plain,
    read_prosecution,
    read_request,
    read_reversal,
    read_verdict,
)
from extraction.judgments.order_clauses import (
    read_compensation,
    read_conditions,
    read_disclosure,
    read_period_order,
    read_supervision,
)
from extraction.judgments.penalty_clauses import (
    read_collection,
    read_credit,
    read_deferral,
    read_sentence,
    read_suspension,
    read_workhouse,
)
from extraction.judgments.words import family_of

READERS: dict[str, Callable[[ClauseReader], None]] = {
    "sentence": read_sentence,
    "suspension": read_suspension,
    "deferral": read_deferral,
    "credit": read_credit,
    "workhouse": read_workhouse,
    "collection": read_collection,
    "supervision": read_supervision,
    "conditions": read_conditions,
    "device": read_period_order,
    "employment_ban": read_period_order,
    "medication": read_period_order,
    "disclosure": read_disclosure,
    "compensation": read_compensation,
    "acquittal": read_verdict,
    "discharge": read_verdict,
    "prosecution_dismissed": read_prosecution,
    "reversal": read_reversal,
    "appeal_dismissed": read_appeal,
    "request_dismissed": read_request,
}
"""The families whose clauses hold values; the clauses of every other family are acts as they stand."""


def read_clause(clause: Clause, letters: frozenset[str] = frozenset()) -> ClauseReading:
    """The acts of one clause; a clause of no family is unread as a whole. `letters` are the letters that the
    order uses as names of defendants."""
    family = family_of(clause.text)
    if family is None:
        lead = len(clause.text) - len(clause.text.lstrip(" \n,."))
        if not clause.text[lead:].strip(" \n,."):
            return ClauseReading()
        return ClauseReading(unread=((clause.start + lead, clause.start + len(clause.text.rstrip())),))
    reader = ClauseReader(clause, family, letters)
    READERS.get(family, read_plain)(reader)
    return reader.finish()
