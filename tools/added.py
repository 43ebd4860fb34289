"""What a hundredth more judgments costs: each step of the flow over all of them, then over those that were added.

python -m tools.added [--judgments 3000] [--tagged]: processor seconds of this process and its children.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from pipelines.families import link_families
from pipelines.indexing import index_archive, indexed_files
from pipelines.publishing import build_published
from pipelines.records import read_judgments
from pipelines.settings import DataFolder, RunSettings
from pipelines.terms import tag_documents
from pipelines.warehouse_session import next_warehouse
from scrapers.replica.load import write_warc
from tools.bench_cost import Finding, cost_of
from tools.bench_runs import ADDED_BAR
from tools.growth import NOW, SEED, WORKERS
from warehouse.reference import load_reference

SHARE = 0.01
BENCH_JUDGMENTS = 1_000


def costs(settings: RunSettings, *, is_tagged: bool) -> dict[str, float]:
    """Processor seconds of each step on what the archive holds beyond the warehouse."""
    found: dict[str, float] = {}

    def take(name: str, work: Callable[[], object]) -> None:
        with cost_of() as cost:
            work()
        found[name] = round(cost.cpu, 2)

    archive, root = settings.data.archive, settings.data.root
    with next_warehouse(settings) as con:
        take("parse", lambda: index_archive(con, archive, indexed=indexed_files(con)))
        take("read", lambda: read_judgments(con, workers=WORKERS))
        take("families", lambda: link_families(con))
        if is_tagged:
            take("tag", lambda: tag_documents(con, settings.data.tagged, workers=WORKERS))
        take("reference", lambda: load_reference(con))
        take("build", lambda: build_published(con, now=NOW, root=root))
    return found


def costs_of_both(root: Path, judgments: int, *, is_tagged: bool) -> Iterator[tuple[int, dict[str, float]]]:
    """Number of judgments and costs of the steps: of all of them, then of the hundredth that is added."""
    settings = RunSettings(profile="sample", data=DataFolder(root=root), now=NOW)
    for first, last in ((0, judgments), (judgments, judgments + round(judgments * SHARE))):
        write_warc(settings.data.archive, last, SEED, first=first, length="realistic")
        yield last - first, costs(settings, is_tagged=is_tagged)


def measure_added(root: Path, judgments: int = BENCH_JUDGMENTS) -> Finding:
    """What is read and loaded for a hundredth more, as a share of what it was for all; the build is named beside it."""
    (_, every), (added, more) = costs_of_both(root, judgments, is_tagged=False)
    of_documents = [sum(each[name] for name in ("parse", "read")) for each in (every, more)]
    built = f"out_ tables {more['build']:.1f} s again, {every['build']:.1f} at first"
    return Finding(
        name="parse and read a hundredth more / all of them",
        value=of_documents[1] / of_documents[0],
        unit="share of processor",
        bar=ADDED_BAR,
        note=f"{added} added to {judgments:,} generated; {built}",
    )


@click.command()
@click.option("--judgments", type=click.IntRange(min=100), default=3000, show_default=True)
@click.option("--tagged", "is_tagged", is_flag=True, help="Tag with Kiwi too.")
def main(judgments: int, is_tagged: bool) -> None:
    """Print one line of JSON for all, and one for the hundredth that is added."""
    with tempfile.TemporaryDirectory(prefix="jumun-added-") as folder:
        for number, seconds in costs_of_both(Path(folder), judgments, is_tagged=is_tagged):
            click.echo(json.dumps({"judgments": number, "seconds": seconds}))


if __name__ == "__main__":
    main()
