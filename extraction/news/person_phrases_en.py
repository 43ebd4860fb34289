"""Person phrases of an English sentence: `a 25-year-old worker`, `two of his friends`, `Kim, 24, and the remaining three`.

The sentence is read as tokens. A phrase is a determiner or a number with a noun of a role, a surname, or a bare number;
phrases joined by commas and `and` are one chain. The words are in `vocabulary/news_people_en.yml`. Headings have phrases
without an article.
"""

import re
from dataclasses import dataclass, replace

from extraction.news.vocabulary import load_words

_TOKEN = re.compile(r"[A-Za-z][\w’'-]*|[0-9](?:[0-9]|[,.](?=[0-9]))*(?:s\b|-[A-Za-z-]+)?|[,;:()—–-]")
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "dozen": 12,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_PAIRS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3, "quartet": 4, "both": 2, "parents": 2}
COLLECTIVES = frozenset((*_PAIRS, "group", "gang"))
"""Nouns of several people that take a verb in the singular."""
_POSSESSIVES = ("his", "her", "their")
_GROUPS = ("group", "gang", "ring", "crew", "team", "total")
_QUALIFIERS = ("other", "remaining", "fellow", "former", *_GROUPS, "of")
_TITLES = ("judge", "justice", "mayor", "professor", "prosecutor")
_IRREGULAR = {"men": "man", "women": "woman", "people": "person", "wives": "wife", "thieves": "thief"}
_COMMAS = (",", "—", "–", "-")
DONE_WITH = {
    "sent": ("to",), "put": ("on", "behind"), "placed": ("under", "on"), "found": ("guilty", "not"),
    "handed": ("over",), "brought": ("to",), "released": ("on",),
}  # fmt: skip
"""Participles that tell an act of justice only before one of these words."""
_WORDS = load_words("news_people_en")
_ROLES, _GENERAL, SURNAMES = _WORDS["roles"], _WORDS["general"], _WORDS["surnames"]
DONE, DOES, RECEIVES, HEADING_VERBS = (_WORDS[name] for name in ("done", "does", "receives", "headings"))
_DETERMINERS, _NEW, HELPERS = _WORDS["determiners"], _WORDS["new"], _WORDS["helpers"]
GENERAL = _GENERAL | {"year-old", "culprit", "bare"}
_NOUNS = _ROLES | _GENERAL
_FLOATING = frozenset(("both", "all", "each", "later", "only", "then"))
_STOP = (HELPERS | DONE | DOES | RECEIVES | HEADING_VERBS | _WORDS["breaks"]) - _FLOATING


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence as tokens: as printed, in lower case, and where each begins."""

    sentence: str
    tokens: tuple[str, ...]
    low: tuple[str, ...]
    starts: tuple[int, ...]
    is_heading: bool

    def at(self, place: int) -> str:
        """The token in lower case; empty past either end."""
        return self.low[place] if 0 <= place < len(self.low) else ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """People named together: how many, the head noun or name, whether new to the reader, tokens `first` to `after`."""

    count: int
    head: str
    is_new: bool
    first: int
    after: int


def read_text(sentence: str) -> Text:
    """The tokens of a sentence; one that ends without a full stop is a heading."""
    found = list(_TOKEN.finditer(sentence))
    tokens = tuple(match[0] for match in found)
    return Text(
        sentence=sentence,
        tokens=tokens,
        low=tuple(token.lower() for token in tokens),
        starts=tuple(match.start() for match in found),
        is_heading=not sentence.rstrip("\"'”’ ").endswith((".", "!", "?")),
    )


def find_chain(text: Text, first: int) -> list[Phrase] | None:
    """Phrases joined by commas and `and`, from this token on; None where none begins here."""
    low = text.low[first]
    opens = (
        low in _DETERMINERS
        or number(low) is not None
        or low == "both"
        or low.isdigit()
        or text.tokens[first] in SURNAMES
    )
    phrase = (_of_theirs(text, first) or _phrase(text, first)) if opens else None
    if phrase is None:
        return _bare_noun(text, first) if text.is_heading else None
    if text.at(phrase.after) == "who" and _restriction_end(text, phrase.after):
        phrase = replace(phrase, is_new=True)
    chain = [phrase]
    if text.at(phrase.after) == "of" and text.at(phrase.after + 1) in _POSSESSIVES:
        return chain
    while (further := _joined(text, chain[-1])) is not None:
        chain.append(further)
    return chain


def past_modifiers(text: Text, place: int) -> int:
    """Past `, 24,`, `in his 40s`, `surnamed Ko`, `, a 25-year-old worker,`, `, who …,` and `(24)`."""
    while end := _modifier_end(text, place):
        place = end
    return place


def singular(word: str) -> tuple[str, bool] | None:
    """(singular, is plural) of a noun for a person, in lower case; None for another word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word], True
    if word in _NOUNS:
        return word, False
    if word.endswith(("year-old", "year-olds")):
        return "year-old", word.endswith("s")
    for end in ("s", "es"):
        if word.endswith(end) and word[: -len(end)] in _NOUNS:
            return word[: -len(end)], True
    if word.endswith("ies") and word[:-3] + "y" in _NOUNS:
        return word[:-3] + "y", True
    return (word[3:], False) if word.startswith("ex-") and word[3:] in _NOUNS else None


