"""What does not fit into the first limit is done again with the next, and with none when none is enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from warehouse import memory
from warehouse.memory import in_enough_memory, loading_memory
from warehouse.models import ModelError

ROWS = 400_000


@pytest.fixture
def con(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """A file of ROWS rows, with nowhere to put what does not fit into memory."""
    opened = duckdb.connect(
        str(tmp_path / "w.duckdb"), config={"max_temp_directory_size": "0KB", "threads": 1}
    )
    opened.execute("CREATE TABLE wide AS SELECT i, sha256(i::VARCHAR) AS name FROM range(?) AS r(i)", [ROWS])
    opened.execute("CHECKPOINT")
    return opened


def sorter(con: duckdb.DuckDBPyConnection, begun: list[str]) -> Callable[[], int]:
    """Work that needs some 80 MB, and notes the limit it was begun under."""

    def work() -> int:
        begun.append(limit(con))
        try:
            con.execute("CREATE OR REPLACE TEMP TABLE sorted AS SELECT * FROM wide ORDER BY name")
        except duckdb.Error as error:
            raise ModelError("wrapped as a model's failure is") from error
        return int(con.execute("SELECT count(*) FROM sorted").fetchall()[0][0])

    return work


def limit(con: duckdb.DuckDBPyConnection) -> str:
    return str(con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])


def test_what_does_not_fit_is_done_again_with_more(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(memory, "BUILD_MEMORY", ("16MB", "20MB", "1000MB"))
    begun: list[str] = []
    assert in_enough_memory(con, sorter(con, begun)) == ROWS
    assert [each[:2] for each in begun] == ["15", "19", "95"]  # told in MiB
    assert [record.message.split(" ")[0] for record in caplog.records] == ["16MB", "20MB"]


def test_what_fits_is_done_once(con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "BUILD_MEMORY", ("1000MB", "2000MB"))
    begun: list[str] = []
    assert in_enough_memory(con, sorter(con, begun)) == ROWS
    assert len(begun) == 1


def test_the_usual_limit_holds_afterwards(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with loading_memory(con):
        pass
    usual = limit(con)
    monkeypatch.setattr(memory, "BUILD_MEMORY", ("16MB", "20MB"))
    with pytest.raises(ModelError):
        in_enough_memory(con, sorter(con, []))
    assert limit(con) == usual


def test_another_error_is_not_tried_again(con: duckdb.DuckDBPyConnection) -> None:
    begun: list[int] = []

    def work() -> None:
        begun.append(1)
        con.execute("SELECT * FROM nowhere")

    with pytest.raises(duckdb.CatalogException):
        in_enough_memory(con, work)
    assert begun == [1]
