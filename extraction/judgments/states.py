"""What the sections outside 주문 say of the orders that sexual offence acts demand or excuse.

`취업제한명령의 면제(피고인 2, 피고인 3)`, `취업제한명령을 선고하지 아니함`; `공개명령 및 고지명령의 면제`,
`신상정보를 공개하거나 고지하여서는 아니 될`, `아동·청소년에 해당하므로 … 선고하지 아니한다`; `신상정보 등록대상자가
된다`; the penalty whose imposition is deferred (`선고를 유예할 형: 벌금 50만 원`, `형법 제260조 제1항(벌금 300,000원)`,
`벌금형 선택`). Only judgments that convict are read so: an appeal court that dismisses quotes the orders below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extraction.evidence import Evidence, Section
from extraction.frozen import built_at_once
from extraction.judgments.clauses import working_text
from extraction.judgments.normalise import normalise
from extraction.judgments.penalties import Penalty, find_penalties
from extraction.judgments.people import find_mentions
from extraction.judgments.record import SentenceKind

_NOT_GIVEN = r"(?:면제|(?:선고|부과|명|병과)하지\s?(?:아니|않)|하지\s?(?:아니|않))"
_RULES: tuple[tuple[str, str, str, re.Pattern[str]], ...] = (
    (
        "states.employment_exempted",
        "employment_ban/state",
        "exempted",
        re.compile(rf"취업\s?제한(?:\s?명령)?(?:의|을|은)?\s{{0,2}}(?:선고를\s?)?{_NOT_GIVEN}"),
    ),
    (
        "states.disclosure_barred",
        "disclosure/state",
        "barred_minor",
        re.compile(
            r"(?:피고인[^.\n]{0,12}(?:아동·청소년|소년)(?:에\s?해당하|이)(?:므로|어서)|(?:아동·청소년|소년)인\s피고인)"
            r"[^.\n]{0,60}(?:공개|고지)"
        ),
    ),
    (
        "states.disclosure_exempted",
        "disclosure/state",
        "exempted",
        re.compile(
            rf"(?:공개|고지)\s?(?:명령)?(?:\s?(?:및|·|과|,|또는)\s?(?:고지|공개)\s?(?:명령)?)?(?:의|을|를|은)?\s{{0,2}}(?:선고를\s?)?{_NOT_GIVEN}"
            r"|공개(?:하거나|하고|·|\s?및\s?)\s?고지하여서는\s?(?:아니|안)\s?될"
        ),
    ),
    (
        "states.registration",
        "registration/state",
        "stated_by_law",
        re.compile(r"신상\s?정보\s?등록\s?대상자(?:가\s?되|에\s?해당|로서)"),
    ),
)
_WORDS = ("취업", "공개", "고지", "신상")
"""One of these stands in every text that a rule matches."""
_TITLE_SCOPE = re.compile(r"\s?\((?P<who>피고인[^()]{0,120})\)")
_TITLE_LINE = re.compile(
    # The service breaks lines where it links names and statutes: within the title, and after the statute's name.
    r"(?:^|\n)\s*(?:\d{1,2}|[가-하])\.\s[^\n]{0,60}\((?P<who>피고인[^()]{0,100})\)\s*(?:\n[^\n()]{0,50}법률?\s*)?$"
)
_LINE_SCOPE = re.compile(r"^\s*(?:[\d가-하①-⑳]{1,2}[.)]?|[○◎■▶-])?\s*(?P<who>피고인[^:\n]{0,60}?)\s?:", re.M)
_DEFERRED = re.compile(
    r"유예(?:할|하는|된|될|되는)?\s{0,2}형(?:\s?의\s?종류)?(?:\s?\(피고인[^()\n]{0,60}\))?\s{0,3}(?:[:(]|\n|은|는|:)?\s{0,6}(?=벌금|징역|금고|구류|과료|자격정지)"
)
_CHOICE = re.compile(r"(?P<kind>징역|금고|벌금)형(?:을|의)?\s{0,2}(?:각\s?)?선택")
_IN_BRACKETS = re.compile(r"\(\s?(?:각\s)?(?P<penalty>(?:벌금|징역|금고)\s?[^()]{1,30})\)")
_KINDS: dict[str, SentenceKind] = {"징역": "prison", "금고": "prison_without_labor", "벌금": "fine"}


@built_at_once
@dataclass(frozen=True, kw_only=True)
class State:
    """A state that a section gives to some defendants (`keys` empty: to all whom it can concern)."""

    field: str
    value: str
    keys: tuple[str, ...]
    evidence: Evidence


@built_at_once
@dataclass(frozen=True, kw_only=True)
class DeferredPenalty:
    """The penalty that a deferral of imposition holds back, as another section names it."""

    kind: SentenceKind
    penalty: Penalty | None
    evidence: Evidence


def _keys(text: str) -> tuple[str, ...]:
    return tuple(p.key for m in find_mentions(text) for p in m.persons)


def find_states(sections: Iterable[Section]) -> Iterator[State]:
    """States said in these sections, in order; the first of a field for a person is the one that counts."""
    for section in sections:
        if not any(word in section.text for word in _WORDS):
            continue
        text = normalise(section.text)
        for rule, name, value, pattern in _RULES:
            for match in pattern.finditer(text):
                scope = _TITLE_SCOPE.match(text, match.end())
                yield State(
                    field=name,
                    value=value,
                    keys=_keys(scope["who"]) if scope else _line_keys(text, match.start()),
                    evidence=section.evidence(match.start(), match.end(), rule),
                )


def _line_keys(text: str, position: int) -> tuple[str, ...]:
    """The persons of `피고인 2: …` at the head of the line that holds the position, or of the title above it."""
    begin = text.rfind("\n", 0, position) + 1
    line = _LINE_SCOPE.match(text, begin, position)
    if line:
        return _keys(line["who"])
    title = _TITLE_LINE.search(text, max(0, begin - 120), begin)
    return _keys(title["who"]) if title else ()


def find_deferred(sections: Iterable[Section], key: str | None) -> DeferredPenalty | None:
    """The deferred penalty of one person (`key` None: the only one), best said first: named as deferred, in
    brackets after the provision, else only its kind as chosen."""
    kept = [(s, normalise(s.text)) for s in sections]
    for section, text in kept:
        for match in _DEFERRED.finditer(text):
            penalties = find_penalties(working_text(text[match.end() : match.end() + 60]))
            if penalties and _concerns(text, match.start(), key):
                end = match.end() + penalties[0].end
                evidence = section.evidence(match.start(), end, "states.deferred_named")
                return DeferredPenalty(kind=penalties[0].kind, penalty=penalties[0], evidence=evidence)
    for section, text in kept:
        for match in _IN_BRACKETS.finditer(text):
            penalties = find_penalties(match["penalty"])
            if penalties and _concerns(text, match.start(), key):
                evidence = section.evidence(match.start(), match.end(), "states.deferred_bracket")
                return DeferredPenalty(kind=penalties[0].kind, penalty=penalties[0], evidence=evidence)
    return _chosen(kept, key)


def _chosen(kept: list[tuple[Section, str]], key: str | None) -> DeferredPenalty | None:
    found = [
        (section, match)
        for section, text in kept
        for match in _CHOICE.finditer(text)
        if _concerns(text, match.start(), key)
    ]
    if not found or len({m["kind"] for _, m in found}) != 1:
        return None
    section, match = found[0]
    evidence = section.evidence(match.start(), match.end(), "states.deferred_kind")
    return DeferredPenalty(kind=_KINDS[match["kind"]], penalty=None, evidence=evidence)


def _concerns(text: str, position: int, key: str | None) -> bool:
    """Whether a place of a section speaks of this person: its line names them, or the person is the only one."""
    if key is None:
        return True
    begin = text.rfind("\n", 0, position) + 1
    stop = text.find("\n", position)
    line = text[begin : stop if stop >= 0 else len(text)]
    return key in _keys(line)
