"""Sentencing factors of a closed list (vocabulary `factors.yml`), each with direction, adoption and person.

A factor and its denial are two entries (합의하였다 / 합의에 이르지 못하였다), so that negation is read with the
word it negates. `adopted` is false where the words only report what a party claims, or set the fact aside
(`초범이라 하더라도`, `이를 참작하더라도`). Where they stand decides whether they are read at all: in 양형의 이유, in
the brackets of 법령의 적용 (작량감경, 집행유예 …), and in sentences of the reasons that speak of 정상 or 양형.

Patterns, not Kiwi: the endings that decide (하고/하지, 못, 아니, 않) are short and closed, and every pattern
names those that it excludes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from extraction.entries import Entry, load_entries, one_of
from extraction.evidence import Finding, Section
from extraction.frozen import built_at_once
from extraction.judgments.normalise import normalise
from extraction.judgments.people import Mention, find_mentions
from extraction.judgments.record import Factor

Direction = Literal["mitigating", "aggravating"]


# Every branch of a pattern that walks whole texts begins with a letter: then, and only then, the engine skips to it.
def _first_and_later(line: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a heading at the beginning of a text, and behind a line break, to which the engine skips."""
    return re.compile(f"^(?:{line})"), re.compile(f"\n(?:{line})")


_SENTENCE = re.compile(r"\.(?<=[가-힣]\.)(?=\s|$)|\n\s*\n")
_SPEAKS_OF_SENTENCING = re.compile(
    r"정상(?<!비정상)(?!적|화|가격|거래|영업|조업|운영|출근)|양형|참[작착]"
    r"|유리한\s?(?:정상|양형|사정|점|요소|요인|정황)|불리한\s?(?:정상|양형|사정|점|요소|요인|정황)|선고형|형을\s?정"
    r"|선고[를을]\s?(?:각\s?)?유예(?:하기로|함이)|집행[를을]\s?(?:각\s?)?유예(?:하기로|함이|하고\s)"
    r"|작량\s?감경|누범\s?가중|감경(?:요소|인자)|가중(?:요소|인자)|죄질|비난\s?가능성|엄(?:하게|한|중한|중하게|히)\s?처벌"
    r"|점\s?(?:등|들)?[을,]?[^\n.]{0,30}고려[^\n.]{0,60}(?:형[을이의]|형량|처벌|엄벌|선고|선처|양형|주문)"
)
_ERROR_BELOW = re.compile(r"사실을\s?오인|법리를?\s?오해|(?:위법|잘못)이\s?있|위법하다")
_WEIGHS = re.compile(r"참작|정상|양형의\s?조건|반성|뉘우|유리|불리")
"""A sentence that finds an error below tells what happened, unless it weighs circumstances too."""
_EXCERPT = 2_500
"""Characters up to which a text that came as reasons is an excerpt: it is read whole."""
_MORE_THAN_EXCERPT = re.compile(
    r"법률에\s?비추|법령의\s?적용|법률의\s?적용|증거의\s?요지|파기를\s?면|항소\s?(?:이유의\s?요지|논지)|항소이유\s?(?:첫째|제\s?1)"
)
"""What reasons say that tell more than why this sentence: of them only the sentences that speak of it are read."""
_CLAIM = re.compile(
    r"(?:라고|다고|취지로|는\s?취지의)\s?(?:주장|변소|변명)(?!하(?:고\s?있)?는\s?(?:점|등)|하(?:면서|여|며)\s)|라는\s?것이다|바란다는\s?것이"
    r"|(?:무거워|가벼워|무겁거나\s?가벼워|과중하여|과경하여)서?\s?부당하다(?:\.|는|고\s?주장|$)|(?:하|다|이)[고라]\s?함에\s?있(?:다|고|으|는|어)"
)
_TURN = re.compile(
    r"(?:라고|다고|취지로)\s?(?:주장|변소|변명)하(?:고\s?있으|였으)?(?:나|지만)(?=[,\s])"
    r"|다는\s?것이(?:므로|나|고)[,\s][^.\n]{0,30}?(?:보건대|살피건대|살펴보면)"
    r"|(?:살펴\s?보건대|살피건대|살펴보면|보건대|판단하건대|판단컨대)(?=[,\s])"
)
"""Where a sentence turns from what a party says to what the court holds."""
_MAY_CLAIM = re.compile(r"주장|변소|변명|것이|부당하다|함에|건대|컨대|살펴보면")
"""One of these stands in every match of `_CLAIM` and `_TURN`: most sentences do without."""
_TURN_SPEAKS = re.compile(r"주장|변소|변명|것이")
"""The turn tells of a claim itself; without it one must stand before."""
_COURT = re.compile(
    r"인정된|인정되|판단된|보인다|보이지|아니하|않는|할\s?것이다|있다고\s?할"
    r"|필요하다|불가피|정한다|참작한다|고려한다|고려하였다|마땅하다|상당하다|않을\s?수\s?없"
)
_SET_ASIDE = re.compile(r"^[^.\n]{0,50}?(?:하더라도|이라도|라\s?하더라도|한다\s?하더라도|할지라도|한들)")
_TOPIC = re.compile(
    r"^\s{0,3}(?:은|는|이|가|도|에게(?:는|도|\s(?:아무런|어떠한|별다른|다른|특별한|일체의|동종|같은|유리|불리|전과|범죄|형사|처벌|벌금|실형|누범|참작))"
    r"|의\s?경우|에\s?대하여|에\s?대한|:)"
)
_SOME_OF = re.compile(r"^\s{0,3}(?:중|가운데|사이)")
_FIRM = re.compile(r"^\s{0,3}(?:은|는|에게는|의\s?경우)")
"""What makes another person the topic under a heading that names one: `피고인 1이 도피할 수 있도록` does not."""
_LINE_PERSON = _first_and_later(
    r"[ ]{0,8}(?:[0-9가-하]{1,2}\s?[.)]|\([0-9가-하]{1,2}\)|[○●·-])?\s{0,4}[\[(<〈]?"
    r"(?P<who>피고인(?:들|\s{0,3}(?:\d{1,3}|[A-Z])(?![\d은는이가도의을를와과])[^\n:.]{0,40})?)"
    r"(?:에\s?대(?:하여|한)[^\n]{0,12})?[\])>〉]?\s{0,3}:?(?<!,)(?<!,[ ])"
    r"(?=\n(?!\s{0,3}(?:은|는|이|가|을|를|의|와|과|에게|에|도|로부터)\s)|$)"
)
"""A line that names a person and nothing else; a list broken over lines (`피고인 2,`) goes on after it."""
_PART = re.compile(r"【|양\s{0,2}형\s{0,2}(?:의\s{0,2})?이\s{0,2}유")
"""Where a new part begins, which is about all of them until a line names somebody."""
_CLAIM_HEADING = _first_and_later(
    r"\W{0,6}(?:[0-9가-하]{1,2}[.)]\s{0,3}|\([0-9가-하]{1,2}\)\s{0,3})?"
    r"(?:항\s?소\s?이\s?유(?:의|\s)?\s?(?:요\s?지)?|(?:피고인|검사|변호인)(?:들)?의?\s?(?:항소이유|주장)|양형부당\s?:)"
)
_COURT_HEADING = re.compile(r"판\s{0,3}단|【|살피건대|보건대|살펴\s?본다|양\s?형\s?의\s?이\s?유")
_ASIDE = re.compile(r"\([^()]{0,300}\)")
_LOOKS_BEHIND = re.compile(r"(?:\(\?<[!=](?:[^()\\\[\]]|\\[sd]|\[[^\]\\]*\])*\))+")
"""The demands on the words before it that a pattern begins with."""
_LIMIT = 4_000
_LOOK_BACK = 600
"""Characters before a factor within which its person is looked for."""


