"""How many accused people an English sentence tells of, from who does what to whom.

The sentence is read as tokens. A person phrase is a determiner or a number with a noun of a role (`his two friends`), a
surname, or a bare number (`the remaining three`); phrases joined by commas and `and` are one chain. A chain counts where
police, prosecutors or a court act on it: it is the subject of `was sentenced` or `received`, the object of `arrested`, or
stands beside a term of its own (`12 years for his deputy`, `the mother 10 years`). A victim is in no such place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_TOKEN = re.compile(r"[A-Za-z][\w’'-]*|[0-9](?:[0-9]|[,.](?=[0-9]))*(?:s\b|-[A-Za-z-]+)?|[,;:()—–-]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "dozen": 12,
}  # fmt: skip
_PAIRS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3, "quartet": 4, "both": 2}
_DETERMINERS = _words(
    """
    a an the his her their its another one this that these those all
    """
)
_NEW = _words(
    """
    a an another one his her their its
    """
)
_GENERIC = _words(
    """
    man woman boy girl suspect defendant accused teen teenager student offender perpetrator convict person
    culprit criminal youth juvenile schooler men women boys suspects defendants teens teenagers students
    offenders perpetrators people individuals persons schoolers convicts minors youths juveniles group couple
    """
)
_ROLES = _words(
    """
    accomplice minister governor premier ambassador diplomat senator councilor commissioner superintendent daughter stepson stepdaughter fiance friend colleague classmate brother sister son daughter-in-
    law father mother husband wife stepfather stepmother boyfriend girlfriend partner coworker co-worker
    deputy boss leader ringleader head chief mastermind killer owner chairman chairwoman ceo executive cfo
    nurse doctor physician lawyer guard clerk businessman businesswoman mayor pastor monk priest coach actor
    actress rapper singer trainee professor teacher principal instructor tutor freshman worker employee
    soldier officer conscript sergeant corporal private captain lieutenant major colonel general official
    lawmaker politician journalist reporter youtuber streamer influencer hacker broker dealer buyer seller
    recruiter courier operator administrator moderator creator member manager director producer cook chef
    driver pilot engineer programmer developer artist athlete player intern assistant secretary aide adviser
    treasurer landlord neighbor relative uncle cousin nephew acquaintance customer client user distributor
    supplier smuggler trafficker fraudster scammer caller collector attacker assailant robber thief burglar
    stalker co-defendant co-conspirator underling subordinate follower guardian caregiver foreigner national
    graduate alumnus company firm corporation agency prosecutor judge detective inspector firefighter
    policeman cop vendor shopkeeper dentist pharmacist surgeon trader investor banker teller contractor
    builder cleaner janitor representative president vice-president founder co-founder co-owner host hostess
    model photographer cameraman editor star idol celebrity entertainer comedian anchor announcer writer
    webtoonist novelist designer veteran reservist recruit marine airman sailor escapee defector immigrant
    resident tenant passenger motorist
    """
)
_IRREGULAR = {"men": "man", "women": "woman", "people": "person", "wives": "wife", "thieves": "thief",
              "policemen": "policeman", "businessmen": "businessman",
              "alumni": "alumnus", "alumnae": "alumnus", "employees": "employee"}  # fmt: skip
_STOP = _words(
    """
    of in on at by to for from with without over after before during under against into about as who whom whose
    which that and or but while when where because since until was were is are be been being has have had got
    gets get received receive receives sentenced gave given handed fined jailed acquitted indicted booked
    arrested detained caught referred sent charged convicted ordered accused suspected said says will would
    could may might can not also allegedly
    """
)
_HELPERS = _words(
    """
    was were is are been be being has have had also then all each both later only initially
    """
)
_DONE = _words(
    """
    sentenced given handed fined jailed acquitted indicted booked arrested detained caught referred charged
    convicted apprehended cleared imprisoned nabbed forwarded transferred granted tried prosecuted accused
    barred ordered rounded
    """
)
_DONE_WITH = {"sent": ("to",), "put": ("on", "behind"), "placed": ("under", "on"), "found": ("guilty", "not"),
              "handed": ("over",), "brought": ("to",), "released": ("on",)}  # fmt: skip
_ACTIVE = _words(
    """
    sentenced sentencing gave giving handed handing fined fining jailed jailing acquitted acquitting indicted
    indicting booked booking arrested arresting detained detaining caught catching referred referring charged
    charging apprehended apprehending nabbed convicted convicting cleared clearing ordered ordering
    """
)
_RECEIVES = _words(
    """
    got gets received receives receiving drew getting saw
    """
)
_HEADING_VERBS = _words(
    """
    jails fines acquits sentences hands gives arrests indicts books detains convicts clears nabs catches
    """
)
_DASHES = ("-", "–", "—")
_PENALTY = re.compile(
    r"(?:a\s|an\s|the\s|his\s|her\s|their\s|each\s|to\s|also\s|only\s|just\s|up\s|between\s|fines?\s|of\s|suspended\s|identical\s|same\s|heaviest\s|lighter\s|shorter\s|longer\s)*"
    r"(?:(?:[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty)[\s-](?:and\sa\shalf\s)?"
    r"(?:years?|months?)\b(?!-old|\sold|\sago|\slater|\searlier)|[0-9][0-9,.]*\s(?:million|billion|thousand)?\s?won|(?:suspended|prison|jail|sentences?|terms?|fines?|probation|life\b(?=\s(?:in|imprisonment|sentence))|death\b(?=\ssentence)))",
    re.IGNORECASE,
)
_SURNAMES = _words(
    """
    Kim Lee Park Choi Jung Jeong Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong Jeon Ko
    Moon Yang Son Bae Baek Heo Nam Noh Ryu Cha Joo Woo Shim Byun Chae Ma Kwak Bang Ji Jo Pyo Do Gu Ku Koo Eom Um
    Wi Mo Bong Cheon Chung Gil Gong Hyun Jegal Maeng Mok Seok Seol Seong Sul Sung Tak Wang Yeo Yeom Yeon Yu Yun
    Ha Jin Min Na Ra Gwak Sim Tae Ban Pi Ok
    """
)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """People named together: how many, the head noun or name, whether new to the reader, tokens `first` to `after`."""

    count: int
    head: str
    is_new: bool
    first: int
    after: int


def count_participants(sentence: str) -> int:
    """The accused people on whom the sentence tells acts of police, prosecutors or courts; 0 where it tells of none."""
    words = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(sentence)]
    tokens = [word for word, _, _ in words]
    is_heading = not sentence.rstrip("\"'”’ ").endswith((".", "!", "?"))
    if whole := _of_a_whole(tokens):
        return whole
    told: list[_Phrase] = []
    place = 0
    while place < len(tokens):
        chain = _chain(tokens, place) or (_bare_noun(tokens, place) if is_heading else None)
        if chain is None:
            place += 1
            continue
        after = _past_modifiers(tokens, chain[-1].after)
        if _is_acted_on(sentence, words, tokens, chain[0].first, chain[-1].after, after, is_heading):
            told.extend(chain)
        place = max(after, chain[-1].after)
    return _distinct(told)


def _bare_noun(tokens: Sequence[str], first: int) -> list[_Phrase] | None:
    """A role without an article, as headings have it: `Ex-hospital director gets …`, `Court jails man for …`."""
    if first and tokens[first - 1].lower() not in _ACTIVE | _HEADING_VERBS | {"for", "to", ";", ":", ","}:
        return None
    if tokens[first].lower() in _STOP or not tokens[first][0].isalpha():
        return None
    phrase = _headed(tokens, first, first, None, False)
    if phrase is None:
        return None
    if tokens[phrase.after : phrase.after + 1] == ["who"] and (end := _heading_verb(tokens, phrase.after)):
        return [replace(phrase, after=end)]
    return [phrase]


def _heading_verb(tokens: Sequence[str], who: int) -> int | None:
    """The participle after `Teen who made deepfakes of teachers`."""
    return next(
        (i for i in range(who + 2, min(who + 14, len(tokens))) if tokens[i].lower() in _DONE | _RECEIVES),
        None,
    )


def _singular(word: str) -> tuple[str, bool] | None:
    """(singular, is plural) of a noun of a role; None for another word."""
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low], True
    if low in _ROLES or (low in _GENERIC and not low.endswith("s")):
        return low, False
    if low.endswith("year-old"):
        return "year-old", False
    if low.endswith("year-olds"):
        return "year-old", True
    for end in ("s", "es"):
        stem = low[: -len(end)]
        if low.endswith(end) and (stem in _ROLES or stem in _GENERIC):
            return stem, True
    if low.startswith("ex-") and (stem := low[3:]) in _ROLES | _GENERIC:
        return stem, False
    return None


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return _NUMBERS.get(word.lower())


def _phrase(tokens: Sequence[str], first: int) -> _Phrase | None:
    word = tokens[first]
    low = word.lower()
    if word in _SURNAMES and not (
        first and tokens[first - 1] in ("Judge", "Justice", "Mayor", "Professor", "Prosecutor")
    ):
        return _Phrase(1, word, True, first, first + 1)
    place, count = first, None
    if low in _PAIRS and low == "both":
        count, place = 2, first + 1
    elif low in _DETERMINERS:
        place = first + 1
    elif _number(word) is None:
        return None
    other = False
    while place < len(tokens) and tokens[place].lower() in (
        "other",
        "remaining",
        "fellow",
        "former",
        "group",
        "total",
        "of",
    ):
        if tokens[place].lower() == "of" and tokens[place - 1].lower() not in ("group", "total", "dozen"):
            break
        other = other or tokens[place].lower() in ("other", "remaining")
        place += 1
    if place < len(tokens) and count is None and (number := _number(tokens[place])) is not None:
        count, place = number, place + 1
    return _headed(tokens, first, place, count, other)


def _headed(tokens: Sequence[str], first: int, place: int, count: int | None, other: bool) -> _Phrase | None:
    """The phrase up to its head noun: the last noun of a role before a word that ends the phrase."""
    low = tokens[first].lower()
    head: tuple[str, bool] | None = None
    after = place
    for index in range(place, min(place + 6, len(tokens))):
        word = tokens[index]
        if word.lower() in _STOP or word.lower() in _HEADING_VERBS or not word[0].isalnum():
            break
        is_of = [t.lower() for t in tokens[index + 1 : index + 2]] == ["of"]
        if word.lower() in _PAIRS and (
            low in ("the", "both") or (low == "a" and not (word == "couple" and is_of))
        ):
            return _Phrase(_PAIRS[word.lower()], word.lower(), False, first, index + 1)
        if word.lower() in ("others", "more") and count:
            return _Phrase(count, "others", True, first, index + 1)
        if word.lower() == "other" and low == "the" and count is None:
            return _Phrase(1, "other", True, first, index + 1)
        found = _singular(word)
        if found:
            head, after = found, index + 1
    is_object = first > 0 and tokens[first - 1].lower() in _ACTIVE and tokens[place : place + 1] != ["of"]
    if (
        head is None
        and count
        and low in ("the", "all", "both")
        and not other
        and (is_object or _is_verb(tokens, place))
    ):
        return _Phrase(count, "bare", False, first, place)
    if head is None:
        is_rest = other and count is not None
        return _Phrase(count or 1, "rest", True, first, place) if is_rest else None
    name, is_plural = head
    if is_plural and count is None:
        return None
    is_new = low in _NEW or _number(low) is not None or other
    return _Phrase(count if is_plural and count else 1, name, is_new, first, after)


def _chain(tokens: Sequence[str], first: int) -> list[_Phrase] | None:
    """Phrases joined by commas and `and`, from this token on."""
    phrase = _of_theirs(tokens, first) or _phrase(tokens, first)
    if phrase is None:
        return None
    if tokens[phrase.after : phrase.after + 1] == ["who"] and _restriction_end(tokens, phrase.after):
        phrase = replace(phrase, is_new=True)
    chain = [phrase]
    if (
        phrase.after + 3 < len(tokens)
        and tokens[phrase.after].lower() == "of"
        and tokens[phrase.after + 1].lower() in ("his", "her", "their")
    ):
        return chain
    while True:
        place = _past_modifiers(tokens, chain[-1].after)
        joined = place
        while joined < len(tokens) and tokens[joined].lower() in (",", "and", "with", "together", "along"):
            joined += 1
        if joined == place or joined >= len(tokens) or tokens[joined - 1] in ("together", "along"):
            return chain
        further = _phrase(tokens, joined) or _of_theirs(tokens, joined)
        if further is None or (tokens[joined - 1] == "," and not _closes(tokens, further.after)):
            return chain
        chain.append(further)


def _of_theirs(tokens: Sequence[str], first: int) -> _Phrase | None:
    """`two of his friends`."""
    number = _number(tokens[first])
    if number is None or [t.lower() for t in tokens[first + 1 : first + 2]] != ["of"]:
        return None
    owned = _headed(tokens, first, first + 3, number, False) if first + 3 < len(tokens) else None
    is_of_one = tokens[first + 2].lower() in ("his", "her", "their") or "’s" in " ".join(
        tokens[first + 3 : first + 5]
    ).replace("'", "’")
    return owned if owned and is_of_one else None


def _closes(tokens: Sequence[str], after: int) -> bool:
    """After a comma a phrase goes on with a list only where `and` joins a last one soon."""
    return "and" in [t.lower() for t in tokens[after : after + 12]] and not _is_verb(tokens, after)


def _is_verb(tokens: Sequence[str], place: int) -> bool:
    return place < len(tokens) and tokens[place].lower() in _HELPERS | _RECEIVES


def _past_modifiers(tokens: Sequence[str], place: int) -> int:
    """Past `, 24,`, `in his 40s`, `surnamed Ko`, `, a 25-year-old worker,`, `, who …,` and `(24)`."""
    while place < len(tokens):
        low = tokens[place].lower()
        if low == "in" and [t.lower() for t in tokens[place + 1 : place + 2]][:1] in (
            ["his"],
            ["her"],
            ["their"],
        ):
            place += (
                3
                if not tokens[place + 2 : place + 3]
                or tokens[place + 2].lower() not in ("early", "mid", "late")
                else 4
            )
        elif low == "in" and re.fullmatch(r"[2-9]0s|teens", (tokens[place + 1 : place + 2] or [""])[0]):
            place += 2
        elif low == "surnamed":
            place += 2
        elif low == "who" and (end := _restriction_end(tokens, place)):
            place = end
        elif low == "aged" and place + 1 < len(tokens):
            place += 2
        elif low == "(" and ")" in tokens[place : place + 4]:
            place = tokens.index(")", place) + 1
        elif low in (",", "—", "–", "-") and (end := _apposition_end(tokens, place)):
            place = end
        else:
            return place
    return place


def _apposition_end(tokens: Sequence[str], comma: int) -> int | None:
    """The token after the comma that closes an apposition or a relative clause; None where there is none."""
    if comma + 1 >= len(tokens):
        return None
    opener = tokens[comma + 1].lower()
    before = tokens[max(0, comma - 4) : comma]
    is_described = opener in ("a", "an") and "The" in list(before)[:3]
    if opener.isdigit() or opener in ("both", "all"):
        close = next(
            (i for i in range(comma + 2, min(comma + 7, len(tokens))) if tokens[i] in (",", "—", "–", "-")),
            None,
        )
        return close + 1 if close else None
    is_named = tokens[comma - 1] in _SURNAMES
    if opener not in ("who", "whose", "whom", "then", "now", "also", "including", "mostly") and not (
        (opener in ("a", "an", "the", "his", "her") and is_named) or is_described
    ):
        return None
    close = next(
        (i for i in range(comma + 2, min(comma + 18, len(tokens))) if tokens[i] in (",", "—", "–")), None
    )
    if close and is_described and not _is_verb(tokens, close + 1):
        return None
    return close + 1 if close else None


def _restriction_end(tokens: Sequence[str], who: int) -> int | None:
    """The verb of the phrase after `who helped him, now 19,`; None where the relative clause holds the only verb."""
    for index in range(who + 2, min(who + 18, len(tokens) - 1)):
        low, following = tokens[index].lower(), tokens[index + 1].lower()
        if tokens[index] == ";" or low in ("and", "but", "while"):
            return None
        if (low in _HELPERS and (following in _DONE or following in _DONE_WITH)) or low in _RECEIVES:
            return index if tokens[who + 1].lower() not in _HELPERS else None
    return None


def _is_acted_on(
    sentence: str,
    words: Sequence[tuple[str, int, int]],
    tokens: Sequence[str],
    first: int,
    end: int,
    after: int,
    is_heading: bool,
) -> bool:
    before = [t.lower() for t in tokens[max(0, first - 3) : first]]
    if before and (
        before[-1] in _ACTIVE
        or (before[-1] in ("also", "only", "then") and len(before) > 1 and before[-2] in _ACTIVE)
    ):
        return not (before[-1] in _DONE and len(before) > 1 and before[-2] in ("was", "were", "been"))
    if before[-1:] in (["for"], ["to"]) and _stands_after_term(sentence, words, first - 1):
        return True
    if first and tokens[first - 1] in _DASHES and tokens[after : after + 1] and tokens[after] in _DASHES:
        after += 1
    if before[-1:] == ["found"]:
        return [t.lower() for t in tokens[after : after + 1]] in (["guilty"], ["not"])
    if before[-1:] and before[-1] in _HEADING_VERBS:
        return True
    if is_heading and tokens[after : after + 1] and tokens[after] in _DONE and not before:
        return True
    tail = tokens[after : after + 6]
    for index, word in enumerate(tail):
        low = word.lower()
        following = [t.lower() for t in tokens[after + index + 1 : after + index + 6]]
        if low in _RECEIVES:
            return bool(_PENALTY.match(sentence, words[after + index + 1][1])) if following else False
        if low in _DONE and index:
            return True
        if low in _DONE_WITH and index and following[:1] and following[0] in _DONE_WITH[low]:
            return True
        if low not in _HELPERS:
            break
    return after < len(words) and _has_own_term(sentence, words, first, after)


def _stands_after_term(sentence: str, words: Sequence[tuple[str, int, int]], place: int) -> bool:
    """`12 years for his deputy`, `terms of two years to a student`: a term right before the preposition."""
    head = sentence[max(0, words[place][1] - 60) : words[place][1]]
    return bool(_TERM_AT_END.search(head))


_TERM_AT_END = re.compile(
    r"(?:(?:years?|months?)(?:\s(?:in\s(?:prison|jail)|behind\sbars|of\simprisonment|(?:in\s)?(?:prison|jail)?\s?(?:terms?|sentences?)|each))*|won(?:\seach)?|"
    r"(?:suspended|prison|jail)\s(?:\w+\s)?(?:terms?|sentences?)|fines?|warrants?)\s$"
)


def _has_own_term(sentence: str, words: Sequence[tuple[str, int, int]], first: int, after: int) -> bool:
    """`and the mother 10 years`, `three employees to fines of 3 million won`: an elided verb."""
    joined = first == 0 or words[first - 1][0].lower() in ("and", ",", ";", "while")
    return joined and bool(_ELIDED.match(sentence, words[after][1]))


_ELIDED = re.compile(
    r"(?:to\s(?:an?\s)?)?(?:(?:[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\s-](?:and\sa\shalf\s)?(?:years?|months?)\b(?!-old|\sold|\sago|\slater)"
    r"|to\s(?:[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten)(?=[.,;])|to\s(?:a\s)?fines?\b|(?:a\s)?(?:fine|suspended)\b)"
)


def _of_a_whole(tokens: Sequence[str]) -> int | None:
    """`Of the seven people caught, two …`, `two of the suspects …, and the remaining three …`."""
    low = [t.lower() for t in tokens]
    for index, word in enumerate(low):
        if word != "of" or index + 2 >= len(low) or low[index + 1] not in ("the", "those"):
            continue
        whole = _number(low[index + 2])
        part = _number(low[index - 1]) if index else None
        named = next((s for w in low[index + 3 : index + 6] if (s := _singular(w))), None)
        if (
            whole
            and whole <= 49
            and (part or not index or low[index - 1] in (",", "most", "all"))
            and named
            and named[1]
        ):
            return whole
        rest = _rest(low, index)
        if part and rest and (found := _singular(low[index + 2])) and found[1]:
            return part + rest
    return None


def _rest(low: Sequence[str], place: int) -> int | None:
    for index in range(place, len(low) - 2):
        if low[index] == "the" and low[index + 1] in ("remaining", "other"):
            return _number(low[index + 2])
    return None


def _distinct(told: Sequence[_Phrase]) -> int:
    """People, each once: a general noun with `the` (`the man`) is one of those told before."""
    seen: set[str] = set()
    total = 0
    for phrase in told:
        is_again = phrase.head in seen and not phrase.is_new
        is_general = (
            not phrase.is_new and phrase.head in _GENERIC | {"year-old", "culprit", "bare"} and total > 0
        )
        if not is_again and not is_general and not (phrase.head in seen and phrase.head in _SURNAMES):
            total += phrase.count
        seen.add(phrase.head)
    return total
