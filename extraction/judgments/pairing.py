"""Whose is which value in a clause that names several persons and several values.

Shapes: `피고인 1로부터 A원을, 피고인 2로부터 B원을`; `84일을 피고인 2에 대하여, 121일을 피고인 6에 대하여`;
`피고인 1에 대하여는 2년간, 피고인 2, 3에 대하여는 각 3년간`; `2년간 피고인 2에 대한`; one value for all; a value with
nobody named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from extraction.frozen import built_at_once
from extraction.judgments.people import Mention

V = TypeVar("V")


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Token(Generic[V]):
    """A person, a group of counts or a value, with its place in the order."""

    start: int
    end: int
    mention: Mention | None = None
    counts: str | None = None
    value: V | None = None


@built_at_once
@dataclass(frozen=True, kw_only=True)
class Pair(Generic[V]):
    """A value with the persons and counts it belongs to."""

    who: tuple[Mention, ...]
    counts: str | None
    value: V
    start: int
    end: int


def _value_first(tokens: Sequence[Token[V]]) -> bool:
    """Whether values come before their persons: the clause opens with one and holds a person after each. Where nobody
    is named, counts stand for persons."""
    is_named = any(t.mention is not None for t in tokens)
    shape = "".join("v" if t.value is not None else "w" for t in tokens if t.counts is None or not is_named)
    while "ww" in shape:
        shape = shape.replace("ww", "w")
    return shape.startswith("v") and shape.endswith("w")


def _backwards(tokens: Sequence[Token[V]]) -> list[Pair[V]]:
    pairs: list[Pair[V]] = []
    who: list[Mention] = []
    counts: str | None = None
    last = tokens[-1].end if tokens else 0
    for token in reversed(tokens):
        if token.mention is not None:
            who.insert(0, token.mention)
        elif token.counts is not None:
            counts = token.counts
        elif token.value is not None:
            pairs.insert(
                0, Pair(who=tuple(who), counts=counts, value=token.value, start=token.start, end=last)
            )
            who, counts, last = [], None, token.start
    return pairs


def pair_values(tokens: Sequence[Token[V]]) -> list[Pair[V]]:
    """Each value with its persons; persons named after the last value of a person-first clause add nothing."""
    if _value_first(tokens):
        return _backwards(tokens)
    pairs: list[Pair[V]] = []
    who: list[Mention] = []
    counts: str | None = None
    begin: int | None = None
    has_value = has_new_counts = False
    for token in tokens:
        if token.mention is not None:
            if has_value:
                who, begin, has_value = [], token.start, False
                counts = counts if has_new_counts else None
            who.append(token.mention)
            begin = token.start if begin is None else begin
        elif token.counts is not None:
            counts, has_new_counts = token.counts, True
            begin = token.start if begin is None else begin
        elif token.value is not None:
            start = token.start if begin is None else begin
            pairs.append(Pair(who=tuple(who), counts=counts, value=token.value, start=start, end=token.end))
            has_value, has_new_counts, begin = True, False, None
    return pairs
