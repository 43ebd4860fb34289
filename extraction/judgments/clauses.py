"""The order cut into clauses, each ending in the verb that disposes.

Korean puts the verb last, so everything between one disposing verb and the next belongs to the later one.
A clause ends at such a verb (`처한다`, `유예하고`, `기각하며`), at `무죄` or `면소`, at the end of a sentence, or
where a damaged text lost its verb and another disposition begins. Headings (`[피고인 8(…)]`, `<피고인 1>`,
`○ 피고인 2`) and numbering (`1.`, `가.`) are taken off and kept beside. Full stops inside `제1., 4.의` do not end anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extraction.frozen import built_at_once
from extraction.judgments.numbers import MONEY, TERM
from extraction.judgments.people import MENTION, Mention, read_mention

_PAREN = re.compile(r"\([^()]{0,600}\)")
_EXCEPTION = re.compile(
    rf"유예(?:된|한|할)\s?형|피고인(?:\s\d|\s[A-Z]|들)[^()]{{0,40}}?(?:에\s?대하여는?|에게는?|은|는|의\s경우(?:에는)?|:)\s{{0,3}}(?:각\s)?"
    rf"(?:징역|금고|벌금|{TERM}간|{TERM}\s동안|\d{{1,4}}시간|{MONEY})"
)
"""`(다만, 피고인 2에 대하여는 2년간)`, `(유예된 형: 벌금 50만 원)`: a value in parentheses."""
_QUOTED = re.compile(r"\"[^\"]{1,300}\"|'[^'\n]{1,200}'|「[^「」]{1,300}」")
_ORGANISATION_MARK = re.compile(r"\(\s?[주유재사합]\s?\)")
_HEADING = re.compile(r"\[\s{0,3}([^\[\]\n]{1,240})\]")
_ROUND_HEADING = re.compile(
    r"(?P<lead>(?:(?<=\n)|^)[ ]{0,8}(?:\d{1,2}[.)][ ]{0,3})?)"
    r"\((?P<who>[ ]{0,3}피고인[ ]{0,3}(?:\d|[A-Z가-힣])[^()\n]{0,80}(?:\([^()\n]{0,80}\)[^()\n]{0,40})?)\)"
    r"(?=[ ]{0,8}(?:\n|피고인(?:들)?[은을에]))"
)
"""`(피고인 1)` alone on a line, or before the sentence it opens."""
_LINE_HEADING = re.compile(
    r"(?:(?<=\n)|^)[ ]{0,8}(?P<mark>[○●◎■□▶◇◆*·-][ ]{0,3}|<[ ]{0,3}|(?:\d{1,2}|[가-하])[.)][ ]{0,3})?"
    r"(?P<who>피고인(?:들|[ ][^\n:<>.]{0,80}?))(?:에\s?대하여|에\s?대한\s?(?:부분|판단)|\s?부분)?"
    r"[ ]{0,3}(?:(?P<colon>:)[ ]{1,3}(?![ \n])|>?[ ]{0,3}:?[ ]{0,3}(?=\n|$))"
)
_TITLE = re.compile(r"\s*(?:\[\s*주\s*문\s*\]|주\s{0,8}문\s*(?=\n|:))[\s:]*")
_NUMBERING = re.compile(
    r"(?:^|(?<=\n)|(?<=[다라죄소][.])|(?<=[다라죄소][.]\s))\s{0,8}"
    r"(?:\(?\d{1,2}[.)](?!\s{0,2}\d)|[가나다라마바사아자차카타파하][.)](?=\s)|[①-⑳])(?!\s{0,2}(?:의|항|죄|,))\s{0,4}"
)
_SENTENCE_END = re.compile(
    r"(?:다|라|함|것|무\s?죄|면\s?소|임|위반)\s{0,2}[.](?!\s?(?:죄|항|목|의))(?=\s|$|[\d\[\"'가-힣])|(?:한다|무죄|면소|하라|명함|처함|유예함)\s{0,3}(?=\n|$)"
)

_ENDING = (
    r"(?:한\s?다|하고서?|어(?=\s)|하며|하되|하여|함|하라|하기로\s?한다|시키고|시킨다|하였다|하는\s?한편|할\s?것(?=\s?[.]|\s?$)"
    r"|하기로\s?하고)(?:(?![가-힣])|(?<=하고)(?=사건을))"
)
_STEMS = (  # each a branch of its own, as all of HEAD: where every branch begins with a letter, the engine skips to it
    "처|병과|깨뜨리|유예|산입|통산|유치|추징|몰수|환부|교부|폐기|삭제|기각|각하|파기|취소|파훼|환송|차려|이송|송치|반송|공시|면제|부과"
    "|선고|공개|고지|부착|제공|경정|정정|변경|허가|종료|개시|제한|금지|게시|게재|회부|위탁|결정|지급|징수|인도|준수"
)
_ACQUITS = (
    r"(?:로\s?한다|를\s{0,2}(?:각\s{0,2})?선고(?:한다|하고)|임|이다|다)?"
    r"(?=\s{0,3}(?:[.,\n]|$)|\s{0,3}(?:및|하고|그리고)\s|\s+(?:위|피고인|이\s사건|나머지|판결|무죄|검사|제1심|원심|다만))"
)
HEAD = re.compile(
    "|".join(rf"{stem}\s?{_ENDING}" for stem in _STEMS.split("|"))
    + r"|명(?<![가-힣]명)(?:한\s?다|하고|하며|하되|함)(?![가-힣])|정(?<![가-힣]정)(?:한\s?다|하고|하며|하되|함)(?![가-힣])"
    r"|기각(?:(?<=공소는\s기각)|(?<=공소를\s기각)|(?<=소는\s각\s기각)|(?<=소를\s각\s기각))(?=\s{0,3}[,.])"
    r"|공소\s?기각(?=\s{0,3}[.,])"
    r"|집행을(?=\s{0,2},\s{0,3}[^.]{1,60}?선고를)"
    r"|선고(?:하|를\s?하)?지\s{0,2}(?:아니|않)[가-힣]{1,3}"
    r"|부담으로\s{0,2}한다|부담(?:한다|하게\s{0,2}한다|하여야\s{0,2}한다)|지급하라|가집행(?:할|을\s?할)\s{0,2}수\s{0,2}있다"
    r"|종료되었다|종결되었다|보낸다|가진다|아니(?:한다|는다)|않(?:한다|는다)|준수하여야\s{0,2}한다|받아야\s{0,2}한다"
    rf"|무\s?죄{_ACQUITS}|면\s?소{_ACQUITS}"
)
"""The verbs that dispose, in the endings that close a clause."""

STARTER = (
    r"(?:위\s{0,2})?(?:피고인|피감호|피부착|피보호|피치료)|(?:특별|군)?검사|검찰관|그\s나머지|다만|단[,\s]|원심|제\s?[1-9]\s?(?:심|원심)|원판결|이\s?판결|이\s?사건"
    r"|압수|나머지|재항고|항고|상고|항소|미결|당심|사건을|[이그위]\s?부분|본건|청구인|부착명령|치료감호|배상|위\s(?:벌금|사건|추징)|판결|소송비용"
    r"|[2-9]\.\s?"
)
_UNFINISHED = re.compile(
    rf"(?:(?:판결|결정|심판)(?!\s?(?:선고|확정|전\s))(?:(?!구금|다만)(?:[^.]|(?<=\d)\.)){{0,300}}?(?:을|를)"
    rf"|(?:징역|금고|벌금|자격정지)\s{{0,3}}(?:각\s)?(?:{MONEY}|(?:[장단]기\s{{0,2}})?{TERM}(?:[\s,]{{1,3}}[장단]기\s{{0,2}}{TERM})?)씩?에"
    r"|구금일수[^.]{0,80}?(?:형|기간)(?:들)?에|(?:상고|항소|재항고|항고|청구|신청|공소)를|(?:법원|지원|합의부|소년부)(?:에|로|으로)"
    r"|형의\s?선고를|집행을|의\s점은|노역장에"
    rf"|(?:피고인|피고인\s\d{{1,3}})(?:으)?로부터\s(?:{MONEY}을(?!\s{{1,4}}피고인[^.]{{0,40}}로부터)|압수된[^.]{{1,200}}를)|압수된[^.]{{1,200}}피고인(?:\s\d{{1,3}})?(?:으)?로부터)"
    rf"(?:\s(?:모두|각|전부|이를))?(?=\s{{1,4}}(?:{STARTER})|\s*$)"
    r"|사건을\s[^.]{2,40}?(?:법원|지원|합의부)(?:에|으?로)"
    r"(?=\s{1,3}(?!환송|이송|송치|회부|반송|다시|각\s|모두\s|보[내낸]|차려|병합|제기|기소|공소|계속|있|하여금)[가-힣])"
)
_SENTENCE_GOES_ON = re.compile(
    r"\s*(?:위\s)?피고인[^.]{0,300}?[을를]\s*(?:각\s*)?(?:판시[^.]{0,80}?대하여\s*)?(?:각\s*)?(?:징역|금고|벌금|구류|과료|자격정지)"
)


_SUBJECT_LINE = re.compile(
    r"(?:(?<=\n)|^)[ ]{0,8}(?P<mark>[○●◎■□▶◇◆*·-][ ]{0,3}|<[ ]{0,3}|(?:\d{1,2}|[가-하])[.)][ ]{0,3})"
    r"(?:배상\s?(?:신청|명령)(?:인|\s?신청)?|몰수|추징|몰수\s?(?:및|·|,)\s?추징|압수물|소송\s?비용|가납(?:명령)?|공통(?:\s?(?:사항|부분))?)"
    r"(?:에\s?대하여|에\s?대한\s?(?:부분|판단)|\s?부분)?[ ]{0,3}(?::[ ]{1,3}(?![ \n])|>?[ ]{0,3}:?[ ]{0,3}(?=\n|$))"
)
"""`○ 배상신청`: a heading that names a subject ends the heading of a person above it that has the same mark."""
_EVERYBODY = Mention(start=0, end=0, role="피고인", persons=(), is_plural=True, is_anaphor=False)
_OPENED = re.compile(r"\n[ ]{0,8}(?:위[ ])?피고인(?:들)?[은을에]")
"""What follows a heading that is a bare line: `피고인 1 ⏎ 피고인을 …` (and not `피고인 1 ⏎ 을 …`)."""


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Clause:
    """`text` = order[start:end] in working form, `published` the same with what it blanks; `head` is the verb that ends
    it, or None where it was lost."""

    text: str
    published: str
    start: int
    end: int
    head: str | None
    sentence: int
    heading: Mention | None


def has_exception(published: str) -> bool:
    """Whether parentheses, which are not read, give some of the defendants a value of their own."""
    return "(" in published and any(_EXCEPTION.search(aside[0]) for aside in _PAREN.finditer(published))


def _blank(match: re.Match[str]) -> str:
    return match[0] if _ORGANISATION_MARK.fullmatch(match[0]) else " " * len(match[0])


def working_text(normalised: str) -> str:
    """The same length, with what stands in quotation marks or parentheses (at most three deep) blanked."""
    normalised = _QUOTED.sub(lambda m: " " * len(m[0]), normalised)
    if "(피고인" in normalised or "( 피고인" in normalised:
        normalised = _ROUND_HEADING.sub(lambda m: f"{m['lead']}[{m['who']}]", normalised)
    for _ in range(3):
        blanked = _PAREN.sub(_blank, normalised)
        if blanked == normalised:
            break
        normalised = blanked
    return normalised


def _sentences(text: str) -> list[tuple[int, int]]:
    """Spans between sentence ends and line numbering; blanks and numbering trimmed off."""
    cuts = {0, len(text)}
    cuts.update(m.end() for m in _SENTENCE_END.finditer(text))
    lines = [m.span() for m in _LINE_HEADING.finditer(text) if _opens(m)]
    lines += [m.span() for m in _SUBJECT_LINE.finditer(text)]
    for m in _NUMBERING.finditer(text):
        if not any(a <= m.start() and m.end() <= b for a, b in lines):
            cuts.update((m.start(), m.end()))
    for m in _HEADING.finditer(text):
        cuts.update((m.start(), m.end()))
    for a, b in lines:
        cuts.update((a, b))
        cuts.difference_update(range(a + 1, b))
    ordered = sorted(cuts)
    return [(a, b) for a, b in pairwise(ordered) if text[a:b].strip(" \n.,")]


def _opens(line: re.Match[str]) -> bool:
    """Whether a line that names defendants is a heading."""
    if not line["mark"] and not line["colon"] and not _OPENED.match(line.string, line.end()):
        return False
    return MENTION.fullmatch(line["who"].strip()) is not None


def _cut_at_verbs(text: str, start: int, end: int) -> list[tuple[int, int, str | None]]:
    """(start, end, verb) of the clauses of one sentence."""
    parts: list[tuple[int, int, str | None]] = []
    position = start
    for head in HEAD.finditer(text, start, end):
        parts.append((position, head.end(), head[0]))
        position = head.end()
    if text[position:end].strip(" \n.,"):
        parts.append((position, end, None))
    return [piece for part in parts for piece in _cut_at_lost_verbs(text, *part)]


def _cut_at_lost_verbs(
    text: str, start: int, end: int, head: str | None
) -> list[tuple[int, int, str | None]]:
    """A clause split where a disposition stops without its verb and another begins."""
    pieces: list[tuple[int, int, str | None]] = []
    position = start
    for lost in _UNFINISHED.finditer(text, start, end):
        goes_on = lost[0].rstrip(" 각").endswith("에") and _SENTENCE_GOES_ON.match(text, lost.end(), end)
        if goes_on:
            continue
        pieces.append((position, lost.end(), None))
        position = lost.end()
    pieces.append((position, end, head))
    return pieces


def _is_heading(text: str, start: int, end: int) -> bool:
    line = _LINE_HEADING.fullmatch(text, start, end)
    if line:
        return _opens(line)
    return _HEADING.fullmatch(text[start:end].strip()) is not None


def _mark(line: re.Match[str] | None) -> str:
    """The kind of mark that opens a heading: the sign itself, `1` for a number, `가` for a letter."""
    found = line["mark"].strip() if line and line["mark"] else ""
    return "1" if found[:1].isdigit() else "가" if found[-1:] in (".", ")") else found


def cut_clauses(working: str, published: str | None = None) -> list[Clause]:
    """All clauses of an order in working form, in order, with the heading each stands under; `published` is the same
    text before anything was blanked."""
    published = working if published is None else published
    title = _TITLE.match(working)
    begin = title.end() if title else 0
    text = " " * begin + working[begin:]
    clauses: list[Clause] = []
    heading: Mention | None = None
    mark = ""
    for number, (start, end) in enumerate(_sentences(text)):
        if _is_heading(text, start, end):
            mention = MENTION.search(text, start, end)
            heading = read_mention(mention) if mention else None
            mark = _mark(_LINE_HEADING.fullmatch(text, start, end))
            continue
        if subject := _SUBJECT_LINE.fullmatch(text, start, end):
            heading = _EVERYBODY if mark and _mark(subject) == mark else heading
            continue
        if _NUMBERING.fullmatch("\n" + text[start:end].strip() + " ", 1):
            continue
        for a, b, head in _cut_at_verbs(text, start, end):
            clauses.append(
                Clause(
                    text=text[a:b],
                    published=published[a:b],
                    start=a,
                    end=b,
                    head=head,
                    sentence=number,
                    heading=heading,
                )
            )
    return clauses
