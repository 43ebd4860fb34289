"""Provisions applied (법령의 적용): law, article, paragraph, item, what for, and to whom.

Shapes read:
- lists under headings (`1. 범죄사실에 대한 해당법조 ⏎ 각 형법 제347조 제1항, 제30조`), with or without
  commas, numbering or brackets; `가. 피고인 1, 2 : 각 …`; `형법 … (피고인 1의 …)`; `1. 집행유예(피고인 3)`;
- prose: `피고인의 판시 소위는 형법 제250조 제1항에 해당하는바 … 형법 제53조에 의하여 작량감경을 …`;
- inherited parts: `제1항` after an article, `(나)목` after an item, `같은 법`, `동법`, `위 특례법`;
- 구 laws and abbreviations that the judgment defines (`이하 '성폭력처벌법'이라 한다`).

A provision of the general part (형법 1–86, 형사소송법, 소년법) is never the offence, and neither is
complicity (형법 30–34), which has its own role; but 형법 32조 1항 (방조) makes the offence what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extraction.entries import load_entries, one_of
from extraction.evidence import Finding, Section
from extraction.frozen import built_at_once
from extraction.judgments.normalise import normalise
from extraction.judgments.people import find_mentions

RULE = "statutes"


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Statute:
    """One provision as applied; `role` says for what, `scope` to whom (keys of people.Person; () = all)."""

    law: str
    article: str
    paragraph: str | None = None
    item: str | None = None
    subitem: str | None = None
    role: str = "offence"
    scope: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Law name, then 제n조(의m) 제k항 (단서) 제l호 (가)목."""
        parts = [self.law, f"제{self.article}"]
        parts += [f"제{self.paragraph}항"] if self.paragraph else []
        parts += [self.item] if self.item else []
        parts += [f"({self.subitem})목"] if self.subitem else []
        return " ".join(parts)


