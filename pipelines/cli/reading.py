"""read-judgment, read-article, read-claims, check-claims, kwic: files in, records out."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from pipelines.cli.messages import JumunError, print_json_lines, say
from scrapers.text_decoding import UndecodableText

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command("read-judgment")
@PATHS
def read_judgment_command(paths: tuple[Path, ...]) -> None:
    """One record a line for every judgment in PATHS, in input order.

    PATHS: law.go.kr XML or JSON, precedent-kr Markdown, plain text, .jsonl or .jsonl.gz, or folders of these.
    """
    # The readers take a second to import: only the commands that read pay for it.
    from pipelines.reading import judgment_records

    problems: list[str] = []
    n = print_json_lines(judgment_records(paths, problems=problems))
    _finish(n, problems, what="judgment")


@click.command("read-article")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--url", required=False, default="", help="The article's address: chooses the reader of its outlet."
)
@click.option("--fetched-at", default=None, help="ISO time of the fetch: chooses the layout valid then.")
def read_article_command(path: Path, url: str, fetched_at: str | None) -> None:
    """One article record with its case reports and claims.

    PATH: HTML, or text (first line the title, or one paragraph), each also gzipped.
    """
    from pipelines.reading import article_record
    from scrapers.archive.captures import ArchiveError

    try:
        record = article_record(_existing(path), url=url, fetched_at=_time(fetched_at))
    except ArchiveError as error:
        raise JumunError(f"[{path}]: {error}") from error
    except ValueError as error:
        raise JumunError(str(error)) from error
    print_json_lines([record])


@click.command("read-claims")
@click.argument("path", type=click.Path(path_type=Path))
def read_claims_command(path: Path) -> None:
    """Numeric claims of a Korean or English text, one a line."""
    print_json_lines(_claims(path))


@click.command("check-claims")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--data", type=click.Path(path_type=Path), help="A data folder; without it the official figures alone."
)
@click.option("--claimreview", is_flag=True, help="Print schema.org ClaimReview objects.")
@click.option("--url", default="", help="Address of the text, for ClaimReview.")
@click.option(
    "--date",
    "published",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day the text was published: resolves 지난해 and 'last year'.",
)
def check_claims_command(
    path: Path, data: Path | None, claimreview: bool, url: str, published: datetime | None
) -> None:
    """Numeric claims of a text, each with a verdict, our figure, its n and its source."""
    from pipelines.claims import checked_claims, claim_reviews

    claims = _claims(path, published.date() if published else None)
    results = checked_claims(claims, data)
    today = datetime.now(UTC).date().isoformat()
    reviews = claim_reviews(results, url=url, reviewed_date=today)
    print_json_lines(reviews if claimreview else (r.as_dict() for r in results))


@click.command("kwic")
@click.argument("lemma")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="A data folder.")
@click.option("--kind", type=click.Choice(["article", "judgment"]), default="article", show_default=True)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="Most occurrences that are printed.",
)
def kwic_command(lemma: str, data: Path, kind: str, limit: int) -> None:
    """A word (its dictionary form) in its context, one occurrence a line. Local only: never published."""
    from pipelines.kwic import find_occurrences

    print_json_lines(found.as_dict() for found in find_occurrences(data, lemma, kind=kind, limit=limit))


def _claims(path: Path, published: date | None = None) -> list[dict[str, Any]]:
    """The claims of a text file, or of an article page, which tells its own day."""
    from pipelines.reading import article_record, claim_records
    from scrapers.archive.captures import ArchiveError

    try:
        if published is None and path.name.lower().removesuffix(".gz").endswith((".html", ".htm")):
            return list(article_record(_existing(path), url="", fetched_at=None)["claims"])
        return list(claim_records(_existing(path), published))
    except (ArchiveError, UndecodableText) as error:
        raise JumunError(f"[{path}]: {error}") from error
    except ValueError as error:
        raise JumunError(str(error)) from error


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise JumunError(f"no such file: [{path}]", exit_code=2)
    return path


def _time(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise JumunError(f"--fetched-at must be an ISO time, got [{value}]", exit_code=2) from error


def _finish(n: int, problems: list[str], *, what: str) -> None:
    for problem in problems:
        say(problem)
    if problems:
        raise JumunError(f"{n} {what}(s) read, {len(problems)} input(s) not read (above)")


COMMANDS: list[Any] = [
    read_judgment_command,
    read_article_command,
    read_claims_command,
    check_claims_command,
    kwic_command,
]
