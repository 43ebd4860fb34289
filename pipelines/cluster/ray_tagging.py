"""Tagging on a Ray cluster: the batch function of the local path under Ray Data, each actor with one Kiwi.

Parquet in, Parquet out: a batch is staged as a file named by its content, an actor reads it, tags it and writes the
result under the same name that the local path gives it. A batch done twice is the same file, so an actor that dies
costs its batch in work and nothing else. The tagged folder must be one that every node sees.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import ray
from ray.data import ActorPoolStrategy, DataContext

from extraction.kiwi_tagger import process_tagger
from pipelines.tagging import TagText, batch_name, tag_to_file

# Two whole processors for two actors would leave none for the tasks that feed them: the job would wait for ever.
PROCESSORS_AN_ACTOR = 0.5
STAGED = "staged"
SCHEMA = pa.schema([("text_sha256", pa.string()), ("text", pa.string())])


class TagActor:
    """Holds one Kiwi for as long as it lives; tags the staged files that it is handed."""

    def __init__(self) -> None:
        process_tagger()

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """`path` of staged batches in; `path` and `characters` of each out."""
        characters = []
        for path in map(Path, batch["path"]):
            texts = staged_texts(path)
            tag_to_file(path.parent.parent, texts)
            characters.append(sum(len(each.text) for each in texts))
        return {"path": list(batch["path"]), "characters": characters}


def stage(folder: Path, batch: Sequence[TagText]) -> Path:
    """A batch as a Parquet file beside the tagged ones, named by its content."""
    target = folder / STAGED / f"{batch_name(batch)}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    pending = target.with_suffix(f".{os.getpid()}.tmp")
    columns = [[each.text_sha256 for each in batch], [each.text for each in batch]]
    pq.write_table(pa.table([pa.array(c, pa.string()) for c in columns], schema=SCHEMA), pending)
    pending.replace(target)
    return target


def staged_texts(path: Path) -> list[TagText]:
    """What `stage` wrote."""
    return [TagText(**row) for row in pq.read_table(path).to_pylist()]


def tag_with_ray(folder: Path, batches: Sequence[Sequence[TagText]], actors: int) -> Iterator[int]:
    """Tag every batch into `folder`; yields the characters of each, in order, as they are done.

    A cluster that runs already is used (RAY_ADDRESS), else one is started here and ended with the call. Raises
    ray.exceptions.RayError when a batch fails for good; batches that are done stay.
    """
    paths = [stage(folder, batch) for batch in batches]
    with Session(actors):
        DataContext.get_current().execution_options.preserve_order = True
        source = ray.data.from_items([{"path": str(path)} for path in paths], override_num_blocks=len(paths))
        tagged = source.map_batches(
            TagActor,
            batch_size=1,
            compute=ActorPoolStrategy(size=max(1, min(actors, len(paths)))),
            num_cpus=PROCESSORS_AN_ACTOR,
            max_restarts=-1,
            max_task_retries=-1,
        )
        for row in tagged.iter_rows():
            Path(row["path"]).unlink(missing_ok=True)
            yield int(row["characters"])


class Session:
    """A Ray session for the block: the caller's, the one that RAY_ADDRESS names, or a local one."""

    def __init__(self, actors: int) -> None:
        self._actors = actors
        self._is_ours = not ray.is_initialized()

    def __enter__(self) -> None:
        if not self._is_ours:
            return
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        if os.environ.get("RAY_ADDRESS"):
            ray.init(log_to_driver=False)
            return
        ray.init(
            num_cpus=max(2, self._actors),
            include_dashboard=False,
            log_to_driver=False,
            _node_ip_address="127.0.0.1",
            object_store_memory=200 * 2**20,
            _temp_dir=os.environ.get("RAY_TMPDIR", "/tmp/jumun-ray"),  # noqa: S108  sockets need a short path
        )

    def __exit__(self, *_: object) -> None:
        if self._is_ours:
            ray.shutdown()
