"""One story once: near-duplicate and syndicated articles, clustered by MinHash over shingles.

A shingle is three lemmas (or words) in a row. Candidates come from locality-sensitive hashing, every pair that joins
two clusters is checked with its exact Jaccard similarity, so a hash collision joins nothing. The result depends only
on the set of inputs, not on their order.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from datasketch import MinHash, MinHashLSH

from extraction.news.vocabulary import lowered

SHINGLE_WORDS = 3
PERMUTATIONS = 64
THRESHOLD = 0.5
"""Exact Jaccard similarity from which two articles are copies of one text."""

_WORD_STEM = 3
"""Syllables of a Korean word that count where no lemmas are given: particles and endings come after."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterInput:
    """One article: its shingles as 32-bit hashes, and what decides which source was first."""

    document_id: str
    shingles: frozenset[int]
    published_at: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """Articles that are copies of one text, the earliest first."""

    cluster_id: str
    document_ids: tuple[str, ...]
    earliest_document_id: str
    earliest_outlet: str | None


def shingles_of(words: Sequence[str]) -> frozenset[int]:
    """Hashes of every three words in a row; of a shorter text one hash of the whole."""
    if not words:
        return frozenset()
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return frozenset(
        zlib.crc32("\x1f".join(words[start : start + SHINGLE_WORDS]).encode("utf-8", "replace"))
        for start in range(last)
    )


def text_shingles(text: str) -> frozenset[int]:
    """Shingles of a text without a tagger: words in lower case, Korean ones cut to their first syllables."""
    words = (word.strip(".,!?\"'“”‘’()[]·…-") for word in lowered(text).split())
    return shingles_of(
        [word[:_WORD_STEM] if word and "가" <= word[0] <= "힣" else word for word in words if word]
    )


def cluster_articles(articles: Iterable[ClusterInput], *, threshold: float = THRESHOLD) -> list[Cluster]:
    """Clusters of near-duplicates, every article in exactly one, ordered by cluster id.

    The id of a cluster is that of its earliest article (published first, then smaller id). An article without
    shingles is alone. Raises ValueError when two inputs carry one id.
    """
    ordered = sorted(articles, key=_age_key)
    if len({article.document_id for article in ordered}) != len(ordered):
        raise ValueError("two articles with one document_id")
    parents = list(range(len(ordered)))
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    permutations = MinHash(num_perm=PERMUTATIONS, seed=1).permutations
    for number, article in enumerate(ordered):
        if not article.shingles:
            continue
        signature = _signature(article.shingles, permutations)
        for other in sorted(index.query(signature)):
            first, second = _root(parents, other), _root(parents, number)
            if first != second and _jaccard(ordered[other].shingles, article.shingles) >= threshold:
                parents[max(first, second)] = min(first, second)
        index.insert(number, signature, check_duplication=False)
    return _collect(ordered, parents)


def _signature(shingles: frozenset[int], permutations: Any) -> MinHash:
    """The MinHash of an article; the shingles are hashes already, so they pass as they are."""
    signature = MinHash(
        num_perm=PERMUTATIONS, seed=1, hashfunc=int, permutations=permutations, scheme="affine32"
    )
    signature.update_batch(shingles)
    return signature


def _age_key(article: ClusterInput) -> tuple[str, str]:
    return (article.published_at or "9999", article.document_id)


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _jaccard(first: frozenset[int], second: frozenset[int]) -> float:
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def _collect(ordered: Sequence[ClusterInput], parents: list[int]) -> list[Cluster]:
    members: dict[int, list[ClusterInput]] = {}
    for number, article in enumerate(ordered):
        members.setdefault(_root(parents, number), []).append(article)
    clusters = [
        Cluster(
            cluster_id=group[0].document_id,
            document_ids=tuple(article.document_id for article in group),
            earliest_document_id=group[0].document_id,
            earliest_outlet=group[0].outlet,
        )
        for group in members.values()
    ]
    return sorted(clusters, key=lambda cluster: cluster.cluster_id)
