"""Penalties that English tells by what changed or by a term before: `from eight years to four`, `and Moon to one`.

A change names the value below and the value above, in either order, one of them often without a unit. What is changed (a
term, a ban on employment, an electronic anklet) is the last such noun before the values.
"""

import re
from collections.abc import Iterator, Sequence

from extraction.news.article import PenaltyItem
from extraction.news.readings import Mention
from extraction.news.terms_en import NUMBER_EN, TERM_EN, parse_term_en

_BARE = rf"{NUMBER_EN}(?![.,]?[0-9])(?:\sand\sa\shalf)?"
_ENDS = (
    r"(?=[.,;:]|$|\s(?:on|by|in|after|citing|for|last|this|when|as|and|but|from|while|to|because|since|upon|at|with|each|"
    r"imposed|handed|given|set\sby|ordered|behind|instead|thursday|friday|monday|tuesday|wednesday)\b)"
)
_IN_PRISON = (
    r"(?:\s(?:in\s(?:prison|jail)|behind\sbars|of\simprisonment|(?:prison|jail)\s(?:terms?|sentences?)|"
    r"terms?|sentences?))?"
)
_WHICH = (
    r"(?:(?:the|a|an|his|her|their|its|that|of|original|initial|earlier|lower|trial|court|"
    r"court[’']s|first|previous|current|district)\s){0,4}"
)
TERM_EN_COMPILED = re.compile(rf"{TERM_EN}(?![-\s]old)")
_CHANGE = re.compile(
    r"\b(?:reduc|cut(?:s|ting)?\b|lower|slash|shorten|trim|halv|commut|lighten|eas(?:ed|ing)\b|soften|whittl|par(?:ed|ing)\b|"
    r"scaled\b|scal(?:ed|ing)\b|brought\sdown|knock|shav|lopp|t(?:ook|ak\w+)\s[\w\s-]{3,20}\soff\b|increas|rais|extend|lengthen|doubl|tripl|tough|stiffen|bump|jump|climb|"
    r"(?:go|goes|going|went|gone|mov(?:ed|ing))\s(?:up|down|from)|rose\b|ris(?:en|ing|e)\b|dropp|fell\b|fallen\b|grew\b|shrank\b|"
    r"add(?:ed|ing)\b|chang(?:ed|ing)\b|revis|adjust|up\sfrom|down\sfrom|instead\sof|than\b)"
)
_FROM_TO = re.compile(
    rf"\bfrom\s{_WHICH}(?P<a>{TERM_EN}|{_BARE}){_IN_PRISON}(?:\s(?:employment|work|job)\s(?:ban|restriction))?,?\s(?:down\s|up\s)?to\s"
    rf"(?:an?\s|just\s|only\s)?(?P<b>{TERM_EN}|{_BARE}{_ENDS})"
)
_TO_FROM = re.compile(
    rf"\bto\s(?:an?\s|just\s|only\s)?(?P<b>{TERM_EN}|{_BARE}){_IN_PRISON},?\s(?:up\s|down\s)?from\s{_WHICH}(?P<a>{TERM_EN}|{_BARE}{_ENDS})"
)
_BY_TO = re.compile(
    rf"\bby\s(?P<by>{TERM_EN}|half){_IN_PRISON},?\s(?:and\s)?(?:to\s|leaving\shim\swith\s|making\sit\s)(?:an?\s)?(?P<b>{TERM_EN}|{_BARE}{_ENDS})"
)
_MAKING = re.compile(
    rf"\b(?P<v>add|increas|rais|extend|lengthen|cut|reduc|took|tak|knock|shav|trimm)\w*\s(?:[\w’'-]+\s){{0,5}}?(?P<by>{TERM_EN})(?:\s[\w’'-]+){{0,7}}?,?\s"
    rf"(?:making|bringing)\s(?:it|the\s\w+)\s(?:to\s)?(?:an?\s)?(?P<b>{TERM_EN}|{_BARE}{_ENDS})"
)
"""`added a year to the term, making it four years`."""
_FACTOR = re.compile(
    rf"\b(?P<verb>halv|doubl|tripl)(?:ed|ing|es)\s(?!(?:in|over|within|since|from|between|during)\b)(?:(?!to\b)[\w’'-]+\s){{0,7}}?(?P<a>{TERM_EN})(?![-\s]old|\s?,?\sto\b)|"
    rf"\b(?P<a2>{TERM_EN})(?:\s[\w’'-]+){{0,9}}?,?\s(?:was|were|has\sbeen|be|being|saw\sit|had\sit)\s(?:\w+ly\s)?(?P<verb2>halv|doubl|tripl)ed\b"
)
_BY_ALONE = re.compile(
    rf"\b(?P<v>reduc|cut|lower|slash|shorten|trim|increas|rais|extend|lengthen)\w*\s(?:[\w’'-]+\s){{0,4}}?(?P<a>{TERM_EN})(?![-\s]old)"
    rf"{_IN_PRISON}(?:\s(?:of|for|given\sto)\s(?:[\w’'-]+\s){{0,6}}?[\w’'-]+)?\sby\s(?P<by>{TERM_EN})(?!\s?,?\sto\b)"
)
_OFF = re.compile(
    rf"\b(?P<v>knock|shav|lopp|took|tak|cut|trimm)\w*\s(?P<by>{TERM_EN})\soff\s(?:[\w’'-]+\s){{0,6}}?(?P<a>{TERM_EN})|"
    rf"\b(?P<v2>add)(?:ed|ing)\s(?P<by2>{TERM_EN})\sto\s(?:[\w’'-]+\s){{0,6}}?(?P<a2>{TERM_EN})"
)
_THAN = re.compile(
    rf"\b(?P<by>{TERM_EN})\s(?P<way>heavier|longer|more|higher|harsher|lighter|shorter|less|fewer|lower)\sthan\s{_WHICH}(?:combined\s|total\s)?"
    rf"(?P<a>{TERM_EN})(?![^.;]{{0,40}}?(?:sought|demand|request|asked|recommend|prosecut))"
)
_FACTOR_TO = re.compile(
    rf"\b(?P<verb>halv|doubl|tripl)(?:ed|ing|es)\s(?:(?!from\b)[\w’'-]+,?\s){{0,14}}?to\s(?P<b>{TERM_EN})(?![-\s]old)"
)
_FACTORS = {"halv": (1, 2), "doubl": (2, 1), "tripl": (3, 1)}
_SMALLER = re.compile(
    r"reduc|cut|lower|slash|shorten|trim|lighten|commut|eas|scal|brought\sdown|knock|dropp|fell|shrank|down"
)
_ORDER_NOUNS: tuple[tuple[str, str], ...] = (
    (
        "employment_ban",
        r"\bemployment\b|\bban\b(?!\son\sleaving)|\b(?:barr|bann|prohibit)(?:ed|ing)\b|\bjob\s|\bworking\s",
    ),
    ("electronic_monitoring", r"\banklets?\b|\belectronic\b|\bmonitoring\b|\btracking\b|\bbracelet\b"),
    ("disclosure", r"\bdisclosure\b|\bpersonal\s(?:information|details)\b"),
    ("suspension_of_qualification", r"\bqualifications?\b"),
)
_CUSTODY = r"\b(?:sentences?|terms?|prison|jail|imprisonment|punishment|penalty)\b"
_NOUNS = re.compile(
    "|".join([rf"(?P<c>{_CUSTODY})", *(rf"(?P<o{i}>{p})" for i, (_, p) in enumerate(_ORDER_NOUNS))])
)
_NOT_A_PENALTY = re.compile(
    r"\b(?:suspen\w+|probation|supervis\w+|hours?|fin(?:ed?|es)|won|percent|age|aged|maximum|minimum)\b"
)


