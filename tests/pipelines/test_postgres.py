"""Dagster's runs in PostgreSQL: a real server on a local socket, a run made through it and found there."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipelines.cluster.run_storage import URL_VARIABLE, RunStorageError, with_driver, write_home

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = "postgres"


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that lives as long as the tests; it listens on a socket in a folder of its own."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's initdb is not installed (Debian: postgresql)")
    pytest.importorskip("dagster_postgres")
    folder = Path(tmp_path_factory.mktemp("pg", numbered=True))
    as_account: list[str] = []
    if os.getuid() == 0:
        # initdb refuses root.
        as_account = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups"]
        shutil.chown(folder, ACCOUNT, ACCOUNT)
        # Its account must be able to walk to the folder; pytest's own folders are the user's alone.
        for parent in folder.parents:
            if parent.name.startswith(("pytest-", "popen-")):
                parent.chmod(0o755)
    data = folder / "data"
    _run([*as_account, str(programs / "initdb"), "-D", str(data), "-U", ACCOUNT, "-A", "trust", "-N"])
    options = f"-c unix_socket_directories={folder} -c listen_addresses='' -c fsync=off"
    control = [*as_account, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    _run([*control, "-l", str(folder / "log"), "-o", options, "start"])
    try:
        yield f"postgresql://{ACCOUNT}@/{ACCOUNT}?host={folder}"
    finally:
        _run([*control, "-m", "immediate", "stop"])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60)


def test_a_run_made_through_postgresql_is_found_there(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg2
    from dagster import DagsterInstance, job, op

    @op
    def count() -> int:
        return 3

    @job
    def tiny() -> None:
        count()

    monkeypatch.setenv(URL_VARIABLE, with_driver(server))
    monkeypatch.setenv("JUMUN_DAGSTER", str(tmp_path / "dagster"))
    home = write_home(ROOT / "dagster.yaml", tmp_path / "home")
    with DagsterInstance.from_config(str(home)) as instance:
        result = tiny.execute_in_process(instance=instance)
        assert result.success
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute("select run_id, pipeline_name, status from runs")
        assert cursor.fetchall() == [(result.run_id, "tiny", "SUCCESS")]
        cursor.execute("select count(*) from event_logs where run_id = %s", (result.run_id,))
        assert cursor.fetchall()[0][0] > 5
    assert not list((tmp_path / "dagster").rglob("*.db"))


def test_the_password_is_not_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("dagster_postgres")
    monkeypatch.setenv(URL_VARIABLE, "postgresql://somebody:very-secret@127.0.0.1:1/runs")
    home = write_home(ROOT / "dagster.yaml", tmp_path / "home")
    written = (home / "dagster.yaml").read_text(encoding="utf-8")
    assert "very-secret" not in written
    ours = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    assert {k: v for k, v in yaml.safe_load(written).items() if k != "storage"} == {
        k: v for k, v in ours.items() if k != "storage"
    }


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://a@h/d", "postgresql+psycopg2://a@h/d"),
        ("postgres://a@h/d", "postgresql+psycopg2://a@h/d"),
        ("postgresql+psycopg2://a@h/d", "postgresql+psycopg2://a@h/d"),
    ],
)
def test_the_driver_that_is_installed_is_named(given: str, used: str) -> None:
    assert with_driver(given) == used


def test_another_kind_of_address_is_refused() -> None:
    with pytest.raises(RunStorageError, match="postgresql://"):
        with_driver("mysql://somebody@h/d")
