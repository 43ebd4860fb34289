"""Kiwi morphological tagging with a tested user dictionary: lemmas with offsets, and lemma counts.

The unit handed to Kiwi is a paragraph cut at 2,000 characters, because other units give other tokens; the
unit is part of `TAG_VERSION` with the versions of Kiwi, its model and the dictionary. One Kiwi with one
worker a process (a Kiwi with more workers hangs after a fork); parallel work: a pool over `tag_batch`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import yaml
from kiwipiepy import Kiwi

UNIT_CHARS = 2_000
"""Longest piece of a paragraph that is tagged at once."""

RUN_CHARS = 20
"""Longest run of one character that Kiwi sees (100,000 × 가 costs ten seconds); the rest becomes blanks."""

CONTENT_TAGS = frozenset({"NNG", "NNP", "VV", "VA", "MAG", "XR", "SL", "SH", "W_SERIAL"})
"""Tags of content words. Numerals, particles, endings and dependent nouns are not counted."""

STRETCH_CHARS = 8_000
"""So many characters are tagged before their tokens are counted."""

_LONG_RUN = re.compile(rf"(.)\1{{{RUN_CHARS},}}", re.DOTALL)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DICTIONARY = "kiwi_words.yml"
_PHRASES = "noun_phrases.yml"
PHRASE_TAG = "PHRASE"
"""Under which a noun phrase is counted; its lemma is its nouns with a blank between."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UserWord:
    """One entry of the user dictionary; examples are (sentence, `form/TAG`) pairs."""

    text: str
    tag: str
    is_pattern: bool
    examples: tuple[tuple[str, str], ...]
    counterexamples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NounPhrase:
    """One entry of the list of noun phrases: nouns side by side, with a blank between; examples are sentences."""

    phrase: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lemma:
    """One token: dictionary form, tag, and its place in the text that was given (`text[start:end]`)."""

    lemma: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TaggedText:
    """Counts of the content words and noun phrases of one text; `problem` says why a text could not be tagged."""

    counts: Counter[tuple[str, str]]
    n_tokens: int
    problem: str | None = None


def _vocabulary(name: str) -> str:
    return (files("extraction") / "vocabulary" / name).read_text(encoding="utf-8")


@cache
def load_user_words() -> tuple[UserWord, ...]:
    """The entries of vocabulary/kiwi_words.yml, words first, in file order."""
    raw: dict[str, list[dict[str, Any]]] = yaml.safe_load(_vocabulary(_DICTIONARY))
    return tuple(
        UserWord(
            text=entry["pattern"] if is_pattern else entry["word"],
            tag=entry["tag"],
            is_pattern=is_pattern,
            examples=tuple((str(a), str(b)) for a, b in entry["examples"]),
            counterexamples=tuple((str(a), str(b)) for a, b in entry.get("counterexamples", [])),
        )
        for is_pattern, entries in ((False, raw["words"]), (True, raw["patterns"]))
        for entry in entries
    )


@cache
def load_noun_phrases() -> tuple[NounPhrase, ...]:
    """The entries of vocabulary/noun_phrases.yml, in file order."""
    raw: list[dict[str, Any]] = yaml.safe_load(_vocabulary(_PHRASES))
    return tuple(
        NounPhrase(
            phrase=entry["phrase"],
            examples=tuple(entry["examples"]),
            counterexamples=tuple(entry["counterexamples"]),
        )
        for entry in raw
    )


def _tag_version() -> str:
    dictionary = sha256((_vocabulary(_DICTIONARY) + _vocabulary(_PHRASES)).encode()).hexdigest()[:12]
    return (
        f"kiwi{version('kiwipiepy')}+model{version('kiwipiepy_model')}+words{dictionary}"
        f"+paragraph{UNIT_CHARS}+run{RUN_CHARS}"
    )


TAG_VERSION: str = _tag_version()
"""Whatever can change a token or a phrase: Kiwi, model, user dictionary, list of phrases, unit. The key of stored tags."""


