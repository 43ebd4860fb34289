"""A run whose process was killed is marked failed at the next start; a living one is left alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from dagster import DagsterInstance, DagsterRunStatus
from dagster import job as dagster_job

from pipelines.recovery import PROCESS_TAG, fail_dead_runs, is_alive, process_mark


@dagster_job
def nothing() -> None:
    """A job without steps."""


def test_a_mark_lives_as_long_as_its_process() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = process_mark(child.pid)
    assert is_alive(mark)
    child.kill()
    child.communicate()
    assert not is_alive(mark)
    assert not is_alive("")


def test_a_reused_process_id_is_not_the_same_process() -> None:
    pid, _, started = process_mark().partition("-")
    assert int(pid) == os.getpid()
    assert not is_alive(f"{pid}-{int(started) + 1}")


def test_only_dead_runs_are_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with DagsterInstance.ephemeral(tempdir=str(tmp_path)) as instance:
        living = instance.create_run_for_job(
            nothing, status=DagsterRunStatus.STARTED, tags={PROCESS_TAG: process_mark()}
        )
        dead = instance.create_run_for_job(
            nothing, status=DagsterRunStatus.STARTED, tags={PROCESS_TAG: "1-0"}
        )
        foreign = instance.create_run_for_job(nothing, status=DagsterRunStatus.STARTED)
        assert fail_dead_runs(instance) == [dead.run_id]
        found = {run.run_id: run.status for run in instance.get_runs()}
    assert found == {
        living.run_id: DagsterRunStatus.STARTED,
        dead.run_id: DagsterRunStatus.FAILURE,
        foreign.run_id: DagsterRunStatus.STARTED,
    }
