"""What the warehouse publishes, read once and read-only: the `out_` and `ref_` tables as plain rows.

Other tables are never opened here, so nothing that must stay local can reach a page by mistake.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from warehouse.catalog import Table, load_catalog

Row = Mapping[str, Any]
# Tables that grow with the number of judgments are read apart, in slices, and only as far as pages show them.
LARGE = frozenset({"out_cases", "out_case_evidence", "out_records"})


@dataclass(frozen=True, kw_only=True)
class Published:
    """All published tables of one warehouse file. Missing tables are missing keys, told by `missing`."""

    tables: Mapping[str, tuple[Row, ...]]
    sizes: Mapping[str, int]
    catalog: Mapping[str, Table]
    digest: str

    def rows(self, table: str) -> tuple[Row, ...]:
        """Rows of a table in key order; none when the warehouse does not have it."""
        return self.tables.get(table, ())

    def has(self, table: str) -> bool:
        """True when the warehouse has the table and at least one row in it."""
        return self.sizes.get(table, 0) > 0

    @property
    def missing(self) -> tuple[str, ...]:
        """Published tables that the catalogue promises and this warehouse lacks."""
        return tuple(name for name in self.catalog if is_public(name) and name not in self.sizes)


def is_public(table: str) -> bool:
    """True for tables that pages may show."""
    return table.startswith(("out_", "ref_"))


def read_published(con: duckdb.DuckDBPyConnection) -> Published:
    """Read every published table that is there; large ones are only counted and digested."""
    catalog = {name: table for name, table in load_catalog().items() if is_public(name) and not table.local}
    present = [name for name in sorted(catalog) if _exists(con, name)]
    sizes, tables = {}, {}
    digest = hashlib.sha256()
    for name in present:
        counted = con.execute(f'SELECT count(*) FROM "{name}"').fetchall()  # noqa: S608 (name of the catalogue)
        sizes[name] = int(counted[0][0])
        rows = tuple(select(con, catalog[name], limit=0 if name in LARGE else None))
        tables[name] = rows
        digest.update(_digestible(name, rows, sizes[name]))
    return Published(tables=tables, sizes=sizes, catalog=catalog, digest=digest.hexdigest())


def select(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    *,
    where: str = "",
    values: Sequence[object] = (),
    order: str = "",
    limit: int | None = None,
) -> Iterator[Row]:
    """Public columns of a table as dictionaries, in key order unless told otherwise."""
    present = _columns(con, table.name)
    names = [column.name for column in table.public_columns() if column.name in present]
    if not names:
        return
    columns = ", ".join(f'"{name}"' for name in names)
    ordering = order or ", ".join(f'"{key}"' for key in table.key)
    query = f'SELECT {columns} FROM "{table.name}" {where} ORDER BY {ordering}'  # noqa: S608
    if limit is not None:
        query += f" LIMIT {int(limit)}"
    cursor = con.execute(query, list(values))
    while batch := cursor.fetchmany(5000):
        for row in batch:
            yield dict(zip(names, row, strict=True))


def _exists(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    return bool(con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [name]).fetchall())


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> frozenset[str]:
    found = con.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [table]).fetchall()
    return frozenset(str(row[0]) for row in found)


def _digestible(name: str, rows: Sequence[Row], size: int) -> bytes:
    """Bytes of a table for the data digest: `data_as_of` is left out, or each day would change it."""
    kept = [{k: v for k, v in row.items() if k != "data_as_of"} for row in rows]
    text = json.dumps([name, size, kept], ensure_ascii=False, sort_keys=True, default=plain)
    return text.encode("utf-8")


def plain(value: object) -> object:
    """A value of DuckDB as JSON holds it: dates as ISO text, decimals as numbers."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)
