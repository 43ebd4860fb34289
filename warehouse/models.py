"""SQL models: one file a table, one SELECT a file, run in the order that their references ask for.

`warehouse/models/<table>.sql` starts with a comment that says what a row is and where it comes from. A model
may use the parameter `$now` (TIMESTAMP, UTC), as nothing in the warehouse reads a clock, and the
macros of `_create_macros`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from warehouse.catalog import CatalogError, load_catalog, quote_literal, table
from warehouse.load import transaction
from warehouse.scanner import prefilter, spared

MODELS_DIR = Path(__file__).parent / "models"
_COMMENT = re.compile(r"--[^\n]*")
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_WORD = re.compile(r"\b(?:raw|core|ref|out)_[a-z0-9_]+\b")


class ModelError(ValueError):
    """A model file that is not one commented SELECT for a table of the catalogue, or models in a circle."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """One table's SELECT; `reads` are the tables it names."""

    name: str
    header: str
    sql: str
    reads: frozenset[str]


@cache
def parse_model(name: str, text: str) -> Model:
    """A model from the text of its file. Raises ModelError."""
    if not text.startswith("--"):
        raise ModelError(f"{name}.sql has no header comment")
    table(name)  # an unknown table is a CatalogError
    statements = duckdb.extract_statements(text)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise ModelError(f"{name}.sql is not one SELECT")
    header = "\n".join(line.removeprefix("--").strip() for line in text.splitlines() if line.startswith("--"))
    return Model(name=name, header=header, sql=text.strip().rstrip(";"), reads=tables_named(text) - {name})


def tables_named(sql: str) -> frozenset[str]:
    """Tables of the catalogue that a statement names, outside comments and literals."""
    plain = _LITERAL.sub("''", _COMMENT.sub("", sql))
    return frozenset(_WORD.findall(plain)) & frozenset(load_catalog())


def load_models(folder: Path = MODELS_DIR) -> dict[str, Model]:
    """Every model by table name, in an order in which each comes after the models it reads."""
    models = {
        path.stem: parse_model(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.sql"))
    }
    return order_models(models)


def order_models(models: Mapping[str, Model]) -> dict[str, Model]:
    """The same models, each after those that it reads. Raises ModelError when they go in a circle."""
    sorter = TopologicalSorter({name: sorted(model.reads & models.keys()) for name, model in models.items()})
    try:
        return {name: models[name] for name in sorter.static_order()}
    except CycleError as error:
        raise ModelError(f"models read each other in a circle: {' -> '.join(error.args[1])}") from error


def naive_utc(now: datetime) -> datetime:
    """The time as the warehouse stores it: UTC without zone."""
    return now.astimezone(UTC).replace(tzinfo=None) if now.tzinfo else now


def run_model(con: duckdb.DuckDBPyConnection, model: Model, *, now: datetime) -> int:
    """Replace the rows of one table by those of its SELECT, ordered by key; returns their number."""
    entry = table(model.name)
    key = ", ".join(f'"{column}"' for column in entry.key)
    parameters = {"now": naive_utc(now)} if "$now" in model.sql else None
    con.execute(f"DELETE FROM {model.name}").fetchall()
    found = con.execute(
        f"INSERT INTO {model.name} BY NAME SELECT * FROM (\n{model.sql}\n) ORDER BY {key}", parameters
    ).fetchall()
    return int(found[0][0])


_TURNS_TEXT = r"[\x{202A}-\x{202E}\x{2066}-\x{2069}]"


def _create_macros(con: duckdb.DuckDBPyConnection) -> None:
    """What models may call: `looks_personal(text)`, `turns_text(text)`, and `blanks()`, the characters around a section.

    Characters that turn the direction of writing around make a page say what no judgment says: not shown either.
    """
    con.execute(
        f"CREATE OR REPLACE TEMP MACRO turns_text(t) AS regexp_matches(t, {quote_literal(_TURNS_TEXT)});"
        f"CREATE OR REPLACE TEMP MACRO looks_personal(t) AS turns_text(t) OR regexp_matches("
        f"regexp_replace(t, {quote_literal(spared())}, ' ', 'g'), {quote_literal(prefilter())});"
        r"CREATE OR REPLACE TEMP MACRO blanks() AS e' \n\r\t' || chr(160) || chr(12288)"
    ).fetchall()


def build_models(
    con: duckdb.DuckDBPyConnection, *, now: datetime, folder: Path = MODELS_DIR
) -> dict[str, int]:
    """Run every model in one transaction; returns the rows of each table. A failing model changes nothing."""
    rows: dict[str, int] = {}
    _create_macros(con)
    with transaction(con):
        for name, model in load_models(folder).items():
            try:
                rows[name] = run_model(con, model, now=now)
            except duckdb.Error as error:
                raise ModelError(f"{name}.sql: {error}") from error
    return rows


__all__ = ["CatalogError", "Model", "ModelError", "build_models", "load_models", "run_model", "tables_named"]