@built_at_once
@dataclass(frozen=True, kw_only=True)
class FactorClue:
    """One factor as one stretch of words tells it; `keys` of people.Person, () = all."""

    factor: str
    direction: Direction
    adopted: bool
    keys: tuple[str, ...]
    is_single: bool = False
    """The words speak of one person (`피고인은`) whom neither they nor a heading name."""


@built_at_once
@dataclass(frozen=True, kw_only=True)
class _Whose:
    """Whom words speak of; `is_single`: one person who is not named."""

    keys: tuple[str, ...] = ()
    is_single: bool = False


@built_at_once
@dataclass(frozen=True)
class _Marks:
    """Headings of a section: where each begins (ascending) and what it says of all that follows it."""

    starts: Sequence[int]
    values: Sequence[Any]
    """True or False: a party's claims; (persons, end of the heading): whom it names."""

    def at(self, position: int) -> Any:
        """What the last heading before a position says; None before the first."""
        before = bisect_right(self.starts, position)
        return self.values[before - 1] if before else None


_NO_MARKS = _Marks((), ())


@built_at_once
@dataclass(frozen=True, kw_only=True)
class _Passage:
    """A stretch that speaks of sentencing, in section offsets; what begins before `claimed_to` is a party's, and so
    is what stands under a heading of `claims`. `people`: whom the headings name."""

    start: int
    end: int
    claimed_to: int
    claims: _Marks = _NO_MARKS
    people: _Marks = _NO_MARKS


