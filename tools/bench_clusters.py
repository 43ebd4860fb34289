"""Clustering of many articles given their shingles: seconds, peak memory, and whether the copies come back.

Run: `nice -n 10 python -m tools.bench_clusters`. The shingles are made up: a quarter of the articles are copies of an
earlier one with a tenth of it changed; so are 300 shingles of stock phrases that many articles share.
"""

import random
import resource
import time
from dataclasses import dataclass

import click

from extraction.news.clusters import ClusterInput, cluster_articles

BAR_SECONDS = 300.0
BAR_BYTES = 4_000_000_000
SHINGLES = 200
STOCK = 300
COPY_SHARE = 0.25
CHANGED = 20


@dataclass(frozen=True, kw_only=True)
class ClusterFinding:
    """What one run took, and how many of the made copies stand in the cluster of their original."""

    articles: int
    seconds: float
    peak_bytes: int
    clusters: int
    copies: int
    copies_found: int


def made_articles(n: int, *, seed: int) -> tuple[list[ClusterInput], dict[str, str]]:
    """n articles as shingle sets, and of each copy the article that it was copied from."""
    draw = random.Random(seed)  # noqa: S311  not for secrets  # noqa: S311
    stock = [draw.getrandbits(32) for _ in range(STOCK)]
    articles: list[ClusterInput] = []
    originals: list[int] = []
    copy_of: dict[str, str] = {}
    for number in range(n):
        name = f"a{number:07d}"
        if originals and draw.random() < COPY_SHARE:
            source = articles[draw.choice(originals)]
            kept = draw.sample(sorted(source.shingles), SHINGLES - CHANGED)
            shingles = frozenset([*kept, *(draw.getrandbits(32) for _ in range(CHANGED))])
            copy_of[name] = source.document_id
        else:
            own = [draw.getrandbits(32) for _ in range(SHINGLES - CHANGED)]
            shingles = frozenset([*own, *draw.sample(stock, CHANGED)])
            originals.append(number)
        articles.append(ClusterInput(document_id=name, shingles=shingles, published_at=f"2024-{number:09d}"))
    return articles, copy_of


def measure_clusters(n: int, *, seed: int = 7) -> ClusterFinding:
    """Times `cluster_articles` alone; the peak memory is that of the whole process with its inputs."""
    articles, copy_of = made_articles(n, seed=seed)
    started = time.perf_counter()
    clusters = cluster_articles(articles)
    seconds = time.perf_counter() - started
    cluster_of = {name: c.cluster_id for c in clusters for name in c.document_ids}
    return ClusterFinding(
        articles=n,
        seconds=seconds,
        peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        clusters=len(clusters),
        copies=len(copy_of),
        copies_found=sum(cluster_of[name] == cluster_of[source] for name, source in copy_of.items()),
    )


@click.command()
@click.option("--articles", default=100_000, show_default=True)
@click.option("--seed", default=7, show_default=True)
def main(articles: int, seed: int) -> None:
    """Print the figures and fail where a bar is missed."""
    found = measure_clusters(articles, seed=seed)
    click.echo(
        f"clustering {found.articles:,} articles of {SHINGLES} shingles: {found.seconds:.1f} s, peak "
        f"{found.peak_bytes / 1e9:.2f} GB with inputs; {found.clusters:,} clusters; "
        f"{found.copies_found:,} of {found.copies:,} copies found"
    )
    if found.seconds > BAR_SECONDS or found.peak_bytes > BAR_BYTES:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