_GAP = r"[\s,]{0,8}"
_TAIL = r"(?:\s{0,4}(?:전문|전단|중단|후단|본문|단서))?"
_PROVISO = r"(?:\s{{0,4}}(?:전문|전단|중단|후단|본문|(?P<{0}p>단서)))?"
_ARTICLE = r"제?\s{0,2}(?P<article>\d{1,4}(?:-\d{1,3})?)\s{0,2}조(?:\s{0,2}의\s{0,2}(?P<branch>\d{1,3}))?"
_PARAGRAPH = r"제?\s{0,2}(?P<{0}>\d{{1,3}})\s{{0,2}}항"
_ITEM = (
    r"(?:각\s{{0,2}})?제?\s{{0,2}}(?P<{0}>\d{{1,3}})(?:\s{{0,1}}의\s{{0,1}}(?P<{0}c>\d{{1,2}}))?"
    r"\s{{0,2}}호(?:\s{{0,2}}의\s{{0,2}}(?P<{0}b>\d{{1,3}}))?"
)
_SUBITEM = r"\(?(?P<{0}>[가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허])\)?\s{{0,2}}목"
_FOLLOWING = (
    rf"(?:{_TAIL}\s{{0,6}}{_PARAGRAPH.replace('{0}', 'p1').replace('{{', '{').replace('}}', '}')})?"
    rf"(?:{_PROVISO.format('i1')}\s{{0,6}}{_ITEM.format('i1')})?(?:\s{{0,6}}{_SUBITEM.format('s1')})?"
)
_CITATION = re.compile(
    # Whatever a citation begins with: most places are passed over at once.
    r"(?=[제각\s\d(가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허])"
    rf"(?:{_ARTICLE}{_FOLLOWING}"
    rf"|{_PARAGRAPH.replace('{0}', 'p2').replace('{{', '{').replace('}}', '}')}"
    rf"(?:{_PROVISO.format('i2')}\s{{0,6}}{_ITEM.format('i2')})?(?:\s{{0,6}}{_SUBITEM.format('s2')})?"
    rf"|{_ITEM.format('i3')}(?:\s{{0,6}}{_SUBITEM.format('s3')})?|{_SUBITEM.format('s4')}){_TAIL}"
)
_CITED = re.compile(r"조(?<=[0-9\s]조)|항(?<=[0-9\s]항)|호(?<=[0-9\s]호)|목")
_AROUND = 60
"""More characters than any citation begins before its first unit or goes on without the next."""
_NUMBERING = re.compile(
    r"\s*(?:\d{1,2}\s?[.)](?!\s?\d)|\(\d{1,2}\)|[가-하]\s?[.)]|\([가-하]\)|[①-⑳]|[○●◦◎·•□■▣※*▶▷◆◇-]|[-–—])\s*"
)
_LAW_END = re.compile(r"(?:법|법률|령|규칙|조례|협정|협약|규정)$")
_NOT_A_LAW = re.compile(r"(?:방법|위법|불법|적법|수법|형사법)$")
_CODES = frozenset({"형법", "형사소송법"})
"""Names of one word: what stands before them belongs to another law (`같은 법조 및 형법`)."""
_TORN = re.compile(r"형사\s+소송법$")
_QUOTED_NAME = re.compile(r"[「『\"']([^「」『』\"'\n]{2,60})$")
_NO_QUOTES = str.maketrans("", "", "「」『』\"'")
_NAME_WORD = re.compile(r"[^\s·\-○●][^\s]*")
_HANGUL = re.compile(r"[가-힣]")
_SAME_LAW = re.compile(r"^(?:위|같은|동|이|본)?\s?(?:법|법률|법령)$")
_NEVER_IN_A_NAME = re.compile(
    r"^(?:각|각각|각기|모두|포괄하여|포괄|판시|또한|또는|그리고|중|나머지|위|그|이|본|다만|점|죄|소위|행위|위반|이하|우선|결국|한편"
    r"|동시에|따라서|그러나|하지만|가사|즉|우리|원심|원판결|당원|피고인|개정|개정전|행위시|재판시|현행|독일|[가-힣])$"
    r"|.(?:은|는|을|를|며|면|서|만|다|나|바|어|건대|컨대|에도|라도|아도|점|(?<!범)죄|하여|이고|하고|있고|되고|므로|대로|(?<!어린)이"
    r"|(?<![국허인])가|(?<![관대위의정])한|할|된|될|던|인|로)$"
)
_NEVER_EITHER = re.compile(
    r"[0-9.]|(?:^[가-하]의|법조|피고인의|(?:소위|행위|사실|범행)중|전의|당시의|들의|[0-9](?:조|항|호)의?|조의|항의|이후의|죄[와과])$"
)
_LINK = re.compile(
    r"(?:^(?:및|등|기타|등의|등에)|.(?:의|등|등의|에|과|와|·)|관한|대한|위한|의한|따른|공정한)$"
)
_SENTENCE_END = re.compile(r"(?<=[다함음임것])\s?\.(?!\d)|\n\s*\n|【")
_CHARGED = re.compile(r"\s?위반(?:죄)?의\s(?:각\s)?(?:점|소위|행위)은\s*(?=$|같은|동|위)")
"""`가상법위반의 점은 같은 법률 제3조`: the law that the charge names, not the one applied before."""
_VERDICT_WORDS = re.compile(
    r"해당|의하여|의하면|의해|의거|의한|따라|쫓아|좇아|적용|소정|인용|규정(?!\s?제\s?\d)|정한|참조|준용"
)
_HINT = re.compile("이하")
_NAMES_SHORT = re.compile("한다|함|칭|쓴다")
_LINE = re.compile(r"[^\n]+")
_JOINS = re.compile(r"[\s,·]|및|와|과|또는|각")
_ITS_DECREE = re.compile(r"^(?:위|같은|동)\s?법(?:률)?\s?(시행령|시행규칙)$")
_SHORT_KIND = re.compile(r"^(?:위|같은|동)\s?(특례법|특별법|특별조치법|조치법|법률)$")
_POINTS_BACK = re.compile(r"(?<![가-힣])(?:위|같은|동)\s?(?:법(?:률)?\s?)?$")
_ENDS_IN_GU = re.compile(r"[가-힣]구$")
_NAME_LEAD = re.compile(r"(?:(?:및|와|과|등|각)\s+|·\s*)+")
_CLAUSE_ENDS = re.compile(r"(?:다|므로|하고|하여|는바|한바)(?=[\s.,]|$)")
_ABBREVIATION = re.compile(
    r"이하\s{0,3}(?:에서는?|부터는?)?\s{0,3}(?:모두|각|간단히|단순히)?\s{0,3}[\"'「『‘“]?\s?(?P<short>[가-힣·ㆍ\s]{1,40}?)\s?[\"'」』’”]?\s{0,2}"
    r"(?:이?라(?:고)?|으로|로)\s{0,2}(?:만\s{0,2})?(?:한다|함|칭한다|칭함|약칭한다|약칭함|줄여|쓴다)"
)
_TITLE_BREAK = re.compile(r"\s{3,}|\s(?=구\s|각\s|「|[가-힣·]+법)")
_LONGEST = 40_000
_REACH = 400
"""How far before an article the words that name its law and its person may begin."""
_OPEN = "([{"
_BRACKET = re.compile(
    # The brackets first, so that the engine skips to them; those of (가)목 are none.
    r"[()\[\]{}](?:(?<=[(\[{])(?!(?<=\()[가-허]\)\s?목)|(?<=[)\]}])(?<!\([가-허][)\]}])|(?<=\([가-허]\))(?!\s?목))"
)

