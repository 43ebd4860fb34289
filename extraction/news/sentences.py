"""Article text to sentences with offsets, and the language of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.news.article import Language

MAX_SENTENCE_CHARS = 1_500
"""Longer sentences are cut: nothing a court reporter writes is longer, and patterns stay bounded."""

_BREAK = re.compile(r"[.!?。]+[\"'”’」』)\]]*(?=\s)|\n+|(?<=[다요])[.](?=[가-힣\"“‘'])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Rep|Sen|Gov|Gen|Prof|No|Nos|Art|St|vs|Co|Inc|Ltd|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|"
    r"Nov|Dec|a\.m|p\.m|U\.S|U\.K|i\.e|e\.g)|\b[A-Z])\.$"
)
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its text, where it begins in the body, and the number of its paragraph."""

    text: str
    start: int
    paragraph: int


def detect_language(text: str) -> Language:
    """`ko` when at least a tenth of the letters are Hangul, else `en`. By content, never by markup."""
    hangul, latin = len(_HANGUL.findall(text)), sum(map(len, _LATIN.findall(text)))
    return "ko" if hangul * 9 >= latin and hangul else "en"


def split_sentences(body: str) -> Iterator[Sentence]:
    """The sentences of a body, in order; each is a slice of it without outer blanks."""
    start, paragraph = 0, 0
    for match in _BREAK.finditer(body):
        if match[0].startswith("\n"):
            yield from _pieces(body, start, match.start(), paragraph)
            start, paragraph = match.end(), paragraph + 1
        elif not _is_inside(body, start, match):
            yield from _pieces(body, start, match.end(), paragraph)
            start = match.end()
    yield from _pieces(body, start, len(body), paragraph)


def _is_inside(body: str, start: int, match: re.Match[str]) -> bool:
    """A full stop that ends no sentence: of a date (`2024. 5.`), an initial or an abbreviation."""
    head = body[max(start, match.start() - 12) : match.start() + 1]
    if re.search(r"[0-9]\.$", head):
        return bool(re.match(r"\s{0,2}[0-9]", body[match.end() : match.end() + 3]))
    return bool(_ABBREVIATION.search(head))


def _pieces(body: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    for cut in range(start, end, MAX_SENTENCE_CHARS):
        yield Sentence(body[cut : min(end, cut + MAX_SENTENCE_CHARS)], cut, paragraph)


_CONSONANTS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_LETTERS = "ABCDEFGHIJKLMN"
_CONSONANT_LABEL = re.compile(
    r"(?<![가-힣ㄱ-ㅎA-Za-z])[ㄱ-ㅎ](?=\s?(?:\([^)]{1,14}\)\s?)?(?:씨|군|양)(?![가-힣]{2})|\s?(?:\([^)]{1,14}\)\s?)?(?:씨|군|양)(?:에게|으로|에서|한테|부터|까지|이나|에는|과의|와의))"
)
_LETTER_LABEL = re.compile(r"(?<![A-Za-z])[A-N]\s?(?:\([^)]{1,14}\)\s?)?(?:씨|군|양)")
TO_CONSONANT = str.maketrans(_LETTERS, _CONSONANTS)
"""The consonant that stands for a letter of `with_letters`."""


def with_letters(body: str) -> str:
    """A body whose people are told by consonants (`ㄱ씨`, as one daily writes) with letters instead, offsets kept.

    Unchanged where there is no such label, or where letters name people too.
    """
    if _CONSONANT_LABEL.search(body) is None or _LETTER_LABEL.search(body):
        return body
    table = str.maketrans(_CONSONANTS, _LETTERS)
    return _CONSONANT_LABEL.sub(lambda match: match[0].translate(table), body)
