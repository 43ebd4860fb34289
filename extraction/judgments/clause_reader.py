"""One clause being read: its persons, its groups of counts, what is claimed of it and what is left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from extraction.judgments.acts import Act, ActKind, ClauseReading
from extraction.judgments.clauses import Clause
from extraction.judgments.pairing import Pair, Token
from extraction.judgments.penalties import PENALTY
from extraction.judgments.people import find_mentions
from extraction.judgments.words import is_plain

_COUNTS = re.compile(
    r"(?:죄|점|범행|범죄|범죄사실|사실|행위|부분|사건|항)(?:들)?(?:에|에\s각)\s{0,2}(?:대하여는|대하여|대한|대해서는|대해|관하여는|관하여|관한)(?=\s|$|,)"
    r"|(?:범죄사실|범행|사실)\s?제?\d{1,2}(?:\s{0,2}[,·~]\s{0,2}\d{1,2}|\s(?:및|내지)\s제?\d{1,2}){0,20}(?:항|호)?에\s{0,2}(?:대|관)하여는?(?=\s|$|,)"
    r"|(?:죄|점|범행|범죄사실)(?:들)?로(?=\s)|(?:죄|범행|범죄사실)(?:들)?의\s?형(?:(?:을|은|과)(?=\s)|(?=\s및\s))"
)
_COUNTS_BEGIN = re.compile(r"(?:원심\s)?판시|(?<![가-힣])제\s?\d|나머지")
_LEAD = re.compile(
    r"(?:에\s?대하여는?|에\s?대한(?=\s)|에게|(?!(?<![가-힣])이\s(?:부분|사건|점|죄|범행|사실))[을를은는이가에의와과,\s]|씩|각\s|,)*"
)
_WORD = re.compile(r"[^\s\x00,.·;:\"'\[\]/~-]{1,60}")
_HARD = re.compile(rf"{PENALTY.pattern}|집행을\s?유예|처한다|선고를\s?유예")


class ClauseReader:
    """One clause being read: makes acts and keeps what is claimed."""

    def __init__(self, clause: Clause, family: str, letters: frozenset[str]) -> None:
        self.clause = clause
        self.family = family
        self.claimed: list[tuple[int, int]] = []
        self.acts: list[Act] = []
        self.doubts: list[str] = []
        self.mentions = find_mentions(clause.text, letters)
        for mention in self.mentions:
            self.claim(mention.start, mention.end)

    def claim(self, start: int, end: int) -> None:
        """Mark a span of the clause as read."""
        self.claimed.append((start, end))

    def claim_all(self) -> None:
        """The clause describes things in free words; a penalty or a suspension in them is not read away."""
        body = self.clause.text[: len(self.clause.text) - len(self.clause.head or "")]
        hard = _HARD.search(body)
        self.claim(0, len(self.clause.text) if hard is None else hard.start())

    def act(self, kind: ActKind, rule: str, pair: Pair[object] | None = None, **values: object) -> None:
        """Add an act; its evidence is the pair's words, or else the whole clause."""
        lead = len(self.clause.text) - len(self.clause.text.lstrip(" \n,."))
        start, end = (pair.start, pair.end) if pair else (lead, len(self.clause.text))
        self.acts.append(
            Act(
                kind=kind,
                rule=rule,
                start=self.clause.start + start,
                end=self.clause.start + end,
                sentence=self.clause.sentence,
                clause=self.clause.start,
                heading=self.clause.heading,
                is_verbless=self.clause.head is None,
                **{"who": pair.who if pair else tuple(self.mentions), **values},  # type: ignore[arg-type]
            )
        )

    def mention_tokens(self) -> list[Token[object]]:
        """The clause's persons as tokens."""
        return [Token(start=m.start, end=m.end, mention=m) for m in self.mentions]

    def count_tokens(self, others: Iterable[Token[object]]) -> list[Token[object]]:
        """`판시 제1죄에 대하여`: each note runs from the token before it to its `대하여`."""
        ends = sorted(t.end for t in others)
        found: list[Token[object]] = []
        for match in _COUNTS.finditer(self.clause.text):
            before = max([e for e in ends if e <= match.start()] + [t.end for t in found], default=0)
            start = before + len(_LEAD.match(self.clause.text, before)[0])  # type: ignore[index]
            if start >= match.end():
                continue
            named = _COUNTS_BEGIN.search(self.clause.text, start, match.end())
            start = named.start() if named else start
            self.claim(start, match.end())
            text = re.sub(r"\s+", " ", self.clause.published[start : match.end()])
            found.append(Token(start=start, end=match.end(), counts=text))
        return found

    def finish(self) -> ClauseReading:
        """The reading, with what nothing claimed."""
        return ClauseReading(acts=tuple(self.acts), unread=tuple(self._leftover()), doubts=tuple(self.doubts))

    def _leftover(self) -> Iterator[tuple[int, int]]:
        text = self.clause.text
        for start, end in self.claimed:
            text = text[:start] + "\x00" * (end - start) + text[end:]
        run: list[int] = []
        for word in _WORD.finditer(text):
            if is_plain(self.family, word[0]):
                continue
            run = [run[0], word.end()] if run and word.start() - run[1] <= 4 else run
            if run and run[1] == word.end():
                continue
            if run:
                yield self.clause.start + run[0], self.clause.start + run[1]
            run = [word.start(), word.end()]
        if run:
            yield self.clause.start + run[0], self.clause.start + run[1]


def value_tokens(
    reader: ClauseReader, pattern: re.Pattern[str], group: str, parse: Callable[[str], object]
) -> list[Token[object]]:
    """Every match of `pattern` whose `group` parses, as a claimed value."""
    found: list[Token[object]] = []
    for match in pattern.finditer(reader.clause.text):
        try:
            value = parse(match[group])
        except ValueError:
            continue
        reader.claim(match.start(), match.end())
        found.append(Token(start=match.start(), end=match.end(), value=value))
    return found


def ordered(*groups: list[Token[object]]) -> list[Token[object]]:
    """The tokens of several groups in the order of the clause."""
    return sorted((t for g in groups for t in g), key=lambda t: t.start)
