"""Measure the site at many judgments: `python -m tools.site_scale 1000000 /tmp/scale` (run it alone, nice -n 10).

Writes a warehouse with that many fictional judgments straight into DuckDB, no texts, builds the published tables,
then the site, and prints seconds of wall and of processor for each, the bytes a page loads, and what a look-up of
one filter costs in the browser's cells.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import duckdb

from dashboards.site import build_site
from tests.warehouse.synthetic_core import fill_core
from warehouse.build import THREADS
from warehouse.measures import build_measures
from warehouse.memory import MEMORY_LIMIT, in_enough_memory
from warehouse.models import build_models

NOW = datetime(2026, 9, 30, tzinfo=UTC)


class Stopwatch:
    """Wall and processor seconds since the last look."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def lap(self) -> dict[str, float]:
        """Seconds since the last lap."""
        wall, cpu = time.perf_counter(), time.process_time()
        taken = {"wall": round(wall - self.wall, 1), "cpu": round(cpu - self.cpu, 1)}
        self.wall, self.cpu = wall, cpu
        return taken


def write_warehouse(path: Path, n: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Fill a warehouse with n judgments, unless the file is there, and rebuild its published tables.

    In the memory and threads of the job: with more, a model that does not fit into them would not show.
    """
    is_new = not path.exists()
    watch = Stopwatch()
    with duckdb.connect(str(path), config={"memory_limit": MEMORY_LIMIT, "threads": THREADS}) as con:
        if is_new:
            fill_core(con, n)
            yield "rows", watch.lap()
        in_enough_memory(con, lambda: build_models(con, now=NOW))
        yield "models", watch.lap()
        in_enough_memory(con, lambda: build_measures(con, now=NOW))
        yield "measures", watch.lap()


def largest_view(site: Path) -> tuple[int, str]:
    """Compressed bytes of the heaviest page with its own data script, and its name."""
    weights = []
    for page in site.rglob("*.html"):
        data = page.parent / "data" / f"page-{'overview' if page.stem == 'index' else page.stem}.js"
        files = [page, *([data] if data.is_file() else [])]
        weights.append((sum(len(gzip.compress(f.read_bytes(), 6)) for f in files), page.name))
    return max(weights)


@click.command()
@click.argument("n", type=int)
@click.argument("folder", type=click.Path(path_type=Path))
def main(n: int, folder: Path) -> None:
    """Build a warehouse of N judgments and its site in FOLDER, and print what each step took.

    A warehouse that is there already keeps its records; its published tables are rebuilt.
    """
    folder.mkdir(parents=True, exist_ok=True)
    warehouse = folder / "warehouse.duckdb"
    taken = {}
    for step, seconds in write_warehouse(warehouse, n):
        taken[step] = seconds
        click.echo(f"{step}: {seconds}", err=True)
    watch = Stopwatch()
    report = build_site(warehouse, folder / "site", is_fictional=True, now=NOW, profile="sample")
    taken["site"] = watch.lap()
    weight, page = largest_view(folder / "site")
    told = {
        "judgments": n,
        "seconds": taken,
        "figures": report.figures,
        "pages": report.pages,
        "bytes": report.bytes,
        "heaviest_page": {"page": page, "compressed_bytes": weight},
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
