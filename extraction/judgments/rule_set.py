"""The version of rules and vocabulary: a digest over their sources."""

from extraction.source_digest import source_digest

RULE_SET = source_digest("extraction", "extraction.judgments", "extraction.vocabulary")
