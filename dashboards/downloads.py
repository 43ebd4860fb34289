"""Published tables as CSV files beside the pages, and their dictionary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from dashboards import value_labels
from dashboards.published import Published, plain, select
from dashboards.tables import csv_text
from dashboards.wording import LANGUAGES, Words
from warehouse.catalog import Column, Table

FICTIONAL = (
    "FICTIONAL DATA / 가상 자료: every judgment and article behind these rows is invented; "
    "official figures (ref_ tables) are real and name their source, except the statistics tables of organisation 999"
)
# The statistics service of a fictional run is the replica's: its figures are invented too.
INVENTED_REFERENCE = frozenset({"ref_kosis_values", "ref_kosis_series"})
# Texts of single judgments stand on their pages; very long tables are in the data package alone.
RECORDS = "out_records"
NOT_HERE = frozenset({"out_cases", "out_case_evidence"})
MOST_ROWS = 200_000
VARIABLES = {
    "R": value_labels.r_variables,
    "sps": value_labels.spss_variables,
    "do": value_labels.stata_variables,
}
SCRIPTS = {"R": value_labels.r_script, "sps": value_labels.spss_script, "do": value_labels.stata_script}


def table_csv(con: duckdb.DuckDBPyConnection, table: Table, *, is_fictional: bool) -> str:
    """A published table as CSV; on a fictional site its first line says so, except for official figures."""
    names = [column.name for column in table.public_columns()]
    rows = ([_written(row.get(name)) for name in names] for row in select(con, table))
    is_real = table.name.startswith("ref_") and table.name not in INVENTED_REFERENCE
    comment = FICTIONAL if is_fictional and not is_real else ""
    return csv_text(names, rows, comment=comment)


def _written(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=plain)
    return value


def write_tables(
    con: duckdb.DuckDBPyConnection, published: Published, folder: Path, *, is_fictional: bool
) -> None:
    """Write every published table that pages may offer for download."""
    folder.mkdir(parents=True)
    for name in offered(published):
        text = table_csv(con, published.catalog[name], is_fictional=is_fictional)
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def write_labels(published: Published, folder: Path) -> None:
    """Write the value labels of both languages for three statistics programs."""
    for language in ("ko", "en"):
        domains = value_labels.domains_of(published.rows("out_labels"), language)
        variables = value_labels.variables_of(published.catalog["out_records"], language)
        for ending, script in SCRIPTS.items():
            text = f"{script(domains)}\n{VARIABLES[ending](variables)}"
            (folder / f"labels.{language}.{ending}").write_text(text, encoding="utf-8")


def offered(published: Published) -> list[str]:
    """Tables offered as CSV: those that are there, without texts and without very long ones."""
    return [name for name, rows in published.sizes.items() if name not in NOT_HERE and rows <= MOST_ROWS]


def listed(published: Published, words: Words, root: str) -> list[dict[str, str]]:
    """The list of downloads as the page prints it."""
    return [
        {
            "name": f"{name}.csv",
            "path": f"{root}tables/{name}.csv",
            "rows": f"{published.sizes[name]:,}",
            "title": getattr(published.catalog[name].title, words.language),
        }
        for name in offered(published)
    ]


def dictionary(published: Published, words: Words) -> list[dict[str, Any]]:
    """Tables and columns in words, from the same catalogue that made the tables."""
    return [
        {
            "name": name,
            "title": getattr(table.title, words.language),
            "about": getattr(table.description, words.language),
            "columns": [
                {"name": c.name, "type": c.type, "meaning": getattr(c, words.language)}
                for c in table.public_columns()
            ],
        }
        for name, table in published.catalog.items()
        if name in published.sizes
    ]


def write_codebook(published: Published, folder: Path, *, is_fictional: bool) -> None:
    """The code book of the record table in both languages: a line a column, and a line for each of its values."""
    table = published.catalog.get(RECORDS)
    if table is None or not published.has(RECORDS):
        return
    for language in LANGUAGES:
        names = value_labels.domains_of(published.rows("out_labels"), language)
        lines = [line for column in table.public_columns() for line in _coded(column, names, language)]
        head = ["column", "type", "unit", "may_be_empty", "meaning", "value", "label"]
        text = csv_text(head, lines, comment=FICTIONAL if is_fictional else "")
        (folder / f"codebook.{language}.csv").write_text(text, encoding="utf-8")


def _coded(column: Column, names: value_labels.Domains, language: str) -> list[list[str]]:
    meaning = str(getattr(column, language))
    first = [column.name, column.type, column.unit or "", str(column.nullable).lower(), meaning]
    labels = dict(names.get(column.name, ()))
    values = list(column.enum or labels)
    return [[*first, "", ""], *([*first, value, labels.get(value, value)] for value in values)]


def reading_code(*, is_fictional: bool) -> dict[str, str]:
    """How to read the record table in Python and in R; a fictional table has a line above its head."""
    skip = 1 if is_fictional else 0
    return {
        "pandas": f'import pandas as pd\nrecords = pd.read_csv("{RECORDS}.csv", skiprows={skip})',
        "R": f'records <- read.csv("{RECORDS}.csv", skip = {skip}, fileEncoding = "UTF-8")',
    }
