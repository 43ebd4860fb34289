"""Whether what is published holds: evidence against its text, one warehouse against another, the file itself.

Nothing here reads the archive: the caller builds a second warehouse from it and gives both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from warehouse.build import WarehouseError, explain
from warehouse.catalog import Table, load_catalog, quote_literal, table, tables_of
from warehouse.memory import MEMORY_LIMIT

COMPARED = ("core_", "ref_", "out_")
SHOWN_ROWS = 3
_READ_TABLES = ("core_judgments", "core_articles")

_WRONG_SLICES = """
SELECT e.document_id, e.position, e.section, e.span_start, e.span_end
FROM core_evidence AS e
JOIN (SELECT document_id, version FROM core_judgments UNION ALL SELECT document_id, version FROM core_articles) AS r
  ON r.document_id = e.document_id
LEFT JOIN core_documents AS d ON d.document_id = r.document_id AND d.version = r.version
WHERE substring(d.text, e.span_start + 1, e.span_end - e.span_start) IS DISTINCT FROM e.slice
ORDER BY e.document_id, e.position
"""


def _key_text(entry: Table, alias: str) -> str:
    return " || '#' || ".join(f'CAST({alias}."{column}" AS VARCHAR)' for column in entry.key)


def _dangling(con: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    entry = table(name)
    columns = ", ".join(quote_literal(column) for column in entry.column_names)
    return con.execute(
        f"SELECT DISTINCT row_key, column_name FROM core_evidence WHERE table_name = ? "
        f"AND (column_name NOT IN ({columns}) "
        f"OR row_key NOT IN (SELECT {_key_text(entry, 't')} FROM {name} AS t)) ORDER BY ALL",
        [name],
    ).fetchall()


def evidence_failures(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """One line for each slice that is not `text[start:end]`, and for each piece of evidence that leads nowhere."""
    for document_id, position, section, start, end in con.execute(_WRONG_SLICES).fetchall():
        yield f"{document_id} evidence {position}: the slice is not the text of {section} at {start}:{end}"
    named = con.execute("SELECT DISTINCT table_name FROM core_evidence ORDER BY ALL").fetchall()
    for (name,) in named:
        if name == "record":
            continue
        if name not in load_catalog():
            yield f"evidence leads to {name}, which is no table"
            continue
        for row_key, column in _dangling(con, name):
            yield f"evidence leads to {name} {row_key} {column}, which is not there"
    orphans = con.execute(
        "SELECT DISTINCT document_id FROM core_evidence WHERE document_id NOT IN ("
        "SELECT document_id FROM core_judgments UNION ALL SELECT document_id FROM core_articles) ORDER BY ALL"
    ).fetchall()
    for (document_id,) in orphans:
        yield f"{document_id}: evidence of a document that was not read"


def scan_whole_file(con: duckdb.DuckDBPyConnection) -> None:
    """Read every block of every table, so that a flipped bit is noticed. Raises duckdb.Error on damage."""
    for (name,) in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall():
        con.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {name} AS t").fetchall()


def _columns(con: duckdb.DuckDBPyConnection, base: str, name: str) -> list[tuple[str, str]]:
    return con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = ? AND table_name = ? "
        "ORDER BY column_index",
        [base, name],
    ).fetchall()


def _summary(con: duckdb.DuckDBPyConnection, base: str, name: str) -> tuple[object, ...]:
    """Row count and an order-free digest of the rows."""
    query = f"SELECT count(*), coalesce(sum(CAST(hash(t) AS HUGEINT)), 0) FROM {base}.{name} AS t"
    return tuple(con.execute(query).fetchall()[0])


def _differing_rows(con: duckdb.DuckDBPyConnection, entry: Table, here: str, there: str) -> tuple[int, str]:
    key = ", ".join(f'"{column}"' for column in entry.key)
    rows = f"SELECT * FROM {here}.{entry.name} EXCEPT ALL SELECT * FROM {there}.{entry.name}"
    n = int(con.execute(f"SELECT count(*) FROM ({rows})").fetchall()[0][0])
    found = con.execute(f"SELECT DISTINCT {key} FROM ({rows}) ORDER BY ALL LIMIT {SHOWN_ROWS}").fetchall()
    return n, "; ".join("#".join(str(value) for value in row) for row in found)


def compare_table(con: duckdb.DuckDBPyConnection, name: str, one: str, two: str) -> str | None:
    """A line that says how a table differs in two attached databases; None when it does not."""
    columns = _columns(con, one, name), _columns(con, two, name)
    if columns[0] != columns[1]:
        missing = [base for base, found in zip((one, two), columns, strict=True) if not found]
        return f"{name}: not in {missing[0]}" if missing else f"{name}: other columns"
    if not columns[0] or _summary(con, one, name) == _summary(con, two, name):
        return None
    entry = table(name)
    n_one, keys_one = _differing_rows(con, entry, one, two)
    n_two, keys_two = _differing_rows(con, entry, two, one)
    return f"{name}: {n_one} rows only in {one} ({keys_one}), {n_two} only in {two} ({keys_two})"


def compare_warehouses(
    published: Path,
    rebuilt: Path,
    *,
    prefixes: Sequence[str] = COMPARED,
    names: Sequence[str] = ("published", "rebuilt"),
) -> Iterator[str]:
    """One line for each core_, ref_ or out_ table that differs between two warehouse files.

    Raises WarehouseError when a file is missing or damaged (a flipped bit is found while comparing).
    """
    for path in (published, rebuilt):
        if not path.exists():
            raise WarehouseError(f"no warehouse at [{path}]")
    con = duckdb.connect(config={"memory_limit": MEMORY_LIMIT})
    try:
        for path, name in zip((published, rebuilt), names, strict=True):
            con.execute(f"ATTACH {quote_literal(str(path))} AS {name} (READ_ONLY)").fetchall()
        for entry in tables_of(prefixes):
            line = compare_table(con, entry.name, names[0], names[1])
            if line:
                yield line
    except duckdb.Error as error:
        raise explain(error, published) from error
    finally:
        con.close()