@cache
def _stems() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """The stems of the vocabulary as one pattern, and for each the ids of the entries that it may begin."""
    entries = load_entries("factors.yml")
    stems = sorted({s for e in entries for s in e.extra["stems"]}, key=len, reverse=True)
    ids = {
        stem: frozenset(e.id for e in entries if any(s in stem for s in e.extra["stems"])) for stem in stems
    }
    return one_of(stems), ids


def read_factors(
    sentencing: Section | None, applied_law: Section | None, reasons: Section | None, context: Section | None
) -> tuple[Finding[FactorClue], ...]:
    """The factors of a judgment. 양형의 이유 is read whole when it was found; reasons sentence by sentence, unless they
    are of a whole judgment and tell their weighing in that part."""
    found: list[Finding[FactorClue]] = []
    told = sentencing is not None and reasons is not None and sentencing.name != reasons.name
    for section, is_whole in ((sentencing, True), (reasons, False), (context, False)):
        if section is not None and not (told and section is reasons):
            is_excerpt = len(section.text) <= _EXCERPT and not _MORE_THAN_EXCERPT.search(section.text)
            found += _in_section(section, is_whole or is_excerpt)
    if applied_law is not None:
        found += _in_brackets(applied_law)
    return tuple(found)


def _in_section(section: Section, is_whole: bool) -> list[Finding[FactorClue]]:
    raw = section.text
    spans = _sentences(raw, 0, len(raw)) if is_whole else _speaking_sentences(raw)
    if not spans:
        return []
    text = normalise(raw)
    headings = sorted(
        [(m.start(), True) for m in _at_lines(_CLAIM_HEADING, text)]
        + [(m.start(), False) for m in _COURT_HEADING.finditer(text)]
    )
    claims = _Marks([h[0] for h in headings], [h[1] for h in headings])
    named = sorted(
        [(m.start(), (_keys_of_line(m), m.end())) for m in _at_lines(_LINE_PERSON, text)]
        + [(m.start(), ((), m.end())) for m in _PART.finditer(raw)]
    )
    people = _Marks([n[0] for n in named], [n[1] for n in named])
    found: list[Finding[FactorClue]] = []
    for start, end in spans:
        claimed_to = _claimed_to(text, start, end)
        passage = _Passage(start=start, end=end, claimed_to=claimed_to, claims=claims, people=people)
        found += _in_passage(section, text, passage)
    return found


