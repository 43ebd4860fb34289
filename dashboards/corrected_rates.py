"""Rates of the grand totals as they were read and corrected for reading error, side by side: a table of the coverage page.

Words in `corrected_rates.yml`. Nothing without an audit: the front page says then that the error has not been measured.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboards.page_blocks import Source
from dashboards.published import Row
from warehouse.yaml_files import read_yaml

WORDS = Path(__file__).parent / "corrected_rates.yml"


def corrected_blocks(source: Source) -> list[dict[str, Any]]:
    """One block for the page of tables, or none where no rate is corrected."""
    words: dict[str, dict[str, Any]] = read_yaml(WORDS)
    own = words[source.words.language]
    found: dict[tuple[str, str], Row] = {}
    for row in source.published.rows("out_cubes__cells"):
        if row.get("corrected_share") is not None:
            found.setdefault((str(row["definition_id"]), str(row["category"])), row)
    if not found:
        return []
    return [
        {
            "id": "corrected-rates",
            "title": own["title"],
            "text": own["text"],
            "head": own["head"],
            "rows": [_cells(row, source) for row in found.values()],
            "missing": "",
            "csv": "",
        }
    ]


def _cells(row: Row, source: Source) -> list[str]:
    definition = source.context.definitions.get(str(row["definition_id"]), {})
    title = source.words.pick(definition, "title") or str(row["definition_id"])
    if row["category"] != "share":
        title += f": {source.context.labels(row['category'], 'outcome', 'category')}"
    return [
        title,
        f"{row['n']:,} / {row['denominator']:,}",
        _told(row, "share", "low", "high"),
        _told(row, "corrected_share", "corrected_low", "corrected_high"),
    ]


def _told(row: Row, *columns: str) -> str:
    share, low, high = (100 * float(row[column]) for column in columns)
    return f"{share:.1f}% ({low:.1f}–{high:.1f})"
