"""Arrow tables into the warehouse: a reload of the same keys leaves the same rows.

There is no index: rows of the same load unit are deleted and the new ones inserted in one transaction, and
the checks prove keys and ranges afterwards. A load unit is one value of the table's `replace_by` column, or
of its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.catalog import CatalogError, Column, Table, load_catalog, quote_literal, table

READ_UNIT = "read:"
_ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "JSON": pa.string(),
    "BOOLEAN": pa.bool_(),
    "SMALLINT": pa.int16(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type of a catalogue column."""
    base = column.type.removesuffix("[]")
    decimal = _DECIMAL.fullmatch(base)
    kind = pa.decimal128(int(decimal[1]), int(decimal[2])) if decimal else _ARROW[base]
    return pa.list_(kind) if column.type.endswith("[]") else kind


def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a catalogue table, columns in the catalogue's order."""
    return pa.schema([pa.field(c.name, arrow_type(c), nullable=c.nullable) for c in table(name).columns])


def _storable(value: Any) -> Any:
    """A value as Arrow takes it: text without lone surrogates (same length), times in naive UTC."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return value


def _parsed(value: Any, column: Column) -> Any:
    if isinstance(value, str) and column.type == "DATE":
        return date.fromisoformat(value)
    if isinstance(value, str) and column.type == "TIMESTAMP":
        return _storable(datetime.fromisoformat(value))
    return _storable(value)


def to_arrow(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of one table as Arrow; a missing or unknown column is a CatalogError, never a silent null.

    Dates and times may be ISO text; an offset is turned into UTC.
    """
    entry = table(name)
    wanted = set(entry.column_names)
    for row in rows:
        if row.keys() != wanted:
            difference = sorted(wanted.symmetric_difference(row.keys()))
            raise CatalogError(f"a row of {name} differs from the catalogue in {difference}")
    arrays = [_array([row[column.name] for row in rows], column) for column in entry.columns]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(name))


