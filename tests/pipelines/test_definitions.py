"""Dagster's side: the definitions load, the graph reads like the flow, schedules tick and their runs finish."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from dagster import AssetKey

from pipelines.definitions import defs
from pipelines.profiles import sources_of
from warehouse.catalog import load_catalog

ROOT = Path(__file__).resolve().parents[2]
TICK_SECONDS = 420


def _assets() -> dict[str, str | None]:
    graph = defs.resolve_asset_graph()
    return {key.to_user_string(): graph.get(key).group_name for key in graph.get_all_asset_keys()}


def test_groups_are_those_of_the_design() -> None:
    assert set(_assets().values()) == {"capture", "documents", "records", "warehouse", "publication"}


def test_an_asset_that_is_no_table_is_one_of_four() -> None:
    tables = set(load_catalog())
    assert {name for name in _assets() if name not in tables} == {
        "source_archive",
        "warehouse",
        "data_package",
        "site",
    }


def test_every_table_that_is_published_is_an_asset() -> None:
    published = {name for name in load_catalog() if name.startswith(("ref_", "out_"))}
    assert published <= set(_assets())


def test_only_capture_is_partitioned_and_by_source() -> None:
    graph = defs.resolve_asset_graph()
    partitioned = [key for key in graph.get_all_asset_keys() if graph.get(key).is_partitioned]
    assert partitioned == [AssetKey("source_archive")]
    definition = graph.get(AssetKey("source_archive")).partitions_def
    assert definition is not None
    assert set(sources_of("sample")) <= set(definition.get_partition_keys())


def test_definitions_validate(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "dagster"),
            "definitions",
            "validate",
            "-m",
            "pipelines.definitions",
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "DAGSTER_HOME": str(ROOT),
            "JUMUN_DAGSTER": str(tmp_path),
            "JUMUN_DATA": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def _finished(folder: Path) -> set[str]:
    """Names of the jobs whose scheduled runs succeeded, from Dagster's own run storage.

    The file exists a moment before Dagster has made its tables; until then nothing has finished.
    """
    path = folder / "dagster" / "history" / "runs.db"
    path = path if path.exists() else next(iter(folder.rglob("runs.db")), path)
    if not path.exists():
        return set()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as con:
        if not con.execute("select 1 from sqlite_master where name = 'runs'").fetchone():
            return set()
        found = con.execute("select distinct pipeline_name from runs where status = 'SUCCESS'").fetchall()
    return {row[0] for row in found}


@pytest.mark.slow
def test_schedules_tick_and_their_runs_finish(tmp_path: Path) -> None:
    command = [
        str(Path(sys.executable).parent / "jumun"),
        "dev",
        "--schedules",
        "--every-minute",
        "--port",
        "0",
    ]
    command += ["--data", str(tmp_path), "--cases", "12"]
    log = (tmp_path / "daemon.log").open("wb")
    child = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        deadline = time.monotonic() + TICK_SECONDS
        while time.monotonic() < deadline and not {"capture", "publish"} <= _finished(tmp_path):
            assert child.poll() is None, (tmp_path / "daemon.log").read_text(errors="replace")[-3000:]
            time.sleep(2)
        assert {"capture", "publish"} <= _finished(tmp_path)
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        log.close()
