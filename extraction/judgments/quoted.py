"""The sentence of the judgment below, as an appeal judgment quotes it: never a sentence of this judgment.

Shapes: `원심이 피고인에게 선고한 형(징역 1년에 집행유예 2년)`, `원심의 형(피고인 1: 징역 8월, 피고인 2: 벌금 300만 원)`,
`원심이 선고한 징역 2년의 형`, `피고인을 징역 3년에 처한 원심판결`, `징역 10월을 선고한 원심의 양형`.

Former convictions (`…법원에서 징역 6월을 선고받아`), demands, ranges and this court's own words are not read:
every shape holds the words for the judgment below and a verb of sentencing that is not passive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.evidence import Finding, Section
from extraction.frozen import built_at_once
from extraction.judgments.normalise import normalise
from extraction.judgments.numbers import TERM, parse_term
from extraction.judgments.penalties import CUSTODIAL, PENALTY, Penalty, find_penalties
from extraction.judgments.people import find_mentions
from extraction.judgments.record import Sentence

_BELOW = r"(?:제\s?[1-9]\s?)?(?:원\s?심|원판결|제\s?1\s?심)(?:\s?판결|\s?법원)?"
_SENTENCING = r"(?:형|양형|선고형|형량|형의\s?양정)"
_GIVEN = r"(?:선고(?!\s?받|하여야|하기|하려|되|할)|처(?:한|하였|하고|함|단한)|정한|정하였|양정)"
_BRACKETED = re.compile(
    rf"{_BELOW}(?:이|은|의|에서|에)?[^\n.()\[\]]{{0,50}}?{_SENTENCING}\s{{0,3}}[(\[](?P<body>[^()\[\]\n]{{2,300}})[)\]]"
)
_BEFORE = re.compile(
    rf"{_BELOW}(?:이|은|에서)\s[^\n.()]{{0,60}}?(?P<body>{PENALTY.pattern}[^\n.]{{0,60}}?){_GIVEN}"
    rf"|{_BELOW}(?:이|은|에서)\s[^\n.()]{{0,40}}?선고한\s{{0,3}}(?P<body2>{PENALTY.pattern.replace('(?P<', '(?P<x')}"
    rf"(?:(?!구금일수|선택)[^\n.]){{0,40}}?)(?:의\s?형|형|은|이)"
)
_END_OF_AFTER = re.compile(
    rf"{_GIVEN}(?:한|하였던)?\s{{0,3}}(?:위\s?)?{_BELOW}(?!\s?(?:판결)?\s?선고\s?(?:전|이후|후))"
)
"""How every match of `_AFTER` ends: found fast, and most texts do without."""
_AFTER = re.compile(
    rf"(?P<body>{PENALTY.pattern}(?:(?!구금일수|선택|산입|벗어난)[^\n.()]){{0,40}}?){_END_OF_AFTER.pattern}"
)
_OF_FIRST = re.compile(r"한?\s?제?\s?1\s?심(?![^\n.]{0,16}(?:유지|그대로))")
"""`원심은 징역 3년을 선고한 1심판결을`: what follows says whose sentence it was."""
_SHAPES = (
    ("bracketed", _BRACKETED, (re.compile(r"형\s{0,3}[(\[]|량\s{0,3}[(\[]|정\s{0,3}[(\[]"),)),
    (
        "before",
        _BEFORE,
        (re.compile(r"심(?:이|은|에서)\s|결(?:이|은|에서)\s|원(?:이|은|에서)\s"), re.compile(_GIVEN)),
    ),
    ("after", _AFTER, (_END_OF_AFTER,)),
)
"""The shapes, each with what stands in every match of it and is found fast: most texts do without."""
_SUSPENDED = re.compile(
    rf"집행\s?유예\s{{0,3}}(?:기간\s{{0,2}})?(?P<a>{TERM})|(?P<b>{TERM})(?:간|동안)?\s{{0,3}}(?:위\s?형의\s?|그\s?형의\s?|그\s?)?"
    r"(?:집행(?:을|의)?\s?유예|유예)"
)
_HOURS = re.compile(
    r"(?P<what>사회\s?봉사|수강|이수)(?:명령)?\s{0,3}(?P<n>\d{1,3})\s?시간|(?P<m>\d{1,3})\s?시간의?\s{0,3}"
    r"(?:[가-힣]{1,8}\s){0,3}(?P<what2>사회\s?봉사|수강|이수)"
)
_DIGIT = r"[0-9일이삼사오육칠팔구십]"
_ANCHOR = re.compile(
    # Every branch begins with a letter, so that the engine skips to it.
    "|".join(
        rf"{word}(?=형?\s{{0,3}}(?:각\s?|장기\s?|단기\s?|금\s?){{0,2}}{_DIGIT})"
        for word in ("징역", "금고", "벌금", "자격정지", "구류", "과료")
    )
    + rf"|사형|무기(?=[징금])|장기(?=\s{{0,2}}{_DIGIT})|단기(?=\s{{0,2}}{_DIGIT})|선고(?<=[(\[]선고)"
)
"""Where a penalty may stand."""
_BEFORE_IT, _AFTER_IT = 200, 140
_NOT_A_SENTENCE = re.compile(
    r"구형|법정형|처단형|권고형|이상의?|이하의?|미만|상한|하한|선고\s?받|구금일수|산입|선택|약식명령|집행을\s?종료|전과|범위\s?(?:내|안)"
)


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Quoted:
    """One quoted sentence and whose it was (keys of people.Person; () = not said); `is_first_instance` when the
    words name 제1심."""

    sentence: Sentence
    keys: tuple[str, ...] = ()
    is_first_instance: bool = False


def find_quoted(section: Section) -> list[Finding[Quoted]]:
    """All quoted sentences of one section, in order, each once."""
    found: dict[int, Finding[Quoted]] = {}
    for window in _windows(section):
        text = normalise(window.text)
        for rule, pattern, needed in _SHAPES:
            for m in pattern.finditer(text) if all(part.search(text) for part in needed) else ():
                group = "body2" if m.groupdict().get("body2") else "body"
                if not _NOT_A_SENTENCE.search(text, m.start(), m.end(group)):
                    for f in _sentences(window, text, m.span(), m.span(group), rule):
                        found.setdefault(f.evidence[0].start, f)
    return [found[k] for k in sorted(found)]


def _windows(section: Section) -> list[Section]:
    """Stretches around penalties that also name the judgment below: nothing else is searched."""
    spans: list[tuple[int, int]] = []
    if not any(word in section.text for word in ("원심", "윈심", "원판결", "1심", "1 심")):
        return []
    for at in (m.start() for m in _ANCHOR.finditer(section.text)):
        start, end = max(0, at - _BEFORE_IT), min(len(section.text), at + _AFTER_IT)
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    texts = [(a, section.text[a:b]) for a, b in spans]
    return [
        Section(name=section.name, text=t, offset=section.offset + a)
        for a, t in texts
        if "심" in t or "원판결" in t
    ]


def _sentences(
    section: Section, text: str, whole: tuple[int, int], span: tuple[int, int], rule: str
) -> list[Finding[Quoted]]:
    """The sentences of one quotation, each with the persons named last before it."""
    body = text[span[0] : span[1]]
    penalties = find_penalties(body) or _deferred(body)
    lead = text[whole[0] : span[0]] if rule != "after" else text[max(0, span[0] - 40) : span[0]]
    named = [(m.start, m) for m in find_mentions(body)]
    outer = [m for m in find_mentions(lead) if m.persons]
    below = re.search(r"제\s?1\s?심", text[whole[0] : whole[1]]) or _OF_FIRST.match(text, whole[1])
    is_first = below is not None
    out = []
    for i, penalty in enumerate(penalties):
        stop = penalties[i + 1].start if i + 1 < len(penalties) else len(body)
        within = [m for at, m in named if at < penalty.start and m.persons]
        mention = within[-1] if within else outer[-1] if outer else None
        keys = tuple(p.key for p in mention.persons) if mention else ()
        evidence = section.evidence(
            span[0] + penalty.start, span[0] + penalty.end, f"quoted/{rule}", "explicit"
        )
        told_from = penalty.start if penalty.kind == "unspecified" else penalty.end
        sentence = _sentence(penalty, body[told_from:stop])
        value = Quoted(sentence=sentence, keys=keys, is_first_instance=is_first)
        out.append(Finding(value=value, evidence=(evidence,)))
    return out


def _deferred(body: str) -> list[Penalty]:
    """`원심의 형(선고유예)`: a deferral that does not name its penalty."""
    m = re.match(r"\s*(?:형의\s?)?선고\s?유예", body)
    return [Penalty(kind="unspecified", start=m.start(), end=m.end())] if m else []


def _sentence(penalty: Penalty, rest: str) -> Sentence:
    """A quoted penalty with the suspension and hours that follow it."""
    suspended = _SUSPENDED.search(rest) if penalty.kind in CUSTODIAL or penalty.kind == "fine" else None
    hours = {(m["what"] or m["what2"]).replace(" ", ""): int(m["n"] or m["m"]) for m in _HOURS.finditer(rest)}
    programme = [hours[k] for k in ("수강", "이수") if k in hours]
    longest, shortest = penalty.longest, penalty.shortest
    return Sentence(
        kind=penalty.kind,
        term=penalty.term,
        months=penalty.term.total_months if penalty.term else None,
        months_min=shortest.total_months if shortest else None,
        months_max=longest.total_months if longest else None,
        amount_krw=penalty.amount_krw,
        imposition_suspended=re.search(r"선고(?:를|의)?\s?유예", rest) is not None,
        suspended_months=parse_term(suspended["a"] or suspended["b"]).total_months if suspended else None,
        probation="보호관찰" in rest,
        community_service_hours=hours.get("사회봉사"),
        attendance_order_hours=hours.get("수강"),
        completion_order_hours=hours.get("이수"),
        lecture_hours=sum(programme) if programme else None,
    )


def read_prior_sentences(
    reasons: Section | None, context: Section | None, instance: str | None
) -> tuple[Finding[Quoted], ...]:
    """The sentences of the judgment below that an appeal judgment quotes; () outside appeals.

    The same sentence of the same persons, quoted twice (by appellant and court), is one.
    """
    if instance not in ("2", "3"):
        return ()
    out: dict[object, Finding[Quoted]] = {}
    for section in (reasons, context):
        for f in find_quoted(section) if section is not None else ():
            if instance == "3" and f.value.is_first_instance:
                continue
            out.setdefault((f.value.keys, f.value.sentence), f)
    return tuple(_without_repeats(list(out.values())))


def _without_repeats(found: list[Finding[Quoted]]) -> list[Finding[Quoted]]:
    """Drops a quotation that names nobody when the same sentence is quoted with its person, and a shorter
    quotation of a sentence that is told with its suspension elsewhere."""
    kept = []
    for f in found:
        others = [o.value for o in found if o is not f]
        s = f.value.sentence
        named = not f.value.keys and any(o.sentence == s and o.keys for o in others)
        shorter = s.suspended_months is None and any(
            o.sentence.suspended_months is not None
            and (o.sentence.kind, o.sentence.months) == (s.kind, s.months)
            and o.keys == f.value.keys
            for o in others
        )
        if not named and not shorter:
            kept.append(f)
    return kept
