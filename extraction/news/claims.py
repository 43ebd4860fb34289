"""Numeric claims of news text."""

from collections.abc import Sequence
from datetime import date

from extraction.news.article import Claim, Language
from extraction.news.sentences import Sentence


def find_claims(
    sentences: Sequence[Sentence], language: Language, published: date | None
) -> tuple[Claim, ...]:
    """The numeric claims of the sentences, in order of place."""
    return ()
