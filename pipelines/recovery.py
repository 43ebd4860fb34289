"""After a kill: Dagster runs whose process is gone are marked failed, so that nothing waits for them.

Every run of `jumun run` carries the id of its process and that process's start time (the id alone is reused).
"""

import os
from pathlib import Path

from dagster import DagsterInstance, RunsFilter
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES

PROCESS_TAG = "jumun/process"


def process_mark(pid: int | None = None) -> str:
    """`<pid>-<start time in clock ticks>` of a living process; field 22 of /proc/<pid>/stat (proc(5))."""
    pid = os.getpid() if pid is None else pid
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return f"{pid}-gone"
    return f"{pid}-{stat.rpartition(')')[2].split()[19]}"


def is_alive(mark: str) -> bool:
    """Whether the process that wrote `mark` still runs."""
    pid = mark.partition("-")[0]
    return pid.isdigit() and process_mark(int(pid)) == mark


def fail_dead_runs(instance: DagsterInstance) -> list[str]:
    """Mark failed, and free the slots of, every unfinished run whose process is gone. Returns their ids."""
    failed = []
    for run in instance.get_runs(RunsFilter(statuses=NOT_FINISHED_STATUSES)):
        mark = run.tags.get(PROCESS_TAG)
        if mark is None or is_alive(mark):
            continue
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
        instance.report_run_failed(run, message="its process was gone when the next run began")
        failed.append(run.run_id)
    return failed
