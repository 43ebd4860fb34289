"""Where a value was read: sections of a source text, evidence spans, and findings that carry them.

Offsets always count characters of the text that was read: the field of that name for a record that came in
sections, the whole document for a whole document. `Section.offset` is what must be added to a position
inside `Section.text` to get there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from extraction.frozen import built_at_once

Confidence = Literal["verbatim", "explicit", "inferred"]
"""verbatim: the words say the value as stored; explicit: the words say it and a rule converted or resolved
it; inferred: it follows from the law or from other values."""

T = TypeVar("T")


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One span of the source: `source[start:end] == slice`, and the rule that read it."""

    section: str
    start: int
    end: int
    slice: str
    rule: str
    confidence: Confidence

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.slice):
            raise ValueError(f"span {self.start}:{self.end} does not fit its slice ({self.rule})")


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of a judgment: its field name (`order_text`, …), its text, and where that text begins."""

    name: str
    text: str
    offset: int = 0

    def evidence(self, start: int, end: int, rule: str, confidence: Confidence = "explicit") -> Evidence:
        """Evidence for `self.text[start:end]`, in source offsets."""
        return Evidence(
            section=self.name,
            start=self.offset + start,
            end=self.offset + end,
            slice=self.text[start:end],
            rule=rule,
            confidence=confidence,
        )


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Finding(Generic[T]):
    """A value and the words it was read from; two findings are equal when their values are."""

    value: T
    evidence: tuple[Evidence, ...] = field(compare=False)


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Located:
    """Evidence with the JSON pointer of the value of the record that it supports."""

    path: str
    evidence: Evidence

    def as_dict(self) -> dict[str, str | int]:
        """The form of the contract's `evidence` items."""
        e = self.evidence
        return {
            "path": self.path,
            "section": e.section,
            "start": e.start,
            "end": e.end,
            "slice": e.slice,
            "rule": e.rule,
            "confidence": e.confidence,
        }
