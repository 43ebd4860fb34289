"""Tagging: every text once, in files named by what is in them."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extraction.kiwi_tagger import TAG_VERSION
from pipelines.tagging import (
    TAGGED_SCHEMA,
    TagText,
    batches_holding,
    batches_of,
    held_digests,
    tag_missing,
    tagged_folder,
    text_digest,
)


def _texts(*words: str) -> list[TagText]:
    return [TagText(text_sha256=text_digest(word), text=word) for word in words]


def _quiet(done: int, total: int) -> None:
    assert done <= total


def test_each_text_is_tagged_once(tmp_path: Path) -> None:
    texts = _texts("피고인을 징역 1년에 처한다.", "피고인은 무죄.", "")
    assert tag_missing(tmp_path, texts, workers=1, progress=_quiet) == 3
    assert held_digests(tmp_path) == {t.text_sha256 for t in texts}
    assert tag_missing(tmp_path, [*texts, *_texts("벌금을 선고한다.")], workers=1, progress=_quiet) == 1
    assert tag_missing(tmp_path, texts, workers=1, progress=_quiet) == 0


def test_a_text_tagged_with_another_dictionary_is_tagged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = _texts("피고인은 무죄.")
    assert tag_missing(tmp_path, texts, workers=1, progress=_quiet) == 1
    digest = TAG_VERSION.partition("words")[2][:12]
    monkeypatch.setattr("pipelines.tagging.TAG_VERSION", TAG_VERSION.replace(digest, "0" * len(digest)))
    assert held_digests(tmp_path) == set()
    assert tag_missing(tmp_path, texts, workers=1, progress=_quiet) == 1


def test_the_same_batch_gives_the_same_bytes(tmp_path: Path) -> None:
    texts = _texts("피고인에게 보호관찰을 명한다.", "집행유예 2년을 선고하였다.")
    for folder in ("one", "two"):
        tag_missing(tmp_path / folder, texts, workers=1, progress=_quiet)
    one, two = (sorted(tagged_folder(tmp_path / f).iterdir()) for f in ("one", "two"))
    assert [p.name for p in one] == [p.name for p in two]
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
    assert pq.read_schema(one[0]).equals(TAGGED_SCHEMA)


def test_batches_keep_order_and_every_text() -> None:
    texts = _texts(*(f"문장 {i}" * 3 for i in range(50)))
    batches = list(batches_of(texts, limit=40))
    assert [t for batch in batches for t in batch] == texts
    assert all(sum(len(t.text) for t in batch[:-1]) < 40 for batch in batches)


def test_only_the_batches_that_hold_a_text_are_named(tmp_path: Path) -> None:
    for number, digest in enumerate(("a", "b", "a")):
        tagged_folder(tmp_path).mkdir(parents=True, exist_ok=True)
        columns = {"text_sha256": [digest], "lemma": ["형"], "tag": ["NNG"], "n": [1]}
        pq.write_table(pa.table(columns, schema=TAGGED_SCHEMA), tagged_folder(tmp_path) / f"{number}.parquet")
    assert [path.stem for path in batches_holding(tmp_path, {"a", "c"})] == ["0", "2"]
    assert batches_holding(tmp_path, {"c"}) == []