def number(word: str) -> int | None:
    """What digits or an English number word say; None for another word."""
    if word.isdigit():
        return int(word)
    tens, _, unit = word.partition("-")
    if tens in _TENS:
        return _TENS[tens] + (_NUMBERS.get(unit, 0) if unit else 0)
    return _NUMBERS.get(word)


def _joined(text: Text, last: Phrase) -> Phrase | None:
    """The phrase that a comma, `and` or `along with` joins to the last one."""
    place = joined = past_modifiers(text, last.after)
    while text.at(joined) in (",", "and", "with", "together", "along"):
        joined += 1
    if joined == place or joined >= len(text.low):
        return None
    further = _phrase(text, joined) or _of_theirs(text, joined)
    if further is None or (text.at(joined - 1) == "," and not _goes_on(text, further.after)):
        return None
    return further


def _goes_on(text: Text, after: int) -> bool:
    """After a comma a phrase goes on with a list only where `and` joins a last one soon."""
    return "and" in text.low[after : after + 12] and not is_verb(text, after)


def is_verb(text: Text, place: int) -> bool:
    """Whether `was`, `received` or the like stands here."""
    return text.at(place) in HELPERS or text.at(place) in RECEIVES


def _bare_noun(text: Text, first: int) -> list[Phrase] | None:
    """A role without an article, as headings have it: `Ex-hospital director gets …`, `Court jails man for …`."""
    is_open = first == 0 or text.at(first - 1) in DOES | HEADING_VERBS | {"for", "to", "of", ";", ":", ","}
    if first == 0 and (count := number(text.low[0])) is not None and text.at(1) in DONE:
        return [Phrase(count, "bare", True, 0, 1)]
    is_deed = text.low[first].endswith("ing") and text.at(first - 1) in ("for", "of")
    if not is_open or is_deed or text.low[first] in _STOP or not text.tokens[first][0].isalpha():
        return None
    phrase = _headed(text, first, first, None, is_rest=False)
    if phrase is None:
        return None
    if text.at(phrase.after) == "who":
        verbs = range(phrase.after + 2, min(phrase.after + 14, len(text.low)))
        end = next((i for i in verbs if text.low[i] in DONE or text.low[i] in RECEIVES), phrase.after)
        return [replace(phrase, after=end)]
    return [phrase]


