"""One file of the next warehouse for all steps of a run: shared rows, nothing else, and a step that fails closes it."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import RunSettings, make_settings
from pipelines.warehouse_session import next_warehouse, publish_warehouse, warehouse_kept_open
from warehouse.build import LIVE_NAME, NEXT_NAME, WarehouseError, connect_read_only

MARK = "CREATE TABLE marks AS SELECT ? AS value"


@pytest.fixture
def settings(tmp_path: Path) -> RunSettings:
    return make_settings(profile="sample", data=tmp_path)


def _said(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The mark that an earlier step left."""
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'marks'").fetchall():
        return []
    return [value for (value,) in con.execute("SELECT value FROM marks").fetchall()]


def _opens_elsewhere(path: Path) -> bool:
    program = "import duckdb, sys; duckdb.connect(sys.argv[1], read_only=True)"
    return subprocess.run([sys.executable, "-c", program, path], capture_output=True).returncode == 0


def test_steps_share_rows_and_no_temporary_table_and_nothing_is_held_after_publication(
    settings: RunSettings,
) -> None:
    with warehouse_kept_open():
        with next_warehouse(settings, start=True) as con:
            con.execute(MARK, ["first"]).fetchall()
            con.execute("CREATE TEMP TABLE units AS SELECT 1 AS n").fetchall()
        assert not _opens_elsewhere(settings.data.root / NEXT_NAME)
        with next_warehouse(settings) as con:
            assert _said(con) == ["first"]
            con.execute("CREATE TEMP TABLE units AS SELECT 2 AS n").fetchall()
        publish_warehouse(settings)
        assert not (settings.data.root / NEXT_NAME).exists()
        assert _opens_elsewhere(settings.data.root / LIVE_NAME)
        with connect_read_only(settings.data.warehouse) as con:
            assert _said(con) == ["first"]


def test_a_step_that_fails_leaves_the_file_closed_and_a_new_start_drops_it(settings: RunSettings) -> None:
    with warehouse_kept_open():
        with next_warehouse(settings, start=True) as con:
            con.execute(MARK, ["kept"]).fetchall()
        with pytest.raises(WarehouseError), next_warehouse(settings) as con:
            con.execute("SELECT no_such_column FROM raw_build").fetchall()
        assert _opens_elsewhere(settings.data.root / NEXT_NAME)
        with next_warehouse(settings) as con:
            assert _said(con) == ["kept"]
        with next_warehouse(settings, start=True) as con:
            assert _said(con) == []
    assert _opens_elsewhere(settings.data.root / NEXT_NAME)
