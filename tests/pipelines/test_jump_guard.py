"""A headline number that jumps with no stated reason stops the next build; new documents or a stated reason let it pass."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pipelines.jump_guard import (
    JumpError,
    forget_reasons,
    movements_of_build,
    refuse_silent_jumps,
    silent_jumps,
    state_reasons,
    stated_reasons,
    told,
)
from pipelines.settings import DataFolder
from tests.warehouse.published_fixture import NOW, judgment, warehouse
from warehouse.measures import build_measures
from warehouse.movement import headline_numbers

PERSONS = 40


@cache
def headlines() -> pa.Table:
    con = warehouse(*people(3))
    build_measures(con, now=NOW)
    return con.sql("SELECT * FROM out_headlines ORDER BY position").to_arrow_table()


def built(*judgments: Any) -> duckdb.DuckDBPyConnection:
    """A warehouse of these judgments, with the five sentences of a small one."""
    con = warehouse(*judgments)
    con.register("sentences", headlines())
    con.execute("INSERT INTO out_headlines SELECT * FROM sentences").fetchall()
    con.unregister("sentences")
    return con


def people(n: int = PERSONS, **values: Any) -> list[Any]:
    return [judgment(number, **values) for number in range(n)]


@pytest.fixture(scope="module")
def stands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stands") / "warehouse.duckdb"
    con = built(*people())
    con.execute(f"ATTACH '{path}' AS kept").fetchall()
    con.execute("COPY FROM DATABASE memory TO kept").fetchall()
    con.close()
    return path


@pytest.fixture
def data(stands: Path, tmp_path: Path) -> DataFolder:
    folder = DataFolder(root=tmp_path)
    folder.warehouse.symlink_to(stands)
    return folder


def test_the_numbers_of_the_five_sentences_are_watched_as_they_are_printed() -> None:
    numbers = headline_numbers(built(*people(3)))
    assert numbers["outcomes_of_87.disposed"] == 87
    assert numbers["outcomes_of_87.suspended_share"] == 39.1
    assert numbers["what_this_site_read.n_read"] == 3


def test_another_rule_that_moves_a_number_needs_a_word_and_is_published_with_one(data: DataFolder) -> None:
    read_otherwise = [
        judgment(number, rule_set="next", custody_status="served" if number < 8 else "suspended")
        for number in range(PERSONS)
    ]
    con = built(*read_otherwise)
    moved = movements_of_build(con, data)
    with pytest.raises(JumpError, match=r"records\.(served|suspended)"):
        refuse_silent_jumps(moved)
    assert "records.suspended: 40 → 32 (changed_rule -8)" in told(moved)
    state_reasons(data, {"records.suspended": "the order of two sentences is read anew"})
    assert [one.number for one in silent_jumps(movements_of_build(con, data))] == ["records.served"]
    state_reasons(data, {"*": "rules of October"})
    refuse_silent_jumps(movements_of_build(con, data))
    forget_reasons(data)
    assert stated_reasons(data) == {}


def test_new_documents_are_a_reason_and_a_loss_of_documents_is_none(data: DataFolder) -> None:
    more = movements_of_build(built(*people(PERSONS + 30)), data)
    assert {one.number: one.causes for one in more}["records.suspended"] == {
        "new_data": 30, "changed_source": 0, "changed_rule": 0, "correction": 0,
    }  # fmt: skip
    refuse_silent_jumps(more)
    fewer = movements_of_build(built(*people(PERSONS - 9)), data)
    with pytest.raises(JumpError, match="31"):
        refuse_silent_jumps(fewer)


def test_an_official_number_never_moves_unsaid_whatever_is_new(data: DataFolder) -> None:
    con = built(*people(PERSONS + 30))
    con.execute(
        "UPDATE out_headlines SET parameters = replace(CAST(parameters AS VARCHAR), '\"87\"', '\"120\"')"
    ).fetchall()
    with pytest.raises(JumpError, match=r"outcomes_of_87\.disposed 87 → 120"):
        refuse_silent_jumps(movements_of_build(con, data))


def test_the_first_build_and_an_unchanged_one_have_nothing_to_explain(
    data: DataFolder, tmp_path: Path
) -> None:
    con = built(*people())
    assert movements_of_build(con, data) == ()
    assert movements_of_build(con, DataFolder(root=tmp_path / "none")) == ()