def tag_units(text: str) -> list[tuple[int, str]]:
    """(offset, piece) of every paragraph that holds anything, cut at 2,000 characters, in order.

    A cut falls after the last blank of the second half of the piece where there is one. The pieces are
    slices of the text.
    """
    units: list[tuple[int, str]] = []
    for match in re.finditer(r"[^\r\n]+", text):
        start, end = match.span()
        while end - start > UNIT_CHARS:
            blank = text.rfind(" ", start + UNIT_CHARS // 2, start + UNIT_CHARS)
            cut = blank + 1 if blank >= 0 else start + UNIT_CHARS
            units.append((start, text[start:cut]))
            start = cut
        if text[start:end].strip():
            units.append((start, text[start:end]))
    return units


def make_safe(text: str) -> str:
    """The text with nothing that stops Kiwi, every offset kept.

    Lone surrogates become U+FFFD; of a longer run of one character all but the first RUN_CHARS become blanks.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _LONE_SURROGATE.sub("\ufffd", text)
    return _LONG_RUN.sub(lambda m: m[1] * RUN_CHARS + " " * (len(m[0]) - RUN_CHARS), text)


class Tagger:
    """One Kiwi with our dictionary. Loading takes four seconds and half a gigabyte: one a process."""

    def __init__(self) -> None:
        self._kiwi = Kiwi(num_workers=1)
        for word in load_user_words():
            if not word.is_pattern:
                self._kiwi.add_user_word(word.text, word.tag)

    def phrases(self, text: str) -> list[Lemma]:
        """Every listed noun phrase of the text, in order of place, with offsets into it."""
        units, possible = tag_units(make_safe(text)), _possible_phrases(text)
        tagged = self._tokenize([piece for _, piece in units])
        return sorted(
            (
                Lemma(lemma=phrase, tag=PHRASE_TAG, start=offset + start, end=offset + end)
                for (offset, piece), tokens in zip(units, tagged, strict=True)
                for phrase, start, end in _phrases_in(piece, tokens, possible)
            ),
            key=lambda found: (found.start, found.end),
        )

    def lemmas(self, text: str) -> list[Lemma]:
        """Every token of the text, in order, with offsets into it."""
        units = tag_units(make_safe(text))
        tagged = self._tokenize([piece for _, piece in units])
        return [
            Lemma(
                lemma=_lemma_of(token),
                tag=_plain_tag(token.tag),
                start=offset + token.start,
                end=offset + token.end,
            )
            for (offset, _), tokens in zip(units, tagged, strict=True)
            for token in tokens
        ]

    def count_lemmas(self, text: str) -> Counter[tuple[str, str]]:
        """(lemma, tag) → times, content words and listed noun phrases."""
        return self.tag_text(text).counts

    def tag_text(self, text: str) -> TaggedText:
        """Counts of one text; never raises for what the text holds."""
        return self.tag_texts([text])[0]

    def tag_texts(self, texts: Sequence[str]) -> list[TaggedText]:
        """Counts of each text, in order; never raises for what a text holds.

        Tokens are counted a stretch at a time: Kiwi leaves nothing of Python's in the processor's caches, and counting
        after every unit takes three times as long as counting many units together.
        """
        tallies = [_Tally(possible=_possible_phrases(text)) for text in texts]
        for stretch in _stretches(texts):
            tagged = self._tagged([unit for _, unit in stretch])
            for (position, unit), tokens in zip(stretch, tagged, strict=True):
                tallies[position].add(unit, tokens)
        return [tally.tagged_text() for tally in tallies]

    def _tagged(self, units: list[str]) -> "list[list[Any] | UnicodeError | ValueError]":
        """Tokens of each unit; where Kiwi takes offence at one, all are tagged one by one to find which."""
        try:
            return [*self._tokenize(units)]
        except (UnicodeError, ValueError):
            return [self._tokens(unit) for unit in units]

    def _tokens(self, unit: str) -> "list[Any] | UnicodeError | ValueError":
        try:
            return self._tokenize([unit])[0]
        except (UnicodeError, ValueError) as error:
            return error

    def _tokenize(self, units: Sequence[str]) -> list[list[Any]]:
        """Tokens of each unit, in order.

        Patterns are looked for here and not by Kiwi's `add_re_word`: that calls back into Python before every unit, which
        costs five hundredths of the tagging, and most units hold none.
        """
        marked = {unit: spans for unit in units if (spans := _pattern_spans(unit))}
        if not marked:
            return list(self._kiwi.tokenize(units))
        of_marked = iter(
            self._kiwi.tokenize([unit for unit in units if unit in marked], pretokenized=marked.__getitem__)
        )
        of_others = iter(self._kiwi.tokenize([unit for unit in units if unit not in marked]))
        return [next(of_marked) if unit in marked else next(of_others) for unit in units]


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The dictionary's patterns as one, a group each, and their tags."""
    words = [word for word in load_user_words() if word.is_pattern]
    return re.compile("|".join(f"({word.text})" for word in words)), tuple(word.tag for word in words)


def _pattern_spans(unit: str) -> list[tuple[Any, ...]]:
    """(start, end, tag, value of the user) of what the dictionary's patterns match, in order, for Kiwi's `pretokenized`."""
    pattern, tags = _patterns()
    if pattern.search(unit) is None:
        return []
    found = [(match, tags[match.lastindex - 1]) for match in pattern.finditer(unit) if match.lastindex]
    return [(*match.span(), tag, {"tag": tag} if tag == "W_SERIAL" else None) for match, tag in found]


def _stretches(texts: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Units with the position of their text, in order, cut into lists of about STRETCH_CHARS characters."""
    units = [
        (position, unit) for position, text in enumerate(texts) for _, unit in tag_units(make_safe(text))
    ]
    start, size = 0, 0
    for end, (_, unit) in enumerate(units, start=1):
        size += len(unit)
        if size >= STRETCH_CHARS or end == len(units):
            yield units[start:end]
            start, size = end, 0


@dataclass(kw_only=True, slots=True)
class _Tally:
    """What was counted of one text so far. A unit that cannot be tagged spoils the whole text."""

    possible: "tuple[_Pattern, ...]" = ()
    content: list[tuple[str, str]] = field(default_factory=list)
    n_tokens: int = 0
    problem: str | None = None

    def add(self, unit: str, tokens: "list[Any] | UnicodeError | ValueError") -> None:
        if isinstance(tokens, list):
            if self.possible:
                found = _phrases_in(unit, tokens, self.possible)
                self.content += [(phrase, PHRASE_TAG) for phrase, _, _ in found]
            self.n_tokens += len(tokens)
            self.content += [
                (token.form + kept[0], kept[1]) for token in tokens if (kept := _COUNTED_AS[token.tag])
            ]
        elif self.problem is None:
            self.problem = f"{type(tokens).__name__}: {tokens}"

    def tagged_text(self) -> TaggedText:
        if self.problem is not None:
            return TaggedText(counts=Counter(), n_tokens=0, problem=self.problem)
        return TaggedText(counts=Counter(self.content), n_tokens=self.n_tokens)


_Pattern = tuple[str, str, str, re.Pattern[str]]
"""A phrase, its first and its last noun, and its pattern."""


@cache
def _phrase_patterns() -> tuple[_Pattern, ...]:
    entries = [(entry.phrase, entry.phrase.split()) for entry in load_noun_phrases()]
    return tuple(
        (phrase, nouns[0], nouns[-1], re.compile(r"\s?".join(map(re.escape, nouns))))
        for phrase, nouns in entries
    )


def _possible_phrases(text: str) -> tuple[_Pattern, ...]:
    """The phrases whose first and last noun stand in the text: asked once a text, because it holds few of the list."""
    return tuple(entry for entry in _phrase_patterns() if entry[1] in text and entry[2] in text)


def _phrases_in(
    unit: str, tokens: Sequence[Any], possible: Sequence[_Pattern]
) -> Iterator[tuple[str, int, int]]:
    """(phrase, start, end) of the possible phrases that begin where a token begins and end where one ends."""
    for phrase, first, _, pattern in possible:
        for match in pattern.finditer(unit) if first in unit else ():
            start, end = match.span()
            if any(token.start == start for token in tokens) and any(token.end == end for token in tokens):
                yield phrase, start, end


class _CountedAs(dict[str, tuple[str, str] | None]):
    """Tag → (what its form lacks of the dictionary form, the tag it is counted under); None for no content word.

    A table and not a function: it is asked once a token, between Kiwi's own work.
    """

    def __missing__(self, tag: str) -> tuple[str, str] | None:
        plain = _plain_tag(tag)
        counted = ("다", plain) if plain in ("VV", "VA") else ("", tag) if tag in CONTENT_TAGS else None
        self[tag] = counted
        return counted


_COUNTED_AS = _CountedAs()


def _plain_tag(tag: str) -> str:
    """VV-R and VV-I (regular, irregular) are both VV."""
    return tag.split("-", 1)[0]


def _lemma_of(token: Any) -> str:
    tag = _plain_tag(token.tag)
    return f"{token.form}다" if tag in ("VV", "VA", "VX", "XSV", "XSA", "VCP", "VCN") else str(token.form)


@cache
def process_tagger() -> Tagger:
    """The one tagger of this process, loaded at first use."""
    return Tagger()


def tag_batch(texts: Sequence[str]) -> list[TaggedText]:
    """Counts of each text, in order. For a process pool (forkserver): Kiwi is loaded once a process."""
    return process_tagger().tag_texts(texts)