def find_changes(sentence: str) -> Iterator[Mention]:
    """Values before and after a change, in a sentence in lower case; a value before has the rule `en_changed_from`."""
    if ("year" not in sentence and "month" not in sentence) or _CHANGE.search(sentence) is None:
        return
    for pattern in (_FROM_TO, _TO_FROM):
        for match in pattern.finditer(sentence):
            yield from _pair(sentence, match)
    for match in _BY_TO.finditer(sentence):
        yield from _by_difference(sentence, match)
    for match in _MAKING.finditer(sentence) if "making" in sentence or "bringing" in sentence else ():
        yield from _by_difference(sentence, match)
    for match in _FACTOR.finditer(sentence):
        yield from _by_factor(match)
    for match in _THAN.finditer(sentence):
        yield from _by_comparison(sentence, match)
    for match in _FACTOR_TO.finditer(sentence) if not re.search(rf"from\s{_WHICH}{_BARE}", sentence) else ():
        if TERM_EN_COMPILED.search(sentence, 0, match.start("b")) is None:
            above = parse_term_en(match["b"])
            times, part = _FACTORS[match["verb"]]
            yield Mention(PenaltyItem(kind="prison", months=above), *match.span("b"), "en_changed_to")
            below = PenaltyItem(kind="prison", months=above * part // times)
            yield Mention(below, match.start("verb"), match.start("verb") + 4, "en_changed_from")
    for match in (*_BY_ALONE.finditer(sentence), *_OFF.finditer(sentence)):
        yield from _by_length(match)


def _pair(sentence: str, match: re.Match[str]) -> Iterator[Mention]:
    kind = _kind(sentence, match.start("a" if match.re is _FROM_TO else "b"))
    unit = next((m[0] for m in re.finditer(r"year|month", match[0])), None)
    if kind is None or unit is None:
        return
    below, above = (_months(match[name], unit) for name in ("a", "b"))
    if below == above:
        return
    yield Mention(PenaltyItem(kind=kind, months=below), *match.span("a"), "en_changed_from")
    yield Mention(PenaltyItem(kind=kind, months=above), *match.span("b"), "en_changed_to")


def _by_difference(sentence: str, match: re.Match[str]) -> Iterator[Mention]:
    kind = _kind(sentence, match.start())
    if kind is None:
        return
    above = _months(match["b"], "year" if "year" in match["b"] or "year" in match["by"] else "month")
    head = sentence[max(0, match.start("by") - 93) : match.start("by")]
    change = next(reversed(list(_CHANGE.finditer(head))), None)
    if change is None:
        return
    is_smaller = bool(_SMALLER.match(change[0])) or change[0].endswith("down")
    by = above if match["by"] == "half" else parse_term_en(match["by"])
    below = above + by if is_smaller else above - by
    yield Mention(PenaltyItem(kind=kind, months=above), *match.span("b"), "en_changed_to")
    if below > 0:
        yield Mention(PenaltyItem(kind=kind, months=below), *match.span("by"), "en_changed_from")


def _by_factor(match: re.Match[str]) -> Iterator[Mention]:
    """`halved his four-year sentence`: two years."""
    name, verb = ("a", match["verb"]) if match["a"] else ("a2", match["verb2"])
    below = parse_term_en(match[name])
    times, part = _FACTORS[verb]
    start = match.start("verb") if match["verb"] else match.start("verb2")
    yield Mention(PenaltyItem(kind="prison", months=below), *match.span(name), "en_changed_from")
    yield Mention(PenaltyItem(kind="prison", months=below * times // part), start, start + 4, "en_changed_to")


def _by_comparison(sentence: str, match: re.Match[str]) -> Iterator[Mention]:
    """`two years heavier than the three-year term handed down in the first trial`: five, where no other term is told."""
    below, by = parse_term_en(match["a"]), parse_term_en(match["by"])
    yield Mention(PenaltyItem(kind="prison", months=below), *match.span("a"), "en_changed_from")
    is_more = match["way"] in ("heavier", "longer", "more", "higher", "harsher")
    above = below + by if is_more else below - by
    if above > 0 and TERM_EN_COMPILED.search(sentence, 0, match.start()) is None:
        yield Mention(PenaltyItem(kind="prison", months=above), *match.span("by"), "en_changed_to")


def _by_length(match: re.Match[str]) -> Iterator[Mention]:
    """`cut his 10-year term by two years`, `took a year off the term`: the term below and the difference."""
    added = match.re is _OFF and match["a2"] is not None
    names = ("a2", "by2") if added else ("a", "by")
    below, by = (parse_term_en(match[name]) for name in names)
    is_more = added or match["v"].startswith(("incr", "rais", "ext", "length"))
    above = below + by if is_more else below - by
    if above > 0:
        yield Mention(PenaltyItem(kind="prison", months=below), *match.span(names[0]), "en_changed_from")
        yield Mention(PenaltyItem(kind="prison", months=above), *match.span(names[1]), "en_changed_to")


def _kind(sentence: str, place: int) -> str | None:
    """What the values are of: the last noun of a penalty before them, or of custody after them; None for no penalty."""
    head = sentence[max(0, place - 110) : place]
    found = next(reversed(list(_NOUNS.finditer(head))), None)
    if found is None:
        tail = re.match(r"[^.;]{0,60}", sentence[place:])
        return "prison" if tail and re.search(_CUSTODY, tail[0]) else None
    if _NOT_A_PENALTY.search(head, found.end()):
        return None
    if found["c"]:
        return "prison"
    return next(kind for i, (kind, _) in enumerate(_ORDER_NOUNS) if found[f"o{i}"])


def _months(value: str, unit: str) -> int:
    if "year" in value or "month" in value:
        return parse_term_en(value)
    half = " and a half" in value
    return parse_term_en(f"{value.replace(' and a half', '')} {unit}s") + (
        6 if half and unit == "year" else 0
    )


_TO_BARE = re.compile(
    rf"(?:\band|,|;|\bwhile)\s(?:[\w’',-]+\s){{1,12}}?to\s(?P<g>{_BARE})(?=[.;]|$|,\s(?:and|while|saying|citing|for|after)\b|\s(?:for|after|on|citing)\b)"
)
_WHO = r"(?:(?!(?:for|to|of|in|at|on|by|with|who|is|was|aged?|all|about|only|over|than|or|and)\b)[\w’'-]+\s){0,3}"
_WHO_SOME = _WHO.replace("{0,3}", "{1,3}")
_PERSON_BARE = re.compile(
    rf"(?:\band|,|;|\bwhile)\s{_WHO_SOME}(?:got\s|received\s|was\sgiven\s|was\shanded\s)?(?P<g>{_BARE})(?=[.;]|$)"
)
_PERSON_TERM = re.compile(
    rf"\b(?:and|while|but)\s{_WHO}(?:got\s|received\s|was\sgiven\s|was\shanded\s)?(?P<g>{TERM_EN})"
    r"(?=[.;]|$|\s(?:this\stime|each)\b|,\ssuspended\b)"
)
_BY_COURT = re.compile(
    r"\b(?:court|judges?|bench|branch|panel)\b[^.;]{0,30}?\b(?:gave|imposed|handed(?:\sdown)?|said|chose|settled\son|went\swith|opted\sfor)\s"
    rf"(?:him\s|her\s|them\s|each\s)?(?:only\s|just\s)?(?P<g>{_BARE})(?=[.;,]|$|\swas\s(?:enough|sufficient|appropriate)|\sinstead)"
)
_AND_FOR_BARE = re.compile(
    rf"\band\s(?:the|his|her)\s[\w’'-]+(?:\s[\w’'-]+)?\sfor\s(?P<g>{_BARE})(?=[.;,]|$|\sfor\b)"
)
_FOR_WHOM_TERM = re.compile(
    rf"\band\sfor\s(?:an?|the|his|her|their)\s[\w’'-]+(?:\s[\w’'-]+){{0,2}},\s(?P<g>{TERM_EN})(?=[.;,]|$)"
)
_GIVES = re.compile(
    r"\b(?:sentenc|jail|got\b|gets\b|received?\b|given\b|gave\b|hand(?:ed|ing)\b|terms?\b|sought\b|demand|request)"
)


def find_elided(sentence: str, told: Sequence[Mention]) -> Iterator[Mention]:
    """Terms of further people in the unit or with the verb of a term before: `Yang to two years and Moon to one`."""
    for match in _BY_COURT.finditer(sentence):
        start, end = match.span("g")
        unit = next(reversed(re.findall(r"year|month", sentence[:start])), "year")
        if all(end <= m.start or start >= m.end for m in told):
            item = PenaltyItem(kind="prison", months=_months(match["g"], unit))
            yield Mention(item, start, end, "en_prison_by_court")
    terms = [m for m in told if m.item.kind.startswith("prison") or m.item.is_suspended]
    if not terms or _GIVES.search(sentence) is None:
        return
    taken = list(told)
    for pattern in (_AND_FOR_BARE, _FOR_WHOM_TERM, _TO_BARE, _PERSON_BARE, _PERSON_TERM):
        for match in pattern.finditer(sentence, terms[0].end):
            start, end = match.span("g")
            unit = next(reversed(re.findall(r"year|month", sentence[:end])), None)
            is_free = all(end <= m.start or start >= m.end for m in taken)
            if unit is None or not is_free or _NOT_A_PENALTY.search(sentence, max(0, start - 22), start):
                continue
            mention = Mention(
                PenaltyItem(kind="prison", months=_months(match["g"], unit)), start, end, "en_prison_elided"
            )
            taken.append(mention)
            yield mention