def _phrase(text: Text, first: int) -> Phrase | None:
    low = text.at(first)
    if first < len(text.tokens) and text.tokens[first] in SURNAMES and text.at(first - 1) not in _TITLES:
        is_full = (
            re.fullmatch(r"[A-Z][a-z]+-[a-z]+", text.tokens[first + 1])
            if first + 1 < len(text.tokens)
            else None
        )
        return Phrase(1, text.tokens[first], True, first, first + (2 if is_full else 1))
    count = 2 if low == "both" else None
    if low not in _DETERMINERS and count is None and number(low) is None:
        return None
    place = first + 1 if low in _DETERMINERS or count else first
    is_rest = False
    while text.at(place) in _QUALIFIERS:
        if text.at(place) == "of" and text.at(place - 1) not in (*_GROUPS, "dozen"):
            break
        is_rest = is_rest or text.at(place) in ("other", "remaining")
        place += 1
    if count is None and (told := number(text.at(place))) is not None:
        count, place = told, place + 1
        is_rest = is_rest or text.at(place) in ("other", "remaining")
    return _headed(text, first, place, count, is_rest=is_rest)


def _headed(text: Text, first: int, place: int, count: int | None, *, is_rest: bool) -> Phrase | None:
    """The phrase up to its head noun: the last noun of a role before a word that ends the phrase."""
    head: tuple[str, bool] | None = None
    after = place
    for index in range(place, min(place + 6, len(text.low))):
        if text.low[index] in _STOP or not text.tokens[index][0].isalnum():
            break
        whole = _whole_word(text, first, index, count)
        if whole is not None:
            return whole
        found = singular(text.low[index])
        if found:
            head, after = found, index + 1
    if head is None and (told := _in_their_years(text, place)):
        head, after = (text.low[told - 1], False), told
    if head is None and count and (told := _subject_end(text, place)):
        head, after = (text.low[told - 1], True), told
    if head is None and (told := _object_end(text, first, place, count)):
        head, after = (text.low[told - 1], bool(count)), told
    if head is None:
        return _without_noun(text, first, place, count, is_rest=is_rest)
    name, is_plural = head
    if is_plural and count is None:
        return None
    is_new = text.low[first] in _NEW or number(text.low[first]) is not None or is_rest
    return Phrase(count if is_plural and count else 1, name, is_new, first, after)


def _in_their_years(text: Text, place: int) -> int | None:
    """The token after a noun of no list that an age tells to be a person: `a shaman in her 70s`."""
    for index in range(place + 1, min(place + 5, len(text.low) - 2)):
        if text.low[index - 1] in _STOP or not text.low[index - 1][0].isalpha():
            return None
        if (
            text.low[index] == "in"
            and text.low[index + 1] in ("his", "her")
            and text.low[index + 2][:1].isdigit()
        ):
            return index
    return None


_PERSONS_ONLY = frozenset(
    (
        "sentenced",
        "fined",
        "jailed",
        "imprisoned",
        "acquitted",
        "indicted",
        "booked",
        "arrested",
        "detained",
        "convicted",
    )
)


def _subject_end(text: Text, place: int) -> int | None:
    """The token after a plural of no list that is the subject of a verb of persons alone: `two baristas were jailed`."""
    for index in range(place + 1, min(place + 4, len(text.low) - 1)):
        if not text.low[index - 1].isalpha() or text.low[index - 1] in _STOP:
            return None
        if text.low[index] in ("were", "have"):
            is_act = any(word in _PERSONS_ONLY for word in text.low[index + 1 : index + 4])
            return (
                index
                if is_act and text.low[index - 1].endswith("s") and text.low[index - 1] != "cases"
                else None
            )
    return None


_ACT_ON_PERSONS = _PERSONS_ONLY | frozenset(
    ("referred", "sentencing", "jailing", "indicting", "booking", "arresting", "detaining", "convicting")
)
_ENDS_A_NOUN = _FLOATING | frozenset(
    ("earlier", "ago", "again", "separately", "together", "here", "there", "last")
)
_NO_PERSONS = frozenset(
    (
        *(
            "case",
            "cases",
            "matter",
            "complaint",
            "bill",
            "file",
            "vessel",
            "ship",
            "boat",
            "room",
            "hotel",
            "flight",
        ),
        *("ticket", "one", "few", "lot", "total", "group"),
        *("year", "years", "month", "months", "week", "weeks", "day", "days", "hours", "time", "times"),
    )
)


