"""Korean criminal judgments → records, every value with the words it was read from."""

from extraction.judgments.reader import JudgmentText, read_judgment
from extraction.judgments.record import JudgmentRecord
from extraction.judgments.rule_set import RULE_SET

__all__ = ["RULE_SET", "JudgmentRecord", "JudgmentText", "read_judgment"]
