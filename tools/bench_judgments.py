"""Judgments against the one cost that nobody can avoid: Kiwi over what is tagged."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from kiwipiepy import Kiwi

from extraction.judgments import JudgmentText, read_judgment
from extraction.kiwi_tagger import make_safe, process_tagger, tag_units
from pipelines.indexing import index_archive
from pipelines.records import read_judgments
from pipelines.settings import DataFolder, RunSettings
from pipelines.tagging import TagText, tagged_table, text_digest
from pipelines.terms import tag_documents, tagged_parts
from pipelines.warehouse_session import next_warehouse
from scrapers.judgment_files import read_judgment_file
from scrapers.parsed import ParsedDocument
from scrapers.replica.cases import make_case
from scrapers.replica.load import write_warc
from tools.bench_cost import Cost, Finding, cost_of, cost_of_call, paired

SEED = 11
WORKERS = 2
# Kiwi over every character of the corpus would take minutes: the rest is measured on a sample of this size.
REST_CHARACTERS = 150_000
REST_SHARE = 0.1
TAGGING_TURNS = 30
REPEATS = 3
TAGGING_BAR, END_TO_END_BAR, READING_BAR = 1.05, 1.0, 1_000.0


def corpus_texts(corpus: Path) -> list[str]:
    """The bulk judgments as the job stores them."""
    found = read_judgment_file(corpus / "bulk_judgments.jsonl.gz")
    return [item.text for item in found if isinstance(item, ParsedDocument)]


def generated_texts(cases: int) -> list[str]:
    """Generated judgments of realistic length."""
    return [make_case(SEED, index, "realistic").text for index in range(cases)]


def tagged_of(texts: Sequence[str]) -> list[str]:
    """What of the texts is handed to Kiwi."""
    return [part for text in texts for _, part in tagged_parts("judgment", text) if part]


def measure_tagging(texts: Sequence[str], *, turns: int = TAGGING_TURNS) -> Finding:
    """Our tagging step against Kiwi alone: same units, one process each, slice by slice in turns."""
    parts = tagged_of(texts)
    slices = [parts[start::turns] for start in range(turns) if parts[start::turns]]
    units = [[make_safe(unit) for part in each for _, unit in tag_units(part)] for each in slices]
    batches = [[TagText(text_sha256=text_digest(part), text=part) for part in each] for each in slices]
    kiwi = Kiwi(num_workers=1)
    # Both are warm before the first turn: a model loads its parts at first use.
    kiwi.tokenize(units[0])
    tagged_table(batches[0])
    alone, ours, ratio = paired(
        lambda turn: list(kiwi.tokenize(units[turn])),
        lambda turn: tagged_table(batches[turn]),
        turns=len(slices),
        repeats=REPEATS,
    )
    characters = sum(len(unit) for each in units for unit in each)
    note = (
        f"{characters:,} characters in {len(slices)} turns; Kiwi {alone.cpu:.2f} s ({characters / alone.cpu:,.0f} "
        f"characters a second), ours {ours.cpu:.2f} s"
    )
    return Finding(name="tagging step / Kiwi alone", value=ratio, unit="ratio", bar=TAGGING_BAR, note=note)


def measure_reading(texts: Sequence[str], name: str) -> Finding:
    """Judgments a processor second of `read_judgment`, without tagging."""
    read_judgment(JudgmentText(document_id="first", text=texts[0]))
    cost = cost_of_call(
        lambda: [read_judgment(JudgmentText(document_id="d", text=text)).as_dict() for text in texts]
    )
    characters = sum(map(len, texts)) / len(texts)
    note = f"{len(texts):,} judgments of {characters:,.0f} characters in {cost.cpu:.2f} s"
    return Finding(
        name=f"judgments read, {name}",
        value=len(texts) / cost.cpu,
        unit="a second and core",
        bar=READING_BAR if name == "bulk corpus" else None,
        at_most=False,
        note=note,
    )


def measure_end_to_end(archive: Path, texts: Sequence[str], name: str) -> Iterator[Finding]:
    """Read, tag, extract and load an archive against Kiwi with as many workers: its time on what is tagged plus a
    tenth of its time on the rest. Model loading is in both."""
    with tempfile.TemporaryDirectory(prefix="jumun-bench-") as folder:
        root = Path(folder) / "data"
        root.mkdir()
        (root / "archive").symlink_to(archive)
        ours, steps = _ours(RunSettings(profile="local", data=DataFolder(root=root)))
    parts = tagged_of(texts)
    tagged, rest = sum(map(len, parts)), sum(map(len, texts)) - sum(map(len, parts))
    with_load = cost_of_call(lambda: _kiwi_alone(parts))
    sample = _rest_sample(texts)
    in_sample, loading = cost_of_call(lambda: _kiwi_alone(sample)), cost_of_call(lambda: _kiwi_alone([""]))
    scale = rest / max(1, sum(map(len, sample)))
    rest_cpu = max(0.0, in_sample.cpu - loading.cpu) * scale
    allowed = with_load.cpu + REST_SHARE * rest_cpu
    note = (
        f"{len(texts):,} judgments, {tagged:,} characters tagged of {tagged + rest:,}; ours {ours.cpu:.1f} s ("
        + ", ".join(f"{step} {cost.cpu:.1f}" for step, cost in steps.items())
        + f"), Kiwi {with_load.cpu:.1f} s on the tagged and {rest_cpu:.0f} s on the rest (estimated from "
        f"{sum(map(len, sample)):,} characters)"
    )
    yield Finding(
        name=f"end to end / Kiwi, {name}",
        value=ours.cpu / allowed,
        unit="ratio",
        bar=END_TO_END_BAR,
        note=note,
    )
    yield Finding(
        name=f"documents end to end, {name}", value=len(texts) / ours.cpu, unit="a processor second"
    )


def _ours(settings: RunSettings) -> tuple[Cost, dict[str, Cost]]:
    steps: dict[str, Cost] = {}
    # A model that an earlier figure loaded would be free here, and Kiwi alone loads its own.
    process_tagger.cache_clear()
    with cost_of() as whole, next_warehouse(settings, start=True) as con:
        with cost_of() as steps["parse and store"]:
            index_archive(con, settings.data.archive, indexed=frozenset())
        with cost_of() as steps["read and load"]:
            read_judgments(con, workers=WORKERS)
        with cost_of() as steps["tag and load"]:
            tag_documents(con, settings.data.tagged, workers=WORKERS)
    return whole, steps


def _kiwi_alone(texts: Sequence[str]) -> int:
    """Kiwi with its own workers, in a process of its own so that its loading is counted."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_tokenize_all, list(texts)).result()


def _tokenize_all(texts: list[str]) -> int:
    kiwi = Kiwi(num_workers=WORKERS)
    units = [make_safe(unit) for text in texts for _, unit in tag_units(text)]
    return sum(len(tokens) for tokens in kiwi.tokenize(units))


def _rest_sample(texts: Sequence[str]) -> list[str]:
    found, size = [], 0
    for text in texts[:: max(1, len(texts) // 200)]:
        found.append(text)
        size += len(text)
        if size >= REST_CHARACTERS:
            break
    return found


def generated_archive(folder: Path, cases: int) -> Path:
    """An archive of generated judgments of realistic length."""
    write_warc(folder, cases, SEED, length="realistic")
    return folder


def corpus_archive(folder: Path, corpus: Path) -> Path:
    """An archive of the bulk judgments, captured as profile `local` captures them."""
    command = [sys.executable, "-m", "scrapers.run_spider", "local", "--archive", str(folder)]
    command += ["--corpus", str(corpus / "bulk_judgments.jsonl.gz")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder
