"""Runs are kept where Dagster's own storage finds them, with the connections kept open."""

import sqlite3
from contextlib import closing
from pathlib import Path

from dagster import AssetKey, DagsterEventType, DagsterInstance, MaterializeResult, asset, materialize
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage

from pipelines.run_history import MOST_ENGINES, Engines, EventsKeptOpen, RunHistory


@asset
def counted() -> MaterializeResult[None]:
    return MaterializeResult(metadata={"rows": 7})


def test_what_is_kept_is_read_by_the_plain_storage(tmp_path: Path) -> None:
    base = tmp_path / "runs"
    config = {
        "storage": {
            "custom": {
                "module": RunHistory.__module__,
                "class": RunHistory.__name__,
                "config": {"base_dir": str(base)},
            }
        }
    }
    with DagsterInstance.local_temp(str(tmp_path), overrides=config) as instance:
        assert isinstance(instance.event_log_storage, EventsKeptOpen)
        run_ids = [materialize([counted], instance=instance).run_id for _ in range(2)]
    plain = DagsterSqliteStorage(str(base))
    for run_id in run_ids:
        logs = plain.event_log_storage.get_logs_for_run(run_id)
        kinds = [entry.dagster_event_type for entry in logs]
        assert (
            kinds.count(DagsterEventType.RUN_SUCCESS)
            == kinds.count(DagsterEventType.ASSET_MATERIALIZATION)
            == 1
        )
        assert {entry.run_id for entry in logs} == {run_id}
    assert len({_schema(base / "history" / "runs" / f"{run_id}.db") for run_id in run_ids}) == 1
    assert plain.event_log_storage.get_latest_materialization_events([AssetKey("counted")])
    assert not list(base.rglob("*.db-wal"))


def _schema(path: Path) -> str:
    with closing(sqlite3.connect(path)) as con:
        mode = con.execute("PRAGMA journal_mode").fetchall()
        revision = con.execute("SELECT version_num FROM alembic_version").fetchall()
        return str((mode, revision, con.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()))


def test_the_engines_least_lately_used_are_closed(tmp_path: Path) -> None:
    engines = Engines()
    first = engines.engine(f"sqlite:///{tmp_path}/0.db")
    for number in range(1, MOST_ENGINES + 1):
        engines.engine(f"sqlite:///{tmp_path}/{number}.db")
    assert engines.engine(f"sqlite:///{tmp_path}/{MOST_ENGINES}.db") is not first
    assert engines.engine(f"sqlite:///{tmp_path}/0.db") is not first
    engines.dispose()