def _object_end(text: Text, first: int, place: int, count: int | None) -> int | None:
    """The token after a noun of no list that a verb of persons alone governs: `indicted a beekeeper and a florist`.

    Only with `a`, `an` or a number: what is told before (`referred the case`) need not be a person.
    """
    if text.low[first] not in ("a", "an") and count is None:
        return None
    if text.at(first - 1) not in _ACT_ON_PERSONS and not _is_listed_after_one(text, first):
        return None
    for index in range(place, min(place + 5, len(text.low) + 1)):
        word = text.at(index)
        if index > place and (not word[:1].isalpha() or word in _STOP or word in _ENDS_A_NOUN):
            noun = text.low[index - 1]
            is_person = noun not in _NO_PERSONS and noun.endswith("s") == bool(count)
            return index if is_person else None
        if not word[:1].isalpha() or word in _STOP:
            return None
    return None


def _is_listed_after_one(text: Text, first: int) -> bool:
    """`booked a beekeeper, a florist and a sommelier`: the verb stands before the first of the list."""
    if text.at(first - 1) not in (",", "and"):
        return False
    for index in range(first - 2, max(first - 14, -1), -1):
        word = text.low[index]
        if word in _ACT_ON_PERSONS:
            return text.at(index + 1) in ("a", "an") or number(text.at(index + 1)) is not None
        if word in _STOP - {"and"} or not (word[0].isalpha() or word in (",", "and")):
            return False
    return False


def _whole_word(text: Text, first: int, index: int, count: int | None) -> Phrase | None:
    """`the couple`, `a trio of men`, `five others`, `the other`: a word that is the whole phrase."""
    low, opener = text.low[index], text.low[first]
    if low in _PAIRS and opener in ("the", "both", "a"):
        is_quantity = opener == "a" and low == "couple" and text.at(index + 1) == "of"
        return None if is_quantity else Phrase(_PAIRS[low], low, False, first, index + 1)
    if low in ("others", "more") and count:
        return Phrase(count, "others", True, first, index + 1)
    if low == "other" and opener == "the" and count is None:
        return Phrase(1, "other", True, first, index + 1)
    return None


def _without_noun(text: Text, first: int, place: int, count: int | None, *, is_rest: bool) -> Phrase | None:
    """`the remaining three`, `indicted the two`, `all four were`."""
    if count is None:
        return None
    if is_rest:
        return Phrase(count, "rest", True, first, place)
    if text.at(first - 1) == "and" and text.at(place) in ("booked", "arrested", "detained", "indicted"):
        return Phrase(count, "bare", True, first, place)
    is_object = text.at(first - 1) in DOES and text.at(place) != "of"
    if (
        text.is_heading
        and text.at(first - 1) in HEADING_VERBS
        and text.at(place) in ("for", "over", "in", "on", "after")
    ):
        return Phrase(count, "bare", True, first, place)
    if text.low[first] in ("the", "all", "both") and (is_object or is_verb(text, place)):
        return Phrase(count, "bare", False, first, place)
    return None


def _of_theirs(text: Text, first: int) -> Phrase | None:
    """`two of his friends`, `six of the ring's members`."""
    count = number(text.at(first))
    if count is None or text.at(first + 1) != "of" or first + 3 >= len(text.low):
        return None
    is_of_one = text.at(first + 2) in _POSSESSIVES or any(
        word.endswith(("’s", "'s")) for word in text.low[first + 3 : first + 5]
    )
    return _headed(text, first, first + 3, count, is_rest=False) if is_of_one else None


