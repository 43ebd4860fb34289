"""Who an order speaks of: mentions of defendants, singly, in lists, in groups, by reference.

Shapes: `피고인을`, `피고인 1, 2를`, `피고인 2 3을` (commas lost), `피고인 ⏎ 1`, `피고인 2 주식회사`, `피고인 주식회사 가`,
`피고인 A와 B는`, `피고인들`, `위 피고인(들)`, `피고인 겸 피부착명령청구자 1`, `피감호청구인`, `피고인 8(… 비실명 처리됨)`.
A mention is found here; whose it is, `resolve` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extraction.frozen import built_at_once

_ROLE_WORDS = (
    "피고인",
    "피부착명령청구자",
    "피부착명령청구인",
    "피보호관찰명령청구자",
    "피보호관찰명령청구인",
    "피보호관찰청구자",
    "피치료감호청구인",
    "피치료감호청구자",
    "피치료명령청구자",
    "피감호청구인",
    "피감호청구자",
    "피보호감호청구인",
    "약물치료명령피청구자",
    "행위자",
    "재심청구인",
    "재심피고인",
    "피재심청구인",
    r"재항고인(?=\s{0,2}\d)",
)
_ROLE_LETTERS = ("피", "행위자", "재심", "재항고인")
"""One of these stands in every role."""
_ROLE = (
    r"(?:피고인\s{0,2}(?:겸|및)\s{0,2}피[가-힣]{1,10}?청구[자인]|피[가-힣]{1,10}?청구[자인]\s{0,2}겸\s{0,2}피고인"
    rf"|{'|'.join(_ROLE_WORDS)}|피\s고\s인|피고(?=\s{{0,2}}(?:\d|[A-Z](?![A-Za-z])|[를을에는의]\b)))"
)
_ORGANISATION = (
    r"(?:주식\s?회사|유한\s?(?:책임\s?)?회사|합자\s?회사|합명\s?회사|의료\s?법인|사회복지\s?법인|재단\s?법인|사단\s?법인|학교\s?법인"
    r"|영농조합\s?법인|농업회사\s?법인|종교\s?단체|협동조합|재건축조합|재개발조합|조합|외국\s?법인|법인|회사|공사|㈜|\(주\))"
)
_NOT_AN_ID = r"(?!\d|\s{0,2}(?:년|월|개월|일(?!부)|만|억|천|원|명|인|[.]\s?\d)|,\d{3})"
_LETTER = r"[A-Z](?:[A-Z]|\d)?(?![A-Za-z])"
_HANJA = r"[甲乙丙丁戊己庚辛]"
_STEM = r"[갑을병정](?=(?:을|를|은|는|이|가|에게|의|과|와|에|로부터|으로부터)(?=[\s,])|\s?[,(]|\s(?:및|과|와)\s|$)"
"""`피고인 갑을`, `피고인 을에 대한`: only before a particle, since 을 alone is one."""
_MASKED = r"[가-힣]{0,3}[○OX△□●▲◇]{2,4}"
_PAREN = r"(?:\s{0,3}\([^()]{1,200}(?:\([^()]{0,80}\)[^()]{0,80})?\))"
_ID = rf"(?:\d{{1,3}}(?:-\d{{1,2}})?{_NOT_AN_ID}|{_LETTER}|{_HANJA}|{_STEM}|{_MASKED})"
_NAMED = r"(?<=\s)(?:[가-힣A-Za-z&○△]{2,14}(?<![의은는을를에인과와])\s{0,2})?"
_AFTER = r"(?!에게|에\s|에서|으로|피고인)[가-힣]{2,12}?(?=(?:을|를|은|는|이|가|에게|의|과|와|에|로부터)[\s,]|\s?,|$)"
_ORG_NAME = (
    rf"(?:(?:{_NAMED})?{_ORGANISATION}"
    rf"(?:\s{{0,2}}(?:{_LETTER}|{_MASKED}|\d{{1,3}}{_NOT_AN_ID})|\s{{1,2}}{_AFTER})?)"
)
_ONE = rf"(?:{_ID}(?:\s{{0,3}}{_ORG_NAME})?|{_ORG_NAME}){_PAREN}?"
_JOIN = r"(?:\s{0,3}(?:,|·|/|및|와|과|그리고|내지|~)\s{0,6}|\s{1,6})"
_MORE = rf"(?:{_JOIN}(?:(?:위|같은)\s{{1,2}})?(?:{_ROLE}\s{{0,6}})?{_ONE})"

MENTION = re.compile(
    rf"(?<![가-힣])(?P<anaphor>위\s{{0,3}}|같은\s{{1,3}}|이\s{{1,3}}|동\s{{0,2}})?"
    rf"(?P<excluded>(?:나머지|다른)\s{{1,3}})?"
    rf"(?P<role>{_ROLE})(?P<plural>\s?(?:들|등(?=[은이을의에과])|(?:두|세|네)\s?사람))?"
    rf"(?P<ids>\s{{0,6}}(?:{_ONE}){_MORE}{{0,80}})?(?P<paren>{_PAREN})?(?P<plural_after>\s?들)?"
    rf"(?P<tail>\s{{0,2}}(?:겸|및)\s{{0,2}}피[가-힣]{{1,10}}?청구[자인])?"
    r"(?=$|[\s,.·\]\[)(/:<>]|[가-힣])"
)
"""One mention; a list of ids is one mention. Repeats are bounded (80 names)."""

_AFTER_LEAD = r"(?:나머지|다른|피|행위자|재심|재항고인|약물)"
_MENTION_BEGINS = re.compile(
    # Every branch begins with a letter, so that the engine skips to it: what `MENTION` may begin with, at a word's
    # beginning. Trying `MENTION` at every character took four times as long.
    r"피(?<![가-힣]피)(?=\s?고|[가-힣]{1,10}?청구)|행위자(?<![가-힣]행위자)|재(?<![가-힣]재)(?=심|항고인)|약물(?<![가-힣]약물)"
    rf"|위(?<![가-힣]위)(?=\s{{0,3}}{_AFTER_LEAD})|같은(?<![가-힣]같은)(?=\s{{1,3}}{_AFTER_LEAD})"
    rf"|이(?<![가-힣]이)(?=\s{{1,3}}{_AFTER_LEAD})|동(?<![가-힣]동)(?=\s{{0,2}}{_AFTER_LEAD})"
    r"|나머지(?<![가-힣]나머지)(?=\s)|다른(?<![가-힣]다른)(?=\s)"
)

BARE_LETTER = re.compile(
    rf"(?<![가-힣A-Za-z0-9])(?P<ids>{_LETTER}(?:{_JOIN}(?:같은\s{{1,2}})?{_LETTER}){{0,40}})(?=[은는을를이가]\s|에게|에\s?대|로부터|의)"
)
"""`A를`, `B에게`: letters without 피고인, read only in an order that names defendants by letter."""

BARE_NUMBER = re.compile(
    r"(?:(?<![가-힣])동\s{1,2}|(?<=부분)\s{0,2}(?:및|과|,)\s{1,2}|(?<=[상항]고)\s{0,2}(?:및|와|,)\s{1,2})"
    r"(?P<ids>\d{1,2}(?:\s{0,2}(?:,|및|내지)\s{0,2}\d{1,2}){0,40})(?=[을를은는]\s|에게|에\s?대|의\s|로부터)"
)
"""`피고인 1을 징역 1년에, 동 2를 …`, `피고인 1에 대한 유죄 부분 및 2에 대한 부분`: numbers without 피고인."""

_SURNAME = (
    "[가강경고공곽구국권금기길김나남노도라류마맹명모문민박반방배백변복봉부사서석선설성소손송신심안양어엄여연염예오옥왕용우원위유육윤은이인임"
    "장전정제조주지진차채천최추탁태편표하한함허현형호홍황]"
)
_FULL_NAME = (
    rf"(?:(?:남궁|황보|제갈|선우|사공|독고)[가-힣]{{1,2}}"
    rf"|{_SURNAME}(?!호인|정인)[가-힣]{{2}}(?<![회본공전]사|법인|조합|[가-힣]들))"
)
_NAMED_IN_FULL = re.compile(
    rf"(?<![가-힣])피고인\s(?P<names>{_FULL_NAME}(?:(?:\s?,\s?|\s(?:및|과|와)\s|[과와]\s)(?:(?:동|같은|위)\s)?(?:피고인\s)?{_FULL_NAME}){{0,40}})"
    r"(?:[을를]\s[^.\n]{0,80}?(?:징역|금고|벌금|구류|과료|자격정지|사형)|[은는](?:\s[^.\n]{0,20}?)?\s(?:무죄|면소))"
)
"""`피고인 홍길동을 징역 1년에`: a full name, taken for one only where it is sentenced or acquitted in those words."""
_NAME = re.compile(rf"(?<![가-힣]){_FULL_NAME}")
_MASKS = "○△□●▲◇"

_ITEM = re.compile(rf"(?P<id>{_ID})?(?P<org>\s{{0,3}}{_ORG_NAME})?(?P<paren>{_PAREN})?")
_THROUGH = re.compile(r"내지|[~∼-]")
_ITEM_START = re.compile(rf"(?:{_JOIN}|\s|위\s|같은\s|{_ROLE})*")


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Person:
    """One named person of a mention: `key` tells persons apart (`1`, `A`, `주식회사 B`)."""

    key: str
    organisation: str | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Mention:
    """One mention of defendants in an order, with its place in the order text."""

    start: int
    end: int
    role: str
    persons: tuple[Person, ...]
    is_plural: bool
    is_anaphor: bool
    is_rest: bool = False

    @property
    def is_group(self) -> bool:
        """피고인들 with nobody named."""
        return self.is_plural and not self.persons


def _squeeze(text: str) -> str:
    return " ".join(text.split())


# Judgments name the same few numbers and letters; so with the words of a clause (`words`).
@lru_cache(maxsize=4096)
def _persons(ids: str) -> tuple[Person, ...]:
    """The persons of the list part of a mention, in its order, none twice."""
    found: dict[str, Person] = {}
    position = 0
    while position < len(ids):
        lead = _ITEM_START.match(ids, position)
        first = next(reversed(found), "")
        through = bool(lead and _THROUGH.search(lead[0]))
        position = lead.end() if lead else position
        item = _ITEM.match(ids, position)
        if item is None or item.end() == position:
            position += 1
            continue
        position = item.end()
        organisation = _squeeze(item["org"]) if item["org"] else None
        key = _squeeze(item["id"]) if item["id"] else organisation
        if key and through and key.isdigit() and first.isdigit():
            found.update({str(n): Person(key=str(n)) for n in range(int(first) + 1, min(int(key), 200) + 1)})
        if key and key not in found:
            found[key] = Person(key=key, organisation=organisation)
    return tuple(found.values())


def read_mention(match: re.Match[str]) -> Mention:
    """The mention of one `MENTION` match."""
    persons = _persons(match["ids"]) if match["ids"] else ()
    return Mention(
        start=match.start(),
        end=match.end(),
        role=_squeeze(match["role"] + (match["tail"] or "")),
        persons=persons,
        is_plural=bool(match["plural"] or match["plural_after"]),
        is_anaphor=bool(match["anaphor"]),
        is_rest=bool(match["excluded"]),
    )


def find_mention_matches(text: str) -> Iterator[re.Match[str]]:
    """`MENTION.finditer(text)`, tried only where a mention may begin."""
    end = 0
    for begin in _MENTION_BEGINS.finditer(text):
        if begin.start() >= end and (m := MENTION.match(text, begin.start())):
            yield m
            end = m.end()


@lru_cache(maxsize=256)
def _role_mentions(text: str) -> tuple[Mention, ...]:
    """The mentions that say a role (피고인 …)."""
    if not any(letter in text for letter in _ROLE_LETTERS):
        return ()
    found = [read_mention(m) for m in find_mention_matches(text)]
    if any(p.key.isdigit() for m in found for p in m.persons):
        found += [_bare(m) for m in BARE_NUMBER.finditer(text) if _is_free(m, found)]
        found.sort(key=lambda m: m.start)
    return tuple(found)


def _is_free(match: re.Match[str], found: Sequence[Mention]) -> bool:
    return all(not m.start <= match.start("ids") < m.end for m in found)


def _bare(match: re.Match[str]) -> Mention:
    """Names without their role."""
    return Mention(
        start=match.start("ids"),
        end=match.end("ids"),
        role="피고인",
        persons=_persons(match["ids"]),
        is_plural=False,
        is_anaphor=False,
    )


def find_mentions(text: str, letters: frozenset[str] = frozenset()) -> list[Mention]:
    """All mentions of defendants in a stretch of an order, in order; bare letters only when they are names."""
    found = list(_role_mentions(text))
    if letters:
        for match in BARE_LETTER.finditer(text):
            bare = _bare(match)
            if _is_free(match, found) and all(p.key in letters for p in bare.persons):
                found.append(bare)
        found.sort(key=lambda m: m.start)
    return found


def mask_full_names(text: str) -> str:
    """The text, of equal length, with the full names of defendants masked wherever they stand (홍길동 → 홍○○).

    Two with one surname get different signs; names for which there is no sign left stay as they are, unread.
    """
    if "피고인 " not in text:
        return text
    masked: dict[str, str] = {}
    for name in (n for m in _NAMED_IN_FULL.finditer(text) for n in _NAME.findall(m["names"])):
        sign = sum(other[0] == name[0] for other in masked)
        if name not in masked and sign < len(_MASKS):
            masked[name] = name[0] + _MASKS[sign] * (len(name) - 1)
    return _NAME.sub(lambda m: masked.get(m[0], m[0]), text) if masked else text


def letter_names(text: str) -> frozenset[str]:
    """The letters that an order uses as names: those of `피고인 A`, and others written in the same way."""
    named = {p.key for m in find_mentions(text) for p in m.persons}
    if not any(len(k) == 1 and k.isalpha() and k.isascii() for k in named):
        return frozenset()
    bare = {p.key for match in BARE_LETTER.finditer(text) for p in _persons(match["ids"])}
    return frozenset(k for k in named | bare if k.isascii() and k.isalpha())


def named_keys(mentions: Sequence[Mention]) -> list[str]:
    """The keys named by the mentions, first seen first."""
    return list(dict.fromkeys(p.key for m in mentions for p in m.persons))
