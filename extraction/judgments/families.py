"""Judgments of one case: the same number at the same court, or an appeal that names the judgment below.

A case goes through two or three courts and each gives it a number of its own; the later judgment names the earlier one
(원심판결: court, date, number). Persons of one case are not independent draws, so intervals resample families.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Number = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Below:
    """A judgment that an appeal names: court, number and ISO date, each None where the header does not say it."""

    court: str | None
    case_number: str | None
    date: str | None


@dataclass(frozen=True, kw_only=True)
class FamilyInput:
    """What tells a judgment's family: its court, its numbers (병합 gives several), its ISO date, what it names below."""

    document_id: str
    court: str | None
    case_numbers: tuple[str, ...]
    decision_date: str | None
    appealed_from: tuple[Below, ...] = ()


class _Groups:
    """Disjoint sets of document ids; a set's name is its smallest id."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def name(self, document_id: str) -> str:
        parent = self._parent.setdefault(document_id, document_id)
        while parent != self._parent[parent]:
            self._parent[document_id] = self._parent[parent]
            document_id, parent = parent, self._parent[parent]
        return parent

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.name(one), self.name(other)))
        self._parent[high] = low


def case_families(judgments: Iterable[FamilyInput]) -> dict[str, str]:
    """The family of every judgment that shares its case with another: document id → smallest id of the family.

    A judgment alone in its case is left out. Without a court and a number nothing is joined; where both an appeal
    and the judgment that it names tell a date, the dates must agree (a number misprinted joins nobody).
    """
    held = list(judgments)
    groups = _Groups()
    of_number: dict[Number, list[FamilyInput]] = defaultdict(list)
    for judgment in held:
        for number in judgment.case_numbers if judgment.court else ():
            of_number[(judgment.court or "", number)].append(judgment)
    for same in of_number.values():
        for other in same[1:]:
            groups.join(same[0].document_id, other.document_id)
    _join_appeals(held, of_number, groups)
    sizes: dict[str, int] = defaultdict(int)
    for judgment in held:
        sizes[groups.name(judgment.document_id)] += 1
    named = {judgment.document_id: groups.name(judgment.document_id) for judgment in held}
    return {document_id: family for document_id, family in named.items() if sizes[family] > 1}


def _join_appeals(
    held: Iterable[FamilyInput], of_number: dict[Number, list[FamilyInput]], groups: _Groups
) -> None:
    naming: dict[tuple[str, str, str | None], str] = {}
    for judgment in held:
        for below in judgment.appealed_from:
            if not below.court or not below.case_number:
                continue
            for lower in of_number.get((below.court, below.case_number), ()):
                if not below.date or not lower.decision_date or below.date == lower.decision_date:
                    groups.join(judgment.document_id, lower.document_id)
            first = naming.setdefault((below.court, below.case_number, below.date), judgment.document_id)
            groups.join(first, judgment.document_id)
