"""How many accused people an English sentence tells of, from who does what to whom.

A chain of person phrases counts where police, prosecutors or a court act on it: it is the subject of `was sentenced` or
`received`, the object of `arrested`, or stands beside a term of its own (`12 years for his deputy`, `the mother 10 years`).
A victim is in no such place and is never counted.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from extraction.news.person_phrases_en import (
    COLLECTIVES,
    DOES,
    DONE,
    DONE_WITH,
    GENERAL,
    HEADING_VERBS,
    HELPERS,
    RECEIVES,
    SURNAMES,
    Phrase,
    Text,
    find_chain,
    is_verb,
    number,
    past_modifiers,
    read_text,
    singular,
)

_MOST_OF_ONE_CASE = 49
_WITHOUT_HELPER = ("booked", "arrested", "detained", "indicted", "fined", "jailed", "acquitted")
"""Of `two were arrested and 17 buyers booked`."""
_INFINITIVES = ("sentence", "jail", "imprison", "fine", "acquit", "indict", "convict")
"""Of `a decision to sentence the stalker`."""
_OF_WHOM = ("appeal", "appeals", "retrial")
_DASHES = ("-", "–", "—")
_TERM = (
    r"(?:[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty)[\s-]"
    r"(?:and\sa\shalf\s|1/2\s)?(?:y(?:ea)?rs?|months?)\b(?!-old|\sold|\sago|\slater|\searlier)"
)
_PENALTY = re.compile(
    r"(?:(?:a|an|the|his|her|their|each|to|off|away|with|also|only|just|up|fines?|of|suspended|identical|same|heaviest|lighter|"
    rf"shorter|longer)\s)*(?:{_TERM}|between\s\S+\sand\s{_TERM}|[0-9][0-9,.]*\s(?:million|billion|thousand)?\s?won|suspended|prison|jail|sentences?|"
    r"terms?|fines?|probation|life\b(?=\s(?:in|imprisonment|sentence|for))|death\b(?=\ssentence))",
    re.IGNORECASE,
)
_TERM_AT_END = re.compile(
    r"(?:(?:y(?:ea)?rs?|months?)(?:\s(?:in\s(?:prison|jail)|behind\sbars|of\simprisonment|(?:in\s)?(?:prison|jail)?\s?"
    r"(?:terms?|sentences?)|each))*|won(?:\seach)?|(?:suspended|prison|jail|life)\s(?:\w+\s)?(?:terms?|sentences?)|death\spenalty|life\sin\sprison|fines?|warrants?)\s$"
)
_ELIDED = re.compile(
    rf"(?:to\s(?:an?\s)?)?{_TERM}|to\s(?:prison\s|jail\s)?(?:terms\b|between\s)|for\s[0-9]{{1,2}}(?=[.,;]|\sfor\s)|[0-9][0-9,.]*\s(?:million\s)?won\b|to\s(?:[0-9]{{1,2}}|two|three|four|five|six|seven|eight|nine|ten)(?=[.,;])|"
    r"(?:to\s)?(?:a\s)?(?:fines?|suspended)\b"
)


@lru_cache(maxsize=16)
def count_participants(sentence: str) -> int:
    """The accused people on whom the sentence tells acts of police, prosecutors or courts; 0 where it tells of none."""
    text = read_text(sentence)
    if _ACTS.isdisjoint(text.low):
        return 0
    if whole := _of_a_whole(text):
        return whole
    told: list[Phrase] = []
    place = 0
    while place < len(text.low):
        chain = find_chain(text, place)
        if chain is None:
            place += 1
            continue
        after = past_modifiers(text, chain[-1].after)
        is_one_of_them = text.at(chain[0].first - 1) == "with" and any(phrase.count > 1 for phrase in told)
        is_object_of_deed = _is_deed(text, chain[0].first - 1)
        if not (is_one_of_them or is_object_of_deed) and _is_acted_on(text, chain, after):
            told.extend(chain)
        place = max(after, chain[-1].after)
    return _whole_before_colon(text, told) or _distinct(told)


def _whole_before_colon(text: Text, told: Sequence[Phrase]) -> int | None:
    """`Three people were sentenced: the mastermind to 15 years and two agents to four`: a list of those told before it."""
    if ":" not in text.low:
        return None
    colon = text.low.index(":")
    whole = _distinct([phrase for phrase in told if phrase.first < colon])
    parts = _distinct([phrase for phrase in told if phrase.first > colon])
    return whole if 0 < parts <= whole and whole > 1 else None


_ACTS = (
    DONE
    | DOES
    | RECEIVES
    | HEADING_VERBS
    | frozenset((*DONE_WITH, "suspects", "defendants", "accomplices", "term", "terms"))
)
_ACTS |= frozenset(
    (
        "sentence",
        "sentences",
        "fine",
        "fines",
        "warrant",
        "warrants",
        "prison",
        "jail",
        "bars",
        "seek",
        "seeks",
        "sought",
        "demand",
        "demanded",
        "demanding",
        "demands",
        "recommended",
        "requested",
        "seeking",
        "retrial",
    )
)
"""Without any of these words a sentence tells of nobody acted on."""


_NO_DEEDS = (
    DOES
    | HELPERS
    | frozenset(
        (
            "including",
            "involving",
            "following",
            "saying",
            "excluding",
            "investigating",
            "questioning",
            "tracking",
            "hunting",
            "seeking",
            "pursuing",
            "summoning",
            "bringing",
        )
    )
)


def _is_deed(text: Text, place: int) -> bool:
    """`accused of filming 15 women`: a gerund that is no verb of justice takes those as object to whom harm was done."""
    return text.at(place).endswith("ing") and text.at(place) not in _NO_DEEDS


def _is_acted_on(text: Text, chain: Sequence[Phrase], after: int) -> bool:
    """Whether an act of justice governs the chain of phrases (with its modifiers up to the token `after`)."""
    first, is_many = chain[0].first, sum(phrase.count for phrase in chain) > 1
    is_many = is_many and chain[-1].head not in COLLECTIVES
    if text.at(first - 1) == "of" and text.at(first - 2) in ("each", "all", "both"):
        first -= 2
    in_dashes = text.at(first - 1) in _DASHES and text.at(after) in _DASHES
    in_commas = text.at(first - 1) == "," and text.at(after) == "," and is_verb(text, after + 1) and is_many
    after += in_dashes or in_commas
    as_object = _as_object(text, first, after)
    if as_object is not None:
        return as_object
    if text.at(first - 1) == "and" and text.at(after) in _WITHOUT_HELPER:
        return True
    if text.at(first - 1) in ("of", "by", "from", "for") and text.at(first - 2) in _OF_WHOM:
        return True
    if text.at(first - 1) == "of" and text.at(first - 2) in ("term", "sentence", "conviction"):
        return True
    if _is_given_a_term(text, first) or _has_own_term(text, first, after):
        return True
    return not (is_many and text.at(after) in ("was", "has")) and _as_subject(text, after)


def _as_object(text: Text, first: int, after: int) -> bool | None:
    """`arrested two men`, `found him guilty`; None where no verb of justice stands before the chain."""
    verb = first - 1 if text.at(first - 1) not in ("also", "only", "then") else first - 2
    if text.at(verb) == "found":
        return text.at(after) in ("guilty", "not")
    if text.at(verb) in HEADING_VERBS or (text.at(verb) in _INFINITIVES and text.at(verb - 1) == "to"):
        return True
    if text.at(verb) not in DOES:
        return None
    return not (text.at(verb) in DONE and text.at(verb - 1) in ("was", "were", "been"))


def _is_given_a_term(text: Text, first: int) -> bool:
    """`12 years for his deputy`, `terms of two years to a student`: a term right before the preposition."""
    if text.at(first - 1) not in ("for", "to"):
        return False
    start = text.starts[first - 1]
    return bool(_TERM_AT_END.search(text.sentence[max(0, start - 60) : start]))


def _as_subject(text: Text, after: int) -> bool:
    """`… were each sentenced`, `… received two years`, in a heading also `… sentenced`."""
    if text.is_heading and text.at(after) in DONE:
        return True
    for index in range(after, min(after + 6, len(text.low))):
        low, following = text.low[index], text.at(index + 1)
        if low in RECEIVES:
            return bool(following and _PENALTY.match(text.sentence, text.starts[index + 1]))
        if index > after and (low in DONE or following in DONE_WITH.get(low, ())):
            return True
        if low not in HELPERS:
            return False
    return False


def _has_own_term(text: Text, first: int, after: int) -> bool:
    """`and the mother 10 years`, `three employees to fines of 3 million won`: an elided verb."""
    is_joined = text.at(first - 1) in ("", "and", ",", ";", "while")
    if is_joined and text.at(after) == "who":
        after = next(
            (i for i in range(after + 2, after + 16) if text.at(i) == "to" and _elides(text, i)), after
        )
    return is_joined and after < len(text.low) and _elides(text, after)


def _elides(text: Text, place: int) -> bool:
    return bool(_ELIDED.match(text.sentence, text.starts[place]))


def _of_a_whole(text: Text) -> int | None:
    """`Of the seven people caught, two …`, `two of the suspects …, and the remaining three …`."""
    for index, word in enumerate(text.low):
        if word != "of" or text.at(index + 1) not in ("the", "those"):
            continue
        whole, part = number(text.at(index + 2)), number(text.at(index - 1))
        named = next((found for w in text.low[index + 3 : index + 6] if (found := singular(w))), None)
        is_of_them = part is not None or text.at(index - 1) in ("", ",", "most", "all", "out")
        is_many = (named and named[1]) or text.at(index + 3) in DONE
        if whole and whole <= _MOST_OF_ONE_CASE and is_of_them and is_many:
            return whole
        rest, found = _rest(text, index), singular(text.at(index + 2))
        if part and rest and found and found[1]:
            return part + rest
    return None


def _rest(text: Text, place: int) -> int | None:
    for index in range(place, len(text.low) - 2):
        if text.low[index] == "the" and text.low[index + 1] in ("remaining", "other"):
            return number(text.low[index + 2])
    return None


def _distinct(told: Sequence[Phrase]) -> int:
    """People, each once: a general noun with `the` (`the man`) is one of those told before."""
    seen: set[str] = set()
    total = 0
    for phrase in told:
        is_again = phrase.head in seen and (not phrase.is_new or phrase.head in SURNAMES)
        is_general = not phrase.is_new and phrase.head in GENERAL and total > 0
        if not is_again and not is_general:
            total += phrase.count
        seen.add(phrase.head)
    return total
