"""News articles to records: case reports and numeric claims, each with evidence.

`read_article(ArticleText) -> ArticleRecord`, `read_claims(text, language) -> tuple[Claim, ...]`.
"""

from extraction.news.article import (
    AgeReport,
    ArticleRecord,
    ArticleText,
    CaseReport,
    Claim,
    PenaltyItem,
)
from extraction.news.reader import RULE_SET, read_article, read_claims

__all__ = [
    "RULE_SET",
    "AgeReport",
    "ArticleRecord",
    "ArticleText",
    "CaseReport",
    "Claim",
    "PenaltyItem",
    "read_article",
    "read_claims",
]
