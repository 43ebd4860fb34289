"""Claims of a text against our figures: where the claim reader (extraction) meets the verdicts (warehouse)."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import DataFolder
from warehouse.build import reading
from warehouse.claim_arithmetic import check_arithmetic
from warehouse.measures import data_as_of
from warehouse.verdicts import (
    Verdict,
    check_claim,
    claim_review,
    load_figures,
    published_review,
    reference_connection,
)


@dataclass(frozen=True, kw_only=True)
class CheckedClaim:
    """A claim, its verdict, and what its own arithmetic says (n of N against the printed share)."""

    claim: dict[str, Any]
    verdict: Verdict
    arithmetic: tuple[dict[str, Any], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The line that `jumun check-claims` prints."""
        return {**self.claim, **self.verdict.as_dict(), "arithmetic": list(self.arithmetic)}


def checked_claims(claims: Sequence[dict[str, Any]], data: Path | None) -> list[CheckedClaim]:
    """Each claim with its verdict, against the figures of `data`, or the official figures alone."""
    with _figures_of(data) as con:
        figures = load_figures(con)
    findings = [asdict(finding) for finding in check_arithmetic(claims)]
    return [
        CheckedClaim(
            claim=claim,
            verdict=check_claim(claim, figures),
            arithmetic=tuple(f for f in findings if position in f["claims"]),
        )
        for position, claim in enumerate(claims)
    ]


def claim_reviews(
    results: Sequence[CheckedClaim], *, url: str, reviewed_date: str
) -> Iterator[dict[str, Any]]:
    """schema.org ClaimReview objects; `reviewed_date` is the ISO day of the review."""
    for result in results:
        yield claim_review(
            result.claim, result.verdict, url=url, publisher="jumun", reviewed_date=reviewed_date
        )


def write_claim_reviews(con: duckdb.DuckDBPyConnection, folder: Path, *, is_fictional: bool) -> Path:
    """`claim_reviews.jsonld`: every verdict of `out_claim_verdicts` that is one, as ClaimReview objects; the same
    tables give the same bytes (the day of the review is that of the newest document)."""
    cursor = con.execute(
        "SELECT * FROM out_claim_verdicts WHERE verdict IN ('supported', 'supported_under_definition', 'contradicted') "
        "ORDER BY claim_id"
    )
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    as_of = data_as_of(con)
    day = as_of.date().isoformat() if as_of else None
    graph = [published_review(row, reviewed_date=day, is_fictional=is_fictional) for row in rows]
    path = folder / ("claim_reviews.fictional.jsonld" if is_fictional else "claim_reviews.jsonld")
    content = {"@context": "https://schema.org", "@graph": graph}
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    return path


@contextmanager
def _figures_of(data: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    if data is None:
        with reference_connection() as con:
            yield con
        return
    with reading(DataFolder(root=data.resolve()).warehouse) as con:
        yield con
