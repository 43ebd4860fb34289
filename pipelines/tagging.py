"""Kiwi over what is tagged (of judgments 주문 and 양형의 이유, of articles the body), once per text and tag version.

Results lie in `data/tagged/<tag version>/<batch digest>.parquet`: one row per (text_sha256, lemma, tag). A batch is
named by the digests of its texts, written whole and renamed, so a killed run leaves no half batch and a later run
tags only texts that no batch holds.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extraction.kiwi_tagger import TAG_VERSION, tag_batch

BATCH_CHARACTERS = 200_000
TAGGED_SCHEMA = pa.schema(
    [("text_sha256", pa.string()), ("lemma", pa.string()), ("tag", pa.string()), ("n", pa.int32())]
)
Progress = Callable[[int, int], None]
Mapper = Callable[[Path, "Sequence[Sequence[TagText]]", int], Iterator[int]]
"""Folder, batches, workers → the characters of each batch as it is done, in order."""


@dataclass(frozen=True, kw_only=True)
class TagText:
    """One text to tag, under the digest of exactly these characters."""

    text_sha256: str
    text: str


def text_digest(text: str) -> str:
    """SHA-256 (hex) of the text as UTF-8; a lone surrogate counts as the three bytes it would take."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def tagged_folder(root: Path) -> Path:
    """The folder of this tag version, named by all of it: tags of another dictionary are never taken for today's."""
    return root / TAG_VERSION


def held_digests(root: Path) -> set[str]:
    """Digests of the texts that finished batches of this tag version hold."""
    return {digest for _, digests in _batches_held(root) for digest in digests}


def batches_holding(root: Path, wanted: Set[str]) -> list[Path]:
    """The finished batches of this tag version that hold any of these texts, in order of name."""
    return [path for path, digests in _batches_held(root) if not wanted.isdisjoint(digests)]


def _batches_held(root: Path) -> Iterator[tuple[Path, list[str]]]:
    for path in sorted(tagged_folder(root).glob("*.parquet")):
        yield path, pq.read_table(path, columns=["text_sha256"])["text_sha256"].unique().to_pylist()


def batches_of(texts: Iterable[TagText], *, limit: int = BATCH_CHARACTERS) -> Iterator[list[TagText]]:
    """Texts in their order, cut into batches of about `limit` characters."""
    batch: list[TagText] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text.text)
        if size >= limit:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def tag_missing(
    root: Path,
    texts: Sequence[TagText],
    *,
    workers: int,
    progress: Progress,
    mapper: Mapper | None = None,
) -> int:
    """Tag the texts that no batch holds; returns how many. A worker that dies fails the call, finished batches stay.

    `mapper` does the batches elsewhere than in worker processes of this machine; the files are the same bytes.
    """
    held = held_digests(root) if texts else set()
    missing = list({t.text_sha256: t for t in texts if t.text_sha256 not in held}.values())
    if not missing:
        return 0
    folder = tagged_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    batches = list(batches_of(missing))
    total, done = sum(len(t.text) for t in missing), 0
    for characters in (mapper or _map)(folder, batches, workers):
        done += characters
        progress(done, total)
    return len(missing)


def _map(folder: Path, batches: Sequence[Sequence[TagText]], workers: int) -> Iterator[int]:
    if workers < 2 or len(batches) < 2:
        for batch in batches:
            tag_to_file(folder, batch)
            yield sum(len(t.text) for t in batch)
        return
    # A parent with threads (Dagster) must not fork: forkserver starts clean children that load Kiwi once each.
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("forkserver")) as pool:
        for batch, _ in zip(batches, pool.map(tag_to_file, [folder] * len(batches), batches), strict=True):
            yield sum(len(t.text) for t in batch)


def mapper_of(engine: str) -> Mapper | None:
    """The mapper of an engine: None for worker processes on this machine, Ray for `ray`. Raises ImportError."""
    if engine != "ray":
        return None
    from pipelines.cluster.ray_tagging import tag_with_ray

    return tag_with_ray


def batch_name(batch: Sequence[TagText]) -> str:
    """The name of a batch: a digest over those of its texts."""
    return hashlib.sha256("\n".join(t.text_sha256 for t in batch).encode()).hexdigest()[:32]


def tag_to_file(folder: Path, batch: Sequence[TagText]) -> Path:
    """Tag one batch into its content-addressed Parquet file, written beside and renamed."""
    target = folder / f"{batch_name(batch)}.parquet"
    if target.exists():
        return target
    pending = target.with_suffix(f".{os.getpid()}.tmp")
    pq.write_table(tagged_table(batch), pending, compression="zstd")
    pending.replace(target)
    return target


def tagged_table(batch: Sequence[TagText]) -> pa.Table:
    """TAGGED_SCHEMA rows of a batch, ordered; a text with no content word keeps one row with n = 0."""
    rows: list[tuple[str, str, str, int]] = []
    for text, tagged in zip(batch, tag_batch([t.text for t in batch]), strict=True):
        found = [(text.text_sha256, lemma, tag, n) for (lemma, tag), n in sorted(tagged.counts.items())]
        rows.extend(found or [(text.text_sha256, "", "", 0)])
    columns = list(zip(*rows, strict=True))
    return pa.table(
        [pa.array(c, type=f.type) for c, f in zip(columns, TAGGED_SCHEMA, strict=True)], schema=TAGGED_SCHEMA
    )
