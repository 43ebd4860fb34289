"""The sentence that an appeal's reasons pronounce when its 주문, as stored, stops at the reversal.

Old and torn texts keep only `원심판결을 파기한다`; the reasons go on: `… 피고인 1을 징역 2년에, 피고인 2를 … 각
처하고, … 산입하며, … 위 형의 집행을 유예한다`, or `형사소송법 제325조에 의하여 무죄를 선고한다`. What the court below
did (`원심은 … 선고하고`) is not read. Everything read here is inferred, and the record is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extraction.evidence import Section
from extraction.judgments.acts import Act
from extraction.judgments.clauses import cut_clauses, working_text
from extraction.judgments.find import read_clause
from extraction.judgments.normalise import normalise

_VERB = re.compile(r"에\s{0,2}(?:각\s{0,2}|모두\s)?처(?:하고|하며|하되|하기로|한다)")
_IMPOSED = re.compile(
    r"(?:위\s{0,2})?피고인(?:들)?[^.은는]{0,60}?(?:을|를)\s[^.]{0,240}?(?:징역|금고|벌금)[^.]{0,60}$"
)
_ACQUITTED = re.compile(r"형사소송법\s{0,3}제?\s?325조[^.]{0,60}?무죄를\s{0,2}선고(?:한다|하기로|하고)")
_BELOW = re.compile(r"(?:원심|제\s?1\s?심|검사)(?:판결)?(?:은|는|이|가|에서)[^.]{0,120}$")
_KINDS = frozenset(
    {"sentence", "suspension", "deferral", "credit", "forfeiture", "collection", "hours", "supervision"}
)
_SENTENCE_END = re.compile(r"다\s?\.")
_REACH, _WINDOW = 360, 700
"""Characters before the verb in which its persons and penalties stand, and of the passage that is read."""


def find_prose_acts(sections: Iterable[Section]) -> tuple[Section, list[Act]] | None:
    """The acts of the last passage that imposes or acquits, with the section that holds it; None when none does."""
    for section in sections:
        text = normalise(section.text)
        acts = list(_imposed(text)) or list(_acquitted(text))
        if acts:
            return section, acts
    return None


def _imposed(text: str) -> Iterator[Act]:
    start = _passage_start(text)
    if start is None:
        return
    end = _SENTENCE_END.search(text, start, start + _WINDOW)
    passage = working_text(text[start : end.end() if end else start + _WINDOW])
    for clause in cut_clauses(passage):
        for act in read_clause(clause).acts:
            if act.kind in _KINDS:
                yield _moved(act, start)


def _passage_start(text: str) -> int | None:
    """Where the last passage begins that imposes a penalty in this court's own name."""
    for verb in reversed(list(_VERB.finditer(text))):
        begin = max(0, verb.start() - _REACH)
        match = _IMPOSED.search(text, begin, verb.start())
        if match and not _BELOW.search(text, max(0, match.start() - 160), match.start()):
            return match.start()
    return None


def _acquitted(text: str) -> Iterator[Act]:
    found = list(_ACQUITTED.finditer(text))
    if found and "부분" not in text[max(0, found[-1].start() - 60) : found[-1].end()]:
        m = found[-1]
        yield Act(
            kind="acquittal",
            rule="prose.acquittal",
            start=m.start(),
            end=m.end(),
            sentence=0,
            is_verbless=True,
        )


def _moved(act: Act, offset: int) -> Act:
    return replace(
        act,
        start=act.start + offset,
        end=act.end + offset,
        clause=act.clause + offset,
        rule=act.rule.replace("order.", "prose."),
        is_verbless=True,
    )
