"""Loading core_ tables against COPY of the same Parquet into tables without keys, checks included.

The rows are those that a run has read, repeated under other ids until there are enough of them.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from tools.bench_cost import Finding, paired
from warehouse.catalog import Table, create_schema, load_catalog
from warehouse.checks import check_key, check_references, check_rows
from warehouse.load import load_parquet

LOADING_BAR, ROUNDS = 1.5, 3
SETTINGS = {"threads": "2", "memory_limit": "1500MB"}
# What a copy of a row must not share with the row: ids of documents, judgments and whatever hangs on them.
_SHARED = frozenset({"source_id", "offence_id", "rule_id", "run_id", "definition_id", "case_family_id"})
# The job loads these. Others of the layer are SQL models over them, or issues of the archive.
READ_TABLES = (
    "core_documents",
    "core_judgments",
    "core_defendants",
    "core_sentences",
    "core_supervision",
    "core_orders",
    "core_statutes",
    "core_factors",
    "core_counts",
    "core_sections",
    "core_evidence",
    "core_terms",
    "core_tagged_sections",
)


def repeated_select(entry: Table, copies: int) -> str:
    """The rows of a table `copies` times, each time under other ids."""
    columns = ", ".join(_repeated_column(column.name, column.type) for column in entry.columns)
    return f"SELECT {columns} FROM {entry.name}, range({copies}) AS copy(k) ORDER BY k"  # noqa: S608


def _repeated_column(name: str, kind: str) -> str:
    is_own = kind == "VARCHAR" and (name.endswith("_id") or name == "row_key") and name not in _SHARED
    return f'"{name}" || \'~\' || k AS "{name}"' if is_own else f'"{name}"'


def write_parquet(con: duckdb.DuckDBPyConnection, folder: Path, copies: int) -> dict[str, Path]:
    """One Parquet file a table that holds rows."""
    found = {}
    for name in READ_TABLES:
        entry = load_catalog().get(name)
        if entry is None or not con.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall():  # noqa: S608
            continue
        found[name] = folder / f"{name}.parquet"
        con.execute(f"COPY ({repeated_select(entry, copies)}) TO '{found[name]}'").fetchall()
    return found


def load_plain(files: dict[str, Path], target: Path) -> None:
    """COPY into tables that have nothing but columns."""
    target.unlink(missing_ok=True)
    with duckdb.connect(str(target), config=dict(SETTINGS)) as con:
        for name, path in files.items():
            columns = ", ".join(f'"{c.name}" {c.type}' for c in load_catalog()[name].columns)
            con.execute(f"CREATE TABLE {name} ({columns})")
            con.execute(f"COPY {name} FROM '{path}' (FORMAT parquet)").fetchall()


def load_checked(files: dict[str, Path], target: Path) -> int:
    """Our loading: the catalogue's tables, then keys, ranges, enums and references; returns the failing rows."""
    target.unlink(missing_ok=True)
    failing = 0
    with duckdb.connect(str(target), config=dict(SETTINGS)) as con:
        create_schema(con)
        for name, path in files.items():
            load_parquet(con, name, path)
        for name in files:
            entry = load_catalog()[name]
            results = [check_key(con, entry), *check_rows(con, entry), *check_references(con, entry)]
            failing += sum(result.n_failing for result in results if result.blocking)
    return failing


def measure_loading(con: duckdb.DuckDBPyConnection, folder: Path, judgments: int) -> Iterator[Finding]:
    """Both ways in turns, on the rows of `con` repeated until they are `judgments`."""
    held = con.execute("SELECT count(*) FROM core_judgments").fetchall()[0][0]
    copies = max(1, round(judgments / held))
    files = write_parquet(con, folder, copies)
    failing = load_checked(files, folder / "checked.duckdb")
    plain, checked, ratio = paired(
        lambda turn: load_plain(files, folder / "plain.duckdb"),
        lambda turn: load_checked(files, folder / "checked.duckdb"),
        turns=1,
        repeats=ROUNDS,
    )
    size = sum(path.stat().st_size for path in files.values()) / 1e6
    note = (
        f"{copies * held:,} judgments, {len(files)} tables, {size:.0f} MB of Parquet; COPY {plain.cpu:.1f} s, "
        f"loading and checks {checked.cpu:.1f} s; "
        f"{failing} rows failed a blocking check"
    )
    yield Finding(name="loading with checks / COPY", value=ratio, unit="ratio", bar=LOADING_BAR, note=note)
