"""Who stands in a judgment: rows from the names of the order and the count of the header.

`피고인 1 외 5인` in the header gives six; names in the order give rows of their own; `피고인들` with neither stays
one row for the group. A single `피고인` is one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.frozen import built_at_once
from extraction.judgments.acts import Act
from extraction.judgments.drafts import Row
from extraction.judgments.people import Mention, Person, find_mentions

_OTHERS = re.compile(r"외\s{0,3}(\d{1,3})\s{0,3}(?:인|명)")
_HEADER_LINE = re.compile(
    r"\[\s{0,6}(?:피\s{0,8}고\s{0,8}인|피\s{0,4}감\s{0,4}호[^\]]{0,12}|피[가-힣\s]{1,16}청구[인자])[^\]]{0,30}\]\s{0,8}(?P<names>[^\[\n]{0,400})"
)
_PLAIN_LINES = re.compile(
    r"(?:^|\n)[ ]{0,12}피[ ]{0,12}고[ ]{0,12}인[ ]{1,12}(?P<names>\S[^\n]{0,120}(?:\n[ ]{4,40}\d{1,2}\.[^\n]{1,120}){0,60})"
)
"""The names under a label without brackets, each on a line of its own with its number: `피 고 인  1. A ⏎ 2. B`."""
_ITEM = re.compile(r"(?:^|\n)\s{0,40}\d{1,2}\.\s{0,4}(?:[가-하]\.\s{0,4})*")
_ALIAS_ROLES = re.compile(r"피[가-힣]{2,10}청구[자인]|피감호청구[인자]")


class Header:
    """What the header says of the defendants: the first name and how many there are (None: unknown)."""

    def __init__(self, text: str) -> None:
        line = _HEADER_LINE.search(text) or _PLAIN_LINES.search(text)
        names = line["names"].strip() if line else ""
        others = _OTHERS.search(names)
        mentions = find_mentions(names)
        self.persons: tuple[Person, ...] = tuple(p for m in mentions for p in m.persons)
        letter = re.match(r"([A-Z]{1,2})(?![A-Za-z])", names)
        if not self.persons and letter:
            self.persons = (Person(key=letter[1]),)
        self.count: int | None = None
        if others:
            self.count = int(others[1]) + 1
        elif names:
            self.count = max(1, len(self.persons)) if mentions or letter else None
        items = _ITEM.split(names)[1:]
        if len(items) > 1 and not others:
            self.count = len(items)
            letters = [m for item in items if (m := re.match(r"([A-Z])(?![A-Za-z])", item))]
            if len(letters) == len(items):
                self.persons = tuple(Person(key=m[1]) for m in letters)
        self.is_plural = "피고인들" in re.sub(r"\s", "", text[:400])


_STEMS = "甲乙丙丁戊己庚辛"
_STEMS_READ = str.maketrans("갑을병정", _STEMS[:4])


def _number(key: str) -> int | None:
    return int(key) if key.isdigit() else None


def _rank(key: str, seen: int) -> tuple[int, int, str]:
    """Numbers by value, then letters by the alphabet (甲 before 乙, 갑 before 을), then names as they were first seen."""
    number = _number(key)
    if number is not None:
        return 0, number, ""
    stem = key.translate(_STEMS_READ)
    if stem in _STEMS:
        return 1, _STEMS.index(stem), ""
    return (1, 0, key) if len(key) == 1 else (2, seen, "")


def _reverses_more(acts: Sequence[Act]) -> bool:
    """`원심판결을 파기한다. 피고인 1의 상고를 기각한다`: the judgment is reversed as to somebody else."""
    whole = any(a.kind == "reversal" and not a.who and not a.is_partial for a in acts)
    return whole and any(a.kind == "appeal_dismissed" and a.who for a in acts)


def _label(person: Person, role: str) -> str:
    if person.organisation and person.organisation != person.key:
        return f"{role} {person.key} {person.organisation}"
    return f"{role} {person.key}"


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Antecedents:
    """Whom an order last named: in the act before (`one`), in the clause before (`several`), in its sentence."""

    one: Sequence[Row] = ()
    several: Sequence[Row] = ()
    sentence: Sequence[Row] = ()

    def of(self, mention: Mention) -> Sequence[Row]:
        """Those whom `위 피고인` (the nearest one) or `위 피고인들` (at least two) may mean."""
        if not mention.is_plural:
            return self.one if len(self.one) == 1 else self.several
        return self.sentence if len(self.several) == 1 and len(self.sentence) > 1 else self.several


class Registry:
    """The rows of a judgment and the ways an order points at them."""

    def __init__(self, acts: Sequence[Act], header: Header, text_mentions: Iterable[Mention]) -> None:
        self.doubts: list[str] = []
        self.rows: dict[str, Row] = {}
        mentions = list(text_mentions)
        self._role = next((m.role for m in mentions if "피고인" in m.role), None) or (
            mentions[0].role if mentions else "피고인"
        )
        self._base = "피고인" if "피고인" in self._role or self._role == "피고" else self._role
        named: dict[str, Person] = {}
        for person in (p for m in mentions for p in m.persons):
            if person.key not in named or person.organisation:
                named[person.key] = person
        self._add_named(named, header, any(m.is_group for m in mentions), acts)
        if not self.rows:
            self._add_unnamed(header, any(m.is_group for m in mentions) or header.is_plural)
        self._note_aliases(mentions)

    def _add_named(
        self, named: dict[str, Person], header: Header, uses_group: bool, acts: Sequence[Act]
    ) -> None:
        if not named and not (header.count or 0) > 1:
            return
        in_header = {p.key: p for p in header.persons}
        numbers = [n for k in named if (n := _number(k)) is not None]
        open_ended = uses_group or any(a.kind == "appeal_dismissed" and not a.who for a in acts)
        if named and not open_ended:
            pass
        elif numbers or (not named and header.persons and _number(header.persons[0].key) == 1):
            top = max([*numbers, header.count or 0])
            for n in range(1, min(top, 200) + 1):
                named.setdefault(str(n), in_header.get(str(n), Person(key=str(n))))
        elif header.persons and (header.count or 0) > len(named):
            for person in header.persons:
                named.setdefault(person.key, person)
        if not named:
            return
        first_seen = list(named)
        if uses_group and len(named) == 1 and not numbers and header.count is None:
            self.rows["*"] = Row(key="*", label=f"{self._base}들", n_persons=None)
        if uses_group and len(named) == 1 and numbers and header.count is None:
            self.doubts.append("several defendants, of whom the order names one")
        if len(named) == 1 and numbers and header.count is None and _reverses_more(acts):
            self.doubts.append("a reversal that names nobody beside the appeal of one numbered defendant")
        ordered = sorted(first_seen, key=lambda k: _rank(k, first_seen.index(k)))
        for key in ordered:
            person = named[key]
            self.rows[key] = Row(
                key=key,
                label=_label(person, self._base),
                is_corporation=True if person.organisation else None,
            )

    def _add_unnamed(self, header: Header, is_plural: bool) -> None:
        if is_plural or (header.count or 1) > 1:
            self.rows["*"] = Row(key="*", label=f"{self._base}들", n_persons=header.count)
        else:
            label = self._role if "겸" in self._role else self._base
            self.rows["*"] = Row(key="*", label=label)

    def _note_aliases(self, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            for alias in _ALIAS_ROLES.findall(mention.role):
                targets = [self.rows[p.key] for p in mention.persons if p.key in self.rows]
                for row in targets or (list(self.rows.values()) if len(self.rows) == 1 else []):
                    if alias != row.label:
                        row.aliases.append(alias)

    def ensure(self, key: str) -> None:
        """A row for a person whom only another section names; the unnamed row becomes theirs."""
        if key in self.rows:
            return
        bare = self.rows.pop("*", None)
        row = bare or Row(key=key, label="")
        row.key, row.label, row.n_persons = key, f"{self._base} {key}", 1
        self.rows[key] = row

    def all(self) -> list[Row]:
        """Every row."""
        return list(self.rows.values())

    def _of_heading(self, heading: Mention | None) -> list[Row] | None:
        if heading is None:
            return None
        return [self.rows[p.key] for p in heading.persons if p.key in self.rows] or None

    def of(
        self,
        mentions: Sequence[Mention],
        heading: Mention | None,
        spoken: Antecedents,
    ) -> list[Row]:
        """The rows of some mentions."""
        found: dict[str, Row] = {}
        excluded: set[str] = set()
        for mention in mentions:
            if mention.is_anaphor and not mention.persons and found and not mention.is_plural:
                continue  # `피고인 2에 대한 … 같은 피고인의 …`: whom these words named already
            last = spoken.of(mention)
            rows = self._of_one(mention, heading, last)
            if mention.is_rest:
                named = [m for m in mentions if not m.is_rest]
                excluded |= {r.key for m in named for r in self._of_one(m, heading, spoken.of(m))}
                rows = [r for r in self.all() if r.key not in excluded]
            found.update({r.key: r for r in rows})
        return list(found.values())

    def _of_one(self, mention: Mention, heading: Mention | None, last: Sequence[Row]) -> list[Row]:
        if mention.persons:
            return [self.rows[p.key] for p in mention.persons if p.key in self.rows]
        if len(self.rows) == 1:
            return self.all()
        under = self._of_heading(heading)
        if mention.is_anaphor and last and (mention.is_plural or len(last) == 1):
            return list(last)
        if under:
            return under
        if mention.is_plural:
            return list(last) if mention.is_anaphor and last else self.all()
        if last and len(last) == 1 and mention.is_anaphor:
            return list(last)
        self.doubts.append("an order against 피고인 among several defendants")
        return self.all()

    def under_heading(self, heading: Mention | None) -> list[Row]:
        """The rows of a heading, or all."""
        return self._of_heading(heading) or self.all()