_GENERAL_PART: dict[str, tuple[tuple[int, int, str], ...]] = {
    "형법": (
        (1, 8, "general"),
        (9, 24, "liability"),
        (25, 29, "attempt"),
        (30, 34, "complicity"),
        (35, 36, "recidivism"),
        (37, 40, "aggravation"),
        (41, 47, "general"),
        (48, 49, "forfeiture"),
        (50, 50, "aggravation"),
        (51, 51, "general"),
        (52, 52, "statutory_mitigation"),
        (53, 56, "discretionary_mitigation"),
        (57, 57, "pretrial_credit"),
        (58, 58, "publication"),
        (59, 61, "deferral"),
        (62, 65, "suspension"),
        (66, 86, "general"),
    ),
    "형사소송법": ((1, 600, "procedure"),),
    "소년법": ((1, 70, "juvenile"),),
    "헌법": ((1, 130, "general"),),
    "벌금등임시조치법": ((1, 10, "choice_of_penalty"),),
}
_COMMENT_SCOPE = re.compile(r"^\s{0,3}(?:위\s)?피고인")


# Finding ------------------------------------------------------------------------------------------------


@built_at_once
@dataclass(frozen=True, kw_only=True)
class _Heading:
    start: int
    end: int
    role: str
    scope: tuple[str, ...]


def find_statutes(section: Section, abbreviations: dict[str, str] | None = None) -> list[Finding[Statute]]:
    """All provisions of one section of 법령의 적용, with role and scope, in order."""
    text = normalise(section.text)
    masked, brackets = _mask_brackets(text)
    known = dict(abbreviations or {}) | find_abbreviations(text)
    headings = _find_headings(text, masked, brackets)
    found = _scan(text, masked, headings, known)
    found = _scope_from_brackets(text, found, brackets)
    return [
        Finding(value=s, evidence=(section.evidence(start, end, f"{RULE}/{s.role}", "explicit"),))
        for start, end, s in found
    ]


