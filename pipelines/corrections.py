"""What people decided on doubtful records, as data of a data folder: read once, applied on every reading."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extraction.judgments import RULE_SET
from extraction.review import Decision, apply_decisions, read_decisions

NAME = "decisions.jsonl"
Decisions = tuple[Decision, ...]


def load_decisions(folder: Path) -> Decisions:
    """The decisions kept in a data folder's `corrections`; none where nobody has decided anything."""
    return read_decisions(folder / NAME)


def rule_set_with(decisions: Decisions) -> str:
    """The rule set under which records are stored: a new decision makes every judgment be read again."""
    if not decisions:
        return RULE_SET
    digest = hashlib.sha256("\n".join(d.as_json() for d in decisions).encode()).hexdigest()[:12]
    return f"{RULE_SET}+{digest}"


def corrected(record: Mapping[str, Any], text: str, decisions: Decisions) -> dict[str, Any]:
    """The record with the decisions on its text applied."""
    if not decisions:
        return dict(record)
    return {**apply_decisions(record, {"text": text}, decisions), "rule_set": rule_set_with(decisions)}
