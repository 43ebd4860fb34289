"""The catalogue of tables: one YAML file a table, from which DDL, comments, checks and the dictionary come.

`warehouse/catalog/<table>.yml` holds one table; `warehouse/catalog/_shared.yml` holds the columns that mean
the same everywhere, so that a table lists such a column by name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import duckdb
import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

CATALOG_DIR = Path(__file__).parent / "catalog"
LAYERS = ("raw", "core", "ref", "out")
Layer = Literal["raw", "core", "ref", "out"]
_TYPE = re.compile(
    r"(VARCHAR|BOOLEAN|SMALLINT|INTEGER|BIGINT|DOUBLE|DATE|TIMESTAMP|JSON|DECIMAL\(\d+,\d+\))(\[\])?"
)
# The same safe loader, in C where PyYAML was built with it: ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAME = re.compile(r"[a-z][a-z0-9]*(_+[a-z0-9]+)*")


class CatalogError(ValueError):
    """A table or column that the catalogue does not know, or a catalogue file that contradicts itself."""


class Bilingual(BaseModel):
    """The same sentence in Korean and in English."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ko: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Column(BaseModel):
    """One column. `local` columns never leave the machine; `references` reads `table.column`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    type: str
    nullable: bool = False
    ko: str = Field(min_length=1)
    en: str = Field(min_length=1)
    unit: str | None = None
    enum: tuple[str, ...] | None = None
    min: int | None = None
    max: int | None = None
    check: str | None = None
    references: str | None = None
    local: bool = False

    @field_validator("type")
    @classmethod
    def _known_type(cls, value: str) -> str:
        if not _TYPE.fullmatch(value):
            raise ValueError(f"column type {value!r} is not one of the catalogue's types")
        return value

    @field_validator("name")
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if not _NAME.fullmatch(value):
            raise ValueError(f"column name {value!r} is not lower_case_with_underscores")
        return value


class Table(BaseModel):
    """One table. `replace_by` names the column whose values are reloaded as a whole (default: the key)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: Bilingual
    grain: Bilingual
    description: Bilingual
    key: tuple[str, ...] = Field(min_length=1)
    columns: tuple[Column, ...] = Field(min_length=1)
    replace_by: str | None = None
    local: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Table:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: a column is listed twice")
        if self.name.split("_")[0] not in LAYERS or not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name}: a table is called raw_, core_, ref_ or out_ something")
        unknown = ({*self.key, self.replace_by} - {None}) - set(names)
        if unknown:
            raise ValueError(f"{self.name}: key columns {sorted(map(str, unknown))} are not columns")
        nullable_key = [column.name for column in self.columns if column.name in self.key and column.nullable]
        if nullable_key:
            raise ValueError(f"{self.name}: key columns {nullable_key} may not be null")
        return self

    @property
    def layer(self) -> Layer:
        """raw, core, ref or out."""
        layer = self.name.split("_")[0]
        for known in LAYERS:
            if layer == known:
                return known  # type: ignore[return-value]
        raise CatalogError(self.name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns in their order in the table."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; CatalogError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise CatalogError(f"{self.name} has no column {name}")

    def public_columns(self) -> tuple[Column, ...]:
        """The columns that may leave the machine: none of a local table."""
        return () if self.local else tuple(column for column in self.columns if not column.local)


def _read_yaml(path: Path) -> dict[str, Any]:
    content = yaml.load(path.read_bytes(), Loader=_LOADER)  # noqa: S506 - a safe loader
    if not isinstance(content, dict):
        raise CatalogError(f"{path.name} is not a mapping")
    return content


def parse_table(content: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]]) -> Table:
    """A table from its YAML mapping, columns completed from the shared ones.

    A column is written `name: {type: …, …}`; what it leaves out comes from the shared column of that name.
    """
    columns = [
        {"name": name, **shared.get(name, {}), **(own or {})} for name, own in content["columns"].items()
    ]
    return Table(**{**content, "columns": columns})


@lru_cache(maxsize=8)
def load_catalog(folder: Path = CATALOG_DIR) -> Mapping[str, Table]:
    """Every table of the catalogue by name, in alphabetical order."""
    shared_path = folder / "_shared.yml"
    shared = _read_yaml(shared_path) if shared_path.exists() else {}
    tables: dict[str, Table] = {}
    for path in sorted(folder.glob("[!_]*.yml")):
        try:
            table = parse_table(_read_yaml(path), shared)
        except (ValueError, KeyError, TypeError) as error:
            raise CatalogError(f"{path.name}: {error}") from error
        if table.name != path.stem:
            raise CatalogError(f"{path.name} describes {table.name}")
        tables[table.name] = table
    return tables


def table(name: str) -> Table:
    """The table of that name; CatalogError when the catalogue has none."""
    try:
        return load_catalog()[name]
    except KeyError:
        raise CatalogError(f"no table {name} in warehouse/catalog") from None


def tables_of(prefixes: Iterable[str]) -> list[Table]:
    """The tables whose name starts with one of the prefixes, in alphabetical order."""
    wanted = tuple(prefixes)
    return [entry for name, entry in load_catalog().items() if name.startswith(wanted)]


def quote_literal(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def create_statement(entry: Table, *, schema: str | None = None) -> str:
    """CREATE TABLE with NOT NULL only: keys and ranges are proven by queries, without an index."""
    lines = [
        f'    "{column.name}" {column.type}{"" if column.nullable else " NOT NULL"}'
        for column in entry.columns
    ]
    name = f"{schema}.{entry.name}" if schema else entry.name
    return f"CREATE TABLE IF NOT EXISTS {name} (\n" + ",\n".join(lines) + "\n)"


def comment_statements(entry: Table) -> list[str]:
    """COMMENT ON for the table and each column: Korean, then English."""
    about = f"{entry.description.ko} / {entry.description.en}"
    statements = [f"COMMENT ON TABLE {entry.name} IS {quote_literal(about)}"]
    for column in entry.columns:
        unit = f" [{column.unit}]" if column.unit else ""
        text = f"{column.ko} / {column.en}{unit}"
        statements.append(f'COMMENT ON COLUMN {entry.name}."{column.name}" IS {quote_literal(text)}')
    return statements


def create_schema(
    con: duckdb.DuckDBPyConnection, prefixes: Iterable[str] = ("raw_", "core_", "ref_", "out_")
) -> None:
    """Create every table of the catalogue that is not there yet, with its comments, in one transaction.

    A thousand comments each written down by itself take three times as long.
    """
    present = {row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    missing = [entry for entry in tables_of(prefixes) if entry.name not in present]
    if not missing:
        return
    con.execute("BEGIN")
    try:
        for entry in missing:
            con.execute(";\n".join([create_statement(entry), *comment_statements(entry)])).fetchall()
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")
