"""What one clause of an order does: the acts that `find` reads and `resolve` gives to defendants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extraction.frozen import built_at_once
from extraction.judgments.penalties import Penalty
from extraction.judgments.people import Mention
from extraction.korean_numbers import Term

ActKind = Literal[
    "sentence",
    "suspension",
    "deferral",
    "exemption",
    "no_sentence",
    "credit",
    "workhouse",
    "provisional_payment",
    "forfeiture",
    "collection",
    "return",
    "destruction",
    "supervision",
    "hours",
    "conditions",
    "device",
    "medication",
    "treatment_custody",
    "protective_custody",
    "treatment_order",
    "disclosure",
    "notification",
    "employment_ban",
    "compensation",
    "compensation_dismissed",
    "provisional_execution",
    "costs",
    "publication",
    "acquittal",
    "discharge",
    "prosecution_dismissed",
    "no_jurisdiction",
    "juvenile_transfer",
    "transfer",
    "remand",
    "reversal",
    "appeal_dismissed",
    "request_dismissed",
    "correction",
    "ended",
    "retrial_opened",
    "other",
    "unread",
]


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Act:
    """One act with its words: `start`/`end` are its evidence in the order text.

    `clause` is where its clause begins; `who` are the mentions that name its persons, empty where the clause names
    nobody. `reference` is what the clause calls the thing it acts on (`위 각 형`, `위 벌금형`); `note` a word that
    sorts the act further.
    """

    kind: ActKind
    rule: str
    start: int
    end: int
    sentence: int
    clause: int = 0
    heading: Mention | None = None
    who: tuple[Mention, ...] = ()
    penalty: Penalty | None = None
    counts: str | None = None
    term: Term | None = None
    amount_krw: int | None = None
    number: int | None = None
    reference: str | None = None
    note: str | None = None
    words: tuple[str, ...] = ()
    is_partial: bool = False
    is_verbless: bool = False


@built_at_once
@dataclass(frozen=True, kw_only=True)
class ClauseReading:
    """The acts of a clause, what of it no rule claimed, and why a person should look."""

    acts: tuple[Act, ...] = ()
    unread: tuple[tuple[int, int], ...] = ()
    doubts: tuple[str, ...] = field(default=())
