"""Every table of the catalogue, empty, copied from one made before: a thousand comments take half a second to write."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from warehouse.catalog import create_schema
from warehouse.reference import load_reference


@cache
def _template(with_reference: bool) -> tuple[TemporaryDirectory[str], Path]:
    folder = TemporaryDirectory(prefix="jumun-template-")
    path = Path(folder.name) / "empty.duckdb"
    with duckdb.connect(str(path)) as con:
        create_schema(con)
        if with_reference:
            load_reference(con)
    return folder, path


def put_tables(con: duckdb.DuckDBPyConnection, *, with_reference: bool = False) -> None:
    """What `create_schema`, and `load_reference` if asked, make of a database without tables."""
    row = con.execute("SELECT current_database(), count(*) FROM duckdb_tables()").fetchone()
    assert row is not None
    if row[1]:
        create_schema(con)
        if with_reference:
            load_reference(con)
        return
    con.execute(f"ATTACH '{_template(with_reference)[1]}' AS template (READ_ONLY)").fetchall()
    con.execute(f'COPY FROM DATABASE template TO "{row[0]}"').fetchall()
    con.execute("DETACH template").fetchall()
