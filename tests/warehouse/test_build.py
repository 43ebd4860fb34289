"""One writer, atomic publication, clear words for every way the file can be unusable."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from warehouse import build
from warehouse.build import WarehouseError, connect_read_only, open_next, reading

LISTED = "SELECT item_id FROM raw_listed_ids ORDER BY ALL"


def put(warehouse: build.Warehouse, item: str) -> None:
    warehouse.con.execute("INSERT INTO raw_listed_ids VALUES ('s', ?, 'wanted')", [item]).fetchall()


def items(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in con.execute(LISTED).fetchall()]


def published(folder: Path) -> list[str]:
    with reading(folder / build.LIVE_NAME) as con:
        return items(con)


def make(folder: Path, item: str) -> None:
    with open_next(folder) as warehouse:
        put(warehouse, item)
        warehouse.publish()


def test_readers_see_only_what_was_published(tmp_path: Path) -> None:
    make(tmp_path, "1")
    reader = connect_read_only(tmp_path / build.LIVE_NAME)
    with open_next(tmp_path) as warehouse:
        put(warehouse, "2")
        assert published(tmp_path) == ["1"]
        warehouse.publish()
    assert items(reader) == ["1"], "an open reader keeps the file it opened"
    reader.close()
    assert published(tmp_path) == ["1", "2"]
    assert not (tmp_path / build.NEXT_NAME).exists()


def test_steps_of_one_run_go_on_where_the_last_stopped(tmp_path: Path) -> None:
    with open_next(tmp_path) as warehouse:
        put(warehouse, "1")
    with open_next(tmp_path) as warehouse:
        assert items(warehouse.con) == ["1"]
    with open_next(tmp_path, restart=True) as warehouse:
        assert items(warehouse.con) == []


def test_a_second_writer_is_told_who_holds_the_file(tmp_path: Path) -> None:
    with open_next(tmp_path), pytest.raises(WarehouseError, match=f"process {os.getpid()}"):
        open_next(tmp_path)
    open_next(tmp_path).close()


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from warehouse.build import open_next;"
        "w = open_next(Path(sys.argv[1]));"
        "w.con.execute('INSERT INTO raw_listed_ids VALUES (?, ?, ?)', ['s', 'k', 'wanted']);"
        "print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"open\n"
        with pytest.raises(WarehouseError, match=f"process {child.pid}"):
            open_next(tmp_path)
        child.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            warehouse = open_next(tmp_path)
            break
        except WarehouseError:
            time.sleep(0.05)
    with warehouse:
        assert items(warehouse.con) == ["k"], "committed rows of the killed writer are taken up"


@pytest.mark.parametrize("percent", [0, 1, 40, 99])
def test_a_truncated_last_good_file_is_put_aside_and_made_again(tmp_path: Path, percent: int) -> None:
    make(tmp_path, "1")
    live = tmp_path / build.LIVE_NAME
    os.truncate(live, live.stat().st_size * percent // 100)
    with pytest.raises(WarehouseError, match=r"damaged.*rebuilt from the archive"):
        connect_read_only(live)
    with open_next(tmp_path) as warehouse:
        assert items(warehouse.con) == []
        put(warehouse, "2")
        warehouse.publish()
    assert published(tmp_path) == ["2"]


def test_damage_found_while_writing_lets_the_next_run_start_from_nothing(tmp_path: Path) -> None:
    make(tmp_path, "1")
    with (
        pytest.raises(WarehouseError, match="damaged"),
        open_next(tmp_path),
    ):
        raise duckdb.IOException(
            "Corrupt database file: computed checksum 1 does not match stored checksum 2"
        )
    with open_next(tmp_path) as warehouse:
        assert items(warehouse.con) == []


def test_another_schema_or_code_version_is_rebuilt_not_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "1")
    with open_next(tmp_path, code_version="readers-2") as warehouse:
        assert items(warehouse.con) == []
        put(warehouse, "2")
    with open_next(tmp_path, code_version="readers-2") as warehouse:
        assert items(warehouse.con) == ["2"]
        warehouse.publish()
    monkeypatch.setattr(build, "schema_version", lambda: "other")
    with open_next(tmp_path, code_version="readers-2") as warehouse:
        assert items(warehouse.con) == []


def test_a_step_never_goes_on_without_the_rows_of_the_one_before(tmp_path: Path) -> None:
    with open_next(tmp_path) as warehouse:
        put(warehouse, "1")
    with pytest.raises(WarehouseError, match="another version"):
        open_next(tmp_path, code_version="edited while running")
    with open_next(tmp_path) as warehouse:
        put(warehouse, "1")
    os.truncate(tmp_path / build.NEXT_NAME, 5_000)
    with pytest.raises(WarehouseError, match="damaged"):
        open_next(tmp_path)
    with open_next(tmp_path, restart=True) as warehouse:
        assert items(warehouse.con) == []


def test_rounds_of_opening_deleting_and_loading_lose_no_row(tmp_path: Path) -> None:
    rows = "SELECT 's', sha256(i::VARCHAR) || ?, 'wanted' FROM range(60000) t(i)"
    for number in range(6):
        with open_next(tmp_path, restart=number == 0) as warehouse:
            warehouse.con.execute("DELETE FROM raw_listed_ids").fetchall()
            warehouse.con.execute("CHECKPOINT").fetchall()
            warehouse.con.execute(f"INSERT INTO raw_listed_ids {rows}", [str(number)]).fetchall()
        with open_next(tmp_path) as warehouse:
            assert len(items(warehouse.con)) == 60_000
            if number % 2:
                warehouse.con.execute("DELETE FROM raw_listed_ids WHERE item_id > '1'").fetchall()
                warehouse.publish()
        if number % 2:
            assert 0 < len(published(tmp_path)) < 60_000


def test_a_damaged_file_is_never_dropped_in_silence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    make(tmp_path, "1")
    os.truncate(tmp_path / build.LIVE_NAME, 5_000)
    open_next(tmp_path).close()
    assert "damaged" in caplog.text and "archive" in caplog.text
    assert (tmp_path / build.DAMAGED_NAME).exists()


def test_a_rebuilt_table_takes_the_shape_of_the_catalogue(tmp_path: Path) -> None:
    with open_next(tmp_path) as warehouse:
        warehouse.con.execute("CREATE TABLE out_gone (a INTEGER)").fetchall()
        warehouse.con.execute("ALTER TABLE out_headlines ADD COLUMN more INTEGER").fetchall()
    with open_next(tmp_path) as warehouse:
        names = {row[0] for row in warehouse.con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        columns = [row[0] for row in warehouse.con.execute("DESCRIBE out_headlines").fetchall()]
    assert "out_gone" not in names
    assert "more" not in columns


def test_no_warehouse_is_said_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="jumun run"):
        connect_read_only(tmp_path / build.LIVE_NAME)


def test_a_reader_beside_a_writer_is_told(tmp_path: Path) -> None:
    with open_next(tmp_path):
        code = (
            "import sys; from pathlib import Path; from warehouse.build import connect_read_only\n"
            "try: connect_read_only(Path(sys.argv[1]))\n"
            "except Exception as e: print(type(e).__name__, e)"
        )
        path = tmp_path / build.NEXT_NAME
        said = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
        )
    assert said.stdout.startswith("WarehouseError")
    assert "another process" in said.stdout


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    full = build.explain(OSError(errno.ENOSPC, "No space left on device"), tmp_path / "x")
    assert "full" in str(full) and "untouched" in str(full)


@pytest.mark.skipif(
    os.geteuid() == 0 and not Path("/proc/mounts").exists(), reason="needs a small file system"
)
def test_a_disk_that_fills_up_leaves_the_last_good_file(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], capture_output=True
    ).returncode:
        pytest.skip("no right to mount a small file system")
    try:
        make(small, "1")
        with pytest.raises(WarehouseError, match="full"), open_next(small) as warehouse:
            warehouse.con.execute(
                "INSERT INTO raw_listed_ids SELECT 's', sha256(i::VARCHAR), 'wanted' FROM range(2000000) t(i)"
            ).fetchall()
        assert published(small) == ["1"]
        build._remove_next(small)
        make(small, "2")
        assert published(small) == ["1", "2"]
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
