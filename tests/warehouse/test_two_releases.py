"""Two releases with new judgments between them: together they tell no hidden cell of either, in any published file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb

from tests.warehouse.attacked_files import attack_on, attack_on_two, told_anew
from tests.warehouse.published_attack import rows_of
from tests.warehouse.synthetic_core import fill_core, fill_law
from warehouse.catalog import tables_of
from warehouse.measures import build_measures
from warehouse.models import build_models
from warehouse.release_tables import held_back
from warehouse.suppression import MINIMUM

NOW = datetime(2026, 11, 22)  # noqa: DTZ001 (warehouse times are naive UTC)
CELLS = "SELECT * FROM out_cubes__cells ORDER BY ALL"
KEY = ("cube_id", "definition_id", "dim1", "dim2", "dim3", "dim4", "category")


def built(n: int) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    fill_core(con, n)
    fill_law(con)
    build_models(con, now=NOW)
    build_measures(con, now=NOW)
    return con


def put_package(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The published tables as the data folder of a release keeps them."""
    for entry in tables_of(("out_",)):
        columns = ", ".join(f'"{column.name}"' for column in entry.public_columns())
        if columns:
            con.execute(
                f"COPY (SELECT {columns} FROM {entry.name}) TO '{folder / entry.name}.parquet' (FORMAT parquet)"  # noqa: S608
            ).fetchall()


def test_new_judgments_between_two_releases_give_no_hidden_cell_away(tmp_path: Path) -> None:
    old, new = built(120), built(170)
    put_package(old, tmp_path)
    before, fresh = rows_of(old, CELLS), rows_of(new, CELLS)
    last = attack_on(old)
    with held_back(new, tmp_path, same_quarter=False) as held:
        released = rows_of(new, CELLS)
        shown = {tuple(row[name] for name in KEY): row["n"] for row in before}
        for row in released:
            was = shown.get(tuple(row[name] for name in KEY))
            if was is not None and row["n"] is not None:
                assert row["n"] == was or abs(row["n"] - was) >= MINIMUM, row
        repeated = {
            entry.name: frozenset(
                tuple(map(str, row.values()))
                for row in rows_of(old, f"SELECT * FROM {entry.name}")  # noqa: S608
            )
            for entry in tables_of(("out_",))
            if entry.name in {"out_quantiles__cells", "out_ages__cells", "out_coverage"}
        }
        now = attack_on(new, cells=told_anew(before, fresh, released), without=repeated)
    assert held.groups
    attack = attack_on_two(last, now)
    names = sorted(attack.goals)
    assert names and attack.given_away(names[:: max(1, len(names) // 15)]) == {}