def _at_lines(heading: tuple[re.Pattern[str], re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """What `(?:^|line break)` before the heading would find."""
    first, later = heading
    opening = first.match(text)
    if opening:
        yield opening
    yield from later.finditer(text, opening.end() if opening else 0)


def _claimed_to(text: str, start: int, end: int) -> int:
    """Up to where a sentence tells what a party claims; `start` when all of it is the court's."""
    if not _MAY_CLAIM.search(text, start, end):
        return start
    turns = list(_TURN.finditer(text, start, end))
    if turns and (_TURN_SPEAKS.search(turns[-1][0]) or _CLAIM.search(text, start, turns[-1].start())):
        return turns[-1].end()
    is_claim = _CLAIM.search(text, start, end) is not None and not _COURT.search(text, end - 30, end)
    return end if is_claim else start


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch."""
    stops = [m.end() for m in _SENTENCE.finditer(text, start, end)]
    return [(a, b) for a, b in zip([start, *stops], [*stops, end], strict=True) if a < b]


def _speaking_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences that speak of sentencing, each once, at most `_LIMIT` characters long."""
    out: list[tuple[int, int]] = []
    position = 0
    while m := _SPEAKS_OF_SENTENCING.search(text, position):
        before = max(text.rfind(". ", 0, m.start()), text.rfind(".\n", 0, m.start()), m.start() - _LIMIT, -1)
        after = _SENTENCE.search(text, m.end(), m.end() + _LIMIT)
        position = after.end() if after else min(len(text), m.end() + _LIMIT)
        out.append((max(before + 1, out[-1][1] if out else 0), position))
    return [(a, b) for a, b in out if not _ERROR_BELOW.search(text, a, b) or _WEIGHS.search(text, a, b)]


def _keys_of_line(m: re.Match[str]) -> tuple[str, ...]:
    """The persons of a line that is a heading with a defendant; () for 피고인들."""
    return tuple(p.key for x in find_mentions(m["who"]) for p in x.persons)


def _in_passage(section: Section, text: str, passage: _Passage) -> list[Finding[FactorClue]]:
    stretch = text[passage.start : passage.end]
    pattern, ids = _stems()
    wanted: set[str] = set().union(*(ids[stem] for stem in set(pattern.findall(stretch))))
    found = [(e, m) for e in load_entries("factors.yml") if e.id in wanted for m in _matches(e, stretch)]
    out = []
    for entry, m in found:
        if not any(_encloses(other, m) for e, other in found if e is not entry):
            at = passage.start + m.start()
            is_claimed = passage.claims.at(at) is True or (at < passage.claimed_to and entry.id != "denial")
            set_aside = _SET_ASIDE.match(stretch[m.end() :]) is not None
            heading, since = passage.people.at(at) or ((), 0)
            whose = _whose(stretch, m.start(), heading, max(0, since - passage.start))
            clue = FactorClue(
                factor=entry.id,
                direction=entry.extra["direction"],
                adopted=not (is_claimed or set_aside),
                keys=whose.keys,
                is_single=whose.is_single,
            )
            span = (passage.start + m.start(), passage.start + m.end())
            out.append(Finding(value=clue, evidence=(section.evidence(*span, f"factors/{entry.id}"),)))
    return out


def _encloses(other: re.Match[str], m: re.Match[str]) -> bool:
    """`벌금형을 넘는 … 전력이 없` holds `전력이 없`: only the longer is meant."""
    return other.start() <= m.start() and m.end() <= other.end() and other.span() != m.span()


@cache
def _searched() -> dict[str, tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...]]:
    """The patterns of every entry, each as what it demands of the words before it (if anything) and the rest.

    A pattern that begins with `(?<!…)` is tried at every character; without it the engine skips to its first letters,
    which is a third of the time of reading factors."""
    return {e.id: tuple(_split(p.pattern) for p in e.patterns) for e in load_entries("factors.yml")}


def _split(pattern: str) -> tuple[re.Pattern[str] | None, re.Pattern[str]]:
    demands = _LOOKS_BEHIND.match(pattern)
    if demands is None or _has_branches(pattern[demands.end() :]):
        return None, re.compile(pattern)
    return re.compile(demands[0]), re.compile(pattern[demands.end() :])


def _has_branches(pattern: str) -> bool:
    """Whether a `|` stands outside of all brackets: then what stands first belongs to the first branch alone."""
    bare = re.sub(r"\\.|\[[^\]]*\]", "x", pattern)
    depth = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            return True
    return False


def _finditer(before: re.Pattern[str] | None, rest: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of the whole pattern."""
    if before is None:
        yield from rest.finditer(text)
        return
    position = 0
    while m := rest.search(text, position):
        is_one = before.match(text, m.start()) is not None
        if is_one:
            yield m
        position = m.end() if is_one else m.start() + 1


def _matches(entry: Entry, text: str) -> list[re.Match[str]]:
    """The matches of an entry, the longer of two that overlap."""
    found = sorted(
        (m for parts in _searched()[entry.id] for m in _finditer(*parts, text)),
        key=lambda m: (m.start(), -m.end()),
    )
    kept: list[re.Match[str]] = []
    for m in found:
        if not kept or m.start() >= kept[-1].end():
            kept.append(m)
    return kept


def _whose(stretch: str, at: int, heading: tuple[str, ...], since: int = 0) -> _Whose:
    """Whom the words at a place speak of: the last defendant named as topic before them, else the heading's, which
    ends at `since`."""
    before_it = stretch[max(since, at - _LOOK_BACK) : at]
    asides = [m.span() for m in _ASIDE.finditer(before_it)]
    mentions = [m for m in find_mentions(before_it) if not any(a < m.start < b for a, b in asides)]
    for i in range(len(mentions) - 1, -1, -1):
        mention, after = mentions[i], before_it[mentions[i].end :]
        if mention.is_group and not (heading or mention.is_rest or _SOME_OF.match(after)):
            return _Whose()
        if mention.is_rest or not _TOPIC.match(after):
            continue
        keys = tuple(p.key for p in mention.persons)
        if heading and (keys or mention.is_plural) and not (_FIRM.match(after) or set(keys) & set(heading)):
            continue
        if keys or mention.is_plural:
            return _Whose(keys=keys)
        known = heading or _last_one(mentions[:i])
        return _Whose(keys=known, is_single=not (known or mention.is_anaphor))
    named_after = find_mentions(stretch[at : at + _LOOK_BACK])[:1]
    if heading or any(m.persons or m.is_plural or m.is_anaphor for m in named_after):
        return _Whose(keys=heading)
    known = _last_one(mentions) if named_after else ()
    return _Whose(keys=known, is_single=bool(named_after) and not known)


def _last_one(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Whom `같은 피고인`, `위 피고인`, `피고인` means: the person that was named alone last; () when none was."""
    return next((tuple(p.key for p in m.persons) for m in reversed(mentions) if len(m.persons) == 1), ())


def _in_brackets(applied_law: Section) -> list[Finding[FactorClue]]:
    """`작량감경 … (… 점 등 참작)`: what the brackets of the applied law take into account."""
    text = normalise(applied_law.text)
    found: list[Finding[FactorClue]] = []
    for m in re.finditer(r"[(\[]([^()\[\]]{4,400}?(?:참작|고려)[^()\[\]]{0,20})[)\]]", text):
        named = _Marks((m.start(1),), ((_item_keys(text[: m.start()]), 0),))
        passage = _Passage(start=m.start(1), end=m.end(1), claimed_to=0, people=named)
        found += _in_passage(applied_law, text, passage)
    for entry in load_entries("factors.yml"):
        for pattern in entry.extra.get("law", ()):
            for m in re.finditer(pattern, text):
                line_end = text.find("\n", m.end())
                keys = _item_keys(text[: line_end if line_end >= 0 else len(text)])
                clue = FactorClue(
                    factor=entry.id, direction=entry.extra["direction"], adopted=True, keys=keys
                )
                evidence = applied_law.evidence(*m.span(), f"factors/{entry.id}")
                found.append(Finding(value=clue, evidence=(evidence,)))
    return found


def _item_keys(before: str) -> tuple[str, ...]:
    """The persons named in the heading of the item that a bracket belongs to."""
    item = before[before.rfind("\n1.") + 1 :] if "\n1." in before else before[-200:]
    mentions = [m for m in find_mentions(item[-300:]) if m.persons]
    return tuple(p.key for p in mentions[-1].persons) if mentions else ()


def factors_of(findings: Iterable[Finding[FactorClue]], key: str | None) -> tuple[Finding[Factor], ...]:
    """The factors of one person, each once: adopted where any words adopt it."""
    out: dict[tuple[str, bool], Finding[FactorClue]] = {}
    for f in findings:
        if not f.value.keys or key is None or key in f.value.keys:
            out.setdefault((f.value.factor, f.value.adopted), f)
    kept = [f for (name, adopted), f in out.items() if adopted or (name, True) not in out]
    return tuple(
        Finding(
            value=Factor(direction=f.value.direction, factor=f.value.factor, adopted=f.value.adopted),
            evidence=f.evidence,
        )
        for f in kept
    )


def factors_of_phrase(phrase: str, direction: str) -> Sequence[str]:
    """The factors that a short label (`합의, 처벌불원`) means, of one direction; () for words outside the list."""
    out = []
    for entry in load_entries("factors.yml"):
        if entry.extra["direction"] == direction:
            short = [re.search(s, phrase) for s in entry.extra.get("short", ())]
            if any(short) or entry.search(phrase):
                out.append(entry.id)
    return out