def _mask_brackets(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with what stands in brackets blanked (but (가)목 kept), and the outermost brackets."""
    spans, stack = [], []
    for m in _BRACKET.finditer(text):
        if m.group() in _OPEN:
            stack.append(m.start())
        elif stack:
            start = stack.pop()
            if not stack:
                spans.append((start, m.end()))
    pieces, position = [], 0
    for start, end in spans:
        pieces += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*pieces, text[position:]]), spans


def find_abbreviations(text: str) -> dict[str, str]:
    """Short names of laws that the text defines: {성폭력처벌법: 성폭력범죄의 처벌 등에 관한 특례법}."""
    found: dict[str, str] = {}
    for hint in _HINT.finditer(text):
        if not _NAMES_SHORT.search(text, hint.end(), hint.end() + 70):
            continue
        m = _ABBREVIATION.match(text, hint.start())
        before = normalise(text[max(0, hint.start() - 200) : hint.start()])
        opened = max(before.rfind("("), before.rfind("["))
        law = _law_name(before[max(0, opened - 80) : opened].rstrip("\"'」』 ")) if opened >= 0 else None
        if m is not None and law is not None:
            found[_squeeze(m["short"])] = law[0]
    return found


def _find_headings(text: str, masked: str, brackets: Sequence[tuple[int, int]]) -> list[_Heading]:
    """Lines whose title is one of the vocabulary's headings."""
    headings = []
    for line in _LINE.finditer(masked):
        lead = _NUMBERING.match(masked, line.start(), line.end())
        start = lead.end() if lead else line.start()
        citation = _CITATION.search(masked, start, line.end())
        stops = [masked.find(":", start, line.end()), citation.start() if citation else -1]
        stop = min((p for p in stops if p >= 0), default=line.end())
        title_end, role = _title(masked, start, stop)
        if role is None:
            continue
        inside = [b for b in brackets if title_end <= b[0] <= title_end + 4]
        scope = _scope(text[inside[0][0] + 1 : inside[0][1] - 1]) if inside else ()
        headings.append(_Heading(start=start, end=title_end, role=role, scope=scope))
    return headings


def _title(masked: str, start: int, stop: int) -> tuple[int, str | None]:
    """The end and role of the heading that begins at `start`: the whole stretch, or its part before a gap
    left by a bracket or before the law's name."""
    stretch = masked[start : min(stop, start + 80)]
    for end in [len(stretch), *(m.start() for m in _TITLE_BREAK.finditer(stretch))]:
        role = _role_of_title("".join(stretch[:end].split()))
        if role is not None:
            return start + len(stretch[:end].rstrip()), role
    return stop, None


@lru_cache(maxsize=4096)
def _role_of_title(compact: str) -> str | None:
    """The entry whose pattern is the whole title."""
    if not 2 <= len(compact) <= 48:
        return None
    for entry in load_entries("statute_roles.yml"):
        if any(p.fullmatch(compact) for p in entry.patterns):
            return entry.id
    return None


def _scope(words: str) -> tuple[str, ...]:
    """Whom a stretch names: keys of the persons; () for 피고인들 or nobody."""
    if "피" not in words:
        return ()
    return tuple(dict.fromkeys(p.key for m in find_mentions(words) for p in m.persons))


def _scan(
    text: str, masked: str, headings: Sequence[_Heading], known: dict[str, str]
) -> list[tuple[int, int, Statute]]:
    """Walks the citations in order, carrying law, article, role and scope forward."""
    found: list[tuple[int, int, Statute]] = []
    last: Statute | None = None
    scope: tuple[str, ...] = ()
    heading: _Heading | None = None
    is_broken = False
    last_end, prose, ends = 0, not headings, [h.end for h in headings]
    for m in _citations(masked):
        passed = bisect_right(ends, m.start())
        if passed and headings[passed - 1] is not heading:
            heading = headings[passed - 1]
            scope, last_end = heading.scope, max(last_end, heading.end)
        gap = masked[max(last_end, m.start() - _REACH) : m.start()]
        named = _last_mention_scope(gap)
        scope = named if named is not None else scope
        value, start = _resolve(m, gap, last if m["article"] or not is_broken else None, known)
        last_end, is_broken = m.end(), value is None
        if value is None:
            continue
        role = _prose_role(masked, m.end(), value) if prose else heading.role if heading else "offence"
        value = _given(value, _corrected(role, value.law, value.article, value.paragraph), scope)
        found.append((start if start is not None else m.start(), m.end(), value))
        last = value
    return found


def _citations(text: str) -> Iterator[re.Match[str]]:
    """Every citation: each holds a number before 조, 항 or 호, or a 목, and only their surroundings are searched."""
    begin = end = 0
    for m in _CITED.finditer(text):
        if m.start() - _AROUND > end:
            yield from _CITATION.finditer(text, begin, end)
            begin = m.start() - _AROUND
        end = min(len(text), m.end() + _AROUND)
    yield from _CITATION.finditer(text, begin, end)


def _last_mention_scope(gap: str) -> tuple[str, ...] | None:
    """The persons that the gap names last before a colon, a line end or 의; None when it names nobody."""
    mentions = find_mentions(gap) if "피" in gap else []
    if not mentions:
        return None
    last = mentions[-1]
    return tuple(p.key for p in last.persons)


def _resolve(
    m: re.Match[str], gap: str, last: Statute | None, known: dict[str, str]
) -> tuple[Statute | None, int | None]:
    """The provision of one citation: its own parts, and the rest from the last one. None when the numbers
    belong to no law (판시 제1항, 별지 제3호)."""
    if m["article"] is None:
        if last is None or _JOINS.sub("", gap):
            return None, None
        return _inherit(m, last), None
    article = f"{m['article']}조" + (f"의{m['branch']}" if m["branch"] else "")
    law, offset = _law_of_gap(gap, last, known)
    if law is None:
        return None, None
    value = Statute(law=law, article=article, paragraph=m["p1"], item=_numbered(m, "i1"), subitem=m["s1"])
    return value, None if offset is None else m.start() - len(gap) + offset


def _numbered(m: re.Match[str], group: str) -> str | None:
    if m[group] is None:
        return None
    proviso = "단서 제" if m.groupdict().get(group + "p") else "제"
    branch = m[group + "b"] or m[group + "c"]
    return f"{proviso}{m[group]}호" + (f"의{branch}" if branch else "")


def _inherit(m: re.Match[str], last: Statute) -> Statute:
    if m["p2"]:
        return replace(last, paragraph=m["p2"], item=_numbered(m, "i2"), subitem=m["s2"])
    if m["i3"]:
        proviso = "단서 " if (last.item or "").startswith("단서") else ""
        return replace(last, item=f"{proviso}{_numbered(m, 'i3')}", subitem=m["s3"])
    return replace(last, subitem=m["s4"])


def _law_of_gap(gap: str, last: Statute | None, known: dict[str, str]) -> tuple[str | None, int | None]:
    """The law that the words before an article name, with its place in the gap; else the law before it."""
    segment_start = max((gap.rfind(c) for c in ",:;"), default=-1) + 1
    segment = gap[segment_start:]
    named = _law_name(segment)
    if named is None:
        return (last.law, None) if last is not None else (None, None)
    name, start = named
    bare = name.removeprefix("구 ")
    full = known.get(bare)
    if full is None and _SAME_LAW.match(bare) and (charged := _CHARGED.search(segment, 0, start)):
        law = _law_name(segment[: charged.start()])
        if law is not None:
            return known.get(law[0], law[0]), segment_start + start
    pointing = _POINTS_BACK.search(segment, 0, start)
    pointed = segment[pointing.start() if pointing else start : start] + bare
    if full is None and last is not None and (same := _same_law(pointed, last.law)):
        return same, segment_start + (pointing.start() if pointing else start)
    if full is None:
        return name, segment_start + start
    old = name.startswith("구 ") and not full.startswith("구 ")
    return ("구 " + full if old else full), segment_start + start


def _same_law(bare: str, last: str) -> str | None:
    """같은 법, 동법, 위 특례법 → the law before; 동법 시행령 → its decree."""
    if _SAME_LAW.match(bare):
        return last
    decree = _ITS_DECREE.match(bare)
    if decree:
        return f"{last} {decree[1]}"
    short = _SHORT_KIND.match(bare)
    return last if short and last.endswith(short[1]) else None


# Lists of provisions name the same few laws in the same words.
@lru_cache(maxsize=4096)
def _law_name(words: str) -> tuple[str, int] | None:
    """The law that a stretch of words ends with, and where it begins; None when it ends with none.

    The name reaches back to the last word that cannot be inside a name (각, 판시, …은, …점).
    """
    stripped = words.rstrip(" \n\"'」』")
    end = len(stripped)
    if stripped.endswith("소송법") and (torn := _TORN.search(stripped)):
        return "형사소송법", torn.start()
    if not _LAW_END.search(stripped) or _NOT_A_LAW.search(stripped):
        return None
    quoted = _QUOTED_NAME.search(stripped) if words[end : end + 1].strip() else None
    start = quoted.start(1) if quoted else _name_start(stripped)
    name = _squeeze(stripped[start:].translate(_NO_QUOTES))
    before = stripped[:start].rstrip("「『\"' ")
    if before.endswith("구") and not _ENDS_IN_GU.search(before):
        return f"구 {name}", before.rfind("구")
    return (name, start) if name.removeprefix("구 ") else None


def _name_start(words: str) -> int:
    """Where the law's name begins: names are nouns and links (의, 및, 등에 관한); a particle ends them."""
    start, right = len(words), ""
    for m in reversed(list(_NAME_WORD.finditer(words))):
        word = m.group().strip("「」『』\"'")
        if right and ("\n" in words[m.end() : start] or not _belongs(word, right)):
            break
        start, right = m.start(), word
    lead = _NAME_LEAD.match(words[start:])
    return start + lead.end() if lead else start


def _belongs(word: str, right: str) -> bool:
    """Whether `word` can stand inside a law's name, before `right`."""
    if not _HANGUL.search(word) or _NEVER_EITHER.search(word):
        return False
    if right in _CODES:
        return False
    if word.endswith("에"):
        return right.startswith(("관한", "대한", "의한", "따른"))
    return bool(_LINK.search(word) or not _NEVER_IN_A_NAME.search(word))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


# Roles --------------------------------------------------------------------------------------------------


def _given(value: Statute, role: str, scope: tuple[str, ...]) -> Statute:
    """The provision with its role and persons (`dataclasses.replace` takes five times as long)."""
    return Statute(
        law=value.law,
        article=value.article,
        paragraph=value.paragraph,
        item=value.item,
        subitem=value.subitem,
        role=role,
        scope=scope,
    )


@lru_cache(maxsize=4096)
def _corrected(role: str, law: str, article: str, paragraph: str | None) -> str:
    """A provision of the general part is not the offence, nor is a decree that fills in its terms."""
    if role not in ("offence", "unassigned"):
        return role
    if re.search(r"(?:시행령|시행규칙|규칙|조례)$", law) and role == "offence":
        return "regulation"
    if (law.removeprefix("구 "), article, paragraph) == ("형법", "32조", "1"):
        return role
    number = int(re.match(r"\d+", article).group())  # type: ignore[union-attr]
    for low, high, general in _GENERAL_PART.get(re.sub(r"^구 |\s", "", law), ()):
        if low <= number <= high:
            return general
    return role


_PROSE_ROLES = (  # no two begin at the same place
    (r"산입", "pretrial_credit"),
    (r"노역장", "workhouse"),
    (r"누범", "recidivism"),
    (r"경합", "aggravation"),
    (r"작량|정상참작|참작\s?감경", "discretionary_mitigation"),
    (r"감경", "statutory_mitigation"),
    (r"집행을\s?유예", "suspension"),
    (r"선고를\s?유예", "deferral"),
    (r"몰수", "forfeiture"),
    (r"추징", "collection"),
    (r"환부", "return_to_victim"),
    (r"가납", "provisional_payment"),
    (r"인용", "procedure"),
    (r"무죄|공소를?\s?기각|면소", "acquittal"),
    (r"파기|항소를?|상고를?", "procedure"),
)
_PROSE_VERBS = re.compile("|".join(pattern for pattern, _ in _PROSE_ROLES))


def _prose_role(masked: str, end: int, value: Statute) -> str:
    """What a sentence does with a provision: the first verb after it (해당 → the offence)."""
    stop = _SENTENCE_END.search(masked, end, end + 500)
    rest = masked[end : stop.start() if stop else end + 500]
    verb = _VERDICT_WORDS.search(rest)
    if verb is None:
        return "unassigned" if _CLAUSE_ENDS.search(rest) else "offence"
    if verb.group() == "해당":
        return "offence"
    said = _PROSE_VERBS.search(rest[verb.end() : verb.end() + 120])
    return _role_of_verb(said[0]) if said else "unassigned"


@cache
def _role_of_verb(word: str) -> str:
    return next(role for pattern, role in _PROSE_ROLES if re.fullmatch(pattern, word))


def _scope_from_brackets(
    text: str, found: list[tuple[int, int, Statute]], brackets: Sequence[tuple[int, int]]
) -> list[tuple[int, int, Statute]]:
    """`형법 제30조 (피고인 1, 2의 판시 매수의 점)`: a bracket that begins with defendants names those of the
    citations before it, back to the bracket before."""
    out = list(found)
    starts, ends = [f[0] for f in found], [f[1] for f in found]
    previous = 0
    for start, end in brackets:
        before = bisect_right(ends, start)
        if not before or text[ends[before - 1] : start].strip(" ,\n"):
            continue
        keys = _persons_of_comment(text[start + 1 : end - 1])
        for i in range(bisect_left(starts, previous), before if keys else 0):
            s, e, value = out[i]
            out[i] = (s, e, value if value.scope else replace(value, scope=keys))
        previous = end
    return out


def _persons_of_comment(inside: str) -> tuple[str, ...]:
    """The persons of a bracket that begins `피고인 1, 2의 …`; () for any other bracket."""
    if not _COMMENT_SCOPE.match(inside):
        return ()
    mention = next(iter(find_mentions(inside[:400])), None)
    if mention is None or not re.match(r"\s{0,3}의\s", inside[mention.end :]):
        return ()
    return tuple(p.key for p in mention.persons)


# Reading ------------------------------------------------------------------------------------------------

_PASSAGE_LINE = re.compile(
    r"\s{0,6}(?:[0-9가-하]{1,2}\s?[.)]\s{0,3}|[○●·-]\s{0,3})?(?:【?\s{0,3}(?:"
    r"(?:범죄\s?사실에\s?대한\s{1,3})?법\s{0,3}령\s{0,3}의?\s{0,3}적\s{0,3}용|적\s{0,3}용\s{0,3}법\s{0,3}[조령](?:\s?:(?=\s?피고인))?"
    r"|법\s{0,3}률\s{0,3}(?:의\s{0,3})?적\s{0,3}용)\s{0,3}(?:】|(?=\n)|[을은]\s|(?<=:))|(?=범죄\s?사실에\s?대한\s?(?:해당|적용)\s?법))"
)
"""A line that begins the application of the law."""
_PASSAGE_PROSE = re.compile(
    r"법(?:률|령)?(?:에\s?비추(?:건대|면|건데|어\s?보면|어보건대|어\s?보건대|어\s?보니)|을\s?적용하(?:건대|면|컨대))"
)
"""The words that begin it inside a line of an old judgment."""
_PASSAGE_SUBJECT = re.compile(
    r"^\s{0,6}(?:위\s?)?피고인[^\n.]{0,80}?판시\s?(?:각\s?)?소위(?=는|\s?중)[^\n]{0,400}해당하", re.M
)
"""A paragraph that begins it without any heading, read only where nothing else begins it."""
_PASSAGE_WORDS = one_of(
    (
        *(
            "해당법조",
            "해당 법조",
            "적용법",
            "적용 법",
            "법령의 적용",
            "법령의적용",
            "법령적용",
            "법률적용",
            "법률의 적용",
        ),
        *(
            "법령을 적용",
            "법률을 적용",
            "법 령",
            "법  령",
            "법률에 비추",
            "법령에 비추",
            "법에 비추",
            "법률에비추",
        ),
        *("판시소위", "판시 소위", "판시 각 소위", "판시각 소위", "판시 각소위", "판시각소위"),
    )
)
"""One of these stands in every text that `_PASSAGE` matches: most reasons are done with at once."""
_PASSAGE_END = re.compile(
    r"【(?!\s{0,3}(?:법\s{0,3}령|적\s{0,3}용|법\s{0,3}률))"
    r"|\n\s{0,6}(?:[0-9가-하]{1,2}\s?[.)]\s{0,3})?(?:양\s?형\s?의?\s?이\s?유|무\s?죄\s?(?:의\s?)?부\s?분|무죄\s?및|면소\s?부분"
    r"|공소\s?기각\s?부분|\S{0,14}주장에\s?대한\s?판단|감호청구)"
    r"|이상의\s?이유로|주문과\s?같이\s?판결"
)


def applied_law_passages(reasons: Section) -> list[Section]:
    """Stretches of the reasons that apply the law, when the judgment came without an applied-law section."""
    out: list[Section] = []
    position, text = 0, reasons.text
    if not _PASSAGE_WORDS.search(text):
        return out
    starts = [m.end() for m in _PASSAGE_PROSE.finditer(text)]
    headed: list[int] = []
    for line in re.finditer(r"^", text, re.M):
        m = _PASSAGE_LINE.match(text, line.start())
        headed += [m.end()] if m else []
    starts += headed
    starts = starts or [m.start() for m in _PASSAGE_SUBJECT.finditer(text)]
    for start in sorted(starts):
        if start >= position:
            stop = _PASSAGE_END.search(text, start)
            position = stop.start() if stop else len(text)
            position = min([position, *(h for h in headed if start < h < position)])
            out.append(Section(name=reasons.name, text=text[start:position], offset=reasons.offset + start))
            position = max(position, start + 1)
    return out


def read_statutes(
    applied_law: Section | None, reasons: Section | None = None, others: Iterable[Section] = ()
) -> tuple[Finding[Statute], ...] | None:
    """The provisions applied, in order; None when no section that applies the law was read.

    Without an applied-law section the passages of the reasons that apply the law are read. `others` are
    searched only for abbreviations that they define.
    """
    known: dict[str, str] = {}
    for section in [*others, *([reasons] if reasons else [])]:
        known |= find_abbreviations(section.text)
    passages = [applied_law] if applied_law is not None else applied_law_passages(reasons) if reasons else []
    if not passages:
        return None
    return tuple(f for p in passages for f in find_statutes(_beginning(p), known))


def _beginning(passage: Section) -> Section:
    """A passage as far as it is read: no court applies so much law, but no heading may have ended the passage."""
    return passage if len(passage.text) <= _LONGEST else replace(passage, text=passage.text[:_LONGEST])


def offence_statutes(findings: Iterable[Finding[Statute]], key: str | None) -> tuple[Finding[Statute], ...]:
    """The provisions applied to the offence of one person (`key` of people.Person; None: all), none twice."""
    out: dict[str, Finding[Statute]] = {}
    for f in findings:
        if f.value.role == "offence" and (key is None or not f.value.scope or key in f.value.scope):
            out.setdefault(f.value.label, f)
    return tuple(out.values())


def juvenile_provisions(findings: Iterable[Finding[Statute]]) -> tuple[Finding[str], ...]:
    """Provisions of 소년법 that were applied, in the contract's names (54조 is 60조 before 1989-07-01)."""
    names = {"60조1": "60_indeterminate", "60조2": "60_2_mitigation", "60조": "60_indeterminate",
             "54조1": "60_indeterminate", "54조": "60_indeterminate", "54조2": "60_2_mitigation",
             "50조": "50_transfer", "59조": "59"}  # fmt: skip
    out: dict[str, Finding[str]] = {}
    for f in findings:
        s = f.value
        if s.law.removeprefix("구 ") == "소년법":
            name = names.get(f"{s.article}{s.paragraph or ''}")
            if name is not None:
                out.setdefault(name, Finding(value=name, evidence=f.evidence))
    return tuple(out.values())