def _modifier_end(text: Text, place: int) -> int | None:
    """The token after a modifier that begins here; None where none does."""
    low = text.at(place)
    if low == "in" and text.at(place + 1) in _POSSESSIVES:
        end = place + (4 if text.at(place + 2) in ("early", "mid", "late") else 3)
        return end + 2 if re.fullmatch(r"[2-9]0s", text.at(end + 1)) else end
    if low == "in" and re.fullmatch(r"[2-9]0s|teens", text.at(place + 1)):
        return place + 2
    if low == "surnamed" or (low == "aged" and text.at(place + 1)):
        return place + 2
    if low in ("of", "at", "from") and text.at(place + 1) in ("the", "a", "an", "this"):
        return next(
            (place + k for k in (3, 4, 5, 6) if is_verb(text, place + k) or _is_one_of_his(text, place + k)),
            None,
        )
    if low in ("accused", "charged", "suspected", "convicted") and text.at(place + 1) in ("of", "with"):
        return _charge_end(text, place)
    if low == "who":
        return _restriction_end(text, place)
    if low == "(" and ")" in text.low[place : place + 4]:
        return text.low.index(")", place) + 1
    return _apposition_end(text, place) if low in _COMMAS else None


def _is_one_of_his(text: Text, place: int) -> bool:
    """`and its chief engineer`, `, his brother-in-law`: a person told beside by whose he is."""
    joined = place + 1 if text.at(place) in ("and", ",") else place
    return joined > place and text.at(joined) in (*_POSSESSIVES, "its")


def _charge_end(text: Text, place: int) -> int | None:
    """The verb after `accused of extorting classmates`, where one of justice follows soon."""
    for index in range(place + 2, min(place + 14, len(text.low) - 1)):
        low, following = text.low[index], text.low[index + 1]
        if low in (",", ";", "and", "but", "while", "who", "can", "could", "may", "must", "will"):
            return None
        if low in HELPERS and (following in DONE or following in DONE_WITH):
            return index
    return None


def _apposition_end(text: Text, comma: int) -> int | None:
    """The token after the comma that closes an apposition or a relative clause; None where there is none."""
    opener = text.at(comma + 1)
    if opener.isdigit() or opener in ("both", "all"):
        return _closing(text, comma + 2, 5, _COMMAS)
    is_described = opener in ("a", "an") and "The" in text.tokens[max(0, comma - 4) : comma][:3]
    is_one_by_age = is_described and text.at(comma + 2).endswith("year-old")
    is_named = opener in ("a", "an", "the", "his", "her") and any(
        name in SURNAMES for name in text.tokens[max(0, comma - 2) : comma]
    )
    is_clause = opener in (
        "who",
        "whose",
        "whom",
        "then",
        "now",
        "also",
        "including",
        "mostly",
        "most",
        "some",
        "many",
        "surnamed",
        "aged",
    )
    if not (is_clause or is_named or is_described):
        return None
    end = _closing(text, comma + 2, 16, _COMMAS[:3])
    goes_on = end is not None and (is_verb(text, end) or (is_one_by_age and text.at(end) == "and"))
    return None if is_described and not goes_on else end


def _closing(text: Text, first: int, width: int, marks: tuple[str, ...]) -> int | None:
    """The token after the first of the marks within `width` tokens."""
    places = range(first, min(first + width, len(text.low)))
    return next((i + 1 for i in places if text.low[i] in marks), None)


def _restriction_end(text: Text, who: int) -> int | None:
    """The verb of the phrase after `who helped him, now 19,`; None where the relative clause holds the only verb."""
    if text.at(who + 1) in HELPERS:
        return None
    for index in range(who + 2, min(who + 18, len(text.low) - 1)):
        low, following = text.low[index], text.low[index + 1]
        if low in (";", "and", "but", "while"):
            return None
        if (low in HELPERS and (following in DONE or following in DONE_WITH)) or low in RECEIVES:
            return index
    return None