def _array(values: Sequence[Any], column: Column) -> pa.Array:
    kind = arrow_type(column)
    if column.type not in {"DATE", "TIMESTAMP"}:
        # Nearly every value can be stored as it is; looking at each one first costs more than all the rest.
        with suppress(UnicodeEncodeError):
            return pa.array(values, type=kind)
    return pa.array([_parsed(value, column) for value in values], type=kind)


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of the statements inside, or none of them."""
    con.execute("BEGIN")
    try:
        yield
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


@contextmanager
def _registered(con: duckdb.DuckDBPyConnection, views: Mapping[str, pa.Table]) -> Iterator[None]:
    """Arrow tables by name; enter it outside the transaction: an aborted one cannot unregister."""
    for name, data in views.items():
        con.register(name, data)
    try:
        yield
    finally:
        for name in views:
            con.unregister(name)


def _delete_units(con: duckdb.DuckDBPyConnection, entry: Table, rows: str, units: str | None) -> None:
    """Delete the rows of the load units in the view `units`, or, without one, of those that arrive."""
    if not con.execute(f"SELECT 1 FROM {entry.name} LIMIT 1").fetchall():
        return
    columns = (entry.replace_by,) if entry.replace_by else entry.key
    if units is None:
        match = " AND ".join(f'old."{column}" = new."{column}"' for column in columns)
        con.execute(f"DELETE FROM {entry.name} AS old USING {rows} AS new WHERE {match}").fetchall()
        return
    if len(columns) != 1:
        raise CatalogError(f"{entry.name} has no single column to replace by")
    con.execute(f'DELETE FROM {entry.name} WHERE "{columns[0]}" IN (SELECT unit FROM {units})').fetchall()


def _put(con: duckdb.DuckDBPyConnection, entry: Table, rows: str, units: str | None) -> int:
    _delete_units(con, entry, rows, units)
    found = con.execute(f"INSERT INTO {entry.name} BY NAME SELECT * FROM {rows}").fetchall()
    return int(found[0][0])


def _checked(name: str, data: pa.Table) -> Table:
    entry = table(name)
    unknown = set(data.column_names).symmetric_difference(entry.column_names)
    if unknown:
        raise CatalogError(f"rows for {name} differ from the catalogue in {sorted(unknown)}")
    return entry


def _units(values: Iterable[str]) -> pa.Table:
    return pa.table({"unit": pa.array(list(values), type=pa.string())})


def load(
    con: duckdb.DuckDBPyConnection, name: str, data: pa.Table, *, replaced: Sequence[str] | None = None
) -> int:
    """Put rows into one table; rows of the same load unit are replaced. Returns the number of rows put.

    `replaced` names the load units to clear, also those that have no row any more; without it the units of
    the incoming rows are cleared.
    """
    entry = _checked(name, data)
    views = {"incoming_rows": data}
    if replaced is not None:
        views["replaced_units"] = _units(replaced)
    with _registered(con, views), transaction(con):
        return _put(con, entry, "incoming_rows", None if replaced is None else "replaced_units")


def load_parquet(
    con: duckdb.DuckDBPyConnection, name: str, path: Path, *, replaced: Sequence[str] | None = None
) -> int:
    """As `load`, from a Parquet file, which DuckDB reads by itself: as fast as COPY, whatever its size."""
    rows = f"read_parquet({quote_literal(str(path))})"
    entry = table(name)
    found = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()]
    if set(found) != set(entry.column_names):
        raise CatalogError(f"[{path}] differs from {name} in {sorted(set(found) ^ set(entry.column_names))}")
    views = {} if replaced is None else {"replaced_units": _units(replaced)}
    with _registered(con, views), transaction(con):
        return _put(con, entry, rows, None if replaced is None else "replaced_units")


def replace_documents(
    con: duckdb.DuckDBPyConnection, document_ids: Sequence[str], tables: Mapping[str, pa.Table]
) -> int:
    """Put everything that was read from some documents, in one transaction; returns the number of rows.

    Every given table loses its rows of those documents first (`core_issues` those of their reading), so that
    a document that now yields fewer rows leaves no old ones behind.
    """
    entries = {name: _checked(name, data) for name, data in tables.items()}
    views = {f"incoming_{name}": data for name, data in tables.items()}
    views["replaced_units"] = _units(document_ids)
    views["replaced_readings"] = _units(READ_UNIT + document_id for document_id in document_ids)
    n_rows = 0
    with _registered(con, views), transaction(con):
        for name, entry in entries.items():
            units = "replaced_readings" if name == "core_issues" else "replaced_units"
            n_rows += _put(con, entry, f"incoming_{name}", units)
    return n_rows


def append_documents(con: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> int:
    """Put what was read from documents of which the warehouse holds nothing, in one transaction; returns the rows.

    Nothing is looked for and nothing deleted, so the cost does not grow with what is held.
    """
    entries = {name: _checked(name, data) for name, data in tables.items()}
    n_rows = 0
    with _registered(con, {f"incoming_{name}": data for name, data in tables.items()}), transaction(con):
        for name in entries:
            found = con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming_{name}").fetchall()
            n_rows += int(found[0][0])
    return n_rows


def delete_documents(con: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> dict[str, int]:
    """Remove every core_ row of the documents (withdrawal); returns the rows removed by table."""
    removed: dict[str, int] = {}
    with _registered(con, {"replaced_units": _units(document_ids)}), transaction(con):
        for name, entry in load_catalog().items():
            if not name.startswith("core_"):
                continue
            columns = [c for c in ("document_id", "judgment_id") if c in entry.column_names]
            tests = [f'"{c}" IN (SELECT unit FROM replaced_units)' for c in columns]
            if "report_id" in entry.column_names and "document_id" not in entry.column_names:
                tests.append("split_part(report_id, '#r', 1) IN (SELECT unit FROM replaced_units)")
            if tests:
                found = con.execute(f"DELETE FROM {name} WHERE {' OR '.join(tests)}").fetchall()
                removed[name] = int(found[0][0]) if found else 0
    return removed
