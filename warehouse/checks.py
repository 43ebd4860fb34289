"""Checks of the tables: generated from the catalogue, and written by hand in `warehouse/checks_sql/*.sql`.

A check that fails says how many rows and shows some keys. Keys, references and everything about `out_` tables
block publication; a strange value in one core_ row is reported and does not hold the site back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.catalog import Column, Table, quote_literal, tables_of
from warehouse.scanner import scan_tables

CHECKS_DIR = Path(__file__).parent / "checks_sql"
ALL_LAYERS = ("raw_", "core_", "ref_", "out_")
SAMPLE_ROWS = 5


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """One check: `n_failing` rows break it; `sample` shows some of them as text."""

    name: str
    table: str
    blocking: bool
    n_failing: int
    sample: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether no row breaks it."""
        return self.n_failing == 0


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule about single rows of a table: the rows where `broken` is true break it."""

    name: str
    broken: str
    blocking: bool


def _value_rules(column: Column, *, blocking: bool) -> Iterator[Rule]:
    name = f'"{column.name}"'
    is_list = column.type.endswith("[]")
    if not column.nullable:
        yield Rule(name=f"{column.name}_not_null", broken=f"{name} IS NULL", blocking=True)
    if column.enum:
        allowed = ", ".join(quote_literal(value) for value in column.enum)
        outside = (
            f"len(list_filter({name}, lambda v: v NOT IN ({allowed}))) > 0"
            if is_list
            else f"{name} NOT IN ({allowed})"
        )
        yield Rule(name=f"{column.name}_in_enum", broken=outside, blocking=blocking)
    if column.min is not None:
        yield Rule(name=f"{column.name}_min", broken=f"{name} < {column.min}", blocking=blocking)
    if column.max is not None:
        yield Rule(name=f"{column.name}_max", broken=f"{name} > {column.max}", blocking=blocking)
    if column.check:
        yield Rule(name=f"{column.name}_check", broken=f"NOT ({column.check})", blocking=blocking)


def row_rules(entry: Table) -> list[Rule]:
    """The rules that the catalogue states about single rows of a table."""
    blocking = entry.layer in {"out", "ref"}
    return [rule for column in entry.columns for rule in _value_rules(column, blocking=blocking)]


def _sample(con: duckdb.DuckDBPyConnection, query: str) -> tuple[str, ...]:
    found = con.execute(f"SELECT * FROM ({query}) ORDER BY ALL LIMIT {SAMPLE_ROWS}").fetchall()
    return tuple(" | ".join(str(value) for value in row)[:200] for row in found)


def _key_text(entry: Table) -> str:
    return ", ".join(f'"{column}"' for column in entry.key)


def check_rows(con: duckdb.DuckDBPyConnection, entry: Table) -> list[CheckResult]:
    """All row rules of a table in one scan."""
    rules = row_rules(entry)
    if not rules:
        return []
    counts = ", ".join(f"count(*) FILTER (WHERE {rule.broken})" for rule in rules)
    found = con.execute(f"SELECT {counts} FROM {entry.name}").fetchall()[0]
    results = []
    for rule, n_failing in zip(rules, found, strict=True):
        query = f"SELECT {_key_text(entry)} FROM {entry.name} WHERE {rule.broken}"
        sample = _sample(con, query) if n_failing else ()
        results.append(
            CheckResult(
                name=rule.name,
                table=entry.name,
                blocking=rule.blocking,
                n_failing=int(n_failing),
                sample=sample,
            )
        )
    return results


def check_key(con: duckdb.DuckDBPyConnection, entry: Table) -> CheckResult:
    """Whether the key is unique. A cheap count of hashes decides; only when it differs are keys compared."""
    key = _key_text(entry)
    rows, hashes = con.execute(f"SELECT count(*), count(DISTINCT hash({key})) FROM {entry.name}").fetchall()[
        0
    ]
    n_failing, sample = 0, tuple[str, ...]()
    if rows != hashes:
        repeated = f"SELECT {key}, count(*) AS n FROM {entry.name} GROUP BY {key} HAVING count(*) > 1"
        n_failing = int(con.execute(f"SELECT count(*) FROM ({repeated})").fetchall()[0][0])
        sample = _sample(con, repeated)
    return CheckResult(name="key_unique", table=entry.name, blocking=True, n_failing=n_failing, sample=sample)


def check_references(con: duckdb.DuckDBPyConnection, entry: Table) -> list[CheckResult]:
    """Whether every reference leads to a row."""
    results = []
    for column in entry.columns:
        if not column.references:
            continue
        target, _, target_column = column.references.partition(".")
        query = (
            f'SELECT DISTINCT "{column.name}" FROM {entry.name} WHERE "{column.name}" IS NOT NULL '
            f'AND "{column.name}" NOT IN (SELECT "{target_column}" FROM {target})'
        )
        n_failing = int(con.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0])
        sample = _sample(con, query) if n_failing else ()
        name = f"{column.name}_in_{target}"
        results.append(
            CheckResult(name=name, table=entry.name, blocking=True, n_failing=n_failing, sample=sample)
        )
    return results


@dataclass(frozen=True, kw_only=True)
class WrittenCheck:
    """A hand-written check: its query returns the rows that break it."""

    name: str
    table: str
    blocking: bool
    sql: str


def load_written_checks(folder: Path = CHECKS_DIR) -> list[WrittenCheck]:
    """The hand-written checks; the first line is `-- blocking: <table>: <law>` or `-- warning: …`."""
    checks = []
    for path in sorted(folder.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        weight, name, law = (part.strip() for part in text.splitlines()[0].removeprefix("--").split(":", 2))
        if weight not in {"blocking", "warning"} or not law:
            raise ValueError(
                f"{path.name}: the first line is `-- blocking: <table>: <law>` or `-- warning: …`"
            )
        checks.append(
            WrittenCheck(
                name=path.stem, table=name, blocking=weight == "blocking", sql=text.strip().rstrip(";")
            )
        )
    return checks


def run_written_check(con: duckdb.DuckDBPyConnection, check: WrittenCheck) -> CheckResult:
    """Run one hand-written check."""
    n_failing = int(con.execute(f"SELECT count(*) FROM (\n{check.sql}\n)").fetchall()[0][0])
    sample = _sample(con, f"\n{check.sql}\n") if n_failing else ()
    return CheckResult(
        name=check.name, table=check.table, blocking=check.blocking, n_failing=n_failing, sample=sample
    )


def check_personal_data(
    con: duckdb.DuckDBPyConnection, *, clean: frozenset[str] = frozenset()
) -> list[CheckResult]:
    """Whether the scanner finds personal data in an out_ table; the sample shows places, never words.

    `clean` are tables whose very rows were searched before and held nothing.
    """
    by_table: dict[str, list[str]] = {entry.name: [] for entry in tables_of(("out_",))}
    for finding in scan_tables(con, [name for name in by_table if name not in clean]):
        by_table[finding.where.split(".")[0]].append(f"{finding.where}: {finding.kind}")
    return [
        CheckResult(
            name="no_personal_data",
            table=name,
            blocking=True,
            n_failing=len(places),
            sample=tuple(sorted(places)[:SAMPLE_ROWS]),
        )
        for name, places in by_table.items()
    ]


def run_checks(
    con: duckdb.DuckDBPyConnection,
    prefixes: Iterable[str] = ALL_LAYERS,
    *,
    clean: frozenset[str] = frozenset(),
) -> list[CheckResult]:
    """Every check of the tables with these prefixes; hand-written ones by the table they name.

    `clean`: as for `check_personal_data`.
    """
    wanted = tuple(prefixes)
    results: list[CheckResult] = []
    for entry in tables_of(wanted):
        results.append(check_key(con, entry))
        results.extend(check_rows(con, entry))
        results.extend(check_references(con, entry))
    for check in load_written_checks():
        if check.table.startswith(wanted):
            results.append(run_written_check(con, check))
    if "out_" in wanted:
        results.extend(check_personal_data(con, clean=clean))
    return results


def failures(results: Iterable[CheckResult], *, blocking_only: bool = False) -> list[CheckResult]:
    """The checks that did not pass."""
    return [result for result in results if not result.passed and (result.blocking or not blocking_only)]
